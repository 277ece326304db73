/**
 * content.db: derived from the packs, disposable, replaced only as a whole. One table holds every record as validated JSON; a view for
 * each kind shows its records with their fields as columns.
 */
import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { atEnd, closing } from '../closing.ts';
import { putInPlace, removeLeftOvers, syncPath } from '../durable.ts';
import { curlMarks } from '../text/text.ts';
import { checkPacks } from './check.ts';
import { type BuiltPack, type Existing, hashCode, nameContent, nameTexts, PACK_KEY, readExisting, SCENE_KEY } from './content-name.ts';
import { schemaOf } from './file-schema.ts';
import { overlaysFor, type PackFolder, type PackTexts, readPackTexts } from './files.ts';
import { CITING, KINDS, RECORD_KINDS, type RecordKind } from './kinds.ts';
import { BrokenPacksError, type Problem } from './problem.ts';
import { parsePacks, type ReadPack } from './read.ts';
import { listRecords } from './records.ts';
import type { Character, Quote } from './schema.ts';
import { seal } from './seal.ts';
import { isStale, listOriginals, listTranslated } from './translation.ts';

const SCHEMA = `
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE records (
  number INTEGER PRIMARY KEY, title_id TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, owner_kind TEXT, owner_id TEXT,
  spoiler_from INTEGER NOT NULL, record TEXT NOT NULL CHECK (json_valid(record)), UNIQUE (title_id, kind, id),
  FOREIGN KEY (title_id, owner_kind, owner_id) REFERENCES records (title_id, kind, id)
) STRICT;
CREATE VIEW record_sources AS ${CITING.map(
  (key) => `SELECT title_id, kind, records.id AS record_id, value AS source_id, spoiler_from FROM records, json_each(record, '$.${key}')`,
).join(' UNION ')};
-- Two indexes over the same words: stems find "remembering" by "remember", and only unstemmed words can be found by
-- their beginning ("happine" begins "happiness", but not its stem "happi").
CREATE VIRTUAL TABLE quote_stems USING fts5 (text, original, speaker, themes, tokenize = 'porter unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE quote_words USING fts5 (text, original, speaker, themes, tokenize = 'unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE quote_vocabulary USING fts5vocab (quote_words, row);
CREATE TABLE languages (title_id TEXT NOT NULL, locale TEXT NOT NULL, PRIMARY KEY (title_id, locale)) STRICT;
CREATE TABLE translations (
  title_id TEXT NOT NULL, locale TEXT NOT NULL, kind TEXT NOT NULL, record_id TEXT NOT NULL, texts TEXT NOT NULL,
  PRIMARY KEY (title_id, locale, kind, record_id), FOREIGN KEY (title_id, locale) REFERENCES languages
) STRICT;
${RECORD_KINDS.map(buildView).join('\n')}
`;

/** The records of a kind as a table, each field a column, for whoever looks into content.db with a tool of their own. */
function buildView(kind: RecordKind): string {
  const fields = Object.keys(schemaOf(kind).shape).filter((field) => field !== 'id' && field !== 'spoiler_from');
  const columns = fields.map((field) => `record ->> '$.${field}' AS "${field}"`).join(', ');
  const owner = Object.hasOwn(KINDS, kind) ? '' : 'owner_kind, owner_id, ';
  return `CREATE VIEW "${kind}" AS SELECT title_id, id, ${owner}spoiler_from, ${columns} FROM records WHERE kind = '${kind}' ORDER BY number;`;
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
  /** Why packs were not used as they are; empty when all is well. */
  readonly problems: readonly Problem[];
  readonly rebuilt: boolean;
  /** Folders of the packs that are broken and answer from an earlier, good state of theirs. */
  readonly stale: readonly string[];
  /** Folders of the packs that are broken and answer nothing. */
  readonly leftOut: readonly string[];
}

/**
 * Sees to it that content.db holds what the packs say: rebuilds it when they, or the code that builds it, changed, or
 * when it is damaged. A broken pack keeps nothing but itself out: where content.db has an earlier, good state of it, that stays.
 * Throws BrokenPacksError when no pack can be used at all, and a file system's error when it cannot write.
 */
export function ensureContentDb({ packsDir, file, log = () => {} }: ContentDbRequest): ContentDbResult {
  const texts = readPackTexts(packsDir, overlaysFor(packsDir));
  const code = hashCode();
  const nameOf = (packs: readonly BuiltPack[]): string => nameContent(code, packs);
  const existing = readExisting(file);
  if (existing !== null && existing.hash === nameTexts(code, texts)) return { file, problems: [], rebuilt: false, stale: [], leftOut: [] };

  // A pack that is as it was when this code last found it in order is in order.
  const isHeld = ({ name, hash }: PackFolder) =>
    existing?.code === code && existing.packs.some((one) => one.id === name && one.hash === hash);
  const unchanged = texts.folders.filter(isHeld).map(({ name, hash }) => ({ id: name, hash }));
  const read = parsePacks({ ...texts, folders: texts.folders.filter((folder) => !isHeld(folder)) });
  const problems = checkPacks(read);
  const broken = read.packs.filter((pack) => hasProblem(pack, problems));
  const carried = existing === null ? [] : listCarried(file, existing.packs, broken);
  const stale = carried.map(({ id }) => id);
  // What lies over a pack keeps out no more than itself.
  const bared = readBare(
    texts,
    broken.filter(({ folder }) => !stale.includes(folder)),
  );
  const good = [...read.packs.filter((pack) => !broken.includes(pack)), ...bared];
  const leftOut = broken.map(({ folder }) => folder).filter((id) => !stale.includes(id) && !bared.some((pack) => pack.folder === id));
  // Only what this code has checked, or finds to be as it would be now, is ever given to those who read it.
  if (good.length === 0 && unchanged.length === 0 && carried.length === 0) throw new BrokenPacksError(problems);
  if (stale.length > 0) log(`These packs are broken, and the content of their last good state is used: ${stale.join(', ')}.`);
  if (bared.length > 0) log(`What is laid over these packs is broken and left out: ${bared.map(({ folder }) => folder).join(', ')}.`);
  if (leftOut.length > 0) log(`These packs are broken and left out: ${leftOut.join(', ')}.`);
  // Without what is broken now, so that the next start looks at it again.
  const held = [...good.map(({ folder, hash }) => ({ id: folder, hash })), ...unchanged, ...carried];
  if (existing?.hash === nameOf(held)) return { file, problems, rebuilt: false, stale, leftOut };
  const started = performance.now();
  const taken = [...unchanged, ...carried].map(({ id }) => id);
  writeContentDb(file, good, { hash: nameOf(held), code, packs: held }, taken);
  log(`content.db was built anew (titles: ${held.length}) in ${Math.round(performance.now() - started)} ms.`);
  return { file, problems, rebuilt: true, stale, leftOut };
}

/** Whether anything in the folder of a pack, or in what is laid over it, is wrong. */
function hasProblem({ path, title, overlay }: ReadPack, problems: readonly Problem[]): boolean {
  const isIn = (folder: string | undefined) =>
    folder !== undefined && problems.some(({ file }) => file === folder || file.startsWith(`${folder}/`));
  return title === undefined || isIn(path) || isIn(overlay?.path);
}

/** Of some packs those that are in order without what is laid over them. */
function readBare(texts: PackTexts, packs: readonly ReadPack[]): readonly ReadPack[] {
  const folders = texts.folders.flatMap(({ name, overlay }) =>
    overlay !== undefined && packs.some(({ folder }) => folder === name) ? [overlay.bare] : [],
  );
  if (folders.length === 0) return [];
  const read = parsePacks({ ...texts, problems: [], folders });
  const problems = checkPacks(read);
  return read.packs.filter((pack) => !hasProblem(pack, problems));
}

/** Those of some packs that a content.db holds in a form this code knows. */
function listCarried(file: string, held: readonly BuiltPack[], packs: readonly ReadPack[]): readonly BuiltPack[] {
  if (packs.length === 0) return [];
  using db = closing(new Database(file, { readonly: true }));
  try {
    const rows = db.prepare<[string], { kind: string; record: string }>('SELECT kind, record FROM records WHERE title_id = ?');
    return packs.flatMap(({ folder }) => {
      const records = rows.all(folder);
      const isKnown = records.every(({ kind, record }) => {
        const name = RECORD_KINDS.find((one) => one === kind);
        return name !== undefined && schemaOf(name).safeParse(JSON.parse(record)).success;
      });
      return records.length > 0 && isKnown ? held.filter(({ id }) => id === folder) : [];
    });
  } catch {
    return [];
  }
}

/** What a content.db holds of some titles, taken over as it is. */
function carryOver(db: Database.Database, from: string, titleIds: readonly string[]): void {
  db.prepare('ATTACH ? AS earlier').run(from);
  for (const id of titleIds) {
    const columns = 'title_id, kind, id, owner_kind, owner_id, spoiler_from, record';
    db.prepare(`INSERT INTO main.records (${columns}) SELECT ${columns} FROM earlier.records WHERE title_id = ? ORDER BY number`).run(id);
    for (const table of ['quote_stems', 'quote_words']) {
      db.prepare(
        `INSERT INTO main.${table} (rowid, text, original, speaker, themes)
         SELECT now.number, words.text, words.original, words.speaker, words.themes FROM earlier.${table} AS words
         JOIN earlier.records AS was ON was.number = words.rowid
         JOIN main.records AS now ON now.title_id = was.title_id AND now.kind = was.kind AND now.id = was.id
         WHERE was.title_id = ?`,
      ).run(id);
    }
    db.prepare('INSERT INTO main.languages SELECT * FROM earlier.languages WHERE title_id = ?').run(id);
    db.prepare('INSERT INTO main.translations SELECT * FROM earlier.translations WHERE title_id = ?').run(id);
    db.prepare('INSERT INTO main.meta SELECT * FROM earlier.meta WHERE key = ?').run(`${SCENE_KEY}${id}`);
  }
}

/** Writes beside, makes it durable, and puts it in place in one step: a reader sees the old file or the new one. */
function writeContentDb(file: string, packs: readonly ReadPack[], held: Existing, carried: readonly string[]): void {
  mkdirSync(dirname(file), { recursive: true });
  removeLeftOvers(file);
  const temporary = `${file}.${randomBytes(6).toString('hex')}.tmp`;
  using _leftOver = atEnd(() => rmSync(temporary, { force: true }));
  {
    using db = closing(new Database(temporary));
    db.pragma('journal_mode = MEMORY');
    db.pragma('foreign_keys = ON');
    db.exec(SCHEMA);
    if (carried.length > 0) carryOver(db, file, carried);
    db.transaction(() => fill(db, packs, held))();
  }
  seal(temporary);
  syncPath(temporary);
  // A journal left by something else would be applied to the new file.
  for (const suffix of ['-journal', '-wal', '-shm']) rmSync(file + suffix, { force: true });
  putInPlace(temporary, file);
}

type Insert = (table: string, columns: Readonly<Record<string, string | number | null>>) => number;

function fill(db: Database.Database, packs: readonly ReadPack[], held: Existing): void {
  const insert = inserter(db);
  insert('meta', { key: 'hash', value: held.hash });
  insert('meta', { key: 'code', value: held.code });
  for (const { id, hash } of held.packs) insert('meta', { key: `${PACK_KEY}${id}`, value: hash });
  const titled = packs.flatMap((pack) => (pack.title === undefined ? [] : [{ pack, title: pack.title }]));
  for (const { pack, title } of titled) {
    if (pack.scene !== undefined) insert('meta', { key: `${SCENE_KEY}${title.id}`, value: pack.scene });
    fillRecords(insert, pack, title.id);
    fillTranslations(insert, pack, title.id);
  }
}

/** Inserts rows by name; table and column names come from this file alone. */
function inserter(db: Database.Database): Insert {
  const statements = new Map<string, Database.Statement>();
  return (table, columns) => {
    const names = Object.keys(columns);
    const sql = `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map((name) => `@${name}`).join(', ')})`;
    return Number(statements.getOrInsertComputed(sql, (text) => db.prepare(text)).run(columns).lastInsertRowid);
  };
}

function fillRecords(insert: Insert, pack: ReadPack, title_id: string): void {
  const numbers = new Map<object, number>();
  for (const { kind, id, owner, spoilerFrom, record } of listRecords(pack)) {
    const number = insert('records', {
      title_id,
      kind,
      id,
      owner_kind: owner?.kind ?? null,
      owner_id: owner?.id ?? null,
      spoiler_from: spoilerFrom,
      record: print(record),
    });
    numbers.set(record, number);
  }
  const speakers = new Map([...pack.list('people'), ...pack.list('cast')].map((named) => [named.id, named]));
  for (const quote of pack.list('quotes')) {
    const words = {
      rowid: numbers.get(quote) ?? null,
      text: searchable(quote.text),
      original: searchable(quote.original ?? ''),
      speaker: searchable(speakerNames(quote, quote.speaker === undefined ? undefined : speakers.get(quote.speaker)).join(' ')),
      themes: quote.themes.join(' '),
    };
    insert('quote_stems', words);
    insert('quote_words', words);
  }
}

/** As JSON, with apostrophes and quotation marks as they are printed, however the pack has them: it stands beside sentences that are. */
function print(record: unknown): string {
  return JSON.stringify(record, (_key, value: unknown) => (typeof value === 'string' ? curlMarks(value) : value));
}

/** What has changed since it was translated is left out: the text as it is now is better than one that was true. */
function fillTranslations(insert: Insert, pack: ReadPack, title_id: string): void {
  const originals = listOriginals(pack);
  for (const [locale, { value: translation }] of pack.translations) {
    insert('languages', { title_id, locale });
    if (translation === undefined) continue;
    for (const record of listTranslated(translation)) {
      const original = originals.get(`${record.kind}/${record.id}`);
      if (original === undefined || isStale(record, original)) continue;
      insert('translations', { title_id, locale, kind: record.kind, record_id: record.id, texts: print(record.texts) });
    }
    for (const [theme, name] of Object.entries(translation.themes ?? {}))
      insert('translations', { title_id, locale, kind: 'themes', record_id: theme, texts: print({ name }) });
  }
}

/** Names of the speaker that may be known wherever the quote may. */
function speakerNames(quote: Quote, speaker: Pick<Character, 'name' | 'hangul' | 'spellings' | 'nicknames'> | undefined): string[] {
  if (quote.speaker_from !== undefined && quote.speaker_from > quote.spoiler_from) return [];
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
  const joined = [...composed.matchAll(/(?<!\p{L})\p{L}+(?:['’]\p{L}+)+/gu)].map(([word]) => word.replace(/['’]/g, ''));
  return [composed, ...joined].join(' ');
}
