/** Which words of a question are those of a line somebody remembers. */
import type { Content } from '../content/types.ts';
import type { Quote } from '../packs/schema.ts';
import { foldAccents } from '../text/text.ts';
import type { Script } from '../text/typed-line.ts';
import type { FoundInText } from './found.ts';

/** One word may stand in any line. */
const LEAST_WORDS = 2;
const MOST_WORDS = 8;
/** What a word loses before it is looked for: endings of verbs, particles. */
const LEAST_STEM = 4;
const LEAST_SYLLABLES = 2;
const LONGEST_ENDING = 2;

/** The words that one line has most of, as they stand in it; undefined where fewer than two of the question stand in any. */
export function findQuoteWords(content: Pick<Content, 'list'>, titleId: string, found: FoundInText): string | undefined {
  return findMost(content, titleId, listStems(found, 'question'), LEAST_WORDS);
}

/** The same for what was typed as words of a line: undefined where no line has half of them. */
export function findLineWords(content: Pick<Content, 'list'>, titleId: string, found: FoundInText): string | undefined {
  const stems = listStems(found, 'line');
  return findMost(content, titleId, stems, Math.max(LEAST_WORDS, stems.length / 2));
}

function findMost(content: Pick<Content, 'list'>, titleId: string, stems: readonly string[], least: number): string | undefined {
  let best: { readonly words: readonly string[]; readonly count: number } = { words: [], count: 0 };
  for (const quote of content.list('quotes', titleId)) {
    const text = foldQuote(quote);
    const places = stems.map((stem) => text.indexOf(stem)).filter((place) => place !== -1);
    if (places.length > best.count) best = { words: places.map((place) => wordAt(text, place)), count: places.length };
  }
  return best.count < least ? undefined : [...new Set(best.words)].join(' ');
}

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
  return /^(?:\p{Script=Han}+|\p{Script=Katakana}+|[^ ]+)/u.exec(rest)?.[0] ?? '';
}
