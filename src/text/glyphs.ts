/** What the card can draw: which characters its font has, and which are drawn as pictures. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import GLYPH_TABLE from '../../data/fonts/glyphs.json' with { type: 'json' };
import { keepLately } from '../kept.ts';
import { segmentGraphemes } from './segments.ts';

/** A run of text, or one emoji by the path of its SVG file. */
export type Piece = { readonly text: string } | { readonly emoji: string };

/** The inclusive ranges of code points that a subset of the table draws. */
export function listRanges(subset: string): [number, number][] {
  return GLYPH_TABLE.flatMap((file) => (file.subset === subset ? file.ranges.split(' ').map(readRange) : []));
}

/** All ranges one after the other, as three numbers: the first code point, the last, and which file of the table has them. */
const ALL_RANGES = Uint32Array.from(GLYPH_TABLE.flatMap(({ subset }, file) => listRanges(subset).flatMap((range) => [...range, file])));

const require = createRequire(import.meta.url);
const EMOJI_FOLDER = dirname(require.resolve('@twemoji/svg/package.json'));

/** The file of a subset of the table, by its weight. */
export function findFontFile(subset: string, weight: number): string {
  return subset === 'japanese'
    ? fileURLToPath(new URL(`../../data/fonts/shippori-mincho-${weight}.woff2`, import.meta.url))
    : require.resolve(`@fontsource/gowun-batang/files/gowun-batang-${subset}-${weight}-normal.woff2`);
}

/** Shown as a picture even where the font has the sign. \p{RGI_Emoji} says so more exactly, but costs 40 ms to compile. */
const WANTS_PICTURE = /\ufe0f|\p{Emoji_Presentation}/u;
/** Joiners, direction marks and variation selectors: the card draws nothing for them. */
const UNSEEN = /\p{Default_Ignorable_Code_Point}/gu;

/** The characters of a text for which the card font has no glyph and no emoji file stands in, each once. */
export function listMissingGlyphs(text: string): string[] {
  return [...splitPieces(text).missing];
}

/** The text as the card draws it: white space folded, invisible marks left out, emoji apart. */
export function splitPieces(text: string) {
  const pieces: Piece[] = [];
  /** Characters that neither font nor emoji files have. */
  const missing = new Set<string>();
  let run = '';
  for (const { segment } of segmentGraphemes(text.normalize('NFC').replace(/\s+/gu, ' ').trim())) {
    const plain = segment.replace(UNSEEN, '');
    const isDrawn = [...plain].every((character) => findSubset(character) !== null);
    const emoji = WANTS_PICTURE.test(segment) || !isDrawn ? findEmoji(segment) : undefined;
    if (emoji === undefined) {
      run += plain;
      if (!isDrawn) missing.add(segment);
      continue;
    }
    if (run !== '') pieces.push({ text: run });
    run = '';
    pieces.push({ emoji });
  }
  if (run !== '') pieces.push({ text: run });
  return { pieces, missing: [...missing] };
}

/** More than the packs have characters. */
const MOST_CHARACTERS = 5_000;

/** The subset whose file draws a character, null where none does: the ranges are thousands. */
export const findSubset = keepLately(MOST_CHARACTERS, (character): string | null => {
  const code = character.codePointAt(0) ?? 0;
  let at = 0;
  while (at < ALL_RANGES.length && !(code >= (ALL_RANGES[at] ?? 0) && code <= (ALL_RANGES[at + 1] ?? 0))) at += 3;
  return GLYPH_TABLE[ALL_RANGES[at + 2] ?? -1]?.subset ?? null;
});

/** Files are named by code points; the selector U+FE0F stands only in some of the joined ones. */
function findEmoji(grapheme: string): string | undefined {
  return [grapheme, grapheme.replaceAll('\ufe0f', '')]
    .map((spelling) => join(EMOJI_FOLDER, `${[...spelling].map((character) => character.codePointAt(0)?.toString(16)).join('-')}.svg`))
    .find((path) => existsSync(path));
}

function readRange(range: string): [number, number] {
  const [from = '', to = from] = range.split('-');
  return [Number.parseInt(from, 16), Number.parseInt(to, 16)];
}
