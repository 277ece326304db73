/**
 * Keeps packages from loading parts of themselves that nobody here uses, a tenth of a start's CPU and 10 MB: the words of zod's errors in
 * other languages than English; undici's fetch, WebSocket, cookies, cache and what it has for tests, all of which its index asks for; and
 * the emitter of @discordjs/rest and @discordjs/ws, which brings a copy of Node's `util.inspect` for browsers: Node's own does as well.
 *
 * Whatever is not named here is loaded as ever. To be imported by what loads all else later.
 */
import { registerHooks } from 'node:module';

const EMITTER = 'data:text/javascript,export { EventEmitter as AsyncEventEmitter } from "node:events";';
const NOTHING = 'data:text/javascript,';
/** A CommonJS module, which no `data:` can be. */
const UNUSED = 'nabi:unused';
/** undici's index makes a cache as it is loaded. */
const UNUSED_SOURCE = 'exports.CacheStorage = class {};';

const UNUSED_OF_UNDICI = new Set([
  ...['mock/mock-client', 'mock/mock-agent', 'mock/mock-pool', 'mock/mock-errors'].map((path) => `./lib/${path}`),
  ...['fetch', 'fetch/response', 'fetch/request', 'fileapi/filereader', 'cache/cachestorage', 'cookies'].map((path) => `./lib/web/${path}`),
  ...['websocket/events', 'websocket/websocket', 'eventsource/eventsource'].map((path) => `./lib/web/${path}`),
]);

/** What stands in for a module; undefined for one that is to be loaded. */
function findStandIn(specifier: string, parent: string): { readonly url: string; readonly format: string } | undefined {
  if (specifier === '../locales/index.js' && parent.includes('/zod/v4/')) return { url: NOTHING, format: 'module' };
  if (specifier === '@vladfrangu/async_event_emitter') return { url: EMITTER, format: 'module' };
  if (UNUSED_OF_UNDICI.has(specifier) && parent.endsWith('/undici/index.js')) return { url: UNUSED, format: 'commonjs' };
  return undefined;
}

registerHooks({
  resolve(specifier, context, next) {
    const standIn = findStandIn(specifier, context.parentURL ?? '');
    return standIn === undefined ? next(specifier, context) : { ...standIn, shortCircuit: true };
  },
  load: (url, context, next) => (url === UNUSED ? { format: 'commonjs', source: UNUSED_SOURCE, shortCircuit: true } : next(url, context)),
});
