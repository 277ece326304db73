/** Short spellings in letters from a to z, found where they stand in a word without cutting it. */

export interface Spellings {
  /** The longest that begins at this place and has at most so many letters, as a number; 0 where none does. */
  longest(word: string, at: number, most: number): number;
  /** How long those are that begin at this place, a bit for each length: 6 where some have one letter and some two. */
  lengths(word: string, at: number): number;
  /** How many letters the spelling of this number has. */
  lengthOf(spelling: number): number;
  /** What the spelling of this number stands for. */
  valueOf(spelling: number): string;
}

const LETTERS = 26;
const A = 'a'.charCodeAt(0);

/** @param values what each spelling stands for; those with other letters than a to z are not found. */
export function buildSpellings(values: ReadonlyMap<string, string>): Spellings {
  // A tree in one list: for each node and letter the node that comes next, 0 for none. A node is a spelling where it has a value.
  const next = new Array<number>(LETTERS).fill(0);
  const lengths = [0];
  const texts = [values.get('')];
  for (const [spelling, value] of values) {
    let node = 0;
    for (let at = 0; at < spelling.length; at++) {
      const place = node * LETTERS + spelling.charCodeAt(at) - A;
      const known = next[place] ?? 0;
      node = known === 0 ? lengths.length : known;
      if (known !== 0) continue;
      next[place] = node;
      next.push(...new Array<number>(LETTERS).fill(0));
      lengths.push(at + 1);
      texts.push(undefined);
    }
    texts[node] = value;
  }
  const nodes = Int16Array.from(next);
  const nodeAfter = (node: number, letter: number): number => (letter >= 0 && letter < LETTERS ? (nodes[node * LETTERS + letter] ?? 0) : 0);
  return {
    longest(word, from, most) {
      const end = Math.min(word.length, from + most);
      let found = 0;
      let node = 0;
      for (let at = from; at < end; at++) {
        node = nodeAfter(node, word.charCodeAt(at) - A);
        if (node === 0) break;
        if (texts[node] !== undefined) found = node;
      }
      return found;
    },
    lengths(word, from) {
      let bits = texts[0] === undefined ? 0 : 1;
      let node = 0;
      for (let at = from; at < word.length; at++) {
        node = nodeAfter(node, word.charCodeAt(at) - A);
        if (node === 0) break;
        if (texts[node] !== undefined) bits |= 1 << (at - from + 1);
      }
      return bits;
    },
    lengthOf: (spelling) => lengths[spelling] ?? 0,
    valueOf: (spelling) => texts[spelling] ?? '',
  };
}
