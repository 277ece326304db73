/** The ledger by itself: turns keep the budget of requests, but that nothing is doubled hangs on no turn. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runTick } from '../../src/posting/run-tick.ts';
import type { DailyPorts } from '../../src/posting/types.ts';
import { openPostgresState } from '../../src/state/postgres/open.ts';
import type { State } from '../../src/state/types.ts';
import { buildLines } from '../lines/lines.ts';
import { buildContent, buildLog, FakeChannel } from '../posting/fakes.ts';
import { buildDaily, NINE_MS } from '../posting/riga.ts';
import { type Cluster, startCluster } from '../support/postgres.ts';

const SERVERS = 60;
const DAYS = 3;
const DAY_MS = 24 * 60 * 60_000;

let cluster: Cluster;

beforeAll(async () => {
  cluster = await startCluster();
});

afterAll(() => cluster.stop());

test('workers that tick at the same instant, all in the belief that it is their turn, post once for each server and date', async () => {
  const url = await cluster.createDatabase();
  const states = await Promise.all([1, 2, 3].map(() => openPostgresState(url)));
  const [first] = states;
  for (let server = 1; server <= SERVERS; server += 1) {
    const daily = buildDaily({ channelId: `c${server}` });
    await first?.saveChanges([{ kind: 'set-server', guildId: String(server), patch: { daily }, byUserId: '1' }], NINE_MS - 1);
  }
  let nowMs = NINE_MS;
  const channel = new FakeChannel(() => nowMs);
  const content = buildContent(buildLines(4, 4));
  const ports = (state: State): DailyPorts => ({
    state,
    content: () => content,
    poster: channel,
    buildPost: ({ quote, localDate }) => ({ content: `${localDate} ${quote.text}` }),
    now: () => nowMs,
    log: buildLog(),
  });
  for (let day = 0; day < DAYS; day += 1, nowMs += DAY_MS) {
    await Promise.all(states.map((state) => runTick(ports(state), { random: Math.random })));
  }
  expect(channel.requests).toBe(SERVERS * DAYS);
  expect(new Set(channel.arrivals.map(({ nonce }) => nonce)).size).toBe(SERVERS * DAYS);
  const ledger = await Promise.all(Array.from({ length: SERVERS }, (_, index) => first?.loadDeliveries(String(index + 1), 10)));
  expect(ledger.map((deliveries) => deliveries?.map(({ state }) => state))).toEqual(
    Array.from({ length: SERVERS }, () => Array.from({ length: DAYS }, () => 'confirmed')),
  );
  await Promise.all(states.map((state) => state.close()));
});
