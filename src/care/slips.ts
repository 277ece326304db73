/** Words of distress with a slip of the finger in them ("myslef", "siucidio"): who cannot type well just now must not be missed. */
import { createSlipTable } from '../text/slip.ts';
import type { CareList } from './schema.ts';

export interface SlipMender {
  /** Learns the words of one more list. */
  learn(list: CareList): void;
  /** The text with each word that no list knows as the word of a sign that it is a slip of; the very text where there is none. */
  mend(folded: string): string;
}

/** More of them are no message that somebody typed. */
const MOST_UNKNOWN = 40;
/** Of Latin letters; those of a set's name, and beginnings ("suicid*"), are no words. */
const WORDS = /(?<![\p{L}\p{N}<])[a-z]{3,24}(?![\p{L}\p{N}>*])/gu;

export function createSlipMender(): SlipMender {
  const known = new Set<string>();
  const ofSigns = createSlipTable();
  const listWords = (phrases: readonly string[]) => phrases.flatMap((phrase) => phrase.match(WORDS) ?? []);
  return {
    learn({ words, spellings, works, quiet, losses, feelings, asks, phrases }) {
      const said = listWords([...Object.values(words).flat(), ...phrases.flatMap(({ say }) => say)]);
      for (const word of said) ofSigns.add(word);
      const around = phrases.flatMap(({ not_before, not_after }) => [...not_before, ...not_after]);
      const others = [
        ...Object.values(spellings).flat(),
        ...works,
        ...quiet,
        ...losses,
        ...asks,
        ...Object.values(feelings).flat(),
        ...around,
      ];
      for (const word of [...said, ...listWords(others)]) known.add(word);
    },
    mend(folded) {
      let unknown = 0;
      return folded.replace(WORDS, (word) => {
        if (known.has(word) || unknown === MOST_UNKNOWN) return word;
        unknown += 1;
        return ofSigns.find(word) ?? word;
      });
    },
  };
}
