/** Cuts what somebody typed into words of one language's table: the longest at each place, so that nothing is read twice or passed over. */

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

export type SpokenVocabulary<Role extends string> = ReadonlyMap<string, SpokenEntry<Role>>;

/** Longer input is no time, day or place; work stays bounded. */
const MOST_CHARACTERS = 100;
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
  const vocabulary = new Map<string, SpokenEntry<Role>>();
  for (const [role, value, words] of rows) {
    for (const word of words.map(normalizeSpoken)) if (word !== '' && !vocabulary.has(word)) vocabulary.set(word, { role, value });
  }
  return vocabulary;
}

/** @param text as `normalizeSpoken` leaves it */
export function tokenize<Role extends string>(text: string, vocabulary: SpokenVocabulary<Role>): readonly SpokenToken<Role>[] {
  const tokens: SpokenToken<Role>[] = [];
  const longest = Math.max(...[...vocabulary.keys()].map((word) => word.length));
  let at = 0;
  while (at < text.length) {
    if (text.charAt(at) === ' ') {
      at += 1;
      continue;
    }
    const digits = /^\d+/.exec(text.slice(at))?.[0] ?? '';
    const word = longestWord(text, at, Math.max(digits.length + 1, 1), longest, vocabulary);
    const entry = word === undefined ? undefined : vocabulary.get(word);
    if (word !== undefined && entry !== undefined) {
      tokens.push({ ...entry, text: word });
      at += word.length;
    } else if (digits !== '') {
      tokens.push({ role: 'number', text: digits, value: Number(digits) });
      at += digits.length;
    } else {
      const unknown = /^[a-z']+/.exec(text.slice(at))?.[0] ?? String.fromCodePoint(text.codePointAt(at) ?? 0);
      tokens.push({ role: 'unknown', text: unknown, value: 0 });
      at += unknown.length;
    }
  }
  return tokens;
}

function longestWord(text: string, at: number, least: number, most: number, vocabulary: ReadonlyMap<string, unknown>): string | undefined {
  for (let length = Math.min(most, text.length - at); length >= least; length--) {
    const word = text.slice(at, at + length);
    // A word of Latin letters ends where the letters end; a number may follow, "jam9".
    const goesOn = LATIN_OR_DIGIT.test(word.slice(-1)) && /[a-z]/.test(text.charAt(at + length));
    if (!goesOn && vocabulary.has(word)) return word;
  }
  return undefined;
}
