/**
 * Signed requests over kept connections, as many at once as asked for. A process of its own; `LOAD_TEMPLATES` names a file of
 * what is asked, by name. Every request is signed before the clock starts and differs from all others, as a replay would rightly be refused.
 */
import { createPrivateKey, type KeyObject, sign } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { z } from 'zod';
import { readTemplates } from './templates.ts';

export const Order = z.object({ kind: z.literal('post'), ask: z.string(), port: z.number(), count: z.number(), atOnce: z.number() });

const HEAD_END = Buffer.from('\r\n\r\n');
const LAST_CHUNK = Buffer.from('0\r\n\r\n');
const LENGTH = /content-length: (\d+)/i;

const key: KeyObject = createPrivateKey({ key: Buffer.from(process.env.LOAD_KEY_DER ?? '', 'hex'), format: 'der', type: 'pkcs8' });
const build = readTemplates();

function buildRequest(ask: string): Buffer {
  const { body } = build(ask);
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const signature = sign(null, Buffer.from(timestamp + body), key).toString('hex');
  const head = [
    'POST /interactions HTTP/1.1',
    'host: 127.0.0.1',
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(body)}`,
    `x-signature-ed25519: ${signature}`,
    `x-signature-timestamp: ${timestamp}`,
    '',
    body,
  ];
  return Buffer.from(head.join('\r\n'));
}

/** Resolves with the bytes of the answer's body. */
function exchange(socket: Socket, request: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    let seen: Buffer = Buffer.alloc(0);
    const take = (chunk: Buffer): void => {
      seen = seen.length === 0 ? chunk : Buffer.concat([seen, chunk]);
      const headEnd = seen.indexOf(HEAD_END);
      if (headEnd === -1) return;
      const head = seen.toString('latin1', 0, headEnd);
      const length = Number(LENGTH.exec(head)?.[1] ?? Number.NaN);
      const isWhole = Number.isNaN(length)
        ? seen.subarray(-LAST_CHUNK.length).equals(LAST_CHUNK)
        : seen.length >= headEnd + HEAD_END.length + length;
      if (!isWhole) return;
      socket.off('data', take);
      // 202: an answer with a file goes to the callback.
      if (/^HTTP\/1\.1 20[02]/.test(head)) resolve(length || 0);
      else reject(new Error(head));
    };
    socket.on('data', take);
    socket.write(request);
  });
}

async function post({ ask, port, count, atOnce }: z.infer<typeof Order>) {
  const requests = Array.from({ length: count }, () => buildRequest(ask));
  const sockets = await Promise.all(
    Array.from({ length: atOnce }, async () => {
      const socket = connect({ port, host: '127.0.0.1', noDelay: true });
      await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
      return socket;
    }),
  );
  const eachMs: number[] = [];
  let bytes = 0;
  const startedMs = performance.now();
  await Promise.all(
    sockets.map(async (socket) => {
      for (let request = requests.pop(); request !== undefined; request = requests.pop()) {
        const sentMs = performance.now();
        const answered = await exchange(socket, request);
        bytes += answered;
        eachMs.push(performance.now() - sentMs);
      }
    }),
  );
  const tookMs = performance.now() - startedMs;
  for (const socket of sockets) socket.destroy();
  return { tookMs, eachMs, bytes: bytes / count };
}

process.on('message', (message) => {
  const order = Order.safeParse(message);
  if (order.success) post(order.data).then((result) => process.send?.(result));
});
process.on('SIGTERM', () => process.exit(0));
process.send?.({});
