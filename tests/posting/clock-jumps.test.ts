/** A machine whose clock is wrong for a minute or two, such as one without a battery, or a virtual one that was frozen. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTicker } from '../../src/posting/tick.ts';
import { openSqliteState } from '../../src/state/sqlite.ts';
import type { State } from '../../src/state/types.ts';
import { buildLines } from '../lines/lines.ts';
import { buildContent, buildLog, FakeChannel } from './fakes.ts';
import { buildDaily, DAY_MS, HOUR_MS, MINUTE_MS, NINE_MS } from './riga.ts';

let state: State;
let realMs: number;
let aheadMs: number;
let channel: FakeChannel;

beforeEach(async () => {
  state = openSqliteState(':memory:');
  realMs = NINE_MS - 3 * HOUR_MS;
  aheadMs = 0;
  channel = new FakeChannel(() => realMs);
  await state.saveChanges([{ kind: 'set-server', guildId: '1', patch: { daily: buildDaily() }, byUserId: '1' }], realMs);
});
afterEach(() => state.close());

function start() {
  const content = buildContent(buildLines(9, 9));
  return createTicker({
    ...{ state, content: () => content, poster: channel, buildPost: ({ localDate }) => ({ content: localDate }), log: buildLog() },
    ...{ now: () => realMs + aheadMs, steadyMs: () => realMs, random: () => 0 },
  });
}

async function run(ticker: ReturnType<typeof start>, minutes: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute += 1) {
    await ticker.tick();
    realMs += MINUTE_MS;
  }
}

const dates = async () => (await state.loadDeliveries('1', 50)).map(({ localDate, state: outcome }) => `${localDate} ${outcome}`);

test.each([
  ['a year for two minutes', 365 * DAY_MS, 2],
  ['a day for two minutes', DAY_MS, 2],
  ['a month for ten minutes', 30 * DAY_MS, 10],
])('ahead by %s, it costs no post and leaves no row of a day that has not been', async (_name, byMs, minutes) => {
  const ticker = start();
  await run(ticker, 10);
  aheadMs = byMs;
  await run(ticker, minutes);
  aheadMs = 0;
  await run(ticker, 24 * 60);
  const posted = channel.arrivals.filter(({ atMs }) => atMs >= NINE_MS);
  expect(posted.map(({ body }) => body)).toMatchObject([{ content: '2026-11-22' }]);
  expect((await dates()).filter((row) => row.endsWith('missed'))).toEqual([]);
  expect((await state.loadSettings('1')).daily?.nextDueAtMs).toBe(NINE_MS + DAY_MS);
});

test('what a clock ahead has left behind is put right by a restart', async () => {
  aheadMs = 365 * DAY_MS;
  await run(start(), 2);
  expect((await dates()).length).toBeGreaterThan(0);
  aheadMs = 0;
  await run(start(), 1);
  expect((await state.loadSettings('1')).daily?.nextDueAtMs).toBe(NINE_MS);
  expect((await dates()).filter((row) => row.endsWith('missed'))).toEqual([]);
});

test('a post that came too late while the bot ran is no post of a bot that was down', async () => {
  const ticker = start();
  await run(ticker, 1);
  const slow: State['loadDue'] = async () => [];
  const { loadDue } = state;
  Object.assign(state, { loadDue: slow });
  await run(ticker, 10 * 60);
  Object.assign(state, { loadDue });
  await run(ticker, 1);
  expect(await state.loadDeliveries('1', 1)).toMatchObject([{ state: 'missed', reason: 'ran-late' }]);
});

test('a machine that slept was down', async () => {
  const ticker = start();
  await run(ticker, 1);
  realMs += 12 * HOUR_MS;
  await run(ticker, 1);
  expect(await state.loadDeliveries('1', 1)).toMatchObject([{ state: 'missed', reason: 'bot-was-down' }]);
});
