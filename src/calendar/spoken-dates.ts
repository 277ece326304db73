/** Dates said from today: "tomorrow", 내일, "next Monday", "en 3 días", 来週の月曜. What could be two dates is asked, never chosen. */
import { keepFor } from '../kept.ts';
import { buildSpokenVocabulary, normalizeSpoken, type SpokenToken, tokenize } from './spoken.ts';
import { listDayNames } from './weekdays.ts';
import { listSpoken, type SpokenWords, splitList } from './words.ts';

type DateRole = 'ahead' | 'day' | 'coming' | 'next' | 'nextWeek' | 'thisWeek' | 'around';

const DAYS = [1, 2, 3, 4, 5, 6, 7] as const;
const DAYS_PER_WEEK = 7;
const SUNDAY = 7;
/** What may stand beside a day of the week. */
const WAYS: ReadonlySet<string> = new Set<DateRole>(['coming', 'next', 'nextWeek', 'thisWeek']);
/** Further ahead nobody counts days. */
const MOST_DAYS = 400;

/**
 * The dates that may be meant, the nearest first: one where it is clear, none where nothing is understood. A day of the week alone is the
 * next one; on that day itself it is today or in a week.
 *
 * @param today The local date of whoever said it.
 */
export function readRelativeDate(text: string, locale: string, today: string): readonly string[] {
  const typed = normalizeSpoken(text);
  const from = Temporal.PlainDate.from(today);
  for (const words of listSpoken(locale)) {
    const days = countDays(typed, words) ?? readTokens(tokenize(typed, vocabularyOf(words)), from.dayOfWeek);
    if (days.length > 0) return days.map((ahead) => from.add({ days: ahead }).toString());
  }
  return [];
}

/** "in 3 days", 3日後, "dalam dua minggu". */
function countDays(typed: string, { dates, numbers }: SpokenWords): readonly number[] | null {
  for (const [list, length] of [
    [dates.daysAhead, 1],
    [dates.weeksAhead, DAYS_PER_WEEK],
  ] as const) {
    for (const pattern of splitList(list).map(normalizeSpoken)) {
      const [before = '', after = ''] = pattern.split('$n');
      if (!typed.startsWith(before) || !typed.endsWith(after) || typed.length <= before.length + after.length) continue;
      const said = typed.slice(before.length, typed.length - after.length).trim();
      const count = /^\d{1,3}$/.test(said) ? Number(said) : Object.entries(numbers).find(([word]) => normalizeSpoken(word) === said)?.[1];
      const days = (count ?? 0) * length;
      if (days > 0 && days <= MOST_DAYS) return [days];
    }
  }
  return null;
}

/** How many days ahead it may be. */
function readTokens(all: readonly SpokenToken<DateRole>[], weekday: number): readonly number[] {
  const tokens = all.filter(({ role }) => role !== 'around');
  const [first, ...others] = tokens;
  if (first?.role === 'ahead') return others.length === 0 ? [first.value] : [];
  const [day, ...moreDays] = tokens.filter(({ role }) => role === 'day');
  const ways = new Set(tokens.filter(({ role }) => role !== 'day').map(({ role }) => role));
  if (day === undefined || moreDays.length > 0 || [...ways].some((role) => !WAYS.has(role))) return [];
  const thisWeek = day.value - weekday;
  const coming = (thisWeek + DAYS_PER_WEEK) % DAYS_PER_WEEK;
  const nextWeek = thisWeek + DAYS_PER_WEEK;
  // On a Sunday the next week begins tomorrow, or in a week for those whose weeks begin on Sundays.
  const inNextWeek = weekday === SUNDAY ? [nextWeek, nextWeek + DAYS_PER_WEEK] : [nextWeek];
  if (ways.has('nextWeek')) return inNextWeek;
  if (ways.has('thisWeek')) return thisWeek >= 0 ? [thisWeek] : weekday === SUNDAY ? [coming] : [];
  if (ways.has('next')) return [...new Set([coming === 0 ? DAYS_PER_WEEK : coming, ...inNextWeek])].sort((one, other) => one - other);
  return coming === 0 ? [0, DAYS_PER_WEEK] : [coming];
}

const vocabularyOf = keepFor((words: SpokenWords) => {
  const { dates } = words;
  const around = (role: DateRole, list: string | undefined) => [role, 0, splitList(list)] as const;
  return buildSpokenVocabulary<DateRole>([
    ...Object.entries(dates.ahead).map(([days, list]) => ['ahead', Number(days), splitList(list)] as const),
    around('nextWeek', dates.nextWeek),
    around('thisWeek', dates.thisWeek),
    // A letter alone is a day in a list of days only.
    ...DAYS.map((day) => ['day', day, listDayNames(words.language, day, words).filter((name) => !/^[a-z]$/.test(name))] as const),
    around('next', dates.next),
    around('coming', dates.coming),
    around('around', dates.around),
    ['around', 0, [',', '.', '!', '(', ')']],
  ]);
});
