/** Finds, among many skeletons, the few that are nearest to a typed one: by shared pairs of sounds, then by edits. */
import { distance } from 'fastest-levenshtein';
import type { WantedShapes } from './filters.ts';

export interface Candidates {
  /**
   * Numbers of the likeliest shapes, best first, at most `limit`. Shapes that are not wanted are passed over from the
   * start: what a spoiler hides must not even take the place of something else.
   */
  propose(skeleton: string, limit: number, wanted: WantedShapes): readonly number[];
}

interface SkeletonRow {
  readonly skeleton: string;
  readonly shape: number;
}

/** Share of the pairs that must be common, and how many skeletons with the largest share are measured by edits. */
const LEAST_SHARE = 0.2;
const MOST_MEASURED = 64;
/** Two slips change at most so many sounds. */
const MOST_EDITS = 4;
/** Where something is much nearer, or little is near at all, few of the far ones are worth a close look. */
const MOST_BEHIND = 2;
const FAR_EDITS = 3;
const MOST_FAR = 10;
const STEPS = 64;
/** Keeps a search in a store of a hundred thousand names within milliseconds. */
const MOST_TOUCHED = 20_000;
const ENOUGH_TOUCHED = 500;

/** Which rows are worth measuring against what was typed, by the pairs of sounds they share with it. */
export function buildCandidates(rows: readonly SkeletonRow[], groupOfShape: Int32Array): Candidates {
  const lists = new Map<number, number[]>();
  const sizes = new Int32Array(rows.length);
  for (const [index, { skeleton }] of rows.entries()) {
    const pairs = listPairs(skeleton);
    sizes[index] = pairs.length;
    for (const pair of pairs) {
      const list = lists.get(pair);
      if (list) list.push(index);
      else lists.set(pair, [index]);
    }
  }
  const postings = new Map([...lists].map(([pair, list]) => [pair, Int32Array.from(list)] as const));
  const groups = Int32Array.from(rows, ({ shape }) => groupOfShape[shape] ?? 0);
  // Kept between calls and left empty by each: a search is synchronous.
  const counts = new Int32Array(rows.length);
  const touched = new Int32Array(rows.length);
  const steps = new Int32Array(rows.length);
  const perStep = new Int32Array(STEPS + 1);

  /** Notes the wanted rows that share one of the pairs, and how many each shares. */
  function touch(known: readonly Int32Array[], wanted: WantedShapes): { readonly found: number; readonly passedOver: number } {
    let found = 0;
    let passedOver = 0;
    for (const list of known) {
      const most = found > ENOUGH_TOUCHED ? MOST_TOUCHED - found : Number.POSITIVE_INFINITY;
      if (list.length > most) {
        passedOver += 1;
        continue;
      }
      for (let at = 0; at < list.length; at++) {
        const row = list[at] ?? 0;
        const count = counts[row] ?? 0;
        if (count === 0) {
          if (wanted[groups[row] ?? 0] === 0) continue;
          touched[found++] = row;
        }
        counts[row] = count + 1;
      }
    }
    return { found, passedOver };
  }

  /** How near each touched row is, in steps. @returns the lowest step of the nearest, which are about `MOST_MEASURED` rows. */
  function findLowest(found: number, size: number): number {
    perStep.fill(0);
    for (let at = 0; at < found; at++) {
      const row = touched[at] ?? 0;
      const step = Math.floor((2 * STEPS * (counts[row] ?? 0)) / (size + (sizes[row] ?? 0)));
      steps[at] = step;
      perStep[step] = (perStep[step] ?? 0) + 1;
    }
    let lowest = STEPS;
    for (let sum = perStep[STEPS] ?? 0; lowest > LEAST_SHARE * STEPS && sum < MOST_MEASURED; sum += perStep[lowest] ?? 0) lowest--;
    return lowest;
  }

  return {
    propose(skeleton, limit, wanted) {
      const pairs = listPairs(skeleton);
      // The rarest pairs say most; when they have led to enough rows, the common ones are left away.
      const known = pairs.flatMap((pair) => postings.get(pair) ?? []).sort((a, b) => a.length - b.length);
      const { found, passedOver } = touch(known, wanted);
      const lowest = findLowest(found, pairs.length);

      const measured: { readonly shape: number; readonly edits: number; readonly step: number }[] = [];
      for (let at = 0; at < found; at++) {
        const index = touched[at] ?? 0;
        const step = steps[at] ?? 0;
        const count = counts[index] ?? 0;
        counts[index] = 0;
        // An edit changes two pairs at most: with fewer in common no few edits lead from one to the other.
        if (step < lowest || Math.max(pairs.length, sizes[index] ?? 0) - count - passedOver > 2 * MOST_EDITS) continue;
        const row = rows[index];
        if (row === undefined || Math.abs(row.skeleton.length - skeleton.length) > MOST_EDITS) continue;
        if (measured.length === MOST_MEASURED * 2) continue;
        const edits = distance(skeleton, row.skeleton);
        if (edits <= MOST_EDITS) measured.push({ shape: row.shape, edits, step });
      }
      if (measured.length > 1) measured.sort((a, b) => a.edits - b.edits || b.step - a.step);
      const proposed: number[] = [];
      let most = MOST_EDITS;
      let far = 0;
      for (const { shape, edits } of measured) {
        if (proposed.length === 0) most = edits + MOST_BEHIND;
        if (proposed.length === limit || edits > most) break;
        if (edits >= FAR_EDITS && ++far > MOST_FAR) break;
        if (!proposed.includes(shape)) proposed.push(shape);
      }
      return proposed;
    },
  };
}

/** Neighbouring sounds as numbers, with the beginning and the end marked; each pair once. */
function listPairs(skeleton: string): number[] {
  const pairs: number[] = [];
  let before = BEGINNING;
  for (let at = 0; at <= skeleton.length; at++) {
    const sound = at < skeleton.length ? skeleton.charCodeAt(at) : END;
    const pair = before * 0x10000 + sound;
    if (!pairs.includes(pair)) pairs.push(pair);
    before = sound;
  }
  return pairs;
}

/** No letters. */
const BEGINNING = 1;
const END = 2;
