/** Every zone by all that it is called: its cities, countries, abbreviations and clocks, in every language there is a table for. */
import { once } from '../kept.ts';
import { listSpoken, splitList } from './words.ts';
import { COUNTRY_NAMES, cityOf, listClocks, MORE_ABBREVIATIONS, runtimeName, WELL_KNOWN_ZONES } from './zone-list.ts';

/** Languages of a region that name some countries in their own way. */
const REGIONAL = ['es-419'] as const;

export interface ZoneEntry {
  readonly zone: string;
  /** The zone's name, folded. */
  readonly name: string;
  /** What is shown, with the folded name it is found by. */
  readonly cities: readonly (readonly [shown: string, folded: string])[];
  readonly countries: readonly string[];
  readonly abbreviations: readonly string[];
}

interface Index {
  readonly entries: readonly ZoneEntry[];
  /** The runtime's own name of a zone, which may be an old one, to today's name. */
  readonly today: ReadonlyMap<string, string>;
  /** By language, what it calls a zone. */
  readonly called: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;
  /** Countries by their folded names in every language. */
  readonly countries: ReadonlyMap<string, string>;
  /** By folded name, the zones of a city that a zone is named by, of any city, of an abbreviation, and of a clock ("central time"). */
  readonly ownCities: ReadonlyMap<string, readonly string[]>;
  readonly cities: ReadonlyMap<string, readonly string[]>;
  readonly abbreviations: ReadonlyMap<string, readonly string[]>;
  readonly clocks: ReadonlyMap<string, readonly string[]>;
}

/** Made when first asked for: it takes a tenth of a second. */
export const zoneIndex = once((): Index => {
  const spoken = listSpoken('en');
  const names = [...spoken.map(({ language }) => language), ...REGIONAL].map((tag) => new Intl.DisplayNames(tag, { type: 'region' }));
  const countries = new Map<string, string>();
  const namesOf = new Map<string, readonly string[]>();
  for (const code of new Set(listClocks().map(({ country }) => country))) {
    const named = names.map((language) => language.of(code)).filter((name) => name !== undefined);
    const folded = [...new Set([...named, ...(COUNTRY_NAMES[code] ?? [])].map(fold))];
    for (const name of folded) countries.set(name, code);
    namesOf.set(code, [fold(code), ...folded]);
  }
  const called = new Map(spoken.map(({ language, zones }) => [language, listCalled(zones)] as const));
  const zones = new Set([...WELL_KNOWN_ZONES, ...listClocks().flatMap((clock) => clock.zones)]);
  const entries = [...zones].map((zone): ZoneEntry => {
    const clocks = listClocks().filter((clock) => clock.zones.includes(zone));
    const main = clocks.filter((clock) => clock.zone === zone);
    const cities = [cityOf(zone), ...main.flatMap((clock) => clock.cities)];
    const spokenCities = spoken.flatMap((words) => splitList(words.zones[zone]));
    const short = [
      ...main.flatMap((clock) => clock.abbreviations),
      ...Object.entries(MORE_ABBREVIATIONS).flatMap(([abbreviation, meant]) => (meant.includes(zone) ? [abbreviation] : [])),
    ];
    return {
      zone,
      name: fold(zone),
      cities: [
        ...[...new Set([...cities, ...spokenCities])].map((city) => [city, fold(city)] as const),
        ...clocks.flatMap(({ former }) => former.get(zone) ?? []).map((city) => [cityOf(zone), fold(city)] as const),
      ],
      countries: clocks.flatMap(({ country }) => namesOf.get(country) ?? []),
      abbreviations: short.map(fold),
    };
  });
  return {
    entries,
    today: new Map(entries.map(({ zone }) => [runtimeName(zone) ?? zone, zone])),
    called,
    countries,
    ownCities: groupZones(entries.map(({ zone }) => [fold(cityOf(zone)), zone])),
    cities: groupZones(entries.flatMap(({ zone, cities }) => cities.map(([, folded]) => [folded, zone] as const))),
    abbreviations: groupZones(entries.flatMap(({ zone, abbreviations }) => abbreviations.map((name) => [name, zone] as const))),
    clocks: groupZones(listClocks().map(({ name, zone }) => [fold(name), zone])),
  };
});

function groupZones(named: readonly (readonly [name: string, zone: string])[]): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const [name, zone] of named) {
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [zone]);
    else if (!group.includes(zone)) group.push(zone);
  }
  return groups;
}

function listCalled(zones: Readonly<Record<string, string>>): ReadonlyMap<string, readonly string[]> {
  return groupZones(Object.entries(zones).flatMap(([zone, list]) => splitList(list).map((name) => [fold(name), zone] as const)));
}

/** Letters and digits only, without case and accents, so that "sao-paulo" is São Paulo. */
export function fold(text: string): string {
  return (
    text
      .normalize('NFKD')
      // The marks of kana are letters of their own: パリ is Paris, バリ is Bali.
      .replaceAll(/(?![\u3099\u309a])\p{M}/gu, '')
      .toLowerCase()
      .replaceAll('ł', 'l')
      .replaceAll(/['’]/g, '')
      .replaceAll(/[^\p{L}\p{N}\u3099\u309a]+/gu, ' ')
      .trim()
  );
}
