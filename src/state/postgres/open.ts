/** The state in Postgres, which several processes may share. */
import { setTimeout as sleep } from 'node:timers/promises';
import { growPauseMs } from '../../pause.ts';
import type { SchemaUpgrade } from '../migrations.ts';
import { buildReads } from '../reads.ts';
import { StateTroubleError, tellTrouble } from '../trouble.ts';
import type { State } from '../types.ts';
import { buildWrites } from '../writes.ts';
import { createPostgresDatabase } from './database.ts';
import { keepReads } from './kept-reads.ts';
import { migratePostgres } from './migrations.ts';
import { createPool } from './pool.ts';
import { asPostgresTrouble } from './trouble.ts';

const PAUSE = { firstMs: 100, longestMs: 2_000 };

export interface PostgresOptions {
  /** So long a server that is not there yet is waited for: after a restart of everything Postgres may come last. */
  readonly waitForMs?: number;
  /** Told what was done to a database of an older program. */
  readonly onUpgraded?: ((upgrade: SchemaUpgrade) => void) | undefined;
  /** Milliseconds of a clock that never goes back: what is read is kept by it. */
  readonly now?: () => number;
}

/**
 * Opens the state in a Postgres database, which several processes may do at once, and creates its tables or brings them up to date.
 *
 * @param url `postgres://user:password@host:port/database`.
 * @throws NewerSchemaError when the database belongs to a newer program; StateTroubleError, as every method of the state may, when the
 *   server cannot be reached or does not do what is asked.
 */
export async function openPostgresState(
  url: string,
  { waitForMs = 30_000, onUpgraded, now = () => performance.now() }: PostgresOptions = {},
): Promise<State> {
  const upgrade = await migrateWhenThere(url, waitForMs);
  if (upgrade !== null) onUpgraded?.(upgrade);
  const pool = createPool(url);
  const db = createPostgresDatabase(pool);
  const reads = buildReads(db);
  const kept = keepReads(db, reads, now);
  const writes = buildWrites(kept.noteWrites(db));
  const { recall, ...keptReads } = kept.reads;
  const all: Omit<State, 'recall'> = { ...reads, ...keptReads, ...writes, close: () => pool.end() };
  return { ...tellTrouble(all, asPostgresTrouble), recall };
}

async function migrateWhenThere(url: string, waitForMs: number): Promise<SchemaUpgrade | null> {
  const untilMs = performance.now() + waitForMs;
  for (let failures = 0; ; failures += 1) {
    try {
      return await migratePostgres(url);
    } catch (error) {
      const trouble = asPostgresTrouble(error);
      const mayCome = trouble instanceof StateTroubleError && trouble.kind === 'unreachable';
      const pauseMs = growPauseMs(failures, PAUSE);
      if (!mayCome || performance.now() + pauseMs > untilMs) throw trouble;
      await sleep(pauseMs);
    }
  }
}
