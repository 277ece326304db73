/** Hears in what somebody typed that they may be having a hard time. It notices words; it knows nobody, and it keeps nothing. */
import { foldAccents } from '../text/text.ts';
import { compilePhrases } from './notation.ts';
import type { CareList } from './schema.ts';

/** What a text sounds like. `method`: it asks how; that is never answered. */
export interface Heard {
  readonly kind: CareList['phrases'][number]['kind'];
  /** `acute`: a plan, means or a goodbye; `high`: a wish or an act; `low`: weariness. */
  readonly intensity: 'low' | 'high' | 'acute';
  readonly confidence: 'low' | 'high';
  readonly method: boolean;
}

/** The strongest sign in a text, undefined where there is none. */
export type Listen = (text: string) => Heard | undefined;

/** More than any field of a form holds. */
const LONGEST = 4_000;
/** Stands where a harmless phrase was, so that its neighbours do not become one. */
const TAKEN_OUT = ' · ';

/**
 * Every language's list is tried on every text, because people mix them.
 *
 * @throws NotationError when a list has a phrase that cannot be read
 */
export function createListen(lists: readonly CareList[]): Listen {
  const readers = lists.map(({ boundaries, words, quiet, phrases }) => ({
    quiet: quiet.length === 0 ? undefined : compilePhrases(quiet, boundaries, words),
    signs: phrases.map(({ say, not_before, not_after, ...heard }) => ({
      heard,
      pattern: compilePhrases(say, boundaries, words, { before: not_before, after: not_after }),
    })),
  }));
  return (text) => {
    let strongest: Heard | undefined;
    for (const reading of listReadings(text)) {
      // A harmless phrase of one language is one in all: "suicide squad" stands in a Korean sentence too.
      const rest = readers.reduce((left, { quiet }) => (quiet === undefined ? left : left.replace(quiet, TAKEN_OUT)), reading);
      for (const { signs } of readers) {
        for (const { heard, pattern } of signs) {
          if (strongest !== undefined && weigh(heard) <= weigh(strongest)) continue;
          if (rest.search(pattern) !== -1) strongest = heard;
        }
      }
    }
    return strongest;
  };
}

const INTENSITIES = ['low', 'high', 'acute'] as const satisfies readonly Heard['intensity'][];

function weigh({ intensity, confidence, method }: Heard): number {
  return INTENSITIES.indexOf(intensity) * 4 + (confidence === 'high' ? 2 : 0) + (method ? 1 : 0);
}

/** The text as words in small letters, and where signs stand for letters ("su1c1de", "k.m.s") also as it is meant. */
function listReadings(text: string): readonly string[] {
  const plain = foldWords(text);
  const meant = foldWords(undisguise(text));
  return meant === plain ? [plain] : [plain, meant];
}

/** Words without accents and apostrophes, one space between; a letter that is drawn out ("dieeee") stands once. */
function foldWords(text: string): string {
  return text
    .slice(0, LONGEST)
    .normalize('NFKC')
    .replace(/['’‘`´]/gu, '')
    .replace(/[○◯●]/gu, '〇')
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .map(foldAccents)
    .filter((word) => word !== '')
    .join(' ')
    .replace(/(\p{L})\1{2,}/gu, '$1');
}

const LETTER_OF: Readonly<Record<string, string>> = { 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't', '@': 'a', $: 's', '!': 'i' };

function undisguise(text: string): string {
  return text
    .replace(
      /(?<=\p{Script=Latin})[013457@$!](?=\p{Script=Latin})|\b[013457@$!](?=\p{Script=Latin}{2})/gu,
      (sign) => LETTER_OF[sign] ?? sign,
    )
    .replace(/(?<![\p{L}\p{N}])(?:\p{L}[.\-_* ]){2,24}\p{L}(?![\p{L}\p{N}])/gu, (spelled) => spelled.replace(/[.\-_* ]/g, ''))
    .replace(/(?<=\p{Script=Latin})[*_]+(?=\p{Script=Latin})/gu, '');
}
