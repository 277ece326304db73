/** Finds the words of a language in a typed line. */
import { keepFor } from '../kept.ts';
import { growLetterTree, type LetterTree } from '../text/letter-tree.ts';
import { createSlipTable, type SlipTable } from '../text/slip.ts';
import { readLine, standsApart, type TypedLine, type Word } from '../text/typed-line.ts';
import { type AskWords, CONCEPTS, type Concept } from './schema.ts';

/** A phrase that was found, by the letters of the line. */
export interface Phrase {
  readonly from: number;
  readonly to: number;
  /** None: it changes nothing in what is asked. */
  readonly concepts: readonly Concept[];
  /** In the asker's own language. */
  readonly isOwn: boolean;
  /** A number that was written out. */
  readonly number?: number;
}

export interface Vocabulary {
  /** Every phrase there is in the line, also those within others. Linear in its length. */
  find(line: TypedLine): readonly Phrase[];
  /** Whether these letters are written on to a word without changing it. */
  isTail(letters: string): boolean;
  /** The line with those of its words that are slips of known ones as what is meant; undefined where none is. */
  mend(line: TypedLine, unknown: readonly Word[]): string | undefined;
}

/** What a phrase of the files stands for. */
interface PhraseEntry {
  readonly concepts: readonly Concept[];
  readonly isBeginning: boolean;
  /** Several words. One word is not found across two: "a s2" says no "as". */
  readonly isSpaced: boolean;
  readonly number?: number;
}

/** The words of one language as they are looked up, whoever asks. */
export interface ReadWords {
  /** By their letters: a word, a beginning, or both. */
  readonly tree: LetterTree<PhraseEntry>;
  readonly tails: ReadonlySet<string>;
  /** Every word of its phrases. */
  readonly slips: SlipTable;
}

export function readWords(list: AskWords): ReadWords {
  const slips = createSlipTable();
  // Hundreds of phrases stand for the same.
  const same = new Map<string, PhraseEntry>();
  const share = (entry: PhraseEntry): PhraseEntry => {
    const name = JSON.stringify(entry);
    const shared = same.get(name) ?? entry;
    same.set(name, shared);
    return shared;
  };
  const entries = [...readEntries(list, slips)].map(([key, entry]): [string, PhraseEntry] => [key.replace(/\*$/, ''), share(entry)]);
  return { tree: growLetterTree(entries), tails: new Set(list.tails.map((tail) => readLine(tail).letters)), slips };
}

/**
 * @param own The words of the asker's language.
 * @param besides Those that are tried where it has none: people mix English into everything.
 */
export function buildVocabulary(own: ReadWords | undefined, besides: ReadWords | undefined): Vocabulary {
  const lists = [own, besides].filter((words) => words !== undefined);
  const isTail = (letters: string): boolean => lists.some(({ tails }) => tails.has(letters));

  /** The place after the phrase, with what is written on to its last word; undefined where the word goes on. */
  function endOf(line: TypedLine, from: number, to: number, { isBeginning, isSpaced }: PhraseEntry): number | undefined {
    const last = line.words[line.wordAt[to - 1] ?? 0];
    if (!isSpaced && crossesWords(line, from, to)) return undefined;
    if (last === undefined || last.to === to) return to;
    const isApart = standsApart(last.script);
    if (isApart && isBeginning) return last.to;
    if (isTail(line.letters.slice(to, last.to))) return last.to;
    if (isApart) return undefined;
    // One syllable of Hangul is part of too many words.
    return last.script === 'hangul' && to - from === 1 ? undefined : to;
  }

  /** What begins at a place, the longest first: 나이 (age) is no 나 (I) with the particle 이. */
  function findAt(line: TypedLine, from: number, first: Word): readonly Phrase[] {
    const found: { readonly to: number; readonly phrase: Phrase }[] = [];
    for (const words of lists) {
      words.tree.walk(line.letters, from, (to, entries) => {
        if (first.script === 'hangul' && first.from !== from && to - from === 1) return;
        for (const entry of entries) {
          if (words !== own && own?.tree.get(line.letters.slice(from, to)).some(({ isBeginning }) => isBeginning === entry.isBeginning))
            continue;
          const end = endOf(line, from, to, entry);
          if (end !== undefined) found.push({ to, phrase: describe(from, end, entry, words === own) });
        }
      });
    }
    return found.length < 2 ? found.map(({ phrase }) => phrase) : found.sort((a, b) => b.to - a.to).map(({ phrase }) => phrase);
  }

  return {
    isTail,
    mend({ raw }, unknown) {
      const mended = unknown.toReversed().reduce((text, { text: word, script, rawFrom, rawTo }) => {
        const meant = script === 'latin' ? lists.map(({ slips }) => slips.find(word)).find((one) => one !== undefined) : undefined;
        return meant === undefined ? text : `${text.slice(0, rawFrom)}${meant}${text.slice(rawTo)}`;
      }, raw);
      return mended === raw ? undefined : mended;
    },
    // A line is looked through for all that see the answer, and again for whoever asked.
    find: keepFor((line): readonly Phrase[] => {
      const found: Phrase[] = [];
      for (let from = 0; from < line.letters.length; from += 1) {
        const first = line.words[line.wordAt[from] ?? 0];
        if (first === undefined || (first.from !== from && standsApart(first.script))) continue;
        found.push(...findAt(line, from, first));
      }
      return found;
    }),
  };
}

/** Whether two words that stand apart lie within; a number may be written on: "season2". */
function crossesWords({ words, wordAt }: TypedLine, from: number, to: number): boolean {
  const last = wordAt[to - 1] ?? 0;
  for (let at = (wordAt[from] ?? 0) + 1; at <= last; at += 1) {
    if (words[at]?.script === 'latin' && words[at - 1]?.script === 'latin' && words[at]?.isGlued !== true) return true;
  }
  return false;
}

const describe = (from: number, to: number, { concepts, number }: PhraseEntry, isOwn: boolean): Phrase => ({
  from,
  to,
  concepts,
  isOwn,
  ...(number === undefined ? {} : { number }),
});

/** By their letters; a beginning keeps its mark. */
function readEntries({ concepts, empty, numbers }: AskWords, slips: SlipTable): ReadonlyMap<string, PhraseEntry> {
  const entries = new Map<string, PhraseEntry>();
  const add = (phrase: string, concept: Concept | undefined, number?: number): void => {
    const isBeginning = phrase.endsWith('*');
    const { letters, words } = readLine(phrase);
    for (const { text, script } of words) if (script === 'latin') slips.add(text);
    const key = `${letters}${isBeginning ? '*' : ''}`;
    const known = entries.get(key);
    const isSpaced = known?.isSpaced === true || /\s/.test(phrase);
    if (key === '') return;
    const before = known?.concepts ?? [];
    const concepts = concept === undefined || before.includes(concept) ? before : [...before, concept];
    if (known !== undefined && number === undefined) entries.set(key, { ...known, concepts });
    else entries.set(key, { concepts, isBeginning, isSpaced, ...(number === undefined ? {} : { number }) });
  };
  for (const [index, forms] of numbers.entries()) for (const phrase of forms.split('|')) add(phrase, undefined, index + 1);
  for (const concept of CONCEPTS) for (const phrase of concepts[concept] ?? []) add(phrase, concept);
  for (const phrase of empty) add(phrase, undefined);
  return entries;
}
