/** The thread that writes to SQLite comes with a write and goes after quiet minutes; nobody's write knows of it. */
import { once } from 'node:events';
import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openSqliteState } from '../../src/state/sqlite.ts';
import type { Change, State } from '../../src/state/types.ts';
import { makeOwnFolder } from '../support/folder.ts';

const QUIET_MS = 90_000;
const USER = '7';

let folder: string;
let file: string;
let state: State;
/** In the order in which they were started. */
let threads: Worker[];
const noteThread = (thread: Worker): void => void threads.push(thread);

beforeEach(() => {
  folder = makeOwnFolder();
  file = join(folder, 'state.db');
  state = openSqliteState(file);
  threads = [];
  process.on('worker', noteThread);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});

afterEach(async () => {
  vi.useRealTimers();
  await state.close();
  process.off('worker', noteThread);
});

const progressTo = (episode: number): readonly Change[] => [{ kind: 'set-progress', userId: USER, titleId: 'drama', episode }];

/** What is kept, as another program sees it. */
function look(statement: string): unknown {
  const db = new Database(file, { readonly: true });
  try {
    return db.prepare(statement).pluck().get();
  } finally {
    db.close();
  }
}
const lookAtProgress = (): unknown => look(`SELECT episode FROM progress WHERE user_id = '${USER}'`);
const lookAtFact = (key: string): unknown => look(`SELECT value FROM meta WHERE key = '${key}'`);

/** Lets the quiet minutes pass and waits until the newest thread is gone. */
async function sleepUntilThreadEnds(): Promise<void> {
  const thread = threads.at(-1);
  if (thread === undefined) throw new Error('no thread was started');
  const gone = once(thread, 'exit');
  vi.advanceTimersByTime(QUIET_MS);
  await gone;
}

test('small facts are kept without a thread', async () => {
  await state.saveMeta('fact', 'old');
  await state.saveMeta('fact', 'new \0 and \ud800 cut');
  expect(lookAtFact('fact')).toBe('new  and \ufffd cut');
  expect(await state.loadMeta('fact')).toBe('new  and \ufffd cut');
  expect(threads).toHaveLength(0);
});

test('a thread comes with the first write, stays while something is written within ninety seconds, and goes then', async () => {
  await state.saveChanges(progressTo(1), 1);
  for (let episode = 2; episode < 5; episode += 1) {
    vi.advanceTimersByTime(QUIET_MS - 1);
    await state.saveChanges(progressTo(episode), 1);
  }
  expect(threads).toHaveLength(1);
  await sleepUntilThreadEnds();
  expect(lookAtProgress()).toBe(4);
});

test('a thread goes although a small fact is written every minute, and facts go on landing in their order', async () => {
  await state.saveChanges(progressTo(1), 1);
  const gone = once(threads[0] ?? process, 'exit');
  for (let minute = 1; minute <= 5; minute += 1) {
    vi.advanceTimersByTime(60_000);
    await state.saveMeta('fact', String(minute));
  }
  await gone;
  await state.saveMeta('fact', 'after');
  expect([lookAtFact('fact'), threads.length]).toEqual(['after', 1]);
});

test('a fact that is under way when the thread would end lands before those that come after it', async () => {
  await state.saveChanges(progressTo(1), 1);
  vi.advanceTimersByTime(QUIET_MS - 1);
  const first = state.saveMeta('fact', 'first');
  vi.advanceTimersByTime(1);
  await Promise.all([first, state.saveMeta('fact', 'second')]);
  expect(lookAtFact('fact')).toBe('second');
  await sleepUntilThreadEnds();
  expect(lookAtFact('fact')).toBe('second');
});

test('a write after the thread has ended lands, as often as that happens, and so do facts between', async () => {
  for (let episode = 1; episode < 4; episode += 1) {
    await state.saveMeta('fact', String(episode));
    expect(await state.saveChanges(progressTo(episode), 1)).toBe('saved');
    expect([lookAtProgress(), lookAtFact('fact')]).toEqual([episode, String(episode)]);
    await sleepUntilThreadEnds();
  }
  expect(threads).toHaveLength(3);
});

test('writes keep their order while one thread ends and the next one starts', async () => {
  const landed: string[] = [];
  const all: Promise<unknown>[] = [];
  let number = 0;
  const write = (): void => {
    number += 1;
    const own = number;
    all.push(state.saveChanges(progressTo(own), 1).then(() => landed.push(`row ${own}`)));
    all.push(state.saveMeta('fact', String(own)).then(() => landed.push(`fact ${own}`)));
  };
  for (let ending = 0; ending < 3; ending += 1) {
    write();
    write();
    await Promise.all(all);
    vi.advanceTimersByTime(QUIET_MS);
    write();
    await turn();
    write();
  }
  await Promise.all(all);
  expect(threads).toHaveLength(4);
  expect(landed).toEqual(Array.from({ length: number }, (_, index) => [`row ${index + 1}`, `fact ${index + 1}`]).flat());
  expect([lookAtProgress(), lookAtFact('fact')]).toEqual([number, String(number)]);
});

test('closing while the thread starts, or one ends and the next one starts, loses nothing', async () => {
  const first = state.saveChanges(progressTo(1), 1);
  await state.close();
  expect(await first).toBe('saved');
  expect(lookAtProgress()).toBe(1);

  state = openSqliteState(file);
  await state.saveChanges(progressTo(2), 1);
  vi.advanceTimersByTime(QUIET_MS);
  const last = Promise.all([state.saveChanges(progressTo(3), 1), state.saveMeta('fact', 'last')]);
  await state.close();
  await last;
  // Both threads have let the file go: whoever does so last takes the log with them.
  expect(existsSync(`${file}-wal`)).toBe(false);
  expect([lookAtProgress(), lookAtFact('fact')]).toEqual([3, 'last']);
});

test('closing right after a fact waits until it is on disk', async () => {
  let isKept = false;
  const fact = state.saveMeta('fact', 'last').then(() => {
    isKept = true;
  });
  await state.close();
  expect(isKept).toBe(true);
  await fact;
  expect(lookAtFact('fact')).toBe('last');
});

test('while another program holds the file a fact waits for it without holding up this process', async () => {
  const other = new Database(file);
  other.exec('BEGIN IMMEDIATE');
  const fact = state.saveMeta('fact', 'kept');
  // Asked in the same turn, answered while the other one still holds it.
  expect(await state.loadMeta('fact')).toBeNull();
  other.exec('ROLLBACK');
  other.close();
  await fact;
  expect(lookAtFact('fact')).toBe('kept');
  expect(threads).toHaveLength(1);
});

test('what was forgotten is wiped by a thread that was to end, also where Nabi is closed before', async () => {
  await state.saveChanges(progressTo(1), 1);
  await state.saveChanges([{ kind: 'forget-member', userId: USER }], 1);
  vi.advanceTimersByTime(QUIET_MS);
  await turn();
  await state.saveChanges([{ kind: 'set-progress', userId: '8', titleId: 'drama', episode: 2 }], 1);
  expect(threads).toHaveLength(2);
  await state.close();
  expect(look('SELECT freelist_count FROM pragma_freelist_count')).toBe(0);
  expect(look('SELECT group_concat(user_id) FROM progress')).toBe('8');
});

test('where a thread cannot open the file those who asked it are told, and the next write lands', async () => {
  renameSync(folder, `${folder}-away`);
  await expect(Promise.all([state.saveChanges(progressTo(1), 1), state.saveMeta('fact', 'lost')])).rejects.toThrow();
  renameSync(`${folder}-away`, folder);
  expect(await state.saveChanges(progressTo(2), 1)).toBe('saved');
  expect(lookAtProgress()).toBe(2);
});
