import { expect, it } from 'vitest';
import { type LoginOptions, waitBeforeLogin } from '../../src/start/logins.ts';
import { createRecordingLog } from '../support/recording-log.ts';

const DAY_MS = 24 * 60 * 60_000;

/** One process after another on the same state, with a clock that a wait moves. */
function createMachine() {
  const kept = new Map<string, string>();
  const log = createRecordingLog();
  const machine = { nowMs: Date.parse('2026-11-22T12:00:00Z'), waitedMs: 0, kept, log, start };
  const options: LoginOptions = {
    state: { loadMeta: async (key) => kept.get(key) ?? null },
    saveMeta: async (key, value) => void kept.set(key, value),
    log,
    now: () => machine.nowMs,
    wait: async (ms) => {
      machine.nowMs += ms;
      machine.waitedMs += ms;
    },
  };
  async function start(lifeMs: number): Promise<number> {
    const beforeMs = machine.waitedMs;
    await waitBeforeLogin(options);
    machine.nowMs += lifeMs;
    return machine.waitedMs - beforeMs;
  }
  return machine;
}

it('whoever starts a few times in a row does not wait', async () => {
  const machine = createMachine();
  for (let times = 0; times < 5; times += 1) expect(await machine.start(20_000)).toBe(0);
  expect(machine.log.lines).toEqual([]);
});

it('a process that is started anew the moment it ends never comes near the 1,000 logins a day, and the log says why it waits', async () => {
  const machine = createMachine();
  const startedAtMs = machine.nowMs;
  let logins = 0;
  for (; machine.nowMs < startedAtMs + DAY_MS; logins += 1) await machine.start(500);
  expect(logins).toBeLessThan(800);
  expect(machine.log.lines[0]).toMatchObject({ level: 'warn', message: expect.stringContaining('waits before it logs in') });
});

it('once it has run a while, the next start does not wait', async () => {
  const machine = createMachine();
  for (let times = 0; times < 8; times += 1) await machine.start(0);
  machine.nowMs += 65 * 60_000;
  expect(await machine.start(0)).toBe(0);
});

it.each(['not JSON', '{"a":1}', '["x"]'])('what was kept and cannot be read (%s) keeps nobody waiting', async (text) => {
  const machine = createMachine();
  machine.kept.set('logins-at-ms', text);
  expect(await machine.start(0)).toBe(0);
});

it('times of a clock that has been set back since count for nothing', async () => {
  const machine = createMachine();
  for (let times = 0; times < 8; times += 1) await machine.start(0);
  machine.nowMs -= DAY_MS;
  expect(await machine.start(0)).toBe(0);
});
