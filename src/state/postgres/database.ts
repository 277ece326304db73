/** Postgres as a place for the state. */
import type { PoolClient, QueryResult } from 'pg';
import sql, { type Sql } from 'sql-template-tag';
import { type Database, listValues, type Queries } from '../database.ts';
import type { ConnectionPool } from './pool.ts';
import { isUndoneByOthers } from './trouble.ts';

/** A transaction that met others is tried so often before it is an error. */
const MOST_ATTEMPTS = 4;

/** Each statement on a connection of the pool, a transaction on one of its own. Rejects with what the pool and Postgres say. */
export function createPostgresDatabase(pool: ConnectionPool): Database {
  async function onConnection<Result>(act: (client: PoolClient) => Promise<Result>): Promise<Result> {
    const client = await pool.connect();
    try {
      return await act(client);
    } finally {
      client.release();
    }
  }

  return {
    selectSchema: sql`SELECT version FROM nabi.schema_version`,
    ...buildQueries((statement) => onConnection((client) => query(client, statement))),
    async transaction(act) {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await onConnection((client) => inTransaction(client, act));
        } catch (error) {
          // Postgres undoes a whole transaction to end a deadlock, so that it can be tried again as if it had never begun.
          if (attempt === MOST_ATTEMPTS || !isUndoneByOthers(error)) throw error;
        }
      }
    },
  };
}

async function inTransaction<Result>(client: PoolClient, act: (inside: Queries) => Promise<Result>): Promise<Result> {
  await client.query('BEGIN');
  try {
    const result = await act(buildQueries((statement) => query(client, statement)));
    await client.query('COMMIT');
    return result;
  } catch (error) {
    // A connection that is lost ends its transaction with itself.
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

function query(client: PoolClient, statement: Sql): Promise<QueryResult> {
  return client.query(statement.text, listValues(statement));
}

function buildQueries(ask: (statement: Sql) => Promise<QueryResult>): Queries {
  return {
    isNear: false,
    all: async (statement) => (await ask(statement)).rows,
    one: async (statement) => (await ask(statement)).rows[0],
    run: async (statement) => (await ask(statement)).rowCount ?? 0,
    async lock(statement) {
      await ask(statement);
    },
  };
}
