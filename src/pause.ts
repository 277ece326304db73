/**
 * How long to wait before the next try: doubled with each failure, up to a longest pause.
 *
 * @param failures In a row before this one; with none it is the first pause.
 * @returns Milliseconds.
 */
export function growPauseMs(failures: number, { firstMs, longestMs }: { readonly firstMs: number; readonly longestMs: number }): number {
  return Math.min(firstMs * 2 ** failures, longestMs);
}

/**
 * The same by a list of waits, of which the last one repeats.
 *
 * @param tries So far, one at least.
 * @returns Milliseconds.
 */
export function pauseAfterTries(tries: number, pausesMs: readonly number[]): number {
  return pausesMs[Math.min(tries, pausesMs.length) - 1] ?? 0;
}
