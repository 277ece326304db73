/** What `backup`, `restore`, `export-state` and `import-state` share: one file, at most one flag, and a store that may be in trouble. */
import type { Env } from '../env.ts';
import { BackupError } from '../state/backup.ts';
import { HomeLockedError } from '../state/lock.ts';
import { NewerSchemaError } from '../state/migrations.ts';
import { asPostgresTrouble } from '../state/postgres/trouble.ts';
import { TransferError } from '../state/transfer/types.ts';
import { asTrouble, StateTroubleError } from '../state/trouble.ts';
import { EXIT_DONE } from './io.ts';
import { refuse, refuseFolder, refuseWords, subcommand } from './refusal.ts';
import { FLAG, needEnv, readWords } from './words.ts';

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
 * A subcommand on a file. Exit codes: 0 it is done, 1 it could not be, and stderr says why, 2 wrong usage. Rejects with what is a bug.
 *
 * @param flag Its name without the dashes, where there is one.
 */
export function onFile(
  { usage, flag }: { readonly usage: string; readonly flag?: 'overwrite' | 'replace' },
  act: (options: FileOptions, now: () => number) => Promise<void>,
) {
  return subcommand(usage, async (args, io, now: () => number = Date.now) => {
    const { values, positionals } = readWords(
      args,
      { json: FLAG, ...(flag === undefined ? {} : { [flag]: { type: 'boolean' as const } }) },
      1,
    );
    const [file] = positionals;
    if (file === undefined) refuseWords('Name a file.');
    refuseFolder(file);
    const say = (json: object, text: string) => io.stdout.write(values.json === true ? `${JSON.stringify(json, null, 2)}\n` : text);
    const env = needEnv(io);
    try {
      await act({ env, file, isFlagged: flag !== undefined && flag in values, say }, now);
      return EXIT_DONE;
    } catch (error) {
      const known = asTrouble(asPostgresTrouble(error));
      if (!(known instanceof Error) || !EXPLAINED.some((kind) => known instanceof kind)) throw error;
      return refuse(known.message);
    }
  });
}
