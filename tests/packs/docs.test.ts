/** The examples of docs/packs.md are a pack: whoever copies them sees it answer. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkFolder } from '../../src/cli/check.ts';
import { inLanguage } from '../../src/content/in-language.ts';
import { openContent } from '../../src/content/store.ts';
import type { Content } from '../../src/content/types.ts';
import { ensureContentDb } from '../../src/packs/build.ts';
import { PACK_FILE_NAMES } from '../../src/packs/kinds.ts';
import { KNOWN_FACTS } from '../../src/packs/known-facts.ts';
import { createBot } from '../support/bot.ts';

const PAGE = readFileSync(fileURLToPath(new URL('../../docs/packs.md', import.meta.url)), 'utf8');
const TITLE = 'the-ferry-at-dawn';

/** The files the page shows, by name. */
const files = new Map(
  [...PAGE.matchAll(/^```yaml file=(\S+)\n([\s\S]*?)^```$/gm)].map(([, name = '', text = '']) => [name, text] as const),
);

let home: string;
let packs: string;
let content: Content;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'nabi-docs-'));
  packs = join(home, 'my-packs');
  for (const [name, text] of files) {
    const file = join(packs, TITLE, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  content = openContent(ensureContentDb({ packsDir: packs, file: join(home, 'content.db') }).file);
});
afterAll(() => {
  content.close();
  rmSync(home, { recursive: true, force: true });
});

describe('the page for pack authors', () => {
  it('shows every file a pack can have', () => {
    expect([...files.keys()].sort()).toEqual([...PACK_FILE_NAMES.map((name) => `${name}.yaml`), 'translations/es-419.yaml'].sort());
  });

  it('names every key fact that needs no label', () => {
    const named = /\*\*Key facts\.\*\*[\s\S]*?Any other needs a `label`/.exec(PAGE)?.[0] ?? '';
    expect([...named.matchAll(/`([a-z-]+)`/g)].map(([, id]) => id)).toEqual(expect.arrayContaining(Object.keys(KNOWN_FACTS)));
  });

  it('shows examples in which the checker finds no problem', () => {
    let stdout = '';
    const code = checkFolder({ stdout: { write: (text) => (stdout += text) } }, packs, 'text', Date.now());
    expect(stdout).toContain('The Ferry at Dawn (the-ferry-at-dawn): 3 people, 2 characters, 1 award, 1 episode, 2 quotes');
    expect(stdout).toContain('No problems.');
    expect(code).toBe(0);
  });

  it.each([
    ['/about', { name: 'about' }, 'A ferrywoman carries letters'],
    ['/cast', { name: 'cast' }, '**Han So-ra** · Seo Yun-ah'],
    ['/cast name: the ferrywoman', { name: 'cast', options: { name: 'the ferrywoman' } }, 'Seo Yun-ah (서윤아)'],
    ['/awards', { name: 'awards' }, 'Southern Drama Awards'],
    ['/episodes', { name: 'episodes' }, 'The Last Timetable'],
    ['/season2', { name: 'season2' }, 'Season 2 hasn’t been announced'],
    ['/quote today', { name: 'quote', subcommand: 'today' }, 'The tide does not hurry, and still it arrives.'],
    ['/sources', { name: 'sources' }, '2 sources'],
  ])('shows a pack that answers %s', async (_typed, call, says) => {
    const reply = await createBot({ content }).ask(call);
    expect(reply.text).toContain(says);
    expect(reply.openText).not.toContain('half-sister');
    expect(reply.openText).not.toContain('where the last boat goes');
  });

  it('keeps the ending of the drama behind spoiler marks', async () => {
    const bot = createBot({ content });
    const card = await bot.ask({ name: 'cast', options: { name: 'han so ra' } });
    expect(card.text).not.toContain('Half-sister');
    const reply = await bot.press({ customId: card.buttons.find(({ label }) => label === 'Spoilers')?.customId ?? '' });
    expect(reply.text).toContain('Half-sister of Baek Do-jin (백도진)');
    expect(reply.openText).not.toContain('Half-sister');
  });

  it('shows a translation that is used, and says what it leaves untranslated', async () => {
    const spanish = createBot({ content: inLanguage(content, 'es-419') });
    const card = await spanish.ask({ name: 'about' });
    expect(card.text).toContain('Una barquera lleva cartas');
    const character = await spanish.ask({ name: 'cast', options: { name: 'han so ra' } });
    expect(character.text).toContain('Parts of this are only available in English.');
    const quote = await spanish.ask({ name: 'quote', subcommand: 'today' });
    expect(quote.text).toContain('> La marea no se apura, y aun así llega.\n> -# 물때는 서두르지 않아도 와요.');
    expect(quote.text).toContain('Translated by Nabi.');
  });

  it('names the limits that hold', () => {
    expect(PAGE).toContain('1 MB a file, 32 MB all packs, 200 packs, 2,000 records in a list, 100 entries');
  });
});
