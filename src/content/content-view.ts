/** The content as one reply may see it. A view answers the same questions as the content it stands before. */

import { keepFor } from '../kept.ts';
import { describeKind, type Kind, type RecordKind, type RecordOf } from '../packs/kinds.ts';
import type { Person, Title } from '../packs/schema.ts';
import { keepByCeiling } from './by-ceiling.ts';
import { answerFrom, withQuotes } from './questions.ts';
import type { Ceilings } from './spoilers.ts';
import { ceilingOf, type Dated, isOpen, limitLine, lowestCeiling } from './spoilers.ts';
import type { Content, ContentKind, NameSpan, SearchOptions } from './types.ts';

/** Where the records of what is found by name stand. */
const LISTED_IN = {
  character: 'cast',
  person: 'people',
  ceremony: 'ceremonies',
  track: 'tracks',
  artist: 'tracks',
  episode: 'episodes',
  place: 'places',
} as const;

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
  /** What is open, each without what is not. */
  const list = <K extends ContentKind>(kind: K, titleId: string): readonly RecordOf<K>[] => {
    const last = lastOf(titleId);
    const all = content.list(kind, titleId);
    return last === undefined ? all : limitList(kind, all, last);
  };
  const get = <K extends ContentKind>(kind: K, titleId: string, id: string): RecordOf<K> | undefined => {
    const last = lastOf(titleId);
    const record = content.get(kind, titleId, id);
    if (last === undefined || record === undefined) return record;
    return isFree(record, last) ? limitRecord(kind, record, last) : undefined;
  };
  const showTitle = (title: Title): Title => {
    const last = lastOf(title.id);
    return last === undefined ? title : limitRecord('title', title, last);
  };
  const isThere = ({ kind, title, id }: Pick<NameSpan['hits'][number], 'kind' | 'title' | 'id'>): boolean =>
    kind === 'title' || get(LISTED_IN[kind], title, id) !== undefined;
  /** A form of a name can be later than whom it names. */
  const within = (options: SearchOptions = {}): SearchOptions => {
    const last = options.title === undefined ? undefined : lastOf(options.title);
    if (last !== undefined) return { ...options, spoilerCeiling: Math.min(options.spoilerCeiling ?? last, last) };
    const { ceilings } = options;
    if (ceilings === undefined) return options;
    const capped = Object.entries(ceilings).map(([titleId, ceiling]) => [titleId, Math.min(ceiling, lastOf(titleId) ?? ceiling)] as const);
    return { ...options, ceilings: Object.fromEntries(capped) };
  };
  return answerFrom({
    ...content,
    titles: () => content.titles().map(showTitle),
    title: (titleId) => {
      const title = content.title(titleId);
      return title && showTitle(title);
    },
    list,
    get,
    themes: (titleId) => {
      if (lastOf(titleId) === undefined) return content.themes(titleId);
      const used = new Set(list('quotes', titleId).flatMap(({ themes }) => themes));
      return content.themes(titleId).filter((theme) => used.has(theme));
    },
    search: (query, options) => content.search(query, within(options)).filter(isThere),
    suggest: (typed, options) => content.suggest(typed, within(options)).filter(isThere),
    namesIn: (line, options) =>
      content.namesIn(line, within(options)).flatMap((span) => {
        const hits = span.hits.filter(({ kind, title, id }) => isThere({ kind, title, id }));
        return hits.length === 0 ? [] : [{ ...span, hits }];
      }),
  });
}

/** What was left of a list of lines at each ceiling. */
const unspoken = keepByCeiling<readonly RecordOf<'quotes'>[], readonly RecordOf<'quotes'>[]>();

/**
 * Every line without who says it where that may be known only later than the ceilings, and than its words: those may stand hidden for
 * whoever opens them. The words alone may be free long before.
 */
export function withoutLaterSpeakers(content: Content, ceilings: Ceilings): Content {
  const made = viewsOf(content);
  const name = JSON.stringify(ceilings);
  if (made.size >= MOST_VIEWS && !made.has(name)) made.clear();
  return made.getOrInsertComputed(name, () => viewWithoutLaterSpeakers(content, ceilings));
}

/** Every answer begins with such a view, and most servers have one of few ceilings. */
const viewsOf = keepFor<Content, Map<string, Content>>(() => new Map());
const MOST_VIEWS = 64;

function viewWithoutLaterSpeakers(content: Content, ceilings: Ceilings): Content {
  const limit = (titleId: string, quote: RecordOf<'quotes'>): RecordOf<'quotes'> => {
    const title = content.title(titleId);
    if (title === undefined || Math.max(quote.speaker_from ?? 0, quote.episode ?? 0) <= quote.spoiler_from) return quote;
    return limitLine(quote, Math.max(ceilingOf(title, { ceilings }), quote.spoiler_from));
  };
  const limitAll = (titleId: string): readonly RecordOf<'quotes'>[] => {
    const all = content.list('quotes', titleId);
    const title = content.title(titleId);
    if (title === undefined) return all;
    return unspoken(all, ceilingOf(title, { ceilings }), () => all.map((quote) => limit(titleId, quote)));
  };
  const get = (titleId: string, id: string): RecordOf<'quotes'> | undefined => {
    const quote = content.get('quotes', titleId, id);
    return quote && limit(titleId, quote);
  };
  return withQuotes(content, { list: limitAll, get });
}

/** What names no episode, such as a question, is always free. */
function isFree(record: RecordOf<Kind>, last: number): boolean {
  return !('spoiler_from' in record) || isOpen(record, last);
}

/** What was left of a record at each ceiling. */
const limited = keepByCeiling<object, RecordOf<Kind>>();

/**
 * A record without what is later than an episode; the very record where nothing is, and the same for all episodes at which the same is left.
 * Records never change: a title can be compared with itself, and what is made of them is made and kept once.
 */
function limitRecord<K extends Kind>(kind: K, record: RecordOf<K>, last: number): RecordOf<K>;
function limitRecord(kind: Kind, record: RecordOf<Kind>, last: number): RecordOf<Kind> {
  return limited(record, last, () => {
    const latest = latestIn(record, last);
    return latest < last ? limitRecord(kind, record, latest) : limitOwn(limitForms(limitParts(kind, record, last), last), last);
  });
}

/** The greatest number anywhere in a record that is no later than an episode: between those that it has nothing opens. */
function latestIn(value: unknown, last: number): number {
  if (typeof value === 'number' && value <= last) return Math.max(value, 0);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce<number>((latest, inner) => Math.max(latest, latestIn(inner, last)), 0);
}

/** What was left of a list at each ceiling. */
const limitedLists = keepByCeiling<object, readonly RecordOf<Kind>[]>();

/** The open ones of a list, each without what is later; the same list for the same, and never the whole one: to that more may be kept. */
function limitList<K extends Kind>(kind: K, records: readonly RecordOf<K>[], last: number): readonly RecordOf<K>[];
function limitList(kind: Kind, records: readonly RecordOf<Kind>[], last: number): readonly RecordOf<Kind>[] {
  return limitedLists(records, last, () => records.flatMap((record) => (isFree(record, last) ? [limitRecord(kind, record, last)] : [])));
}

/** The very list where all of it is left as it is. */
function orSame<Item>(all: readonly Item[], left: readonly Item[]): readonly Item[] {
  return left.length === all.length && left.every((item, index) => item === all[index]) ? all : left;
}

/** A record with those of its parts that are open; a section of which nothing is left is none. */
function limitParts<Item extends object>(kind: RecordKind, record: Item, last: number): Item {
  const { parts } = describeKind(kind);
  const limit = (part: RecordKind, item: Partial<Dated>): readonly object[] => {
    if (item.spoiler_from !== undefined && item.spoiler_from > last) return [];
    const left = limitParts(part, item, last);
    return 'statements' in left && Array.isArray(left.statements) && left.statements.length === 0 ? [] : [left];
  };
  const patch = Object.entries(record).flatMap(([field, value]) => {
    const part = parts[field];
    if (part === undefined || !Array.isArray(value)) return [];
    const left = orSame<object>(
      value,
      value.flatMap((item: object) => limit(part, item)),
    );
    return left === value ? [] : [[field, left] as const];
  });
  return patch.length === 0 ? record : { ...record, ...Object.fromEntries(patch) };
}

/** A record with those other forms of its name that are open; each has an episode of its own where it is not free. */
function limitForms(record: RecordOf<Kind>, last: number): RecordOf<Kind> {
  // A ceremony's are words to search by and always free.
  if (!('nicknames' in record)) return record;
  const isKnown = (form: Person['spellings'][number]) => typeof form === 'string' || isOpen(form, last);
  const { spellings, nicknames } = record;
  return spellings.every(isKnown) && nicknames.every(isKnown)
    ? record
    : { ...record, spellings: spellings.filter(isKnown), nicknames: nicknames.filter(isKnown) };
}

/** What single fields tell: a logline that tells too much says nothing, as a title always has one; a line may be free before its speaker. */
function limitOwn(record: RecordOf<Kind>, last: number): RecordOf<Kind> {
  if ('tone' in record) return limitLine(record, last);
  if (!('logline' in record) || isOpen(record.logline, last)) return record;
  return { ...record, logline: { ...record.logline, text: '', spoiler_from: lowestCeiling(record) } };
}
