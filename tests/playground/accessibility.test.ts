/** axe-core over the page in every state it has, at four widths, light and dark: nothing to complain about. Each state in one of the eight, all eight by `npm run proofs -- page`. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { shareOf } from '../support/share.ts';
import { browserOrNull } from './browser.ts';
import { DESKTOP, type OpenedOnOwn, openOnOwnGround, openPage } from './open.ts';
import { answerSpecimen, SPECIMEN_DEFINITIONS } from './specimens.ts';
import { STATES } from './states.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const SIZES = [{ width: 360, height: 740 }, { width: 414, height: 896 }, { width: 768, height: 1024 }, DESKTOP];
const WINDOWS = SIZES.flatMap((size) => (['light', 'dark'] as const).map((colorScheme) => ({ size, colorScheme })));
/** The newest rule of WCAG 2.2 AA, which axe leaves out unless asked. */
const OPTIONS = { rules: { 'target-size': { enabled: true } }, resultTypes: ['violations'] };
/** What a state may change; older messages were looked at when they were the newest. */
const CHANGING = ['.side', '.top', '.broken', '.intro', '.messages > :last-child', '.dock', '.toasts', 'dialog'];

const found = await browserOrNull();

async function findFaults(page: Page, where: string, scope: readonly string[]): Promise<readonly string[]> {
  const here = await page.evaluate((parts) => parts.filter((part) => document.querySelector(part) !== null), scope);
  const context = here.length === 0 ? 'document' : JSON.stringify({ include: here.map((part) => [part]) });
  const results: AxeResults = await page.evaluate(`axe.run(${context}, ${JSON.stringify(OPTIONS)})`);
  return results.violations.flatMap((violation) =>
    violation.nodes.map(
      (node) => `${where}: ${violation.id} (${violation.impact ?? ''}) ${node.target.join(' ')} ${node.failureSummary ?? ''}`,
    ),
  );
}

describe.skipIf(found === null)('the page, at four widths, light and dark, has no fault', () => {
  let browser: Browser;
  let playground: OpenedOnOwn;
  let page: Page;

  beforeAll(async () => {
    if (found !== null) browser = found;
    playground = await openOnOwnGround({ intercept: answerSpecimen, extraDefinitions: SPECIMEN_DEFINITIONS });
    page = await openPage(browser, playground, { isStill: true });
    await page.evaluate(AXE);
  });
  afterAll(async () => {
    await page.context().close();
    await playground.close();
  });

  /** Leaves it at the width of a desk, as the next state begins. */
  async function lookAround(name: string, scope: readonly string[]): Promise<readonly string[]> {
    const faults: string[] = [];
    for (const { size, colorScheme } of shareOf(
      WINDOWS,
      STATES.findIndex((state) => state.name === name),
      WINDOWS.length,
    )) {
      await page.setViewportSize(size);
      await page.emulateMedia({ colorScheme });
      faults.push(...(await findFaults(page, `${name}, ${size.width}, ${colorScheme}`, scope)));
      const widest = await page.evaluate(() => document.documentElement.scrollWidth);
      if (widest > size.width) faults.push(`${name}, ${size.width}: something is ${widest} wide`);
    }
    await page.setViewportSize(DESKTOP);
    return faults;
  }

  // One after the other on one page: each state begins where the one before ended.
  it.each(STATES)('$name', async ({ name, enter, leave }) => {
    await enter(page, playground);
    const faults = await lookAround(name, CHANGING);
    await leave?.(page, playground);
    expect(faults).toEqual([]);
  });

  it('all of it together', async () => {
    expect(await findFaults(page, 'whole', [])).toEqual([]);
    await page.setViewportSize(SIZES[0] ?? DESKTOP);
    await page.locator('.top .plain').first().click();
    await page.locator('dialog.from-left').waitFor();
    expect(await findFaults(page, 'drawer', [])).toEqual([]);
  });
});
