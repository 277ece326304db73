/** Rows of news on their way to servers, of servers the bot has left, and of small facts about the running bot. */
import { z } from 'zod';

/** Something to be done at Discord a while after it was decided; by itself a greeting. */
export const OutboxRow = z.object({
  guild_id: z.string(),
  state: z.enum(['waiting', 'done', 'failed']),
  /** A code for /health: why it failed, or why it still waits; null when all is well. */
  reason: z.string().nullable(),
  attempts: z.int(),
  created_at_ms: z.int(),
  updated_at_ms: z.int(),
  /** Nobody takes it up before this; null once settled. */
  next_attempt_at_ms: z.int().nullable(),
});

/** One post that tells of a change: to be sent once, and safe to repeat under its nonce. */
export const SeasonNoticeRow = OutboxRow.extend({
  title_id: z.string(),
  /** What changed, so that the same news goes to a server once: "none-announced>announced>2026-11-29", or an episode of a rewatch. */
  news_key: z.string(),
  channel_id: z.string(),
});

/** Something to tell the admins of a server, until they have been told. */
export const NoticeRow = z.object({
  guild_id: z.string(),
  /**
   * What hinders most comes first. `suspended`, `missed` (twice in a row), `no-line`, `channel-gone` and `pack-removed` keep the daily post
   * from coming and end with a post that comes. `review-channel`, `news-channel`: what should go there, a suggested line or news of a season,
   * was refused.
   */
  cause: z.enum([
    'suspended',
    'channel-gone',
    'pack-removed',
    'no-line',
    'missed',
    'role-gone',
    'tag-gone',
    'review-channel',
    'news-channel',
    'correction-answered',
  ]),
  /** Which one: the daily post, a role's id, a channel's, a correction's. */
  subject: z.string(),
  since_ms: z.int(),
  /** When it was over, after its beginning was told; null: it lasts. */
  ended_at_ms: z.int().nullable(),
  /** null: its beginning, or its end, is still to be told. */
  told_at_ms: z.int().nullable(),
  /** When the channel for notices last refused it. */
  tried_at_ms: z.int().nullable(),
});

/** A server the bot seems to have left. */
export const DepartureRow = z.object({
  guild_id: z.string(),
  /** The first complete listing that did not hold it. */
  first_missed_at_ms: z.int(),
  /** A complete listing at least a day later that did not hold it either; the 30 days count from here. Null until then. */
  confirmed_at_ms: z.int().nullable(),
});

export const MetaRow = z.object({ value: z.string() });

export const UsedInteractionRow = z.object({ interaction_id: z.string(), until_ms: z.int() });
