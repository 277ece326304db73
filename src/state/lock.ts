/** One process for one folder of state: a second one would post everything twice. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { closing } from '../closing.ts';
import { findHomeProblem, findNetworkFileSystem } from './home.ts';
import { asTrouble, NO_LOCKS, StateTroubleError } from './trouble.ts';

/** Another process works on the same folder. */
export class HomeLockedError extends Error {
  readonly folder: string;

  constructor(folder: string) {
    const network = findNetworkFileSystem(folder);
    const orNoLocks = network === null ? '' : ` If none is: it lies on a network file system (${network}). ${NO_LOCKS}`;
    super(
      `Another Nabi is already running on ${folder}. Stop that one first, or give this one a folder of its own with NABI_HOME.${orNoLocks}`,
    );
    this.name = 'HomeLockedError';
    this.folder = folder;
  }
}

/**
 * Takes the folder of state for this process until `release` or the end of the process, however it ends. The lock is an
 * open exclusive transaction: the operating system drops it with the process, where a pid file would stay behind.
 *
 * @throws HomeLockedError at once when another process, or this one, holds it; StateTroubleError when the folder cannot be used.
 */
export function lockHome(folder: string) {
  assertUsableHome(folder);
  mkdirSync(folder, { recursive: true });
  const db = new Database(join(folder, 'lock.db'), { timeout: 0 });
  try {
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) throw new HomeLockedError(folder);
    throw asTrouble(error);
  }
  return {
    release() {
      db.close();
    },
  };
}

/** @throws StateTroubleError with what is wrong with the folder and the remedy. */
export function assertUsableHome(folder: string): void {
  const problem = findHomeProblem(folder);
  if (problem !== null) throw new StateTroubleError('read-only', problem, null);
}

/** Whether a process works on the folder just now. Changes nothing, also where there is no folder. */
export function isHomeLocked(folder: string): boolean {
  try {
    using db = closing(new Database(join(folder, 'lock.db'), { readonly: true, fileMustExist: true, timeout: 0 }));
    db.prepare('SELECT count(*) FROM sqlite_schema').get();
    return false;
  } catch (error) {
    return error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
  }
}
