/** Packs nobody thought of when the first was made: a drama that shares an actor with it, and an anime. Nothing is wired to the first. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import { buildDefinitions } from '../../src/answer/registry.ts';
import { openContent } from '../../src/content/store.ts';
import type { Content } from '../../src/content/types.ts';
import { buildLineCard } from '../../src/lines/message.ts';
import { ensureContentDb } from '../../src/packs/build.ts';
import { buildNewPack } from '../../src/packs/scaffold.ts';
import { buildDefaultSettings } from '../../src/state/types.ts';
import { createBot, DRAMA, languages, PACKS, say } from '../support/bot.ts';

const FIXTURES = fileURLToPath(new URL('../fixtures/packs/', import.meta.url));
const TIDE = 'slow-tide';
const ROAD = 'lantern-road';

const home = mkdtempSync(join(tmpdir(), 'nabi-other-packs-'));
let content: Content;
beforeAll(() => {
  for (const from of [PACKS, FIXTURES]) cpSync(from, join(home, 'packs'), { recursive: true });
  const quotes = join(home, 'packs', TIDE, 'quotes.yaml');
  writeFileSync(quotes, readFileSync(quotes, 'utf8').replace('spoiler_from: 1', 'spoiler_from: 2'));
  content = openContent(ensureContentDb({ packsDir: join(home, 'packs'), file: join(home, 'content.db') }).file);
});
afterAll(() => {
  content.close();
  rmSync(home, { recursive: true, force: true });
});

const botFor = (title: string | null, ceilings: Readonly<Record<string, number>> = {}) =>
  createBot({ content, settings: { title, ceilings } });

describe('an actor who is in two titles', () => {
  it('is asked about where the server has no title, opens the card of its own where it has one, and says where else', async () => {
    const asked = await botFor(null).ask({ name: 'cast', options: { name: 'Kim Soo-hyun' } });
    expect(asked.selects.map(({ customId }) => customId)).toEqual([expect.stringContaining(DRAMA), expect.stringContaining(TIDE)]);
    const card = await botFor(TIDE).ask({ name: 'cast', options: { name: 'Kim Soo-hyun' } });
    expect(card.text).toContain('Seo Do-yun');
    expect(card.text).toContain(say('cast.alsoIn', { titles: 'It’s Okay to Not Be Okay' }).slice(0, 7));
    const choices = (await botFor(null).suggest({ name: 'cast', options: { name: 'kim soo' }, focused: 'name' })).choices;
    expect(choices.filter(({ value }) => String(value).endsWith('kim-soo-hyun'))).toHaveLength(2);
  });
});

describe('a name that may be known only later', () => {
  it('is found by a server whose limit has passed it, named with its title or not, and by nobody else', async () => {
    for (const [limit, isFound] of [
      [1, false],
      [3, true],
    ] as const)
      for (const options of [{ name: 'Baek Ha-ru' }, { name: 'Baek Ha-ru', title: TIDE }])
        expect(
          (await botFor(TIDE, { [TIDE]: limit }).ask({ name: 'cast', options })).text.includes('She writes to the ferry'),
          `${limit}`,
        ).toBe(isFound);
  });
});

describe('a show with more seasons than one', () => {
  it('is asked about the season after its last, in every language', async () => {
    for (const locale of ['en-US', 'ko', 'ja', 'es-419', 'pt-BR', 'id'] as const) {
      const { text } = await createBot({ content, settings: { title: ROAD, locale } }).ask({ name: 'season2', locale });
      expect(text, locale).toContain(languages.say(locale)('season.later.none-announced', { number: 4 }));
    }
    expect((await botFor(TIDE).ask({ name: 'season2' })).text).toContain(say('season.state.none-announced'));
  });
});

describe('a title that was removed', () => {
  it('is said to be gone, and which is meant is asked; no other drama answers for it', async () => {
    const bot = createBot({ content, settings: { title: 'gone-for-good' } });
    for (const call of [
      { name: 'about' },
      { name: 'season2' },
      { name: 'awards' },
      { name: 'quote', subcommand: 'today' },
      { name: 'quiz' },
    ]) {
      const reply = await bot.ask(call);
      expect(reply.text, call.name).toBe(say('title.removed'));
      expect(reply.buttons.length, call.name).toBe(content.titles().length);
    }
  });
});

describe('a pack whose lines all come later than the limit', () => {
  it('is not switched on for a daily post that would have nothing to say', async () => {
    const channels = { channel: { id: '700000000000000001', type: 0, appPermissions: '274877990912' } };
    const call = {
      name: 'config',
      subcommand: 'daily',
      options: { channel: '700000000000000001', time: '9:00', zone: 'Asia/Seoul' },
      channels,
    };
    const refused = (await botFor(TIDE).askAsAdmin(call)).text;
    expect(refused).toContain(say('config.supplyNone'));
    expect(refused).toContain(say('config.screen.reading'));
    expect((await botFor(TIDE, { [TIDE]: 2 }).askAsAdmin(call)).text).not.toContain(say('config.supplyNone'));
  });
});

describe('an anime', () => {
  it('names who speaks a part in which language, in the script of the work', async () => {
    const { text } = await botFor(ROAD).ask({ name: 'cast', options: { name: 'Tachibana Ren' } });
    expect(text).toContain('Hoshino Aoi (星野 葵)** (Japanese)');
    expect(text).toContain('Dana Reed** (English)');
    const voice = await botFor(ROAD).ask({ name: 'cast', options: { name: 'Dana Reed' } });
    expect(voice.text).toContain('Tachibana Ren** (English)');
  });

  it.each(['橘 蓮', '橘蓮', 'ことり', '타치바나 렌', 'tachibana ren', 'ren', 'Tachibana', '蓮'])('is searched by %s', async (name) => {
    expect((await botFor(ROAD).ask({ name: 'cast', options: { name } })).text).toMatch(/carries the lantern|knows the way/);
  });

  it('is named to the Japanese in their script and to Koreans in theirs', async () => {
    const names = async (locale: 'ja' | 'ko') =>
      (await createBot({ content, settings: { title: ROAD, locale } }).ask({ name: 'cast', options: { name: 'Tachibana Ren' }, locale }))
        .text;
    expect(await names('ja')).toContain('橘 蓮');
    expect(await names('ko')).toContain('타치바나 렌');
  });
});

describe('more titles than Discord lists', () => {
  it('are offered while somebody types, each of them', async () => {
    const [first] = content.titles();
    if (first === undefined) throw new Error('the fixture is gone');
    const many = Array.from({ length: 50 }, (_, index) => ({ ...first, id: `title-${index}`, name: `Made-up ${index}` }));
    const crowded = { ...content, titles: () => many };
    const spec = buildDefinitions(commands, crowded, languages).find(({ name }) => name === 'about');
    expect(JSON.stringify(spec)).toContain('"name":"title"');
    expect(JSON.stringify(spec)).toContain('"autocomplete":true');
    const reply = await createBot({ content: crowded }).suggest({ name: 'about', options: { title: 'up 49' }, focused: 'title' });
    expect(reply.choices.map(({ value }) => value)).toEqual(['title-49']);
  });
});

describe('what stands behind the words of a card', () => {
  it('is what the pack asks for: plain where it says nothing, its own picture where it has one', () => {
    const card = (titleId: string) => {
      const title = content.title(titleId);
      const quote = content.list('quotes', titleId)[0];
      if (title === undefined || quote === undefined) throw new Error('the fixture is gone');
      return buildLineCard(content, languages, { settings: buildDefaultSettings('1'), title, quote, localDate: '2026-11-29' }).scene;
    };
    expect(card(DRAMA)).toBe('book');
    expect(card(TIDE)).toBe('plain');
    expect(card(ROAD)).toEqual({ svg: expect.stringContaining('<linearGradient id="dusk"') });
  });
});

describe('a pack that was made a minute ago', () => {
  const ask = async (name: string, options: Readonly<Record<string, string>> = {}, subcommand?: string) => {
    const folder = mkdtempSync(join(home, 'new-'));
    for (const [path, text] of buildNewPack({ ...NEW, schemas: '.' })) {
      mkdirSync(dirname(join(folder, 'packs', NEW.id, path)), { recursive: true });
      writeFileSync(join(folder, 'packs', NEW.id, path), text);
    }
    const fresh = openContent(ensureContentDb({ packsDir: join(folder, 'packs'), file: join(folder, 'content.db') }).file);
    try {
      const call = { name, options, ...(subcommand === undefined ? {} : { subcommand }) };
      return await createBot({ content: fresh, settings: { title: NEW.id } }).ask(call);
    } finally {
      fresh.close();
    }
  };
  const NEW = {
    id: 'first-snow',
    name: 'First Snow',
    kind: 'drama',
    language: 'en-US',
    originalLanguage: 'ko',
    year: 2022,
    lastEpisode: 16,
    today: '2026-11-29',
  } as const;

  it.each([
    ['cast', {}, undefined, 'cast.empty'],
    ['awards', {}, undefined, 'awards.empty'],
    ['awards', { ceremony: 'oscar' }, undefined, 'awards.empty'],
    ['episodes', {}, undefined, 'episodes.none'],
    ['season2', {}, undefined, 'season.unknown'],
    ['quote', { theme: 'hope' }, 'find', 'quote.noLines'],
    ['quote', {}, 'find', 'quote.noLines'],
  ] as const)('says of /%s %o that nothing is known yet, and claims nothing', async (name, options, subcommand, key) => {
    const reply = await ask(name, options, subcommand);
    expect(reply.text).toBe(say(key, { title: 'First Snow' }));
    expect(reply.buttons).toEqual([]);
  });
});
