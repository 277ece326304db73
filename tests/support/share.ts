/** `npm test` goes a part of the longest ways, each asker another one, so that together they are everywhere; `npm run proofs` goes them whole. */
export const isWhole = process.env.WHOLE_WAYS === '1';

/** Of `parts` shares of a list that which is this one's turn; the whole list in `npm run proofs`. */
export function shareOf<Item>(items: readonly Item[], turn: number, parts: number): readonly Item[] {
  return isWhole ? items : items.filter((_, index) => index % parts === turn % parts);
}
