/** A playground of its own for a test, and a page in it. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { commands } from '../../commands/index.ts';
import { loadLanguages } from '../../src/language/locales.ts';
import {
  type Ground,
  type GroundOptions,
  loadGround,
  type Playground,
  type PlaygroundOptions,
  startPlayground,
} from '../../src/playground/start.ts';
import { contentOfPacks, PACKS } from '../support/made-once.ts';
import { createRecordingLog } from '../support/recording-log.ts';

/** Of data/packs, for all playgrounds of this process that break nothing of it; it ends with the process. */
let shared: Promise<Ground> | undefined;

/** A playground of its own, with a clock, a store and messages that begin anew, on packs that nobody changes. */
export async function openPlayground(given: Partial<PlaygroundOptions> = {}): Promise<Playground> {
  shared ??= loadGround({ packsDir: PACKS, contentFile: contentOfPacks(), languages: loadLanguages(), log: createRecordingLog() });
  return startPlayground(await shared, { port: 0, commands, log: createRecordingLog(), ...given });
}

export interface OpenedOnOwn extends Playground {
  /** A copy of the packs that may be broken. */
  readonly packsDir: string;
}

/** A playground on a ground of its own: a copy of the packs, the languages it is given. */
export async function openOnOwnGround(
  given: Partial<PlaygroundOptions> & Partial<Pick<GroundOptions, 'languages'>> = {},
): Promise<OpenedOnOwn> {
  const folder = mkdtempSync(join(tmpdir(), 'nabi-playground-'));
  const [packsDir, contentFile] = [join(folder, 'packs'), join(folder, 'content.db')];
  cpSync(PACKS, packsDir, { recursive: true });
  cpSync(contentOfPacks(), contentFile);
  const { languages = loadLanguages(), ...rest } = given;
  const ground = await loadGround({ packsDir, contentFile, languages, log: createRecordingLog() });
  const playground = await startPlayground(ground, { port: 0, commands, log: createRecordingLog(), ...rest });
  return {
    ...playground,
    packsDir,
    async close() {
      await playground.close();
      ground.packs.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export const DESKTOP = { width: 1280, height: 860 };
export const PHONE = { width: 360, height: 740 };

export interface PageOptions {
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly colorScheme?: 'light' | 'dark';
  /** For somebody who asked for less motion: colours change at once, too. */
  readonly isStill?: boolean;
}

/** A page of the playground, ready, in a browser that knows nothing yet. */
export async function openPage(browser: Browser, playground: Playground, options: PageOptions = {}): Promise<Page> {
  const page = await newPage(browser, options);
  await visit(page, playground);
  return page;
}

async function newPage(browser: Browser, options: PageOptions): Promise<Page> {
  const context = await browser.newContext({
    viewport: options.viewport ?? DESKTOP,
    colorScheme: options.colorScheme ?? 'light',
    reducedMotion: options.isStill === true ? 'reduce' : 'no-preference',
    locale: 'en-US',
    timezoneId: 'UTC',
    hasTouch: (options.viewport ?? DESKTOP).width < 600,
  });
  return context.newPage();
}

async function visit(page: Page, { url }: Playground): Promise<void> {
  await page.goto(url);
  await page.locator('#composer').waitFor();
}

export interface KeptPages {
  /** The page of these options, in the size and colours they say, at a playground whose address it has not seen: nothing is kept in it. */
  open(playground: Playground, options?: PageOptions): Promise<Page>;
  close(): Promise<void>;
}

/** One page for all tests that ask for the same: a browser takes longer to begin a page than to go to another address. */
export function keepPages(browser: Browser): KeptPages {
  const kept = new Map<string, Page>();
  return {
    async open(playground, options = {}) {
      const key = JSON.stringify(options);
      let page = kept.get(key);
      if (page === undefined) {
        page = await newPage(browser, options);
        kept.set(key, page);
      } else {
        await page.setViewportSize(options.viewport ?? DESKTOP);
        await page.emulateMedia({ forcedColors: null });
        // The system may give an address out again.
        await page.evaluate(() => localStorage.clear());
      }
      await visit(page, playground);
      return page;
    },
    async close() {
      for (const page of kept.values()) await page.context().close();
    },
  };
}
