/**
 * The first response to an interaction, posted to its callback route. These requests do not count towards the token's
 * 50 a second (Discord, "Rate Limits"), so they go round @discordjs/rest through connections of their own.
 */
import { type APIInteraction, type APIInteractionResponse, InteractionResponseType, MessageFlags } from 'discord-api-types/v10';
import { Pool } from 'undici';
import { z } from 'zod';
import type { Answered } from '../answer/types.ts';
import type { Log } from '../log.ts';
import type { MessageFile } from '../message/reply.ts';
import { buildForm } from './form.ts';
import { listRefusals } from './refusal.ts';
import { type Content, type Sent, send, sleepWithin, TimeLimit } from './send.ts';
import type { CallbackObserver, CallbackOutcome } from './types.ts';
import { USER_AGENT } from './user-agent.ts';
import { encodeAnswered, encodeResponse, parseJson } from './wire.ts';

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
  const base = new URL(options.apiUrl);
  const basePath = base.pathname.replace(/(?<!\/)\/+$/, '');
  const pool = new Pool(base.origin, { connections: CONNECTIONS, ...NO_OTHER_LIMITS });

  /** Once more where it may help: whatever arrived twice is refused the second time as answered already, which is as good. */
  async function tell(path: string, content: Content, limit: TimeLimit): Promise<CallbackVerdict> {
    try {
      const said = readVerdict(await send(pool, path, content, limit));
      if (said.status < SERVER_ERROR) return said;
      await sleepWithin(limit, SECOND_TRY_AFTER_MS);
    } catch (error) {
      if (!isBrokenConnection(error)) throw error;
    }
    const said = readVerdict(await send(pool, path, content, limit));
    return said.code === ALREADY_ANSWERED ? DONE : said;
  }

  async function deliver({ id, token }: Addressee, answered: Answered, limit: TimeLimit): Promise<CallbackOutcome> {
    const { files } = answered;
    const path = `${basePath}/v10/interactions/${id}/${token}/callback`;
    const about = { interaction: id };
    try {
      let said = await tell(path, buildContent(encodeAnswered(answered), files), limit);
      if (said.status < 300) return 'sent';
      const beside = isAboutTheMessage(said, files) ? besideTheMessage(answered.response) : null;
      if (beside !== null) {
        const { status, code } = said;
        log.warn({ ...about, status, code }, 'the message cannot be changed; what was to stand in it is shown to the asker alone');
        said = await tell(path, buildContent(encodeResponse(beside), files), limit);
        if (said.status < 300) return 'sent';
      }
      if (said.code === UNKNOWN_INTERACTION) {
        log.warn(about, 'the response came too late: Discord no longer knows the interaction');
        return 'expired';
      }
      if (said.code === ALREADY_ANSWERED) {
        log.warn(about, 'the interaction had already been answered');
        return 'already-answered';
      }
      const { status, code, refused } = said;
      log.error({ ...about, status, code, ...(refused.length > 0 ? { refused } : {}) }, 'Discord refused the response to an interaction');
      return 'failed';
    } catch (err) {
      log.error({ ...about, ...describeNetworkFailure(err) }, 'the response to an interaction could not be sent');
      return 'failed';
    }
  }

  return {
    async post(interaction, answered) {
      const limit = new TimeLimit(deadlineMs);
      const outcome = await deliver(interaction, answered, limit);
      limit.end();
      options.observer?.delivered(outcome);
      return outcome;
    },
    close: () => pool.close(),
  };
}

function readVerdict({ status, text }: Sent): CallbackVerdict {
  if (status < 300) return DONE;
  const read = ERROR_BODY.safeParse(parseJson(text));
  const { code, errors } = read.success ? read.data : { code: 0, errors: null };
  return { status, code, refused: listRefusals(errors) };
}

/** What a response is sent as. */
function buildContent(json: string | Uint8Array, files: readonly MessageFile[]): Content {
  if (files.length === 0) return { body: json, headers: JSON_HEADERS };
  const { parts, length, contentType } = buildForm(json, files);
  return { body: parts, headers: [...HEADERS, 'content-type', contentType, 'content-length', String(length)] };
}

/** What was to stand in a message that is gone, as a private one of its own; null for what changes no message. */
function besideTheMessage(response: APIInteractionResponse): APIInteractionResponse | null {
  if (response.type !== InteractionResponseType.UpdateMessage) return null;
  const { flags = 0, ...data } = response.data ?? {};
  return { type: InteractionResponseType.ChannelMessageWithSource, data: { ...data, flags: flags | MessageFlags.Ephemeral } };
}

/** The message is gone, or does not take the picture it was to gain (discord-api-docs#7529). */
function isAboutTheMessage({ status, code }: CallbackVerdict, files: readonly MessageFile[]): boolean {
  return code === UNKNOWN_MESSAGE || (status === BAD_REQUEST && code !== ALREADY_ANSWERED && files.length > 0);
}

function isBrokenConnection(error: unknown): boolean {
  return error instanceof Error && 'code' in error && BROKEN_CONNECTION.has(error.code);
}

/** One line for a network that fails, the whole error for a bug. */
function describeNetworkFailure(err: unknown): object {
  if (!(err instanceof Error)) return { err };
  const code: unknown = 'code' in err ? err.code : undefined;
  if (typeof code === 'string' && NETWORK_CODE.test(code)) return { reason: `${code}: ${err.message}` };
  return err.name === 'TimeoutError' ? { reason: err.message } : { err };
}
