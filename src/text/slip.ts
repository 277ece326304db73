/** Slips of the finger on the keys of a phone or a keyboard. */

/** Short words are near to too many others for any slip but two letters that changed places, or one that stands twice. */
const LEAST_LETTERS = { doubled: 4, beside: 5, vowel: 5, missing: 6, misheard: 7 } as const;
const VOWEL = /[aeiou]/;

/** Whether one slip of the finger makes the one of the other. At its end a word has its grammar: "quitarle" is no slip of "quitarme". */
export function isSlip(typed: string, word: string): boolean {
  const shorter = Math.min(typed.length, word.length);
  let from = 0;
  while (from < shorter && typed.charCodeAt(from) === word.charCodeAt(from)) from += 1;
  let behind = 0;
  while (behind < shorter - from && typed.charCodeAt(typed.length - 1 - behind) === word.charCodeAt(word.length - 1 - behind)) behind += 1;
  // Of hundreds of words nearly all differ in more.
  if (Math.max(typed.length, word.length) - from - behind > 2) return false;
  const [had, should] = [typed.slice(from, typed.length - behind), word.slice(from, word.length - behind)];
  if (had.length === 2 && should.length === 2) return had[0] === should[1] && had[1] === should[0];
  const one = had + should;
  if (one.length === 1 && one === word[from - 1]) return word.length >= LEAST_LETTERS.doubled;
  if (behind === 0) return false;
  if (one.length === 1) return word.length >= (VOWEL.test(should) ? LEAST_LETTERS.vowel : LEAST_LETTERS.missing);
  if (one.length !== 2) return false;
  // "tylonol": in a long word vowels are mistaken for each other.
  return isBeside(had, should)
    ? word.length >= LEAST_LETTERS.beside
    : word.length >= LEAST_LETTERS.misheard && VOWEL.test(had) && VOWEL.test(should);
}

/** The rows of letters on a keyboard. */
export const KEY_ROWS: readonly string[] = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];

/** Whether two letters lie side by side on a keyboard, or one below the other. */
function isBeside(a: string, b: string): boolean {
  const [first, second] = [placeOf(a), placeOf(b)];
  return Math.abs(first.row - second.row) <= 1 && Math.abs(first.column - second.column) <= 1;
}

function placeOf(letter: string): { readonly row: number; readonly column: number } {
  const row = KEY_ROWS.findIndex((keys) => keys.includes(letter));
  return { row, column: (KEY_ROWS[row]?.indexOf(letter) ?? 0) + row / 2 };
}

/** Words by their first letter, since that one is seldom the slip, and by how many they have. */
export interface SlipTable {
  add(word: string): void;
  /** The first word that was added of which this is a slip; undefined where there is none, and for a word that was added itself. */
  find(typed: string): string | undefined;
}

export function createSlipTable(): SlipTable {
  const words = new Map<string, Set<string>>();
  const listShaped = (first: string, length: number) => words.get(`${first}${length}`) ?? NOTHING;
  const has = (word: string) => listShaped(word.charAt(0), word.length).has(word);
  return {
    add(word) {
      words.getOrInsertComputed(`${word.charAt(0)}${word.length}`, () => new Set()).add(word);
    },
    find(typed) {
      if (has(typed)) return undefined;
      // "hiii", "holaa"
      const plain = typed.replace(/(\p{L})\1+/gu, '$1');
      if (has(plain)) return plain;
      for (const length of [typed.length, typed.length + 1, typed.length - 1])
        for (const word of listShaped(typed.charAt(0), length)) if (isSlip(typed, word)) return word;
      return undefined;
    },
  };
}

const NOTHING: ReadonlySet<string> = new Set();
