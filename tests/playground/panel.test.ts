/** `/config panel` in a real browser: pickers of channels and roles, ticks, forms and files, on a desk and on a phone. */
import type { Browser } from 'playwright-core';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import sentences from '../../data/locales/en-US.json' with { type: 'json' };
import type { Playground } from '../../src/playground/start.ts';
import { browserOrNull } from './browser.ts';
import { openPage, openPlayground, PHONE } from './open.ts';
import { become, openDrawer, send } from './steps.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 180_000 });

const found = await browserOrNull();

describe.skipIf(found === null)('the panel in a browser', () => {
  let browser: Browser;
  let playground: Playground;

  beforeAll(() => {
    if (found !== null) browser = found;
  });
  afterEach(() => playground.close());

  it('sets up a new server in a few presses, and the post comes', async () => {
    playground = await openPlayground();
    const page = await openPage(browser, playground);
    await become(page, 'Theo');
    const panel = await send(page, '/config panel');
    await panel.getByLabel(sentences.config.pick.firstChannel).selectOption({ label: '#daily-quote' });
    await panel.getByText('I guessed your time zone.').waitFor();
    await panel.getByRole('button', { name: sentences.config.button.clock }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel('Time', { exact: true }).fill('9pm');
    await form.getByLabel('Time zone').fill('Europe/Riga');
    await form.getByRole('button', { name: 'Submit' }).click();
    await panel.getByText('9:00 PM (Riga').waitFor();
    await panel.getByText(sentences.config.pick.looks).click();
    await panel.getByLabel(sentences.config.look.thread).check();
    await panel.getByRole('button', { name: 'Done' }).click();
    await panel.getByText(sentences.config.choice.thread).waitFor();
    await panel.getByLabel(sentences.config.pick.ping).selectOption({ label: '@Keepers' });
    await panel.getByText('Mentions @Keepers').waitFor();
    await panel.getByRole('button', { name: sentences.config.button.preview }).click();
    await page.locator('.message', { hasText: sentences.config.preview.heading }).getByRole('img').first().waitFor();
    await page.getByRole('button', { name: /Go to the next quote/ }).click();
    await page.locator('.message', { has: page.locator('.thread') }).waitFor();
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
    await page.getByText('Replies: plain text').waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.width);
    await page.context().close();
  });
});
