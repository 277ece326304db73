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
  /** How long the beginnings are that begin with a letter: most have all letters, so one look-up tells. */
  const lengths = new Map<string | undefined, Set<number>>();
  for (const beginning of byBeginning.keys()) lengths.set(beginning[0], (lengths.get(beginning[0]) ?? new Set()).add(beginning.length));
  return (text) => {
    const found = new Set<IndexedPhrase>();
    for (let at = 0; at < text.length; at += 1) {
      const isStart = boundaries === 'none' || at === 0 || text[at - 1] === ' ';
      if (!isStart) continue;
      for (const length of lengths.get(text[at]) ?? []) {
        for (const phrase of byBeginning.get(text.slice(at, at + length)) ?? []) found.add(phrase);
      }
    }
    return [...found].sort((a, b) => a.order - b.order);
  };
}
