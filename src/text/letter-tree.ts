/** Phrases by their letters, so that all that stand in a text are found in one walk from each of its places. */

/** Where phrases part, or one ends. What all that come here go on with is a text: a node for each letter would take ten times the room. */
interface LetterNode<Value> {
  readonly letters: string;
  /** Of the phrase that ends behind the letters. */
  readonly values: readonly Value[];
  /** In the order of the first of their letters, which is another for each: a map for each node would take four times the room. */
  readonly next: readonly LetterNode<Value>[];
}

export interface LetterTree<Value> {
  /** Calls `found` for every phrase that begins at this place, the shortest first, with the place after it. */
  walk(text: string, from: number, found: (to: number, values: readonly Value[]) => void): void;
}

/** Several phrases may have the same letters; each keeps its value. */
export function growLetterTree<Value>(phrases: Iterable<readonly [string, Value]>): LetterTree<Value> {
  const values = new Map<string, readonly Value[]>();
  for (const [phrase, value] of phrases) if (phrase !== '') values.set(phrase, [...(values.get(phrase) ?? []), value]);
  const root: LetterNode<Value> = { letters: '', values: [], next: branch(values, [...values.keys()].sort(), 0) };
  return {
    walk(text, from, found) {
      let node: LetterNode<Value> | undefined = root;
      let at = from;
      while (node !== undefined && text.startsWith(node.letters, at)) {
        at += node.letters.length;
        if (node.values.length > 0) found(at, node.values);
        node = at < text.length ? findNext(node.next, text.charCodeAt(at)) : undefined;
      }
    },
  };
}

function findNext<Value>(nodes: readonly LetterNode<Value>[], code: number): LetterNode<Value> | undefined {
  let from = 0;
  let to = nodes.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    const node = nodes[middle];
    const first = node?.letters.charCodeAt(0) ?? code;
    if (first === code) return node;
    if (first < code) from = middle + 1;
    else to = middle;
  }
  return undefined;
}

/** For all that have nothing: most nodes have no value or no next. */
const NONE: readonly never[] = [];

/** @param sorted phrases that are the same up to `from` and go on from there. */
function branch<Value>(
  values: ReadonlyMap<string, readonly Value[]>,
  sorted: readonly string[],
  from: number,
): readonly LetterNode<Value>[] {
  const next: LetterNode<Value>[] = [];
  for (let first = 0; first < sorted.length; ) {
    const phrase = sorted[first] ?? '';
    let end = first + 1;
    while (sorted[end]?.charAt(from) === phrase.charAt(from)) end += 1;
    const last = sorted[end - 1] ?? '';
    // In order of letters, what the first and the last share all share.
    let to = from + 1;
    while (to < phrase.length && phrase.charAt(to) === last.charAt(to)) to += 1;
    const own = phrase.length === to ? (values.get(phrase) ?? NONE) : NONE;
    const longer = sorted.slice(own.length > 0 ? first + 1 : first, end);
    next.push({ letters: phrase.slice(from, to), values: own, next: branch(values, longer, to) });
    first = end;
  }
  // A list that was written to keeps room for more.
  return next.length === 0 ? NONE : [...next];
}
