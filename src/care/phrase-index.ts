/**
 * Finds which of a thousand phrases a text may hold by the letters they begin with, so that of most no regular expression is ever made:
 * made all at once they would cost a second of work and tens of megabytes.
 */
import type { Boundaries, Compiled } from './notation.ts';

/** Phrases are filed by this many letters of their beginnings at most. */
const MOST_LETTERS = 6;

export interface IndexedPhrase {
  readonly order: number;
  /** Letters of its shortest match: a name that somebody typed is too short for nearly all of them. */
  readonly shortest: number;
  /** Made when the first text asks for it. */
  readonly pattern: () => RegExp;
}

/** The phrases that may stand in a text, in the order of the list. Linear in the length of the text. */
export type PhraseIndex = (text: string) => readonly IndexedPhrase[];

const NOTHING: readonly IndexedPhrase[] = [];

/** Files the phrases under the first letters that each may begin with. */
export function indexPhrases(phrases: readonly Compiled[], boundaries: Boundaries): PhraseIndex {
  const filed = new Map<string, Set<IndexedPhrase>>();
  for (const [order, { source, beginnings, shortest }] of phrases.entries()) {
    let made: RegExp | undefined;
    const phrase: IndexedPhrase = {
      order,
      shortest,
      pattern: () => {
        made ??= new RegExp(source, 'g');
        return made;
      },
    };
    for (const beginning of beginnings) {
      const key = beginning.slice(0, MOST_LETTERS);
      filed.set(key, (filed.get(key) ?? new Set()).add(phrase));
    }
  }
  // There are thousands of beginnings, most of one phrase: as lists that were written to they would take five times the room.
  const byBeginning = new Map<string, readonly IndexedPhrase[]>();
  for (const [beginning, found] of filed) byBeginning.set(beginning, [...found]);
  /**
   * How long the beginnings are that begin with two letters, or are one, a bit for each length: of most places in a text one look-up tells
   * that nothing begins.
   */
  const lengths = new Map<number, number>();
  for (const beginning of byBeginning.keys()) {
    const first = numberOf(beginning, 0, beginning.length === 1 ? 1 : 2);
    lengths.set(first, (lengths.get(first) ?? 0) | (1 << beginning.length));
  }
  return (text) => {
    let found: Set<IndexedPhrase> | undefined;
    const addAt = (at: number, count: 1 | 2): void => {
      const some = lengths.get(numberOf(text, at, count)) ?? 0;
      for (let length = 1; some >> length > 0; length += 1) {
        if (((some >> length) & 1) === 0) continue;
        for (const phrase of byBeginning.get(text.slice(at, at + length)) ?? NOTHING)
          if (at + phrase.shortest <= text.length) found = (found ?? new Set()).add(phrase);
      }
    };
    for (let at = 0; at < text.length; at += 1) {
      const isStart = boundaries === 'none' || at === 0 || text[at - 1] === ' ';
      if (!isStart) continue;
      addAt(at, 1);
      if (at + 1 < text.length) addAt(at, 2);
    }
    return found === undefined ? NOTHING : [...found].sort((a, b) => a.order - b.order);
  };
}

/** One or two letters as a number, since a text cut out for each place would cost more than the look-up. */
function numberOf(text: string, at: number, count: 1 | 2): number {
  return text.charCodeAt(at) + (count === 1 ? 0 : 0x10000 * text.charCodeAt(at + 1));
}
