/** A fan-out to very many channels through the real limiter: how near it comes to Discord's 50 a second, and never over it. */
import { z } from 'zod';
import { createRest } from '../src/discord/rest.ts';
import { startChild } from './support/child.ts';
import { atMost, formatCount, type Part } from './support/figures.ts';

const CHANNELS = 1_000;
const PER_SECOND = 50;
const MOST_OF_FLOOR = 1.07;
const DEADLINE_MS = 120_000;

const Discord = z.object({ apiUrl: z.string() });
const Posts = z.object({ count: z.number(), mostInASecond: z.number() });

export async function benchFanOut(): Promise<Part> {
  const discord = startChild('./discord.ts');
  const { apiUrl } = await discord.ask(null, Discord);
  const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
  const rest = createRest({ token: 'token-of-the-bench', apiUrl, log });
  try {
    const cpuBefore = process.cpuUsage();
    const startedMs = performance.now();
    const results = await Promise.all(
      Array.from({ length: CHANNELS }, (_, index) =>
        rest.postMessage(String(910_000_000_000_000_000n + BigInt(index)), { content: 'A line.' }, DEADLINE_MS),
      ),
    );
    const tookS = (performance.now() - startedMs) / 1_000;
    const { user, system } = process.cpuUsage(cpuBefore);
    const { mostInASecond } = await discord.ask({ kind: 'posts' }, Posts);
    const lost = results.filter(({ ok }) => !ok).length;
    const floorS = CHANNELS / PER_SECOND;
    return {
      title: `Fan-out to ${formatCount(CHANNELS)} channels`,
      rows: [
        {
          what: 'time',
          figure: `${tookS.toFixed(2)} s = ${(tookS / floorS).toFixed(3)} ×; ${lost} lost`,
          floor: `${floorS.toFixed(1)} s`,
          target: atMost(lost === 0 ? tookS / floorS : Number.NaN, MOST_OF_FLOOR, `${MOST_OF_FLOOR} ×, none lost`),
        },
        {
          what: 'most that arrived in any second',
          figure: String(mostInASecond),
          target: atMost(mostInASecond, PER_SECOND, `${PER_SECOND}, so no 429`),
        },
        { what: 'CPU', figure: `${((user + system) / 1e3 / CHANNELS).toFixed(2)} ms a post` },
      ],
    };
  } finally {
    await rest.close();
    await discord.stop();
  }
}
