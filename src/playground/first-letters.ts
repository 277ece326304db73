/** The letters of the first view, whose fonts are small files of their own in data/fonts (scripts/page-font.ts). */

const ASCII = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).join('');

export const FIRST_LATIN = `${ASCII}‘’“”–—…·•×©♥`;
/** Nabi's name, and those of the sample server in Korean and its first channel. */
export const FIRST_HANGUL = '나비정원수다';
