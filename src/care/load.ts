/** Reads data/care: the lines and each list of phrases once, when first needed. */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Locale } from 'discord-api-types/v10';
import { z } from 'zod';
import { type CareListener, createListener } from './listen.ts';
import { type CareLine, CareLines, CareList } from './schema.ts';

/** Loaded with the first file that is read: most starts read none. */
const loadYaml = (): typeof import('yaml') => createRequire(import.meta.url)('yaml');
const CARE_FOLDER = new URL('../../data/care/', import.meta.url);
const LINES_FILE = 'lines.yaml';

/** All that care rests on. */
export interface Care {
  readonly listener: CareListener;
  readonly lines: readonly CareLine[];
}

/** A file of data/care cannot be read; the message says which, where and why. */
export class CareFileError extends Error {
  override readonly name = 'CareFileError';
}

let own: Care | undefined;

/** Nabi's own, which is the same for all of a process. @throws CareFileError, at the first use of what cannot be read; the listener NotationError as well. */
export function loadCare(): Care {
  own ??= openCare(CARE_FOLDER);
  return own;
}

/** That of any folder. @throws as `loadCare` */
export function openCare(folder: URL): Care {
  const codes: ReadonlySet<string> = new Set(Object.values(Locale));
  const files = readdirSync(folder).filter((file) => codes.has(file.replace(/\.yaml$/, '')));
  let lines: readonly CareLine[] | undefined;
  return {
    listener: createListener(files.sort().map((file) => () => read(folder, file, CareList))),
    get lines() {
      lines ??= loadCareLines(folder);
      return lines;
    },
  };
}

/** @throws CareFileError */
export function loadCareLines(folder: URL = CARE_FOLDER): readonly CareLine[] {
  return read(folder, LINES_FILE, CareLines).lines;
}

function read<Schema extends z.ZodType>(folder: URL, file: string, schema: Schema): z.infer<Schema> {
  try {
    return schema.parse(loadYaml().parse(readFileSync(new URL(file, folder), 'utf8')));
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error) : error instanceof Error ? error.message : String(error);
    throw new CareFileError(`data/care/${file}: ${why}`, { cause: error });
  }
}
