/** Everything that is kept can move from one store to another and back. */
import { appendFileSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openPostgresState } from '../../src/state/postgres/open.ts';
import { RESTORED_AT } from '../../src/state/restore.ts';
import { KEYS, TABLE_NAMES, TABLES, type TableName } from '../../src/state/rows/tables.ts';
import { openSqliteState } from '../../src/state/sqlite.ts';
import { exportState, importState } from '../../src/state/transfer/file.ts';
import { openPostgresSnapshot, openPostgresTarget } from '../../src/state/transfer/postgres.ts';
import { openSqliteSnapshot, openSqliteTarget } from '../../src/state/transfer/sqlite.ts';
import { type Snapshot, type StoredRow, TransferError, type TransferTarget } from '../../src/state/transfer/types.ts';
import { makeOwnFolder } from '../support/folder.ts';
import { type Cluster, startCluster } from '../support/postgres.ts';
import { buildDelivery, DAY, DAY_MS, DUE_AT_MS, setDaily, setServer } from './suite/build.ts';

const NOW_MS = 1_800_000_000_000;

let cluster: Cluster;
let folder: string;

beforeAll(async () => {
  cluster = await startCluster();
  return () => cluster.stop();
});
beforeEach(() => {
  folder = makeOwnFolder();
});

const path = (name: string): string => join(folder, name);

async function exportTo(file: string, opening: Snapshot | Promise<Snapshot>): Promise<void> {
  const snapshot = await opening;
  try {
    await exportState(snapshot, file, { nowMs: NOW_MS, overwrites: true });
  } finally {
    await snapshot.close();
  }
}

async function importFrom(file: string, opening: Promise<TransferTarget>, replaces = false): Promise<void> {
  const target = await opening;
  try {
    await importState(target, file, { nowMs: NOW_MS, replaces });
  } finally {
    await target.close();
  }
}

interface Kept {
  readonly rows: Readonly<Record<string, readonly StoredRow[]>>;
  readonly lastChangeId: number;
}

/** Everything there is, but for the mark of the import. */
async function readAll(opening: Snapshot | Promise<Snapshot>): Promise<Kept> {
  const snapshot = await opening;
  const rows: Record<string, StoredRow[]> = {};
  for (const table of TABLE_NAMES) {
    rows[table] = [];
    for await (const row of snapshot.rows(table)) if (row.key !== RESTORED_AT) rows[table].push(row);
  }
  const lastChangeId = await snapshot.loadLastChangeId();
  await snapshot.close();
  return { rows, lastChangeId };
}

describe('from SQLite to Postgres and back', () => {
  test('nothing is lost and nothing is changed, whatever the rows hold', async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(anyState(), fc.nat(), async (state, extraChanges) => {
        run += 1;
        const [first, last] = [path(`first-${run}.db`), path(`last-${run}.db`)];
        const target = await openSqliteTarget(first);
        for (const { table, rows } of state) await target.insertRows(table, rows);
        await target.saveLastChangeId(extraChanges);
        await target.commit();
        await target.close();

        await exportTo(path('one'), openSqliteSnapshot(first));
        await importFrom(path('one'), openPostgresTarget(cluster.url()), true);
        await exportTo(path('two'), openPostgresSnapshot(cluster.url()));
        await importFrom(path('two'), openSqliteTarget(last));

        const before = await readAll(openSqliteSnapshot(first));
        for (const { table, rows } of state) expect(before.rows[table], table).toHaveLength(rows.length);
        const between = await readAll(openPostgresSnapshot(cluster.url()));
        const after = await readAll(openSqliteSnapshot(last));
        for (const moved of [between, after]) {
          expect(moved.rows).toEqual(before.rows);
          // A sequence of Postgres stays where an earlier run has left it.
          expect(moved.lastChangeId).toBeGreaterThanOrEqual(before.lastChangeId);
        }
      }),
      { numRuns: 8 },
    );
  }, 60_000);

  test('the bot goes on in the new store as in the old one, and no number of a change is given again', async () => {
    const url = await cluster.createDatabase();
    const old = openSqliteState(path('state.db'));
    await setServer(old, '1', { title: 'film', ceilings: { drama: 5 }, careText: 'Ours, with 나비 and “signs”.\u2028Here.' });
    await setServer(old, '2', { title: 'film' });
    await old.saveChanges([{ kind: 'forget-server', guildId: '2', keepLedger: false }], 1);
    await setDaily(old, '1');
    const settings = await old.loadSettings('1');
    const changes = await old.loadSettingsChanges('1', 10);
    await old.close();

    await exportTo(path('moved'), openSqliteSnapshot(path('state.db')));
    await importFrom(path('moved'), openPostgresTarget(url));
    const state = await openPostgresState(url);
    expect(await state.loadSettings('1')).toEqual(settings);
    expect(await state.loadSettingsChanges('1', 10)).toEqual(changes);
    await setServer(state, '3', { title: 'film' });
    expect((await state.loadSettingsChanges('3', 1))[0]?.id).toBe((changes[0]?.id ?? 0) + 1);
    // Posts that were due before this moment may be out although the file does not know them.
    expect(await state.loadMeta(RESTORED_AT)).toBe(String(NOW_MS));
    await state.close();
  });
});

describe('a file of the schema before', () => {
  test.each(['SQLite', 'Postgres'])('is read into %s, and what there was of the daily post is the first of several', async (store) => {
    const old = openSqliteState(path('state.db'));
    await setDaily(old, '1');
    await old.claimDelivery(buildDelivery(), DAY, DUE_AT_MS + DAY_MS);
    const [settings, deliveries] = [await old.loadSettings('1'), await old.loadDeliveries('1', 10)];
    await old.close();
    await exportTo(path('now'), openSqliteSnapshot(path('state.db')));
    const before = readFileSync(path('now'), 'utf8')
      .replace(/"schema":\d+/, '"schema":5')
      .replaceAll(/"(?:slot|title_id":null,"slot|pause_until|place|tags|pins)":(?:"channel"|""|null|\d),?/g, '')
      .replaceAll(/"title_id":null,?/g, '')
      .replaceAll(',}', '}');
    writeFileSync(path('before'), before);
    const url = await cluster.createDatabase();
    await importFrom(path('before'), store === 'SQLite' ? openSqliteTarget(path('new.db')) : openPostgresTarget(url));
    const state = store === 'SQLite' ? openSqliteState(path('new.db')) : await openPostgresState(url);
    expect(before).not.toMatch(/"slot"|"place"|"pins"/);
    expect(await state.loadSettings('1')).toEqual(settings);
    expect(await state.loadDeliveries('1', 10)).toEqual(deliveries);
    await state.close();
  });
});

describe('an export', () => {
  test('holds one moment, whoever writes meanwhile', async () => {
    const url = await cluster.createDatabase();
    for (const { state, snapshot } of [
      { state: openSqliteState(path('state.db')), snapshot: () => openSqliteSnapshot(path('state.db')) },
      { state: await openPostgresState(url), snapshot: () => openPostgresSnapshot(url) },
    ]) {
      await setServer(state, '1', { title: 'film' });
      const opened = await snapshot();
      const servers = opened.rows('servers')[Symbol.asyncIterator]();
      expect((await servers.next()).value).toMatchObject({ guild_id: '1', title: 'film' });
      await setServer(state, '1', { title: 'drama' });
      await setServer(state, '2', { title: 'drama' });
      expect(await servers.next()).toMatchObject({ done: true });
      await opened.close();
      await exportTo(path('later'), snapshot());
      expect(readFileSync(path('later'), 'utf8').match(/"table":"servers"/g)).toHaveLength(2);
      await state.close();
    }
  });

  test('is for the eyes of its owner, and leaves a file alone that is there already', async () => {
    await openSqliteState(path('state.db')).close();
    await exportTo(path('mine'), openSqliteSnapshot(path('state.db')));
    expect(statSync(path('mine')).mode & 0o077).toBe(0);
    const snapshot = openSqliteSnapshot(path('state.db'));
    await expect(exportState(snapshot, path('mine'), { nowMs: NOW_MS })).rejects.toThrow(/mine is there already/);
    await snapshot.close();
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  test('needs something to export', async () => {
    expect(() => openSqliteSnapshot(path('nothing.db'))).toThrow(TransferError);
    expect(existsSync(path('nothing.db'))).toBe(false);
    const url = await cluster.createDatabase();
    await expect(openPostgresSnapshot(url)).rejects.toThrow(/nothing to export/);
  });
});

describe('an import changes nothing', () => {
  let good: string;
  beforeEach(async () => {
    const state = openSqliteState(path('state.db'));
    await setServer(state, '1', { title: 'film' });
    await state.close();
    good = path('good');
    await exportTo(good, openSqliteSnapshot(path('state.db')));
  });

  const lines = (): string[] => readFileSync(good, 'utf8').trimEnd().split('\n');

  test.each<readonly [string, () => readonly string[], RegExp]>([
    ['when the file was cut off', () => lines().slice(0, -1), /ends before its end.*Export it again/],
    ['when a row is missing', () => lines().filter((line) => !line.includes('"servers"')), /ends before its end/],
    [
      'when a row is not what belongs there',
      () => lines().map((line) => line.replace('"film"', '5')),
      /line 2 is no row of servers \(title/,
    ],
    [
      'when a line is no JSON',
      () => lines().map((line) => line.replace('{"table"', '{table')),
      /line 2 is not what nabi export-state writes/,
    ],
    ['when another version made it', () => lines().map((line) => line.replace(/"schema":\d+/, '"schema":999')), /schema 999; this one has/],
    ['when the file is something else', () => ['hello'], /line 1 is not what nabi export-state writes/],
    ['when the file is empty', () => [], /ends before its end/],
  ])('%s', async (_, damage, message) => {
    writeFileSync(
      path('bad'),
      damage()
        .map((line) => `${line}\n`)
        .join(''),
    );
    const url = await cluster.createDatabase();
    for (const open of [() => openSqliteTarget(path('new.db')), () => openPostgresTarget(url)]) {
      await expect(importFrom(path('bad'), open())).rejects.toThrow(message);
      const target = await open();
      expect(await target.countRows()).toBe(0);
      await target.close();
    }
  });

  test('in a store that holds something, unless it is told to replace that', async () => {
    const url = await cluster.createDatabase();
    const inUse = await openPostgresState(url);
    await setServer(inUse, '9', { title: 'drama' });
    await expect(importFrom(good, openPostgresTarget(url))).rejects.toThrow(/is not empty \(2 rows\).*--replace/);
    expect(await inUse.loadGuildIds(10)).toEqual(['9']);
    await importFrom(good, openPostgresTarget(url), true);
    expect(await inUse.loadGuildIds(10)).toEqual(['1']);
    await inUse.close();
  });

  test('and says so when there is no such file', async () => {
    await expect(importFrom(path('nothing'), openSqliteTarget(path('new.db')))).rejects.toThrow(/There is no .*nothing/);
    appendFileSync(good, '{"rows":1}\n');
    await expect(importFrom(good, openSqliteTarget(path('new.db')))).rejects.toThrow(/comes after the end/);
  });
});

interface TableRows {
  readonly table: TableName;
  readonly rows: readonly StoredRow[];
}

/** Rows for every table that its rules allow, in an order in which they can be put in. */
function anyState(): fc.Arbitrary<readonly TableRows[]> {
  const tables = TABLE_NAMES.map((table) =>
    fc
      .uniqueArray(anyRow(table), { maxLength: 6, selector: (row) => JSON.stringify(KEYS[table].map((name) => row[name])) })
      .map((rows): TableRows => ({ table, rows })),
  );
  return fc.tuple(...tables).map((state) => {
    const guildIds = new Set(state.find(({ table }) => table === 'servers')?.rows.map((row) => row.guild_id));
    return state.map(({ table, rows }) => ({
      table,
      rows: table === 'dailies' ? rows.filter((row) => guildIds.has(row.guild_id ?? null)) : rows,
    }));
  });
}

const FLAGS = ['quiz_board', 'enabled', 'include_director', 'opens_thread', 'crossposts', 'pins'];

function anyRow(table: TableName): fc.Arbitrary<StoredRow> {
  const columns: Record<string, fc.Arbitrary<string | number | null>> = {};
  for (const [name, schema] of Object.entries(TABLES[table].shape)) columns[name] = anyValue(name, schema);
  return fc.record(columns).map((row) => {
    if (!('next_attempt_at_ms' in row)) return row;
    const waits = ['claimed', 'sent', 'waiting'].includes(String(row.state));
    return { ...row, next_attempt_at_ms: waits ? (row.next_attempt_at_ms ?? 1) : null };
  });
}

function anyValue(name: string, schema: unknown): fc.Arbitrary<string | number | null> {
  if (name === 'guild_id') return fc.integer({ min: 1, max: 9 }).map(String);
  if (name === 'slot') return fc.integer({ min: 1, max: 5 });
  if (name === 'id') return fc.integer({ min: 1, max: 2 ** 40 }).map((id) => (schema instanceof z.ZodString ? `${id}` : id));
  if (name === 'ceilings') return fc.dictionary(fc.string(), fc.nat()).map((ceilings) => JSON.stringify(ceilings));
  if (name === 'before_json') return fc.json();
  if (name === 'weekdays') return fc.constantFrom('1', '135', '1234567');
  if (FLAGS.includes(name)) return fc.integer({ min: 0, max: 1 });
  if (schema instanceof z.ZodCodec) return anyValue(name, schema.in);
  if (schema instanceof z.ZodNullable) return fc.option(anyValue(name, schema.unwrap()));
  if (schema instanceof z.ZodEnum) return fc.constantFrom(...schema.options.map(String));
  if (schema instanceof z.ZodNumber) return fc.maxSafeInteger();
  if (schema instanceof z.ZodString) return anyText();
  throw new Error(`nothing is known about ${name}`);
}

/** What Postgres cannot keep is left out where text comes in (src/state/rows/text.ts). */
function anyText(): fc.Arbitrary<string> {
  return fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\0', '')),
    fc.constantFrom('line\u2028after\u2029line\r\n', '"\\u0041"', "'; DROP TABLE servers; --", '나비 🦋', ''),
  );
}
