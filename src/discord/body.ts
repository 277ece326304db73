/** Reads bodies nobody has vouched for yet, in a bounded amount of memory whatever comes. */
import type { IncomingMessage } from 'node:http';

/** A form with every field full, each letter escaped, has 250 kB; nothing Discord sends is larger. */
export const BODY_LIMIT_BYTES = 256_000;
/** Of all that are being read. Discord's come whole in a moment, so it is the slow ones that are given up. */
const MOST_HELD_BYTES = 16_000_000;

interface BodyReading {
  readonly request: IncomingMessage;
  readonly chunks: Buffer[];
  bytes: number;
}

/** @returns The whole body; null as soon as it is too large. Rejects when the sender goes away, or is too slow while many others send. */
export function createBodyReader(): (request: IncomingMessage) => Promise<Buffer | null> {
  /** Oldest first. */
  const underWay = new Set<BodyReading>();
  let heldBytes = 0;

  function forget(reading: BodyReading): void {
    if (underWay.delete(reading)) heldBytes -= reading.bytes;
  }

  function makeRoom(): void {
    for (const oldest of underWay) {
      if (heldBytes <= MOST_HELD_BYTES) return;
      forget(oldest);
      oldest.request.destroy();
    }
  }

  // By events: a loop over the stream would take as long as all the rest of a request that is answered from memory.
  return (request) =>
    new Promise((resolve, reject) => {
      if (Number(request.headers['content-length']) > BODY_LIMIT_BYTES) return resolve(null);
      const reading: BodyReading = { request, chunks: [], bytes: 0 };
      underWay.add(reading);
      request.on('data', (chunk: Buffer) => {
        if (!underWay.has(reading)) return;
        reading.chunks.push(chunk);
        reading.bytes += chunk.length;
        heldBytes += chunk.length;
        if (reading.bytes > BODY_LIMIT_BYTES) {
          request.pause();
          forget(reading);
          resolve(null);
        } else makeRoom();
      });
      request.on('end', () => {
        forget(reading);
        resolve(Buffer.concat(reading.chunks));
      });
      request.on('close', () => {
        forget(reading);
        // Every request closes in the end, and an error takes as long to make as the body to read.
        if (!request.readableEnded) reject(new Error('the sender went away before the body was there'));
      });
    });
}

/** undefined as soon as there is more; the rest is not read. */
export async function readUpTo(body: AsyncIterable<Uint8Array>, most: number): Promise<Buffer | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > most) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
