/** Which words of a question are those of a line somebody remembers. */
import type { Content } from '../content/types.ts';
import type { Quote } from '../packs/schema.ts';
import { foldAccents } from '../text/text.ts';
import type { Script } from '../text/typed-line.ts';
import type { FoundInText } from './found.ts';

/** One word may stand in any line. */
const LEAST_WORDS = 2;
const MOST_WORDS = 8;
const MOST_PAIRS = 24;
/** What a word loses before it is looked for: endings of verbs, particles. */
const LEAST_STEM = 4;
const LEAST_SYLLABLES = 2;
const LONGEST_ENDING = 2;

/** The words that one line has most of, as they stand in it; undefined where fewer than two of the question stand in any. */
export function findQuoteWords(content: Pick<Content, 'list'>, titleId: string, found: FoundInText): string | undefined {
  return findMost(content, titleId, listStems(found, 'question'), () => LEAST_WORDS);
}

/** The same for what was typed as words of a line: undefined where no line has half of them. */
export function findLineWords(content: Pick<Content, 'list'>, titleId: string, found: FoundInText): string | undefined {
  const find = (stems: readonly string[]) =>
    // A word that stands in one line only says which is meant.
    findMost(content, titleId, stems, (isOnly) => Math.max(isOnly ? 1 : LEAST_WORDS, stems.length / 2));
  return find(listStems(found, 'line')) ?? find(listPairs(found));
}

/** @param leastOf How many of the words a line must have, of which one may stand in no other. */
function findMost(
  content: Pick<Content, 'list'>,
  titleId: string,
  stems: readonly string[],
  leastOf: (isOnly: boolean) => number,
): string | undefined {
  const texts = content.list('quotes', titleId).map(foldQuote);
  let best: { readonly words: readonly string[]; readonly stems: readonly string[] } = { words: [], stems: [] };
  for (const text of texts) {
    const having = stems.filter((stem) => text.includes(stem));
    if (weigh(having) > weigh(best.stems)) best = { words: having.map((stem) => wordAt(text, text.indexOf(stem))), stems: having };
  }
  const [first = '', ...others] = best.stems;
  const isOnly = others.length === 0 && first.trim().length > 1 && texts.filter((text) => text.includes(first)).length === 1;
  return best.stems.length < leastOf(isOnly) ? undefined : [...new Set(best.words)].join(' ');
}

/** Of as many words the longer ones say more. */
const weigh = (stems: readonly string[]): number => stems.length * 100 + stems.join('').length;

/** Beginnings of the words that may be those of a line and name nobody; a space stands before those that begin a word. */
function listStems({ line, phrases, names }: FoundInText, typed: 'question' | 'line'): readonly string[] {
  const taken = [
    ...phrases.filter(({ concepts, isOwn }) => concepts.includes('quote') || (typed === 'question' && isOwn && concepts.length === 0)),
    ...names.filter(({ isRole }) => isRole !== true),
  ];
  return line.words
    .filter(({ script, text, from, to }) => {
      const isLong = text.length > (typed === 'line' && script === 'latin' ? 3 : 1) || script === 'han';
      return isLong && script !== 'hiragana' && script !== 'digit' && !taken.some((part) => part.from <= from && part.to >= to);
    })
    .slice(0, MOST_WORDS)
    .map(({ text, script }) => stemOf(text, script));
}

/** Where no spaces say what a word is and the same word is written in several ways (嘘, うそ), each two letters beside each other. */
function listPairs({ line: { letters, words, wordAt } }: FoundInText): readonly string[] {
  const pairs: string[] = [];
  for (let at = 1; at < letters.length && pairs.length < MOST_PAIRS; at += 1) {
    const [before, word] = [words[wordAt[at - 1] ?? 0], words[wordAt[at] ?? 0]];
    const isJoined = before === word || word?.isGlued === true;
    if (isJoined && [before, word].every((one) => one !== undefined && JAPANESE.has(one.script))) pairs.push(letters.slice(at - 1, at + 1));
  }
  return pairs;
}

const JAPANESE: ReadonlySet<Script> = new Set<Script>(['han', 'hiragana', 'katakana']);

function stemOf(text: string, script: Script): string {
  if (script === 'hangul') return ` ${text.slice(0, Math.max(LEAST_SYLLABLES, text.length - LONGEST_ENDING))}`;
  if (script === 'han' || script === 'katakana') return text;
  return ` ${text.slice(0, Math.max(LEAST_STEM, text.length - LONGEST_ENDING))}`;
}

const foldedQuotes = new WeakMap<object, string>();

/** The words of a line, a space before each. */
function foldQuote(quote: Pick<Quote, 'text' | 'original'>): string {
  const known = foldedQuotes.get(quote);
  if (known !== undefined) return known;
  const words = `${quote.text} ${quote.original ?? ''}`.match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  const folded = ` ${words.map(foldAccents).join(' ')} `;
  foldedQuotes.set(quote, folded);
  return folded;
}

/** The word at a place, or in scripts without spaces the letters of one script. */
function wordAt(text: string, place: number): string {
  const rest = text.slice(place).trimStart();
  return /^(?:\p{Script=Han}+|\p{Script=Katakana}+|\p{Script=Hiragana}+|[^ ]+)/u.exec(rest)?.[0] ?? '';
}
