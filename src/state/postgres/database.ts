/** The tables of the state in Postgres, as kysely knows them. */
import type { Generated, Kysely } from 'kysely';
import type { z } from 'zod';
import type { TABLES } from '../rows/tables.ts';

/** The tables have a schema of their own: a database may hold other things. */
export const SCHEMA = 'nabi';

type Tables = { [Name in keyof typeof TABLES]: z.infer<(typeof TABLES)[Name]> };

export interface StateTables extends Omit<Tables, 'settings_changes'> {
  settings_changes: Omit<Tables['settings_changes'], 'id'> & { id: Generated<number> };
}

/** The pool, or a transaction. */
export type Db = Kysely<StateTables>;
