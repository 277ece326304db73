import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { SCHEMA_VERSION } from '../../src/state/migrations.ts';
import { createTroubleLog, StateTroubleError } from '../../src/state/trouble.ts';
import { type StateWatch, watchState } from '../../src/state/watch.ts';
import { createRecordingLog, type RecordingLog } from '../support/recording-log.ts';

let log: RecordingLog;
let watch: StateWatch;
let fails: StateTroubleError | null;
let writes: number;
let schema: number;

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-11-29T12:00:00Z') });
  log = createRecordingLog();
  fails = null;
  writes = 0;
  schema = SCHEMA_VERSION;
  const state = {
    async saveMeta() {
      writes += 1;
      if (fails !== null) throw fails;
    },
    loadMeta: async () => null,
    loadSchema: async () => schema,
  };
  watch = watchState({ state, log, now: Date.now, steadyMs: Date.now });
});

afterEach(async () => {
  await watch.stop();
  vi.useRealTimers();
});

const FULL = new StateTroubleError('full', 'The disk is full.', null);

it('a state that cannot be written is known within ten seconds of a question, and without one within a minute', async () => {
  await vi.advanceTimersByTimeAsync(20_000);
  expect([await watch.findProblem(), watch.isWritable()]).toEqual([null, true]);
  fails = FULL;
  await vi.advanceTimersByTimeAsync(10_000);
  expect([await watch.findProblem(), watch.isWritable()]).toEqual(['the state cannot be written: The disk is full.', false]);
  fails = null;
  await vi.advanceTimersByTimeAsync(5_000);
  expect(watch.isWritable()).toBe(true);
  fails = FULL;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(watch.isWritable()).toBe(false);
});

it('is tried rarely while all is well', async () => {
  await vi.advanceTimersByTimeAsync(60 * 60_000);
  expect(writes).toBeLessThanOrEqual(61);
});

it('the end of a trouble is said with how long it lasted, also of one that somebody else met', async () => {
  fails = FULL;
  createTroubleLog(log, Date.now).note(FULL);
  await vi.advanceTimersByTimeAsync(4 * 60_000);
  fails = null;
  await vi.advanceTimersByTimeAsync(10_000);
  expect(log.lines.map(({ level, message, fields }) => [level, message, fields])).toEqual([
    ['error', 'The disk is full.', { trouble: 'full' }],
    ['info', 'the state can be read and written again', { trouble: 'full', lastedS: expect.closeTo(245, -1) }],
  ]);
});

it('a store that a newer program changed under the running one is known within a minute, and said once', async () => {
  await vi.advanceTimersByTimeAsync(20_000);
  schema = SCHEMA_VERSION + 1;
  await vi.advanceTimersByTimeAsync(180_000);
  expect(watch.isWritable()).toBe(false);
  expect(await watch.findProblem()).toMatch(/newer Nabi \(schema \d+; this one knows up to \d+\)/);
  expect(log.lines.filter(({ level }) => level === 'error')).toHaveLength(1);
});
