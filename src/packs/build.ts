/**
 * content.db: derived from the packs, disposable, replaced only as a whole. Columns are what is asked for; `record`
 * holds the validated record as JSON.
 */
import { createHash, randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { checkPacks, packValues } from './check.ts';
import { readPackTexts } from './files.ts';
import type { Problem } from './problem.ts';
import { parsePacks, type ReadPack } from './read.ts';
import { listRecords, type PartialPack } from './records.ts';
import type { Character, Quote } from './schema.ts';
import { isStale, listOriginals, listTranslated } from './translation.ts';

const SCHEMA = `
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE titles (
  id TEXT PRIMARY KEY, position INTEGER NOT NULL UNIQUE, kind TEXT NOT NULL, last_episode INTEGER NOT NULL, record TEXT NOT NULL
) STRICT;
CREATE TABLE sources (
  title_id TEXT NOT NULL REFERENCES titles, id TEXT NOT NULL, position INTEGER NOT NULL, spoiler_from INTEGER NOT NULL,
  reliability TEXT NOT NULL, published TEXT, record TEXT NOT NULL, PRIMARY KEY (title_id, id)
) STRICT;
CREATE TABLE people (
  title_id TEXT NOT NULL REFERENCES titles, id TEXT NOT NULL, position INTEGER NOT NULL, spoiler_from INTEGER NOT NULL,
  record TEXT NOT NULL, PRIMARY KEY (title_id, id)
) STRICT;
CREATE TABLE characters (
  title_id TEXT NOT NULL REFERENCES titles, id TEXT NOT NULL, position INTEGER NOT NULL, spoiler_from INTEGER NOT NULL,
  "group" TEXT NOT NULL, record TEXT NOT NULL, PRIMARY KEY (title_id, id)
) STRICT;
CREATE TABLE roles (
  title_id TEXT NOT NULL, id TEXT NOT NULL, position INTEGER NOT NULL, spoiler_from INTEGER NOT NULL,
  character_id TEXT NOT NULL, person_id TEXT NOT NULL, kind TEXT NOT NULL, record TEXT NOT NULL,
  PRIMARY KEY (title_id, id),
  FOREIGN KEY (title_id, character_id) REFERENCES characters, FOREIGN KEY (title_id, person_id) REFERENCES people
) STRICT;
CREATE INDEX roles_of_person ON roles (title_id, person_id, position);
CREATE TABLE ceremonies (
  title_id TEXT NOT NULL REFERENCES titles, id TEXT NOT NULL, position INTEGER NOT NULL, spoiler_from INTEGER NOT NULL,
  year INTEGER NOT NULL, record TEXT NOT NULL, PRIMARY KEY (title_id, id)
) STRICT;
CREATE TABLE awards (
  title_id TEXT NOT NULL, id TEXT NOT NULL, position INTEGER NOT NULL, spoiler_from INTEGER NOT NULL,
  ceremony_id TEXT NOT NULL, result TEXT NOT NULL, counted INTEGER NOT NULL, character_id TEXT, record TEXT NOT NULL,
  PRIMARY KEY (title_id, id),
  FOREIGN KEY (title_id, ceremony_id) REFERENCES ceremonies, FOREIGN KEY (title_id, character_id) REFERENCES characters
) STRICT;
CREATE TABLE award_recipients (
  title_id TEXT NOT NULL, award_id TEXT NOT NULL, person_id TEXT NOT NULL, position INTEGER NOT NULL,
  PRIMARY KEY (title_id, award_id, person_id),
  FOREIGN KEY (title_id, award_id) REFERENCES awards, FOREIGN KEY (title_id, person_id) REFERENCES people
) STRICT;
CREATE TABLE recognition (
  title_id TEXT NOT NULL REFERENCES titles, id TEXT NOT NULL, position INTEGER NOT NULL, spoiler_from INTEGER NOT NULL,
  record TEXT NOT NULL, PRIMARY KEY (title_id, id)
) STRICT;
CREATE TABLE episodes (
  title_id TEXT NOT NULL REFERENCES titles, id TEXT NOT NULL, position INTEGER NOT NULL, spoiler_from INTEGER NOT NULL,
  number INTEGER NOT NULL, aired TEXT, record TEXT NOT NULL, PRIMARY KEY (title_id, id), UNIQUE (title_id, number)
) STRICT;
CREATE TABLE tracks (
  title_id TEXT NOT NULL REFERENCES titles, id TEXT NOT NULL, position INTEGER NOT NULL, spoiler_from INTEGER NOT NULL,
  record TEXT NOT NULL, PRIMARY KEY (title_id, id)
) STRICT;
CREATE TABLE next_season (
  title_id TEXT PRIMARY KEY REFERENCES titles, state TEXT NOT NULL, checked_on TEXT NOT NULL, spoiler_from INTEGER NOT NULL, record TEXT NOT NULL
) STRICT;
CREATE TABLE claims (
  title_id TEXT NOT NULL REFERENCES titles, id TEXT NOT NULL, position INTEGER NOT NULL, spoiler_from INTEGER NOT NULL,
  date TEXT NOT NULL, record TEXT NOT NULL, PRIMARY KEY (title_id, id)
) STRICT;
CREATE TABLE not_a_season (
  title_id TEXT NOT NULL REFERENCES titles, id TEXT NOT NULL, position INTEGER NOT NULL, spoiler_from INTEGER NOT NULL,
  record TEXT NOT NULL, PRIMARY KEY (title_id, id)
) STRICT;
CREATE TABLE quotes (
  number INTEGER PRIMARY KEY, title_id TEXT NOT NULL REFERENCES titles, id TEXT NOT NULL, position INTEGER NOT NULL, spoiler_from INTEGER NOT NULL,
  tone TEXT NOT NULL, never_post INTEGER NOT NULL, voice TEXT NOT NULL, speaker_id TEXT, record TEXT NOT NULL,
  UNIQUE (title_id, id), CHECK (never_post = 0 OR tone IN ('neutral', 'hurtful'))
) STRICT;
CREATE TABLE quote_themes (
  title_id TEXT NOT NULL, quote_id TEXT NOT NULL, theme TEXT NOT NULL, PRIMARY KEY (title_id, quote_id, theme),
  FOREIGN KEY (title_id, quote_id) REFERENCES quotes (title_id, id)
) STRICT;
-- Two indexes over the same words: stems find "remembering" by "remember", and only unstemmed words can be found by
-- their beginning ("happine" begins "happiness", but not its stem "happi").
CREATE VIRTUAL TABLE quote_stems USING fts5 (text, original, speaker, themes, tokenize = 'porter unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE quote_words USING fts5 (text, original, speaker, themes, tokenize = 'unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE quote_vocabulary USING fts5vocab (quote_words, row);
CREATE TABLE conflicts (
  title_id TEXT NOT NULL REFERENCES titles, id TEXT NOT NULL, position INTEGER NOT NULL, spoiler_from INTEGER NOT NULL,
  record TEXT NOT NULL, PRIMARY KEY (title_id, id)
) STRICT;
CREATE TABLE conflict_subjects (
  title_id TEXT NOT NULL, conflict_id TEXT NOT NULL, record_id TEXT NOT NULL, PRIMARY KEY (title_id, conflict_id, record_id),
  FOREIGN KEY (title_id, conflict_id) REFERENCES conflicts
) STRICT;
CREATE INDEX conflicts_of_record ON conflict_subjects (title_id, record_id);
CREATE TABLE languages (title_id TEXT NOT NULL REFERENCES titles, locale TEXT NOT NULL, PRIMARY KEY (title_id, locale)) STRICT;
CREATE TABLE translations (
  title_id TEXT NOT NULL, locale TEXT NOT NULL, kind TEXT NOT NULL, record_id TEXT NOT NULL, texts TEXT NOT NULL,
  PRIMARY KEY (title_id, locale, kind, record_id), FOREIGN KEY (title_id, locale) REFERENCES languages
) STRICT;
CREATE TABLE record_sources (
  title_id TEXT NOT NULL, kind TEXT NOT NULL, record_id TEXT NOT NULL, source_id TEXT NOT NULL, spoiler_from INTEGER NOT NULL,
  PRIMARY KEY (title_id, kind, record_id, source_id), FOREIGN KEY (title_id, source_id) REFERENCES sources
) STRICT;
`;

const STALE_TEMPORARY_MS = 60 * 60 * 1000;

/** The packs are broken and there is no older content.db to fall back on. */
export class BrokenPacksError extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    const shown = problems.slice(0, 20).map(({ file, line, problem, remedy }) => `  ${file}:${line}  ${problem}  → ${remedy}`);
    const rest = problems.length > 20 ? [`  … and ${problems.length - 20} more (nabi check lists them all)`] : [];
    super(
      [
        `The packs have ${problems.length} problem${problems.length === 1 ? '' : 's'}, and there is no earlier content to use:`,
        ...shown,
        ...rest,
      ].join('\n'),
    );
    this.name = 'BrokenPacksError';
    this.problems = problems;
  }
}

export interface ContentDbRequest {
  readonly packsDir: string;
  /** Where content.db is or will be. */
  readonly file: string;
  /** Told in a sentence what is done and why. */
  readonly log?: (message: string) => void;
}

export interface ContentDbResult {
  /** Path of a content.db that can be opened. */
  readonly file: string;
  /** Why the packs were not used; empty when all is well. */
  readonly problems: readonly Problem[];
  readonly rebuilt: boolean;
  /** True when the packs are broken and the content of an earlier, good state of them is used. */
  readonly stale: boolean;
}

/**
 * Sees to it that content.db holds what the packs say: rebuilds it when they, or the code that builds it, changed, or
 * when it is damaged. Broken packs never replace a good content.db.
 * Throws BrokenPacksError when the packs are broken and there is none, and a file system's error when it cannot write.
 */
export function ensureContentDb({ packsDir, file, log = () => {} }: ContentDbRequest): ContentDbResult {
  const texts = readPackTexts(packsDir);
  const hash = buildHash(texts.hash);
  const existing = readBuiltHash(file);
  if (existing === hash) return { file, problems: [], rebuilt: false, stale: false };

  const read = parsePacks(texts);
  const problems = checkPacks(read);
  if (problems.length > 0) {
    if (existing === null) throw new BrokenPacksError(problems);
    log(`The packs have ${problems.length} problem${problems.length === 1 ? '' : 's'}; the content of their last good state is used.`);
    return { file, problems, rebuilt: false, stale: true };
  }
  const started = performance.now();
  writeContentDb(file, read.packs, hash);
  log(`content.db was built anew (titles: ${read.packs.length}) in ${Math.round(performance.now() - started)} ms.`);
  return { file, problems: [], rebuilt: true, stale: false };
}

// The code that builds counts too, so that nobody has to remember to raise a version.
function buildHash(packsHash: string): string {
  const hash = createHash('sha256').update(packsHash);
  for (const source of ['./schema.ts', './records.ts', './translation.ts', './yaml-bounds.ts', './check.ts', './build.ts'])
    hash.update(readFileSync(new URL(source, import.meta.url)));
  return hash.digest('hex');
}

/** The hash a content.db was built with; null when there is none or it is damaged. */
function readBuiltHash(file: string): string | null {
  let db: Database.Database;
  try {
    db = new Database(file, { readonly: true, fileMustExist: true });
  } catch {
    return null;
  }
  try {
    if (db.pragma('quick_check', { simple: true }) !== 'ok') return null;
    const hash: unknown = db.prepare("SELECT value FROM meta WHERE key = 'hash'").pluck().get();
    return typeof hash === 'string' ? hash : null;
  } catch {
    return null;
  } finally {
    db.close();
  }
}

/** Writes beside, makes it durable, and puts it in place in one step: a reader sees the old file or the new one. */
function writeContentDb(file: string, packs: readonly ReadPack[], hash: string): void {
  const dir = dirname(file);
  mkdirSync(dir, { recursive: true });
  removeStaleTemporaries(file);
  const temporary = `${file}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    const db = new Database(temporary);
    try {
      db.pragma('journal_mode = MEMORY');
      db.pragma('foreign_keys = ON');
      db.transaction(() => fill(db, packs, hash))();
    } finally {
      db.close();
    }
    syncPath(temporary);
    // A journal left by something else would be applied to the new file.
    for (const suffix of ['-journal', '-wal', '-shm']) rmSync(file + suffix, { force: true });
    renameSync(temporary, file);
    syncPath(dir);
  } finally {
    rmSync(temporary, { force: true });
  }
}

function removeStaleTemporaries(file: string): void {
  const dir = dirname(file);
  for (const name of readdirSync(dir)) {
    if (!name.startsWith(`${basename(file)}.`) || !name.endsWith('.tmp')) continue;
    const path = join(dir, name);
    const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > STALE_TEMPORARY_MS) rmSync(path, { force: true });
  }
}

function syncPath(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

type Row = Readonly<Record<string, string | number | null>>;

function fill(db: Database.Database, packs: readonly ReadPack[], hash: string): void {
  db.exec(SCHEMA);
  const insert = inserter(db);
  insert('meta', { key: 'hash', value: hash });
  const ordered = packs
    .map((pack) => ({ pack, values: packValues(pack) }))
    .filter(({ values }) => values.title !== undefined)
    .sort((a, b) => (a.values.title?.order ?? 0) - (b.values.title?.order ?? 0));
  for (const [position, { pack, values }] of ordered.entries()) {
    fillPack(insert, values, position);
    fillTranslations(insert, pack, values);
  }
}

/** Inserts rows by name; table and column names come from this file alone. */
function inserter(db: Database.Database): (table: string, row: Row) => number {
  const statements = new Map<string, Database.Statement>();
  return (table, row) => {
    const columns = Object.keys(row);
    const sql = `INSERT INTO ${table} (${columns.map((column) => `"${column}"`).join(', ')}) VALUES (${columns.map((column) => `@${column}`).join(', ')})`;
    const statement = statements.get(sql) ?? db.prepare(sql);
    statements.set(sql, statement);
    return Number(statement.run(row).lastInsertRowid);
  };
}

function fillPack(insert: (table: string, row: Row) => number, pack: PartialPack, titlePosition: number): void {
  const { title } = pack;
  if (title === undefined) return;
  const title_id = title.id;
  insert('titles', {
    id: title.id,
    position: titlePosition,
    kind: title.kind,
    last_episode: title.last_episode,
    record: JSON.stringify(title),
  });

  const insertList = <T extends { readonly id: string; readonly spoiler_from: number }>(
    table: string,
    list: readonly T[] | undefined,
    columns: (item: T) => Row,
  ): void => {
    list?.forEach((item, position) => {
      insert(table, { title_id, id: item.id, position, spoiler_from: item.spoiler_from, ...columns(item), record: JSON.stringify(item) });
    });
  };
  insertList('sources', pack.sources?.sources, ({ reliability, published }) => ({ reliability, published: published ?? null }));
  insertList('people', pack.people?.people, () => ({}));
  insertList('characters', pack.cast?.cast, ({ group }) => ({ group }));
  let rolePosition = 0;
  for (const character of pack.cast?.cast ?? []) {
    insertList('roles', character.roles, ({ actor, kind }) => ({
      position: rolePosition++,
      character_id: character.id,
      person_id: actor,
      kind,
    }));
  }
  insertList('ceremonies', pack.awards?.ceremonies, ({ year }) => ({ year }));
  insertList('awards', pack.awards?.awards, ({ ceremony, result, counted, character }) => ({
    ceremony_id: ceremony,
    result,
    counted: Number(counted),
    character_id: character ?? null,
  }));
  for (const award of pack.awards?.awards ?? []) {
    award.recipients.forEach((person_id, position) => {
      insert('award_recipients', { title_id, award_id: award.id, person_id, position });
    });
  }
  insertList('recognition', pack.awards?.recognition, () => ({}));
  insertList('episodes', pack.episodes?.episodes, ({ number, aired }) => ({ number, aired: aired ?? null }));
  insertList('tracks', pack.music?.tracks, () => ({}));
  if (pack.seasons) {
    const { next_season: next } = pack.seasons;
    insert('next_season', {
      title_id,
      state: next.state,
      checked_on: next.checked_on,
      spoiler_from: next.spoiler_from,
      record: JSON.stringify(next),
    });
    insertList('claims', pack.seasons.claims, ({ date }) => ({ date }));
    insertList('not_a_season', pack.seasons.not_a_season, () => ({}));
  }
  fillQuotes(insert, pack, title_id);
  insertList('conflicts', pack.conflicts?.conflicts, () => ({}));
  for (const conflict of pack.conflicts?.conflicts ?? []) {
    for (const record_id of new Set(conflict.about)) insert('conflict_subjects', { title_id, conflict_id: conflict.id, record_id });
  }
  for (const { kind, id, citations, spoilerFrom } of listRecords(pack)) {
    for (const source_id of new Set(citations.flatMap(({ ids }) => ids))) {
      insert('record_sources', { title_id, kind, record_id: id, source_id, spoiler_from: spoilerFrom });
    }
  }
}

/** What has changed since it was translated is left out: the text as it is now is better than one that was true. */
function fillTranslations(insert: (table: string, row: Row) => number, pack: ReadPack, values: PartialPack): void {
  if (values.title === undefined) return;
  const title_id = values.title.id;
  const originals = listOriginals(values);
  for (const [locale, { value: translation }] of pack.translations) {
    insert('languages', { title_id, locale });
    if (translation === undefined) continue;
    for (const record of listTranslated(translation)) {
      const original = originals.get(`${record.kind}/${record.id}`);
      if (original === undefined || isStale(record, original)) continue;
      insert('translations', { title_id, locale, kind: record.kind, record_id: record.id, texts: JSON.stringify(record.texts) });
    }
    for (const [theme, name] of Object.entries(translation.themes ?? {}))
      insert('translations', { title_id, locale, kind: 'themes', record_id: theme, texts: JSON.stringify({ name }) });
  }
}

function fillQuotes(insert: (table: string, row: Row) => number, pack: PartialPack, title_id: string): void {
  const speakers = new Map([...(pack.people?.people ?? []), ...(pack.cast?.cast ?? [])].map((named) => [named.id, named]));
  pack.quotes?.quotes.forEach((quote, position) => {
    const number = insert('quotes', {
      title_id,
      id: quote.id,
      position,
      spoiler_from: quote.spoiler_from,
      tone: quote.tone,
      never_post: Number(quote.never_post),
      voice: quote.voice,
      speaker_id: quote.speaker ?? null,
      record: JSON.stringify(quote),
    });
    for (const theme of new Set(quote.themes)) insert('quote_themes', { title_id, quote_id: quote.id, theme });
    const words = {
      rowid: number,
      text: searchable(quote.text),
      original: searchable(quote.original ?? ''),
      speaker: searchable(speakerNames(quote, quote.speaker === undefined ? undefined : speakers.get(quote.speaker)).join(' ')),
      themes: quote.themes.join(' '),
    };
    insert('quote_stems', words);
    insert('quote_words', words);
  });
}

/** Names of the speaker that may be known wherever the quote may. */
function speakerNames(quote: Quote, speaker: Pick<Character, 'name' | 'hangul' | 'spellings' | 'nicknames'> | undefined): string[] {
  const names = [quote.speaker_note, speaker?.name, speaker?.hangul];
  for (const spelling of [...(speaker?.spellings ?? []), ...(speaker?.nicknames ?? [])]) {
    if (typeof spelling === 'string') names.push(spelling);
    else if (spelling.spoiler_from <= quote.spoiler_from) names.push(spelling.text);
  }
  return names.filter((name) => name !== undefined);
}

/** Composed Hangul, and "don't" also as "dont": the tokenizer parts words at apostrophes, people leave them out. */
function searchable(text: string): string {
  const composed = text.normalize('NFC');
  const joined = [...composed.matchAll(/\p{L}+(?:['’]\p{L}+)+/gu)].map(([word]) => word.replace(/['’]/g, ''));
  return [composed, ...joined].join(' ');
}
