/** Cuts what somebody typed into words of one language's table: the longest at each place, so that nothing is read twice or passed over. */

import { createSlipTable, type SlipTable } from '../text/slip.ts';

/** What is understood of a time, a day or a zone somebody typed. */
export interface Understood {
  /** Null for what is none, or could be two. */
  readonly value: string | null;
  /** What may be meant, the likeliest first. */
  readonly candidates: readonly string[];
}

export interface SpokenToken<Role extends string> {
  /** `number`, a role of the table, or `unknown` for what the table does not have. */
  readonly role: Role | 'number' | 'unknown';
  readonly text: string;
  /** The number meant, or the place in the table. */
  readonly value: number;
}

interface SpokenEntry<Role extends string> {
  readonly role: Role | 'number';
  readonly value: number;
}

export interface SpokenVocabulary<Role extends string> {
  readonly entries: ReadonlyMap<string, SpokenEntry<Role>>;
  /** The words of each first letter, the longest first. */
  readonly words: ReadonlyMap<string, readonly string[]>;
  readonly slips: SlipTable;
}

/** Longer input is no time, day or place; work stays bounded. */
const MOST_CHARACTERS = 100;
/** What is read as one where no word of the table stands: a number, Latin letters, any other letter by itself. */
const RUN = /\d+|[a-z']+|./suy;
const LATIN_OR_DIGIT = /[a-z0-9]/;

/** Lower case, without accents in Latin letters, one kind of dash and of apostrophe, "p. m." as "pm", no emoji. */
export function normalizeSpoken(text: string): string {
  return text
    .normalize('NFKC')
    .slice(0, MOST_CHARACTERS)
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/(?<=\p{Script=Latin})\p{M}+/gu, '')
    .normalize('NFC')
    .replaceAll(/[\u2010-\u2015\u2212~\u301c\u223c]/g, '-')
    .replaceAll(/[’ʼ`´]/g, "'")
    .replaceAll(/(?<![a-z])([ap])\. ?m(?:\.|(?![a-z]))/g, '$1m')
    .replaceAll(/\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f|\u200d/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** A vocabulary of several lists; where two hold the same word, the first has it. */
export function buildSpokenVocabulary<Role extends string>(
  rows: readonly (readonly [role: Role | 'number', value: number, words: readonly string[]])[],
): SpokenVocabulary<Role> {
  const entries = new Map<string, SpokenEntry<Role>>();
  for (const [role, value, words] of rows) {
    for (const word of words.map(normalizeSpoken)) if (word !== '' && !entries.has(word)) entries.set(word, { role, value });
  }
  const longestFirst = [...entries.keys()].sort((one, other) => other.length - one.length);
  const slips = createSlipTable();
  for (const word of longestFirst.flatMap((phrase) => phrase.match(LATIN_WORDS) ?? [])) slips.add(word);
  return { entries, words: Map.groupBy(longestFirst, (word) => word.charAt(0)), slips };
}

/** A shorter word is too near to too many others. */
const LATIN_WORDS = /(?<![a-z])[a-z]{4,}(?![a-z])/g;

/** A normalized text with each word that is a slip of one of the table as it is meant: to be read where it means nothing as it was typed. */
export function mendSlips(text: string, { slips }: Pick<SpokenVocabulary<string>, 'slips'>): string {
  return text.replace(LATIN_WORDS, (word) => slips.find(word) ?? word);
}

/** @param text as `normalizeSpoken` leaves it */
export function tokenize<Role extends string>(text: string, { entries, words }: SpokenVocabulary<Role>): readonly SpokenToken<Role>[] {
  const tokens: SpokenToken<Role>[] = [];
  let at = 0;
  while (at < text.length) {
    if (text.charAt(at) === ' ') {
      at += 1;
      continue;
    }
    RUN.lastIndex = at;
    const [run = ''] = RUN.exec(text) ?? [];
    const digits = /\d/.test(run) ? run : '';
    const word = words.get(text.charAt(at))?.find((known) => known.length > digits.length && standsAt(known, text, at));
    const entry = word === undefined ? undefined : entries.get(word);
    if (word !== undefined && entry !== undefined) {
      tokens.push({ ...entry, text: word });
      at += word.length;
    } else if (digits !== '') {
      tokens.push({ role: 'number', text: digits, value: Number(digits) });
      at += digits.length;
    } else {
      tokens.push({ role: 'unknown', text: run, value: 0 });
      at += run.length;
    }
  }
  return tokens;
}

/** A word of Latin letters ends where the letters end; a number may follow, "jam9". */
function standsAt(word: string, text: string, at: number): boolean {
  return text.startsWith(word, at) && !(LATIN_OR_DIGIT.test(word.slice(-1)) && /[a-z]/.test(text.charAt(at + word.length)));
}
