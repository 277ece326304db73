/** Small facts about the running bot, such as when it logged in. */
import { close, fdatasync, open } from 'node:fs';
import { promisify } from 'node:util';
import Sqlite from 'better-sqlite3';
import sql, { type Sql } from 'sql-template-tag';
import { z } from 'zod';
import { listValues, SCHEMA } from './database.ts';
import { setUpConnection } from './sqlite-database.ts';

/** Keeps a fact in place of what was under its key. */
export function buildSaveMeta(key: string, value: string): Sql {
  return sql`INSERT INTO nabi.meta (key, value) VALUES (${key}, ${value}) ON CONFLICT (key) DO UPDATE SET value = excluded.value`;
}

/** As many as SQLite lets gather by itself before it moves the log into the file. */
const MOST_PAGES_IN_LOG = 1_000;
/** Whether it could not be looked at, pages in the log (-1: there is none), and how many of them are in the file by now. */
const Log = z.tuple([z.int(), z.int(), z.int()]);

/**
 * Writes facts on this thread without keeping it: the row goes into the log, which is taken to the disk beside the loop. Most starts and
 * most minutes write nothing else, and a thread for it costs 20 MB. It neither waits for who holds the file nor moves the log into it.
 */
export function writeMetaHere(file: string) {
  let connection: Sqlite.Database | undefined;
  const underWay = new Set<Promise<void>>();

  function connect(): Sqlite.Database {
    const opened = new Sqlite(file, { timeout: 0 });
    setUpConnection(opened);
    // The log is taken to the disk below.
    opened.pragma('synchronous = NORMAL');
    opened.pragma('wal_autocheckpoint = 0');
    return opened;
  }

  function hasRoom(opened: Sqlite.Database): boolean {
    const [, pages, moved] = Log.parse(opened.prepare('PRAGMA wal_checkpoint(NOOP)').raw().get());
    return pages >= 0 && pages - moved < MOST_PAGES_IN_LOG;
  }

  return {
    /** Resolves once the fact is on disk. Null, and nothing written, where it takes longer than a moment: whoever may wait is to write it. */
    save(key: string, value: string): Promise<void> | null {
      try {
        connection ??= connect();
        if (!hasRoom(connection)) return null;
        const save = buildSaveMeta(key, value);
        connection.prepare(save.sql.replace(`${SCHEMA}.`, '')).run(listValues(save));
      } catch {
        // Whoever writes it then meets the same, and says it.
        return null;
      }
      const isKept = takeToDisk(`${file}-wal`);
      underWay.add(isKept);
      return isKept.finally(() => underWay.delete(isKept));
    },
    /** Waits for what is on its way to the disk. */
    async close() {
      await Promise.allSettled(underWay);
      connection?.close();
    },
  };
}

/** Without `node:fs/promises`, which brings 3 ms of other things. */
async function takeToDisk(log: string): Promise<void> {
  const number = await promisify(open)(log, 'r');
  try {
    await promisify(fdatasync)(number);
  } finally {
    await promisify(close)(number);
  }
}
