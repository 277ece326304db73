/**
 * Writes the letters of the playground's first view anew: of Noto Sans KR (SIL Open Font License 1.1) the Latin of everyday English, and the
 * Hangul that stands beside the channel whatever anybody asks. All others come from the package in its own pieces.
 *
 *     node scripts/page-font.ts
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import subsetFont from 'subset-font';
import { FIRST_HANGUL, FIRST_LATIN } from '../src/playground/first-letters.ts';

const require = createRequire(import.meta.url);
const FOLDER = fileURLToPath(new URL('../data/fonts/', import.meta.url));

mkdirSync(FOLDER, { recursive: true });
for (const [name, letters, source] of [
  ['latin-400', FIRST_LATIN, 'latin-400'],
  ['latin-700', FIRST_LATIN, 'latin-700'],
  ['hangul-700', FIRST_HANGUL, 'korean-700'],
] as const) {
  const whole = readFileSync(require.resolve(`@fontsource/noto-sans-kr/files/noto-sans-kr-${source}-normal.woff2`));
  const font = await subsetFont(whole, letters, { targetFormat: 'woff2' });
  writeFileSync(join(FOLDER, `noto-sans-kr-${name}.woff2`), font);
  console.log(`noto-sans-kr-${name}.woff2: ${[...letters].length} characters, ${font.byteLength} bytes`);
}
