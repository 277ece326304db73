import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { z } from 'zod';
import { type Checkpoints, startCheckpoints } from './checkpoint.ts';
import { migrate } from './migrations.ts';
import type { Change, ClaimResult, DailySettings, DaySpan, Delivery, DueServer, FollowUp, PageMark, State } from './types.ts';
import { DEFAULT_SPOILER_CEILING } from './types.ts';

const BUSY_TIMEOUT_MS = 5_000;
/** 80 MB. */
const MOST_LOG_PAGES = 20_000;
/** How far from a date its deliveries can lie: only so much of the ledger is searched for what takes the date. */
const DAY_MARGIN_MS = 48 * 60 * 60 * 1000;

const ServerRow = z.object({
  guild_id: z.string(),
  title: z.string().nullable(),
  spoiler_ceiling: z.int(),
  locale: z.string().nullable(),
});

const DailyRow = z.object({
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

const DueRow = z.object({ ...ServerRow.shape, ...DailyRow.shape, next_due_at_ms: z.int(), last_posted_at_ms: z.int().nullable() });

const DeliveryRow = z.object({
  guild_id: z.string(),
  local_date: z.string(),
  zone: z.string(),
  state: z.enum(['claimed', 'sent', 'confirmed', 'missed', 'failed', 'unknown']),
  reason: z.string().nullable(),
  channel_id: z.string(),
  title_id: z.string(),
  quote_id: z.string().nullable(),
  question_index: z.int().nullable(),
  cycle: z.int(),
  position: z.int(),
  due_at_ms: z.int(),
  claimed_at_ms: z.int(),
  updated_at_ms: z.int(),
  attempts: z.int(),
  sent_at_ms: z.int().nullable(),
  next_attempt_at_ms: z.int().nullable(),
  message_id: z.string().nullable(),
});

const FollowUpRow = z.object({
  guild_id: z.string(),
  kind: z.enum(['thread', 'crosspost']),
  local_date: z.string(),
  zone: z.string(),
  channel_id: z.string(),
  message_id: z.string(),
  thread_name: z.string().nullable(),
  state: z.enum(['waiting', 'done', 'failed']),
  reason: z.string().nullable(),
  attempts: z.int(),
  created_at_ms: z.int(),
  updated_at_ms: z.int(),
  next_attempt_at_ms: z.int().nullable(),
});

const MetaRow = z.object({ value: z.string() });

const DAILY_COLUMNS = Object.keys(DailyRow.shape);
const DELIVERY_COLUMNS = Object.keys(DeliveryRow.shape);
const FOLLOW_UP_COLUMNS = Object.keys(FollowUpRow.shape);
const INSERT_DELIVERY = `INSERT INTO deliveries (${DELIVERY_COLUMNS.join(', ')}) VALUES (${DELIVERY_COLUMNS.map((name) => `@${name}`).join(', ')})`;

/** What was or may have been posted takes its date; what certainly was not leaves it free. */
const TAKES_DATE = `state IN ('claimed', 'sent', 'confirmed', 'unknown')`;

/**
 * Opens, and when needed creates or brings up to date, the state in one SQLite file.
 *
 * @throws NewerSchemaError when the file belongs to a newer program.
 */
export function openSqliteState(file: string): State {
  mkdirSync(dirname(file), { recursive: true });
  const db = new Database(file, { timeout: BUSY_TIMEOUT_MS });
  try {
    db.pragma('journal_mode = WAL');
    // A mark of the ledger lost to a power cut would double a post, so every commit reaches the disk.
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = ON');
    // Only if the thread that does it fails: its own checkpoints would hold the event loop.
    db.pragma(`wal_autocheckpoint = ${MOST_LOG_PAGES}`);
    migrate(db, file);
  } catch (error) {
    db.close();
    throw error;
  }
  return buildState(db, startCheckpoints(file));
}

function buildState(db: Database.Database, checkpoints: Checkpoints): State {
  const selectServer = db.prepare('SELECT guild_id, title, spoiler_ceiling, locale FROM servers WHERE guild_id = ?');
  const selectDaily = db.prepare(`SELECT ${DAILY_COLUMNS.join(', ')} FROM dailies WHERE guild_id = ?`);
  const insertServer = db.prepare(
    'INSERT INTO servers (guild_id, spoiler_ceiling, updated_at_ms) VALUES (?, ?, ?) ON CONFLICT (guild_id) DO UPDATE SET updated_at_ms = excluded.updated_at_ms',
  );
  const updateTitle = db.prepare('UPDATE servers SET title = ? WHERE guild_id = ?');
  const deleteServer = db.prepare('DELETE FROM servers WHERE guild_id = ?');
  const upsertDaily = db.prepare(`
    INSERT INTO dailies (guild_id, ${DAILY_COLUMNS.join(', ')}) VALUES (@guild_id, ${DAILY_COLUMNS.map((name) => `@${name}`).join(', ')})
    ON CONFLICT (guild_id) DO UPDATE SET ${DAILY_COLUMNS.map((name) => `${name} = excluded.${name}`).join(', ')},
      last_posted_at_ms = CASE WHEN channel_id = excluded.channel_id THEN last_posted_at_ms END`);
  const selectDue = db.prepare(`
    SELECT guild_id, title, spoiler_ceiling, locale, last_posted_at_ms, ${DAILY_COLUMNS.join(', ')}
    FROM dailies JOIN servers USING (guild_id)
    WHERE next_due_at_ms <= @now AND (next_due_at_ms, guild_id) > (@after_ms, @after_guild)
    ORDER BY next_due_at_ms, guild_id LIMIT @limit`);
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
  const replaceDelivery = db.prepare(INSERT_DELIVERY.replace('INSERT', 'INSERT OR REPLACE'));
  const insertIfAbsent = db.prepare(`${INSERT_DELIVERY} ON CONFLICT DO NOTHING`);
  const updateDelivery = db.prepare(`
    UPDATE deliveries SET ${DELIVERY_COLUMNS.map((name) => `${name} = @${name}`).join(', ')}
    WHERE guild_id = @guild_id AND local_date = @local_date AND zone = @zone AND state = @read_state AND attempts = @read_attempts
      AND next_attempt_at_ms IS @read_next_attempt_at_ms`);
  const columns = DELIVERY_COLUMNS.join(', ');
  const selectUnsettled = db.prepare(`
    SELECT ${columns} FROM deliveries
    WHERE next_attempt_at_ms <= @now AND (next_attempt_at_ms, guild_id) > (@after_ms, @after_guild)
    ORDER BY next_attempt_at_ms, guild_id LIMIT @limit`);
  const selectDeliveries = db.prepare(`SELECT ${columns} FROM deliveries WHERE guild_id = ? ORDER BY due_at_ms DESC LIMIT ?`);
  const selectUsedLines = db.prepare(`
    SELECT ${columns} FROM deliveries WHERE guild_id = ? AND ${TAKES_DATE} AND quote_id IS NOT NULL ORDER BY due_at_ms DESC LIMIT ?`);
  const followUpColumns = FOLLOW_UP_COLUMNS.join(', ');
  const insertFollowUp = db.prepare(
    `INSERT INTO outbox (${followUpColumns}) VALUES (${FOLLOW_UP_COLUMNS.map((name) => `@${name}`).join(', ')}) ON CONFLICT DO NOTHING`,
  );
  const selectWaiting = db.prepare(`
    SELECT ${followUpColumns} FROM outbox
    WHERE next_attempt_at_ms <= @now AND (next_attempt_at_ms, guild_id) > (@after_ms, @after_guild)
    ORDER BY next_attempt_at_ms, guild_id LIMIT @limit`);
  const updateFollowUp = db.prepare(`
    UPDATE outbox SET state = @state, reason = @reason, attempts = @attempts, updated_at_ms = @updated_at_ms, next_attempt_at_ms = @next_attempt_at_ms
    WHERE guild_id = @guild_id AND local_date = @local_date AND zone = @zone AND kind = @kind
      AND state = @read_state AND attempts = @read_attempts`);
  const selectFollowUps = db.prepare(`SELECT ${followUpColumns} FROM outbox WHERE guild_id = ? ORDER BY created_at_ms DESC LIMIT ?`);

  const selectMeta = db.prepare('SELECT value FROM meta WHERE key = ?');
  const upsertMeta = db.prepare('INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value');

  const write = <Result>(act: () => Result): Result => {
    const result = act();
    checkpoints.noteWrite();
    return result;
  };
  const applyChange = (change: Change, nowMs: number): void => {
    switch (change.kind) {
      case 'set-daily':
        insertServer.run(change.guildId, DEFAULT_SPOILER_CEILING, nowMs);
        upsertDaily.run({ guild_id: change.guildId, ...toDailyRow(change.daily) });
        return;
      case 'set-title':
        insertServer.run(change.guildId, DEFAULT_SPOILER_CEILING, nowMs);
        updateTitle.run(change.title, change.guildId);
        return;
      case 'reset-server':
        deleteServer.run(change.guildId);
        return;
    }
  };
  const applyChanges = db.transaction((changes: readonly Change[], nowMs: number) => {
    for (const change of changes) applyChange(change, nowMs);
  });
  const claim = db.transaction((delivery: Delivery, day: DaySpan, nextDueAtMs: number): ClaimResult => {
    const row = toDeliveryRow(delivery);
    const { guild_id, local_date, zone, due_at_ms: from_due_at_ms } = row;
    if (moveDue.run({ next_due_at_ms: nextDueAtMs, guild_id, local_date, from_due_at_ms }).changes === 0) return 'changed';
    const span = { day_start_ms: day.startMs, day_end_ms: day.endMs, margin_ms: DAY_MARGIN_MS };
    if (selectTaken.get({ guild_id, local_date, zone, ...span }) !== undefined) return 'taken';
    replaceDelivery.run(row);
    return 'claimed';
  });
  const saveDelivery = db.transaction((next: Delivery, read: Delivery, followUps: readonly FollowUp[]) => {
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
  });
  const recordUnposted = db.transaction((deliveries: readonly Delivery[], guildId: string, fromDueAtMs: number, nextDueAtMs: number) => {
    const local_date = deliveries.at(-1)?.localDate ?? '';
    const move = { next_due_at_ms: nextDueAtMs, guild_id: guildId, local_date, from_due_at_ms: fromDueAtMs };
    if (moveDue.run(move).changes === 0) return false;
    for (const delivery of deliveries) insertIfAbsent.run(toDeliveryRow(delivery));
    return true;
  });

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
    async saveChanges(changes, nowMs) {
      write(() => applyChanges.immediate(changes, nowMs));
    },
    async loadDue(nowMs, limit, after) {
      return DueRow.array()
        .parse(selectDue.all({ now: nowMs, limit, ...pageParameters(after) }))
        .map(fromDueRow);
    },
    async claimDelivery(delivery, day, nextDueAtMs) {
      return write(() => claim.immediate(delivery, day, nextDueAtMs));
    },
    async recordUnposted(deliveries, guildId, fromDueAtMs, nextDueAtMs) {
      return write(() => recordUnposted.immediate(deliveries, guildId, fromDueAtMs, nextDueAtMs));
    },
    async saveDelivery(next, read, followUps = []) {
      return write(() => saveDelivery.immediate(next, read, followUps));
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
    async saveFollowUp(next, read) {
      const result = write(() => updateFollowUp.run({ ...toFollowUpRow(next), read_state: read.state, read_attempts: read.attempts }));
      return result.changes === 1;
    },
    async loadFollowUps(guildId, limit) {
      return FollowUpRow.array().parse(selectFollowUps.all(guildId, limit)).map(fromFollowUpRow);
    },
    async suspendDaily(guildId, reason, channelId) {
      suspend.run(reason, guildId, channelId);
    },
    async loadMeta(key) {
      return MetaRow.optional().parse(selectMeta.get(key))?.value ?? null;
    },
    async saveMeta(key, value) {
      upsertMeta.run(key, value);
    },
    async close() {
      await checkpoints.stop();
      db.close();
    },
  };
}

function pageParameters(after: PageMark | undefined): { after_ms: number; after_guild: string } {
  return { after_ms: after?.atMs ?? Number.MIN_SAFE_INTEGER, after_guild: after?.guildId ?? '' };
}

function fromDailyRow(row: z.infer<typeof DailyRow>): DailySettings {
  return {
    enabled: row.enabled === 1,
    channelId: row.channel_id,
    time: row.time,
    zone: row.zone,
    nextDueAtMs: row.next_due_at_ms,
    suspendedReason: row.suspended_reason,
    tone: row.tone,
    includeDirector: row.include_director === 1,
    style: row.style,
    weekdays: Array.from(row.weekdays, Number),
    pingRoleId: row.ping_role_id,
    opensThread: row.opens_thread === 1,
    crossposts: row.crossposts === 1,
    skipDate: row.skip_date,
  };
}

function toDailyRow(daily: DailySettings): z.infer<typeof DailyRow> {
  return {
    enabled: Number(daily.enabled),
    channel_id: daily.channelId,
    time: daily.time,
    zone: daily.zone,
    next_due_at_ms: daily.nextDueAtMs,
    suspended_reason: daily.suspendedReason,
    tone: daily.tone,
    include_director: Number(daily.includeDirector),
    style: daily.style,
    weekdays: [...new Set(daily.weekdays)].sort((a, b) => a - b).join(''),
    ping_role_id: daily.pingRoleId,
    opens_thread: Number(daily.opensThread),
    crossposts: Number(daily.crossposts),
    skip_date: daily.skipDate,
  };
}

function fromDueRow(row: z.infer<typeof DueRow>): DueServer {
  return {
    settings: {
      guildId: row.guild_id,
      title: row.title,
      spoilerCeiling: row.spoiler_ceiling,
      locale: row.locale,
      daily: fromDailyRow(row),
    },
    dueAtMs: row.next_due_at_ms,
    lastPostedAtMs: row.last_posted_at_ms,
  };
}

function fromFollowUpRow(row: z.infer<typeof FollowUpRow>): FollowUp {
  return {
    guildId: row.guild_id,
    kind: row.kind,
    localDate: row.local_date,
    zone: row.zone,
    channelId: row.channel_id,
    messageId: row.message_id,
    threadName: row.thread_name,
    state: row.state,
    reason: row.reason,
    attempts: row.attempts,
    createdAtMs: row.created_at_ms,
    updatedAtMs: row.updated_at_ms,
    nextAttemptAtMs: row.next_attempt_at_ms,
  };
}

function toFollowUpRow(followUp: FollowUp): z.infer<typeof FollowUpRow> {
  return {
    guild_id: followUp.guildId,
    kind: followUp.kind,
    local_date: followUp.localDate,
    zone: followUp.zone,
    channel_id: followUp.channelId,
    message_id: followUp.messageId,
    thread_name: followUp.threadName,
    state: followUp.state,
    reason: followUp.reason,
    attempts: followUp.attempts,
    created_at_ms: followUp.createdAtMs,
    updated_at_ms: followUp.updatedAtMs,
    next_attempt_at_ms: followUp.nextAttemptAtMs,
  };
}

function fromDeliveryRow(row: z.infer<typeof DeliveryRow>): Delivery {
  return {
    guildId: row.guild_id,
    localDate: row.local_date,
    zone: row.zone,
    state: row.state,
    reason: row.reason,
    channelId: row.channel_id,
    titleId: row.title_id,
    quoteId: row.quote_id,
    questionIndex: row.question_index,
    cycle: row.cycle,
    position: row.position,
    dueAtMs: row.due_at_ms,
    claimedAtMs: row.claimed_at_ms,
    updatedAtMs: row.updated_at_ms,
    attempts: row.attempts,
    sentAtMs: row.sent_at_ms,
    nextAttemptAtMs: row.next_attempt_at_ms,
    messageId: row.message_id,
  };
}

function toDeliveryRow(delivery: Delivery): z.infer<typeof DeliveryRow> {
  return {
    guild_id: delivery.guildId,
    local_date: delivery.localDate,
    zone: delivery.zone,
    state: delivery.state,
    reason: delivery.reason,
    channel_id: delivery.channelId,
    title_id: delivery.titleId,
    quote_id: delivery.quoteId,
    question_index: delivery.questionIndex,
    cycle: delivery.cycle,
    position: delivery.position,
    due_at_ms: delivery.dueAtMs,
    claimed_at_ms: delivery.claimedAtMs,
    updated_at_ms: delivery.updatedAtMs,
    attempts: delivery.attempts,
    sent_at_ms: delivery.sentAtMs,
    next_attempt_at_ms: delivery.nextAttemptAtMs,
    message_id: delivery.messageId,
  };
}
