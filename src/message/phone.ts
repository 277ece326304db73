/** How long a text is on a phone: what somebody sees before they scroll. */
import { wrapAnsi } from 'fast-wrap-ansi';
import { keepEach, keepLately } from '../kept.ts';

/** One screen of Discord on a phone of 360 × 740 shows so much at once; Hangul, kana and kanji take two columns. */
export const PHONE = { columns: 38, lines: 26 } as const;

/**
 * The lines a markdown text takes, empty ones included; none for an empty text.
 *
 * @param columns of one line; wide characters count two.
 */
export function countPhoneLines(markdown: string, columns: number = PHONE.columns): number {
  if (markdown === '') return 0;
  const countIn = countersIn(String(columns));
  return markdown.split('\n').reduce((sum, line) => sum + countIn(line), 0);
}

/** A card's lines are those of the next card too. */
const MOST_KEPT = 5_000;
const countersIn = keepEach((columns) => keepLately(MOST_KEPT, (line) => countBroken(stripMarks(line), Number(columns))));

/** Latin letters and the marks between them; what is left takes two columns at most. */
const ONE_COLUMN = /[ -\u02ff\u2010-\u2027]/g;

/** Most lines are plainly short enough, and breaking one costs more than all else about it. */
function countBroken(line: string, columns: number): number {
  const wide = line.replace(ONE_COLUMN, '').length;
  return line.length + wide <= columns ? 1 : wrapLine(line, columns).length;
}

/** A line as a screen breaks it: at spaces, in Japanese anywhere, and a word that is longer than a line within it. */
export function wrapLine(line: string, columns: number): readonly string[] {
  const wordWrap = !/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(line);
  // Where words do not keep together, nothing else is to break them.
  return wrapAnsi(line, columns, { hard: wordWrap, wordWrap }).split('\n');
}

/** What of a line of markdown is seen: marks fall away, a link is its text, a command its name, a timestamp about as long as the date it shows. */
function stripMarks(line: string): string {
  return line
    .replace(/^\s*(?:#{1,3}|-#|>)\s/, '')
    .replace(/<t:\d{1,20}(?::\w)?>/g, 'November 22, 2026 at 9:00 AM')
    .replace(/<\/([^<:>]{1,100}):\d{1,20}>/g, '/$1')
    .replace(/\[([^[\]]{0,200})\]\([^()\s]{0,500}\)/g, '$1')
    .replace(/\\([^\w\s])|\*\*?|\|\||`/g, '$1');
}

/** "Dr. Oh" is no end of a sentence. */
const SENTENCE_END = /(?<=[.!?]["”)]?)(?<!(?<!\p{L})(?:Dr|Jr|Mr|Mrs|Ms|Sr|St)\.)\s|(?<=[。！？][」）]?)(?=[^」）\s])/gu;

/** As many whole sentences of a text, from the first, as so many lines of a phone hold; at least the first. */
export function keepSentences(text: string, lines: number): string {
  const ends = [...[...text.matchAll(SENTENCE_END)].map(({ index }) => index), text.length];
  const fitting = ends.filter((end) => countPhoneLines(text.slice(0, end)) <= lines);
  return text.slice(0, fitting.at(-1) ?? ends[0]);
}
