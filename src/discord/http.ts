/**
 * Interactions and events over signed HTTP, and `/healthz`. Discord probes with bad signatures and takes the endpoint away from whoever lets one
 * through.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { APIInteraction } from 'discord-api-types/v10';
import {
  ApplicationIntegrationType,
  ApplicationWebhookEventType,
  ApplicationWebhookType,
  InteractionResponseType,
  InteractionType,
} from 'discord-api-types/v10';
import { z } from 'zod';
import type { Answer } from '../answer/types.ts';
import type { Log } from '../log.ts';
import { BODY_LIMIT_BYTES, createBodyReader } from './body.ts';
import type { Callbacks } from './callback.ts';
import {
  type Health,
  HTTP_VARIABLES,
  type Listener,
  listen,
  pathOf,
  sendHealth,
  sendJson,
  sendNothingHere,
  sendText,
  takesOnlyQuestions,
} from './listen.ts';
import { createJudge, readSignature } from './signature.ts';
import { encodeAnswered, encodeResponse, isInteraction, parseJson } from './wire.ts';

const ADDRESS = '/interactions';
/** Where Discord sends webhook events, if whoever runs the bot has entered it there. */
const EVENTS = '/events';

/** That a server added the bot. https://docs.discord.com/developers/events/webhook-events#application-authorized */
const Authorized = z.object({
  type: z.literal(ApplicationWebhookType.Event),
  event: z.object({
    type: z.literal(ApplicationWebhookEventType.ApplicationAuthorized),
    data: z.object({ integration_type: z.literal(ApplicationIntegrationType.GuildInstall), guild: z.object({ id: z.string() }) }),
  }),
});

export interface HttpOptions {
  readonly host: string;
  readonly port: number;
  readonly health: Health;
  /** The application's `verify_key`: 64 hexadecimal digits. */
  readonly publicKeyHex: string;
  readonly answer: Answer;
  /** For replies with files. */
  readonly callbacks: Pick<Callbacks, 'post'>;
  /** Told of a server that has added the bot; quick, and it never throws. */
  readonly noteServer?: (guildId: string) => void;
  readonly log: Log;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/**
 * Serves `POST /interactions`, `POST /events` and `GET /healthz`. A signature that is missing, wrong, older than five minutes, more than
 * a minute ahead or already used gets 401, where its headers alone show it before the body is read; a signed body that is no interaction
 * 400; a body over 256 kB 413. Rejects with a `ListenError` when the port cannot be had.
 */
export async function startHttp(options: HttpOptions): Promise<Listener> {
  const judge = createJudge(options.publicKeyHex, options.now);
  const readBody = createBodyReader();
  const { host, port, log } = options;

  /** What Discord has signed, or what is to be said in its place. */
  async function readSigned(request: IncomingMessage): Promise<Signed | HttpRefusal> {
    const signature = readSignature(request);
    // Whoever cannot be Discord is not listened to any longer.
    if (signature === null) return { ...UNSIGNED, headers: { connection: 'close' } };
    const body = await readBody(request);
    if (body === null) return TOO_LARGE;
    const judged = judge(signature, body);
    if (judged === 'stale') {
      log.warn({}, "a correctly signed request was not of this time and was refused; is this machine's clock right?");
    }
    if (judged !== 'genuine') return UNSIGNED;
    return { json: parseJson(body.toString('utf8')) };
  }

  /** Every event is taken, so that Discord goes on sending; all but one say nothing that is needed. */
  async function takeEvent(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const signed = await readSigned(request);
    if ('status' in signed) return sendText(response, signed.status, signed.says, signed.headers);
    const authorized = Authorized.safeParse(signed.json);
    if (authorized.success) options.noteServer?.(authorized.data.event.data.guild.id);
    return sendText(response, 204, '');
  }

  /** Discord asks the address that was entered in its portal, so a PING says that another one was. */
  async function tellOfAddress(request: IncomingMessage, path: string): Promise<void> {
    const asked = asInteraction(await readSigned(request));
    if ('status' in asked || asked.type !== InteractionType.Ping) return;
    log.warn({ path }, `Discord was given an address that ends in another path; enter https://<your host>${ADDRESS} in its portal`);
  }

  return listen({ host, port, log, variables: HTTP_VARIABLES }, async (request, response) => {
    const path = pathOf(request);
    if (path === '/healthz') return takesOnlyQuestions(request, response) ? sendHealth(options.health, response) : undefined;
    if (path === EVENTS && request.method === 'POST') return takeEvent(request, response);
    if (path !== ADDRESS && path !== `${ADDRESS}/`) {
      if (request.method === 'POST') await tellOfAddress(request, path);
      return sendNothingHere(response);
    }
    if (request.method !== 'POST') return sendText(response, 405, 'Only POST is answered here.', { allow: 'POST' });
    const asked = asInteraction(await readSigned(request));
    if ('status' in asked) return sendText(response, asked.status, asked.says, asked.headers);
    return answerInteraction(asked, response);
  });

  async function answerInteraction(interaction: APIInteraction, response: ServerResponse): Promise<void> {
    if (interaction.type === InteractionType.Ping) return sendJson(response, 200, encodeResponse({ type: InteractionResponseType.Pong }));
    const answered = await options.answer(interaction);
    if (answered.files.length === 0) return sendJson(response, 200, encodeAnswered(answered));
    // A body with files above some 80 kB is not taken here (discord-api-docs#5925), so it goes the gateway's way.
    await options.callbacks.post(interaction, answered);
    return sendText(response, 202, '');
  }
}

interface Signed {
  readonly json: unknown;
}

function asInteraction(signed: Signed | HttpRefusal): APIInteraction | HttpRefusal {
  if ('status' in signed) return signed;
  return isInteraction(signed.json) ? signed.json : NO_INTERACTION;
}

/** A status and a sentence in place of an answer. */
interface HttpRefusal {
  readonly status: number;
  readonly says: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const UNSIGNED: HttpRefusal = { status: 401, says: 'The signature is missing, wrong, out of date or already used.' };
const NO_INTERACTION: HttpRefusal = { status: 400, says: 'The body is signed, but it is not an interaction.' };
const TOO_LARGE: HttpRefusal = {
  status: 413,
  says: `The body is larger than ${BODY_LIMIT_BYTES / 1_000} kB.`,
  headers: { connection: 'close' },
};
