/**
 * Content as readers of one language see it: translated where the pack has a translation, names in their script where the
 * facts have them, and a note on every record of which something stays in the pack's own language. Pure.
 */

import { keepEach, keepFor } from '../kept.ts';
import { describeKind, type Kind, type PartKind, type RecordKind, type RecordOf } from '../packs/kinds.ts';
import { type Identified, isIdentified } from '../packs/records.ts';
import type { Quote, Title } from '../packs/schema.ts';
import { hasWords, languageOf } from '../packs/translatable.ts';
import { foldAccents } from '../text/text.ts';
import { answerFrom } from './questions.ts';
import type { Content, ContentKind, InLanguage, QuoteInLanguage, SearchHit, Translation } from './types.ts';

/**
 * The same content for readers of a locale (Discord's codes). Made once for each content and locale; records keep their
 * ids, order and spoilers, and the search finds what it found before.
 */
export function inLanguage(content: Content, locale: string): Content {
  return viewsOf(content)(locale);
}

const viewsOf = keepFor((content: Content) => keepEach((locale) => buildView(content, locale)));

function buildView(content: Content, locale: string): Content {
  const speakers = new Map(content.titles().map((title) => [title.id, buildSpeaker(content, title, locale)]));
  /** Records in the reader's language, each and each list of them made once: those of the store never change. */
  const spoken = new WeakMap<object, RecordOf<Kind>>();
  function speak<K extends Kind>(kind: K, titleId: string, record: RecordOf<K>): RecordOf<K>;
  function speak(kind: Kind, titleId: string, record: RecordOf<Kind>): RecordOf<Kind> {
    return spoken.getOrInsertComputed(record, () => speakers.get(titleId)?.speak(kind, record) ?? record);
  }
  const lists = new WeakMap<object, readonly RecordOf<Kind>[]>();
  function speakAll<K extends Kind>(kind: K, titleId: string, records: readonly RecordOf<K>[]): readonly RecordOf<K>[];
  function speakAll(kind: Kind, titleId: string, records: readonly RecordOf<Kind>[]): readonly RecordOf<Kind>[] {
    return lists.getOrInsertComputed(records, () => records.map((record) => speak(kind, titleId, record)));
  }
  const get = <K extends ContentKind>(kind: K, titleId: string, id: string): RecordOf<K> | undefined => {
    const record = content.get(kind, titleId, id);
    return record === undefined ? undefined : speak(kind, titleId, record);
  };
  const findSaying = keepEach((titleId) => prepareSaid(speakAll('quotes', titleId, content.list('quotes', titleId))));
  const titles = content.titles().map((title) => speak('title', title.id, title));
  const byId = new Map(titles.map((title) => [title.id, title]));
  const nameHit = (hit: SearchHit): SearchHit => {
    const named: NamedInLanguage | undefined =
      hit.kind === 'title' ? byId.get(hit.id) : get(hit.kind === 'person' ? 'people' : 'cast', hit.title, hit.id);
    if (named === undefined) return hit;
    const { name, latin } = named;
    return { ...hit, name, ...(latin === undefined ? {} : { latin }) };
  };
  return answerFrom({
    ...content,
    titles: () => titles,
    title: (titleId) => byId.get(titleId),
    list: (kind, titleId) => speakAll(kind, titleId, content.list(kind, titleId)),
    get,
    linesWith: (titleId, words) => {
      const found = content.linesWith(titleId, words);
      return found && new Set([...found, ...findSaying(titleId)(listWords(words).map(asInLine))]);
    },
    themeName: (titleId, theme) => speakers.get(titleId)?.themeName(theme) ?? content.themeName(titleId, theme),
    search: (query, options) => content.search(query, { locale, ...options }).map(nameHit),
    suggest: (typed, options) => content.suggest(typed, { locale, ...options }).map(nameHit),
  });
}

interface NameInScripts {
  readonly name: string;
  readonly hangul?: string | undefined;
  readonly scripts?: Readonly<Record<string, string>> | undefined;
}

type NamedInLanguage = NameInScripts & InLanguage;

/** The records of a title, for one language. */
function buildSpeaker(content: Content, title: Title, locale: string) {
  const texts = chooseTranslation(content, title, locale);
  const isForeign = languageOf(title.language) !== languageOf(locale);
  const isOriginal = languageOf(locale) === languageOf(title.original_language);

  /** A record with what is translated of it and of its parts, and with the language of what is not. */
  const translate = <Item extends Identified>(kind: RecordKind, item: Item, key: string): Item & InLanguage => {
    if (!isForeign) return item;
    const own = texts.get(`${kind}/${key}`) ?? {};
    const { texts: needed, parts } = describeKind(kind);
    const given: readonly (readonly [string, unknown])[] = Object.entries(item);
    const patch: Record<string, unknown> = {};
    for (const [field, value] of given) {
      const part = parts[field];
      if (Object.hasOwn(own, field)) patch[field] = own[field];
      else if (part !== undefined && Array.isArray(value)) patch[field] = value.map((one: unknown) => translatePart(part, one, key));
      else if (part !== undefined) patch[field] = translatePart(part, value, key);
    }
    // A name's short form gives way to the translated long one; beside nothing translated it is as good as that.
    if ('brief' in item && !needed.includes('brief') && Object.keys(own).length > 0 && !Object.hasOwn(own, 'brief'))
      patch.brief = undefined;
    const isLeft = given.some(([field, value]) => needed.includes(field) && patch[field] === undefined && isProse(value));
    return { ...item, ...patch, ...(isLeft ? { onlyIn: title.language } : {}) };
  };
  const translatePart = (kind: PartKind, item: unknown, owner: string): unknown => {
    if (!isIdentified(item)) return item;
    const { onlyIn, ...spoken } = translate(kind, item, describeKind(kind).idsWithinOwner ? `${owner}/${item.id}` : item.id);
    if (onlyIn === undefined) return spoken;
    // A heading is seen with its statements, and they are what an answer knows to rest on.
    if ('statements' in spoken && Array.isArray(spoken.statements))
      return { ...spoken, statements: spoken.statements.map((one: object) => ({ ...one, onlyIn })) };
    return { ...spoken, onlyIn };
  };
  const speakQuote = (quote: Quote): Quote & QuoteInLanguage => {
    const { id, text, original, language = title.language } = quote;
    const isReaders = (code: string) => languageOf(code) === languageOf(locale);
    if (original !== undefined && isReaders(title.original_language))
      return { ...quote, text: original, text_is: 'verbatim', original: undefined };
    if (isReaders(language)) return quote;
    const ours = texts.get(`quotes/${id}`)?.translation;
    if (typeof ours !== 'string') return { ...quote, wordsIn: language };
    return { ...quote, text: ours, text_is: 'ours', original: original ?? text };
  };
  const speak = (kind: Kind, record: RecordOf<Kind>): RecordOf<Kind> => {
    const spoken = translate(describeKind(kind).isA ?? kind, record, record.id);
    if ('tone' in spoken) return speakQuote(spoken);
    if ('versions' in spoken) {
      const note: InLanguage = spoken.versions.some((version) => 'onlyIn' in version) ? { onlyIn: title.language } : {};
      return { ...spoken, ...note };
    }
    // What a name means needs no telling to those in whose language it is.
    if ('logline' in spoken && isOriginal) return { ...spoken, ...chooseName(spoken, locale, isOriginal), literal: undefined };
    if ('name' in spoken) return { ...spoken, ...chooseName(spoken, locale, isOriginal) };
    // Titles of single things: in the language of the work their own, which needs no other spelling beside it.
    if ('hangul' in spoken && isOriginal && spoken.hangul !== undefined) return { ...spoken, title: spoken.hangul, hangul: undefined };
    return spoken;
  };
  return {
    speak,
    themeName: (theme: string): string | undefined => {
      const own = texts.get(`themes/${theme}`)?.name;
      return typeof own === 'string' ? own : undefined;
    },
  };
}

/** The pack's translation for this locale, else one for another region of its language, else nothing. */
function chooseTranslation(content: Content, title: Title, locale: string): Translation {
  const byLocale = content.translations(title.id);
  const near = [...byLocale].find(([code]) => languageOf(code) === languageOf(locale));
  return byLocale.get(locale) ?? near?.[1] ?? new Map();
}

/** The name in the script of the readers' language, with its Latin spelling; nothing where the facts have none. */
function chooseName(
  { name, hangul, scripts = {} }: NameInScripts,
  locale: string,
  isOriginal: boolean,
): { readonly name?: string; readonly latin?: string } {
  const language = languageOf(locale);
  const own = Object.hasOwn(scripts, locale) ? scripts[locale] : Object.hasOwn(scripts, language) ? scripts[language] : undefined;
  const chosen = own ?? (isOriginal ? hangul : undefined);
  return chosen === undefined || chosen === name ? {} : { name: chosen, latin: name };
}

function listWords(text: string): readonly string[] {
  return (text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? []).map(foldAccents);
}

/** Finds the ids of the lines that have all of the words, or words that begin so: in all lines at once, as one text. */
function prepareSaid(lines: readonly Quote[]): (wanted: readonly string[]) => readonly string[] {
  const idAt = new Map<number, string>();
  const said: string[] = [];
  let end = 0;
  for (const { id, text } of lines) {
    // Each word after a space.
    const line = ` ${listWords(text).join(' ')}\n`;
    idAt.set(end, id);
    end += line.length;
    said.push(line);
  }
  const whole = said.join('');
  return ([first, ...others]) => {
    const found: string[] = [];
    let at = first === undefined ? -1 : whole.indexOf(first);
    while (at !== -1 && first !== undefined) {
      const start = whole.lastIndexOf('\n', at) + 1;
      const next = whole.indexOf('\n', at);
      const line = whole.slice(start, next);
      if (others.every((word) => line.includes(word))) found.push(idAt.get(start) ?? '');
      at = whole.indexOf(first, next);
    }
    return found;
  };
}

/** In scripts without spaces a word may stand anywhere in a line, in others after a space. */
function asInLine(word: string): string {
  return /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(word) ? word : ` ${word}`;
}

function isProse(value: unknown): boolean {
  return typeof value === 'string'
    ? hasWords(value)
    : Array.isArray(value) && value.some((item) => typeof item === 'string' && hasWords(item));
}
