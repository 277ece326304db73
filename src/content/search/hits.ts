/** Collects what a search finds: the best of every name, in order, and whether the first may be answered. */
import type { NameEntry } from '../names.ts';
import type { SearchHit, SearchOptions } from '../types.ts';
import { FITS_FROM } from './judge.ts';
import type { Level } from './shapes.ts';

export interface Ranked {
  /** Number of the entry. */
  readonly entry: number;
  readonly hit: SearchHit;
}

interface FoundEntry {
  readonly entry: number;
  score: number;
  sure: boolean;
  level: Level;
  spoilerFrom: number;
}

export interface Hits {
  readonly options: SearchOptions;
  /** Adds a hit, unless the options rule it out. `sure` says that this form alone can tell who is meant. */
  offer(entry: number, spoilerFrom: number, score: number, sure: boolean, level: Level): void;
  best(): number;
  /** Whether a whole written name or nickname was hit exactly, so that spellings need not be tried. */
  hasExact(): boolean;
  levelOf(entry: number): Level | undefined;
  atLevel(level: Level): readonly { readonly entry: number; readonly spoilerFrom: number }[];
  /** The hits of at least that score, best first, at most `limit`. */
  list(least: number, limit: number): readonly Ranked[];
}

/** The next hit must be this far behind for the first to be answered. */
const MARGIN = 0.03;
/** The most that somebody gets whose name is mistaken for the typed one. */
const OTHERS_SCORE = 0.75;

/**
 * Gathers what matches are offered, the best of each name.
 *
 * @param mistakenFor numbers of entries whose names what was typed is known to be mistaken for: never sure.
 */
export function createHits(entries: readonly NameEntry[], options: SearchOptions, mistakenFor: readonly number[] = []): Hits {
  const found = new Map<number, FoundEntry>();
  let best = 0;
  let exact = false;

  return {
    options,
    offer(index, spoilerFrom, fullScore, fullSure, level) {
      const entry = entries[index];
      if (entry === undefined || !isWanted(entry, spoilerFrom, options)) return;
      const mistaken = mistakenFor.includes(index);
      const score = mistaken ? Math.min(fullScore, OTHERS_SCORE) : fullScore;
      const sure = fullSure && !mistaken;
      if (score > best) best = score;
      if (score === 1 && level !== 'given' && level !== 'part') exact = true;
      const known = found.get(index);
      if (!known) found.set(index, { entry: index, score, sure, level, spoilerFrom });
      else if (score > known.score || (score === known.score && sure)) Object.assign(known, { score, sure, level, spoilerFrom });
    },
    best: () => best,
    hasExact: () => exact,
    levelOf: (entry) => found.get(entry)?.level,
    atLevel: (level) => [...found.values()].filter((hit) => hit.level === level),
    list(least, limit) {
      const preferred = (index: number) => (options.preferTitle !== undefined && entries[index]?.title === options.preferTitle ? 0 : 1);
      const ordered = [...found.values()]
        .filter(({ score }) => score >= least)
        .sort((a, b) => b.score - a.score || preferred(a.entry) - preferred(b.entry) || a.entry - b.entry);
      const [first, ...others] = ordered;
      const confident =
        first?.sure === true &&
        first.score >= FITS_FROM &&
        !others.some(
          ({ score, level }) => first.score - score < MARGIN || (first.level === 'given' && level === 'given' && score >= FITS_FROM),
        );
      return ordered.slice(0, Math.max(0, limit)).flatMap(({ entry: index, score }, place) => {
        const entry = entries[index];
        return entry ? [{ entry: index, hit: toHit(entry, score, confident && place === 0) }] : [];
      });
    },
  };
}

/** Whether the options allow this name and this form of it. */
export function isWanted(entry: NameEntry, spoilerFrom: number, { title, kinds, spoilerCeiling, ceilings }: SearchOptions): boolean {
  if (spoilerFrom > (spoilerCeiling ?? ceilings?.[entry.title] ?? entry.freeLevel)) return false;
  return (title === undefined || entry.title === title) && (kinds === undefined || kinds.includes(entry.kind));
}

/** An entry as the search gives it. @param score 0 to 1, kept to three digits. */
export function toHit(entry: NameEntry, score: number, confident: boolean): SearchHit {
  const { id, kind, title, name, hangul } = entry;
  return { id, kind, title, name, ...(hangul !== undefined && { hangul }), score: Math.round(score * 1000) / 1000, confident };
}
