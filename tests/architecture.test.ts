/**
 * The rule that is the architecture: commands and the bot's core are pure. A linter sees only direct imports; here the
 * whole graph of what is loaded at run time is walked.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Packages and modules that reach outside: Discord, disks, networks, processes, clocks of their own. */
const FORBIDDEN_PACKAGES = [
  ...['discord.js', '@discordjs/rest', 'better-sqlite3', 'kysely', 'pg', 'pg-boss', 'undici', 'ws', 'pino', 'node-cron', 'prom-client'],
  ...['fs', 'fs/promises', 'net', 'http', 'https', 'http2', 'dns', 'tls', 'dgram', 'child_process', 'worker_threads', 'process', 'os'].map(
    (name) => `node:${name}`,
  ),
];
const FORBIDDEN_FILES = [
  /^src\/transports\//,
  /^src\/main\.ts$/,
  /^src\/log\.ts$/,
  /^src\/env\.ts$/,
  /^src\/cli\//,
  /sqlite\.ts$/,
  /store\.ts$/,
];

/**
 * Specifiers a file loads at run time. Node only strips types, so whatever is not written as `import type` or
 * `export type`, or has every name marked `type`, is loaded.
 */
function listImports(source: string): string[] {
  const withoutComments = source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
  const statements = withoutComments.matchAll(/(?:^|[;\n])\s*(?:import|export)\s+(?!type\s)([^;'"]*?\sfrom\s+)?['"]([^'"]+)['"]/g);
  const dynamic = withoutComments.matchAll(/\b(?:import|require)\(\s*['"]([^'"]+)['"]/g);
  return [...[...statements].map((match) => match[2] ?? ''), ...[...dynamic].map((match) => match[1] ?? '')];
}

/** How each forbidden module is reached from these folders: "commands/cast/index.ts → src/x.ts → node:fs". */
function findForbidden(root: string, folders: readonly string[]): string[] {
  const found = new Set<string>();
  const seen = new Set<string>();
  const visit = (file: string, trail: readonly string[]): void => {
    const here = [...trail, file];
    if (seen.has(file)) return;
    seen.add(file);
    for (const specifier of listImports(readFileSync(join(root, file), 'utf8'))) {
      if (!specifier.startsWith('.')) {
        const bare = specifier.startsWith('node:') || !existsAsBuiltin(specifier) ? specifier : `node:${specifier}`;
        if (FORBIDDEN_PACKAGES.some((name) => bare === name || bare.startsWith(`${name}/`))) found.add([...here, bare].join(' → '));
        continue;
      }
      const target = relative(root, join(root, dirname(file), specifier));
      if (FORBIDDEN_FILES.some((pattern) => pattern.test(target))) found.add([...here, target].join(' → '));
      else if (target.endsWith('.ts')) visit(target, here);
    }
  };
  for (const folder of folders) {
    for (const file of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })) {
      if (file.endsWith('.ts')) visit(join(folder, file), []);
    }
  }
  return [...found];
}

function existsAsBuiltin(specifier: string): boolean {
  return FORBIDDEN_PACKAGES.includes(`node:${specifier}`);
}

const made: string[] = [];
afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function makeTree(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'nabi-graph-'));
  made.push(root);
  for (const [file, source] of Object.entries(files)) {
    mkdirSync(join(root, dirname(file)), { recursive: true });
    writeFileSync(join(root, file), source);
  }
  return root;
}

describe('commands and the core of the bot', () => {
  it('load nothing that reaches outside, however indirectly', () => {
    expect(findForbidden(ROOT, ['commands', 'src/bot'])).toEqual([]);
  });
});

describe('the walk through the imports', () => {
  it('finds a forbidden module three files away and names the way to it', () => {
    const root = makeTree({
      'commands/cast/index.ts': "import { a } from '../src/a.ts';\nexport const cast = a;\n",
      'src/a.ts': "export { b as a } from './b.ts';\n",
      'src/b.ts': "import {\n  readFileSync,\n} from 'node:fs';\nexport const b = readFileSync;\n",
    });
    expect(findForbidden(root, ['commands'])).toEqual(['commands/cast/index.ts → src/a.ts → src/b.ts → node:fs']);
  });

  it.each([
    ['a side effect', "import 'ws';\n", 'ws'],
    ['a built-in without its prefix', "import { connect } from 'net';\n", 'node:net'],
    ['part of a package', "import x from 'undici/types';\n", 'undici/types'],
    ['a dynamic import', "export const load = () => import('discord.js');\n", 'discord.js'],
    ['a transport', "export * from '../src/discord/rest.ts';\n", 'src/discord/rest.ts'],
    ['one value among types', "import { type Client, REST } from '@discordjs/rest';\n", '@discordjs/rest'],
  ])('finds %s', (_, source, forbidden) => {
    expect(findForbidden(makeTree({ 'commands/x.ts': source }), ['commands'])).toEqual([`commands/x.ts → ${forbidden}`]);
  });

  it('lets types, comments and pure modules pass', () => {
    const root = makeTree({
      'commands/x.ts': [
        "import type { Client } from 'discord.js';",
        "export type { Answer } from '../src/discord/types.ts';",
        "// import { readFileSync } from 'node:fs';",
        "import { z } from 'zod';",
        'export const schema = z.string();',
      ].join('\n'),
    });
    expect(findForbidden(root, ['commands'])).toEqual([]);
  });
});

describe('the lint rule', () => {
  const uses = (specifier: string) => `import { thing } from '${specifier}';\n\nexport const used = thing;\n`;

  /** The files of a made-up house that Biome, with the settings of this one, finds impure. */
  function lint(files: Readonly<Record<string, string>>): string[] {
    const root = makeTree({ ...files, 'biome.json': readFileSync(join(ROOT, 'biome.json'), 'utf8') });
    const biome = join(ROOT, 'node_modules', '.bin', 'biome');
    const { stdout, stderr } = spawnSync(biome, ['lint', '--vcs-enabled=false', '--colors=off', '--max-diagnostics=none'], {
      cwd: root,
      encoding: 'utf8',
    });
    expect(stdout + stderr).toContain(`Checked ${Object.keys(files).length + 1} file`);
    return Object.keys(files).filter((file) => new RegExp(`^${RegExp.escape(file)}:.*noRestrictedImports`, 'm').test(stdout + stderr));
  }

  it('refuses in commands and in the core of the bot what reaches outside', () => {
    const specifiers = [
      ...['discord.js', '@discordjs/rest', 'better-sqlite3', 'undici', 'ws', 'pino', 'node-cron', 'node:fs', 'node:net'],
      ...['../src/discord/rest.ts', '../src/state/sqlite.ts', '../src/content/store.ts', '../src/packs/build.ts'],
    ];
    const inCommands = specifiers.map((specifier, index) => [`commands/x${index}.ts`, uses(specifier)] as const);
    const inCore = specifiers.map((specifier, index) => [`src/bot/x${index}.ts`, uses(specifier)] as const);
    const files = Object.fromEntries([...inCommands, ...inCore]);
    expect(lint(files)).toEqual(Object.keys(files));
  });

  it('lets them stand elsewhere, and pure modules anywhere', () => {
    expect(
      lint({ 'src/transports/x.ts': uses('node:fs'), 'commands/x.ts': uses('../src/text/text.ts'), 'src/bot/x.ts': uses('zod') }),
    ).toEqual([]);
  });
});
