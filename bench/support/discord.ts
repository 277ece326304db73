/**
 * A Discord that costs as little as it can: the REST routes a start needs, a gateway with any number of shards, and
 * callbacks that are timed. The one in tests/support keeps and checks everything, which is far more work than an answer.
 * A process of its own; it says where it is and then takes `Order`s.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import { readTemplates } from './templates.ts';

const HEARTBEAT_INTERVAL_MS = 41_250;
const OPCODE = { dispatch: 0, heartbeat: 1, identify: 2, hello: 10, heartbeatAck: 11 } as const;

export const Order = z.discriminatedUnion('kind', [
  /** How many servers the bot of this token has, in how many shards, from now on. */
  z.object({ kind: z.literal('size'), servers: z.number(), shards: z.number() }),
  /** Sends one interaction as soon as the bot is there; answered with the time of its callback, milliseconds since the epoch. */
  z.object({ kind: z.literal('first'), token: z.string() }),
  /** What was posted into channels so far: how many, and the most of them in any second. */
  z.object({ kind: z.literal('posts') }),
  /** Waits until so many shards are logged in. */
  z.object({ kind: z.literal('shards'), token: z.string(), shards: z.number() }),
  /** Sends `count` interactions, either `perSecond` or always `atOnce` under way. */
  z.object({
    kind: z.literal('load'),
    ask: z.string(),
    token: z.string(),
    count: z.number(),
    atOnce: z.number().optional(),
    perSecond: z.number().optional(),
  }),
]);
type Order = z.infer<typeof Order>;

const Packet = z.object({ op: z.number(), d: z.unknown() });
const Identify = z.object({ token: z.string(), shard: z.tuple([z.number(), z.number()]).optional() });

let size = { servers: 1, shards: 1 };
const bots = new Map<string, WebSocket[]>();
const watchers = new Set<() => void>();
const waiting = new Map<string, { readonly sentMs: number; readonly done: (tookMs: number) => void }>();
const postedAtMs: number[] = [];
let commands: object[] = [];
let sequence = 0;
let url = '';

const build = readTemplates();

const server = createServer((request, response) => {
  const path = request.url ?? '';
  if (path.startsWith('/api/v10/interactions/')) takeCallback(path, request, response);
  else void answerRest(path, request, response);
});

function takeCallback(path: string, request: IncomingMessage, response: ServerResponse): void {
  request.resume();
  request.once('end', () => {
    const id = path.split('/', 5)[4] ?? '';
    const found = waiting.get(id);
    waiting.delete(id);
    response.writeHead(204).end();
    found?.done(performance.now() - found.sentMs);
  });
}

async function answerRest(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (path.endsWith('/messages')) postedAtMs.push(performance.now());
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const answer = (body: unknown): void => void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  if (path.includes('/users/@me/guilds?')) {
    answer(listAfter(new URL(path, url).searchParams));
  } else if (path.endsWith('/gateway/bot')) {
    const limit = { total: 1_000, remaining: 1_000, reset_after: 3_600_000, max_concurrency: 1 };
    answer({ url: `${url.replace('http', 'ws')}/gateway`, shards: size.shards, session_start_limit: limit });
  } else if (path.endsWith('/commands')) {
    if (request.method === 'PUT') {
      const given = z.array(z.record(z.string(), z.unknown())).parse(JSON.parse(Buffer.concat(chunks).toString()));
      commands = given.map((command, index) => ({ type: 1, ...command, id: String(600_000_000_000_000_000n + BigInt(index)) }));
    }
    answer(commands);
  } else if (path.endsWith('/messages')) {
    answer({ id: String(1_300_000_000_000_000_000n + BigInt(postedAtMs.length)) });
  } else {
    answer([]);
  }
}

/** There is always one, in which the first question is asked. */
const buildServerIds = (count: number): readonly string[] =>
  Array.from({ length: Math.max(1, count) }, (_, index) => String(900_000_000_000_000_001n + BigInt(index)));

function listAfter(query: URLSearchParams): readonly { readonly id: string }[] {
  const after = BigInt(query.get('after') ?? 0);
  const ids = buildServerIds(size.servers).filter((id) => BigInt(id) > after);
  return ids.slice(0, Number(query.get('limit') ?? 200)).map((id) => ({ id }));
}

/** The strictest way to count: over every second that begins with a post. */
function countPosts() {
  let most = 0;
  let first = 0;
  for (const [last, atMs] of postedAtMs.entries()) {
    while (atMs - (postedAtMs[first] ?? 0) >= 1_000) first += 1;
    most = Math.max(most, last - first + 1);
  }
  return { count: postedAtMs.length, mostInASecond: most };
}

const gateway = new WebSocketServer({ server, path: '/gateway' });
gateway.on('connection', (socket) => {
  socket.send(JSON.stringify({ op: OPCODE.hello, t: null, s: null, d: { heartbeat_interval: HEARTBEAT_INTERVAL_MS } }));
  socket.on('message', (data) => {
    const { op, d } = Packet.parse(JSON.parse(String(data)));
    if (op === OPCODE.heartbeat) socket.send(JSON.stringify({ op: OPCODE.heartbeatAck, t: null, s: null, d: null }));
    if (op === OPCODE.identify) identify(socket, Identify.parse(d));
  });
});

function identify(socket: WebSocket, { token, shard = [0, 1] }: z.infer<typeof Identify>): void {
  const own = buildServerIds(Math.ceil(size.servers / shard[1]));
  sequence += 1;
  const d = {
    v: 10,
    user: { id: '800000000000000001', username: 'nabi', discriminator: '0000', avatar: null, bot: true, global_name: null },
    guilds: own.slice(0, size.servers).map((id) => ({ id, unavailable: true })),
    session_id: `session-${shard[0]}`,
    session_type: 'normal',
    resume_gateway_url: `${url.replace('http', 'ws')}/gateway`,
    shard,
    application: { id: '800000000000000001', flags: 0 },
  };
  socket.send(JSON.stringify({ op: OPCODE.dispatch, t: 'READY', s: sequence, d }));
  const sockets = bots.get(token) ?? [];
  bots.set(token, [...sockets.filter((other) => other.readyState === WebSocket.OPEN), socket]);
  socket.once('close', () => bots.set(token, bots.get(token)?.filter((other) => other !== socket) ?? []));
  for (const watcher of [...watchers]) watcher();
}

function waitForShards(token: string, shards: number): Promise<readonly WebSocket[]> {
  return new Promise((resolve) => {
    const look = (): void => {
      const sockets = bots.get(token) ?? [];
      if (sockets.length < shards) return;
      watchers.delete(look);
      resolve(sockets);
    };
    watchers.add(look);
    look();
  });
}

function send(socket: WebSocket, ask = 'one'): Promise<number> {
  sequence += 1;
  const { id, body } = build(ask);
  return new Promise((done) => {
    waiting.set(id, { sentMs: performance.now(), done });
    socket.send(`{"op":0,"t":"INTERACTION_CREATE","s":${sequence},"d":${body}}`);
  });
}

async function load({ token, ask, count, atOnce, perSecond }: Extract<Order, { kind: 'load' }>) {
  const [socket] = await waitForShards(token, 1);
  if (socket === undefined) throw new Error('nobody is logged in');
  const startedMs = performance.now();
  const tookMs: number[] = [];
  if (perSecond === undefined) {
    let left = count;
    const one = async (): Promise<void> => {
      while (left > 0) {
        left -= 1;
        tookMs.push(await send(socket, ask));
      }
    };
    await Promise.all(Array.from({ length: atOnce ?? 1 }, one));
  } else {
    const sent: Promise<number>[] = [];
    await new Promise<void>((resolve) => {
      const timer = setInterval(() => {
        const due = Math.min(count, Math.floor(((performance.now() - startedMs) * perSecond) / 1_000));
        while (sent.length < due) sent.push(send(socket, ask));
        if (sent.length < count) return;
        clearInterval(timer);
        resolve();
      }, 1);
    });
    tookMs.push(...(await Promise.all(sent)));
  }
  return { tookMs: performance.now() - startedMs, eachMs: tookMs };
}

async function carryOut(order: Order): Promise<object> {
  switch (order.kind) {
    case 'size':
      size = { servers: order.servers, shards: order.shards };
      return {};
    case 'first': {
      const [socket] = await waitForShards(order.token, 1);
      if (socket !== undefined) await send(socket);
      return { atMs: performance.timeOrigin + performance.now() };
    }
    case 'posts':
      return countPosts();
    case 'shards':
      await waitForShards(order.token, order.shards);
      return {};
    case 'load':
      return load(order);
  }
}

process.on('message', (message) => {
  const order = Order.safeParse(message);
  if (order.success) carryOut(order.data).then((result) => process.send?.(result));
});
process.on('SIGTERM', () => process.exit(0));
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  process.send?.({ apiUrl: `${url}/api` });
});
