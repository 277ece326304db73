/** A server that watches a title again together: the limit of what it shows openly goes up by an episode by itself. */
export interface Rewatch {
  readonly guildId: string;
  readonly titleId: string;
  /** The local date of the first episode, "2026-12-01". */
  readonly startDate: string;
  readonly pace: 'daily' | 'weekly';
  /** Where its dates are, and at what time of the day an episode opens: an IANA zone and "HH:MM". */
  readonly zone: string;
  readonly time: string;
  /** Where it is said; null: nowhere. */
  readonly channelId: string | null;
  readonly opensThread: boolean;
  /** The last episode that was opened; 0: none yet. */
  readonly episode: number;
  /** When the next one opens, in milliseconds since the epoch. */
  readonly nextDueAtMs: number;
}
