/**
 * Finds which of a thousand phrases a text may hold by the letters they begin with, so that of most no regular expression is ever made:
 * made all at once they would cost a second of work and tens of megabytes.
 */
import type { Boundaries, Compiled } from './notation.ts';

/** Phrases are filed by this many letters of their beginnings at most. */
const MOST_LETTERS = 6;

/** A phrase that may begin at a place of a text. */
export interface FoundPhrase<Means> {
  /** What it is a sign of. */
  readonly means: Means;
  /** Its place among all that were filed. */
  readonly order: number;
  /** The list it is of, by number. */
  readonly list: number;
  readonly at: number;
  /** Made when the first text asks for it. */
  readonly pattern: () => RegExp;
}

export interface PhraseIndex<Means> {
  /** Files the phrases of one more list, behind those of the lists before. */
  add(phrases: readonly MeaningPhrase<Means>[], boundaries: Boundaries): void;
  /** The phrases that may stand in a text, in the order in which they were filed. Linear in the length of the text. */
  find(text: string): readonly FoundPhrase<Means>[];
}

export interface MeaningPhrase<Means> {
  readonly means: Means;
  readonly compiled: Compiled;
}

interface IndexedPhrase<Means> extends Omit<FoundPhrase<Means>, 'at'> {
  /** Letters of its shortest match: a name that somebody typed is too short for nearly all of them. */
  readonly shortest: number;
}

interface Filed<Means> {
  readonly byBeginning: Map<string, readonly IndexedPhrase<Means>[]>;
  /**
   * How long the beginnings are that begin with two letters, or are one, a bit for each length: of most places in a text one look-up tells
   * that nothing begins.
   */
  readonly lengths: Map<number, number>;
}

const NOTHING: readonly never[] = [];

/**
 * An index of phrases by the first letters that each may begin with. All lists are in one, since a text is looked through for all of them.
 *
 * @param flag of the expressions: `y` finds a phrase where it may begin, `g` all that there are.
 */
export function createPhraseIndex<Means>(flag: 'y' | 'g'): PhraseIndex<Means> {
  const anywhere: Filed<Means> = { byBeginning: new Map(), lengths: new Map() };
  const atWords: Filed<Means> = { byBeginning: new Map(), lengths: new Map() };
  let count = 0;
  let lists = 0;

  function addAt({ byBeginning, lengths }: Filed<Means>, text: string, at: number, letters: 1 | 2, found: FoundPhrase<Means>[]): void {
    const some = lengths.get(numberOf(text, at, letters)) ?? 0;
    for (let length = 1; some >> length > 0; length += 1) {
      if (((some >> length) & 1) === 0) continue;
      for (const { means, order, list, shortest, pattern } of byBeginning.get(text.slice(at, at + length)) ?? NOTHING)
        if (at + shortest <= text.length) found.push({ means, order, list, at, pattern });
    }
  }

  return {
    add(phrases, boundaries) {
      const filed = new Map<string, Set<IndexedPhrase<Means>>>();
      for (const { means, compiled } of phrases) {
        const { source, beginnings, shortest } = compiled;
        let made: RegExp | undefined;
        const pattern = () => {
          made ??= new RegExp(source, flag);
          return made;
        };
        const phrase: IndexedPhrase<Means> = { means, order: count, list: lists, shortest, pattern };
        count += 1;
        for (const beginning of beginnings) {
          const key = beginning.slice(0, MOST_LETTERS);
          filed.set(key, (filed.get(key) ?? new Set()).add(phrase));
        }
      }
      lists += 1;
      const { byBeginning, lengths } = boundaries === 'none' ? anywhere : atWords;
      // There are thousands of beginnings, most of one phrase: as lists that were written to they would take five times the room.
      for (const [beginning, found] of filed) {
        byBeginning.set(beginning, [...(byBeginning.get(beginning) ?? NOTHING), ...found]);
        const first = numberOf(beginning, 0, beginning.length === 1 ? 1 : 2);
        lengths.set(first, (lengths.get(first) ?? 0) | (1 << beginning.length));
      }
    },
    find(text) {
      const found: FoundPhrase<Means>[] = [];
      for (let at = 0; at < text.length; at += 1) {
        const isLast = at + 1 === text.length;
        addAt(anywhere, text, at, 1, found);
        if (!isLast) addAt(anywhere, text, at, 2, found);
        if (at > 0 && text.charCodeAt(at - 1) !== SPACE) continue;
        addAt(atWords, text, at, 1, found);
        if (!isLast) addAt(atWords, text, at, 2, found);
      }
      if (found.length < 2) return found;
      found.sort((a, b) => a.order - b.order || a.at - b.at);
      // Two of its beginnings may stand at one place.
      return found.filter(({ order, at }, index) => order !== found[index - 1]?.order || at !== found[index - 1]?.at);
    },
  };
}

const SPACE = 0x20;

/** One or two letters as a number, since a text cut out for each place would cost more than the look-up. */
function numberOf(text: string, at: number, count: 1 | 2): number {
  return text.charCodeAt(at) + (count === 1 ? 0 : 0x10000 * text.charCodeAt(at + 1));
}
