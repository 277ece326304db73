/**
 * How the lists of `data/care` write a phrase, and what is read from it. Nothing a list can write repeats without an end, so a text is
 * read in time linear in its length.
 *
 * - `want to die`: these words, with or without the spaces between them
 * - `(want to|wanna) die`: either; `(really)? want`: perhaps; `suicid*`: a word that begins so; `<want>`: a set named under `words`;
 *   `<number>`: digits; `<many>`: ten or more in digits
 * - `i .. die`: up to three words may stand between
 */
import { foldAccents } from '../text/text.ts';
import { either, inTurn, inTurnSpaced, isDigit, isWordEnd, isWordStart, oneOf, type Pattern, run, stands } from './pattern.ts';

/** `words`: whole words; `starts`: words begin as written and end as they like (Korean); `none`: anywhere (Japanese). */
export type Boundaries = 'words' | 'starts' | 'none';

interface BoundaryShape {
  readonly mayStart: (text: string, at: number) => boolean;
  readonly mayEnd: (text: string, at: number) => boolean;
  readonly gap: Pattern;
  /** What stands before a gap, and where a word goes on. */
  readonly beforeGap: Pattern;
  /** How the word goes on before a phrase that nothing may stand before, and the phrase after which nothing may. */
  readonly goesOn: { readonly before: Pattern; readonly after: Pattern };
}

const anywhere = (): boolean => true;
/** Up to three words of so many letters, each with the space behind it. */
const buildGap = (most: number): Pattern => {
  const word = inTurn(run(1, most), ' ');
  return either(inTurn(word, either(inTurn(word, either(word, '')), '')), '');
};

const SHAPES: Readonly<Record<Boundaries, BoundaryShape>> = {
  words: { mayStart: isWordStart, mayEnd: isWordEnd, beforeGap: ' ', gap: buildGap(24), goesOn: { before: '', after: '' } },
  starts: {
    ...{ mayStart: isWordStart, mayEnd: anywhere, beforeGap: inTurnSpaced(run(0, 4), ''), gap: buildGap(12) },
    goesOn: { before: run(0, 4), after: run(0, 8) },
  },
  none: { mayStart: anywhere, mayEnd: anywhere, beforeGap: '', gap: run(0, 8, anywhere), goesOn: { before: '', after: '' } },
};

/** Letters as a set of bits, so that it is known of thousands of phrases what can follow what each begins with. */
const LATIN_A = 0x61;
const OF_SPACE = 1 << 26;
const OF_DIGITS = 1 << 27;
const OF_OTHERS = 1 << 28;
const OF_ALL = (1 << 29) - 1;
/** Of a part: nothing of it need follow. */
const OF_END = 1 << 29;

/** The bit of the letter at a place of a text; of all where it ends there. */
export function letterBit(text: string, at: number): number {
  if (at >= text.length) return OF_ALL;
  const code = text.charCodeAt(at);
  if (code >= LATIN_A && code < LATIN_A + 26) return 1 << (code - LATIN_A);
  return code === 0x20 ? OF_SPACE : isDigit(code) ? OF_DIGITS : OF_OTHERS;
}

const GAP = '..';
const LETTERS = { pattern: run(0, 24), longest: 24 };
/** More than a gap or what stands before it has letters. */
const LONGEST_GAP = 80;
/** What stands for numbers in digits, and with what it can begin. */
const NUMERALS: Readonly<Record<string, Omit<PhrasePart, 'isOptional' | 'isGap' | 'first' | 'next'>>> = {
  '<number>': { pattern: run(1, 9, isDigit), beginnings: [...'0123456789'], shortest: 1, longest: 9 },
  '<many>': {
    pattern: inTurn(
      run(1, 1, (code) => isDigit(code) && code !== 0x30),
      run(1, 8, isDigit),
    ),
    ...{ beginnings: [...'123456789'], shortest: 2, longest: 9 },
  },
};

/** How the phrases of one list are read. */
export interface Notation {
  readonly boundaries: Boundaries;
  /** How else words are written on a phone: "abt" for "about". */
  readonly spellings: Readonly<Record<string, readonly string[]>>;
  /** Sets of words by name: read once, for a set stands in hundreds of phrases. */
  readonly sets: Readonly<Record<string, PhrasePart>>;
}

/** A phrase could not be read; the message names it. */
export class NotationError extends Error {
  override readonly name = 'NotationError';
}

/** A phrase: the letters one of which it begins with wherever it stands in a folded text, and how many it has there at least. */
export interface Compiled {
  readonly beginnings: readonly string[];
  /** The bits of all letters that one of those can have behind it there. */
  readonly next: number;
  readonly shortest: number;
  /** Made when it is first asked for: of most phrases it never is. */
  matcher(): Matcher;
}

export interface Matcher {
  /** The place after the phrase that begins at this one; undefined where it does not stand there. */
  endAt(text: string, at: number): number | undefined;
  /** The text with something else in place of the phrase, wherever it stands. */
  replaceIn(text: string, other: string): string;
}

/** @param words Each a list of phrases that name no other set, so that none can go round in a circle. @throws NotationError */
export function readNotation(
  boundaries: Boundaries,
  words: Readonly<Record<string, readonly string[]>>,
  spellings: Notation['spellings'] = {},
): Notation {
  const withoutSets = { boundaries, spellings, sets: {} };
  const read = Object.entries(words).map(([name, set]) => [name, joinChoices(set.map((one) => readPhrase(one, withoutSets)))] as const);
  return { ...withoutSets, sets: Object.fromEntries(read) };
}

const NONE: readonly never[] = [];

/** @throws NotationError */
export function compilePhrase(
  phrase: string,
  notation: Notation,
  { before = NONE, after = NONE }: { readonly before?: readonly string[]; readonly after?: readonly string[] } = {},
): Compiled {
  const { beginnings, shortest, next } = readPhrase(phrase, notation);
  for (const around of [...before, ...after]) readPhrase(around, notation);
  if (beginnings.includes('')) throw new NotationError(`"${phrase}" begins with a gap`);
  let made: Matcher | undefined;
  return {
    beginnings,
    next: (next & OF_END) === 0 ? next : next | (notation.boundaries === 'words' ? OF_SPACE : OF_ALL),
    shortest,
    matcher() {
      made ??= buildMatcher(readPhrase(phrase, notation).pattern, buildAround(notation, before, after), SHAPES[notation.boundaries]);
      return made;
    },
  };
}

/** What may not stand around a phrase, if anything. */
interface Around {
  isBefore(text: string, at: number): boolean;
  isAfter(text: string, at: number): boolean;
}

function buildAround(notation: Notation, before: readonly string[], after: readonly string[]): Around {
  const { mayStart, mayEnd, goesOn } = SHAPES[notation.boundaries];
  const [earlier, later] = [before, after].map((phrases) => joinChoices(phrases.map((one) => readPhrase(one, notation))));
  const toHere = inTurnSpaced(inTurn(earlier?.pattern ?? '', goesOn.before), '');
  const fromHere = inTurnSpaced(goesOn.after, later?.pattern ?? '');
  const farthest = (earlier?.longest ?? 0) + LONGEST_GAP;
  return {
    isBefore(text, at) {
      for (let from = before.length === 0 ? -1 : at; from >= Math.max(0, at - farthest); from -= 1)
        if (mayStart(text, from) && stands(toHere, text, from, (to) => to === at)) return true;
      return false;
    },
    isAfter: (text, at) => after.length > 0 && stands(fromHere, text, at, (to) => mayEnd(text, to)),
  };
}

function buildMatcher(pattern: Pattern, { isBefore, isAfter }: Around, { mayStart, mayEnd }: BoundaryShape): Matcher {
  function endAt(text: string, at: number): number | undefined {
    let end: number | undefined;
    const isEnd = (to: number): boolean => {
      if (!mayEnd(text, to) || isAfter(text, to)) return false;
      end = to;
      return true;
    };
    return mayStart(text, at) && stands(pattern, text, at, isEnd) && !isBefore(text, at) ? end : undefined;
  }
  return {
    endAt,
    replaceIn(text, other) {
      let left = '';
      let done = 0;
      for (let at = 0; at < text.length; ) {
        const end = endAt(text, at);
        if (end !== undefined) {
          left += text.slice(done, at) + other;
          done = end;
        }
        at = end ?? at + 1;
      }
      return done === 0 ? text : left + text.slice(done);
    },
  };
}

interface PhrasePart {
  readonly pattern: Pattern;
  readonly beginnings: readonly string[];
  /** The bits of the letters they begin with. */
  readonly first: number;
  /** The bits of what can follow a beginning, that of the end where one may be all of it. */
  readonly next: number;
  /** Letters of its shortest match where it is not left out. */
  readonly shortest: number;
  /** More letters than that its matches have not. */
  readonly longest: number;
  readonly isOptional: boolean;
  readonly isGap: boolean;
}

interface PhraseReader extends Notation {
  readonly phrase: string;
  readonly tokens: readonly string[];
  at: number;
}

function readPhrase(phrase: string, notation: Notation): PhrasePart {
  const tokens = phrase.match(/\.\.|<[^<>]*>\*?|\)\?|[()|]|[^\s()|<>.]+/gu) ?? [];
  const reader = { phrase, tokens, at: 0, ...notation };
  const read = readChoices(reader);
  if (reader.at < tokens.length) throw new NotationError(`"${phrase}" has a bracket that nothing opens`);
  if (read.isOptional) throw new NotationError(`"${phrase}" has nothing that must be there`);
  return read;
}

function readChoices(reader: PhraseReader): PhrasePart {
  const choices = [readSequence(reader)];
  while (reader.tokens[reader.at] === '|') {
    reader.at += 1;
    choices.push(readSequence(reader));
  }
  const [first] = choices;
  return choices.length === 1 && first !== undefined ? first : joinChoices(choices);
}

function joinChoices(choices: readonly PhrasePart[]): PhrasePart {
  return {
    pattern: oneOf(choices),
    beginnings: choices.flatMap(({ beginnings }) => beginnings),
    first: joinBits(choices, 'first'),
    next: joinBits(choices, 'next'),
    shortest: Math.min(...choices.map(({ shortest }) => shortest)),
    longest: Math.max(...choices.map(({ longest }) => longest)),
    isOptional: choices.some(({ isOptional }) => isOptional),
    isGap: false,
  };
}

function readSequence(reader: PhraseReader): PhrasePart {
  const parts: PhrasePart[] = [];
  for (let token = reader.tokens[reader.at]; token !== undefined && !/^(?:\)\??|\|)$/.test(token); token = reader.tokens[reader.at]) {
    reader.at += 1;
    parts.push(readPart(token, reader));
  }
  const isNeeded = ({ isOptional, isGap }: PhrasePart) => !isOptional && !isGap;
  if (parts.some(({ isGap }, index) => isGap && !parts.slice(index + 1).some(isNeeded))) {
    throw new NotationError(`"${reader.phrase}" has a gap with nothing after it`);
  }
  const [only] = parts;
  // Most sequences are one word of a set.
  if (parts.length === 1 && only !== undefined && isNeeded(only)) return { ...only, longest: only.longest + 1 };
  const firstNeeded = parts.findIndex(isNeeded);
  const begin = parts.slice(0, firstNeeded === -1 ? parts.length : firstNeeded + 1);
  return {
    pattern: joinParts(parts, SHAPES[reader.boundaries]),
    beginnings: begin.flatMap(({ beginnings }) => beginnings),
    first: joinBits(begin, 'first'),
    next: begin.reduce(
      (all, { next }, index) => all | (next & OF_END ? (next & OF_ALL) | firstOf(parts.slice(index + 1), reader) : next),
      0,
    ),
    shortest: parts.reduce((sum, { shortest, isOptional }) => sum + (isOptional ? 0 : shortest), 0),
    // One more each for the space behind it.
    longest: parts.reduce((sum, { longest }) => sum + longest + 1, 0),
    isOptional: firstNeeded === -1,
    isGap: false,
  };
}

function joinBits(parts: readonly PhrasePart[], name: 'first' | 'next'): number {
  return parts.reduce((all, part) => all | part[name], 0);
}

/** The bits of what parts in turn can begin with, behind something. */
function firstOf(parts: readonly PhrasePart[], { boundaries }: Notation): number {
  let bits = OF_SPACE;
  for (const { first, isOptional, isGap } of parts) {
    if (isGap) return boundaries === 'words' ? bits : OF_ALL;
    bits |= first;
    if (!isOptional) return bits;
  }
  return bits | OF_END;
}

function readPart(token: string, reader: PhraseReader): PhrasePart {
  // Whatever stands in a gap: no beginning at all.
  if (token === GAP) {
    const { gap } = SHAPES[reader.boundaries];
    return {
      pattern: gap,
      beginnings: [''],
      first: OF_ALL,
      next: OF_ALL,
      shortest: 0,
      longest: LONGEST_GAP,
      isOptional: false,
      isGap: true,
    };
  }
  if (token !== '(') return readWord(token, reader);
  const inner = readChoices(reader);
  const closing = reader.tokens[reader.at];
  if (closing === undefined) throw new NotationError(`"${reader.phrase}" has a bracket that is not closed`);
  reader.at += 1;
  return closing === ')?' ? { ...inner, isOptional: true } : inner;
}

/** Spaces may be left out, but not where a gap begins. */
function joinParts(parts: readonly PhrasePart[], { beforeGap }: BoundaryShape): Pattern {
  return parts.reduceRight<Pattern>((rest, { pattern, isOptional, isGap }, index) => {
    const isLast = index === parts.length - 1;
    const next = parts.slice(index + 1).find((part) => !part.isOptional);
    const join =
      isGap || isLast ? inTurn : next?.isGap ? (first: Pattern, then: Pattern) => inTurn(first, inTurn(beforeGap, then)) : inTurnSpaced;
    const whole = join(pattern, rest);
    return isOptional ? either(whole, rest) : whole;
  }, '');
}

function readWord(token: string, reader: PhraseReader): PhrasePart {
  const { phrase, sets, spellings } = reader;
  const others = Object.hasOwn(spellings, token) ? spellings[token] : undefined;
  if (others !== undefined) {
    const choices = [token, ...others].map((one) => readWord(one, { ...reader, spellings: {} }));
    // Every other word begins with a letter or two; with those a phrase begins only where they are a word.
    return joinChoices(
      choices.map((one) => ({ ...one, beginnings: one.beginnings.map((letters) => (letters.length > 2 ? letters : `${letters} `)) })),
    );
  }
  const numeral = NUMERALS[token];
  if (numeral !== undefined) return { ...numeral, first: OF_DIGITS, next: OF_ALL, isOptional: false, isGap: false };
  const [, name, rest] = /^<([^<>]*)>(\*?)$/u.exec(token) ?? [];
  if (name !== undefined) {
    const set = sets[name];
    if (set === undefined) throw new NotationError(`"${phrase}" names ${token}, and there are no such words`);
    return rest ? { ...set, next: OF_ALL, pattern: inTurn(set.pattern, LETTERS.pattern), longest: set.longest + LETTERS.longest } : set;
  }
  const folded = foldAccents(token);
  if (folded === '' || /[^\p{L}\p{N}\p{M}*]/u.test(token)) {
    throw new NotationError(`"${phrase}" has "${token}", which is not written in letters`);
  }
  const [pattern, next, longest] = token.endsWith('*')
    ? [inTurn(folded, LETTERS.pattern), OF_ALL, folded.length + LETTERS.longest]
    : [folded, OF_END, folded.length];
  return {
    pattern,
    beginnings: [folded],
    first: letterBit(folded, 0),
    next,
    shortest: folded.length,
    longest,
    isOptional: false,
    isGap: false,
  };
}
