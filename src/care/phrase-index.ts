/** Finds which of thousands of phrases a text may hold by the letters they begin with, so that most are never looked for. */
import { growLetterTree } from '../text/letter-tree.ts';
import { type Boundaries, type Compiled, letterBit } from './notation.ts';
import { isWordStart } from './pattern.ts';

/** Phrases are filed by this many letters of their beginnings at most. */
const MOST_LETTERS = 6;

/** A phrase that may begin at a place of a text. */
export interface FoundPhrase<Means> {
  readonly phrase: IndexedPhrase<Means>;
  readonly at: number;
}

export interface PhraseIndex<Means> {
  /** The phrases that may stand in a text, in the order in which they were filed. Linear in the length of the text. */
  find(text: string): readonly FoundPhrase<Means>[];
}

export interface PhraseList<Means> {
  readonly boundaries: Boundaries;
  readonly phrases: readonly { readonly means: Means; readonly compiled: Compiled }[];
}

interface IndexedPhrase<Means> extends Pick<Compiled, 'next' | 'shortest' | 'matcher'> {
  /** What it is a sign of. */
  readonly means: Means;
  /** Its place among all that were filed. */
  readonly order: number;
  /** The list it is of, by number. */
  readonly list: number;
}

/** An index of phrases by the first letters that each may begin with. All lists are in one, since a text is looked through for all of them. */
export function createPhraseIndex<Means>(lists: readonly PhraseList<Means>[]): PhraseIndex<Means> {
  const anywhere: [beginning: string, phrase: IndexedPhrase<Means>][] = [];
  const atWords: typeof anywhere = [];
  let order = 0;
  for (const [list, { boundaries, phrases }] of lists.entries()) {
    const filed = boundaries === 'none' ? anywhere : atWords;
    for (const { means, compiled } of phrases) {
      const { beginnings, shortest, matcher } = compiled;
      let { next } = compiled;
      for (const beginning of beginnings) if (beginning.length > MOST_LETTERS) next |= letterBit(beginning, MOST_LETTERS);
      const phrase: IndexedPhrase<Means> = { means, order, list, next, shortest, matcher };
      order += 1;
      for (const beginning of new Set(beginnings.map((one) => one.slice(0, MOST_LETTERS)))) filed.push([beginning, phrase]);
    }
  }
  const [everywhere, words] = [growLetterTree(anywhere), growLetterTree(atWords)];
  return {
    find(text) {
      const found: FoundPhrase<Means>[] = [];
      let place = 0;
      const note = (to: number, phrases: readonly IndexedPhrase<Means>[]): void => {
        const bit = letterBit(text, to);
        // A name that somebody typed is too short for nearly all of them, and goes on otherwise.
        for (const phrase of phrases)
          if (place + phrase.shortest <= text.length && (phrase.next & bit) !== 0) found.push({ phrase, at: place });
      };
      for (; place < text.length; place += 1) {
        everywhere.walk(text, place, note);
        if (isWordStart(text, place)) words.walk(text, place, note);
      }
      if (found.length < 2) return found;
      found.sort((a, b) => a.phrase.order - b.phrase.order || a.at - b.at);
      // Two of its beginnings may stand at one place.
      return found.filter(({ phrase, at }, index) => phrase !== found[index - 1]?.phrase || at !== found[index - 1]?.at);
    },
  };
}
