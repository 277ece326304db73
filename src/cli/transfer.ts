/** `nabi export-state <file>` and `nabi import-state <file>`: everything that is kept, from one store to another. */
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildEnvMessage, type Env, readEnv } from '../env.ts';
import { findWriteProblem } from '../state/home.ts';
import { HomeLockedError, isHomeLocked, lockHome } from '../state/lock.ts';
import { NewerSchemaError } from '../state/migrations.ts';
import { asPostgresTrouble } from '../state/postgres/trouble.ts';
import { exportState, importState, type Moved } from '../state/transfer/file.ts';
import { openPostgresSnapshot, openPostgresTarget } from '../state/transfer/postgres.ts';
import { openSqliteSnapshot, openSqliteTarget } from '../state/transfer/sqlite.ts';
import { TransferError } from '../state/transfer/types.ts';
import { asTrouble, StateTroubleError } from '../state/trouble.ts';
import { type CliIo, EXIT_DONE, EXIT_PROBLEM, EXIT_WRONG_USAGE } from './io.ts';

const EXPORT_USAGE = `Usage: nabi export-state <file> [--overwrite] [--json]
Writes everything that is kept to a file, from Postgres where DATABASE_URL is set, else from state.db (NABI_HOME).
To move, stop Nabi first: what is set or posted after this moment is not in the file.
`;
const IMPORT_USAGE = `Usage: nabi import-state <file> [--replace] [--json]
Puts everything of such a file into Postgres where DATABASE_URL is set, else into state.db (NABI_HOME); Nabi must not run.
With --replace whatever is there is deleted first.
`;

/** Exit codes: 0 the file is there and whole, 1 it could not be made, 2 wrong usage. */
export function runExportState(args: readonly string[], io: CliIo, now: () => number = Date.now): Promise<number> {
  return run(args, io, { usage: EXPORT_USAGE, flag: 'overwrite' }, async ({ env, file, isFlagged, say }) => {
    const blocked = findWriteProblem(dirname(file));
    if (blocked !== null) throw new TransferError(`${file} cannot be written: ${blocked}. Name a file elsewhere.`);
    const snapshot =
      env.databaseUrl === null ? openSqliteSnapshot(join(env.home, 'state.db')) : await openPostgresSnapshot(env.databaseUrl);
    try {
      const rows = await exportState(snapshot, file, { nowMs: now(), overwrites: isFlagged });
      const later = isRunning(env)
        ? 'Nabi is running: what is set or posted from now on is not in the file. To move, stop it and export again.\n'
        : '';
      say(
        { file, rows },
        `${storeOf(env)} was written to ${file}: ${describe(rows)}.\n${later}Keep it to yourself: it holds what people have set and said.\n`,
      );
    } finally {
      await snapshot.close();
    }
  });
}

/** Exit codes: 0 everything is in the store, 1 nothing was changed, 2 wrong usage. */
export function runImportState(args: readonly string[], io: CliIo, now: () => number = Date.now): Promise<number> {
  return run(args, io, { usage: IMPORT_USAGE, flag: 'replace' }, async ({ env, file, isFlagged, say }) => {
    const lock = env.databaseUrl === null ? lockHome(env.home) : null;
    try {
      const target =
        env.databaseUrl === null ? await openSqliteTarget(join(env.home, 'state.db')) : await openPostgresTarget(env.databaseUrl);
      try {
        const rows = await importState(target, file, { nowMs: now(), replaces: isFlagged });
        say(
          { file, rows },
          `${file} is now in ${storeOf(env)}: ${describe(rows)}.\nStart Nabi again, and delete the file when all is well.\n`,
        );
      } finally {
        await target.close();
      }
    } finally {
      lock?.release();
    }
  });
}

/** Whether a bot works on this folder just now; of a database nobody can tell. */
function isRunning({ databaseUrl, home }: Env): boolean {
  return databaseUrl === null && isHomeLocked(home);
}

/** Never the address of a database, which may hold its password. */
function storeOf({ databaseUrl, home }: Env): string {
  return databaseUrl === null ? join(home, 'state.db') : 'the Postgres database';
}

function describe(rows: Moved): string {
  return Object.entries(rows)
    .map(([table, count]) => `${table} ${count}`)
    .join(', ');
}

interface TransferOptions {
  readonly env: Env;
  readonly file: string;
  readonly isFlagged: boolean;
  say(json: object, text: string): void;
}

async function run(
  args: readonly string[],
  io: CliIo,
  { usage, flag }: { readonly usage: string; readonly flag: 'overwrite' | 'replace' },
  act: (asked: TransferOptions) => Promise<void>,
): Promise<number> {
  const read = readArguments(args, flag);
  if (read === null) {
    io.stderr.write(usage);
    return EXIT_WRONG_USAGE;
  }
  const environment = readEnv(io.env);
  if (!environment.ok) {
    io.stderr.write(buildEnvMessage(environment.problems));
    return EXIT_WRONG_USAGE;
  }
  const say = (json: object, text: string) => io.stdout.write(read.isJson ? `${JSON.stringify(json, null, 2)}\n` : text);
  try {
    await act({ env: environment.env, file: read.file, isFlagged: read.isFlagged, say });
    return EXIT_DONE;
  } catch (error) {
    const known = asTrouble(asPostgresTrouble(error));
    const isExplained =
      known instanceof TransferError ||
      known instanceof HomeLockedError ||
      known instanceof NewerSchemaError ||
      known instanceof StateTroubleError;
    if (!isExplained) throw error;
    io.stderr.write(`${known.message}\n`);
    return EXIT_PROBLEM;
  }
}

function readArguments(args: readonly string[], flag: string): { file: string; isFlagged: boolean; isJson: boolean } | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { json: { type: 'boolean', default: false }, [flag]: { type: 'boolean', default: false } },
    });
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0) return null;
    return { file, isFlagged: values[flag] === true, isJson: values.json === true };
  } catch {
    return null;
  }
}
