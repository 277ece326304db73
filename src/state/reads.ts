/** What is asked of state.db. */
import type { Database } from 'better-sqlite3';
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
} from './rows/ledger.ts';
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
} from './rows/members.ts';
import {
  DEPARTURE_COLUMNS,
  DepartureRow,
  fromDepartureRow,
  fromSeasonNoticeRow,
  MetaRow,
  SEASON_NOTICE_COLUMNS,
  SeasonNoticeRow,
} from './rows/notices.ts';
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
} from './rows/settings.ts';
import { GUILD_TABLES } from './rows/tables.ts';
import { buildDefaultSettings, type PageMark, type ServerSettings, type State } from './types.ts';

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
export type Reads = ServerReads & LedgerReads & MemberReads & NoticeReads;

/** SQLite's LIMIT for all there are. */
const NO_LIMIT = -1;

export function prepareReads(db: Database): Reads {
  return { ...prepareServerReads(db), ...prepareLedgerReads(db), ...prepareMemberReads(db), ...prepareNoticeReads(db) };
}

/** Reads a server's settings at once; a server that set nothing has the defaults. */
export function prepareSettingsRead(db: Database): (guildId: string) => ServerSettings {
  const selectServer = db.prepare(`SELECT ${SERVER_COLUMNS.join(', ')} FROM servers WHERE guild_id = ?`);
  const selectDaily = db.prepare(`SELECT ${DAILY_COLUMNS.join(', ')} FROM dailies WHERE guild_id = ?`);
  return (guildId) => {
    const server = selectServer.get(guildId);
    if (server === undefined) return buildDefaultSettings(guildId);
    const daily = selectDaily.get(guildId);
    return fromServerRow(ServerRow.parse(server), daily === undefined ? null : fromDailyRow(DailyRow.parse(daily)));
  };
}

function prepareServerReads(db: Database): ServerReads {
  const readSettings = prepareSettingsRead(db);
  const selectDue = db.prepare(`
    SELECT ${SERVER_COLUMNS.join(', ')}, last_posted_at_ms, ${DAILY_COLUMNS.join(', ')}
    FROM dailies JOIN servers USING (guild_id)
    WHERE next_due_at_ms <= @now AND (next_due_at_ms, guild_id) > (@after_ms, @after_guild)
    ORDER BY next_due_at_ms, guild_id LIMIT @limit`);
  const selectChanges = db.prepare(
    `SELECT ${SETTINGS_CHANGE_COLUMNS.join(', ')} FROM settings_changes WHERE guild_id = ? ORDER BY id DESC LIMIT ?`,
  );
  const selectSuggestions = db.prepare(
    `SELECT ${SUGGESTION_COLUMNS.join(', ')} FROM suggestions WHERE guild_id = ? ORDER BY created_at_ms DESC, id DESC`,
  );
  const countDeliveries = db.prepare<[string], number>('SELECT count(*) FROM deliveries WHERE guild_id = ?').pluck();
  const selectSubscribers = db
    .prepare<[string, number], string>(
      'SELECT guild_id FROM servers WHERE season_news_channel_id IS NOT NULL AND guild_id > ? ORDER BY guild_id LIMIT ?',
    )
    .pluck();
  // From each id to the next one through the indexes: a ledger of millions is not read for a few thousand servers.
  const nextId = (after: string): string => `
    (SELECT min(id) FROM (${GUILD_TABLES.map((table) => `SELECT min(guild_id) AS id FROM ${table} WHERE guild_id > ${after}`).join(' UNION ALL ')}))`;
  const selectGuildIds = db
    .prepare<{ after: string; limit: number }, string>(
      `WITH RECURSIVE ids (id) AS (SELECT ${nextId('@after')} UNION ALL SELECT ${nextId('ids.id')} FROM ids WHERE ids.id IS NOT NULL)
      SELECT id FROM ids WHERE id IS NOT NULL LIMIT @limit`,
    )
    .pluck();

  return {
    loadSettings: async (guildId) => readSettings(guildId),
    async loadDue(nowMs, limit, after) {
      const rows = selectDue.all({ now: nowMs, limit, ...pageParameters(after) });
      return DueRow.array().parse(rows).map(fromDueRow);
    },
    async loadSettingsChanges(guildId, limit) {
      return fromSettingsChangeRows(SettingsChangeRow.array().parse(selectChanges.all(guildId, limit)));
    },
    async loadServerData(guildId) {
      return {
        settings: readSettings(guildId),
        changes: fromSettingsChangeRows(SettingsChangeRow.array().parse(selectChanges.all(guildId, NO_LIMIT))),
        suggestions: SuggestionRow.array().parse(selectSuggestions.all(guildId)).map(fromSuggestionRow),
        deliveries: countDeliveries.get(guildId) ?? 0,
      };
    },
    loadSeasonSubscribers: async (limit, afterGuildId = '') => selectSubscribers.all(afterGuildId, limit).map(readSettings),
    loadGuildIds: async (limit, afterGuildId = '') => selectGuildIds.all({ after: afterGuildId, limit }),
  };
}

function prepareLedgerReads(db: Database): LedgerReads {
  const columns = DELIVERY_COLUMNS.join(', ');
  const selectUnsettled = db.prepare(`
    SELECT ${columns} FROM deliveries
    WHERE next_attempt_at_ms <= @now AND (next_attempt_at_ms, guild_id) > (@after_ms, @after_guild)
    ORDER BY next_attempt_at_ms, guild_id LIMIT @limit`);
  // Each part is answered from a partial index that holds only what waits.
  const selectQueue = db.prepare(`
    SELECT count(*) AS due, min(next_due_at_ms) AS oldest_due_at_ms,
      (SELECT count(*) FROM deliveries WHERE next_attempt_at_ms IS NOT NULL) AS unsettled,
      (SELECT count(*) FROM outbox WHERE next_attempt_at_ms IS NOT NULL) AS follow_ups
    FROM dailies WHERE next_due_at_ms <= ?`);
  const selectDeliveries = db.prepare(`SELECT ${columns} FROM deliveries WHERE guild_id = ? ORDER BY due_at_ms DESC LIMIT ?`);
  const selectUsedLines = db.prepare(`
    SELECT ${columns} FROM deliveries WHERE guild_id = ? AND ${TAKES_DATE} AND quote_id IS NOT NULL ORDER BY due_at_ms DESC LIMIT ?`);
  const followUpColumns = FOLLOW_UP_COLUMNS.join(', ');
  const selectWaiting = db.prepare(`
    SELECT ${followUpColumns} FROM outbox
    WHERE next_attempt_at_ms <= @now AND (next_attempt_at_ms, guild_id) > (@after_ms, @after_guild)
    ORDER BY next_attempt_at_ms, guild_id LIMIT @limit`);
  const selectFollowUps = db.prepare(`SELECT ${followUpColumns} FROM outbox WHERE guild_id = ? ORDER BY created_at_ms DESC LIMIT ?`);

  return {
    async loadUnsettled(nowMs, limit, after) {
      const rows = selectUnsettled.all({ now: nowMs, limit, ...pageParameters(after) });
      return DeliveryRow.array().parse(rows).map(fromDeliveryRow);
    },
    async countQueue(nowMs) {
      return fromQueueRow(QueueRow.parse(selectQueue.get(nowMs)));
    },
    async loadDeliveries(guildId, limit) {
      return DeliveryRow.array().parse(selectDeliveries.all(guildId, limit)).map(fromDeliveryRow);
    },
    async loadUsedLines(guildId, limit) {
      return DeliveryRow.array().parse(selectUsedLines.all(guildId, limit)).map(fromDeliveryRow);
    },
    async loadWaitingFollowUps(nowMs, limit, after) {
      const rows = selectWaiting.all({ now: nowMs, limit, ...pageParameters(after) });
      return FollowUpRow.array().parse(rows).map(fromFollowUpRow);
    },
    async loadFollowUps(guildId, limit) {
      return FollowUpRow.array().parse(selectFollowUps.all(guildId, limit)).map(fromFollowUpRow);
    },
  };
}

function prepareMemberReads(db: Database): MemberReads {
  const selectProgress = db.prepare(`SELECT ${PROGRESS_COLUMNS.join(', ')} FROM progress WHERE user_id = ? ORDER BY title_id`);
  const selectSaved = db.prepare(
    `SELECT ${SAVED_QUOTE_COLUMNS.join(', ')} FROM saved_quotes WHERE user_id = ? ORDER BY saved_at_ms DESC, title_id, quote_id LIMIT ?`,
  );
  const suggestions = `SELECT ${SUGGESTION_COLUMNS.join(', ')} FROM suggestions`;
  const selectSuggestion = db.prepare(`${suggestions} WHERE id = ?`);
  const selectSuggestionsOf = db.prepare(`${suggestions} WHERE user_id = ? ORDER BY created_at_ms DESC, id DESC`);
  const corrections = `SELECT ${CORRECTION_COLUMNS.join(', ')} FROM corrections`;
  const selectCorrectionsOf = db.prepare(`${corrections} WHERE user_id = ? ORDER BY created_at_ms, id`);
  const selectChangesBy = db.prepare(
    `SELECT ${SETTINGS_CHANGE_COLUMNS.join(', ')} FROM settings_changes WHERE by_user_id = ? ORDER BY id DESC`,
  );

  const readProgress = (userId: string) => ProgressRow.array().parse(selectProgress.all(userId)).map(fromProgressRow);
  const readSaved = (userId: string, limit: number) => SavedQuoteRow.array().parse(selectSaved.all(userId, limit)).map(fromSavedQuoteRow);

  return {
    async loadMember(userId) {
      return { userId, progress: Object.fromEntries(readProgress(userId).map(({ titleId, episode }) => [titleId, episode])) };
    },
    loadSavedQuotes: async (userId, limit) => readSaved(userId, limit),
    async loadMemberData(userId) {
      return {
        progress: readProgress(userId),
        saved: readSaved(userId, NO_LIMIT),
        suggestions: SuggestionRow.array().parse(selectSuggestionsOf.all(userId)).map(fromSuggestionRow),
        corrections: CorrectionRow.array().parse(selectCorrectionsOf.all(userId)).map(fromCorrectionRow),
        settingsChanges: fromSettingsChangeRows(SettingsChangeRow.array().parse(selectChangesBy.all(userId))),
      };
    },
    async loadSuggestion(id) {
      const row = SuggestionRow.optional().parse(selectSuggestion.get(id));
      return row === undefined ? null : fromSuggestionRow(row);
    },
    async loadSuggestions({ guildId, userId, state, limit }) {
      const rows = db
        .prepare(
          `${suggestions} WHERE ${where({ guild_id: guildId, user_id: userId, state })} ORDER BY created_at_ms DESC, id DESC LIMIT @limit`,
        )
        .all({ guild_id: guildId, user_id: userId, state, limit });
      return SuggestionRow.array().parse(rows).map(fromSuggestionRow);
    },
    async loadCorrections({ userId, state, limit }) {
      const direction = userId === undefined ? 'ASC' : 'DESC';
      const rows = db
        .prepare(
          `${corrections} WHERE ${where({ user_id: userId, state })} ORDER BY created_at_ms ${direction}, id ${direction} LIMIT @limit`,
        )
        .all({ user_id: userId, state, limit });
      return CorrectionRow.array().parse(rows).map(fromCorrectionRow);
    },
  };
}

function prepareNoticeReads(db: Database): NoticeReads {
  const selectWaiting = db.prepare(`
    SELECT ${SEASON_NOTICE_COLUMNS.join(', ')} FROM season_notices
    WHERE next_attempt_at_ms <= ? ORDER BY next_attempt_at_ms, guild_id, title_id, news_key LIMIT ?`);
  const selectDepartures = db.prepare(`SELECT ${DEPARTURE_COLUMNS.join(', ')} FROM departures ORDER BY guild_id`);
  const selectMeta = db.prepare('SELECT value FROM meta WHERE key = ?');
  return {
    async loadWaitingNotices(nowMs, limit) {
      return SeasonNoticeRow.array().parse(selectWaiting.all(nowMs, limit)).map(fromSeasonNoticeRow);
    },
    async loadDepartures() {
      return DepartureRow.array().parse(selectDepartures.all()).map(fromDepartureRow);
    },
    async loadMeta(key) {
      return MetaRow.optional().parse(selectMeta.get(key))?.value ?? null;
    },
  };
}

/** A condition on the columns something was asked of. */
function where(asked: Readonly<Record<string, unknown>>): string {
  const columns = Object.keys(asked).filter((column) => asked[column] !== undefined);
  return ['true', ...columns.map((column) => `${column} = @${column}`)].join(' AND ');
}

function pageParameters(after: PageMark | undefined): { after_ms: number; after_guild: string } {
  return { after_ms: after?.atMs ?? Number.MIN_SAFE_INTEGER, after_guild: after?.guildId ?? '' };
}
