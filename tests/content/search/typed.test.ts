/** What fans of each language type, with whom they mean: tests/fixtures/typed-names.tsv, written before the search was mended. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { buildSearchIndex } from '../../../src/content/search/index.ts';
import { readNames, SEEN_ALL } from './names.ts';

const index = buildSearchIndex(readNames());
const rows = readFileSync(new URL('../../fixtures/typed-names.tsv', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((row) => {
    const [language = '', typed = '', expected = ''] = row.split('\t');
    return { language, typed, expected, hits: index.search(typed, { ...SEEN_ALL, locale: language === 'en' ? 'en-US' : language }) };
  });

describe.each(['en', 'ko', 'ja', 'es-419', 'pt-BR', 'id'])('what fans type in %s', (language) => {
  const typed = rows.filter((row) => row.language === language);

  it('finds whom they mean first in at least 97 of 100, and always within five', () => {
    expect(typed.length).toBeGreaterThan(80);
    const missed = typed.filter(({ hits, expected }) => hits[0]?.id !== expected);
    expect(missed.length / typed.length, missed.map((row) => row.typed).join(', ')).toBeLessThanOrEqual(0.03);
    expect(typed.filter(({ hits, expected }) => !hits.slice(0, 5).some(({ id }) => id === expected)).map((row) => row.typed)).toEqual([]);
  });

  it('is never answered with somebody else', () => {
    expect(typed.filter(({ hits, expected }) => hits[0]?.confident === true && hits[0].id !== expected).map((row) => row.typed)).toEqual(
      [],
    );
  });
});

describe('words that stand for several', () => {
  const first = (typed: string, locale: string) => index.search(typed, { ...SEEN_ALL, locale })[0];

  it.each([
    ['editor', 'es-419', 'a publisher in Spanish, somebody’s trade in English'],
    ['강태 형', 'ko', 'Gang-tae, or the brother he has'],
    ['kak Gang Tae', 'id', 'an address, which says little of who is meant'],
    ['la enfermera', 'es-419', 'there are several'],
  ])('%s (%s) is asked: %s', (typed, locale) => {
    expect(first(typed, locale)?.confident).toBe(false);
  });

  it('a relation and a name say who it is', () => {
    for (const [typed, locale] of [
      ['주리 엄마', 'ko'],
      ['ジュリの母', 'ja'],
      ['la mamá de Juri', 'es-419'],
      ['a mãe da Juri', 'pt-BR'],
      ['ibunya Juri', 'id'],
    ]) {
      expect([typed, first(typed ?? '', locale ?? '')]).toMatchObject([typed, { id: 'kang-soon-deok', confident: true }]);
    }
    for (const [typed, locale] of [
      ['강태의 형', 'ko'],
      ['ガンテの兄', 'ja'],
      ['el hermano de Gang-tae', 'es-419'],
      ['o irmão do Gang-tae', 'pt-BR'],
      ['kakak Gang Tae', 'id'],
    ]) {
      expect([typed, first(typed ?? '', locale ?? '')]).toMatchObject([typed, { id: 'moon-sang-tae', confident: true }]);
    }
  });
});

describe('a text that is a name and nothing else', () => {
  it.each(['Moon Gang-tae', 'gang tae', '문강태', 'moon-gang-tae', 'KSH', "It's Okay to Not Be Okay"])('%s is one', (text) => {
    expect(index.isName(text)).toBe(true);
  });

  it.each(['', 'gangtea', 'Gang-tae, I want to die', 'I want to die'])('%s is none', (text) => {
    expect(index.isName(text)).toBe(false);
  });
});
