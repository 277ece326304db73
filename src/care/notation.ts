/**
 * How the lists of `data/care` write a phrase, and the regular expression it becomes. Nothing a list can write repeats without an end,
 * so a text is read in time linear in its length.
 *
 * - `want to die`: these words, with or without the spaces between them
 * - `(want to|wanna) die`: either; `(really)? want`: perhaps; `suicid*`: a word that begins so; `<want>`: a set named under `words`; `<number>`: digits
 * - `i .. die`: up to three words may stand between
 */
import { foldAccents } from '../text/text.ts';

/** `words`: whole words; `starts`: words begin as written and end as they like (Korean); `none`: anywhere (Japanese). */
export type Boundaries = 'words' | 'starts' | 'none';

interface Shapes {
  readonly start: string;
  readonly end: string;
  readonly gap: string;
  /** What stands before a gap, and where a word goes on. */
  readonly beforeGap: string;
}

const SHAPES: Readonly<Record<Boundaries, Shapes>> = {
  words: { start: '(?<![^ ])', end: '(?![^ ])', beforeGap: ' ', gap: '(?:[^ ]{1,24} ){0,3}' },
  starts: { start: '(?<![^ ])', end: '', beforeGap: '[^ ]{0,4} ?', gap: '(?:[^ ]{1,12} ){0,3}' },
  none: { start: '', end: '', beforeGap: '', gap: '.{0,8}' },
};

const GAP = '..';
const LETTERS = '[\\p{L}\\p{N}]{0,24}';

/** Sets of words by name, each a list of phrases in the same notation. */
export type WordSets = Readonly<Record<string, readonly string[]>>;

/** A phrase could not be read; the message says what is wrong with it. */
export class NotationError extends Error {
  override readonly name = 'NotationError';
}

/** @throws NotationError */
export function compilePhrases(
  phrases: readonly string[],
  boundaries: Boundaries,
  sets: WordSets,
  unless: { readonly before?: readonly string[]; readonly after?: readonly string[] } = {},
): RegExp {
  const { start, end } = SHAPES[boundaries];
  const any = (list: readonly string[]) => `(?:${list.map((phrase) => compilePhrase(phrase, boundaries, sets)).join('|')})`;
  const before = unless.before?.length ? `(?<!${start}${any(unless.before)}${boundaries === 'starts' ? '[^ ]{0,4}' : ''} ?)` : '';
  const after = unless.after?.length ? `(?!${boundaries === 'starts' ? '[^ ]{0,8}' : ''} ?${any(unless.after)}${end})` : '';
  return new RegExp(`${before}${start}${any(phrases)}${end}${after}`, 'gu');
}

function compilePhrase(phrase: string, boundaries: Boundaries, sets: WordSets): string {
  const tokens = phrase.match(/\.\.|<[^<>]*>\*?|\)\?|[()|]|[^\s()|<>.]+/gu) ?? [];
  const reader = { phrase, tokens, at: 0, boundaries, sets };
  const compiled = readChoices(reader);
  if (reader.at < tokens.length) throw new NotationError(`"${phrase}" has a bracket that nothing opens`);
  if (new RegExp(`^(?:${compiled})$`, 'u').test('')) throw new NotationError(`"${phrase}" has nothing that must be there`);
  return compiled;
}

interface Reader {
  readonly phrase: string;
  readonly tokens: readonly string[];
  at: number;
  readonly boundaries: Boundaries;
  readonly sets: WordSets;
}

function readChoices(reader: Reader): string {
  const choices = [readSequence(reader)];
  while (reader.tokens[reader.at] === '|') {
    reader.at += 1;
    choices.push(readSequence(reader));
  }
  return choices.length === 1 ? (choices[0] ?? '') : `(?:${choices.join('|')})`;
}

function readSequence(reader: Reader): string {
  const { beforeGap, gap } = SHAPES[reader.boundaries];
  const parts: { readonly pattern: string; readonly isOptional: boolean; readonly isGap: boolean }[] = [];
  for (let token = reader.tokens[reader.at]; token !== undefined && !/^(?:\)\??|\|)$/.test(token); token = reader.tokens[reader.at]) {
    reader.at += 1;
    if (token === GAP) parts.push({ pattern: gap, isOptional: false, isGap: true });
    else if (token === '(') {
      const inner = readChoices(reader);
      const closing = reader.tokens[reader.at];
      if (closing === undefined) throw new NotationError(`"${reader.phrase}" has a bracket that is not closed`);
      reader.at += 1;
      parts.push({ pattern: inner, isOptional: closing === ')?', isGap: false });
    } else parts.push({ pattern: compileWord(token, reader), isOptional: false, isGap: false });
  }
  if (parts.some(({ isGap }, index) => isGap && !parts.slice(index + 1).some((part) => !part.isOptional && !part.isGap))) {
    throw new NotationError(`"${reader.phrase}" has a gap with nothing after it`);
  }
  let sequence = '';
  for (const [index, { pattern, isOptional, isGap }] of parts.entries()) {
    const next = parts.slice(index + 1).find((part) => !part.isOptional);
    const separator = isGap || index === parts.length - 1 ? '' : next?.isGap ? beforeGap : ' ?';
    sequence += isOptional ? `(?:${pattern}${separator})?` : `${pattern}${separator}`;
  }
  return sequence;
}

function compileWord(token: string, reader: Reader): string {
  if (token === '<number>') return '\\p{N}{1,9}';
  const named = /^<([^<>]*)>(\*?)$/u.exec(token);
  if (named !== null) {
    const set = reader.sets[named[1] ?? ''];
    if (set === undefined) throw new NotationError(`"${reader.phrase}" names ${token}, and there are no such words`);
    // A set names no other, so that none can go round in a circle.
    const choices = set.map((phrase) => compilePhrase(phrase, reader.boundaries, {}));
    return `(?:${choices.join('|')})${named[2] ? LETTERS : ''}`;
  }
  const isBeginning = token.endsWith('*');
  const folded = foldAccents(token);
  if (folded === '' || /[^\p{L}\p{N}\p{M}*]/u.test(token))
    throw new NotationError(`"${reader.phrase}" has "${token}", which is not written in letters`);
  return `${folded}${isBeginning ? LETTERS : ''}`;
}
