/** What is asked of the state in Postgres. */
import { type SqlBool, sql } from 'kysely';
import {
  DELIVERY_COLUMNS,
  DeliveryRow,
  FOLLOW_UP_COLUMNS,
  FollowUpRow,
  fromDeliveryRow,
  fromFollowUpRow,
  fromQueueRow,
  QueueRow,
  TAKES_DATE,
} from '../rows/ledger.ts';
import {
  CORRECTION_COLUMNS,
  CorrectionRow,
  fromCorrectionRow,
  fromProgressRow,
  fromSavedQuoteRow,
  fromSuggestionRow,
  PROGRESS_COLUMNS,
  ProgressRow,
  SAVED_QUOTE_COLUMNS,
  SavedQuoteRow,
  SUGGESTION_COLUMNS,
  SuggestionRow,
} from '../rows/members.ts';
import {
  DEPARTURE_COLUMNS,
  DepartureRow,
  fromDepartureRow,
  fromSeasonNoticeRow,
  SEASON_NOTICE_COLUMNS,
  SeasonNoticeRow,
} from '../rows/notices.ts';
import {
  DAILY_COLUMNS,
  DailyRow,
  DueRow,
  fromDailyRow,
  fromDueRow,
  fromServerRow,
  fromSettingsChangeRows,
  SERVER_COLUMNS,
  SETTINGS_CHANGE_COLUMNS,
  ServerRow,
  SettingsChangeRow,
} from '../rows/settings.ts';
import { GUILD_TABLES } from '../rows/tables.ts';
import { buildDefaultSettings, type PageMark, type ServerSettings, type State } from '../types.ts';
import { type Db, SCHEMA } from './database.ts';

type ServerReads = Pick<
  State,
  'loadSettings' | 'loadDue' | 'loadSettingsChanges' | 'loadServerData' | 'loadSeasonSubscribers' | 'loadGuildIds'
>;
type LedgerReads = Pick<
  State,
  'loadUnsettled' | 'countQueue' | 'loadDeliveries' | 'loadUsedLines' | 'loadWaitingFollowUps' | 'loadFollowUps'
>;
type MemberReads = Pick<
  State,
  'loadMember' | 'loadSavedQuotes' | 'loadMemberData' | 'loadSuggestion' | 'loadSuggestions' | 'loadCorrections'
>;
type NoticeReads = Pick<State, 'loadWaitingNotices' | 'loadDepartures' | 'loadMeta'>;

export function buildReads(db: Db): ServerReads & LedgerReads & MemberReads & NoticeReads {
  return { ...buildServerReads(db), ...buildLedgerReads(db), ...buildMemberReads(db), ...buildNoticeReads(db) };
}

/** One statement, because every interaction begins with it. */
export async function readSettings(db: Db, guildId: string): Promise<ServerSettings> {
  const row = await selectServers(db).where('servers.guild_id', '=', guildId).executeTakeFirst();
  return row === undefined ? buildDefaultSettings(guildId) : fromJoinedRow(row);
}

function selectServers(db: Db) {
  return db
    .selectFrom('servers')
    .leftJoin('dailies', 'dailies.guild_id', 'servers.guild_id')
    .select(SERVER_COLUMNS.map((name) => `servers.${name}` as const))
    .select(DAILY_COLUMNS.map((name) => `dailies.${name}` as const));
}

function fromJoinedRow(row: { readonly enabled: number | null }): ServerSettings {
  return fromServerRow(ServerRow.parse(row), row.enabled === null ? null : fromDailyRow(DailyRow.parse(row)));
}

function buildServerReads(db: Db): ServerReads {
  const selectChanges = (guildId: string) =>
    db.selectFrom('settings_changes').select(SETTINGS_CHANGE_COLUMNS).where('guild_id', '=', guildId).orderBy('id', 'desc');
  return {
    loadSettings: (guildId) => readSettings(db, guildId),
    async loadDue(nowMs, limit, after) {
      const rows = await db
        .selectFrom('dailies')
        .innerJoin('servers', 'servers.guild_id', 'dailies.guild_id')
        .select(SERVER_COLUMNS.map((name) => `servers.${name}` as const))
        .select(DAILY_COLUMNS.map((name) => `dailies.${name}` as const))
        .select('last_posted_at_ms')
        .where('next_due_at_ms', '<=', nowMs)
        .where(isAfter('next_due_at_ms', after, 'dailies'))
        .orderBy('next_due_at_ms')
        .orderBy('dailies.guild_id')
        .limit(limit)
        .execute();
      return DueRow.array().parse(rows).map(fromDueRow);
    },
    async loadSettingsChanges(guildId, limit) {
      return fromSettingsChangeRows(SettingsChangeRow.array().parse(await selectChanges(guildId).limit(limit).execute()));
    },
    async loadServerData(guildId) {
      const suggestions = await selectSuggestions(db).where('guild_id', '=', guildId).execute();
      const counted = await db
        .selectFrom('deliveries')
        .select((build) => build.fn.countAll<number>().as('deliveries'))
        .where('guild_id', '=', guildId)
        .executeTakeFirstOrThrow();
      return {
        settings: await readSettings(db, guildId),
        changes: fromSettingsChangeRows(SettingsChangeRow.array().parse(await selectChanges(guildId).execute())),
        suggestions: SuggestionRow.array().parse(suggestions).map(fromSuggestionRow),
        deliveries: counted.deliveries,
      };
    },
    async loadSeasonSubscribers(limit, afterGuildId = '') {
      const rows = await selectServers(db)
        .where('season_news_channel_id', 'is not', null)
        .where('servers.guild_id', '>', afterGuildId)
        .orderBy('servers.guild_id')
        .limit(limit)
        .execute();
      return rows.map(fromJoinedRow);
    },
    async loadGuildIds(limit, afterGuildId = '') {
      // From each id to the next one through the indexes: a ledger of millions is not read for a few thousand servers.
      const nextId = (after: ReturnType<typeof sql>) =>
        sql`(SELECT min(id) FROM (${sql.join(
          GUILD_TABLES.map((table) => sql`SELECT min(guild_id) AS id FROM ${sql.id(SCHEMA, table)} WHERE guild_id > ${after}`),
          sql` UNION ALL `,
        )}) AS next)`;
      const { rows } = await sql<{ id: string }>`
        WITH RECURSIVE ids (id) AS (SELECT ${nextId(sql`${afterGuildId}`)} UNION ALL SELECT ${nextId(sql`ids.id`)} FROM ids WHERE ids.id IS NOT NULL)
        SELECT id FROM ids WHERE id IS NOT NULL LIMIT ${limit}`.execute(db);
      return rows.map(({ id }) => id);
    },
  };
}

function buildLedgerReads(db: Db): LedgerReads {
  const selectDeliveries = (guildId: string, limit: number) =>
    db.selectFrom('deliveries').select(DELIVERY_COLUMNS).where('guild_id', '=', guildId).orderBy('due_at_ms', 'desc').limit(limit);
  return {
    async loadUnsettled(nowMs, limit, after) {
      const rows = await db
        .selectFrom('deliveries')
        .select(DELIVERY_COLUMNS)
        .where('next_attempt_at_ms', '<=', nowMs)
        .where(isAfter('next_attempt_at_ms', after))
        .orderBy('next_attempt_at_ms')
        .orderBy('guild_id')
        .limit(limit)
        .execute();
      return DeliveryRow.array().parse(rows).map(fromDeliveryRow);
    },
    async countQueue(nowMs) {
      const due = db
        .selectFrom('dailies')
        .select((build) => [build.fn.countAll<number>().as('due'), build.fn.min('next_due_at_ms').as('oldest_due_at_ms')])
        .where('next_due_at_ms', '<=', nowMs);
      const row = await due
        .select((build) => [
          build
            .selectFrom('deliveries')
            .select((inner) => inner.fn.countAll<number>().as('count'))
            .where('deliveries.next_attempt_at_ms', 'is not', null)
            .as('unsettled'),
          build
            .selectFrom('outbox')
            .select((inner) => inner.fn.countAll<number>().as('count'))
            .where('outbox.next_attempt_at_ms', 'is not', null)
            .as('follow_ups'),
        ])
        .executeTakeFirstOrThrow();
      return fromQueueRow(QueueRow.parse(row));
    },
    async loadDeliveries(guildId, limit) {
      return DeliveryRow.array()
        .parse(await selectDeliveries(guildId, limit).execute())
        .map(fromDeliveryRow);
    },
    async loadUsedLines(guildId, limit) {
      const rows = await selectDeliveries(guildId, limit)
        .where(sql<SqlBool>`${sql.raw(TAKES_DATE)}`)
        .where('quote_id', 'is not', null)
        .execute();
      return DeliveryRow.array().parse(rows).map(fromDeliveryRow);
    },
    async loadWaitingFollowUps(nowMs, limit, after) {
      const rows = await db
        .selectFrom('outbox')
        .select(FOLLOW_UP_COLUMNS)
        .where('next_attempt_at_ms', '<=', nowMs)
        .where(isAfter('next_attempt_at_ms', after))
        .orderBy('next_attempt_at_ms')
        .orderBy('guild_id')
        .limit(limit)
        .execute();
      return FollowUpRow.array().parse(rows).map(fromFollowUpRow);
    },
    async loadFollowUps(guildId, limit) {
      const rows = await db
        .selectFrom('outbox')
        .select(FOLLOW_UP_COLUMNS)
        .where('guild_id', '=', guildId)
        .orderBy('created_at_ms', 'desc')
        .limit(limit)
        .execute();
      return FollowUpRow.array().parse(rows).map(fromFollowUpRow);
    },
  };
}

function selectSuggestions(db: Db) {
  return db.selectFrom('suggestions').select(SUGGESTION_COLUMNS).orderBy('created_at_ms', 'desc').orderBy('id', 'desc');
}

function buildMemberReads(db: Db): MemberReads {
  const selectCorrections = (direction: 'asc' | 'desc' = 'asc') =>
    db.selectFrom('corrections').select(CORRECTION_COLUMNS).orderBy('created_at_ms', direction).orderBy('id', direction);
  const selectSaved = (userId: string) =>
    db
      .selectFrom('saved_quotes')
      .select(SAVED_QUOTE_COLUMNS)
      .where('user_id', '=', userId)
      .orderBy('saved_at_ms', 'desc')
      .orderBy('title_id')
      .orderBy('quote_id');
  async function readProgress(userId: string) {
    const rows = await db.selectFrom('progress').select(PROGRESS_COLUMNS).where('user_id', '=', userId).orderBy('title_id').execute();
    return ProgressRow.array().parse(rows).map(fromProgressRow);
  }
  return {
    async loadMember(userId) {
      const progress = await readProgress(userId);
      return { userId, progress: Object.fromEntries(progress.map(({ titleId, episode }) => [titleId, episode])) };
    },
    async loadSavedQuotes(userId, limit) {
      return SavedQuoteRow.array()
        .parse(await selectSaved(userId).limit(limit).execute())
        .map(fromSavedQuoteRow);
    },
    async loadMemberData(userId) {
      const changes = db
        .selectFrom('settings_changes')
        .select(SETTINGS_CHANGE_COLUMNS)
        .where('by_user_id', '=', userId)
        .orderBy('id', 'desc');
      return {
        progress: await readProgress(userId),
        saved: SavedQuoteRow.array()
          .parse(await selectSaved(userId).execute())
          .map(fromSavedQuoteRow),
        suggestions: SuggestionRow.array()
          .parse(await selectSuggestions(db).where('user_id', '=', userId).execute())
          .map(fromSuggestionRow),
        corrections: CorrectionRow.array()
          .parse(await selectCorrections().where('user_id', '=', userId).execute())
          .map(fromCorrectionRow),
        settingsChanges: fromSettingsChangeRows(SettingsChangeRow.array().parse(await changes.execute())),
      };
    },
    async loadSuggestion(id) {
      const row = SuggestionRow.optional().parse(await selectSuggestions(db).where('id', '=', id).executeTakeFirst());
      return row === undefined ? null : fromSuggestionRow(row);
    },
    async loadSuggestions({ guildId, userId, state, limit }) {
      const rows = await selectSuggestions(db)
        .where('guild_id', '=', guildId)
        .$if(userId !== undefined, (query) => query.where('user_id', '=', userId ?? ''))
        .$if(state !== undefined, (query) => query.where('state', '=', state ?? 'waiting'))
        .limit(limit)
        .execute();
      return SuggestionRow.array().parse(rows).map(fromSuggestionRow);
    },
    async loadCorrections({ userId, state, limit }) {
      const rows = await selectCorrections(userId === undefined ? 'asc' : 'desc')
        .$if(userId !== undefined, (query) => query.where('user_id', '=', userId ?? ''))
        .$if(state !== undefined, (query) => query.where('state', '=', state ?? 'open'))
        .limit(limit)
        .execute();
      return CorrectionRow.array().parse(rows).map(fromCorrectionRow);
    },
  };
}

function buildNoticeReads(db: Db): NoticeReads {
  return {
    async loadWaitingNotices(nowMs, limit) {
      const rows = await db
        .selectFrom('season_notices')
        .select(SEASON_NOTICE_COLUMNS)
        .where('next_attempt_at_ms', '<=', nowMs)
        .orderBy('next_attempt_at_ms')
        .orderBy('guild_id')
        .orderBy('title_id')
        .orderBy('news_key')
        .limit(limit)
        .execute();
      return SeasonNoticeRow.array().parse(rows).map(fromSeasonNoticeRow);
    },
    async loadDepartures() {
      const rows = await db.selectFrom('departures').select(DEPARTURE_COLUMNS).orderBy('guild_id').execute();
      return DepartureRow.array().parse(rows).map(fromDepartureRow);
    },
    async loadMeta(key) {
      const row = await db.selectFrom('meta').select('value').where('key', '=', key).executeTakeFirst();
      return row?.value ?? null;
    },
  };
}

function isAfter(column: 'next_due_at_ms' | 'next_attempt_at_ms', after: PageMark | undefined, table?: 'dailies') {
  if (after === undefined) return sql<SqlBool>`true`;
  const guildId = table === undefined ? sql.ref('guild_id') : sql.ref(`${table}.guild_id`);
  return sql<SqlBool>`(${sql.ref(column)}, ${guildId}) > (${after.atMs}, ${after.guildId})`;
}
