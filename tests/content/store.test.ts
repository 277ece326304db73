import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openContent } from '../../src/content/store.ts';
import type { Content, QuoteFilter } from '../../src/content/types.ts';
import { ensureContentDb } from '../../src/packs/build.ts';
import { FIXTURES } from '../packs/folder.ts';

let home: string;
let content: Content;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'nabi-content-'));
  content = openContent(ensureContentDb({ packsDir: FIXTURES, file: join(home, 'content.db') }).file);
});
afterAll(() => {
  content.close();
  rmSync(home, { recursive: true, force: true });
});

const ids = (records: readonly { readonly id: string }[]) => records.map(({ id }) => id);

describe('what content answers', () => {
  it('lists the titles, the one meant by default first', () => {
    expect(ids(content.titles())).toEqual(['lighthouse', 'harbour']);
    expect(content.title('harbour')?.kind).toBe('film');
    expect(content.title('nowhere')).toBeUndefined();
    expect(content.packsHash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('tells people, characters and the parts they play', () => {
    expect(ids(content.list('people', 'lighthouse'))).toEqual(['han-bada', 'yoon-garam']);
    expect(content.get('people', 'lighthouse', 'yoon-garam')?.hangul).toBe('윤가람');
    expect(ids(content.list('cast', 'lighthouse'))).toEqual(['the-keeper', 'the-writer']);
    expect(content.get('cast', 'lighthouse', 'the-keeper')?.relations[0]?.to).toBe('the-writer');
    expect(content.rolesOf('lighthouse', 'yoon-garam').map(({ character, role }) => [character.id, role.kind])).toEqual([
      ['the-keeper', 'main'],
    ]);
    expect(content.rolesOf('lighthouse', 'han-bada')).toEqual([]);
  });

  it('keeps the titles apart', () => {
    expect(content.get('people', 'harbour', 'yoon-garam')).toBeUndefined();
    expect(content.list('quotes', 'harbour')).toEqual([]);
    expect(content.list('cast', 'nowhere')).toEqual([]);
    expect(content.nextSeason('harbour')).toBeUndefined();
  });

  it.each([
    [{}, ['best-keeper', 'best-drama']],
    [{ result: 'won' }, ['best-keeper']],
    [{ recipient: 'yoon-garam' }, ['best-keeper']],
    [{ recipient: 'han-bada' }, []],
    [{ character: 'the-keeper' }, ['best-keeper']],
    [{ ceremony: 'coast-prizes-2019', result: 'nominated' }, ['best-drama']],
    [{ year: 2019 }, ['best-keeper', 'best-drama']],
    [{ year: 2020 }, ['best-keeper', 'best-drama']],
    [{ year: 2018 }, []],
  ] as const)('finds awards by %j', (filter, expected) => {
    expect(ids(content.awards('lighthouse', filter))).toEqual(expected);
  });

  it('tells ceremonies, recognition, episodes and tracks', () => {
    expect(ids(content.list('ceremonies', 'lighthouse'))).toEqual(['coast-prizes-2019']);
    expect(ids(content.list('recognition', 'lighthouse'))).toEqual(['year-end-list']);
    expect(ids(content.list('episodes', 'lighthouse'))).toEqual(['episode-1', 'episode-2']);
    expect(content.episode('lighthouse', 1)?.title).toBe('Low tide');
    expect([content.episode('lighthouse', 3), content.episode('lighthouse', 1.5), content.episode('lighthouse', Number.NaN)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(ids(content.list('tracks', 'lighthouse'))).toEqual(['foghorn']);
  });

  it('tells the state of the next season, the claims and what is none', () => {
    expect(content.nextSeason('lighthouse')?.state).toBe('none-announced');
    expect(ids(content.list('claims', 'lighthouse'))).toEqual(['rumour-2019']);
    expect(ids(content.list('not_a_season', 'lighthouse'))).toEqual(['the-remake']);
  });

  it('tells sources, and conflicts by what they concern', () => {
    expect(ids(content.list('sources', 'lighthouse'))).toEqual(['harbour-news', 'finale-review']);
    expect(content.get('sources', 'lighthouse', 'finale-review')?.spoiler_from).toBe(4);
    expect(ids(content.conflictsAbout('lighthouse', ['director', 'network']))).toEqual(['which-network']);
    expect(ids(content.conflictsAbout('lighthouse', ['network', 'lighthouse']))).toEqual(['which-network']);
    expect(content.conflictsAbout('lighthouse', ['director'])).toEqual([]);
    expect(content.conflictsAbout('lighthouse', [])).toEqual([]);
  });
});

describe('quotes', () => {
  it('never gives out a line marked never_post, whatever is asked', () => {
    expect(content.get('quotes', 'lighthouse', 'unsayable')).toBeUndefined();
    expect(content.get('quotes', 'lighthouse', 'gone-out')?.tone).toBe('hurtful');
    const asked: QuoteFilter[] = [{}, { words: 'record' }, { theme: 'loneliness' }, { voice: 'title' }, { spoilerCeiling: 4 }];
    for (const filter of asked) expect(ids(content.quotes('lighthouse', filter))).not.toContain('unsayable');
  });

  it.each([
    [{}, ['rest-a-while', 'row-on', 'gone-out', 'about-the-work']],
    [{ healingOnly: true }, ['rest-a-while', 'row-on']],
    [{ healingOnly: true, spoilerCeiling: 1 }, ['rest-a-while']],
    [{ theme: 'memory' }, ['rest-a-while', 'row-on', 'about-the-work']],
    [{ theme: 'no-such-theme' }, []],
    [{ speaker: 'the-writer' }, ['row-on']],
    [{ speaker: 'han-bada' }, ['about-the-work']],
    [{ voice: 'director' }, ['about-the-work']],
    [{ words: 'memory', healingOnly: true, theme: 'rest' }, ['rest-a-while']],
  ] as const)('are found by %j', (filter, expected) => {
    expect(ids(content.quotes('lighthouse', filter))).toEqual(expected);
  });

  it.each([
    ['the words in another order', 'row storm', ['row-on']],
    ['another form of a word', 'remembering storms', ['row-on']],
    ['the beginning of the last word', 'happine', ['rest-a-while']],
    ['the beginning of a stemmed word', 'memori', ['rest-a-while', 'row-on', 'about-the-work']],
    ['capitals and marks', 'STORM, row!', ['row-on']],
    ['an apostrophe of either kind', 'don’t hurry', ['rest-a-while']],
    ['no apostrophe at all', 'dont', ['rest-a-while']],
    ['the original language', '서두르지', ['rest-a-while']],
    ['the original language in decomposed letters', '서두르지'.normalize('NFD'), ['rest-a-while']],
    ['the name of the speaker', 'seo deung', ['rest-a-while']],
    ['a theme', 'courage', ['row-on']],
    ['a beginning that is not the last word', 'happine hurry', []],
    ['a word with two letters swapped', 'hapipness', ['rest-a-while']],
    ['a word with a letter too many', 'couragge', ['row-on']],
    ['words that stand in no line', 'sunflower', []],
    ['nothing', '   ', ['rest-a-while', 'row-on', 'gone-out', 'about-the-work']],
    ['no words, only marks', '!?* "" ^ -', []],
  ])('are found by %s', (_what, words, expected) => {
    expect(ids(content.quotes('lighthouse', { words }))).toEqual(expected);
  });

  it.each([
    '"',
    'a" OR "b',
    'text:storm',
    'NEAR(storm row)',
    'storm AND',
    '* ^',
    '-',
    "';--",
    '\u0000',
    'ﷺ',
    '👩‍👩‍👧',
    '\u0301',
    'x '.repeat(3000),
  ])('are never refused for the words %j', (words) => {
    expect(Array.isArray(content.quotes('lighthouse', { words }))).toBe(true);
  });

  it('name their themes, most used first, without those of lines that are never shown', () => {
    expect(content.themes('lighthouse')).toEqual(['memory', 'rest', 'courage', 'loneliness']);
  });
});

describe('names', () => {
  const found = (query: string, options = {}) => content.search(query, options).map(({ id }) => id);

  it.each([
    ['the shown name', 'Yoon Ga-ram', 'yoon-garam'],
    ['Hangul', '윤가람', 'yoon-garam'],
    ['another script', 'ユン・ガラム', 'yoon-garam'],
    ['another spelling', 'yun garam', 'yoon-garam'],
    ['a printed error', 'yoon karam', 'yoon-garam'],
    ['a nickname', 'The Keeper', 'the-keeper'],
    ['a title', 'Lighthouse Letters', 'lighthouse'],
  ])('are found by %s', (_what, query, id) => {
    expect(found(query)[0]).toBe(id);
  });

  it('are never taken for certain by somebody else’s name, only offered', () => {
    expect(content.search('Yoon Ga-eun').filter(({ confident }) => confident)).toEqual([]);
  });

  it('give nothing away before the episode', () => {
    expect(found('The Voice')).toEqual([]);
    expect(found('The one who writes')).toEqual([]);
    expect(found('The Voice', { spoilerCeiling: 3 })).toEqual(['yoon-garam']);
    expect(content.suggest('the one').map(({ id }) => id)).not.toContain('the-writer');
    expect(content.suggest('').map(({ id }) => id)).not.toContain('the-writer');
  });

  it('that two titles share are claimed for neither', () => {
    const hits = content.search('letters');
    expect(hits.slice(0, 2).map(({ id, confident }) => [id, confident])).toEqual([
      ['lighthouse', false],
      ['harbour', false],
    ]);
    expect(content.search('letters', { title: 'harbour' })[0]?.confident).toBe(true);
  });
});
