/**
 * Keeps packages from loading parts of themselves that nobody here uses, a sixth of a start's CPU and 15 MB: the words of zod's errors in
 * other languages than English, and its JSON schemas; undici's fetch, WebSocket, cookies, cache, HTTP/2, proxies and what it has for tests,
 * all of which its index asks for; numbers of Discord's for what no bot like this does; the threads pino could write from; the emitter of
 * @discordjs/rest and @discordjs/ws, which brings a copy of Node's `util.inspect` for browsers: Node's own does as well; and the beginnings
 * of all kinds of files, by which @discordjs/rest would guess what a file is whose type was not told. Finds Nabi's own modules by their
 * paths, without a look at the disk, and those of a package that asks for its own with one look.
 *
 * Whatever is not named here is loaded as ever. To be imported by what loads all else later.
 */
import { type ResolveFnOutput, registerHooks } from 'node:module';

/** An import would have all of it listed before `lean-builtins.ts` runs. */
const { existsSync } = process.getBuiltinModule('node:fs');
const EMITTER = 'data:text/javascript,export { EventEmitter as AsyncEventEmitter } from "node:events";';
const NO_TYPE_OF_FILE = 'data:text/javascript,export const filetypeinfo = () => [];';
const NOTHING = 'data:text/javascript,';
/** Zod asks for these by name, and calls none of them before it is asked for a JSON schema. */
const NO_JSON_SCHEMA =
  'data:text/javascript,export let createStandardJSONSchemaMethod, createToJSONSchemaMethod, toJSONSchema, JSONSchemaGenerator, fromJSONSchema, deepPartial;';
const OF_JSON_SCHEMA = /\/(?:(?:to|from)-json-schema|json-schema-(?:processors|generator)|deep-partial)\.js$/;
/** A CommonJS module, which no `data:` can be. To make it up here would take a hook that each module goes through as it is loaded. */
const UNUSED = new URL('unused.cjs', import.meta.url).href;

/** By the end of the address of the module that asks for them: CommonJS modules none of whose exports are asked for. */
const UNUSED_OF: Readonly<Record<string, ReadonlySet<string>>> = {
  '/undici/index.js': new Set([
    ...['mock-client', 'mock-agent', 'mock-pool', 'mock-errors'].map((name) => `./lib/mock/${name}`),
    ...['balanced-pool', 'proxy-agent', 'env-http-proxy-agent', 'retry-agent'].map((name) => `./lib/dispatcher/${name}`),
    ...['handler/retry-handler', 'handler/decorator-handler'].map((path) => `./lib/${path}`),
    ...['redirect', 'retry', 'dump', 'dns'].map((name) => `./lib/interceptor/${name}`),
    ...['fetch', 'fetch/response', 'fetch/request', 'fileapi/filereader', 'cache/cachestorage', 'cookies'].map(
      (path) => `./lib/web/${path}`,
    ),
    ...['websocket/events', 'websocket/websocket', 'eventsource/eventsource'].map((path) => `./lib/web/${path}`),
  ]),
  '/undici/lib/api/index.js': new Set(['stream', 'pipeline', 'upgrade', 'connect'].map((name) => `./api-${name}`)),
  // Spoken only where `allowH2` is set.
  '/undici/lib/dispatcher/client.js': new Set(['./client-h2.js']),
  // A server of WebSockets, and one as a stream.
  '/ws/wrapper.mjs': new Set(['./lib/stream.js', './lib/websocket-server.js']),
  '/pino/pino.js': new Set(['./lib/transport', './lib/multistream']),
  '/pino/lib/tools.js': new Set(['./transport']),
  '/discord-api-types/v10.js': new Set(['./globals', './rpc/v10', './utils/v10']),
  '/discord-api-types/payloads/v10/index.js': new Set([
    ...['./application', './applicationIdentityProfile', './auditLog', './autoModeration', './gateway', './guild', './guildScheduledEvent'],
    ...['./invite', './monetization', './permissions', './poll', './stageInstance', './sticker', './teams', './user'],
  ]),
  '/discord-api-types/rest/v10/index.js': new Set(['./channel', './invite', './monetization']),
};

/** What stands in for a module; undefined for one that is to be loaded. */
function findStandIn(specifier: string, parent: string): { readonly url: string; readonly format: string } | undefined {
  if (parent.includes('/zod/v4/')) {
    if (specifier === '../locales/index.js') return { url: NOTHING, format: 'module' };
    if (OF_JSON_SCHEMA.test(specifier)) return { url: NO_JSON_SCHEMA, format: 'module' };
  }
  if (specifier === '@vladfrangu/async_event_emitter') return { url: EMITTER, format: 'module' };
  if (specifier === 'magic-bytes.js') return { url: NO_TYPE_OF_FILE, format: 'module' };
  const isUnused = Object.entries(UNUSED_OF).some(([asking, unused]) => unused.has(specifier) && parent.endsWith(asking));
  return isUnused ? { url: UNUSED, format: 'commonjs' } : undefined;
}

/** A file of a package beside the one that asks for it, as most of theirs are; undefined where Node is to look. */
function findBeside(specifier: string, parent: string): ResolveFnOutput | undefined {
  if (!specifier.startsWith('.') || !parent.includes('/node_modules/')) return undefined;
  const url = new URL(/\.m?js$/.test(specifier) ? specifier : `${specifier}.js`, parent);
  return existsSync(url) ? { url: url.href, shortCircuit: true } : undefined;
}

/** What each name stands for in every import of Nabi's own: Node would look for zod anew for each of forty. */
const found = new Map<string, ResolveFnOutput>();

registerHooks({
  resolve(specifier, context, next) {
    const { parentURL = '', conditions } = context;
    if (parentURL.includes('/node_modules/') || !conditions.includes('import')) {
      const standIn = findStandIn(specifier, parentURL);
      if (standIn !== undefined) return { ...standIn, shortCircuit: true };
      return findBeside(specifier, parentURL) ?? next(specifier, context);
    }
    // A module is where its path says. Node would look each of 1,200 imports up on the disk, link by link: 50 ms of CPU.
    if (specifier.startsWith('.') && specifier.endsWith('.ts'))
      return { url: new URL(specifier, parentURL).href, format: 'module-typescript', shortCircuit: true };
    const known = found.get(specifier) ?? { ...next(specifier, context), shortCircuit: true };
    if (!specifier.startsWith('.')) found.set(specifier, known);
    return known;
  },
});
