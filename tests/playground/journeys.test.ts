/** What people come to the playground for, done in a real browser from the first press to the answer. */
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import sentences from '../../data/locales/en-US.json' with { type: 'json' };
import { buildLanguages } from '../../src/language/locale.ts';
import type { Playground } from '../../src/playground/start.ts';
import { browserOrNull } from './browser.ts';
import { type KeptPages, keepPages, type OpenedOnOwn, openOnOwnGround, openPlayground, PHONE } from './open.ts';
import { answerSpecimen, SPECIMEN_DEFINITIONS } from './specimens.ts';
import { answers, become, goTo, openDrawer, send, speak, useTool } from './steps.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 180_000 });

const found = await browserOrNull();

describe.skipIf(found === null)('the playground in a browser', () => {
  let browser: Browser;
  let playground: Playground;
  let pages: KeptPages;
  let page: Page;

  beforeAll(async () => {
    if (found === null) return;
    browser = found;
    pages = keepPages(browser);
  });

  afterAll(async () => {
    await pages.close();
  });

  async function begin(...given: Parameters<typeof openPlayground>): Promise<void> {
    playground = await openPlayground(...given);
    page = await pages.open(playground);
  }

  async function beginOnOwnGround(...given: Parameters<typeof openOnOwnGround>): Promise<OpenedOnOwn> {
    const opened = await openOnOwnGround(...given);
    playground = opened;
    page = await pages.open(playground);
    return opened;
  }

  afterEach(() => playground.close());

  it('answers a newcomer’s first four questions and turns the pages', async () => {
    await begin();
    await page.getByRole('button', { name: /Who plays the older brother/ }).click();
    await expect.poll(() => answers(page).first().innerText()).toContain('Oh Jung-se');
    await page.locator('.try', { hasText: 'Season 2' }).click();
    await expect.poll(() => answers(page).nth(1).innerText()).toMatch(/No, Season 2 hasn’t been announced/);
    await page.locator('.try', { hasText: 'Today’s quote' }).click();
    await answers(page).nth(2).locator('blockquote').waitFor();
    const quotes = await send(page, '/quote find theme: healing');
    await quotes.getByRole('button', { name: 'Next' }).click();
    await quotes.getByRole('button', { name: /^2 of/ }).waitFor();
    await quotes.getByRole('button', { name: 'Next' }).click();
    await quotes.getByRole('button', { name: /^3 of/ }).waitFor();
    await quotes.getByRole('button', { name: 'Previous' }).click();
    await quotes.getByRole('button', { name: /^2 of/ }).waitFor();
    expect(await answers(page).count()).toBe(4);
  });

  it('writes a command by keyboard alone, with choices from the bot', async () => {
    await begin();
    const composer = page.locator('#composer');
    await composer.focus();
    await page.keyboard.type('/');
    const options = page.locator('#choices').getByRole('option');
    expect(await options.count()).toBeGreaterThan(5);
    expect(await options.first().innerText()).toContain(sentences.command.ask.description);
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => page.locator('[aria-selected=true]').innerText()).toMatch(/^\/cast/);
    await page.keyboard.press('Escape');
    await expect.poll(() => options.count()).toBe(0);
    await composer.fill('/ca');
    await page.keyboard.press('Tab');
    const chip = page.locator('[data-chip=name]');
    await expect.poll(() => chip.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.type('sang t');
    await page.locator('[aria-selected=true]', { hasText: 'Moon Sang-tae' }).waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(() => chip.inputValue()).toContain('Moon Sang-tae');
    await page.keyboard.press('Enter');
    await expect.poll(() => answers(page).count()).toBe(1);
    expect(await answers(page).innerText()).toContain('문상태');
    // The keyboard is back where the next question is typed.
    await expect.poll(() => composer.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.type('/cast ');
    await chip.waitFor();
    await page.keyboard.press('Backspace');
    await composer.waitFor();
  });

  it('takes a command as it stands in every guide, typed letter by letter, its options by their names', async () => {
    await begin();
    await page.locator('#composer').focus();
    await page.keyboard.type('/cast name: gang tae');
    await expect.poll(() => page.locator('[data-chip=name]').inputValue()).toBe('gang tae');
    await page.keyboard.type(' title: ');
    await expect.poll(() => page.locator('[data-chip=title]').evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await page.locator('[data-chip=name]').inputValue()).toBe('gang tae');
  });

  it('sets up the daily post as an admin and sees it arrive, today and tomorrow', async () => {
    await begin();
    await become(page, 'Theo');
    await page.getByRole('button', { name: /Set up the daily quote/ }).click();
    await page.locator('.command-name', { hasText: '/config daily' }).waitFor();
    await page.getByRole('button', { name: 'Send' }).click();
    await expect.poll(() => answers(page).innerText()).toContain('#daily-quote');
    await page.getByRole('button', { name: /Go to the next quote/ }).click();
    const posts = page.locator('.message', { has: page.locator('.tag', { hasText: 'daily quote' }) });
    await expect.poll(() => posts.count()).toBe(1);
    expect(await posts.first().innerText()).toContain('in #daily-quote');
    const [first, second] = [posts.first().getByRole('img'), posts.nth(1).getByRole('img')];
    await expect.poll(() => first.evaluate((image) => image instanceof HTMLImageElement && image.naturalWidth)).toBeGreaterThan(0);
    await page.getByRole('button', { name: '+1 day' }).click();
    await expect.poll(() => posts.count()).toBe(2);
    // The alternative text is the line itself, and tomorrow brings another.
    expect(await second.getAttribute('alt')).not.toBe(await first.getAttribute('alt'));
  });

  it('shows the daily post now, before anything is set up', async () => {
    await begin();
    await page.getByRole('button', { name: /Daily quote now/ }).click();
    await page.locator('.message', { hasText: sentences.playground.dailyPreview }).getByRole('img').waitFor();
  });

  it('sends a test of the daily post where an admin asks for one, and leads to it', async () => {
    await begin();
    await become(page, 'Theo');
    await send(page, '/config daily channel: #daily-quote time: 21:00 zone: UTC');
    const shown = await send(page, '/health');
    await shown.getByRole('button', { name: sentences.health.test }).click();
    const test = page.locator('.message', { hasText: 'A test of the daily quote' });
    await test.waitFor();
    const link = page.getByRole('link', { name: 'the message', exact: true });
    await link.waitFor();
    expect(await link.getAttribute('href')).toBe(`#${await test.getAttribute('id')}`);
  });

  it('opens the thread an admin asked for under the daily post', async () => {
    await begin();
    await become(page, 'Theo');
    const saved = await send(page, '/config daily channel: #daily-quote time: 21:00 zone: UTC thread: true');
    expect(await saved.innerText()).toContain('Saved');
    await page.getByRole('button', { name: /Go to the next quote/ }).click();
    await page.locator('.message', { has: page.locator('.thread') }).waitFor();
  });

  it('draws a plain post as Discord does: words, picture, and buttons last', async () => {
    await begin();
    await become(page, 'Theo');
    const panel = await send(page, '/config panel');
    await panel.getByRole('button', { name: sentences.config.screen.reading }).click();
    await panel.getByRole('button', { name: sentences.config.button.style.plain }).click();
    await panel.getByText(sentences.config.showReplyStyle.plain.replaceAll('**', '')).first().waitFor();
    await send(page, '/config daily channel: #daily-quote time: 21:00 zone: UTC');
    await page.getByRole('button', { name: /Go to the next quote/ }).click();
    const post = page.locator('.message', { has: page.locator('.tag', { hasText: 'daily quote' }) });
    const topOf = async (locator: Locator) => (await locator.boundingBox())?.y ?? Number.NaN;
    await post.getByRole('img').waitFor();
    // Who does not see the picture hears the line.
    const words = (await post.locator('blockquote').innerText()).split('\n').filter((line) => line.trim() !== '');
    expect(words.length).toBeGreaterThan(0);
    for (const line of words) expect(await post.getByRole('img').getAttribute('alt')).toContain(line.trim());
    const tops = [await topOf(post.locator('.md')), await topOf(post.getByRole('img')), await topOf(post.getByRole('button').first())];
    expect(tops).toEqual(tops.toSorted((a, b) => a - b));
  });

  it('says which permission the bot lacks in a channel', async () => {
    await begin();
    await become(page, 'Theo');
    const message = await send(page, '/config daily channel: #staff-only time: 9pm zone: UTC');
    expect(await message.innerText()).toContain('Send Messages');
    await page.getByRole('button', { name: /Go to the next quote/ }).click();
    // The clock stands at its time, and it waits to be tried again.
    await expect.poll(async () => (await send(page, '/health')).innerText()).toContain('not posted yet');
    expect(await page.locator('.tag', { hasText: 'daily quote' }).count()).toBe(0);
  });

  it('keeps admin commands from fans and shows them the way', async () => {
    await begin();
    await page.locator('#composer').fill('/conf');
    expect(await page.locator('#choices').getByRole('option').count()).toBe(0);
    await page.getByRole('button', { name: 'Become the admin' }).click();
    await page.locator('#choices').getByRole('option').first().waitFor();
    await goTo(page, 'Direct message');
    await page.locator('#composer').fill('/conf');
    await expect.poll(() => page.locator('#choices').getByRole('option').count()).toBe(0);
  });

  it('shows a private answer to its asker alone, until it is dismissed', async () => {
    await begin();
    const help = await send(page, '/help');
    expect(await help.innerText()).toContain('Only you can see this');
    await become(page, 'Theo');
    await expect.poll(() => answers(page).count()).toBe(0);
    await become(page, 'Mina');
    await page.getByRole('button', { name: 'Dismiss message' }).click();
    await expect.poll(() => answers(page).count()).toBe(0);
  });

  it('gives another person who presses a private copy and leaves the card as it is', async () => {
    await begin();
    const quotes = await send(page, '/quote find theme: healing');
    await become(page, 'Theo');
    await quotes.getByRole('button', { name: 'Next' }).click();
    await expect.poll(() => page.locator('.message.private').count()).toBe(1);
    await quotes.getByRole('button', { name: /^1 of/ }).waitFor();
  });

  it('suggests a message somebody wrote, and hands it to the reviewers', async () => {
    await begin();
    await become(page, 'Theo');
    const panel = await send(page, '/config panel');
    await panel.getByRole('button', { name: sentences.config.screen.suggestions }).click();
    await panel.getByLabel(sentences.config.pick.review).selectOption({ label: '#daily-quote' });
    await panel.getByText('Saved.').waitFor();
    await become(page, 'Mina');
    const own = await send(page, 'Stay a while, the rain will pass.');
    await useTool(own, 'Suggest as quote');
    const form = page.getByRole('dialog', { name: sentences.suggest.form.heading });
    expect(await form.getByRole('textbox').first().inputValue()).toBe('Stay a while, the rain will pass.');
    await form.getByRole('button', { name: 'Submit' }).click();
    await page.locator('.message.private', { hasText: 'Your quote is with the reviewers' }).waitFor();
    await page.locator('.message', { has: page.getByRole('button', { name: sentences.review.asGentle }) }).waitFor();
  });

  it('writes a command that is pressed inside a message', async () => {
    await begin();
    const help = await send(page, '/help');
    await help.getByRole('button', { name: '/cast' }).click();
    await page.locator('.command-name', { hasText: '/cast' }).waitFor();
  });

  it('speaks the asker’s language in private and a community’s language in public', async () => {
    const korean = { help: { heading: '무엇을 물어볼 수 있나요' }, quote: { today: '오늘의 한마디' } };
    await beginOnOwnGround({
      languages: buildLanguages(
        new Map([
          ['en-US', sentences],
          ['ko', korean],
        ]),
      ),
    });
    expect(await (await send(page, '/help')).innerText()).toContain(sentences.help.heading);
    await speak(page, 'ko');
    expect(await (await send(page, '/help')).innerText()).toContain('무엇을 물어볼 수 있나요');
    await speak(page, 'en-US');
    expect(await (await send(page, '/quote today')).innerText()).toContain(sentences.quote.today);
    await goTo(page, '나비 정원');
    expect(await (await send(page, '/quote today')).innerText()).toContain('오늘의 한마디');
  });

  it('calls commands and options as the chosen language does, and understands the English names too', async () => {
    await begin();
    await speak(page, 'ko');
    await page.locator('#composer').fill('/명대사');
    const listed = page.locator('#choices').getByRole('option');
    expect(await listed.locator('.choice-label').first().innerText()).toBe('/명대사 오늘 /quote today');
    await page.locator('#composer').fill('/명대사 find 단어: 달 theme: ');
    expect(await page.locator('.command-name').innerText()).toBe('/명대사 찾기 /quote find');
    expect(await page.locator('.chip-name').allInnerTexts()).toEqual(['단어\nwords', '주제\ntheme']);
    expect(await page.locator('[data-chip=words]').inputValue()).toBe('달');
    // Another option's name typed into a field means that option.
    await page.locator('[data-chip=theme]').fill('작품:');
    await page.locator('[data-chip=title]').waitFor();
    await page.locator('.command-name').click();
    for (const typed of ['/출연진 이름: moon-gang-tae', '/cast name: moon-gang-tae']) {
      const message = await send(page, typed);
      expect(await message.locator('.asked-what').innerText()).toBe('/cast name: moon-gang-tae');
      expect(await message.innerText()).toContain('문강태');
    }
    const own = await send(page, '괜찮아');
    await own.locator('.tools-more').click();
    const use = own.getByRole('button', { name: '명대사로 제안하기' });
    expect(await use.innerText()).toContain('Suggest as quote');
    await use.click();
    await page.locator('.asked-what', { hasText: 'Suggest as quote' }).waitFor();
    await speak(page, 'en-US');
    await page.locator('#composer').fill('/');
    expect(await listed.locator('.choice-label').first().innerText()).toBe('/ask');
    await page.locator('#composer').fill('/출연진');
    await expect.poll(() => listed.count()).toBe(0);
  });

  it('says where a pack is broken, answers on from before, and takes the mended file at once', async () => {
    const { packsDir } = await beginOnOwnGround();
    const file = join(packsDir, 'its-okay-to-not-be-okay', 'title.yaml');
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace('\nyear: 2020', '\nyaer: 2020'));
    const broken = page.locator('.broken');
    await broken.waitFor();
    const line = text.slice(0, text.indexOf('\nyear: 2020')).split('\n').length + 1;
    expect(await broken.innerText()).toContain(`title.yaml:${line}`);
    expect(await broken.innerText()).toContain('did you mean "year"?');
    expect(await (await send(page, '/about')).innerText()).toContain('It’s Okay to Not Be Okay');
    writeFileSync(file, text.replace('name: "It\'s Okay to Not Be Okay"', 'name: "A Name Just Saved"'));
    await broken.waitFor({ state: 'detached' });
    expect(await (await send(page, '/about')).innerText()).toContain('A Name Just Saved');
  });

  it('shows what went over the wire, and the same question for a terminal', async () => {
    await begin();
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await become(page, 'Theo');
    const message = await send(page, "/quote find words: don't run");
    await useTool(message, sentences.playground.copyAsk);
    await expect
      .poll(() => page.evaluate(() => navigator.clipboard.readText()))
      .toBe(String.raw`npx nabi ask '/quote find words: don'\''t run' --as admin`);
    await useTool(message, /Inspect/);
    const inside = page.getByRole('dialog');
    expect(await inside.innerText()).toMatch(/\d ms/);
    await inside.getByText('Interaction JSON').click();
    expect(JSON.parse(await inside.locator('pre').nth(1).innerText())).toMatchObject({ type: 2, data: { name: 'quote' } });
    expect(JSON.parse(await inside.locator('pre').first().innerText())).toMatchObject({ type: 4 });
    await page.keyboard.press('Escape');
    await expect.poll(() => inside.count()).toBe(0);
  });

  it('works by touch on a phone, with nothing wider than the screen', async () => {
    await begin();
    const phone = await pages.open(playground, { viewport: PHONE });
    await phone.getByRole('button', { name: /Is there a Season 2/ }).tap();
    await answers(phone).waitFor();
    await phone.locator('#composer').fill('/cast ');
    await phone.locator('[data-chip=name]').fill('moon');
    await phone.locator('#choices').getByRole('option').first().tap();
    await phone.getByRole('button', { name: 'Send' }).tap();
    await expect.poll(() => answers(phone).count()).toBe(2);
    await openDrawer(phone);
    await phone.locator('.segment', { hasText: 'Theo' }).tap();
    await phone.getByRole('button', { name: 'Close' }).first().tap();
    expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.width);
  });

  describe('with replies of every kind', () => {
    const specimens = { intercept: answerSpecimen, extraDefinitions: SPECIMEN_DEFINITIONS };

    it('reveals a spoiler by keyboard, and keeps it from everybody before', async () => {
      await begin(specimens);
      const message = await send(page, '/specimen kind: markdown');
      const words = message.locator('.words');
      expect(await words.isVisible()).toBe(false);
      expect(await message.ariaSnapshot()).not.toContain('long enough');
      const cover = message.getByRole('button', { name: 'Show the spoiler' });
      const before = await message.boundingBox();
      await cover.focus();
      await page.keyboard.press('Enter');
      await expect.poll(() => words.isVisible()).toBe(true);
      await message.locator('[aria-expanded=true]').waitFor();
      expect(await message.boundingBox()).toEqual(before);
    });

    it('draws Discord’s markdown, and nothing that is not Discord’s', async () => {
      await begin(specimens);
      const message = await send(page, '/specimen kind: markdown');
      expect(await message.getByRole('heading').allInnerTexts()).toEqual(['Nabi', 'A first heading', 'A second with bold and 나비 ']);
      expect(await message.locator('.emoji').getAttribute('alt')).toBe('🦋');
      expect(await message.locator('.emoji').evaluate((image) => image instanceof HTMLImageElement && image.naturalWidth > 0)).toBe(true);
      expect(await message.getByRole('link').allInnerTexts()).toEqual(['link']);
      expect(await message.innerText()).toContain('<b>Tags</b> are words too');
      expect(await message.locator('ul ul li').innerText()).toBe('inside two');
      expect(await message.locator('ol li').allInnerTexts()).toEqual(['first', 'second']);
      expect(await message.locator('time.stamp').first().getAttribute('title')).toContain('2026');
      // Where a machine's monospace has no Hangul, the page's own font has it.
      expect(
        await message
          .locator('code')
          .first()
          .evaluate((code) => getComputedStyle(code).fontFamily),
      ).toMatch(/monospace, Nabi,/);
      expect(await message.locator('.mention').allInnerTexts()).toEqual(['@Mina', '#daily-quote', '@Night readers', '/quote today']);
    });

    it('has a modal filled in and sends its answers', async () => {
      await begin(specimens);
      const message = await send(page, '/specimen kind: everything');
      await message.getByRole('button', { name: 'Open the form' }).click();
      const modal = page.getByRole('dialog', { name: 'Suggest a line' });
      await modal.getByRole('button', { name: 'Submit' }).click();
      expect(await modal.isVisible(), 'a needed field is empty').toBe(true);
      await modal.getByLabel('The line').fill('Stay a while.');
      await modal.getByLabel('Gentle').check();
      await modal.getByLabel('Where it belongs').selectOption({ label: '#daily-quote' });
      await modal.getByRole('button', { name: 'Submit' }).click();
      const received = page.locator('.message', { hasText: 'Received' });
      await received.waitFor();
      expect(await received.innerText()).toContain('"value":"Stay a while."');
      expect(await received.innerText()).toContain('"value":"gentle"');
      expect(await received.innerText()).toContain('"values":["910000000000000002"]');
      await expect.poll(() => modal.count()).toBe(0);
    });

    it('sends what is chosen in selects of texts, people, roles and channels', async () => {
      await begin(specimens);
      const choose = async (act: (message: Awaited<ReturnType<typeof send>>) => Promise<unknown>, answer: string) => {
        const message = await send(page, '/specimen kind: selects');
        await act(message);
        await expect.poll(() => message.innerText()).toContain(answer);
      };
      await choose((message) => message.getByLabel('A text').selectOption('second'), 'Pressed specimen-text second');
      await choose((message) => message.getByLabel('Choose a member').selectOption({ label: '@Haru' }), 'specimen-user 700000000000000004');
      await choose(
        (message) => message.getByLabel('Choose a role').selectOption({ label: '@Keepers' }),
        'specimen-role 920000000000000002',
      );
      await choose(
        (message) => message.getByLabel('Choose a channel').selectOption({ label: '#general' }),
        'specimen-channel 910000000000000001',
      );
      await choose(async (message) => {
        await message.getByText('Several texts').click();
        await message.getByLabel('one').check();
        await message.getByLabel('three').check();
        await message.getByRole('button', { name: 'Done' }).click();
      }, 'specimen-many one, three');
    });

    it('waits for a deferred answer and then shows it in its place', async () => {
      await begin(specimens);
      const message = await send(page, '/specimen kind: thinking');
      await message.getByText('Nabi is thinking').waitFor();
      await message.getByText('Thought it over.').waitFor();
      expect(await answers(page).count()).toBe(1);
    });

    it('shows attached pictures with their alternative text, and files to take away', async () => {
      await begin(specimens);
      const message = await send(page, '/specimen kind: file');
      const picture = message.getByAltText('A moon over hills');
      await picture.waitFor();
      await expect.poll(() => picture.evaluate((image) => image instanceof HTMLImageElement && image.naturalWidth)).toBeGreaterThan(0);
      expect(await message.getByRole('link', { name: 'settings.json' }).getAttribute('href')).toMatch(/^\/files\//);
    });

    it('warns of a reply that Discord would refuse, with every reason', async () => {
      await begin(specimens);
      const note = (await send(page, '/specimen kind: too-long')).getByRole('note');
      expect(await note.innerText()).toContain('2000 is the most');
      expect(await note.innerText()).toContain('a button label has more than 80 characters');
    });

    it('asks no other machine for anything and breaks no rule of its own', async () => {
      await begin(specimens);
      const strange: string[] = [];
      page.on('request', (request) => {
        if (!request.url().startsWith(playground.url)) strange.push(request.url());
      });
      page.on('console', (line) => {
        if (line.type() === 'error') strange.push(line.text());
      });
      page.on('pageerror', (error) => strange.push(error.message));
      await page.reload();
      for (const kind of ['everything', 'markdown', 'embed', 'file', 'selects']) await send(page, `/specimen kind: ${kind}`);
      await page.getByRole('button', { name: 'Spoiler: tap to show' }).first().click();
      expect(strange).toEqual([]);
    });
  });

  it('paints once, with nothing moving afterwards', async () => {
    await begin();
    await page.reload();
    await page.locator('.intro').waitFor();
    await page.waitForLoadState('networkidle');
    const moved = await page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          let sum = 0;
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) sum += 'value' in entry ? Number(entry.value) : 0;
          }).observe({ type: 'layout-shift', buffered: true });
          setTimeout(() => resolve(sum), 200);
        }),
    );
    expect(moved).toBeLessThan(0.01);
  });

  it('does nothing that another site’s page asks for', async () => {
    await begin();
    const other = createServer((_request, response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>another site</h1>'),
    );
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    const stranger = await page.context().newPage();
    await stranger.goto(`http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/`);
    const body = { kind: 'command', name: 'season2', path: [], options: [], persona: 'fan', place: 'library', locale: 'en-US' };
    const outcome = await stranger.evaluate(
      async ([url, text]) => {
        const read = await fetch(`${url}/api/start`).then(
          () => 'read',
          () => 'kept out',
        );
        // The kind of request a browser sends without asking first.
        await fetch(`${url}/api/ask`, {
          method: 'POST',
          mode: 'no-cors',
          headers: { 'content-type': 'text/plain' },
          body: text ?? '',
        }).catch(() => undefined);
        return read;
      },
      [playground.url, JSON.stringify(body)],
    );
    expect(outcome).toBe('kept out');
    await page.reload();
    await page.locator('.intro').waitFor();
    expect(await answers(page).count()).toBe(0);
    await stranger.close();
    await new Promise((resolve) => other.close(resolve));
  });
});
