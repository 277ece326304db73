/** Korean syllables: taken apart from Hangul, and read out of Latin letters. */
import { disassembleCompleteCharacter } from 'es-hangul';
import { FINAL_SOUNDS, FINALS, INITIALS, type LetterRow, VOWELS } from './romanization.ts';

/** A syllable by its sounds; `final` is '' or the letter of `FINALS` it is heard as. */
export interface Syllable {
  readonly initial: string;
  readonly vowel: string;
  readonly final: string;
}

export interface HangulSyllable extends Syllable {
  /** Revised Romanization, letter by letter. */
  readonly revised: string;
  /** Sound classes, see `skeleton.ts`. */
  readonly sounds: string;
}

/** What a Latin syllable may stand for: for each place the Hangul letters that are written so. */
export interface ReadSyllable {
  readonly initial: readonly string[];
  readonly vowel: readonly string[];
  readonly final: readonly string[];
}

const byLetter = (rows: readonly LetterRow[]) => new Map(rows.map((row) => [row.letter, row]));
const INITIAL_ROWS = byLetter(INITIALS);
const VOWEL_ROWS = byLetter(VOWELS);
const FINAL_ROWS = byLetter(FINALS);

const hangulCache = new Map<string, HangulSyllable | undefined>();

/** Takes one character apart; undefined for what is not a complete Hangul syllable. */
export function readHangulSyllable(character: string): HangulSyllable | undefined {
  if (!hangulCache.has(character)) hangulCache.set(character, takeApart(character));
  return hangulCache.get(character);
}

function takeApart(character: string): HangulSyllable | undefined {
  const parts = /^[가-힣]$/.test(character) ? disassembleCompleteCharacter(character) : undefined;
  if (!parts) return undefined;
  const vowelLetter = COMPOUND_VOWELS[parts.jungseong] ?? parts.jungseong;
  const finalLetter = FINAL_SOUNDS[parts.jongseong] ?? parts.jongseong;
  const rows = [INITIAL_ROWS.get(parts.choseong), VOWEL_ROWS.get(vowelLetter), FINAL_ROWS.get(finalLetter)];
  const known = rows.filter((row) => row !== undefined);
  if (known.length !== 3) return undefined;
  return {
    initial: parts.choseong,
    vowel: vowelLetter,
    final: finalLetter,
    revised: known.map((row) => row.revised.replace('-', '')).join(''),
    sounds: known.map((row) => row.sound).join(''),
  };
}

// es-hangul gives vowels made of two as two letters.
const COMPOUND_VOWELS: Readonly<Record<string, string>> = {
  ㅗㅏ: 'ㅘ',
  ㅗㅐ: 'ㅙ',
  ㅗㅣ: 'ㅚ',
  ㅜㅓ: 'ㅝ',
  ㅜㅔ: 'ㅞ',
  ㅜㅣ: 'ㅟ',
  ㅡㅣ: 'ㅢ',
};

/** Spellings of a row without the loose ones, and the loose ones. */
export function spellingsOf(row: LetterRow): { readonly sure: readonly string[]; readonly loose: readonly string[] } {
  const list = (cell: string) =>
    cell
      .split(' ')
      .filter((spelling) => spelling !== '')
      .map((spelling) => spelling.replace('-', ''));
  const sure = [...new Set([...list(row.revised), ...list(row.mcCune), ...list(row.habits)])];
  return { sure, loose: list(row.loose).filter((spelling) => !sure.includes(spelling)) };
}

type Inverse = ReadonlyMap<string, readonly string[]>;

function invert(rows: readonly LetterRow[], withLoose: boolean): Inverse {
  const inverse = new Map<string, string[]>();
  for (const row of rows) {
    const { sure, loose } = spellingsOf(row);
    for (const spelling of withLoose ? [...sure, ...loose] : sure) inverse.set(spelling, [...(inverse.get(spelling) ?? []), row.letter]);
  }
  return inverse;
}

const INITIAL_BY_SPELLING = invert(INITIALS, false);
const VOWEL_BY_SPELLING = invert(VOWELS, true);
const FINAL_BY_SPELLING = invert(FINALS, false);
const LONGEST_INITIAL = 3;
const LONGEST_VOWEL = 4;
// A consonant between two vowels begins the second syllable, but ng never begins one.
const FINAL_LENGTHS = [2, 0, 1];

/**
 * Reads Latin letters (a to z, no spaces) as Korean syllables, the most natural division first. Undefined when they
 * cannot be Korean: "snag" is not, "hyum" could be.
 */
export function readLatinSyllables(word: string): readonly ReadSyllable[] | undefined {
  return word.length > 0 && word.length <= 40 ? readFrom(word, 0, new Set()) : undefined;
}

function readFrom(word: string, start: number, deadEnds: Set<number>): ReadSyllable[] | undefined {
  if (start === word.length) return [];
  if (deadEnds.has(start)) return undefined;
  for (let initialLength = LONGEST_INITIAL; initialLength >= 0; initialLength--) {
    const vowelStart = start + initialLength;
    const initial = INITIAL_BY_SPELLING.get(word.slice(start, vowelStart));
    if (!initial || vowelStart >= word.length) continue;
    for (let vowelEnd = Math.min(vowelStart + LONGEST_VOWEL, word.length); vowelEnd > vowelStart; vowelEnd--) {
      const vowel = VOWEL_BY_SPELLING.get(word.slice(vowelStart, vowelEnd));
      if (!vowel) continue;
      // "ah" and "ahn": an h may lengthen the vowel.
      for (const finalStart of word.charAt(vowelEnd) === 'h' ? [vowelEnd, vowelEnd + 1] : [vowelEnd]) {
        for (const finalLength of FINAL_LENGTHS) {
          const final = FINAL_BY_SPELLING.get(word.slice(finalStart, finalStart + finalLength));
          const rest = final && finalStart + finalLength <= word.length ? readFrom(word, finalStart + finalLength, deadEnds) : undefined;
          if (final && rest) return [{ initial, vowel, final }, ...rest];
        }
      }
    }
  }
  deadEnds.add(start);
  return undefined;
}
