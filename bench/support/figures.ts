/** Numbers of several rounds made into one, and the table they are shown in. */

export interface Row {
  readonly what: string;
  /** The figure, in words with its unit. */
  readonly figure: string;
  /** The floor of the same run, in words; empty where there is none. */
  readonly floor?: string;
  /** What was aimed at, in words, and whether it was met; absent where nothing is promised. */
  readonly target?: { readonly words: string; readonly isMet: boolean };
}

/** A part of the bench: figures under one heading. */
export interface Part {
  readonly title: string;
  readonly rows: readonly Row[];
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** @param share From 0 to 1. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** The median of what each round alone says, since only within a round both contestants met the same machine. */
export function medianRatio(own: readonly number[], floor: readonly number[]): number {
  return median(own.map((value, round) => value / (floor[round] ?? Number.NaN)));
}

export function formatUs(us: number): string {
  return `${us.toFixed(us < 10 ? 1 : 0)} µs`;
}

export function formatMs(ms: number): string {
  return `${ms.toFixed(ms < 1 ? 3 : ms < 100 ? 2 : 0)} ms`;
}

export function formatCount(count: number): string {
  return new Intl.NumberFormat('en', { maximumFractionDigits: 0 }).format(count);
}

export function formatMb(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(0)} MB`;
}

export function atMost(value: number, limit: number, words: string): NonNullable<Row['target']> {
  return { words: `≤ ${words}`, isMet: value <= limit };
}

export function atLeast(value: number, limit: number, words: string): NonNullable<Row['target']> {
  return { words: `≥ ${words}`, isMet: value >= limit };
}

/**
 * A part as a Markdown table, which reads well in a terminal too.
 *
 * @param beside What the third column is.
 */
export function formatPart({ title, rows }: Part, beside = 'floor'): string {
  const cells = rows.map(({ what, figure, floor = '', target }) => [
    what,
    figure,
    floor,
    target === undefined ? '' : target.words,
    target === undefined ? '' : target.isMet ? 'met' : 'NOT MET',
  ]);
  const all = [['what', 'Nabi', beside, 'target', ''], ...cells];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const format = (row: readonly string[]): string => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`;
  return [`### ${title}`, '', format(all[0] ?? []), rule, ...cells.map(format), ''].join('\n');
}
