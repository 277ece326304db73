/**
 * The names in a sentence: of everything that is written, or spelled as the table of romanizations allows, the longest first. Nothing that is
 * only near is taken for a name here, so that no ordinary word becomes somebody nobody meant.
 */
import { growLetterTree, type LetterTree } from '../../text/letter-tree.ts';
import { standsApart, type TypedLine, type Word } from '../../text/typed-line.ts';
import type { NameKind, NameSpan, NamesIn, SearchOptions } from '../types.ts';
import { hangulOfHanja } from './hanja.ts';
import { readTyped } from './letters.ts';
import type { FoundName, NameFinders } from './name-finders.ts';
import { buildNamesApart, isWrittenOn, mayBeOwner } from './names-apart.ts';
import { isJoiner, listRolePhrases } from './roles.ts';

/** A ceremony, a song, who sings it, an episode or a place: found by exactly its letters. */
export interface NamedThing {
  readonly id: string;
  readonly kind: Exclude<NameSpan['hits'][number]['kind'], NameKind>;
  readonly title: string;
  readonly name: string;
  readonly forms: readonly string[];
  readonly spoilerFrom: number;
}

/** Words between a role and the name it belongs to: "la madre de Juri". */
const MOST_BETWEEN = 2;
const LEAST_BEGINNING = 4;

/** Builds the door from what the index knows. Linear in the length of the line, but for the few places where a name may stand. */
export function buildNamesIn(
  all: NameFinders,
  titleForms: readonly string[],
  nicknames: readonly string[],
  things: readonly NamedThing[],
): NamesIn {
  const finders = rememberFound(all);
  const written = growLetterTree(
    [...finders.keys].filter((key) => key.length > 1 && isWrittenOn(key)).map((key): [string, string] => [key, key]),
  );
  const beginnings = growLetterTree(listBeginnings(titleForms));
  const thingsByKey = new Map<string, NamedThing[]>();
  for (const thing of things) {
    for (const form of thing.forms) {
      const key = keyOf(form);
      const known = thingsByKey.get(key) ?? [];
      if (key !== '' && !known.includes(thing)) thingsByKey.set(key, [...known, thing]);
    }
  }
  for (const thing of things.filter(({ kind }) => kind === 'ceremony')) {
    for (const key of thing.forms.map(keyOf).flatMap(listShortForms)) if (!thingsByKey.has(key)) thingsByKey.set(key, [thing]);
  }
  const findApart = buildNamesApart(finders, titleForms, nicknames, [...thingsByKey.keys()]);
  const thingTree = growLetterTree(
    [...thingsByKey.keys()].filter((key) => /[^a-z0-9]/.test(key)).map((key): [string, string] => [key, key]),
  );
  const roles = growLetterTree(listRolePhrases().map((phrase): [string, typeof phrase] => [phrase.text.replaceAll(' ', ''), phrase]));

  const hitThings = (key: string, options: SearchOptions): readonly NameSpan['hits'][number][] =>
    (thingsByKey.get(key) ?? [])
      .filter(({ title, spoilerFrom }) => spoilerFrom <= (options.ceilings?.[title] ?? options.spoilerCeiling ?? Number.POSITIVE_INFINITY))
      .map(({ id, kind, title, name }) => ({ id, kind, title, name }));

  return (line, options) => {
    const spans = [...findApart(line, options, hitThings), ...findWrittenOn(line, options)].sort(byLength);
    const names = keepApart(spans);
    const found = keepApart([...names, ...findRoles(line, options, names)].sort(byLength)).sort((a, b) => a.from - b.from);
    finders.forget();
    return found;
  };

  /** Names in Hangul, kana and Chinese characters, which particles are written on to. */
  function findWrittenOn(line: TypedLine, options: SearchOptions): NameSpan[] {
    const { words, kana } = line;
    const found: NameSpan[] = [];
    const offer = (from: number, to: number, text = kana.slice(from, to)) => {
      const fitting = finders.findNamed(text, options);
      if (fitting.hits.length > 0) found.push({ from, to, ...fitting });
    };
    for (const word of words) {
      if (word.script === 'hiragana') continue;
      // OK精神病院 begins as a word that stands apart.
      thingTree.walk(kana, word.from, (to, keys) => {
        const known = keys.flatMap((key) => hitThings(key, options));
        // 百想取った: Chinese characters are written on to a ceremony as well.
        const hits = mayEnd(line, to) ? known : known.filter(({ kind }) => kind === 'ceremony' && word.script === 'han');
        if (hits.length > 0) found.push({ from: word.from, to, hits, isSure: false });
      });
      if (standsApart(word.script)) continue;
      written.walk(kana, word.from, (to) => {
        if (mayEnd(line, to)) offer(word.from, to);
      });
      beginnings.walk(kana, word.from, (to, titles) => {
        if (mayEnd(line, to)) offer(word.from, to, titles[0]);
      });
      if (word.script === 'katakana' && word.text.length > 2) offer(word.from, word.to);
      if (word.script === 'han' && word.text.length > 1) {
        const hangul = hangulOfHanja(word.text);
        if (hangul !== undefined) offer(word.from, word.to, hangul);
      }
    }
    return found;
  }

  /** Roles that somebody has: beside a name, or alone. */
  function findRoles(line: TypedLine, options: SearchOptions, names: readonly NameSpan[]): NameSpan[] {
    const found: NameSpan[] = [];
    for (const span of listRoleSpans(line, roles, (options.locale ?? 'en').split('-', 1)[0], names)) {
      const beside = names.filter(
        (name) =>
          name.hits.some(isSomebody) &&
          countBetween(line, name, span) <= MOST_BETWEEN &&
          !names.some((other) => isBetween(other, name, span)),
      );
      const related = beside.flatMap((name): NameSpan[] => {
        const written = line.kana.slice(name.from, name.to);
        const owners = mayBeOwner(written) ? [written, written.slice(0, -1)] : [written];
        const found = owners.map((owner) => finders.findByRole({ roles: span.roles, name: owner }, options).hits);
        const hits = found.find(([hit]) => hit !== undefined) ?? [];
        const isOther = hits[0] !== undefined && !name.hits.some(({ id }) => id === hits[0]?.id);
        return isOther ? [{ from: Math.min(name.from, span.from), to: Math.max(name.to, span.to), hits, isSure: true }] : [];
      });
      const alone = related.length > 0 ? [] : finders.findByRole({ roles: span.roles, name: '' }, options).hits;
      if (related.length > 0) found.push(...related);
      else if (alone.length > 0) found.push({ from: span.from, to: span.to, hits: alone, isSure: false, isRole: true });
    }
    return keepApart(found.sort(byLength));
  }
}

const byLength = (a: NameSpan, b: NameSpan): number => b.to - b.from - (a.to - a.from) || a.from - b.from;

function keepApart(spans: readonly NameSpan[]): readonly NameSpan[] & NameSpan[] {
  const kept: NameSpan[] = [];
  for (const span of spans) {
    const same = kept.findIndex(({ from, to }) => from === span.from && to === span.to);
    const other = kept[same];
    // A song may be called as somebody is.
    if (other !== undefined) kept[same] = { ...other, hits: joinHits(other.hits, span.hits), isSure: other.isSure || span.isSure };
    else if (kept.every(({ from, to }) => span.to <= from || span.from >= to)) kept.push(span);
  }
  return kept;
}

function joinHits(hits: NameSpan['hits'], others: NameSpan['hits']): NameSpan['hits'] {
  return [
    ...hits,
    ...others.filter((other) => !hits.some(({ id, kind, title }) => id === other.id && kind === other.kind && title === other.title)),
  ];
}

const isSomebody = ({ kind }: { readonly kind: string }): boolean => kind === 'person' || kind === 'character';

function keyOf(text: string): string {
  return readTyped(text).key;
}

/** Beginnings of titles that nobody would take for a sentence: サイコだけど, 사이코지만. */
function listBeginnings(titleForms: readonly string[]): readonly [string, string][] {
  const forms = titleForms.filter((form) => isWrittenOn(keyOf(form)));
  const parts = forms.flatMap((form) => {
    const words = form.match(/\p{Script=Hangul}+|\p{Script=Katakana}+|\p{Script=Hiragana}+|\p{Script=Han}+/gu) ?? [];
    return words.slice(0, -1).map((_, index) => ({ key: keyOf(words.slice(0, index + 1).join('')), form }));
  });
  return parts.filter(({ key }) => key.length >= LEAST_BEGINNING).map(({ key, form }): [string, string] => [key, form]);
}

/** 百想 for 百想芸術大賞, エミー賞 for 国際エミー賞. */
function listShortForms(key: string): readonly string[] {
  if (!/^[\p{Script=Han}\p{Script=Hangul}]/u.test(key)) return [];
  const beginnings = [2, 3, 4].filter((length) => length < key.length).map((length) => key.slice(0, length));
  const end = /(?<![\p{Script=Katakana}ー])\p{Script=Katakana}[\p{Script=Katakana}ー]{0,30}\p{Script=Han}{0,30}$/u.exec(key)?.[0];
  return [...beginnings.filter((beginning) => !/^(?:国際|国内|국제)/u.test(beginning)), ...(end === undefined ? [] : [end])];
}

/** What is written on ends where its script does, or within letters that particles are written with. */
function mayEnd({ words, wordAt, letters }: TypedLine, to: number): boolean {
  const word = words[wordAt[to - 1] ?? 0];
  if (to === letters.length || word === undefined || word.to === to) return true;
  return word.script === 'hangul' || word.script === 'hiragana';
}

interface RoleSpan {
  readonly from: number;
  readonly to: number;
  readonly roles: readonly string[];
}

function listRoleSpans(
  line: TypedLine,
  tree: LetterTree<{ readonly language: string; readonly roles: readonly string[] }>,
  own: string | undefined,
  names: readonly NameSpan[],
): readonly RoleSpan[] {
  const { words, kana } = line;
  const found: RoleSpan[] = [];
  for (let from = 0; from < kana.length; from += 1) {
    const word = words[line.wordAt[from] ?? 0];
    if (word === undefined) continue;
    const mayBegin = from === word.from || !(standsApart(word.script) || word.script === 'hangul') || names.some(({ to }) => to === from);
    if (!mayBegin) continue;
    if (names.some((name) => from >= name.from && from < name.to)) continue;
    let longest: RoleSpan | undefined;
    tree.walk(kana, from, (to, phrases) => {
      const role = phrases.find(({ language }) => language === own || language === 'en');
      const end = role === undefined ? undefined : endOfRole(line, to, role.language);
      if (role !== undefined && end !== undefined) longest = { from, to: end, roles: role.roles };
    });
    if (longest === undefined) continue;
    found.push(longest);
    from = longest.to - 1;
  }
  return found;
}

/** "kepala perawatnya": what joins a role to a name may be written on to it. Undefined where the word goes on otherwise. */
function endOfRole({ words, wordAt, letters }: TypedLine, to: number, language: string): number | undefined {
  const word: Word | undefined = words[wordAt[to - 1] ?? 0];
  if (word?.script === 'hangul' && to - word.from === 1 && word.to !== to) return undefined;
  if (word === undefined || word.to === to || !standsApart(word.script)) return to;
  return isJoiner(letters.slice(to, word.to), language) ? word.to : undefined;
}

function isBetween(other: NameSpan, a: Pick<NameSpan, 'from' | 'to'>, b: Pick<NameSpan, 'from' | 'to'>): boolean {
  return other.from >= Math.min(a.to, b.to) && other.to <= Math.max(a.from, b.from);
}

/** The same few names come again within a sentence; what they are is remembered to its end and no longer. */
function rememberFound(finders: NameFinders): NameFinders & { forget(): void } {
  const found = new Map<string, FoundName>();
  return {
    ...finders,
    forget: () => found.clear(),
    findNamed(text, options) {
      const known = found.get(text) ?? finders.findNamed(text, options);
      found.set(text, known);
      return known;
    },
  };
}

/** Words between two places; more than there are where one is within the other. */
function countBetween({ words }: TypedLine, a: Pick<NameSpan, 'from' | 'to'>, b: Pick<NameSpan, 'from' | 'to'>): number {
  const [left, right] = a.from < b.from ? [a, b] : [b, a];
  if (right.from < left.to) return Number.POSITIVE_INFINITY;
  return words.filter(({ from, to }) => from >= left.to && to <= right.from).length;
}
