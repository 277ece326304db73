/** Whether the options of a search allow a shape, asked of thousands of shapes at each search. */
import type { NameEntry } from '../names.ts';
import type { SearchOptions } from '../types.ts';
import { isWanted } from './hits.ts';
import type { Shape } from './shapes.ts';

/** By group of shapes: 1 where the options allow them, else 0. */
export type WantedShapes = Uint8Array;

export interface Filters {
  /** Shapes of which options can only allow all or none are one group: for each shape the number of its group. */
  readonly groupOf: Int32Array;
  readonly listWanted: (options: SearchOptions) => WantedShapes;
}

export function buildFilters(entries: readonly NameEntry[], shapes: readonly Shape[]): Filters {
  const groups: { readonly entry: NameEntry; readonly spoilerFrom: number }[] = [];
  const numbers = new Map<string, number>();
  const groupOf = Int32Array.from(shapes, ({ entry: index, spoilerFrom }) => {
    const entry = entries[index];
    if (entry === undefined) throw new Error(`a shape of no name, ${index}`);
    const name = JSON.stringify([entry.title, entry.kind, entry.freeLevel, spoilerFrom]);
    const number = numbers.get(name) ?? groups.push({ entry, spoilerFrom }) - 1;
    numbers.set(name, number);
    return number;
  });
  return {
    groupOf,
    listWanted: (options) => Uint8Array.from(groups, ({ entry, spoilerFrom }) => (isWanted(entry, spoilerFrom, options) ? 1 : 0)),
  };
}

/** @returns The same text for options that allow the same names. */
export function buildDescription(entries: readonly NameEntry[]): (options: SearchOptions) => string {
  /** By title the episodes from which on some name of it is known. */
  const levels = new Map<string, Set<number>>();
  for (const { title, forms } of entries) {
    const known = levels.get(title) ?? new Set([0]);
    for (const { spoilerFrom } of forms) known.add(spoilerFrom);
    levels.set(title, known);
  }
  return ({ title, kinds, spoilerCeiling, ceilings }) => {
    let described = `${title ?? ''} ${kinds?.join() ?? ''}`;
    for (const [titleId, known] of levels) {
      const ceiling = spoilerCeiling ?? ceilings?.[titleId];
      described += ceiling === undefined ? ' free' : ` ${countOpen(known, ceiling)}`;
    }
    return described;
  };
}

function countOpen(levels: ReadonlySet<number>, ceiling: number): number {
  let open = 0;
  for (const level of levels) if (level <= ceiling) open += 1;
  return open;
}
