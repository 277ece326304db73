import { SCHEMA } from '../../../src/state/database.ts';
import { KNOWN_FOR_MS } from '../../../src/state/postgres/kept-reads.ts';
import { openPostgresState } from '../../../src/state/postgres/open.ts';
import { TABLE_NAMES } from '../../../src/state/rows/tables.ts';
import { execute } from '../../support/postgres.ts';
import type { StoreUnderTest } from './store.ts';

/** A database that is emptied when the test is over. */
export async function createPostgresStore(url: string): Promise<StoreUnderTest> {
  const emptied = TABLE_NAMES.map((table) => `DELETE FROM ${SCHEMA}.${table};`).join('');
  // What others wrote is known after a while; a clock that is put on is past it.
  let laterMs = 0;
  return {
    open: () => openPostgresState(url, { now: () => performance.now() + laterMs }),
    async execute(sql) {
      await execute(url, `SET search_path TO ${SCHEMA}; ${sql}`);
    },
    async dump() {
      const tables = await Promise.all(TABLE_NAMES.map(async (table) => [table, await execute(url, `SELECT * FROM ${SCHEMA}.${table}`)]));
      return Object.fromEntries(tables);
    },
    async empty() {
      await execute(url, emptied);
      laterMs += 2 * KNOWN_FOR_MS;
    },
    async dispose() {
      await execute(url, `DROP SCHEMA ${SCHEMA} CASCADE`);
    },
  };
}
