import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeEach, expect, test } from 'vitest';
import { MIGRATIONS, migrate, NewerSchemaError } from '../../src/state/migrations.ts';
import { buildReads } from '../../src/state/reads.ts';
import { openSqliteState } from '../../src/state/sqlite.ts';
import { createSqliteDatabase } from '../../src/state/sqlite-database.ts';
import { buildDefaultSettings } from '../../src/state/types.ts';
import { makeOwnFolder } from '../support/folder.ts';
import { buildDaily, buildDelivery, DAY, DUE_AT_MS } from './suite/build.ts';
import { askEverything } from './suite/every-read.ts';
import { describeState } from './suite/index.ts';
import { createSqliteStore } from './suite/sqlite-store.ts';

describeState('SQLite', createSqliteStore);

let folder: string;
let file: string;

beforeEach(() => {
  folder = makeOwnFolder();
  file = join(folder, 'state.db');
});

test('every read walks an index, however much is kept', async () => {
  await openSqliteState(file).close();
  const asked: string[] = [];
  const db = new Database(file, { readonly: true, verbose: (sql) => asked.push(String(sql)) });
  await askEverything(buildReads(createSqliteDatabase(db)));
  expect(asked.length).toBeGreaterThan(25);
  const walks = asked.flatMap((sql) =>
    db
      .prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
      .all()
      .filter(({ detail }) => /^SCAN (?!ids|CONSTANT|\(subquery)(?!.*USING (COVERING )?INDEX)/.test(detail))
      .map(({ detail }) => `${detail}: ${sql}`),
  );
  expect(walks).toEqual([]);
  db.close();
});

test('a log that grew under a long reader is small again once the reader is gone', async () => {
  const state = openSqliteState(file);
  await state.saveMeta('a', 'b');
  const reader = new Database(file, { readonly: true });
  reader.exec('BEGIN');
  reader.prepare('SELECT count(*) FROM meta').get();
  for (let row = 0; row < 60; row += 1) await state.saveMeta(`row ${row}`, 'x'.repeat(200_000));
  expect(statSync(`${file}-wal`).size).toBeGreaterThan(8_000_000);
  reader.exec('COMMIT');
  reader.close();
  for (let row = 0; row < 3; row += 1) await state.saveMeta(`row ${row}`, 'short');
  expect(statSync(`${file}-wal`).size).toBeLessThanOrEqual(4 * 1024 * 1024);
  await state.close();
});

test('a file of a newer Nabi is refused with a sentence that helps, and left as it is', async () => {
  await openSqliteState(file).close();
  const db = new Database(file);
  db.pragma('user_version = 999');
  expect(() => openSqliteState(file)).toThrow(NewerSchemaError);
  expect(() => openSqliteState(file)).toThrow(/newer Nabi \(schema 999/);
  expect(db.pragma('user_version', { simple: true })).toBe(999);
  db.close();
});

test('what a server set before there were ceilings and suggestions is kept when the file is brought up to date', async () => {
  const db = new Database(file);
  migrate(db, file, MIGRATIONS.slice(0, 3));
  db.exec(`
    INSERT INTO servers (guild_id, title, spoiler_ceiling, locale, updated_at_ms) VALUES ('1', 'film', 1, 'ko', 5);
    INSERT INTO dailies (guild_id, enabled, channel_id, time, zone, next_due_at_ms) VALUES ('1', 1, '7', '09:00', 'Europe/Riga', ${DUE_AT_MS});`);
  db.close();
  const state = openSqliteState(file);
  expect(await state.loadSettings('1')).toEqual({ ...buildDefaultSettings('1'), title: 'film', locale: 'ko', daily: buildDaily() });
  await state.close();
});

test('what was posted under one daily post a server is kept as that of the first of several', async () => {
  const db = new Database(file);
  migrate(db, file, MIGRATIONS.slice(0, 5));
  db.exec(`
    INSERT INTO servers (guild_id, updated_at_ms) VALUES ('1', 5);
    INSERT INTO dailies (guild_id, enabled, channel_id, time, zone, next_due_at_ms, last_posted_at_ms)
      VALUES ('1', 1, '7', '09:00', 'Europe/Riga', ${DUE_AT_MS}, 4);
    INSERT INTO deliveries VALUES ('1', '2027-01-15', 'Europe/Riga', 'confirmed', NULL, '7', 'drama', 'a-line', 3, 2, 5, ${DUE_AT_MS}, 1, 2, 1, 1, NULL, '99');
    INSERT INTO outbox VALUES ('1', 'thread', '2027-01-15', 'Europe/Riga', '7', '99', 'Friday', 'waiting', NULL, 0, 1, 1, 1);`);
  db.close();
  const state = openSqliteState(file);
  expect((await state.loadDue(DUE_AT_MS, 10)).map(({ settings, lastPostedAtMs }) => [settings.daily, lastPostedAtMs])).toEqual([
    [buildDaily(), 4],
  ]);
  expect(await state.loadDeliveries('1', 10)).toMatchObject([{ slot: 1, place: 'channel', quoteId: 'a-line', messageId: '99' }]);
  expect(await state.loadFollowUps('1', 10)).toMatchObject([{ slot: 1, kind: 'thread', state: 'waiting' }]);
  expect(await state.claimDelivery(buildDelivery(), DAY, DUE_AT_MS + 1)).toBe('taken');
  await state.close();
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
