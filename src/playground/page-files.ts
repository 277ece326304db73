/** The page itself: bundled once at start and kept in memory, with the fonts and emoji pictures it shows. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';

export interface PageFile {
  readonly data: Uint8Array;
  readonly contentType: string;
  /** Never changes under the same name. */
  readonly isFixed: boolean;
}

export interface PageFiles {
  /** The file at a path such as "/main.js"; undefined when there is none. */
  find(path: string): Promise<PageFile | undefined>;
}

const PAGE = fileURLToPath(new URL('./page/', import.meta.url));
const require = createRequire(import.meta.url);
const FONTS = join(dirname(require.resolve('@fontsource/noto-sans-kr/package.json')), 'files');
const EMOJI = dirname(require.resolve('@twemoji/svg/package.json'));

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

/** Bundles the script and the stylesheet. Takes a fraction of a second. */
export async function buildPageFiles(): Promise<PageFiles> {
  const built = await build({
    entryPoints: [join(PAGE, 'main.ts'), join(PAGE, 'page.css')],
    bundle: true,
    minify: true,
    format: 'esm',
    target: ['chrome123', 'firefox120', 'safari17.5'],
    external: ['/fonts/*'],
    outdir: PAGE,
    write: false,
    logLevel: 'silent',
    legalComments: 'none',
    plugins: [withoutEmojiTable],
  });
  const output = (name: string): Uint8Array => {
    const file = built.outputFiles.find((candidate) => candidate.path.endsWith(name));
    if (file === undefined) throw new Error(`the page's ${name} was not built`);
    return file.contents;
  };
  const fixed = new Map<string, PageFile>([
    ['/', { data: await readFile(join(PAGE, 'index.html')), contentType: 'text/html; charset=utf-8', isFixed: false }],
    ['/main.js', { data: output('main.js'), contentType: 'text/javascript; charset=utf-8', isFixed: false }],
    ['/page.css', { data: output('page.css'), contentType: 'text/css; charset=utf-8', isFixed: false }],
    ['/nabi.svg', { data: await readFile(join(PAGE, 'nabi.svg')), contentType: 'image/svg+xml', isFixed: false }],
  ]);
  return { find: async (path) => fixed.get(path) ?? findAsset(path) };
}

async function findAsset(path: string): Promise<PageFile | undefined> {
  const font = /^\/fonts\/((?:latin|korean)-(?:400|700))\.woff2$/.exec(path)?.[1];
  if (font !== undefined) return load(join(FONTS, `noto-sans-kr-${font}-normal.woff2`), 'font/woff2');
  const emoji = /^\/emoji\/([0-9a-f]{1,6}(?:-[0-9a-f]{1,6}){0,9})\.svg$/.exec(path)?.[1];
  return emoji === undefined ? undefined : load(join(EMOJI, `${emoji}.svg`), 'image/svg+xml');
}

async function load(file: string, contentType: string): Promise<PageFile | undefined> {
  try {
    return { data: await readFile(file), contentType, isFixed: true };
  } catch {
    return undefined;
  }
}
