/** Compares what was typed with one shape of a name, and says what that is worth. */
import { distance } from 'fastest-levenshtein';
import { buildGraph, distanceTo, encode, FIRST_SLIP, SLIP } from './graph.ts';
import { FITS_FROM } from './judge.ts';
import { KATAKANA } from './kana.ts';
import { isFamilyName } from './korean-name.ts';
import { jamoOf, type TypedLetters } from './letters.ts';
import { normalizePhrase } from './phrases.ts';
import type { Shape } from './shapes.ts';
import { skeletonOf } from './skeleton.ts';
import { areLatinSyllables } from './syllables.ts';

/** What was typed, brought to all that shapes are compared with. */
export interface Query {
  readonly typed: TypedLetters;
  /** The words as `normalizePhrase` leaves them, for phrases. */
  readonly phrase: readonly string[];
  /** The letters of the phrase. */
  readonly phraseKey: string;
  readonly nameLetters: Int32Array;
  readonly phraseLetters: Int32Array;
  readonly jamo: string;
  /** Skeletons that lead to shapes, the likeliest first. */
  readonly skeletons: readonly string[];
  /** What shapes that come near are worth, by their numbers, as far as they were compared. */
  readonly near: Map<number, Worth | undefined>;
}

export interface Worth {
  readonly score: number;
  /** Whether this shape alone can say who is meant. */
  readonly sure: boolean;
}

/** Cost in tenths of a slip, and the number of letters it is to be seen against. */
interface Compared {
  readonly cost: number;
  readonly length: number;
}

/** Scores of names read by the table, before what was loose in it. */
const READING = { whole: 0.98, reversed: 0.965, given: 0.94, phrase: 0.97, part: 0.91 } as const;
const LESS_PER_COST = 0.01;
/** A slip costs its share of the letters, from this down. */
const NEAR_FROM = 0.89;
const NEAR_SLOPE = 0.75;
const LESS_FOR_LEVEL = { whole: 0, reversed: 0.01, given: 0.01, phrase: 0.02, part: 0.02 } as const;
const LESS_FOR_WRONG = 0.03;
/** One plain slip (a letter swapped, missing, or too many) in a whole name that cannot be read as anybody else's. */
const PLAIN_SLIP = 0.91;
const PLAIN_SLIP_LETTERS = 8;
/** Two slips and a little; a name further away is another one. */
const MOST_COST = 27;
/** One slip and a little: what is allowed where more would make it somebody else. */
const MOST_COST_OF_OTHERS = 12;
/** Below two slips: as far away is another name, or no name at all. */
const MOST_COST_OF_GIVEN = 17;
/** Letters of a given name that two slips leave alone. */
const LONG_GIVEN = 6;

/** Everything that comparing asks of what was typed, worked out once for all names it is compared with. */
export function readQuery(typed: TypedLetters): Query {
  const phrase = normalizePhrase(typed.words);
  const isPlain = phrase.length === typed.words.length && phrase.every((word, index) => word === typed.words[index]);
  const nameLetters = encode(typed.latin);
  const silent = typed.words.some((word) => word.includes('h', 1) && word.search(INNER_H) >= 0);
  return {
    typed,
    phrase,
    phraseKey: isPlain ? typed.key : phrase.join(''),
    nameLetters,
    phraseLetters: isPlain ? nameLetters : encode(phrase),
    jamo: typed.isHangul ? jamoOf(typed.key) : '',
    skeletons: [
      skeletonOf(typed.words),
      ...(isPlain ? [] : [skeletonOf(phrase)]),
      ...(silent ? [skeletonOf(typed.words.map((word) => word.replace(INNER_H, '')))] : []),
    ],
    near: new Map(),
  };
}

// In "suhyoun" the h may belong to the vowel before it (Suh-youn) or begin a syllable (Su-hyoun).
const INNER_H = /(?<=[aeou])h(?=[aeiouwy])/g;

/** Whether the typed letters cannot be a Korean name at all, so that something must have been mistyped. */
export function isNoName({ typed, nameLetters }: Query): boolean {
  return !typed.isHangul && nameLetters.length > 0 && !areLatinSyllables(typed.latin.join(''));
}

/** What a shape is worth as a reading by the table of romanizations; undefined when it cannot be read so. */
export function worthAsReading(query: Query, shape: Shape, isLead: boolean): Worth | undefined {
  const compared = compare(query, shape, FIRST_SLIP);
  return compared && compared.cost < FIRST_SLIP ? worthOfReading(compared, shape, isLead) : undefined;
}

/** What a shape is worth, slips forgiven as far as the length of the name allows; undefined when it is another name. */
export function worthWithSlips(query: Query, shape: Shape, isLead: boolean, noName: boolean): Worth | undefined {
  const compared = compare(query, shape, MOST_COST);
  if (!compared) return undefined;
  const { cost, length } = compared;
  if (cost < FIRST_SLIP) return worthOfReading(compared, shape, isLead);
  if (cost > mostSlips(length) * SLIP) return undefined;
  if (cost > MOST_COST_OF_OTHERS && !noName && isOfOthers(query, shape)) return undefined;
  if (cost > MOST_COST_OF_GIVEN && (isOneWordReversed(query, shape) || (!noName && isOtherGiven(query, shape)))) return undefined;
  const isWhole = (shape.level === 'whole' || shape.level === 'reversed') && !shape.wrong;
  if (noName && isWhole && cost === SLIP && length >= PLAIN_SLIP_LETTERS && isPlainSlip(query, shape))
    return { score: PLAIN_SLIP, sure: true };
  const share = cost / (SLIP * length);
  return { score: NEAR_FROM - NEAR_SLOPE * share - LESS_FOR_LEVEL[shape.level] - (shape.wrong ? LESS_FOR_WRONG : 0), sure: false };
}

/** Whether it would be a name with the family behind, written as one: "villain" is no slip of Byul Sun. */
function isOneWordReversed({ typed: { words } }: Query, { level }: Shape): boolean {
  return level === 'reversed' && words.length === 1;
}

/** Whether a short given name stands beside a family name: "Kim Go-eun" is no slip of another Kim. */
function isOtherGiven({ typed: { words } }: Query, { level }: Shape): boolean {
  return level === 'whole' && words.length > 1 && isFamilyName(words[0] ?? '') && words.slice(1).join('').length < LONG_GIVEN;
}

/**
 * Whether the typed name is rather that of somebody the packs do not know: it begins with a family name that this one does not have, as
 * "Jun Ji-hyun" beside "So Jae-hyun". In kana the family name is not told apart, but few letters sound nearly alike.
 */
function isOfOthers({ typed: { key, words } }: Query, { level, parts, graph }: Shape): boolean {
  if (parts.length === 0 || level === 'phrase') return false;
  if (KATAKANA.test(key)) return true;
  const family = words[0] ?? '';
  if (words.length < 2 || !isFamilyName(family)) return false;
  if (level === 'given') return words.length > parts.length;
  // Not where one slip makes one family name of the other.
  const first = graph(0, 1);
  return first !== undefined && distanceTo(first, encode([family]), 2 * SLIP) >= 2 * SLIP;
}

/** Loose spellings and slips that lie near may add up to a slip; only one among the sure spellings is plain. */
function isPlainSlip({ nameLetters }: Query, { parts }: Shape): boolean {
  const sure = parts.flatMap(({ slots }) => slots.map((slot) => ({ sure: slot.sure, loose: [] })));
  return sure.length === 0 || distanceTo(buildGraph(sure), nameLetters, SLIP) === SLIP;
}

function worthOfReading({ cost }: Compared, { level, wrong }: Shape, isLead: boolean): Worth {
  if (wrong) return { score: FITS_FROM, sure: false };
  // A given name alone is shared by many; only of a lead may it be taken for the person.
  return { score: Math.max(FITS_FROM, READING[level] - cost * LESS_PER_COST), sure: cost === 0 && (level !== 'given' || isLead) };
}

function compare({ typed, nameLetters, phraseLetters, jamo }: Query, shape: Shape, limit: number): Compared | undefined {
  if (typed.isHangul && shape.hangul !== undefined) {
    const own = jamoOf(shape.hangul);
    return { cost: distance(jamo, own) * SLIP, length: Math.max(jamo.length, own.length) };
  }
  const graph = shape.graph();
  if (graph === undefined) {
    const text = shape.words.join('');
    return { cost: distance(typed.key, text) * SLIP, length: Math.max(typed.key.length, text.length) };
  }
  const letters = shape.level === 'phrase' ? phraseLetters : nameLetters;
  if (letters.length === 0) return undefined;
  const length = Math.max(letters.length, graph.length);
  return { cost: distanceTo(graph, letters, Math.min(limit, mostSlips(length) * SLIP)), length };
}

/** How many slips a name of so many letters may have and still be meant. In a short name every slip is another name. */
function mostSlips(length: number): number {
  if (length < 4) return 0.5;
  if (length < 6) return 1.4;
  return length < 8 ? 2 : MOST_COST / SLIP;
}
