/** The languages times, days and zones are read in. */
import { en } from './en.ts';
import { es } from './es.ts';
import { id } from './id.ts';
import { ja } from './ja.ts';
import { ko } from './ko.ts';
import { pt } from './pt.ts';
import type { SpokenWords } from './types.ts';

const ALL: readonly SpokenWords[] = [en, ko, ja, es, pt, id];

/** The words of a locale's own language; undefined where there is no table of them. */
export function spokenIn(locale: string): SpokenWords | undefined {
  return ALL.find(({ language }) => language === locale.split('-')[0]);
}

/** All of them, the one of a locale first: what two languages would read differently is read as the reader's own does. */
export function listSpoken(locale: string): readonly SpokenWords[] {
  const own = spokenIn(locale);
  return own === undefined ? ALL : [own, ...ALL.filter((words) => words !== own)];
}

/** The words of a list as the tables write them; none where a language has no such list. */
export function splitList(list: string | undefined): readonly string[] {
  return list?.split('|') ?? [];
}

export type { SpokenWords } from './types.ts';
