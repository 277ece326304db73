/** What the thread does that writes: what is asked of it goes into the file, many writes with one commit. */
import type { MessagePort } from 'node:worker_threads';
import Sqlite from 'better-sqlite3';
import { BUSY_TIMEOUT_MS, createSqliteDatabase, setUpConnection } from './sqlite-database.ts';
import { buildWrites, type Writes } from './writes.ts';

/** So many writes share a commit at most: the first of them does not wait long for the last. */
const MOST_TOGETHER = 64;
const REWRITE_AFTER_MS = 60_000;
/** The first column of a checkpoint that nobody kept from being whole. */
const FREE = 0;

/** A write as data, for the way to the other thread. */
export interface CallOf<Name extends keyof Writes> {
  readonly name: Name;
  readonly all: Parameters<Writes[Name]>;
}
type WriteCall = { [Name in keyof Writes]: CallOf<Name> }[keyof Writes];
export interface Asked<Call> {
  readonly kind: 'write';
  readonly id: number;
  readonly call: Call;
}
export type AskedOfWriter =
  | Asked<WriteCall>
  /** To end once all is done that was asked, and what was forgotten is out of the file. */
  | { readonly kind: 'rest' }
  /** To end once all is done that was asked. */
  | { readonly kind: 'close' };
export type Done =
  | { readonly id: number; readonly ok: true; readonly result: unknown }
  /** On its way from a thread an error keeps its words and loses its code. */
  | { readonly id: number; readonly ok: false; readonly error: Error; readonly code: string | undefined };

/** Writes what comes in at the port, until it is told to end. */
export function serve(file: string, port: MessagePort): void {
  const connection = new Sqlite(file, { timeout: BUSY_TIMEOUT_MS });
  setUpConnection(connection);
  const db = createSqliteDatabase(connection);
  const wiper = createWiper(connection, goOn);
  const asked: Asked<WriteCall>[] = [];
  let ending: 'rest' | 'close' | null = null;
  let isBusy = false;

  const commitTogether = (batch: readonly Asked<WriteCall>[]): Promise<Done[]> =>
    db.transaction(async (inside) => {
      const done: Done[] = [];
      const writes = buildWrites(inside);
      for (const { id, call } of batch) {
        try {
          // A transaction inside another can be undone alone: one write that fails takes none of the others with it.
          done.push({ id, ok: true, result: await Reflect.apply(writes[call.name], writes, call.all) });
        } catch (error) {
          // A full disk undoes the whole commit.
          if (!connection.inTransaction) throw error;
          done.push(fail(id, error));
        }
      }
      return done;
    });

  async function work(): Promise<void> {
    const batch = asked.splice(0, MOST_TOGETHER);
    try {
      const all = await commitTogether(batch);
      if (batch.some(isForgetting)) wiper.wipeLog();
      for (const done of all) port.postMessage(done);
    } catch (error) {
      // The commit itself failed: nothing of it happened.
      for (const { id } of batch) port.postMessage(fail(id, error));
    }
    isBusy = false;
    goOn();
  }

  function goOn(): void {
    if (isBusy) return;
    if (asked.length > 0) {
      // Whatever else has come by the end of this turn shares the commit.
      isBusy = true;
      setImmediate(() => void work());
    } else if (ending === 'close' || (ending === 'rest' && wiper.isDone())) {
      wiper.finish();
      connection.close();
      port.close();
    }
  }

  port.on('message', (message: AskedOfWriter) => {
    if (message.kind === 'write') asked.push(message);
    else ending = message.kind;
    goOn();
  });
}

/** Whether somebody is to be gone from the file, and not only a row. */
function isForgetting({ call }: { readonly call: WriteCall }): boolean {
  return call.name === 'saveChanges' && call.all[0].some(({ kind }) => kind === 'forget-member' || kind === 'forget-server');
}

/**
 * Takes what was forgotten out of the write-ahead log at once, and within a minute out of the gaps between rows, where SQLite may have
 * left a copy when it moved one from page to page. The latter writes the whole file anew, so many who forget share it.
 */
function createWiper(connection: Sqlite.Database, onDone: () => void): { wipeLog(): void; isDone(): boolean; finish(): void } {
  let timer: NodeJS.Timeout | null = null;

  const emptyLog = (): unknown => connection.pragma('wal_checkpoint(TRUNCATE)', { simple: true });

  function rewrite(): void {
    timer = null;
    try {
      connection.exec('VACUUM');
      if (emptyLog() === FREE) return;
    } catch {
      // No room, or another program holds the file.
    }
    rewriteLater();
  }

  function rewriteLater(): void {
    timer ??= setTimeout(() => {
      rewrite();
      if (timer === null) onDone();
    }, REWRITE_AFTER_MS);
  }

  return {
    wipeLog() {
      rewriteLater();
      try {
        emptyLog();
      } catch {
        // What was asked is committed all the same, and the log is emptied with the rewriting.
      }
    },
    isDone: () => timer === null,
    finish() {
      if (timer === null) return;
      clearTimeout(timer);
      rewrite();
      if (timer !== null) clearTimeout(timer);
    },
  };
}

function fail(id: number, thrown: unknown): Done {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  return { id, ok: false, error, code: 'code' in error ? String(error.code) : undefined };
}
