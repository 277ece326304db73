/** Whatever is refused, broken, slow or gone: the page says so in a sentence and tries again. It never stays blank. */
import type { Browser, Page, Route } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import sentences from '../../data/locales/en-US.json' with { type: 'json' };
import korean from '../../data/locales/ko.json' with { type: 'json' };
import type { Playground } from '../../src/playground/start.ts';
import { browserOrNull } from './browser.ts';
import { openPlayground, PHONE } from './open.ts';
import { answers } from './steps.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const found = await browserOrNull();
const words = sentences.playground;

describe.skipIf(found === null)('the page', () => {
  let browser: Browser;
  let playground: Playground;
  let page: Page;

  beforeAll(async () => {
    if (found !== null) browser = found;
    playground = await openPlayground();
  });
  afterAll(async () => {
    await playground.close();
  });
  beforeEach(async () => {
    page = await (await browser.newContext({ viewport: PHONE, locale: 'en-US' })).newPage();
    page.setDefaultTimeout(20_000);
  });
  afterEach(() => page.context().close());

  const refusals: readonly (readonly [string, (route: Route) => Promise<void>])[] = [
    ['refused', (route) => route.abort('blockedbyclient')],
    ['not there', (route) => route.fulfill({ status: 404 })],
  ];

  it.each(refusals)('draws with letters of the machine where fonts are %s', async (_name, refuse) => {
    await page.route('**/fonts/**', refuse);
    await page.goto(playground.url);
    await page.locator('#composer').waitFor();
    expect(await page.locator('main').innerText()).toContain(words.offers);
  });

  it('says that the program cannot be read, and draws as soon as it can', async () => {
    let isBroken = true;
    await page.route('**/api/start*', (route) => (isBroken ? route.fulfill({ status: 500, body: '{}' }) : route.continue()));
    await page.goto(playground.url);
    await page.getByText(words.unreachable).waitFor();
    isBroken = false;
    await page.getByRole('button', { name: words.tryAgain }).click();
    await page.locator('#composer').waitFor();
  });

  it('tries again by itself, in the browser’s language', async () => {
    const context = await browser.newContext({ viewport: PHONE, locale: 'ko-KR' });
    const own = await context.newPage();
    let tries = 0;
    await own.route('**/api/start*', (route) => {
      tries += 1;
      return tries < 3 ? route.abort() : route.continue();
    });
    await own.goto(playground.url);
    await own.getByText(korean.playground.unreachable).waitFor();
    await own.getByText(korean.playground.offers).waitFor();
    expect(await own.locator('html').getAttribute('lang')).toBe('ko');
    await context.close();
  });

  it('has something to look at before its script is there, and says when that takes long', async () => {
    await page.route('**/main.js', () => new Promise(() => {}));
    await page.goto(playground.url, { waitUntil: 'commit' });
    await page.getByText(words.loading).waitFor();
    expect(await page.getByText(words.slow).isVisible()).toBe(false);
    // Nothing would happen yet.
    expect(await page.getByRole('button').count()).toBe(0);
    // The sentence waits six seconds; nobody has to.
    await page.evaluate(() => document.getAnimations().map((animation) => animation.finish()));
    await expect.poll(() => page.getByText(words.slow).isVisible()).toBe(true);
  });

  it('says what it needs where scripts are off', async () => {
    const context = await browser.newContext({ viewport: PHONE, javaScriptEnabled: false });
    const own = await context.newPage();
    await own.goto(playground.url);
    expect((await own.locator('.shell-middle').innerText()).trim().split('\n').at(-1)).toMatch(
      /with a script of its own; please allow it\.$/,
    );
    expect(await own.getByText(words.loading).isVisible()).toBe(false);
    await context.close();
  });

  it('says that the program is gone, once, and finds it again', async () => {
    const own = await openPlayground();
    await page.goto(own.url);
    await page.locator('#composer').waitFor();
    await own.close();
    await page.getByText(words.offline).waitFor();
    await page.locator('.try', { hasText: words.trySeason2 }).click();
    await page.locator('.toast', { hasText: words.unreachable }).waitFor();
    // What was asked is still there to be asked again.
    await page.locator('.send').click();
    await page.locator('.toast', { hasText: words.unreachable }).waitFor();
    expect(await page.locator('.toast').count()).toBe(1);
    const back = await openPlayground({ port: own.port });
    await page.getByText(words.offline).waitFor({ state: 'detached' });
    await page.locator('.send').click();
    await answers(page).waitFor();
    await back.close();
  });
});
