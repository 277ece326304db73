/** The names of the packs that come with Nabi, as the search gets them. */
import { listNames, type NameEntry } from '../../../src/content/names.ts';
import { readOwnPacks } from '../../support/made-once.ts';

export function readNames(): readonly NameEntry[] {
  const packs = readOwnPacks().packs.toSorted((a, b) => (a.title?.order ?? 0) - (b.title?.order ?? 0));
  return packs.flatMap(({ title, list }) => (title ? listNames(title, list('people'), list('cast')) : []));
}

/** For judging names alone: somebody from whom nothing is hidden. */
export const SEEN_ALL = { spoilerCeiling: 500 } as const;
