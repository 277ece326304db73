/**
 * Which zones there are, under today's names, from the time zone database (https://www.iana.org/time-zones) as @vvo/tzdb gathers it:
 * by country and clock, with the cities and the English name of each clock.
 */
import { rawTimeZones } from '@vvo/tzdb';
import zones from '../../data/calendar/zones.json' with { type: 'json' };
import { once } from '../kept.ts';

/** The zones of one country that show the same time all year. */
export interface CountryClock {
  /** ISO 3166 code. */
  readonly country: string;
  /** The most lived-in zone of the clock. */
  readonly zone: string;
  /** All of them, under today's names. */
  readonly zones: readonly string[];
  readonly cities: readonly string[];
  /** By zone, what its city was called in older names of it: Kiev. They find it, and today's name is shown. */
  readonly former: ReadonlyMap<string, readonly string[]>;
  /** "Pacific Time". */
  readonly name: string;
  readonly abbreviations: readonly string[];
}

/** Offered before anything is typed, and first among equals. */
export const WELL_KNOWN_ZONES: readonly string[] = zones.wellKnown;

/** Names of countries beside the runtime's own. */
export const COUNTRY_NAMES: Readonly<Record<string, readonly string[]>> = zones.countryNames;

/** Countries of several clocks whose name means one of them to nearly everybody: the others are islands, or few live there. */
const CLOCK_MEANT: Readonly<Record<string, string>> = zones.clockMeant;

/** What an abbreviation means beside what the database says. */
export const MORE_ABBREVIATIONS: Readonly<Record<string, readonly string[]>> = zones.moreAbbreviations;

/** Region/City: the database's old "US/Eastern" and "Japan" are no names to show. */
const TODAY = /^(?!Etc|US\/|Canada\/|Brazil\/|Chile\/|Mexico\/)[A-Z][A-Za-z]+(?:\/[A-Za-z_-]+)+$/;

/** Well-known clocks first, else as the database has them. Made when first asked for: the runtime is asked about each of 600 names. */
export const listClocks = once((): readonly CountryClock[] => {
  const mains = new Map(rawTimeZones.map(({ name }) => [runtimeName(name), name] as const));
  return rawTimeZones
    .map((raw) => ({
      country: raw.countryCode,
      zone: raw.name,
      ...readGroup(raw.name, raw.group, mains),
      cities: raw.mainCities,
      name: raw.alternativeName,
      abbreviations: [raw.abbreviation, ...(raw.dstAbbreviation === undefined ? [] : [raw.dstAbbreviation])],
    }))
    .sort((a, b) => placeOf(a.zone) - placeOf(b.zone));
});

/** Every clock of a country, its most lived-in first. */
export function clocksOf(country: string): readonly CountryClock[] {
  return listClocks().filter((clock) => clock.country === country);
}

/** The zone a country's name stands for where it says which clock; all its clocks where it does not. */
export function zonesMeant(country: string): readonly string[] {
  const meant = CLOCK_MEANT[country];
  return meant === undefined ? clocksOf(country).map(({ zone }) => zone) : [meant];
}

/** The runtime's own name for a zone in any spelling, which may be an old one; null for what is none. */
export function runtimeName(zone: string): string | null {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function placeOf(zone: string): number {
  const place = WELL_KNOWN_ZONES.indexOf(zone);
  return place < 0 ? WELL_KNOWN_ZONES.length : place;
}

/** Today's name of each zone of a group, which lists those first, and the older ones. */
function readGroup(
  main: string,
  group: readonly string[],
  mains: ReadonlyMap<string | null, string>,
): Pick<CountryClock, 'zones' | 'former'> {
  const names = new Map<string, string>();
  const former = new Map<string, readonly string[]>();
  for (const name of [main, ...group]) {
    const known = TODAY.test(name) ? runtimeName(name) : null;
    // Pacific/Yap is kept with New Guinea, and is the same as Pacific/Chuuk, which has a clock of its own.
    if (known === null || (mains.get(known) ?? main) !== main) continue;
    const today = names.get(known);
    if (today === undefined) names.set(known, name);
    else if (today !== name) former.set(today, [...(former.get(today) ?? []), cityOf(name)]);
  }
  return { zones: [...names.values()], former };
}

/** "New York" of America/New_York. */
export function cityOf(zone: string): string {
  return zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ');
}
