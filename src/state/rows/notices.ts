/** Rows of news on their way to servers, of servers the bot has left, and of small facts about the running bot. */
import { z } from 'zod';
import type { Departure, SeasonNotice } from '../notices.ts';

export const SeasonNoticeRow = z.object({
  guild_id: z.string(),
  title_id: z.string(),
  news_key: z.string(),
  channel_id: z.string(),
  state: z.enum(['waiting', 'done', 'failed']),
  reason: z.string().nullable(),
  attempts: z.int(),
  created_at_ms: z.int(),
  updated_at_ms: z.int(),
  next_attempt_at_ms: z.int().nullable(),
});

export const DepartureRow = z.object({
  guild_id: z.string(),
  first_missed_at_ms: z.int(),
  confirmed_at_ms: z.int().nullable(),
});

export const MetaRow = z.object({ value: z.string() });

export const SEASON_NOTICE_COLUMNS = SeasonNoticeRow.keyof().options;
export const DEPARTURE_COLUMNS = DepartureRow.keyof().options;

export function fromSeasonNoticeRow(row: z.infer<typeof SeasonNoticeRow>): SeasonNotice {
  return {
    guildId: row.guild_id,
    titleId: row.title_id,
    newsKey: row.news_key,
    channelId: row.channel_id,
    state: row.state,
    reason: row.reason,
    attempts: row.attempts,
    createdAtMs: row.created_at_ms,
    updatedAtMs: row.updated_at_ms,
    nextAttemptAtMs: row.next_attempt_at_ms,
  };
}

export function toSeasonNoticeRow(notice: SeasonNotice): z.infer<typeof SeasonNoticeRow> {
  return {
    guild_id: notice.guildId,
    title_id: notice.titleId,
    news_key: notice.newsKey,
    channel_id: notice.channelId,
    state: notice.state,
    reason: notice.reason,
    attempts: notice.attempts,
    created_at_ms: notice.createdAtMs,
    updated_at_ms: notice.updatedAtMs,
    next_attempt_at_ms: notice.nextAttemptAtMs,
  };
}

export function fromDepartureRow(row: z.infer<typeof DepartureRow>): Departure {
  return { guildId: row.guild_id, firstMissedAtMs: row.first_missed_at_ms, confirmedAtMs: row.confirmed_at_ms };
}

export function toDepartureRow(departure: Departure): z.infer<typeof DepartureRow> {
  return { guild_id: departure.guildId, first_missed_at_ms: departure.firstMissedAtMs, confirmed_at_ms: departure.confirmedAtMs };
}
