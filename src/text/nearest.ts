/** The word somebody meant who made a slip. */
import { distance } from 'fastest-levenshtein';

/** The known word that `word` is most likely a misspelling of; undefined when none is close. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(2, Math.floor(word.length / 4)) + 1;
  for (const candidate of known) {
    const edits = distance(word.toLowerCase(), candidate.toLowerCase());
    // A short word is all edits away from any other: "no" is no misspelling of "id", nor "warm" of "firm".
    const isShort = edits > 1 && word.length < 6 && word[0]?.toLowerCase() !== candidate[0]?.toLowerCase();
    if (edits < bestDistance && edits <= Math.max(word.length, candidate.length) / 2 && !isShort) {
      best = candidate;
      bestDistance = edits;
    }
  }
  return best;
}
