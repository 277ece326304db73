/** What is asked of state.db. */
import type { Database } from 'better-sqlite3';
import {
  DAILY_COLUMNS,
  DailyRow,
  DELIVERY_COLUMNS,
  DeliveryRow,
  DueRow,
  FOLLOW_UP_COLUMNS,
  FollowUpRow,
  fromDailyRow,
  fromDeliveryRow,
  fromDueRow,
  fromFollowUpRow,
  MetaRow,
  pageParameters,
  ServerRow,
  TAKES_DATE,
} from './rows.ts';
import { DEFAULT_SPOILER_CEILING, type State } from './types.ts';

export type Reads = Pick<
  State,
  'loadSettings' | 'loadDue' | 'loadUnsettled' | 'loadDeliveries' | 'loadUsedLines' | 'loadWaitingFollowUps' | 'loadFollowUps' | 'loadMeta'
>;

export function prepareReads(db: Database): Reads {
  const selectServer = db.prepare('SELECT guild_id, title, spoiler_ceiling, locale FROM servers WHERE guild_id = ?');
  const selectDaily = db.prepare(`SELECT ${DAILY_COLUMNS.join(', ')} FROM dailies WHERE guild_id = ?`);
  const selectDue = db.prepare(`
    SELECT guild_id, title, spoiler_ceiling, locale, last_posted_at_ms, ${DAILY_COLUMNS.join(', ')}
    FROM dailies JOIN servers USING (guild_id)
    WHERE next_due_at_ms <= @now AND (next_due_at_ms, guild_id) > (@after_ms, @after_guild)
    ORDER BY next_due_at_ms, guild_id LIMIT @limit`);
  const columns = DELIVERY_COLUMNS.join(', ');
  const selectUnsettled = db.prepare(`
    SELECT ${columns} FROM deliveries
    WHERE next_attempt_at_ms <= @now AND (next_attempt_at_ms, guild_id) > (@after_ms, @after_guild)
    ORDER BY next_attempt_at_ms, guild_id LIMIT @limit`);
  const selectDeliveries = db.prepare(`SELECT ${columns} FROM deliveries WHERE guild_id = ? ORDER BY due_at_ms DESC LIMIT ?`);
  const selectUsedLines = db.prepare(`
    SELECT ${columns} FROM deliveries WHERE guild_id = ? AND ${TAKES_DATE} AND quote_id IS NOT NULL ORDER BY due_at_ms DESC LIMIT ?`);
  const followUpColumns = FOLLOW_UP_COLUMNS.join(', ');
  const selectWaiting = db.prepare(`
    SELECT ${followUpColumns} FROM outbox
    WHERE next_attempt_at_ms <= @now AND (next_attempt_at_ms, guild_id) > (@after_ms, @after_guild)
    ORDER BY next_attempt_at_ms, guild_id LIMIT @limit`);
  const selectFollowUps = db.prepare(`SELECT ${followUpColumns} FROM outbox WHERE guild_id = ? ORDER BY created_at_ms DESC LIMIT ?`);
  const selectMeta = db.prepare('SELECT value FROM meta WHERE key = ?');

  return {
    async loadSettings(guildId) {
      const server = ServerRow.optional().parse(selectServer.get(guildId));
      const daily = DailyRow.optional().parse(selectDaily.get(guildId));
      return {
        guildId,
        title: server?.title ?? null,
        spoilerCeiling: server?.spoiler_ceiling ?? DEFAULT_SPOILER_CEILING,
        locale: server?.locale ?? null,
        daily: daily === undefined ? null : fromDailyRow(daily),
      };
    },
    async loadDue(nowMs, limit, after) {
      return DueRow.array()
        .parse(selectDue.all({ now: nowMs, limit, ...pageParameters(after) }))
        .map(fromDueRow);
    },
    async loadUnsettled(nowMs, limit, after) {
      return DeliveryRow.array()
        .parse(selectUnsettled.all({ now: nowMs, limit, ...pageParameters(after) }))
        .map(fromDeliveryRow);
    },
    async loadDeliveries(guildId, limit) {
      return DeliveryRow.array().parse(selectDeliveries.all(guildId, limit)).map(fromDeliveryRow);
    },
    async loadUsedLines(guildId, limit) {
      return DeliveryRow.array().parse(selectUsedLines.all(guildId, limit)).map(fromDeliveryRow);
    },
    async loadWaitingFollowUps(nowMs, limit, after) {
      return FollowUpRow.array()
        .parse(selectWaiting.all({ now: nowMs, limit, ...pageParameters(after) }))
        .map(fromFollowUpRow);
    },
    async loadFollowUps(guildId, limit) {
      return FollowUpRow.array().parse(selectFollowUps.all(guildId, limit)).map(fromFollowUpRow);
    },
    async loadMeta(key) {
      return MetaRow.optional().parse(selectMeta.get(key))?.value ?? null;
    },
  };
}
