/**
 * How complete each language is, and what is broken in it (`npm run locales`; `npm run locales -- ko` lists every key of one
 * language). Exit code 1 when something is broken; sentences that are merely missing are said in English and counted.
 * `npm run --silent locales -- --sheet ko > ko.csv` writes the language as a table, `npm run locales -- --read ko.csv` takes it back.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs, styleText } from 'node:util';
import { commands } from '../commands/index.ts';
import { FALLBACK_LOCALE } from '../src/language/locale.ts';
import { loadCatalogs } from '../src/language/locales.ts';
import { auditLocale, flattenSentences, type LocaleAudit, listExpected, listSiblings } from './locale-audit.ts';
import { buildSheet, readSheet } from './locale-sheet.ts';

const catalogs = new Map(loadCatalogs());
const siblings = listSiblings(commands);
const { values, positionals } = readArguments();
const wanted = values.sheet ?? positionals[0];
if (wanted !== undefined && !catalogs.has(wanted))
  giveUp(`There is no data/locales/${wanted}.json. There are: ${[...catalogs.keys()].join(', ')}.`);
if (values.sheet !== undefined) {
  const keys = [...listExpected(flattenSentences(catalogs.get(FALLBACK_LOCALE) ?? {}), values.sheet)];
  process.stdout.write(buildSheet(values.sheet, keys, catalogs));
} else {
  if (values.read !== undefined) takeBack(values.read);
  report();
}

function readArguments() {
  try {
    return parseArgs({ options: { sheet: { type: 'string' }, read: { type: 'string' } }, allowPositionals: true });
  } catch {
    return giveUp('Usage: npm run locales [-- <language> | --sheet <language> | --read <file.csv>]');
  }
}

function giveUp(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(2);
}

/** Nothing is written of a table that would break something. */
function takeBack(file: string): void {
  try {
    const { locale, sentences, changed } = readSheet(readFileSync(file, 'utf8'), catalogs);
    const { broken } = auditLocale(locale, new Map([...catalogs, [locale, sentences]]), siblings);
    if (broken.length > 0) giveUp(`Nothing was written. In ${locale}:\n${broken.map((line) => `  ${line}`).join('\n')}`);
    writeFileSync(new URL(`../data/locales/${locale}.json`, import.meta.url), `${JSON.stringify(sentences, null, 2)}\n`);
    process.stdout.write(`data/locales/${locale}.json: ${changed.length} sentences changed.\n\n`);
    catalogs.set(locale, sentences);
  } catch (error) {
    giveUp(error instanceof Error ? error.message : String(error));
  }
}

function report(): void {
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
}

function list(heading: string, lines: readonly string[]): void {
  if (lines.length > 0) process.stdout.write(`\n${styleText('bold', heading)}\n${lines.map((line) => `  ${line}\n`).join('')}`);
}
