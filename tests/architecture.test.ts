/**
 * The house: which room may use which, which rooms are pure, and no circle of files anywhere. This table is the only place that
 * says it; docs/architecture.md shows the same table, made from here. A linter sees only direct imports; here the whole graph is walked.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { findCircles, findForbidden, listArrows, listFiles } from './support/import-graph.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

interface Room {
  /** What lives there, as docs/architecture.md says it. */
  readonly holds: string;
  /** The rooms it may import from, types included; a room is a folder of src, a file of src, or commands. */
  readonly may: readonly string[];
  /** Loads no file, database, network or process when it runs; the files named are the exceptions. */
  readonly pure?: { readonly but: readonly string[] };
}

/** From the ground up: a room may use only rooms that stand above its own line. */
const ROOMS: Readonly<Record<string, Room>> = {
  log: { holds: 'the one log, and what is hidden from it', may: [] },
  outage: { holds: 'how long a trouble has lasted, so that its end is told too', may: [] },
  deadline: { holds: 'how long something may take', may: [] },
  durable: { holds: 'files that take their name once they are whole and on the disk', may: [] },
  kept: { holds: 'what costs far more to make than to use, made once', may: [], pure: { but: [] } },
  pause: { holds: 'how long to wait before the next try', may: [], pure: { but: [] } },
  'lean-packages': { holds: 'what packages would load of themselves and nobody here uses', may: [] },
  'data-file': { holds: 'a YAML file of `data/` beside the packs, read when it is first needed and checked', may: [] },
  text: {
    holds: 'text without a language: cleaned, escaped, shortened; the letters a card can draw',
    may: [],
    pure: { but: ['src/text/glyphs.ts'] },
  },
  env: { holds: 'what the process is told, checked once', may: ['text'] },
  'env-file': { holds: 'what `.env` says, and what keeps it from being read', may: [] },
  care: {
    holds: 'how distress and feelings are heard, from `data/care`; what hurts beside them; helplines',
    may: ['data-file', 'text'],
    pure: { but: ['src/care/load.ts'] },
  },
  packs: { holds: 'YAML read, checked, built into content.db; problems are data', may: ['durable', 'text'] },
  calendar: { holds: 'local dates, times, weekdays, zones; knows nothing of posts or settings', may: ['kept', 'text'], pure: { but: [] } },
  content: {
    holds: 'questions to content.db, `search/`, spoiler ceilings, what one asker may see, live reload',
    may: ['kept', 'log', 'text', 'packs'],
    pure: { but: ['src/content/store.ts', 'src/content/live.ts'] },
  },
  ask: {
    holds: 'what a typed question asks for: words per language from `data/ask`, one table of intents',
    may: ['kept', 'data-file', 'text', 'packs', 'content'],
    pure: { but: ['src/ask/load.ts'] },
  },
  state: {
    holds: 'what people set, and the ledger, behind one interface: SQLite and Postgres',
    may: ['lean-packages', 'kept', 'log', 'outage', 'durable', 'pause', 'env-file', 'content'],
  },
  language: {
    holds: 'sentences, particles, names, dates and numbers as shown',
    may: ['kept', 'text', 'packs', 'ask'],
    pure: { but: ['src/language/locales.ts'] },
  },
  message: {
    holds: "Discord's wire JSON: limits, blocks, buttons, forms, custom ids, plain twin",
    may: ['kept', 'text', 'language'],
    pure: { but: [] },
  },
  bot: {
    holds: 'what a command is (`types.ts`) and what all commands share: titles, evidence, corrections, paging, care, why a post failed',
    may: ['kept', 'text', 'care', 'packs', 'content', 'state', 'language', 'message'],
    pure: { but: [] },
  },
  lines: {
    holds: 'the healing line of a day: who may see it, picked, worded, drawn (`card/`)',
    may: ['kept', 'deadline', 'text', 'care', 'packs', 'calendar', 'content', 'state', 'language', 'message', 'bot'],
    pure: { but: ['src/lines/card/card.ts', 'src/lines/card/engine.ts', 'src/lines/card/layout.ts'] },
  },
  answer: {
    holds: 'an interaction in, a response out: request, router, options checked, the list registered; `answer.ts` is the shell',
    may: ['kept', 'log', 'text', 'care', 'content', 'state', 'language', 'message', 'bot', 'lines'],
    pure: { but: ['src/answer/answer.ts'] },
  },
  posting: {
    holds: 'plan, claim, send, confirm, follow up, tell of a new season: everything that posts by itself',
    may: ['kept', 'log', 'deadline', 'pause', 'text', 'packs', 'calendar', 'content', 'state', 'language', 'message', 'bot', 'lines'],
  },
  commands: {
    holds: 'one file per slash command, or one folder; `index.ts` is the ONE list',
    may: ['kept', 'text', 'care', 'packs', 'calendar', 'content', 'ask', 'state', 'language', 'message', 'bot', 'lines', 'answer'],
    pure: { but: [] },
  },
  discord: {
    holds: 'REST with its pace and breaker, gateway, signed HTTP, registration',
    may: ['log', 'outage', 'deadline', 'pause', 'env', 'message', 'bot', 'answer', 'posting'],
  },
  upkeep: { holds: 'nightly work: servers that left', may: ['log', 'state', 'posting'] },
  queue: {
    holds: 'pg-boss, where several processes share one Postgres: turns to post, and errands',
    may: ['log', 'state', 'bot', 'posting'],
  },
  ops: { holds: '/healthz, /readyz, /metrics', may: ['log', 'deadline', 'content', 'state', 'answer', 'posting', 'discord'] },
  start: {
    holds: 'the parts of a running bot and their order; shutdown',
    may: [
      'log',
      'outage',
      'deadline',
      'pause',
      'env',
      'env-file',
      'care',
      'packs',
      'content',
      'state',
      'language',
      'bot',
      'lines',
      'answer',
      'posting',
      'commands',
      'discord',
      'upkeep',
      'queue',
      'ops',
    ],
  },
  playground: {
    holds: 'the page in a browser',
    may: [
      'kept',
      'log',
      'care',
      'packs',
      'calendar',
      'content',
      'state',
      'language',
      'message',
      'bot',
      'lines',
      'answer',
      'posting',
      'discord',
    ],
  },
  cli: {
    holds: 'what a person types: one file per `nabi` subcommand',
    may: [
      'log',
      'data-file',
      'text',
      'env',
      'env-file',
      'care',
      'packs',
      'calendar',
      'content',
      'ask',
      'state',
      'language',
      'message',
      'bot',
      'lines',
      'answer',
      'posting',
      'commands',
      'discord',
      'start',
    ],
  },
  program: {
    holds: 'the bot or the playground, by the environment',
    may: ['log', 'env', 'state', 'language', 'commands', 'start', 'playground'],
  },
  main: { holds: 'the way in of `npm start`', may: ['lean-packages', 'start', 'program'] },
};

/** Packages and modules that reach outside: Discord, disks, networks, processes, clocks of their own. */
const FORBIDDEN_PACKAGES = [
  ...['discord.js', '@discordjs/rest', 'better-sqlite3', 'pg', 'pg-boss', 'undici', 'ws', 'pino', 'node-cron', 'prom-client'],
  ...['fs', 'fs/promises', 'net', 'http', 'https', 'http2', 'dns', 'tls', 'dgram', 'child_process', 'worker_threads', 'process', 'os'].map(
    (name) => `node:${name}`,
  ),
];

const folderOf = (room: string): string => (room === 'commands' ? 'commands/' : `src/${room}/`);
const fileOf = (room: string): string => `src/${room}.ts`;

/** The room a file stands in; undefined for a file in none. */
function roomOf(file: string): string | undefined {
  return Object.keys(ROOMS).find((room) => file.startsWith(folderOf(room)) || file === fileOf(room));
}

const isIn = (file: string, places: readonly string[]): boolean => places.some((place) => file === place || file.startsWith(place));

/** Files of rooms that are pure. */
function listPure(root: string): readonly string[] {
  return listFiles(root, ['commands', 'src']).filter((file) => {
    const pure = ROOMS[roomOf(file) ?? '']?.pure;
    return pure !== undefined && !isIn(file, pure.but);
  });
}

const isPureOrPlain = (file: string): boolean => {
  const pure = ROOMS[roomOf(file) ?? '']?.pure;
  return pure === undefined || !isIn(file, pure.but);
};

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

describe('the house', () => {
  it('has no file outside its rooms', () => {
    expect(listFiles(ROOT, ['commands', 'src']).filter((file) => roomOf(file) === undefined)).toEqual([]);
  });

  it('leans one way: no room may use one that stands below it', () => {
    const order = Object.keys(ROOMS);
    const upward = Object.entries(ROOMS).flatMap(([room, { may }]) => may.filter((other) => order.indexOf(other) >= order.indexOf(room)));
    expect(upward).toEqual([]);
  });

  it('has only the arrows that the table allows, types included', () => {
    const strayed = listArrows(ROOT, ['commands', 'src']).flatMap(({ from, to }) => {
      const [room = '', other = ''] = [roomOf(from), roomOf(to)];
      return other === '' || room === other || ROOMS[room]?.may.includes(other) ? [] : [`${room} → ${other}: ${from} → ${to}`];
    });
    expect(strayed).toEqual([]);
  });

  it('allows no arrow that nobody needs', () => {
    const used = new Set(listArrows(ROOT, ['commands', 'src']).map(({ from, to }) => `${roomOf(from)} → ${roomOf(to)}`));
    const idle = Object.entries(ROOMS).flatMap(([room, { may }]) =>
      may.map((other) => `${room} → ${other}`).filter((arrow) => !used.has(arrow)),
    );
    expect(idle).toEqual([]);
  });

  it('has no circle of files', () => {
    expect(findCircles(listArrows(ROOT, ['commands', 'src']))).toEqual([]);
  });

  it('keeps its pure rooms pure, however indirectly', () => {
    expect(findForbidden(ROOT, listPure(ROOT), FORBIDDEN_PACKAGES, isPureOrPlain)).toEqual([]);
  });

  it('is drawn in docs/architecture.md as it is here', async () => {
    const page = readFileSync(join(ROOT, 'docs/architecture.md'), 'utf8');
    const rows = Object.entries(ROOMS).map(([room, { holds, may, pure }]) => {
      const place = room === 'commands' ? 'commands/' : existsSync(join(ROOT, fileOf(room))) ? fileOf(room) : folderOf(room);
      const but = pure?.but.map((file) => `\`${file.replace(/^src\/[a-z]+\//, '')}\``).join(', ');
      return `| \`${place}\` | ${holds} | ${may.join(', ')} | ${pure === undefined ? '' : but === '' ? '●' : `● but ${but}`} |`;
    });
    const table = ['| room | what lives there | may use | pure |', '| --- | --- | --- | --- |', ...rows].join('\n');
    const [before, after] = ['<!-- rooms -->\n', '\n<!-- /rooms -->'];
    expect(page).toContain(before);
    const drawn = page.slice(0, page.indexOf(before) + before.length) + table + page.slice(page.indexOf(after));
    await expect(drawn).toMatchFileSnapshot('../docs/architecture.md');
  });
});

describe('the walk through the imports', () => {
  const findIn = (root: string): readonly string[] => findForbidden(root, listFiles(root, ['commands']), FORBIDDEN_PACKAGES, isPureOrPlain);

  it('finds an impure file of a pure room', () => {
    const root = makeTree({
      'commands/x.ts': "export * from '../src/content/store.ts';\n",
      'src/content/store.ts': 'export const a = 1;\n',
    });
    expect(findIn(root)).toEqual(['commands/x.ts → src/content/store.ts']);
  });

  it('finds a circle, by types too', () => {
    const root = makeTree({
      'src/a.ts': "import type { B } from './b.ts';\nexport type A = B;\n",
      'src/b.ts': "import { c } from './c.ts';\nexport type B = typeof c;\n",
      'src/c.ts': "import type { A } from './a.ts';\nexport const c = (a: A) => a;\n",
    });
    expect(findCircles(listArrows(root, ['src']))).toEqual([['src/a.ts', 'src/b.ts', 'src/c.ts']]);
  });

  it('finds a forbidden module three files away and names the way to it', () => {
    const root = makeTree({
      'commands/cast/index.ts': "import { a } from '../../src/a.ts';\nexport const cast = a;\n",
      'src/a.ts': "export { b as a } from './b.ts';\n",
      'src/b.ts': "import {\n  readFileSync,\n} from 'node:fs';\nexport const b = readFileSync;\n",
    });
    expect(findIn(root)).toEqual(['commands/cast/index.ts → src/a.ts → src/b.ts → node:fs']);
  });

  it.each([
    ['a side effect', "import 'ws';\n", 'ws'],
    ['a built-in without its prefix', "import { connect } from 'net';\n", 'node:net'],
    ['part of a package', "import x from 'undici/types';\n", 'undici/types'],
    ['a dynamic import', "export const load = () => import('discord.js');\n", 'discord.js'],
    ['one value among types', "import { type Client, REST } from '@discordjs/rest';\n", '@discordjs/rest'],
  ])('finds %s', (_, source, forbidden) => {
    expect(findIn(makeTree({ 'commands/x.ts': source }))).toEqual([`commands/x.ts → ${forbidden}`]);
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
    expect(findIn(root)).toEqual([]);
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
