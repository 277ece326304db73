import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { z } from 'zod';
import { migrate } from './migrations.ts';
import { prepareReads } from './reads.ts';
import { asTrouble, tellTrouble } from './trouble.ts';
import type { State } from './types.ts';
import { BUSY_TIMEOUT_MS, type Writer, writeElsewhere, writeHere } from './writer.ts';

const ClaimResult = z.enum(['claimed', 'taken', 'changed']);

/**
 * Opens, and when needed creates or brings up to date, the state in one SQLite file. Reads are answered at once; writes
 * are committed by a thread of their own.
 *
 * @throws NewerSchemaError when the file belongs to a newer program; StateTroubleError, as every method of the state may, when the
 *   machine does not let it be read or written.
 */
export function openSqliteState(file: string): State {
  let db: Database.Database | undefined;
  try {
    mkdirSync(dirname(file), { recursive: true });
    db = new Database(file, { timeout: BUSY_TIMEOUT_MS });
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = ON');
    migrate(db, file);
    return buildState(db, db.memory ? writeHere(db) : writeElsewhere(file));
  } catch (error) {
    db?.close();
    throw asTrouble(error);
  }
}

function buildState(db: Database.Database, writer: Writer): State {
  return tellTrouble<State>({
    ...prepareReads(db),
    saveChanges: async (...all) => z.boolean().parse(await writer.ask({ name: 'saveChanges', all })),
    claimDelivery: async (...all) => ClaimResult.parse(await writer.ask({ name: 'claimDelivery', all })),
    recordUnposted: async (...all) => z.boolean().parse(await writer.ask({ name: 'recordUnposted', all })),
    saveDelivery: async (next, read, followUps = []) =>
      z.boolean().parse(await writer.ask({ name: 'saveDelivery', all: [next, read, followUps] })),
    saveFollowUp: async (...all) => z.boolean().parse(await writer.ask({ name: 'saveFollowUp', all })),
    async suspendDaily(...all) {
      await writer.ask({ name: 'suspendDaily', all });
    },
    saveCorrectionState: async (...all) => z.boolean().parse(await writer.ask({ name: 'saveCorrectionState', all })),
    async addSeasonNotices(...all) {
      await writer.ask({ name: 'addSeasonNotices', all });
    },
    saveSeasonNotice: async (...all) => z.boolean().parse(await writer.ask({ name: 'saveSeasonNotice', all })),
    async saveDepartures(...all) {
      await writer.ask({ name: 'saveDepartures', all });
    },
    async saveMeta(...all) {
      await writer.ask({ name: 'saveMeta', all });
    },
    async close() {
      await writer.close();
      db.close();
    },
  });
}
