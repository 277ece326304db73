/**
 * Interactions over signed HTTP, and `/healthz`. Discord signs each request with the application's Ed25519 key; it also
 * probes with bad signatures and takes the endpoint away from whoever lets one through.
 */
import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { InteractionResponseType, InteractionType } from 'discord-api-types/v10';
import type { Callbacks } from './callback.ts';
import type { Answer, Log } from './types.ts';
import { encodeResponse, isInteraction } from './wire.ts';

/** Far more than an interaction ever holds. */
const BODY_LIMIT_BYTES = 1_000_000;
/**
 * Discord names no window (discord-api-docs #6209). Five minutes forgive a slow network and a clock that is a little
 * off; within them a request is known by its signature and answered once.
 */
const OLDEST_S = 5 * 60;
const NEWEST_S = 60;
/** Discord gives up after three seconds; whoever sends this slowly is not Discord. */
const REQUEST_TIMEOUT_MS = 10_000;
/** On closing: as long as Discord would wait for an answer. What is still open then must not keep the process from ending. */
const CLOSING_GRACE_MS = 3_000;
const SIGNATURE_HEX = /^[0-9a-fA-F]{128}$/;
const TIMESTAMP = /^\d{1,12}$/;
/** What a DER file says before the 32 bytes of an Ed25519 public key (RFC 8410). */
const ED25519_DER_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

export class ListenError extends Error {
  override readonly name = 'ListenError';
}

export interface Listener {
  /** The port really listened on, also where 0 was asked for. */
  readonly port: number;
  /** Takes no new connection, waits three seconds at most for requests under way. */
  close(): Promise<void>;
}

/** What `/healthz` says. Anything but `ok: true` is answered with 503. */
export type Health = () => { readonly ok: boolean };

export interface HealthOptions {
  readonly host: string;
  readonly port: number;
  readonly health: Health;
}

export interface HttpOptions extends HealthOptions {
  /** The application's `verify_key`: 64 hexadecimal digits. */
  readonly publicKeyHex: string;
  readonly answer: Answer;
  /** For replies with files. */
  readonly callbacks: Pick<Callbacks, 'post'>;
  readonly log: Log;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/**
 * Serves `POST /interactions` and `GET /healthz`. A signature that is missing, wrong, older than five minutes, more than
 * a minute ahead or already used gets 401; a signed body that is no interaction 400; a body over 1 MB 413. Rejects with
 * a `ListenError` when the port cannot be had.
 */
export async function startHttp(options: HttpOptions): Promise<Listener> {
  const judge = createJudge(buildPublicKey(options.publicKeyHex), options.now);
  return listen(options, async (request, response) => {
    if (pathOf(request) !== '/interactions') return serveHealth(options.health, request, response);
    if (request.method !== 'POST') return sendText(response, 405, 'Only POST is answered here.', { allow: 'POST' });
    const body = await readBody(request);
    if (body === null) return sendText(response, 413, 'The body is larger than 1 MB.', { connection: 'close' });

    const judged = judge(request, body);
    if (judged !== 'genuine') {
      if (judged === 'stale') {
        options.log.warn({}, "a correctly signed request was not of this time and was refused; is this machine's clock right?");
      }
      return sendText(response, 401, 'The signature is missing, wrong, out of date or already used.');
    }
    const interaction = parseJson(body);
    if (!isInteraction(interaction)) return sendText(response, 400, 'The body is signed, but it is not an interaction.');
    if (interaction.type === InteractionType.Ping) return sendJson(response, 200, encodeResponse({ type: InteractionResponseType.Pong }));
    const answered = await options.answer(interaction);
    if (answered.files.length === 0) return sendJson(response, 200, encodeResponse(answered.response));
    // A body with files above some 80 kB is not taken here (discord-api-docs#5925), so it goes the gateway's way.
    await options.callbacks.post(interaction, answered.response, answered.files);
    return sendText(response, 202, '');
  });
}

/** Serves `GET /healthz` alone, for the transports that need no other port. Rejects with a `ListenError`. */
export async function startHealth(options: HealthOptions): Promise<Listener> {
  return listen(options, async (request, response) => serveHealth(options.health, request, response));
}

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

async function listen(options: HealthOptions & { readonly log?: Log }, handle: Handler): Promise<Listener> {
  let closing = false;
  const server = createServer({ requestTimeout: REQUEST_TIMEOUT_MS }, (request, response) => {
    // A connection that is kept alive would hold up the closing long after its last answer.
    response.once('close', () => {
      if (closing) setImmediate(() => server.closeIdleConnections());
    });
    handle(request, response).catch((err: unknown) => {
      options.log?.error({ err }, 'a request over HTTP could not be answered');
      if (response.headersSent) response.destroy();
      else sendText(response, 500, 'Something went wrong here.');
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(describeListenFailure(error, options)));
    server.listen(options.port, options.host, resolve);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : options.port,
    close() {
      closing = true;
      return closeServer(server);
    },
  };
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), CLOSING_GRACE_MS);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    server.closeIdleConnections();
  });
}

function describeListenFailure(error: Error, { host, port }: HealthOptions): ListenError {
  const code = 'code' in error ? error.code : undefined;
  const where = `port ${port} of ${host}`;
  if (code === 'EADDRINUSE') return new ListenError(`Another program already uses ${where}. Stop it, or set NABI_PORT to a free port.`);
  if (code === 'EACCES') return new ListenError(`This user may not listen on ${where}. Set NABI_PORT to a port above 1023.`);
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return new ListenError(`This machine has no address ${host}. Set NABI_HOST to one of its own, such as 127.0.0.1 or 0.0.0.0.`);
  }
  return new ListenError(`Listening on ${where} failed: ${error.message}`);
}

type Judgement = 'genuine' | 'forged' | 'stale' | 'used';

/** Decides whether a request is Discord's, of this time, and new. The order matters: nothing is believed before the signature. */
function createJudge(key: KeyObject, now: () => number): (request: IncomingMessage, body: Buffer) => Judgement {
  /** Signatures already used, oldest first; kept until they would be stale anyway. */
  const usedUntilS = new Map<string, number>();

  return (request, body) => {
    const signatureHex = request.headers['x-signature-ed25519'];
    const timestamp = request.headers['x-signature-timestamp'];
    if (typeof signatureHex !== 'string' || !SIGNATURE_HEX.test(signatureHex)) return 'forged';
    if (typeof timestamp !== 'string' || !TIMESTAMP.test(timestamp)) return 'forged';
    const signature = Buffer.from(signatureHex, 'hex');
    if (!verify(null, Buffer.concat([Buffer.from(timestamp), body]), key, signature)) return 'forged';

    const nowS = now() / 1_000;
    const signedAtS = Number(timestamp);
    if (signedAtS < nowS - OLDEST_S || signedAtS > nowS + NEWEST_S) return 'stale';

    for (const [used, untilS] of usedUntilS) {
      if (untilS >= nowS) break;
      usedUntilS.delete(used);
    }
    const id = signature.toString('base64');
    if (usedUntilS.has(id)) return 'used';
    usedUntilS.set(id, nowS + OLDEST_S + NEWEST_S);
    return 'genuine';
  };
}

function buildPublicKey(hex: string): KeyObject {
  return createPublicKey({ key: Buffer.concat([ED25519_DER_PREFIX, Buffer.from(hex, 'hex')]), format: 'der', type: 'spki' });
}

/** The whole body, or null as soon as it is too large. */
async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  if (Number(request.headers['content-length']) > BODY_LIMIT_BYTES) return null;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    size += chunk.length;
    if (size > BODY_LIMIT_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return null;
  }
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? '').split('?', 1)[0] ?? '';
}

function serveHealth(health: Health, request: IncomingMessage, response: ServerResponse): void {
  if (pathOf(request) !== '/healthz') {
    sendText(response, 404, 'There is nothing here.');
  } else if (request.method !== 'GET' && request.method !== 'HEAD') {
    sendText(response, 405, 'Only GET is answered here.', { allow: 'GET' });
  } else {
    const state = health();
    sendJson(response, state.ok ? 200 : 503, JSON.stringify(state));
  }
}

function sendJson(response: ServerResponse, status: number, json: string): void {
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(json) }).end(json);
}

function sendText(response: ServerResponse, status: number, text: string, headers: Readonly<Record<string, string>> = {}): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', ...headers }).end(`${text}\n`);
}
