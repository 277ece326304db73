/**
 * Korean particles. A sentence of ko.json writes both forms after a variable, `{{name}}(은/는)`; which of them stands there
 * hangs on how the word before it ends when it is read aloud. Where that cannot be known both stay: 은(는).
 */
import { disassembleCompleteCharacter } from 'es-hangul';

type Ending = 'vowel' | 'rieul' | 'consonant';

/** After a final consonant, after a vowel, and where nobody can tell. */
type Forms = readonly [consonant: string, vowel: string, unknown: string];

/** As they are written in a sentence. 로 also follows ㄹ. */
const PARTICLES: Readonly<Record<string, Forms>> = {
  '은/는': ['은', '는', '은(는)'],
  '이/가': ['이', '가', '이(가)'],
  '을/를': ['을', '를', '을(를)'],
  '와/과': ['과', '와', '와(과)'],
  '으로/로': ['으로', '로', '(으)로'],
  '이에요/예요': ['이에요', '예요', '(이)에요'],
  '이라는/라는': ['이라는', '라는', '(이)라는'],
  '이라고/라고': ['이라고', '라고', '(이)라고'],
  '이나/나': ['이나', '나', '(이)나'],
};

export const PARTICLE_NOTATIONS: readonly string[] = Object.keys(PARTICLES);

const NOTATION = new RegExp(`\\((${PARTICLE_NOTATIONS.join('|')})\\)`, 'gu');

/** The text with the fitting form in the place of each notation. */
export function chooseParticles(text: string): string {
  return text.replace(NOTATION, (whole: string, notation: string, index: number) => {
    const forms = PARTICLES[notation];
    if (forms === undefined) return whole;
    const ending = findEnding(text.slice(0, index));
    if (ending === undefined) return forms[2];
    const followsVowel = ending === 'vowel' || (ending === 'rieul' && notation === '으로/로');
    return forms[followsVowel ? 1 : 0];
  });
}

/** How the last word is read aloud; undefined for what has no known reading: mentions, stamps, emoji, other scripts. */
function findEnding(text: string): Ending | undefined {
  // Of what is hidden not even the sound is told.
  if (text.endsWith('||')) return undefined;
  const link = /\[((?:\\.|[^\]\\])*)\]\([^()\s]*\)$/u.exec(text);
  if (link) return findEnding(link[1] ?? '');
  const plain = text.replace(/[\s*_~`\\"'”’»」』》〉!?.,…]+$/u, '');
  if (plain !== text) return findEnding(plain);
  // A note in brackets is not read, but the Hangul beside a Latin name is how that name is read.
  const note = /^(.*?)\s*[([]([^()[\]]*)[)\]]$/su.exec(text);
  if (note) {
    const [, before = '', inside = ''] = note;
    return /\p{Script=Hangul}[^\p{L}\p{N}]*$/u.test(inside) && !/\p{Script=Hangul}$/u.test(before)
      ? findEnding(inside)
      : (findEnding(before) ?? findEnding(inside));
  }
  const last = text.at(-1) ?? '';
  const syllable = disassembleCompleteCharacter(last);
  if (syllable) return syllable.jongseong === '' ? 'vowel' : syllable.jongseong === 'ㄹ' ? 'rieul' : 'consonant';
  if (/\d/.test(last)) return DIGITS[Number(last)];
  if (last === '%') return 'vowel';
  const word = /\p{Script=Latin}+$/u.exec(text.normalize('NFD').replace(/\p{M}/gu, ''))?.[0];
  return word === undefined ? undefined : findLatinEnding(word);
}

/** 영, 일, 이, 삼, …; a round number ends in 십, 백, 천 or 만, all of them consonants. */
const DIGITS: readonly Ending[] = ['consonant', 'rieul', 'vowel', 'consonant', 'vowel', 'vowel', 'consonant', 'rieul', 'rieul', 'vowel'];

/** Letters whose own names end in a consonant: 엘, 엠, 엔, 알. */
const LETTERS: Readonly<Record<string, Ending>> = { L: 'rieul', M: 'consonant', N: 'consonant', R: 'rieul' };

/**
 * A guess by spelling, right for romanized Korean and most English words: OST and tvN are read by letters, NASA as a word;
 * l is ㄹ; b, c, k, m, n, p, t and ng close a syllable, other consonants take a vowel after them (s: 스); a silent e leaves
 * the sound before it (game: 게임, title: 타이틀).
 */
function findLatinEnding(word: string): Ending {
  const isSpelled = /\p{Lu}$/u.test(word) && !(word.length > 3 && /^\p{Lu}+$/u.test(word) && /[AEIOU]/.test(word));
  if (isSpelled) return LETTERS[word.at(-1) ?? ''] ?? 'vowel';
  const lower = word.toLowerCase();
  if (/le?$/.test(lower)) return 'rieul';
  if (/(?:ng|[bkmnp]|[aeiou][ct]|[aeiou][mn]e)$/.test(lower)) return 'consonant';
  return 'vowel';
}
