/** Rows of what servers have set: servers, dailies, settings_changes. */
import { z } from 'zod';
import {
  type DailySettings,
  DEFAULT_DAILY_OPTIONS,
  type DueServer,
  type ServerSettings,
  type SettingsChange,
  type SettingsPatch,
} from '../types.ts';
import { type CamelRow, fromRow } from './camel.ts';

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
  notices_channel_id: z.string().nullable(),
  guild_locale: z.string().nullable(),
  quiz_board: z.int(),
});

export const DailyRow = z.object({
  slot: z.int(),
  title_id: z.string().nullable(),
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
  pause_until: z.string().nullable(),
  place: z.enum(['channel', 'forum']),
  /** Ids with spaces between. */
  tags: z.string(),
  pins: z.int(),
});

const DueRow = z.object({ next_due_at_ms: z.int(), last_posted_at_ms: z.int().nullable() });

export const SettingsChangeRow = z.object({
  id: z.int(),
  guild_id: z.string(),
  made_at_ms: z.int(),
  by_user_id: z.string(),
  /** JSON: the settings that were touched, as they were before. */
  before_json: z.string(),
});

const CeilingsColumn = z.record(z.string(), z.int());

/** What is not in a change of an older Nabi is as it was then. */
const DailyInHistory = z.object({
  slot: z.int().default(DEFAULT_DAILY_OPTIONS.slot),
  titleId: z.string().nullable().default(DEFAULT_DAILY_OPTIONS.titleId),
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
  pauseUntil: z.string().nullable().default(DEFAULT_DAILY_OPTIONS.pauseUntil),
  place: z.enum(['channel', 'forum']).default(DEFAULT_DAILY_OPTIONS.place),
  tags: z.array(z.string()).default([]),
  pins: z.boolean().default(DEFAULT_DAILY_OPTIONS.pins),
});

const Patch: z.ZodType<SettingsPatch> = z.object({
  title: z.string().nullable().exactOptional(),
  ceilings: CeilingsColumn.exactOptional(),
  locale: z.string().nullable().exactOptional(),
  replyStyle: z.enum(['card', 'plain']).exactOptional(),
  suggestions: z
    .object({ channelId: z.string(), suggesterRoleId: z.string().nullable(), reviewerRoleId: z.string().nullable() })
    .nullable()
    .exactOptional(),
  quizBoard: z.boolean().exactOptional(),
  seasonNewsChannelId: z.string().nullable().exactOptional(),
  careText: z.string().nullable().exactOptional(),
  noticesChannelId: z.string().nullable().exactOptional(),
  daily: DailyInHistory.nullable().exactOptional(),
  moreDailies: z.array(DailyInHistory).exactOptional(),
});

type OfServer = Omit<ServerSettings, 'daily' | 'moreDailies'>;

function fromServerRow(row: z.infer<typeof ServerRow>): OfServer {
  const { suggestionsChannelId: channelId, suggesterRoleId, reviewerRoleId, ...rest } = fromRow(row);
  const problem = `the ceilings of server ${row.guild_id} cannot be read, so none are set`;
  return {
    ...rest,
    ceilings: readJson(CeilingsColumn, row.ceilings, problem) ?? {},
    quizBoard: row.quiz_board === 1,
    suggestions: channelId === null ? null : { channelId, suggesterRoleId, reviewerRoleId },
  };
}

/** The values of a server's row, under the names of the interface. */
export function toServerValues({ suggestions, ceilings, quizBoard, ...rest }: OfServer): CamelRow<z.infer<typeof ServerRow>> {
  return {
    ...rest,
    ceilings: JSON.stringify(ceilings),
    quizBoard: Number(quizBoard),
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
    tags: row.tags === '' ? [] : row.tags.split(' '),
    pins: row.pins === 1,
  };
}

/** The values of a daily's row, under the names of the interface. */
export function toDailyValues(daily: DailySettings): CamelRow<z.infer<typeof DailyRow>> {
  return {
    ...daily,
    enabled: Number(daily.enabled),
    includeDirector: Number(daily.includeDirector),
    weekdays: [...new Set(daily.weekdays)].sort((a, b) => a - b).join(''),
    opensThread: Number(daily.opensThread),
    crossposts: Number(daily.crossposts),
    tags: daily.tags.join(' '),
    pins: Number(daily.pins),
  };
}

/** @param dailies Those of the server, in the order of their slots. */
export function fromSettingsRow(server: unknown, dailies: readonly unknown[]): ServerSettings {
  const all = dailies.map((row) => fromDailyRow(DailyRow.parse(row)));
  const daily = all.find(({ slot }) => slot === 1) ?? null;
  return { ...fromServerRow(ServerRow.parse(server)), daily, moreDailies: all.filter((one) => one !== daily) };
}

/** @param row Of a daily post with its server beside it. */
export function fromDueRow(row: unknown): DueServer {
  const { next_due_at_ms, last_posted_at_ms } = DueRow.parse(row);
  const daily = fromDailyRow(DailyRow.parse(row));
  return {
    settings: { ...fromServerRow(ServerRow.parse(row)), daily, moreDailies: [] },
    dueAtMs: next_due_at_ms,
    lastPostedAtMs: last_posted_at_ms,
  };
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
