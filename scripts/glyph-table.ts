/**
 * Writes data/fonts/glyphs.json anew from the font files: run it after an update of @fontsource/gowun-batang, and after
 * scripts/japanese-font.ts.
 *
 *     node scripts/glyph-table.ts
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';
import { findFontFile } from '../src/text/glyphs.ts';

/** Korean in small files, those with the syllables that are written most first. Subsets with signs nobody writes in a quote are left out. */
const KOREAN = Array.from({ length: 120 }, (_, index) => 119 - index).filter(
  (subset) => subset !== 1 && (subset < 66 || subset > 98 || [94, 95].includes(subset)),
);
/** The first of them that has a character draws it. */
const SUBSETS = ['latin', 'latin-ext', 'vietnamese', ...KOREAN.map(String)];
const JAPANESE = 'japanese';
/** Kana and kanji are of one font, whatever others have of them. */
const JAPANESE_LETTER = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}ー]/u;
const WEIGHTS = [400, 700];

/** For each subset the code points that no subset before it has and that it has in every weight, as inclusive ranges. */
export function readGlyphTable(): readonly { readonly subset: string; readonly ranges: readonly (readonly [number, number])[] }[] {
  const taken = new Set<number>();
  return [...SUBSETS, JAPANESE].map((subset) => {
    const [first = new Set<number>(), ...others] = WEIGHTS.map((weight) => readCodePoints(readFileSync(findFontFile(subset, weight))));
    const isOwn = (code: number) => (subset === JAPANESE || !JAPANESE_LETTER.test(String.fromCodePoint(code))) && !taken.has(code);
    const own = [...first].filter((code) => others.every((other) => other.has(code)) && isOwn(code) && isShown(code));
    for (const code of own) taken.add(code);
    return { subset, ranges: joinRanges(own.sort((a, b) => a - b)) };
  });
}

/** Not a control character: fonts list some of those too. */
function isShown(code: number): boolean {
  return !/\p{Cc}/u.test(String.fromCodePoint(code));
}

function joinRanges(codes: readonly number[]): [number, number][] {
  const ranges: [number, number][] = [];
  for (const code of codes) {
    const last = ranges.at(-1);
    if (last && last[1] === code - 1) last[1] = code;
    else ranges.push([code, code]);
  }
  return ranges;
}

/** Code points of a WOFF2 font. https://www.w3.org/TR/WOFF2/ sections 4 and 5; `cmap` is never transformed. */
function readCodePoints(font: Buffer): Set<number> {
  const KNOWN_TAG = { cmap: 0, glyf: 10, loca: 11, other: 63 };
  let at = 48;
  const readBase128 = (): number => {
    let value = 0;
    for (;;) {
      const byte = font.readUInt8(at++);
      value = value * 128 + (byte & 0x7f);
      if (byte < 0x80) return value;
    }
  };
  let offset = 0;
  let cmap: { offset: number; length: number } | undefined;
  for (let table = font.readUInt16BE(12); table > 0; table--) {
    const flags = font.readUInt8(at++);
    const tag = flags & 0x3f;
    if (tag === KNOWN_TAG.other) at += 4;
    let length = readBase128();
    const version = flags >> 6;
    const isTransformed = tag === KNOWN_TAG.glyf || tag === KNOWN_TAG.loca ? version !== 3 : version !== 0;
    if (isTransformed) length = readBase128();
    if (tag === KNOWN_TAG.cmap) cmap = { offset, length };
    offset += length;
  }
  if (cmap === undefined) throw new Error('the font has no table of characters');
  const tables = brotliDecompressSync(font.subarray(at, at + font.readUInt32BE(20)));
  return readCmap(tables.subarray(cmap.offset, cmap.offset + cmap.length));
}

/** https://learn.microsoft.com/typography/opentype/spec/cmap, formats 4 and 12. */
function readCmap(cmap: Buffer): Set<number> {
  const codes = new Set<number>();
  for (let record = 0; record < cmap.readUInt16BE(2); record++) {
    const table = cmap.subarray(cmap.readUInt32BE(8 + 8 * record));
    const format = table.readUInt16BE(0);
    if (format === 12) {
      for (let group = 0; group < table.readUInt32BE(12); group++) {
        const end = table.readUInt32BE(20 + 12 * group);
        for (let code = table.readUInt32BE(16 + 12 * group); code <= end; code++) codes.add(code);
      }
    } else if (format === 4) {
      const segments = table.readUInt16BE(6) / 2;
      for (let segment = 0; segment < segments; segment++) {
        const end = table.readUInt16BE(14 + 2 * segment);
        const start = table.readUInt16BE(16 + 2 * (segments + segment));
        const delta = table.readUInt16BE(16 + 2 * (2 * segments + segment));
        const rangeAt = 16 + 2 * (3 * segments + segment);
        const range = table.readUInt16BE(rangeAt);
        for (let code = start; code <= end && code < 0xffff; code++) {
          const listed = range === 0 ? code : table.readUInt16BE(rangeAt + range + 2 * (code - start));
          const glyph = listed === 0 ? 0 : (listed + delta) & 0xffff;
          if (glyph !== 0) codes.add(code);
        }
      }
    }
  }
  return codes;
}

/** Hexadecimal code points and inclusive ranges of them. */
function describeTable(): string {
  const showRange = ([from, to]: readonly [number, number]) =>
    (from === to ? [from] : [from, to]).map((code) => code.toString(16)).join('-');
  const rows = readGlyphTable().map(({ subset, ranges }) => ({ subset, ranges: ranges.map(showRange).join(' ') }));
  return `${JSON.stringify(rows, null, 2)}\n`;
}

if (import.meta.main) writeFileSync(new URL('../data/fonts/glyphs.json', import.meta.url), describeTable());
