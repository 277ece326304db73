/** What authors reach for and no file knows, with what says the same: words of other tools, of wikis, of people who read aloud. */
import { nearest } from '../text/nearest.ts';
import { LOCALES, languageOf } from './translatable.ts';

/** Asks whether the known word was meant that is near what was written; where none is, what is to be done instead. */
export function proposeNearest(written: string, known: Iterable<string>, otherwise: string): string {
  const guess = nearest(written, known);
  return guess === undefined ? otherwise : `did you mean "${guess}"?`;
}

const READING = [
  'kana',
  'furigana',
  'hiragana',
  'katakana',
  'reading',
  'yomi',
  'romaji',
  'romanization',
  'romanisation',
  'pinyin',
  'aka',
  'alias',
];

/** By the key that was written: the keys one of which has to be known there, and the remedy. */
const INSTEAD: readonly (readonly [keys: readonly string[], where: readonly string[], remedy: string])[] = [
  [READING, ['spellings'], 'write it under "spellings": the search then finds it'],
  [
    ['season', 'season_number'],
    ['aired'],
    'take it out: "number" counts through all seasons, so the first episode after a season of twelve is 13',
  ],
  [['seasons', 'number_of_seasons'], ['seasons_so_far'], 'did you mean "seasons_so_far"?'],
  [
    ['actor', 'actress', 'played_by', 'voice', 'voiced_by', 'voice_actor'],
    ['relations'],
    'write it under "roles": one "- actor: …" for each who plays or speaks the part',
  ],
  [['character', 'characters', 'role'], ['prominence'], 'write it in cast.yaml: a character names its actor under "roles"'],
  [['url', 'link', 'source_url'], ['sources'], 'list the page in sources.yaml and write its id under "sources"'],
  [['date', 'air_date', 'airdate', 'released'], ['aired'], 'did you mean "aired"?'],
  [['rating', 'ratings'], ['rating_percent'], 'did you mean "rating_percent"?'],
  [['singer', 'performer', 'by'], ['artist'], 'did you mean "artist"?'],
  [['quote', 'line'], ['tone'], 'did you mean "text"?'],
  [
    ['translation', 'translated'],
    ['tone'],
    'write it in translations/<language>.yaml; in quotes.yaml "text" is the line, "original" that of the work',
  ],
  [['original_language'], ['text_is'], 'take it out: title.yaml says once in which language the work is'],
  [
    ['director', 'writer', 'network', 'studio', 'genre', 'genres', 'streaming'],
    ['key_facts'],
    'write it under "key_facts", as an entry of this id',
  ],
  [['image', 'picture', 'photo', 'poster'], ['sources'], 'take it out: a pack holds no pictures but scene.svg'],
];

/** What to do with a key that is none, where it says which other was meant. @param allowed The keys that are known there. */
export function findInstead(key: string, allowed: readonly string[]): string | undefined {
  const folded = key.toLowerCase().replaceAll(/[\s-]+/g, '_');
  return INSTEAD.find(([keys, where]) => keys.includes(folded) && where.some((one) => allowed.includes(one)))?.[2];
}

/** A name as an id; undefined where it has no letter of an id. */
export function makeId(name: string): string | undefined {
  const id = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-/, '');
  return id.slice(0, 50).replace(/-$/, '') || undefined;
}

/** Asks whether an id was meant by a name that was written in its place; undefined where the name is in another script, or is none. */
export function proposeId(written: string): string | undefined {
  const id = /^[\p{Script=Latin}\p{M}\p{N}\s_.'’-]+$/u.test(written) ? makeId(written) : undefined;
  return id === undefined ? undefined : `did you mean "${id}"?`;
}

/** The code of a language by its name in English or its own: "Japanese", "日本語". */
export function codeOfLanguage(name: string): string | undefined {
  const wanted = name.trim().toLowerCase();
  return LOCALES.map(languageOf).find((code) =>
    [code, 'en'].some((inLanguage) => new Intl.DisplayNames(inLanguage, { type: 'language' }).of(code)?.toLowerCase() === wanted),
  );
}
