/** Short spellings in Latin letters, found where they stand in a word. */
import { growLetterTree } from '../../text/letter-tree.ts';

export interface Spellings {
  /** Letters of the longest that begins at this place and has at most so many; 0 where none does. */
  longest(word: string, at: number, most: number): number;
  /** How long those are that begin at this place, a bit for each length: 6 where some have one letter and some two. */
  lengths(word: string, at: number): number;
}

export function buildSpellings(spellings: Iterable<string>): Spellings {
  const all = [...spellings];
  const tree = growLetterTree(all.map((spelling) => [spelling, null] as const));
  const lengthsOfNone = all.includes('') ? 1 : 0;
  return {
    longest(word, at, most) {
      let longest = 0;
      tree.walk(word, at, (to) => {
        if (to - at <= most) longest = to - at;
      });
      return longest;
    },
    lengths(word, at) {
      let bits = lengthsOfNone;
      tree.walk(word, at, (to) => {
        bits |= 1 << (to - at);
      });
      return bits;
    },
  };
}
