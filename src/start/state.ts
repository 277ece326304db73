/** The state that the environment names: Postgres where DATABASE_URL is set, else state.db in NABI_HOME. */
import { join } from 'node:path';
import type { Env } from '../env.ts';
import type { Log } from '../log.ts';
import { assertUsableHome, lockHome } from '../state/lock.ts';
import type { SchemaUpgrade } from '../state/migrations.ts';
import { BACKUPS, startNightly } from '../state/nightly.ts';
import { checkState } from '../state/restore.ts';
import { openSqliteState } from '../state/sqlite.ts';
import type { State } from '../state/types.ts';
import type { Life } from './life.ts';

/** After a restart of everything Postgres may come last; whoever starts Nabi again takes over from here. */
const WAIT_FOR_POSTGRES_MS = 10_000;

type StatePlace = Pick<Env, 'home' | 'databaseUrl'>;

/** Opens the state for a command that works beside a running bot. @throws what a store throws that cannot be opened. */
export async function openState({ home, databaseUrl }: StatePlace): Promise<State> {
  return databaseUrl === null ? openSqliteState(join(home, 'state.db')) : openPostgres(databaseUrl, 0);
}

/** Its libraries are loaded only where they are needed: they hold 20 MB. */
async function openPostgres(databaseUrl: string, waitForMs: number, onUpgraded?: (upgrade: SchemaUpgrade) => void): Promise<State> {
  const { openPostgresState } = await import('../state/postgres/open.ts');
  return openPostgresState(databaseUrl, { waitForMs, onUpgraded });
}

/**
 * For as long as the process lives. Of SQLite this process is the only one, after a look at the file; Postgres may have many.
 *
 * @throws HomeLockedError, UnusableStateError, NewerSchemaError, StateTroubleError
 */
export async function openOwnState({ home, databaseUrl }: StatePlace, log: Log, life: Life): Promise<State> {
  const onUpgraded = ({ from, to, copy }: SchemaUpgrade): void => {
    const kept = copy === null ? '' : `; what was there before lies in ${copy}`;
    log.info({ from, to, copy }, `the state was brought from schema ${from} to ${to}${kept}`);
  };
  if (databaseUrl === null) {
    const lock = lockHome(home);
    life.closing('release the folder', () => lock.release());
    checkState(join(home, 'state.db'), join(home, BACKUPS));
  } else {
    assertUsableHome(home);
  }
  const state =
    databaseUrl === null
      ? openSqliteState(join(home, 'state.db'), onUpgraded)
      : await openPostgres(databaseUrl, WAIT_FOR_POSTGRES_MS, onUpgraded);
  life.closing('close the state', () => state.close());
  if (databaseUrl !== null) {
    const { assertOwnSessions } = await import('../state/postgres/pooler.ts');
    await assertOwnSessions(databaseUrl);
  }
  return state;
}

/** The copy of each night. Postgres has its own tools for that. */
export function startBackups({ home, databaseUrl }: StatePlace, log: Log, life: Life): void {
  if (databaseUrl !== null) return;
  const nightly = startNightly({ stateFile: join(home, 'state.db'), folder: join(home, BACKUPS), log });
  life.closing('finish the backup', () => nightly.stop());
}
