/** `nabi export-state` and `nabi import-state`, as an operator moves from state.db to Postgres and back. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { runExportState, runImportState } from '../../src/cli/transfer.ts';
import { lockHome } from '../../src/state/lock.ts';
import { openPostgresState } from '../../src/state/postgres/open.ts';
import { openSqliteState } from '../../src/state/sqlite.ts';
import { setServer } from '../state/suite/build.ts';
import { makeOwnFolder } from '../support/folder.ts';
import { type Cluster, startCluster } from '../support/postgres.ts';
import { createIo } from './io.ts';

let cluster: Cluster;
let home: string;
let url: string;

beforeAll(async () => {
  cluster = await startCluster();
  return () => cluster.stop();
});
beforeEach(async () => {
  home = makeOwnFolder();
  // No password is asked for here, so any will do.
  url = (await cluster.createDatabase()).replace('nabi@', 'nabi:top-secret@');
});

const inSqlite = () => createIo({ env: { NABI_HOME: home } });
const inPostgres = () => createIo({ env: { NABI_HOME: home, DATABASE_URL: url } });

test('a bot moves to Postgres and back with two commands each, and no password is printed', async () => {
  const file = join(home, 'moved.jsonl');
  const old = openSqliteState(join(home, 'state.db'));
  await setServer(old, '1', { title: 'film', careText: 'ours' });
  const settings = await old.loadSettings('1');
  await old.close();

  const out = inSqlite();
  expect(await runExportState([file], out)).toBe(0);
  expect(out.out()).toMatch(/state\.db was written to .*moved\.jsonl: servers 1, dailies 0, .*settings_changes 1/);
  const into = inPostgres();
  expect(await runImportState([file], into)).toBe(0);
  expect(into.out()).toMatch(/is now in the Postgres database: servers 1/);
  const state = await openPostgresState(url);
  expect(await state.loadSettings('1')).toEqual(settings);
  await setServer(state, '2', { title: 'drama' });
  await state.close();

  const outAgain = inPostgres();
  expect(await runExportState([file, '--overwrite', '--json'], outAgain)).toBe(0);
  expect(JSON.parse(outAgain.out())).toMatchObject({ file, rows: { servers: 2 } });
  const refused = inSqlite();
  expect(await runImportState([file], refused)).toBe(1);
  expect(refused.err()).toMatch(/is not empty \(2 rows\)/);
  expect(await runImportState([file, '--replace'], inSqlite())).toBe(0);
  const back = openSqliteState(join(home, 'state.db'));
  expect(await back.loadSettings('1')).toEqual(settings);
  expect(await back.loadSettings('2')).toMatchObject({ title: 'drama' });
  await back.close();

  const said = [out, into, outAgain, refused].map((io) => io.out() + io.err()).join('');
  expect(said).not.toContain('top-secret');
});

test('what cannot be done is said in a sentence, with the exit code of a problem', async () => {
  const file = join(home, 'moved.jsonl');
  const nothing = inSqlite();
  expect(await runExportState([file], nothing)).toBe(1);
  expect(nothing.err()).toMatch(/^There is no .*state\.db to export\.\n$/);

  await openSqliteState(join(home, 'state.db')).close();
  expect(await runExportState([file], inSqlite())).toBe(0);
  const taken = inSqlite();
  expect(await runExportState([file], taken)).toBe(1);
  expect(taken.err()).toMatch(/is there already.*--overwrite/);

  const lock = lockHome(home);
  const running = inSqlite();
  expect(await runImportState([file], running)).toBe(1);
  expect(running.err()).toMatch(/already running/);
  lock.release();

  const away = createIo({ env: { NABI_HOME: home, DATABASE_URL: 'postgres://nabi:top-secret@127.0.0.1:1/nabi' } });
  expect(await runImportState([file], away)).toBe(1);
  expect(away.err()).toMatch(/Postgres cannot be reached/);
  expect(away.err()).not.toContain('top-secret');
});

test.each([[[]], [['a', 'b']], [['a', '--replaced']], [['--replace']]])(
  'wrong usage (%j) shows the usage and writes nothing',
  async (args) => {
    for (const run of [runExportState, runImportState]) {
      const io = inSqlite();
      expect(await run(args, io)).toBe(2);
      expect(io.err()).toMatch(/^.+\nUsage: nabi (ex|im)port-state <file>/s);
    }
    expect(existsSync(join(home, 'state.db'))).toBe(false);
  },
);
