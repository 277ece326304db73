/**
 * Finds which of a thousand phrases a text may hold by the letters they begin with, so that of most no regular expression is ever made:
 * made all at once they would cost a second of work and tens of megabytes.
 */
import type { Boundaries, Compiled } from './notation.ts';

/** Phrases are filed by this many letters of their beginnings at most. */
const MOST_LETTERS = 6;

export interface IndexedPhrase<Means> {
  /** What it is a sign of. */
  readonly means: Means;
  /** Its place among the phrases of all lists. */
  readonly order: number;
  /** The place of the list it is from. */
  readonly list: number;
  /** Letters of its shortest match: a name that somebody typed is too short for nearly all of them. */
  readonly shortest: number;
  /** Made when the first text asks for it. */
  readonly pattern: () => RegExp;
}

export interface PhraseIndex<Means> {
  /** The next list; its phrases come after those of the lists before. */
  add(phrases: readonly { readonly means: Means; readonly compiled: Compiled }[], boundaries: Boundaries): void;
  /** The phrases that may stand in a text, in their order. Linear in the length of the text. */
  find(text: string): readonly IndexedPhrase<Means>[];
}

const NOTHING: readonly never[] = [];

/** Phrases of several lists, so that a text is gone through once for all of them. */
export function createPhraseIndex<Means>(): PhraseIndex<Means> {
  const anywhere = createFile<Means>();
  const atStarts = createFile<Means>();
  let order = 0;
  let list = 0;
  return {
    add(phrases, boundaries) {
      const filed = phrases.map(({ means, compiled: { source, beginnings, shortest } }) => {
        let made: RegExp | undefined;
        const pattern = () => {
          made ??= new RegExp(source, 'g');
          return made;
        };
        order += 1;
        return { beginnings, phrase: { means, order, list, shortest, pattern } };
      });
      (boundaries === 'none' ? anywhere : atStarts).add(filed);
      list += 1;
    },
    find(text) {
      let found: Set<IndexedPhrase<Means>> | undefined;
      for (let at = 0; at < text.length; at += 1) {
        found = anywhere.findAt(text, at, found);
        if (at === 0 || text.charCodeAt(at - 1) === SPACE) found = atStarts.findAt(text, at, found);
      }
      return found === undefined ? NOTHING : [...found].sort((a, b) => a.order - b.order);
    },
  };
}

const SPACE = 0x20;

interface Filed<Means> {
  /** What the phrase may begin with. */
  readonly beginnings: readonly string[];
  readonly phrase: IndexedPhrase<Means>;
}

/** Phrases under the first letters that each may begin with. */
function createFile<Means>() {
  const byBeginning = new Map<string, readonly IndexedPhrase<Means>[]>();
  /** Of each letter that something begins with, and of each two: how long such beginnings are, a bit for each length. */
  const lengths = new Map<number, number>();
  const note = (letters: number, length: number): void => {
    lengths.set(letters, (lengths.get(letters) ?? 0) | (1 << length));
  };
  type Found = Set<IndexedPhrase<Means>> | undefined;
  const addAt = (text: string, at: number, some: number, found: Found): Found => {
    let more = found;
    for (let length = 1; some >> length > 0 && at + length <= text.length; length += 1) {
      if (((some >> length) & 1) === 0) continue;
      for (const phrase of byBeginning.get(text.slice(at, at + length)) ?? NOTHING)
        if (at + phrase.shortest <= text.length) more = (more ?? new Set()).add(phrase);
    }
    return more;
  };
  return {
    add(all: readonly Filed<Means>[]): void {
      const filed = new Map<string, Set<IndexedPhrase<Means>>>();
      for (const { beginnings, phrase } of all) {
        for (const beginning of beginnings) {
          const key = beginning.slice(0, MOST_LETTERS);
          filed.set(key, (filed.get(key) ?? new Set()).add(phrase));
        }
      }
      // There are thousands of beginnings, most of one phrase: as lists that were written to they would take five times the room.
      for (const [beginning, found] of filed) {
        byBeginning.set(beginning, [...(byBeginning.get(beginning) ?? NOTHING), ...found]);
        note(beginning.charCodeAt(0), Math.min(beginning.length, 2));
        if (beginning.length > 1) note(pairAt(beginning, 0), beginning.length);
      }
    },
    /** Of most places in a text one look-up tells that nothing begins. */
    findAt(text: string, at: number, found: Found): Found {
      const first = lengths.get(text.charCodeAt(at));
      if (first === undefined) return found;
      const some = (first & ONE_LETTER) | (at + 1 < text.length ? (lengths.get(pairAt(text, at)) ?? 0) : 0);
      return some === 0 ? found : addAt(text, at, some, found);
    },
  };
}

const ONE_LETTER = 1 << 1;

/** Two letters as a number, since a text cut out for each place would cost more than the look-up. */
function pairAt(text: string, at: number): number {
  return text.charCodeAt(at) + 0x10000 * text.charCodeAt(at + 1);
}
