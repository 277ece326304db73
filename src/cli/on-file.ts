/** What `backup`, `restore`, `export-state` and `import-state` share: one file, at most one flag, and a store that may be in trouble. */
import { statSync } from 'node:fs';
import type { Env } from '../env.ts';
import { BackupError } from '../state/backup.ts';
import { HomeLockedError } from '../state/lock.ts';
import { NewerSchemaError } from '../state/migrations.ts';
import { asPostgresTrouble } from '../state/postgres/trouble.ts';
import { TransferError } from '../state/transfer/types.ts';
import { asTrouble, StateTroubleError } from '../state/trouble.ts';
import { type CliIo, EXIT_DONE, EXIT_PROBLEM } from './io.ts';
import { parseWords, refuseWords, withEnv } from './words.ts';

/** What lies in the file, the machine or the moment, and says so itself; anything else is a bug. */
const EXPLAINED = [BackupError, HomeLockedError, NewerSchemaError, StateTroubleError, TransferError];

export interface FileOptions {
  readonly env: Env;
  readonly file: string;
  /** Whether the flag was given. */
  readonly isFlagged: boolean;
  /** Writes the one with `--json`, else the other. */
  say(json: object, text: string): void;
}

/**
 * Exit codes: 0 it is done, 1 it could not be, and stderr says why, 2 wrong usage. Rejects with what is a bug.
 *
 * @param flag Its name without the dashes, where there is one.
 */
export async function runOnFile(
  args: readonly string[],
  io: CliIo,
  { usage, flag }: { readonly usage: string; readonly flag?: 'overwrite' | 'replace' },
  act: (options: FileOptions) => Promise<void>,
): Promise<number> {
  const words = parseWords(args, {
    allowPositionals: true,
    options: { json: { type: 'boolean' }, ...(flag === undefined ? {} : { [flag]: { type: 'boolean' as const } }) },
  });
  const [file, ...more] = words?.positionals ?? [];
  if (words === undefined || file === undefined || more.length > 0) return refuseWords(io, usage);
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory()) {
    io.stderr.write(`${file} is a folder. Name a file in it.\n`);
    return EXIT_PROBLEM;
  }
  const { values } = words;
  const say = (json: object, text: string) => io.stdout.write(values.json === true ? `${JSON.stringify(json, null, 2)}\n` : text);
  return withEnv(io, async (env) => {
    try {
      await act({ env, file, isFlagged: flag !== undefined && flag in values, say });
      return EXIT_DONE;
    } catch (error) {
      const known = asTrouble(asPostgresTrouble(error));
      if (!(known instanceof Error) || !EXPLAINED.some((kind) => known instanceof kind)) throw error;
      io.stderr.write(`${known.message}\n`);
      return EXIT_PROBLEM;
    }
  });
}
