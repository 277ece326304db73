/**
 * A server's settings as a file that people can read and change: names in words, channels and roles by id, nobody's name or id. What
 * follows from the rest, such as when the next post is due, is not in it.
 */
import { z } from 'zod';
import { given } from '../../src/bot/given.ts';
import type { Content, Say, SentenceKey } from '../../src/bot/types.ts';
import { parseTime } from '../../src/calendar/times.ts';
import { resolveZone } from '../../src/calendar/zones.ts';
import { lowestCeiling } from '../../src/content/spoilers.ts';
import { showRow } from '../../src/language/show.ts';
import { type DailySettings, EVERY_TITLE, MOST_DAILIES, type ServerSettings, type SettingsPatch } from '../../src/state/types.ts';
import { cleanLines, cleanTyped, escapeMarkdown } from '../../src/text/text.ts';
import { LONGEST_CARE_TEXT } from './choices.ts';
import { MOST_TAGS } from './daily.ts';

/** Raised when a file of an older Nabi would be read wrongly. */
const VERSION = 1;

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
const MOST_PROBLEMS = 6;
const LONGEST_SHOWN = 60;

const Snowflake = z.string().regex(/^\d{15,20}$/);

/** What may be left out came with a later Nabi, and is then as it was before. */
const DailyInFile = z.strictObject({
  on: z.boolean(),
  channel: Snowflake,
  time: z.string().refine((time) => parseTime(time) !== null),
  zone: z.string(),
  days: z.array(z.enum(DAYS)).min(1),
  tone: z.enum(['all', 'gentle']),
  directors_words: z.boolean(),
  style: z.enum(['card', 'text']),
  ping_role: Snowflake.nullable(),
  thread: z.boolean(),
  publish: z.boolean(),
  skip_date: z.iso.date().nullable(),
  title: z.string().nullable().default(null),
  pause_until: z.iso.date().nullable().default(null),
  forum: z.boolean().default(false),
  tags: z.array(Snowflake).max(MOST_TAGS).default([]),
  pin: z.boolean().default(false),
});

/** Every field may be left out: what is not in the file stays as it is. */
const File = z.strictObject({
  nabi_settings: z.literal(VERSION),
  title: z.string().nullable().optional(),
  spoilers: z.record(z.string(), z.number().int().min(0).max(9999)).optional(),
  language: z.string().nullable().optional(),
  reply_style: z.enum(['card', 'plain']).optional(),
  suggestions: z
    .strictObject({ review_channel: Snowflake, who_may_suggest: Snowflake.nullable(), who_may_review: Snowflake.nullable() })
    .nullable()
    .optional(),
  quiz_leaderboard: z.boolean().optional(),
  season_news_channel: Snowflake.nullable().optional(),
  notices_channel: Snowflake.nullable().optional(),
  care_text: z.string().max(LONGEST_CARE_TEXT).nullable().optional(),
  daily: DailyInFile.nullable().optional(),
  more_dailies: z
    .array(DailyInFile.safeExtend({ number: z.int().min(2).max(MOST_DAILIES) }))
    .refine((all) => new Set(all.map(({ number }) => number)).size === all.length)
    .optional(),
});

/** All or some settings as such a file; titles the packs no longer have are left out, so that it can always be read back. */
export function writeSettings(content: Content, settings: SettingsPatch, indent: 0 | 2 = 2): string {
  const { title, ceilings, suggestions, daily } = settings;
  const file: z.input<typeof File> = {
    nabi_settings: VERSION,
    title: typeof title === 'string' && content.title(title) === undefined ? null : title,
    spoilers: ceilings && Object.fromEntries(Object.entries(ceilings).filter(([id]) => content.title(id) !== undefined)),
    language: settings.locale,
    reply_style: settings.replyStyle,
    suggestions: suggestions && {
      review_channel: suggestions.channelId,
      who_may_suggest: suggestions.suggesterRoleId,
      who_may_review: suggestions.reviewerRoleId,
    },
    quiz_leaderboard: settings.quizBoard,
    season_news_channel: settings.seasonNewsChannelId,
    notices_channel: settings.noticesChannelId,
    care_text: settings.careText,
    daily: daily && writeDaily(content, daily),
    more_dailies: settings.moreDailies?.map((one) => ({ number: one.slot, ...writeDaily(content, one) })),
  };
  // What is undefined is left out.
  return JSON.stringify(file, null, indent);
}

function writeDaily(content: Content, daily: DailySettings) {
  return {
    on: daily.enabled,
    channel: daily.channelId,
    time: daily.time,
    zone: daily.zone,
    days: daily.weekdays.flatMap((day) => DAYS[day - 1] ?? []),
    tone: daily.tone,
    directors_words: daily.includeDirector,
    style: daily.style,
    ping_role: daily.pingRoleId,
    thread: daily.opensThread,
    publish: daily.crossposts,
    skip_date: daily.skipDate,
    title: daily.titleId !== null && (daily.titleId === EVERY_TITLE || content.title(daily.titleId)) ? daily.titleId : null,
    pause_until: daily.pauseUntil,
    forum: daily.place === 'forum',
    tags: [...daily.tags],
    pin: daily.pins,
  };
}

export type ReadSettings =
  /** The daily post is not planned yet: it has no due time. */
  { readonly ok: true; readonly patch: SettingsPatch } | { readonly ok: false; readonly problems: readonly string[] };

export interface FileSurroundings {
  readonly content: Content;
  readonly languageCodes: readonly string[];
  readonly settings: ServerSettings;
  readonly nowMs: number;
  readonly say: Say;
  /** How the command that writes such files is named in a sentence. */
  readonly exportCommand: string;
}

/** Reads a file back; every problem is a sentence that names the field and what would be right. */
export function readSettingsFile(text: string, reader: FileSurroundings): ReadSettings {
  const { say, exportCommand: command } = reader;
  const json = parseJson(text);
  if (json === undefined) return { ok: false, problems: [say('config.file.noJson', { command })] };
  const parsed = File.safeParse(json);
  if (!parsed.success)
    return { ok: false, problems: parsed.error.issues.slice(0, MOST_PROBLEMS).flatMap((issue) => explain(reader, issue)) };
  const problems = findProblems(parsed.data, reader);
  return problems.length > 0
    ? { ok: false, problems: problems.slice(0, MOST_PROBLEMS) }
    : { ok: true, patch: toPatch(parsed.data, reader) };
}

type FileData = z.output<typeof File>;

function toPatch(file: FileData, { nowMs }: FileSurroundings): SettingsPatch {
  const { suggestions, care_text, daily } = file;
  return given({
    title: file.title,
    ceilings: file.spoilers,
    locale: file.language,
    replyStyle: file.reply_style,
    quizBoard: file.quiz_leaderboard,
    suggestions: suggestions && {
      channelId: suggestions.review_channel,
      suggesterRoleId: suggestions.who_may_suggest,
      reviewerRoleId: suggestions.who_may_review,
    },
    seasonNewsChannelId: file.season_news_channel,
    noticesChannelId: file.notices_channel,
    careText: care_text && (cleanLines(care_text, LONGEST_CARE_TEXT) || null),
    daily: daily && toDaily(daily, 1, nowMs),
    moreDailies: file.more_dailies?.map((one) => toDaily(one, one.number, nowMs)).toSorted((a, b) => a.slot - b.slot),
  });
}

function toDaily(daily: z.output<typeof DailyInFile>, slot: number, nowMs: number): DailySettings {
  const resolved = resolveZone(daily.zone, nowMs);
  return {
    slot,
    titleId: daily.title,
    enabled: daily.on,
    channelId: daily.channel,
    time: parseTime(daily.time) ?? daily.time,
    zone: 'zone' in resolved ? resolved.zone : daily.zone,
    weekdays: DAYS.flatMap((day, index) => (daily.days.includes(day) ? [index + 1] : [])),
    tone: daily.tone,
    includeDirector: daily.directors_words,
    style: daily.style,
    pingRoleId: daily.ping_role,
    opensThread: daily.thread,
    crossposts: daily.publish,
    skipDate: daily.skip_date,
    pauseUntil: daily.pause_until,
    place: daily.forum ? 'forum' : 'channel',
    tags: daily.tags,
    pins: daily.pin,
    nextDueAtMs: null,
    suspendedReason: null,
  };
}

/** What only this bot and this server can judge. */
function findProblems(file: FileData, { content, languageCodes, settings, nowMs, say }: FileSurroundings): readonly string[] {
  const list = showRow(
    say,
    content.titles().map(({ id }) => `\`${id}\``),
  );
  const unknownTitle = (field: string, typed: string) => say('config.file.unknownTitle', { field, typed: show(typed), list });
  const problems: string[] = [];
  if (file.title && content.title(file.title) === undefined) problems.push(unknownTitle('title', file.title));
  for (const [id, ceiling] of Object.entries(file.spoilers ?? {})) {
    const title = content.title(id);
    if (title === undefined) problems.push(unknownTitle('spoilers', id));
    else if (ceiling < lowestCeiling(title) || ceiling > title.last_episode) {
      const about = { field: `spoilers.${id}`, first: lowestCeiling(title), last: title.last_episode };
      problems.push(say('config.file.badEpisode', about));
    }
  }
  if (file.language && !languageCodes.includes(file.language)) {
    const codes = showRow(
      say,
      languageCodes.map((code) => `\`${code}\``),
    );
    problems.push(say('config.file.unknownLanguage', { typed: show(file.language), list: codes }));
  }
  for (const daily of [...(file.daily ? [file.daily] : []), ...(file.more_dailies ?? [])]) {
    if (daily.title !== null && daily.title !== EVERY_TITLE && content.title(daily.title) === undefined)
      problems.push(unknownTitle('daily.title', daily.title));
    if (!('zone' in resolveZone(daily.zone, nowMs))) problems.push(say('config.file.unknownZone', { typed: show(daily.zone) }));
    if (daily.ping_role === settings.guildId) problems.push(say('config.everyoneRole'));
  }
  if ((file.more_dailies?.length ?? 0) > 0 && (file.daily === undefined ? settings.daily : file.daily) === null)
    problems.push(say('config.file.noFirst'));
  if (file.suggestions?.who_may_review === settings.guildId) problems.push(say('config.everyoneReviews'));
  return problems;
}

/** By the path of a field, that of another daily post as that of the first. */
const EXPECTED: readonly (readonly [field: RegExp, sentence: SentenceKey])[] = [
  [/^nabi_settings$/, 'config.file.expected.version'],
  [/(^|\.)(channel|review_channel|season_news_channel|notices_channel)$/, 'config.file.expected.channel'],
  [/(^|\.)(ping_role|who_may_suggest|who_may_review)$/, 'config.file.expected.role'],
  [/^more_dailies(\.\d+)?$|^daily\.number$/, 'config.file.expected.dailies'],
  [/^daily\.time$/, 'config.file.expected.time'],
  [/^daily\.zone$/, 'config.file.expected.zone'],
  [/^daily\.days(\.\d+)?$/, 'config.file.expected.days'],
  [/^daily\.tone$/, 'config.file.expected.tone'],
  [/^daily\.style$/, 'config.file.expected.postStyle'],
  [/^daily\.(skip_date|pause_until)$/, 'config.file.expected.date'],
  [/^daily\.tags(\.\d+)?$/, 'config.file.expected.tags'],
  [/^quiz_leaderboard$|^daily\.(on|thread|publish|directors_words|forum|pin)$/, 'config.file.expected.flag'],
  [/^reply_style$/, 'config.file.expected.replyStyle'],
  [/^spoilers(\.|$)/, 'config.file.expected.spoilers'],
  [/^care_text$/, 'config.file.expected.careText'],
  [/^(daily|suggestions)$/, 'config.file.expected.part'],
];

function explain({ say, exportCommand: command }: FileSurroundings, issue: z.core.$ZodIssue): readonly string[] {
  const path = issue.path.map(String).join('.');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => say('config.file.unknownField', { field: showField(path === '' ? key : `${path}.${key}`) }));
  }
  if (path === '') return [say('config.file.noObject', { command })];
  const asInFirst = path.replace(/^more_dailies\.\d+(?=\.)/, 'daily');
  const expected = EXPECTED.find(([field]) => field.test(asInFirst))?.[1] ?? 'config.file.expected.text';
  return [say(expected, { field: showField(path), most: LONGEST_CARE_TEXT, command })];
}

function show(text: string): string {
  return escapeMarkdown(cleanTyped(text, LONGEST_SHOWN));
}

/** A field stands between backticks, where Discord shows a backslash as it is and reads nothing but a backtick. */
function showField(path: string): string {
  return cleanTyped(path, LONGEST_SHOWN).replaceAll('`', "'");
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}
