/** Rows of what servers have set: servers, dailies, settings_changes. */
import { z } from 'zod';
import { keepLately } from '../../kept.ts';
import { asRead, type CamelRow } from './camel.ts';
import { Flag, Ids, Weekdays } from './columns.ts';

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
  /** The language the server has chosen at Discord, as its interactions last said; null: none, or no daily post is set up. */
  guild_locale: z.string().nullable(),
  quiz_board: Flag,
});

export const DailyRow = z.object({
  slot: z.int(),
  title_id: z.string().nullable(),
  enabled: Flag,
  channel_id: z.string(),
  time: z.string(),
  zone: z.string(),
  next_due_at_ms: z.int().nullable(),
  suspended_reason: z.string().nullable(),
  tone: z.enum(['all', 'gentle']),
  include_director: Flag,
  style: z.enum(['card', 'text']),
  weekdays: Weekdays,
  ping_role_id: z.string().nullable(),
  opens_thread: Flag,
  crossposts: Flag,
  skip_date: z.string().nullable(),
  pause_until: z.string().nullable(),
  place: z.enum(['channel', 'forum']),
  tags: Ids,
  pins: Flag,
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

/** Episodes by title id. */
const CeilingsColumn = z.record(z.string(), z.int()).readonly();

/** A daily post. The defaults are what one of an older Nabi, in the history of changes, was without saying so. */
export const Daily = z.object({
  /** Which of the server's daily posts it is, from 1 to `MOST_DAILIES`; it keeps its number when another one goes. */
  slot: z.int().default(1),
  /** The title its lines are of; null: the server's; `EVERY_TITLE`: all that have lines for it, one after the other. */
  titleId: z.string().nullable().default(null),
  enabled: z.boolean(),
  channelId: z.string(),
  /** Wall-clock time in the zone, "HH:MM". */
  time: z.string(),
  /** IANA zone such as Europe/Riga, or UTC. */
  zone: z.string(),
  /** When the next post is due; null while switched off or suspended. Milliseconds since the epoch. */
  nextDueAtMs: z.int().nullable(),
  /** Why posting is suspended, as a code such as "missing-permissions"; null while all is well. */
  suspendedReason: z.string().nullable(),
  /** `gentle`: only lines that comfort; `all`: also those that ask something of the reader. */
  tone: z.enum(['all', 'gentle']),
  /** Words about the work by those who made it join the title's own lines. */
  includeDirector: z.boolean(),
  /** `card`: the line as a picture with the line as its alt text; `text`: without the picture. */
  style: z.enum(['card', 'text']),
  /** ISO days of the week, 1 = Monday to 7 = Sunday, ascending, never empty. Other days are not dates of the plan. */
  weekdays: z.array(z.int()).readonly(),
  /** The one role a post mentions; null: none. */
  pingRoleId: z.string().nullable(),
  /** Opens a thread under each post, named by its date. */
  opensThread: z.boolean(),
  /** Publishes each post to the servers that follow an announcement channel. */
  crossposts: z.boolean(),
  /** The local date, "2026-11-22", that is left out once; cleared when it is over. */
  skipDate: z.string().nullable(),
  /** The first local date of posts after a pause; null, or a date that has come: no pause. */
  pauseUntil: z.string().nullable().default(null),
  /** `channel`: a message in a channel or thread; `forum`: a thread of its own in a forum or media channel. */
  place: z.enum(['channel', 'forum']).default('channel'),
  /** Ids of the tags a forum's threads get. */
  tags: z.array(z.string()).readonly().default([]),
  /** Pins each post and unpins the one before. */
  pins: z.boolean().default(false),
});

/** What an admin can set, each as a whole and each by itself. */
export const Settings = z.object({
  /** The title meant when nobody names one; null: the first of the packs. */
  title: z.string().nullable().exactOptional(),
  /** The last episode whose facts public replies may show openly, by title. */
  ceilings: CeilingsColumn.exactOptional(),
  /** A Discord locale an admin fixed for public replies and posts; null: follow the server. */
  locale: z.string().nullable().exactOptional(),
  /** `card`: Components V2; `plain`: the same words as an ordinary message. */
  replyStyle: z.enum(['card', 'plain']).exactOptional(),
  /** Lines that members suggest and others of the server review; null: nobody can suggest any. */
  suggestions: z
    .object({
      /** Where suggestions are shown for review. */
      channelId: z.string(),
      /** Who may suggest; null: everybody. */
      suggesterRoleId: z.string().nullable(),
      /** Who may review beside those with Manage Server; null: nobody. */
      reviewerRoleId: z.string().nullable(),
    })
    .readonly()
    .nullable()
    .exactOptional(),
  /** Whether members may join a leaderboard of the quiz here. */
  quizBoard: z.boolean().exactOptional(),
  /** Where one post tells that the state of a next season changed; null: nowhere. */
  seasonNewsChannelId: z.string().nullable().exactOptional(),
  /** The server's own words, and numbers it has checked, beside a word of care; null: none. */
  careText: z.string().nullable().exactOptional(),
  /** Where its admins are told of troubles; null: in the next private answer to one of them. */
  noticesChannelId: z.string().nullable().exactOptional(),
  /** The first daily post; in what is about one of the others, that one (`focusDaily`). */
  daily: Daily.readonly().nullable().exactOptional(),
  /** The others, by their slots; none without a first. */
  moreDailies: z.array(Daily.readonly()).readonly().exactOptional(),
});

export type DailySettings = Readonly<z.infer<typeof Daily>>;

/** Some of a server's settings, each as a whole. */
export type SettingsPatch = Readonly<z.infer<typeof Settings>>;

export type ServerSettings = Required<SettingsPatch> & Pick<CamelRow<z.infer<typeof ServerRow>>, 'guildId' | 'guildLocale'>;

type OfServer = Omit<ServerSettings, 'daily' | 'moreDailies'>;

/** Most servers have one of a few. */
const parseCeilings = keepLately(200, (json) => CeilingsColumn.parse(JSON.parse(json)));

function fromServerRow<Dailies>(row: unknown, dailies: Dailies): OfServer & Dailies {
  const { suggestionsChannelId: channelId, suggesterRoleId, reviewerRoleId, ...rest } = asRead(ServerRow).parse(row);
  const problem = `the ceilings of server ${rest.guildId} cannot be read, so none are set`;
  return {
    ...rest,
    ceilings: readJson(() => parseCeilings(rest.ceilings), problem) ?? {},
    suggestions: channelId === null ? null : { channelId, suggesterRoleId, reviewerRoleId },
    ...dailies,
  };
}

/** The values of a server's row, under the names of the interface. */
export function toServerValues({ suggestions, ceilings, ...rest }: OfServer): CamelRow<z.infer<typeof ServerRow>> {
  return {
    ...rest,
    ceilings: JSON.stringify(ceilings),
    suggestionsChannelId: suggestions?.channelId ?? null,
    suggesterRoleId: suggestions?.suggesterRoleId ?? null,
    reviewerRoleId: suggestions?.reviewerRoleId ?? null,
  };
}

/** @param dailies Those of the server, in the order of their slots. */
export function fromSettingsRow(server: unknown, dailies: readonly unknown[]): ServerSettings {
  const all = dailies.map((row) => asRead(DailyRow).parse(row));
  const daily = all.find(({ slot }) => slot === 1) ?? null;
  return fromServerRow(server, { daily, moreDailies: all.filter((one) => one !== daily) });
}

/** @param row Of a daily post with its server beside it. */
export function fromDueRow(row: unknown) {
  const { nextDueAtMs, lastPostedAtMs } = asRead(DueRow).parse(row);
  const settings = fromServerRow(row, { daily: asRead(DailyRow).parse(row), moreDailies: [] });
  return { settings, dueAtMs: nextDueAtMs, lastPostedAtMs };
}

/** A change that cannot be read cannot be taken back either, so it is left out. */
export function fromSettingsChangeRows(rows: readonly CamelRow<z.infer<typeof SettingsChangeRow>>[]) {
  return rows.flatMap(({ beforeJson, guildId, ...change }) => {
    const problem = `change ${change.id} of server ${guildId} cannot be read, so it is left out`;
    const before = readJson(() => Settings.parse(JSON.parse(beforeJson)), problem);
    return before === undefined ? [] : [{ guildId, ...change, before }];
  });
}

/** What JSON in a column holds; undefined, and a warning of the process, when that is not what belongs there: answers go on. */
function readJson<Value>(parse: () => Value, problem: string): Value | undefined {
  try {
    return parse();
  } catch {
    process.emitWarning(problem, 'StateWarning');
    return undefined;
  }
}
