/** Signed interactions over HTTP: the real program beside the least an endpoint can do, taking turns. */
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { type Child, startChild, startNabi } from './support/child.ts';
import { atMost, formatCount, formatMs, formatUs, median, medianRatio, type Part, percentile, type Row } from './support/figures.ts';
import { waitForPort } from './support/ports.ts';

const ROUNDS = 5;
const REQUESTS = { 1: 1_500, 16: 3_000, 64: 3_000 } as const;
const WARM_UP = 4_000;
const MOST_CPU = 1.1;
const MOST_P99 = 1.2;

const Apart = z.object({ port: z.number() });
const Discord = z.object({ apiUrl: z.string() });
const Loaded = z.object({ tookMs: z.number(), eachMs: z.array(z.number()), bytes: z.number() });

interface Round {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly cpuUs: number;
}

export async function benchHttp(): Promise<Part> {
  const home = mkdtempSync(join(tmpdir(), 'nabi-bench-'));
  const keys = generateKeyPairSync('ed25519');
  const publicKeyHex = keys.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex');
  const discord = startChild('./discord.ts');
  const { apiUrl } = await discord.ask(null, Discord);
  const load = startChild('./http-load.ts', { LOAD_KEY_DER: keys.privateKey.export({ format: 'der', type: 'pkcs8' }).toString('hex') });
  await load.ask(null, z.object({}));
  const [port, opsPort] = await Promise.all([waitForPort(), waitForPort()]);
  const nabi = startNabi({
    NABI_TRANSPORT: 'http',
    NABI_HOME: home,
    NABI_PORT: String(port),
    NABI_OPS_PORT: String(opsPort),
    DISCORD_API_URL: apiUrl,
    DISCORD_TOKEN: 'token-of-the-bench',
    DISCORD_APPLICATION_ID: '800000000000000001',
    DISCORD_PUBLIC_KEY: publicKeyHex,
    LOG_LEVEL: 'info',
  });
  const children = [discord, load, nabi];
  try {
    await waitUntilHealthy(port);
    const { bytes } = await post(load, port, 100, 1);
    const floor = startChild('./http-floor.ts', { FLOOR_KEY_HEX: publicKeyHex, FLOOR_ANSWER_BYTES: String(bytes) });
    children.push(floor);
    const { port: floorPort } = await floor.ask(null, Apart);
    await post(load, port, WARM_UP, 16);
    await post(load, floorPort, WARM_UP, 16);

    const rows: Row[] = [];
    for (const [key, count] of Object.entries(REQUESTS)) {
      const atOnce = Number(key);
      const rounds: { own: Round; floor: Round }[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        const ofFloor = await measure(load, floor, floorPort, count, atOnce);
        rounds.push({ floor: ofFloor, own: await measure(load, nabi, port, count, atOnce) });
      }
      rows.push(...describeRounds(rounds, atOnce));
    }
    return { title: `Signed HTTP \`/cast name: gang tae\`, answer of ${formatCount(bytes)} bytes`, rows };
  } finally {
    await Promise.all(children.map((child) => child.stop()));
    rmSync(home, { recursive: true, force: true });
  }
}

function describeRounds(rounds: readonly { own: Round; floor: Round }[], atOnce: number): Row[] {
  const pick = (name: keyof Round) => {
    const own = rounds.map((round) => round.own[name]);
    const floor = rounds.map((round) => round.floor[name]);
    return { own: median(own), floor: median(floor), ratio: medianRatio(own, floor) };
  };
  const [cpu, p50, p99, rate] = [pick('cpuUs'), pick('p50Ms'), pick('p99Ms'), pick('perSecond')];
  return [
    {
      what: `CPU each, ${atOnce} at once`,
      figure: `${formatUs(cpu.own)} = ${cpu.ratio.toFixed(2)} ×`,
      floor: formatUs(cpu.floor),
      target: atMost(cpu.ratio, MOST_CPU, `${MOST_CPU.toFixed(2)} ×`),
    },
    {
      what: '  requests a second',
      figure: `${formatCount(rate.own)} = ${rate.ratio.toFixed(2)} ×`,
      floor: formatCount(rate.floor),
    },
    { what: '  p50', figure: `${formatMs(p50.own)} = ${p50.ratio.toFixed(2)} ×`, floor: formatMs(p50.floor) },
    {
      what: '  p99',
      figure: `${formatMs(p99.own)} = ${p99.ratio.toFixed(2)} ×`,
      floor: formatMs(p99.floor),
      target: atMost(p99.ratio, MOST_P99, `${MOST_P99.toFixed(2)} ×`),
    },
  ];
}

async function measure(load: Child, contestant: Child, port: number, count: number, atOnce: number): Promise<Round> {
  const before = await contestant.usage();
  const { tookMs, eachMs } = await post(load, port, count, atOnce);
  const after = await contestant.usage();
  return {
    perSecond: (count * 1_000) / tookMs,
    p50Ms: median(eachMs),
    p99Ms: percentile(eachMs, 0.99),
    cpuUs: (after.cpuUs - before.cpuUs) / count,
  };
}

function post(load: Child, port: number, count: number, atOnce: number): Promise<z.infer<typeof Loaded>> {
  return load.ask({ kind: 'post', port, count, atOnce }, Loaded);
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
