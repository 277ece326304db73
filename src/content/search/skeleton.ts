/**
 * The skeleton of a name: its sounds in classes so coarse that Hangul and every romanization agree. 김수현, "Kim
 * Soo-hyun" and "Gim Su-hyeon" all are KIMSUHUN. It only proposes names; `graph.ts` then decides exactly.
 *
 *   K ㄱㄲㅋ · T ㄷㄸㅌ · P ㅂㅃㅍ · C ㅈㅉㅊ · S ㅅㅆ · N ㄴ · NK final ㅇ · M ㅁ · L ㄹ · H ㅎ
 *   A ㅏㅑㅘ · E ㅐㅒㅔㅖㅙㅚㅞ · I ㅣㅢㅟ · U ㅓㅕㅗㅛㅜㅝㅠㅡ (eo, o, u, oo and eu are mixed up most)
 *
 * Glides (y, w) are left away and a sound said twice counts once, since joined spellings hide where a syllable ends.
 */
import { keepFor } from '../../kept.ts';
import { KATAKANA, latinOfKana } from './kana.ts';
import { FINALS, INITIALS, VOWELS } from './romanization.ts';
import { readHangulSyllable, spellingsOf } from './syllables.ts';

/** A consonant spelled with a vowel ("gu" in "Guido", "ku" of a kana) would hide the vowel of others. */
const isPlain = (spelling: string) => !/[aeiou]/.test(spelling);
const CONSONANTS = new Map(
  [...collect([...INITIALS, ...FINALS.filter(({ letter }) => letter !== 'ㄷ')])].filter(([spelling]) => isPlain(spelling)),
);
const VOWEL_SOUNDS = collect(VOWELS);

/** Skeleton of words in Hangul or Latin letters; characters of other scripts stand for themselves. */
export function skeletonOf(words: readonly string[]): string {
  let sounds = '';
  for (const word of words) sounds += soundsOf(KATAKANA.test(word) ? latinOfKana(word) : word);
  return mergeRepeats(sounds);
}

/** Puts the skeletons of parts together. */
export function joinSkeletons(parts: readonly string[]): string {
  return mergeRepeats(parts.join(''));
}

function soundsOf(word: string): string {
  let sounds = '';
  let at = 0;
  while (at < word.length) {
    const code = word.charCodeAt(at);
    if (code > 0x7f) {
      const character = word.charAt(at);
      sounds += readHangulSyllable(character)?.sounds ?? character;
      at += 1;
      continue;
    }
    const vowel = longest(VOWEL_SOUNDS, word, at, 4);
    if (vowel > 0) {
      sounds += VOWEL_SOUNDS.get(word.slice(at, at + vowel)) ?? '';
      at += vowel;
      continue;
    }
    const letter = word.charAt(at);
    // An h that no vowel follows only lengthens the vowel before it: "Oh", "Suh", "Ah-reum". A lone glide is left away.
    const silent = letter === 'w' || letter === 'y' || (letter === 'h' && longest(VOWEL_SOUNDS, word, at + 1, 3) === 0);
    const length = Math.max(1, longest(CONSONANTS, word, at, 3));
    sounds += silent ? '' : (CONSONANTS.get(word.slice(at, at + length)) ?? letter.toUpperCase());
    at += silent ? 1 : length;
  }
  return sounds;
}

/** Length of the longest spelling in the table that stands at this place, at most `most`; 0 for none. */
function longest(table: ReadonlyMap<string, string>, word: string, at: number, most: number): number {
  const longestFrom = lengthsOf(table).get(word.charCodeAt(at)) ?? 0;
  for (let length = Math.min(most, longestFrom, word.length - at); length > 0; length--) {
    if (table.has(word.slice(at, at + length))) return length;
  }
  return 0;
}

/** Of each table how long its spellings are that begin with a letter: most letters begin none, or only themselves. */
const lengthsOf = keepFor((table: ReadonlyMap<string, string>): ReadonlyMap<number, number> => {
  const lengths = new Map<number, number>();
  for (const spelling of table.keys()) {
    const first = spelling.charCodeAt(0);
    lengths.set(first, Math.max(lengths.get(first) ?? 0, spelling.length));
  }
  return lengths;
});

function mergeRepeats(sounds: string): string {
  let merged = '';
  for (const sound of sounds) if (!merged.endsWith(sound)) merged += sound;
  return merged;
}

/** Spelling to sound class, the first row that claims a spelling winning: "ui" is ㅢ before it is a loose ㅟ. */
function collect(rows: readonly (typeof INITIALS)[number][]): ReadonlyMap<string, string> {
  const table = new Map<string, string>();
  const claim = (spelling: string, sound: string) => {
    if (spelling !== '' && !table.has(spelling)) table.set(spelling, sound);
  };
  for (const row of rows) for (const spelling of spellingsOf(row).sure) claim(spelling, row.sound);
  for (const row of rows) for (const spelling of spellingsOf(row).loose) claim(spelling, row.sound);
  return table;
}
