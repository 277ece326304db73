/**
 * What a store must be able to do so that the state can be kept in it. The statements are written once; SQLite and Postgres differ in
 * what is said here, and in how their tables are made (migrations.ts, postgres/migrations.ts):
 *
 * - In Postgres the tables have a schema of their own, because a database may hold other things. Statements name it; SQLite leaves it out.
 * - Every statement to Postgres is a journey; in SQLite it costs microseconds, and many columns cost more than a second statement.
 * - In Postgres others write at the same moment, so a transaction takes locks. SQLite has one who writes, and needs none.
 */
import type { Sql } from 'sql-template-tag';
import { asStored } from './rows/text.ts';

/** The schema of the tables in Postgres. */
export const SCHEMA = 'nabi';

export interface Queries {
  /** Whether two narrow statements cost less than a wide one. */
  readonly isNear: boolean;
  /** Every row the statement gives, as the store has them. */
  all(statement: Sql): Promise<readonly unknown[]>;
  /** The first row; undefined when there is none. */
  one(statement: Sql): Promise<unknown>;
  /** How many rows were written or deleted. */
  run(statement: Sql): Promise<number>;
  /** Keeps others from what the statement names until the transaction ends, where there can be others. */
  lock(statement: Sql): Promise<void>;
}

export interface Database extends Queries {
  /** Gives the number of the schema the tables have, as `version`. */
  readonly selectSchema: Sql;
  /** All of what `act` does with the queries it is given, durable on return; or, when it throws, nothing of it. */
  transaction<Result>(act: (inside: Queries) => Promise<Result>): Promise<Result>;
}

/** The values of a statement as every store can keep them. */
export function listValues({ values }: Sql): unknown[] {
  return values.map((value) => (typeof value === 'string' ? asStored(value) : value));
}
