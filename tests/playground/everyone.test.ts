/** For those who use a keyboard, a screen reader, forced colours, large letters or a thumb; and for those who read another language. */
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import sentences from '../../data/locales/en-US.json' with { type: 'json' };
import type { Playground } from '../../src/playground/start.ts';
import { browserOrNull } from './browser.ts';
import { type KeptPages, keepPages, openPlayground, PHONE } from './open.ts';
import { answerSpecimen, SPECIMEN_DEFINITIONS } from './specimens.ts';
import { answers, become, goTo, send, speak } from './steps.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const found = await browserOrNull();
const words = sentences.playground;
const SMALLEST_TARGET = 44;

describe.skipIf(found === null)('the page', () => {
  let browser: Browser;
  let playground: Playground;
  let pages: KeptPages;
  let page: Page;

  beforeAll(() => {
    if (found === null) return;
    browser = found;
    pages = keepPages(browser);
  });
  afterAll(async () => {
    await pages.close();
  });
  afterEach(() => playground.close());

  const begin = async (options: Parameters<typeof pages.open>[1] = {}): Promise<void> => {
    playground = await openPlayground({ intercept: answerSpecimen, extraDefinitions: SPECIMEN_DEFINITIONS });
    page = await pages.open(playground, { isStill: true, ...options });
  };
  const isFocused = (locator: Locator) => locator.evaluate((element) => element === document.activeElement);
  const styleOf = (locator: Locator, name: string) =>
    locator.evaluate((element, key) => getComputedStyle(element).getPropertyValue(key), name);

  it('shows in forced colours what is focused, what is chosen and what can be pressed', async () => {
    await begin();
    await page.emulateMedia({ forcedColors: 'active' });
    const composer = page.locator('.composer');
    const before = await styleOf(composer, 'outline-style');
    await page.locator('#composer').fill('/c');
    expect([before, await styleOf(composer, 'outline-style')]).toEqual(['none', 'solid']);
    const [chosen, other] = [page.locator('#choices [aria-selected=true]').first(), page.locator('#choices [aria-selected=false]').first()];
    expect(await styleOf(chosen, 'background-color')).not.toBe(await styleOf(other, 'background-color'));
    expect(await styleOf(page.locator('.opening .button').first(), 'border-top-style')).toBe('solid');
  });

  it('goes from the empty composer to the newest answer, and leaves the composer by one stop for all chips', async () => {
    await begin();
    const answer = await send(page, '/season2');
    await page.locator('#composer').focus();
    await page.keyboard.press('ArrowUp');
    await expect.poll(() => isFocused(answer.getByRole('link').or(answer.getByRole('button')).first())).toBe(true);
    await page.locator('#composer').focus();
    await page.keyboard.press('Shift+Tab');
    const chips = page.locator('.try');
    await expect.poll(() => isFocused(chips.first())).toBe(true);
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => isFocused(chips.nth(1))).toBe(true);
    await page.keyboard.press('End');
    await expect.poll(() => isFocused(chips.last())).toBe(true);
    expect(await page.locator('.try[tabindex="0"]').count()).toBe(1);
    await page.keyboard.press('Shift+Tab');
    expect(await page.locator('.try:focus').count()).toBe(0);
  });

  it('begins a form where one writes', async () => {
    await begin();
    const message = await send(page, '/specimen kind: everything');
    await message.getByRole('button', { name: 'Open the form' }).click();
    await expect.poll(() => isFocused(page.getByLabel('The line'))).toBe(true);
  });

  it('tells of an answer in one line, and reads no answer out by itself', async () => {
    await begin();
    const status = page.locator('p.sr[role=status]');
    await send(page, '/cast name: gang tae');
    await expect.poll(() => status.innerText()).toMatch(/^Nabi: Moon Gang-tae.*Buttons: \d+, lists: \d+\.$/);
    expect(await status.innerText()).not.toContain('\n');
    expect(await page.locator('.log').getAttribute('aria-live')).toBe('off');
    const headings = await answers(page)
      .last()
      .getByRole('heading', { level: 2 })
      .evaluateAll((all) => all.map((one) => one.ariaLabel));
    expect(headings).toEqual([expect.stringContaining('Nabi: Moon Gang-tae')]);
  });

  it('says of every message and of every word in another language which one it is', async () => {
    await begin();
    const english = await send(page, '/cast name: gang tae');
    expect(await english.locator('.body').getAttribute('lang')).toBe('en-US');
    const unmarked = (scope: string) =>
      page.evaluate((selector) => {
        const marks = /[\p{Script=Hangul}]/u;
        const walker = document.createTreeWalker(document.querySelector(selector) ?? document, NodeFilter.SHOW_TEXT);
        const left: string[] = [];
        while (walker.nextNode()) {
          const { parentElement, textContent } = walker.currentNode;
          const lang = parentElement?.closest('[lang]')?.getAttribute('lang') ?? '';
          if (marks.test(textContent ?? '') && !lang.startsWith('ko')) left.push(textContent ?? '');
        }
        return left;
      }, scope);
    expect(await unmarked('#app')).toEqual([]);
    await speak(page, 'ja');
    await send(page, '/help');
    expect(await answers(page).last().locator('.body').getAttribute('lang')).toBe('ja');
    // A community answers in its own language, and its post is in it.
    await goTo(page, '나비 정원');
    expect(await page.locator('.opening .body').getAttribute('lang')).toBe('ko');
    expect(await unmarked('#app')).toEqual([]);
  });

  it('breaks Korean between words and Japanese almost anywhere, in letters it brings along', async () => {
    await begin();
    await speak(page, 'ja');
    const japanese = (await send(page, '/season2')).locator('.body');
    expect([await styleOf(japanese, 'word-break'), await styleOf(japanese, 'line-break')]).toEqual(['normal', 'strict']);
    await expect.poll(() => page.evaluate(() => document.fonts.check('1em "Nabi Japanese"', 'シーズン'))).toBe(true);
    await speak(page, 'ko');
    const korean = (await send(page, '/help')).locator('.body');
    expect(await styleOf(korean, 'word-break')).toBe('keep-all');
    await expect.poll(() => page.evaluate(() => document.fonts.check('1em Nabi', '출연진'))).toBe(true);
    await speak(page, 'en-US');
  });

  it('names each language as those who speak it do', async () => {
    await begin();
    const names = await page.locator('#locale option').allInnerTexts();
    expect(names).toEqual(expect.arrayContaining(['한국어', '日本語', 'Indonesia', 'português (Brasil)', 'español latinoamericano']));
  });

  it('leaves most of a small window to the messages, as at 400 percent', async () => {
    await begin();
    await send(page, '/cast');
    await page.setViewportSize({ width: 320, height: 256 });
    const log = await page.locator('.log').boundingBox();
    expect(log?.height ?? 0).toBeGreaterThan(128);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  });

  it('has targets for a thumb, and the controls of an answer within the screen', async () => {
    await begin({ viewport: PHONE });
    for (const command of ['/cast', '/awards', '/season2', '/quote today', '/quiz']) {
      const answer = await send(page, command);
      const rows = await answer.locator('.controls .button, .controls select, .tools button').all();
      const boxes = await Promise.all(rows.map((row) => row.boundingBox()));
      expect(boxes.length).toBeGreaterThan(1);
      for (const box of boxes) expect(Math.round(box?.height ?? 0)).toBeGreaterThanOrEqual(SMALLEST_TARGET);
      await answer.evaluate((message) => {
        const log = message.closest('.log');
        if (log !== null && message instanceof HTMLElement) log.scrollTop = message.offsetTop - 12;
      });
      const log = await page.locator('.log').boundingBox();
      const [first, last] = [boxes[0], await answer.locator('.controls').boundingBox()];
      expect(first, command).not.toBeNull();
      expect(Math.round((last?.y ?? 0) + (last?.height ?? 0)), command).toBeLessThanOrEqual(Math.round((log?.y ?? 0) + (log?.height ?? 0)));
    }
    for (const target of await page.locator('.top button, .try, .send, .intro .linklike').all()) {
      const box = await target.boundingBox();
      expect(Math.round(box?.height ?? 0), await target.innerText()).toBeGreaterThanOrEqual(SMALLEST_TARGET);
    }
  });

  it('shows in the first view what Nabi is and does, what to ask first, and how to get it, also on a phone', async () => {
    await begin({ viewport: PHONE });
    expect(await page.getByRole('heading', { level: 2 }).first().innerText()).toBe(
      words.forFans.replace('{{titles}}', '“It’s Okay to Not Be Okay” and “It’s Okay!”'),
    );
    const card = page.locator('.opening img[srcset]');
    await card.waitFor();
    const [picture, log] = [await card.boundingBox(), await page.locator('.log').boundingBox()];
    expect((picture?.y ?? 0) + (picture?.height ?? 0)).toBeLessThan((log?.y ?? 0) + (log?.height ?? 0));
    expect((await page.locator('.try').allInnerTexts()).map((text) => text.trim())).toEqual([
      words.tryAsk,
      words.tryCast,
      words.trySeason2,
    ]);
    await page.getByRole('button', { name: words.add }).click();
    await page.getByRole('dialog').getByText(words.addIntro).waitFor();
  });

  it('shows on a phone that there is more to try, and nothing of keys', async () => {
    const hiddenPart = () => page.locator('.strip').evaluate((list) => list.scrollWidth - list.clientWidth);
    await begin({ viewport: PHONE });
    await send(page, '/cast');
    expect(await hiddenPart()).toBeGreaterThan(0);
    expect(await styleOf(page.locator('.strip'), 'mask-image')).toContain('linear-gradient');
    expect(await page.locator('.keys-hint').isVisible()).toBe(false);
    page = await pages.open(playground, { isStill: true });
    await send(page, '/cast');
    expect(await hiddenPart()).toBe(0);
    expect(await page.locator('.keys-hint').isVisible()).toBe(true);
  });

  it('keeps the controls of a long answer in sight only where there is room for the answer, too', async () => {
    await begin({ viewport: PHONE });
    const controls = (await send(page, '/cast')).locator('.controls');
    expect(await styleOf(controls, 'position')).toBe('sticky');
    await page.setViewportSize({ ...PHONE, height: 560 });
    expect(await styleOf(controls, 'position')).toBe('static');
  });

  it('keeps the colours of a quiz that is answered', async () => {
    await begin();
    const quiz = await send(page, '/quiz');
    await quiz.locator('.controls .button').first().click();
    const right = quiz.locator('.button.success:disabled');
    await right.waitFor();
    const other = quiz.locator('.button.secondary:disabled').first();
    expect(await styleOf(right, 'background-color')).not.toBe(await styleOf(other, 'background-color'));
  });

  it('opens the thread under a post', async () => {
    await begin();
    await become(page, 'Theo');
    await send(page, '/config daily channel: #daily-quote time: 21:00 zone: UTC thread: true');
    await page.getByRole('button', { name: /Go to the next quote/ }).click();
    await page.locator('.thread').last().click();
    await page.getByRole('dialog').getByText(words.threadEmpty).waitFor();
  });

  it('turns a quote into a picture of each shape and back, under the same words', async () => {
    await begin();
    const line = await send(page, '/quote today');
    const heading = await line.locator('.small').first().innerText();
    const question = await line.locator('.body em').first().innerText();
    await line.getByRole('button', { name: sentences.quote.asCard }).click();
    await line.locator('img[srcset]').waitFor();
    expect(await line.innerText()).toContain(question);
    expect(await line.innerText()).toContain(sentences.quote.today);
    for (const [label, height] of [
      [sentences.quote.shape.tall, 1350],
      [sentences.quote.shape.story, 1920],
    ] as const) {
      await line.getByRole('button', { name: label }).click();
      await line.locator(`img[height="${height}"]`).waitFor();
    }
    await line.getByRole('button', { name: sentences.quote.asText }).click();
    await line.locator('blockquote').waitFor();
    expect(await line.locator('img[srcset]').count()).toBe(0);
    expect(await line.locator('.small').first().innerText()).toBe(heading);
    expect(await line.getByRole('button', { name: sentences.quote.another }).count()).toBe(1);
  });

  it('has three signs for three kinds of colours', async () => {
    await begin();
    const theme = page.locator('.theme');
    const seen = new Set<string>();
    for (let press = 0; press < 3; press += 1) {
      seen.add(`${await theme.getAttribute('aria-label')} ${await theme.locator('path').getAttribute('d')}`);
      await theme.click();
    }
    expect(seen.size).toBe(3);
  });

  it('is still quick to write in with 500 messages', async () => {
    playground = await openPlayground();
    const body = { kind: 'command', name: 'season2', path: [], options: [], persona: 'fan', place: 'library', locale: 'en-US' };
    const headers = { 'content-type': 'application/json', origin: playground.url };
    for (let count = 0; count < 500; count += 1)
      await fetch(`${playground.url}/api/ask`, { method: 'POST', headers, body: JSON.stringify(body) });
    page = await pages.open(playground);
    await page.locator('#composer').fill('/cast ');
    await page.locator('[data-chip=name]').fill('moon');
    await page.locator('#choices li').first().waitFor();
    await page.locator('.send').click();
    await page.locator('.asked-what', { hasText: '/cast' }).waitFor();
    // The oldest are forgotten, today's quote with them.
    expect(await page.locator('.message').count()).toBeLessThanOrEqual(300);
  });
});
