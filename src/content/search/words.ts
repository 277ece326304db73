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
export function buildWords(shapes: readonly Shape[]): (words: readonly string[]) => readonly ByWords[] {
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
 * For each word the words of a vocabulary that may have been meant, nearest first: itself, or else those one slip away
 * (two from eight letters on). For searches that cannot forgive slips themselves, such as FTS5.
 */
export function closestWords(words: readonly string[], vocabulary: readonly string[]): readonly (readonly string[])[] {
  const known = new Set(vocabulary);
  return words.map((word) => {
    if (known.has(word)) return [word];
    const most = word.length < 4 ? 0 : word.length < 8 ? 1 : 2;
    return vocabulary
      .filter((candidate) => Math.abs(candidate.length - word.length) <= most)
      .map((candidate) => ({ candidate, slips: isSwapped(word, candidate) ? 1 : distance(word, candidate) }))
      .filter(({ slips }) => slips <= most)
      .sort((a, b) => a.slips - b.slips || (a.candidate < b.candidate ? -1 : 1))
      .map(({ candidate }) => candidate);
  });
}

/** Whether two words differ only by two neighbouring letters that changed places: to the hand one slip, to the distance two. */
function isSwapped(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  const at = [...a].findIndex((letter, index) => letter !== b[index]);
  return at >= 0 && a.slice(0, at) + a.charAt(at + 1) + a.charAt(at) + a.slice(at + 2) === b;
}
