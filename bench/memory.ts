/**
 * What Nabi holds at 2,500 servers, and what it still holds after a busy hour. V8 looks for garbage by itself some 100 seconds after the last
 * work, so each is told at once and two minutes later, as an operator would see it.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { Done, First, measure, TARGETS, withGateway } from './gateway.ts';
import type { Child } from './support/child.ts';
import { atMost, formatCount, formatMb, type Part, type Row } from './support/figures.ts';

const SERVERS = 2_500;
const SHARDS = 3;
const QUESTIONS = 24_000;
const LATER_MS = 125_000;

export function benchMemory(): Promise<Part> {
  return withGateway(async (discord, { dutiful, nabi }) => {
    await discord.ask({ kind: 'size', servers: SERVERS, shards: SHARDS }, Done);
    const start = async ({ token, start }: typeof nabi): Promise<Child> => {
      const child = await start();
      await discord.ask({ kind: 'first', token }, First);
      await discord.ask({ kind: 'shards', token, shards: SHARDS }, Done);
      return child;
    };
    // The very first start builds the packs, which no later one does.
    await (await start(nabi)).stop();
    const [least, own] = [await start(dutiful), await start(nabi)];
    const rows: Row[] = [];
    const note = async (what: string, mostMb: number): Promise<void> => {
      const [{ rssBytes }, { rssBytes: leastBytes }] = [await own.usage(), await least.usage()];
      const target = atMost(rssBytes / 2 ** 20, mostMb, `${mostMb} MB`);
      rows.push({ what, figure: formatMb(rssBytes), floor: formatMb(leastBytes), target });
    };
    try {
      await sleep(1_000);
      await note(`${formatCount(SERVERS)} servers, a second after the start`, TARGETS.rssMb);
      await sleep(LATER_MS);
      await note('  two minutes later', TARGETS.rssMb);
      for (const [{ token }, child] of [[dutiful, least] as const, [nabi, own] as const])
        await measure(discord, token, child, { ask: 'mix', count: QUESTIONS, atOnce: 64 });
      await note(`after ${formatCount(QUESTIONS)} questions of the mix, 64 at once`, TARGETS.rssAfterMb);
      await sleep(LATER_MS);
      await note('  two minutes later', TARGETS.rssAfterMb);
      return { title: 'Memory, beside a floor in earnest (bench/support/duties.ts)', rows };
    } finally {
      await Promise.all([least.stop(), own.stop()]);
    }
  });
}
