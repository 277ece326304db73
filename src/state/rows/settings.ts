/** Rows of what servers have set: servers, dailies, settings_changes. */
import { z } from 'zod';
import type { DailySettings, DueServer, ServerSettings, SettingsChange, SettingsPatch } from '../types.ts';
import { asStored } from './text.ts';

export const ServerRow = z.object({
  guild_id: z.string(),
  title: z.string().nullable(),
  /** JSON: episodes by title id. */
  ceilings: z.string(),
  locale: z.string().nullable(),
  reply_style: z.enum(['card', 'plain']),
  suggestions_channel_id: z.string().nullable(),
  suggester_role_id: z.string().nullable(),
  reviewer_role_id: z.string().nullable(),
  season_news_channel_id: z.string().nullable(),
  care_text: z.string().nullable(),
});

export const DailyRow = z.object({
  enabled: z.int(),
  channel_id: z.string(),
  time: z.string(),
  zone: z.string(),
  next_due_at_ms: z.int().nullable(),
  suspended_reason: z.string().nullable(),
  tone: z.enum(['all', 'gentle']),
  include_director: z.int(),
  style: z.enum(['card', 'text']),
  weekdays: z.string(),
  ping_role_id: z.string().nullable(),
  opens_thread: z.int(),
  crossposts: z.int(),
  skip_date: z.string().nullable(),
});

export const DueRow = z.object({ ...ServerRow.shape, ...DailyRow.shape, next_due_at_ms: z.int(), last_posted_at_ms: z.int().nullable() });

export const SettingsChangeRow = z.object({
  id: z.int(),
  guild_id: z.string(),
  made_at_ms: z.int(),
  by_user_id: z.string(),
  /** JSON: the settings that were touched, as they were before. */
  before_json: z.string(),
});

export const SERVER_COLUMNS = ServerRow.keyof().options;
export const DAILY_COLUMNS = DailyRow.keyof().options;
export const SETTINGS_CHANGE_COLUMNS = SettingsChangeRow.keyof().options;

const Ceilings = z.record(z.string(), z.int());

const Patch: z.ZodType<SettingsPatch> = z.object({
  title: z.string().nullable().exactOptional(),
  ceilings: Ceilings.exactOptional(),
  locale: z.string().nullable().exactOptional(),
  replyStyle: z.enum(['card', 'plain']).exactOptional(),
  suggestions: z
    .object({ channelId: z.string(), suggesterRoleId: z.string().nullable(), reviewerRoleId: z.string().nullable() })
    .nullable()
    .exactOptional(),
  seasonNewsChannelId: z.string().nullable().exactOptional(),
  careText: z.string().nullable().exactOptional(),
  daily: z
    .object({
      enabled: z.boolean(),
      channelId: z.string(),
      time: z.string(),
      zone: z.string(),
      nextDueAtMs: z.int().nullable(),
      suspendedReason: z.string().nullable(),
      tone: z.enum(['all', 'gentle']),
      includeDirector: z.boolean(),
      style: z.enum(['card', 'text']),
      weekdays: z.array(z.int()),
      pingRoleId: z.string().nullable(),
      opensThread: z.boolean(),
      crossposts: z.boolean(),
      skipDate: z.string().nullable(),
    })
    .nullable()
    .exactOptional(),
});

export function fromServerRow(row: z.infer<typeof ServerRow>, daily: DailySettings | null): ServerSettings {
  return {
    guildId: row.guild_id,
    title: row.title,
    ceilings: readJson(Ceilings, row.ceilings, `the ceilings of server ${row.guild_id} cannot be read, so none are set`) ?? {},
    locale: row.locale,
    replyStyle: row.reply_style,
    suggestions:
      row.suggestions_channel_id === null
        ? null
        : { channelId: row.suggestions_channel_id, suggesterRoleId: row.suggester_role_id, reviewerRoleId: row.reviewer_role_id },
    seasonNewsChannelId: row.season_news_channel_id,
    careText: row.care_text,
    daily,
  };
}

export function toServerRow(settings: ServerSettings): z.infer<typeof ServerRow> {
  return {
    guild_id: settings.guildId,
    title: settings.title,
    ceilings: JSON.stringify(settings.ceilings),
    locale: settings.locale,
    reply_style: settings.replyStyle,
    suggestions_channel_id: settings.suggestions?.channelId ?? null,
    suggester_role_id: settings.suggestions?.suggesterRoleId ?? null,
    reviewer_role_id: settings.suggestions?.reviewerRoleId ?? null,
    season_news_channel_id: settings.seasonNewsChannelId,
    care_text: settings.careText === null ? null : asStored(settings.careText),
  };
}

export function fromDailyRow(row: z.infer<typeof DailyRow>): DailySettings {
  return {
    enabled: row.enabled === 1,
    channelId: row.channel_id,
    time: row.time,
    zone: row.zone,
    nextDueAtMs: row.next_due_at_ms,
    suspendedReason: row.suspended_reason,
    tone: row.tone,
    includeDirector: row.include_director === 1,
    style: row.style,
    weekdays: Array.from(row.weekdays, Number),
    pingRoleId: row.ping_role_id,
    opensThread: row.opens_thread === 1,
    crossposts: row.crossposts === 1,
    skipDate: row.skip_date,
  };
}

export function toDailyRow(daily: DailySettings): z.infer<typeof DailyRow> {
  return {
    enabled: Number(daily.enabled),
    channel_id: daily.channelId,
    time: daily.time,
    zone: daily.zone,
    next_due_at_ms: daily.nextDueAtMs,
    suspended_reason: daily.suspendedReason,
    tone: daily.tone,
    include_director: Number(daily.includeDirector),
    style: daily.style,
    weekdays: [...new Set(daily.weekdays)].sort((a, b) => a - b).join(''),
    ping_role_id: daily.pingRoleId,
    opens_thread: Number(daily.opensThread),
    crossposts: Number(daily.crossposts),
    skip_date: daily.skipDate,
  };
}

export function fromDueRow(row: z.infer<typeof DueRow>): DueServer {
  const daily = fromDailyRow(row);
  return { settings: { ...fromServerRow(row, daily), daily }, dueAtMs: row.next_due_at_ms, lastPostedAtMs: row.last_posted_at_ms };
}

/** A change that cannot be read cannot be taken back either, so it is left out. */
export function fromSettingsChangeRows(rows: readonly z.infer<typeof SettingsChangeRow>[]): SettingsChange[] {
  return rows.flatMap((row) => {
    const before = readJson(Patch, row.before_json, `change ${row.id} of server ${row.guild_id} cannot be read, so it is left out`);
    if (before === undefined) return [];
    return [{ guildId: row.guild_id, id: row.id, madeAtMs: row.made_at_ms, byUserId: row.by_user_id, before }];
  });
}

/** What JSON in a column holds; undefined, and a warning of the process, when that is not what belongs there: answers go on. */
function readJson<Value>(schema: z.ZodType<Value>, json: string, problem: string): Value | undefined {
  try {
    return schema.parse(JSON.parse(json));
  } catch {
    process.emitWarning(problem, 'StateWarning');
    return undefined;
  }
}
