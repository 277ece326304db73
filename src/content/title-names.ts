/** Titles by their whole names, where marks tell one from another. */
import { keepFor } from '../kept.ts';
import type { Title } from '../packs/schema.ts';
import { cleanTyped } from '../text/text.ts';
import type { Content } from './types.ts';

/** The one title whose name these words are, marks and all: "It's Okay!" is the film, while "It's okay" may be either. */
export function findByWholeName(content: Pick<Content, 'titles'>, typed: string): Title | undefined {
  const wanted = keepMarks(typed);
  const called = content.titles().filter((title) => namesOf(title).has(wanted));
  return called.length === 1 ? called[0] : undefined;
}

/** A title never changes. */
const namesOf = keepFor(
  ({ name, hangul = name, scripts = {} }: Title): ReadonlySet<string> => new Set([name, hangul, ...Object.values(scripts)].map(keepMarks)),
);

function keepMarks(text: string): string {
  return cleanTyped(text).normalize('NFKC').toLowerCase().replace(/['’]/g, '');
}
