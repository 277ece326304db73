/** The structure of a Korean name: a family name, mostly of one syllable, before a given name, mostly of two. */
import { keepEach } from '../../kept.ts';
import { type Slot, slotsOf } from './graph.ts';
import { FAMILY_NAMES } from './romanization.ts';
import { skeletonOf } from './skeleton.ts';
import { readHangulSyllable, readLatinSyllables } from './syllables.ts';

/** One syllable, or the family name, as the places where spellings differ. */
export interface NamePart {
  /** The Hangul, where it is known. */
  readonly hangul?: string;
  readonly slots: readonly Slot[];
  /** The letters its spellings begin with. */
  readonly starts: string;
  /** The skeletons its spellings may have: "Lee" and "I", "Park" and "Pak" differ. */
  readonly skeletons: readonly string[];
}

export interface KoreanName {
  readonly family?: NamePart;
  readonly given: readonly NamePart[];
}

/** The spellings of a row of `FAMILY_NAMES`; the loose ones are marked there by ~. */
function listFamilySpellings(spellings: string): Slot {
  const all = spellings.split(' ');
  return {
    sure: all.filter((spelling) => !spelling.startsWith('~')),
    loose: all.filter((spelling) => spelling.startsWith('~')).map((spelling) => spelling.slice(1)),
  };
}

const FAMILY_BY_SPELLING = new Map<string, readonly string[]>();
for (const [hangul, spellings] of Object.entries(FAMILY_NAMES)) {
  for (const spelling of listFamilySpellings(spellings).sure) {
    FAMILY_BY_SPELLING.set(spelling, [...(FAMILY_BY_SPELLING.get(spelling) ?? []), hangul]);
  }
}

/** Whether a word is a family name in some spelling, Hangul or Latin. */
export function isFamilyName(word: string): boolean {
  return FAMILY_BY_SPELLING.has(word) || FAMILY_NAMES[word] !== undefined;
}

/**
 * Reads a name written in Hangul. Whether it begins with a family name cannot be seen in Hangul alone (인영 is only a
 * given name), so the caller says. Undefined when it is not all syllables.
 */
export function readHangulName(hangul: string, hasFamily: boolean): KoreanName | undefined {
  const characters = [...hangul];
  const parts = characters.map(readHangulPart);
  const known = parts.filter((part) => part !== undefined);
  if (known.length !== characters.length || known.length === 0) return undefined;
  if (!hasFamily || known.length === 1) return { given: known };
  const double = characters.slice(0, 2).join('');
  const length = known.length > 3 && FAMILY_NAMES[double] !== undefined ? 2 : 1;
  return { family: readFamily([characters.slice(0, length).join('')]), given: known.slice(length) };
}

/** Reads a name in Latin words, family name first where the first word is one. Undefined when it cannot be Korean. */
export function readLatinName(words: readonly string[], hasFamily: boolean): KoreanName | undefined {
  const [first = ''] = words;
  const families = hasFamily && words.length > 1 ? FAMILY_BY_SPELLING.get(first) : undefined;
  const rest = families ? words.slice(1) : words;
  const parts = rest.map(readLatinWord);
  const known = parts.filter((part) => part !== undefined);
  if (known.length !== rest.length || known.length === 0) return undefined;
  return { ...(families && { family: readFamily(families) }), given: known.flat() };
}

const readHangulPart = keepEach((character): NamePart | undefined => {
  const syllable = readHangulSyllable(character);
  if (syllable === undefined) return undefined;
  const slots = slotsOf({ initial: [syllable.initial], vowel: [syllable.vowel], final: [syllable.final] });
  return { hangul: character, ...createPart(slots, [skeletonOf([character])]) };
});

/** A word of several syllables has one skeleton, since letters alone do not divide it; its first part carries it. */
function readLatinWord(word: string): readonly NamePart[] | undefined {
  return readLatinSyllables(word)?.map((syllable, index) => createPart(slotsOf(syllable), [index === 0 ? skeletonOf([word]) : '']));
}

function createPart(slots: readonly Slot[], skeletons: readonly string[]): NamePart {
  return { slots, skeletons, starts: listStarts(slots) };
}

function listStarts(slots: readonly Slot[]): string {
  const [slot, ...others] = slots;
  if (!slot) return '';
  const spellings = [...slot.sure, ...slot.loose];
  const letters = spellings.map((spelling) => spelling.charAt(0)).join('');
  return spellings.includes('') ? letters + listStarts(others) : letters;
}

const families = new Map<string, NamePart>();

function readFamily(hangulNames: readonly string[]): NamePart {
  const key = hangulNames.join('/');
  const known = families.get(key) ?? createFamily(hangulNames);
  families.set(key, known);
  return known;
}

function createFamily(hangulNames: readonly string[]): NamePart {
  const [hangul = ''] = hangulNames;
  const slots = hangulNames.map((name) => listFamilySpellings(FAMILY_NAMES[name] ?? '')).filter(({ sure }) => sure.join('') !== '');
  const spellings = [...new Set(slots.flatMap(({ sure }) => sure))];
  const loose = [...new Set(slots.flatMap((slot) => slot.loose))].filter((spelling) => !spellings.includes(spelling));
  const own = hangulNames.length === 1 ? { hangul } : {};
  if (spellings.length === 0) {
    const letters = [...hangul].flatMap((character) => readHangulPart(character)?.slots ?? []);
    return { ...own, ...createPart(letters, [skeletonOf([hangul])]) };
  }
  const skeletons = [...hangulNames, ...spellings].map((name) => skeletonOf([name]));
  return { ...own, ...createPart([{ sure: spellings, loose }], [...new Set(skeletons)]) };
}

/** Every spelling of a part; mostly without the loose ones, since a single syllable proves little enough. */
export function listSpellings({ slots }: NamePart, withLoose = false): readonly string[] {
  const listed = slots.map(({ sure, loose }) => (withLoose ? [...sure, ...loose] : sure));
  const spellings = listed.reduce((starts, ends) => starts.flatMap((start) => ends.map((end) => start + end)), ['']);
  // In the graph H is the h that lengthens a vowel.
  return [...new Set(spellings.map((spelling) => spelling.toLowerCase()))];
}
