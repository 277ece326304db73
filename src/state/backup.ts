/** Copies of state.db: made while it is in use, looked through before they count, and known by what they hold. */
import { existsSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { z } from 'zod';
import { atEnd, closing } from '../closing.ts';
import { putInPlace, removeLeftOvers, syncPath } from '../durable.ts';
import { findWriteProblem } from './home.ts';
import { SCHEMA_VERSION } from './migrations.ts';
import { asTrouble, StateTroubleError } from './trouble.ts';

export interface BackupContents {
  readonly schema: number;
  /** Rows of each table, by its name. */
  readonly rows: Readonly<Record<string, number>>;
  readonly bytes: number;
}

/** A copy that cannot be made or cannot be used, in a sentence for the operator. */
export class BackupError extends Error {
  override readonly name = 'BackupError';
  readonly kind: 'damaged' | 'unusable';

  constructor(message: string, kind: BackupError['kind'] = 'unusable') {
    super(message);
    this.kind = kind;
  }
}

/**
 * Copies a database to a new file by SQLite's backup API, one moment of it, whoever writes meanwhile. The copy takes its
 * name only after it was opened, found whole, and found to hold as many rows of each table as the source did at that moment.
 *
 * @param overwrites Without it a file that is there already is left alone.
 * @throws BackupError when there is nothing to copy, the name is taken, or the copy is not what it should be; a file system's
 *   error when it cannot be written. Nothing is left behind.
 */
export async function backUp(source: string, target: string, { overwrites = false } = {}): Promise<BackupContents> {
  if (!existsSync(source)) throw new BackupError(`There is no ${source} to copy.`);
  const refuse = () => {
    if (!overwrites && existsSync(target))
      throw new BackupError(`${target} is there already, and was left as it is. Choose another name, or add --overwrite.`);
  };
  refuse();
  const blocked = findWriteProblem(dirname(target));
  if (blocked !== null) throw new BackupError(`${target} cannot be written: ${blocked}. Name a file elsewhere, with its whole path.`);
  mkdirSync(dirname(target), { recursive: true });
  removeLeftOvers(target);
  const temporary = `${target}.${process.pid}.tmp`;
  using _leftOver = atEnd(() => {
    for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(temporary + suffix, { force: true });
  });
  const counted = await copyOneMoment(source, temporary);
  makePortable(temporary);
  const contents = inspectBackup(temporary);
  for (const [table, count] of Object.entries(counted)) {
    if (contents.rows[table] === count) continue;
    throw new BackupError(
      `The copy has ${contents.rows[table] ?? 'no'} rows of ${table} where ${source} has ${count}, so it was thrown away.`,
    );
  }
  syncPath(temporary);
  refuse();
  putInPlace(temporary, target);
  return contents;
}

/**
 * Opens a copy for reading, looks through all of it and counts.
 *
 * @throws BackupError when it is damaged, is none of Nabi's, or belongs to a newer Nabi; StateTroubleError when it cannot be read.
 */
export function inspectBackup(file: string): BackupContents {
  return readWhole(file, 'integrity_check(1)', (db) => {
    const schema = Number(db.pragma('user_version', { simple: true }));
    if (schema < 1) throw new BackupError(`${file} is a database, but none of Nabi's state.`);
    if (schema > SCHEMA_VERSION) {
      throw new BackupError(
        `${file} was written by a newer Nabi (schema ${schema}; this one knows up to ${SCHEMA_VERSION}). Use that version, or an older backup.`,
      );
    }
    return { schema, rows: countRows(db), bytes: statSync(file).size };
  });
}

/**
 * Looks through a database, but for whether its indexes agree with its tables, which takes a fraction of the time.
 *
 * @throws BackupError of kind `damaged`; StateTroubleError when it cannot be read.
 */
export function assertUndamaged(file: string): void {
  readWhole(file, 'quick_check(1)', () => undefined);
}

function readWhole<Result>(file: string, check: string, read: (db: Database.Database) => Result): Result {
  if (!existsSync(file)) throw new BackupError(`There is no ${file}.`);
  try {
    using db = closing(new Database(file, { readonly: true, fileMustExist: true }));
    const verdict = z.string().parse(db.pragma(check, { simple: true }));
    if (verdict !== 'ok') throw new BackupError(`${file} is damaged (${verdict.replaceAll('\n', ' ')}).`, 'damaged');
    return read(db);
  } catch (error) {
    const trouble = asTrouble(error);
    if (!(trouble instanceof StateTroubleError) || trouble.kind !== 'damaged') throw trouble;
    throw new BackupError(`${file} is damaged, or no database at all (${error instanceof Error ? error.message : ''}).`, 'damaged');
  }
}

/** A sentence of what a copy holds: "schema 3, 128 kB; servers 12, dailies 9". */
export function describeBackup({ schema, rows, bytes }: BackupContents): string {
  const counts = Object.entries(rows).map(([table, count]) => `${table} ${count}`);
  return `schema ${schema}, ${Math.ceil(bytes / 1024)} kB; rows: ${counts.join(', ')}`;
}

/** A transaction keeps the moment: without it SQLite begins anew whenever another connection writes. */
async function copyOneMoment(source: string, temporary: string): Promise<Readonly<Record<string, number>>> {
  using db = closing(new Database(source, { readonly: true, fileMustExist: true }));
  db.exec('BEGIN');
  const counted = countRows(db);
  await db.backup(temporary);
  db.exec('COMMIT');
  return counted;
}

/** One file to carry anywhere, with nothing in it that was deleted: a copy in WAL mode would grow companions wherever it is opened. */
function makePortable(file: string): void {
  using db = closing(new Database(file));
  db.pragma('journal_mode = DELETE');
  // What was deleted may still stand between the rows of a page; written anew, only rows do.
  db.exec('VACUUM');
}

function countRows(db: Database.Database): Readonly<Record<string, number>> {
  const tables = z
    .array(z.string())
    .parse(db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name").pluck().all());
  return Object.fromEntries(
    tables.map((table) => {
      const count = db.prepare(`SELECT count(*) FROM "${table.replaceAll('"', '""')}"`).pluck();
      return [table, z.number().parse(count.get())];
    }),
  );
}
