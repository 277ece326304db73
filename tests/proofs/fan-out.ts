/** Thousands of servers due in one minute: how long it takes, what Discord refuses, and what somebody who asks meanwhile feels. */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { commands } from '../../commands/index.ts';
import { createAnswer } from '../../src/answer/answer.ts';
import { loadCare } from '../../src/care/load.ts';
import { openContent } from '../../src/content/store.ts';
import { createCallbacks } from '../../src/discord/callback.ts';
import { startHttp } from '../../src/discord/http.ts';
import { createRest } from '../../src/discord/rest.ts';
import { loadLanguages } from '../../src/language/locales.ts';
import { buildPost } from '../../src/lines/message.ts';
import { createBreaker } from '../../src/posting/breaker.ts';
import { runTick } from '../../src/posting/run-tick.ts';
import { openSqliteState } from '../../src/state/sqlite.ts';
import { type Change, DEFAULT_DAILY_OPTIONS } from '../../src/state/types.ts';
import { contentOfPacks } from '../support/made-once.ts';
import type { FanOutWorld } from './limited-discord-worker.ts';

const DUE_AT_MS = Date.parse('2026-11-22T07:00:00Z');
const ASK_EVERY_MS = 50;
/** What Discord allows. */
const PER_SECOND = 50;

export interface FanOutOptions extends Partial<z.infer<typeof FanOutWorld>> {
  readonly servers: number;
}

export interface FanOutResult {
  readonly servers: number;
  readonly posts: number;
  readonly channels: number;
  readonly seconds: number;
  /** Over N/50, the least it can take. */
  readonly overLimit: number;
  /** 429s beyond the one that was asked for. */
  readonly refused: number;
  /** Of those, how many left before the bot could know of the first. */
  readonly underWay: number;
  readonly readings: { readonly slidingSecond: number; readonly clockSecond: number; readonly tokenBucket: number };
  readonly interactions: number;
  readonly unanswered: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Of the bot's event loop, the longest and the hundredth longest share of a thousand looks. */
  readonly longestHoldMs: number;
  readonly p99HoldMs: number;
}

const Hello = z.object({ apiUrl: z.string(), publicKeyHex: z.string() });
const Figures = z.object({
  arrivalsMs: z.array(z.number()),
  refusals: z.array(z.object({ status: z.number() })),
  answeredInMs: z.array(z.number()),
  posts: z.number(),
  channels: z.number(),
  readings: z.object({ slidingSecond: z.number(), clockSecond: z.number(), tokenBucket: z.number() }),
});

export async function runFanOut({ servers, ...changes }: FanOutOptions): Promise<FanOutResult> {
  const folder = mkdtempSync(join(tmpdir(), 'nabi-fan-out-'));
  const world: z.infer<typeof FanOutWorld> = {
    latencyMs: 20,
    jitterMs: 100,
    refusesRequest: 0,
    refusedForS: 1,
    locksOut: false,
    ...changes,
  };
  const worker = new Worker(new URL('./limited-discord-worker.ts', import.meta.url), { workerData: world, env: { TZ: 'UTC' } });
  const hear = (): Promise<unknown> =>
    new Promise((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
    });
  const { apiUrl, publicKeyHex } = Hello.parse(await hear());

  const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {}, fatal: () => {} };
  const content = openContent(contentOfPacks());
  const languages = loadLanguages();
  const state = openSqliteState(join(folder, 'state.db'));
  const setUp = Array.from({ length: servers }, (_, index): Change => {
    const guildId = String(index + 1);
    const plan = { channelId: guildId, time: '09:00', zone: 'Europe/Riga', nextDueAtMs: DUE_AT_MS };
    const daily = { ...DEFAULT_DAILY_OPTIONS, ...plan, style: 'text' as const, enabled: true, suspendedReason: null };
    return { kind: 'set-server', guildId, patch: { daily }, byUserId: '1' };
  });
  await state.saveChanges(setUp, DUE_AT_MS - 1);
  const refusal = watchRefusals();
  const rest = createRest({ token: 'a.fake.token', apiUrl, log: silent });
  const answer = createAnswer({
    commands,
    content: () => content,
    languages,
    care: loadCare(),
    state,
    commandIds: () => new Map(),
    log: silent,
    transport: 'http',
  });
  const health = () => ({ ok: true });
  const callbacks = createCallbacks({ apiUrl, log: silent });
  const listener = await startHttp({ host: '127.0.0.1', port: 0, publicKeyHex, answer, callbacks, log: silent, now: Date.now, health });
  worker.postMessage({ kind: 'ask', endpoint: `http://127.0.0.1:${listener.port}/interactions`, everyMs: ASK_EVERY_MS });

  const loop = monitorEventLoopDelay({ resolution: 1 });
  loop.enable();
  const startedMs = performance.now();
  const ports = {
    state,
    content: () => content,
    poster: rest,
    buildPost: (parts: Parameters<typeof buildPost>[2], picture: string | null) => buildPost(content, languages, parts, picture),
    breaker: createBreaker(rest.refusedLately),
    now: () => DUE_AT_MS + Math.round(performance.now() - startedMs),
    log: silent,
  };
  await runTick(ports, { random: Math.random });
  const seconds = (performance.now() - startedMs) / 1_000;
  loop.disable();
  // What was asked to wait for too long comes with a later tick, as in life.
  for (let minute = 1; minute <= 3; minute += 1) {
    await runTick(
      { ...ports, now: () => DUE_AT_MS + minute * 60_000 + Math.round(performance.now() - startedMs) },
      { random: Math.random },
    );
  }

  const figures = hear();
  worker.postMessage({ kind: 'stop' });
  const { refusals, answeredInMs, readings, posts, channels } = Figures.parse(await figures);
  await listener.close();
  rest.close();
  refusal.stop();
  await state.close();
  content.close();
  await worker.terminate();
  rmSync(folder, { recursive: true, force: true });

  const limited = refusals.filter(({ status }) => status === 429);
  const expected = world.refusesRequest > 0 ? 1 : 0;
  const sorted = answeredInMs.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return {
    servers,
    posts,
    channels,
    seconds,
    overLimit: seconds / (servers / PER_SECOND),
    refused: limited.length - expected,
    underWay: refusal.underWay(),
    readings,
    interactions: sorted.length,
    unanswered: sorted.filter((ms) => !Number.isFinite(ms)).length,
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    longestHoldMs: loop.max / 1e6,
    p99HoldMs: loop.percentile(99) / 1e6,
  };
}

const Sent = z.object({ request: z.custom<object>((given) => typeof given === 'object') });
const Answered = Sent.extend({ response: z.object({ statusCode: z.number() }) });

/**
 * Which of the requests that were answered 429 had left before the first such answer was known here, by what undici tells of each
 * (https://undici.nodejs.org/#/docs/api/DiagnosticsChannel): by their order, as a busy machine keeps no time.
 */
function watchRefusals() {
  const before = new WeakSet<object>();
  let isKnown = false;
  let refused = 0;
  let underWay = 0;
  const onSent = (message: unknown): void => {
    if (!isKnown) before.add(Sent.parse(message).request);
  };
  const onAnswered = (message: unknown): void => {
    const { request, response } = Answered.parse(message);
    if (response.statusCode !== 429) return;
    refused += 1;
    // Whoever waits for the answer hears of it once this turn is over.
    if (refused === 1) setImmediate(() => (isKnown = true));
    else if (before.has(request)) underWay += 1;
  };
  subscribe('undici:request:create', onSent);
  subscribe('undici:request:headers', onAnswered);
  return {
    underWay: () => underWay,
    stop(): void {
      unsubscribe('undici:request:create', onSent);
      unsubscribe('undici:request:headers', onAnswered);
    },
  };
}
