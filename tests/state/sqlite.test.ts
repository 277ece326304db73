import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { migrate, NewerSchemaError } from '../../src/state/migrations.ts';
import { openSqliteState } from '../../src/state/sqlite.ts';
import { type DailySettings, DEFAULT_DAILY_OPTIONS, type Delivery, type State } from '../../src/state/types.ts';

const DUE_AT_MS = 1_800_000_000_000;
const DAY_MS = 86_400_000;
const DAY = { startMs: DUE_AT_MS - 9 * 3_600_000, endMs: DUE_AT_MS + 15 * 3_600_000 };

let folder: string;
let file: string;
let state: State;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nabi-state-'));
  file = join(folder, 'state.db');
  state = openSqliteState(file);
});

afterEach(async () => {
  await state.close();
  rmSync(folder, { recursive: true, force: true });
});

function buildDaily(changes: Partial<DailySettings> = {}): DailySettings {
  return {
    ...DEFAULT_DAILY_OPTIONS,
    enabled: true,
    channelId: '7',
    time: '09:00',
    zone: 'Europe/Riga',
    nextDueAtMs: DUE_AT_MS,
    suspendedReason: null,
    ...changes,
  };
}

function buildDelivery(changes: Partial<Delivery> = {}): Delivery {
  return {
    guildId: '1',
    localDate: '2027-01-15',
    zone: 'Europe/Riga',
    state: 'claimed',
    reason: null,
    channelId: '7',
    titleId: 'drama',
    quoteId: 'a-line',
    questionIndex: 3,
    cycle: 2,
    position: 5,
    dueAtMs: DUE_AT_MS,
    claimedAtMs: DUE_AT_MS,
    updatedAtMs: DUE_AT_MS,
    attempts: 0,
    sentAtMs: null,
    nextAttemptAtMs: DUE_AT_MS + 45_000,
    messageId: null,
    ...changes,
  };
}

async function saveDaily(guildId: string, changes: Partial<DailySettings> = {}): Promise<void> {
  await state.saveChanges([{ kind: 'set-daily', guildId, daily: buildDaily(changes) }], 1);
}

async function dueGuilds(nowMs = DUE_AT_MS): Promise<string[]> {
  return (await state.loadDue(nowMs, 100)).map(({ settings }) => settings.guildId);
}

test('a server that set nothing has the defaults', async () => {
  expect(await state.loadSettings('1')).toEqual({ guildId: '1', title: null, spoilerCeiling: 1, locale: null, daily: null });
});

test('what was set is there after opening the file again', async () => {
  await state.saveChanges(
    [
      { kind: 'set-title', guildId: '1', title: 'film' },
      { kind: 'set-daily', guildId: '1', daily: buildDaily() },
    ],
    1,
  );
  await state.saveMeta('commands', 'abc');
  await state.close();
  state = openSqliteState(file);
  expect(await state.loadSettings('1')).toEqual({ guildId: '1', title: 'film', spoilerCeiling: 1, locale: null, daily: buildDaily() });
  expect(await state.loadMeta('commands')).toBe('abc');
  expect(await state.loadMeta('nothing')).toBeNull();
});

test('changes are applied together or not at all', async () => {
  const broken = buildDaily({ nextDueAtMs: 0.5 });
  await expect(
    state.saveChanges(
      [
        { kind: 'set-title', guildId: '1', title: 'film' },
        { kind: 'set-daily', guildId: '1', daily: broken },
      ],
      1,
    ),
  ).rejects.toThrow();
  expect((await state.loadSettings('1')).title).toBeNull();
});

test('ids of twenty digits come back as they were', async () => {
  const id = '12345678901234567890';
  await saveDaily(id, { channelId: id });
  expect((await state.loadDue(DUE_AT_MS, 1))[0]?.settings).toMatchObject({ guildId: id, daily: { channelId: id } });
});

test('only servers whose time has come are due, earliest first, page after page', async () => {
  await saveDaily('2');
  await saveDaily('1');
  await saveDaily('3', { nextDueAtMs: DUE_AT_MS - 1 });
  await saveDaily('4', { nextDueAtMs: DUE_AT_MS + 1 });
  await saveDaily('5', { enabled: false, nextDueAtMs: null });
  expect(await dueGuilds()).toEqual(['3', '1', '2']);
  const after = { atMs: DUE_AT_MS, guildId: '1' };
  expect((await state.loadDue(DUE_AT_MS, 100, after)).map(({ settings }) => settings.guildId)).toEqual(['2']);
});

test('a date is claimed once, and the claim moves the due time', async () => {
  await saveDaily('1');
  expect(await state.claimDelivery(buildDelivery(), DAY, DUE_AT_MS + DAY_MS)).toBe('claimed');
  expect(await dueGuilds(DUE_AT_MS + DAY_MS - 1)).toEqual([]);
  expect(await state.claimDelivery(buildDelivery(), DAY, DUE_AT_MS + DAY_MS)).toBe('changed');
  await saveDaily('1');
  expect(await state.claimDelivery(buildDelivery({ quoteId: 'another' }), DAY, DUE_AT_MS + DAY_MS)).toBe('taken');
  expect(await dueGuilds(DUE_AT_MS + DAY_MS)).toEqual(['1']);
  expect((await state.loadDeliveries('1', 10)).map(({ quoteId }) => quoteId)).toEqual(['a-line']);
});

test('a date is taken by a post made under another zone on the same day, not by one of the day before', async () => {
  await saveDaily('1');
  await state.claimDelivery(buildDelivery({ zone: 'Asia/Seoul', localDate: '2027-01-16' }), DAY, DUE_AT_MS + 1);
  expect(await state.claimDelivery(buildDelivery({ dueAtMs: DUE_AT_MS + 1 }), DAY, DUE_AT_MS + 2)).toBe('taken');
  const nextDay = { startMs: DAY.endMs, endMs: DAY.endMs + DAY_MS };
  const next = buildDelivery({ dueAtMs: DUE_AT_MS + 2, localDate: '2027-01-16' });
  expect(await state.claimDelivery(next, nextDay, DUE_AT_MS + DAY_MS)).toBe('claimed');
});

test('a date that was missed or failed may be claimed again, and the post takes its place', async () => {
  for (const outcome of ['missed', 'failed'] as const) {
    await saveDaily('1');
    const unposted = buildDelivery({
      state: outcome,
      reason: 'bot-was-down',
      nextAttemptAtMs: null,
      localDate: `2027-01-1${outcome.length}`,
    });
    expect(await state.recordUnposted([unposted], '1', DUE_AT_MS, DUE_AT_MS + 1)).toBe(true);
    const claim = { ...unposted, state: 'claimed' as const, reason: null, nextAttemptAtMs: 1, dueAtMs: DUE_AT_MS + 1 };
    expect(await state.claimDelivery(claim, { startMs: 0, endMs: 1 }, DUE_AT_MS + DAY_MS)).toBe('claimed');
    expect((await state.loadDeliveries('1', 10)).filter(({ localDate }) => localDate === unposted.localDate)).toEqual([claim]);
  }
});

test('recording a date as missed never overwrites a post, and does nothing when the due time has changed', async () => {
  await saveDaily('1');
  await state.claimDelivery(buildDelivery(), DAY, DUE_AT_MS + DAY_MS);
  const missed = buildDelivery({ state: 'missed', reason: 'bot-was-down', nextAttemptAtMs: null });
  expect(await state.recordUnposted([missed], '1', DUE_AT_MS, DUE_AT_MS + 2 * DAY_MS)).toBe(false);
  expect(await state.recordUnposted([missed], '1', DUE_AT_MS + DAY_MS, DUE_AT_MS + 2 * DAY_MS)).toBe(true);
  expect((await state.loadDeliveries('1', 10)).map((delivery) => delivery.state)).toEqual(['claimed']);
});

test('of two who move the same delivery on, the second learns that it was not the first', async () => {
  await saveDaily('1');
  const claimed = buildDelivery();
  await state.claimDelivery(claimed, DAY, DUE_AT_MS + DAY_MS);
  const sending: Delivery = { ...claimed, state: 'sent', attempts: 1, sentAtMs: DUE_AT_MS };
  expect(await state.saveDelivery(sending, claimed)).toBe(true);
  expect(await state.saveDelivery(sending, claimed)).toBe(false);
  const confirmed: Delivery = { ...sending, state: 'confirmed', nextAttemptAtMs: null, messageId: '99' };
  expect(await state.saveDelivery(confirmed, sending)).toBe(true);
  expect(await state.loadDeliveries('1', 1)).toEqual([confirmed]);
});

test('only claimed and sent deliveries are unsettled, once their pause is over', async () => {
  for (const guildId of ['1', '2', '3']) {
    await saveDaily(guildId);
    await state.claimDelivery(buildDelivery({ guildId }), DAY, DUE_AT_MS + DAY_MS);
  }
  const settled = buildDelivery({ guildId: '3' });
  await state.saveDelivery({ ...settled, state: 'unknown', nextAttemptAtMs: null }, settled);
  const unsettled = async (nowMs: number) => (await state.loadUnsettled(nowMs, 10)).map(({ guildId }) => guildId);
  expect(await unsettled(DUE_AT_MS + 44_999)).toEqual([]);
  expect(await unsettled(DUE_AT_MS + 45_000)).toEqual(['1', '2']);
});

test('only lines that were or may have been seen count as used', async () => {
  await saveDaily('1');
  for (const [index, outcome] of (['confirmed', 'missed', 'failed', 'unknown'] as const).entries()) {
    const fromMs = DUE_AT_MS + index * DAY_MS;
    const row = buildDelivery({ localDate: `2027-01-1${index}`, dueAtMs: fromMs, state: outcome, quoteId: outcome, nextAttemptAtMs: null });
    await state.recordUnposted([row], '1', fromMs, fromMs + DAY_MS);
  }
  expect((await state.loadUsedLines('1', 10)).map(({ quoteId }) => quoteId)).toEqual(['unknown', 'confirmed']);
  expect((await state.loadDeliveries('1', 3)).map(({ quoteId }) => quoteId)).toEqual(['unknown', 'failed', 'missed']);
});

test('suspending keeps the settings and stops the posts, unless the channel was changed meanwhile', async () => {
  await saveDaily('1');
  await state.suspendDaily('1', 'missing-permissions', 'the channel before');
  expect(await dueGuilds()).toEqual(['1']);
  await state.suspendDaily('1', 'missing-permissions', '7');
  expect(await dueGuilds()).toEqual([]);
  expect((await state.loadSettings('1')).daily).toEqual(buildDaily({ nextDueAtMs: null, suspendedReason: 'missing-permissions' }));
});

test('a reset forgets what was set and keeps the ledger, so that the day cannot be posted twice', async () => {
  await saveDaily('1');
  await state.claimDelivery(buildDelivery(), DAY, DUE_AT_MS + DAY_MS);
  await state.saveChanges([{ kind: 'reset-server', guildId: '1' }], 2);
  expect((await state.loadSettings('1')).daily).toBeNull();
  await saveDaily('1');
  expect(await state.claimDelivery(buildDelivery(), DAY, DUE_AT_MS + DAY_MS)).toBe('taken');
});

test('the due query and the unsettled query walk an index, however many servers there are', () => {
  const db = new Database(file, { readonly: true });
  const plan = (sql: string): string => JSON.stringify(db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all());
  expect(plan('SELECT * FROM dailies WHERE next_due_at_ms <= 5 ORDER BY next_due_at_ms, guild_id LIMIT 500')).toContain('dailies_due');
  expect(plan('SELECT * FROM deliveries WHERE next_attempt_at_ms <= 5 ORDER BY next_attempt_at_ms, guild_id LIMIT 500')).toContain(
    'deliveries_unsettled',
  );
  db.close();
});

test('a file of a newer Nabi is refused with a sentence that helps, and left as it is', async () => {
  await state.close();
  const db = new Database(file);
  db.pragma('user_version = 999');
  db.close();
  expect(() => openSqliteState(file)).toThrow(NewerSchemaError);
  expect(() => openSqliteState(file)).toThrow(/newer Nabi \(schema 999/);
  rmSync(file);
  state = openSqliteState(file);
});

test('before a file in use is migrated a copy is made, and a step that fails changes nothing', () => {
  const older = join(folder, 'older.db');
  const db = new Database(older);
  db.pragma('journal_mode = WAL');
  const first = "CREATE TABLE notes (text TEXT) STRICT; INSERT INTO notes VALUES ('precious')";
  migrate(db, older, [first]);
  expect(readdirSync(folder).filter((name) => name.endsWith('.bak'))).toEqual([]);

  const half = 'ALTER TABLE notes ADD COLUMN more TEXT; INSERT INTO nowhere VALUES (1)';
  expect(() => migrate(db, older, [first, half])).toThrow(/nowhere/);
  expect(db.pragma('user_version', { simple: true })).toBe(1);
  expect(db.prepare('SELECT * FROM notes').all()).toEqual([{ text: 'precious' }]);

  migrate(db, older, [first, 'ALTER TABLE notes ADD COLUMN more TEXT', "UPDATE notes SET more = 'kept'"]);
  expect(db.prepare('SELECT * FROM notes').all()).toEqual([{ text: 'precious', more: 'kept' }]);
  db.close();
  expect(existsSync(`${older}.schema-1.bak`)).toBe(true);
  const copy = new Database(`${older}.schema-1.bak`, { readonly: true });
  expect(copy.prepare('SELECT * FROM notes').all()).toEqual([{ text: 'precious' }]);
  copy.close();
});
