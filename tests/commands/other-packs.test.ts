/** Packs nobody thought of when the first was made: a drama that shares an actor with it, and an anime. Nothing is wired to the first. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openContent } from '../../src/content/store.ts';
import type { Content } from '../../src/content/types.ts';
import { buildCard } from '../../src/lines/message.ts';
import { ensureContentDb } from '../../src/packs/build.ts';
import { buildDefaultSettings } from '../../src/state/types.ts';
import { createBot, DRAMA, languages, PACKS, say } from '../support/bot.ts';

const FIXTURES = fileURLToPath(new URL('../fixtures/packs/', import.meta.url));
const TIDE = 'slow-tide';
const ROAD = 'lantern-road';

const home = mkdtempSync(join(tmpdir(), 'nabi-other-packs-'));
let content: Content;
beforeAll(() => {
  for (const from of [PACKS, FIXTURES]) cpSync(from, join(home, 'packs'), { recursive: true });
  content = openContent(ensureContentDb({ packsDir: join(home, 'packs'), file: join(home, 'content.db') }).file);
});
afterAll(() => {
  content.close();
  rmSync(home, { recursive: true, force: true });
});
