/** SQLite as a place for the state. */
import type Sqlite from 'better-sqlite3';
import sql, { type Sql } from 'sql-template-tag';
import { type Database, listValues, SCHEMA } from './database.ts';

const SELECT_SCHEMA = sql`SELECT user_version AS version FROM pragma_user_version`;
/** Another program may hold the file for so long. Two of these still end before Discord stops waiting for an answer. */
export const BUSY_TIMEOUT_MS = 1_200;
const LARGEST_LOG_BYTES = 4 * 1024 * 1024;

export interface SqliteDatabase extends Database {
  /** Inside another transaction it is a part of it that can be undone alone. */
  transaction<Result>(act: (inside: Database) => Promise<Result>): Promise<Result>;
  /** Waits for what was asked. */
  close(): Promise<void>;
}

/** What every connection to the state has in common. */
export function setUpConnection(connection: Sqlite.Database): void {
  // The log grows while somebody reads for long; once it can be begun anew it is cut to this.
  connection.pragma(`journal_size_limit = ${LARGEST_LOG_BYTES}`);
  // A mark of the ledger lost to a power cut would double a post, so every commit reaches the disk.
  connection.pragma('synchronous = FULL');
  connection.pragma('foreign_keys = ON');
  // What is deleted is overwritten, not only let go.
  connection.pragma('secure_delete = ON');
}

/**
 * The same statement, whose plan stays. SQLite plans anew whenever a value is bound that it has looked at while planning, and for ORDER BY
 * and LIMIT it looks: 25 µs for a read that takes 3. It does not look behind a plus, and no value here would lead to another plan.
 */
function keepPlan(text: string): string {
  return text.replaceAll('?', '+?').replaceAll('LIMIT +?', 'LIMIT 0 + ?');
}

/**
 * Everything on one connection is done in turn, so that nothing asked for meanwhile becomes a part of a transaction. Statements are
 * prepared once: there are a few dozen.
 */
export function createSqliteDatabase(connection: Sqlite.Database): SqliteDatabase {
  const prepared = new Map<string, Sqlite.Statement>();
  let turn: Promise<unknown> = Promise.resolve();

  function inTurn<Result>(act: () => Result | Promise<Result>): Promise<Result> {
    const mine = turn.then(act);
    turn = mine.catch(() => undefined);
    return mine;
  }

  const prepare = (text: string): Sqlite.Statement =>
    prepared.getOrInsertComputed(text, () => connection.prepare(keepPlan(text.replaceAll(`${SCHEMA}.`, ''))));

  const atOnce = {
    all: (statement: Sql) => prepare(statement.sql).all(...listValues(statement)),
    one: (statement: Sql) => prepare(statement.sql).get(...listValues(statement)),
    run: (statement: Sql) => prepare(statement.sql).run(...listValues(statement)).changes,
  };

  async function between<Result>(begin: string, end: string, undo: string, act: () => Promise<Result>): Promise<Result> {
    prepare(begin).run();
    try {
      const result = await act();
      prepare(end).run();
      return result;
    } catch (error) {
      // After a full disk SQLite has rolled back by itself.
      if (connection.inTransaction) connection.exec(undo);
      throw error;
    }
  }

  const inside: Database = {
    isNear: true,
    selectSchema: SELECT_SCHEMA,
    all: async (statement) => atOnce.all(statement),
    one: async (statement) => atOnce.one(statement),
    run: async (statement) => atOnce.run(statement),
    async lock() {},
    transaction: (act) => between('SAVEPOINT part', 'RELEASE part', 'ROLLBACK TO part; RELEASE part', () => act(inside)),
  };

  return {
    isNear: true,
    selectSchema: SELECT_SCHEMA,
    all: (statement) => inTurn(() => atOnce.all(statement)),
    one: (statement) => inTurn(() => atOnce.one(statement)),
    run: (statement) => inTurn(() => atOnce.run(statement)),
    async lock() {},
    transaction: (act) => inTurn(() => between('BEGIN IMMEDIATE', 'COMMIT', 'ROLLBACK', () => act(inside))),
    close: () => inTurn(() => void connection.close()),
  };
}
