/** `nabi backup <file>` and `nabi restore <file>`: a copy of what servers and members have set, and the way back. */
import { join } from 'node:path';
import type { Env } from '../env.ts';
import { BackupError, backUp, describeBackup } from '../state/backup.ts';
import { restoreState } from '../state/restore.ts';
import { onFile } from './on-file.ts';

const BACKUP_USAGE = `Usage: nabi backup <file> [--overwrite] [--json]
Copies state.db (NABI_HOME) to a file and looks through the copy; also while the bot runs.
`;
const RESTORE_USAGE = `Usage: nabi restore <file> [--json]
Puts a copy in the place of state.db (NABI_HOME); the bot must not run. What was there is kept beside it.
`;

/** Exit codes: 0 the copy is there and whole, 1 it could not be made, 2 wrong usage. */
export const runBackup = onFile({ usage: BACKUP_USAGE, flag: 'overwrite' }, async ({ env, file, isFlagged, say }) => {
  const source = join(homeOf(env), 'state.db');
  const contents = await backUp(source, file, { overwrites: isFlagged });
  say({ file, ...contents }, `${source} was copied to ${file} and the copy is whole: ${describeBackup(contents)}.\n`);
});

/** Exit codes: 0 the copy is in place, 1 it could not be used or the bot runs, 2 wrong usage. */
export const runRestore = onFile({ usage: RESTORE_USAGE }, async ({ env, file, say }) => {
  const home = homeOf(env);
  const { contents, replaced } = await restoreState(home, file, Date.now());
  const kept = replaced === null ? 'There was none before.' : `What was there is kept as ${replaced}; delete it when all is well.`;
  say(
    { file, replaced, ...contents },
    `${file} is now ${join(home, 'state.db')}: ${describeBackup(contents)}.\n${kept}\nStart Nabi again.\n`,
  );
});

/** Where the store is a file. @throws BackupError where it is none. */
function homeOf({ home, databaseUrl }: Env): string {
  if (databaseUrl === null) return home;
  throw new BackupError(
    'DATABASE_URL is set, so the state is in Postgres and no file: pg_dump and pg_restore copy it (docs/operating.md).',
  );
}
