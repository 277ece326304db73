/** Signed interactions over HTTP: the real program beside the least an endpoint can do, taking turns. */
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { type Child, NO_LIMITS, startChild, startNabi } from './support/child.ts';
import { withContent } from './support/content.ts';
import {
  atLeast,
  atMost,
  formatCount,
  formatMb,
  formatMs,
  formatUs,
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
const REQUESTS = { 1: 1_500, 16: 3_000, 64: 3_000 } as const;
/** V8 compiles beside the main thread until about so many were asked; what that costs is told apart. */
export const WARM_UP = 24_000;
const MOST_CPU = { one: 1.3, mix: 1.6 } as const;
const LEAST_RATE = 0.67;
export const ASKED = { one: '`/cast name: gang tae`', mix: 'the mix' } as const;
export type Asked = keyof typeof ASKED;

const Apart = z.object({ port: z.number() });
const Discord = z.object({ apiUrl: z.string() });
const Loaded = z.object({ tookMs: z.number(), eachMs: z.array(z.number()), bytes: z.number() });

export interface Round {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly cpuUs: number;
}

/** Who asks over signed HTTP, and the Discord behind whoever is asked. */
export interface Asker {
  readonly publicKeyHex: string;
  /** Asks so many questions, in so many connections at once. */
  post(how: Load): Promise<z.infer<typeof Loaded>>;
  /** Starts another process, which ends with all of them. */
  start(file: string, environment: Readonly<Record<string, string>>): Child;
  /** Starts the real program of a folder, this one where none is named, with what the mix has set. */
  startProgram(root?: string): Promise<Program>;
}

export interface Program {
  readonly nabi: Child;
  readonly port: number;
  /** From its start until it answered whether it is well. */
  readonly startMs: number;
}

export async function withAsker<Result>(act: (asker: Asker) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'nabi-bench-'));
  const keys = generateKeyPairSync('ed25519');
  const publicKeyHex = keys.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex');
  const discord = startChild('./discord.ts');
  const { apiUrl } = await discord.ask(null, Discord);
  const load = startChild('./http-load.ts', {
    LOAD_KEY_DER: keys.privateKey.export({ format: 'der', type: 'pkcs8' }).toString('hex'),
    ...(await withContent(async (content) => writeTemplates(folder, buildWorld(content)))),
  });
  await load.ask(null, z.object({}));
  const children = [discord, load];
  try {
    return await act({
      publicKeyHex,
      post: (how) => load.ask({ kind: 'post', ...how }, Loaded),
      start(file, environment) {
        const child = startChild(file, environment);
        children.push(child);
        return child;
      },
      async startProgram(root) {
        const home = mkdtempSync(join(folder, 'home-'));
        await settle(home, root);
        const [port, opsPort] = await Promise.all([waitForPort(), waitForPort()]);
        const startedMs = performance.now();
        const nabi = startNabi(
          {
            NABI_TRANSPORT: 'http',
            NABI_HOME: home,
            NABI_PORT: String(port),
            NABI_OPS_PORT: String(opsPort),
            DISCORD_API_URL: apiUrl,
            DISCORD_TOKEN: 'token-of-the-bench',
            DISCORD_APPLICATION_ID: '800000000000000001',
            DISCORD_PUBLIC_KEY: publicKeyHex,
            ...NO_LIMITS,
            LOG_LEVEL: 'info',
          },
          root,
        );
        children.push(nabi);
        await waitUntilHealthy(port);
        return { nabi, port, startMs: performance.now() - startedMs };
      },
    });
  } finally {
    await Promise.all(children.map((child) => child.stop()));
    rmSync(folder, { recursive: true, force: true });
  }
}

export function benchHttp(): Promise<Part> {
  return withAsker(async (asker) => {
    const { publicKeyHex, post, start, startProgram } = asker;
    const { nabi, port } = await startProgram();
    const rows: Row[] = [];
    for (const ask of ['one', 'mix'] as const) {
      const { bytes } = await post({ ask, port, count: 1_000, atOnce: 16 });
      const startFloor = async (environment: Readonly<Record<string, string>>): Promise<Contestant> => {
        const answerBytes = String(Math.round(bytes));
        const child = start('./http-floor.ts', { FLOOR_KEY_HEX: publicKeyHex, FLOOR_ANSWER_BYTES: answerBytes, ...environment });
        const apart = await child.ask(null, Apart);
        return { child, port: apart.port };
      };
      const [floor, dutiful] = [await startFloor({}), await startFloor({ FLOOR_DUTIES: 'yes' })];
      const warmUp = ({ child, port }: Contestant) => measure(asker, child, { ask, port, count: WARM_UP, atOnce: 16 });
      await warmUp(dutiful);
      const [least, own] = [await warmUp(floor), await warmUp({ child: nabi, port })];
      rows.push(
        { what: `${ASKED[ask]}: bytes of an answer`, figure: formatCount(bytes) },
        {
          what: `  CPU each, the first ${formatCount(WARM_UP)}, 16 at once`,
          figure: `${formatUs(own.cpuUs)} = ${(own.cpuUs / least.cpuUs).toFixed(2)} ×`,
          floor: formatUs(least.cpuUs),
        },
      );
      for (const [key, count] of Object.entries(REQUESTS)) {
        const atOnce = Number(key);
        const run = ({ child, port }: Contestant) => measure(asker, child, { ask, port, count, atOnce });
        const rounds: Rounds[] = [];
        for (let round = 0; round < ROUNDS; round += 1) {
          rounds.push({ floor: await run(floor), dutiful: await run(dutiful), own: await run({ child: nabi, port }) });
        }
        rows.push(...describeRounds(rounds, ask, atOnce));
      }
    }
    const { rssBytes } = await nabi.usage();
    return { title: 'Signed HTTP', rows: [...rows, { what: 'memory after all this', figure: formatMb(rssBytes) }] };
  });
}

interface Contestant {
  readonly child: Child;
  readonly port: number;
}

interface Rounds {
  readonly floor: Round;
  /** The floor with what a bot in earnest cannot leave out (support/duties.ts). */
  readonly dutiful: Round;
  readonly own: Round;
}

function describeRounds(rounds: readonly Rounds[], ask: Asked, atOnce: number): Row[] {
  const pick = (name: keyof Round) => {
    const own = rounds.map((round) => round.own[name]);
    const floor = rounds.map((round) => round.floor[name]);
    return { own: median(own), floor: median(floor), ratio: medianRatio(own, floor) };
  };
  const dutiful = medianRatio(
    rounds.map((round) => round.dutiful.cpuUs),
    rounds.map((round) => round.floor.cpuUs),
  );
  const [cpu, p50, p99, rate] = [pick('cpuUs'), pick('p50Ms'), pick('p99Ms'), pick('perSecond')];
  return [
    {
      what: `  CPU each, ${atOnce} at once`,
      figure: `${formatUs(cpu.own)} = ${cpu.ratio.toFixed(2)} ×`,
      floor: formatUs(cpu.floor),
      target: atMost(cpu.ratio, MOST_CPU[ask], `${MOST_CPU[ask].toFixed(2)} ×`),
    },
    { what: '    a floor in earnest (bench/support/duties.ts)', figure: `${dutiful.toFixed(2)} ×` },
    {
      what: '    requests a second',
      figure: `${formatCount(rate.own)} = ${rate.ratio.toFixed(2)} ×`,
      floor: formatCount(rate.floor),
      target: atLeast(rate.ratio, LEAST_RATE, `${LEAST_RATE.toFixed(2)} ×`),
    },
    { what: '    p50', figure: `${formatMs(p50.own)} = ${p50.ratio.toFixed(2)} ×`, floor: formatMs(p50.floor) },
    { what: '    p99', figure: `${formatMs(p99.own)} = ${p99.ratio.toFixed(2)} ×`, floor: formatMs(p99.floor) },
  ];
}

export interface Load {
  readonly ask: Asked;
  readonly port: number;
  readonly count: number;
  readonly atOnce: number;
}

export async function measure({ post }: Asker, contestant: Child, how: Load): Promise<Round> {
  const before = await contestant.usage();
  const { tookMs, eachMs } = await post(how);
  const after = await contestant.usage();
  return {
    perSecond: (how.count * 1_000) / tookMs,
    p50Ms: median(eachMs),
    p99Ms: percentile(eachMs, 0.99),
    cpuUs: (after.cpuUs - before.cpuUs) / how.count,
  };
}

async function waitUntilHealthy(port: number): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    const isUp = await fetch(`http://127.0.0.1:${port}/healthz`).then(
      (response) => response.ok,
      () => false,
    );
    if (isUp) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('Nabi did not start to listen');
}
