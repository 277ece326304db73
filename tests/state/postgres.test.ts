import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { Client } from 'pg';
import type { Sql } from 'sql-template-tag';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { SCHEMA } from '../../src/state/database.ts';
import { migrate, NewerSchemaError, SCHEMA_VERSION, MIGRATIONS as SQLITE_MIGRATIONS } from '../../src/state/migrations.ts';
import { createPostgresDatabase } from '../../src/state/postgres/database.ts';
import { MIGRATIONS, migratePostgres } from '../../src/state/postgres/migrations.ts';
import { openPostgresState } from '../../src/state/postgres/open.ts';
import { createPool } from '../../src/state/postgres/pool.ts';
import { assertOwnSessions, shareSession } from '../../src/state/postgres/pooler.ts';
import { buildReads } from '../../src/state/reads.ts';
import { TABLE_NAMES, TABLES } from '../../src/state/rows/tables.ts';
import { StateTroubleError } from '../../src/state/trouble.ts';
import type { Delivery, State } from '../../src/state/types.ts';
import { type Cluster, execute, startCluster } from '../support/postgres.ts';
import { buildDelivery, buildFollowUp, DAY, DAY_MS, DUE_AT_MS, setDaily, setServer } from './suite/build.ts';
import { askEverything } from './suite/every-read.ts';
import { describeState } from './suite/index.ts';
import { createPostgresStore } from './suite/postgres-store.ts';

let cluster: Cluster;

beforeAll(async () => {
  cluster = await startCluster();
  return () => cluster.stop();
});

describeState('Postgres', () => createPostgresStore(cluster.url()));

describe('several processes on one database', () => {
  let url: string;
  let states: State[];

  beforeEach(async () => {
    url = await cluster.createDatabase();
    states = await Promise.all(Array.from({ length: 4 }, () => openPostgresState(url)));
  });

  afterEach(() => Promise.all(states.map((state) => state.close())));

  test('all of them find the tables, although they started at once on an empty database', async () => {
    await Promise.all(states.map((state, index) => setServer(state, `${index}`, { title: 'film' })));
    for (const state of states) expect(await state.loadGuildIds(10)).toEqual(['0', '1', '2', '3']);
    expect(await execute(url, `SELECT version FROM ${SCHEMA}.schema_version`)).toEqual([{ version: SCHEMA_VERSION }]);
  });

  test('of all that claim the same date one gets it, and of all that move a delivery on one learns that it did', async () => {
    const [first] = states;
    if (first === undefined) throw new Error('no state is open');
    await setDaily(first, '1');
    const claims = await Promise.all(
      states.flatMap((state) => [0, 1, 2].map(() => state.claimDelivery(buildDelivery(), DAY, DUE_AT_MS + DAY_MS))),
    );
    expect(claims.filter((result) => result === 'claimed')).toHaveLength(1);
    const sending = { ...buildDelivery(), state: 'sent' as const, attempts: 1, sentAtMs: DUE_AT_MS };
    const saves = await Promise.all(states.flatMap((state) => [0, 1, 2].map(() => state.saveDelivery(sending, buildDelivery()))));
    expect(saves.filter(Boolean)).toHaveLength(1);
  });

  test('changes of settings made at once are all remembered, and each knows what the one before it left', async () => {
    await Promise.all(states.map((state, index) => setServer(state, '1', { careText: `words ${index}` }, { by: `${index}` })));
    const changes = [...((await states[0]?.loadSettingsChanges('1', 10)) ?? [])].reverse();
    expect(changes.map(({ before }) => before.careText)).toEqual([
      null,
      ...changes.slice(0, -1).map(({ byUserId }) => `words ${byUserId}`),
    ]);
    expect((await states[0]?.loadSettings('1'))?.careText).toBe(`words ${changes.at(-1)?.byUserId}`);
  });

  test('writes that cross each other all end, as if they had come one after another', async () => {
    const guildIds = ['1', '2', '3'];
    const claimed = buildDelivery();
    const confirmed: Delivery = { ...claimed, state: 'confirmed', nextAttemptAtMs: null, messageId: '99' };
    const crossing = states.flatMap((state, turn) =>
      guildIds.flatMap((guildId) => [
        setDaily(state, guildId, { time: `1${turn}:00` }),
        state.claimDelivery({ ...claimed, guildId }, DAY, DUE_AT_MS + DAY_MS),
        state.saveDelivery({ ...confirmed, guildId }, { ...claimed, guildId }, [buildFollowUp({ guildId })]),
        state.suspendDaily({ guildId, slot: 1 }, 'missing-permissions', '7'),
        state.saveChanges([{ kind: 'forget-server', guildId, keepLedger: turn % 2 === 0 }], 1),
        state.saveChanges([{ kind: 'forget-member', userId: '70' }], 1),
        state.saveDepartures([{ guildId, firstMissedAtMs: turn, confirmedAtMs: null }]),
      ]),
    );
    const ended = await Promise.allSettled(crossing);
    expect(ended.filter(({ status }) => status === 'rejected')).toEqual([]);
  });
});

describe('the schema', () => {
  test('has the tables and columns of SQLite, under the same number', async () => {
    await (await openPostgresState(cluster.url())).close();
    const rows = await execute(
      cluster.url(),
      `SELECT table_name AS "table", string_agg(column_name, ' ' ORDER BY column_name) AS columns FROM information_schema.columns
       WHERE table_schema = '${SCHEMA}' AND table_name NOT IN ('schema_version', 'touched') GROUP BY table_name ORDER BY table_name`,
    );
    const db = new Database(':memory:');
    migrate(db, ':memory:');
    const inSqlite = db
      .prepare(
        `SELECT m.name AS "table", (SELECT group_concat(name, ' ') FROM (SELECT name FROM pragma_table_info(m.name) ORDER BY name)) AS columns
         FROM sqlite_schema AS m WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'touched' ORDER BY name`,
      )
      .all();
    expect(rows).toEqual(inSqlite);
    expect(rows).toEqual([...TABLE_NAMES].sort().map((table) => ({ table, columns: Object.keys(TABLES[table].shape).sort().join(' ') })));
    expect(await execute(cluster.url(), `SELECT version FROM ${SCHEMA}.schema_version`)).toEqual([{ version: SQLITE_MIGRATIONS.length }]);
  });

  test('of a newer Nabi is refused with a sentence that helps, and left as it is', async () => {
    const url = await cluster.createDatabase();
    await (await openPostgresState(url)).close();
    await execute(url, `UPDATE ${SCHEMA}.schema_version SET version = 999`);
    await expect(openPostgresState(url)).rejects.toThrow(NewerSchemaError);
    await expect(openPostgresState(url)).rejects.toThrow(/newer Nabi \(schema 999; this one knows up to \d+\)/);
    expect(await execute(url, `SELECT version FROM ${SCHEMA}.schema_version`)).toEqual([{ version: 999 }]);
  });

  test('grows by whole steps: one that fails changes nothing, and what was kept is there afterwards', async () => {
    const url = await cluster.createDatabase();
    const state = await openPostgresState(url);
    await setServer(state, '1', { title: 'film' });
    await state.close();
    const good = 'ALTER TABLE servers ADD COLUMN more text';
    await expect(migratePostgres(url, [...MIGRATIONS, good, 'INSERT INTO nowhere VALUES (1)'])).rejects.toThrow(/nowhere/);
    expect(await execute(url, `SELECT version FROM ${SCHEMA}.schema_version`)).toEqual([{ version: SCHEMA_VERSION }]);
    await migratePostgres(url, [...MIGRATIONS, good, "UPDATE servers SET more = 'kept'"]);
    expect(await execute(url, `SELECT version, title, more FROM ${SCHEMA}.schema_version, ${SCHEMA}.servers`)).toEqual([
      { version: SCHEMA_VERSION + 2, title: 'film', more: 'kept' },
    ]);
  });

  test('lets every read walk an index, however much is kept', async () => {
    const url = cluster.url();
    await (await openPostgresState(url)).close();
    const asked: Sql[] = [];
    const pool = createPool(url);
    const db = createPostgresDatabase(pool);
    const noting =
      <Rows>(ask: (statement: Sql) => Promise<Rows>) =>
      (statement: Sql) => {
        asked.push(statement);
        return ask(statement);
      };
    await askEverything(buildReads({ ...db, all: noting(db.all), one: noting(db.one) }));
    await pool.end();
    const client = new Client(url);
    await client.connect();
    // The tables are empty; where there is an index that answers, the planner takes it now.
    await client.query('SET enable_seqscan = off');
    const walks: string[] = [];
    for (const { text, values } of asked) {
      const { rows } = await client.query(`EXPLAIN ${text}`, values);
      if (JSON.stringify(rows).includes('Seq Scan')) walks.push(text);
    }
    await client.end();
    expect(asked.length).toBeGreaterThan(25);
    expect(walks).toEqual([]);
  });
});

describe('a server that is not there', () => {
  test('is an error of the calls that needed it; when it is back the same state goes on, and what was saved is there', async () => {
    const state = await openPostgresState(cluster.url());
    await setServer(state, '1', { title: 'film' });
    await cluster.kill();
    for (let call = 0; call < 20; call += 1) {
      const failed: unknown = await state.loadSettings('1').catch((error: unknown) => error);
      expect(failed).toBeInstanceOf(StateTroubleError);
      expect(failed).toMatchObject({ kind: 'unreachable' });
    }
    await expect(setServer(state, '1', { title: 'drama' })).rejects.toThrow(/Postgres/);
    await cluster.start();
    expect(await untilItWorks(() => state.loadSettings('1'))).toMatchObject({ title: 'film' });
    await state.close();
  });

  test('is waited for when Nabi starts, because Postgres may come last', async () => {
    await cluster.kill();
    const opening = openPostgresState(cluster.url());
    await cluster.start();
    const state = await opening;
    expect(await state.loadMeta('anything')).toBeNull();
    await state.close();
  });

  test('is told from one that refuses: that one is not asked again, and the message holds no password', async () => {
    const url = cluster.url('no_such_database').replace('nabi@', 'nabi:top-secret@');
    const failed: unknown = await openPostgresState(url).catch((error: unknown) => error);
    expect(failed).toMatchObject({ name: 'StateTroubleError', kind: 'refused' });
    expect(String(failed)).toMatch(/DATABASE_URL/);
    expect(String(failed)).not.toContain('top-secret');
  });

  test('takes the transactions with it that were under way, and no connection is left unusable', async () => {
    const state = await openPostgresState(cluster.url());
    for (let round = 0; round < 5; round += 1) {
      const writes = Promise.allSettled(Array.from({ length: 30 }, (_, index) => setServer(state, `${index}`, { careText: `${round}` })));
      await execute(cluster.url(), 'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()').catch(() => []);
      for (const ended of await writes) {
        if (ended.status === 'rejected') expect(ended.reason).toBeInstanceOf(StateTroubleError);
      }
    }
    await untilItWorks(() => state.loadMeta('anything'));
    await Promise.all(Array.from({ length: 30 }, (_, index) => setServer(state, `${index}`, { careText: 'last' })));
    const kept = await Promise.all(Array.from({ length: 30 }, (_, index) => state.loadSettings(`${index}`)));
    expect(new Set(kept.map(({ careText }) => careText))).toEqual(new Set(['last']));
    await state.close();
  });
});

test('what is saved is on disk when the promise resolves, whatever the database was told', async () => {
  const url = await cluster.createDatabase();
  await execute(url, `DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET synchronous_commit = off', current_database()); END $$`);
  expect(await execute(url, 'SHOW synchronous_commit')).toEqual([{ synchronous_commit: 'off' }]);
  const pool = createPool(url);
  const client = await pool.connect();
  expect((await client.query('SHOW synchronous_commit', [])).rows).toEqual([{ synchronous_commit: 'on' }]);
  client.release();
  await pool.end();
});

/** A server that was away is asked again after a short pause. */
async function untilItWorks<Result>(act: () => Promise<Result>): Promise<Result> {
  for (;;) {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof StateTroubleError)) throw error;
      await sleep(20);
    }
  }
}

test('connections with sessions of their own are told from those of a pooler in transaction mode', async () => {
  await expect(assertOwnSessions(await cluster.createDatabase())).resolves.toBeUndefined();
  // A pooler lends the same session to whoever asks, now and then another one.
  const lent = [7, 8];
  const pooled = { query: async () => ({ rows: [{ pid: lent.shift() ?? 8 }] }) };
  expect(await shareSession(pooled, pooled)).toBe(true);
});
