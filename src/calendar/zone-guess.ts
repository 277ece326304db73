/** A zone to begin with, from the language somebody's Discord speaks: a guess, and always shown as one. */
import { clocksOf } from './zone-list.ts';

export interface ZoneGuess {
  /** Region/City, under today's name. */
  readonly zone: string;
  /** The language's country has no other; still a guess, because people live abroad. */
  readonly isOnlyOne: boolean;
}

/** Where a locale names a region of many countries: the one with the most speakers there. */
const COUNTRIES: Readonly<Record<string, string>> = { '419': 'MX' };

/** The most lived-in zone of the country a locale stands for, by CLDR's likely subtags; null where it stands for none. */
export function guessZone(locale: string): ZoneGuess | null {
  const region = regionOf(locale);
  if (region === undefined) return null;
  const clocks = clocksOf(COUNTRIES[region] ?? region);
  const [clock] = clocks;
  return clock === undefined
    ? null
    : { zone: clock.zone, isOnlyOne: clocks.length === 1 && clock.zones.length === 1 && COUNTRIES[region] === undefined };
}

function regionOf(locale: string): string | undefined {
  try {
    return new Intl.Locale(locale).maximize().region;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
