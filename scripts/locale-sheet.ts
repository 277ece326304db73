/**
 * A language as a table for whoever translates or reviews it in a spreadsheet: key, where it appears, most characters, English, text; and
 * read back. Texts keep their line breaks and variables.
 */
import { globSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { z } from 'zod';
import { FALLBACK_LOCALE, type Sentences } from '../src/language/locale.ts';
import { flattenSentences } from './locale-audit.ts';
import { findRoom } from './sentence-limits.ts';

const COLUMNS = ['key', 'where', 'most characters', FALLBACK_LOCALE] as const;

/** What a table cannot be read for, in words. */
export class SheetError extends Error {
  override readonly name = 'SheetError';
}

/** @param keys in the order of English, each counted sentence in the forms of the language. @returns CSV (RFC 4180) */
export function buildSheet(locale: string, keys: readonly string[], catalogs: ReadonlyMap<string, Sentences>): string {
  const english = flattenSentences(catalogs.get(FALLBACK_LOCALE) ?? {});
  const own = flattenSentences(catalogs.get(locale) ?? {});
  const whereOf = findPlaces();
  const rows = keys.map((key) => [
    key,
    whereOf(key),
    findRoom(key) ?? '',
    english.get(key) ?? english.get(otherForm(key)) ?? '',
    own.get(key) ?? '',
  ]);
  return stringify([[...COLUMNS, locale], ...rows]);
}

export interface ReadSheet {
  readonly locale: string;
  /** The whole language with the table's texts in it, keys in the order they had. */
  readonly sentences: Sentences;
  /** Keys whose text is another than before. */
  readonly changed: readonly string[];
}

/** @throws SheetError naming the line that cannot be read */
export function readSheet(csv: string, catalogs: ReadonlyMap<string, Sentences>): ReadSheet {
  const [head = [], ...rows] = z.array(z.array(z.string())).parse(readCsv(csv));
  const locale = head.at(-1) ?? '';
  const sentences = catalogs.get(locale);
  if (head[0] !== COLUMNS[0] || sentences === undefined)
    throw new SheetError(`The first line has to be: ${[...COLUMNS, 'the language, as in data/locales'].join(', ')}.`);
  const own = flattenSentences(sentences);
  const texts = new Map(rows.map((row) => [row[0] ?? '', row[head.length - 1] ?? ''] as const).filter(([, text]) => text !== ''));
  const known = new Set([...own.keys(), ...flattenSentences(catalogs.get(FALLBACK_LOCALE) ?? {}).keys()]);
  const unknown = [...texts.keys()].find((key) => !known.has(key) && !known.has(otherForm(key)));
  if (unknown !== undefined) throw new SheetError(`There is no sentence “${unknown}”; keys are left as they are.`);
  const changed = [...texts].filter(([key, text]) => own.get(key) !== text).map(([key]) => key);
  return { locale, sentences: nest(new Map([...own, ...texts])), changed };
}

function readCsv(csv: string): unknown {
  try {
    return parse(csv, { bom: true, relax_column_count: true });
  } catch (error) {
    throw new SheetError(`This is no table of comma-separated values: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function nest(texts: ReadonlyMap<string, string>): Sentences {
  const below = new Map<string, Map<string, string>>();
  const nested: Record<string, Sentences[string]> = {};
  for (const [key, text] of texts) {
    const [first = '', ...rest] = key.split('.');
    if (rest.length === 0) nested[first] = text;
    else {
      below.set(first, (below.get(first) ?? new Map<string, string>()).set(rest.join('.'), text));
      // Keeps the place among its neighbours.
      nested[first] = {};
    }
  }
  for (const [first, inner] of below) nested[first] = nest(inner);
  return nested;
}

/** Of a counted sentence the form that English has too. */
function otherForm(key: string): string {
  return key.replace(/_(?:zero|one|two|few|many)$/u, '_other');
}

/** Where a sentence is said, by the files that name its key: "/cast", "/config panel", or the room of what all commands share. */
function findPlaces(): (key: string) => string {
  const root = new URL('..', import.meta.url).pathname;
  const files = globSync(['commands/**/*.ts', 'src/**/*.ts'], { cwd: root }).sort();
  const sources = files.map((file) => ({ place: placeOf(file), text: readFileSync(`${root}${file}`, 'utf8') }));
  return (key) => {
    if (/^(?:command|names)\./.test(key)) return 'list of commands';
    const stem = key.replace(/_(?:zero|one|two|few|many|other)$/u, '');
    // "season.state.film" is also made of `season.state.${…}`.
    const written = [`'${stem}'`, `\`${stem.slice(0, stem.lastIndexOf('.') + 1)}\${`];
    const places = sources.filter(({ text }) => written.some((one) => text.includes(one))).map(({ place }) => place);
    return [...new Set(places)].join('; ');
  };
}

function placeOf(file: string): string {
  const [room, ...rest] = file.replace(/(?:\/index)?\.ts$/, '').split('/');
  return room === 'commands' ? `/${rest[0]}` : rest.slice(0, -1).join('/') || (rest[0] ?? '');
}
