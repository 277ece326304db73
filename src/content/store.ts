/**
 * The questions of `Content`, answered from content.db. What it holds was checked before it was written, and is known to be as it was
 * written by its seal; so no schema looks at it again, and it is read when it is first asked for.
 */
import Database from 'better-sqlite3';
import { once } from '../kept.ts';
import { SCENE_KEY } from '../packs/content-name.ts';
import type { Kind, RecordOf } from '../packs/kinds.ts';
import { isWithheld } from '../packs/records.ts';
import type { Quote } from '../packs/schema.ts';
import { readSealed } from '../packs/seal.ts';
import { listNames, listThings } from './names.ts';
import { answerFrom } from './questions.ts';
import { buildSearchIndex } from './search/index.ts';
import { closestWords } from './search/words.ts';
import type { Content, TranslatedTexts, Translation, WithheldQuote } from './types.ts';

/** More words than any line has only slow the search down. */
const MAX_SEARCH_WORDS = 24;

export interface OpenedContent extends Content {
  /** Makes what the first search would wait for, where it is not there yet. */
  readAhead(): void;
}

/**
 * Opens a content.db for reading; nothing can be written through it. It is read into memory as a whole, a megabyte or two, so that
 * whatever happens to the file or the disk afterwards changes no answer.
 * Throws when the file is missing or not as it was written (ensureContentDb mends both).
 */
export function openContent(file: string): OpenedContent {
  const bytes = readSealed(file);
  if (bytes === null) throw new Error('This content.db is not as it was written.');
  const db = new Database(bytes);
  try {
    db.pragma('query_only = ON');
    return readContent(db);
  } catch (error) {
    db.close();
    throw error;
  }
}

function readContent(db: Database.Database): OpenedContent {
  const { list, get, listWithheld, titleIds } = prepareRecords(db);
  const titles = titleIds.flatMap((id) => list('title', id));
  const byId = new Map(titles.map((title) => [title.id, title]));
  const translations = prepareTranslations(db);
  const packsHash = db.prepare<[], string>("SELECT value FROM meta WHERE key = 'hash'").pluck().get();
  if (packsHash === undefined) throw new Error('This content.db does not say what it was built from.');

  const scenes = new Map(
    db
      .prepare<[], { key: string; value: string }>(`SELECT key, value FROM meta WHERE key GLOB '${SCENE_KEY}*'`)
      .all()
      .map(({ key, value }) => [key.slice(SCENE_KEY.length), value]),
  );
  const index = once(() =>
    buildSearchIndex(
      titles.flatMap((title) => listNames(title, list('people', title.id), list('cast', title.id))),
      titles.flatMap(({ id }) =>
        listThings(
          id,
          { ceremonies: list('ceremonies', id), tracks: list('tracks', id), episodes: list('episodes', id), places: list('places', id) },
          translations.get(id),
        ),
      ),
    ),
  );
  const linesWith = once(() => prepareWords(db));
  const themes = once(() => new Map(titles.map(({ id }) => [id, listThemes(list('quotes', id))] as const)));
  const withheld = once(() => new Map(titles.map(({ id }) => [id, listWithheld('quotes', id).map(withoutWords)] as const)));

  return {
    ...answerFrom({
      packsHash,
      titles: () => titles,
      title: (titleId) => byId.get(titleId),
      list,
      get,
      withheld: (titleId) => withheld().get(titleId) ?? [],
      linesWith: (titleId, words) => linesWith()(titleId, words),
      themes: (titleId) => themes().get(titleId) ?? [],
      // “self-acceptance” keeps its hyphen.
      themeName: (_titleId, theme) => theme.replaceAll(/(?<!\bself)-/g, ' '),
      translations: (titleId) => translations.get(titleId) ?? new Map(),
      scene: (titleId) => scenes.get(titleId),
      search: (query, options) => index().search(query, options),
      suggest: (typed, options) => index().suggest(typed, options),
      namesIn: (line, options) => index().namesIn(line, options),
      isName: (text) => index().isName(text),
      beginsName: (text) => index().beginsName(text),
      close: () => {
        db.close();
      },
    }),
    readAhead: () => index().readAhead(),
  };
}

/** The translations of each title by language; each text is read when somebody needs it. */
function prepareTranslations(db: Database.Database): ReadonlyMap<string, ReadonlyMap<string, Translation>> {
  const find = db
    .prepare<[string, string, string, string], string>(
      'SELECT texts FROM translations WHERE title_id = ? AND locale = ? AND kind = ? AND record_id = ?',
    )
    .pluck();
  const byTitle = new Map<string, Map<string, Translation>>();
  const languages = db.prepare<[], { title_id: string; locale: string }>('SELECT title_id, locale FROM languages').all();
  for (const { title_id, locale } of languages) {
    const read = new Map<string, TranslatedTexts | undefined>();
    byTitle
      .getOrInsertComputed(title_id, () => new Map())
      .set(locale, {
        get(key) {
          if (read.has(key)) return read.get(key);
          const slash = key.indexOf('/');
          const row = find.get(title_id, locale, key.slice(0, slash), key.slice(slash + 1));
          const texts: TranslatedTexts | undefined = row === undefined ? undefined : JSON.parse(row);
          read.set(key, texts);
          return texts;
        },
      });
  }
  return byTitle;
}

/** The records of one kind that a title has. */
interface RecordsOf<K extends Kind> {
  /** But for those that are in no answer. */
  readonly list: RecordOf<K>[];
  readonly byId: Map<string, RecordOf<K>>;
  readonly withheld: RecordOf<K>[];
}

/** The records of all titles, a kind at a time when somebody asks for it; the titles in their order. */
function prepareRecords(db: Database.Database) {
  const rows = db.prepare<[string], Record<'title_id' | 'id' | 'record', string>>(
    'SELECT title_id, id, record FROM records WHERE kind = ? ORDER BY number',
  );
  const read = new Map<Kind, ReadonlyMap<string, RecordsOf<Kind>>>();

  function readKind<K extends Kind>(kind: K): ReadonlyMap<string, RecordsOf<K>> {
    const byTitle = new Map<string, RecordsOf<K>>();
    for (const { title_id, id, record: text } of rows.iterate(kind)) {
      const record: RecordOf<K> = JSON.parse(text);
      const records = byTitle.getOrInsertComputed(title_id, () => ({ list: [], byId: new Map(), withheld: [] }));
      if (isWithheld(kind, record)) records.withheld.push(record);
      else {
        records.list.push(record);
        records.byId.set(id, record);
      }
    }
    return byTitle;
  }

  function ofKind<K extends Kind>(kind: K): ReadonlyMap<string, RecordsOf<K>>;
  function ofKind(kind: Kind): ReadonlyMap<string, RecordsOf<Kind>> {
    return read.getOrInsertComputed(kind, readKind);
  }

  const titles = [...ofKind('title')].flatMap(([id, { list }]) => list.map(({ order }) => ({ id, order })));
  return {
    // The lowest order is meant when nobody names a title; those of the same come by their ids.
    titleIds: titles.sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1)).map(({ id }) => id),
    list: <K extends Kind>(kind: K, titleId: string): readonly RecordOf<K>[] => ofKind(kind).get(titleId)?.list ?? NONE,
    get: <K extends Kind>(kind: K, titleId: string, id: string): RecordOf<K> | undefined => ofKind(kind).get(titleId)?.byId.get(id),
    listWithheld: <K extends Kind>(kind: K, titleId: string): readonly RecordOf<K>[] => ofKind(kind).get(titleId)?.withheld ?? NONE,
  };
}

/** The same list each time: what is made of a list is kept for it. */
const NONE: readonly never[] = [];

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

function prepareWords(db: Database.Database): Content['linesWith'] {
  const rows = db
    .prepare<[], { title_id: string; id: string; number: number }>(
      "SELECT title_id, id, number FROM records WHERE kind = 'quotes' ORDER BY number",
    )
    .all();
  const idOf = new Map(rows.map(({ id, number }) => [number, id]));
  // The records of a title stand together, so that its lines are a span of numbers.
  const spans = new Map<string, { -readonly [Key in keyof Span]: Span[Key] }>();
  for (const { title_id, number } of rows) {
    const span = spans.get(title_id);
    if (span === undefined) spans.set(title_id, { first: number, last: number });
    else span.last = number;
  }
  const findWord = prepareWord(db);
  return (titleId, words) => {
    if (words.trim() === '') return undefined;
    const found = new Set<string>();
    const span = spans.get(titleId);
    if (span === undefined) return found;
    // Where something was typed, but nothing of it is a word, nothing can be found by it.
    const [first, ...others] = splitWords(words).map((token, index, { length }) => findWord(token, index === length - 1, span));
    for (const number of first ?? []) if (others.every((those) => those.has(number))) found.add(idOf.get(number) ?? '');
    return found;
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
  const find = (word: string, begins: boolean, { first, last }: Span): ReadonlySet<number> => {
    // In quotes nothing in a word is an operator of the query language; a word holds no quotes itself.
    const phrase = `"${word}"`;
    const numbers = new Set(stems.all(phrase, first, last));
    // Korean particles stand at the end of a word, so a Korean word is always a beginning.
    if (begins || /\p{Script=Hangul}/u.test(word)) for (const number of beginnings.all(`${phrase}*`, first, last)) numbers.add(number);
    if (numbers.size > 0) return numbers;
    const meant = closestWords(word.toLowerCase(), vocabulary);
    return new Set(meant.flatMap((known) => stems.all(`"${known}"`, first, last)));
  };
  const ofLines = new Set(vocabulary);
  const kept = new Map<string, ReadonlySet<number>>();
  return (typed, begins, span) => {
    const word = typed.toLowerCase();
    // Words of the lines are kept, and nothing else that somebody types.
    if (!ofLines.has(word)) return find(typed, begins, span);
    const name = `${word} ${begins} ${span.first}`;
    if (kept.size >= MOST_KEPT_WORDS && !kept.has(name)) kept.clear();
    return kept.getOrInsertComputed(name, () => find(word, begins, span));
  };
}

const MOST_KEPT_WORDS = 2_000;

function splitWords(words: string): string[] {
  const tokens = words.normalize('NFC').match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  return [...new Set(tokens.filter((token) => /[\p{L}\p{N}]/u.test(token)))].slice(0, MAX_SEARCH_WORDS);
}
