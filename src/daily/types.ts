/** The few things the daily post needs of Discord; implemented by src/transports over @discordjs/rest, and by the tests. */

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
   * Creates a message with `nonce` and `enforce_nonce`, so that a repeat within minutes gives the first message again.
   * Never throws for an answer of Discord; `deadlineMs` bounds the whole call, retries of 429 included.
   */
  postMessage(channelId: string, body: object, deadlineMs: number): Promise<PostResult>;
}
