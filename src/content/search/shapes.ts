/** What can be found of every name: written forms for exact hits, shapes for spellings and slips, single syllables. */
import { getChoseong } from 'es-hangul';
import type { NameEntry, NameForm } from '../names.ts';
import { buildGraph, type Slot, type SpellingGraph } from './graph.ts';
import { isFamilyName, type KoreanName, listSpellings, type NamePart, readHangulName, readLatinName } from './korean-name.ts';
import { readTyped } from './letters.ts';
import { listSameWords, normalizePhrase } from './phrases.ts';
import { joinSkeletons, skeletonOf } from './skeleton.ts';

/**
 * whole: family and given name. reversed: given name first. given: the given name alone. part: the family name or one
 * syllable. phrase: a nickname, a role, a title.
 */
export type Level = 'whole' | 'reversed' | 'given' | 'part' | 'phrase';

/** A form that is found when exactly its letters are typed. */
export interface Written {
  readonly entry: number;
  readonly level: Level;
  readonly score: number;
  /** Whether this hit alone can say who is meant. */
  readonly sure: boolean;
  readonly spoilerFrom: number;
}

/** A form that is found in every spelling, and with slips. */
export interface Shape {
  readonly entry: number;
  readonly level: Level;
  /** A wrong spelling that was printed. */
  readonly wrong: boolean;
  readonly spoilerFrom: number;
  /** Made when they are asked for, as the graph is: a name written as it is needs neither. */
  readonly skeletons: () => readonly string[];
  /** Where the form is known in Hangul. */
  readonly hangul?: string;
  /** For phrases and other scripts: the words. */
  readonly words: readonly string[];
  /** For Korean names: the family name and syllables, in the order of the shape. */
  readonly parts: readonly NamePart[];
  /** Spellings in Latin letters, of a name also of some of its parts; undefined for a form of another script. */
  readonly graph: (fromPart?: number, toPart?: number) => SpellingGraph | undefined;
}

export interface NameForms {
  readonly shapes: readonly Shape[];
  readonly written: ReadonlyMap<string, readonly Written[]>;
  /** Syllables and family names: spelling to the parts it may be, and part to who has it. */
  readonly partsBySpelling: ReadonlyMap<string, readonly string[]>;
  /** The same by all that may sound so, for kana. */
  readonly partsBySound: ReadonlyMap<string, readonly string[]>;
  readonly holders: ReadonlyMap<string, readonly Written[]>;
  /** The single words of names that are no Korean ones: "Ren" of "Tachibana Ren", 蓮 of 橘 蓮. */
  readonly singles: ReadonlyMap<string, readonly Written[]>;
  /** Who has a word in a nickname. */
  readonly entriesByWord: ReadonlyMap<string, ReadonlySet<number>>;
  /** Names of others that are mistaken for these entries. */
  readonly others: ReadonlyMap<string, readonly number[]>;
}

/** Scores of exact hits. What is less than a whole name says less; a misprint yields to a name that is really so written. */
const SCORE = { written: 1, error: 0.97, given: 0.95, family: 0.93, initials: 0.92, syllable: 0.91 } as const;

const MOST_GRAPHS = 5000;
// One for all shapes that have none.
const NONE: readonly never[] = [];

/** Reads all forms of all entries, whose order is the order among equals. */
export function listForms(entries: readonly NameEntry[]): NameForms {
  const shapes: Shape[] = [];
  const written = new Map<string, Written[]>();
  const partsBySpelling = new Map<string, string[]>();
  const partsBySound = new Map<string, string[]>();
  const holders = new Map<string, Written[]>();
  const others = new Map<string, number[]>();
  const entriesByWord = new Map<string, Set<number>>();
  const nameTokens = new Map<string, readonly NamePart[]>();
  const keep = keepSome<SpellingGraph>(MOST_GRAPHS);

  const write = (key: string, form: Written) => {
    if (key === '') return;
    const list = written.get(key);
    if (!list) written.set(key, [form]);
    else if (!list.some(({ entry, score, spoilerFrom }) => entry === form.entry && score >= form.score && spoilerFrom <= form.spoilerFrom))
      list.push(form);
  };
  const hold = (part: NamePart, form: Written) => {
    const id = part.hangul ?? part.slots.map(({ sure }) => sure.join('/')).join(' ');
    if (!holders.has(id)) {
      const spellings = listSpellings(part);
      for (const spelling of part.hangul === undefined ? spellings : [...spellings, part.hangul]) append(partsBySpelling, spelling, id);
      for (const sound of listSpellings(part, true)) append(partsBySound, sound, id);
    }
    append(holders, id, form);
  };

  /** A Korean name: itself, turned round, its given name, its initials and its single parts. */
  const addName = (entry: number, name: KoreanName, form: NameForm, lead: boolean) => {
    const base = { entry, spoilerFrom: form.spoilerFrom };
    const wrong = form.kind === 'error';
    const { family, given } = name;
    const add = (level: Level, parts: readonly NamePart[]) => {
      const number = shapes.length;
      const hangul = parts.every((part) => part.hangul !== undefined) ? parts.map((part) => part.hangul).join('') : undefined;
      shapes.push({
        ...base,
        level,
        wrong,
        skeletons: () => joinedSkeletons(parts),
        words: NONE,
        parts,
        ...(hangul !== undefined && { hangul }),
        graph: (from = 0, to = parts.length) =>
          keep(`${number} ${from} ${to}`, () => buildGraph(parts.slice(from, to).flatMap(({ slots }) => slots))),
      });
      if (hangul === undefined || wrong || level === 'reversed' || parts.length < 2) return;
      if (level === 'given') write(hangul, { ...base, level, score: SCORE.given, sure: lead });
      write(getChoseong(hangul), { ...base, level: 'given', score: SCORE.initials, sure: lead && level === 'whole' });
    };
    if (family) add('whole', [family, ...given]);
    // A misprint of the whole name says nothing about its parts.
    if (wrong) return;
    if (family) add('reversed', [...given, family]);
    if (given.length > 1) add('given', given);
    if (family) hold(family, { ...base, level: 'part', score: SCORE.family, sure: false });
    for (const part of given) hold(part, { ...base, level: 'part', score: SCORE.syllable, sure: false });
  };

  const addPhrase = (entry: number, form: NameForm, isTitle: boolean) => {
    const typed = readTyped(form.text);
    const words = normalizePhrase(typed.words);
    // What is known later must not even put a name before others.
    if (form.spoilerFrom <= (entries[entry]?.freeLevel ?? 0)) {
      for (const word of words) entriesByWord.set(word, (entriesByWord.get(word) ?? new Set()).add(entry));
    }
    write(words.join(''), {
      entry,
      level: 'phrase',
      score: form.kind === 'error' ? SCORE.error : SCORE.written,
      sure: true,
      spoilerFrom: form.spoilerFrom,
    });
    const number = shapes.length;
    const slots = () => orderTokens(form.text).flatMap((token) => slotsOfToken(token, isTitle ? undefined : nameTokens));
    shapes.push({
      entry,
      level: 'phrase',
      wrong: form.kind === 'error',
      spoilerFrom: form.spoilerFrom,
      skeletons: () => [skeletonOf(words)],
      words,
      parts: NONE,
      ...(typed.isHangul && { hangul: typed.key }),
      graph: () => (typed.latin.length === 0 ? undefined : keep(`${number} 0`, () => buildGraph(slots()))),
    });
  };

  const names = entries.map(readName);
  for (const [index, entry] of entries.entries()) {
    const name = names[index];
    const givenAlone = new Set(name?.family && joinedSkeletons(name.given));
    for (const form of entry.forms) {
      const typed = readTyped(form.text);
      if (form.kind === 'other-person') {
        append(others, typed.key, index);
        continue;
      }
      const level = levelOf(name, givenAlone, form, typed.words);
      const score = form.kind === 'error' ? SCORE.error : SCORE.written;
      write(typed.key, { entry: index, level, score, sure: true, spoilerFrom: form.spoilerFrom });
      if (name && form.kind === 'name') rememberTokens(nameTokens, typed.words, form.text, name);
      if (form.kind === 'script') {
        // キム・スヒョン: the given name is written alone too.
        const [, given] = form.text.split(/[・･]/);
        if (given !== undefined)
          write(readTyped(given).key, {
            entry: index,
            level: 'given',
            score: SCORE.given,
            sure: entry.prominence === 1,
            spoilerFrom: form.spoilerFrom,
          });
      }
    }
  }
  for (const [index, entry] of entries.entries()) {
    const name = names[index];
    const lead = entry.prominence === 1;
    const nameForm = entry.forms.find(({ kind }) => kind === 'name');
    if (name && nameForm) addName(index, name, nameForm, lead);
    const known = new Set(shapes.slice(shapes.findLastIndex((shape) => shape.entry !== index) + 1).flatMap((shape) => shape.skeletons()));
    for (const form of entry.forms) {
      if (form.kind === 'other-person' || (name && (form.kind === 'name' || form.kind === 'hangul'))) continue;
      const typed = readTyped(form.text);
      const other =
        name && (form.kind === 'spelling' || form.kind === 'error') && !known.has(skeletonOf(typed.words)) ? readSpelling(form) : undefined;
      if (other) addName(index, other, form, false);
      else if (!name || form.kind === 'nickname' || form.kind === 'script') addPhrase(index, form, entry.kind === 'title');
    }
  }
  const singles = new Map<string, Written[]>();
  for (const [index, entry] of entries.entries()) {
    if (names[index] !== undefined || entry.kind === 'title') continue;
    for (const form of entry.forms)
      for (const key of form.kind === 'name' || form.kind === 'hangul' || form.kind === 'script' || form.kind === 'spelling'
        ? listSingles(form.text)
        : [])
        append(singles, key, { entry: index, level: 'given', score: SCORE.given, sure: true, spoilerFrom: form.spoilerFrom });
  }
  return { shapes, written, singles, partsBySpelling, partsBySound, holders, entriesByWord, others };
}

/** The Korean name of a person or character; undefined for titles and for those who are only described. */
function readName(entry: NameEntry): KoreanName | undefined {
  if (entry.kind === 'title') return undefined;
  const words = readTyped(entry.name).words;
  const hasFamily = entry.name.trim().includes(' ');
  const hangul = entry.hangul === undefined ? undefined : readHangulName(readTyped(entry.hangul).key, hasFamily);
  if (hangul) return hangul;
  return hasFamily && !isFamilyName(words[0] ?? '') ? undefined : readLatinName(words, hasFamily);
}

/** A listed spelling that the name itself does not explain, such as one with a family name that others leave away. */
function readSpelling(form: NameForm): KoreanName | undefined {
  const typed = readTyped(form.text);
  if (typed.isHangul) return readHangulName(typed.key, isFamilyName(typed.key.slice(0, 1)) && typed.key.length > 2);
  return readLatinName(typed.words, form.text.includes(' ') && isFamilyName(typed.words[0] ?? ''));
}

/** A listed form that sounds like the given name alone is one: "Gang-tae", 강태. */
function levelOf(name: KoreanName | undefined, givenAlone: ReadonlySet<string>, form: NameForm, words: readonly string[]): Level {
  if (!name?.family) return name && form.kind !== 'nickname' ? 'whole' : 'phrase';
  if (givenAlone.has(skeletonOf(words))) return 'given';
  return form.kind === 'nickname' ? 'phrase' : 'whole';
}

/** What stands between the words of a name: 星野 葵, アレクシス・ティプトン. */
const BETWEEN_WORDS = /[\s・･]+/;
const MOST_WORDS = 3;
const LEAST_LATIN = 3;
const LEAST_KANA = 2;

/** The words of a name, each of which may be typed alone; none of what is a description, such as "The Ferrywoman" or "Motel clerk". */
function listSingles(text: string): readonly string[] {
  const words = text.trim().split(BETWEEN_WORDS);
  if (words.length < 2 || words.length > MOST_WORDS) return [];
  if (words.some((word) => /^\p{Ll}/u.test(word) || /^(?:the|an?|of|mr|mrs|ms|dr)\.?$/i.test(word))) return [];
  return words
    .filter((word) => word.length >= (/\p{Script=Latin}/u.test(word) ? LEAST_LATIN : /\p{Script=Han}/u.test(word) ? 1 : LEAST_KANA))
    .map((word) => readTyped(word).key)
    .filter((key) => key !== '');
}

interface NameToken {
  readonly word: string;
  readonly possessive: boolean;
  readonly capital: boolean;
}

function orderTokens(text: string): readonly NameToken[] {
  const tokens = text
    .split(/\s+/)
    .map((raw) => ({ word: readTyped(raw).latin.join(''), possessive: /['’]s$/.test(raw), capital: /^\p{Lu}/u.test(raw) }))
    .filter(({ word }) => word !== '');
  const kept = tokens.length > 1 ? tokens.filter(({ word }) => word !== 'the') : tokens;
  const of = kept.findIndex(({ word }) => word === 'of');
  return of > 0 ? [...kept.slice(of + 1), ...kept.slice(0, of)] : kept;
}

function slotsOfToken(
  { word, possessive, capital }: NameToken,
  nameTokens: ReadonlyMap<string, readonly NamePart[]> | undefined,
): readonly Slot[] {
  const parts = capital ? nameTokens?.get(word) : undefined;
  const slots = parts ? parts.flatMap((part) => part.slots) : [{ sure: listSameWords(word), loose: [] }];
  return possessive ? [...slots, { sure: ['', 's'], loose: [] }] : slots;
}

/** Keeps how the words of a shown name are spelled, so that "Ju-ri's mom" is found as "Joori's mom". */
function rememberTokens(
  tokens: Map<string, readonly NamePart[]>,
  words: readonly string[],
  text: string,
  { family, given }: KoreanName,
): void {
  const spaced = text
    .trim()
    .split(/\s+/)
    .map((word) => readTyped(word).latin.join(''));
  if (family && spaced.length > 1) tokens.set(spaced[0] ?? '', [family]);
  tokens.set(spaced.length > 1 ? spaced.slice(1).join('') : words.join(''), given);
}

/** What parts may sound like together. */
function joinedSkeletons(parts: readonly NamePart[]): readonly string[] {
  return combine(parts.map(({ skeletons }) => skeletons)).map(joinSkeletons);
}

/** One of each list, in all ways. */
function combine(lists: readonly (readonly string[])[]): string[][] {
  return lists.reduce<string[][]>((starts, list) => starts.flatMap((start) => list.map((end) => [...start, end])), [[]]);
}

function append<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** Keeps the graphs that were asked for last: all of them would be most of the memory of a large store. */
function keepSome<T>(most: number): (key: string, build: () => T) => T {
  const kept = new Map<string, { readonly value: T }>();
  return (key, build) => {
    const known = kept.get(key);
    if (known) return known.value;
    if (kept.size >= most) kept.clear();
    const value = build();
    kept.set(key, { value });
    return value;
  };
}
