/**
 * Finds which of a thousand phrases a text may hold by the letters they begin with, so that of most no regular expression is ever made:
 * made all at once they would cost a second of work and tens of megabytes.
 */
import type { Boundaries, Compiled } from './notation.ts';

/** Phrases are filed by this many letters of their beginnings at most. */
const MOST_LETTERS = 6;

/** A phrase that may begin at a place of a text. */
export interface FoundPhrase {
  /** Its place among all of its kind that were filed. */
  readonly order: number;
  /** The list it is of, by number. */
  readonly list: number;
  readonly at: number;
  /** Made when the first text asks for it. */
  readonly pattern: () => RegExp;
}

/** What may stand in a text, each kind in the order in which it was filed. */
export interface FoundPhrases {
  /** Is taken out wherever it stands: the expressions find all of it. */
  readonly quiet: readonly FoundPhrase[];
  /** The expressions find it where it may begin and nowhere else. */
  readonly said: readonly FoundPhrase[];
}

export interface PhraseIndex {
  /** Files the phrases of one more list, behind those of the lists before. */
  add(phrases: { readonly quiet: readonly Compiled[]; readonly said: readonly Compiled[] }, boundaries: Boundaries): void;
  /** Linear in the length of the text. */
  find(text: string): FoundPhrases;
}

interface IndexedPhrase extends Omit<FoundPhrase, 'at'> {
  readonly isQuiet: boolean;
  /** Letters of its shortest match: a name that somebody typed is too short for nearly all of them. */
  readonly shortest: number;
}

interface Filed {
  readonly byBeginning: Map<string, readonly IndexedPhrase[]>;
  /**
   * How long the beginnings are that begin with two letters, or are one, a bit for each length: of most places in a text one look-up tells
   * that nothing begins.
   */
  readonly lengths: Map<number, number>;
}

const NOTHING: readonly never[] = [];

/** An index of phrases by the first letters that each may begin with. All lists are in one, since a text is looked through for all of them. */
export function createPhraseIndex(): PhraseIndex {
  const anywhere: Filed = { byBeginning: new Map(), lengths: new Map() };
  const atWords: Filed = { byBeginning: new Map(), lengths: new Map() };
  const counts = { quiet: 0, said: 0 };
  let lists = 0;

  function addAt(
    { byBeginning, lengths }: Filed,
    text: string,
    at: number,
    letters: 1 | 2,
    quiet: FoundPhrase[],
    said: FoundPhrase[],
  ): void {
    const some = lengths.get(numberOf(text, at, letters)) ?? 0;
    for (let length = 1; some >> length > 0; length += 1) {
      if (((some >> length) & 1) === 0) continue;
      for (const { order, list, isQuiet, shortest, pattern } of byBeginning.get(text.slice(at, at + length)) ?? NOTHING)
        if (at + shortest <= text.length) (isQuiet ? quiet : said).push({ order, list, at, pattern });
    }
  }

  return {
    add(phrases, boundaries) {
      const filed = new Map<string, Set<IndexedPhrase>>();
      for (const kind of ['quiet', 'said'] as const) {
        const isQuiet = kind === 'quiet';
        for (const { source, beginnings, shortest } of phrases[kind]) {
          let made: RegExp | undefined;
          const pattern = () => {
            made ??= new RegExp(source, isQuiet ? 'g' : 'y');
            return made;
          };
          const phrase: IndexedPhrase = { order: counts[kind], list: lists, isQuiet, shortest, pattern };
          counts[kind] += 1;
          for (const beginning of beginnings) {
            const key = beginning.slice(0, MOST_LETTERS);
            filed.set(key, (filed.get(key) ?? new Set()).add(phrase));
          }
        }
      }
      lists += 1;
      const { byBeginning, lengths } = boundaries === 'none' ? anywhere : atWords;
      // There are thousands of beginnings, most of one phrase: as lists that were written to they would take five times the room.
      for (const [beginning, found] of filed) {
        byBeginning.set(beginning, [...(byBeginning.get(beginning) ?? NOTHING), ...found]);
        const first = numberOf(beginning, 0, beginning.length === 1 ? 1 : 2);
        lengths.set(first, (lengths.get(first) ?? 0) | (1 << beginning.length));
      }
    },
    find(text) {
      const quiet: FoundPhrase[] = [];
      const said: FoundPhrase[] = [];
      for (let at = 0; at < text.length; at += 1) {
        const isLast = at + 1 === text.length;
        addAt(anywhere, text, at, 1, quiet, said);
        if (!isLast) addAt(anywhere, text, at, 2, quiet, said);
        if (at > 0 && text.charCodeAt(at - 1) !== SPACE) continue;
        addAt(atWords, text, at, 1, quiet, said);
        if (!isLast) addAt(atWords, text, at, 2, quiet, said);
      }
      return { quiet: sortOnce(quiet), said: sortOnce(said) };
    },
  };
}

const SPACE = 0x20;

function sortOnce(found: FoundPhrase[]): readonly FoundPhrase[] {
  if (found.length < 2) return found;
  found.sort((a, b) => a.order - b.order || a.at - b.at);
  // Two beginnings of a phrase may stand at one place.
  return found.filter(({ order, at }, index) => order !== found[index - 1]?.order || at !== found[index - 1]?.at);
}

/** One or two letters as a number, since a text cut out for each place would cost more than the look-up. */
function numberOf(text: string, at: number, count: 1 | 2): number {
  return text.charCodeAt(at) + (count === 1 ? 0 : 0x10000 * text.charCodeAt(at + 1));
}
