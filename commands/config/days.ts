/** Days of the week in a sentence. */
import type { Context } from '../../src/bot/types.ts';
import { nameWeekday } from '../../src/calendar/weekdays.ts';
import { showList } from '../../src/language/show.ts';
import { languageOf } from '../../src/packs/translatable.ts';

/** What the names of days end on, which of several only the last one has: 月・水・金曜日, 월, 수, 금요일, segunda e sexta-feira. */
const DAY_ENDS: ReadonlyMap<string, string> = new Map([
  ['ja', '曜日'],
  ['ko', '요일'],
  ['pt', '-feira'],
]);
const SHORTEST_RANGE = 3;

/** ISO weekdays (1: Monday, ascending) by name, one after the other: "Monday and Friday", 月・水・金曜日. */
export function listDays(locale: string, weekdays: readonly number[]): string {
  const language = languageOf(locale);
  const end = DAY_ENDS.get(language) ?? '';
  const names = weekdays.map((day) => nameWeekday(locale, day));
  const isShared = names.at(-1)?.endsWith(end) === true;
  const shown = names.map((name, index) => (isShared && index < names.length - 1 && name.endsWith(end) ? dropEnd(name, end) : name));
  return language === 'ja' ? shown.join('・') : showList(locale, shown);
}

/** The same as people say them: "Monday through Friday". */
export function nameDays({ locale, say }: Pick<Context, 'locale' | 'say'>, weekdays: readonly number[]): string {
  const [first = 0] = weekdays;
  const last = first + weekdays.length - 1;
  if (weekdays.length < SHORTEST_RANGE || weekdays.at(-1) !== last) return listDays(locale, weekdays);
  const [from, to] = [nameWeekday(locale, first), nameWeekday(locale, last)];
  const end = DAY_ENDS.get(languageOf(locale)) ?? '';
  return say('config.dayRange', { first: from.endsWith(end) && to.endsWith(end) ? dropEnd(from, end) : from, last: to });
}

const dropEnd = (name: string, end: string) => name.slice(0, name.length - end.length);
