/**
 * What phrases are made of, as functions. Regular expressions of the same phrases become a hundred bytes of machine code for each letter
 * and hold every set of words anew: a few sentences that people typed took 20 MB.
 */

/** Tells of the place after a part whether what follows stands there. */
type Next = (to: number) => boolean;
/**
 * Letters, or whether a part stands at a place of a text and what follows behind it. Of the ways in which it may stand the first is taken
 * with which the rest does as well.
 */
export type Pattern = string | ((text: string, at: number, next: Next) => boolean);

const SPACE = 0x20;
const isLetter = (code: number): boolean => code !== SPACE;
export const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;

export function stands(pattern: Pattern, text: string, at: number, next: Next): boolean {
  return typeof pattern === 'string' ? text.startsWith(pattern, at) && next(at + pattern.length) : pattern(text, at, next);
}

/** As many of such letters as there are, then fewer. */
export function run(least: number, most: number, fits: (code: number) => boolean = isLetter): Pattern {
  return (text, at, next) => {
    let to = at;
    while (to - at < most && to < text.length && fits(text.charCodeAt(to))) to += 1;
    for (; to - at >= least; to -= 1) if (next(to)) return true;
    return false;
  };
}

export function inTurn(first: Pattern, then: Pattern): Pattern {
  if (first === '') return then;
  if (then === '') return first;
  // The function behind each part is made anew for each place: letters do without.
  if (typeof first === 'string') return (text, at, next) => text.startsWith(first, at) && stands(then, text, at + first.length, next);
  return (text, at, next) => first(text, at, (to) => stands(then, text, to, next));
}

/** The same with a space between, or without. */
export function inTurnSpaced(first: Pattern, then: Pattern): Pattern {
  const behind = (text: string, to: number, next: Next): boolean =>
    (text.charCodeAt(to) === SPACE && stands(then, text, to + 1, next)) || stands(then, text, to, next);
  if (typeof first === 'string') return (text, at, next) => text.startsWith(first, at) && behind(text, at + first.length, next);
  return (text, at, next) => first(text, at, (to) => behind(text, to, next));
}

export function either(first: Pattern, second: Pattern): Pattern {
  return (text, at, next) => stands(first, text, at, next) || stands(second, text, at, next);
}

export interface Choice {
  readonly pattern: Pattern;
  /** The letters one of which it begins with; '' where that may be anything. */
  readonly beginnings: readonly string[];
  /** Whether it may stand there without a letter. */
  readonly isOptional: boolean;
}

/** Sets have hundreds of words, of which a place of a text can begin few; what has fewer than so many is gone through. */
const MANY = 8;

export function oneOf(choices: readonly Choice[]): Pattern {
  const all = choices.map(({ pattern }) => pattern);
  const byFirst = choices.length < MANY ? undefined : groupByFirst(choices);
  const anyhow = byFirst?.get(undefined) ?? NONE;
  return (text, at, next) => {
    const some = byFirst === undefined ? all : (byFirst.get(text.charCodeAt(at)) ?? anyhow);
    for (const pattern of some) if (stands(pattern, text, at, next)) return true;
    return false;
  };
}

const NONE: readonly never[] = [];

/** Those that may stand where a text goes on with this letter, in their order; under `undefined` those that may whatever it is. */
function groupByFirst(choices: readonly Choice[]): ReadonlyMap<number | undefined, readonly Pattern[]> {
  const firsts = choices.map(({ beginnings, isOptional }) =>
    isOptional || beginnings.includes('') ? undefined : new Set(beginnings.map((beginning) => beginning.charCodeAt(0))),
  );
  const letters = new Set([undefined, ...firsts.flatMap((some) => [...(some ?? NONE)])]);
  const mayStand = (letter: number | undefined) => (_: Choice, index: number) =>
    firsts[index] === undefined || (letter !== undefined && firsts[index].has(letter));
  return new Map([...letters].map((letter) => [letter, choices.filter(mayStand(letter)).map(({ pattern }) => pattern)]));
}

export function isWordStart(text: string, at: number): boolean {
  return at === 0 || text.charCodeAt(at - 1) === SPACE;
}

export function isWordEnd(text: string, at: number): boolean {
  return at === text.length || text.charCodeAt(at) === SPACE;
}
