/**
 * How long to wait before the next try: doubled with each failure, up to a longest pause.
 *
 * @param failures In a row before this one; with none it is the first pause.
 * @returns Milliseconds.
 */
export function growPauseMs(failures: number, { firstMs, longestMs }: { readonly firstMs: number; readonly longestMs: number }): number {
  return Math.min(firstMs * 2 ** failures, longestMs);
}
