/**
 * `node scripts/picture.ts`: makes docs/playground.png and docs/playground-dark.png from the real page, so that what the README
 * shows is what one gets.
 */
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../tests/playground/browser.ts';
import { type Opened, openPage, openPlayground } from '../tests/playground/open.ts';

const VIEWPORT = { width: 1180, height: 880 };
const PICTURES = [
  { file: 'playground.png', colorScheme: 'light' },
  { file: 'playground-dark.png', colorScheme: 'dark' },
] as const;

const docs = fileURLToPath(new URL('../docs/', import.meta.url));

async function take(browser: Browser, playground: Opened, { file, colorScheme }: (typeof PICTURES)[number]): Promise<void> {
  const page = await openPage(browser, playground, { viewport: VIEWPORT, colorScheme, isStill: true });
  await page.getByRole('button', { name: /Daily post now/ }).click();
  await page.locator('.message img[width]').waitFor();
  await page.locator('#composer').fill('/cast ');
  await page.locator('[data-chip=name]').fill('ko mun yeong');
  await page.locator('#choices [aria-selected=true]').waitFor();
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: `${docs}${file}`, animations: 'disabled', caret: 'hide' });
  await page.context().close();
}

mkdirSync(docs, { recursive: true });
const browser = await launchBrowser();
for (const picture of PICTURES) {
  // One each: the second must not show what was asked for the first.
  const playground = await openPlayground();
  await take(browser, playground, picture);
  await playground.close();
  process.stdout.write(`docs/${picture.file}\n`);
}
await browser.close();
