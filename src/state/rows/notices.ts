/** Rows of news on their way to servers, of servers the bot has left, and of small facts about the running bot. */
import { z } from 'zod';

/** A greeting, and what all rows have in common that wait to be done at Discord. */
export const OutboxRow = z.object({
  guild_id: z.string(),
  state: z.enum(['waiting', 'done', 'failed']),
  reason: z.string().nullable(),
  attempts: z.int(),
  created_at_ms: z.int(),
  updated_at_ms: z.int(),
  next_attempt_at_ms: z.int().nullable(),
});

export const SeasonNoticeRow = OutboxRow.extend({ title_id: z.string(), news_key: z.string(), channel_id: z.string() });

export const NoticeRow = z.object({
  guild_id: z.string(),
  cause: z.enum([
    'suspended',
    'missed',
    'no-line',
    'channel-gone',
    'pack-removed',
    'role-gone',
    'tag-gone',
    'review-channel',
    'news-channel',
    'correction-answered',
  ]),
  subject: z.string(),
  since_ms: z.int(),
  ended_at_ms: z.int().nullable(),
  told_at_ms: z.int().nullable(),
  tried_at_ms: z.int().nullable(),
});

export const DepartureRow = z.object({
  guild_id: z.string(),
  first_missed_at_ms: z.int(),
  confirmed_at_ms: z.int().nullable(),
});

export const MetaRow = z.object({ value: z.string() });

export const UsedInteractionRow = z.object({ interaction_id: z.string(), until_ms: z.int() });
