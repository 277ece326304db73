/** Text that people or packs wrote, made safe and short enough to show. */
import { segmentGraphemes } from './segments.ts';

/**
 * What somebody typed, as it is compared and shown: NFC, without control characters, zero-width and direction marks, invisible letters,
 * inner white space folded to one space, at most `maxLength` characters. A zero-width joiner stays between emoji.
 */
export function cleanTyped(text: string, maxLength = 200): string {
  if (IS_CLEAN.test(text)) return shorten(text, maxLength);
  const plain = text
    .normalize('NFC')
    .replace(/\u200d(?!\p{Extended_Pictographic})/gu, '')
    // Fillers of Hangul and the empty pattern of Braille show nothing either, though they count as letters and signs.
    .replace(/[\p{Cc}\p{Cs}\p{Co}\p{Cn}\u115f\u1160\u2800\u3164\uffa0]/gu, ' ')
    .replace(/(?!\u200d)\p{Cf}/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();
  return shorten(plain, maxLength);
}

/** Words of ASCII, Hangul, kana and Chinese characters with one space between two have nothing to be cleaned of. */
const IS_CLEAN = /^[!-~ぁ-ゖァ-ヺー一-龥가-힣]+(?: [!-~ぁ-ゖァ-ヺー一-龥가-힣]+)*$/;

/** The same for text of several lines: each as `cleanTyped` leaves it, with no more than one empty line between two. */
export function cleanLines(text: string, maxLength: number): string {
  const lines = text.split(/\r\n?|\n/).map((line) => cleanTyped(line, maxLength));
  return shorten(
    lines
      .join('\n')
      .replace(/\n{3,}/g, '\n\n')
      .trim(),
    maxLength,
  );
}

/**
 * The same text with everything escaped that Discord reads as markdown, a mention, a link or a timestamp.
 * https://docs.discord.com/developers/reference#message-formatting
 */
export function escapeMarkdown(text: string): string {
  // A card has fifty texts, and most of them have nothing of all this.
  const isMarked = text.search(MARKS) !== -1;
  if (!isMarked && !MAY_BE_READ.test(text)) return text;
  const escaped = isMarked ? text.replace(MARKS, '\\$&') : text;
  const marked = escaped.replace(LINE_END.test(escaped) ? MARK_AT_STARTS : MARK_AT_START, '$1\\$2');
  const silent = marked.includes('@') ? marked.replace(/@(?=everyone|here)/g, '@\u200b') : marked;
  return silent.includes('://') ? silent.replace(/(https?):\/\//gi, '$1:\u200b//') : silent;
}

/** Headings, quotes and lists are only made by what stands at the beginning of a line. */
const MARK_AT_STARTS = /^([^\S\n\r\u2028\u2029]*)(#{1,3}|-#|>{1,3}|[-+]|\d+[.)])(?=\s)/gm;
const MARK_AT_START = /^([^\S\n\r\u2028\u2029]*)(#{1,3}|-#|>{1,3}|[-+]|\d+[.)])(?=\s)/;
const LINE_END = /[\n\r\u2028\u2029]/;
const MARKS = /[\\*_~`|[\]<>]/g;
/** In every other text that would be changed. */
const MAY_BE_READ = /[@\n\r\u2028\u2029]|:\/\/|^\s*[-+#\d]/;

/** Marks as they are printed: "It's" becomes "It’s", "brothers'" becomes "brothers’", a pair of straight marks “these” or ‘these’. Addresses stay. */
export function curlMarks(text: string): string {
  return text.includes('://')
    ? text
    : text
        .replace(SINGLE_PAIR, '‘$1’')
        .replace(/'(?<=\p{L}')/gu, '’')
        .replace(/"([^"]*)"/gu, '“$1”');
}

/** A particle of Korean may follow at once. What stands before the first mark is looked at behind it: few places of a text have one. */
const SINGLE_PAIR = /'(?<![\p{L}\p{N}]')([^'\n]+)'(?![\p{Script=Latin}\p{N}])/gu;

/** Letters and digits only, in lower case: for comparing what is the same but for spaces, marks and capitals. */
export function foldText(text: string): string {
  if (IS_FOLDED.test(text)) return text;
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

const IS_FOLDED = /^[a-z0-9ぁ-ゖァ-ヺー一-龥가-힣]*$/;

/** The same without the accents many leave out when they type ("mie" for "mié"); in other scripts the marks are part of the letter. */
export function foldAccents(text: string): string {
  if (IS_FOLDED.test(text)) return text;
  return foldText(
    text
      .normalize('NFD')
      .replace(/(?<=\p{Script=Latin})\p{M}+/gu, '')
      .normalize('NFC'),
  );
}

/**
 * The text itself when it fits, else its beginning, cut between words where one ends in the last third and between
 * graphemes otherwise, with an ellipsis. The result is never longer than `maxLength` UTF-16 units.
 */
export function shorten(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  const room = maxLength - 1;
  // Between two of ASCII nothing keeps together, and the rules of Unicode need not be asked.
  const isApart = isAscii(text.slice(room - 1, room + 1));
  const cut = text.slice(0, isApart ? room : (segmentGraphemes(text).containing(room)?.index ?? 0));
  const lastSpace = cut.lastIndexOf(' ');
  const kept = lastSpace > room * (2 / 3) ? cut.slice(0, lastSpace) : cut;
  // A half-open backslash escape would swallow the ellipsis.
  return `${kept.replace(/\\$/, '').trimEnd()}…`;
}

const ASCII = /^[ -~]*$/;

/** Whether nothing else stands in it: most of what is typed, and no letter of it has another form. */
export function isAscii(text: string): boolean {
  return ASCII.test(text);
}

/** The markdown hidden until somebody chooses to look. Bars inside it would end the hiding early. */
export function hide(markdown: string): string {
  return `||${markdown.replace(/(?<!\\)\|/g, '\\|').replace(/\n+/g, ' ')}||`;
}

/** For the beginning of a line: somebody without a name is called with a small letter within a sentence ("la madre de …"). */
export function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The parts that hold anything, one below the other, or with another separator between. */
export function joinFilled(parts: readonly (string | false | null | undefined)[], separator = '\n'): string {
  return parts.filter(Boolean).join(separator);
}

/** "1 line", "2 lines": for authors and operators, who are told in English. */
export function countOf(amount: number, one: string, many = `${one}s`): string {
  return `${amount} ${amount === 1 ? one : many}`;
}
