/** Days of the week as people type them. ISO numbers: 1 = Monday to 7 = Sunday. */
import { foldAccents } from '../text/text.ts';

export const EVERY_DAY: readonly number[] = [1, 2, 3, 4, 5, 6, 7];

const DAY_COUNT = 7;
/** A Monday, so that adding n - 1 days gives ISO day n. */
const SOME_MONDAY_MS = Date.UTC(2024, 0, 1);
const DAY_MS = 24 * 60 * 60 * 1000;

const WORKING_DAYS = [1, 2, 3, 4, 5];
const WEEKEND = [6, 7];

/** As people say it in the languages there are, without accents. */
const GROUP_NAMES: readonly (readonly [readonly number[], readonly string[]])[] = [
  [EVERY_DAY, ['every day', 'daily', 'all', '매일', 'todos los dias', 'cada dia', 'todos os dias', 'todo dia', 'setiap hari', '毎日']],
  [WORKING_DAYS, ['weekdays', '평일', 'entre semana', 'dias laborables', 'dias uteis', 'dias de semana', 'hari kerja', '平日']],
  [WEEKEND, ['weekend', 'weekends', '주말', 'fin de semana', 'fines de semana', 'fim de semana', 'fins de semana', 'akhir pekan', '週末']],
];

/** A map, because what is typed may be the name of something every object has. */
const GROUPS: ReadonlyMap<string, readonly number[]> = new Map(
  GROUP_NAMES.flatMap(([days, names]) => names.map((name) => [foldAccents(name), days] as const)),
);

/** "월수금", "月水金": short names of days need nothing between them. */
const DAYS_IN_A_ROW = /^(?:[월화수목금토일]{2,7}|[月火水木金土日]{2,7})$/;

/** Between the last two of a list. */
const CONJUNCTIONS: ReadonlySet<string> = new Set(['and', 'y', 'e', 'dan', '및']);

/**
 * Reads "mon, wed, fri", "weekdays", "weekend", "every day", "월 수 금" or day names in the reader's language.
 *
 * @returns ascending ISO numbers without repeats, or null when any word is not a day.
 */
export function parseWeekdays(text: string, locale: string): readonly number[] | null {
  const whole = GROUPS.get(foldAccents(text));
  if (whole) return whole;
  const words = text
    .split(/[\s,;/+&、・と]+/)
    .map(foldAccents)
    .filter((word) => word !== '' && !CONJUNCTIONS.has(word))
    .flatMap((word) => (DAYS_IN_A_ROW.test(word) ? [...word] : [word]));
  const names = ['en-US', 'ko', locale].map((language) => listDayNames(language));
  const days = words.map((word) => {
    const group = GROUPS.get(word);
    if (group) return group;
    const found = names.map((list) =>
      list.findIndex((forms) => forms.some((form) => form === word || (word.length >= 3 && form.startsWith(word)))),
    );
    const index = found.find((position) => position >= 0);
    return index === undefined ? null : [index + 1];
  });
  if (days.length === 0 || days.includes(null)) return null;
  return [...new Set(days.flatMap((list) => list ?? []))].sort((a, b) => a - b);
}

/** "Monday", "월요일": the full name in a language. */
export function nameWeekday(locale: string, day: number): string {
  return formatDay(locale, day, 'long');
}

function listDayNames(locale: string): readonly (readonly string[])[] {
  return Array.from({ length: DAY_COUNT }, (_, index) =>
    (['long', 'short'] as const).map((width) => foldAccents(formatDay(locale, index + 1, width))),
  );
}

function formatDay(locale: string, day: number, weekday: 'long' | 'short'): string {
  return new Intl.DateTimeFormat(locale, { weekday, timeZone: 'UTC' }).format(SOME_MONDAY_MS + (day - 1) * DAY_MS);
}
