/** Finding the zone somebody means. Only a zone's own name is taken at its word; everything else only suggests. */
import { localTimeAt } from './clock.ts';
import { ABBREVIATIONS, CITY_NAMES, COUNTRY_NAMES, COUNTRY_ZONES, FORMER_NAMES, WELL_KNOWN_ZONES } from './zone-table.ts';

export interface ZoneSuggestion {
  /** Region/City or UTC, under today's name. */
  readonly zone: string;
  /** "Riga (Europe/Riga) · 21:14", at most 100 UTF-16 units. */
  readonly label: string;
}

export type ZoneAnswer = { readonly zone: string } | { readonly suggestions: readonly ZoneSuggestion[] };

/** Most choices Discord shows in one autocomplete. */
const MOST_SUGGESTIONS = 25;
/** Longest name of an autocomplete choice. */
const LONGEST_LABEL = 100;

const RANK = { zoneName: 7, city: 6, abbreviation: 5, country: 4, cityStart: 3, countryStart: 2, wordStart: 1, none: 0 } as const;

interface Entry {
  readonly zone: string;
  /** The zone's name, folded. */
  readonly name: string;
  /** What is shown, with the folded name it is found by. */
  readonly cities: readonly (readonly [shown: string, folded: string])[];
  readonly countries: readonly string[];
  readonly abbreviations: readonly string[];
}

interface Index {
  readonly entries: readonly Entry[];
  /** The runtime's own name of a zone, which may be an old one, to today's name. */
  readonly today: ReadonlyMap<string, string>;
}

let index: Index | null = null;

/**
 * Reads a zone from text. "Europe/Riga", "europe/riga", "Asia/Calcutta" (shown as Asia/Kolkata), "US/Eastern" and "UTC"
 * are zones. A city, a country, an abbreviation or an offset only suggests, since EST is several and Springfield many.
 */
export function resolveZone(text: string, nowMs: number): ZoneAnswer {
  const typed = text.normalize('NFKC').trim().replaceAll(/\s+/g, '_');
  const zone = zoneNamed(typed);
  return zone === null ? { suggestions: suggestZones(text, nowMs) } : { zone };
}

/**
 * Zones for what has been typed so far: by name, city, country (English or Korean), abbreviation or offset ("UTC+9"),
 * best first. Nothing typed gives the well-known ones.
 */
export function suggestZones(typed: string, nowMs: number, limit: number = MOST_SUGGESTIONS): readonly ZoneSuggestion[] {
  const wanted = fold(typed);
  const { entries } = zoneIndex();
  if (wanted === '') return WELL_KNOWN_ZONES.slice(0, limit).map((zone) => ({ zone, label: label(cityOf(zone), zone, nowMs) }));
  const named = zoneNamed(typed.trim());
  if (named !== null) return [{ zone: named, label: label(cityOf(named), named, nowMs) }];
  const offsetMinutes = parseOffset(typed);
  if (offsetMinutes !== null) {
    return entries
      .filter(({ zone }) => offsetAt(nowMs, zone) === offsetMinutes)
      .slice(0, limit)
      .map(({ zone }) => ({ zone, label: label(cityOf(zone), zone, nowMs) }));
  }
  // Sorting is stable, so among equals the order of the index stays: well-known zones first, then the table's.
  return entries
    .map((entry) => ({ entry, ...rankEntry(entry, wanted) }))
    .filter(({ rank }) => rank > RANK.none)
    .sort((a, b) => b.rank - a.rank)
    .slice(0, limit)
    .map(({ entry, city }) => ({ zone: entry.zone, label: label(city, entry.zone, nowMs) }));
}

/** Every zone that can be chosen, under today's names. */
export function listZones(): readonly string[] {
  return zoneIndex().entries.map((entry) => entry.zone);
}

/** Today's name of a zone given by any of its full names; null for what is not a zone's name. */
function zoneNamed(text: string): string | null {
  if (/^utc$/i.test(text)) return 'UTC';
  // Names without a region ("EST", "GB", "Japan") are left to the suggestions, whatever the runtime makes of them.
  const runtimeName = text.includes('/') ? canonicalName(text) : null;
  return runtimeName === null ? null : (zoneIndex().today.get(runtimeName) ?? null);
}

function rankEntry(entry: Entry, wanted: string): { rank: number; city: string } {
  const own = cityOf(entry.zone);
  if (entry.name === wanted) return { rank: RANK.zoneName, city: own };
  const city = entry.cities.find(([, folded]) => folded === wanted);
  if (city) return { rank: RANK.city, city: city[0] };
  if (entry.abbreviations.includes(wanted)) return { rank: RANK.abbreviation, city: own };
  if (entry.countries.includes(wanted)) return { rank: RANK.country, city: own };
  const cityStart = entry.cities.find(([, folded]) => folded.startsWith(wanted));
  if (cityStart) return { rank: RANK.cityStart, city: cityStart[0] };
  if (entry.countries.some((name) => name.startsWith(wanted))) return { rank: RANK.countryStart, city: own };
  const inWord = ` ${wanted}`;
  const cityWord = entry.cities.find(([, folded]) => folded.includes(inWord));
  if (cityWord) return { rank: RANK.wordStart, city: cityWord[0] };
  const found = [entry.name, ...entry.countries].some((name) => ` ${name}`.includes(inWord));
  return { rank: found ? RANK.wordStart : RANK.none, city: own };
}

function zoneIndex(): Index {
  index ??= buildIndex();
  return index;
}

/** Countries are found by their names in the languages there are. */
const NAMED_IN = ['en', 'ko', 'es', 'pt', 'id', 'ja'];

function buildIndex(): Index {
  const languages = NAMED_IN.map((language) => new Intl.DisplayNames(language, { type: 'region' }));
  const countries = new Map<string, string[]>();
  for (const [code, zones] of Object.entries(COUNTRY_ZONES)) {
    const named = languages.map((language) => language.of(code)).filter((name) => name !== undefined);
    const names = [...new Set([code, ...named, ...(COUNTRY_NAMES[code] ?? [])].map(fold))];
    for (const zone of zones) countries.set(zone, [...(countries.get(zone) ?? []), ...names]);
  }
  const zones = new Set([...WELL_KNOWN_ZONES, ...countries.keys()]);
  const entries = [...zones].map((zone) => ({
    zone,
    name: fold(zone),
    cities: [
      ...[cityOf(zone), ...(CITY_NAMES[zone] ?? [])].map((city) => [city, fold(city)] as const),
      ...(FORMER_NAMES[zone] ?? []).map((former) => [cityOf(zone), fold(former)] as const),
    ],
    countries: countries.get(zone) ?? [],
    abbreviations: Object.entries(ABBREVIATIONS).flatMap(([abbreviation, meant]) => (meant.includes(zone) ? [fold(abbreviation)] : [])),
  }));
  const today = new Map(entries.map(({ zone }) => [canonicalName(zone) ?? zone, zone]));
  return { entries, today };
}

/** The runtime's own name for a zone in any spelling; null for what is none. */
function canonicalName(zone: string): string | null {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function cityOf(zone: string): string {
  return zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ');
}

function label(city: string, zone: string, nowMs: number): string {
  const now = ` · ${localTimeAt(nowMs, zone)}`;
  const name = city === zone ? zone : `${city} (${zone})`;
  return `${name.slice(0, LONGEST_LABEL - now.length)}${now}`;
}

/** Letters and digits only, without case and accents, so that "sao-paulo" is São Paulo. */
function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ł', 'l')
    .replaceAll(/['’]/g, '')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** "UTC+9", "GMT-03:30" or "+9" in minutes east of UTC; null for anything else. */
function parseOffset(text: string): number | null {
  const match = /^(?:utc|gmt)? ?([+\-−])(\d{1,2})(?::?([0-5]\d))?$/i.exec(text.normalize('NFKC').trim());
  if (!match) return null;
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0);
  return match[1] === '+' ? minutes : -minutes;
}

function offsetAt(nowMs: number, zone: string): number {
  return Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(zone).offsetNanoseconds / 60e9;
}
