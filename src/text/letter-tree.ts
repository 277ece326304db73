/** Phrases by their letters, so that all that stand in a text are found in one walk from each of its places. */

export interface LetterTree<Value> {
  /** Calls `found` for every phrase that begins at this place, the shortest first, with the place after it. */
  walk(text: string, from: number, found: (to: number, values: readonly Value[]) => void): void;
  /** The values of the phrase that is these letters; none where none is. */
  get(letters: string): readonly Value[];
}

const NONE: readonly never[] = [];
const PAST_ASCII = 0x80;

/** Phrases in order: the letters of all as one text, where each begins in it, with the end of the last, and their values. */
interface Phrases<Value> {
  readonly letters: string;
  readonly starts: Uint32Array;
  readonly values: readonly (readonly Value[])[];
}

/**
 * Several phrases may have the same letters; each keeps its value. What begins alike lies side by side: a node for each place where phrases
 * part would take ten times the room.
 */
export function growLetterTree<Value>(phrases: Iterable<readonly [string, Value]>): LetterTree<Value> {
  return walkThrough(layInOrder(phrases));
}

function layInOrder<Value>(phrases: Iterable<readonly [string, Value]>): Phrases<Value> {
  const byLetters = groupValues(phrases);
  const sorted = [...byLetters.keys()].sort();
  const starts = new Uint32Array(sorted.length + 1);
  for (const [index, phrase] of sorted.entries()) starts[index + 1] = (starts[index] ?? 0) + phrase.length;
  return { letters: sorted.join(''), starts, values: sorted.map((phrase) => byLetters.get(phrase) ?? NONE) };
}

/** Apart from what puts them in order, of which its functions would keep everything. */
function walkThrough<Value>({ letters, starts, values }: Phrases<Value>): LetterTree<Value> {
  const lengthOf = (index: number): number => (starts[index + 1] ?? 0) - (starts[index] ?? 0);

  /** The first of these phrases whose letter at `depth` is `code` or comes after it; all of them are longer than that. */
  function seek(first: number, end: number, depth: number, code: number): number {
    let from = first;
    let to = end;
    while (from < to) {
      const middle = (from + to) >> 1;
      if (letters.charCodeAt((starts[middle] ?? 0) + depth) < code) from = middle + 1;
      else to = middle;
    }
    return from;
  }

  /** The first phrases whose first letter is each of ASCII or comes after it. */
  const firsts = Uint32Array.from({ length: PAST_ASCII + 1 }, (_, code) => seek(0, values.length, 0, code));

  function walk(text: string, from: number, found: (to: number, values: readonly Value[]) => void): void {
    let first = 0;
    let end = values.length;
    for (let at = from; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (at === from && code < PAST_ASCII) {
        first = firsts[code] ?? 0;
        end = firsts[code + 1] ?? 0;
      } else {
        first = seek(first, end, at - from, code);
        end = seek(first, end, at - from, code + 1);
      }
      if (first === end) return;
      if (lengthOf(first) > at - from + 1) continue;
      found(at + 1, values[first] ?? NONE);
      first += 1;
    }
  }

  return {
    walk,
    get(wanted) {
      let whole: readonly Value[] = NONE;
      walk(wanted, 0, (to, own) => {
        if (to === wanted.length) whole = own;
      });
      return whole;
    },
  };
}

/** By letters; most have one value, and those with the same share a list. */
function groupValues<Value>(phrases: Iterable<readonly [string, Value]>): ReadonlyMap<string, readonly Value[]> {
  const alone = new Map<Value, readonly Value[]>();
  const byLetters = new Map<string, readonly Value[]>();
  for (const [phrase, value] of phrases) {
    if (phrase === '') continue;
    const only = alone.get(value) ?? [value];
    alone.set(value, only);
    const before = byLetters.get(phrase);
    // What is spread keeps room for more.
    byLetters.set(phrase, before === undefined ? only : before.concat(only));
  }
  return byLetters;
}
