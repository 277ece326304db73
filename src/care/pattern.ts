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

export function oneOf(choices: readonly Choice[]): Pattern {
  // Sets have hundreds of words, of which a place of a text can begin few.
  const byFirst = new Map<number, Pattern[]>();
  const anyhow: Pattern[] = [];
  for (const { pattern, beginnings, isOptional } of choices) {
    if (isOptional || beginnings.includes('')) for (const some of [anyhow, ...byFirst.values()]) some.push(pattern);
    else
      for (const first of new Set(beginnings.map((beginning) => beginning.charCodeAt(0)))) {
        const some = byFirst.get(first) ?? [...anyhow];
        byFirst.set(first, some);
        some.push(pattern);
      }
  }
  return (text, at, next) => {
    for (const pattern of byFirst.get(text.charCodeAt(at)) ?? anyhow) if (stands(pattern, text, at, next)) return true;
    return false;
  };
}

export function isWordStart(text: string, at: number): boolean {
  return at === 0 || text.charCodeAt(at - 1) === SPACE;
}

export function isWordEnd(text: string, at: number): boolean {
  return at === text.length || text.charCodeAt(at) === SPACE;
}
