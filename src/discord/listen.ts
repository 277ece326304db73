/** A small HTTP server that is opened with a sentence for whatever keeps it from it, and closed without cutting anybody off. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Log } from '../log.ts';
import { ListenError } from './listen-error.ts';

/** Whoever sends a request more slowly is neither Discord, which waits three seconds for the answer, nor an operator's tool. */
const REQUEST_TIMEOUT_MS = 5_000;
/** So often Node looks for such requests; by itself only every half minute. */
const CHECKED_EVERY_MS = 1_000;
/** Far more than Discord or a proxy keep open; each of those costs memory. */
const MOST_CONNECTIONS = 1_000;
/** On closing: as long as Discord would wait for an answer. What is still open then must not keep the process from ending. */
const CLOSING_GRACE_MS = 3_000;
/** On closing: so often connections are closed on which nothing is asked any more. */
const CLOSED_EVERY_MS = 20;

export interface Listener {
  /** The port really listened on, also where 0 was asked for. */
  readonly port: number;
  /** Takes no new connection, waits three seconds at most for requests under way. */
  close(): Promise<void>;
}

export interface ListenOptions {
  readonly host: string;
  readonly port: number;
  /** The variables that set host and port, for the sentence about a port that cannot be had. */
  readonly variables: { readonly host: string; readonly port: string };
  readonly log: Log;
}

/** What sets the port of the playground and of Discord's interactions. */
export const HTTP_VARIABLES = { host: 'NABI_HOST', port: 'NABI_PORT' };
/** What sets the port of health and metrics. */
export const OPS_VARIABLES = { host: 'NABI_OPS_HOST', port: 'NABI_OPS_PORT' };

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Serves by `handle`; what it throws is logged and answered with 500. Rejects with a `ListenError` when the port cannot be had. */
export async function listen(options: ListenOptions, handle: Handler): Promise<Listener> {
  let closing = false;
  const limits = { headersTimeout: REQUEST_TIMEOUT_MS, requestTimeout: REQUEST_TIMEOUT_MS, connectionsCheckingInterval: CHECKED_EVERY_MS };
  const server = createServer(limits, (request, response) => {
    if (closing) response.shouldKeepAlive = false;
    handle(request, response).catch((err: unknown) => {
      // Whoever went away needs no answer, and anybody can go away.
      if (!request.complete) {
        options.log.debug({ err }, 'a request over HTTP was broken off');
        response.destroy();
        return;
      }
      options.log.error({ err }, 'a request over HTTP could not be answered');
      if (response.headersSent) response.destroy();
      else sendText(response, 500, 'Something went wrong here.');
    });
  });
  server.maxConnections = MOST_CONNECTIONS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(new ListenError(explainListenFailure(error, options))));
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
    const grace = setTimeout(() => server.closeAllConnections(), CLOSING_GRACE_MS);
    // A connection that is kept alive would hold up the closing long after its last answer.
    const idle = setInterval(() => server.closeIdleConnections(), CLOSED_EVERY_MS);
    server.close(() => {
      clearTimeout(grace);
      clearInterval(idle);
      resolve();
    });
  });
}

/** Why a port cannot be had, and what to do about it: a sentence for whoever runs Nabi, its variables named. */
export function explainListenFailure(error: Error, { host, port, variables }: Omit<ListenOptions, 'log'>): string {
  const code = 'code' in error ? error.code : undefined;
  const where = `port ${port} of ${host}`;
  if (code === 'EADDRINUSE') return `Another program already uses ${where}. Stop it, or set ${variables.port} to a free port.`;
  if (code === 'EACCES') return `This user may not listen on ${where}. Set ${variables.port} to a port above 1023.`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `This machine has no address ${host}. Set ${variables.host} to one of its own, such as 127.0.0.1 or 0.0.0.0.`;
  return `Listening on ${where} failed: ${error.message}`;
}

/** The path a request asks for, without its query. */
export function pathOf({ url = '' }: IncomingMessage): string {
  const end = url.indexOf('?');
  return end === -1 ? url : url.slice(0, end);
}

/** Answers with JSON as it is. */
export function sendJson(response: ServerResponse, status: number, json: string | Uint8Array): void {
  const length = Buffer.byteLength(json);
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': length });
  // Node writes a text together with the head, but bytes after it, which costs half as much again: so each byte goes as a letter.
  if (typeof json === 'string') response.end(json);
  else response.end(Buffer.from(json.buffer, json.byteOffset, length).toString('latin1'), 'latin1');
}

/** Answers 405 to what is no question; false then. */
export function takesOnlyQuestions(request: IncomingMessage, response: ServerResponse): boolean {
  if (request.method === 'GET' || request.method === 'HEAD') return true;
  sendText(response, 405, 'Only GET is answered here.', { allow: 'GET' });
  return false;
}

/** What `/healthz` says. Anything but `ok: true` is answered with 503. */
export type Health = () => { readonly ok: boolean };

/** Answers 200 while all is well, else 503, with what it is as JSON. */
export function sendHealth(health: Health, response: ServerResponse): void {
  const state = health();
  sendJson(response, state.ok ? 200 : 503, JSON.stringify(state));
}

/** Answers 404. */
export function sendNothingHere(response: ServerResponse): void {
  sendText(response, 404, 'There is nothing here.');
}

/** Answers with a line of plain text. */
export function sendText(response: ServerResponse, status: number, text: string, headers: Readonly<Record<string, string>> = {}): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', ...headers }).end(`${text}\n`);
}
