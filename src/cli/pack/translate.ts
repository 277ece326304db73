/** `nabi pack translate`: what a translation lacks or has from an older text, with the original beside it. */
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { Document, parseDocument } from 'yaml';
import { z } from 'zod';
import { checkPacks } from '../../packs/check.ts';
import { readPackTexts } from '../../packs/files.ts';
import { describeProblem } from '../../packs/problem.ts';
import { parsePacks, type ReadPack } from '../../packs/read.ts';
import { LOCALES, languageOf } from '../../packs/translatable.ts';
import { isStale, listOriginals, listTranslated, markOfTexts, neededFields } from '../../packs/translation.ts';
import { type CliIo, EXIT_DONE, EXIT_PROBLEM } from '../io.ts';
import { refuse } from '../refusal.ts';
import { FLAG, readChoice, readWords, TEXT } from '../words.ts';
import { type PackCommand, readPack, readTableText, refuseThere, tell, writeWhole } from './place.ts';

const COLUMNS = ['kind', 'id', 'field', 'state', 'original', 'translation'] as const;

/** One text somebody has to translate. */
interface WantedTranslation {
  readonly kind: string;
  readonly id: string;
  readonly field: string;
  readonly state: 'missing' | 'stale';
  readonly original: string;
  /** What stands there now, made from an older original. */
  readonly translation: string;
}

export const packTranslate: PackCommand = {
  takes: '<pack> --locale es-419 [--csv out.csv | --import done.csv]',
  says: 'texts a translation lacks, or has from an older original, with the original beside them',
  help: `  --locale   one of Discord's languages: ${LOCALES.join(', ')}
  --csv      writes them as a table with an empty column “translation”
  --import   takes the filled table into translations/<locale>.yaml, each with the mark of the original it was made from
Example: nabi pack translate the-ferry-at-dawn --locale ja --csv ja.csv
`,
  run(args, io) {
    const { values, positionals } = readWords(args, { locale: TEXT, csv: TEXT, import: TEXT, overwrite: FLAG, json: FLAG }, 1);
    const { pack } = readPack(io, positionals[0]);
    const locale = readChoice('--locale', values.locale, LOCALES);
    if (languageOf(locale) === languageOf(pack.title?.language ?? '')) refuse(`The pack itself is written in ${pack.title?.language}.`);
    if (values.import !== undefined) return importTexts(io, pack, locale, values.import, values.json);
    const wanted = listWanted(pack, locale);
    refuseThere(values.csv, values);
    if (values.csv !== undefined)
      writeWhole(values.csv, stringify([[...COLUMNS], ...wanted.map((one) => COLUMNS.map((column) => one[column]))]));
    if (values.json) io.stdout.write(`${JSON.stringify({ ok: true, locale, wanted }, null, 2)}\n`);
    else
      io.stdout.write(
        values.csv === undefined
          ? writeSheet(wanted, locale)
          : `${wanted.length} texts are in ${values.csv}. Fill the column “translation”, then --import it.\n`,
      );
    return EXIT_DONE;
  },
};

/** What a translation lacks, or has from an original that changed since; in the order of the pack. */
export function listWanted(pack: ReadPack, locale: string): readonly WantedTranslation[] {
  const translated = pack.translations.get(locale)?.value;
  const given = new Map((translated === undefined ? [] : listTranslated(translated)).map((one) => [`${one.kind}/${one.id}`, one]));
  return [...listOriginals(pack)].flatMap(([key, original]) => {
    const own = given.get(key);
    const stale = own !== undefined && isStale(own, original);
    const needed = neededFields(original);
    const beside =
      Object.keys(original.texts).includes('translation') && languageOf(locale) !== languageOf(pack.title?.original_language ?? '')
        ? ['translation']
        : [];
    const fields = [...new Set([...needed, ...beside, ...(stale ? Object.keys(own.texts) : [])])];
    return fields.flatMap((field): readonly WantedTranslation[] => {
      const now = own?.texts[field];
      const text = original.texts[field];
      if (text === undefined || (now !== undefined && !stale)) return [];
      const state = now === undefined ? 'missing' : 'stale';
      return [{ kind: original.kind, id: original.id, field, state, original: joinItems(text), translation: joinItems(now ?? '') }];
    });
  });
}

const joinItems = (text: string | readonly string[]): string => (typeof text === 'string' ? text : text.join('\n'));

/** As YAML to be filled in and put into the file. */
function writeSheet(wanted: readonly WantedTranslation[], locale: string): string {
  if (wanted.length === 0) return `Nothing is missing in ${locale}, and nothing is older than its original.\n`;
  const comment = (text: string, indent: string) =>
    text
      .split('\n')
      .map((line) => `${indent}# ${line}\n`)
      .join('');
  const kinds = [...Map.groupBy(wanted, ({ kind }) => kind)].map(([kind, ofKind]) => {
    const records = [...Map.groupBy(ofKind, ({ id }) => id)].map(([id, fields]) => {
      const lines = fields.map(
        ({ field, state, original, translation }) =>
          `${comment(original, '    ')}    ${field}: ${JSON.stringify(translation)}${state === 'stale' ? '   # from an older text' : ''}\n`,
      );
      return `  ${id}:\n${lines.join('')}`;
    });
    return `${kind}:\n${records.join('')}`;
  });
  return `# ${wanted.length} texts for translations/${locale}.yaml\n${kinds.join('')}`;
}

const FilledTranslations = z.array(z.looseObject({ kind: z.string(), id: z.string(), field: z.string(), translation: z.string() }));

function importTexts(io: CliIo, pack: ReadPack, locale: string, file: string, json: boolean): number {
  const rows = readFilled(file).filter(({ translation }) => translation.trim() !== '');
  const originals = listOriginals(pack);
  const path = join(pack.path, 'translations', `${locale}.yaml`);
  const document: Document = existsSync(path) ? parseDocument(readFileSync(path, 'utf8')) : new Document({});
  const problems: string[] = [];
  for (const [index, { kind, id, field, translation }] of rows.entries()) {
    const original = originals.get(`${kind}/${id}`);
    const text = original?.texts[field];
    if (text === undefined)
      problems.push(
        `${basename(file)}: row ${index + 2}: there is no "${field}" of ${kind}/${id} to translate  → leave kind, id and field as they were exported`,
      );
    else document.setIn([kind, id, field], typeof text === 'string' ? translation : translation.split('\n'));
  }
  for (const key of new Set(rows.map(({ kind, id }) => `${kind}/${id}`))) {
    const original = originals.get(key);
    const [kind = '', ...rest] = key.split('/');
    if (original === undefined) continue;
    const record: unknown = document.toJS()[kind]?.[rest.join('/')];
    const fields = Object.keys(typeof record === 'object' && record !== null ? record : {}).filter((field) => field !== 'of');
    document.setIn([kind, rest.join('/'), 'of'], markOfTexts(original, fields));
  }
  // Every line stays as it was but those that say something new.
  const text = document.toString({ lineWidth: 0, flowCollectionPadding: false });
  if (problems.length === 0) problems.push(...checkWith(pack, locale, path, text));
  if (problems.length === 0 && rows.length > 0) writeWhole(path, text);
  const ok = problems.length === 0;
  tell(
    io,
    { json },
    { ok, texts: rows.length, problems },
    ok ? `${rows.length} texts are in ${path}.\n` : `${problems.join('\n')}\nNothing was written.\n`,
  );
  return ok ? EXIT_DONE : EXIT_PROBLEM;
}

function readFilled(file: string): z.infer<typeof FilledTranslations> {
  const text = readTableText(file);
  try {
    return FilledTranslations.parse(parse(text, { bom: true, columns: true, skip_empty_lines: true }));
  } catch {
    return refuse(`${file} is not the table that --csv writes: its columns are ${COLUMNS.join(', ')}. Nothing was written.`);
  }
}

/** What the checker would say of the file as it would be. */
function checkWith(pack: ReadPack, locale: string, path: string, text: string): readonly string[] {
  const texts = readPackTexts(pack.path);
  const folders = texts.folders.map((folder) => ({
    ...folder,
    translations: new Map([...folder.translations, [locale, { file: path, text }]]),
  }));
  return checkPacks(parsePacks({ ...texts, folders }))
    .filter((one) => one.file === path)
    .map(describeProblem);
}
