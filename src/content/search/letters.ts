/** What was typed, brought to letters that can be compared: case, width, accents, hyphens and spaces do not matter. */
import { disassemble } from 'es-hangul';
import { keepEach } from '../../kept.ts';
import { isAscii } from '../../text/text.ts';
import { KATAKANA, latinOfKana } from './kana.ts';
import { readHangulSyllable } from './syllables.ts';

/** Longer input is cut: no name is longer, and work stays bounded. */
const MAX_TYPED_CHARACTERS = 80;

/** With Hangul, katakana and Chinese characters, of which there is one form each. */
const PLAIN = /^[\x20-\x7eァ-ヺー一-龥가-힣]*$/;
const HANGUL = /[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]/;
const SYLLABLES_ONLY = /^[\uac00-\ud7a3]+$/;
const INITIALS_ONLY = /^[ㄱ-ㅎ]+$/;

export interface TypedLetters {
  /** Letters and digits of any script, joined, lower case. The key of exact hits. */
  readonly key: string;
  /** The words, in the same letters. */
  readonly words: readonly string[];
  /** The words as Latin letters, Hangul in Revised Romanization, kana as they sound; other scripts are left away. */
  readonly latin: readonly string[];
  /** Everything typed is Hangul syllables. */
  readonly isHangul: boolean;
  /** Everything typed is Hangul letters such as ㄱㅅㅎ. */
  readonly isInitials: boolean;
}

/** Splits any string into comparable words; never throws, whatever is in it. */
export function readTyped(text: string): TypedLetters {
  const beginning = text.length > MAX_TYPED_CHARACTERS ? cut(text) : text;
  const words = PLAIN.test(beginning) ? splitPlain(beginning.toLowerCase()) : splitWords(fold(beginning));
  const key = words.join('');
  if (isAscii(key)) return { key, words, latin: words, isHangul: false, isInitials: false };
  const hasHangul = HANGUL.test(key);
  return {
    key,
    words,
    latin: words.map((word) => latinOf(word, hasHangul)).filter((word) => word !== ''),
    isHangul: hasHangul && SYLLABLES_ONLY.test(key),
    isInitials: hasHangul && INITIALS_ONLY.test(key),
  };
}

/** The letters of Hangul one by one: 김수 → ㄱㅣㅁㅅㅜ. What is not Hangul stays. */
export function jamoOf(hangul: string): string {
  if (!HANGUL.test(hangul)) return hangul;
  let jamo = '';
  for (const character of hangul) jamo += HANGUL.test(character) ? lettersOf(character) : character;
  return jamo;
}

const lettersOf = keepEach(disassemble);

function splitWords(folded: string): string[] {
  return (
    folded
      // "Gang-tae's" is the word "gangtae" and a mark of possession that people leave away.
      .replace(/['’ʼ`´]s(?![\p{L}\p{N}])/gu, '')
      .replace(/['’ʼ`´‘.・･]/gu, '')
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word !== '')
  );
}

/** The same for plain small letters, of which nearly all that is typed and every id is: without a regular expression. */
function splitPlain(text: string): string[] {
  const words: string[] = [];
  let word = '';
  let from = 0;
  for (let at = 0; at <= text.length; at++) {
    const code = at < text.length ? text.charCodeAt(at) : SPACE;
    if (isLetterOrDigit(code)) continue;
    if (from < at) word += text.slice(from, at);
    if (code === APOSTROPHE || code === BACKTICK) {
      if (text.charAt(at + 1) === 's' && !isLetterOrDigit(text.charCodeAt(at + 2))) at += 1;
    } else if (code !== FULL_STOP && word !== '') {
      words.push(word);
      word = '';
    }
    from = at + 1;
  }
  return words;
}

const SPACE = 0x20;
const APOSTROPHE = 0x27;
const BACKTICK = 0x60;
const FULL_STOP = 0x2e;

function isLetterOrDigit(code: number): boolean {
  return code > 0x7f || (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39);
}

/** Lower case without accents; the breves of McCune-Reischauer are written out, hiragana becomes katakana. */
function fold(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[ŏǒ]/g, 'eo')
    .replace(/[ŭǔ]/g, 'eu')
    .replace(/[\u00c0-\u024f\u1e00-\u1eff]/g, (letter) => letter.normalize('NFD'))
    .replace(/\p{M}/gu, '')
    .replace(/[\u1100-\u1112]/g, (letter) => 'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ'.charAt(letter.charCodeAt(0) - 0x1100))
    .replace(/[\u3041-\u3096]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0x60));
}

function latinOf(word: string, hasHangul: boolean): string {
  if (KATAKANA.test(word)) return latinOfKana(word);
  if (!hasHangul) return word.replace(/[^a-z0-9]/g, '');
  let latin = '';
  for (const character of word) {
    const syllable = readHangulSyllable(character);
    latin += syllable ? syllable.revised : /[a-z0-9]/.test(character) ? character : '';
  }
  return latin;
}

/** Cuts without splitting a surrogate pair. */
function cut(text: string): string {
  return text.slice(0, MAX_TYPED_CHARACTERS).replace(/[\ud800-\udbff]$/, '');
}
