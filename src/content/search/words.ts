/** Titles, nicknames and roles by some of their words, in any order. */
import { distance } from 'fastest-levenshtein';
import type { Shape } from './shapes.ts';

/** At least this share of the letters must lie in words that both have. */
export const LEAST_WORDS = 0.6;

export interface ByWords {
  /** Number of the shape. */
  readonly shape: number;
  /** From `LEAST_WORDS` to 1. */
  readonly share: number;
}

/** Builds a look-up of phrases by their words; names have none. */
export function buildWordLookup(shapes: readonly Shape[]): (words: readonly string[]) => readonly ByWords[] {
  const postings = new Map<string, number[]>();
  for (const [index, { words }] of shapes.entries()) {
    for (const word of new Set(words)) {
      const list = postings.get(word);
      if (list) list.push(index);
      else postings.set(word, [index]);
    }
  }
  return (words) => {
    const common = new Map<number, number>();
    for (const word of new Set(words)) {
      for (const shape of postings.get(word) ?? []) common.set(shape, (common.get(shape) ?? 0) + word.length);
    }
    const letters = countLetters(words);
    return [...common].flatMap(([shape, shared]) => {
      const share = (2 * shared) / (letters + countLetters(shapes[shape]?.words ?? []));
      return share >= LEAST_WORDS ? [{ shape, share }] : [];
    });
  };
}

function countLetters(words: readonly string[]): number {
  let count = 0;
  for (const word of new Set(words)) count += word.length;
  return count;
}

/**
 * The word itself where the vocabulary has it, else those that it is most likely a slip of, all as near: one slip from five letters on, two
 * from eight. A word of four letters may lack one, or have two that changed places: "rain" is no slip of "ran".
 */
export function closestWords(word: string, vocabulary: readonly string[]): readonly string[] {
  if (vocabulary.includes(word)) return [word];
  const most = word.length < 4 ? 0 : word.length < 8 ? 1 : 2;
  const near = vocabulary
    .filter(
      (candidate) =>
        Math.abs(candidate.length - word.length) <= most && (word.length !== 4 || candidate.length > 4 || isSwapped(word, candidate)),
    )
    .map((candidate) => ({ candidate, slips: isSwapped(word, candidate) ? 1 : distance(word, candidate) }))
    .filter(({ slips }) => slips <= most);
  const fewest = Math.min(...near.map(({ slips }) => slips));
  return near
    .filter(({ slips }) => slips === fewest)
    .map(({ candidate }) => candidate)
    .toSorted();
}

/** Whether two words differ only by two neighbouring letters that changed places: to the hand one slip, to the distance two. */
function isSwapped(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  const at = [...a].findIndex((letter, index) => letter !== b[index]);
  return at >= 0 && a.slice(0, at) + a.charAt(at + 1) + a.charAt(at) + a.slice(at + 2) === b;
}
