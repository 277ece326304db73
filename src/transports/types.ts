/** What the ways in and out agree on: Discord's own wire format, unchanged from the command to the socket. */
import type { APIInteraction, APIInteractionResponse } from 'discord-api-types/v10';
import type { ReplyFile } from '../bot/reply.ts';

/** A response, and the files it names as attachments. */
export interface Answered {
  readonly response: APIInteractionResponse;
  readonly files: readonly ReplyFile[];
}

/** Turns one interaction into its first response. It never throws or rejects: a bug becomes a reply too. */
export type Answer = (interaction: APIInteraction) => Promise<Answered>;

/** The few methods of a pino logger that the transports use, so that a test can pass its own. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
