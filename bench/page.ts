/** The playground's first view in a real browser, on a slow line and a slow machine as well as on this one. */
import type { Browser } from 'playwright-core';
import type { Playground } from '../src/playground/start.ts';
import { launchBrowser } from '../tests/playground/browser.ts';
import { openPlayground } from '../tests/playground/open.ts';
import { atMost, formatCount, formatMs, median, type Part } from './support/figures.ts';

const ROUNDS = 3;
/** A phone of four years ago on a line of 1.6 Mbit/s, as Lighthouse has it. */
const SLOW = { cpuRate: 4, latencyMs: 150, bytesPerS: 1_600_000 / 8 } as const;
const FAST = { cpuRate: 1, latencyMs: 0, bytesPerS: -1 } as const;
const PHONE = { width: 393, height: 852 };
const DESK = { width: 1440, height: 900 };
const QUIET_MS = 1_500;
const MOST_BYTES = 90_000;
const LATEST_PAINT_MS = 1_500;

interface Seen {
  readonly bytes: number;
  readonly requests: number;
  readonly firstPaintMs: number;
  readonly largestPaintMs: number;
}

export async function benchPage(): Promise<Part> {
  const browser = await launchBrowser();
  const playground = await openPlayground();
  try {
    await look(browser, playground, DESK, FAST);
    const slow = await lookOften(browser, playground, PHONE, SLOW);
    const fast = await lookOften(browser, playground, DESK, FAST);
    return {
      title: 'The first view of the playground',
      rows: [
        {
          what: 'phone, CPU 4 times slower, 1.6 Mbit/s: first paint',
          figure: formatMs(slow.firstPaintMs),
          target: atMost(slow.firstPaintMs, LATEST_PAINT_MS, formatMs(LATEST_PAINT_MS)),
        },
        { what: '… largest paint', figure: formatMs(slow.largestPaintMs) },
        ...[['phone', slow] as const, ['desk', fast] as const].map(([name, seen]) => ({
          what: `${name}: bytes over the wire, ${seen.requests} requests`,
          figure: formatCount(seen.bytes),
          target: atMost(seen.bytes, MOST_BYTES, formatCount(MOST_BYTES)),
        })),
        {
          what: 'desk, this machine: first paint / largest paint',
          figure: `${formatMs(fast.firstPaintMs)} / ${formatMs(fast.largestPaintMs)}`,
        },
      ],
    };
  } finally {
    await playground.close();
    await browser.close();
  }
}

async function lookOften(...given: Parameters<typeof look>): Promise<Seen> {
  const all: Seen[] = [];
  for (let round = 0; round < ROUNDS; round += 1) all.push(await look(...given));
  const of = (figure: keyof Seen): number => median(all.map((seen) => seen[figure]));
  return { bytes: of('bytes'), requests: of('requests'), firstPaintMs: of('firstPaintMs'), largestPaintMs: of('largestPaintMs') };
}

/** One visit with nothing kept from before, until the line has been quiet for a while. */
async function look(browser: Browser, { url }: Playground, viewport: typeof PHONE, line: typeof SLOW | typeof FAST): Promise<Seen> {
  const context = await browser.newContext({ viewport, locale: 'en-US', timezoneId: 'UTC' });
  const page = await context.newPage();
  const wire = await context.newCDPSession(page);
  let [bytes, requests, lastMs] = [0, 0, Date.now()];
  wire.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength;
    requests += 1;
    lastMs = Date.now();
  });
  await wire.send('Network.enable');
  await wire.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: line.latencyMs,
    downloadThroughput: line.bytesPerS,
    uploadThroughput: line.bytesPerS,
  });
  await wire.send('Emulation.setCPUThrottlingRate', { rate: line.cpuRate });
  await page.goto(url, { waitUntil: 'commit' });
  await page.locator('#composer').waitFor();
  while (Date.now() - lastMs < QUIET_MS) await new Promise((resolve) => setTimeout(resolve, 100));
  const { first, largest } = await page.evaluate(
    () =>
      new Promise<{ first: number; largest: number }>((resolve) => {
        const first = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN;
        new PerformanceObserver((list) => resolve({ first, largest: list.getEntries().at(-1)?.startTime ?? Number.NaN })).observe({
          type: 'largest-contentful-paint',
          buffered: true,
        });
      }),
  );
  await context.close();
  return { bytes, requests, firstPaintMs: first, largestPaintMs: largest };
}
