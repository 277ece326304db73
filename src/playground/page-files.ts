/** The page itself: bundled and compressed once at start and kept in memory, with the fonts and emoji pictures it shows. */
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import * as discord from 'discord-api-types/v10';
import { build, type Plugin } from 'esbuild';
import { z } from 'zod';
import type { Languages } from '../language/locale.ts';
import { FIRST_HANGUL, FIRST_LATIN } from './first-letters.ts';
import { buildFirstWords } from './words.ts';

export interface PageFile {
  readonly data: Uint8Array;
  readonly contentType: string;
  /** Never changes under the same name. */
  readonly isFixed: boolean;
  /** The same, smaller, for browsers that take it so. */
  readonly packed?: { readonly br: Uint8Array; readonly gzip: Uint8Array };
}

export interface PageFiles {
  /** The file at a path such as "/main.js"; undefined when there is none. */
  find(path: string): Promise<PageFile | undefined>;
}

const PAGE = fileURLToPath(new URL('./page/', import.meta.url));
const require = createRequire(import.meta.url);
const FIRST_FONTS = fileURLToPath(new URL('../../data/fonts/', import.meta.url));
const EMOJI = dirname(require.resolve('@twemoji/svg/package.json'));

/** A script in pieces, of which a browser asks only for those whose letters stand on the page. */
const SCRIPTS = {
  korean: {
    folder: dirname(require.resolve('@fontsource/noto-sans-kr/package.json')),
    family: 'Nabi',
    stem: 'noto-sans-kr',
    weights: ['400', '700'],
  },
  japanese: {
    folder: dirname(require.resolve('@fontsource-variable/noto-sans-jp/package.json')),
    family: 'Nabi Japanese',
    stem: 'noto-sans-jp',
    weights: ['wght'],
  },
} as const;
type PageScript = keyof typeof SCRIPTS;
/** Western letters, and in the same weights the few of the first view in files of their own; the later rule wins where both have one. */
const LATIN = 'U+00A0-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215';
const FIRST_FACES: readonly (readonly [name: string, weight: string, range: string])[] = [
  ['latin-400', '400', LATIN],
  ['latin-700', '700', LATIN],
  ['first-latin-400', '400', rangeOf(FIRST_LATIN)],
  ['first-latin-700', '700', rangeOf(FIRST_LATIN)],
  ['first-hangul-700', '700', rangeOf(FIRST_HANGUL)],
];

function rangeOf(letters: string): string {
  return [...letters].map((letter) => `U+${(letter.codePointAt(0) ?? 0).toString(16)}`).join(',');
}

/**
 * The parser's table of emoji is a third of the script, and the page finds emoji by the browser's own: here the parser
 * finds none.
 */
const withoutEmojiTable: Plugin = {
  name: 'without-emoji-table',
  setup({ onLoad }) {
    onLoad({ filter: /discord-markdown-parser[\\/]dist[\\/]utils[\\/]twemojiRegex\.js$/ }, () => ({
      contents: 'exports.TwemojiRegex = /(?!)/;',
    }));
  },
};

/**
 * Discord's numbers by name and nothing else of discord-api-types, which would come into the page whole. Of an enum only the side
 * from names to numbers is taken.
 */
const onlyEnums: Plugin = {
  name: 'only-enums',
  setup({ onLoad }) {
    onLoad({ filter: /discord-api-types[\\/]v10\.mjs$/ }, () => ({
      contents: Object.entries<unknown>(discord).map(writeEnum).join('\n'),
    }));
  },
};

function writeEnum([name, value]: readonly [string, unknown]): string {
  const members = typeof value === 'object' && value !== null ? Object.entries(value).filter(([member]) => !/^\d+$/.test(member)) : [];
  const isEnum = members.length > 0 && members.every(([, number]) => typeof number === 'number');
  return isEnum ? `export const ${name} = ${JSON.stringify(Object.fromEntries(members))};` : '';
}

/** Bundles the script and the stylesheet, with the words that are needed before anything was asked for. Takes a fraction of a second. */
export async function buildPageFiles(languages: Languages): Promise<PageFiles> {
  const built = await build({
    entryPoints: [join(PAGE, 'main.ts'), join(PAGE, 'page.css')],
    bundle: true,
    minify: true,
    format: 'esm',
    target: ['chrome123', 'firefox120', 'safari17.5'],
    external: ['/fonts/*'],
    define: { FIRST_WORDS: JSON.stringify(buildFirstWords(languages)) },
    outdir: PAGE,
    write: false,
    logLevel: 'silent',
    legalComments: 'none',
    plugins: [withoutEmojiTable, onlyEnums],
  });
  const output = (name: string): Uint8Array => {
    const file = built.outputFiles.find((candidate) => candidate.path.endsWith(name));
    if (file === undefined) throw new Error(`the page's ${name} was not built`);
    return file.contents;
  };
  const style = Buffer.concat([
    output('page.css'),
    Buffer.from(FIRST_FACES.map(([name, weight, range]) => buildFace('Nabi', name, weight, range)).join('')),
  ]);
  const fixed = new Map<string, PageFile>(
    await Promise.all([
      pack('/', await readFile(join(PAGE, 'index.html')), 'text/html'),
      pack('/main.js', output('main.js'), 'text/javascript'),
      pack('/page.css', style, 'text/css'),
      pack('/fonts/korean.css', Buffer.from(listFaces('korean')), 'text/css', true),
      pack('/fonts/japanese.css', Buffer.from(listFaces('japanese')), 'text/css', true),
      pack('/nabi.svg', await readFile(join(PAGE, 'nabi.svg')), 'image/svg+xml'),
    ]),
  );
  return { find: async (path) => fixed.get(path) ?? findAsset(path) };
}

const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 10 } };

async function pack(path: string, data: Uint8Array, type: string, isFixed = false): Promise<[string, PageFile]> {
  const [br, zipped] = await Promise.all([promisify(brotliCompress)(data, BROTLI), promisify(gzip)(data)]);
  const contentType = type.startsWith('text/') ? `${type}; charset=utf-8` : type;
  return [path, { data, contentType, isFixed, packed: { br, gzip: zipped } }];
}

const Ranges = z.record(z.string(), z.string());

/** `@font-face` of every piece of a script. */
function listFaces(script: PageScript): string {
  const { folder, family, weights } = SCRIPTS[script];
  const ranges = Ranges.parse(JSON.parse(readFileSync(join(folder, 'unicode.json'), 'utf8')));
  return Object.entries(ranges)
    .flatMap(([name, range]) => {
      const piece = /^\[(\d+)\]$/.exec(name)?.[1];
      return piece === undefined ? [] : weights.map((weight) => buildFace(family, `${script}-${piece}-${weight}`, weight, range));
    })
    .join('');
}

function buildFace(family: string, name: string, weight: string, range: string): string {
  const weights = weight === 'wght' ? '100 900' : weight;
  return `@font-face{font-family:"${family}";font-weight:${weights};font-display:swap;src:url(/fonts/${name}.woff2) format("woff2");unicode-range:${range}}`;
}

async function findAsset(path: string): Promise<PageFile | undefined> {
  const font = /^\/fonts\/(korean|japanese)-(\d{1,3})-(400|700|wght)\.woff2$/.exec(path);
  if (font !== null) {
    const [, script, piece = '', weight = ''] = font;
    return loadFont(script === 'japanese' ? 'japanese' : 'korean', `${piece}-${weight}`);
  }
  const latin = /^\/fonts\/latin-(400|700)\.woff2$/.exec(path)?.[1];
  if (latin !== undefined) return loadFont('korean', `latin-${latin}`);
  const first = /^\/fonts\/first-(latin-400|latin-700|hangul-700)\.woff2$/.exec(path)?.[1];
  if (first !== undefined) return load(join(FIRST_FONTS, `noto-sans-kr-${first}.woff2`), 'font/woff2');
  const emoji = /^\/emoji\/([0-9a-f]{1,6}(?:-[0-9a-f]{1,6}){0,9})\.svg$/.exec(path)?.[1];
  return emoji === undefined ? undefined : load(join(EMOJI, `${emoji}.svg`), 'image/svg+xml');
}

function loadFont(script: PageScript, name: string): Promise<PageFile | undefined> {
  const { folder, stem } = SCRIPTS[script];
  return load(join(folder, 'files', `${stem}-${name}-normal.woff2`), 'font/woff2');
}

async function load(file: string, contentType: string): Promise<PageFile | undefined> {
  try {
    return { data: await readFile(file), contentType, isFixed: true };
  } catch {
    return undefined;
  }
}
