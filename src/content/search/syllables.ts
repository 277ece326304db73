/** Korean syllables: taken apart from Hangul, and read out of Latin letters. */
import { disassembleCompleteCharacter } from 'es-hangul';
import { keepEach } from '../../kept.ts';
import { FINAL_SOUNDS, FINALS, INITIALS, type LetterRow, VOWELS } from './romanization.ts';
import { buildSpellings, type Spellings } from './spellings.ts';

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

/** Takes one character apart; undefined for what is not a complete Hangul syllable. */
export function readHangulSyllable(character: string): HangulSyllable | undefined {
  return SYLLABLE.test(character) ? syllableOf(character) : undefined;
}

const SYLLABLE = /^[가-힣]$/;
/** Of what is typed Hangul alone is kept: all of Unicode would be a hundred thousand letters. */
const syllableOf = keepEach(takeApart);

function takeApart(character: string): HangulSyllable | undefined {
  const parts = disassembleCompleteCharacter(character);
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

interface Inverse {
  readonly letters: ReadonlyMap<string, readonly string[]>;
  readonly spellings: Spellings;
}

function invert(rows: readonly LetterRow[], withLoose: boolean): Inverse {
  const inverse = new Map<string, string[]>();
  for (const row of rows) {
    const { sure, loose } = spellingsOf(row);
    for (const spelling of withLoose ? [...sure, ...loose] : sure) inverse.set(spelling, [...(inverse.get(spelling) ?? []), row.letter]);
  }
  return { letters: inverse, spellings: buildSpellings(inverse.keys()) };
}

const INITIAL_BY_SPELLING = invert(INITIALS, false);
const VOWEL_BY_SPELLING = invert(VOWELS, true);
const FINAL_BY_SPELLING = invert(FINALS, false);
const LONGEST_INITIAL = 3;
const LONGEST_VOWEL = 4;
// A consonant between two vowels begins the second syllable, but ng never begins one.
const FINAL_LENGTHS = [2, 0, 1];
const LONGEST_WORD = 40;

/** Where the parts of a syllable end. */
interface Division {
  readonly initialEnd: number;
  readonly vowelEnd: number;
  readonly finalStart: number;
  readonly end: number;
}

/**
 * Reads Latin letters (a to z, no spaces) as Korean syllables, the most natural division first. Undefined when they
 * cannot be Korean: "snag" is not, "hyum" could be.
 */
export function readLatinSyllables(word: string): readonly ReadSyllable[] | undefined {
  const divisions = divide(word);
  if (divisions[0] === undefined) return undefined;
  const syllables: ReadSyllable[] = [];
  let at = 0;
  for (let division: Division | undefined = divisions[0]; division !== undefined; division = divisions[at]) {
    const { initialEnd, vowelEnd, finalStart, end } = division;
    const letters = ({ letters: byLetters }: Inverse, from: number, to: number) => byLetters.get(word.slice(from, to)) ?? [];
    syllables.push({
      initial: letters(INITIAL_BY_SPELLING, at, initialEnd),
      vowel: letters(VOWEL_BY_SPELLING, initialEnd, vowelEnd),
      final: letters(FINAL_BY_SPELLING, finalStart, end),
    });
    at = end;
  }
  return syllables;
}

/** Whether letters from a to z can be Korean syllables. */
export function areLatinSyllables(word: string): boolean {
  return divide(word)[0] !== undefined;
}

/** For each place of a word the first syllable of the most natural way to read the rest; nothing where the rest cannot be read. */
function divide(word: string): readonly (Division | undefined)[] {
  const divisions: (Division | undefined)[] = [];
  if (word.length > LONGEST_WORD) return divisions;
  for (let start = word.length - 1; start >= 0; start--) divisions[start] = divideFrom(word, start, divisions);
  return divisions;
}

function divideFrom(word: string, start: number, later: readonly (Division | undefined)[]): Division | undefined {
  const initials = INITIAL_BY_SPELLING.spellings.lengths(word, start);
  for (let initialEnd = start + LONGEST_INITIAL; initialEnd >= start; initialEnd--) {
    if (((initials >> (initialEnd - start)) & 1) === 0 || initialEnd >= word.length) continue;
    const vowels = VOWEL_BY_SPELLING.spellings.lengths(word, initialEnd);
    for (let vowelEnd = initialEnd + LONGEST_VOWEL; vowelEnd > initialEnd; vowelEnd--) {
      if (((vowels >> (vowelEnd - initialEnd)) & 1) === 0) continue;
      // "ah" and "ahn": an h may lengthen the vowel.
      const lastStart = word.charAt(vowelEnd) === 'h' ? vowelEnd + 1 : vowelEnd;
      for (let finalStart = vowelEnd; finalStart <= lastStart; finalStart++) {
        const finals = FINAL_BY_SPELLING.spellings.lengths(word, finalStart);
        for (const length of FINAL_LENGTHS) {
          const end = finalStart + length;
          if (((finals >> length) & 1) === 1 && (end === word.length || later[end] !== undefined))
            return { initialEnd, vowelEnd, finalStart, end };
        }
      }
    }
  }
  return undefined;
}
