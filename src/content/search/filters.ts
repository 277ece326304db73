/** Whether the options of a search allow a shape, asked of thousands of shapes at each search. */
import type { NameEntry } from '../names.ts';
import type { SearchOptions } from '../types.ts';
import { isWanted } from './hits.ts';
import type { Shape } from './shapes.ts';

/** Shapes of which options can only allow all or none are one group, and a group is looked at once in a search. */
export function buildFilters(
  entries: readonly NameEntry[],
  shapes: readonly Shape[],
): (options: SearchOptions) => (shape: number) => boolean {
  const groups: { readonly entry: NameEntry; readonly spoilerFrom: number }[] = [];
  const numbers = new Map<string, number>();
  const groupOf = Int32Array.from(shapes, ({ entry: index, spoilerFrom }) => {
    const entry = entries[index];
    if (entry === undefined) return NO_GROUP;
    const name = JSON.stringify([entry.title, entry.kind, entry.freeLevel, spoilerFrom]);
    const number = numbers.get(name) ?? groups.push({ entry, spoilerFrom }) - 1;
    numbers.set(name, number);
    return number;
  });
  return (options) => {
    const verdicts = new Int8Array(groups.length);
    return (shape) => {
      const number = groupOf[shape] ?? NO_GROUP;
      if (verdicts[number] === 0) {
        const group = groups[number];
        verdicts[number] = group !== undefined && isWanted(group.entry, group.spoilerFrom, options) ? WANTED : UNWANTED;
      }
      return verdicts[number] === WANTED;
    };
  };
}

const NO_GROUP = -1;
const WANTED = 1;
const UNWANTED = 2;
