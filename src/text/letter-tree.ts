/** Phrases by their letters, so that all that stand in a text are found in one walk from each of its places. */

interface LetterNode<Value> {
  readonly next: Map<string, LetterNode<Value>>;
  readonly values: Value[];
}

export interface LetterTree<Value> {
  /** Calls `found` for every phrase that begins at this place, the shortest first, with the place after it. */
  walk(text: string, from: number, found: (to: number, values: readonly Value[]) => void): void;
}

/** Several phrases may have the same letters; each keeps its value. */
export function growLetterTree<Value>(phrases: Iterable<readonly [string, Value]>): LetterTree<Value> {
  const grow = (): LetterNode<Value> => ({ next: new Map(), values: [] });
  const root = grow();
  for (const [phrase, value] of phrases) {
    let node = root;
    for (let at = 0; at < phrase.length; at += 1) {
      const letter = phrase.charAt(at);
      const next = node.next.get(letter) ?? grow();
      node.next.set(letter, next);
      node = next;
    }
    if (node !== root) node.values.push(value);
  }
  return {
    walk(text, from, found) {
      let node: LetterNode<Value> | undefined = root;
      for (let at = from; at < text.length; at += 1) {
        node = node.next.get(text.charAt(at));
        if (node === undefined) return;
        if (node.values.length > 0) found(at + 1, node.values);
      }
    },
  };
}
