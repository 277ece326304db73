/** Breaks a text into lines of even length that end, where they can, where the sentence pauses. */
import type { Piece } from '../../text/glyphs.ts';
import { segmentGraphemes, segmentWords } from '../../text/segments.ts';

/** A word, or a part of a very long one. */
export interface CardWord {
  readonly pieces: readonly Piece[];
  /** Whether a space follows; false within a cut word, and in Japanese. */
  readonly spaced: boolean;
  /** Whether the next part of a cut word follows. */
  readonly isCut: boolean;
  readonly ends: 'sentence' | 'clause' | 'nothing';
}

export interface MeasuredWord extends CardWord {
  /** Widths are in ems: times the font size in pixels. */
  readonly width: number;
}

export interface SetText {
  readonly lines: readonly (readonly CardWord[])[];
  /** The lower the better looking; comparable between settings of one text. */
  readonly cost: number;
}

/** Longer than any word of English or Korean prose; what is longer may be cut. */
const LONGEST_WORD = 24;
const PART_LENGTH = 6;

/**
 * Costs of a break beside the unevenness of the lines, which is the mean of squares of their difference from the average
 * length as a share of it: 0.01 is a line one tenth too long or too short.
 */
const COST = {
  afterSentence: -0.15,
  afterClause: -0.03,
  withinClause: 0.03,
  /** A line ends with the first word of a sentence, or the last word of one stands first in a line. */
  strandedWord: 0.12,
  cutWord: 0.5,
} as const;

const JAPANESE = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;
/** What does not begin a line: particles and endings after their word, and marks that close. */
const BELONGS_BEFORE = /^[\p{Script=Hiragana}ーっゃゅょ、。，．！？…」』）〉》”’!?.,)]/u;
/** A run of kana is broken after so many letters, wherever a word begins. */
const LONGEST_PHRASE = 9;

/** The words of a text between its spaces; in Japanese, which has none, each with the particles after it. Korean is broken only at spaces. */
export function splitWords(pieces: readonly Piece[]): CardWord[] {
  const words: CardWord[] = [];
  let word: Piece[] = [];
  const close = (): void => {
    if (word.length > 0) words.push(...cutWord(word));
    word = [];
  };
  for (const piece of pieces) {
    if ('emoji' in piece) {
      word.push(piece);
      continue;
    }
    piece.text.split(' ').forEach((text, index) => {
      if (index > 0) close();
      if (text === '') return;
      const phrases = JAPANESE.test(text) ? splitPhrases(text) : [text];
      phrases.forEach((phrase, at) => {
        word.push({ text: phrase });
        if (at === phrases.length - 1) return;
        words.push({ pieces: word, spaced: false, isCut: false, ends: endOf(phrase) });
        word = [];
      });
    });
  }
  close();
  return words;
}

/** How many lines a text takes when every line is filled; null when a word alone is wider than the line. */
export function countLines(words: readonly MeasuredWord[], spaceWidth: number, maxWidth: number): number | null {
  let lines = 1;
  let width = 0;
  let before: MeasuredWord | undefined;
  for (const word of words) {
    if (word.width > maxWidth) return null;
    const gap = before?.spaced ? spaceWidth : 0;
    if (width + gap + word.width > maxWidth) {
      lines++;
      width = word.width;
    } else width += gap + word.width;
    before = word;
  }
  return lines;
}

/** The best looking way to set the words in so many lines; null when they do not fit. */
export function setLines(words: readonly MeasuredWord[], lineCount: number, spaceWidth: number, maxWidth: number): SetText | null {
  const ends: number[] = [0];
  for (const word of words) ends.push((ends.at(-1) ?? 0) + word.width + (word.spaced ? spaceWidth : 0));
  const widthOf = (from: number, to: number): number => (ends[to] ?? 0) - (ends[from] ?? 0) - (words[to - 1]?.spaced ? spaceWidth : 0);
  const average = widthOf(0, words.length) / lineCount;

  // best[n][to]: the cheapest way to set the words before `to` in n lines, and where its last line begins.
  let best = new Map<number, Way>([[0, { cost: 0, starts: [] }]]);
  for (let line = 1; line <= lineCount; line++) {
    const next = new Map<number, Way>();
    for (const [from, way] of best) {
      for (let to = from + 1; to <= words.length && widthOf(from, to) <= maxWidth; to++) {
        const uneven = ((widthOf(from, to) - average) / average) ** 2 / lineCount;
        const cost = way.cost + uneven + (to < words.length ? costOfBreak(words, to) / lineCount : 0);
        const other = next.get(to);
        if (other === undefined || cost < other.cost) next.set(to, { cost, starts: [...way.starts, from] });
      }
    }
    best = next;
  }
  const way = best.get(words.length);
  if (way === undefined) return null;
  const lines = way.starts.map((start, index) => words.slice(start, way.starts[index + 1] ?? words.length));
  return { lines, cost: way.cost };
}

/** The pieces of a line with the spaces between its words. */
export function joinWords(words: readonly CardWord[]): Piece[] {
  return words.flatMap(({ pieces, spaced }, index) => (spaced && index < words.length - 1 ? [...pieces, { text: ' ' }] : pieces));
}

interface Way {
  readonly cost: number;
  /** Index of the first word of each line. */
  readonly starts: readonly number[];
}

/** What it costs to begin a line with the word at `at`. */
function costOfBreak(words: readonly CardWord[], at: number): number {
  const last = words[at - 1];
  if (last === undefined) return 0;
  if (last.isCut) return COST.cutWord;
  if (last.ends === 'sentence') return COST.afterSentence;
  const stranded = words[at - 2]?.ends === 'sentence' || words[at]?.ends === 'sentence' ? COST.strandedWord : 0;
  return stranded + (last.ends === 'clause' ? COST.afterClause : COST.withinClause);
}

function cutWord(pieces: readonly Piece[]): CardWord[] {
  const parts = pieces.flatMap((piece): Piece[] => ('text' in piece ? splitGraphemes(piece.text).map((text) => ({ text })) : [piece]));
  const last = pieces.at(-1);
  const ends = endOf(last !== undefined && 'text' in last ? last.text : '');
  if (parts.length <= LONGEST_WORD) return [{ pieces, spaced: true, isCut: false, ends }];
  const cut: CardWord[] = [];
  for (let at = 0; at < parts.length; at += PART_LENGTH) {
    const isLast = at + PART_LENGTH >= parts.length;
    cut.push({ pieces: parts.slice(at, at + PART_LENGTH), spaced: isLast, isCut: !isLast, ends: isLast ? ends : 'nothing' });
  }
  return cut;
}

function endOf(text: string): CardWord['ends'] {
  if (/[.!?…。！？]["'’”»」』)]*$/u.test(text)) return 'sentence';
  return /[,;:—–、，]["'’”»」』)]*$/u.test(text) ? 'clause' : 'nothing';
}

/** "僕の兄さんでいてくれて、ありがとう。" in phrases: 僕の, 兄さんでいてくれて、, ありがとう。 */
function splitPhrases(text: string): string[] {
  const phrases: string[] = [];
  for (const { segment } of segmentWords('ja', text)) {
    const before = phrases.at(-1);
    const isFull =
      before !== undefined &&
      (before.length >= LONGEST_PHRASE || /[、。！？…]$/u.test(before)) &&
      !/^[、。！？…」』）っゃゅょー]/u.test(segment);
    if (before === undefined || isFull || !BELONGS_BEFORE.test(segment)) phrases.push(segment);
    else phrases[phrases.length - 1] = before + segment;
  }
  return phrases;
}

function splitGraphemes(text: string): string[] {
  return Array.from(segmentGraphemes(text), ({ segment }) => segment);
}
