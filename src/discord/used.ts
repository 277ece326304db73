/** What came before, for as long as it may come again: by its signature or its id. */

/**
 * @param keptMs So long a name is remembered.
 * @param now Milliseconds since the epoch.
 * @returns Whether the name is new; it is not from then on.
 */
export function createUsed(keptMs: number, now: () => number): (name: string) => boolean {
  /** Oldest first. */
  const untilMs = new Map<string, number>();
  return (name) => {
    const nowMs = now();
    for (const [old, overMs] of untilMs) {
      if (overMs >= nowMs) break;
      untilMs.delete(old);
    }
    if (untilMs.has(name)) return false;
    untilMs.set(name, nowMs + keptMs);
    return true;
  };
}
