/** What servers are to be told: troubles, news of a next season, a greeting; and servers the bot has left. */

/** Between two times that the admins of a server are told of troubles. */
export const NOTICE_PAUSE_MS = 24 * 60 * 60_000;

/** Something to be done at Discord a while after it was decided. */
export interface OutboxItem {
  readonly guildId: string;
  readonly state: 'waiting' | 'done' | 'failed';
  /** A code for /health: why it failed, or why it still waits; null when all is well. */
  readonly reason: string | null;
  readonly attempts: number;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
  /** Nobody takes it up before this; null once settled. */
  readonly nextAttemptAtMs: number | null;
}

/** One post that tells of a change: to be sent once, and safe to repeat under its nonce. */
export interface SeasonNotice extends OutboxItem {
  readonly titleId: string;
  /** What changed, so that the same news goes to a server once: "none-announced>announced>2026-11-29", or an episode of a rewatch. */
  readonly newsKey: string;
  readonly channelId: string;
}

/** The one message with which a server is greeted that has added the bot; done for a server that had it before there were any. */
export type Welcome = OutboxItem;

/** A server the bot seems to have left. */
export interface Departure {
  readonly guildId: string;
  /** The first complete listing that did not hold it. */
  readonly firstMissedAtMs: number;
  /** A complete listing at least a day later that did not hold it either; the 30 days count from here. Null until then. */
  readonly confirmedAtMs: number | null;
}

/**
 * What the admins of a server are told of. `suspended`, `missed` (twice in a row), `no-line`, `channel-gone` and `pack-removed` keep the
 * daily post from coming and end with a post that comes. `review-channel`, `news-channel`: what should go there, a suggested line or news of a
 * season, was refused.
 */
export type NoticeCause =
  | 'suspended'
  | 'missed'
  | 'no-line'
  | 'channel-gone'
  | 'pack-removed'
  | 'role-gone'
  | 'tag-gone'
  | 'review-channel'
  | 'news-channel'
  | 'correction-answered';

/** The subject of what keeps one of the daily posts from coming. */
export function subjectOfDaily(slot: number): string {
  return `daily ${slot}`;
}

/** Undefined for what is about none of them. */
export function slotOfSubject(subject: string): number | undefined {
  const slot = /^daily (\d)$/.exec(subject)?.[1];
  return slot === undefined ? undefined : Number(slot);
}

/** Something to tell the admins of a server, until they have been told. */
export interface Notice {
  readonly guildId: string;
  readonly cause: NoticeCause;
  /** Which one: the daily post, a role's id, a channel's, a correction's. */
  readonly subject: string;
  readonly sinceMs: number;
  /** When it was over, after its beginning was told; null: it lasts. */
  readonly endedAtMs: number | null;
  /** null: its beginning, or its end, is still to be told. */
  readonly toldAtMs: number | null;
  /** When the channel for notices last refused it. */
  readonly triedAtMs: number | null;
}
