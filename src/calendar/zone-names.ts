/** What a zone is called in a language: by the tables of words, else as the runtime (CLDR) has it. */
import { keepEach } from '../kept.ts';
import { splitList, spokenIn } from './words.ts';
import { cityOf, listClocks } from './zone-list.ts';

/** Two zones that the runtime calls by their cities: what both names have is what a language puts around a place, "hora de". */
const FRAMED = ['America/Argentina/Buenos_Aires', 'Pacific/Kiritimati'] as const;

/** "서울" for Asia/Seoul, "Nova York", "Ucrania" where the country is known rather than its city. Several zones may have the same one. */
export function placeOf(zone: string, locale: string): string {
  return placesIn(locale)(zone);
}

/** The runtime takes half a millisecond for each. */
const placesIn = keepEach((locale) => keepEach((zone) => findPlace(zone, locale)));

function findPlace(zone: string, locale: string): string {
  if (zone === 'UTC') return zone;
  const isEnglish = locale.startsWith('en');
  // The English table has what a city is called beside its name.
  const [spoken] = isEnglish ? [] : splitList(spokenIn(locale)?.zones[zone]);
  const known = spoken ?? runtimePlace(zone, locale);
  return known === null || (isEnglish && known === countryOf(zone, locale)) ? cityOf(zone) : known;
}

/** "브라질 마나우스", "San Juan, Argentina"; the city alone for a zone of no country. */
export function placeInCountry(zone: string, locale: string): string {
  const country = countryOf(zone, locale);
  const place = placeOf(zone, locale);
  if (country === undefined) return place;
  const city = place === country ? cityOf(zone) : place;
  return (spokenIn(locale)?.cityInCountry ?? '$city, $country').replace('$city', () => city).replace('$country', () => country);
}

function countryOf(zone: string, locale: string): string | undefined {
  const code = listClocks().find(({ zones }) => zones.includes(zone))?.country;
  return code === undefined ? undefined : countriesIn(locale).of(code);
}

const countriesIn = keepEach((locale) => new Intl.DisplayNames(locale, { type: 'region' }));

/** The place in "Manaus Time"; null where the runtime has an abbreviation. */
function runtimePlace(zone: string, locale: string): string | null {
  const { start, end } = frameOf(locale);
  const name = nameClock(zone, locale);
  const isFramed = name.length > start.length + end.length && name.startsWith(start) && name.endsWith(end);
  return isFramed ? name.slice(start.length, name.length - end.length) : null;
}

const frameOf = keepEach((locale) => {
  const [one, other] = [nameClock(FRAMED[0], locale), nameClock(FRAMED[1], locale)];
  const after = countCommon([...one].reverse(), [...other].reverse());
  return { start: one.slice(0, countCommon([...one], [...other])), end: one.slice(one.length - after) };
});

function countCommon(one: readonly string[], other: readonly string[]): number {
  const differs = one.findIndex((letter, index) => letter !== other[index]);
  return differs < 0 ? one.length : differs;
}

function nameClock(zone: string, locale: string): string {
  const parts = new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName: 'shortGeneric' }).formatToParts(0);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
}
