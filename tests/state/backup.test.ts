import { existsSync, openSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { backUp, inspectBackup } from '../../src/state/backup.ts';
import { HomeLockedError, lockHome } from '../../src/state/lock.ts';
import { chooseKept, createNightly, findNewestGood, listDates } from '../../src/state/nightly.ts';
import { checkState, RESTORED_AT, restoreState } from '../../src/state/restore.ts';
import { openSqliteState } from '../../src/state/sqlite.ts';
import type { State } from '../../src/state/types.ts';
import { makeOwnFolder } from '../support/folder.ts';
import { createRecordingLog } from '../support/recording-log.ts';

const NIGHT_MS = Date.parse('2026-11-22T03:50:00Z');
const DAY_MS = 24 * 60 * 60_000;

let home: string;
let file: string;
let state: State;

beforeEach(async () => {
  home = makeOwnFolder();
  file = join(home, 'state.db');
  state = openSqliteState(file);
  for (let index = 0; index < 300; index += 1) await state.saveMeta(`key ${index}`, 'x'.repeat(200));
});

afterEach(() => state.close());

/** Overwrites a page in the middle of a file. */
/** The last page, where the newest rows are: one in the middle may be one that a table left behind. */
function damage(path: string): void {
  const last = (Math.floor(readFileSync(path).length / 4096) - 1) * 4096;
  writeSync(openSync(path, 'r+'), Buffer.alloc(4096, 0xa5), 0, 4096, last);
}

function readMeta(path: string, key: string): unknown {
  const db = new Database(path, { readonly: true });
  try {
    return db.prepare('SELECT value FROM meta WHERE key = ?').pluck().get(key);
  } finally {
    db.close();
  }
}

describe('a backup', () => {
  test('made while the bot writes is one whole file, holds one moment, and leaves nothing else behind', async () => {
    const target = join(home, 'copy.db');
    const writing = Promise.all(Array.from({ length: 200 }, (_, index) => state.saveMeta(`later ${index}`, 'y')));
    const contents = await backUp(file, target);
    await writing;
    expect(contents.rows.meta).toBeGreaterThanOrEqual(300);
    expect(inspectBackup(target)).toEqual(contents);
    expect(readdirSync(home).filter((name) => name.startsWith('copy'))).toEqual(['copy.db']);
  });

  test('holds what is only in the WAL so far', async () => {
    await state.saveMeta('last', 'words');
    await backUp(file, join(home, 'copy.db'));
    expect(readMeta(join(home, 'copy.db'), 'last')).toBe('words');
  });

  test('does not take the place of a file unless that was asked for', async () => {
    const target = join(home, 'precious.db');
    writeFileSync(target, 'precious');
    await expect(backUp(file, target)).rejects.toThrow(/there already/);
    expect(readFileSync(target, 'utf8')).toBe('precious');
    await backUp(file, target, { overwrites: true });
    expect(inspectBackup(target).rows.meta).toBe(300);
  });

  test('of a damaged state is none, and an older one with the same name stays', async () => {
    await state.close();
    const target = join(home, 'copy.db');
    await backUp(file, target);
    damage(file);
    await expect(backUp(file, target, { overwrites: true })).rejects.toThrow(/damaged|malformed/);
    expect(inspectBackup(target).rows.meta).toBe(300);
    state = openSqliteState(join(home, 'other.db'));
  });

  test('that is damaged, newer, or something else is told from a good one in a sentence', async () => {
    const target = join(home, 'copy.db');
    await backUp(file, target);
    const db = new Database(target);
    db.pragma('user_version = 999');
    db.close();
    expect(() => inspectBackup(target)).toThrow(/newer Nabi \(schema 999/);
    writeFileSync(target, 'not a database at all, however long it may be'.repeat(100));
    expect(() => inspectBackup(target)).toThrow(/no database at all/);
    new Database(join(home, 'empty.db')).exec('CREATE TABLE notes (text)').close();
    expect(() => inspectBackup(join(home, 'empty.db'))).toThrow(/none of Nabi's/);
    expect(() => inspectBackup(join(home, 'nowhere.db'))).toThrow(/There is no/);
  });
});

describe('restoring', () => {
  test('is refused while the bot has the folder, and changes nothing', async () => {
    await backUp(file, join(home, 'copy.db'));
    await state.saveMeta('since', 'then');
    const lock = lockHome(home);
    await expect(restoreState(home, join(home, 'copy.db'), 1)).rejects.toThrow(HomeLockedError);
    lock.release();
    expect(await state.loadMeta('since')).toBe('then');
  });

  test('puts the copy in place, keeps what was there with its WAL, and remembers when', async () => {
    const copy = join(home, 'copy.db');
    await backUp(file, copy);
    await state.saveMeta('since', 'then');
    // As after kill -9: the last words are in the WAL alone.
    const wal = readFileSync(`${file}-wal`);
    await state.close();
    writeFileSync(`${file}-wal`, wal);
    const { replaced, contents } = await restoreState(home, copy, NIGHT_MS);
    expect(contents.rows.meta).toBe(300);
    expect(
      readdirSync(home)
        .filter((name) => name.startsWith('state.db'))
        .sort(),
    ).toEqual(['state.db', 'state.db.replaced-2026-11-22T03-50-00-000Z', 'state.db.replaced-2026-11-22T03-50-00-000Z-wal']);
    expect(readMeta(String(replaced), 'since')).toBe('then');
    state = openSqliteState(file);
    expect(await state.loadMeta('since')).toBeNull();
    expect(await state.loadMeta('key 299')).toBe('x'.repeat(200));
    expect(await state.loadMeta(RESTORED_AT)).toBe(String(NIGHT_MS));
  });

  test('of a copy that cannot be used leaves everything as it is', async () => {
    const copy = join(home, 'copy.db');
    await backUp(file, copy);
    damage(copy);
    await state.close();
    await expect(restoreState(home, copy, 1)).rejects.toThrow(/damaged/);
    expect(readdirSync(home).filter((name) => name.startsWith('state.db'))).toEqual(['state.db']);
    state = openSqliteState(file);
    expect(await state.loadMeta('key 0')).toBe('x'.repeat(200));
  });
});

describe('what is found at a start', () => {
  const backups = () => join(home, 'backups');

  test('is fine when it is whole, or when there has never been anything', () => {
    expect(() => checkState(file, backups())).not.toThrow();
    expect(() => checkState(join(home, 'first.db'), backups())).not.toThrow();
  });

  test('is refused when it is damaged, with the newest good backup and the command that puts it back', async () => {
    await state.close();
    await backUp(file, join(backups(), 'state-2026-11-20.db'));
    await backUp(file, join(backups(), 'state-2026-11-21.db'));
    damage(join(backups(), 'state-2026-11-21.db'));
    damage(file);
    expect(() => checkState(file, backups())).toThrow(
      `The newest good backup is of 2026-11-20: put it back with \`nabi restore ${join(backups(), 'state-2026-11-20.db')}\`.`,
    );
    await restoreState(home, findNewestGood(backups())?.file ?? '', 1);
    expect(() => checkState(file, backups())).not.toThrow();
    state = openSqliteState(file);
    expect(await state.loadMeta('key 7')).toBe('x'.repeat(200));
  });

  test('is refused when it is gone although there is a backup: a new beginning would forget every server', async () => {
    await state.close();
    await backUp(file, join(backups(), 'state-2026-11-20.db'));
    truncateSync(file);
    expect(() => checkState(file, backups())).toThrow(/gone or empty.+nabi restore .+state-2026-11-20\.db/);
    rmSync(file);
    expect(() => checkState(file, backups())).toThrow(/gone or empty/);
    state = openSqliteState(join(home, 'other.db'));
  });
});

describe('every night', () => {
  test('one copy is made by itself, on a thread of its own, as soon as its hour has come', async () => {
    const log = createRecordingLog();
    const folder = join(home, 'backups');
    let nowMs = NIGHT_MS - 60 * 60_000;
    const nightly = createNightly({ stateFile: file, folder, log, now: () => nowMs });
    await nightly.look();
    expect(existsSync(folder)).toBe(false);
    nowMs = NIGHT_MS;
    await nightly.look();
    await nightly.look();
    expect(listDates(folder)).toEqual(['2026-11-22']);
    expect(inspectBackup(join(folder, 'state-2026-11-22.db')).rows.meta).toBe(300);
    expect(log.lines).toMatchObject([{ level: 'info', message: 'the state was backed up' }]);
    // The machine was off at the hour.
    nowMs = NIGHT_MS + DAY_MS + 12 * 60 * 60_000;
    await nightly.look();
    expect(listDates(folder).sort()).toEqual(['2026-11-22', '2026-11-23']);
  });

  test('a copy that fails is said in the log, harms nothing and is tried again an hour later', async () => {
    const log = createRecordingLog();
    let nowMs = NIGHT_MS;
    let tries = 0;
    const nightly = createNightly({
      stateFile: file,
      folder: join(home, 'backups'),
      log,
      now: () => nowMs,
      makeCopy: async () => {
        tries += 1;
        if (tries === 1) throw new Error('no space left on device');
        return 'all';
      },
    });
    await nightly.look();
    nowMs += 59 * 60_000;
    await nightly.look();
    expect([tries, log.lines.map(({ level }) => level)]).toEqual([1, ['error']]);
    nowMs += 60_000;
    await nightly.look();
    expect([tries, log.lines.map(({ level }) => level)]).toEqual([2, ['error', 'info']]);
  });

  test('after two years 7 days, 4 weeks and 6 months are kept, and what is not ours is left alone', async () => {
    const folder = join(home, 'backups');
    let nowMs = NIGHT_MS;
    const nightly = createNightly({
      stateFile: file,
      folder,
      log: createRecordingLog(),
      now: () => nowMs,
      makeCopy: async (_, target) => {
        writeFileSync(target, 'a copy');
        return 'all';
      },
    });
    await nightly.look();
    writeFileSync(join(folder, 'mine.db'), 'by hand');
    for (let night = 0; night < 730; night += 1) {
      nowMs += DAY_MS;
      await nightly.look();
    }
    expect(listDates(folder).sort()).toEqual([
      '2028-06-30',
      '2028-07-31',
      '2028-08-31',
      '2028-09-30',
      '2028-10-31',
      '2028-11-05',
      '2028-11-12',
      '2028-11-15',
      '2028-11-16',
      '2028-11-17',
      '2028-11-18',
      '2028-11-19',
      '2028-11-20',
      '2028-11-21',
    ]);
    expect(existsSync(join(folder, 'mine.db'))).toBe(true);
  });

  test('a clock that was once far ahead costs no copy of the true days', () => {
    const days = ['2026-11-20', '2026-11-21', '2026-11-22'];
    const ahead = Array.from({ length: 9 }, (_, index) => `2099-01-0${index + 1}`);
    expect([...chooseKept([...days, ...ahead], '2026-11-22')].sort()).toEqual([...days, ...ahead]);
  });
});
