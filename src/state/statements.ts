/** Parts of statements that follow from the tables. */
import sql, { bulk, empty, join, raw, type Sql } from 'sql-template-tag';
import { z } from 'zod';
import { keepFor } from '../kept.ts';
import { type Queries, SCHEMA } from './database.ts';
import { type CamelRow, nameOfColumn } from './rows/camel.ts';
import { KEYS, TABLES, type TableName } from './rows/tables.ts';

/** Rows of one INSERT: SQLite takes 32,766 values in a statement, Postgres 65,535. */
const ROWS_TOGETHER = 500;

type Values<Name extends TableName> = CamelRow<z.infer<(typeof TABLES)[Name]>>;

/** The columns of a row, separated by commas, under the names of the interface: every read asks for them, and `asRead` checks them. */
export const columnsOf = keepFor(({ shape }: z.ZodObject): Sql => {
  const columns = Object.keys(shape).map((column) => `${column} AS "${nameOfColumn(column)}"`);
  return raw(columns.join(', '));
});

/** Puts rows in, so many at a time. @param rest What follows the values, such as what to do when a row is there already. */
export async function insertInto<Name extends TableName>(
  queries: Queries,
  table: Name,
  rows: readonly Values<Name>[],
  rest: Sql = empty,
): Promise<void> {
  const columns = Object.keys(TABLES[table].shape);
  for (let first = 0; first < rows.length; first += ROWS_TOGETHER) {
    const values = rows.slice(first, first + ROWS_TOGETHER).map((row) => columns.map((column) => valueIn(TABLES[table], row, column)));
    await queries.run(sql`INSERT INTO ${at(table)} (${raw(columns.join(', '))}) VALUES ${bulk(values)} ${rest}`);
  }
}

/** The end of an INSERT that leaves what is there as it is. */
export const UNLESS_THERE = sql`ON CONFLICT DO NOTHING`;

/** `a = excluded.a, b = excluded.b`: what an INSERT would have put in. */
export function takeOver(row: z.ZodObject): Sql {
  return raw(
    Object.keys(row.shape)
      .map((column) => `${column} = excluded.${column}`)
      .join(', '),
  );
}

/** `a = 1, b = 2`, every column of the row. */
export function assign<Row extends z.ZodObject>(row: Row, values: CamelRow<z.infer<Row>>): Sql {
  return join(
    Object.keys(row.shape).map((column) => sql`${raw(column)} = ${valueIn(row, values, column)}`),
    ', ',
  );
}

/** Whether every column is as it was read. */
export function isRowAsRead<Row extends z.ZodObject>(row: Row, read: CamelRow<z.infer<Row>>): Sql {
  return join(
    Object.keys(row.shape).map((column) => sql`${raw(column)} IS NOT DISTINCT FROM ${valueIn(row, read, column)}`),
    ' AND ',
  );
}

/** Something that is tried until it is settled. */
type Attempted = 'deliveries' | 'outbox' | 'season_notices' | 'welcomes';

/** Moves it on from what was read of it. False, and nothing written, when somebody else did in between. */
export async function moveOn<Name extends Attempted>(queries: Queries, table: Name, next: Values<Name>, read: Values<Name>) {
  const isSame = KEYS[table].map((column) => sql`${raw(column)} = ${valueIn(TABLES[table], next, column)}`);
  const { state, attempts, nextAttemptAtMs } = read;
  const moved = await queries.run(sql`
    UPDATE ${at(table)} SET ${assign(TABLES[table], next)} WHERE ${join(isSame, ' AND ')}
      AND state = ${state} AND attempts = ${attempts} AND next_attempt_at_ms IS NOT DISTINCT FROM ${nextAttemptAtMs}`);
  return moved === 1;
}

function at(table: TableName): Sql {
  return raw(`${SCHEMA}.${table}`);
}

/** As the store keeps it. */
function valueIn({ shape }: z.ZodObject, values: object, column: string): unknown {
  const value: unknown = Reflect.get(values, nameOfColumn(column));
  const kept = shape[column];
  return kept instanceof z.ZodCodec ? kept.encode(value) : value;
}
