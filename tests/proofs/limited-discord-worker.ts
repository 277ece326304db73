/** The counting Discord on a thread of its own, so that it counts what the bot does and not what both do together. */
import { generateKeyPairSync, sign } from 'node:crypto';
import { Agent, request } from 'node:http';
import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { buildCommand } from '../support/interactions.ts';
import { startLimitedDiscord } from './limited-discord.ts';

export const FanOutWorld = z.object({
  latencyMs: z.number(),
  jitterMs: z.number(),
  /** The request, counted from 1, that is refused although it keeps the limit; 0: none. */
  refusesRequest: z.int(),
  refusedForS: z.number(),
  locksOut: z.boolean(),
});

const Order = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ask'), endpoint: z.string(), everyMs: z.number() }),
  z.object({ kind: z.literal('stop') }),
]);

const world = FanOutWorld.safeParse(workerData);
if (world.success && parentPort !== null) await serve(world.data, parentPort);

async function serve(
  { latencyMs, jitterMs, refusesRequest, refusedForS, locksOut }: z.infer<typeof FanOutWorld>,
  port: NonNullable<typeof parentPort>,
): Promise<void> {
  let asked = 0;
  const discord = await startLimitedDiscord({
    latencyMs,
    jitterMs,
    locksOut,
    trouble() {
      asked += 1;
      if (asked !== refusesRequest) return null;
      const headers = { 'retry-after': String(refusedForS), 'x-ratelimit-global': 'true', 'x-ratelimit-scope': 'global' };
      return { kind: 'answer', status: 429, body: { message: 'limited', retry_after: refusedForS, global: true }, headers };
    },
  });
  const keys = generateKeyPairSync('ed25519');
  const publicKeyHex = keys.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex');
  const agent = new Agent({ keepAlive: true });
  const answeredInMs: number[] = [];
  let asking: NodeJS.Timeout | undefined;
  let count = 0;

  /** `/cast` as Discord would post it, signed, and how long the answer takes. */
  function ask(endpoint: string): void {
    count += 1;
    const body = JSON.stringify({ ...buildCommand({ name: 'cast', options: { name: 'gang tae' } }), id: String(count) });
    const timestamp = String(Math.floor(Date.now() / 1_000));
    const signature = sign(null, Buffer.from(timestamp + body), keys.privateKey).toString('hex');
    const headers = { 'content-type': 'application/json', 'x-signature-ed25519': signature, 'x-signature-timestamp': timestamp };
    const startedMs = performance.now();
    const sent = request(endpoint, { method: 'POST', agent, headers }, (response) => {
      response
        .resume()
        .on('end', () => answeredInMs.push(response.statusCode === 200 ? performance.now() - startedMs : Number.POSITIVE_INFINITY));
    });
    sent.on('error', () => answeredInMs.push(Number.POSITIVE_INFINITY));
    sent.end(body);
  }

  port.on('message', (message: unknown) => {
    const order = Order.parse(message);
    if (order.kind === 'ask') {
      asking = setInterval(() => ask(order.endpoint), order.everyMs);
      return;
    }
    clearInterval(asking);
    agent.destroy();
    const { arrivalsMs, refusals, messages } = discord;
    const channels = new Set(messages.map(({ channelId }) => channelId)).size;
    port.postMessage({ arrivalsMs, refusals, answeredInMs, posts: messages.length, channels, readings: discord.readings() });
    void discord.close().then(() => port.close());
  });
  port.postMessage({ apiUrl: discord.apiUrl, publicKeyHex });
}
