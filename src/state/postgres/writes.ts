/** What is written to the state in Postgres. Several processes write at once: every write says what it depends on. */
import { sql } from 'kysely';
import { DAY_MARGIN_MS, TAKES_DATE, toDeliveryRow, toFollowUpRow } from '../rows/ledger.ts';
import { toDepartureRow, toSeasonNoticeRow } from '../rows/notices.ts';
import type { ClaimResult, DaySpan, Delivery, State } from '../types.ts';
import { applyChange } from './changes.ts';
import { type Db, SCHEMA } from './database.ts';
import { isUndoneByOthers } from './trouble.ts';

/** A transaction that met others is tried so often before it is an error. */
const MOST_ATTEMPTS = 4;
/** Rows of one INSERT: Postgres takes 65,535 values in a statement. */
const ROWS_TOGETHER = 1_000;

type LedgerWrites = Pick<State, 'claimDelivery' | 'recordUnposted' | 'saveDelivery' | 'saveFollowUp' | 'suspendDaily'>;
type OtherWrites = Pick<
  State,
  'saveChanges' | 'saveCorrectionState' | 'addSeasonNotices' | 'saveSeasonNotice' | 'saveDepartures' | 'saveMeta'
>;

/** Undoes the transaction of a write that found something else than what was read. */
class ChangedMeanwhile extends Error {}

export function buildWrites(db: Db): LedgerWrites & OtherWrites {
  return { ...buildLedgerWrites(db), ...buildOtherWrites(db) };
}

/** Postgres undoes a whole transaction to end a deadlock, so that it can be tried again as if it had never begun. */
async function inTransaction<Result>(db: Db, act: (transaction: Db) => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction().execute(act);
    } catch (error) {
      if (attempt === MOST_ATTEMPTS || !isUndoneByOthers(error)) throw error;
    }
  }
}

/** False, and nothing written, when the write finds something else than what was read. */
async function unlessChanged(db: Db, act: (transaction: Db) => Promise<void>): Promise<boolean> {
  try {
    await inTransaction(db, act);
    return true;
  } catch (error) {
    if (error instanceof ChangedMeanwhile) return false;
    throw error;
  }
}

function buildLedgerWrites(db: Db): LedgerWrites {
  return {
    claimDelivery: (delivery, day, nextDueAtMs) =>
      inTransaction(db, async (transaction): Promise<ClaimResult> => {
        const { guildId, localDate, dueAtMs } = delivery;
        // Whoever moves the due time holds the server's row until the end, so no two look at the same date.
        if (!(await moveDue(transaction, { guildId, localDate, fromDueAtMs: dueAtMs, nextDueAtMs }))) return 'changed';
        if (await isTaken(transaction, delivery, day)) return 'taken';
        const row = toDeliveryRow(delivery);
        await transaction
          .insertInto('deliveries')
          .values(row)
          .onConflict((conflict) => conflict.columns(['guild_id', 'local_date', 'zone']).doUpdateSet(row))
          .execute();
        return 'claimed';
      }),
    recordUnposted: (deliveries, guildId, fromDueAtMs, nextDueAtMs) =>
      inTransaction(db, async (transaction) => {
        const localDate = deliveries.at(-1)?.localDate ?? '';
        if (!(await moveDue(transaction, { guildId, localDate, fromDueAtMs, nextDueAtMs }))) return false;
        for (const rows of inGroups(deliveries.map(toDeliveryRow))) {
          await transaction
            .insertInto('deliveries')
            .values(rows)
            .onConflict((conflict) => conflict.doNothing())
            .execute();
        }
        return true;
      }),
    saveDelivery: (next, read, followUps = []) =>
      unlessChanged(db, async (transaction) => {
        // The server's row before those of the ledger, as everywhere: two that take turns the other way round would block each other.
        if (next.state === 'confirmed') {
          await transaction
            .updateTable('dailies')
            .set({ last_posted_at_ms: next.updatedAtMs })
            .where('guild_id', '=', next.guildId)
            .where('channel_id', '=', next.channelId)
            .execute();
        }
        const { numUpdatedRows } = await transaction
          .updateTable('deliveries')
          .set(toDeliveryRow(next))
          .where('guild_id', '=', next.guildId)
          .where('local_date', '=', next.localDate)
          .where('zone', '=', next.zone)
          .where('state', '=', read.state)
          .where('attempts', '=', read.attempts)
          .where('next_attempt_at_ms', 'is not distinct from', read.nextAttemptAtMs)
          .executeTakeFirst();
        if (numUpdatedRows !== 1n) throw new ChangedMeanwhile();
        if (followUps.length > 0) {
          await transaction
            .insertInto('outbox')
            .values(followUps.map(toFollowUpRow))
            .onConflict((conflict) => conflict.doNothing())
            .execute();
        }
      }),
    async saveFollowUp(next, read) {
      const { state, reason, attempts, updated_at_ms, next_attempt_at_ms, ...key } = toFollowUpRow(next);
      const { numUpdatedRows } = await db
        .updateTable('outbox')
        .set({ state, reason, attempts, updated_at_ms, next_attempt_at_ms })
        .where('guild_id', '=', key.guild_id)
        .where('local_date', '=', key.local_date)
        .where('zone', '=', key.zone)
        .where('kind', '=', key.kind)
        .where('state', '=', read.state)
        .where('attempts', '=', read.attempts)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },
    async suspendDaily(guildId, reason, channelId) {
      await db
        .updateTable('dailies')
        .set({ suspended_reason: reason, next_due_at_ms: null })
        .where('guild_id', '=', guildId)
        .where('channel_id', '=', channelId)
        .execute();
    },
  };
}

interface DueMove {
  readonly guildId: string;
  /** A date to be skipped up to this one is forgotten. */
  readonly localDate: string;
  readonly fromDueAtMs: number;
  readonly nextDueAtMs: number;
}

async function moveDue(db: Db, { guildId, localDate, fromDueAtMs, nextDueAtMs }: DueMove): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('dailies')
    .set({ next_due_at_ms: nextDueAtMs, skip_date: sql<string | null>`CASE WHEN skip_date <= ${localDate} THEN NULL ELSE skip_date END` })
    .where('guild_id', '=', guildId)
    .where('next_due_at_ms', '=', fromDueAtMs)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

async function isTaken(db: Db, { guildId, localDate, zone }: Delivery, { startMs, endMs }: DaySpan): Promise<boolean> {
  const { rows } = await sql`
    SELECT 1 FROM ${sql.id(SCHEMA, 'deliveries')} WHERE guild_id = ${guildId} AND ${sql.raw(TAKES_DATE)}
      AND due_at_ms BETWEEN ${startMs - DAY_MARGIN_MS} AND ${endMs + DAY_MARGIN_MS}
      AND ((local_date = ${localDate} AND zone = ${zone})
        OR (COALESCE(sent_at_ms, due_at_ms) >= ${startMs} AND COALESCE(sent_at_ms, due_at_ms) < ${endMs})) LIMIT 1`.execute(db);
  return rows.length > 0;
}

function buildOtherWrites(db: Db): OtherWrites {
  return {
    saveChanges: (changes, nowMs) =>
      unlessChanged(db, async (transaction) => {
        for (const change of changes) if (!(await applyChange(transaction, change, nowMs))) throw new ChangedMeanwhile();
      }),
    async saveCorrectionState(id, state) {
      const { numUpdatedRows } = await db.updateTable('corrections').set({ state }).where('id', '=', id).executeTakeFirst();
      return numUpdatedRows === 1n;
    },
    addSeasonNotices: (notices) =>
      inTransaction(db, async (transaction) => {
        for (const rows of inGroups(notices.map(toSeasonNoticeRow))) {
          await transaction
            .insertInto('season_notices')
            .values(rows)
            .onConflict((conflict) => conflict.doNothing())
            .execute();
        }
      }),
    async saveSeasonNotice(next, read) {
      const { numUpdatedRows } = await db
        .updateTable('season_notices')
        .set(toSeasonNoticeRow(next))
        .where('guild_id', '=', next.guildId)
        .where('title_id', '=', next.titleId)
        .where('news_key', '=', next.newsKey)
        .where('state', '=', read.state)
        .where('attempts', '=', read.attempts)
        .where('next_attempt_at_ms', 'is not distinct from', read.nextAttemptAtMs)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },
    saveDepartures: (departures) =>
      inTransaction(db, async (transaction) => {
        // Two that replace all of them at once would leave a mixture.
        await sql`LOCK TABLE ${sql.id(SCHEMA, 'departures')} IN SHARE ROW EXCLUSIVE MODE`.execute(transaction);
        await transaction.deleteFrom('departures').execute();
        for (const rows of inGroups(departures.map(toDepartureRow))) await transaction.insertInto('departures').values(rows).execute();
      }),
    async saveMeta(key, value) {
      await db
        .insertInto('meta')
        .values({ key, value })
        .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
        .execute();
    },
  };
}

function inGroups<Row>(rows: readonly Row[]): Row[][] {
  return Array.from({ length: Math.ceil(rows.length / ROWS_TOGETHER) }, (_, index) =>
    rows.slice(index * ROWS_TOGETHER, (index + 1) * ROWS_TOGETHER),
  );
}
