/** What came before, for as long as it may come again: by its signature or its id. */

/**
 * @param keptMs So long a name is remembered, and at most twice as long: the older half goes at once.
 * @param now Milliseconds since the epoch.
 * @returns Whether the name is new; it is not from then on.
 */
export function createUsed(keptMs: number, now: () => number): (name: string) => boolean {
  let recent = new Set<string>();
  let before = recent;
  let beganMs = now();
  return (name) => {
    const ageMs = now() - beganMs;
    if (ageMs >= keptMs || ageMs < 0) {
      // What came in the last `keptMs` is in the younger half, whichever way a clock was set.
      [before, recent] = [recent, new Set()];
      beganMs = now();
    }
    if (before !== recent && before.has(name)) return false;
    // Of thousands of names none is at hand: a look into a set costs more than all the rest here.
    const { size } = recent;
    return recent.add(name).size > size;
  };
}
