/** To whom a word of care was said a moment ago, so that a repeat is one short line. In memory only, and for ten minutes. */

/** How full a word is: `again` is a short line after one of the others. */
export type Fullness = 'full' | 'light' | 'again';
type SaidFullness = Exclude<Fullness, 'again'>;
export type SaidLately = SaidFullness | undefined;

const REMEMBERED_MS = 10 * 60_000;

export interface CareMemory {
  saidLately(userId: string, nowMs: number): SaidLately;
  note(userId: string, said: Fullness, nowMs: number): void;
}

/** What was said to whom within ten minutes, in memory alone: nothing of it is kept or logged. */
export function createCareMemory(): CareMemory {
  const said = new Map<string, { readonly fullness: SaidFullness; readonly atMs: number }>();
  return {
    saidLately(userId, nowMs) {
      const last = said.get(userId);
      return last !== undefined && nowMs - last.atMs < REMEMBERED_MS ? last.fullness : undefined;
    },
    note(userId, fullness, nowMs) {
      for (const [other, { atMs }] of said) if (nowMs - atMs >= REMEMBERED_MS) said.delete(other);
      if (fullness !== 'again') said.set(userId, { fullness, atMs: nowMs });
    },
  };
}
