/**
 * Writes data/fonts anew: of Shippori Mincho (SIL Open Font License 1.1) what the quote card needs for Japanese, which is kana, their
 * punctuation, the kanji of the first level of JIS X 0208, with which Japanese is written, and those of the lines and names of our packs.
 * Run it after a line or a name was added in Japanese.
 *
 *     node scripts/japanese-font.ts && node scripts/glyph-table.ts
 */
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import subsetFont from 'subset-font';
import { openContent } from '../src/content/store.ts';
import { loadLanguages } from '../src/language/locales.ts';
import { buildLineCard } from '../src/lines/message.ts';
import { ensureContentDb } from '../src/packs/build.ts';
import { buildDefaultSettings } from '../src/state/types.ts';

const require = createRequire(import.meta.url);
const WEIGHTS = {
  400: require.resolve('@expo-google-fonts/shippori-mincho/400Regular/ShipporiMincho_400Regular.ttf'),
  700: require.resolve('@expo-google-fonts/shippori-mincho/700Bold/ShipporiMincho_700Bold.ttf'),
};
const FOLDER = fileURLToPath(new URL('../data/fonts/', import.meta.url));
const KANA = [
  [0x3001, 0x3002],
  [0x3041, 0x3096],
  [0x30a1, 0x30fc],
  [0xff01, 0xff5e],
] as const;

/** The 2,965 kanji of the first level, as Shift_JIS has them. */
function listKanji(): string {
  const decoder = new TextDecoder('shift_jis');
  const bytes: number[] = [];
  for (let lead = 0x88; lead <= 0x98; lead++)
    for (let trail = 0x40; trail <= 0xfc; trail++)
      if (trail !== 0x7f && (lead > 0x88 || trail >= 0x9f) && (lead < 0x98 || trail <= 0x72)) bytes.push(lead, trail);
  return decoder.decode(new Uint8Array(bytes));
}

/** What the cards of all lines of our packs say in Japanese, and every kana. */
function listCharacters(): string {
  const packsDir = fileURLToPath(new URL('../data/packs/', import.meta.url));
  const content = openContent(ensureContentDb({ packsDir, file: join(mkdtempSync(join(tmpdir(), 'nabi-font-')), 'content.db') }).file);
  const words = content.titles().flatMap((title) => {
    const settings = { ...buildDefaultSettings('0'), locale: 'ja', ceilings: { [title.id]: title.last_episode } };
    return content.list('quotes', title.id).map((quote) => {
      const { text, speaker, titleName } = buildLineCard(content, loadLanguages(), { settings, title, quote, localDate: '2026-01-01' });
      return text + speaker + titleName;
    });
  });
  const kana = KANA.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, index) => String.fromCodePoint(from + index)));
  return [...new Set([...words.join(''), ...listKanji(), ...kana])]
    .filter((character) => character > '\u2fff')
    .sort()
    .join('');
}

const characters = listCharacters();
mkdirSync(FOLDER, { recursive: true });
for (const [weight, file] of Object.entries(WEIGHTS)) {
  const font = await subsetFont(readFileSync(file), characters, { targetFormat: 'woff2' });
  writeFileSync(join(FOLDER, `shippori-mincho-${weight}.woff2`), font);
  console.log(`shippori-mincho-${weight}.woff2: ${[...characters].length} characters, ${font.byteLength} bytes`);
}
copyFileSync(require.resolve('@expo-google-fonts/shippori-mincho/LICENSE_FONT'), join(FOLDER, 'LICENSE'));
