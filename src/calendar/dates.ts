/** A date as people write it: in figures in the order of their language, with the name of a month, or from today: "tomorrow". */
import type { Understood } from './spoken.ts';
import { readRelativeDate } from './spoken-dates.ts';

/** "2026-12-24"; of several that may be meant the nearest first. */
export interface SpokenDate extends Understood {
  /** Said from today, so that what was understood is worth showing. */
  readonly isRelative: boolean;
}

const ISO = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\.?$/;
const EASTERN = /^(?:(\d{4}) ?[年년] ?)?(\d{1,2}) ?[月월] ?(\d{1,2}) ?[日일]$/;
const FIGURES = /^(\d{1,2})([-/.])(\d{1,2})(?:[-/.](\d{4})|\.)?$/;
const WORDS = /^(?:(\d{1,2})\.?(?: de)? (\p{L}+)\.?|(\p{L}+)\.? (\d{1,2})),?(?:(?: de)? (\d{4}))?$/u;
const MONTHS_PER_YEAR = 12;
/** A short name of a month, such as "dic". */
const SHORTEST_MONTH = 3;

/**
 * "2026-12-24" for "2026-12-24", "24.12.2026", "24 de diciembre", "Dec 24", "12월 24일", "tomorrow", "next Monday", 3日後; where no year is
 * said, the next such date.
 *
 * @param today The local date of whoever reads it.
 */
export function readDate(typed: string, locale: string, today: string): SpokenDate {
  const written = readWritten(typed, locale, today);
  if (written !== null) return { value: written, candidates: [written], isRelative: false };
  const candidates = readRelativeDate(typed, locale, today);
  const [only, ...others] = candidates;
  return { value: only !== undefined && others.length === 0 ? only : null, candidates, isRelative: true };
}

function readWritten(typed: string, locale: string, today: string): string | null {
  const text = typed.normalize('NFKC').trim().replaceAll(/\s+/g, ' ').toLowerCase();
  const read = readParts(text, locale);
  if (read === null) return null;
  const { year, month, day } = read;
  if (year !== undefined) return toDate(year, month, day);
  const thisYear = Number(today.slice(0, 4));
  // 29 February comes again within eight years.
  const next = Array.from({ length: 9 }, (_, ahead) => toDate(thisYear + ahead, month, day));
  return next.find((date) => date !== null && date >= today) ?? null;
}

interface DateParts {
  readonly year: number | undefined;
  readonly month: number;
  readonly day: number;
}

function readParts(text: string, locale: string): DateParts | null {
  const [, year, month, day] = ISO.exec(text) ?? EASTERN.exec(text) ?? [];
  if (month !== undefined) return { year: year === undefined ? undefined : Number(year), month: Number(month), day: Number(day) };
  const figures = FIGURES.exec(text);
  if (figures !== null) {
    const [, first, sign, second, ofYear] = figures;
    const monthFirst = sign !== '.' && putsMonthFirst(locale);
    const inOrder = monthFirst ? { month: Number(first), day: Number(second) } : { month: Number(second), day: Number(first) };
    return { year: ofYear === undefined ? undefined : Number(ofYear), ...inOrder };
  }
  const words = WORDS.exec(text);
  if (words === null) return null;
  const [, dayFirst, nameAfter, nameBefore, dayLast, ofYear] = words;
  const found = findMonth(nameAfter ?? nameBefore ?? '', locale);
  if (found === null) return null;
  return { year: ofYear === undefined ? undefined : Number(ofYear), month: found, day: Number(dayFirst ?? dayLast) };
}

function putsMonthFirst(locale: string): boolean {
  const parts = new Intl.DateTimeFormat(locale, { month: 'numeric', day: 'numeric' }).formatToParts(0).map(({ type }) => type);
  return parts.indexOf('month') < parts.indexOf('day');
}

/** By its name in the language or in English, or the beginning of it. */
function findMonth(name: string, locale: string): number | null {
  if (name.length < SHORTEST_MONTH) return null;
  for (const language of [locale, 'en']) {
    const names = new Intl.DateTimeFormat(language, { month: 'long', timeZone: 'UTC' });
    for (let month = 1; month <= MONTHS_PER_YEAR; month += 1) {
      if (
        names
          .format(Date.UTC(2000, month - 1, 1))
          .toLowerCase()
          .startsWith(name)
      )
        return month;
    }
  }
  return null;
}

function toDate(year: number, month: number, day: number): string | null {
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' }).toString();
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
