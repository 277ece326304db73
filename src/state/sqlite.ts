/** The state in SQLite: one file, or memory alone. */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import { keepReads } from './kept-reads.ts';
import { migrate, type SchemaUpgrade } from './migrations.ts';
import { buildReads } from './reads.ts';
import { BUSY_TIMEOUT_MS, createSqliteDatabase, setUpConnection } from './sqlite-database.ts';
import { asTrouble, tellTrouble } from './trouble.ts';
import type { State } from './types.ts';
import { writeElsewhere } from './writer.ts';
import { buildWrites } from './writes.ts';

const IN_MEMORY = ':memory:';
/** The schema in a database in memory that holds nothing, as bytes: made once, because it takes fifty times as long as to copy it. */
let emptyMemory: Buffer | undefined;

/**
 * Opens, and when needed creates or brings up to date, the state in one SQLite file. Reads are answered at once; writes
 * are committed by a thread of their own, which lives while there is something to write. `:memory:` is a state of nobody else's that is gone when it is closed.
 *
 * @param onUpgraded Told what was done to a file of an older program.
 * @throws NewerSchemaError when the file belongs to a newer program; StateTroubleError, as every method of the state may, when the
 *   machine does not let it be read or written.
 */
export function openSqliteState(file: string, onUpgraded?: (upgrade: SchemaUpgrade) => void): State {
  let connection: Sqlite.Database | undefined;
  try {
    mkdirSync(dirname(file), { recursive: true });
    connection = new Sqlite(file === IN_MEMORY && emptyMemory !== undefined ? emptyMemory : file, { timeout: BUSY_TIMEOUT_MS });
    connection.pragma('journal_mode = WAL');
    setUpConnection(connection);
    const upgrade = migrate(connection, file);
    if (file === IN_MEMORY) emptyMemory ??= connection.serialize();
    if (upgrade !== null) {
      // An older program left what it deleted in the file.
      connection.exec('VACUUM');
      onUpgraded?.(upgrade);
    }
    return buildState(connection, file);
  } catch (error) {
    connection?.close();
    throw asTrouble(error);
  }
}

function buildState(connection: Sqlite.Database, file: string): State {
  const db = createSqliteDatabase(connection);
  // A database without a file is seen by its own connection alone.
  const reads = buildReads(db);
  const kept = connection.memory ? null : keepReads(connection, reads);
  const writer = kept === null ? { writes: buildWrites(db), async close() {} } : writeElsewhere(file, kept.noteWrite);
  const { recall, ...keptReads } = kept?.reads ?? { ...reads, recall: undefined };
  const told = tellTrouble<Omit<State, 'recall'>>({
    ...reads,
    ...keptReads,
    ...writer.writes,
    async close() {
      await writer.close();
      await db.close();
    },
  });
  return { ...told, ...(recall && { recall }) };
}
