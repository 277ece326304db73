/**
 * Whether a request is Discord's, of this time, and new. Discord signs each with the application's Ed25519 key.
 * https://docs.discord.com/developers/interactions/overview#setting-up-an-endpoint-validating-security-request-headers
 */
import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { createUsed } from './used.ts';

/**
 * Discord names no window (discord-api-docs #6209). Five minutes forgive a slow network and a clock that is a little
 * off; within them a request is known by its signature and answered once.
 */
const OLDEST_S = 5 * 60;
const NEWEST_S = 60;
/** So much of a signature names it: no two will ever begin alike. */
const NAME_BYTES = 12;
const SIGNATURE_BYTES = 64;
const TIMESTAMP = /^\d{1,12}$/;
/** What a DER file says before the 32 bytes of an Ed25519 public key (RFC 8410). */
const ED25519_DER_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

/** What the headers claim; none of it is checked yet. */
export interface Signature {
  readonly bytes: Buffer;
  /** Seconds since the epoch, as it was written. */
  readonly timestamp: string;
}

export type Judgement = 'genuine' | 'forged' | 'stale' | 'used';

/** Null where the headers cannot be those of a signature, whatever the body is. */
export function readSignature({ headers }: IncomingMessage): Signature | null {
  const hex = headers['x-signature-ed25519'];
  const timestamp = headers['x-signature-timestamp'];
  if (typeof hex !== 'string' || hex.length !== 2 * SIGNATURE_BYTES) return null;
  if (typeof timestamp !== 'string' || !TIMESTAMP.test(timestamp)) return null;
  // What is no hexadecimal digit ends what is read.
  const bytes = Buffer.from(hex, 'hex');
  return bytes.length === SIGNATURE_BYTES ? { bytes, timestamp } : null;
}

/**
 * The order matters: nothing is believed before the signature.
 *
 * @param publicKeyHex 64 hexadecimal digits.
 * @param now Milliseconds since the epoch.
 */
export function createJudge(publicKeyHex: string, now: () => number): (signature: Signature, body: Buffer) => Judgement {
  const key = buildPublicKey(publicKeyHex);
  // Kept until they would be stale anyway.
  const isNew = createUsed((OLDEST_S + NEWEST_S) * 1_000, now);

  return ({ bytes, timestamp }, body) => {
    if (!verify(null, Buffer.concat([Buffer.from(timestamp), body]), key, bytes)) return 'forged';
    const nowS = now() / 1_000;
    const signedAtS = Number(timestamp);
    if (signedAtS < nowS - OLDEST_S || signedAtS > nowS + NEWEST_S) return 'stale';
    return isNew(bytes.toString('latin1', 0, NAME_BYTES)) ? 'genuine' : 'used';
  };
}

function buildPublicKey(hex: string): KeyObject {
  return createPublicKey({ key: Buffer.concat([ED25519_DER_PREFIX, Buffer.from(hex, 'hex')]), format: 'der', type: 'spki' });
}
