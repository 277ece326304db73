/** News of a next season on its way to the servers that asked for it, and servers the bot has left. */

/** One post that tells of a change: to be sent once, and safe to repeat under its nonce. */
export interface SeasonNotice {
  readonly guildId: string;
  readonly titleId: string;
  /** What changed, so that the same news goes to a server once: a hash of the state told. */
  readonly newsKey: string;
  readonly channelId: string;
  readonly state: 'waiting' | 'done' | 'failed';
  readonly reason: string | null;
  readonly attempts: number;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
  /** Nobody takes it up before this; null once settled. */
  readonly nextAttemptAtMs: number | null;
}

/** A server the bot seems to have left. */
export interface Departure {
  readonly guildId: string;
  /** The first complete listing that did not hold it. */
  readonly firstMissedAtMs: number;
  /** A complete listing at least a day later that did not hold it either; the 30 days count from here. Null until then. */
  readonly confirmedAtMs: number | null;
}
