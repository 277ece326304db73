/**
 * Interactions over signed HTTP, and `/healthz`. Discord signs each request with the application's Ed25519 key; it also
 * probes with bad signatures and takes the endpoint away from whoever lets one through.
 */
import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { InteractionResponseType, InteractionType } from 'discord-api-types/v10';
import type { Answer } from '../answer/types.ts';
import type { Log } from '../log.ts';
import type { Callbacks } from './callback.ts';
import {
  type Health,
  type Listener,
  listen,
  pathOf,
  sendHealth,
  sendJson,
  sendNothingHere,
  sendText,
  takesOnlyQuestions,
} from './listen.ts';
import { encodeResponse, isInteraction } from './wire.ts';

/** Far more than an interaction ever holds. */
const BODY_LIMIT_BYTES = 1_000_000;
/**
 * Discord names no window (discord-api-docs #6209). Five minutes forgive a slow network and a clock that is a little
 * off; within them a request is known by its signature and answered once.
 */
const OLDEST_S = 5 * 60;
const NEWEST_S = 60;
const SIGNATURE_HEX = /^[0-9a-fA-F]{128}$/;
const TIMESTAMP = /^\d{1,12}$/;
/** What a DER file says before the 32 bytes of an Ed25519 public key (RFC 8410). */
const ED25519_DER_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

export interface HttpOptions {
  readonly host: string;
  readonly port: number;
  readonly health: Health;
  /** The application's `verify_key`: 64 hexadecimal digits. */
  readonly publicKeyHex: string;
  readonly answer: Answer;
  /** For replies with files. */
  readonly callbacks: Pick<Callbacks, 'post'>;
  readonly log: Log;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/**
 * Serves `POST /interactions` and `GET /healthz`. A signature that is missing, wrong, older than five minutes, more than
 * a minute ahead or already used gets 401; a signed body that is no interaction 400; a body over 1 MB 413. Rejects with
 * a `ListenError` when the port cannot be had.
 */
export async function startHttp(options: HttpOptions): Promise<Listener> {
  const judge = createJudge(buildPublicKey(options.publicKeyHex), options.now);
  const { host, port, log } = options;
  return listen({ host, port, log, variables: { host: 'NABI_HOST', port: 'NABI_PORT' } }, async (request, response) => {
    const path = pathOf(request);
    if (path !== '/interactions' && path !== '/healthz') return sendNothingHere(response);
    if (path === '/healthz') return takesOnlyQuestions(request, response) ? sendHealth(options.health, response) : undefined;
    if (request.method !== 'POST') return sendText(response, 405, 'Only POST is answered here.', { allow: 'POST' });
    const body = await readBody(request);
    if (body === null) return sendText(response, 413, 'The body is larger than 1 MB.', { connection: 'close' });

    const judged = judge(request, body);
    if (judged !== 'genuine') {
      if (judged === 'stale') {
        log.warn({}, "a correctly signed request was not of this time and was refused; is this machine's clock right?");
      }
      return sendText(response, 401, 'The signature is missing, wrong, out of date or already used.');
    }
    const interaction = parseJson(body);
    if (!isInteraction(interaction)) return sendText(response, 400, 'The body is signed, but it is not an interaction.');
    if (interaction.type === InteractionType.Ping) return sendJson(response, 200, encodeResponse({ type: InteractionResponseType.Pong }));
    const answered = await options.answer(interaction);
    if (answered.files.length === 0) return sendJson(response, 200, encodeResponse(answered.response));
    // A body with files above some 80 kB is not taken here (discord-api-docs#5925), so it goes the gateway's way.
    await options.callbacks.post(interaction, answered.response, answered.files);
    return sendText(response, 202, '');
  });
}

type Judgement = 'genuine' | 'forged' | 'stale' | 'used';

/** Decides whether a request is Discord's, of this time, and new. The order matters: nothing is believed before the signature. */
function createJudge(key: KeyObject, now: () => number): (request: IncomingMessage, body: Buffer) => Judgement {
  /** Signatures already used, oldest first; kept until they would be stale anyway. */
  const usedUntilS = new Map<string, number>();

  return (request, body) => {
    const signatureHex = request.headers['x-signature-ed25519'];
    const timestamp = request.headers['x-signature-timestamp'];
    if (typeof signatureHex !== 'string' || !SIGNATURE_HEX.test(signatureHex)) return 'forged';
    if (typeof timestamp !== 'string' || !TIMESTAMP.test(timestamp)) return 'forged';
    const signature = Buffer.from(signatureHex, 'hex');
    if (!verify(null, Buffer.concat([Buffer.from(timestamp), body]), key, signature)) return 'forged';

    const nowS = now() / 1_000;
    const signedAtS = Number(timestamp);
    if (signedAtS < nowS - OLDEST_S || signedAtS > nowS + NEWEST_S) return 'stale';

    for (const [used, untilS] of usedUntilS) {
      if (untilS >= nowS) break;
      usedUntilS.delete(used);
    }
    const id = signature.toString('base64');
    if (usedUntilS.has(id)) return 'used';
    usedUntilS.set(id, nowS + OLDEST_S + NEWEST_S);
    return 'genuine';
  };
}

function buildPublicKey(hex: string): KeyObject {
  return createPublicKey({ key: Buffer.concat([ED25519_DER_PREFIX, Buffer.from(hex, 'hex')]), format: 'der', type: 'spki' });
}

/** The whole body, or null as soon as it is too large. */
async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  if (Number(request.headers['content-length']) > BODY_LIMIT_BYTES) return null;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    size += chunk.length;
    if (size > BODY_LIMIT_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return null;
  }
}
