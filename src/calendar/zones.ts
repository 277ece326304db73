/** Finding the zone somebody means. A zone's own name is taken at its word; everything else is understood and shown, or asked. */
import { distance } from 'fastest-levenshtein';
import { keepEach, once } from '../kept.ts';
import { isSlip } from '../text/slip.ts';
import { localTimeAt } from './clock.ts';
import { normalizeSpoken, type Understood } from './spoken.ts';
import { listSpoken, splitList, spokenIn } from './words.ts';
import { guessZone } from './zone-guess.ts';
import { fold, type ZoneEntry, zoneIndex } from './zone-index.ts';
import { cityOf, clocksOf, runtimeName, WELL_KNOWN_ZONES, zonesMeant } from './zone-list.ts';
import { placeInCountry, placeOf } from './zone-names.ts';

export interface ZoneSuggestion {
  /** Region/City or UTC, under today's name. */
  readonly zone: string;
  /** "리가 · 21:14", "Busan (Seúl) · 04:14" where another place was typed; at most 100 UTF-16 units. */
  readonly label: string;
}

export type ZoneAnswer = { readonly zone: string } | { readonly suggestions: readonly ZoneSuggestion[] };

/** Most choices Discord shows in one autocomplete. */
const MOST_SUGGESTIONS = 25;
/** A shorter name is too near to too many others. */
const LEAST_SLIPPED = 5;
const LONG = 9;
/** Longest name of an autocomplete choice. */
const LONGEST_LABEL = 100;
/** "hora estándar de Corea", "韓国の標準時": words around a place are taken off so many times. */
const MOST_STRIPPED = 2;

/** As people write them: capitals, and no part of a day. */
export const ABBREVIATION = /^(?![AP]M$)[A-Z]{2,5}$/;

const RANK = { meant: 8, zoneName: 7, city: 6, abbreviation: 5, country: 4, cityStart: 3, countryStart: 2, wordStart: 1, none: 0 } as const;

/**
 * Reads a zone from text. "Europe/Riga", "europe/riga", "Asia/Calcutta" (shown as Asia/Kolkata), "US/Eastern" and "UTC"
 * are zones. A city, a country, an abbreviation or an offset suggests: the one that is meant, or all that may be.
 */
export function resolveZone(text: string, nowMs: number, locale = 'en-US'): ZoneAnswer {
  const zone = zoneNamed(text.normalize('NFKC').trim().replaceAll(/\s+/g, '_'));
  if (zone !== null) return { zone };
  const meant = readZone(text, locale, nowMs).value;
  const suggestions = meant === null ? suggestZones(text, nowMs, locale) : [suggestion(meant, nowMs, locale)];
  return { suggestions };
}

/**
 * Reads a place or a clock as people call it: "서울시", 日本時間, "hora de Argentina", "WIB", "Central". An offset is several zones, and
 * knows nothing of summer, so it is asked, with the likeliest where the reader's language is spoken first.
 */
export function readZone(text: string, locale: string, nowMs: number): Understood {
  const meant = zoneMeant(text, locale);
  if (meant !== null) return { value: meant, candidates: [meant] };
  return { value: null, candidates: fold(text) === '' ? [] : suggestZones(text, nowMs, locale).map(({ zone }) => zone) };
}

/** Whether a text says a zone: a place or a clock, or an abbreviation such as CST, even where it may be several. */
export function saysZone(text: string, locale: string): boolean {
  if (zoneMeant(text, locale) !== null) return true;
  if (!ABBREVIATION.test(text)) return false;
  const wanted = fold(text);
  return listMeant(text, locale).length > 0 || zoneIndex().entries.some((entry) => rankEntry(entry, wanted).rank > RANK.none);
}

/** The one zone that is meant; null where none is or several are. */
function zoneMeant(text: string, locale: string): string | null {
  const named = zoneNamed(text.normalize('NFKC').trim().replaceAll(/\s+/g, '_'));
  const [zone, ...others] = named === null ? listMeant(text, locale) : [named];
  return zone !== undefined && others.length === 0 ? zone : null;
}

/**
 * Zones for what has been typed so far: by name, city, country, abbreviation or offset ("UTC+9"), best first, among equals those where
 * the reader's language is spoken. Nothing typed gives the well-known ones.
 */
export function suggestZones(typed: string, nowMs: number, locale = 'en-US'): readonly ZoneSuggestion[] {
  const wanted = fold(typed);
  const offsetMinutes = offsetTyped(typed);
  if (wanted === '' && offsetMinutes === null) return WELL_KNOWN_ZONES.map((zone) => suggestion(zone, nowMs, locale));
  const named = zoneNamed(typed.trim());
  if (named !== null) return [suggestion(named, nowMs, locale)];
  const entries = nearestFirst(zoneIndex().entries, locale);
  if (offsetMinutes !== null) {
    return entries
      .filter(({ zone }) => offsetAt(nowMs, zone) === offsetMinutes)
      .slice(0, MOST_SUGGESTIONS)
      .map(({ zone }) => suggestion(zone, nowMs, locale));
  }
  const meant = new Set(listMeant(typed, locale));
  // Sorting is stable, so among equals the order above stays.
  const found = entries
    .map((entry) => ({ entry, ...(meant.has(entry.zone) ? { ...rankEntry(entry, wanted), rank: RANK.meant } : rankEntry(entry, wanted)) }))
    .filter(({ rank }) => rank > RANK.none)
    .sort((a, b) => b.rank - a.rank)
    .slice(0, MOST_SUGGESTIONS)
    .map(({ entry, city }) => suggestion(entry.zone, nowMs, locale, city));
  const near = found.length > 0 ? undefined : findSlipped(wanted);
  return near === undefined ? found : suggestZones(near, nowMs, locale);
}

/** "Londen", "new yrok", "phillipines": the city or country with one slip, in a long name two; none for a short name. */
function findSlipped(wanted: string): string | undefined {
  if (wanted.length < LEAST_SLIPPED) return undefined;
  const { countries, ownCities } = zoneIndex();
  const most = wanted.length < LONG ? 1 : 2;
  const isLike = (name: string) => name.charAt(0) === wanted.charAt(0) && Math.abs(name.length - wanted.length) <= most;
  const like = [...countries.keys(), ...ownCities.keys()].filter(isLike);
  const measured = like.map((name) => ({ name, slips: isSlip(wanted, name) ? 1 : distance(name, wanted) }));
  return measured.filter(({ slips }) => slips <= most).sort((a, b) => a.slips - b.slips)[0]?.name;
}

/**
 * What a zone is shown as: its place in the reader's language, "서울", "São Paulo"; with its country where the place alone would not be
 * read as this zone. `readZone` understands it in the same language.
 */
export function nameZone(zone: string, locale: string): string {
  return zonesNamedIn(locale)(zone);
}

const zonesNamedIn = keepEach((locale) =>
  keepEach((zone) => {
    const today = zoneNamed(zone);
    // A zone this runtime does not know has no other name.
    const names = today === null ? [] : [placeOf(today, locale), placeInCountry(today, locale)];
    return names.find((name) => zoneMeant(name, locale) === today) ?? zone;
  }),
);

/** Every zone that can be chosen, under today's names. */
export function listZones(): readonly string[] {
  return zoneIndex().entries.map((entry) => entry.zone);
}

/** "UTC+9", "GMT-03:30" or "+9" in minutes east of UTC; null for anything else. */
export function offsetTyped(text: string): number | null {
  const match = /^(?:utc|gmt)? ?([+-]) ?(\d{1,2})(?::?([0-5]\d))?$/.exec(normalizeSpoken(text));
  if (!match) return null;
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0);
  return match[1] === '+' ? minutes : -minutes;
}

/** Today's name of a zone given by any of its full names; null for what is not a zone's name. */
function zoneNamed(text: string): string | null {
  if (/^utc$/i.test(text)) return 'UTC';
  // Names without a region ("EST", "GB", "Japan") are left to what people mean by them, whatever the runtime makes of them.
  const known = text.includes('/') ? runtimeName(text) : null;
  return known === null ? null : (zoneIndex().today.get(known) ?? null);
}

/** The zones that may be meant, with or without "time" and its like around the place; none where nothing is understood. */
function listMeant(text: string, locale: string): readonly string[] {
  const places = listPlaces(text);
  // The database's English name of a clock ("Central Time") has many zones; before that it is the people's "Central".
  const [zones = []] = [
    ...places.map((place) => zonesCalled(place, locale)),
    ...places.map((place) => zoneIndex().clocks.get(place) ?? []),
  ].filter(({ length }) => length > 0);
  if (zones.length > 0) return zones;
  const zone = zoneInCountry(fold(text), locale);
  return zone === null ? [] : [zone];
}

/** A city beside its country, "Manaus, Brasil": by what its zone is called in the reader's language, or by any of its names. */
function zoneInCountry(place: string, locale: string): string | null {
  const { countries, entries } = zoneIndex();
  for (const [name, city] of listHalves(place)) {
    const code = countries.get(name);
    if (code === undefined) continue;
    const zones = clocksOf(code).flatMap((clock) => clock.zones);
    const named = zones.filter((zone) => [cityOf(zone), placeOf(zone, locale)].map(fold).includes(city));
    const found =
      named.length > 0
        ? named
        : zones.filter((zone) => entries.find((entry) => entry.zone === zone)?.cities.some(([, folded]) => folded === city));
    const [only, ...others] = new Set(found);
    if (only !== undefined && others.length === 0) return only;
  }
  return null;
}

/** Each way to part some words in two, either half first. */
function listHalves(words: string): readonly (readonly [string, string])[] {
  return [...words.matchAll(/ /g)].flatMap(({ index }) => {
    const [start, end] = [words.slice(0, index), words.slice(index + 1)];
    return [
      [start, end],
      [end, start],
    ] as const;
  });
}

/** What was typed, and the same without the words around it, the least taken off first. */
function listPlaces(text: string): readonly string[] {
  const places = new Set([normalizeSpoken(text)]);
  for (let round = 0; round < MOST_STRIPPED; round++) {
    for (const place of [...places]) {
      for (const { before, after } of aroundZones()) {
        for (const word of before) if (place.startsWith(`${word} `)) places.add(place.slice(word.length).trim());
        for (const word of after) {
          const isOpen = !/[a-z]/.test(word) || place.at(-word.length - 1) === ' ';
          if (isOpen && place.endsWith(word) && place.length > word.length) places.add(place.slice(0, -word.length).trim());
        }
      }
    }
  }
  return [...places].map(fold).filter((place) => place !== '');
}

const aroundZones = once(() =>
  listSpoken('en').map(({ beforeZone, afterZone }) => ({
    before: splitList(beforeZone).map(normalizeSpoken),
    after: splitList(afterZone).map(normalizeSpoken),
  })),
);

/**
 * The zones a name stands for. What the reader's own language calls so comes first, unless a country of another clock has the same
 * name; then what other languages do, countries, cities, abbreviations and English names of clocks.
 */
function zonesCalled(name: string, locale: string): readonly string[] {
  const { called, countries, ownCities, cities, abbreviations } = zoneIndex();
  const country = countries.get(name);
  const ofCountry = country === undefined ? [] : zonesMeant(country);
  const [ours = [], ...foreign] = listSpoken(locale).map(({ language }) => called.get(language)?.get(name) ?? []);
  if (ours.length > 0) return ofCountry.length === 0 || ofCountry.includes(ours[0] ?? '') ? ours : [...new Set([...ours, ...ofCountry])];
  if (ofCountry.length > 0) return ofCountry;
  // LA and PT are a place to some and something else to others.
  const others = /^[a-z]{1,2}$/.test(name) ? [] : [...new Set(foreign.flat())];
  if (others.length > 0) return others;
  // The city a zone is named by is the one people mean: Sydney is in Nova Scotia too.
  return ownCities.get(name) ?? cities.get(name) ?? abbreviations.get(name) ?? [];
}

/** The zones of the reader's country and language before the others. */
function nearestFirst(entries: readonly ZoneEntry[], locale: string): readonly ZoneEntry[] {
  const guess = guessZone(locale);
  const near = [...(guess === null ? [] : [guess.zone]), ...splitList(spokenIn(locale)?.likelyZones)];
  const place = (zone: string) => (near.includes(zone) ? near.indexOf(zone) : near.length);
  return [...entries].sort((a, b) => place(a.zone) - place(b.zone));
}

function rankEntry(entry: ZoneEntry, wanted: string): { rank: number; city: string } {
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

/** @param city what was found, where it may not be what the zone is called */
function suggestion(zone: string, nowMs: number, locale: string, city = cityOf(zone)): ZoneSuggestion {
  const now = ` · ${localTimeAt(nowMs, zone)}`;
  const place = nameZone(zone, locale);
  const name = city === cityOf(zone) || fold(place).includes(fold(city)) ? place : `${city} (${place})`;
  return { zone, label: `${name.slice(0, LONGEST_LABEL - now.length)}${now}` };
}

function offsetAt(nowMs: number, zone: string): number {
  return Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(zone).offsetNanoseconds / 60e9;
}
