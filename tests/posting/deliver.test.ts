import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { localDateAt, nextDueAfterChange } from '../../src/calendar/clock.ts';
import type { Content } from '../../src/content/types.ts';
import { showDate } from '../../src/language/show.ts';
import { listPastPosts } from '../../src/lines/plan.ts';
import type { PostParts } from '../../src/lines/types.ts';
import { createBreaker } from '../../src/posting/breaker.ts';
import { runTick, type TickOptions, type TickReport } from '../../src/posting/run-tick.ts';
import { postTest } from '../../src/posting/test-post.ts';
import type { DailyPorts, DiscordFailure, FollowUpResult, FoundPost, PostFinder } from '../../src/posting/types.ts';
import { openSqliteState } from '../../src/state/sqlite.ts';
import { type DailySettings, DEFAULT_DAILY_OPTIONS, type Delivery, type State } from '../../src/state/types.ts';
import { buildLine, buildLines } from '../lines/lines.ts';
import { buildSuggestion } from '../state/suite/build.ts';
import { makeOwnFolder } from '../support/folder.ts';
import { buildContent, buildLog, FakeChannel, type Weather } from './fakes.ts';
import { CHANNEL, DAY_MS, GUILD, HOUR_MS, MINUTE_MS, NINE_MS } from './riga.ts';

let folder: string;
let state: State;
let nowMs: number;
let channel: FakeChannel;
let content: Content;

beforeEach(() => {
  folder = makeOwnFolder();
  state = openSqliteState(':memory:');
  nowMs = NINE_MS - HOUR_MS;
  channel = new FakeChannel(() => nowMs);
  content = buildContent(buildLines(4, 4));
});

afterEach(() => state.close());

/** For tests in which a second process opens the same state. */
async function moveToFile(): Promise<string> {
  await state.close();
  const file = join(folder, 'state.db');
  state = openSqliteState(file);
  return file;
}

function ports(changes: Partial<DailyPorts> = {}): DailyPorts {
  return {
    state,
    content: () => content,
    poster: channel,
    buildPost: ({ quote, question, localDate }) => ({ content: `${localDate} ${quote.text} ${question}` }),
    now: () => nowMs,
    log: buildLog(),
    ...changes,
  };
}

function tick(changes: Partial<DailyPorts> = {}, options: Partial<TickOptions> = {}): Promise<TickReport> {
  return runTick(ports(changes), { random: () => 0.5, ...options });
}

/** As after a start: a new process that is alone on the state. */
function restartTick(changes: Partial<DailyPorts> = {}): Promise<TickReport> {
  return tick(changes, { takeUpEverything: true });
}

async function saveDaily(changes: Partial<DailySettings> = {}, guildId = GUILD): Promise<void> {
  const plan = { ...DEFAULT_DAILY_OPTIONS, time: '09:00', zone: 'Europe/Riga', ...changes };
  const past = listPastPosts(await state.loadDeliveries(guildId, 7));
  const nextDueAtMs = nextDueAfterChange({ ...plan, nowMs }, past).dueAtMs;
  const daily = { enabled: true, channelId: CHANNEL, suspendedReason: null, nextDueAtMs, ...plan, ...changes };
  await state.saveChanges([{ kind: 'set-server', guildId, patch: { daily }, byUserId: '1' }], nowMs);
}

async function newestDelivery(guildId = GUILD): Promise<Delivery> {
  const [newest] = await state.loadDeliveries(guildId, 1);
  if (newest === undefined) throw new Error('the ledger is empty');
  return newest;
}

async function loadDaily(guildId = GUILD): Promise<DailySettings> {
  const { daily } = await state.loadSettings(guildId);
  if (daily === null) throw new Error('the server has no daily post');
  return daily;
}

test('a post goes out at its minute, once, with the line frozen in the ledger and a nonce Discord accepts', async () => {
  await saveDaily();
  await tick();
  expect(channel.arrivals).toEqual([]);
  nowMs = NINE_MS;
  expect(await tick()).toMatchObject({ posted: 1 });
  expect(await tick()).toMatchObject({ posted: 0 });
  nowMs += MINUTE_MS;
  await restartTick();

  expect(channel.arrivals).toHaveLength(1);
  const delivery = await newestDelivery();
  expect(delivery).toMatchObject({ localDate: '2026-11-22', state: 'confirmed', messageId: 'message-1', attempts: 1, reason: null });
  const quote = content.get('quotes', 'drama', delivery.quoteId ?? '');
  expect(channel.arrivals[0]?.body).toMatchObject({ content: expect.stringContaining(quote?.text ?? '(no line)'), enforce_nonce: true });
  expect(channel.arrivals[0]?.nonce.length).toBeLessThanOrEqual(25);
  expect((await loadDaily()).nextDueAtMs).toBe(NINE_MS + DAY_MS);
});

test('late within six hours it is posted, later it is recorded as missed, and every date of a long absence has its reason', async () => {
  await saveDaily();
  nowMs = NINE_MS + 6 * HOUR_MS;
  expect(await tick()).toMatchObject({ posted: 1 });

  nowMs = NINE_MS + DAY_MS + 6 * HOUR_MS + 1;
  expect(await tick()).toMatchObject({ posted: 0, missed: 1 });
  expect(await newestDelivery()).toMatchObject({ localDate: '2026-11-23', state: 'missed', reason: 'bot-was-down' });

  nowMs = NINE_MS + 4 * DAY_MS + HOUR_MS;
  expect(await tick()).toMatchObject({ posted: 1 });
  const ledger = await state.loadDeliveries(GUILD, 10);
  expect(ledger.map((delivery) => `${delivery.localDate} ${delivery.state}`)).toEqual([
    '2026-11-26 confirmed',
    '2026-11-25 missed',
    '2026-11-24 missed',
    '2026-11-23 missed',
    '2026-11-22 confirmed',
  ]);
  expect(channel.arrivals).toHaveLength(2);
});

test('a post whose local date is over is missed although six hours have not passed', async () => {
  await saveDaily({ time: '23:30' });
  nowMs = Date.parse('2026-11-22T22:31:00Z');
  expect(await tick()).toMatchObject({ posted: 0, missed: 1 });
  expect(await newestDelivery()).toMatchObject({ localDate: '2026-11-22', state: 'missed' });
});

/** A state whose process dies before, or right after, one of its writes. */
function dyingState(method: 'claimDelivery' | 'saveDelivery', call: number, when: 'before' | 'after'): State {
  let calls = 0;
  const dieAround = async <Result>(act: () => Promise<Result>): Promise<Result> => {
    calls += 1;
    if (calls === call && when === 'before') throw new Error('killed');
    const result = await act();
    if (calls >= call) throw new Error('killed');
    return result;
  };
  return {
    ...state,
    claimDelivery: (...all) => (method === 'claimDelivery' ? dieAround(() => state.claimDelivery(...all)) : state.claimDelivery(...all)),
    saveDelivery: (...all) => (method === 'saveDelivery' ? dieAround(() => state.saveDelivery(...all)) : state.saveDelivery(...all)),
  };
}

for (const [method, call, when] of [
  ['claimDelivery', 1, 'before'],
  ['claimDelivery', 1, 'after'],
  ['saveDelivery', 1, 'before'],
  ['saveDelivery', 1, 'after'],
  ['saveDelivery', 2, 'before'],
  ['saveDelivery', 2, 'after'],
] as const) {
  test(`killed ${when} ${method} number ${call}, the next start posts once and no more`, async () => {
    await saveDaily();
    nowMs = NINE_MS;
    await tick({ state: dyingState(method, call, when) });
    nowMs += 40_000;
    await restartTick();
    nowMs += MINUTE_MS;
    await tick();
    expect(channel.arrivals).toHaveLength(1);
    expect(await newestDelivery()).toMatchObject({ state: 'confirmed', messageId: 'message-1' });
  });
}

test('killed while sending and started again after the nonce is forgotten, it says unknown and does not repeat', async () => {
  await saveDaily();
  nowMs = NINE_MS;
  await tick({ state: dyingState('saveDelivery', 2, 'before') });
  nowMs += 10 * MINUTE_MS;
  expect(await restartTick()).toMatchObject({ unknown: 1 });
  expect(channel.requests).toBe(1);
  expect(await newestDelivery()).toMatchObject({ state: 'unknown', reason: 'not-repeated' });
});

test('where the channel may be read, it decides: a post that is there is confirmed, one that is not is sent', async () => {
  for (const [guildId, found, expected] of [
    ['901', { kind: 'found', messageId: 'message-7' }, { state: 'confirmed', messageId: 'message-7' }],
    ['902', { kind: 'absent' }, { state: 'confirmed', messageId: 'message-1' }],
    ['903', { kind: 'unknown' }, { state: 'unknown', messageId: null }],
  ] as const) {
    nowMs = NINE_MS - HOUR_MS;
    await saveDaily({}, guildId);
    nowMs = NINE_MS;
    await tick({ state: dyingState('saveDelivery', 1, 'after') });
    nowMs += 10 * MINUTE_MS;
    const finder: PostFinder = { findPost: async () => found, findThread: async () => found };
    await restartTick({ finder });
    expect(await newestDelivery(guildId)).toMatchObject(expected);
  }
  expect(channel.arrivals).toHaveLength(1);
});

test('while the channel cannot be looked at it is waited, and when nobody could look for six hours the post is not repeated', async () => {
  for (const [guildId, hoursAway, expected] of [
    ['904', 3, { state: 'confirmed', messageId: 'message-1' }],
    ['905', 8, { state: 'unknown', reason: 'not-repeated' }],
  ] as const) {
    nowMs = NINE_MS - HOUR_MS;
    await saveDaily({}, guildId);
    nowMs = NINE_MS;
    await tick({ state: dyingState('saveDelivery', 1, 'after') });
    const look = (): FoundPost => ({ kind: nowMs < NINE_MS + hoursAway * HOUR_MS ? 'later' : 'absent' });
    const finder: PostFinder = { findPost: async () => look(), findThread: async () => look() };
    for (const hours of [1, 2, 3, 4, 7]) {
      nowMs = NINE_MS + hours * HOUR_MS;
      await tick({ finder });
      if (hours < hoursAway && hours < 6) expect(await newestDelivery(guildId)).toMatchObject({ state: 'sent' });
    }
    expect(await newestDelivery(guildId)).toMatchObject(expected);
  }
  expect(channel.arrivals).toHaveLength(1);
});

test('an answer lost after Discord accepted the post is asked for again and gives the same message', async () => {
  await saveDaily();
  nowMs = NINE_MS;
  channel.weather.push('accept-and-lose-answer');
  expect(await tick()).toMatchObject({ waiting: 1 });
  expect(await newestDelivery()).toMatchObject({ state: 'sent', reason: 'no-answer' });
  nowMs += MINUTE_MS;
  expect(await tick()).toMatchObject({ posted: 1 });
  expect(channel.arrivals).toHaveLength(1);
  expect(await newestDelivery()).toMatchObject({ state: 'confirmed', messageId: 'message-1', attempts: 2 });
});

test('a post that was deleted before its lost answer is asked for again counts as posted', async () => {
  await saveDaily();
  nowMs = NINE_MS;
  channel.weather.push('accept-and-lose-answer', { failure: { status: 404, code: 10008 } });
  await tick();
  nowMs += MINUTE_MS;
  expect(await tick()).toMatchObject({ posted: 1 });
  expect(await newestDelivery()).toMatchObject({ state: 'confirmed', reason: 'message-deleted' });
});

test('what heals by itself is tried again with growing pauses until it works, with the line of the first attempt', async () => {
  await saveDaily();
  nowMs = NINE_MS;
  const healing: Weather[] = [
    { failure: { status: 503 } },
    { failure: { status: 429, retryAfterMs: 500 } },
    { failure: { status: 0 } },
    { failure: { status: 502 } },
  ];
  channel.weather.push(...healing);
  await tick();
  const { quoteId, questionIndex } = await newestDelivery();
  const minutesOfRequests: number[] = [];
  for (let minute = 1; minute <= 20; minute += 1) {
    nowMs = NINE_MS + minute * MINUTE_MS;
    const before = channel.requests;
    await tick();
    if (channel.requests > before) minutesOfRequests.push(minute);
  }
  expect(minutesOfRequests).toEqual([1, 3, 7, 15]);
  expect(channel.arrivals).toHaveLength(1);
  expect(await newestDelivery()).toMatchObject({ state: 'confirmed', attempts: 5, quoteId, questionIndex, reason: null });
});

test('when Discord is away for the whole six hours the day is failed with its reason, and the next day is posted', async () => {
  await saveDaily();
  for (nowMs = NINE_MS; nowMs <= NINE_MS + 7 * HOUR_MS; nowMs += MINUTE_MS) {
    channel.weather.splice(0, channel.weather.length, { failure: { status: 503 } });
    await tick();
  }
  expect(channel.requests).toBeLessThan(25);
  expect(await newestDelivery()).toMatchObject({ state: 'failed', reason: 'discord-error' });
  channel.weather.length = 0;
  nowMs = NINE_MS + DAY_MS;
  await tick();
  expect(channel.arrivals).toHaveLength(1);
});

for (const [name, code, reason] of [
  ['AutoMod', 200000, 'blocked-by-automod'],
  ['an invalid body', 50035, 'rejected'],
] as const) {
  test(`a post refused for ${name} loses this day only`, async () => {
    await saveDaily();
    nowMs = NINE_MS;
    channel.weather.push({ failure: { status: 400, code } });
    await tick();
    expect(await newestDelivery()).toMatchObject({ state: 'failed', reason: expect.stringContaining(reason) });
    nowMs += DAY_MS;
    await tick();
    expect(channel.arrivals).toHaveLength(1);
  });
}

test('after a lost answer a refusal does not claim that nothing was posted', async () => {
  await saveDaily();
  nowMs = NINE_MS;
  channel.weather.push('accept-and-lose-answer', { failure: { status: 403, code: 50013 } });
  await tick();
  nowMs += MINUTE_MS;
  await tick();
  expect(await newestDelivery()).toMatchObject({ state: 'unknown', reason: 'missing-permissions' });
});

test('a new time on a day that had its post begins tomorrow, and on a day whose post failed it is tried again', async () => {
  await saveDaily();
  nowMs = NINE_MS;
  await tick();
  nowMs += HOUR_MS;
  await saveDaily({ time: '21:00' });
  expect((await loadDaily()).nextDueAtMs).toBe(Date.parse('2026-11-23T19:00:00Z'));

  nowMs = Date.parse('2026-11-23T19:00:00Z');
  channel.weather.push({ failure: { status: 403, code: 50013 } });
  await tick();
  nowMs += 5 * MINUTE_MS;
  await saveDaily({ time: '21:10' });
  nowMs += 5 * MINUTE_MS;
  await tick();
  expect(channel.arrivals.map(({ atMs }) => localDateAt(atMs, 'Europe/Riga'))).toEqual(['2026-11-22', '2026-11-23']);
});

for (const [from, to] of [
  ['Asia/Seoul', 'America/New_York'],
  ['America/New_York', 'Asia/Seoul'],
  ['Pacific/Auckland', 'America/Los_Angeles'],
  ['UTC', 'Asia/Seoul'],
  ['Pacific/Kiritimati', 'Pacific/Pago_Pago'],
] as const) {
  test(`moving from ${from} to ${to} gives no date of the new zone two posts and leaves none of the next out`, async () => {
    for (const time of ['00:00', '09:00', '21:00', '23:59']) {
      for (const waitHours of [1, 9, 15, 23]) {
        const guildId = `${from} ${to} ${time} ${waitHours}`;
        const arrivalsBefore = channel.arrivals.length;
        nowMs = Date.parse('2026-11-20T00:00:30Z');
        await saveDaily({ zone: from, time }, guildId);
        for (let hour = 0; hour < 3 * 24; hour += 1) await tickAtDue(guildId, HOUR_MS);
        nowMs += waitHours * HOUR_MS;
        await tick();
        const movedAtMs = nowMs;
        await saveDaily({ zone: to, time }, guildId);
        for (let hour = 0; hour < 5 * 24; hour += 1) await tickAtDue(guildId, HOUR_MS);

        const dates = channel.arrivals.slice(arrivalsBefore).map(({ atMs }) => localDateAt(atMs, to));
        const movedOn = localDateAt(movedAtMs, to);
        const fromTomorrow = dates.filter((date) => date > movedOn);
        expect(dates.filter((date) => date === movedOn).length, `${guildId} on the day itself`).toBeLessThanOrEqual(1);
        expect(fromTomorrow, guildId).toEqual([...new Set(fromTomorrow)]);
        expect(fromTomorrow.length, `${guildId}: ${dates.join(' ')}`).toBeGreaterThanOrEqual(4);
        await state.saveChanges([{ kind: 'forget-server', guildId, keepLedger: true }], nowMs);
      }
    }
  });
}

/** Goes on by `stepMs`, with a tick at the due minute when it lies in between. */
async function tickAtDue(guildId: string, stepMs: number): Promise<void> {
  const { nextDueAtMs } = await loadDaily(guildId);
  const endMs = nowMs + stepMs;
  if (nextDueAtMs !== null && nextDueAtMs > nowMs && nextDueAtMs <= endMs) {
    nowMs = nextDueAtMs;
    await tick();
  }
  nowMs = endMs;
}

test('a clock that jumps forward or back by an hour or a day never doubles a date', async () => {
  await saveDaily();
  for (const jumpMs of [0, HOUR_MS, -HOUR_MS, DAY_MS, -DAY_MS, -DAY_MS, 2 * DAY_MS, -HOUR_MS]) {
    nowMs = Math.max(nowMs, NINE_MS) + jumpMs;
    await tick();
    nowMs += MINUTE_MS;
    await tick();
  }
  const dates = (await state.loadDeliveries(GUILD, 50)).map(({ localDate }) => localDate);
  expect(dates).toEqual([...new Set(dates)]);
  const posts = channel.arrivals.map(({ body }) => ('content' in body ? String(body.content).slice(0, 10) : ''));
  expect(posts).toEqual([...new Set(posts)]);
  expect(posts.length).toBeGreaterThanOrEqual(2);
});

test('two processes on one state post once each day', async () => {
  const other = openSqliteState(await moveToFile());
  await saveDaily();
  for (let day = 0; day < 5; day += 1) {
    nowMs = NINE_MS + day * DAY_MS;
    await Promise.all([tick(), tick({ state: other }), tick({ state: other }), tick()]);
  }
  await other.close();
  expect(channel.arrivals).toHaveLength(5);
  expect(channel.requests).toBe(5);
});

test('two processes that find the same unsettled post send it again once', async () => {
  const other = openSqliteState(await moveToFile());
  await saveDaily();
  nowMs = NINE_MS;
  channel.weather.push({ failure: { status: 503 } });
  await tick();
  nowMs += MINUTE_MS;
  const reports = await Promise.all([tick(), tick({ state: other })]);
  await other.close();
  expect(channel.requests).toBe(2);
  expect(reports.map(({ posted, left }) => posted + left)).toEqual([1, 1]);
});

test('a switched-off server and a reset one get nothing, and a retry for them stops', async () => {
  await saveDaily();
  nowMs = NINE_MS;
  channel.weather.push({ failure: { status: 503 } });
  await tick();
  await saveDaily({ enabled: false, nextDueAtMs: null });
  nowMs += HOUR_MS;
  expect(await tick()).toMatchObject({ failed: 1 });
  nowMs += 2 * DAY_MS;
  await tick();
  expect(channel.arrivals).toEqual([]);
  expect(await newestDelivery()).toMatchObject({ state: 'failed', reason: 'switched-off' });
});

test('only healing lines within the ceiling are ever posted, and without any the day says so', async () => {
  content = buildContent([
    buildLine('hurt', 'hurtful'),
    buildLine('plain', 'neutral'),
    buildLine('never', 'gentle', { never_post: true }),
    buildLine('late', 'gentle', { spoiler_from: 7 }),
    buildLine('ours', 'gentle'),
    buildLine('director', 'gentle', { voice: 'director' }),
  ]);
  await saveDaily();
  for (let day = 0; day < 20; day += 1) {
    nowMs = NINE_MS + day * DAY_MS;
    await tick();
  }
  expect(new Set((await state.loadDeliveries(GUILD, 50)).map(({ quoteId }) => quoteId))).toEqual(new Set(['ours']));

  content = buildContent([buildLine('hurt', 'hurtful')]);
  nowMs += DAY_MS;
  await tick();
  expect(await newestDelivery()).toMatchObject({ state: 'failed', reason: 'no-line' });
});

test('a line that leaves the pack between two attempts is not posted', async () => {
  await saveDaily();
  nowMs = NINE_MS;
  channel.weather.push({ failure: { status: 503 } });
  await tick();
  content = buildContent([buildLine('another', 'gentle')]);
  nowMs += 2 * MINUTE_MS;
  await tick();
  expect(channel.arrivals).toEqual([]);
  expect(await newestDelivery()).toMatchObject({ state: 'failed', reason: 'line-removed' });
});

test('one server whose settings cannot be used does not hold up the others', async () => {
  await saveDaily({ nextDueAtMs: NINE_MS }, '1');
  const daily = { ...(await loadDaily('1')), zone: 'Europe/Atlantis' };
  await state.saveChanges([{ kind: 'set-server', guildId: '2', patch: { daily }, byUserId: '1' }], nowMs);
  await saveDaily({}, '3');
  nowMs = NINE_MS;
  expect(await tick()).toMatchObject({ posted: 2, failed: 1 });
  expect((await loadDaily('2')).suspendedReason).toBe('unknown-zone');
});

test('more servers than one page are all served, each once', async () => {
  const changes = Array.from({ length: 1_203 }, (_, index) => ({
    kind: 'set-server' as const,
    guildId: String(index),
    byUserId: '1',
    patch: {
      daily: {
        ...DEFAULT_DAILY_OPTIONS,
        enabled: true,
        channelId: String(index),
        time: '09:00',
        zone: 'Europe/Riga',
        nextDueAtMs: NINE_MS,
        suspendedReason: null,
      },
    },
  }));
  await state.saveChanges(changes, nowMs);
  nowMs = NINE_MS;
  expect(await tick()).toMatchObject({ posted: 1_203 });
  expect(new Set(channel.arrivals.map(({ channelId }) => channelId)).size).toBe(1_203);
});

test('on days of the week that were not chosen nothing is posted and nothing is recorded', async () => {
  // 22 November 2026 is a Sunday.
  await saveDaily({ weekdays: [7, 3] });
  for (let day = 0; day < 11; day += 1) {
    nowMs = NINE_MS + day * DAY_MS;
    await tick();
  }
  const ledger = await state.loadDeliveries(GUILD, 20);
  expect(ledger.map(({ localDate, state: outcome }) => `${localDate} ${outcome}`)).toEqual([
    '2026-12-02 confirmed',
    '2026-11-29 confirmed',
    '2026-11-25 confirmed',
    '2026-11-22 confirmed',
  ]);
});

test('a date an admin skips has no post but a line in the ledger, and the next date is posted as ever', async () => {
  await saveDaily({ skipDate: '2026-11-22' });
  nowMs = NINE_MS;
  expect(await tick()).toMatchObject({ posted: 0, missed: 1 });
  expect(await newestDelivery()).toMatchObject({ localDate: '2026-11-22', state: 'missed', reason: 'skipped-by-admin' });
  expect(await loadDaily()).toMatchObject({ skipDate: null, nextDueAtMs: NINE_MS + DAY_MS });
  nowMs += DAY_MS;
  expect(await tick()).toMatchObject({ posted: 1 });
});

test('of a long absence each date has its own reason, the skipped one too, and no date is skipped twice', async () => {
  await saveDaily({ skipDate: '2026-11-23' });
  nowMs = NINE_MS + 2 * DAY_MS;
  await tick();
  const ledger = await state.loadDeliveries(GUILD, 9);
  expect(ledger.map(({ localDate, reason }) => `${localDate} ${reason}`)).toEqual([
    '2026-11-24 null',
    '2026-11-23 skipped-by-admin',
    '2026-11-22 bot-was-down',
  ]);
  expect((await loadDaily()).skipDate).toBeNull();
});

const PICTURE = new Uint8Array([137, 80, 78, 71]);

test('the line goes out as a picture where one can be drawn, and as text where it is refused, fails or was not chosen', async () => {
  const names: (string | null)[] = [];
  const buildPost: DailyPorts['buildPost'] = (_parts, picture) => {
    names.push(picture);
    return { content: picture ?? 'as text' };
  };
  const drawings = [async () => PICTURE, async () => null, () => Promise.reject(new Error('no engine'))];
  await saveDaily();
  for (const [day, drawPost] of drawings.entries()) {
    nowMs = NINE_MS + day * DAY_MS;
    expect(await tick({ drawPost, buildPost })).toMatchObject({ posted: 1 });
  }
  await saveDaily({ style: 'text' });
  nowMs += DAY_MS;
  await tick({ drawPost: async () => PICTURE, buildPost });
  expect(names).toEqual(['quote.png', null, null, null]);
  expect(channel.arrivals.map(({ files }) => files.map(({ name, bytes }) => `${name} ${bytes.length}`))).toEqual([
    ['quote.png 4'],
    [],
    [],
    [],
  ]);
});

test.each([
  ['a file that is too large', { status: 413, code: 40005 }],
  ['a form it finds something wrong in, such as the description', { status: 400, code: 50035 }],
  ['a file that is no picture to it', { status: 400, code: 50046 }],
])('where Discord refuses %s the line is posted without its picture', async (_, failure) => {
  await saveDaily();
  nowMs = NINE_MS;
  channel.weather.push({ failure });
  expect(await tick({ drawPost: async () => PICTURE })).toMatchObject({ posted: 1 });
  expect(channel.arrivals.map(({ files }) => files.length)).toEqual([0]);
});

test('where Discord does not take the picture the line is posted without it at once, and the ledger says why', async () => {
  await saveDaily();
  nowMs = NINE_MS;
  channel.weather.push({ failure: { status: 403, code: 50013 } });
  expect(await tick({ drawPost: async () => PICTURE })).toMatchObject({ posted: 1 });
  expect(channel.arrivals.map(({ files }) => files.length)).toEqual([0]);
  expect(await newestDelivery()).toMatchObject({ state: 'confirmed', reason: 'picture-refused', attempts: 2 });
  expect((await loadDaily()).suspendedReason).toBeNull();

  nowMs += DAY_MS;
  channel.weather.push({ failure: { status: 403, code: 50013 } }, { failure: { status: 403, code: 50013 } });
  expect(await tick({ drawPost: async () => PICTURE })).toMatchObject({ waiting: 1 });
  expect(await newestDelivery()).toMatchObject({ state: 'claimed', reason: 'missing-permissions' });
});

/** Keeps what Discord has of a post's thread and publication, and refuses each a second time as Discord does. */
function buildFollowUps(weather: Partial<DiscordFailure>[] = []) {
  const done: string[] = [];
  const carryOut = async (what: string, code: number): Promise<FollowUpResult> => {
    const failure = weather.shift();
    if (failure !== undefined && failure.maybeSent !== true) return refuseFollowUp(failure);
    const before = done.includes(what);
    if (!before) done.push(what);
    if (failure !== undefined) return refuseFollowUp(failure);
    return before ? refuseFollowUp({ status: 400, code }) : { ok: true };
  };
  return {
    done,
    openThread: (channelId: string, messageId: string, name: string) => carryOut(`thread ${channelId} ${messageId} ${name}`, 160_004),
    crosspost: (channelId: string, messageId: string) => carryOut(`crosspost ${channelId} ${messageId}`, 40_033),
    pin: (channelId: string, messageId: string) => carryOut(`pin ${channelId} ${messageId}`, 0),
    unpin: (channelId: string, messageId: string) => carryOut(`unpin ${channelId} ${messageId}`, 0),
  };
}

function refuseFollowUp(failure: Partial<DiscordFailure>): FollowUpResult {
  return { ok: false, failure: { status: 0, code: 0, maybeSent: false, retryAfterMs: null, message: 'refused', ...failure } };
}

test('a thread named by the date and a publication follow the post, once each, also when their answer was lost', async () => {
  await saveDaily({ opensThread: true, crossposts: true });
  nowMs = NINE_MS;
  const followUps = buildFollowUps([
    { status: 0, maybeSent: true },
    { status: 0, maybeSent: true },
  ]);
  await tick({ followUps });
  for (let minute = 0; minute < 10; minute += 1) {
    nowMs += MINUTE_MS;
    await tick({ followUps });
  }
  expect(followUps.done.toSorted()).toEqual([
    `crosspost ${CHANNEL} message-1`,
    `thread ${CHANNEL} message-1 ${showDate('en-US', '2026-11-22')}`,
  ]);
  expect(
    (await state.loadFollowUps(GUILD, 9)).map(({ kind, state: outcome, reason }) => `${kind} ${outcome} ${reason}`).toSorted(),
  ).toEqual(['crosspost done null', 'thread done null']);
});

test('a bot killed between the post and its thread opens the thread when it comes back', async () => {
  await saveDaily({ opensThread: true });
  nowMs = NINE_MS;
  const followUps = buildFollowUps();
  const killed: State = { ...state, saveFollowUp: () => Promise.reject(new Error('killed')) };
  await tick({ state: killed, followUps });
  expect(followUps.done).toEqual([]);
  nowMs += MINUTE_MS;
  await restartTick({ followUps });
  expect(followUps.done).toHaveLength(1);
});

test('a thread that may not be opened is tried three times and recorded with its reason, and the daily post goes on', async () => {
  await saveDaily({ opensThread: true });
  const followUps = buildFollowUps(Array.from({ length: 9 }, () => ({ status: 403, code: 50013 })));
  for (nowMs = NINE_MS; nowMs < NINE_MS + HOUR_MS; nowMs += MINUTE_MS) await tick({ followUps });
  expect(await state.loadFollowUps(GUILD, 1)).toMatchObject([
    { kind: 'thread', state: 'failed', reason: 'thread-permissions', attempts: 3 },
  ]);
  expect(await loadDaily()).toMatchObject({ suspendedReason: null, nextDueAtMs: NINE_MS + DAY_MS });
});

test('a thread that heals too late is given up instead of surprising somebody the next day', async () => {
  await saveDaily({ opensThread: true });
  const followUps = buildFollowUps(Array.from({ length: 50 }, () => ({ status: 503 })));
  for (nowMs = NINE_MS; nowMs <= NINE_MS + 8 * HOUR_MS; nowMs += MINUTE_MS) await tick({ followUps });
  expect(await state.loadFollowUps(GUILD, 1)).toMatchObject([{ state: 'failed', reason: 'discord-error' }]);
});

test('a test arrives now, says it is one, counts for nothing and leaves no trace in the ledger', async () => {
  await saveDaily();
  const settings = await state.loadSettings(GUILD);
  const parts: PostParts[] = [];
  const buildPost: DailyPorts['buildPost'] = (given) => {
    parts.push(given);
    return { content: 'a test' };
  };
  expect(await postTest(ports({ buildPost }), settings)).toEqual({ ok: true, messageId: 'message-1' });
  expect(parts).toMatchObject([{ isTest: true, localDate: '2026-11-22' }]);
  expect(await state.loadDeliveries(GUILD, 1)).toEqual([]);
  nowMs = NINE_MS;
  expect(await tick()).toMatchObject({ posted: 1 });
});

test('a test that does not arrive says why, in the words of the ledger, and suspends nothing', async () => {
  await saveDaily();
  const settings = await state.loadSettings(GUILD);
  channel.weather.push({ failure: { status: 403, code: 50001 } }, { failure: { status: 404, code: 10003 } });
  expect(await postTest(ports(), settings)).toEqual({ ok: false, reason: 'missing-access' });
  expect(await postTest(ports(), settings)).toEqual({ ok: false, reason: 'channel-missing' });
  content = buildContent([]);
  expect(await postTest(ports(), settings)).toEqual({ ok: false, reason: 'no-line' });
  expect((await loadDaily()).suspendedReason).toBeNull();
});

test('while Discord refuses much, those whose channel took the last post are served, the others wait and are told why', async () => {
  let refused = 0;
  const breaker = createBreaker(() => refused);
  await saveDaily({}, 'proven');
  nowMs = NINE_MS;
  await tick({ breaker });
  await saveDaily({}, 'new');
  nowMs += DAY_MS;
  refused = 600;
  expect(await tick({ breaker })).toMatchObject({ posted: 1, held: 1 });
  expect(await newestDelivery('proven')).toMatchObject({ localDate: '2026-11-23', state: 'confirmed' });

  refused = 900;
  nowMs += DAY_MS;
  expect(await tick({ breaker })).toMatchObject({ posted: 0, held: 2 });
  nowMs += 7 * HOUR_MS;
  await tick({ breaker });
  expect(await newestDelivery('proven')).toMatchObject({ localDate: '2026-11-24', state: 'missed', reason: 'held-back' });

  refused = 0;
  nowMs = NINE_MS + 3 * DAY_MS;
  expect(await tick({ breaker })).toMatchObject({ posted: 2, held: 0 });
});

test('what reviewers approve joins the bag of their server alone, out of nobody’s turn, and goes when they take it back', async () => {
  content = buildContent(buildLines(3, 0));
  const other = '900000000000000002';
  const suggestion = buildSuggestion({
    guildId: GUILD,
    id: '1300000000000000001',
    episode: 1,
    text: 'Somebody has kept a light on.',
    state: 'approved',
    tone: 'gentle',
  });
  await saveDaily();
  await saveDaily({}, other);
  const postDay = async (day: number) => {
    nowMs = NINE_MS + day * DAY_MS;
    await tick();
  };
  await postDay(0);
  await state.saveChanges([{ kind: 'add-suggestion', suggestion }], nowMs);
  for (const day of [1, 2, 3, 4, 5]) await postDay(day);
  const linesOf = async (guildId: string) => (await state.loadDeliveries(guildId, 99)).toReversed().map(({ quoteId }) => quoteId);
  const own = await linesOf(GUILD);
  expect(new Set(own.slice(0, 4))).toEqual(new Set(['gentle-0', 'gentle-1', 'gentle-2', 'community-1300000000000000001']));
  expect(await linesOf(other)).not.toContain('community-1300000000000000001');
  expect(JSON.stringify(channel.arrivals.map(({ body }) => body))).toContain('Somebody has kept a light on.');
  await state.saveChanges([{ kind: 'save-suggestion', next: { ...suggestion, state: 'declined', tone: null }, read: suggestion }], nowMs);
  for (const day of [6, 7, 8, 9]) await postDay(day);
  expect((await linesOf(GUILD)).slice(6)).not.toContain('community-1300000000000000001');
});

test('a community’s line that is taken back between its claim and its post is not posted', async () => {
  content = buildContent([]);
  const suggestion = buildSuggestion({ guildId: GUILD, episode: 1, state: 'approved', tone: 'gentle' });
  await saveDaily();
  await state.saveChanges([{ kind: 'add-suggestion', suggestion }], nowMs);
  nowMs = NINE_MS;
  channel.weather.push({ failure: { status: 503 } });
  await tick();
  await state.saveChanges([{ kind: 'save-suggestion', next: { ...suggestion, state: 'waiting', tone: null }, read: suggestion }], nowMs);
  nowMs += 2 * MINUTE_MS;
  await tick();
  expect(channel.arrivals).toEqual([]);
  expect(await newestDelivery()).toMatchObject({ state: 'failed', reason: 'line-removed' });
});
