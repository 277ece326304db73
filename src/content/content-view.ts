/** The content as one reply may see it. A view answers the same questions as the content it stands before. */

import type { Ceremony, Character, Episode, NotASeason, Person, Title } from '../packs/schema.ts';
import type { Ceilings } from './spoilers.ts';
import { ceilingOf, type Dated, isOpen, lowestCeiling } from './spoilers.ts';
import type { Content, SearchHit, SearchOptions } from './types.ts';

/**
 * Without everything later than somebody's progress: what is not there can be let slip by no answer, choice or search. Titles without
 * progress are as they were. A record that names another is never earlier than that one (`nabi check` refuses it), so what is left names
 * nobody who is absent.
 *
 * @param progress the last episode seen, by title.
 */
export function limitContent(content: Content, progress: Ceilings): Content {
  if (Object.keys(progress).length === 0) return content;
  /** Undefined where nothing is said of a title. */
  const lastOf = (titleId: string): number | undefined => {
    const title = Object.hasOwn(progress, titleId) ? content.title(titleId) : undefined;
    return title && ceilingOf(title, { ceilings: progress });
  };
  /** What is open, each as `limit` leaves it. */
  const keep = <Item extends Dated>(titleId: string, items: readonly Item[], limit: Limit<Item> = whole): readonly Item[] => {
    const last = lastOf(titleId);
    return last === undefined ? items : items.flatMap((item) => (isOpen(item, last) ? [limit(item, last)] : []));
  };
  const keepOne = <Item extends Dated>(titleId: string, item: Item | undefined, limit?: Limit<Item>): Item | undefined =>
    item && keep(titleId, [item], limit)[0];
  const showTitle = (title: Title): Title => {
    const last = lastOf(title.id);
    return last === undefined ? title : limitTitle(title, last);
  };
  const character: Content['character'] = (titleId, id) => keepOne(titleId, content.character(titleId, id), limitCharacter);
  const person: Content['person'] = (titleId, id) => keepOne(titleId, content.person(titleId, id), limitPerson);
  const isThere = ({ kind, title, id }: SearchHit): boolean =>
    kind === 'title' || (kind === 'character' ? character(title, id) : person(title, id)) !== undefined;
  /** A form of a name can be later than whom it names. */
  const within = (options: SearchOptions = {}): SearchOptions => {
    const last = options.title === undefined ? undefined : lastOf(options.title);
    return last === undefined ? options : { ...options, spoilerCeiling: Math.min(options.spoilerCeiling ?? last, last) };
  };
  return {
    packsHash: content.packsHash,
    titles: () => content.titles().map(showTitle),
    title: (titleId) => {
      const title = content.title(titleId);
      return title && showTitle(title);
    },
    characters: (titleId) => keep(titleId, content.characters(titleId), limitCharacter),
    character,
    people: (titleId) => keep(titleId, content.people(titleId), limitPerson),
    person,
    rolesOf: (titleId, personId) =>
      content.rolesOf(titleId, personId).flatMap((part) => {
        const known = character(titleId, part.character.id);
        const role = known?.roles.find(({ id }) => id === part.role.id);
        return known === undefined || role === undefined ? [] : [{ character: known, role }];
      }),
    ceremonies: (titleId) => keep(titleId, content.ceremonies(titleId), limitCeremony),
    awards: (titleId, filter) => keep(titleId, content.awards(titleId, filter)),
    recognition: (titleId) => keep(titleId, content.recognition(titleId)),
    episodes: (titleId) => keep(titleId, content.episodes(titleId), limitEpisode),
    episode: (titleId, number) => keepOne(titleId, content.episode(titleId, number), limitEpisode),
    tracks: (titleId) => keep(titleId, content.tracks(titleId)),
    nextSeason: (titleId) => keepOne(titleId, content.nextSeason(titleId)),
    claims: (titleId) => keep(titleId, content.claims(titleId)),
    notASeason: (titleId) => keep(titleId, content.notASeason(titleId), limitNotASeason),
    quotes: (titleId, filter) => keep(titleId, content.quotes(titleId, filter)),
    quote: (titleId, id) => keepOne(titleId, content.quote(titleId, id)),
    themes: (titleId) => {
      if (lastOf(titleId) === undefined) return content.themes(titleId);
      const used = new Set(keep(titleId, content.quotes(titleId)).flatMap(({ themes }) => themes));
      return content.themes(titleId).filter((theme) => used.has(theme));
    },
    themeName: content.themeName,
    // Reached only through the records that are there.
    translations: content.translations,
    sources: (titleId) => keep(titleId, content.sources(titleId)),
    source: (titleId, id) => keepOne(titleId, content.source(titleId, id)),
    conflictsAbout: (titleId, recordIds) => keep(titleId, content.conflictsAbout(titleId, recordIds)),
    search: (query, options) => content.search(query, within(options)).filter(isThere),
    suggest: (typed, options) => content.suggest(typed, within(options)).filter(isThere),
    close: content.close,
  };
}

type Limit<Item> = (item: Item, last: number) => Item;

const whole = <Item>(item: Item): Item => item;

/**
 * Remembers what was left of a record at each ceiling. Records never change, so the same one comes back: a title can be compared with
 * itself, and an answer costs no copies.
 */
function remember<Item extends object>(limit: Limit<Item>): Limit<Item> {
  const memory = new WeakMap<Item, Map<number, Item>>();
  return (item, last) => {
    const byCeiling = memory.get(item) ?? new Map<number, Item>();
    memory.set(item, byCeiling);
    const left = byCeiling.get(last) ?? limit(item, last);
    byCeiling.set(last, left);
    return left;
  };
}

function keepOpen<Item extends Dated>(items: readonly Item[], last: number): Item[] {
  return items.filter((item) => isOpen(item, last));
}

/** Other forms of a name, each with an episode of its own where it is not free. */
function keepForms<Named extends Pick<Person, 'spellings' | 'nicknames'>>({ spellings, nicknames }: Named, last: number) {
  const isKnown = (form: Person['spellings'][number]) => typeof form === 'string' || isOpen(form, last);
  return { spellings: spellings.filter(isKnown), nicknames: nicknames.filter(isKnown) };
}

const limitCharacter = remember<Character>((character, last) => ({
  ...character,
  ...keepForms(character, last),
  roles: keepOpen(character.roles, last),
  relations: keepOpen(character.relations, last),
  facts: keepOpen(character.facts, last),
}));
const limitPerson = remember<Person>((person, last) => ({
  ...person,
  ...keepForms(person, last),
  facts: keepOpen(person.facts, last),
}));
const limitCeremony = remember<Ceremony>((ceremony, last) => ({ ...ceremony, facts: keepOpen(ceremony.facts, last) }));
const limitEpisode = remember<Episode>((episode, last) => ({ ...episode, facts: keepOpen(episode.facts, last) }));
const limitNotASeason = remember<NotASeason>((entry, last) => ({ ...entry, facts: keepOpen(entry.facts, last) }));
const limitTitle = remember<Title>((title, last) => ({
  ...title,
  ...keepForms(title, last),
  // A title always has a logline; one that tells too much says nothing.
  logline: isOpen(title.logline, last) ? title.logline : { ...title.logline, text: '', spoiler_from: lowestCeiling(title) },
  key_facts: keepOpen(title.key_facts, last),
  sections: title.sections
    .map((section) => ({ ...section, statements: keepOpen(section.statements, last) }))
    .filter(({ statements }) => statements.length > 0),
}));
