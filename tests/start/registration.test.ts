import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { DiscordFailure } from '../../src/posting/types.ts';
import { createRegistration, keepRegistering } from '../../src/start/registration.ts';
import { createRecordingLog } from '../support/recording-log.ts';

const DOWN: DiscordFailure = { status: 503, code: 0, maybeSent: true, retryAfterMs: null, message: 'Discord answered 503' };

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

/** @param failures What Discord answers to the first tries, one each. */
function start(failures: readonly DiscordFailure[]) {
  const log = createRecordingLog();
  const left = [...failures];
  const triedAtS: number[] = [];
  const refusals: unknown[] = [];
  const startedMs = Date.now();
  const registration = createRegistration({
    rest: {
      async saveCommands() {
        triedAtS.push(Math.round((Date.now() - startedMs) / 1_000));
        const failure = left.shift();
        return failure === undefined ? { ok: true, value: null } : { ok: false, failure };
      },
      loadEntryPoints: async () => ({ ok: true, value: [] }),
      loadCommands: async () => ({ ok: true, value: [{ id: '1', name: 'cast', type: 1 }] }),
    },
    applicationId: '2',
    buildDefinitions: () => [{ name: 'cast', description: 'who plays whom' }],
    loadMeta: async () => null,
    saveMeta: async () => undefined,
    log,
    steadyMs: Date.now,
  });
  const kept = keepRegistering(registration, (error) => refusals.push(error));
  return { registration, kept, log, triedAtS, refusals };
}

it('commands that could not be registered are registered while the bot runs, with growing pauses, and both is said once', async () => {
  const { registration, kept, log, triedAtS } = start([DOWN, DOWN, DOWN, DOWN]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(registration.isRegistered()).toBe(false);
  await vi.advanceTimersByTimeAsync(5 * 60_000);
  expect(triedAtS).toEqual([0, 5, 15, 35, 75]);
  expect(registration.commandIds().get('cast')).toBe('1');
  expect(log.lines).toEqual([
    { level: 'error', message: expect.stringContaining('could not be registered'), fields: expect.objectContaining({ status: 503 }) },
    { level: 'info', message: 'the commands were registered', fields: { commands: 1, failures: 4, lastedS: 75 } },
  ]);
  kept.stop();
});

it('as long as Discord asks to wait, it is not asked', async () => {
  const { kept, triedAtS } = start([{ ...DOWN, status: 429, retryAfterMs: 42_000 }]);
  await vi.advanceTimersByTimeAsync(2 * 60_000);
  expect(triedAtS).toEqual([0, 42]);
  kept.stop();
});

it('with a token that is not accepted nothing is tried again', async () => {
  const { triedAtS, refusals } = start([{ ...DOWN, status: 401 }, DOWN]);
  await vi.advanceTimersByTimeAsync(60 * 60_000);
  expect([triedAtS, refusals]).toEqual([[0], [expect.objectContaining({ isTokenWrong: true })]]);
});
