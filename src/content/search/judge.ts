/** What a list of hits means for a reply. */
import type { SearchHit } from '../types.ts';

export type Verdict = 'confident' | 'several' | 'near' | 'nobody';

/** A score from which a name fits what was typed; below it is only near. */
export const FITS_FROM = 0.9;

/** confident: answer. several: names that fit equally, ask which. near: offer them. nobody: say so. */
export function judgeHits(hits: readonly SearchHit[]): Verdict {
  const [best] = hits;
  if (best === undefined) return 'nobody';
  if (best.confident) return 'confident';
  return hits.filter((hit) => hit.score >= FITS_FROM).length > 1 ? 'several' : 'near';
}
