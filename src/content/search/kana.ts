/**
 * Kana as Latin letters, so that every way to write a Korean name in Japanese is read by the same table as its romanizations:
 * ムンガンテ is "mungante", a spelling of Mun Gang-tae.
 */

// biome-ignore format: a row of the syllabary to a line
const ROWS: Readonly<Record<string, string>> = {
  '': 'アイウエオ', k: 'カキクケコ', g: 'ガギグゲゴ', s: 'サシスセソ', z: 'ザジズゼゾ', t: 'タチツテト', d: 'ダヂヅデド',
  n: 'ナニヌネノ', h: 'ハヒフヘホ', b: 'バビブベボ', p: 'パピプペポ', m: 'マミムメモ', r: 'ラリルレロ',
};
const SPECIAL: Readonly<Record<string, string>> = {
  シ: 'si',
  ジ: 'ji',
  チ: 'chi',
  ツ: 'tsu',
  ヂ: 'ji',
  フ: 'hu',
  ヤ: 'ya',
  ユ: 'yu',
  ヨ: 'yo',
  ワ: 'wa',
  ヲ: 'o',
  ン: 'n',
  ヴ: 'bu',
  ー: '',
};
const SMALL: Readonly<Record<string, string>> = { ァ: 'a', ィ: 'i', ゥ: 'u', ェ: 'e', ォ: 'o', ャ: 'ya', ュ: 'yu', ョ: 'yo', ヮ: 'wa' };
const VOWELS = 'aiueo';

export const KATAKANA = /^[\u30a1-\u30fc]+$/;

const LETTERS = new Map([
  ...Object.entries(ROWS).flatMap(([consonant, row]) => [...row].map((kana, index) => [kana, consonant + VOWELS.charAt(index)] as const)),
  ...Object.entries(SPECIAL),
]);

/** @param text katakana; other characters are left away */
export function latinOfKana(text: string): string {
  let latin = '';
  const characters = [...text];
  for (const [index, kana] of characters.entries()) {
    const small = SMALL[kana];
    if (small !== undefined) latin = joinSmall(latin, small);
    // A small tsu doubles the consonant that follows.
    else if (kana === 'ッ') latin += LETTERS.get(characters[index + 1] ?? '')?.charAt(0) ?? '';
    else latin += LETTERS.get(kana) ?? '';
  }
  return latin;
}

/** ジョ is jo, ヒョ hyo, クォ kwo, ウォ wo, イェ ye, チェ che. */
function joinSmall(latin: string, small: string): string {
  const start = latin.slice(0, -1);
  const vowel = latin.slice(-1);
  if (vowel === 'i')
    return /(?:j|ch)$/.test(start) ? start + small.replace('y', '') : `${start}${small.startsWith('y') ? '' : 'y'}${small}`;
  if (vowel === 'u') return `${start}${small.startsWith('y') ? '' : 'w'}${small}`;
  return start + small;
}
