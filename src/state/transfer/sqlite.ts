/** state.db as one end of a move. */
import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import { z } from 'zod';
import { SCHEMA_VERSION } from '../migrations.ts';
import { KEYS, TABLE_NAMES, TABLES } from '../rows/tables.ts';
import { openSqliteState } from '../sqlite.ts';
import { setUpConnection } from '../sqlite-database.ts';
import { type Snapshot, StoredRow, TransferError, type TransferTarget } from './types.ts';

/** @throws TransferError when there is no such file, or another version wrote it. */
export function openSqliteSnapshot(file: string): Snapshot {
  if (!existsSync(file)) throw new TransferError(`There is no ${file} to export.`);
  const db = new Database(file, { readonly: true, fileMustExist: true });
  const schema = Number(db.pragma('user_version', { simple: true }));
  if (schema !== SCHEMA_VERSION) {
    db.close();
    throw new TransferError(
      `${file} belongs to another version of Nabi (schema ${schema}; this one has ${SCHEMA_VERSION}). Export it with that version, or start this one on it first.`,
    );
  }
  db.exec('BEGIN');
  return {
    async *rows(table) {
      const columns = Object.keys(TABLES[table].shape).join(', ');
      for (const row of db.prepare(`SELECT ${columns} FROM ${table} ORDER BY ${KEYS[table].join(', ')}`).iterate())
        yield StoredRow.parse(row);
    },
    loadLastChangeId: async () => readLastChangeId(db),
    async close() {
      db.close();
    },
  };
}

/** Creates the file or brings it up to date. Nothing else may work with it meanwhile. */
export async function openSqliteTarget(file: string): Promise<TransferTarget> {
  await openSqliteState(file).close();
  const db = new Database(file, { fileMustExist: true });
  setUpConnection(db);
  db.exec('BEGIN IMMEDIATE');
  const count = (table: string): number => z.int().parse(db.prepare(`SELECT count(*) FROM ${table}`).pluck().get());
  return {
    async countRows() {
      return TABLE_NAMES.filter((table) => table !== 'meta').reduce((sum, table) => sum + count(table), 0);
    },
    async deleteRows() {
      for (const table of TABLE_NAMES.toReversed()) db.exec(`DELETE FROM ${table}`);
    },
    async insertRows(table, rows) {
      const columns = Object.keys(TABLES[table].shape);
      const insert = db.prepare<[StoredRow]>(
        `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map((name) => `@${name}`).join(', ')})`,
      );
      for (const row of rows) insert.run(row);
    },
    async saveLastChangeId(id) {
      const last = Math.max(id, readLastChangeId(db));
      db.prepare(`DELETE FROM sqlite_sequence WHERE name = 'settings_changes'`).run();
      db.prepare(`INSERT INTO sqlite_sequence (name, seq) VALUES ('settings_changes', ?)`).run(last);
    },
    async commit() {
      db.exec('COMMIT');
    },
    async close() {
      // An open transaction ends with its connection, undone.
      db.close();
    },
  };
}

function readLastChangeId(db: Database.Database): number {
  const last = db.prepare(`SELECT seq FROM sqlite_sequence WHERE name = 'settings_changes'`).pluck().get();
  return z.int().optional().parse(last) ?? 0;
}
