/** What the ways in and out agree on: Discord's own wire format, unchanged from the command to the socket. */
import type { APIInteraction, APIInteractionResponse } from 'discord-api-types/v10';
import type { ReplyFile } from '../message/reply.ts';
import type { CallbackOutcome } from './callback.ts';

/** A response, and the files it names as attachments. */
export interface Answered {
  readonly response: APIInteractionResponse;
  readonly files: readonly ReplyFile[];
}

/** Turns one interaction into its first response. It never throws or rejects: a bug becomes a reply too. */
export type Answer = (interaction: APIInteraction) => Promise<Answered>;

/** Told what happens, for whoever counts it. Called on every answer, so it has to be quick, and it never throws. */
export interface AnswerObserver {
  /** @param command The name as the log has it, never what was typed. */
  answered(command: string, outcome: 'answered' | 'bug' | 'malformed', tookMs: number): void;
}

export interface CallbackObserver {
  delivered(outcome: CallbackOutcome): void;
}

export interface RestObserver {
  /** @param status Of HTTP; 0 when no answer came. */
  answered(status: number): void;
}

/** The few methods of a pino logger that the transports use, so that a test can pass its own. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
