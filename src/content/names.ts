/** The names that can be searched, gathered from the titles' records. */
import type { Ceremony, Character, Episode, Person, Place, Title, Track } from '../packs/schema.ts';
import type { NamedThing } from './search/names-in.ts';
import type { SearchHit, Translation } from './types.ts';

/** One written form of a name. */
export interface NameForm {
  readonly text: string;
  /** `error`: printed, but wrong; still found. `other-person`: somebody else's name; never found. */
  readonly kind: 'name' | 'hangul' | 'spelling' | 'nickname' | 'error' | 'script' | 'other-person';
  /** First episode at which the form may be known; what is free has the title's lowest number (1, for a film 0). */
  readonly spoilerFrom: number;
}

export interface NameEntry extends Pick<SearchHit, 'id' | 'kind' | 'title' | 'name' | 'hangul'> {
  /** 1 a lead or a title, 4 a child actor. */
  readonly prominence: 1 | 2 | 3 | 4;
  readonly forms: readonly NameForm[];
  /** The spoiler level that is free for this title: 1 for a drama, 0 for a film. */
  readonly freeLevel: number;
}

type NamesOfPerson = Pick<Person, 'name' | 'hangul' | 'scripts' | 'spellings' | 'nicknames' | 'errors' | 'belongs_to_others'>;

const CHARACTER_PROMINENCE = { main: 1, supporting: 2, special: 3 } as const;
const ROLE_PROMINENCE = { main: 1, supporting: 2, special: 3, child: 4 } as const;
const CREW_PROMINENCE = 3;
const PROMINENCES = [1, 2, 3, 4] as const;

/** Whether a part has a name of its own rather than a description, such as "the motel clerk", which nobody wrote in Hangul. */
export function hasOwnName({ hangul }: Pick<Character, 'hangul'>, cast: readonly Pick<Character, 'hangul'>[]): boolean {
  return hangul !== undefined || cast.every((other) => other.hangul === undefined);
}

/** All names of one title: its own, its people's and its characters'. */
export function listNames(title: Title, people: readonly Person[], characters: readonly Character[]): readonly NameEntry[] {
  const freeLevel = title.kind === 'film' ? 0 : 1;
  const base = { title: title.id, freeLevel };
  const short = title.ambiguous_with.map((text): NameForm => ({ text, kind: 'spelling', spoilerFrom: freeLevel }));
  const romanization: NameForm[] =
    title.romanization === undefined ? [] : [{ text: title.romanization, kind: 'spelling', spoilerFrom: freeLevel }];
  return [
    {
      ...base,
      id: title.id,
      kind: 'title',
      ...shown(title),
      prominence: 1,
      forms: [...listForms(title, freeLevel), ...romanization, ...short],
    },
    ...characters.map(
      (character): NameEntry => ({
        ...base,
        id: character.id,
        kind: 'character',
        ...shown(character),
        prominence: CHARACTER_PROMINENCE[character.group],
        forms: listForms(character, character.spoiler_from),
      }),
    ),
    ...people.map(
      (person): NameEntry => ({
        ...base,
        id: person.id,
        kind: 'person',
        ...shown(person),
        prominence: choosePersonProminence(person, characters),
        forms: listForms(person, person.spoiler_from),
      }),
    ),
  ];
}

interface Things {
  readonly ceremonies: readonly Ceremony[];
  readonly tracks: readonly Track[];
  readonly episodes: readonly Episode[];
  readonly places: readonly Place[];
}

/** What else is asked for by name: ceremonies, songs, who sings them, episodes and places, as every language of the pack calls them. */
export function listThings(
  title: string,
  { ceremonies, tracks, episodes, places }: Things,
  translations: ReadonlyMap<string, Translation> = new Map(),
): readonly NamedThing[] {
  const inAllLanguages = (record: string, field: string): readonly string[] =>
    [...translations.values()].flatMap((texts) => {
      const text = texts.get(record)?.[field];
      return typeof text === 'string' ? [text] : [];
    });
  return [
    ...ceremonies.map(({ id, name, hangul, spellings, spoiler_from: spoilerFrom }): NamedThing => {
      const forms = [name, ...(hangul === undefined ? [] : [hangul]), ...spellings, ...inAllLanguages(`ceremonies/${id}`, 'name')];
      return { id, kind: 'ceremony', title, name, forms: forms.flatMap(withoutBrackets), spoilerFrom };
    }),
    ...tracks.flatMap(
      ({ id, title: name, hangul, artist, spellings, artist_spellings, spoiler_from: spoilerFrom }): readonly NamedThing[] => {
        const forms = [name, ...(hangul === undefined ? [] : [hangul]), ...spellings, ...inAllLanguages(`tracks/${id}`, 'title')];
        const artists = [artist, ...artist_spellings, ...inAllLanguages(`tracks/${id}`, 'artist')].flatMap(splitArtists);
        return [
          { id, kind: 'track', title, name, forms: forms.flatMap(withoutBrackets), spoilerFrom },
          { id, kind: 'artist', title, name: artists[0] ?? artist, forms: artists, spoilerFrom },
        ];
      },
    ),
    ...episodes.flatMap(({ id, title: name, hangul, spoiler_from: spoilerFrom }): readonly NamedThing[] => {
      if (name === undefined) return [];
      const forms = [name, ...(hangul === undefined ? [] : [hangul]), ...inAllLanguages(`episodes/${id}`, 'title')];
      return [{ id, kind: 'episode', title, name, forms: forms.flatMap(withoutArticle), spoilerFrom }];
    }),
    ...places.map(({ id, name, hangul, scripts, spellings, region, stands_for, spoiler_from: spoilerFrom }): NamedThing => {
      const names = [name, hangul, stands_for, ...spellings, ...Object.values(scripts ?? {})].filter((text) => text !== undefined);
      // "Goseong, Gangwon" is asked for by either.
      const regions = [...(region === undefined ? [] : [region]), ...inAllLanguages(`places/${id}`, 'region')];
      const parts = regions
        .flatMap((text) => text.split(/[,、，]\s*| (?=[\p{Script=Hangul}\p{Script=Han}])/u))
        .filter((part) => part !== '');
      const forms = [...names, ...parts, ...inAllLanguages(`places/${id}`, 'name'), ...inAllLanguages(`places/${id}`, 'stands_for')];
      return { id, kind: 'place', title, name, forms: forms.flatMap(withoutBrackets).flatMap(withoutArticle), spoilerFrom };
    }),
  ];
}

/** What people leave away before a title. */
const ARTICLE = /^(?:the|an?|el|l[ao]s?|os?|as|una?|uma?) /i;

const withoutArticle = (form: string): readonly string[] => [form, form.replace(ARTICLE, '')];

/** "Your Day (feat. Kim Bom)" is also called what stands before the bracket, and an award what stands within. */
function withoutBrackets(text: string): readonly string[] {
  const [before = '', within = ''] = text.split(/[()（）]/);
  return within === '' ? [text] : [text, before.trim(), ...(/^\S+$/.test(within) ? [within] : [])];
}

/** "Lee Su-hyun of AKMU (이수현)" is Lee Su-hyun, AKMU and 이수현. */
function splitArtists(artist: string): readonly string[] {
  return artist
    .split(/[()（）,&、]| (?:of|with|de|dari|da|do|feat\.?|com|con|dan|y|e) /)
    .map((part) => part.trim())
    .filter((part) => part.length > 1 && !/^(?:feat|with)\b/.test(part));
}

function shown({ name, hangul }: NamesOfPerson): { name: string; hangul?: string } {
  return hangul === undefined ? { name } : { name, hangul };
}

function choosePersonProminence(person: Person, characters: readonly Character[]): NameEntry['prominence'] {
  const own = PROMINENCES.find((prominence) => prominence === person.prominence);
  const roles = characters.flatMap((character) => character.roles.filter((role) => role.actor === person.id));
  const [best = CREW_PROMINENCE] = roles.map((role) => ROLE_PROMINENCE[role.kind]).sort((a, b) => a - b);
  return own ?? best;
}

function listForms(named: NamesOfPerson, spoilerFrom: number): NameForm[] {
  const forms: NameForm[] = [{ text: named.name, kind: 'name', spoilerFrom }];
  const add = (kind: NameForm['kind'], list: readonly (string | { readonly text: string; readonly spoiler_from: number })[]): void => {
    for (const form of list) {
      if (typeof form === 'string') forms.push({ text: form, kind, spoilerFrom });
      else forms.push({ text: form.text, kind, spoilerFrom: Math.max(spoilerFrom, form.spoiler_from) });
    }
  };
  if (named.hangul !== undefined) add('hangul', [named.hangul]);
  add('script', Object.values(named.scripts ?? {}));
  add('spelling', named.spellings);
  add('nickname', named.nicknames);
  add('error', named.errors);
  add('other-person', named.belongs_to_others);
  return forms;
}
