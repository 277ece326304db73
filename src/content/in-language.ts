/**
 * Content as readers of one language see it: translated where the pack has a translation, names in their script where the
 * facts have them, and a note on every record of which something stays in the pack's own language. Pure.
 */

import { describeKind, type RecordKind } from '../packs/kinds.ts';
import type {
  Award,
  Ceremony,
  Character,
  Claim,
  Conflict,
  Episode,
  Fact,
  KeyFact,
  NextSeason,
  NotASeason,
  Person,
  Quote,
  Section,
  Title,
  Track,
} from '../packs/schema.ts';
import { hasWords, languageOf } from '../packs/translatable.ts';
import type { Content, InLanguage, QuoteInLanguage, SearchHit, TranslatedTexts } from './types.ts';

const views = new WeakMap<Content, Map<string, Content>>();

/**
 * The same content for readers of a locale (Discord's codes). Made once for each content and locale; records keep their
 * ids, order and spoilers, and the search finds what it found before.
 */
export function inLanguage(content: Content, locale: string): Content {
  const made = views.get(content) ?? new Map<string, Content>();
  views.set(content, made);
  const view = made.get(locale) ?? buildView(content, locale);
  made.set(locale, view);
  return view;
}

function buildView(content: Content, locale: string): Content {
  const speakers = new Map(content.titles().map((title) => [title.id, buildSpeaker(content, title, locale)]));
  const titles = content.titles().map((title) => speakers.get(title.id)?.title ?? title);
  const byId = new Map(titles.map((title) => [title.id, title]));
  /** Gives the records of a title in the reader's language, each made once. */
  const speaking = <Item extends object>(choose: (speaker: Speaker) => (item: Item) => Item) => {
    const spoken = new WeakMap<Item, Item>();
    const one = (titleId: string, item: Item): Item => {
      const known = spoken.get(item);
      if (known !== undefined) return known;
      const speaker = speakers.get(titleId);
      const made = speaker === undefined ? item : choose(speaker)(item);
      spoken.set(item, made);
      return made;
    };
    return {
      one: (titleId: string, item: Item | undefined): Item | undefined => (item === undefined ? undefined : one(titleId, item)),
      all: (titleId: string, items: readonly Item[]): readonly Item[] => items.map((item) => one(titleId, item)),
    };
  };
  const characters = speaking<Character>((speaker) => speaker.character);
  const people = speaking<Person>((speaker) => speaker.person);
  const ceremonies = speaking<Ceremony>((speaker) => speaker.ceremony);
  const awards = speaking<Award>((speaker) => speaker.award);
  const facts = speaking<Fact>((speaker) => speaker.fact);
  const episodes = speaking<Episode>((speaker) => speaker.episode);
  const tracks = speaking<Track>((speaker) => speaker.track);
  const nextSeasons = speaking<NextSeason>((speaker) => speaker.nextSeason);
  const claims = speaking<Claim>((speaker) => speaker.claim);
  const others = speaking<NotASeason>((speaker) => speaker.notASeason);
  const quotes = speaking<Quote>((speaker) => speaker.quote);
  const conflicts = speaking<Conflict>((speaker) => speaker.conflict);
  const nameHit = (hit: SearchHit): SearchHit => {
    const named: NamedInLanguage | undefined =
      hit.kind === 'title'
        ? byId.get(hit.id)
        : hit.kind === 'person'
          ? people.one(hit.title, content.person(hit.title, hit.id))
          : characters.one(hit.title, content.character(hit.title, hit.id));
    return named?.latin === undefined ? hit : { ...hit, name: named.name, latin: named.latin };
  };
  return {
    ...content,
    titles: () => titles,
    title: (titleId) => byId.get(titleId),
    characters: (titleId) => characters.all(titleId, content.characters(titleId)),
    character: (titleId, id) => characters.one(titleId, content.character(titleId, id)),
    people: (titleId) => people.all(titleId, content.people(titleId)),
    person: (titleId, id) => people.one(titleId, content.person(titleId, id)),
    rolesOf: (titleId, personId) =>
      content.rolesOf(titleId, personId).map(({ character, role }) => {
        const spoken = characters.one(titleId, character) ?? character;
        return { character: spoken, role: spoken.roles.find(({ id }) => id === role.id) ?? role };
      }),
    ceremonies: (titleId) => ceremonies.all(titleId, content.ceremonies(titleId)),
    awards: (titleId, filter) => awards.all(titleId, content.awards(titleId, filter)),
    recognition: (titleId) => facts.all(titleId, content.recognition(titleId)),
    episodes: (titleId) => episodes.all(titleId, content.episodes(titleId)),
    episode: (titleId, number) => episodes.one(titleId, content.episode(titleId, number)),
    tracks: (titleId) => tracks.all(titleId, content.tracks(titleId)),
    nextSeason: (titleId) => nextSeasons.one(titleId, content.nextSeason(titleId)),
    claims: (titleId) => claims.all(titleId, content.claims(titleId)),
    notASeason: (titleId) => others.all(titleId, content.notASeason(titleId)),
    quotes: (titleId, filter) => quotes.all(titleId, content.quotes(titleId, filter)),
    quote: (titleId, id) => quotes.one(titleId, content.quote(titleId, id)),
    themeName: (titleId, theme) => speakers.get(titleId)?.themeName(theme) ?? content.themeName(titleId, theme),
    conflictsAbout: (titleId, recordIds) => conflicts.all(titleId, content.conflictsAbout(titleId, recordIds)),
    search: (query, options) => content.search(query, { locale, ...options }).map(nameHit),
    suggest: (typed, options) => content.suggest(typed, { locale, ...options }).map(nameHit),
  };
}

interface Named {
  readonly name: string;
  readonly hangul?: string | undefined;
  readonly scripts?: Readonly<Record<string, string>> | undefined;
}

type NamedInLanguage = Named & InLanguage;

/** The translated texts of a list of a title, for one language. */
type Speaker = ReturnType<typeof buildSpeaker>;

function buildSpeaker(content: Content, title: Title, locale: string) {
  const texts = chooseTranslation(content, title, locale);
  const isForeign = languageOf(title.language) !== languageOf(locale);

  /** A record with what is translated of it, and with the language of what is not. */
  const speak = <Item extends { readonly id: string }>(kind: RecordKind, item: Item, key = item.id): Item & InLanguage => {
    if (!isForeign) return item;
    const own = texts.get(`${kind}/${key}`) ?? {};
    const given: readonly (readonly [string, unknown])[] = Object.entries(item);
    const patch: Record<string, string | readonly string[]> = {};
    for (const [field] of given) {
      const text = Object.hasOwn(own, field) ? own[field] : undefined;
      if (text !== undefined) patch[field] = text;
    }
    const needed = describeKind(kind).texts;
    const isLeft = given.some(([field, value]) => needed.includes(field) && patch[field] === undefined && isProse(value));
    return { ...item, ...patch, ...(isLeft ? { onlyIn: title.language } : {}) };
  };
  const all = <Item extends { readonly id: string }>(kind: RecordKind, items: readonly Item[]): Item[] =>
    items.map((item) => speak(kind, item));
  const name = <Item extends Named>(item: Item): Item & InLanguage => ({ ...item, ...chooseName(item, locale) });
  /** Titles of single things: in Korean their own, which needs no other spelling beside it. */
  const nameInKorean = <Item extends { readonly title?: string | undefined; readonly hangul?: string | undefined }>(item: Item): Item =>
    languageOf(locale) === 'ko' && item.hangul !== undefined ? { ...item, title: item.hangul, hangul: undefined } : item;

  const fact = (item: Fact): Fact => speak('facts', item);
  const section = (item: Section): Section => {
    const { onlyIn, ...spoken } = speak('sections', item);
    // A heading is seen with its statements, and they are what an answer knows to rest on.
    const statements = all('facts', item.statements).map((statement) => (onlyIn === undefined ? statement : { ...statement, onlyIn }));
    return { ...spoken, statements };
  };
  const keyFacts = (items: readonly KeyFact[]): KeyFact[] => all('key_facts', items);
  const person = (item: Person): Person => ({ ...name(item), facts: all('facts', item.facts) });
  const character = (item: Character): Character => ({
    ...name(speak('cast', item)),
    roles: all('roles', item.roles),
    relations: all('relations', item.relations),
    facts: all('facts', item.facts),
  });
  const ceremony = (item: Ceremony): Ceremony => ({ ...name(speak('ceremonies', item)), facts: all('facts', item.facts) });
  const episode = (item: Episode): Episode => ({ ...nameInKorean(speak('episodes', item)), facts: all('facts', item.facts) });
  const quote = (item: Quote): Quote & QuoteInLanguage => {
    const language = item.language ?? title.language;
    const own = texts.get(`quotes/${item.id}`)?.translation;
    return {
      ...speak('quotes', item),
      ...(languageOf(language) === languageOf(locale)
        ? {}
        : { wordsIn: language, ...(typeof own === 'string' ? { translation: own } : {}) }),
    };
  };
  const conflict = (item: Conflict): Conflict => {
    const versions = item.versions.map((version) => speak('versions', version, `${item.id}/${version.id}`));
    const left = versions.find((version) => version.onlyIn !== undefined)?.onlyIn;
    return { ...speak('conflicts', item), versions, ...(left === undefined ? {} : { onlyIn: left }) };
  };
  return {
    title: {
      ...name(speak('title', title)),
      // What a name means needs no telling to those in whose language it is.
      ...(languageOf(locale) === 'ko' ? { literal: undefined } : {}),
      logline: fact(title.logline),
      key_facts: keyFacts(title.key_facts),
      sections: title.sections.map(section),
    } satisfies Title,
    themeName: (theme: string): string | undefined => {
      const own = texts.get(`themes/${theme}`)?.name;
      return typeof own === 'string' ? own : undefined;
    },
    fact,
    person,
    character,
    ceremony,
    award: (item: Award): Award => speak('awards', item),
    episode,
    track: (item: Track): Track => nameInKorean(speak('tracks', item)),
    nextSeason: (item: NextSeason): NextSeason => speak('next_season', item),
    claim: (item: Claim): Claim => speak('claims', item),
    notASeason: (item: NotASeason): NotASeason => ({ ...speak('not_a_season', item), facts: all('facts', item.facts) }),
    quote,
    conflict,
  };
}

/** The pack's translation for this locale, else one for another region of its language, else nothing. */
function chooseTranslation(content: Content, title: Title, locale: string): ReadonlyMap<string, TranslatedTexts> {
  const byLocale = content.translations(title.id);
  const near = [...byLocale].find(([code]) => languageOf(code) === languageOf(locale));
  return byLocale.get(locale) ?? near?.[1] ?? new Map();
}

/** The name in the script of the readers' language, with its Latin spelling; nothing where the facts have none. */
function chooseName({ name, hangul, scripts = {} }: Named, locale: string): { readonly name?: string; readonly latin?: string } {
  const language = languageOf(locale);
  const own = Object.hasOwn(scripts, locale) ? scripts[locale] : Object.hasOwn(scripts, language) ? scripts[language] : undefined;
  const chosen = own ?? (language === 'ko' ? hangul : undefined);
  return chosen === undefined || chosen === name ? {} : { name: chosen, latin: name };
}

function isProse(value: unknown): boolean {
  return typeof value === 'string'
    ? hasWords(value)
    : Array.isArray(value) && value.some((item) => typeof item === 'string' && hasWords(item));
}
