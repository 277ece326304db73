/** Hears in what somebody typed that they may be having a hard time. It notices words; it knows nobody, and it keeps nothing. */
import { foldAccents } from '../text/text.ts';
import { type Compiled, compilePhrase, readNotation } from './notation.ts';
import { createPhraseIndex, type FoundPhrase, type PhraseIndex } from './phrase-index.ts';
import { type CareList, FEELINGS, type Feeling } from './schema.ts';

/** What a text sounds like. `method`: it asks how; that is never answered. */
export type Heard = Pick<CareList['phrases'][number], 'kind' | 'intensity' | 'confidence' | 'method'>;

export interface CareListener {
  /** The strongest sign in any of these texts, undefined where there is none. Linear in their length. */
  hear(texts: readonly string[]): Heard | undefined;
  /** The feeling a short text names; undefined for one that says more than a feeling. */
  feel(text: string): Feeling | undefined;
  /** The feeling somebody tells of themselves in a sentence or two; undefined where they ask about one: "the sad scene". */
  feelIn(sentence: string): Feeling | undefined;
  /** Reads one list that nobody has needed yet, so that no answer waits for it; false when all are read. @throws what a list throws */
  readAhead(): boolean;
}

/** More than any field of a form holds. */
const LONGEST = 4_000;
/** What names a feeling and nothing else: "a line for when I am sad". Japanese has no spaces to count. */
const MOST_WORDS = 8;
const MOST_LETTERS = 40;
/** What tells of a day; more than this is a story. */
const MOST_LETTERS_TOLD = 240;
/** Stands where a harmless phrase was, so that its neighbours do not become one. */
const TAKEN_OUT = ' · ';

/**
 * Every language's list is tried on every text, because people mix them. Reading all lists takes as long as everything else about a
 * start: each is read when first needed. Whatever needs one throws NotationError when it has a phrase that cannot be read.
 */
export function createListener(lists: readonly (() => CareList)[]): CareListener {
  const signs = createPhraseIndex();
  const asks = createPhraseIndex();
  const ofFeelings = createPhraseIndex();
  /** What each phrase of `signs` is a sign of, and which feeling each of `ofFeelings` names. */
  const signOf: Heard[] = [];
  const feelingOf: Feeling[] = [];
  let read = 0;
  const readAhead = (): boolean => {
    const list = lists[read]?.();
    if (list === undefined) return false;
    const { boundaries, phrases } = list;
    const notation = readNotation(boundaries, list.words);
    const compileAll = (all: readonly string[]): readonly Compiled[] => all.map((phrase) => compilePhrase(phrase, notation));
    const compiled = {
      ...{ works: compileAll(list.works), quiet: compileAll(list.quiet), asks: compileAll(list.asks) },
      signs: phrases.flatMap(({ say, not_before, not_after }) =>
        say.map((phrase) => compilePhrase(phrase, notation, { before: not_before, after: not_after })),
      ),
      feelings: FEELINGS.map((feeling) => compileAll(list.feelings[feeling] ?? [])),
    };
    // All at once: of a list that cannot be read nothing is filed.
    read += 1;
    signs.add({ quiet: compiled.quiet, said: compiled.signs }, boundaries);
    asks.add({ quiet: [], said: compiled.asks }, boundaries);
    // "Queen of Tears" names no feeling, whichever language is typed around it.
    ofFeelings.add({ quiet: compiled.works, said: compiled.feelings.flat() }, boundaries);
    for (const { say, not_before: _, not_after: __, ...heard } of phrases) signOf.push(...say.map(() => heard));
    for (const [index, feeling] of FEELINGS.entries()) feelingOf.push(...(compiled.feelings[index] ?? []).map(() => feeling));
    return true;
  };
  const readAll = (): void => {
    while (readAhead());
  };
  const nameFeeling = (typed: string): Feeling | undefined => {
    const named = findFirst(ofFeelings, typed);
    return named === undefined ? undefined : feelingOf[named.order];
  };
  return {
    readAhead,
    hear(texts) {
      readAll();
      let strongest: Heard | undefined;
      for (const text of texts) {
        for (const reading of listReadings(text)) {
          // A harmless phrase of one language is one in all: "suicide squad" stands in a Korean sentence too.
          const { left, said } = withoutQuiet(signs, reading);
          for (const sign of said) {
            const heard = signOf[sign.order];
            if (heard === undefined || (strongest !== undefined && weigh(heard) <= weigh(strongest))) continue;
            if (stands(sign, left)) strongest = heard;
          }
        }
      }
      return strongest;
    },
    feel(text) {
      readAll();
      const folded = foldWords(text);
      return folded.length > MOST_LETTERS || folded.split(' ').length > MOST_WORDS ? undefined : nameFeeling(folded);
    },
    feelIn(sentence) {
      readAll();
      const folded = foldWords(sentence);
      return folded.length > MOST_LETTERS_TOLD || findFirst(asks, folded) !== undefined ? undefined : nameFeeling(folded);
    },
  };
}

/** The first phrase of an index that stands in a text. */
function findFirst(index: PhraseIndex, folded: string): FoundPhrase | undefined {
  const { left, said } = withoutQuiet(index, folded);
  return said.find((phrase) => stands(phrase, left));
}

function stands({ at, pattern }: FoundPhrase, folded: string): boolean {
  const expression = pattern();
  expression.lastIndex = at;
  return expression.test(folded);
}

/** A text without what is quiet in it, and what may be said in the rest: one list after the other, since without the first others may stand. */
function withoutQuiet(index: PhraseIndex, text: string): { readonly left: string; readonly said: readonly FoundPhrase[] } {
  let left = text;
  for (let first = 0; ; ) {
    let changedBy: number | undefined;
    let before: number | undefined;
    const { quiet, said } = index.find(left);
    for (const { order, list, pattern } of quiet) {
      if (list < first || order === before) continue;
      if (changedBy !== undefined && list !== changedBy) break;
      before = order;
      const rest = left.replace(pattern(), TAKEN_OUT);
      if (rest !== left) changedBy = list;
      left = rest;
    }
    if (changedBy === undefined) return { left, said };
    first = changedBy + 1;
  }
}

const INTENSITIES = ['low', 'high', 'acute'] as const satisfies readonly Heard['intensity'][];

function weigh({ intensity, confidence, method }: Heard): number {
  return INTENSITIES.indexOf(intensity) * 4 + (confidence === 'high' ? 2 : 0) + (method ? 1 : 0);
}

/** The text as words in small letters, and where signs stand for letters ("su1c1de", "k.m.s") also as it is meant. */
function listReadings(text: string): readonly string[] {
  const plain = foldWords(text);
  const undisguised = undisguise(text);
  const meant = undisguised === text ? plain : foldWords(undisguised);
  return meant === plain ? [plain] : [plain, meant];
}

/** Words without accents and apostrophes, one space between; a letter that is drawn out ("dieeee") stands once. */
function foldWords(text: string): string {
  const words = IS_ASCII.test(text)
    ? text
        .slice(0, LONGEST)
        .toLowerCase()
        .replace(/['`]/g, '')
        .replace(/[^a-z0-9]+/g, ' ')
        .trim()
    : foldScripts(text);
  return words.replace(/(\p{L})\1{2,}/gu, '$1');
}

const IS_ASCII = /^[ -~]*$/;

function foldScripts(text: string): string {
  return (
    text
      .slice(0, LONGEST)
      .normalize('NFKC')
      // One sign may stand for eighteen letters.
      .slice(0, LONGEST)
      .replace(/['’‘`´]/gu, '')
      .replace(/[○◯●]/gu, '〇')
      .split(/[^\p{L}\p{N}\p{M}]+/u)
      .map(foldAccents)
      .filter((word) => word !== '')
      .join(' ')
  );
}

const LETTER_OF: Readonly<Record<string, string>> = { 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't', '@': 'a', $: 's', '!': 'i' };
const STANDS_FOR_LETTER = /(?<=\p{Script=Latin})[013457@$!](?=\p{Script=Latin})|\b[013457@$!](?=\p{Script=Latin}{2})/gu;
const SPELLED_OUT = /(?<![\p{L}\p{N}])(?:\p{L}[.\-_* ]){2,24}\p{L}(?![\p{L}\p{N}])/gu;
const STRUCK_OUT = /(?<=\p{Script=Latin})[*_]+(?=\p{Script=Latin})/gu;

/** What each of the three needs; most texts have none of it. */
const MAY_BE_DISGUISED = /[013457@$!*_]|[.\- ].[.\- ]/u;

function undisguise(text: string): string {
  if (!MAY_BE_DISGUISED.test(text)) return text;
  return text
    .replace(STANDS_FOR_LETTER, (sign) => LETTER_OF[sign] ?? sign)
    .replace(SPELLED_OUT, (spelled) => spelled.replace(/[.\-_* ]/g, ''))
    .replace(STRUCK_OUT, '');
}
