/** The place in a list sorted by its keys from which on none is before `start`. */
export function firstFrom<Item>(sorted: readonly Item[], keyOf: (item: Item) => string, start: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = sorted[middle];
    if (item !== undefined && keyOf(item) < start) low = middle + 1;
    else high = middle;
  }
  return low;
}
