/** Days of the week as people type them. ISO numbers: 1 = Monday to 7 = Sunday. */
import { keepEach } from '../kept.ts';
import { buildSpokenVocabulary, mendSlips, normalizeSpoken, type SpokenToken, type SpokenVocabulary, tokenize } from './spoken.ts';
import { listSpoken, type SpokenWords, splitList, spokenIn } from './words.ts';

export const EVERY_DAY: readonly number[] = [1, 2, 3, 4, 5, 6, 7];

export interface SpokenDays {
  /** A plain list of days, with neither a range nor an exception in it. */
  readonly isList: boolean;
  /** Ascending without repeats; null when any word is not a day. */
  readonly value: readonly number[] | null;
  /** What may be meant: the days that were understood. */
  readonly candidates: readonly (readonly number[])[];
}

type WeekdayRole = 'days' | 'until' | 'dash' | 'and' | 'except' | 'excepted' | 'around';

const DAY_COUNT = 7;
/** A Monday, so that adding n - 1 days gives ISO day n. */
const SOME_MONDAY_MS = Date.UTC(2024, 0, 1);
const DAY_MS = 24 * 60 * 60 * 1000;
/** A beginning of a name of so many letters is a day: "thurs". */
const SHORTEST_BEGINNING = 3;

/**
 * Reads "mon, wed, fri", "Mon-Fri", "weekdays", "every day but Sunday", "월~금", "月水金", "de lunes a viernes", "2ª a 6ª", "senin s/d
 * jumat". The reader's own language is tried first. All of it is understood or nothing is: half of what was said would be
 * saved as if it were the whole.
 */
export function readWeekdays(text: string, locale: string): SpokenDays {
  const typed = normalizeSpoken(text);
  const vocabularies = listVocabularies(locale);
  const candidates: (readonly number[])[] = [];
  for (const [index, vocabulary] of vocabularies.entries()) {
    const tokens = readTokens(typed, vocabulary, index === 0);
    const value = combine(tokens);
    if (value !== null) return { value, candidates: [value], isList: tokens.every(({ role }) => role === 'days' || role === 'and') };
    const known = sorted(tokens.filter(({ role }) => role === 'days').flatMap(({ value: days }) => digitsOf(days)));
    if (known.length > 0 && !candidates.some((days) => days.join() === known.join())) candidates.push(known);
  }
  // A slip is never more than asked.
  for (const [index, vocabulary] of vocabularies.entries()) {
    const mended = mendSlips(typed, vocabulary);
    const meant = mended === typed ? null : combine(readTokens(mended, vocabulary, index === 0));
    if (meant !== null) return { value: null, candidates: [meant], isList: false };
  }
  return { value: null, candidates, isList: false };
}

/** @param isOwn whether it is the reader's own language */
function readTokens(typed: string, vocabulary: SpokenVocabulary<WeekdayRole>, isOwn: boolean): readonly SpokenToken<WeekdayRole>[] {
  const read = tokenize(typed, vocabulary).map((token) => asBeginning(token, vocabulary));
  // M is Monday in English and nobody knows which day in Spanish: a letter alone is read in the reader's own language only.
  return isOwn ? read : read.map((token) => (/^[a-z]$/.test(token.text) && token.role === 'days' ? NOTHING : token));
}

/** "Monday", "월요일": the full name in a language. */
export function nameWeekday(locale: string, day: number): string {
  return formatDay(locale, day, 'long');
}

/** Single days, ranges, what is left out before ("menos domingo") or after ("일요일 빼고"). */
function combine(all: readonly SpokenToken<WeekdayRole>[]): readonly number[] | null {
  const tokens = all.filter(({ role }, index) => role !== 'around' && !(role === 'and' && all[index + 1]?.role === 'and'));
  const days = new Set<number>();
  const left = new Set<number>();
  let isLeftOut = false;
  for (let at = 0; at < tokens.length; at++) {
    const { role, value } = tokens[at] ?? NOTHING;
    const isRange = (index: number) => tokens[index]?.role === 'until' || tokens[index]?.role === 'dash';
    if (role === 'days') {
      let said = digitsOf(value);
      if (isRange(at + 1)) {
        const to = tokens[at + 2];
        // A range goes from one day to one other, and on to no third: "mon-wed-fri" may be three days or five.
        if (said.length !== 1 || to?.role !== 'days' || digitsOf(to.value).length !== 1 || isRange(at + 3)) return null;
        said = rangeOf(value, to.value);
        at += 2;
      }
      for (const day of said) (isLeftOut ? left : days).add(day);
    } else if (role === 'except') {
      if (isLeftOut) return null;
      isLeftOut = true;
    } else if (role === 'excepted') {
      if (isLeftOut || days.size === 0) return null;
      for (const day of days) left.add(day);
      days.clear();
      if (!tokens.slice(at + 1).some((token) => token.role === 'days')) for (const day of EVERY_DAY) days.add(day);
    } else if (role !== 'and') return null;
  }
  if (isLeftOut && left.size === 0) return null;
  // "No weekends": of every day.
  if (isLeftOut && days.size === 0) for (const day of EVERY_DAY) days.add(day);
  const meant = sorted([...days].filter((day) => !left.has(day)));
  return meant.length === 0 ? null : meant;
}

const NOTHING: SpokenToken<WeekdayRole> = { role: 'unknown', text: '', value: 0 };

function rangeOf(from: number, to: number): readonly number[] {
  // From Sunday to Sunday is the whole week.
  const length = from === to ? DAY_COUNT : ((to - from + DAY_COUNT) % DAY_COUNT) + 1;
  return Array.from({ length }, (_, index) => ((from - 1 + index) % DAY_COUNT) + 1);
}

/** Several days are kept as one number, 67 for the weekend. */
function digitsOf(days: number): readonly number[] {
  return [...String(days)].map(Number);
}

function sorted(days: readonly number[]): readonly number[] {
  return [...new Set(days)].sort((a, b) => a - b);
}

/** An unknown word that begins the name of exactly one day. */
function asBeginning(token: SpokenToken<WeekdayRole>, { entries, words }: SpokenVocabulary<WeekdayRole>): SpokenToken<WeekdayRole> {
  if (token.role !== 'unknown' || token.text.length < SHORTEST_BEGINNING) return token;
  const begun = (words.get(token.text.charAt(0)) ?? []).filter((word) => word.startsWith(token.text) && !word.includes(' '));
  const meant = begun.map((word) => entries.get(word) ?? NOTHING).filter(({ role, value }) => role === 'days' && value <= DAY_COUNT);
  const [day, ...others] = new Set(meant.map(({ value }) => value));
  return day === undefined || others.length > 0 ? token : { ...token, role: 'days', value: day };
}

/** One for each language, the reader's first; a language without a table is read by the names the runtime knows. */
function listVocabularies(locale: string): readonly SpokenVocabulary<WeekdayRole>[] {
  const languages = listSpoken(locale).map(({ language }) => language);
  return [...(spokenIn(locale) === undefined ? [locale] : []), ...languages].map(vocabularyOf);
}

const vocabularyOf = keepEach((language) => {
  const words = spokenIn(language);
  const groups = Object.entries(words?.groups ?? {});
  const lists: readonly (readonly [WeekdayRole, string | undefined])[] = [
    ['excepted', words?.excepted],
    ['except', words?.except],
    ['until', words?.until],
    ['and', words?.and],
    ['around', words?.aroundDays],
  ];
  return buildSpokenVocabulary<WeekdayRole>([
    ...groups.map(([days, list]) => ['days', Number(days), splitList(list)] as const),
    ...EVERY_DAY.map((day) => ['days', day, listDayNames(language, day, words)] as const),
    ...lists.map(([role, list]) => [role, 0, splitList(list)] as const),
    ['dash', 0, ['-']],
    ['and', 0, [',', ';', '/', '+', '&', '、', '・', '·', '，']],
    ['around', 0, ['.', '!', '(', ')', '"']],
  ]);
});

/** What a day is called in a language: its long and short name, and what the table has. */
export function listDayNames(language: string, day: number, words: SpokenWords | undefined): readonly string[] {
  const named = (['long', 'short'] as const).map((width) => normalizeSpoken(formatDay(language, day, width)).replace(/\.$/, ''));
  const all = [...named, ...splitList(words?.days[day - 1])];
  // "mondays", "sábados", "segundas".
  return [...all, ...all.filter((word) => /[a-z]{2}[a-rt-z]$/.test(normalizeSpoken(word))).map((word) => `${word}s`)];
}

function formatDay(locale: string, day: number, weekday: 'long' | 'short'): string {
  return new Intl.DateTimeFormat(locale, { weekday, timeZone: 'UTC' }).format(SOME_MONDAY_MS + (day - 1) * DAY_MS);
}
