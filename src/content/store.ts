/** The questions of `Content`, answered from content.db. Every record is parsed once, when the file is opened. */
import { readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { z } from 'zod';
import {
  type Award,
  Award as AwardRecord,
  Ceremony as CeremonyRecord,
  type Character,
  Character as CharacterRecord,
  Claim as ClaimRecord,
  Conflict as ConflictRecord,
  Episode as EpisodeRecord,
  Fact as FactRecord,
  HEALING_TONES,
  NotASeason as NotASeasonRecord,
  Person as PersonRecord,
  type Quote,
  Quote as QuoteRecord,
  SeasonsFile,
  Source as SourceRecord,
  TitleFile,
  Track as TrackRecord,
} from '../packs/schema.ts';
import { listNames } from './names.ts';
import { buildSearchIndex } from './search/index.ts';
import { closestWords } from './search/words.ts';
import type { AwardFilter, Content, QuoteFilter, TranslatedTexts } from './types.ts';

/** More words than any line has only slow the search down. */
const MAX_SEARCH_WORDS = 24;

/**
 * Opens a content.db for reading; nothing can be written through it. It is read into memory as a whole, a megabyte or two, so that
 * whatever happens to the file or the disk afterwards changes no answer.
 * Throws when the file is missing, damaged, or holds a record the schemas do not know (ensureContentDb mends all three).
 */
export function openContent(file: string): Content {
  const db = new Database(readFileSync(file));
  try {
    db.pragma('query_only = ON');
    return readContent(db);
  } catch (error) {
    db.close();
    throw error;
  }
}

function readContent(db: Database.Database): Content {
  const titles = db
    .prepare<[], string>('SELECT record FROM titles ORDER BY position')
    .pluck()
    .all()
    .map((record) => TitleFile.parse(JSON.parse(record)));
  const byId = new Map(titles.map((title) => [title.id, title]));
  const sources = readTable(db, 'sources', SourceRecord);
  const people = readTable(db, 'people', PersonRecord);
  const characters = readTable(db, 'characters', CharacterRecord);
  const ceremonies = readTable(db, 'ceremonies', CeremonyRecord);
  const awards = readTable(db, 'awards', AwardRecord);
  const recognition = readTable(db, 'recognition', FactRecord);
  const episodes = readTable(db, 'episodes', EpisodeRecord);
  const tracks = readTable(db, 'tracks', TrackRecord);
  const claims = readTable(db, 'claims', ClaimRecord);
  const others = readTable(db, 'not_a_season', NotASeasonRecord);
  const quotes = readTable(db, 'quotes', QuoteRecord);
  const conflicts = readTable(db, 'conflicts', ConflictRecord);
  const nextSeasons = new Map(
    db
      .prepare<[], { title_id: string; record: string }>('SELECT title_id, record FROM next_season')
      .all()
      .map(({ title_id, record }) => [title_id, SeasonsFile.shape.next_season.parse(JSON.parse(record))] as const),
  );
  const translations = readTranslations(db);
  const packsHash = db.prepare<[], string>("SELECT value FROM meta WHERE key = 'hash'").pluck().get();
  if (packsHash === undefined) throw new Error('This content.db does not say what it was built from.');

  const index = buildSearchIndex(titles.flatMap((title) => listNames(title, people.list(title.id), characters.list(title.id))));
  const havingWords = prepareWords(db);
  const rolesByPerson = new Map(titles.map(({ id }) => [id, groupRoles(characters.list(id))] as const));
  const themes = new Map(titles.map(({ id }) => [id, listThemes(quotes.list(id))] as const));

  return {
    packsHash,
    titles: () => titles,
    title: (titleId) => byId.get(titleId),
    characters: characters.list,
    character: characters.get,
    people: people.list,
    person: people.get,
    rolesOf: (titleId, personId) => rolesByPerson.get(titleId)?.get(personId) ?? [],
    ceremonies: ceremonies.list,
    awards: (titleId, filter = {}) => {
      const isWanted = (award: Award): boolean =>
        isAwardOf(award, filter) && (filter.year === undefined || ceremonies.get(titleId, award.ceremony)?.year === filter.year);
      return awards.list(titleId).filter(isWanted);
    },
    recognition: recognition.list,
    episodes: episodes.list,
    episode: (titleId, number) => episodes.list(titleId).find((episode) => episode.number === number),
    tracks: tracks.list,
    nextSeason: (titleId) => nextSeasons.get(titleId),
    claims: claims.list,
    notASeason: others.list,
    quotes: (titleId, filter = {}) => {
      const hasWords = havingWords(titleId, filter.words ?? '');
      return quotes.list(titleId).filter((quote) => isQuoteOf(quote, filter) && hasWords(quote));
    },
    quote: (titleId, id) => {
      const quote = quotes.get(titleId, id);
      return quote?.never_post ? undefined : quote;
    },
    themes: (titleId) => themes.get(titleId) ?? [],
    themeName: (_titleId, theme) => theme.replaceAll('-', ' '),
    translations: (titleId) => translations.get(titleId) ?? new Map(),
    sources: sources.list,
    source: sources.get,
    conflictsAbout: (titleId, recordIds) => {
      const asked = new Set(recordIds);
      return conflicts.list(titleId).filter(({ about }) => about.some((id) => asked.has(id)));
    },
    search: index.search,
    suggest: index.suggest,
    close: () => {
      db.close();
    },
  };
}

const Texts = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

function readTranslations(db: Database.Database): ReadonlyMap<string, ReadonlyMap<string, ReadonlyMap<string, TranslatedTexts>>> {
  const byTitle = new Map<string, Map<string, Map<string, TranslatedTexts>>>();
  const languages = db.prepare<[], { title_id: string; locale: string }>('SELECT title_id, locale FROM languages').all();
  for (const { title_id, locale } of languages) {
    const byLocale = byTitle.get(title_id) ?? new Map<string, Map<string, TranslatedTexts>>();
    byTitle.set(title_id, byLocale.set(locale, new Map()));
  }
  const rows = db.prepare<[], Record<'title_id' | 'locale' | 'kind' | 'record_id' | 'texts', string>>(
    'SELECT title_id, locale, kind, record_id, texts FROM translations',
  );
  for (const { title_id, locale, kind, record_id, texts } of rows.iterate())
    byTitle
      .get(title_id)
      ?.get(locale)
      ?.set(`${kind}/${record_id}`, Texts.parse(JSON.parse(texts)));
  return byTitle;
}

interface Table<T> {
  readonly list: (titleId: string) => readonly T[];
  readonly get: (titleId: string, id: string) => T | undefined;
}

function readTable<Schema extends z.ZodType>(db: Database.Database, table: string, schema: Schema): Table<z.infer<Schema>> {
  const byTitle = new Map<string, Map<string, z.infer<Schema>>>();
  const rows = db.prepare<[], { title_id: string; id: string; record: string }>(
    `SELECT title_id, id, record FROM ${table} ORDER BY title_id, position`,
  );
  for (const { title_id, id, record } of rows.iterate()) {
    const records = byTitle.get(title_id) ?? new Map<string, z.infer<Schema>>();
    byTitle.set(title_id, records);
    records.set(id, schema.parse(JSON.parse(record)));
  }
  const lists = new Map([...byTitle].map(([titleId, records]) => [titleId, [...records.values()]]));
  const get = (titleId: string, id: string): z.infer<Schema> | undefined => byTitle.get(titleId)?.get(id);
  return {
    list: (titleId) => lists.get(titleId) ?? [],
    get,
  };
}

type Part = ReturnType<Content['rolesOf']>[number];

function groupRoles(characters: readonly Character[]): ReadonlyMap<string, readonly Part[]> {
  return Map.groupBy(
    characters.flatMap((character) => character.roles.map((role) => ({ character, role }))),
    ({ role }) => role.actor,
  );
}

/** Most used first, then as the pack lists them. */
function listThemes(quotes: readonly Quote[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { themes, never_post } of quotes)
    if (!never_post) for (const theme of [...new Set(themes)].sort()) counts.set(theme, (counts.get(theme) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a).map(([theme]) => theme);
}

/** Whether an award is one that was asked for, but for the year, which only its ceremony knows. */
function isAwardOf(award: Award, { ceremony, result, recipient, character }: AwardFilter): boolean {
  return (
    (ceremony === undefined || award.ceremony === ceremony) &&
    (result === undefined || award.result === result) &&
    (character === undefined || award.character === character) &&
    (recipient === undefined || award.recipients.includes(recipient))
  );
}

const HEALING: ReadonlySet<string> = new Set(HEALING_TONES);

/** Whether a line is one that was asked for, but for its words. A line marked never_post is in no answer, whatever is asked. */
function isQuoteOf(quote: Quote, { theme, speaker, healingOnly = false, voice, spoilerCeiling }: QuoteFilter): boolean {
  return (
    !quote.never_post &&
    (!healingOnly || HEALING.has(quote.tone)) &&
    (voice === undefined || quote.voice === voice) &&
    (speaker === undefined || quote.speaker === speaker) &&
    (spoilerCeiling === undefined || quote.spoiler_from <= spoilerCeiling) &&
    (theme === undefined || quote.themes.includes(theme))
  );
}

/** Whether a line has all of the words; every line has none. */
function prepareWords(db: Database.Database): (titleId: string, words: string) => (quote: Quote) => boolean {
  const rows = db.prepare<[], { title_id: string; id: string; number: number }>('SELECT title_id, id, number FROM quotes').all();
  const numbers = new Map(rows.map(({ title_id, id, number }) => [`${title_id}/${id}`, number]));
  const findWord = prepareWord(db);
  return (titleId, words) => {
    if (words.trim() === '') return () => true;
    const tokens = splitWords(words);
    // Something was typed, but nothing of it is a word: nothing can be found by it.
    if (tokens.length === 0) return () => false;
    const found = tokens.map((token, index) => findWord(token, index === tokens.length - 1));
    return ({ id }) => found.every((those) => those.has(numbers.get(`${titleId}/${id}`) ?? Number.NaN));
  };
}

/**
 * Finds the quotes with a word or its stem; with `begins`, also with words that only begin so. A word that no quote has is
 * taken for a slip of one that some do.
 */
function prepareWord(db: Database.Database): (word: string, begins: boolean) => ReadonlySet<number> {
  const vocabulary = db.prepare<[], string>('SELECT term FROM quote_vocabulary').pluck().all();
  const stems = db.prepare<[string], number>('SELECT rowid FROM quote_stems WHERE quote_stems MATCH ?').pluck();
  const beginnings = db.prepare<[string], number>('SELECT rowid FROM quote_words WHERE quote_words MATCH ?').pluck();
  return (word, begins) => {
    // In quotes nothing in a word is an operator of the query language; a word holds no quotes itself.
    const phrase = `"${word}"`;
    const numbers = new Set(stems.all(phrase));
    // Korean particles stand at the end of a word, so a Korean word is always a beginning.
    if (begins || /\p{Script=Hangul}/u.test(word)) for (const number of beginnings.all(`${phrase}*`)) numbers.add(number);
    if (numbers.size > 0) return numbers;
    const meant = closestWords([word.toLowerCase()], vocabulary).flat();
    return new Set(meant.flatMap((known) => stems.all(`"${known}"`)));
  };
}

function splitWords(words: string): string[] {
  const tokens = words.normalize('NFC').match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  return [...new Set(tokens.filter((token) => /[\p{L}\p{N}]/u.test(token)))].slice(0, MAX_SEARCH_WORDS);
}
