/**
 * Korean particles. A sentence of ko.json writes both forms after a variable, `{{name}}(은/는)`; which of them stands there
 * hangs on how the word before it ends when it is read aloud. Where that cannot be known both stay: 은(는).
 */
import { disassembleCompleteCharacter } from 'es-hangul';

type Ending = 'vowel' | 'rieul' | 'consonant';

/** After a final consonant, after a vowel, and where nobody can tell. */
type ParticleForms = readonly [consonant: string, vowel: string, unknown: string];

/** As they are written in a sentence. 로 also follows ㄹ. */
const PARTICLES: Readonly<Record<string, ParticleForms>> = {
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

/** Characters before a notation that are looked at: a name, what it is read as, and the address of a link. */
const LONGEST_WORD = 400;

/** The text with the fitting form in the place of each notation. */
export function chooseParticles(text: string): string {
  if (!text.includes('(')) return text;
  return text.replace(NOTATION, (whole: string, notation: string, index: number) => {
    const forms = PARTICLES[notation];
    if (forms === undefined) return whole;
    const ending = findEnding(text.slice(Math.max(0, index - LONGEST_WORD), index));
    if (ending === undefined) return forms[2];
    const followsVowel = ending === 'vowel' || (ending === 'rieul' && notation === '으로/로');
    return forms[followsVowel ? 1 : 0];
  });
}

/** How the last word is read aloud; undefined for what has no known reading: mentions, stamps, emoji, other scripts. */
function findEnding(text: string): Ending | undefined {
  // The fitting particle would tell how a hidden name ends.
  if (text.endsWith('||')) return undefined;
  const label = findLinkLabel(text);
  if (label !== undefined) return findEnding(label);
  const plain = withoutMarks(text);
  if (plain !== text) return findEnding(plain);
  // A note in brackets is not read, but the Hangul beside a Latin name is how that name is read.
  const opening = /[)\]]$/.test(text) ? findLastIndex(text, text.length - 1, '()[]') : -1;
  if (opening !== -1 && '(['.includes(text.charAt(opening))) {
    const before = text.slice(0, opening).trimEnd();
    const inside = text.slice(opening + 1, -1);
    const lastLetter = [...inside].findLast((char) => /[\p{L}\p{N}]/u.test(char)) ?? '';
    return HANGUL.test(lastLetter) && !HANGUL.test(before.at(-1) ?? '') ? findEnding(inside) : (findEnding(before) ?? findEnding(inside));
  }
  const last = text.at(-1) ?? '';
  const syllable = disassembleCompleteCharacter(last);
  if (syllable) return syllable.jongseong === '' ? 'vowel' : syllable.jongseong === 'ㄹ' ? 'rieul' : 'consonant';
  if (/\d/.test(last)) return DIGITS[Number(last)];
  if (last === '%') return 'vowel';
  const words = text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .split(/\P{Script=Latin}/u);
  const word = words.at(-1) ?? '';
  return word === '' ? undefined : findLatinEnding(word);
}

const HANGUL = /\p{Script=Hangul}/u;

/** What a text that ends with a link shows of it: "[나비](https://…)". */
function findLinkLabel(text: string): string | undefined {
  if (!text.endsWith(')')) return undefined;
  const address = findLastIndex(text, text.length - 1, '() \n');
  if (address < 1 || text.charAt(address) !== '(' || text.charAt(address - 1) !== ']') return undefined;
  const isEscaped = (at: number) => text.charAt(at - 1) === '\\';
  let opening = findLastIndex(text, address - 1, '[]');
  while (opening > 0 && isEscaped(opening)) opening = findLastIndex(text, opening, '[]');
  return text.charAt(opening) === '[' ? text.slice(opening + 1, address - 1) : undefined;
}

/** Where one of these characters stands last before `end`; -1 where none does. */
function findLastIndex(text: string, end: number, chars: string): number {
  let at = end - 1;
  while (at >= 0 && !chars.includes(text.charAt(at))) at -= 1;
  return at;
}

/** Without the spaces, emphasis, quotes and stops at its end. */
function withoutMarks(text: string): string {
  let end = text.length;
  while (end > 0 && /[\s*_~`\\"'”’»」』》〉!?.,…]/.test(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
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
