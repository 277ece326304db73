/** The names that can be searched, gathered from the titles' records. */
import type { Character, Person, Title } from '../packs/schema.ts';
import type { NameKind } from './types.ts';

/** One written form of a name. */
export interface NameForm {
  readonly text: string;
  /** `error`: printed, but wrong; still found. `other-person`: somebody else's name; never found. */
  readonly kind: 'name' | 'hangul' | 'spelling' | 'nickname' | 'error' | 'script' | 'other-person';
  /** First episode at which the form may be known; what is free has the title's lowest number (1, for a film 0). */
  readonly spoilerFrom: number;
}

export interface NameEntry {
  readonly id: string;
  readonly kind: NameKind;
  /** Id of the title the name belongs to. */
  readonly title: string;
  readonly name: string;
  readonly hangul?: string;
  /** 1 a lead or a title, 4 a child actor. */
  readonly prominence: 1 | 2 | 3 | 4;
  readonly forms: readonly NameForm[];
  /** The spoiler level that is free for this title: 1 for a drama, 0 for a film. */
  readonly freeLevel: number;
}

type Named = Pick<Person, 'name' | 'hangul' | 'scripts' | 'spellings' | 'nicknames' | 'errors' | 'belongs_to_others'>;

const CHARACTER_PROMINENCE = { main: 1, supporting: 2, special: 3 } as const;
const ROLE_PROMINENCE = { main: 1, supporting: 2, special: 3, child: 4 } as const;
const CREW_PROMINENCE = 3;

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

function shown({ name, hangul }: Named): { name: string; hangul?: string } {
  return hangul === undefined ? { name } : { name, hangul };
}

function choosePersonProminence(person: Person, characters: readonly Character[]): NameEntry['prominence'] {
  switch (person.prominence) {
    case 1:
    case 2:
    case 3:
    case 4:
      return person.prominence;
    default: {
      const roles = characters.flatMap((character) => character.roles.filter((role) => role.actor === person.id));
      const best = roles.map((role) => ROLE_PROMINENCE[role.kind]).sort((a, b) => a - b);
      return best[0] ?? CREW_PROMINENCE;
    }
  }
}

function listForms(named: Named, spoilerFrom: number): NameForm[] {
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
