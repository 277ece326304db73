/** The YAML files of data/ beside the packs: each is read once, when it is first needed. */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Locale } from 'discord-api-types/v10';
import { z } from 'zod';

/** Loaded with the first file that is read: most starts read none. */
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
    return schema.parse(loadYaml().parse(readFileSync(new URL(file, DATA_FOLDER), 'utf8'), { schema: yaml }));
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error) : error instanceof Error ? error.message : String(error);
    throw new DataFileError(`data/${file}: ${why}`, { cause: error });
  }
}
