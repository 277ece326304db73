/** The YAML files of data/ beside the packs: each is read once, when it is first needed. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
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

const Kept = z.object({ sum: z.string(), says: z.unknown() });

/**
 * What is written in YAML, which is kept as JSON beside what Node keeps of the program, where it keeps anything: YAML takes ten times as long,
 * and its library and its garbage 20 MB. Whatever is wrong with what was kept, the YAML is read.
 */
function readYaml(name: string, bytes: Buffer, schema: 'core' | 'failsafe'): unknown {
  const folder = getCompileCacheDir();
  const kept = folder === undefined ? null : join(folder, `${name}.json`);
  const sum = createHash('sha256').update(schema).update(bytes).digest('hex');
  const known = kept === null ? null : recall(kept);
  if (known?.sum === sum) return known.says;
  const says: unknown = loadYaml().parse(bytes.toString('utf8'), { schema });
  if (kept !== null) remember(kept, { sum, says });
  return says;
}

function recall(file: string): z.infer<typeof Kept> | null {
  try {
    return Kept.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    // None yet, or half of one.
    return null;
  }
}

function remember(file: string, known: z.infer<typeof Kept>): void {
  try {
    const temporary = `${file}.${process.pid}.tmp`;
    writeFileSync(temporary, JSON.stringify(known));
    renameSync(temporary, file);
  } catch {
    // It is read as slowly the next time.
  }
}
