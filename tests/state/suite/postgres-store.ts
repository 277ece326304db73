import { SCHEMA } from '../../../src/state/database.ts';
import { openPostgresState } from '../../../src/state/postgres/open.ts';
import { TABLE_NAMES } from '../../../src/state/rows/tables.ts';
import { execute } from '../../support/postgres.ts';
import type { StoreUnderTest } from './store.ts';

/** A database that is emptied when the test is over. */
export async function createPostgresStore(url: string): Promise<StoreUnderTest> {
  return {
    open: () => openPostgresState(url),
    async execute(sql) {
      await execute(url, `SET search_path TO ${SCHEMA}; ${sql}`);
    },
    async dump() {
      const tables = await Promise.all(TABLE_NAMES.map(async (table) => [table, await execute(url, `SELECT * FROM ${SCHEMA}.${table}`)]));
      return Object.fromEntries(tables);
    },
    async dispose() {
      await execute(url, `DROP SCHEMA ${SCHEMA} CASCADE`);
    },
  };
}
