/** Dates and names in the reader's language. What writes them takes longer to make than a message to draw: each is made once. */
import { keepEach } from '../../kept.ts';

/** The six of Discord's time stamps by their letters, then the page's own. */
const WAYS = {
  t: { timeStyle: 'short' },
  T: { timeStyle: 'medium' },
  d: { dateStyle: 'short' },
  D: { dateStyle: 'long' },
  f: { dateStyle: 'long', timeStyle: 'short' },
  F: { dateStyle: 'full', timeStyle: 'short' },
  earlier: { dateStyle: 'medium', timeStyle: 'short' },
  weekday: { weekday: 'long', day: 'numeric', month: 'long' },
} as const satisfies Readonly<Record<string, Intl.DateTimeFormatOptions>>;
export type Way = keyof typeof WAYS;

/** Of one of Discord's time stamps: an unknown letter is written as "f" is. */
export function wayOf(letter: string): Way {
  return letter.length === 1 && isWay(letter) ? letter : 'f';
}

function isWay(name: string): name is Way {
  return Object.hasOwn(WAYS, name);
}

const writersOf = keepEach((locale) => keepEach((way) => new Intl.DateTimeFormat(locale, isWay(way) ? WAYS[way] : WAYS.f)));

/** @param ms since the epoch; shown in the zone of the browser. */
export function writeDate(ms: number, locale: string, way: Way): string {
  return writersOf(locale)(way).format(ms);
}

/** "in 3 hours" and the like, as units are named in this language. */
export const relativeIn = keepEach((locale) => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }));

/** A language as those who speak it call it. */
export const nameOwn = keepEach((code) => new Intl.DisplayNames([code], { type: 'language' }).of(code) ?? code);
