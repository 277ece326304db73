/** A person's own daily in direct messages: the ledger of the servers, a channel that has to be opened, and a door that may be closed. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { planDaily } from '../../src/lines/plan.ts';
import { reachDirectly } from '../../src/posting/own-daily.ts';
import { runTick } from '../../src/posting/run-tick.ts';
import type { DailyPorts, DirectMessenger, DiscordFailure, PostFinder } from '../../src/posting/types.ts';
import { placeOfPerson } from '../../src/state/own-daily.ts';
import { openSqliteState } from '../../src/state/sqlite.ts';
import { DEFAULT_DAILY_OPTIONS, type State } from '../../src/state/types.ts';
import { buildLine } from '../lines/lines.ts';
import { buildContent, buildLog, FakeChannel } from './fakes.ts';
import { MINUTE_MS, NINE_MS } from './riga.ts';

const ADA = '700000000000000001';
const BEN = '700000000000000002';
const DAY_MS = 24 * 60 * MINUTE_MS;
const CONTENT = buildContent([buildLine('free', 'gentle'), buildLine('later', 'gentle', { spoiler_from: 9 })]);

let state: State;
let nowMs: number;
let channel: FakeChannel;
let opened: string[];
let refusal: Partial<DiscordFailure> | null;
let direct: Pick<DailyPorts, 'poster' | 'finder'>;

const messenger: DirectMessenger = {
  async openDirectMessage(userId) {
    opened.push(userId);
    if (refusal === null) return { ok: true, channelId: `dm-${userId}` };
    return { ok: false, failure: { status: 400, code: 0, maybeSent: true, retryAfterMs: null, message: 'refused', ...refusal } };
  },
};

beforeEach(() => {
  state = openSqliteState(':memory:');
  nowMs = NINE_MS - MINUTE_MS;
  channel = new FakeChannel(() => nowMs);
  opened = [];
  refusal = null;
  direct = reachDirectly({ poster: channel, messenger, now: () => nowMs });
});

afterEach(() => state.close());

function tick() {
  const buildPost: DailyPorts['buildPost'] = ({ quote, localDate }) => ({ content: `${localDate} ${quote.id}` });
  const ports = { state, content: () => CONTENT, ...direct, buildPost, now: () => nowMs, log: buildLog() };
  return runTick(ports, { random: () => 0.5 });
}

async function askForOne(userId: string): Promise<void> {
  const plan = {
    ...DEFAULT_DAILY_OPTIONS,
    enabled: true,
    channelId: placeOfPerson(userId),
    time: '09:00',
    zone: 'Europe/Riga',
    suspendedReason: null,
  };
  const daily = planDaily(plan, await state.loadDeliveries(placeOfPerson(userId), 14), nowMs);
  await state.saveChanges([{ kind: 'set-own-daily', userId, settings: { titleId: 'drama', locale: 'en-US', daily } }], nowMs);
}

const contents = () => channel.arrivals.map(({ body }) => ('content' in body ? body.content : ''));
const loadDaily = async (userId: string) => (await state.loadSettings(placeOfPerson(userId))).daily;

test('comes once a local date, in direct messages that are opened once', async () => {
  await askForOne(ADA);
  nowMs = NINE_MS;
  expect(await tick()).toMatchObject({ posted: 1 });
  expect(await tick()).toMatchObject({ posted: 0 });
  nowMs += DAY_MS;
  expect(await tick()).toMatchObject({ posted: 1 });
  expect(channel.arrivals.map(({ channelId }) => channelId)).toEqual([`dm-${ADA}`, `dm-${ADA}`]);
  expect(opened).toEqual([ADA]);
});

test('never goes past how far that person is, and follows them', async () => {
  await askForOne(ADA);
  for (let day = 0; day < 3; day += 1) {
    nowMs = NINE_MS + day * DAY_MS;
    await tick();
  }
  expect(contents().join(' ')).not.toContain('later');
  await state.saveChanges([{ kind: 'set-progress', userId: ADA, titleId: 'drama', episode: 9 }], nowMs);
  nowMs += DAY_MS;
  await tick();
  expect(contents().at(-1)).toContain('later');
});

test('stopped and asked for again on the same day it does not come twice', async () => {
  await askForOne(ADA);
  nowMs = NINE_MS;
  await tick();
  await state.saveChanges([{ kind: 'set-own-daily', userId: ADA, settings: null }], nowMs);
  nowMs -= MINUTE_MS;
  await askForOne(ADA);
  nowMs += 2 * MINUTE_MS;
  await tick();
  expect(channel.arrivals).toHaveLength(1);
});

test.each([50_007, 50_278])('stops by itself when somebody’s direct messages are closed (%s), and does not ask again', async (code) => {
  await askForOne(ADA);
  await askForOne(BEN);
  channel.weather.push({ failure: { status: 403, code } });
  nowMs = NINE_MS;
  expect(await tick()).toMatchObject({ posted: 1, failed: 1 });
  const reasons = [await loadDaily(ADA), await loadDaily(BEN)].map((daily) => daily?.suspendedReason);
  expect(reasons.sort()).toEqual(['dm-closed', null]);
  const { requests } = channel;
  nowMs += MINUTE_MS;
  await tick();
  expect(channel.requests).toBe(requests);
});

test('is slowed where direct messages are opened too fast, asks nobody else meanwhile, and comes all the same', async () => {
  await askForOne(ADA);
  await askForOne(BEN);
  refusal = { status: 400, code: 40_003 };
  nowMs = NINE_MS;
  expect(await tick()).toMatchObject({ waiting: 2 });
  expect(opened).toHaveLength(1);
  refusal = null;
  nowMs += 3 * MINUTE_MS;
  expect(await tick()).toMatchObject({ posted: 2 });
  expect(new Set(channel.arrivals.map(({ channelId }) => channelId))).toEqual(new Set([`dm-${ADA}`, `dm-${BEN}`]));
});

test('nothing is unclear when only the opening had no answer', async () => {
  await askForOne(ADA);
  refusal = { status: 0 };
  nowMs = NINE_MS;
  expect(await tick()).toMatchObject({ waiting: 1 });
  expect((await state.loadDeliveries(placeOfPerson(ADA), 1))[0]).toMatchObject({ state: 'claimed', sentAtMs: null });
});

test('a post of which nothing is known is looked for until direct messages can be opened again, and not sent twice', async () => {
  const finder: PostFinder = {
    findPost: async (channelId) => {
      const there = channel.arrivals.find((arrival) => arrival.channelId === channelId);
      return there === undefined ? { kind: 'absent' } : { kind: 'found', messageId: there.messageId };
    },
    findThread: async () => ({ kind: 'absent' }),
  };
  const start = () => reachDirectly({ poster: channel, finder, messenger, now: () => nowMs });
  await askForOne(ADA);
  direct = start();
  channel.weather.push('accept-and-lose-answer');
  nowMs = NINE_MS;
  expect(await tick()).toMatchObject({ waiting: 1 });

  // Another process, which has not opened them yet.
  direct = start();
  refusal = { status: 503 };
  nowMs += 10 * MINUTE_MS;
  expect(await tick()).toMatchObject({ waiting: 1 });
  refusal = null;
  nowMs += 2 * MINUTE_MS;
  expect(await tick()).toMatchObject({ posted: 1 });
  expect(channel.arrivals).toHaveLength(1);
});
