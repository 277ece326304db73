/** The YAML files of data/ beside the packs: each is read once, when it is first needed. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire, getCompileCacheDir } from 'node:module';
import { join } from 'node:path';
import { Locale } from 'discord-api-types/v10';
import { z } from 'zod';

/** Loaded with the first file that nobody has read yet. */
const loadYaml = (): typeof import('yaml') => createRequire(import.meta.url)('yaml');
const DATA_FOLDER = new URL('../data/', import.meta.url);
const ENDING = '.yaml';

/** A file of data/ cannot be read; the message says which, where and why. */
export class DataFileError extends Error {
  override readonly name = 'DataFileError';
}

/** The languages, as Discord's locale codes in order, that have a file in a folder of data/. */
export function listLanguageFiles(folder: string): readonly string[] {
  const codes: ReadonlySet<string> = new Set(Object.values(Locale));
  const files = readdirSync(new URL(`${folder}/`, DATA_FOLDER)).filter((file) => file.endsWith(ENDING));
  return files
    .map((file) => file.slice(0, -ENDING.length))
    .filter((code) => codes.has(code))
    .sort();
}

/**
 * What the file `<name>.yaml` in a folder of data/ says.
 *
 * @param yaml `failsafe` takes every word for text: "no" and "on" are words of a language.
 * @throws DataFileError where it cannot be read, is no YAML, or is not as the schema has it.
 */
export function readDataFile<Schema extends z.ZodType>(
  folder: string,
  name: string,
  schema: Schema,
  yaml: 'core' | 'failsafe' = 'core',
): z.infer<Schema> {
  const file = `${folder}/${name}${ENDING}`;
  try {
    return schema.parse(readYaml(`${folder}-${name}`, readFileSync(new URL(file, DATA_FOLDER)), yaml));
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error) : error instanceof Error ? error.message : String(error);
    throw new DataFileError(`data/${file}: ${why}`, { cause: error });
  }
}

/**
 * What is written in YAML, which is kept as JSON beside what Node keeps of the program, where it keeps anything: YAML takes ten times as
 * long, and its library and its garbage 20 MB. What was kept of another text, or is not as it was written, counts for nothing.
 */
function readYaml(name: string, bytes: Buffer, schema: 'core' | 'failsafe'): unknown {
  const folder = getCompileCacheDir();
  const kept = folder === undefined ? null : join(folder, `${name}.kept`);
  const sumOf = (json: string): string => createHash('sha256').update(schema).update(bytes).update(json).digest('hex');
  const known = kept === null ? null : recall(kept);
  if (known !== null && known.sum === sumOf(known.json)) return JSON.parse(known.json);
  const says: unknown = loadYaml().parse(bytes.toString('utf8'), { schema });
  const json = JSON.stringify(says);
  if (kept !== null) remember(kept, `${sumOf(json)}\n${json}`);
  return says;
}

function recall(file: string): { readonly sum: string; readonly json: string } | null {
  try {
    const text = readFileSync(file, 'utf8');
    const end = text.indexOf('\n');
    return { sum: text.slice(0, end), json: text.slice(end + 1) };
  } catch {
    // None yet.
    return null;
  }
}

/** Half of it, or a mixture of two, has another sum. */
function remember(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch {
    // It is read as slowly the next time.
  }
}
