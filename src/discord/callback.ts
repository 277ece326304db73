/**
 * The first response to an interaction, posted to its callback route. These requests do not count towards the token's
 * 50 a second (Discord, "Rate Limits"), so they go round @discordjs/rest through connections of their own.
 */
import { type APIInteraction, InteractionResponseType, MessageFlags } from 'discord-api-types/v10';
import { Pool } from 'undici';
import { z } from 'zod';
import type { Answered } from '../answer/types.ts';
import type { Log } from '../log.ts';
import { buildForm } from './form.ts';
import { listRefusals } from './refusal.ts';
import { type Address, type Content, type Sent, send, sleepWithin } from './send.ts';
import { createTimeLimits, type TimeLimit } from './time-limits.ts';
import type { CallbackObserver, CallbackOutcome } from './types.ts';
import { USER_AGENT } from './user-agent.ts';
import { encodeAnswered, parseJson } from './wire.ts';

/** After three seconds Discord has told the user that the application did not respond (10062 for whoever comes later). */
const CALLBACK_DEADLINE_MS = 3_000;
const CONNECTIONS = 64;
const UNKNOWN_MESSAGE = 10_008;
const UNKNOWN_INTERACTION = 10_062;
const ALREADY_ANSWERED = 40_060;
/** A kept-alive connection that the other side has closed in the very moment of use. */
const BROKEN_CONNECTION: ReadonlySet<unknown> = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET']);
/** A trouble of Discord's own passes in a moment more often than not. */
const SERVER_ERROR = 500;
const BAD_REQUEST = 400;
const SECOND_TRY_AFTER_MS = 250;
/** Each response has its own limit, and the pool's would cost a timer for the headers and one for the body. */
const NO_OTHER_LIMITS = { headersTimeout: 0, bodyTimeout: 0 };
const HEADERS = ['user-agent', USER_AGENT];
const JSON_HEADERS = [...HEADERS, 'content-type', 'application/json'];

const ERROR_BODY = z.object({ code: z.number().catch(0), errors: z.unknown().optional() });
/** Of a network that fails; its stack would say nothing more. */
const NETWORK_CODE = /^(?:E[A-Z_]{3,}|UND_ERR_\w+)$/;

/** What Discord said to a response. */
interface CallbackVerdict {
  readonly status: number;
  readonly code: number;
  /** Where and why it was refused; empty where Discord gave no reasons. */
  readonly refused: readonly string[];
}

const DONE: CallbackVerdict = { status: 204, code: 0, refused: [] };

/** A response under way, and all that may still be said to the same interaction. */
interface Posting extends Address {
  readonly interaction: string;
  readonly limit: TimeLimit;
}

type Addressee = Pick<APIInteraction, 'id' | 'token'>;

export interface Callbacks {
  /** Posts the response as it is. Never throws: what goes wrong is logged, because nobody is left to be told. */
  post(interaction: Addressee, answered: Answered): Promise<CallbackOutcome>;
  /** Waits for posts under way, then closes the connections. */
  close(): Promise<void>;
}

export interface CallbackOptions {
  /** Without version, such as `https://discord.com/api`. */
  readonly apiUrl: string;
  readonly log: Log;
  readonly observer?: CallbackObserver;
  readonly deadlineMs?: number;
}

/** Opens no connection; the first response does. */
export function createCallbacks(options: CallbackOptions): Callbacks {
  const { log, deadlineMs = CALLBACK_DEADLINE_MS } = options;
  const { origin, pathname } = new URL(options.apiUrl);
  const basePath = pathname.replace(/(?<!\/)\/+$/, '');
  const pool = new Pool(origin, { connections: CONNECTIONS, ...NO_OTHER_LIMITS });
  const beginLimit = createTimeLimits(deadlineMs);

  const tell = (posting: Posting, answered: Answered) => send(pool, posting, buildContent(answered), posting.limit);

  /** Once more where it may help: whatever arrived twice is refused the second time as answered already, which is as good. */
  async function insist(posting: Posting, answered: Answered, first: Sent | Error): Promise<CallbackVerdict> {
    if (first instanceof Error) {
      if (!isBrokenConnection(first)) throw first;
    } else {
      if (first.status < SERVER_ERROR) return readVerdict(first);
      await sleepWithin(posting.limit, SECOND_TRY_AFTER_MS);
    }
    const second = await tell(posting, answered);
    if (second instanceof Error) throw second;
    const said = readVerdict(second);
    return said.code === ALREADY_ANSWERED ? DONE : said;
  }

  /** What becomes of a response that was not taken at once. */
  async function settle(posting: Posting, answered: Answered, first: Sent | Error): Promise<CallbackOutcome> {
    const { interaction } = posting;
    const said = await insist(posting, answered, first);
    if (said.status < 300) return 'sent';
    const { status, code, refused } = said;
    const beside = isAboutTheMessage(said, answered) ? besideTheMessage(answered) : null;
    if (beside !== null) {
      log.warn({ interaction, status, code }, 'the message cannot be changed; what was to stand in it is shown to the asker alone');
      return settle(posting, beside, await tell(posting, beside));
    }
    if (code === UNKNOWN_INTERACTION) {
      log.warn({ interaction }, 'the response came too late: Discord no longer knows the interaction');
      return 'expired';
    }
    if (code === ALREADY_ANSWERED) {
      log.warn({ interaction }, 'the interaction had already been answered');
      return 'already-answered';
    }
    log.error({ interaction, status, code, ...(refused.length > 0 ? { refused } : {}) }, 'Discord refused the response to an interaction');
    return 'failed';
  }

  function noteFailure(interaction: string, err: unknown): void {
    log.error({ interaction, ...describeNetworkFailure(err) }, 'the response to an interaction could not be sent');
  }

  return {
    /** Short, because thousands wait in it: what it does not need while it waits for Discord is done elsewhere. */
    async post({ id, token }, answered) {
      const posting = { interaction: id, origin, path: `${basePath}/v10/interactions/${id}/${token}/callback`, limit: beginLimit() };
      let outcome: CallbackOutcome = 'failed';
      try {
        const first = await tell(posting, answered);
        outcome = isTaken(first) ? 'sent' : await settle(posting, answered, first);
      } catch (err) {
        noteFailure(id, err);
      }
      posting.limit.end();
      options.observer?.delivered(outcome);
      return outcome;
    },
    close: () => pool.close(),
  };
}

function isTaken(sent: Sent | Error): boolean {
  return !(sent instanceof Error) && sent.status < 300;
}

function readVerdict({ status, text }: Sent): CallbackVerdict {
  if (status < 300) return DONE;
  const read = ERROR_BODY.safeParse(parseJson(text));
  const { code, errors } = read.success ? read.data : { code: 0, errors: null };
  return { status, code, refused: listRefusals(errors) };
}

/** What a response is sent as. */
function buildContent(answered: Answered): Content {
  const { files } = answered;
  const json = encodeAnswered(answered);
  if (files.length === 0) return { body: json, headers: JSON_HEADERS };
  const { parts, length, contentType } = buildForm(json, files);
  return { body: parts, headers: [...HEADERS, 'content-type', contentType, 'content-length', String(length)] };
}

/** What was to stand in a message that is gone, as a private one of its own; null for what changes no message. */
function besideTheMessage({ response, files }: Answered): Answered | null {
  if (response.type !== InteractionResponseType.UpdateMessage) return null;
  const { flags = 0, ...data } = response.data ?? {};
  const alone = {
    type: InteractionResponseType.ChannelMessageWithSource,
    data: { ...data, flags: flags | MessageFlags.Ephemeral },
  } as const;
  return { response: alone, files };
}

/** The message is gone, or does not take the picture it was to gain (discord-api-docs#7529). */
function isAboutTheMessage({ status, code }: CallbackVerdict, { files }: Answered): boolean {
  return code === UNKNOWN_MESSAGE || (status === BAD_REQUEST && code !== ALREADY_ANSWERED && files.length > 0);
}

function isBrokenConnection(error: Error): boolean {
  return 'code' in error && BROKEN_CONNECTION.has(error.code);
}

/** One line for a network that fails, the whole error for a bug. */
function describeNetworkFailure(err: unknown): object {
  if (!(err instanceof Error)) return { err };
  const code: unknown = 'code' in err ? err.code : undefined;
  if (typeof code === 'string' && NETWORK_CODE.test(code)) return { reason: `${code}: ${err.message}` };
  return err.name === 'TimeoutError' ? { reason: err.message } : { err };
}
