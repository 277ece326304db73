/** The questions of `Content`, answered from content.db. Every record is parsed once, when the file is opened. */
import { readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { z } from 'zod';
import {
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
  Quote as QuoteRecord,
  type Role,
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
  const awardIds = prepareAwards(db);
  const quoteIds = prepareQuotes(db);
  const roles = db.prepare<[string, string], { id: string; character_id: string }>(
    'SELECT id, character_id FROM roles WHERE title_id = ? AND person_id = ? ORDER BY position',
  );
  const episodeId = db.prepare<[string, number], string>('SELECT id FROM episodes WHERE title_id = ? AND number = ?').pluck();
  const themes = db
    .prepare<[string], string>(
      `SELECT theme FROM quote_themes JOIN quotes USING (title_id) WHERE title_id = ? AND quotes.id = quote_id AND never_post = 0
       GROUP BY theme ORDER BY count(*) DESC, min(position), theme`,
    )
    .pluck();
  const conflictIds = db
    .prepare<[{ title: string; records: string }], string>(
      `SELECT id FROM conflicts WHERE title_id = @title AND id IN (
         SELECT conflict_id FROM conflict_subjects WHERE title_id = @title AND record_id IN (SELECT value FROM json_each(@records))
       ) ORDER BY position`,
    )
    .pluck();

  return {
    packsHash,
    titles: () => titles,
    title: (titleId) => byId.get(titleId),
    characters: characters.list,
    character: characters.get,
    people: people.list,
    person: people.get,
    rolesOf: (titleId, personId) =>
      roles.all(titleId, personId).flatMap(({ id, character_id }) => {
        const character = characters.get(titleId, character_id);
        const role = character?.roles.find((candidate) => candidate.id === id);
        return character && role ? ([{ character, role }] satisfies { character: Character; role: Role }[]) : [];
      }),
    ceremonies: ceremonies.list,
    awards: (titleId, filter) => (filter === undefined ? awards.list(titleId) : awards.pick(titleId, awardIds(titleId, filter))),
    recognition: recognition.list,
    episodes: episodes.list,
    episode: (titleId, number) => {
      const id = Number.isSafeInteger(number) ? episodeId.get(titleId, number) : undefined;
      return id === undefined ? undefined : episodes.get(titleId, id);
    },
    tracks: tracks.list,
    nextSeason: (titleId) => nextSeasons.get(titleId),
    claims: claims.list,
    notASeason: others.list,
    quotes: (titleId, filter = {}) => quotes.pick(titleId, quoteIds(titleId, filter)),
    quote: (titleId, id) => {
      const quote = quotes.get(titleId, id);
      return quote?.never_post ? undefined : quote;
    },
    themes: (titleId) => themes.all(titleId),
    themeName: (_titleId, theme) => theme.replaceAll('-', ' '),
    translations: (titleId) => translations.get(titleId) ?? new Map(),
    sources: sources.list,
    source: sources.get,
    conflictsAbout: (titleId, recordIds) =>
      conflicts.pick(titleId, conflictIds.all({ title: titleId, records: JSON.stringify(recordIds) })),
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
  /** The records of these ids, in their order. */
  readonly pick: (titleId: string, ids: readonly string[]) => readonly T[];
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
    pick: (titleId, ids) => ids.flatMap((id) => get(titleId, id) ?? []),
  };
}

function prepareAwards(db: Database.Database): (titleId: string, filter: AwardFilter) => string[] {
  const statement = db
    .prepare<[Record<'title' | 'ceremony' | 'year' | 'result' | 'recipient' | 'character', string | number | null>], string>(
      `SELECT awards.id FROM awards JOIN ceremonies ON ceremonies.title_id = awards.title_id AND ceremonies.id = awards.ceremony_id
       WHERE awards.title_id = @title
         AND (@ceremony IS NULL OR awards.ceremony_id = @ceremony)
         AND (@year IS NULL OR ceremonies.year = @year)
         AND (@result IS NULL OR awards.result = @result)
         AND (@character IS NULL OR awards.character_id = @character)
         AND (@recipient IS NULL OR EXISTS (
           SELECT 1 FROM award_recipients WHERE title_id = awards.title_id AND award_id = awards.id AND person_id = @recipient))
       ORDER BY awards.position`,
    )
    .pluck();
  return (title, filter) => {
    const { ceremony = null, year = null, result = null, recipient = null, character = null } = filter;
    return statement.all({ title, ceremony, year, result, recipient, character });
  };
}

function prepareQuotes(db: Database.Database): (titleId: string, filter: QuoteFilter) => string[] {
  const healing = HEALING_TONES.map((tone) => `'${tone}'`).join(', ');
  // A line marked never_post is in no answer, whatever is asked.
  const statement = db.prepare<
    [Record<'title' | 'theme' | 'speaker' | 'healing' | 'voice' | 'ceiling', string | number | null>],
    { id: string; number: number }
  >(
    `SELECT id, number FROM quotes
     WHERE title_id = @title AND never_post = 0
       AND (@healing = 0 OR tone IN (${healing}))
       AND (@voice IS NULL OR voice = @voice)
       AND (@speaker IS NULL OR speaker_id = @speaker)
       AND (@ceiling IS NULL OR spoiler_from <= @ceiling)
       AND (@theme IS NULL OR EXISTS (
         SELECT 1 FROM quote_themes WHERE quote_themes.title_id = quotes.title_id AND quote_id = quotes.id AND theme = @theme))
     ORDER BY position`,
  );
  const findWord = prepareWord(db);
  return (title, { words = '', theme = null, speaker = null, healingOnly = false, voice = null, spoilerCeiling: ceiling = null }) => {
    const rows = statement.all({ title, theme, speaker, healing: Number(healingOnly), voice, ceiling });
    if (words.trim() === '') return rows.map(({ id }) => id);
    const tokens = splitWords(words);
    // Something was typed, but nothing of it is a word: nothing can be found by it.
    if (tokens.length === 0) return [];
    const found = tokens.map((token, index) => findWord(token, index === tokens.length - 1));
    return rows.filter(({ number }) => found.every((numbers) => numbers.has(number))).map(({ id }) => id);
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
