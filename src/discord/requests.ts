/**
 * One request to Discord's REST API at a time: paced, known to have left or not, and its failure in Discord's own terms. One
 * @discordjs/rest serves all of them, so that one place keeps the token's 50 requests a second and stops before a ban.
 */
import './form-data.ts';
import { AsyncLocalStorage } from 'node:async_hooks';
import { DefaultRestOptions, DiscordAPIError, HTTPError, RateLimitError, REST } from '@discordjs/rest';
import { Agent } from 'undici';
import type { z } from 'zod';
import { withinMs } from '../deadline.ts';
import type { Log } from '../log.ts';
import type { MessageFile } from '../message/reply.ts';
import { createOutage } from '../outage.ts';
import { refuse } from '../posting/failure.ts';
import type { Refused } from '../posting/types.ts';
import { buildForm } from './form.ts';
import { createPace, type Pace } from './pace.ts';
import type { RestObserver } from './types.ts';
import { USER_AGENT_APPENDIX } from './user-agent.ts';

const API_VERSION = '10';
/** How long the library waits beyond what the limits of a single route ask. */
const RATE_GUARD_MS = 150;
/** A wait longer than this goes back to the caller, who knows better than a queue what else could be done meanwhile. */
const LONGEST_RATE_WAIT_MS = 5_000;
/**
 * Discord bans an address for 10,000 refused requests (401, 403, 429) in 10 minutes. All sends stop below a tenth of that, with room
 * for what is in flight; src/posting/breaker.ts risks less and less before.
 */
const MOST_REFUSED = 900;
const REFUSED_WINDOW_MS = 10 * 60_000;
/**
 * A 429 that is a web page or names no time comes from Cloudflare and means the whole address. The library would ask
 * again at once, for ever.
 */
const PAGE_PAUSE_S = 60;
/** One 502 is nothing; so many in a row are an outage. The library asks three times by itself. */
const FAILURES_OF_AN_OUTAGE = 3;
/** What counts towards a ban. */
const REFUSED: ReadonlySet<number> = new Set([401, 403, 429]);
/** Failures that happen before a byte of the request has left. */
const NEVER_LEFT: ReadonlySet<unknown> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);

export type RestResult<T> = { readonly ok: true; readonly value: T } | Refused;

export interface RestOptions {
  readonly token: string;
  /** Without version, such as `https://discord.com/api`. */
  readonly apiUrl: string;
  readonly log: Log;
  readonly observer?: RestObserver;
  /** Called once, when Discord no longer accepts the token: from then on nothing is sent. */
  readonly onTokenRefused?: () => void;
  readonly pace?: Pace;
  /** A clock that is never set back. */
  readonly nowMs?: () => number;
}

/** What is known about one call while it is under way, across the library's retries. */
interface Attempt {
  readonly urgency: Urgency;
  inFlight: boolean;
  maybeSent: boolean;
}

export type Method = 'get' | 'post' | 'put' | 'delete';
export type Urgency = 'soon' | 'later';

export interface Sending {
  readonly body?: unknown;
  readonly files?: readonly MessageFile[];
  /** `later`: behind what somebody waits for; `soon` when absent. */
  readonly urgency?: Urgency;
}

export interface Requests {
  /** Never throws for an answer of Discord; `deadlineMs` bounds the whole call, the library's own repeats included. */
  request<Schema extends z.ZodType>(
    method: Method,
    route: `/${string}`,
    schema: Schema,
    deadlineMs: number,
    sending?: Sending,
  ): Promise<RestResult<z.infer<Schema>>>;
  /** How many requests Discord refused (401, 403, 429) in the last 10 minutes. */
  refusedLately(): number;
  /** Stops all timers; requests under way go on. */
  close(): void;
}

/** Builds the client. Opens no connection; the first request does. */
export function createRequests(options: RestOptions): Requests {
  const { log, pace = createPace(), nowMs = () => performance.now() } = options;
  const attempts = new AsyncLocalStorage<Attempt>();
  let tokenRefused = false;
  let pausedUntilMs = 0;
  const refusedAtMs: number[] = [];
  const outage = createOutage(nowMs);
  const sendsPause = createOutage(nowMs);
  let failuresInARow = 0;
  let hasAnswered = false;

  function refusedLately(): number {
    const sinceMs = nowMs() - REFUSED_WINDOW_MS;
    while (refusedAtMs[0] !== undefined && refusedAtMs[0] <= sinceMs) refusedAtMs.shift();
    return refusedAtMs.length;
  }

  /** How long nothing may be sent at all; 0 when something may. */
  function closedForMs(): number {
    const oldestMs = refusedLately() < MOST_REFUSED ? undefined : refusedAtMs[refusedAtMs.length - MOST_REFUSED];
    const refusedForMs = oldestMs === undefined ? 0 : oldestMs + REFUSED_WINDOW_MS - nowMs();
    const pacedForMs = pace.pausedForMs() > LONGEST_RATE_WAIT_MS ? pace.pausedForMs() : 0;
    return Math.max(0, pausedUntilMs - nowMs(), refusedForMs, pacedForMs);
  }

  function noteAnswer({ status, headers }: { readonly status: number; readonly headers: { get(name: string): string | null } }): void {
    // A 429 shared with everybody else in a channel is not counted by Discord.
    if (!REFUSED.has(status) || headers.get('x-ratelimit-scope') === 'shared') return;
    refusedAtMs.push(nowMs());
    if (refusedAtMs.length === MOST_REFUSED) {
      sendsPause.begin();
      log.error(
        { refused: MOST_REFUSED, pausedForMs: closedForMs() },
        'Discord refused so many requests that all sends pause, to avoid a ban',
      );
    }
  }

  const rest = new REST({
    api: options.apiUrl,
    // Whoever loads Node's own undici first makes it send for all, and that one does not know the FormData of this: no picture would go out.
    agent: new Agent(),
    version: API_VERSION,
    offset: RATE_GUARD_MS,
    userAgentAppendix: USER_AGENT_APPENDIX,
    // The pace keeps the limit of all requests together.
    globalRequestsPerSecond: Number.POSITIVE_INFINITY,
    rejectOnRateLimit: ({ retryAfter, timeToReset, sublimitTimeout }) =>
      Math.max(retryAfter, timeToReset, sublimitTimeout) > LONGEST_RATE_WAIT_MS,
    async makeRequest(url, init) {
      const attempt = attempts.getStore();
      const place = await pace.take(attempt?.urgency ?? 'soon', init.signal ?? null);
      try {
        // Asked as late as this, because a fan-out may have waited in a queue since before the pause began.
        const closedMs = closedForMs();
        if (closedMs > 0) throw new AddressRefused(closedMs);
        const response = await observe(makeTrackedRequest(attempt, url, init));
        pauseWhereAsked(response);
        return response;
      } finally {
        place.free();
      }
    },
  }).setToken(options.token);

  async function observe(answer: ReturnType<typeof makeTrackedRequest>): ReturnType<typeof makeTrackedRequest> {
    try {
      const response = await answer;
      options.observer?.answered(response.status);
      noteHealth(response.status);
      return response;
    } catch (error) {
      options.observer?.answered(0);
      noteHealth(0);
      throw error;
    }
  }

  /** @param status 0 when no answer came. */
  function noteHealth(status: number): void {
    if (status === 0 || status >= 500) {
      failuresInARow += 1;
      // Whoever waits for the first answer says so.
      if (hasAnswered && failuresInARow >= FAILURES_OF_AN_OUTAGE && outage.begin())
        log.warn({ status }, "Discord's API does not answer as it should");
      return;
    }
    failuresInARow = 0;
    hasAnswered = true;
    const lastedS = outage.end();
    if (lastedS !== null) log.info({ lastedS }, "Discord's API answers again");
    if (status >= 400) return;
    const pausedS = sendsPause.end();
    if (pausedS !== null) log.info({ lastedS: pausedS }, 'Discord takes requests again');
  }

  function noteRefusedToken(): void {
    if (tokenRefused) return;
    tokenRefused = true;
    options.onTokenRefused?.();
  }

  /** @throws AddressRefused for a 429 that is not about one route. */
  function pauseWhereAsked(response: Awaited<ReturnType<typeof DefaultRestOptions.makeRequest>>): void {
    noteAnswer(response);
    const retryAfter = response.headers.get('retry-after');
    if (response.status === 429 && (retryAfter === null || !isJson(response.headers.get('content-type')))) {
      const waitMs = (Number(retryAfter) || PAGE_PAUSE_S) * 1_000;
      pausedUntilMs = Math.max(pausedUntilMs, nowMs() + waitMs);
      sendsPause.begin();
      log.error({ pausedForMs: waitMs }, 'a 429 came from in front of Discord and concerns this whole address: all sends pause');
      throw new AddressRefused(waitMs);
    }
    // The library sleeps for whoever was refused; the pace holds back those it has let through already.
    if (response.status === 429 && response.headers.get('x-ratelimit-global') !== null) pace.pause(Number(retryAfter) * 1_000);
  }

  const request: Requests['request'] = async (method, route, schema, deadlineMs, { body, files = [], urgency = 'soon' } = {}) => {
    if (tokenRefused) return refuse('Discord does not accept the token (DISCORD_TOKEN).', { status: 401 });
    const attempt: Attempt = { urgency, inFlight: false, maybeSent: false };
    const deadline = new AbortController();
    const giveUp = (): RestResult<never> => {
      const maybeSent = attempt.maybeSent || attempt.inFlight;
      deadline.abort();
      return refuse(`Discord gave no answer within ${deadlineMs} ms.`, { maybeSent });
    };
    const answer = attempts.run(attempt, async (): Promise<RestResult<z.infer<typeof schema>>> => {
      try {
        const raw = await rest[method](route, {
          ...(files.length > 0 ? buildUpload(body, files) : { body }),
          signal: deadline.signal,
        });
        const read = schema.safeParse(raw);
        if (read.success) return { ok: true, value: read.data };
        return refuse('Discord answered with success, but not with what was asked for.', { maybeSent: true });
      } catch (error) {
        const refused = describeFailure(error, attempt.maybeSent);
        if (refused.failure.status === 401) noteRefusedToken();
        return refused;
      }
    });
    // The library sleeps through a 429 without looking at the signal, so the deadline is a race, not only a signal.
    return withinMs(deadlineMs, answer, giveUp);
  };

  return {
    request,
    refusedLately,
    close() {
      pace.close();
      rest.clearHashSweeper();
      rest.clearHandlerSweeper();
    },
  };
}

function buildUpload(body: unknown, files: readonly MessageFile[]) {
  const form = buildForm(JSON.stringify(body ?? {}), files);
  return { passThroughBody: true, body: Buffer.concat(form.parts), headers: { 'content-type': form.contentType } };
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

class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
  readonly waitMs: number;

  constructor(waitMs: number) {
    super('All requests pause, because Discord refuses this address or refused too many of them.');
    this.waitMs = waitMs;
  }
}

/** Puts whatever the library throws into Discord's terms. A page of HTML has a status but no code. */
function describeFailure(error: unknown, maybeSent: boolean): Refused {
  if (error instanceof RateLimitError) {
    const waitMs = Math.max(error.retryAfter, error.timeToReset, error.sublimitTimeout);
    const retryAfterMs = waitMs > 0 ? waitMs : null;
    return refuse('Discord asks to wait before the next request.', { status: 429, maybeSent, retryAfterMs });
  }
  if (error instanceof AddressRefused) return refuse(error.message, { status: 429, maybeSent, retryAfterMs: error.waitMs });
  if (error instanceof DiscordAPIError) {
    return refuse(error.message, { status: error.status, code: typeof error.code === 'number' ? error.code : 0, maybeSent });
  }
  if (error instanceof HTTPError) {
    return refuse(`Discord answered ${error.status} ${error.message}`.trimEnd(), { status: error.status, maybeSent: true });
  }
  return refuse(error instanceof Error ? error.message : String(error), { maybeSent });
}
