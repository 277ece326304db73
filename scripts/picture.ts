/**
 * `npm run picture`: makes the pictures of the README from the real page, so that what it shows is what one gets: the first view on a desk,
 * and a daily post on a phone, each light and dark, as WebP in docs/.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { shrinkPicture } from '../src/lines/card/engine.ts';
import { launchBrowser } from '../tests/playground/browser.ts';
import { openPlayground } from '../tests/playground/open.ts';

const QUALITY = 84;
type Scheme = 'light' | 'dark';
const VIEWS = [
  { name: 'playground', viewport: { width: 1180, height: 880 }, deviceScaleFactor: 1.25, enter: async () => undefined },
  {
    name: 'daily-phone',
    viewport: { width: 390, height: 700 },
    deviceScaleFactor: 2,
    // In the morning by day, in the evening by night, as the card is.
    enter: async (page: Page, scheme: Scheme) => {
      await page.evaluate(
        async (time) => {
          const post = (path: string, body: object) =>
            fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
          const options = Object.entries({ channel: '910000000000000002', time, zone: 'UTC' }).map(([name, value]) => ({ name, value }));
          const from = { persona: 'admin', place: 'library', locale: 'en-US' };
          await post('/api/ask', { kind: 'command', name: 'config', path: ['daily'], options, ...from });
          await post('/api/clock', { to: 'next-post' });
        },
        scheme === 'light' ? '09:00' : '21:00',
      );
      await page.locator('.message:not(.opening) img[srcset]').waitFor();
    },
  },
] as const;

const docs = fileURLToPath(new URL('../docs/', import.meta.url));

async function take(
  browser: Browser,
  { name, viewport, deviceScaleFactor, enter }: (typeof VIEWS)[number],
  colorScheme: 'light' | 'dark',
): Promise<string> {
  // One each: the second must not show what was asked for the first.
  const playground = await openPlayground();
  const context = await browser.newContext({
    viewport,
    deviceScaleFactor,
    colorScheme,
    reducedMotion: 'reduce',
    locale: 'en-US',
    timezoneId: 'UTC',
  });
  const page = await context.newPage();
  await page.goto(playground.url);
  await page.locator('.opening img[srcset]').waitFor();
  await enter(page, colorScheme);
  await page.waitForLoadState('load');
  await page.evaluate(async () => {
    await document.fonts.ready;
    await Promise.all([...document.images].map((image) => image.decode().catch(() => undefined)));
  });
  const png = await page.screenshot({ animations: 'disabled', caret: 'hide' });
  const [width, height] = [viewport.width * deviceScaleFactor, viewport.height * deviceScaleFactor].map(Math.round);
  const webp = await shrinkPicture(png, { width: width ?? 0, height: height ?? 0 }, { width: width ?? 0, quality: QUALITY });
  await context.close();
  await playground.close();
  const file = `${name}${colorScheme === 'dark' ? '-dark' : ''}.webp`;
  writeFileSync(`${docs}${file}`, webp);
  return `docs/${file}  ${Math.round(webp.byteLength / 1024)} KB`;
}

mkdirSync(docs, { recursive: true });
const browser = await launchBrowser();
for (const view of VIEWS) for (const scheme of ['light', 'dark'] as const) process.stdout.write(`${await take(browser, view, scheme)}\n`);
await browser.close();
