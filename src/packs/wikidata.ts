/** What a Wikidata item says of a title, as records to be looked through. Wikidata's texts are free of rights (CC0). */
import { stringify } from 'yaml';
import { z } from 'zod';
import type { PackFileName } from './kinds.ts';
import { makeId } from './meant.ts';

const Value = z.looseObject({ value: z.unknown(), type: z.string() });
const Snak = z.looseObject({ datavalue: Value.optional() });
const WikidataClaim = z.looseObject({
  mainsnak: Snak,
  rank: z.string().default('normal'),
  qualifiers: z.record(z.string(), z.array(Snak)).default({}),
});
const Entity = z.looseObject({
  id: z.string(),
  labels: z.record(z.string(), z.looseObject({ value: z.string() })).default({}),
  aliases: z.record(z.string(), z.array(z.looseObject({ value: z.string() }))).default({}),
  claims: z.record(z.string(), z.array(WikidataClaim)).default({}),
});
/** Special:EntityData and wbgetentities both answer so; a list that is empty comes as []. */
export const WikidataAnswer = z.looseObject({ entities: z.record(z.string(), z.unknown()) });

type Entity = z.infer<typeof Entity>;

const CAST = 'P161';
const VOICES = 'P725';
const CREW: Readonly<Record<string, string>> = { P57: 'director', P58: 'writer', P86: 'music', P162: 'producer' };
const AS_CHARACTER = 'P453';
const AS_NAMED = 'P4633';
const NETWORK = 'P449';
const EPISODES = 'P1113';
const STARTED = ['P580', 'P577'];
const ENDED = 'P582';

/** The items of an answer by their numbers; what is no item is left out. */
export function readItems(answer: unknown): ReadonlyMap<string, Entity> {
  const entities = Object.values(WikidataAnswer.safeParse(answer).data?.entities ?? {});
  const items = entities.flatMap((one) => Entity.safeParse(withoutEmptyLists(one)).data ?? []);
  return new Map(items.map((item) => [item.id, item]));
}

function withoutEmptyLists(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([, one]) => !(Array.isArray(one) && one.length === 0)));
}

/** The numbers of the items a title names, whose own names are wanted. */
export function listNamedItems(title: Entity): readonly string[] {
  const properties = [CAST, VOICES, NETWORK, ...Object.keys(CREW)];
  const people = properties.flatMap((property) => claimsOf(title, property)).flatMap(({ mainsnak }) => itemOf(mainsnak) ?? []);
  const characters = [CAST, VOICES]
    .flatMap((property) => claimsOf(title, property))
    .flatMap(({ qualifiers }) => (qualifiers[AS_CHARACTER] ?? []).flatMap((snak) => itemOf(snak) ?? []));
  return [...new Set([...people, ...characters])];
}

/**
 * Records of people, cast and key facts. Names that the items have no label for in the pack's language are left out, and nothing is said
 * of spoilers: `spoiler_from` is the author's to decide.
 *
 * @param language of the pack, `originalLanguage` of the work.
 */
export function buildFromWikidata(
  title: Entity,
  items: ReadonlyMap<string, Entity>,
  { language, originalLanguage, today }: { readonly language: string; readonly originalLanguage: string; readonly today: string },
) {
  const nameOf = (id: string) => nameItem(items.get(id), language, originalLanguage);
  const people = new Map<string, { id: string; roles: string[] }>();
  const addPerson = (item: string, role: string): string | undefined => {
    const name = nameOf(item)?.name;
    if (name === undefined) return undefined;
    const person = people.get(item) ?? { id: makeId(name) ?? 'unnamed', roles: [] };
    if (!person.roles.includes(role)) person.roles.push(role);
    people.set(item, person);
    return person.id;
  };
  const cast: object[] = [];
  for (const [property, role] of [
    [CAST, 'actor'],
    [VOICES, 'voice-actor'],
  ] as const)
    for (const claim of claimsOf(title, property)) {
      const actor = addPerson(itemOf(claim.mainsnak) ?? '', role);
      const character = claim.qualifiers[AS_CHARACTER]?.flatMap((snak) => itemOf(snak) ?? [])[0];
      const named = character === undefined ? textOf(claim.qualifiers[AS_NAMED]?.[0]) : undefined;
      const naming = character === undefined ? (named === undefined ? undefined : { name: named }) : nameOf(character);
      if (actor === undefined || naming === undefined) continue;
      const id = makeId(naming.name) ?? 'unnamed';
      cast.push({
        id,
        ...naming,
        group: 'supporting',
        description: 'Write who this is.',
        roles: [{ id: `${id}-${actor}`.slice(0, 60), actor, kind: 'supporting' }],
      });
    }
  for (const [property, role] of Object.entries(CREW))
    for (const claim of claimsOf(title, property)) addPerson(itemOf(claim.mainsnak) ?? '', role);
  const facts = [
    {
      id: 'network',
      value: claimsOf(title, NETWORK)
        .flatMap(({ mainsnak }) => nameOf(itemOf(mainsnak) ?? '')?.name ?? [])
        .join(', '),
    },
    { id: 'episodes', value: claimsOf(title, EPISODES).flatMap(({ mainsnak }) => amountOf(mainsnak) ?? [])[0] ?? '' },
    {
      id: 'first-aired',
      date: STARTED.flatMap((property) => claimsOf(title, property)).flatMap(({ mainsnak }) => dateOf(mainsnak) ?? [])[0] ?? '',
    },
    { id: 'last-aired', date: claimsOf(title, ENDED).flatMap(({ mainsnak }) => dateOf(mainsnak) ?? [])[0] ?? '' },
  ].filter((fact) => fact.value !== '' && fact.date !== '');
  const listed = [...people].map(([item, { id, roles }]) => ({ id, ...nameOf(item), roles }));
  const source = {
    id: 'wikidata',
    title: `${title.id} (Wikidata)`,
    publisher: 'Wikidata',
    url: `https://www.wikidata.org/wiki/${title.id}`,
    accessed: today,
    reliability: 'database',
    spoiler_from: 1,
  };
  const defaults = { sources: ['wikidata'] };
  const write = (about: string, value: object): string =>
    `# From Wikidata (CC0), looked at by nobody yet: no answer reads this file. Move what you have checked into ${about}, with its spoiler_from.\n${stringify(value, { lineWidth: 120, flowCollectionPadding: false })}`;
  return {
    /** Texts of files to be looked through, by the file they are for. */
    files: new Map<PackFileName, string>([
      ['sources', write('sources.yaml', { sources: [source] })],
      ['title', write('title.yaml', { defaults, ...nameItem(title, language, originalLanguage), key_facts: facts })],
      ['people', write('people.yaml', { defaults, people: listed })],
      ['cast', write('cast.yaml', { defaults, cast })],
    ]),
    people: listed.length,
    cast: cast.length,
  };
}

interface Naming {
  readonly name: string;
  readonly hangul?: string;
  readonly original_name?: string;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly spellings?: readonly string[];
}

const SCRIPTS = ['ko', 'ja'];

function nameItem(item: Entity | undefined, language: string, originalLanguage: string): Naming | undefined {
  const label = (code: string) => item?.labels[code]?.value;
  const short = language.split('-')[0] ?? language;
  const name = label(language.toLowerCase()) ?? label(short) ?? label('mul') ?? label('en');
  if (item === undefined || name === undefined) return undefined;
  const original = label(originalLanguage);
  const scripts = Object.fromEntries(
    SCRIPTS.flatMap((code) => (code === originalLanguage || label(code) === undefined ? [] : [[code, label(code) ?? '']])),
  );
  const spellings = (item.aliases[short] ?? []).map(({ value }) => value).filter((value) => value.length <= 200);
  return {
    name,
    ...(original === undefined || original === name ? {} : originalLanguage === 'ko' ? { hangul: original } : { original_name: original }),
    ...(Object.keys(scripts).length === 0 ? {} : { scripts }),
    ...(spellings.length === 0 ? {} : { spellings }),
  };
}

/** The claims that hold today. */
function claimsOf({ claims }: Entity, property: string) {
  return (claims[property] ?? []).filter(({ rank }) => rank !== 'deprecated');
}

type SnakValue = z.infer<typeof Snak> | undefined;

function itemOf(snak: SnakValue): string | undefined {
  return z.looseObject({ id: z.string() }).safeParse(snak?.datavalue?.value).data?.id;
}

function textOf(snak: SnakValue): string | undefined {
  const value = snak?.datavalue?.value;
  return typeof value === 'string' ? value : z.looseObject({ text: z.string() }).safeParse(value).data?.text;
}

function amountOf(snak: SnakValue): string | undefined {
  return z.looseObject({ amount: z.string() }).safeParse(snak?.datavalue?.value).data?.amount.replace(/^\+/, '');
}

/** As exact as Wikidata has it: 9 is a year, 10 a month, 11 a day. */
function dateOf(snak: SnakValue): string | undefined {
  const { data } = z.looseObject({ time: z.string(), precision: z.number() }).safeParse(snak?.datavalue?.value);
  if (data === undefined || data.precision < 9) return undefined;
  return data.time.replace(/^\+/, '').slice(0, { 9: 4, 10: 7 }[data.precision] ?? 10);
}
