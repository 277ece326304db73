/** Who may speak to the playground: this machine's own browser, on this page. Nobody else, by any trick of names. */
import type { IncomingMessage } from 'node:http';

/**
 * - `strange-host`: the name in the address is not this machine's, as when another site's name is made to point here.
 * - `strange-origin`: another site's page, or nobody's, asks for something to be done.
 */
export type Refusal = 'strange-host' | 'strange-origin';

/** Null when the request may go on. Everything that does something (any method but GET and HEAD) must name this page as its origin. */
export function judgeRequest(request: Pick<IncomingMessage, 'headers' | 'method'>, port: number): Refusal | null {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`, ...(port === 80 ? ['127.0.0.1', 'localhost'] : [])];
  const host = request.headers.host?.toLowerCase();
  if (host === undefined || !hosts.includes(host)) return 'strange-host';
  const { origin } = request.headers;
  const isOwn = origin === `http://${host}`;
  if (origin !== undefined && !isOwn) return 'strange-origin';
  const isLook = request.method === 'GET' || request.method === 'HEAD';
  return isLook || isOwn ? null : 'strange-origin';
}

/** On every answer. Scripts and styles only from here, none inline; nothing from any other machine. */
export const SAFE_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': [
    "default-src 'self'",
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types lit-html',
  ].join('; '),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** On files somebody attached: whatever they are, they run nothing here. */
export const FILE_HEADERS: Readonly<Record<string, string>> = {
  ...SAFE_HEADERS,
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
};
