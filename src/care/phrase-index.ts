/**
 * Finds which of a thousand phrases a text may hold by the letters they begin with, so that of most no regular expression is ever made:
 * made all at once they would cost a second of work and tens of megabytes.
 */
import type { Boundaries, Compiled } from './notation.ts';

/** Phrases are filed by this many letters of their beginnings at most. */
const MOST_LETTERS = 6;

export interface IndexedPhrase {
  readonly order: number;
  /** Made when the first text asks for it. */
  readonly pattern: () => RegExp;
}

/** The phrases that may stand in a text, in the order of the list. Linear in the length of the text. */
export type PhraseIndex = (text: string) => readonly IndexedPhrase[];

const NOTHING: readonly IndexedPhrase[] = [];
const NO_LENGTHS: ReadonlySet<number> = new Set();

/** Files the phrases under the first letters that each may begin with. */
export function indexPhrases(phrases: readonly Compiled[], boundaries: Boundaries): PhraseIndex {
  const byBeginning = new Map<string, IndexedPhrase[]>();
  for (const [order, { source, beginnings }] of phrases.entries()) {
    let made: RegExp | undefined;
    const phrase: IndexedPhrase = {
      order,
      pattern: () => {
        made ??= new RegExp(source, 'g');
        return made;
      },
    };
    for (const beginning of beginnings) {
      const key = beginning.slice(0, MOST_LETTERS);
      const known = byBeginning.get(key);
      if (known === undefined) byBeginning.set(key, [phrase]);
      else if (known.at(-1) !== phrase) known.push(phrase);
    }
  }
  /** How long the beginnings are that begin with two letters, or are one: of most places in a text one look-up tells that nothing begins. */
  const lengths = new Map<string, Set<number>>();
  for (const beginning of byBeginning.keys()) {
    const first = beginning.slice(0, 2);
    lengths.set(first, (lengths.get(first) ?? new Set()).add(beginning.length));
  }
  return (text) => {
    let found: Set<IndexedPhrase> | undefined;
    const addAt = (at: number, first: string): void => {
      for (const length of lengths.get(first) ?? NO_LENGTHS) {
        for (const phrase of byBeginning.get(text.slice(at, at + length)) ?? NOTHING) found = (found ?? new Set()).add(phrase);
      }
    };
    for (let at = 0; at < text.length; at += 1) {
      const isStart = boundaries === 'none' || at === 0 || text[at - 1] === ' ';
      if (!isStart) continue;
      addAt(at, text.charAt(at));
      if (at + 1 < text.length) addAt(at, text.slice(at, at + 2));
    }
    return found === undefined ? NOTHING : [...found].sort((a, b) => a.order - b.order);
  };
}
