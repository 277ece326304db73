/**
 * Text somebody typed, without what not every store can keep: Postgres takes no NUL, and neither it nor a file half a pair of
 * surrogates.
 */
export function asStored(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}
