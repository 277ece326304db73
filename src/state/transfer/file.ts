/** The whole state in a file: one JSON text a line, a heading first, then every row, then how many there were. */
import { createReadStream, createWriteStream, existsSync, rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { atEnd } from '../../closing.ts';
import { putInPlace } from '../../durable.ts';
import { SCHEMA_VERSION } from '../migrations.ts';
import { RESTORED_AT } from '../restore.ts';
import { ADDED, TABLE_NAMES, TABLES } from '../rows/tables.ts';
import { asStored } from '../rows/text.ts';
import { type Snapshot, StoredRow, TransferError, type TransferTarget } from './types.ts';

/** The first whose files can be read; what came since is in `ADDED`. */
const OLDEST_SCHEMA = Math.min(...ADDED.map(({ schema }) => schema)) - 1;
/** Rows that are written together. */
const ROWS_TOGETHER = 500;
/** Only whoever made it may read it: it holds what people have set and said. */
const FILE_MODE = 0o600;

const Heading = z.object({ nabi: z.literal('state'), schema: z.int(), exportedAtMs: z.int(), lastChangeId: z.int() });
const RowLine = z.object({ table: z.enum(TABLE_NAMES), row: z.record(z.string(), z.unknown()) });
const FileEnding = z.object({ rows: z.int() });
const FileLine = z.union([RowLine, FileEnding]);

/** Rows by table. */
export type Moved = Readonly<Record<string, number>>;

/**
 * Writes one moment of a store to a file, which takes its name when it is whole.
 *
 * @param overwrites Without it a file that is there already is left alone.
 * @throws TransferError when the name is taken; a file system's error when it cannot be written. Nothing is left behind.
 */
export async function exportState(
  snapshot: Snapshot,
  target: string,
  { nowMs, overwrites = false }: { readonly nowMs: number; readonly overwrites?: boolean },
): Promise<Moved> {
  if (!overwrites && existsSync(target)) {
    throw new TransferError(`${target} is there already, and was left as it is. Choose another name, or add --overwrite.`);
  }
  const moved = countNone();
  const temporary = `${target}.${process.pid}.tmp`;
  using _leftOver = atEnd(() => rmSync(temporary, { force: true }));
  await pipeline(Readable.from(writeLines(snapshot, nowMs, moved)), createWriteStream(temporary, { mode: FILE_MODE, flush: true }));
  putInPlace(temporary, target);
  return moved;
}

async function* writeLines(snapshot: Snapshot, nowMs: number, moved: Record<string, number>): AsyncGenerator<string> {
  const lastChangeId = await snapshot.loadLastChangeId();
  yield toLine({ nabi: 'state', schema: SCHEMA_VERSION, exportedAtMs: nowMs, lastChangeId } satisfies z.infer<typeof Heading>);
  for (const table of TABLE_NAMES) {
    for await (const row of snapshot.rows(table)) {
      moved[table] = (moved[table] ?? 0) + 1;
      yield toLine({ table, row } satisfies z.infer<typeof RowLine>);
    }
  }
  yield toLine({ rows: sum(moved) } satisfies z.infer<typeof FileEnding>);
}

/** Node's line reader ends a line at U+2028 and U+2029 as well, which JSON leaves as they are. */
function toLine(value: object): string {
  return `${JSON.stringify(value).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')}\n`;
}

/**
 * Puts everything of an exported file into a store, or nothing. The store remembers when: for posts that were due before it the
 * channel is looked at first, because the old store may have gone on after the export.
 *
 * @param replaces Without it a store that holds something already is refused; with it that is deleted.
 * @throws TransferError when the file is not whole or of a version that cannot be read, or the store is not empty; nothing was changed.
 */
export async function importState(
  target: TransferTarget,
  file: string,
  { nowMs, replaces = false }: { readonly nowMs: number; readonly replaces?: boolean },
): Promise<Moved> {
  if (!existsSync(file)) throw new TransferError(`There is no ${file} to import.`);
  const there = await target.countRows();
  if (there > 0 && !replaces) {
    throw new TransferError(
      `The store is not empty (${there} ${there === 1 ? 'row' : 'rows'}), and was left as it is. --replace deletes what is there first.`,
    );
  }
  await target.deleteRows();
  const moved = countNone();
  let waiting: { readonly table: z.infer<typeof RowLine>['table']; readonly rows: StoredRow[] } | null = null;
  let ending: number | null = null;
  let number = 0;
  let schema = SCHEMA_VERSION;
  const input = createReadStream(file, 'utf8');
  using _closed = atEnd(() => input.destroy());
  for await (const text of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1;
    const where = `${file}, line ${number}`;
    if (number === 1) {
      const heading = readHeading(text, where);
      schema = heading.schema;
      await target.saveLastChangeId(heading.lastChangeId);
      continue;
    }
    const line = readLine(FileLine, text, where);
    if (ending !== null) throw new TransferError(`${where} comes after the end. ${AGAIN}`);
    if ('rows' in line) {
      ending = line.rows;
      continue;
    }
    if (waiting !== null && (waiting.table !== line.table || waiting.rows.length === ROWS_TOGETHER)) {
      await target.insertRows(waiting.table, waiting.rows);
      waiting = null;
    }
    const row = readRow(line, schema, where);
    moved[line.table] = (moved[line.table] ?? 0) + 1;
    // This import is the newer one.
    if (line.table === 'meta' && row.key === RESTORED_AT) continue;
    waiting ??= { table: line.table, rows: [] };
    waiting.rows.push(row);
  }
  if (waiting !== null) await target.insertRows(waiting.table, waiting.rows);
  if (ending !== sum(moved)) throw new TransferError(`${file} ends before its end: it has ${sum(moved)} rows. ${AGAIN}`);
  await target.insertRows('meta', [{ key: RESTORED_AT, value: String(nowMs) }]);
  await target.commit();
  return moved;
}

const AGAIN = 'Export it again.';

function readHeading(text: string, where: string): z.infer<typeof Heading> {
  const heading = readLine(Heading, text, where);
  if (heading.schema <= SCHEMA_VERSION && heading.schema >= OLDEST_SCHEMA) return heading;
  throw new TransferError(
    `${where}: the file was exported by another version of Nabi (schema ${heading.schema}; this one has ${SCHEMA_VERSION}, and reads from ${OLDEST_SCHEMA} on). Export and import with the same version.`,
  );
}

/** @param schema Of the file: a row of an older one has what its columns got when they came. */
function readRow({ table, row }: z.infer<typeof RowLine>, schema: number, where: string): StoredRow {
  const added = ADDED.filter((step) => step.schema > schema).map(({ values }) => values[table]);
  const whole: unknown = Object.assign({}, ...added, row);
  const { error } = z.strictObject(TABLES[table].shape).safeParse(whole);
  if (error) throw new TransferError(`${where} is no row of ${table} (${describeIssue(error)}). ${AGAIN}`);
  const values = Object.entries(StoredRow.parse(whole));
  return Object.fromEntries(values.map(([name, value]) => [name, typeof value === 'string' ? asStored(value) : value]));
}

function readLine<Value>(schema: z.ZodType<Value>, text: string, where: string): Value {
  try {
    return schema.parse(JSON.parse(text));
  } catch (error) {
    throw new TransferError(`${where} is not what nabi export-state writes (${describeIssue(error)}). ${AGAIN}`);
  }
}

function describeIssue(error: unknown): string {
  if (!(error instanceof z.ZodError)) return error instanceof Error ? error.message : String(error);
  const [issue] = error.issues;
  return issue === undefined ? error.message : [issue.path.join('.'), issue.message].filter((part) => part !== '').join(': ');
}

function countNone(): Record<string, number> {
  return Object.fromEntries(TABLE_NAMES.map((table) => [table, 0]));
}

function sum(moved: Moved): number {
  return Object.values(moved).reduce((total, count) => total + count, 0);
}
