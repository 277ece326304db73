/** `nabi backup <file>` and `nabi restore <file>`: a copy of what servers and members have set, and the way back. */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildEnvMessage, type Env, readEnv } from '../env.ts';
import { BackupError, backUp, describeBackup } from '../state/backup.ts';
import { HomeLockedError } from '../state/lock.ts';
import { restoreState } from '../state/restore.ts';
import { asTrouble, StateTroubleError } from '../state/trouble.ts';
import { type CliIo, EXIT_DONE, EXIT_PROBLEM, EXIT_WRONG_USAGE } from './io.ts';

const BACKUP_USAGE = `Usage: nabi backup <file> [--overwrite] [--json]
Copies state.db (NABI_HOME) to a file and looks through the copy; also while the bot runs.
`;
const RESTORE_USAGE = `Usage: nabi restore <file> [--json]
Puts a copy in the place of state.db (NABI_HOME); the bot must not run. What was there is kept beside it.
`;

/** Exit codes: 0 the copy is there and whole, 1 it could not be made, 2 wrong usage. */
export function runBackup(args: readonly string[], io: CliIo): Promise<number> {
  return run(args, io, BACKUP_USAGE, async ({ home }, file, { overwrite, say }) => {
    const source = join(home, 'state.db');
    const contents = await backUp(source, file, { overwrites: overwrite });
    say({ file, ...contents }, `${source} was copied to ${file} and the copy is whole: ${describeBackup(contents)}.\n`);
  });
}

/** Exit codes: 0 the copy is in place, 1 it could not be used or the bot runs, 2 wrong usage. */
export function runRestore(args: readonly string[], io: CliIo, now: () => number = Date.now): Promise<number> {
  return run(args, io, RESTORE_USAGE, async ({ home }, file, { say }) => {
    const { contents, replaced } = await restoreState(home, file, now());
    const kept = replaced === null ? 'There was none before.' : `What was there is kept as ${replaced}; delete it when all is well.`;
    say(
      { file, replaced, ...contents },
      `${file} is now ${join(home, 'state.db')}: ${describeBackup(contents)}.\n${kept}\nStart Nabi again.\n`,
    );
  });
}

interface BackupOptions {
  readonly overwrite: boolean;
  say(json: object, text: string): void;
}

async function run(
  args: readonly string[],
  io: CliIo,
  usage: string,
  act: (env: Env, file: string, told: BackupOptions) => Promise<void>,
): Promise<number> {
  const read = readArguments(args, usage === BACKUP_USAGE);
  if (read === null) {
    io.stderr.write(usage);
    return EXIT_WRONG_USAGE;
  }
  const environment = readEnv(io.env);
  if (!environment.ok) {
    io.stderr.write(buildEnvMessage(environment.problems));
    return EXIT_WRONG_USAGE;
  }
  const say = (json: object, text: string) => io.stdout.write(read.json ? `${JSON.stringify(json, null, 2)}\n` : text);
  if (environment.env.databaseUrl !== null) {
    io.stderr.write('DATABASE_URL is set, so the state is in Postgres and no file: pg_dump and pg_restore copy it (docs/operating.md).\n');
    return EXIT_PROBLEM;
  }
  try {
    await act(environment.env, read.file, { overwrite: read.overwrite, say });
    return EXIT_DONE;
  } catch (error) {
    const known = asTrouble(error);
    if (!(known instanceof BackupError || known instanceof HomeLockedError || known instanceof StateTroubleError)) throw error;
    io.stderr.write(`${known.message}\n`);
    return EXIT_PROBLEM;
  }
}

function readArguments(args: readonly string[], mayOverwrite: boolean): { file: string; overwrite: boolean; json: boolean } | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { json: { type: 'boolean', default: false }, overwrite: { type: 'boolean', default: false } },
    });
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0 || (values.overwrite && !mayOverwrite)) return null;
    return { file, ...values };
  } catch {
    return null;
  }
}
