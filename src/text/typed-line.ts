/**
 * Something typed as a row of letters that can be compared, with the places where a word may begin and end in it. Spaces and marks are
 * gone, so that "season 2", "Season2" and "season-2" are the same letters; where a word ends is kept beside them.
 */
import { foldAccents, isAscii } from './text.ts';

export type Script = 'latin' | 'digit' | 'hangul' | 'katakana' | 'hiragana' | 'han' | 'other';

/** A run of letters of one script. */
export interface Word {
  /** Small letters without accents; English "'s" is left away. */
  readonly text: string;
  readonly script: Script;
  /** Where its letters stand in `letters`. */
  readonly from: number;
  readonly to: number;
  /** Where it stands in `raw`. */
  readonly rawFrom: number;
  readonly rawTo: number;
  /** Nothing but a hyphen stands before it, or nothing at all. */
  readonly isGlued: boolean;
  /** Nothing but spaces or a hyphen stands between it and the word before. */
  readonly isNext: boolean;
}

export interface TypedLine {
  readonly typed: string;
  /** What was typed, in one form of each letter (NFKC). */
  readonly raw: string;
  readonly letters: string;
  /** The letters with hiragana as katakana, as names are kept. */
  readonly kana: string;
  readonly words: readonly Word[];
  /** For each letter the number of its word. */
  readonly wordAt: Uint16Array;
}

const SCRIPTS: readonly Script[] = ['latin', 'digit', 'hangul', 'katakana', 'hiragana', 'han', 'other'];
// Single letters of Hangul (ㅋㅋ, ㅠㅠ) are laughter and tears; mentions, custom emoji and addresses are no words.
const WORDS =
  /<[@#:a][^<>]{0,80}>|https?:\/\/\S+|[\u1100-\u11ff\u3131-\u318e]+|((?!ª|º)\p{Script=Latin}[\p{Script=Latin}\p{M}'’ʼ`´]*)|(\p{Nd}+)|([가-힣]+)|(\p{Script=Katakana}[\p{Script=Katakana}ー・]*)|(\p{Script=Hiragana}[\p{Script=Hiragana}ー]*)|([\p{Script=Han}々]+)|([\p{L}\p{M}]+)/gu;
/** The same for ASCII, which is most of what is typed. */
const ASCII_WORDS = /<[@#:a][^<>]{0,80}>|https?:\/\/\S+|([a-zA-Z][a-zA-Z'`]*)|([0-9]+)/g;
const POSSESSIVE = /['’ʼ`´]s$/;

/** Linear in the length of the text. */
export function readLine(text: string): TypedLine {
  const raw = text.normalize('NFKC');
  const words: Word[] = [];
  const wordAt: number[] = [];
  let letters = '';
  let lastEnd = 0;
  for (const match of raw.matchAll(isAscii(raw) ? ASCII_WORDS : WORDS)) {
    const script = SCRIPTS[match.findIndex((group, number) => number > 0 && group !== undefined) - 1];
    if (script === undefined) continue;
    const typed = match[0];
    const folded = script === 'latin' ? foldAccents(typed.replace(POSSESSIVE, '')) : typed.toLowerCase().replaceAll('・', '');
    if (folded === '') continue;
    const between = raw.slice(lastEnd, match.index);
    lastEnd = match.index + typed.length;
    const from = letters.length;
    letters += folded;
    for (let at = from; at < letters.length; at += 1) wordAt.push(words.length);
    words.push({
      ...{ text: folded, script, from, to: letters.length, rawFrom: match.index, rawTo: lastEnd },
      isGlued: words.length > 0 && (between === '' || between === '-'),
      isNext: words.length > 0 && (between === ' ' || /^[\s-]*$/.test(between)),
    });
  }
  const kana = isAscii(letters)
    ? letters
    : letters.replace(/[\u3041-\u3096]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0x60));
  return { typed: text, raw, letters, kana, words, wordAt: Uint16Array.from(wordAt) };
}

/** Whether words of this script stand apart; the others are written on without a space. */
export function standsApart(script: Script): boolean {
  return script === 'latin' || script === 'digit' || script === 'other';
}
