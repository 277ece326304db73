/** Hears in what somebody typed that they may be having a hard time. It notices words; it knows nobody, and it keeps nothing. */
import { readAsHangulKeys } from '../text/hangul-keys.ts';
import { foldAccents, isAscii } from '../text/text.ts';
import { compilePhrase, readNotation } from './notation.ts';
import { createPhraseIndex, type FoundPhrase, type PhraseIndex, type PhraseList } from './phrase-index.ts';
import { type CareList, FEELINGS, type Feeling } from './schema.ts';
import { createSlipMender } from './slips.ts';

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
/** A single word with a slip in it is a sign only where it is long: "mira" is no "miar". */
const LEAST_SLIPPED = 7;
/** More of them are no message that somebody typed. */
const MOST_CLAUSES = 24;
const CLAUSE_ENDS = /[,.;:!?…\n、。！？]+/;
/** Stands where a harmless phrase was, so that its neighbours do not become one. */
const TAKEN_OUT = ' · ';

/**
 * Every language's list is tried on every text, because people mix them. Reading all lists takes as long as everything else about a
 * start: each is read when first needed. Whatever needs one throws NotationError when it has a phrase that cannot be read.
 */
export function createListener(lists: readonly (() => CareList)[]): CareListener {
  const compiled: CompiledList[] = [];
  let filed: Filed | undefined;
  const slips = createSlipMender();
  const readOne = (): boolean => {
    const list = filed === undefined ? lists[compiled.length]?.() : undefined;
    if (list === undefined) return false;
    compiled.push(compileList(list));
    slips.learn(list);
    return true;
  };
  const readAll = (): Filed => {
    while (readOne());
    filed ??= fileAll(compiled.splice(0));
    return filed;
  };
  /** The stronger of what was heard before and the signs in a reading, of which one that is a single word has at least so many letters. */
  const hearIn = (reading: string, least: number, before: Heard | undefined): Heard | undefined => {
    const { quiet, signs, losses, asks, signsAfterLoss } = readAll();
    // A harmless phrase of one language is one in all: "suicide squad" stands in a Korean sentence too.
    const strongest = findStrongest(signs, takeOut(quiet, reading), least, before);
    // Harmless phrases hold words of grief, so they are not taken out here; of a story it is asked, not told.
    const isAfterLoss = stands(losses, reading) && !stands(asks, reading);
    return isAfterLoss ? findStrongest(signsAfterLoss, reading, least, strongest) : strongest;
  };
  /** The whole text and what stands between marks and laughter: "who plays him, i want to die" asks about nobody who wants to die. */
  const listAll = (text: string): ReadonlySet<string> => {
    const whole = listReadings(text);
    const clauses = text.split(CLAUSE_ENDS, MOST_CLAUSES).filter((clause) => clause.trim() !== '');
    const parts = clauses.length < 2 ? [] : clauses.flatMap(listReadings);
    const spoken = whole.flatMap((reading) => takeOut(readAll().laughs, reading).split(TAKEN_OUT));
    return new Set([...whole, ...parts, ...spoken]);
  };
  // "Queen of Tears" names no feeling, whichever language is typed around it.
  const nameFeeling = (folded: string): Feeling | undefined => {
    const { feelings, works } = readAll();
    const left = takeOut(works, folded);
    return findFirst(feelings.find(left), left)?.phrase.means;
  };
  return {
    readAhead() {
      if (readOne()) return true;
      readAll();
      return false;
    },
    hear(texts) {
      readAll();
      let strongest: Heard | undefined;
      for (const text of texts) {
        for (const reading of listAll(text)) {
          strongest = hearIn(reading, 1, strongest);
          const mended = slips.mend(reading);
          if (mended !== reading) strongest = hearIn(mended, LEAST_SLIPPED, strongest);
        }
      }
      return strongest;
    },
    feel(text) {
      const folded = foldWords(text);
      return folded.length > MOST_LETTERS || folded.split(' ').length > MOST_WORDS ? undefined : nameFeeling(folded);
    },
    feelIn(sentence) {
      const folded = foldWords(sentence);
      return folded.length > MOST_LETTERS_TOLD || findFirst(readAll().asks.find(folded), folded) !== undefined
        ? undefined
        : nameFeeling(folded);
    },
  };
}

type CompiledList = ReturnType<typeof compileList>;
type Filed = ReturnType<typeof fileAll>;

/** The phrases of a list with what each is a sign of. */
function compileList({ boundaries, words, spellings, works, quiet, laughs, losses, phrases, feelings, asks }: CareList) {
  const notation = readNotation(boundaries, words, spellings);
  const compile = <Means>(said: readonly string[], means: Means, not?: Parameters<typeof compilePhrase>[2]) =>
    said.map((phrase) => ({ means, compiled: compilePhrase(phrase, notation, not) }));
  const compileSigns = (afterLoss: boolean) =>
    phrases
      .filter(({ after_loss }) => after_loss === afterLoss)
      .flatMap(({ say, not_before, not_after, after_loss: _, ...heard }) =>
        compile<Heard>(say, heard, { before: not_before, after: not_after }),
      );
  return {
    boundaries,
    works: compile(works, null),
    quiet: compile(quiet, null),
    laughs: compile(laughs, null),
    asks: compile(asks, null),
    losses: compile(losses, null),
    signs: compileSigns(false),
    signsAfterLoss: compileSigns(true),
    feelings: FEELINGS.flatMap((feeling) => compile(feelings[feeling] ?? [], feeling)),
  };
}

function fileAll(lists: readonly CompiledList[]) {
  const file = <Means>(pick: (list: CompiledList) => PhraseList<Means>['phrases']) =>
    createPhraseIndex(lists.map((list) => ({ phrases: pick(list), boundaries: list.boundaries })));
  return {
    works: file(({ works }) => works),
    quiet: file(({ quiet }) => quiet),
    laughs: file(({ laughs }) => laughs),
    asks: file(({ asks }) => asks),
    losses: file(({ losses }) => losses),
    signs: file<Heard>(({ signs }) => signs),
    signsAfterLoss: file<Heard>(({ signsAfterLoss }) => signsAfterLoss),
    feelings: file(({ feelings }) => feelings),
  };
}

/** The stronger of what was heard before and the signs in a text, of which one that is a single word has at least so many letters. */
function findStrongest(signs: PhraseIndex<Heard>, text: string, least: number, before: Heard | undefined): Heard | undefined {
  let strongest = before;
  for (const { phrase, at } of signs.find(text)) {
    if (strongest !== undefined && weigh(phrase.means) <= weigh(strongest)) continue;
    const end = phrase.matcher().endAt(text, at);
    if (end !== undefined && (end - at >= least || text.slice(at, end).includes(' '))) strongest = phrase.means;
  }
  return strongest;
}

function stands(index: PhraseIndex<null>, text: string): boolean {
  return findFirst(index.find(text), text) !== undefined;
}

/** The first of the phrases found in a text that stands in it. */
function findFirst<Means>(found: readonly FoundPhrase<Means>[], text: string): FoundPhrase<Means> | undefined {
  return found.find(({ phrase, at }) => phrase.matcher().endAt(text, at) !== undefined);
}

/** A text without the phrases of an index: those of one list after the other, since without the first others may stand in it. */
function takeOut(index: PhraseIndex<null>, text: string): string {
  let left = text;
  let found = index.find(text);
  for (let next = findFirst(found, left); next !== undefined; next = findFirst(found, left)) {
    const { list } = next.phrase;
    // Each once, at however many places it may begin.
    const own = new Set(found.map(({ phrase }) => phrase).filter((phrase) => phrase.list === list));
    for (const { matcher } of own) left = matcher().replaceIn(left, TAKEN_OUT);
    found = index.find(left).filter(({ phrase }) => phrase.list > list);
  }
  return left;
}

const INTENSITIES = ['low', 'high', 'acute'] as const satisfies readonly Heard['intensity'][];

function weigh({ intensity, confidence, method }: Heard): number {
  return INTENSITIES.indexOf(intensity) * 4 + (confidence === 'high' ? 2 : 0) + (method ? 1 : 0);
}

/** The text as words in small letters, and as it is meant where signs stand for letters ("su1c1de", "k.m.s") or keys for Hangul ("wnrrh tlvek"). */
function listReadings(text: string): readonly string[] {
  const plain = foldWords(text);
  if (MAY_BE_HANGUL.test(text)) {
    const hangul = readAsHangulKeys(text);
    if (HANGUL_ONLY.test(hangul)) return [plain, hangul];
  }
  const undisguised = undisguise(text);
  const meant = undisguised === text ? plain : foldWords(undisguised);
  return meant === plain ? [plain] : [plain, meant];
}

/** Each word is whole syllables by its keys: to ask the library takes longer than to listen, and few English words are. */
const MAY_BE_HANGUL =
  /^(?:[qwertasdfgzxcv](?:h[kol]?|n[jpl]?|ml?|[yuiopjklb])(?:[qwertasdfgzxcv]{1,3}(?:h[kol]?|n[jpl]?|ml?|[yuiopjklb]))*[qwertasdfgzxcv]{0,2}(?: |$)){1,40}$/i;
const HANGUL_ONLY = /^[가-힣 ]+$/;

/** Words without accents and apostrophes, one space between; a letter that is drawn out ("dieeee") stands once. */
function foldWords(text: string): string {
  const words = isAscii(text)
    ? text
        .slice(0, LONGEST)
        .toLowerCase()
        .replace(/['`]/g, '')
        .replace(/[^a-z0-9]+/g, ' ')
        .trim()
    : foldScripts(text);
  return words.replace(/(\p{L})\1{2,}/gu, '$1');
}

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
