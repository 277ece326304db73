/** The content as one reply may see it. A view answers the same questions as the content it stands before. */
import type { Content } from '../content/types.ts';
import type { Title } from '../packs/schema.ts';
import type { Ceilings } from '../state/types.ts';
import { type Dated, isOpen } from './spoilers.ts';

/**
 * Without everything later than somebody's progress: what is not there can be let slip by no answer, choice or search. Titles without
 * progress are as they were.
 *
 * @param progress the last episode seen, by title.
 */
export function limitContent(content: Content, progress: Ceilings): Content {
  if (Object.keys(progress).length === 0) return content;
  const lastOf = (titleId: string) => progress[titleId] ?? Number.POSITIVE_INFINITY;
  const keep = <Item extends Dated>(titleId: string, items: readonly Item[]): Item[] =>
    items.filter((item) => isOpen(item, lastOf(titleId)));
  const keepOne = <Item extends Dated>(titleId: string, item: Item | undefined): Item | undefined =>
    item !== undefined && isOpen(item, lastOf(titleId)) ? item : undefined;
  const withFacts = <Item extends { readonly facts: Fact[] }, Fact extends Dated>(titleId: string, item: Item): Item => ({
    ...item,
    facts: keep(titleId, item.facts),
  });
  const limitTitle = (title: Title): Title =>
    progress[title.id] === undefined
      ? title
      : {
          ...title,
          key_facts: keep(title.id, title.key_facts),
          sections: title.sections
            .map((section) => ({ ...section, statements: keep(title.id, section.statements) }))
            .filter(({ statements }) => statements.length > 0),
        };
  const characters: Content['characters'] = (titleId) =>
    keep(titleId, content.characters(titleId)).map((character) => ({
      ...withFacts(titleId, character),
      roles: keep(titleId, character.roles),
      relations: keep(titleId, character.relations),
    }));
  const people: Content['people'] = (titleId) => keep(titleId, content.people(titleId)).map((person) => withFacts(titleId, person));
  const episodes: Content['episodes'] = (titleId) => keep(titleId, content.episodes(titleId)).map((episode) => withFacts(titleId, episode));
  const knows = (titleId: string, id: string): boolean =>
    progress[titleId] === undefined ||
    characters(titleId).some((character) => character.id === id) ||
    people(titleId).some((person) => person.id === id) ||
    titleId === id;
  return {
    packsHash: content.packsHash,
    titles: () => content.titles().map(limitTitle),
    title: (titleId) => {
      const title = content.title(titleId);
      return title && limitTitle(title);
    },
    characters,
    character: (titleId, id) => characters(titleId).find((character) => character.id === id),
    people,
    person: (titleId, id) => people(titleId).find((person) => person.id === id),
    rolesOf: (titleId, personId) =>
      content
        .rolesOf(titleId, personId)
        .filter(({ character, role }) => isOpen(character, lastOf(titleId)) && isOpen(role, lastOf(titleId))),
    ceremonies: (titleId) => keep(titleId, content.ceremonies(titleId)).map((ceremony) => withFacts(titleId, ceremony)),
    awards: (titleId, filter) => keep(titleId, content.awards(titleId, filter)),
    recognition: (titleId) => keep(titleId, content.recognition(titleId)),
    episodes,
    episode: (titleId, number) => episodes(titleId).find((episode) => episode.number === number),
    tracks: (titleId) => keep(titleId, content.tracks(titleId)),
    nextSeason: (titleId) => keepOne(titleId, content.nextSeason(titleId)),
    claims: (titleId) => keep(titleId, content.claims(titleId)),
    notASeason: (titleId) => keep(titleId, content.notASeason(titleId)).map((entry) => withFacts(titleId, entry)),
    quotes: (titleId, filter) => keep(titleId, content.quotes(titleId, filter)),
    quote: (titleId, id) => keepOne(titleId, content.quote(titleId, id)),
    themes: (titleId) => {
      if (progress[titleId] === undefined) return content.themes(titleId);
      const used = new Set(keep(titleId, content.quotes(titleId)).flatMap(({ themes }) => themes));
      return content.themes(titleId).filter((theme) => used.has(theme));
    },
    sources: (titleId) => keep(titleId, content.sources(titleId)),
    source: (titleId, id) => keepOne(titleId, content.source(titleId, id)),
    conflictsAbout: (titleId, recordIds) => keep(titleId, content.conflictsAbout(titleId, recordIds)),
    search: (query, options) => content.search(query, options).filter((hit) => knows(hit.title, hit.id)),
    suggest: (typed, options) => content.suggest(typed, options).filter((hit) => knows(hit.title, hit.id)),
    close: () => content.close(),
  };
}
