import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { TABLE_NAMES } from '../../../src/state/rows/tables.ts';
import { openSqliteState } from '../../../src/state/sqlite.ts';
import type { StoreUnderTest } from './store.ts';

/** A file in a folder of its own. */
export async function createSqliteStore(): Promise<StoreUnderTest> {
  const folder = mkdtempSync(join(tmpdir(), 'nabi-sqlite-'));
  const file = join(folder, 'state.db');
  return {
    open: async () => openSqliteState(file),
    async execute(sql) {
      withDatabase(file, (db) => db.exec(sql));
    },
    dump: async () => withDatabase(file, dumpTables),
    empty: async () => withDatabase(file, emptyTables),
    async dispose() {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function withDatabase<Result>(file: string, use: (db: Database.Database) => Result): Result {
  const db = new Database(file);
  try {
    return use(db);
  } finally {
    db.close();
  }
}

function dumpTables(db: Database.Database): Record<string, unknown[]> {
  return Object.fromEntries(TABLE_NAMES.map((table) => [table, db.prepare(`SELECT * FROM ${table}`).all()]));
}

function emptyTables(db: Database.Database): void {
  db.pragma('synchronous = OFF');
  db.transaction(() => {
    for (const table of [...TABLE_NAMES.toReversed(), 'sqlite_sequence']) db.exec(`DELETE FROM ${table}`);
  })();
}
