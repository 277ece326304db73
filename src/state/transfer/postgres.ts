/** A Postgres database as one end of a move. */
import { z } from 'zod';
import { SCHEMA } from '../database.ts';
import { SCHEMA_VERSION } from '../migrations.ts';
import { migratePostgres, readPostgresVersion } from '../postgres/migrations.ts';
import { connectAlone } from '../postgres/pool.ts';
import { KEYS, TABLE_NAMES, TABLES } from '../rows/tables.ts';
import { type Snapshot, StoredRow, TransferError, type TransferTarget } from './types.ts';

const ROWS_TOGETHER = 1_000;
const SEQUENCE = `${SCHEMA}.settings_changes_id_seq`;

const LastChange = z.tuple([z.object({ last: z.int() })]);
const Count = z.tuple([z.object({ count: z.int() })]);

/** @throws TransferError when the database holds no state, or another version's; StateTroubleError when it cannot be reached. */
export async function openPostgresSnapshot(url: string): Promise<Snapshot> {
  const client = await connectAlone(url);
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  const schema = await readPostgresVersion(client);
  if (schema !== SCHEMA_VERSION) {
    await client.end();
    if (schema === 0) throw new TransferError('The database that DATABASE_URL names holds nothing to export.');
    throw new TransferError(
      `The database belongs to another version of Nabi (schema ${schema}; this one has ${SCHEMA_VERSION}). Export it with that version, or start this one on it first.`,
    );
  }
  return {
    async *rows(table) {
      const columns = Object.keys(TABLES[table].shape).join(', ');
      await client.query(`DECLARE walk NO SCROLL CURSOR FOR SELECT ${columns} FROM ${SCHEMA}.${table} ORDER BY ${KEYS[table].join(', ')}`);
      for (;;) {
        const { rows } = await client.query(`FETCH ${ROWS_TOGETHER} FROM walk`);
        yield* StoredRow.array().parse(rows);
        if (rows.length < ROWS_TOGETHER) break;
      }
      await client.query('CLOSE walk');
    },
    async loadLastChangeId() {
      const { rows } = await client.query(`SELECT CASE WHEN is_called THEN last_value ELSE 0 END AS last FROM ${SEQUENCE}`);
      return LastChange.parse(rows)[0].last;
    },
    close: () => client.end(),
  };
}

/** Creates the tables or brings them up to date. What other processes want to write waits until the end. */
export async function openPostgresTarget(url: string): Promise<TransferTarget> {
  await migratePostgres(url);
  const client = await connectAlone(url);
  await client.query('BEGIN');
  await client.query('SET LOCAL synchronous_commit = on');
  await client.query(`LOCK TABLE ${TABLE_NAMES.map((table) => `${SCHEMA}.${table}`).join(', ')} IN EXCLUSIVE MODE`);
  return {
    async countRows() {
      const counts = TABLE_NAMES.filter((table) => table !== 'meta').map((table) => `(SELECT count(*) FROM ${SCHEMA}.${table})`);
      const { rows } = await client.query(`SELECT ${counts.join(' + ')} AS count`);
      return Count.parse(rows)[0].count;
    },
    async deleteRows() {
      for (const table of TABLE_NAMES.toReversed()) await client.query(`DELETE FROM ${SCHEMA}.${table}`);
    },
    async insertRows(table, rows) {
      const columns = Object.keys(TABLES[table].shape).join(', ');
      await client.query(
        `INSERT INTO ${SCHEMA}.${table} (${columns}) SELECT ${columns} FROM json_populate_recordset(NULL::${SCHEMA}.${table}, $1)`,
        [JSON.stringify(rows)],
      );
    },
    async saveLastChangeId(id) {
      // A sequence does not take part in transactions; a number too high does no harm.
      await client.query(`SELECT setval('${SEQUENCE}', greatest($1::bigint, last_value), true) FROM ${SEQUENCE} WHERE $1::bigint > 0`, [
        id,
      ]);
    },
    async commit() {
      await client.query('COMMIT');
    },
    // An open transaction ends with its connection, undone.
    close: () => client.end(),
  };
}
