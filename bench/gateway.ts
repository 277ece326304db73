/** Interactions over the gateway: the real program, beside a bare socket, taking turns. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { z } from 'zod';
import { type Child, NABI_FLAGS, NO_LIMITS, startChild, startNabi } from './support/child.ts';
import { withContent } from './support/content.ts';
import {
  atLeast,
  atMost,
  formatCount,
  formatMb,
  formatMs,
  formatUs,
  mean,
  median,
  medianRatio,
  type Part,
  percentile,
  type Row,
} from './support/figures.ts';
import { settle, writeTemplates } from './support/mix.ts';
import { waitForPort } from './support/ports.ts';
import { buildWorld } from './support/world.ts';

const ROUNDS = 5;
/** In each, so that what comes seldom, a search of the whole heap, comes at all. */
const SATURATED_TURNS = 3;
const SATURATED = { count: 6_000, atOnce: 64 } as const;
const STEADY = { count: 600, perSecond: 200 } as const;
/** As over HTTP (http.ts). */
const WARM_UP = 24_000;
const ANSWER_BYTES = 2_000;
/** Servers with the shards Discord recommends for them. */
const SIZES = [
  { servers: 0, shards: 1 },
  { servers: 2_500, shards: 3 },
  { servers: 10_000, shards: 10 },
] as const;
export const TARGETS = { startMs: 700, rssMb: 120, rssAfterMb: 160, rate: 0.67, cpu: { one: 1.6, mix: 2 } } as const;
/** What is asked, and in whose name it is told. */
const ASKED = { one: '`/cast name: gang tae`', mix: 'the mix' } as const;
const FLOOR_TOKEN = 'token-of-the-floor';
const DUTIFUL_TOKEN = 'token-of-the-dutiful-floor';
const PLAIN_TOKEN = 'token-of-the-plain-bot';
const NABI_TOKEN = 'token-of-the-bench';

const Discord = z.object({ apiUrl: z.string() });
export const First = z.object({ atMs: z.number() });
export const Done = z.object({});
const Loaded = z.object({ tookMs: z.number(), eachMs: z.array(z.number()) });

export interface Contestant {
  readonly token: string;
  start(): Promise<Child>;
}

/** A Discord, and who logs in there: started one by one by `act`, and ended with all of them. */
export async function withGateway<Result>(act: (discord: Child, contestants: Contestants) => Promise<Result>): Promise<Result> {
  const home = mkdtempSync(join(tmpdir(), 'nabi-bench-'));
  await settle(home);
  const discord = startChild('./discord.ts', await withContent(async (content) => writeTemplates(home, buildWorld(content))));
  const { apiUrl } = await discord.ask(null, Discord);
  const build = (
    token: string,
    file: string,
    duties: Readonly<Record<string, string>> = {},
    flags: readonly string[] = [],
  ): Contestant => ({
    token,
    async start() {
      const environment = { FLOOR_API_URL: apiUrl, FLOOR_TOKEN: token, FLOOR_ANSWER_BYTES: String(ANSWER_BYTES), ...duties };
      return startChild(file, environment, flags);
    },
  });
  const floor = build(FLOOR_TOKEN, './gateway-floor.ts');
  const dutiful = build(DUTIFUL_TOKEN, './gateway-floor.ts', { FLOOR_DUTIES: 'yes' }, NABI_FLAGS);
  const plain = build(PLAIN_TOKEN, './plain-bot.ts');
  const nabi: Contestant = {
    token: NABI_TOKEN,
    async start() {
      // Nobody tries things out here: what holds back a start after many others is not what is measured.
      forgetLogins(home);
      return startNabi({
        NABI_TRANSPORT: 'gateway',
        NABI_HOME: home,
        NABI_OPS_PORT: String(await waitForPort()),
        DISCORD_API_URL: apiUrl,
        DISCORD_TOKEN: NABI_TOKEN,
        DISCORD_APPLICATION_ID: '800000000000000001',
        ...NO_LIMITS,
        LOG_LEVEL: 'info',
      });
    },
  };
  try {
    return await act(discord, { floor, dutiful, plain, nabi });
  } finally {
    await discord.stop();
    rmSync(home, { recursive: true, force: true });
  }
}

export function benchGateway(): Promise<Part> {
  return withGateway(async (discord, contestants) => {
    const rows = await measureStarts(discord, contestants);
    await discord.ask({ kind: 'size', servers: 2_500, shards: 1 }, Done);
    rows.push(...(await measureLoad(discord, contestants)));
    return { title: 'Gateway: dispatch → callback', rows };
  });
}

async function measureStarts(discord: Child, { floor, plain, nabi }: Contestants): Promise<Row[]> {
  const rows: Row[] = [];
  await discord.ask({ kind: 'size', servers: 0, shards: 1 }, Done);
  const veryFirst = await startOnce(discord, nabi, 1);
  rows.push({ what: 'the very first start: packs built, commands registered', figure: formatMs(veryFirst.tookMs) });
  for (const { servers, shards } of SIZES) {
    await discord.ask({ kind: 'size', servers, shards }, Done);
    const own: Started[] = [];
    const least: Started[] = [];
    const usual: Started[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      least.push(await startOnce(discord, floor, 1));
      usual.push(await startOnce(discord, plain, 1));
      own.push(await startOnce(discord, nabi, 1));
    }
    const whole = await startOnce(discord, nabi, shards);
    const took = median(own.map(({ tookMs }) => tookMs));
    const rss = whole.rssBytes;
    const size = `${formatCount(servers)} servers, ${shards} shard${shards === 1 ? '' : 's'}`;
    rows.push(
      {
        what: `start to first answer, ${size}`,
        figure: formatMs(took),
        floor: formatMs(median(least.map(({ tookMs }) => tookMs))),
        target: atMost(took, TARGETS.startMs, `${TARGETS.startMs} ms`),
      },
      {
        what: '  CPU of the start',
        figure: formatMs(median(own.map(({ cpuMs }) => cpuMs))),
        floor: formatMs(median(least.map(({ cpuMs }) => cpuMs))),
      },
      {
        what: '  memory, all shards there',
        figure: formatMb(rss),
        floor: formatMb(median(least.map(({ rssBytes }) => rssBytes))),
        target: atMost(rss / 2 ** 20, TARGETS.rssMb, `${TARGETS.rssMb} MB`),
      },
      {
        what: '  a plain discord.js bot: start, memory',
        figure: `${formatMs(median(usual.map(({ tookMs }) => tookMs)))}, ${formatMb(median(usual.map(({ rssBytes }) => rssBytes)))}`,
      },
    );
  }
  return rows;
}

interface Started {
  readonly tookMs: number;
  readonly cpuMs: number;
  readonly rssBytes: number;
}

async function startOnce(discord: Child, contestant: Contestant, shards: number): Promise<Started> {
  const startedAtMs = performance.timeOrigin + performance.now();
  const child = await contestant.start();
  const { atMs } = await discord.ask({ kind: 'first', token: contestant.token }, First);
  const { cpuUs } = await child.usage();
  await discord.ask({ kind: 'shards', token: contestant.token, shards }, Done);
  await sleep(1_000);
  const { rssBytes } = await child.usage();
  await child.stop();
  return { tookMs: atMs - startedAtMs, cpuMs: cpuUs / 1_000, rssBytes };
}

interface Round {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly cpuUs: number;
}

export interface Contestants {
  readonly floor: Contestant;
  /** Connected by discord.js' own parts, with what a bot in earnest cannot leave out (support/duties.ts), in as little memory as Nabi. */
  readonly dutiful: Contestant;
  /** As discord.js' guide has one written (support/plain-bot.ts). */
  readonly plain: Contestant;
  readonly nabi: Contestant;
}

async function measureLoad(discord: Child, { floor, dutiful, plain, nabi }: Contestants): Promise<Row[]> {
  const [least, earnest, usual, own] = [await floor.start(), await dutiful.start(), await plain.start(), await nabi.start()];
  const rows: Row[] = [];
  try {
    for (const ask of ['one', 'mix'] as const) {
      const run = (who: Contestant, child: Child, how: How) => measure(discord, who.token, child, { ask, ...how });
      const runAll = async (how: How): Promise<Rounds> => ({
        floor: await run(floor, least, how),
        dutiful: await run(dutiful, earnest, how),
        plain: await run(plain, usual, how),
        own: await run(nabi, own, how),
      });
      const cold = await runAll({ ...SATURATED, count: WARM_UP });
      const saturated: Rounds[] = [];
      const steady: Rounds[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        for (let turn = 0; turn < SATURATED_TURNS; turn += 1) saturated.push(await runAll(SATURATED));
        steady.push(await runAll(STEADY));
      }
      rows.push(...describeLoad(ask, saturated, steady), {
        what: `  CPU each, the first ${formatCount(WARM_UP)}`,
        figure: `${formatUs(cold.own.cpuUs)} = ${(cold.own.cpuUs / cold.floor.cpuUs).toFixed(2)} ×`,
        floor: formatUs(cold.floor.cpuUs),
      });
    }
    const { rssBytes } = await own.usage();
    const target = atMost(rssBytes / 2 ** 20, TARGETS.rssAfterMb, `${TARGETS.rssAfterMb} MB`);
    const memoryOf = async (child: Child) => formatMb((await child.usage()).rssBytes);
    return [
      ...rows,
      { what: 'memory after all this, and of the floor in earnest', figure: formatMb(rssBytes), floor: await memoryOf(earnest), target },
      { what: '  of the plain discord.js bot', figure: await memoryOf(usual) },
    ];
  } finally {
    await Promise.all([least, earnest, usual, own].map((child) => child.stop()));
  }
}

interface Rounds {
  readonly floor: Round;
  readonly dutiful: Round;
  readonly plain: Round;
  readonly own: Round;
}

function describeLoad(ask: keyof typeof ASKED, saturated: readonly Rounds[], steady: readonly Rounds[]): Row[] {
  const pick = (rounds: readonly Rounds[], name: keyof Round) => {
    const own = rounds.map((round) => round.own[name]);
    const floor = rounds.map((round) => round.floor[name]);
    return { own: median(own), floor: median(floor), ratio: medianRatio(own, floor) };
  };
  const cpu = pick(saturated, 'cpuUs');
  const meanCpu = { own: mean(saturated.map(({ own }) => own.cpuUs)), floor: mean(saturated.map(({ floor }) => floor.cpuUs)) };
  const rate = pick(saturated, 'perSecond');
  const most = TARGETS.cpu[ask];
  const besideFloor = (who: 'dutiful' | 'plain'): string => {
    const ratio = (name: keyof Round) =>
      medianRatio(
        saturated.map((round) => round[who][name]),
        saturated.map((round) => round.floor[name]),
      ).toFixed(2);
    return `${ratio('cpuUs')} ×; ${ratio('perSecond')} × a second`;
  };
  const latency = (title: string, name: 'p50Ms' | 'p99Ms', rounds: readonly Rounds[]): Row => {
    const { own, floor } = pick(rounds, name);
    return { what: title, figure: formatMs(own), floor: formatMs(floor) };
  };
  return [
    {
      what: `${ASKED[ask]}: CPU each, ${SATURATED.atOnce} at once`,
      figure: `${formatUs(cpu.own)} = ${cpu.ratio.toFixed(2)} ×`,
      floor: formatUs(cpu.floor),
      target: atMost(cpu.ratio, most, `${most.toFixed(2)} ×`),
    },
    {
      what: '  the mean of all rounds',
      figure: `${formatUs(meanCpu.own)} = ${(meanCpu.own / meanCpu.floor).toFixed(2)} ×`,
      floor: formatUs(meanCpu.floor),
    },
    {
      what: '  a floor in earnest (bench/support/duties.ts)',
      figure: besideFloor('dutiful'),
    },
    { what: '  a plain discord.js bot with one fixed reply', figure: besideFloor('plain') },
    {
      what: '  interactions a second',
      figure: `${formatCount(rate.own)} = ${rate.ratio.toFixed(2)} ×`,
      floor: formatCount(rate.floor),
      target: atLeast(rate.ratio, TARGETS.rate, `${TARGETS.rate.toFixed(2)} ×`),
    },
    latency(`  dispatch → callback at ${STEADY.perSecond}/s, p50`, 'p50Ms', steady),
    latency(`  dispatch → callback at ${STEADY.perSecond}/s, p99`, 'p99Ms', steady),
    latency(`  ${SATURATED.atOnce} at once, p99`, 'p99Ms', saturated),
  ];
}

type How = { readonly count: number } & ({ readonly atOnce: number } | { readonly perSecond: number });

export async function measure(discord: Child, token: string, child: Child, how: How & { readonly ask: string }): Promise<Round> {
  const before = await child.usage();
  const { tookMs, eachMs } = await discord.ask({ kind: 'load', token, ...how }, Loaded);
  const after = await child.usage();
  return {
    perSecond: (how.count * 1_000) / tookMs,
    p50Ms: median(eachMs),
    p99Ms: percentile(eachMs, 0.99),
    cpuUs: (after.cpuUs - before.cpuUs) / how.count,
  };
}

function forgetLogins(home: string): void {
  const file = join(home, 'state.db');
  if (!existsSync(file)) return;
  const db = new Database(file);
  db.prepare("DELETE FROM meta WHERE key = 'logins-at-ms'").run();
  db.close();
}
