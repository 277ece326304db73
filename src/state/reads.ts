/** What is asked of the state, the same of every store. */
import sql, { join, raw, type Sql } from 'sql-template-tag';
import { z } from 'zod';
import type { Database, Queries } from './database.ts';
import type { Suggestion } from './members.ts';
import { placeOfPerson } from './own-daily.ts';
import { asRead, type CamelRow } from './rows/camel.ts';
import { DeliveryRow, FollowUpRow, QueueRow, TAKES_DATE } from './rows/ledger.ts';
import {
  CorrectionRow,
  DecisionRow,
  PrivateRow,
  ProgressRow,
  QuizAnswerRow,
  QuizBoardRow,
  QuizPlayerRow,
  SavedQuoteRow,
  SuggestionRow,
} from './rows/members.ts';
import { DepartureRow, MetaRow, NoticeRow, OutboxRow, SeasonNoticeRow } from './rows/notices.ts';
import { RewatchRow } from './rows/rewatches.ts';
import { DailyRow, fromDueRow, fromSettingsChangeRows, fromSettingsRow, ServerRow, SettingsChangeRow } from './rows/settings.ts';
import { GUILD_TABLES } from './rows/tables.ts';
import { columnsOf } from './statements.ts';
import { buildDefaultSettings, MOST_COMMUNITY_LINES, type PageMark, type ServerSettings, type State } from './types.ts';

/** A LIMIT for all there are. */
const NO_LIMIT = Number.MAX_SAFE_INTEGER;

export type Reads = ReturnType<typeof buildReads>;

/** Each parses what the store gives; `State` says what each promises. */
export function buildReads(db: Database) {
  return { ...buildServerReads(db), ...buildLedgerReads(db), ...buildMemberReads(db), ...buildNoticeReads(db) };
}

const SETTINGS_COLUMNS = sql`${columnsOf(ServerRow)}, ${columnsOf(DailyRow)}`;

/** A server that set nothing has the defaults. Every interaction begins with it, so it is asked in the way that costs the store least. */
export async function readSettings(queries: Queries, guildId: string): Promise<ServerSettings> {
  if (queries.isNear) {
    const server = await queries.one(sql`SELECT ${columnsOf(ServerRow)} FROM nabi.servers WHERE guild_id = ${guildId}`);
    if (server === undefined) return buildDefaultSettings(guildId);
    const dailies = await queries.all(sql`SELECT ${columnsOf(DailyRow)} FROM nabi.dailies WHERE guild_id = ${guildId} ORDER BY slot`);
    return fromSettingsRow(server, dailies);
  }
  const rows = await queries.all(sql`
    SELECT ${SETTINGS_COLUMNS} FROM nabi.servers LEFT JOIN nabi.dailies USING (guild_id) WHERE guild_id = ${guildId} ORDER BY slot`);
  const [row] = rows;
  if (row === undefined) return buildDefaultSettings(guildId);
  return fromSettingsRow(row, WithDaily.parse(row).slot === null ? [] : rows);
}

/** Of a server with its daily posts beside it, or with nothing there. */
const WithDaily = z.object({ slot: z.int().nullable() });
const SubscriberRow = ServerRow.pick({ guild_id: true, season_news_channel_id: true });

const SchemaRow = z.object({ version: z.int() });
const CountRow = z.object({ count: z.int() });
const GuildIdRow = z.object({ id: z.string() });
const idsIn = (rows: readonly unknown[]) => rows.map((row) => GuildIdRow.parse(row).id);

function buildServerReads(db: Database) {
  const loadRewatch = async (guildId: string) => {
    const [rewatch] = await loadAll(db, RewatchRow, sql`FROM nabi.rewatches WHERE guild_id = ${guildId}`);
    return rewatch ?? null;
  };
  const loadSettingsChanges = async (guildId: string, limit: number) => loadChanges(db, sql`guild_id = ${guildId}`, limit);
  return {
    loadSettings: (guildId) => readSettings(db, guildId),
    async loadDue(nowMs, limit, after) {
      const rows = await db.all(sql`
        SELECT ${SETTINGS_COLUMNS}, last_posted_at_ms AS "lastPostedAtMs" FROM nabi.dailies JOIN nabi.servers USING (guild_id)
        WHERE ${isOnPage('next_due_at_ms', nowMs, limit, after)}`);
      return rows.map(fromDueRow);
    },
    loadSettingsChanges,
    async loadServerData(guildId) {
      return {
        settings: await readSettings(db, guildId),
        changes: await loadSettingsChanges(guildId, NO_LIMIT),
        suggestions: await loadSuggestions(db, { guildId }, NO_LIMIT),
        quizBoard: await loadQuizBoard(db, guildId, NO_LIMIT),
        rewatch: await loadRewatch(guildId),
        deliveries: CountRow.parse(await db.one(sql`SELECT count(*) AS count FROM nabi.deliveries WHERE guild_id = ${guildId}`)).count,
      };
    },
    loadRewatch,
    loadDueRewatches: (nowMs, limit) =>
      loadAll(db, RewatchRow, sql`FROM nabi.rewatches WHERE next_due_at_ms <= ${nowMs} ORDER BY next_due_at_ms, guild_id LIMIT ${limit}`),
    loadSeasonSubscribers: (limit, afterGuildId = '') =>
      loadAll(
        db,
        SubscriberRow,
        sql`FROM nabi.servers WHERE season_news_channel_id IS NOT NULL AND guild_id > ${afterGuildId} ORDER BY guild_id LIMIT ${limit}`,
      ),
    async loadGuildIds(limit, afterGuildId = '') {
      // From each id to the next one through the indexes: a ledger of millions is not read for a few thousand servers.
      const nextId = (after: Sql) => {
        const ids = GUILD_TABLES.map(
          (table) =>
            sql`SELECT min(guild_id) AS id FROM ${raw(`nabi.${table}`)} WHERE guild_id > ${after} AND guild_id NOT LIKE ${placeOfPerson('%')}`,
        );
        return sql`(SELECT min(id) FROM (${join(ids, ' UNION ALL ')}) AS ids_after)`;
      };
      const rows = await db.all(sql`
        WITH RECURSIVE ids (id) AS (
          SELECT ${nextId(sql`${afterGuildId}`)} UNION ALL SELECT ${nextId(sql`ids.id`)} FROM ids WHERE ids.id IS NOT NULL)
        SELECT id FROM ids WHERE id IS NOT NULL LIMIT ${limit}`);
      return idsIn(rows);
    },
  } satisfies Partial<State>;
}

function listDeliveries(db: Database, guildId: string, limit: number) {
  return loadAll(db, DeliveryRow, sql`FROM nabi.deliveries WHERE guild_id = ${guildId} ORDER BY due_at_ms DESC LIMIT ${limit}`);
}

function buildLedgerReads(db: Database) {
  return {
    loadUnsettled: (nowMs, limit, after) =>
      loadAll(db, DeliveryRow, sql`FROM nabi.deliveries WHERE ${isOnPage('next_attempt_at_ms', nowMs, limit, after)}`),
    async countQueue(nowMs) {
      // Each part is answered from a partial index that holds only what waits.
      const row = await db.one(sql`
        SELECT count(*) AS due, min(next_due_at_ms) AS "oldestDueAtMs",
          (SELECT count(*) FROM nabi.deliveries WHERE next_attempt_at_ms IS NOT NULL) AS unsettled,
          (SELECT count(*) FROM nabi.outbox WHERE next_attempt_at_ms IS NOT NULL) AS "followUps"
        FROM nabi.dailies WHERE next_due_at_ms <= ${nowMs}`);
      return QueueRow.parse(row);
    },
    loadDeliveries: (guildId, limit) => listDeliveries(db, guildId, limit),
    loadUsedLines: (guildId, limit) =>
      loadAll(
        db,
        DeliveryRow,
        sql`FROM nabi.deliveries WHERE guild_id = ${guildId} AND ${TAKES_DATE} AND quote_id IS NOT NULL ORDER BY due_at_ms DESC LIMIT ${limit}`,
      ),
    loadWaitingFollowUps: (nowMs, limit, after) =>
      loadAll(db, FollowUpRow, sql`FROM nabi.outbox WHERE ${isOnPage('next_attempt_at_ms', nowMs, limit, after)}`),
    loadFollowUps: (guildId, limit) =>
      loadAll(db, FollowUpRow, sql`FROM nabi.outbox WHERE guild_id = ${guildId} ORDER BY created_at_ms DESC LIMIT ${limit}`),
  } satisfies Partial<State>;
}

function buildMemberReads(db: Database) {
  const loadProgress = (userId: string) => loadAll(db, ProgressRow, sql`FROM nabi.progress WHERE user_id = ${userId} ORDER BY title_id`);
  const loadPrivateSince = async (userId: string) =>
    PrivateRow.optional().parse(await db.one(sql`SELECT since_ms FROM nabi.private_answers WHERE user_id = ${userId}`))?.since_ms ?? null;
  const loadSavedQuotes = (userId: string, limit: number) =>
    loadAll(
      db,
      SavedQuoteRow,
      sql`FROM nabi.saved_quotes WHERE user_id = ${userId} ORDER BY saved_at_ms DESC, title_id, quote_id LIMIT ${limit}`,
    );
  const loadCorrections = (asked: Readonly<Record<string, unknown>>, direction: 'ASC' | 'DESC', limit: number) =>
    loadAll(
      db,
      CorrectionRow,
      sql`FROM nabi.corrections WHERE ${isAsked(asked)} ORDER BY created_at_ms ${raw(direction)}, id ${raw(direction)} LIMIT ${limit}`,
    );
  return {
    async loadMember(userId) {
      const [progress, privateSinceMs] = await Promise.all([loadProgress(userId), loadPrivateSince(userId)]);
      const latest = progress.toSorted((a, b) => b.updatedAtMs - a.updatedAtMs)[0];
      return {
        userId,
        progress: Object.fromEntries(progress.map(({ titleId, episode }) => [titleId, episode])),
        latestTitle: latest?.titleId ?? null,
        isPrivate: privateSinceMs !== null,
      };
    },
    loadSavedQuotes,
    async loadMemberData(userId) {
      const place = placeOfPerson(userId);
      const own = await readSettings(db, place);
      return {
        progress: await loadProgress(userId),
        privateSinceMs: await loadPrivateSince(userId),
        saved: await loadSavedQuotes(userId, NO_LIMIT),
        suggestions: (await loadSuggestions(db, { userId }, NO_LIMIT)).map(({ decidedBy: _, ...own }) => own),
        decisions: await loadAll(
          db,
          DecisionRow,
          sql`FROM nabi.suggestions WHERE decided_by = ${userId} AND user_id <> ${userId} ORDER BY decided_at_ms, id`,
        ),
        corrections: await loadCorrections({ user_id: userId }, 'ASC', NO_LIMIT),
        quizBoards: await loadAll(db, QuizBoardRow, sql`FROM nabi.quiz_players WHERE user_id = ${userId} ORDER BY guild_id`),
        quizAnswers: await loadAll(
          db,
          QuizAnswerRow,
          sql`FROM nabi.quiz_answers WHERE user_id = ${userId} ORDER BY day, guild_id, question`,
        ),
        settingsChanges: await loadChanges(db, sql`by_user_id = ${userId}`, NO_LIMIT),
        ownDaily: own.daily === null ? null : own,
        ownDeliveries: await listDeliveries(db, place, NO_LIMIT),
      };
    },
    loadQuizBoard: (guildId, limit) => loadQuizBoard(db, guildId, limit),
    async loadQuizPlayer(guildId, userId) {
      const [player] = await loadAll(db, QuizPlayerRow, sql`FROM nabi.quiz_players WHERE guild_id = ${guildId} AND user_id = ${userId}`);
      return player ?? null;
    },
    async loadSuggestion(id) {
      const [suggestion] = await loadSuggestions(db, { id }, 1);
      return suggestion ?? null;
    },
    loadSuggestions: ({ limit, ...asked }) => loadSuggestions(db, asked, limit),
    loadCommunityLines: (guildId) => loadSuggestions(db, { guildId, state: 'approved' }, MOST_COMMUNITY_LINES),
    loadCorrections: ({ userId, state, limit }) =>
      loadCorrections({ user_id: userId, state }, userId === undefined ? 'ASC' : 'DESC', limit),
  } satisfies Partial<State>;
}

function buildNoticeReads(db: Database) {
  return {
    loadWaitingNotices: (nowMs, limit) =>
      loadAll(
        db,
        SeasonNoticeRow,
        sql`FROM nabi.season_notices WHERE next_attempt_at_ms <= ${nowMs} ORDER BY next_attempt_at_ms, guild_id, title_id, news_key LIMIT ${limit}`,
      ),
    loadNotices: (guildId, toldBeforeMs) =>
      loadAll(
        db,
        NoticeRow,
        sql`FROM nabi.notices WHERE guild_id = ${guildId} AND told_at_ms IS NULL
          AND NOT EXISTS (SELECT 1 FROM nabi.servers WHERE servers.guild_id = ${guildId} AND noticed_at_ms > ${toldBeforeMs})
          ORDER BY since_ms, cause, subject`,
      ),
    async loadGuildsToNotify(toldBeforeMs, limit, afterGuildId = '') {
      const rows = await db.all(sql`
        SELECT DISTINCT guild_id AS id FROM nabi.notices JOIN nabi.servers USING (guild_id)
        WHERE told_at_ms IS NULL AND notices_channel_id IS NOT NULL AND guild_id > ${afterGuildId}
          AND COALESCE(noticed_at_ms, 0) <= ${toldBeforeMs} AND COALESCE(tried_at_ms, 0) <= ${toldBeforeMs}
        ORDER BY guild_id LIMIT ${limit}`);
      return idsIn(rows);
    },
    loadSchema: async () => SchemaRow.parse(await db.one(db.selectSchema)).version,
    loadWelcomedIds: () => db.all(sql`SELECT guild_id AS id FROM nabi.welcomes ORDER BY guild_id`).then(idsIn),
    isWelcomed: async (guildId) => (await db.one(sql`SELECT 1 FROM nabi.welcomes WHERE guild_id = ${guildId}`)) !== undefined,
    loadWaitingWelcomes: (nowMs, limit) =>
      loadAll(
        db,
        OutboxRow,
        sql`FROM nabi.welcomes WHERE next_attempt_at_ms <= ${nowMs} ORDER BY next_attempt_at_ms, guild_id LIMIT ${limit}`,
      ),
    loadDepartures: () => loadAll(db, DepartureRow, sql`FROM nabi.departures ORDER BY guild_id`),
    async loadMeta(key) {
      return MetaRow.optional().parse(await db.one(sql`SELECT value FROM nabi.meta WHERE key = ${key}`))?.value ?? null;
    },
  } satisfies Partial<State>;
}

/** Selects the columns of a row. @param rest From `FROM` on. */
async function loadAll<Row extends z.ZodObject>(queries: Queries, row: Row, rest: Sql): Promise<CamelRow<z.infer<Row>>[]> {
  const found = await queries.all(sql`SELECT ${columnsOf(row)} ${rest}`);
  return found.map((each) => asRead(row).parse(each));
}

function loadQuizBoard(queries: Queries, guildId: string, limit: number) {
  return loadAll(
    queries,
    QuizPlayerRow,
    sql`FROM nabi.quiz_players WHERE guild_id = ${guildId} ORDER BY points DESC, joined_at_ms, user_id LIMIT ${limit}`,
  );
}

async function loadChanges(queries: Queries, whose: Sql, limit: number) {
  return fromSettingsChangeRows(
    await loadAll(queries, SettingsChangeRow, sql`FROM nabi.settings_changes WHERE ${whose} ORDER BY id DESC LIMIT ${limit}`),
  );
}

function loadSuggestions(queries: Queries, { id, guildId, userId, state }: Partial<Suggestion>, limit: number) {
  const asked = isAsked({ id, guild_id: guildId, user_id: userId, state });
  return loadAll(queries, SuggestionRow, sql`FROM nabi.suggestions WHERE ${asked} ORDER BY created_at_ms DESC, id DESC LIMIT ${limit}`);
}

/** A condition on the columns something was asked of. */
function isAsked(asked: Readonly<Record<string, unknown>>): Sql {
  const conditions = Object.entries(asked).flatMap(([column, value]) => (value === undefined ? [] : [sql`${raw(column)} = ${value}`]));
  return join([sql`true`, ...conditions], ' AND ');
}

/** What has its time at or before `nowMs`, earliest first, after the page before. */
function isOnPage(column: 'next_due_at_ms' | 'next_attempt_at_ms', nowMs: number, limit: number, after: PageMark | undefined): Sql {
  const time = raw(column);
  const { atMs, guildId, slot } = after ?? { atMs: Number.MIN_SAFE_INTEGER, guildId: '', slot: 0 };
  return sql`
    ${time} <= ${nowMs} AND (${time}, guild_id, slot) > (${atMs}, ${guildId}, ${slot}) ORDER BY ${time}, guild_id, slot LIMIT ${limit}`;
}
