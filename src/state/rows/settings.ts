/** Rows of what servers have set: servers, dailies, settings_changes. */
import { z } from 'zod';
import type { DailySettings, DueServer, ServerSettings, SettingsChange, SettingsPatch } from '../types.ts';
import { fromRow, type Kept } from './camel.ts';

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

const WithDaily = z.object({ enabled: z.int().nullable() });

const DueRow = z.object({ next_due_at_ms: z.int(), last_posted_at_ms: z.int().nullable() });

export const SettingsChangeRow = z.object({
  id: z.int(),
  guild_id: z.string(),
  made_at_ms: z.int(),
  by_user_id: z.string(),
  /** JSON: the settings that were touched, as they were before. */
  before_json: z.string(),
});

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

function fromServerRow(row: z.infer<typeof ServerRow>): Omit<ServerSettings, 'daily'> {
  const { suggestionsChannelId: channelId, suggesterRoleId, reviewerRoleId, ...rest } = fromRow(row);
  return {
    ...rest,
    ceilings: readJson(Ceilings, row.ceilings, `the ceilings of server ${row.guild_id} cannot be read, so none are set`) ?? {},
    suggestions: channelId === null ? null : { channelId, suggesterRoleId, reviewerRoleId },
  };
}

export function toServerValues({ suggestions, ceilings, ...rest }: Omit<ServerSettings, 'daily'>): Kept<z.infer<typeof ServerRow>> {
  return {
    ...rest,
    ceilings: JSON.stringify(ceilings),
    suggestionsChannelId: suggestions?.channelId ?? null,
    suggesterRoleId: suggestions?.suggesterRoleId ?? null,
    reviewerRoleId: suggestions?.reviewerRoleId ?? null,
  };
}

function fromDailyRow(row: z.infer<typeof DailyRow>): DailySettings {
  return {
    ...fromRow(row),
    enabled: row.enabled === 1,
    includeDirector: row.include_director === 1,
    weekdays: Array.from(row.weekdays, Number),
    opensThread: row.opens_thread === 1,
    crossposts: row.crossposts === 1,
  };
}

export function toDailyValues(daily: DailySettings): Kept<z.infer<typeof DailyRow>> {
  return {
    ...daily,
    enabled: Number(daily.enabled),
    includeDirector: Number(daily.includeDirector),
    weekdays: [...new Set(daily.weekdays)].sort((a, b) => a - b).join(''),
    opensThread: Number(daily.opensThread),
    crossposts: Number(daily.crossposts),
  };
}

/** @param daily undefined: there is none. */
export function fromSettingsRow(server: unknown, daily: unknown): ServerSettings {
  return { ...fromServerRow(ServerRow.parse(server)), daily: daily === undefined ? null : fromDailyRow(DailyRow.parse(daily)) };
}

/** @param row Of servers with dailies beside it, or with nothing there. */
export function fromJoinedRow(row: unknown): ServerSettings {
  return fromSettingsRow(row, WithDaily.parse(row).enabled === null ? undefined : row);
}

export function fromDueRow(row: unknown): DueServer {
  const { next_due_at_ms, last_posted_at_ms } = DueRow.parse(row);
  const daily = fromDailyRow(DailyRow.parse(row));
  return { settings: { ...fromServerRow(ServerRow.parse(row)), daily }, dueAtMs: next_due_at_ms, lastPostedAtMs: last_posted_at_ms };
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
