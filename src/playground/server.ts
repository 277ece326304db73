/** The playground's HTTP side: the page, its questions, and the stream of what happens. On this machine's loopback only. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { z } from 'zod';
import { explainListenFailure, HTTP_VARIABLES, type Listener } from '../discord/listen.ts';
import { ListenError } from '../discord/listen-error.ts';
import type { Log } from '../log.ts';
import type { FileShelf, KeptFile } from './files.ts';
import { FILE_HEADERS, judgeRequest, SAFE_HEADERS } from './guard.ts';
import { UnknownAskError } from './interactions.ts';
import type { PageFile, PageFiles } from './page-files.ts';
import type * as Protocol from './protocol.ts';
import { Ask, Dismiss, MoveClock, PostNow, SayRequest } from './protocol.ts';

/** Never anything else, whatever NABI_HOST says: the page answers as anybody, without asking who they are. */
const LOOPBACK = '127.0.0.1';
/** An attached file, written as base64, with room around it. */
const BODY_LIMIT_BYTES = 12_000_000;
const HEARTBEAT_MS = 25_000;

/** What the page can ask for. */
export interface Desk {
  /** @param locale the reader's, as one of Discord's codes or what a browser calls it. */
  start(locale: string): Promise<Protocol.Start>;
  ask(ask: Protocol.Ask): Promise<Protocol.AskResult>;
  say(said: Protocol.SayBody): Protocol.ShownMessage;
  dismiss(messageId: string): void;
  postNow(wanted: Protocol.PostNowBody): Promise<Protocol.ShownMessage | null>;
  moveClock(move: Protocol.MoveClockBody): Promise<Protocol.ClockState>;
}

export interface ServeOptions {
  readonly port: number;
  readonly desk: Desk;
  readonly files: FileShelf;
  readonly page: PageFiles;
  readonly log: Log;
}

export interface PageServer extends Listener {
  /** Tells every open page. */
  broadcast(event: Protocol.Event): void;
}

/** Rejects with a `ListenError` when the port cannot be had. */
export async function servePlayground({ port, desk, files, page, log }: ServeOptions): Promise<PageServer> {
  const watchers = new Set<ServerResponse>();
  let listeningOn = port;

  const doors: Readonly<Record<string, (body: unknown) => Promise<unknown>>> = {
    '/api/ask': door(Ask, (ask) => desk.ask(ask)),
    '/api/say': door(SayRequest, (said) => desk.say(said)),
    '/api/dismiss': door(Dismiss, ({ messageId }) => desk.dismiss(messageId)),
    '/api/post-now': door(PostNow, (wanted) => desk.postNow(wanted)),
    '/api/clock': door(MoveClock, (move) => desk.moveClock(move)),
  };

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [path = '', query = ''] = (request.url ?? '').split('?', 2);
    const send = (...answer: HttpAnswer) => sendTo(request, response, ...answer);
    const sendJson = (status: number, value: unknown) => send(status, 'application/json', JSON.stringify(value));
    if (judgeRequest(request, listeningOn) !== null) {
      return send(403, 'text/plain', 'Only this page, on this machine, is answered here.\n');
    }
    if (request.method === 'POST') return receive(path, request, sendJson);
    if (request.method !== 'GET' && request.method !== 'HEAD') return send(405, 'text/plain', 'Only GET and POST are answered here.\n');
    if (path === '/healthz') return sendJson(200, { ok: true });
    if (path === '/api/start') return sendJson(200, await desk.start(new URLSearchParams(query).get('locale') ?? ''));
    if (path === '/api/events') return stream(response);
    const token = /^\/files\/([\w-]{36})\//.exec(path)?.[1];
    const kept = token === undefined ? undefined : await findKept(token, path);
    if (kept !== undefined) {
      response
        .writeHead(200, { ...FILE_HEADERS, 'content-type': kept.contentType, 'cache-control': 'private, max-age=3600' })
        .end(kept.bytes);
      return;
    }
    const file = await page.find(path);
    if (file === undefined) return send(404, 'text/plain', 'There is nothing here.\n');
    return send(200, file.contentType, file.data, file.isFixed ? 'max-age=86400' : 'no-store', file.packed);
  }

  async function findKept(token: string, path: string): Promise<Pick<KeptFile, 'bytes' | 'contentType'> | undefined> {
    if (!path.endsWith('/small.webp')) return files.find(token);
    const bytes = await files.findSmall(token);
    return bytes === undefined ? undefined : { bytes, contentType: 'image/webp' };
  }

  async function receive(path: string, request: IncomingMessage, answer: (status: number, value: unknown) => Promise<void>): Promise<void> {
    const act = Object.hasOwn(doors, path) ? doors[path] : undefined;
    if (act === undefined) return answer(404, { problem: 'There is nothing here.' });
    const body = await readJson(request);
    if (body === undefined) return answer(400, { problem: 'The request is no JSON, or too large.' });
    try {
      await answer(200, (await act(body)) ?? null);
    } catch (error) {
      if (!(error instanceof UnknownAskError)) throw error;
      await answer(400, { problem: error.message });
    }
  }

  function stream(response: ServerResponse): void {
    response.writeHead(200, { ...SAFE_HEADERS, 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write(': welcome\n\n');
    watchers.add(response);
    response.on('close', () => watchers.delete(response));
  }

  const heartbeat = setInterval(() => {
    for (const watcher of watchers) watcher.write(': still here\n\n');
  }, HEARTBEAT_MS);
  heartbeat.unref();

  const server = createServer((request, response) => {
    handle(request, response).catch((err: unknown) => {
      log.error({ err }, 'a request of the playground could not be answered');
      if (response.headersSent) response.destroy();
      else response.writeHead(500, { ...SAFE_HEADERS, 'content-type': 'application/json', 'cache-control': 'no-store' }).end('{}');
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) =>
      reject(new ListenError(explainListenFailure(error, { host: LOOPBACK, port, variables: HTTP_VARIABLES }))),
    );
    server.listen(port, LOOPBACK, resolve);
  });
  const address = server.address();
  if (typeof address === 'object' && address !== null) listeningOn = address.port;

  return {
    port: listeningOn,
    broadcast(event) {
      const line = `data: ${JSON.stringify(event)}\n\n`;
      for (const watcher of watchers) watcher.write(line);
    },
    close: () =>
      new Promise((resolve) => {
        clearInterval(heartbeat);
        server.close(() => resolve());
        // A browser keeps connections it may never use, and waits on the stream of what happens: nobody is waited for.
        server.closeAllConnections();
      }),
  };
}

/** A question with its check: what does not fit never reaches the desk. */
function door<Schema extends z.ZodType>(schema: Schema, act: (body: z.output<Schema>) => unknown): (body: unknown) => Promise<unknown> {
  return async (body) => {
    const read = schema.safeParse(body);
    if (!read.success) throw new UnknownAskError(read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '));
    return act(read.data);
  };
}

/** Undefined for what is no JSON or too large. */
async function readJson(request: IncomingMessage): Promise<unknown> {
  if (!request.headers['content-type']?.startsWith('application/json')) return undefined;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > BODY_LIMIT_BYTES) return undefined;
    chunks.push(chunk);
  }
  try {
    const parsed: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    return parsed;
  } catch {
    return undefined;
  }
}

type HttpAnswer = [status: number, contentType: string, data: string | Uint8Array, cacheControl?: string, packed?: PageFile['packed']];

/** Of a smaller text the headers are most. */
const WORTH_PACKING_BYTES = 1_400;
const QUICK = { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } };

/** Compressed where the browser takes it and it is worth while; what comes with its packed forms is not packed again. */
async function sendTo(request: IncomingMessage, response: ServerResponse, ...answer: HttpAnswer): Promise<void> {
  const [status, contentType, data, cacheControl = 'no-store', packed] = answer;
  const takes = String(request.headers['accept-encoding'] ?? '');
  const encoding = takes.includes('br') ? 'br' : takes.includes('gzip') ? 'gzip' : undefined;
  const isText = typeof data === 'string' && data.length > WORTH_PACKING_BYTES;
  const body =
    encoding === undefined || !(isText || packed !== undefined)
      ? undefined
      : (packed?.[encoding] ?? (encoding === 'br' ? await promisify(brotliCompress)(data, QUICK) : await promisify(gzip)(data)));
  const headers = { ...SAFE_HEADERS, 'content-type': contentType, 'cache-control': cacheControl, vary: 'accept-encoding' };
  response.writeHead(status, body === undefined ? headers : { ...headers, 'content-encoding': encoding }).end(body ?? data);
}
