/**
 * A Discord made to count: small and fast, with Discord's limits kept strictly and latency on the way in, so that what is under
 * way when a limit is hit arrives all the same. The rules of messages are the other fake's business.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

const BASE = '/api/v10';
const PER_SECOND = 50;
const PER_CHANNEL = 5;
const CHANNEL_WINDOW_MS = 5_000;
const SECOND_MS = 1_000;
const NONCE_MEMORY_MS = 180_000;
const CLOSED_AFTER_MS = 30 * 60_000;
const DISCORD_EPOCH_MS = 1_420_070_400_000n;

/** How a request goes wrong, decided when it arrives. */
export type Trouble =
  | { readonly kind: 'answer'; readonly status: number; readonly body: object; readonly headers?: Readonly<Record<string, string>> }
  /** The connection breaks before anything was done. */
  | { readonly kind: 'drop' }
  /** Done as usual, but the connection breaks before the answer. */
  | { readonly kind: 'done-then-drop' }
  /** Done as usual, but the answer never comes. */
  | { readonly kind: 'done-then-silence' };

export interface Asked {
  readonly method: string;
  /** Without `/api/v10` and without the query. */
  readonly path: string;
  readonly channelId: string | null;
}

export interface LimitedDiscordOptions {
  readonly latencyMs?: number;
  /** Added evenly between 0 and this. */
  readonly jitterMs?: number;
  readonly keepsGlobalLimit?: boolean;
  /** Five messages in five seconds; by a steady clock, so not for a bot whose clock runs ahead of it. */
  readonly keepsChannelLimit?: boolean;
  /** Asked for each request before it is carried out; null: nothing goes wrong. */
  readonly trouble?: (asked: Asked) => Trouble | null;
  /** Runs after a message was made and before its answer leaves. */
  readonly onMade?: (asked: Asked) => void;
  /** For the memory of nonces; milliseconds since the epoch. */
  readonly now?: () => number;
  /** Whether 429s are answered to everything until `retry_after` is over, not only to what is above a limit. */
  readonly locksOut?: boolean;
}

/** Requests above 50 a second, as three readers of the rule would count them. */
export interface Readings {
  readonly slidingSecond: number;
  readonly clockSecond: number;
  readonly tokenBucket: number;
}

export interface MadeMessage {
  readonly id: string;
  readonly channelId: string;
  readonly nonce: string | null;
  readonly customIds: readonly string[];
  readonly madeAtMs: number;
  thread: string | null;
  crossposted: boolean;
  /** A thread of a forum with this as its first message. */
  readonly inForum: boolean;
}

interface Answered {
  readonly status: number;
  readonly body: object;
  readonly headers?: Readonly<Record<string, string>>;
}

export async function startLimitedDiscord(options: LimitedDiscordOptions = {}) {
  const { latencyMs = 0, jitterMs = 0, keepsGlobalLimit = true, keepsChannelLimit = true } = options;
  const { trouble = () => null, now = Date.now, locksOut = false } = options;
  const messages: MadeMessage[] = [];
  const byNonce = new Map<string, MadeMessage>();
  const byId = new Map<string, MadeMessage>();
  /** Ids of messages by channel. */
  const pins = new Map<string, Set<string>>();
  /** Of every request, refused ones too, by this machine's steady clock. */
  const arrivalsMs: number[] = [];
  const ofChannel = new Map<string, number[]>();
  const refusals: { readonly status: number; readonly atMs: number }[] = [];
  let passed: number[] = [];
  let lockedUntilMs = 0;
  let nextId = 1_000_000_000_000_000_000n;

  const limited = (retryAfterS: number, isGlobal: boolean): Answered => ({
    status: 429,
    body: { message: 'You are being rate limited.', retry_after: retryAfterS, global: isGlobal },
    headers: {
      'retry-after': String(retryAfterS),
      'x-ratelimit-scope': isGlobal ? 'global' : 'user',
      ...(isGlobal ? { 'x-ratelimit-global': 'true' } : {}),
    },
  });

  function takeGlobal(atMs: number): Answered | null {
    if (atMs < lockedUntilMs) return limited((lockedUntilMs - atMs) / SECOND_MS, true);
    if (!keepsGlobalLimit) return null;
    passed = passed.filter((passedMs) => passedMs > atMs - SECOND_MS);
    if (passed.length >= PER_SECOND) return limited(1, true);
    passed.push(atMs);
    return null;
  }

  function createMessage(channelId: string, raw: unknown, atMs: number): Answered {
    const recent = (ofChannel.get(channelId) ?? []).filter((takenMs) => takenMs > atMs - CHANNEL_WINDOW_MS);
    const resetS = ((recent[0] ?? atMs) + CHANNEL_WINDOW_MS - atMs) / SECOND_MS;
    if (keepsChannelLimit && recent.length >= PER_CHANNEL) return limited(resetS, false);
    recent.push(atMs);
    ofChannel.set(channelId, recent);
    const body = isRecord(raw) ? raw : {};
    const nonce = typeof body.nonce === 'string' ? body.nonce : null;
    const key = `${channelId} ${nonce}`;
    const before = body.enforce_nonce === true ? byNonce.get(key) : undefined;
    let message = before !== undefined && now() - before.madeAtMs <= NONCE_MEMORY_MS ? before : undefined;
    if (message === undefined) {
      nextId += 1n;
      const customIds = listCustomIds(body.components);
      message = { id: String(nextId), channelId, nonce, customIds, madeAtMs: now(), thread: null, crossposted: false, inForum: false };
      messages.push(message);
      byId.set(message.id, message);
      if (nonce !== null) byNonce.set(key, message);
    }
    return {
      status: 200,
      body: { id: message.id, channel_id: channelId },
      ...(keepsChannelLimit && {
        headers: {
          'x-ratelimit-limit': String(PER_CHANNEL),
          'x-ratelimit-remaining': String(PER_CHANNEL - recent.length),
          'x-ratelimit-reset-after': String(resetS),
          'x-ratelimit-bucket': 'messages',
        },
      }),
    };
  }

  /** As Discord does, without a memory: whoever asks twice has two. */
  function createThread(channelId: string, raw: unknown): Answered {
    nextId = ((BigInt(now()) - DISCORD_EPOCH_MS) << 22n) + (nextId & 0xfffn) + 1n;
    const body = isRecord(raw) && isRecord(raw.message) ? raw : { name: '', message: {} };
    const customIds = listCustomIds(isRecord(body.message) ? body.message.components : []);
    const id = String(nextId);
    const thread = String(body.name);
    const made = { id, channelId, nonce: null, customIds, madeAtMs: now(), thread, crossposted: false, inForum: true };
    messages.push(made);
    byId.set(id, made);
    return { status: 201, body: { id, parent_id: channelId } };
  }

  const show = ({ id, customIds }: MadeMessage) => ({
    id,
    author: { id: '9' },
    components: [{ type: 1, components: customIds.map((custom_id) => ({ type: 2, custom_id })) }],
  });

  /** Somebody closes each thread within the hour, so that no list of active ones has it. */
  const isClosed = ({ madeAtMs }: MadeMessage): boolean => now() - madeAtMs >= CLOSED_AFTER_MS;
  const listThreads = (wanted: (made: MadeMessage) => boolean) =>
    messages
      .filter((made) => made.inForum && wanted(made))
      .map(({ id, channelId, madeAtMs }) => ({
        ...{ id, parent_id: channelId, owner_id: '9' },
        thread_metadata: { archive_timestamp: new Date(madeAtMs + CLOSED_AFTER_MS).toISOString() },
      }));

  function carryOut({ method, path, channelId }: Asked, body: unknown, atMs: number): Answered {
    if (channelId !== null && method === 'POST' && /^\/channels\/\d+\/threads$/.test(path)) return createThread(channelId, body);
    if (method === 'GET' && /^\/guilds\/\d+\/threads\/active$/.test(path)) {
      return { status: 200, body: { threads: listThreads((made) => !isClosed(made)) } };
    }
    if (method === 'GET' && /^\/channels\/\d+\/threads\/archived\/public$/.test(path)) {
      return { status: 200, body: { threads: listThreads((made) => made.channelId === channelId && isClosed(made)), has_more: false } };
    }
    const one = /^\/channels\/(\d+)\/messages\/(\d+)$/.exec(path);
    if (method === 'GET' && one) {
      const message = byId.get(one[2] ?? '');
      return message === undefined
        ? { status: 404, body: { code: 10_008, message: 'Unknown Message' } }
        : { status: 200, body: show(message) };
    }
    const under = /^\/channels\/\d+\/messages\/(\d+)\/(threads|crosspost)$/.exec(path);
    if (under) {
      const message = byId.get(under[1] ?? '');
      if (message === undefined) return { status: 404, body: { code: 10_008, message: 'Unknown Message' } };
      if (under[2] === 'threads') {
        if (message.thread !== null)
          return { status: 400, body: { code: 160_004, message: 'A thread has already been created for this message' } };
        message.thread = isRecord(body) ? String(body.name) : '';
      } else {
        if (message.crossposted) return { status: 400, body: { code: 40_033, message: 'This message has already been crossposted' } };
        message.crossposted = true;
      }
      return { status: 200, body: { id: message.id } };
    }
    const pin = /^\/channels\/\d+\/(?:messages\/)?pins\/(\d+)$/.exec(path)?.[1];
    if (channelId !== null && pin !== undefined && (method === 'PUT' || method === 'DELETE')) {
      const inChannel = pins.get(channelId) ?? new Set();
      pins.set(channelId, inChannel);
      if (method === 'PUT') inChannel.add(pin);
      else inChannel.delete(pin);
      return { status: 200, body: {} };
    }
    if (channelId !== null && method === 'POST' && path.endsWith('/messages')) return createMessage(channelId, body, atMs);
    if (channelId !== null && method === 'GET' && path.endsWith('/messages')) {
      const shown = messages.filter((message) => message.channelId === channelId && !message.inForum).toReversed();
      const old = { id: '1', author: { id: '2' }, components: [] };
      return { status: 200, body: [...shown.map(show), old].slice(0, 100) };
    }
    // The channel of direct messages with 40 is 940, however often it is asked for.
    if (method === 'POST' && path === '/users/@me/channels')
      return { status: 200, body: { id: `9${isRecord(body) ? String(body.recipient_id) : ''}` } };
    if (path === '/users/@me') return { status: 200, body: { id: '9' } };
    return { status: 404, body: { code: 0, message: '404: Not Found' } };
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    if (latencyMs + jitterMs > 0) await wait(latencyMs + Math.random() * jitterMs);
    const atMs = performance.now();
    arrivalsMs.push(atMs);
    const path = new URL(request.url ?? '/', 'http://fake').pathname.slice(BASE.length);
    const asked: Asked = { method: request.method ?? '', path, channelId: /^\/channels\/(\d+)/.exec(path)?.[1] ?? null };
    const problem = trouble(asked);
    if (problem?.kind === 'drop') return void request.socket.destroy();
    const answered =
      problem?.kind === 'answer'
        ? problem
        : (takeGlobal(atMs) ?? carryOut(asked, readBody(request.headers['content-type'] ?? '', Buffer.concat(chunks)), atMs));
    if ([401, 403, 429].includes(answered.status)) refusals.push({ status: answered.status, atMs: now() });
    if (locksOut && answered.status === 429 && answered.headers?.['x-ratelimit-global'] !== undefined) {
      lockedUntilMs = Math.max(lockedUntilMs, atMs + Number(answered.headers['retry-after']) * SECOND_MS);
    }
    if (answered.status < 300) options.onMade?.(asked);
    if (problem?.kind === 'done-then-drop') return void request.socket.destroy();
    if (problem?.kind === 'done-then-silence') return;
    response.writeHead(answered.status, { 'content-type': 'application/json', ...answered.headers }).end(JSON.stringify(answered.body));
  }

  const server = createServer((request, response) => {
    // A client that was killed is no concern of Discord's.
    serve(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the fake Discord has no port');

  return {
    apiUrl: `http://127.0.0.1:${address.port}/api`,
    messages,
    arrivalsMs,
    refusals,
    pins,
    readings: () => readThreeWays(arrivalsMs),
    async close(): Promise<void> {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Counts what is above the limit, whatever was answered to it. Arrivals in milliseconds, ascending. */
export function readThreeWays(arrivalsMs: readonly number[]): Readings {
  let slidingSecond = 0;
  let tokenBucket = 0;
  let tokens = PER_SECOND;
  const perClockSecond = new Map<number, number>();
  for (const [index, atMs] of arrivalsMs.entries()) {
    const fiftyBefore = arrivalsMs[index - PER_SECOND];
    if (fiftyBefore !== undefined && atMs - fiftyBefore < SECOND_MS) slidingSecond += 1;
    const second = Math.floor((performance.timeOrigin + atMs) / SECOND_MS);
    perClockSecond.set(second, (perClockSecond.get(second) ?? 0) + 1);
    tokens = Math.min(PER_SECOND, tokens + ((atMs - (arrivalsMs[index - 1] ?? atMs)) * PER_SECOND) / SECOND_MS);
    if (tokens < 1) tokenBucket += 1;
    else tokens -= 1;
  }
  const clockSecond = [...perClockSecond.values()].reduce((sum, count) => sum + Math.max(0, count - PER_SECOND), 0);
  return { slidingSecond, clockSecond, tokenBucket };
}

/** JSON, also where it is the first part of a form with files. */
function readBody(contentType: string, raw: Buffer): unknown {
  const text = contentType.startsWith('multipart/') ? readFormPart(raw) : raw.toString('utf8');
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function readFormPart(raw: Buffer): string {
  const start = raw.indexOf('name="payload_json"');
  const from = raw.indexOf('\r\n\r\n', start) + 4;
  return raw.subarray(from, raw.indexOf('\r\n--', from)).toString('utf8');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listCustomIds(components: unknown): string[] {
  if (Array.isArray(components)) return components.flatMap(listCustomIds);
  if (!isRecord(components)) return [];
  return [...(typeof components.custom_id === 'string' ? [components.custom_id] : []), ...listCustomIds(components.components)];
}
