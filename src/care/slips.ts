/** Words of distress with a slip of the finger in them ("myslef", "siucidio"): who cannot type well just now must not be missed. */
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

const NOTHING: readonly never[] = [];

export function createSlipMender(): SlipMender {
  const known = new Set<string>();
  /** Words of signs by the letter they begin with, since that one is seldom the slip, and by how many they have. */
  const meant = new Map<string, Set<string>>();
  const listWords = (phrases: readonly string[]) => phrases.flatMap((phrase) => phrase.match(WORDS) ?? []);
  return {
    learn({ words, spellings, works, quiet, feelings, asks, phrases }) {
      const ofSigns = listWords([...Object.values(words).flat(), ...phrases.flatMap(({ say }) => say)]);
      for (const word of ofSigns) {
        const shape = `${word.charAt(0)}${word.length}`;
        meant.set(shape, (meant.get(shape) ?? new Set()).add(word));
      }
      const around = phrases.flatMap(({ not_before, not_after }) => [...not_before, ...not_after]);
      const others = [...Object.values(spellings).flat(), ...works, ...quiet, ...asks, ...Object.values(feelings).flat(), ...around];
      for (const word of [...ofSigns, ...listWords(others)]) known.add(word);
    },
    mend(folded) {
      let unknown = 0;
      return folded.replace(WORDS, (word) => {
        if (known.has(word) || unknown === MOST_UNKNOWN) return word;
        unknown += 1;
        for (const length of [word.length, word.length + 1, word.length - 1])
          for (const one of meant.get(`${word.charAt(0)}${length}`) ?? NOTHING) if (isSlip(word, one)) return one;
        return word;
      });
    },
  };
}

/** Short words are near to too many others for any slip but two letters that changed places, or one that stands twice. */
const LEAST_LETTERS = { doubled: 4, beside: 5, missing: 6 } as const;

/** Whether one slip of the finger makes the one of the other. At its end a word has its grammar: "quitarle" is no slip of "quitarme". */
function isSlip(typed: string, word: string): boolean {
  const shorter = Math.min(typed.length, word.length);
  let from = 0;
  while (from < shorter && typed[from] === word[from]) from += 1;
  let behind = 0;
  while (behind < shorter - from && typed.at(-1 - behind) === word.at(-1 - behind)) behind += 1;
  const [had = '', should = ''] = [typed, word].map((one) => one.slice(from, one.length - behind));
  if (had.length === 2 && should.length === 2) return had[0] === should[1] && had[1] === should[0];
  const one = had + should;
  if (one.length === 1 && one === word[from - 1]) return word.length >= LEAST_LETTERS.doubled;
  if (behind === 0) return false;
  if (one.length === 1) return word.length >= LEAST_LETTERS.missing;
  return one.length === 2 && word.length >= LEAST_LETTERS.beside && isBeside(had, should);
}

const KEYS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];

/** Whether two letters lie side by side on a keyboard, or one below the other. */
function isBeside(a: string, b: string): boolean {
  const [first, second] = [placeOf(a), placeOf(b)];
  return Math.abs(first.row - second.row) <= 1 && Math.abs(first.column - second.column) <= 1;
}

function placeOf(letter: string): { readonly row: number; readonly column: number } {
  const row = KEYS.findIndex((keys) => keys.includes(letter));
  return { row, column: (KEYS[row]?.indexOf(letter) ?? 0) + row / 2 };
}
