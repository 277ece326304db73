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

/** `words`: whole words; `starts`: words begin as written and end as they like (Korean); `none`: anywhere (Japanese). */
export type Boundaries = 'words' | 'starts' | 'none';

interface BoundaryShape {
  readonly start: string;
  readonly end: string;
  readonly gap: string;
  /** What stands before a gap, and where a word goes on. */
  readonly beforeGap: string;
}

const SHAPES: Readonly<Record<Boundaries, BoundaryShape>> = {
  words: { start: '(?<![^ ])', end: '(?![^ ])', beforeGap: ' ', gap: '(?:[^ ]{1,24} ){0,3}' },
  starts: { start: '(?<![^ ])', end: '', beforeGap: '[^ ]{0,4} ?', gap: '(?:[^ ]{1,12} ){0,3}' },
  none: { start: '', end: '', beforeGap: '', gap: '.{0,8}' },
};

const GAP = '..';
const LETTERS = '[^ ]{0,24}';
/** What stands for numbers in digits, and with what it can begin. */
const NUMERALS: Readonly<Record<string, Pick<PhrasePart, 'pattern' | 'beginnings' | 'shortest'>>> = {
  '<number>': { pattern: '[0-9]{1,9}', beginnings: [...'0123456789'], shortest: 1 },
  '<many>': { pattern: '[1-9][0-9]{1,8}', beginnings: [...'123456789'], shortest: 2 },
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

/** A phrase as a regular expression over folded text, the letters one of which every match begins with, and how many every match has at least. */
export interface Compiled {
  readonly source: string;
  readonly beginnings: readonly string[];
  readonly shortest: number;
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

/** @throws NotationError */
export function compilePhrase(
  phrase: string,
  notation: Notation,
  { before = [], after = [] }: { readonly before?: readonly string[]; readonly after?: readonly string[] } = {},
): Compiled {
  const { start, end } = SHAPES[notation.boundaries];
  const isOpen = notation.boundaries === 'starts';
  const any = (list: readonly string[]) => `(?:${list.map((one) => readPhrase(one, notation).pattern).join('|')})`;
  const notBefore = before.length === 0 ? '' : `(?<!${start}${any(before)}${isOpen ? '[^ ]{0,4}' : ''} ?)`;
  const notAfter = after.length === 0 ? '' : `(?!${isOpen ? '[^ ]{0,8}' : ''} ?${any(after)}${end})`;
  const { pattern, beginnings, shortest } = readPhrase(phrase, notation);
  if (beginnings.includes('')) throw new NotationError(`"${phrase}" begins with a gap`);
  return { source: `${notBefore}${start}(?:${pattern})${end}${notAfter}`, beginnings, shortest };
}

interface PhrasePart {
  readonly pattern: string;
  readonly beginnings: readonly string[];
  /** Letters of its shortest match where it is not left out. */
  readonly shortest: number;
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
    pattern: `(?:${choices.map(({ pattern }) => pattern).join('|')})`,
    beginnings: choices.flatMap(({ beginnings }) => beginnings),
    shortest: Math.min(...choices.map(({ shortest }) => shortest)),
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
  const firstNeeded = parts.findIndex(isNeeded);
  return {
    pattern: joinParts(parts, SHAPES[reader.boundaries]),
    beginnings: parts.slice(0, firstNeeded === -1 ? parts.length : firstNeeded + 1).flatMap(({ beginnings }) => beginnings),
    shortest: parts.reduce((sum, { shortest, isOptional }) => sum + (isOptional ? 0 : shortest), 0),
    isOptional: firstNeeded === -1,
    isGap: false,
  };
}

function readPart(token: string, reader: PhraseReader): PhrasePart {
  // Whatever stands in a gap: no beginning at all.
  if (token === GAP) return { pattern: SHAPES[reader.boundaries].gap, beginnings: [''], shortest: 0, isOptional: false, isGap: true };
  if (token !== '(') return readWord(token, reader);
  const inner = readChoices(reader);
  const closing = reader.tokens[reader.at];
  if (closing === undefined) throw new NotationError(`"${reader.phrase}" has a bracket that is not closed`);
  reader.at += 1;
  return closing === ')?' ? { ...inner, isOptional: true } : inner;
}

/** Spaces may be left out, but not where a gap begins. */
function joinParts(parts: readonly PhrasePart[], { beforeGap }: BoundaryShape): string {
  return parts
    .map(({ pattern, isOptional, isGap }, index) => {
      const next = parts.slice(index + 1).find((part) => !part.isOptional);
      const separator = isGap || index === parts.length - 1 ? '' : next?.isGap ? beforeGap : ' ?';
      return isOptional ? `(?:${pattern}${separator})?` : `${pattern}${separator}`;
    })
    .join('');
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
  if (numeral !== undefined) return { ...numeral, isOptional: false, isGap: false };
  const [, name, rest] = /^<([^<>]*)>(\*?)$/u.exec(token) ?? [];
  if (name !== undefined) {
    const set = sets[name];
    if (set === undefined) throw new NotationError(`"${phrase}" names ${token}, and there are no such words`);
    return rest ? { ...set, pattern: `${set.pattern}${LETTERS}` } : set;
  }
  const folded = foldAccents(token);
  if (folded === '' || /[^\p{L}\p{N}\p{M}*]/u.test(token)) {
    throw new NotationError(`"${phrase}" has "${token}", which is not written in letters`);
  }
  const pattern = `${folded}${token.endsWith('*') ? LETTERS : ''}`;
  return { pattern, beginnings: [folded], shortest: folded.length, isOptional: false, isGap: false };
}
