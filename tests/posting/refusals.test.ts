/** What a refusal means for today, for tomorrow, and in words. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { describeReason } from '../../src/bot/reasons.ts';

import { loadLanguages } from '../../src/language/locales.ts';
import { createBreaker } from '../../src/posting/breaker.ts';
import { runTick } from '../../src/posting/run-tick.ts';
import { postTest } from '../../src/posting/test-post.ts';
import type { DailyPorts, DiscordFailure, ServerLookup } from '../../src/posting/types.ts';
import { openSqliteState } from '../../src/state/sqlite.ts';
import type { DailySettings, State } from '../../src/state/types.ts';
import { buildLines } from '../lines/lines.ts';
import { buildContent, buildLog, FakeChannel } from './fakes.ts';
import { buildDaily, DAY_MS, GUILD, HOUR_MS, MINUTE_MS, NINE_MS } from './riga.ts';

const content = buildContent(buildLines(9, 9));

let state: State;
let nowMs: number;
let channel: FakeChannel;

beforeEach(() => {
  state = openSqliteState(':memory:');
  nowMs = NINE_MS;
  channel = new FakeChannel(() => nowMs);
});
afterEach(() => state.close());

async function setUp(changes: Partial<DailySettings> = {}): Promise<void> {
  await state.saveChanges([{ kind: 'set-server', guildId: GUILD, patch: { daily: buildDaily(changes) }, byUserId: '1' }], nowMs);
}

function tick(changes: Partial<DailyPorts> = {}) {
  const buildPost: DailyPorts['buildPost'] = ({ settings }) => ({ content: `ping ${settings.daily?.pingRoleId}` });
  return runTick(
    { state, content: () => content, poster: channel, buildPost, now: () => nowMs, log: buildLog(), ...changes },
    { random: () => 0 },
  );
}

/** Ticks each minute up to a moment, refused each time where a refusal is given; the minutes after nine of that day at which Discord was asked. */
async function runUntil(untilMs: number, failure?: Partial<DiscordFailure>, changes: Partial<DailyPorts> = {}): Promise<readonly number[]> {
  const asked: number[] = [];
  const dueMs = nowMs;
  for (; nowMs < untilMs; nowMs += MINUTE_MS) {
    channel.weather.splice(0, channel.weather.length, ...(failure === undefined ? [] : [{ failure }]));
    const before = channel.requests;
    await tick(changes);
    if (channel.requests > before) asked.push((nowMs - dueMs) / MINUTE_MS);
  }
  channel.weather.length = 0;
  return asked;
}

async function suspendedReason(): Promise<string | null | undefined> {
  return (await state.loadSettings(GUILD)).daily?.suspendedReason;
}

const newest = async () => (await state.loadDeliveries(GUILD, 1))[0];

describe.each([
  ['Cloudflare’s block', 403, 40333, 'network-blocked'],
  ['no access', 403, 50001, 'missing-access'],
  ['no permission', 403, 50013, 'missing-permissions'],
  ['an unknown channel', 404, 10003, 'channel-missing'],
  ['an archived thread', 400, 50083, 'thread-archived'],
  ['a locked thread', 400, 160005, 'thread-locked'],
  ['a wrong kind of channel', 400, 50024, 'wrong-channel-type'],
  ['a forum', 400, 40058, 'forum-channel'],
] as const)('%s', (_name, status, code, reason) => {
  test('that passes costs nothing: the post comes within two minutes', async () => {
    await setUp();
    channel.weather.push({ failure: { status, code } });
    expect(await tick()).toMatchObject({ waiting: 1 });
    expect(await newest()).toMatchObject({ state: 'claimed', reason });
    nowMs += 2 * MINUTE_MS;
    expect(await tick()).toMatchObject({ posted: 1 });
    expect(await suspendedReason()).toBeNull();
  });

  test('that lasts the day is tried with growing pauses, the day missed with its reason, and tomorrow is tried again', async () => {
    await setUp();
    const asked = await runUntil(NINE_MS + 7 * HOUR_MS, { status, code });
    const pauses = asked.slice(1).map((minute, index) => minute - (asked[index] ?? 0));
    expect(pauses[0]).toBeLessThanOrEqual(2);
    expect(pauses).toEqual(pauses.toSorted((a, b) => a - b));
    expect(asked.at(-1)).toBeGreaterThan(5 * 60);
    expect(await newest()).toMatchObject({ state: 'failed', reason });
    expect(await suspendedReason()).toBeNull();
    nowMs = NINE_MS + DAY_MS;
    expect(await tick()).toMatchObject({ posted: 1 });
  });
});

describe('a refusal that lasts', () => {
  const REFUSED = { status: 403, code: 50013 };
  const runDay = (day: number, failure: Partial<DiscordFailure> = REFUSED) => {
    nowMs = NINE_MS + day * DAY_MS;
    return runUntil(nowMs + 7 * HOUR_MS, failure);
  };

  test('suspends on its third day, keeps every setting and asks no more', async () => {
    await setUp();
    await runDay(0);
    await runDay(1);
    expect(await suspendedReason()).toBeNull();
    await runDay(2);
    expect((await state.loadSettings(GUILD)).daily).toMatchObject({
      suspendedReason: 'missing-permissions',
      nextDueAtMs: null,
      enabled: true,
    });
    expect(await runDay(3)).toEqual([]);
  });

  test('and is another one each day suspends nothing', async () => {
    await setUp();
    for (const [day, code] of [50013, 50001, 50013, 50001].entries()) await runDay(day, { status: 403, code });
    expect(await suspendedReason()).toBeNull();
  });

  test('waits no longer once an admin has changed something', async () => {
    await setUp();
    await runUntil(NINE_MS + 100 * MINUTE_MS, REFUSED);
    expect((await newest())?.nextAttemptAtMs).toBeGreaterThan(nowMs + 30 * MINUTE_MS);
    await setUp({ nextDueAtMs: NINE_MS + DAY_MS, channelId: '800000000000000009' });
    expect(await tick()).toMatchObject({ posted: 1 });
    expect(channel.arrivals).toMatchObject([{ channelId: '800000000000000009' }]);
  });

  test('counts anew after a post that came, and after the posts were resumed', async () => {
    await setUp();
    await runDay(0);
    await runDay(1);
    nowMs = NINE_MS + 2 * DAY_MS;
    await tick();
    for (const day of [3, 4]) await runDay(day);
    expect(await suspendedReason()).toBeNull();
    await runDay(5);
    expect(await suspendedReason()).toBe('missing-permissions');
    nowMs = NINE_MS + 6 * DAY_MS - HOUR_MS;
    await setUp({ nextDueAtMs: NINE_MS + 6 * DAY_MS });
    await runDay(6);
    expect(await suspendedReason()).toBeNull();
  });

  test('is not asked again while Discord refuses much', async () => {
    await setUp();
    let refused = 0;
    const breaker = createBreaker(() => refused);
    await runUntil(nowMs + MINUTE_MS, REFUSED, { breaker });
    refused = 250;
    expect(await runUntil(nowMs + HOUR_MS, REFUSED, { breaker })).toEqual([]);
  });

  test('costs no look into its settings each minute meanwhile, and is closed when its time is over', async () => {
    await setUp();
    let refused = 0;
    let looks = 0;
    const counting: State = {
      ...state,
      loadSettings: (guildId) => {
        looks += 1;
        return state.loadSettings(guildId);
      },
    };
    const ports = { state: counting, breaker: createBreaker(() => refused) };
    await runUntil(nowMs + MINUTE_MS, REFUSED, ports);
    looks = 0;
    refused = 250;
    await runUntil(NINE_MS + 6 * HOUR_MS, REFUSED, ports);
    expect(looks).toBe(0);
    nowMs += MINUTE_MS;
    expect(await tick(ports)).toMatchObject({ failed: 1 });
    expect(await newest()).toMatchObject({ state: 'failed', reason: 'missing-permissions', attempts: 1 });
  });
});

test('while nobody may be sent to, of thousands who are due only the first are read; whoever’s time is over is told that Discord refused too much', async () => {
  const servers = 1_000;
  for (let server = 1; server <= servers; server += 1) {
    const daily = buildDaily({ channelId: String(server) });
    await state.saveChanges([{ kind: 'set-server', guildId: String(server), patch: { daily }, byUserId: '1' }], nowMs);
  }
  let refused = 900;
  const breaker = createBreaker(() => refused);
  const { held } = await tick({ breaker });
  expect(held).toBeGreaterThan(0);
  expect(held).toBeLessThan(servers / 2);
  nowMs += 7 * HOUR_MS;
  expect(await tick({ breaker })).toMatchObject({ missed: servers });
  expect((await state.loadDeliveries('900', 1))[0]).toMatchObject({ state: 'missed', reason: 'held-back' });
  refused = 0;
  nowMs = NINE_MS + DAY_MS;
  expect(await tick({ breaker })).toMatchObject({ posted: servers });
});

describe('while the bot is in time-out', () => {
  const inTimeOut = (untilMs: number | null): ServerLookup => ({
    loadTimedOutUntilMs: async () => untilMs,
    hasRole: async () => true,
  });

  test('the post waits for its end, and says so', async () => {
    await setUp();
    const server = inTimeOut(NINE_MS + 90 * MINUTE_MS);
    expect(await runUntil(NINE_MS + 90 * MINUTE_MS, { status: 403, code: 50013 }, { server })).toEqual([0]);
    const reason = (await newest())?.reason ?? '';
    const say = loadLanguages().say('en-US');
    expect(describeReason(say, reason)).toContain(`<t:${(NINE_MS + 90 * MINUTE_MS) / 1000}:`);
    expect(await tick({ server: inTimeOut(null) })).toMatchObject({ posted: 1 });
  });

  test('nobody looks for that while Discord refuses much', async () => {
    await setUp();
    let looks = 0;
    const server: ServerLookup = {
      hasRole: async () => true,
      loadTimedOutUntilMs: async () => {
        looks += 1;
        return null;
      },
    };
    channel.weather.push({ failure: { status: 403, code: 50013 } });
    await tick({ server, breaker: createBreaker(() => 250) });
    expect(looks).toBe(0);
    expect(await newest()).toMatchObject({ reason: 'missing-permissions' });
  });

  test('the days are missed with that reason, and nothing is suspended', async () => {
    await setUp();
    for (const day of [0, 1, 2, 3]) {
      nowMs = NINE_MS + day * DAY_MS;
      await runUntil(nowMs + 7 * HOUR_MS, { status: 403, code: 50013 }, { server: inTimeOut(NINE_MS + 9 * DAY_MS) });
      expect(await newest()).toMatchObject({ state: 'failed', reason: expect.stringMatching(/^timed-out \d+$/) });
    }
    expect(await suspendedReason()).toBeNull();
  });
});

test('an unknown code is told with Discord’s own words and its number, in every language', async () => {
  await setUp();
  channel.weather.push({ failure: { status: 400, code: 987_654, message: 'The *moon* is in the wrong house' } });
  expect(await tick()).toMatchObject({ failed: 1 });
  const reason = (await newest())?.reason ?? '';
  const languages = loadLanguages();
  for (const code of languages.codes) {
    const sentence = describeReason(languages.say(code), reason);
    expect(sentence).toContain('987654');
    expect(sentence).toContain('The \\*moon\\* is in the wrong house');
  }
});

test.each([
  ['thread', 160_005, 'thread-locked'],
  ['thread', 160_006, 'too-many-threads'],
  ['thread', 160_007, 'too-many-threads'],
  ['thread', 40_058, 'no-thread-here'],
  ['thread', 50_024, 'no-thread-here'],
  ['thread', 50_013, 'thread-permissions'],
  ['thread', 200_001, 'title-blocked'],
  ['crosspost', 50_024, 'no-crosspost-here'],
  ['crosspost', 50_013, 'crosspost-permissions'],
  ['pin', 50_013, 'pin-permissions'],
  ['pin', 30_003, 'too-many-pins'],
] as const)('a %s that is refused with %i is told as %s', async (kind, code, reason) => {
  await setUp({ opensThread: kind === 'thread', crossposts: kind === 'crosspost', pins: kind === 'pin' });
  const refuse = async () => ({ ok: false, failure: { status: 400, code, maybeSent: false, retryAfterMs: null, message: '' } }) as const;
  const followUps = { openThread: refuse, crosspost: refuse, pin: refuse, unpin: refuse };
  for (; nowMs < NINE_MS + 7 * HOUR_MS; nowMs += MINUTE_MS) await tick({ followUps });
  expect(await state.loadFollowUps(GUILD, 1)).toMatchObject([{ kind, state: 'failed', reason }]);
  expect(await newest()).toMatchObject({ state: 'confirmed' });
});

test('a thread that is there already is no failure', async () => {
  await setUp({ opensThread: true });
  const refuse = async () =>
    ({ ok: false, failure: { status: 400, code: 160_004, maybeSent: false, retryAfterMs: null, message: '' } }) as const;
  await tick({ followUps: { openThread: refuse, crosspost: refuse, pin: refuse, unpin: refuse } });
  expect(await state.loadFollowUps(GUILD, 1)).toMatchObject([{ state: 'done' }]);
});

test('a role that is gone is not mentioned, and the ledger says so', async () => {
  await setUp({ pingRoleId: '700000000000000001' });
  const server: ServerLookup = { loadTimedOutUntilMs: async () => null, hasRole: async () => false };
  await tick({ server });
  expect(channel.arrivals[0]?.body).toMatchObject({ content: 'ping null' });
  expect(await newest()).toMatchObject({ state: 'confirmed', reason: 'ping-role-missing' });
  nowMs += DAY_MS;
  await tick({ server: { ...server, hasRole: async () => null } });
  expect(channel.arrivals[1]?.body).toMatchObject({ content: 'ping 700000000000000001' });
});

test('a test asked for twice within a second is posted once', async () => {
  await setUp();
  const settings = await state.loadSettings(GUILD);
  const content = buildContent(buildLines(9, 9));
  const ports = {
    state,
    content: () => content,
    poster: channel,
    buildPost: () => ({ content: 'a test' }),
    now: () => nowMs,
    log: buildLog(),
  };
  const both = await Promise.all([postTest(ports, settings), postTest(ports, settings)]);
  expect(both).toEqual([
    { ok: true, messageId: 'message-1' },
    { ok: false, reason: 'on-its-way' },
  ]);
  nowMs += 1_000;
  expect(await postTest(ports, settings)).toEqual({ ok: false, reason: 'on-its-way' });
  nowMs += 5_000;
  expect(await postTest(ports, settings)).toMatchObject({ ok: true });
  expect(channel.arrivals).toHaveLength(2);
});

describe('a daily post at 23:59', () => {
  const LATE_MS = Date.parse('2026-11-22T21:59:00Z');
  beforeEach(() => {
    nowMs = LATE_MS;
  });

  test.each([
    ['one 503', { status: 503 }],
    ['a 429 of 20 s', { status: 429, retryAfterMs: 20_000 }],
    ['a passing refusal', { status: 403, code: 50001 }],
  ])('that meets %s comes just after midnight, under its own date, and the next date has its own', async (_name, failure) => {
    await setUp({ time: '23:59', nextDueAtMs: LATE_MS });
    channel.weather.push({ failure });
    await tick();
    nowMs += 2 * MINUTE_MS;
    expect(await tick()).toMatchObject({ posted: 1 });
    expect(await newest()).toMatchObject({ localDate: '2026-11-22', state: 'confirmed' });
    nowMs = LATE_MS + DAY_MS;
    expect(await tick()).toMatchObject({ posted: 1 });
    expect(await newest()).toMatchObject({ localDate: '2026-11-23', state: 'confirmed' });
  });

  test('that a tick reaches only after midnight comes, and one that it reaches after the grace is missed with the true reason', async () => {
    await setUp({ time: '23:59', nextDueAtMs: LATE_MS });
    nowMs = LATE_MS + 5 * MINUTE_MS;
    expect(await tick()).toMatchObject({ posted: 1 });
    nowMs = LATE_MS + DAY_MS + 40 * MINUTE_MS;
    await tick({ runningSinceMs: () => LATE_MS });
    expect(await newest()).toMatchObject({ localDate: '2026-11-23', state: 'missed', reason: 'ran-late' });
    nowMs = LATE_MS + 2 * DAY_MS + 40 * MINUTE_MS;
    await tick({ runningSinceMs: () => nowMs });
    expect(await newest()).toMatchObject({ localDate: '2026-11-24', state: 'missed', reason: 'bot-was-down' });
  });
});
