import { romanize } from 'es-hangul';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildGraph, distanceTo, encode } from '../../../src/content/search/graph.ts';
import { FAMILY_NAMES, FINALS, INITIALS, VOWELS } from '../../../src/content/search/romanization.ts';
import { skeletonOf } from '../../../src/content/search/skeleton.ts';
import { readHangulSyllable, readLatinSyllables, spellingsOf } from '../../../src/content/search/syllables.ts';

const SYLLABLES = Array.from({ length: 11_172 }, (_, index) => String.fromCharCode(0xac00 + index));

describe('all 11,172 syllables', () => {
  it('have the same skeleton in Hangul and in Revised Romanization', () => {
    const different = SYLLABLES.filter((syllable) => skeletonOf([syllable]) !== skeletonOf([romanize(syllable)]));
    expect(different).toEqual([]);
  });

  it('are romanized as es-hangul does', () => {
    expect(SYLLABLES.filter((syllable) => readHangulSyllable(syllable)?.revised !== romanize(syllable))).toEqual([]);
  });

  it('can be read back from Revised Romanization', () => {
    expect(SYLLABLES.filter((syllable) => readLatinSyllables(romanize(syllable)) === undefined)).toEqual([]);
  });
});

describe('skeletons', () => {
  it.each([
    [['김수현'], ['kim', 'soo', 'hyun'], 'two systems'],
    [['이상인'], ['i', 'sang', 'in'], 'a family name of one letter'],
    [['sangin'], ['san', 'gin'], 'a joined name, wherever it is divided'],
    [['오정세'], ['oh', 'jung', 'se'], 'an h that only lengthens'],
    [['박규영'], ['pak', 'kyu', 'yeong'], 'k for ㄱ'],
    [['최'], ['choe'], 'the vowel of Choe'],
  ])('%j is %j: %s', (one, other) => {
    expect(skeletonOf(one)).toBe(skeletonOf(other));
  });

  it('of two names sound by sound are the same in Hangul and in Revised Romanization', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...SYLLABLES), { minLength: 1, maxLength: 4 }),
        (syllables) => skeletonOf([syllables.join('')]) === skeletonOf(syllables.map((syllable) => romanize(syllable))),
      ),
    );
  });

  it('read kana as they sound', () => {
    expect(skeletonOf(['キム', 'スヒョン'])).toBe(skeletonOf(['Kimu', 'Suhyon']));
  });

  it('leave other scripts as they are', () => {
    expect(skeletonOf(['秀賢'])).toBe('秀賢');
    expect(skeletonOf([])).toBe('');
  });
});

describe('the table of romanizations', () => {
  it('has every Hangul letter once', () => {
    for (const rows of [INITIALS, VOWELS, FINALS]) expect(new Set(rows.map(({ letter }) => letter)).size).toBe(rows.length);
    expect([INITIALS.length, VOWELS.length, FINALS.length]).toEqual([19, 21, 8]);
  });

  it('lists no spelling twice in a row', () => {
    for (const row of [...INITIALS, ...VOWELS, ...FINALS]) {
      const { sure, loose } = spellingsOf(row);
      expect(new Set([...sure, ...loose]).size).toBe(sure.length + loose.length);
    }
  });

  it.each(Object.entries(FAMILY_NAMES))('spells the family name %s so that it can be read as Korean', (_, spellings) => {
    // Customs that follow English spelling, not Korean sound.
    const customs = new Set(['park', 'bahk', 'sohn', 'ahn', 'hahn', 'eom', 'uhm', 'ihn', 'back', 'ock', 'choy', 'rhie', 'whang']);
    for (const spelling of spellings.split(' ').filter((one) => !one.startsWith('~')))
      expect(customs.has(spelling) || readLatinSyllables(spelling) !== undefined, spelling).toBe(true);
  });
});

describe('Latin letters read as Korean', () => {
  it.each([
    ['soohyun', 2],
    ['sangin', 2],
    ['hyeyoung', 2],
    ['areum', 2],
    ['ahreum', 2],
    ['seokgu', 2],
  ])('%s has %i syllables', (word, count) => {
    expect(readLatinSyllables(word)).toHaveLength(count);
  });

  it.each(['snag', 'xx', 'vincenzo', 'strong', ''])('%s cannot be Korean', (word) => {
    expect(readLatinSyllables(word)).toBeUndefined();
  });
});

describe('the distance to a spelling graph', () => {
  const graph = buildGraph([
    { sure: ['k', 'g'], loose: [] },
    { sure: ['i'], loose: ['ee'] },
    { sure: ['m'], loose: [] },
  ]);
  const cost = (typed: string) => distanceTo(graph, encode([typed]), 30);

  it.each([
    ['kim', 0, 'a spelling'],
    ['gim', 0, 'another'],
    ['keem', 1, 'a loose one'],
    ['ikm', 10, 'two letters swapped'],
    ['km', 10, 'a letter missing'],
    ['kiim', 7, 'a letter doubled'],
    ['kixm', 10, 'a letter too many'],
    ['kin', 5, 'a letter that sounds alike'],
    ['kum', 7, 'another vowel'],
  ])('%s costs %i: %s', (typed, expected) => {
    expect(cost(typed)).toBe(expected);
  });

  it('is far beyond the limit', () => {
    expect(distanceTo(graph, encode(['abcdefghij']), 30)).toBeGreaterThan(30);
  });
});
