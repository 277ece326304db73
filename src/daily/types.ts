/**
 * What the daily post needs of the world around it: a way to post, and optionally a look at the channel. Implemented by
 * src/transports over @discordjs/rest, and by the tests.
 */
import type { Content } from '../content/types.ts';
import type { Quote, Title } from '../packs/schema.ts';
import type { ServerSettings, State } from '../state/types.ts';

/** An answer of Discord that is not a success, or none at all. */
export interface DiscordFailure {
  /** HTTP status; 0 when no answer came (refused, timed out, broken off). */
  readonly status: number;
  /** Discord's JSON error code; 0 when the body had none. */
  readonly code: number;
  /** True when the request may have been carried out although no answer came. */
  readonly maybeSent: boolean;
  readonly retryAfterMs: number | null;
  readonly message: string;
}

export type PostResult = { readonly ok: true; readonly messageId: string } | { readonly ok: false; readonly failure: DiscordFailure };

export interface MessagePoster {
  /**
   * Creates a message with the `nonce` and `enforce_nonce` of the body, so that a repeat within minutes gives the first message again.
   * Never throws for an answer of Discord; `deadlineMs` bounds the whole call, retries of 429 included.
   */
  postMessage(channelId: string, body: object, deadlineMs: number): Promise<PostResult>;
}

/** What a look at the channel's last messages shows. An empty history shows nothing: the bot may not be allowed to read it. */
export type FoundPost = { readonly kind: 'found'; readonly messageId: string } | { readonly kind: 'absent' } | { readonly kind: 'unknown' };

export interface PostFinder {
  /** Looks for the daily post of a local date among messages since `sinceMs`. Never throws for an answer of Discord. */
  findPost(channelId: string, localDate: string, sinceMs: number): Promise<FoundPost>;
}

/** Builds the body of the post; deterministic, so that a repeat under the same nonce is the same message. */
export type BuildPost = (post: {
  readonly settings: ServerSettings;
  readonly title: Title;
  readonly quote: Quote;
  /** null for a line without questions. */
  readonly question: string | null;
  /** "2026-11-22", in the server's zone. */
  readonly localDate: string;
}) => object;

/** The part of the logger that is used; pino's has it. */
export interface DailyLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface DailyPorts {
  readonly state: State;
  /** The content of today: it may be another one tomorrow. */
  readonly content: () => Content;
  readonly poster: MessagePoster;
  /** Without it a post of which nothing is known after some minutes is recorded as unknown and not repeated. */
  readonly finder?: PostFinder;
  readonly buildPost: BuildPost;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly log: DailyLog;
}
