/**
 * The skeleton of a name: its sounds in classes so coarse that Hangul and every romanization agree. 김수현, "Kim
 * Soo-hyun" and "Gim Su-hyeon" all are KIMSUHUN. It only proposes names; `graph.ts` then decides exactly.
 *
 *   K ㄱㄲㅋ · T ㄷㄸㅌ · P ㅂㅃㅍ · C ㅈㅉㅊ · S ㅅㅆ · N ㄴ · NK final ㅇ · M ㅁ · L ㄹ · H ㅎ
 *   A ㅏㅑㅘ · E ㅐㅒㅔㅖㅙㅚㅞ · I ㅣㅢㅟ · U ㅓㅕㅗㅛㅜㅝㅠㅡ (eo, o, u, oo and eu are mixed up most)
 *
 * Glides (y, w) are left away and a sound said twice counts once, since joined spellings hide where a syllable ends.
 */
import { KATAKANA, latinOfKana } from './kana.ts';
import { FINALS, INITIALS, VOWELS } from './romanization.ts';
import { buildSpellings } from './spellings.ts';
import { readHangulSyllable, spellingsOf } from './syllables.ts';

/** A consonant spelled with a vowel ("gu" in "Guido", "ku" of a kana) would hide the vowel of others. */
const isPlain = (spelling: string) => !/[aeiou]/.test(spelling);
const CONSONANTS = new Map(
  [...collect([...INITIALS, ...FINALS.filter(({ letter }) => letter !== 'ㄷ')])].filter(([spelling]) => isPlain(spelling)),
);
const VOWEL_SOUNDS = collect(VOWELS);
const CONSONANT_SPELLINGS = buildSpellings(CONSONANTS.keys());
const VOWEL_SPELLINGS = buildSpellings(VOWEL_SOUNDS.keys());
/** Of the spellings in the tables, and of the vowel before which an h is one. */
const MOST_OF_VOWEL = 4;
const MOST_OF_CONSONANT = 3;
const MOST_AFTER_H = 3;

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
    const vowel = VOWEL_SPELLINGS.longest(word, at, MOST_OF_VOWEL);
    if (vowel > 0) {
      sounds += VOWEL_SOUNDS.get(word.slice(at, at + vowel)) ?? '';
      at += vowel;
      continue;
    }
    const letter = word.charAt(at);
    // An h that no vowel follows only lengthens the vowel before it: "Oh", "Suh", "Ah-reum". A lone glide is left away.
    const silent = letter === 'w' || letter === 'y' || (letter === 'h' && VOWEL_SPELLINGS.longest(word, at + 1, MOST_AFTER_H) === 0);
    const length = silent ? 1 : Math.max(1, CONSONANT_SPELLINGS.longest(word, at, MOST_OF_CONSONANT));
    if (!silent) sounds += CONSONANTS.get(word.slice(at, at + length)) ?? letter.toUpperCase();
    at += length;
  }
  return sounds;
}

function mergeRepeats(sounds: string): string {
  // Most have none, and then nothing is put together anew.
  if (!REPEAT.test(sounds)) return sounds;
  let merged = '';
  for (const sound of sounds) if (!merged.endsWith(sound)) merged += sound;
  return merged;
}

const REPEAT = /(.)\1/su;

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
