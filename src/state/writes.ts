/** What is written to state.db. Each write is one transaction, or a part of one that commits several. */
import type { Database } from 'better-sqlite3';
import { prepareChanges } from './changes.ts';
import type { Correction } from './members.ts';
import type { Departure, SeasonNotice } from './notices.ts';
import { DAY_MARGIN_MS, DELIVERY_COLUMNS, FOLLOW_UP_COLUMNS, TAKES_DATE, toDeliveryRow, toFollowUpRow } from './rows/ledger.ts';
import { DEPARTURE_COLUMNS, SEASON_NOTICE_COLUMNS, toDepartureRow, toSeasonNoticeRow } from './rows/notices.ts';
import type { Change, ClaimResult, DaySpan, Delivery, FollowUp } from './types.ts';

/** The writes of `State`, carried out at once. */
export interface Writes {
  saveChanges(changes: readonly Change[], nowMs: number): boolean;
  claimDelivery(delivery: Delivery, day: DaySpan, nextDueAtMs: number): ClaimResult;
  recordUnposted(deliveries: readonly Delivery[], guildId: string, fromDueAtMs: number, nextDueAtMs: number): boolean;
  saveDelivery(next: Delivery, read: Delivery, followUps: readonly FollowUp[]): boolean;
  saveFollowUp(next: FollowUp, read: FollowUp): boolean;
  suspendDaily(guildId: string, reason: string, channelId: string): void;
  saveCorrectionState(id: string, state: Correction['state']): boolean;
  addSeasonNotices(notices: readonly SeasonNotice[]): void;
  saveSeasonNotice(next: SeasonNotice, read: SeasonNotice): boolean;
  saveDepartures(departures: readonly Departure[]): void;
  saveMeta(key: string, value: string): void;
}

/** Undoes the transaction of changes of which one found something else than what was read. */
class ChangedMeanwhile extends Error {}

export function prepareWrites(db: Database): Writes {
  return { ...prepareChangeWrites(db), ...prepareLedgerWrites(db), ...prepareNoticeWrites(db) };
}

function prepareChangeWrites(db: Database): Pick<Writes, 'saveChanges' | 'saveCorrectionState'> {
  const applyChange = prepareChanges(db);
  const applyAll = db.transaction((changes: readonly Change[], nowMs: number) => {
    for (const change of changes) if (!applyChange(change, nowMs)) throw new ChangedMeanwhile();
  });
  const updateCorrection = db.prepare('UPDATE corrections SET state = ? WHERE id = ?');
  return {
    saveChanges(changes, nowMs) {
      try {
        applyAll(changes, nowMs);
        return true;
      } catch (error) {
        if (error instanceof ChangedMeanwhile) return false;
        throw error;
      }
    },
    saveCorrectionState: (id, state) => updateCorrection.run(state, id).changes === 1,
  };
}

type LedgerWrites = Pick<Writes, 'claimDelivery' | 'recordUnposted' | 'saveDelivery' | 'saveFollowUp' | 'suspendDaily'>;

function prepareLedgerWrites(db: Database): LedgerWrites {
  const moveDue = db.prepare(`
    UPDATE dailies SET next_due_at_ms = @next_due_at_ms, skip_date = CASE WHEN skip_date <= @local_date THEN NULL ELSE skip_date END
    WHERE guild_id = @guild_id AND next_due_at_ms = @from_due_at_ms`);
  const markPosted = db.prepare('UPDATE dailies SET last_posted_at_ms = ? WHERE guild_id = ? AND channel_id = ?');
  const suspend = db.prepare('UPDATE dailies SET suspended_reason = ?, next_due_at_ms = NULL WHERE guild_id = ? AND channel_id = ?');
  const selectTaken = db.prepare(`
    SELECT 1 FROM deliveries WHERE guild_id = @guild_id AND ${TAKES_DATE}
      AND due_at_ms BETWEEN @day_start_ms - @margin_ms AND @day_end_ms + @margin_ms
      AND ((local_date = @local_date AND zone = @zone)
        OR (COALESCE(sent_at_ms, due_at_ms) >= @day_start_ms AND COALESCE(sent_at_ms, due_at_ms) < @day_end_ms)) LIMIT 1`);
  const insertDelivery = `INTO deliveries (${DELIVERY_COLUMNS.join(', ')}) VALUES (${DELIVERY_COLUMNS.map((name) => `@${name}`).join(', ')})`;
  const replaceDelivery = db.prepare(`INSERT OR REPLACE ${insertDelivery}`);
  const insertIfAbsent = db.prepare(`INSERT ${insertDelivery} ON CONFLICT DO NOTHING`);
  const updateDelivery = db.prepare(`
    UPDATE deliveries SET ${DELIVERY_COLUMNS.map((name) => `${name} = @${name}`).join(', ')}
    WHERE guild_id = @guild_id AND local_date = @local_date AND zone = @zone AND state = @read_state AND attempts = @read_attempts
      AND next_attempt_at_ms IS @read_next_attempt_at_ms`);
  const followUpColumns = FOLLOW_UP_COLUMNS.join(', ');
  const insertFollowUp = db.prepare(
    `INSERT INTO outbox (${followUpColumns}) VALUES (${FOLLOW_UP_COLUMNS.map((name) => `@${name}`).join(', ')}) ON CONFLICT DO NOTHING`,
  );
  const updateFollowUp = db.prepare(`
    UPDATE outbox SET state = @state, reason = @reason, attempts = @attempts, updated_at_ms = @updated_at_ms, next_attempt_at_ms = @next_attempt_at_ms
    WHERE guild_id = @guild_id AND local_date = @local_date AND zone = @zone AND kind = @kind
      AND state = @read_state AND attempts = @read_attempts`);

  return {
    claimDelivery: db.transaction((delivery: Delivery, day: DaySpan, nextDueAtMs: number): ClaimResult => {
      const row = toDeliveryRow(delivery);
      const { guild_id, local_date, zone, due_at_ms: from_due_at_ms } = row;
      if (moveDue.run({ next_due_at_ms: nextDueAtMs, guild_id, local_date, from_due_at_ms }).changes === 0) return 'changed';
      const span = { day_start_ms: day.startMs, day_end_ms: day.endMs, margin_ms: DAY_MARGIN_MS };
      if (selectTaken.get({ guild_id, local_date, zone, ...span }) !== undefined) return 'taken';
      replaceDelivery.run(row);
      return 'claimed';
    }),
    recordUnposted: db.transaction((deliveries: readonly Delivery[], guildId: string, fromDueAtMs: number, nextDueAtMs: number) => {
      const local_date = deliveries.at(-1)?.localDate ?? '';
      const move = { next_due_at_ms: nextDueAtMs, guild_id: guildId, local_date, from_due_at_ms: fromDueAtMs };
      if (moveDue.run(move).changes === 0) return false;
      for (const delivery of deliveries) insertIfAbsent.run(toDeliveryRow(delivery));
      return true;
    }),
    saveDelivery: db.transaction((next: Delivery, read: Delivery, followUps: readonly FollowUp[]) => {
      const result = updateDelivery.run({
        ...toDeliveryRow(next),
        read_state: read.state,
        read_attempts: read.attempts,
        read_next_attempt_at_ms: read.nextAttemptAtMs,
      });
      if (result.changes === 0) return false;
      if (next.state === 'confirmed') markPosted.run(next.updatedAtMs, next.guildId, next.channelId);
      for (const followUp of followUps) insertFollowUp.run(toFollowUpRow(followUp));
      return true;
    }),
    saveFollowUp: (next, read) =>
      updateFollowUp.run({ ...toFollowUpRow(next), read_state: read.state, read_attempts: read.attempts }).changes === 1,
    suspendDaily: (guildId, reason, channelId) => void suspend.run(reason, guildId, channelId),
  };
}

function prepareNoticeWrites(db: Database): Pick<Writes, 'addSeasonNotices' | 'saveSeasonNotice' | 'saveDepartures' | 'saveMeta'> {
  const insertNotice = db.prepare(
    `INSERT INTO season_notices (${SEASON_NOTICE_COLUMNS.join(', ')}) VALUES (${SEASON_NOTICE_COLUMNS.map((name) => `@${name}`).join(', ')}) ON CONFLICT DO NOTHING`,
  );
  const updateNotice = db.prepare(`
    UPDATE season_notices SET ${SEASON_NOTICE_COLUMNS.map((name) => `${name} = @${name}`).join(', ')}
    WHERE guild_id = @guild_id AND title_id = @title_id AND news_key = @news_key AND state = @read_state AND attempts = @read_attempts
      AND next_attempt_at_ms IS @read_next_attempt_at_ms`);
  const deleteDepartures = db.prepare('DELETE FROM departures');
  const insertDeparture = db.prepare(
    `INSERT OR REPLACE INTO departures (${DEPARTURE_COLUMNS.join(', ')}) VALUES (${DEPARTURE_COLUMNS.map((name) => `@${name}`).join(', ')})`,
  );
  const upsertMeta = db.prepare('INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value');
  return {
    addSeasonNotices: db.transaction((notices: readonly SeasonNotice[]) => {
      for (const notice of notices) insertNotice.run(toSeasonNoticeRow(notice));
    }),
    saveSeasonNotice: (next, read) =>
      updateNotice.run({
        ...toSeasonNoticeRow(next),
        read_state: read.state,
        read_attempts: read.attempts,
        read_next_attempt_at_ms: read.nextAttemptAtMs,
      }).changes === 1,
    saveDepartures: db.transaction((departures: readonly Departure[]) => {
      deleteDepartures.run();
      for (const departure of departures) insertDeparture.run(toDepartureRow(departure));
    }),
    saveMeta: (key, value) => void upsertMeta.run(key, value),
  };
}
