/** What an answer is: Discord's own wire format, unchanged from the command to the socket. */
import type { APIInteraction, APIInteractionResponse } from 'discord-api-types/v10';
import type { MessageFile } from '../message/reply.ts';

/** A response, and the files it names as attachments. */
export interface Answered {
  readonly response: APIInteractionResponse;
  readonly files: readonly MessageFile[];
  /** The response as it goes over the wire, where that is known already: JSON in UTF-8. */
  readonly bytes?: Uint8Array;
}

/** Turns one interaction into its first response, most at once. It never throws or rejects: a bug becomes a reply too. */
export type Answer = (interaction: APIInteraction) => Answered | Promise<Answered>;

/** What was put together by hand, as Discord would send it: the router checks every field it reads, so the wire form is enough. */
export function asInteraction<Kind extends APIInteraction = APIInteraction>(wire: object): Kind {
  return JSON.parse(JSON.stringify(wire));
}

/** Told what happens, for whoever counts it. Called on every answer, so it has to be quick, and it never throws. */
export interface AnswerObserver {
  /** @param command The name as the log has it, never what was typed. */
  answered(command: string, outcome: 'answered' | 'limited' | 'bug' | 'malformed', tookMs: number): void;
  /** An answer bore a word of care; to whom and why is nobody's to know. */
  cared(): void;
  /** One interaction kept all others waiting for seconds. */
  held(command: string): void;
  /**
   * An answer with facts was one that is kept, or was made and is kept from now on.
   *
   * @param bytesHeld Of all that are kept.
   */
  kept?(outcome: 'hit' | 'miss', bytesHeld: number): void;
}
