/**
 * Nabi past one machine, as it runs in life: two replicas that answer over HTTP, two workers, one Postgres and a load balancer, each a
 * process (the balancer a few lines here). All servers are due at once. In the middle the worker that posts is killed, later the
 * database, which comes back; meanwhile people ask both replicas, and some press the button of a test post, which a worker carries out.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { generateKeyPairSync, sign } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { openPostgresState } from '../../src/state/postgres/open.ts';
import { DEFAULT_DAILY_OPTIONS } from '../../src/state/types.ts';
import { ADMIN_PERMISSIONS, buildButton, buildCommand } from '../support/interactions.ts';
import { startCluster } from '../support/postgres.ts';
import { type Readings, startLimitedDiscord } from './limited-discord.ts';

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));
const PER_SECOND = 50;
const TOKEN = 'constellation.token.of-nobody';
const DATABASE_AWAY_MS = 3_000;
const NEARLY_ALL = 0.95;
/** A press among so many questions. */
const PRESS_EVERY = 40;
/** Stands in every answer to the question that is asked. */
const ASKED_FOR = 'Gang-tae';
/** Many times what it takes; whoever waits longer learns what is missing. */
const PATIENCE_MS = 8 * 60_000;
const QUICK_START = { NODE_COMPILE_CACHE: join(tmpdir(), `nabi-compile-cache-${userInfo().uid}`) };

export interface ConstellationOptions {
  readonly servers: number;
  readonly interactions: number;
  readonly askEveryMs: number;
}

export interface ConstellationResult {
  readonly servers: number;
  /** Servers with a post. */
  readonly posted: number;
  /** Posts beyond the first of a server and date, as the fake Discord has them. */
  readonly doubles: number;
  /** Of the ledger, what is not confirmed. */
  readonly unconfirmed: number;
  readonly refused: number;
  readonly readings: Readings;
  /** Until 95 of 100 servers had their post, from the first worker's turn on, and until all had. */
  readonly nearlyAllS: number;
  readonly seconds: number;
  readonly overLimit: number;
  /** Until the killed worker's turn was another's, and until a post left after the database was there again. */
  readonly takeoverS: number;
  readonly resumedS: number;
  readonly asked: number;
  readonly answeredBy: readonly number[];
  readonly unanswered: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly answeredWithoutDatabase: number;
  /** Presses of the button, and how many test posts came of them. */
  readonly pressed: number;
  readonly tested: number;
  readonly pressP50Ms: number;
  /** Distinct lines at level error and above, by message. */
  readonly errors: Readonly<Record<string, number>>;
}

const LogLine = z.looseObject({ level: z.string(), msg: z.string(), port: z.number().optional() });

export async function runConstellation({ servers, interactions, askEveryMs }: ConstellationOptions): Promise<ConstellationResult> {
  const folder = mkdtempSync(join(tmpdir(), 'nabi-constellation-'));
  const cluster = await startCluster();
  const discord = await startLimitedDiscord({
    latencyMs: 20,
    jitterMs: 100,
    trouble: ({ path }) => (path.endsWith('/commands') ? { kind: 'answer', status: 200, body: [] } : null),
  });
  const keys = generateKeyPairSync('ed25519');
  const publicKeyHex = keys.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex');
  const nodes: Node[] = [];
  let balancer: Server | undefined;
  try {
    const databaseUrl = await cluster.createDatabase();
    const state = await openPostgresState(databaseUrl);
    const zone = chooseZone(Date.now());
    for (let server = 1; server <= servers; server += 1) {
      const plan = { channelId: String(server), time: timeIn(zone), zone, nextDueAtMs: Date.now() };
      const daily = { ...DEFAULT_DAILY_OPTIONS, ...plan, style: 'text' as const, enabled: true, suspendedReason: null };
      await state.saveChanges([{ kind: 'set-server', guildId: String(server), patch: { daily }, byUserId: '1' }], Date.now());
    }

    const environment = {
      DISCORD_TOKEN: TOKEN,
      DISCORD_APPLICATION_ID: '800000000000000001',
      DISCORD_PUBLIC_KEY: publicKeyHex,
      DISCORD_API_URL: discord.apiUrl,
      DATABASE_URL: databaseUrl,
      NABI_TRANSPORT: 'http',
      NABI_PORT: '0',
      NABI_OPS_PORT: '0',
      NABI_LIMIT_PERSON: '0',
      NABI_LIMIT_SERVER: '0',
    };
    const start = (role: 'web' | 'worker', name: string): Node => {
      const node = startNode({ ...environment, NABI_ROLE: role, NABI_HOME: join(folder, name) });
      nodes.push(node);
      return node;
    };
    const webs = [start('web', 'web-1'), start('web', 'web-2')];
    const ports = await Promise.all(webs.map(async (web) => z.number().parse((await web.waitFor('ready')).port)));
    balancer = await startBalancer(ports);
    const endpoint = `http://127.0.0.1:${portOf(balancer)}/interactions`;

    // All are due already, and whoever comes first ticks at once.
    const workers = [start('worker', 'worker-1'), start('worker', 'worker-2')];
    const isPosting = (): Node | undefined =>
      workers
        .filter((worker) => worker.isAlive() && worker.turnAtMs() !== null)
        .toSorted((a, b) => (b.turnAtMs() ?? 0) - (a.turnAtMs() ?? 0))[0];
    await Promise.all(workers.map((worker) => worker.waitFor('ready')));
    await until('a worker posts', () => isPosting() !== undefined);
    const startedMs = Math.min(...workers.map((worker) => worker.turnAtMs() ?? Number.POSITIVE_INFINITY));
    const people = startAsking({ endpoint, key: keys.privateKey, servers, interactions, askEveryMs });
    const posts = () => discord.messages.filter(({ nonce }) => nonce !== null);

    await until('a third is posted', () => posts().length >= servers / 3);
    const first = isPosting();
    const killedMs = performance.now();
    first?.kill();
    const tookOverAtMs = (): number => isPosting()?.turnAtMs() ?? Number.NaN;
    await until('another worker posts', () => tookOverAtMs() > killedMs);
    const takeoverS = (tookOverAtMs() - killedMs) / 1_000;

    await until('two thirds are posted', () => posts().length >= (2 * servers) / 3);
    await cluster.kill();
    people.note('away');
    await sleep(DATABASE_AWAY_MS);
    const before = posts().length;
    await cluster.start();
    people.note('back');
    const backMs = performance.now();
    await until('a post leaves again', () => posts().length > before);
    const resumedS = (performance.now() - backMs) / 1_000;

    // The rest was under way at one of the two moments, and is left alone until nobody can be sending it any more.
    await until('nearly all are posted', () => posts().length >= servers * NEARLY_ALL);
    const nearlyAllS = (performance.now() - startedMs) / 1_000;
    await until('every server has its post', () => new Set(posts().map(({ channelId }) => channelId)).size >= servers);
    const seconds = (performance.now() - startedMs) / 1_000;
    await people.done;
    // What is not known to be out is settled before the end.
    await until('the ledger is settled', async () => {
      const queue = await state.countQueue(Date.now()).catch(() => null);
      return queue !== null && queue.unsettled === 0 && queue.due === 0;
    });
    const unconfirmed = await countUnconfirmed(state, servers);
    await state.close();
    await Promise.all(nodes.map((node) => node.stop()));

    const made = posts();
    const byServer = new Map<string, number>();
    for (const { channelId } of made) byServer.set(channelId, (byServer.get(channelId) ?? 0) + 1);
    const limited = discord.refusals.filter(({ status }) => status === 429);
    return {
      servers,
      posted: byServer.size,
      doubles: made.length - byServer.size,
      unconfirmed,
      refused: limited.length,
      readings: discord.readings(),
      nearlyAllS,
      seconds,
      overLimit: seconds / (servers / PER_SECOND),
      takeoverS,
      resumedS,
      ...people.figures(),
      answeredBy: webs.map((web) => web.count('answered')),
      tested: discord.messages.length - made.length,
      errors: sumErrors(nodes),
    };
  } finally {
    for (const node of nodes) node.kill();
    balancer?.close();
    await discord.close();
    await cluster.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Node {
  isAlive(): boolean;
  /** When it last said that it is its turn to post; null: never. */
  turnAtMs(): number | null;
  count(message: string): number;
  errors(): readonly string[];
  waitFor(message: string): Promise<z.infer<typeof LogLine>>;
  kill(): void;
  stop(): Promise<void>;
}

function startNode(env: Readonly<Record<string, string>>): Node {
  const { PATH, HOME } = process.env;
  const child: ChildProcess = spawn(process.execPath, ['src/main.ts'], {
    cwd: REPOSITORY,
    env: { PATH, HOME, ...QUICK_START, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const seen = new Map<string, number>();
  const first = new Map<string, z.infer<typeof LogLine>>();
  const errors: string[] = [];
  let turnAtMs: number | null = null;
  if (child.stdout === null) throw new Error('the output of a process cannot be read');
  createInterface({ input: child.stdout }).on('line', (text) => {
    if (!text.startsWith('{')) return;
    const line = LogLine.parse(JSON.parse(text));
    seen.set(line.msg, (seen.get(line.msg) ?? 0) + 1);
    if (!first.has(line.msg)) first.set(line.msg, line);
    if (line.level === 'error' || line.level === 'fatal') errors.push(line.msg);
    if (line.msg === 'it is the turn of this process to post') turnAtMs = performance.now();
  });
  const isAlive = (): boolean => child.exitCode === null && child.signalCode === null;
  return {
    isAlive,
    turnAtMs: () => turnAtMs,
    count: (message) => seen.get(message) ?? 0,
    errors: () => errors,
    async waitFor(message) {
      await until(`the line “${message}”`, () => {
        if (!first.has(message) && !isAlive()) throw new Error(`a process ended before “${message}”: ${errors.join('; ')}`);
        return first.has(message);
      });
      return LogLine.parse(first.get(message));
    },
    kill: () => void child.kill('SIGKILL'),
    async stop() {
      if (isAlive()) child.kill('SIGTERM');
      await ended;
    },
  };
}

async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  for (const startedMs = performance.now(); !(await holds()); await sleep(20)) {
    if (performance.now() - startedMs > PATIENCE_MS) throw new Error(`it did not come to pass that ${what}`);
  }
}

/** One replica after the other, connection by connection, as simple balancers do. */
async function startBalancer(ports: readonly number[]): Promise<Server> {
  let next = 0;
  const server = createServer((client) => {
    const replica = connect(ports[next % ports.length] ?? 0, '127.0.0.1');
    next += 1;
    client.pipe(replica).pipe(client);
    client.on('error', () => replica.destroy());
    replica.on('error', () => client.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

function portOf(server: Server): number {
  return z.object({ port: z.number() }).parse(server.address()).port;
}

interface Asking {
  readonly endpoint: string;
  readonly key: Parameters<typeof sign>[2];
  readonly servers: number;
  readonly interactions: number;
  readonly askEveryMs: number;
}

/** Questions and presses as Discord would post them, signed, one after the other whatever becomes of those before. */
function startAsking({ endpoint, key, servers, interactions, askEveryMs }: Asking) {
  const inMs: number[] = [];
  const pressInMs: number[] = [];
  const answers: Promise<void>[] = [];
  let isAway = false;
  let answeredWithoutDatabase = 0;

  async function ask(count: number): Promise<void> {
    const isPress = count % PRESS_EVERY === 0;
    const where = { id: String(count), guildId: String((count % servers) + 1), memberPermissions: ADMIN_PERMISSIONS };
    const interaction = isPress
      ? buildButton({ ...where, customId: 'v1|health|test' })
      : buildCommand({ ...where, name: 'cast', options: { name: 'gang tae' } });
    const body = JSON.stringify(interaction);
    const timestamp = String(Math.floor(Date.now() / 1_000));
    const headers = {
      'content-type': 'application/json',
      'x-signature-ed25519': sign(null, Buffer.from(timestamp + body), key).toString('hex'),
      'x-signature-timestamp': timestamp,
    };
    const startedMs = performance.now();
    const wasAway = isAway;
    const answer = await post(endpoint, headers, body);
    const isAnswered = isPress ? answer !== null : (answer?.includes(ASKED_FOR) ?? false);
    (isPress ? pressInMs : inMs).push(isAnswered ? performance.now() - startedMs : Number.POSITIVE_INFINITY);
    if (wasAway && isAway && isAnswered && !isPress) answeredWithoutDatabase += 1;
  }

  const done = (async () => {
    for (let count = 1; count <= interactions; count += 1) {
      answers.push(ask(count));
      await sleep(askEveryMs);
    }
    await Promise.all(answers);
  })();
  return {
    done,
    note(what: 'away' | 'back') {
      isAway = what === 'away';
    },
    figures: () => ({
      asked: inMs.length + pressInMs.length,
      unanswered: [...inMs, ...pressInMs].filter((ms) => !Number.isFinite(ms)).length,
      p50Ms: shareOf(inMs, 0.5),
      p99Ms: shareOf(inMs, 0.99),
      pressed: pressInMs.length,
      pressP50Ms: shareOf(pressInMs, 0.5),
      answeredWithoutDatabase,
    }),
  };
}

/** The body of an answer that is one; null when there was none. */
function post(endpoint: string, headers: Record<string, string>, body: string): Promise<string | null> {
  return new Promise((resolve) => {
    const sent = request(endpoint, { method: 'POST', agent: false, headers }, (response) => {
      let text = '';
      response
        .setEncoding('utf8')
        .on('data', (part: string) => {
          text += part;
        })
        .on('end', () => resolve(response.statusCode === 200 ? text : null))
        .on('error', () => resolve(null));
    });
    sent.on('error', () => resolve(null));
    sent.end(body);
  });
}

function shareOf(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

type State = Awaited<ReturnType<typeof openPostgresState>>;

async function countUnconfirmed(state: State, servers: number): Promise<number> {
  let count = 0;
  for (let server = 1; server <= servers; server += 1) {
    const deliveries = await state.loadDeliveries(String(server), 5);
    if (deliveries.length !== 1 || deliveries[0]?.state !== 'confirmed') count += 1;
  }
  return count;
}

/** Where it is far from midnight, so that everything happens on one date. */
function chooseZone(nowMs: number): string {
  const zones = ['UTC', 'Asia/Tokyo', 'America/Los_Angeles'];
  return zones.find((zone) => Math.abs(Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(zone).hour - 12) <= 8) ?? 'UTC';
}

function timeIn(zone: string): string {
  return Temporal.Now.zonedDateTimeISO(zone).toPlainTime().toString({ smallestUnit: 'minute' });
}

function sumErrors(nodes: readonly Node[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const error of nodes.flatMap((node) => node.errors())) sums[error] = (sums[error] ?? 0) + 1;
  return sums;
}
