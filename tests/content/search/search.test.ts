import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { distance } from 'fastest-levenshtein';
import { describe, expect, it } from 'vitest';
import type { NameEntry } from '../../../src/content/names.ts';
import { buildSearchIndex, FITS_FROM, judgeHits } from '../../../src/content/search/index.ts';
import { closestWords } from '../../../src/content/search/words.ts';
import type { SearchHit, SearchOptions } from '../../../src/content/types.ts';
import { readNames, SEEN_ALL } from './names.ts';
import { createChooser, type Labelled, listHangulSlips, listSlips, listVariants, STRANGERS } from './variants.ts';

const entries = readNames();
const index = buildSearchIndex(entries);
const search = (query: string) => index.search(query, SEEN_ALL);
const ids = (hits: readonly SearchHit[]) => hits.map(({ id }) => id);

describe('who is found', () => {
  it.each([
    ['Kim Soo-hyun', 'kim-soo-hyun', 'as the credits write it'],
    ['kim soo hyun', 'kim-soo-hyun', 'case and hyphens do not matter'],
    ['KIMSOOHYUN', 'kim-soo-hyun', 'nor do spaces'],
    ['Gim Su-hyeon', 'kim-soo-hyun', 'in Revised Romanization'],
    ['Kim Su-hyŏn', 'kim-soo-hyun', 'in McCune-Reischauer'],
    ['Kwak Tong-yon', 'kwak-dong-yeon', 'in McCune-Reischauer without its marks'],
    ["Kim Ch'ang-wan", 'kim-chang-wan', 'with an apostrophe'],
    ['Kim Ch’angwan', 'kim-chang-wan', 'with the other apostrophe'],
    ['Suh Yea Jee', 'seo-ye-ji', 'in a passport spelling that no source uses'],
    ['Rhee Sangin', 'lee-sang-in', 'with another spelling of the family name'],
    ['Bahk Gyuyoung', 'park-gyu-young', 'with a rare spelling of the family name'],
    ['Koh Munyoung', 'ko-moon-young', 'with two systems in one name'],
    ['Soo-hyun Kim', 'kim-soo-hyun', 'family name last'],
    ['Sukku Son', 'son-suk-ku', 'family name last, joined'],
    ['김수현', 'kim-soo-hyun', 'in Hangul'],
    ['김 수현', 'kim-soo-hyun', 'in Hangul with a space'],
    ['수현 김', 'kim-soo-hyun', 'in Hangul, family name last'],
    ['김수현'.normalize('NFD'), 'kim-soo-hyun', 'in Hangul as macOS sends it, letter by letter'],
    ['Kim 수현', 'kim-soo-hyun', 'half in Hangul'],
    ['ㄱㅅㅎ', 'kim-soo-hyun', 'by the first consonants, as Koreans type in a hurry'],
    ['rlatngus', 'kim-soo-hyun', 'in Hangul with the keyboard left on Latin letters'],
    ['キム・スヒョン', 'kim-soo-hyun', 'in Japanese'],
    ['きむすひょん', 'kim-soo-hyun', 'in Japanese without choosing katakana'],
    ['스현', 'kim-soo-hyun', 'by the given name with one wrong letter'],
    ['Choe Daniel', 'choi-daniel', 'where no source gives the Hangul'],
    ['최다니엘', 'choi-daniel', 'in Hangul that is not in the pack, by its sound'],
    ['문강태씨', 'moon-gang-tae', 'with a form of address written onto the name'],
    ['actor Oh Jung-se', 'oh-jung-se', 'with an occupation beside the name'],
    ["Gang-tae's older brother", 'moon-sang-tae', 'by the relation'],
    ['brother of Kangtae', 'moon-sang-tae', 'by the relation turned round, with another spelling in it'],
    ['joori mom', 'kang-soon-deok', 'by the relation, without the mark of possession'],
    ['Dr. Oh', 'oh-ji-wang', 'by a title'],
    ['doctor o', 'oh-ji-wang', 'by the same title written out'],
    ['head of OK hospital', 'oh-ji-wang', 'by a role'],
    ['older brothr', 'moon-sang-tae', 'by a role with a slip'],
    ['Koo Moon Young', 'ko-moon-young', 'as a source misprinted it'],
    ['Lee Snag In', 'lee-sang-in', 'with two letters swapped'],
    ['Kim Soo Hyum', 'kim-soo-hyun', 'with one letter wrong'],
    ['Pakr Gyu Yuong', 'park-gyu-young', 'with two slips'],
    ['Kim Ju-ri', 'nam-ju-ri', 'with the wrong family name'],
    ['Moon Gan', 'moon-gang-tae', 'half typed'],
    ['okay not okay', 'its-okay-to-not-be-okay', 'a title by some of its words'],
    ['saikojiman gwaenchana', 'its-okay-to-not-be-okay', 'a title by its Korean name in Latin letters'],
  ])('%s finds %s: %s', (query, id) => {
    expect(search(query)[0]?.id).toBe(id);
  });

  it('puts the leads before the others of the same family', () => {
    expect(ids(search('Moon')).slice(0, 2)).toEqual(['moon-gang-tae', 'moon-sang-tae']);
    expect(search('Kim')[0]?.id).toBe('kim-soo-hyun');
  });

  it("puts the server's title first among equals, and can keep to one title or kind", () => {
    expect(ids(index.search('the witch', { preferTitle: 'its-okay' }))[0]).toBe('seol-ah');
    expect(ids(index.search('the witch', { preferTitle: 'its-okay-to-not-be-okay' }))[0]).toBe('ko-moon-young');
    expect(index.search('Lee', { title: 'its-okay' }).every(({ title }) => title === 'its-okay')).toBe(true);
    expect(index.search('Park', { kinds: ['character'] }).every(({ kind }) => kind === 'character')).toBe(true);
    expect(index.search('Kim', { limit: 2 })).toHaveLength(2);
  });
});

describe('when the search may be sure', () => {
  const verdict = (query: string) => judgeHits(search(query));

  it.each([
    ['Moon Gang-tae', 'a whole name'],
    ['gangtae', 'the given name the pack lists alone'],
    ['수현', 'the given name of a lead'],
    ['Bak Jin-ju', 'a whole name in a spelling nobody listed'],
    ["brothers' mom", 'a role only one has'],
    ['Lee Snag In', 'a whole name with a slip that makes it unpronounceable, so that it is nobody else'],
  ])('%s is answered: %s', (query) => {
    expect(verdict(query)).toBe('confident');
  });

  it.each([
    ['Kim', 'a family name'],
    ['tae', 'a syllable of several given names'],
    ['writer', 'what three people are'],
    ['Mr. Moon', 'two brothers'],
    ["It's okay", 'the short name of two titles'],
    ['suhyoun', 'Su-hyun or Suh-youn'],
  ])('%s is asked back: %s', (query) => {
    expect(verdict(query)).toBe('several');
  });

  it.each([
    ['Kim So-hyun', 'another actress, one letter away'],
    ['Seo Ye Jin', 'a misprint that is close to another actress'],
    ['gyuri', 'a given name that many have, not of a lead'],
    ['Kim Soo-an', 'a given name with another vowel is another name'],
    ['Lee Jong-ha', 'o is ㅓ only for those who leave the marks away'],
    ['Kim Suh-hyun', 'Suh is 서, never 수'],
    ['Park Gyu-ri', 'the family name of one and the given name of another'],
    ['Soo-hyun oppa', 'the person, or a brother of theirs'],
    ['오정새', 'a Hangul letter that sounds the same is still another letter'],
  ])('%s is only offered: %s', (query) => {
    expect(verdict(query)).toBe('near');
  });

  it('finds nobody where nothing is near', () => {
    for (const query of ['Kim Go-eun', '김고은', 'villain', 'the villain']) expect(search(query)).toEqual([]);
    for (const query of ['xx', 'lasagna', 'the', '', '   ', '?!', '👋🏽', 'Vincenzo Cassano']) expect(search(query)).toEqual([]);
    // Actors of whom the packs know nothing, with a family name that nobody near has.
    for (const query of ['Jun Ji-hyun', 'Lee Min-ho', 'チョン・ジヒョン', 'イ・ミンホ', 'パク・ボゴム']) expect(search(query)).toEqual([]);
  });

  it('is sure of one hit at most, and only of the first', () => {
    for (const { query } of listVariants(entries).slice(0, 400)) {
      expect(
        search(query)
          .slice(1)
          .some(({ confident }) => confident),
      ).toBe(false);
    }
  });

  it('does not let two people with the same name answer for each other', () => {
    const [first] = entries.filter(({ id }) => id === 'kim-soo-hyun');
    const both = buildSearchIndex([...entries, ...(first ? [{ ...first, id: 'another-kim-soo-hyun', prominence: 2 as const }] : [])]);
    for (const query of ['Kim Soo-hyun', '김수현', 'Kim Suhyeon', 'Soo-hyun']) expect(judgeHits(both.search(query))).toBe('several');
  });
});

describe('the recorded queries', () => {
  const rows = readFileSync(new URL('../../fixtures/name-queries.tsv', import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .slice(1);
  const results = rows.map((row) => {
    const [query = '', expected = ''] = row.split('\t');
    const hits = search(query);
    const wanted = expected === 'NONE' ? [] : expected.split('|');
    const isConfident = hits[0]?.confident === true;
    const isOwn = wanted.includes(hits[0]?.id ?? '');
    return {
      query,
      first: wanted.length === 0 ? !isConfident : isOwn && (wanted.length === 1 || !isConfident),
      inFive: wanted.length === 0 || hits.slice(0, 5).some(({ id }) => wanted.includes(id)),
      wrong: isConfident && (wanted.length !== 1 || !isOwn),
    };
  });

  it('are answered at first place in at least 98 of 100 cases, and always within five', () => {
    expect(results.filter(({ first }) => first).length / results.length).toBeGreaterThanOrEqual(0.98);
    expect(results.filter(({ inFive }) => !inFive)).toEqual([]);
  });

  it('are never answered with the wrong person', () => {
    expect(results.filter(({ wrong }) => wrong)).toEqual([]);
  });
});

describe('queries made from every name of the packs', () => {
  const variants = listVariants(entries);
  const choose = createChooser(7);
  const one = listSlips(entries, variants, 1, choose);
  const two = listSlips(entries, variants, 2, choose);
  const isGiven = ({ kind }: Labelled) => kind.includes('given');
  // Thousands of queries, and each is looked at twice.
  const answers = new Map<string, readonly SearchHit[]>();
  const find = (query: string): readonly SearchHit[] => {
    const hits = answers.get(query) ?? search(query);
    answers.set(query, hits);
    return hits;
  };
  const rate = (rows: readonly Labelled[], places: number) =>
    rows.filter(({ query, expected }) => ids(find(query)).slice(0, places).includes(expected)).length / rows.length;

  it.each([
    ['whole names in every system, joining, order and case', variants.filter((row) => !isGiven(row)), 1, 1],
    ['given names alone', variants.filter(isGiven), 0.995, 1],
    ['whole names with one slip', one.filter((row) => !isGiven(row)), 0.99, 0.995],
    ['given names with one slip', one.filter(isGiven), 0.94, 0.99],
    ['whole names with two slips', two.filter((row) => !isGiven(row)), 0.96, 0.98],
    ['Hangul names with one wrong letter', listHangulSlips(variants, choose), 0.96, 1],
  ])('finds %s', (_, rows, first, inFive) => {
    expect(rows.length).toBeGreaterThan(40);
    expect(rate(rows, 1)).toBeGreaterThanOrEqual(first);
    expect(rate(rows, 5)).toBeGreaterThanOrEqual(inFive);
  });

  it('never answers one of them with somebody else', () => {
    const letters = (query: string) => query.toLowerCase().replace(/[^\p{L}]/gu, '');
    // "Mun Sgng-tae" is two slips from one brother and one from the other.
    const isNearer = (query: string, id: string) =>
      variants.some((other) => other.expected === id && distance(letters(other.query), letters(query)) <= 1);
    const wrong = [...variants, ...one, ...two].filter(({ query, expected, kind }) => {
      const [best] = find(query);
      return best?.confident === true && best.id !== expected && !(kind.startsWith('2 slips') && isNearer(query, best.id));
    });
    expect(wrong).toEqual([]);
  });

  it('never answers for other people, other works or other words', () => {
    const answered = STRANGERS.flatMap((query) => [query, query.toLowerCase(), query.replace(/[- ]/g, '')]).filter(
      (query) => search(query)[0]?.confident,
    );
    expect(answered).toEqual([]);
  });
});

describe('any spelling of any known name', () => {
  const known = entries.flatMap(({ id, kind, forms }) =>
    kind === 'title' ? [] : forms.filter((form) => form.kind === 'name' || form.kind === 'hangul').map(({ text }) => ({ id, text })),
  );
  const changed = fc
    .tuple(
      fc.constantFrom(...known),
      fc.constantFrom('-', ' ', ''),
      fc.constantFrom('lower', 'upper', 'as is'),
      fc.constantFrom('NFC', 'NFD', 'NFKD'),
    )
    .map(([{ id, text }, joint, letters, form]) => {
      const joined = text.replace(/-/g, joint);
      const cased = letters === 'lower' ? joined.toLowerCase() : letters === 'upper' ? joined.toUpperCase() : joined;
      return { id, query: `  ${cased.normalize(form)} ` };
    });

  it('finds its owner first, however it is cased, joined, spaced and encoded', () => {
    fc.assert(
      fc.property(changed, ({ id, query }) => search(query)[0]?.id === id),
      { numRuns: 600 },
    );
  });
});

describe('any text at all', () => {
  const anything = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.string({ unit: 'grapheme', maxLength: 300 }),
    fc.string({ unit: fc.constantFrom(..."kimsoohyun ㄱ김수현'-"), maxLength: 2000 }),
  );

  it('never throws, stays within the limit, names nobody twice, and scores from 0.6 to 1', () => {
    fc.assert(
      fc.property(anything, fc.integer({ min: 0, max: 30 }), (query, limit) => {
        for (const hits of [index.search(query, { limit }), index.suggest(query, { limit })]) {
          expect(hits.length).toBeLessThanOrEqual(Math.min(limit, 25));
          expect(new Set(ids(hits)).size).toBe(hits.length);
          for (const { score } of hits) expect(score >= 0.6 && score <= 1).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('what a spoiler hides', () => {
  const hidden = entries.flatMap((entry) => entry.forms.filter(({ spoilerFrom }) => spoilerFrom > 1).map((form) => ({ entry, form })));

  it('has something to hide', () => {
    expect(hidden.length).toBeGreaterThan(3);
  });

  it.each(hidden.map(({ entry, form }) => [form.text, entry.id, form.spoilerFrom] as const))(
    '%s is no way to %s before episode %i',
    (text, id, from) => {
      const isFit = (hits: readonly SearchHit[]) => hits.some((hit) => hit.id === id && hit.score >= FITS_FROM);
      expect(isFit(index.search(text, { spoilerCeiling: from - 1 }))).toBe(false);
      expect(isFit(index.search(text, { spoilerCeiling: from }))).toBe(true);
    },
  );

  it.each([1, 7, 12, 14])('makes no difference to anything typed up to episode %i', (spoilerCeiling) => {
    const visible = entries
      .map((entry) => ({ ...entry, forms: entry.forms.filter(({ spoilerFrom }) => spoilerFrom <= spoilerCeiling) }))
      .filter(({ forms }) => forms.length > 0);
    const without = buildSearchIndex(visible);
    for (const { form } of hidden) {
      for (let length = 1; length <= form.text.length; length++) {
        const typed = form.text.slice(0, length);
        expect(index.suggest(typed, { spoilerCeiling }), typed).toEqual(without.suggest(typed, { spoilerCeiling }));
        expect(index.search(typed, { spoilerCeiling }), typed).toEqual(without.search(typed, { spoilerCeiling }));
      }
    }
  });

  it('is hidden from all who have seen less, whatever was found in the same request for others', () => {
    const asked: readonly SearchOptions[] = [500, 1, 14, 7, 16, 1].flatMap((spoilerCeiling) => [
      { spoilerCeiling },
      { spoilerCeiling, locale: 'ko', kinds: ['person'] },
      { ceilings: { [entries[0]?.title ?? '']: spoilerCeiling }, locale: 'es-419', limit: 3 },
    ]);
    for (const typed of [...hidden.map(({ form }) => form.text), 'editora', 'yoo sn ha', 'somebody else', '간호사 박행']) {
      const typedIn = {};
      for (const options of asked) expect(index.search(typed, { ...options, typedIn }), typed).toEqual(index.search(typed, options));
    }
  });

  it('nobody who is unknown so far is suggested, whatever is typed', () => {
    const unknown = entries.filter(({ forms }) => forms.every(({ spoilerFrom }) => spoilerFrom > 12)).map(({ id }) => id);
    for (const typed of ['', ...'abcdefghijklmnopqrstuvwxyz', 'yoo', 'sun', '선', 'ㅅ', 'the patient']) {
      for (const id of ids(index.suggest(typed, { spoilerCeiling: 12 }))) expect(unknown).not.toContain(id);
    }
  });
});

describe('suggestions while typing', () => {
  const suggest = (typed: string) => ids(index.suggest(typed));

  it('begin with the main cast when nothing is typed, of the preferred title first', () => {
    expect(suggest('').slice(0, 4)).toEqual(['moon-gang-tae', 'ko-moon-young', 'moon-sang-tae', 'nam-ju-ri']);
    expect(suggest('')).toHaveLength(25);
    expect(ids(index.suggest('', { preferTitle: 'its-okay' })).slice(0, 2)).toEqual(['in-young', 'seol-ah']);
    expect(ids(index.suggest('', { kinds: ['title'] }))).toEqual(['its-okay-to-not-be-okay', 'its-okay']);
  });

  it.each([
    ['kim s', 'kim-soo-hyun', 'the beginning'],
    ['gim su', 'kim-soo-hyun', 'the beginning in another system'],
    ['soo', 'kim-soo-hyun', 'the beginning of the given name'],
    ['young', 'ko-moon-young', 'the last syllable'],
    ['김ㅅ', 'kim-soo-hyun', 'a syllable that is still being typed'],
    ['고무', 'ko-moon-young', 'a syllable whose last letter is missing'],
    ['ㅁㄱ', 'moon-gang-tae', 'first consonants'],
    ['head n', 'park-haeng-ja', 'the beginning of a role'],
    ['hospital dir', 'oh-ji-wang', 'the beginning of a later word of a role'],
    ['キム', 'kim-soo-hyun', 'the beginning in Japanese'],
    ['Kim Soo Hyum', 'kim-soo-hyun', 'a slip, when nothing begins so'],
  ])('%s may become %s: %s', (typed, id) => {
    expect(suggest(typed)).toContain(id);
  });

  it('put what is written so before what only sounds so', () => {
    expect(suggest('kim')[0]).toBe('kim-soo-hyun');
    expect(suggest('moon').slice(0, 2)).toEqual(['moon-gang-tae', 'moon-sang-tae']);
  });
});

describe('what hits mean', () => {
  const hit = (id: string, score: number, confident = false): SearchHit => ({ id, kind: 'person', title: 't', name: id, score, confident });
  it.each([
    [[], 'nobody'],
    [[hit('a', 1, true), hit('b', 0.9)], 'confident'],
    [[hit('a', 1), hit('b', 1)], 'several'],
    [[hit('a', 0.94), hit('b', 0.8)], 'near'],
    [[hit('a', 0.8), hit('b', 0.7)], 'near'],
  ] as const)('%j is %s', (hits, verdict) => {
    expect(judgeHits(hits)).toBe(verdict);
  });
});

describe('names without any pack', () => {
  it('an empty index answers nothing', () => {
    const empty = buildSearchIndex([]);
    expect(empty.search('Kim')).toEqual([]);
    expect(empty.suggest('')).toEqual([]);
  });

  it('a name that is not Korean is found by its letters', () => {
    const entry: NameEntry = {
      id: 'mia',
      kind: 'character',
      title: 'series',
      name: 'Emilia Hernandez',
      prominence: 1,
      freeLevel: 1,
      forms: [{ text: 'Emilia Hernandez', kind: 'name', spoilerFrom: 1 }],
    };
    const foreign = buildSearchIndex([entry]);
    expect(foreign.search('emilia hernandez')[0]?.confident).toBe(true);
    expect(foreign.search('Emilia Hernandes')[0]?.id).toBe('mia');
    expect(foreign.search('emilia')[0]?.id).toBe('mia');
    expect(foreign.search('Hernandez')[0]?.id).toBe('mia');
  });
});

describe('closest words', () => {
  const vocabulary = ['butterfly', 'healing', 'heart', 'hurt', 'love', 'night', 'ran'];

  it.each([
    ['healing', ['healing']],
    ['buterflys', ['butterfly']],
    ['nigt', ['night']],
    ['lvoe', ['love']],
    ['hert', ['heart']],
    ['hearts', ['heart']],
    ['rain', []],
    ['xx', []],
  ])('of %s are %j', (word, near) => {
    expect(closestWords(word, vocabulary)).toEqual(near);
  });
});
