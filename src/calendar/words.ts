/** The words times, days and zones are read in: `data/calendar`, one table a language. */
import en from '../../data/calendar/en-US.json' with { type: 'json' };
import es from '../../data/calendar/es-419.json' with { type: 'json' };
import id from '../../data/calendar/id.json' with { type: 'json' };
import ja from '../../data/calendar/ja.json' with { type: 'json' };
import ko from '../../data/calendar/ko.json' with { type: 'json' };
import pt from '../../data/calendar/pt-BR.json' with { type: 'json' };

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

/**
 * The words with which one language speaks of times, days and zones. A new language is one such table and a line above.
 * Words are written as people type them; case, accents and width do not matter. Within a string, several are separated by `|`; what a language has no words for is left out.
 */
export interface SpokenWords {
  /** The language, "pt". */
  readonly language: string;
  /** Numbers in words, up to twelve and the minutes people say. */
  readonly numbers: Readonly<Record<string, number>>;
  /**
   * Parts of the day with the first and the last hour of the clock they hold: from 18 to 4 is from 18:00 to 04:59. "밤 9시" is then
   * the one of 9 and 21 that lies within.
   */
  readonly dayParts: readonly { readonly words: string; readonly from: number; readonly to: number }[];
  readonly noon: string;
  readonly midnight: string;
  /** Behind an hour of twelve or of twenty-four, so that a 9 may still be two: 시, "o'clock". */
  readonly hour?: string;
  readonly minute: string;
  readonly half?: string;
  readonly quarter?: string;
  /** "8 y cuarto": the hour comes first. */
  readonly hourAnd?: string;
  /** "9 menos cuarto": the hour comes first. */
  readonly hourMinus?: string;
  /** "9시 15분 전": hour and minutes come first. */
  readonly beforeAfter?: string;
  /** "ten past 8": the minutes come first. */
  readonly past?: string;
  /** "ten to 8", "quinze para as 8": the minutes come first. */
  readonly to?: string;
  /** "setengah 9" is half past eight. */
  readonly halfBefore?: string;
  /** Where hours are counted on past midnight, as programs of the night are: 26時. Elsewhere only 24:00 is heard of. */
  readonly lastHour?: number;
  /** Two things at once, so that it is asked: 午前12時 is noon by Japan's law and midnight by habit. */
  readonly unclear?: string;
  /** Says nothing of the hour: "at", "sharp", "every day at", the clock of the country itself. */
  readonly aroundTime: string;

  /** Seven, Monday first: the names beside those the runtime knows. */
  readonly days: readonly string[];
  /** Several days in one word, by ISO number: `"12345": "weekdays|평일"`. */
  readonly groups: Readonly<Record<string, string>>;
  /** Between the two ends of a range; dashes are known. */
  readonly until: string;
  /** Between two of a list; commas are known. */
  readonly and: string;
  /** What follows is left out. */
  readonly except?: string;
  /** What came before is left out: 일요일 빼고. */
  readonly excepted?: string;
  /** Says nothing of the day: "every", "on", 매주. */
  readonly aroundDays: string;

  readonly dates: DateWords;

  /** Where most who speak it live, the most lived-in first: offered first for an offset. */
  readonly likelyZones: string;
  /** What is put before a place to mean its clock, "hora de"; and behind it, "time", 시간. */
  readonly beforeZone?: string;
  readonly afterZone: string;
  /** A city with its country, where the city alone does not say which: `$city, $country` if left out. */
  readonly cityInCountry?: string;
  /**
   * Places and clocks as the language calls them, beside the names of countries, which the runtime knows. The first of each is what
   * the zone is shown as (in English its city is). Two may share one: Mexico has a hora del Pacífico as well.
   */
  readonly zones: Readonly<Record<string, string>>;
}

/** The words with which a language says a date from today. */
export interface DateWords {
  /** By how many days from today: 1 is tomorrow. */
  readonly ahead: Readonly<Record<number, string>>;
  /** With `$n` for a number in figures or words: "in $n days". */
  readonly daysAhead: string;
  readonly weeksAhead: string;
  /** Beside a day of the week, the first that comes: "this", "el". */
  readonly coming: string;
  /** Beside a day of the week, the first that comes to some and that of next week to others: "next", "depan". */
  readonly next?: string;
  /** That of the next week, from Monday on: 다음 주. */
  readonly nextWeek: string;
  readonly thisWeek?: string;
  /** Says nothing of the day: "from", 부터. */
  readonly around: string;
}
