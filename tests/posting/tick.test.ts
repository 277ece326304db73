import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { NotUtcError } from '../../src/posting/minutes.ts';
import { startDaily } from '../../src/posting/tick.ts';
import { openSqliteState } from '../../src/state/sqlite.ts';
import { DEFAULT_DAILY_OPTIONS, type State } from '../../src/state/types.ts';
import { buildLines } from '../lines/lines.ts';
import { buildContent, buildLog, FakeChannel } from './fakes.ts';

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
        // A look at what is planned too far ahead is no tick's.
        if (all[0] !== DUE_AT_MS) return state.loadDue(...all);
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

/** Starts with a clock of the machine's that a test can set, beside one that nobody sets. */
async function withClock(
  run: (clock: { set(byMs: number): void }, started: ReturnType<typeof start>, log: ReturnType<typeof buildLog>) => Promise<void>,
) {
  vi.useFakeTimers({ now: DUE_AT_MS });
  const log = buildLog();
  const daily = startDaily({
    state,
    content: () => buildContent(buildLines(4, 4)),
    poster: new FakeChannel(() => Date.now()),
    buildPost: ({ quote }) => ({ content: quote.text }),
    now: () => Date.now(),
    log,
    random: () => 0.5,
    soleProcess: true,
  });
  try {
    await run({ set: (byMs) => vi.setSystemTime(Date.now() + byMs) }, daily, log);
  } finally {
    await daily.stop();
    vi.useRealTimers();
  }
}

test('a clock set back by an hour stops the ticks for two minutes at most, is logged, and doubles nothing', async () => {
  await saveDue('1');
  await withClock(async (clock, daily, log) => {
    await vi.advanceTimersByTimeAsync(61_000);
    const [posted] = await state.loadDeliveries('1', 2);
    expect(posted?.state).toBe('confirmed');
    clock.set(-3_600_000);
    for (let minutes = 0; minutes < 10; minutes += 1) {
      await vi.advanceTimersByTimeAsync(60_000);
      expect(daily.quietForMs()).toBeLessThan(120_000);
    }
    expect(daily.quietForMs()).toBeLessThan(60_000);
    expect(log.lines.filter(({ message }) => message.includes('the clock was set back'))).toHaveLength(1);
    expect(await state.loadDeliveries('1', 9)).toEqual([posted]);
  });
});

test('a clock set forward, as after a sleep, is logged once, and the minutes go on', async () => {
  await withClock(async (clock, daily, log) => {
    await vi.advanceTimersByTimeAsync(61_000);
    clock.set(3 * 3_600_000);
    await vi.advanceTimersByTimeAsync(180_000);
    expect(daily.quietForMs()).toBeLessThan(61_000);
    expect(log.lines.map(({ message }) => message)).toEqual([expect.stringContaining('the clock was set forward')]);
  });
});

test('a tick that hangs is told by the time since anything happened, and one that gets on is not', async () => {
  vi.useFakeTimers({ now: DUE_AT_MS });
  try {
    for (let guild = 1; guild <= 3; guild += 1) await saveDue(String(guild));
    const gates = [1, 2, 3].map(() => Promise.withResolvers<void>());
    let asked = 0;
    const slow: State = {
      ...state,
      async claimDelivery(...all) {
        asked += 1;
        await gates[asked - 1]?.promise;
        return state.claimDelivery(...all);
      },
    };
    const daily = start(new FakeChannel(() => DUE_AT_MS), buildLog(), slow);
    for (const gate of gates.slice(0, 2)) {
      await vi.advanceTimersByTimeAsync(80_000);
      expect(daily.quietForMs()).toBe(80_000);
      gate.resolve();
      await vi.advanceTimersByTimeAsync(0);
      expect(daily.quietForMs()).toBe(0);
    }
    await vi.advanceTimersByTimeAsync(600_000);
    expect(daily.quietForMs()).toBe(600_000);
    gates[2]?.resolve();
    await vi.advanceTimersByTimeAsync(61_000);
    expect(daily.quietForMs()).toBeLessThan(61_000);
    await daily.stop();
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
