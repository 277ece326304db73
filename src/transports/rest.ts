/**
 * Every request to Discord's REST API but the callbacks of interactions: one @discordjs/rest, so that one place keeps
 * the token's 50 requests a second. Answers of Discord are values here, never exceptions.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { DefaultRestOptions, DiscordAPIError, HTTPError, RateLimitError, REST, RESTEvents } from '@discordjs/rest';
import { type RESTPutAPIApplicationCommandsJSONBody, Routes } from 'discord-api-types/v10';
import { z } from 'zod';
import type { DiscordFailure, MessagePoster } from '../daily/types.ts';
import type { Log } from './types.ts';

const API_VERSION = '10';
/**
 * How long the library waits beyond what Discord's limits ask. Its own 50 ms met 429s in a third of the fan-outs when the
 * limit was read strictly (50 in any sliding second); 150 ms met none, for a tenth more time.
 */
const RATE_GUARD_MS = 150;
/** A wait longer than this goes back to the caller, who knows better than a queue what else could be done meanwhile. */
const LONGEST_RATE_WAIT_MS = 5_000;
/** Discord bans an address for 10,000 refused requests (401, 403, 429) in 10 minutes. We stop at a tenth. */
const REFUSED_BEFORE_PAUSE = 1_000;
/**
 * A 429 that is a web page or names no time comes from Cloudflare and means the whole address. The library would ask
 * again at once, for ever.
 */
const PAGE_PAUSE_S = 60;
/** For start-up questions, which nobody waits for in a chat window. */
const QUESTION_DEADLINE_MS = 20_000;
/** Failures that happen before a byte of the request has left. */
const NEVER_LEFT: ReadonlySet<unknown> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);

export type RestResult<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: DiscordFailure };

export interface Application {
  readonly id: string;
  /** Ed25519 public key with which Discord signs interactions: 64 hexadecimal digits. */
  readonly publicKeyHex: string;
  readonly name: string;
}

export interface GatewayAddress {
  readonly url: string;
  readonly shards: number;
  /** Logins left until the reset; Discord resets the token of a bot that uses them up. */
  readonly loginsLeft: number;
  readonly loginsResetAfterMs: number;
}

export interface RegisteredCommand {
  readonly id: string;
  readonly name: string;
  /** 1 for a slash command; others may bear the same name. */
  readonly type: number;
}

/** What Nabi looks at in a message of a channel. */
export interface ShownMessage {
  readonly id: string;
  readonly authorId: string;
  /** `custom_id` of every button and select, however deep. */
  readonly customIds: readonly string[];
}

export interface DiscordRest extends MessagePoster {
  loadApplication(): Promise<RestResult<Application>>;
  loadGatewayAddress(): Promise<RestResult<GatewayAddress>>;
  /** The commands of the application, or of one server when `guildId` is given. */
  loadCommands(applicationId: string, guildId?: string): Promise<RestResult<readonly RegisteredCommand[]>>;
  /** Replaces all commands of that scope at once. The answer's body is not looked at. */
  saveCommands(applicationId: string, definitions: RESTPutAPIApplicationCommandsJSONBody, guildId?: string): Promise<RestResult<null>>;
  /** The newest messages of a channel, newest first; at most 100. Empty where the bot may not read the history. */
  loadMessages(channelId: string, limit: number): Promise<RestResult<readonly ShownMessage[]>>;
  /** The id of the bot's own user. */
  loadOwnUserId(): Promise<RestResult<string>>;
  /** Any other thing Discord can be asked for, as far as `schema` wants it. */
  load<Schema extends z.ZodType>(route: `/${string}`, schema: Schema, deadlineMs?: number): Promise<RestResult<z.infer<Schema>>>;
  /** Stops the library's timers; requests under way go on. */
  close(): void;
}

export interface RestOptions {
  readonly token: string;
  /** Without version, such as `https://discord.com/api`. */
  readonly apiUrl: string;
  readonly log: Log;
  readonly rateGuardMs?: number;
  readonly nowMs?: () => number;
}

const APPLICATION = z.object({ id: z.string(), verify_key: z.string(), name: z.string().default('') });
const GATEWAY_ADDRESS = z.object({
  url: z.string(),
  shards: z.number().int().positive(),
  session_start_limit: z.object({ remaining: z.number(), reset_after: z.number() }),
});
const COMMANDS = z.array(z.object({ id: z.string(), name: z.string(), type: z.number().default(1) }));
const MESSAGE = z.object({ id: z.string() });
const USER = z.object({ id: z.string() });
const MESSAGES = z.array(z.object({ id: z.string(), author: USER, components: z.unknown() }));
const ANYTHING = z.unknown();

/** What is known about one call while it is under way, across the library's retries. */
interface Attempt {
  inFlight: boolean;
  maybeSent: boolean;
}

type Method = 'get' | 'post' | 'put';

/** Builds the client. Opens no connection; the first request does. */
export function createRest(options: RestOptions): DiscordRest {
  const { log, nowMs = Date.now } = options;
  const attempts = new AsyncLocalStorage<Attempt>();
  let tokenRefused = false;
  let pausedUntilMs = 0;

  const rest = new REST({
    api: options.apiUrl,
    version: API_VERSION,
    offset: options.rateGuardMs ?? RATE_GUARD_MS,
    invalidRequestWarningInterval: REFUSED_BEFORE_PAUSE,
    rejectOnRateLimit: ({ retryAfter, timeToReset, sublimitTimeout }) =>
      Math.max(retryAfter, timeToReset, sublimitTimeout) > LONGEST_RATE_WAIT_MS,
    async makeRequest(url, init) {
      // Asked again here, because a fan-out may have waited in the library's queue since before the pause began.
      const pauseMs = pausedUntilMs - nowMs();
      if (pauseMs > 0) throw new AddressRefused(pauseMs);
      const response = await makeTrackedRequest(attempts.getStore(), url, init);
      const retryAfter = response.headers.get('retry-after');
      if (response.status === 429 && (retryAfter === null || !isJson(response.headers.get('content-type')))) {
        const waitMs = (Number(retryAfter) || PAGE_PAUSE_S) * 1_000;
        pausedUntilMs = Math.max(pausedUntilMs, nowMs() + waitMs);
        log.error({ pausedForMs: waitMs }, 'a 429 came from in front of Discord and concerns this whole address: all sends pause');
        throw new AddressRefused(waitMs);
      }
      return response;
    },
  }).setToken(options.token);

  rest.on(RESTEvents.InvalidRequestWarning, ({ count, remainingTime }) => {
    pausedUntilMs = nowMs() + remainingTime;
    log.error({ count, pausedForMs: remainingTime }, 'Discord refused so many requests that all sends pause, to avoid a ban');
  });

  async function request<Schema extends z.ZodType>(
    method: Method,
    route: `/${string}`,
    schema: Schema,
    deadlineMs: number,
    body?: unknown,
  ): Promise<RestResult<z.infer<Schema>>> {
    if (tokenRefused) return fail(401, 0, false, null, 'Discord does not accept the token (DISCORD_TOKEN).');
    const attempt: Attempt = { inFlight: false, maybeSent: false };
    const deadline = new AbortController();
    let timer: NodeJS.Timeout | undefined;
    // The library sleeps through a 429 without looking at the signal, so the deadline is a race, not only a signal.
    const tooLate = new Promise<RestResult<never>>((resolve) => {
      timer = setTimeout(() => {
        const maybeSent = attempt.maybeSent || attempt.inFlight;
        deadline.abort();
        resolve(fail(0, 0, maybeSent, null, `Discord gave no answer within ${deadlineMs} ms.`));
      }, deadlineMs);
    });
    const answer = attempts.run(attempt, async (): Promise<RestResult<z.infer<Schema>>> => {
      try {
        const raw = await rest[method](route, { body, signal: deadline.signal });
        const read = schema.safeParse(raw);
        if (read.success) return { ok: true, value: read.data };
        return fail(0, 0, true, null, 'Discord answered with success, but not with what was asked for.');
      } catch (error) {
        const failure = describeFailure(error, attempt.maybeSent);
        if (failure.status === 401) tokenRefused = true;
        return { ok: false, failure };
      }
    });
    try {
      return await Promise.race([answer, tooLate]);
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    async postMessage(channelId, body, deadlineMs) {
      const sent = await request('post', Routes.channelMessages(channelId), MESSAGE, deadlineMs, body);
      return sent.ok ? { ok: true, messageId: sent.value.id } : sent;
    },
    async loadApplication() {
      const found = await request('get', Routes.currentApplication(), APPLICATION, QUESTION_DEADLINE_MS);
      if (!found.ok) return found;
      return { ok: true, value: { id: found.value.id, publicKeyHex: found.value.verify_key, name: found.value.name } };
    },
    async loadGatewayAddress() {
      const found = await request('get', Routes.gatewayBot(), GATEWAY_ADDRESS, QUESTION_DEADLINE_MS);
      if (!found.ok) return found;
      const { url, shards, session_start_limit: limit } = found.value;
      return { ok: true, value: { url, shards, loginsLeft: limit.remaining, loginsResetAfterMs: limit.reset_after } };
    },
    loadCommands: (applicationId, guildId) => request('get', commandsRoute(applicationId, guildId), COMMANDS, QUESTION_DEADLINE_MS),
    async saveCommands(applicationId, definitions, guildId) {
      const saved = await request('put', commandsRoute(applicationId, guildId), ANYTHING, QUESTION_DEADLINE_MS, definitions);
      return saved.ok ? { ok: true, value: null } : saved;
    },
    async loadMessages(channelId, limit) {
      const found = await request('get', `${Routes.channelMessages(channelId)}?limit=${limit}`, MESSAGES, QUESTION_DEADLINE_MS);
      if (!found.ok) return found;
      const shown = found.value.map(({ id, author, components }) => ({ id, authorId: author.id, customIds: listCustomIds(components) }));
      return { ok: true, value: shown };
    },
    async loadOwnUserId() {
      const found = await request('get', Routes.user(), USER, QUESTION_DEADLINE_MS);
      return found.ok ? { ok: true, value: found.value.id } : found;
    },
    load: (route, schema, deadlineMs = QUESTION_DEADLINE_MS) => request('get', route, schema, deadlineMs),
    close() {
      rest.clearHashSweeper();
      rest.clearHandlerSweeper();
    },
  };
}

function commandsRoute(applicationId: string, guildId: string | undefined): `/${string}` {
  return guildId === undefined ? Routes.applicationCommands(applicationId) : Routes.applicationGuildCommands(applicationId, guildId);
}

function listCustomIds(components: unknown): string[] {
  if (Array.isArray(components)) return components.flatMap(listCustomIds);
  if (typeof components !== 'object' || components === null) return [];
  const own = 'custom_id' in components && typeof components.custom_id === 'string' ? [components.custom_id] : [];
  return [
    ...own,
    ...('components' in components ? listCustomIds(components.components) : []),
    ...('accessory' in components ? listCustomIds(components.accessory) : []),
  ];
}

/** The library's own way to send, noting what a failure would leave open: whether Discord may have acted all the same. */
async function makeTrackedRequest(
  attempt: Attempt | undefined,
  ...[url, init]: Parameters<typeof DefaultRestOptions.makeRequest>
): ReturnType<typeof DefaultRestOptions.makeRequest> {
  if (attempt === undefined) return DefaultRestOptions.makeRequest(url, init);
  attempt.inFlight = true;
  try {
    const response = await DefaultRestOptions.makeRequest(url, init);
    if (response.status >= 500) attempt.maybeSent = true;
    return response;
  } catch (error) {
    if (!neverLeft(error)) attempt.maybeSent = true;
    throw error;
  } finally {
    attempt.inFlight = false;
  }
}

function isJson(contentType: string | null): boolean {
  return contentType?.startsWith('application/json') ?? false;
}

function neverLeft(error: unknown): boolean {
  return error instanceof Error && 'code' in error && NEVER_LEFT.has(error.code);
}

function fail(
  status: number,
  code: number,
  maybeSent: boolean,
  retryAfterMs: number | null,
  message: string,
): { ok: false; failure: DiscordFailure } {
  return { ok: false, failure: { status, code, maybeSent, retryAfterMs, message } };
}

class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
  readonly waitMs: number;

  constructor(waitMs: number) {
    super('All requests pause, because Discord refuses this address or refused too many of them.');
    this.waitMs = waitMs;
  }
}

/** Puts whatever the library throws into Discord's terms. A page of HTML has a status but no code. */
function describeFailure(error: unknown, maybeSent: boolean): DiscordFailure {
  if (error instanceof RateLimitError) {
    const waitMs = Math.max(error.retryAfter, error.timeToReset, error.sublimitTimeout);
    return {
      status: 429,
      code: 0,
      maybeSent,
      retryAfterMs: waitMs > 0 ? waitMs : null,
      message: 'Discord asks to wait before the next request.',
    };
  }
  if (error instanceof AddressRefused) return { status: 429, code: 0, maybeSent, retryAfterMs: error.waitMs, message: error.message };
  if (error instanceof DiscordAPIError) {
    const code = typeof error.code === 'number' ? error.code : 0;
    return { status: error.status, code, maybeSent, retryAfterMs: null, message: error.message };
  }
  if (error instanceof HTTPError) {
    return {
      status: error.status,
      code: 0,
      maybeSent: true,
      retryAfterMs: null,
      message: `Discord answered ${error.status} ${error.message}`.trimEnd(),
    };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { status: 0, code: 0, maybeSent, retryAfterMs: null, message };
}
