/** `nabi export-state <file>` and `nabi import-state <file>`: everything that is kept, from one store to another. */
import { dirname, join } from 'node:path';
import { atEnd, closingLater } from '../closing.ts';
import type { Env } from '../env.ts';
import { findWriteProblem } from '../state/home.ts';
import { isHomeLocked, lockHome } from '../state/lock.ts';
import { exportState, importState, type Moved } from '../state/transfer/file.ts';
import { openPostgresSnapshot, openPostgresTarget } from '../state/transfer/postgres.ts';
import { openSqliteSnapshot, openSqliteTarget } from '../state/transfer/sqlite.ts';
import { TransferError } from '../state/transfer/types.ts';
import { onFile } from './on-file.ts';

const EXPORT_USAGE = `Usage: nabi export-state <file> [--overwrite] [--json]
Writes everything that is kept to a file, from Postgres where DATABASE_URL is set, else from state.db (NABI_HOME).
To move, stop Nabi first: what is set or posted after this moment is not in the file.
`;
const IMPORT_USAGE = `Usage: nabi import-state <file> [--replace] [--json]
Puts everything of such a file into Postgres where DATABASE_URL is set, else into state.db (NABI_HOME); Nabi must not run.
With --replace whatever is there is deleted first.
`;

/** Exit codes: 0 the file is there and whole, 1 it could not be made, 2 wrong usage. */
export const runExportState = onFile({ usage: EXPORT_USAGE, flag: 'overwrite' }, async ({ env, file, isFlagged, say }, now) => {
  const blocked = findWriteProblem(dirname(file));
  if (blocked !== null) throw new TransferError(`${file} cannot be written: ${blocked}. Name a file elsewhere.`);
  await using snapshot = closingLater(
    env.databaseUrl === null ? openSqliteSnapshot(join(env.home, 'state.db')) : await openPostgresSnapshot(env.databaseUrl),
  );
  const rows = await exportState(snapshot, file, { nowMs: now(), overwrites: isFlagged });
  const later = isRunning(env)
    ? 'Nabi is running: what is set or posted from now on is not in the file. To move, stop it and export again.\n'
    : '';
  say(
    { file, rows },
    `${storeOf(env)} was written to ${file}: ${describe(rows)}.\n${later}Keep it to yourself: it holds what people have set and said.\n`,
  );
});

/** Exit codes: 0 everything is in the store, 1 nothing was changed, 2 wrong usage. */
export const runImportState = onFile({ usage: IMPORT_USAGE, flag: 'replace' }, async ({ env, file, isFlagged, say }, now) => {
  using _lock = env.databaseUrl === null ? atEnd(lockHome(env.home).release) : null;
  await using target = closingLater(
    env.databaseUrl === null ? await openSqliteTarget(join(env.home, 'state.db')) : await openPostgresTarget(env.databaseUrl),
  );
  const rows = await importState(target, file, { nowMs: now(), replaces: isFlagged });
  say({ file, rows }, `${file} is now in ${storeOf(env)}: ${describe(rows)}.\nStart Nabi again, and delete the file when all is well.\n`);
});

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
