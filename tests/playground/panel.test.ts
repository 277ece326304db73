/** `/config panel` in a real browser: pickers of channels and roles, ticks, forms and files, on a desk and on a phone. */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { browserOrNull } from './browser.ts';
import { type Opened, openPage, openPlayground, PHONE } from './open.ts';
import { become, openDrawer, send } from './steps.ts';

vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

const found = await browserOrNull();

describe.skipIf(found === null)('the panel in a browser', () => {
  let browser: Browser;
  let playground: Opened;

  beforeAll(() => {
    if (found !== null) browser = found;
  });
  afterAll(() => browser.close());
  afterEach(() => playground.close());

  it('sets up a new server in a few presses, and the post comes', async () => {
    playground = await openPlayground();
    const page = await openPage(browser, playground);
    await become(page, 'Theo');
    const panel = await send(page, '/config panel');
    await panel.getByLabel('Set up the daily quote: pick its channel').selectOption({ label: '#daily-quote' });
    await panel.getByText('Your language is at home in several zones').waitFor();
    await panel.getByRole('button', { name: 'Time, zone and days' }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel('Time', { exact: true }).fill('9pm');
    await form.getByLabel('Time zone').fill('Europe/Riga');
    await form.getByRole('button', { name: 'Submit' }).click();
    await panel.getByText('The daily quote comes at 21:00 (Europe/Riga)').waitFor();
    await panel.getByText('Choose what each post is like').click();
    await panel.getByLabel('A thread under each post').check();
    await panel.getByRole('button', { name: 'Done' }).click();
    await panel.getByText('Opens a thread under each post').waitFor();
    await panel.getByLabel('Pick a role to mention with each post').selectOption({ label: '@Keepers' });
    await panel.getByText('Each post mentions @Keepers').waitFor();
    await panel.getByRole('button', { name: 'Preview the next post' }).click();
    await page.locator('.message', { hasText: 'How the next post looks' }).getByRole('img').first().waitFor();
    await page.getByRole('button', { name: /Go to the next post/ }).click();
    await page.locator('.message', { hasText: 'A thread was opened' }).waitFor();
    // Discord would have refused nothing of it.
    expect(await page.getByRole('note').count()).toBe(0);
    await page.context().close();
  });

  it('gives a file and takes it back, by touch on a phone with nothing wider than the screen', async () => {
    playground = await openPlayground();
    const page = await openPage(browser, playground, { viewport: PHONE });
    await openDrawer(page);
    await page.locator('.segment', { hasText: 'Theo' }).tap();
    await page.getByRole('button', { name: 'Close' }).first().tap();
    const panel = await send(page, '/config panel');
    await panel.getByRole('button', { name: 'Export' }).tap();
    const link = page.getByRole('link', { name: 'nabi-settings.json' });
    await link.waitFor();
    const file = await page.evaluate(async (url) => (await fetch(url ?? '')).text(), await link.getAttribute('href'));
    await panel.getByRole('button', { name: 'Import' }).tap();
    await page.getByLabel('The content of the file').fill(file.replace('"reply_style": "card"', '"reply_style": "plain"'));
    await page.getByRole('button', { name: 'Submit' }).tap();
    const preview = page.locator('.message', { hasText: 'This would change' });
    await preview.waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.width);
    await preview.getByRole('button', { name: 'Apply' }).tap();
    await page.getByText('Replies are plain messages').waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.width);
    await page.context().close();
  });
});
