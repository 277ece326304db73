/** axe-core over the page in every state it has, at the width of a desk and of a phone, light and dark: nothing to complain about. */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { browserOrNull } from './browser.ts';
import { DESKTOP, type Opened, openPage, openPlayground, PHONE } from './open.ts';
import { answerSpecimen, SPECIMEN_DEFINITIONS } from './specimens.ts';
import { openDrawer, send, speak } from './steps.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** The newest rule of WCAG 2.2 AA, which axe leaves out unless asked. */
const OPTIONS = { rules: { 'target-size': { enabled: true } } };

const found = await browserOrNull();

async function findFaults(page: Page, where: string): Promise<readonly string[]> {
  const results: AxeResults = await page.evaluate(`axe.run(document, ${JSON.stringify(OPTIONS)})`);
  return results.violations.flatMap((violation) =>
    violation.nodes.map(
      (node) => `${where}: ${violation.id} (${violation.impact ?? ''}) ${node.target.join(' ')} ${node.failureSummary ?? ''}`,
    ),
  );
}

describe.skipIf(found === null).each([
  ['a desk, light', DESKTOP, 'light'],
  ['a phone, dark', PHONE, 'dark'],
] as const)('on %s', (_name, viewport, colorScheme) => {
  let browser: Browser;
  let playground: Opened;
  let page: Page;

  beforeAll(async () => {
    if (found !== null) browser = found;
    playground = await openPlayground({ intercept: answerSpecimen, extraDefinitions: SPECIMEN_DEFINITIONS });
  });

  afterAll(async () => {
    await playground.close();
  });

  afterEach(async () => {
    await page.context().close();
  });

  async function begin(): Promise<void> {
    page = await openPage(browser, playground, { viewport, colorScheme, isStill: true });
    await page.evaluate(AXE);
  }

  it('the welcome, the list of commands and the choices of an option have no fault', async () => {
    await begin();
    const faults = [...(await findFaults(page, 'welcome'))];
    await page.locator('#composer').fill('/');
    faults.push(...(await findFaults(page, 'commands')));
    await page.locator('#composer').fill('/conf');
    faults.push(...(await findFaults(page, 'a command for admins')));
    await page.locator('#composer').fill('/cast ');
    await page.locator('[data-chip=name]').fill('moon');
    await page.locator('#choices li').first().waitFor();
    faults.push(...(await findFaults(page, 'choices')));
    expect(faults).toEqual([]);
  });

  it('the names of commands and options in another language have no fault', async () => {
    await begin();
    const isHidden = !(await page.locator('#locale').isVisible());
    if (isHidden) await openDrawer(page);
    await speak(page, 'ko');
    if (isHidden) await page.getByRole('button', { name: 'Close' }).first().click();
    await page.locator('#composer').fill('/');
    await page.locator('.english').first().waitFor();
    const faults = [...(await findFaults(page, 'commands'))];
    await page.locator('#composer').fill('/출연진 ');
    await page.locator('[data-chip=name]').fill('강');
    await page.locator('#choices li').first().waitFor();
    faults.push(...(await findFaults(page, 'choices')));
    expect(faults).toEqual([]);
  });

  it('the bot’s own answers have no fault, nor has a look inside', async () => {
    await begin();
    for (const command of ['/cast name: moon-sang-tae', '/awards', '/season2', '/quote today', '/help', '/sources'])
      await send(page, command);
    for (const cover of await page.locator('.cover').all())
      await cover.evaluate((button) => button instanceof HTMLElement && button.click());
    const faults = [...(await findFaults(page, 'answers'))];
    await page
      .getByRole('button', { name: /Inspect/ })
      .last()
      .click();
    faults.push(...(await findFaults(page, 'inside')));
    expect(faults).toEqual([]);
  });

  it('replies of every kind have no fault, with lists, spoilers and a modal open', async () => {
    await begin();
    for (const kind of ['markdown', 'everything', 'embed', 'file', 'too-long', 'thinking', 'selects'])
      await send(page, `/specimen kind: ${kind}`);
    await send(page, 'Words of my own');
    const faults = [...(await findFaults(page, 'closed'))];
    await page.getByText('Several texts').click();
    await page.getByRole('button', { name: 'Show the spoiler' }).first().press('Enter');
    await page.getByRole('button', { name: 'Spoiler: show the card' }).click();
    faults.push(...(await findFaults(page, 'open')));
    await page.getByRole('button', { name: 'Open the form' }).click();
    await page.getByRole('dialog').waitFor();
    faults.push(...(await findFaults(page, 'modal')));
    expect(faults).toEqual([]);
  });

  it('the switches and a broken pack have no fault', async () => {
    await begin();
    const faults: string[] = [];
    if (viewport.width < 900) {
      await openDrawer(page);
      faults.push(...(await findFaults(page, 'drawer')));
      await page.keyboard.press('Escape');
    }
    const file = join(playground.packsDir, 'its-okay', 'title.yaml');
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace('\nyear:', '\nyaer:'));
    await page.locator('.broken').waitFor();
    faults.push(...(await findFaults(page, 'broken')));
    writeFileSync(file, text);
    await page.locator('.broken').waitFor({ state: 'detached' });
    await page.locator('.toast').waitFor();
    faults.push(...(await findFaults(page, 'mended')));
    expect(faults).toEqual([]);
  });
});

afterAll(async () => {
  await found?.close();
});
