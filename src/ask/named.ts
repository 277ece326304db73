/** Who and what a question names, and which title it is about. */
import type { Ceilings } from '../content/spoilers.ts';
import { findByWholeName } from '../content/title-names.ts';
import type { Content, NameSpan, TypedIn } from '../content/types.ts';
import type { FoundInText } from './found.ts';

export interface AskedBy {
  /** As far as the asker may see. */
  readonly content: Content;
  readonly locale: string;
  readonly ceilings: Ceilings;
  /** The title that is meant where none is named. */
  readonly preferTitle?: string | undefined;
  /** Of the request in which it was asked. */
  readonly typedIn?: TypedIn;
}

/** What was named, and which title it belongs to. */
export interface Named {
  readonly somebody: readonly NameSpan[];
  readonly ceremony: NameSpan['hits'][number] | undefined;
  readonly music: NameSpan['hits'][number] | undefined;
  /** An episode by its title. */
  readonly episode: NameSpan['hits'][number] | undefined;
  readonly place: NameSpan['hits'][number] | undefined;
  /** The title's id, or the words that may mean several; undefined where none is named. */
  readonly title: string | undefined;
  /** Another work is meant that begins as one of ours: "It's Okay, That's Love". */
  readonly isElsewhere: boolean;
}

/** Chooses among what the names may mean by what else is said. */
export function nameAll({ content }: AskedBy, found: FoundInText): Named {
  const { names, said, line, left } = found;
  const isSomebody = ({ kind }: NameSpan['hits'][number]) => kind === 'person' || kind === 'character';
  const only = (kind: string) => names.flatMap(({ hits }) => hits.filter((hit) => hit.kind === kind));
  const somebody = names.filter(({ hits }) => hits.some(isSomebody) && !hits.some(({ kind }) => kind === 'title'));
  // Where no person or character is named, a name may be that of a song: "who performed Puzzle".
  const isSinger = only('artist').some(({ name }) => name.includes(' '));
  const isAlone = said.size === 0 && left.length === 0;
  const maySing = said.has('music') || (somebody.length === 0 && (said.has('play') || said.has('who') || isSinger || isAlone));
  const music = maySing ? (only('track')[0] ?? only('artist')[0]) : undefined;
  const span = names.find(({ hits }) => hits[0]?.kind === 'title');
  const titles = [...new Set(span?.hits.flatMap((hit) => (hit.kind === 'title' ? [hit.id] : [])) ?? [])];
  const ceremonies = only('ceremony');
  const kindSaid = content.titles().filter(({ kind }) => (said.has('film') ? kind === 'film' : said.has('drama') && kind !== 'film'));
  const ofOthers = new Set([...somebody.flatMap(({ hits }) => hits.map(({ title }) => title)), ...ceremonies.map(({ title }) => title)]);
  const choose = (): string | undefined => {
    if (span === undefined) return said.has('film') && kindSaid.length === 1 && ofOthers.size !== 1 ? kindSaid[0]?.id : undefined;
    if (titles.length === 1) return titles[0];
    const last = line.words[line.wordAt[span.to - 1] ?? 0];
    const first = line.words[line.wordAt[span.from] ?? 0];
    const exact = findByWholeName(content, line.raw.slice(first?.rawFrom, (last?.rawTo ?? 0) + 1));
    if (exact !== undefined) return exact.id;
    const ofKind = kindSaid.filter(({ id }) => titles.includes(id) && said.has('film'));
    if (ofKind.length === 1) return ofKind[0]?.id;
    if (ofOthers.size === 1) return [...ofOthers][0];
    return line.raw.slice(first?.rawFrom, last?.rawTo);
  };
  const next = span === undefined ? undefined : line.words[(line.wordAt[span.to - 1] ?? 0) + 1];
  return {
    somebody,
    ceremony: ceremonies[0],
    music,
    episode: music === undefined ? only('episode')[0] : undefined,
    place: only('place')[0],
    title: choose(),
    isElsewhere: titles.length > 1 && next !== undefined && (left.includes(next) || isFirstLeft(found, next.from)),
  };
}

/** Whether the next word that says anything is one nobody knows: "its okay thats love". */
function isFirstLeft({ left, phrases, line }: FoundInText, from: number): boolean {
  const silent = phrases.find((phrase) => phrase.from === from && phrase.concepts.length === 0);
  const after = silent === undefined ? undefined : line.words.find((word) => word.from === silent.to);
  return after?.isNext === true && left.includes(after);
}

/** Whether somebody real is named, or anybody at all. */
export function isOf({ somebody }: Named, kind: 'person' | 'somebody'): boolean {
  return somebody.some(({ hits }) => kind === 'somebody' || hits[0]?.kind === 'person');
}

/**
 * Who is meant: the one id, or what was typed where several may be, so that the command asks. Where several have a role, the one who is
 * named beside it ("nurse Ju-ri").
 */
export function whoOf(
  spans: readonly NameSpan[],
  found: FoundInText,
): { readonly who: string; readonly title: string | undefined } | undefined {
  const [first] = spans;
  const isUnclear = first?.isRole === true && new Set(first.hits.map(({ id }) => id)).size > 1;
  const span = (isUnclear ? spans.find(({ isRole }) => isRole !== true) : undefined) ?? findOwned(spans, found) ?? first;
  const hit = span?.hits[0];
  if (span === undefined || hit === undefined) return undefined;
  if (new Set(span.hits.map(({ id }) => id)).size === 1)
    return { who: hit.id, title: new Set(span.hits.map(({ title }) => title)).size === 1 ? hit.title : undefined };
  const { line } = found;
  const [from, to] = [line.words[line.wordAt[span.from] ?? 0], line.words[line.wordAt[span.to - 1] ?? 0]];
  return { who: line.raw.slice(from?.rawFrom, to?.rawTo), title: undefined };
}

/** "ムニョンの出版社の社長": the one who has the role that stands behind the name of a character, where it is only one and somebody else. */
function findOwned([owner, owned]: readonly NameSpan[], { line }: FoundInText): NameSpan | undefined {
  const [from, to] = [owner?.hits[0], owned?.hits[0]];
  if (owner === undefined || owned?.isRole !== true || owner.isRole === true) return undefined;
  if (from?.kind !== 'character' || to?.kind !== 'character' || from.title !== to.title) return undefined;
  const isNext = (line.wordAt[owned.from] ?? 0) - (line.wordAt[owner.to - 1] ?? 0) <= 2;
  const ids = new Set(owned.hits.map(({ id }) => id));
  return isNext && ids.size === 1 && !owner.hits.some(({ id }) => ids.has(id)) ? owned : undefined;
}
