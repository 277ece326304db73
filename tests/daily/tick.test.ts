import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { NotUtcError, startDaily } from '../../src/daily/tick.ts';
import { openSqliteState } from '../../src/state/sqlite.ts';
import { DEFAULT_DAILY_OPTIONS, type State } from '../../src/state/types.ts';
import { buildContent, buildLog, FakeChannel } from './fakes.ts';
import { buildLines } from './lines.ts';

const DUE_AT_MS = Date.parse('2026-11-22T07:00:00Z');
let hostZone: string | undefined;
let state: State;

beforeEach(() => {
  hostZone = process.env.TZ;
  process.env.TZ = 'UTC';
  state = openSqliteState(':memory:');
});

afterEach(async () => {
  if (hostZone === undefined) delete process.env.TZ;
  else process.env.TZ = hostZone;
  await state.close();
});

function start(channel: FakeChannel, log = buildLog(), ofState = state) {
  return startDaily({
    state: ofState,
    content: () => buildContent(buildLines(4, 4)),
    poster: channel,
    buildPost: ({ quote }) => ({ content: quote.text }),
    now: () => DUE_AT_MS,
    log,
    random: () => 0.5,
    soleProcess: true,
  });
}

async function saveDue(guildId: string): Promise<void> {
  const plan = { channelId: guildId, time: '09:00', zone: 'Europe/Riga', nextDueAtMs: DUE_AT_MS };
  const daily = { ...DEFAULT_DAILY_OPTIONS, ...plan, enabled: true, suspendedReason: null };
  await state.saveChanges([{ kind: 'set-server', guildId, patch: { daily }, byUserId: '1' }], DUE_AT_MS - 1);
}

test('starting posts what is due at once, and stopping waits for a post in flight and begins no other', async () => {
  for (let guild = 1; guild <= 30; guild += 1) await saveDue(String(guild));
  const channel = new FakeChannel(() => DUE_AT_MS);
  const firstRequest = Promise.withResolvers<void>();
  channel.onRequest = firstRequest.resolve;
  const daily = start(channel);
  await firstRequest.promise;
  await daily.stop();
  expect(channel.arrivals.length).toBeGreaterThan(0);
  expect(channel.arrivals.length).toBeLessThan(30);
  const outcomes = await Promise.all(channel.arrivals.map(({ channelId }) => state.loadDeliveries(channelId, 1)));
  expect(outcomes.flat().map((delivery) => delivery.state)).toEqual(channel.arrivals.map(() => 'confirmed'));
  expect(await state.loadUnsettled(Number.MAX_SAFE_INTEGER, 100)).toEqual([]);
  expect(daily.quietForMs()).toBeLessThan(60_000);
});

test('every minute has its tick, but none begins while another still runs', async () => {
  vi.useFakeTimers();
  try {
    const gate = Promise.withResolvers<void>();
    let looks = 0;
    const slow: State = {
      ...state,
      async loadDue(...all) {
        looks += 1;
        await gate.promise;
        return state.loadDue(...all);
      },
    };
    const daily = start(new FakeChannel(() => DUE_AT_MS), buildLog(), slow);
    await vi.advanceTimersByTimeAsync(5 * 60_000);
    expect(looks).toBe(1);
    gate.resolve();
    await vi.advanceTimersByTimeAsync(5 * 60_000);
    expect(looks).toBe(6);
    await daily.stop();
    await vi.advanceTimersByTimeAsync(5 * 60_000);
    expect(looks).toBe(6);
  } finally {
    vi.useRealTimers();
  }
});

test('a state that cannot be read is logged, and the bot lives on', async () => {
  const log = buildLog();
  await state.close();
  const daily = start(new FakeChannel(() => DUE_AT_MS), log);
  await daily.stop();
  expect(log.lines.map(({ level, message }) => `${level}: ${message}`)).toContain('error: the tick failed');
  state = openSqliteState(':memory:');
});

test('a process that does not run in UTC is refused with a sentence that says what to do', () => {
  process.env.TZ = 'Europe/Oslo';
  expect(() => start(new FakeChannel(() => DUE_AT_MS))).toThrow(NotUtcError);
  expect(() => start(new FakeChannel(() => DUE_AT_MS))).toThrow(/Set TZ=UTC/);
});
