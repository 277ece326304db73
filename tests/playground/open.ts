/** A playground of its own for a test, with its own packs, and a page in it. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { commands } from '../../commands/index.ts';
import { loadLanguages } from '../../src/language/locales.ts';
import { type Playground, type PlaygroundOptions, startPlayground } from '../../src/playground/start.ts';
import { contentOfPacks, PACKS } from '../support/made-once.ts';
import { createRecordingLog } from '../support/recording-log.ts';

export interface Opened extends Playground {
  /** A copy of the packs that may be broken. */
  readonly packsDir: string;
}

export async function openPlayground(given: Partial<PlaygroundOptions> = {}): Promise<Opened> {
  const folder = mkdtempSync(join(tmpdir(), 'nabi-playground-'));
  const packsDir = join(folder, 'packs');
  cpSync(PACKS, packsDir, { recursive: true });
  cpSync(contentOfPacks(), join(folder, 'content.db'));
  const playground = await startPlayground({
    port: 0,
    packsDir,
    contentFile: join(folder, 'content.db'),
    commands,
    languages: loadLanguages(),
    log: createRecordingLog(),
    ...given,
  });
  return {
    ...playground,
    packsDir,
    async close() {
      await playground.close();
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

/** A page of the playground, ready. */
export async function openPage(browser: Browser, { url }: Playground, options: PageOptions = {}): Promise<Page> {
  const context = await browser.newContext({
    viewport: options.viewport ?? DESKTOP,
    colorScheme: options.colorScheme ?? 'light',
    reducedMotion: options.isStill === true ? 'reduce' : 'no-preference',
    locale: 'en-US',
    timezoneId: 'UTC',
    hasTouch: (options.viewport ?? DESKTOP).width < 600,
  });
  const page = await context.newPage();
  await page.goto(url);
  await page.locator('#composer').waitFor();
  return page;
}
