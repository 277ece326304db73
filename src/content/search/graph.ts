/**
 * A spelling graph: every way the table can write a name, as one small graph of letters. The distance to it is the least
 * number of slips between what was typed and any of those spellings, so "Gim Su-hyoen" is one slip from 김수현 although
 * nobody ever listed "Gim Su-hyeon". Ordinary edit distance between two strings is fastest-levenshtein's; this is what it
 * cannot do: many spellings at once, swapped neighbours, and slips that weigh less because they sound or lie close.
 */
import { KEY_ROWS } from '../../text/slip.ts';
import { FINALS, INITIALS, type LetterRow, VOWELS } from './romanization.ts';
import { spellingsOf } from './syllables.ts';

/** One place of a name with the spellings it may have. The loose ones cost a little. */
export interface Slot {
  readonly sure: readonly string[];
  readonly loose: readonly string[];
}

export interface SpellingGraph {
  /** Per node its letter; node 0 is the start and has none. */
  readonly letters: Int32Array;
  /** Per node what entering it costs. */
  readonly costs: Int32Array;
  /** Nodes before node n: `before[beforeStart[n]]` up to `beforeStart[n + 1]`. */
  readonly before: Int32Array;
  readonly beforeStart: Int32Array;
  readonly ends: readonly number[];
  /** Per node the fewest and the most letters that lead to it, itself included. */
  readonly fewest: Int32Array;
  readonly most: Int32Array;
  /** Letters of the first spelling, the measure of its length. */
  readonly length: number;
}

/** One slip: a letter too many, too few, swapped, or an unrelated one. */
export const SLIP = 10;
/** Costs below this are spellings of the table, however loose; from here on something was mistyped. */
export const FIRST_SLIP = 5;

const LOOSE = 1;
const DOUBLED = 7;
const SOUNDS_ALIKE = 5;
const VOWEL_FOR_VOWEL = 7;
const LIES_BESIDE = 8;

/**
 * Besides the letters: an h that only lengthens a vowel ("Ah-reum") is H in the graph; a typed h that begins a word is <,
 * one that no vowel follows is >. So "Seo Hyun" is not taken for Seoh Yun, while "suhyoun" may be either.
 */
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789H<>';
const SIZE = ALPHABET.length;
const CODE_OF = new Map([...ALPHABET].map((letter, code) => [letter, code]));
/** The same by the number of a letter; -1 for what has none. */
const CODES = Int8Array.from({ length: 128 }, (_, letter) => CODE_OF.get(String.fromCharCode(letter)) ?? -1);
const H = 'h'.charCodeAt(0);
const [CODE_OF_H = 0, CODE_OF_FIRST_H = 0, CODE_OF_LAST_H = 0] = [...'h<>'].map((letter) => CODE_OF.get(letter));
const SUBSTITUTION = listSubstitutions();

/** Letters of typed words as codes for `distanceTo`; what is neither a to z nor a digit is left away. */
export function encode(words: readonly string[]): Int32Array {
  const codes: number[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    for (let at = 0; at < word.length; at++) {
      const letter = word.charCodeAt(at);
      const code = letter === H ? codeOfH(word, at, index) : (CODES[letter] ?? -1);
      if (code !== -1) codes.push(code);
    }
  }
  return Int32Array.from(codes);
}

function codeOfH(word: string, at: number, index: number): number {
  if (at === 0) return index === 0 ? CODE_OF_H : CODE_OF_FIRST_H;
  return at + 1 < word.length && 'aeiouwy'.includes(word.charAt(at + 1)) ? CODE_OF_H : CODE_OF_LAST_H;
}

/** All spellings of a name as one graph: each path through the places where they differ is a spelling, and loose ones cost more. */
export function buildGraph(slots: readonly Slot[]): SpellingGraph {
  const letters: number[] = [0];
  const costs: number[] = [0];
  const before: number[][] = [[]];
  let tails: number[] = [0];
  for (const slot of slots) {
    const next = new Set<number>();
    const shared = new Map<string, number>();
    const add = (spelling: string, cost: number) => {
      let from = tails;
      for (let at = 0; at < spelling.length; at++) {
        const key = `${cost}${spelling.slice(0, at + 1)}`;
        let node = shared.get(key);
        if (node === undefined) {
          node = letters.length;
          letters.push(CODE_OF.get(spelling.charAt(at)) ?? 0);
          costs.push(at === 0 ? cost : 0);
          before.push(from);
          shared.set(key, node);
        }
        from = [node];
      }
      for (const node of from) next.add(node);
    };
    for (const spelling of slot.sure) add(spelling, 0);
    for (const spelling of slot.loose) add(spelling, LOOSE);
    tails = [...next];
  }
  const beforeStart = new Int32Array(letters.length + 1);
  for (const [node, list] of before.entries()) beforeStart[node + 1] = (beforeStart[node] ?? 0) + list.length;
  const fewest: number[] = [];
  const most: number[] = [];
  for (const list of before) {
    fewest.push(list.length === 0 ? 0 : 1 + Math.min(...list.map((node) => fewest[node] ?? 0)));
    most.push(list.length === 0 ? 0 : 1 + Math.max(...list.map((node) => most[node] ?? 0)));
  }
  return {
    fewest: Int32Array.from(fewest),
    most: Int32Array.from(most),
    letters: Int32Array.from(letters),
    costs: Int32Array.from(costs),
    before: Int32Array.from(before.flat()),
    beforeStart,
    ends: tails,
    length: slots.reduce((sum, slot) => sum + (slot.sure[0]?.length ?? 0), 0),
  };
}

const TOO_FAR = 32_000;
const MOST_MISSING = 2;
const MOST_ADDED = 3;

// Tables for all calls: the search is synchronous, and fresh ones for each name would be most of its cost.
let rows = new Int32Array(128 * 128);
/** Per node the first and the last place of its row that is within the limit. */
let firsts = new Int32Array(128);
let lasts = new Int32Array(128);
/** The last place of a row of which none is; of the letter before the first; both are before all others. */
const NOWHERE = -2;
const NOTHING_TYPED = -1;

/**
 * The least cost (in tenths of a slip) between the typed letters and any spelling in the graph. Above `limit`, or where
 * more than `MOST_MISSING` letters are missing or `MOST_ADDED` too many, it is only "far".
 */
export function distanceTo(graph: SpellingGraph, typed: Int32Array, limit: number): number {
  if (!isOfLength(graph, typed.length)) return TOO_FAR;
  fillRows(graph, typed, limit);
  const width = typed.length + 1;
  let best = TOO_FAR;
  for (const end of graph.ends) best = Math.min(best, rows[end * width + typed.length] ?? best);
  return best;
}

/** Whether some spelling has so many letters, but for those that may be missing or too many. */
function isOfLength({ ends, fewest, most }: SpellingGraph, length: number): boolean {
  for (const end of ends) if (length >= at(fewest, end) - MOST_MISSING && length <= at(most, end) + MOST_ADDED) return true;
  return false;
}

/** The same to the beginning of any spelling in the graph. */
export function distanceToPrefix(graph: SpellingGraph, typed: Int32Array, limit: number): number {
  if (graph.ends.every((end) => typed.length > at(graph.most, end) + MOST_ADDED)) return TOO_FAR;
  fillRows(graph, typed, limit);
  const width = typed.length + 1;
  let best = TOO_FAR;
  for (let node = 0; node < graph.letters.length; node++) best = Math.min(best, rows[node * width + typed.length] ?? best);
  return best;
}

/**
 * Damerau's edit distance (optimal string alignment) with the graph in place of the second string. No way goes on from a place
 * that costs more than the limit, so only those between the first and the last within it are looked at.
 */
function fillRows({ letters, costs, before, beforeStart, fewest, most }: SpellingGraph, typed: Int32Array, limit: number): void {
  const length = typed.length;
  const width = length + 1;
  if (rows.length < letters.length * width) rows = new Int32Array(letters.length * width * 2);
  if (firsts.length < letters.length) {
    firsts = new Int32Array(letters.length * 2);
    lasts = new Int32Array(letters.length * 2);
  }
  const table = rows;
  table.fill(TOO_FAR, 0, letters.length * width);
  for (let i = 0; i <= length; i++) table[i] = i * SLIP;
  firsts[0] = 0;
  lasts[0] = Math.min(length, Math.floor(limit / SLIP));
  for (let node = 1; node < letters.length; node++) {
    const own = node * width;
    const firstBefore = at(beforeStart, node);
    const afterBefore = at(beforeStart, node + 1);
    let from = width;
    let reach = NOWHERE;
    for (let k = firstBefore; k < afterBefore; k++) {
      const earlier = at(before, k);
      if (at(lasts, earlier) === NOWHERE) continue;
      from = Math.min(from, at(firsts, earlier));
      // One letter further; a swap leads no further, since to take its letters for others costs no more up to its middle.
      reach = Math.max(reach, at(lasts, earlier) + 1);
    }
    lasts[node] = NOWHERE;
    if (reach === NOWHERE) continue;
    let lastWithin = NOWHERE;
    const letter = at(letters, node);
    const cost = at(costs, node);
    const to = Math.min(length, at(most, node) + MOST_ADDED);
    for (let i = Math.max(from, at(fewest, node) - MOST_MISSING); i <= to; i++) {
      // From here on only letters too many.
      if (i > reach && lastWithin < i - 1) break;
      let best = TOO_FAR;
      const last = i === 0 ? NOTHING_TYPED : (typed[i - 1] ?? 0);
      const substitution = i === 0 ? TOO_FAR : (SUBSTITUTION[letter * SIZE + last] ?? 0);
      for (let k = firstBefore; k < afterBefore; k++) {
        const earlier = (before[k] ?? 0) * width + i;
        const missing = (table[earlier] ?? 0) + SLIP;
        if (missing < best) best = missing;
        if (i === 0) continue;
        const other = (table[earlier - 1] ?? 0) + substitution;
        if (other < best) best = other;
      }
      const lastButOne = i > 1 ? (typed[i - 2] ?? 0) : NOTHING_TYPED;
      if (i > 1 && isSame(letter, lastButOne)) {
        for (let k = firstBefore; k < afterBefore; k++) {
          const middle = before[k] ?? 0;
          if (middle === 0 || !isSame(letters[middle] ?? 0, last)) continue;
          for (let j = at(beforeStart, middle); j < at(beforeStart, middle + 1); j++) {
            const swapped = at(table, at(before, j) * width + i - 2) + SLIP + at(costs, middle);
            if (swapped < best) best = swapped;
          }
        }
      }
      best += cost;
      if (lastWithin === i - 1) {
        const tooMany = (table[own + i - 1] ?? 0) + (last === lastButOne ? DOUBLED : SLIP);
        if (tooMany < best) best = tooMany;
      }
      if (best > limit) continue;
      table[own + i] = best;
      if (lastWithin === NOWHERE) firsts[node] = i;
      lastWithin = i;
    }
    lasts[node] = lastWithin;
  }
}

// Indices are in range by construction; `?? 0` only satisfies the type checker. All tables are of one type, which keeps
// reading them fast.
function at(list: Int32Array, index: number): number {
  return list[index] ?? 0;
}

function isSame(letter: number, typed: number): boolean {
  return SUBSTITUTION[letter * SIZE + typed] === 0;
}

function listSubstitutions(): Int32Array {
  const costs = new Int32Array(SIZE ** 2).fill(SLIP);
  const set = (a: string, b: string, cost: number) => {
    const [i, j] = [ALPHABET.indexOf(a), ALPHABET.indexOf(b)];
    costs[i * SIZE + j] = cost;
    costs[j * SIZE + i] = cost;
  };
  for (const line of KEY_ROWS) {
    for (let i = 1; i < line.length; i++) set(line.charAt(i - 1), line.charAt(i), LIES_BESIDE);
  }
  for (const [above, below] of ['qa', 'ws', 'ed', 'rf', 'tg', 'yh', 'uj', 'ik', 'ol', 'az', 'sx', 'dc', 'fv', 'gb', 'hn', 'jm'].map(
    (pair) => [...pair],
  )) {
    set(above ?? '', below ?? '', LIES_BESIDE);
  }
  for (const a of 'aeiou') for (const b of 'aeiou') set(a, b, VOWEL_FOR_VOWEL);
  for (const group of ['kgcq', 'td', 'pbfv', 'jcz', 'sz', 'rl', 'mn'])
    for (const a of group) for (const b of group) set(a, b, SOUNDS_ALIKE);
  for (const letter of ALPHABET) set(letter, letter, 0);
  for (const typedH of '<>') {
    for (const letter of 'gjbnyu') set(letter, typedH, LIES_BESIDE);
    set('h', typedH, 0);
  }
  set('H', '>', 0);
  set('H', 'h', LOOSE);
  return costs;
}

const SURE_EMPTY = { sure: [''], loose: [] };

/** The slots of a syllable, given for each place the Hangul letters that are possible there. */
export function slotsOf(syllable: { initial: readonly string[]; vowel: readonly string[]; final: readonly string[] }): readonly Slot[] {
  const open = syllable.final.includes('');
  const vowel = gather(VOWELS, syllable.vowel);
  // "woo" is 우 but not the vowel of 수.
  const glideOfU = vowel.sure.includes('oo') && !syllable.initial.includes('ㅇ');
  const sure = glideOfU ? vowel.sure.filter((spelling) => !spelling.startsWith('w')) : vowel.sure;
  // Only a vowel that looks short is lengthened ("Ah", "Suh", "Yeh", not "Seoh"), and "Suh" is 서, never 수.
  const short = gather(
    VOWELS,
    syllable.vowel.filter((letter) => !'ㅜㅠㅡ'.includes(letter)),
  );
  const lengthened = short.sure.filter((spelling) => /^[yw]?[aeou]$/.test(spelling)).map((spelling) => `${spelling}H`);
  return [
    syllable.initial.length === 0 ? SURE_EMPTY : gather(INITIALS, syllable.initial),
    open ? { sure: [...sure, ...lengthened], loose: vowel.loose } : { sure, loose: [...vowel.loose, ...lengthened] },
    syllable.final.length === 0 ? SURE_EMPTY : gather(FINALS, syllable.final),
  ];
}

function gather(table: readonly LetterRow[], letters: readonly string[]): Slot {
  const rowsOfLetters = table.filter(({ letter }) => letters.includes(letter)).map(spellingsOf);
  const sure = [...new Set(rowsOfLetters.flatMap((row) => row.sure))];
  return { sure, loose: [...new Set(rowsOfLetters.flatMap((row) => row.loose))].filter((spelling) => !sure.includes(spelling)) };
}
