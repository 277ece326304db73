/** Reads data/ask: each language once, when the first question in it is asked. */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Locale } from 'discord-api-types/v10';
import { z } from 'zod';
import { AskWords } from './schema.ts';

/** Loaded with the first file that is read: most starts read none. */
const loadYaml = (): typeof import('yaml') => createRequire(import.meta.url)('yaml');
const ASK_FOLDER = new URL('../../data/ask/', import.meta.url);

/** A file of data/ask cannot be read; the message says which and why. */
export class AskFileError extends Error {
  override readonly name = 'AskFileError';
}

/** How to read the words of every language, by Discord's locale code. Reading one throws AskFileError where its file cannot be read. */
export function loadAskWords(): ReadonlyMap<string, () => AskWords> {
  const codes: ReadonlySet<string> = new Set(Object.values(Locale));
  const files = readdirSync(ASK_FOLDER).filter((file) => file.endsWith('.yaml') && codes.has(file.replace(/\.yaml$/, '')));
  return new Map(files.sort().map((file) => [file.replace(/\.yaml$/, ''), () => read(file)]));
}

function read(file: string): AskWords {
  try {
    return AskWords.parse(loadYaml().parse(readFileSync(new URL(file, ASK_FOLDER), 'utf8'), { schema: 'failsafe' }));
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error) : error instanceof Error ? error.message : String(error);
    throw new AskFileError(`data/ask/${file}: ${why}`, { cause: error });
  }
}
