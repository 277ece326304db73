/**
 * A Discord on loopback: the REST routes Nabi uses and a gateway, strict where the real one is. Everything asked of it is
 * kept, and any answer can be made to fail.
 */
import { generateKeyPairSync, sign } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { APIInteraction, APIInteractionResponse } from 'discord-api-types/v10';
import { WebSocket, WebSocketServer } from 'ws';
import { findMessageProblems, findResponseProblems } from '../../src/playground/discord-rules.ts';
import { findCommandProblems } from './command-rules.ts';

/** Longer than a healthy answer ever takes here, so that only a missing one runs into it. */
const PATIENCE_MS = 10_000;
const HEARTBEAT_INTERVAL_MS = 41_250;
const PRIVILEGED_INTENTS = (1 << 1) | (1 << 8) | (1 << 15);
const BASE = '/api/v10';
/** https://docs.discord.com/developers/reference#user-agent */
const USER_AGENT = /^DiscordBot \(\S+, \S+\)/;
const DISCORD_EPOCH_MS = 1_420_070_400_000n;

export interface RecordedRequest {
  readonly method: string;
  /** Without `/api/v10` and without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** The body's exact text; of a multipart one its `payload_json`. */
  readonly raw: string;
  readonly body: unknown;
  /** Files that came with it. */
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[];
}

export interface StoredMessage {
  readonly id: string;
  readonly channelId: string;
  readonly nonce: string | null;
  readonly body: Record<string, unknown>;
}

/** What goes wrong with the next request that matches. */
export type Failure =
  /** Answered with this instead; a text goes out as HTML. */
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly body: object | string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** Answered as usual, but only when `until` resolves. */
  | { readonly kind: 'wait'; readonly until: Promise<unknown> }
  /** The connection breaks before anything was done. */
  | { readonly kind: 'drop' }
  /** Done as usual, but the connection breaks before the answer. */
  | { readonly kind: 'done-then-drop' };

export interface Match {
  readonly method: string;
  readonly path: string | RegExp;
}

export interface FakeDiscordOptions {
  readonly token?: string;
  /** May grow while it runs: a server adds the bot. */
  readonly guildIds?: readonly string[];
  /** Of every server; null: they have none. */
  readonly systemChannelId?: string | null;
  readonly loginsLeft?: number;
  /** How many shards it recommends, all of which may log in at once. */
  readonly shards?: number;
  /** Discord's own is 41.25 s; a short one lets a silent connection be noticed soon. */
  readonly heartbeatIntervalMs?: number;
  /** What a PUT of commands answers; the real one gives the commands, but nothing may rely on it. */
  readonly putAnswer?: 'commands' | 'nothing';
}

export interface CallbackSeen {
  readonly response: APIInteractionResponse;
  readonly raw: string;
}

/** `hello` is a whole frame, null for none; `ready` makes what READY holds of what it should. */
export interface OddGreeting {
  readonly hello?: string | null;
  readonly ready?: (right: Readonly<Record<string, unknown>>) => unknown;
}

export interface SignedRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type FakeDiscord = Awaited<ReturnType<typeof startFakeDiscord>>;

interface Pending {
  readonly interaction: APIInteraction;
  readonly resolve: (seen: CallbackSeen) => void;
  readonly reject: (error: Error) => void;
  answered: boolean;
}

interface Answered {
  readonly status: number;
  readonly body: object | string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

function error(status: number, code: number, message: string, more: object = {}): Answered {
  return { status, body: { code, message, ...more } };
}

function invalidForm(problems: readonly string[]): Answered {
  return error(400, 50_035, 'Invalid Form Body', { errors: { _errors: problems.map((message) => ({ code: 'INVALID', message })) } });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export async function startFakeDiscord(options: FakeDiscordOptions = {}) {
  const {
    token = 'fake.token.for-the-fake-discord',
    guildIds = ['900000000000000001'],
    systemChannelId = '910000000000000009',
    loginsLeft = 1_000,
    shards = 1,
    putAnswer = 'commands',
    heartbeatIntervalMs = HEARTBEAT_INTERVAL_MS,
  } = options;
  const applicationId = '800000000000000001';
  const botUser = { id: applicationId, username: 'nabi', discriminator: '0000', avatar: null, bot: true, global_name: null };
  const keys = generateKeyPairSync('ed25519');
  const publicKeyHex = keys.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex');

  const requests: RecordedRequest[] = [];
  const messages: StoredMessage[] = [];
  const identifies: Record<string, unknown>[] = [];
  /** Sessions that were taken up again on a new connection. */
  const resumes: Record<string, unknown>[] = [];
  /** How far the sessions are that may be taken up again; without one a RESUME is told to log in anew. */
  const resumable = new Map<string, number>();
  let answersHeartbeats = true;
  /** Commands by scope: "global" or a server's id. */
  const commands = new Map<string, Record<string, unknown>[]>();
  const pending = new Map<string, Pending>();
  const failures: { match: Match; failure: Failure; times: number }[] = [];
  /** What the next connections are told in place of HELLO and of what READY holds; nothing at all for null. */
  const greetings: OddGreeting[] = [];
  const watchers = new Set<() => void>();
  const sockets = new Set<Socket>();
  const sessions = new Map<WebSocket, { id: string; sequence: number; ready: boolean }>();
  let lastId = 0n;
  let url = '';

  /** Ids grow and tell the time, as Discord's do. */
  const nextId = (): string => {
    const now = (BigInt(Date.now()) - DISCORD_EPOCH_MS) << 22n;
    lastId = now > lastId ? now : lastId + 1n;
    return String(lastId);
  };
  const matches = (match: Match, method: string, path: string): boolean =>
    match.method === method && (typeof match.path === 'string' ? match.path === path : match.path.test(path));
  const notify = (): void => {
    for (const watcher of [...watchers]) watcher();
  };

  /** Resolves with the first value `find` gives that is not undefined, now or after any later event. */
  function waitFor<T>(what: string, find: () => T | undefined, patienceMs = PATIENCE_MS): Promise<T> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        const found = find();
        if (found === undefined) return;
        clearTimeout(timer);
        watchers.delete(look);
        resolve(found);
      };
      const timer = setTimeout(() => {
        watchers.delete(look);
        reject(new Error(`the fake Discord waited ${patienceMs} ms in vain for ${what}`));
      }, patienceMs);
      watchers.add(look);
      look();
    });
  }

  // ---- REST ----

  const showMessage = (message: StoredMessage): object => ({
    id: message.id,
    channel_id: message.channelId,
    author: botUser,
    type: 0,
    content: message.body.content ?? '',
    embeds: message.body.embeds ?? [],
    components: message.body.components ?? [],
    flags: message.body.flags ?? 0,
    attachments: [],
    timestamp: new Date().toISOString(),
  });

  function createMessage(channelId: string, body: unknown): Answered {
    const problems = findMessageProblems(body);
    if (problems.length > 0 || !isRecord(body)) return invalidForm(problems);
    const nonce = body.nonce === undefined || body.nonce === null ? null : String(body.nonce);
    const before = messages.find((message) => message.channelId === channelId && message.nonce === nonce);
    const message =
      before !== undefined && nonce !== null && body.enforce_nonce === true ? before : { id: nextId(), channelId, nonce, body };
    if (message !== before) messages.push(message);
    return { status: 200, body: { ...showMessage(message), nonce } };
  }

  function overwriteCommands(scope: string, body: unknown): Answered {
    const problems = findCommandProblems(body);
    if (problems.length > 0 || !Array.isArray(body)) return invalidForm(problems);
    const isEntryPoint = ({ type }: Readonly<Record<string, unknown>>): boolean => type === 4;
    const lacksEntryPoint = (commands.get(scope) ?? []).some(isEntryPoint) && !body.filter(isRecord).some(isEntryPoint);
    if (lacksEntryPoint) return error(400, 50_240, "You cannot remove this app's Entry Point command in a bulk update operation.");
    const kept = new Map((commands.get(scope) ?? []).map((command) => [command.name, command.id]));
    const next = body.filter(isRecord).map((command) => ({
      type: 1,
      ...command,
      id: kept.get(command.name) ?? nextId(),
      application_id: applicationId,
      version: nextId(),
    }));
    commands.set(scope, next);
    return { status: 200, body: putAnswer === 'commands' ? next : [] };
  }

  function answerCallback(id: string, interactionToken: string, raw: string, body: unknown): Answered {
    const waiting = pending.get(id);
    if (waiting === undefined || waiting.interaction.token !== interactionToken) return error(404, 10_062, 'Unknown interaction');
    if (waiting.answered) return error(400, 40_060, 'Interaction has already been acknowledged.');
    const problems = findResponseProblems(waiting.interaction.type, body);
    if (problems.length > 0) {
      waiting.reject(new Error(`Discord would refuse this response: ${problems.join('; ')}\n${raw}`));
      return invalidForm(problems);
    }
    waiting.answered = true;
    waiting.resolve({ response: JSON.parse(raw), raw });
    return { status: 204, body: null };
  }

  function route(request: RecordedRequest): Answered {
    const { method, path, body, raw } = request;
    const on = (wanted: string, pattern: RegExp): RegExpExecArray | null => (method === wanted ? pattern.exec(path) : null);
    const callback = on('POST', /^\/interactions\/(\d+)\/([^/]+)\/callback$/);
    if (callback) return answerCallback(String(callback[1]), String(callback[2]), raw, body);
    if (request.headers.authorization !== `Bot ${token}`) return error(401, 0, '401: Unauthorized');

    if (on('GET', /^\/gateway\/bot$/)) {
      const limit = { total: 1_000, remaining: loginsLeft, reset_after: 3_600_000, max_concurrency: shards };
      return { status: 200, body: { url: `${url.replace('http', 'ws')}/gateway`, shards, session_start_limit: limit } };
    }
    if (on('GET', /^\/applications\/@me$/)) {
      return { status: 200, body: { id: applicationId, name: 'Nabi', verify_key: publicKeyHex, bot: botUser } };
    }
    const scoped = /^\/applications\/(\d+)(?:\/guilds\/(\d+))?\/commands$/.exec(path);
    if (scoped) {
      if (scoped[1] !== applicationId) return error(403, 20_012, 'You are not authorized to perform this action on this application');
      const scope = scoped[2] ?? 'global';
      if (method === 'PUT') return overwriteCommands(scope, body);
      if (method === 'GET') return { status: 200, body: commands.get(scope) ?? [] };
    }
    const channel = /^\/channels\/(\d+)\/messages$/.exec(path);
    if (channel && method === 'POST') return createMessage(String(channel[1]), body);
    if (channel && method === 'GET') {
      const limit = Number(request.query.get('limit') ?? 50);
      const found = messages.filter((message) => message.channelId === channel[1]);
      return { status: 200, body: found.toReversed().slice(0, limit).map(showMessage) };
    }
    const one = on('DELETE', /^\/channels\/(\d+)\/messages\/(\d+)$/);
    if (one) {
      const index = messages.findIndex(({ id, channelId }) => id === one[2] && channelId === one[1]);
      if (index === -1) return error(404, 10_008, 'Unknown Message');
      messages.splice(index, 1);
      return { status: 204, body: null };
    }
    const guild = on('GET', /^\/guilds\/(\d+)$/);
    if (guild) {
      if (!guildIds.includes(String(guild[1]))) return error(404, 10_004, 'Unknown Guild');
      return {
        status: 200,
        body: { id: guild[1], name: 'Server', system_channel_id: systemChannelId, preferred_locale: 'en-US', features: [] },
      };
    }
    if (on('POST', /^\/users\/@me\/channels$/)) return { status: 200, body: { id: '930000000000000001', type: 1 } };
    if (on('GET', /^\/users\/@me$/)) return { status: 200, body: botUser };
    if (on('GET', /^\/users\/@me\/guilds$/)) {
      const after = request.query.get('after') ?? '0';
      const limit = Number(request.query.get('limit') ?? 200);
      const found = guildIds.filter((id) => BigInt(id) > BigInt(after)).slice(0, limit);
      return {
        status: 200,
        body: found.map((id) => ({ id, name: `Server ${id}`, icon: null, owner: false, permissions: '0', features: [] })),
      };
    }
    return error(404, 0, '404: Not Found');
  }

  function takeFailure(method: string, path: string): Failure | null {
    const index = failures.findIndex(({ match }) => matches(match, method, path));
    const found = failures[index];
    if (found === undefined) return null;
    found.times -= 1;
    if (found.times <= 0) failures.splice(index, 1);
    return found.failure;
  }

  function write(response: ServerResponse, { status, body, headers = {} }: Answered): void {
    if (body === null) {
      response.writeHead(status, headers).end();
    } else if (typeof body === 'string') {
      response.writeHead(status, { 'content-type': 'text/html', ...headers }).end(body);
    } else {
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
    }
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const bytes = Buffer.concat(chunks);
    const { raw, files } = await readBody(bytes, request.headers['content-type']);
    const address = new URL(request.url ?? '/', 'http://fake');
    if (!address.pathname.startsWith(BASE)) return write(response, error(404, 0, '404: Not Found'));
    const recorded: RecordedRequest = {
      method: request.method ?? '',
      path: address.pathname.slice(BASE.length),
      query: address.searchParams,
      headers: request.headers,
      raw,
      files,
      body: raw === '' ? null : parseJson(raw),
    };
    requests.push(recorded);
    if (!USER_AGENT.test(request.headers['user-agent'] ?? '')) {
      return write(response, { status: 403, body: '<html>error code: 1010</html>' });
    }
    const failure = takeFailure(recorded.method, recorded.path);
    if (failure?.kind === 'drop') {
      request.socket.destroy();
    } else if (failure?.kind === 'answer') {
      write(response, failure);
    } else {
      if (failure?.kind === 'wait') await failure.until;
      const answered = route(recorded);
      if (failure?.kind === 'done-then-drop') request.socket.destroy();
      else write(response, answered);
    }
    notify();
  }

  // ---- Gateway ----

  const server = createServer((request, response) => void serve(request, response));
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  const gateway = new WebSocketServer({ server, path: '/gateway' });

  function dispatch(socket: WebSocket, t: string, d: unknown): void {
    const session = sessions.get(socket);
    if (session === undefined) return;
    session.sequence += 1;
    socket.send(JSON.stringify({ op: 0, t, s: session.sequence, d }));
  }

  /** The code the gateway closes with, or null when the login is fine. */
  function refuseLogin({ token: given, intents }: Record<string, unknown>): number | null {
    if (given !== token) return 4_004;
    if (typeof intents !== 'number') return 4_013;
    return (intents & PRIVILEGED_INTENTS) !== 0 ? 4_014 : null;
  }

  function identify(socket: WebSocket, payload: Record<string, unknown>): void {
    identifies.push(payload);
    const refusal = refuseLogin(payload);
    if (refusal !== null) {
      socket.close(refusal);
      return;
    }
    const id = nextId();
    sessions.set(socket, { id, sequence: 0, ready: true });
    const odd = greetings.shift();
    const ready = {
      v: 10,
      user: botUser,
      guilds: guildIds.map((guild) => ({ id: guild, unavailable: true })),
      session_id: id,
      session_type: 'normal',
      resume_gateway_url: `${url.replace('http', 'ws')}/gateway`,
      shard: payload.shard ?? [0, 1],
      application: { id: applicationId, flags: 0 },
    };
    dispatch(socket, 'READY', odd?.ready === undefined ? ready : odd.ready(ready));
    notify();
  }

  function resume(socket: WebSocket, payload: Record<string, unknown>): boolean {
    const id = String(payload.session_id);
    const sequence = resumable.get(id);
    if (sequence === undefined) return false;
    resumes.push(payload);
    answersHeartbeats = true;
    sessions.set(socket, { id, sequence, ready: true });
    dispatch(socket, 'RESUMED', {});
    notify();
    return true;
  }

  gateway.on('connection', (socket) => {
    const [odd] = greetings;
    if (odd?.hello !== undefined) greetings.shift();
    if (odd?.hello !== null) {
      socket.send(odd?.hello ?? JSON.stringify({ op: 10, t: null, s: null, d: { heartbeat_interval: heartbeatIntervalMs } }));
    }
    socket.on('close', () => {
      const session = sessions.get(socket);
      if (session !== undefined && resumable.has(session.id)) resumable.set(session.id, session.sequence);
      sessions.delete(socket);
      notify();
    });
    socket.on('message', (data) => {
      const packet: unknown = parseJson(String(data));
      if (!isRecord(packet)) return socket.close(4_002, 'Error while decoding payload.');
      if (packet.op === 1 && !answersHeartbeats) return;
      if (packet.op === 1) return socket.send(JSON.stringify({ op: 11, t: null, s: null, d: null }));
      if (packet.op === 2 && isRecord(packet.d)) return identify(socket, packet.d);
      if (packet.op === 6 && isRecord(packet.d) && resume(socket, packet.d)) return;
      if (packet.op === 6) return socket.send(JSON.stringify({ op: 9, t: null, s: null, d: false }));
      if (packet.op !== 3 && packet.op !== 4) socket.close(4_001, 'Unknown opcode.');
    });
  });

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the fake Discord has no port');
  url = `http://127.0.0.1:${address.port}`;

  const readySocket = (): WebSocket | undefined =>
    [...sessions].find(([socket, { ready }]) => ready && socket.readyState === WebSocket.OPEN)?.[0];

  /** Makes the interaction known, so that its callback is accepted, and gives what will be answered. */
  function expectCallback(interaction: APIInteraction, patienceMs = PATIENCE_MS): Promise<CallbackSeen> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`interaction ${interaction.id} was not answered in ${patienceMs} ms`)), patienceMs);
      pending.set(interaction.id, {
        interaction,
        answered: false,
        resolve: (seen) => {
          clearTimeout(timer);
          resolve(seen);
        },
        reject: (problem) => {
          clearTimeout(timer);
          reject(problem);
        },
      });
    });
  }

  /** Signs a body as Discord would; a given `atS` (seconds since the epoch) makes it of another time. */
  function signBody(body: string, atS = Math.floor(Date.now() / 1_000)): SignedRequest {
    const timestamp = String(atS);
    const signature = sign(null, Buffer.from(timestamp + body), keys.privateKey).toString('hex');
    return {
      headers: { 'content-type': 'application/json', 'x-signature-ed25519': signature, 'x-signature-timestamp': timestamp },
      body,
    };
  }

  return {
    token,
    applicationId,
    publicKeyHex,
    /** For `DISCORD_API_URL`. */
    apiUrl: `${url}/api`,
    requests,
    messages,
    identifies,
    resumes,
    commands,
    nextId,
    waitFor,
    signBody,

    /** Requests so far that match. */
    requestsTo: (match: Match): RecordedRequest[] => requests.filter(({ method, path }) => matches(match, method, path)),

    /** The next `times` requests that match go wrong in this way. Several are used up in the order given. */
    failNext(match: Match, failure: Failure, times = 1): void {
      failures.push({ match, failure, times });
    },

    /** Resolves once a bot is logged in at the gateway. */
    waitForLogin: (): Promise<WebSocket> => waitFor('a login at the gateway', readySocket),

    waitForRequest: (match: Match): Promise<RecordedRequest> =>
      waitFor(`${match.method} ${String(match.path)}`, () => requests.find(({ method, path }) => matches(match, method, path))),

    /** Resolves with the first message of a channel, also when it is there already. */
    waitForMessage: (channelId: string, patienceMs = PATIENCE_MS): Promise<StoredMessage> =>
      waitFor(`a message in ${channelId}`, () => messages.find((message) => message.channelId === channelId), patienceMs),

    /** Delivers an interaction over the gateway and resolves with the callback; rejects when Discord would refuse it. */
    async sendInteraction(interaction: APIInteraction): Promise<CallbackSeen> {
      const socket = await waitFor('a login at the gateway', readySocket);
      const seen = expectCallback(interaction);
      dispatch(socket, 'INTERACTION_CREATE', interaction);
      return seen;
    },

    /** Posts an interaction, signed, to a bot's `/interactions` and resolves with its answer; rejects like the above. */
    async postInteraction(endpoint: string, interaction: APIInteraction): Promise<CallbackSeen> {
      const { headers, body } = signBody(JSON.stringify(interaction));
      const answer = await fetch(endpoint, { method: 'POST', headers, body });
      const raw = await answer.text();
      if (answer.status !== 200) throw new Error(`the endpoint answered ${answer.status}: ${raw}`);
      const problems = findResponseProblems(interaction.type, parseJson(raw));
      if (problems.length > 0) throw new Error(`Discord would refuse this response: ${problems.join('; ')}\n${raw}`);
      return { response: JSON.parse(raw), raw };
    },

    expectCallback,

    /** Sends any packet to the bot that is logged in. */
    async sendPacket(t: string, d: unknown): Promise<void> {
      dispatch(await waitFor('a login at the gateway', readySocket), t, d);
    },

    /** Sends bytes as they are to the bot that is logged in. */
    async sendFrame(frame: string | Buffer): Promise<void> {
      (await waitFor('a login at the gateway', readySocket)).send(frame);
    },

    /** The next connection, or the next login, is greeted like this. */
    greetNext(greeting: OddGreeting): void {
      greetings.push(greeting);
    },

    /** From now on the sessions there are may be taken up again on a new connection. */
    allowResuming(): void {
      for (const { id, sequence } of sessions.values()) resumable.set(id, sequence);
    },

    /** The connections stay open and nothing comes over them any more, until a session is taken up again. */
    fallSilent(): void {
      answersHeartbeats = false;
    },

    /** Breaks all gateway connections without a word. */
    breakConnections(): void {
      for (const socket of sessions.keys()) socket.terminate();
    },

    /** Sends a bare gateway packet to all: 7 asks to reconnect, 9 ends the session. */
    sendOpcode(op: 7 | 9, d: boolean | null): void {
      for (const socket of sessions.keys()) socket.send(JSON.stringify({ op, t: null, s: null, d }));
    },

    /** Closes all gateway connections with a code, such as 4004. */
    closeSessions(code: number, reason = ''): void {
      for (const socket of sessions.keys()) socket.close(code, reason);
    },

    async close(): Promise<void> {
      for (const socket of gateway.clients) socket.terminate();
      for (const socket of sockets) socket.destroy();
      gateway.close();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** https://docs.discord.com/developers/reference#uploading-files */
async function readBody(bytes: Buffer, contentType = ''): Promise<Pick<RecordedRequest, 'raw' | 'files'>> {
  if (!contentType.startsWith('multipart/form-data')) return { raw: bytes.toString('utf8'), files: [] };
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': contentType } }).formData();
  const files: { name: string; bytes: Uint8Array }[] = [];
  for (const [, part] of form) {
    if (typeof part !== 'string') files.push({ name: part.name, bytes: new Uint8Array(await part.arrayBuffer()) });
  }
  const payload = form.get('payload_json');
  return { raw: typeof payload === 'string' ? payload : '', files };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
