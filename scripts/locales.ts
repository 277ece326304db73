/**
 * How complete each language is, and what is broken in it (`npm run locales`; `npm run locales -- ko` lists every key of one
 * language). Exit code 1 when something is broken; sentences that are merely missing are said in English and counted.
 */
import { styleText } from 'node:util';
import { commands } from '../commands/index.ts';
import { listSiblings } from '../src/bot/command-names.ts';
import { auditLocale, type LocaleAudit } from '../src/bot/locale-audit.ts';
import { loadCatalogs } from '../src/language/locales.ts';

const catalogs = loadCatalogs();
const [wanted] = process.argv.slice(2);
if (wanted !== undefined && !catalogs.has(wanted)) {
  process.stderr.write(`There is no data/locales/${wanted}.json. There are: ${[...catalogs.keys()].join(', ')}.\n`);
  process.exit(2);
}

const siblings = listSiblings(commands);
const audits = [...catalogs.keys()].map((locale) => auditLocale(locale, catalogs, siblings));
const COLUMNS: readonly (readonly [string, (audit: LocaleAudit) => string | number])[] = [
  ['language', ({ locale }) => locale],
  ['sentences', ({ sentences }) => sentences],
  ['missing', ({ missing }) => missing.length],
  ['forms missing', ({ missingForms }) => missingForms.length],
  ['extra', ({ extra }) => extra.length],
  ['as in English', ({ sameAsEnglish }) => sameAsEnglish.length],
  ['broken', ({ broken }) => broken.length],
];
const cells = [COLUMNS.map(([title]) => title), ...audits.map((audit) => COLUMNS.map(([, of]) => String(of(audit))))];
for (const row of cells) {
  process.stdout.write(`${row.map((cell, at) => cell.padEnd(Math.max(...cells.map((other) => other[at]?.length ?? 0)) + 2)).join('')}\n`);
}

for (const { locale, missing, missingForms, extra, sameAsEnglish, broken } of audits) {
  const details = locale === wanted ? { missing, 'forms missing': missingForms, extra, 'as in English': sameAsEnglish } : {};
  for (const [what, keys] of Object.entries(details)) list(`${locale}, ${what}`, keys);
  list(`${locale}, broken`, broken);
}
process.exitCode = audits.some(({ broken }) => broken.length > 0) ? 1 : 0;

function list(heading: string, lines: readonly string[]): void {
  if (lines.length > 0) process.stdout.write(`\n${styleText('bold', heading)}\n${lines.map((line) => `  ${line}\n`).join('')}`);
}
