/** The questions of `Content`, answered from content.db. Every record is parsed once, when the file is opened. */
import { readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { z } from 'zod';
import { SCENE_KEY } from '../packs/content-name.ts';
import { KIND_NAMES, KINDS, type Kind, listsOf, type RecordOf } from '../packs/kinds.ts';
import { isWithheld } from '../packs/records.ts';
import type { Quote, Title } from '../packs/schema.ts';
import { listNames, listThings } from './names.ts';
import { answerFrom } from './questions.ts';
import { buildSearchIndex } from './search/index.ts';
import { closestWords } from './search/words.ts';
import type { Content, TranslatedTexts, WithheldQuote } from './types.ts';

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
  const { list, get, titles, withheld } = readRecords(db);
  const byId = new Map(titles.map((title) => [title.id, title]));
  const translations = readTranslations(db);
  const packsHash = db.prepare<[], string>("SELECT value FROM meta WHERE key = 'hash'").pluck().get();
  if (packsHash === undefined) throw new Error('This content.db does not say what it was built from.');

  const scenes = new Map(
    db
      .prepare<[], { key: string; value: string }>(`SELECT key, value FROM meta WHERE key GLOB '${SCENE_KEY}*'`)
      .all()
      .map(({ key, value }) => [key.slice(SCENE_KEY.length), value]),
  );
  const index = buildSearchIndex(
    titles.flatMap((title) => listNames(title, list('people', title.id), list('cast', title.id))),
    titles.flatMap(({ id }) =>
      listThings(
        id,
        { ceremonies: list('ceremonies', id), tracks: list('tracks', id), episodes: list('episodes', id) },
        translations.get(id),
      ),
    ),
  );
  const havingWords = prepareWords(db);
  const themes = new Map(titles.map(({ id }) => [id, listThemes(list('quotes', id))] as const));

  return answerFrom({
    packsHash,
    titles: () => titles,
    title: (titleId) => byId.get(titleId),
    list,
    get,
    withheld: (titleId) => withheld.get(titleId) ?? [],
    havingWords,
    themes: (titleId) => themes.get(titleId) ?? [],
    themeName: (_titleId, theme) => theme.replaceAll('-', ' '),
    translations: (titleId) => translations.get(titleId) ?? new Map(),
    scene: (titleId) => scenes.get(titleId),
    search: index.search,
    suggest: index.suggest,
    namesIn: index.namesIn,
    isName: index.isName,
    close: () => {
      db.close();
    },
  });
}

/** Compiled, as there are thousands at each start. */
const TextsColumn = z.compile(z.record(z.string(), z.union([z.string(), z.array(z.string())])));

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
      ?.set(`${kind}/${record_id}`, TextsColumn.parse(JSON.parse(texts)));
  return byTitle;
}

/** The records of all titles but those that are in no answer; the titles in their order. */
function readRecords(db: Database.Database) {
  const byTitle = new Map<string, Map<Kind, Map<string, RecordOf<Kind>>>>();
  const titles: Title[] = [];
  const withheld = new Map<string, WithheldQuote[]>();
  const rows = db.prepare<[string], Record<'title_id' | 'id' | 'record', string>>(
    'SELECT title_id, id, record FROM records WHERE kind = ? ORDER BY number',
  );
  for (const kind of KIND_NAMES) {
    const { schema } = KINDS[kind];
    for (const { title_id, id, record: text } of rows.iterate(kind)) {
      const record = schema.parse(JSON.parse(text));
      if (isWithheld(kind, record)) {
        if (kind === 'quotes') withheld.set(title_id, [...(withheld.get(title_id) ?? []), withoutWords(KINDS.quotes.schema.parse(record))]);
        continue;
      }
      const kinds = byTitle.get(title_id) ?? new Map<Kind, Map<string, RecordOf<Kind>>>();
      const records = kinds.get(kind) ?? new Map<string, RecordOf<Kind>>();
      byTitle.set(title_id, kinds.set(kind, records.set(id, record)));
    }
  }
  // The lowest order is meant when nobody names a title; what has none comes by its id.
  const ordered = [...byTitle].sort(([a, first], [b, second]) => orderOf(a, first) - orderOf(b, second) || (a < b ? -1 : 1));
  const lists = new Map(
    ordered.map(([titleId, kinds]) => {
      const records = listsOf(new Map([...kinds].map(([kind, byId]) => [kind, [...byId.values()]])));
      titles.push(...records('title'));
      return [titleId, records] as const;
    }),
  );
  const nothing = listsOf(new Map());
  function get<K extends Kind>(kind: K, titleId: string, id: string): RecordOf<K> | undefined;
  function get(kind: Kind, titleId: string, id: string): RecordOf<Kind> | undefined {
    return byTitle.get(titleId)?.get(kind)?.get(id);
  }
  return { titles, get, withheld, list: <K extends Kind>(kind: K, titleId: string) => (lists.get(titleId) ?? nothing)(kind) };
}

function orderOf(titleId: string, kinds: ReadonlyMap<Kind, ReadonlyMap<string, RecordOf<Kind>>>): number {
  const title = kinds.get('title')?.get(titleId);
  return title !== undefined && 'order' in title ? title.order : 0;
}

const withoutWords = ({ id, speaker, speaker_note, themes, sources, spoiler_from }: Quote): WithheldQuote => ({
  id,
  speaker,
  speaker_note,
  themes,
  sources,
  spoiler_from,
});

/** Most used first, then as the pack lists them. */
function listThemes(quotes: readonly Quote[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { themes } of quotes) for (const theme of [...new Set(themes)].sort()) counts.set(theme, (counts.get(theme) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a).map(([theme]) => theme);
}

/** Whether a line has all of the words; every line has none. */
function prepareWords(db: Database.Database): (titleId: string, words: string) => (quote: Pick<Quote, 'id'>) => boolean {
  const rows = db
    .prepare<[], { title_id: string; id: string; number: number }>(
      "SELECT title_id, id, number FROM records WHERE kind = 'quotes' ORDER BY number",
    )
    .all();
  const numbers = new Map(rows.map(({ title_id, id, number }) => [`${title_id}/${id}`, number]));
  // The records of a title stand together, so that its lines are a span of numbers.
  const spans = new Map<string, { -readonly [Key in keyof Span]: Span[Key] }>();
  for (const { title_id, number } of rows) {
    const span = spans.get(title_id);
    if (span === undefined) spans.set(title_id, { first: number, last: number });
    else span.last = number;
  }
  const findWord = prepareWord(db);
  return (titleId, words) => {
    if (words.trim() === '') return () => true;
    const tokens = splitWords(words);
    // Something was typed, but nothing of it is a word: nothing can be found by it.
    if (tokens.length === 0) return () => false;
    const span = spans.get(titleId);
    if (span === undefined) return () => false;
    const found = tokens.map((token, index) => findWord(token, index === tokens.length - 1, span));
    return ({ id }) => found.every((those) => those.has(numbers.get(`${titleId}/${id}`) ?? Number.NaN));
  };
}

/** The numbers of a title's lines. */
interface Span {
  readonly first: number;
  readonly last: number;
}

/**
 * Finds the quotes with a word or its stem; with `begins`, also with words that only begin so. A word that no quote has is
 * taken for a slip of one that some do.
 */
function prepareWord(db: Database.Database): (word: string, begins: boolean, span: Span) => ReadonlySet<number> {
  const vocabulary = db.prepare<[], string>('SELECT term FROM quote_vocabulary').pluck().all();
  const stems = db
    .prepare<[string, number, number], number>('SELECT rowid FROM quote_stems WHERE quote_stems MATCH ? AND rowid BETWEEN ? AND ?')
    .pluck();
  const beginnings = db
    .prepare<[string, number, number], number>('SELECT rowid FROM quote_words WHERE quote_words MATCH ? AND rowid BETWEEN ? AND ?')
    .pluck();
  return (word, begins, { first, last }) => {
    // In quotes nothing in a word is an operator of the query language; a word holds no quotes itself.
    const phrase = `"${word}"`;
    const numbers = new Set(stems.all(phrase, first, last));
    // Korean particles stand at the end of a word, so a Korean word is always a beginning.
    if (begins || /\p{Script=Hangul}/u.test(word)) for (const number of beginnings.all(`${phrase}*`, first, last)) numbers.add(number);
    if (numbers.size > 0) return numbers;
    const meant = closestWords(word.toLowerCase(), vocabulary);
    return new Set(meant.flatMap((known) => stems.all(`"${known}"`, first, last)));
  };
}

function splitWords(words: string): string[] {
  const tokens = words.normalize('NFC').match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  return [...new Set(tokens.filter((token) => /[\p{L}\p{N}]/u.test(token)))].slice(0, MAX_SEARCH_WORDS);
}
