/**
 * Writes on a thread of its own. A commit waits for the disk, and where the disk is slow, or SQLite moves its log into a
 * large file, it waits for a tenth of a second and more: there nobody waits with it who asked something else. What comes while one
 * commit is under way goes into the next one together, so thousands of posts cost far fewer waits than writes.
 */
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import Sqlite from 'better-sqlite3';
import type { Database } from './database.ts';
import { saveMeta } from './meta.ts';
import { createSqliteDatabase, setUpConnection } from './sqlite-database.ts';
import type { Writes } from './writes.ts';

/** Another program may hold the file for so long. Two of these still end before Discord stops waiting for an answer. */
export const BUSY_TIMEOUT_MS = 1_200;
/** So many writes share a commit at most: the first of them does not wait long for the last. */
const MOST_TOGETHER = 64;
const REWRITE_AFTER_MS = 60_000;
/** The first column of a checkpoint that nobody kept from being whole. */
const FREE = 0;

/** A write as data, for the way to the other thread. */
interface CallOf<Name extends keyof Writes> {
  readonly name: Name;
  readonly all: Parameters<Writes[Name]>;
}
type WriteCall = { [Name in keyof Writes]: CallOf<Name> }[keyof Writes];
interface Asked<Call> {
  readonly kind: 'write';
  readonly id: number;
  readonly call: Call;
}
type AskedOfWriter = Asked<WriteCall> | { readonly kind: 'close' };
type Done =
  | { readonly id: number; readonly ok: true; readonly result: unknown }
  /** On its way from a thread an error keeps its words and loses its code. */
  | { readonly id: number; readonly ok: false; readonly error: Error; readonly code: string | undefined };

type WriteResult<Name extends keyof Writes> = Awaited<ReturnType<Writes[Name]>>;

export interface Writer {
  /** Each resolves once it is on disk. */
  readonly writes: Writes;
  /** Finishes what was asked, then ends the thread. */
  close(): Promise<void>;
}

/** The thread starts with the first write, and keeps the process alive only while one is under way. */
export function writeElsewhere(file: string): Writer {
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let worker: Worker | null = null;
  let lastId = 0;

  function start(): Worker {
    const started = new Worker(new URL(import.meta.url), { workerData: { writesTo: file } });
    // One in each turn of the event loop: what goes on after a write takes its time, and a commit has many writes.
    const answers: Done[] = [];
    const pass = (): void => {
      const done = answers.shift();
      if (done === undefined) return;
      const asked = waiting.get(done.id);
      waiting.delete(done.id);
      if (waiting.size === 0) started.unref();
      if (done.ok) asked?.resolve(done.result);
      else asked?.reject(done.code === undefined ? done.error : Object.assign(done.error, { code: done.code }));
      if (answers.length > 0) setImmediate(pass);
    };
    started.on('message', (done: Done) => {
      answers.push(done);
      if (answers.length === 1) setImmediate(pass);
    });
    started.on('error', (error: Error) => {
      worker = null;
      for (const { reject } of waiting.values()) reject(error);
      waiting.clear();
    });
    return started;
  }

  function ask<Name extends keyof Writes>(name: Name, all: Parameters<Writes[Name]>): Promise<WriteResult<Name>> {
    worker ??= start();
    lastId += 1;
    const id = lastId;
    const answer = new Promise<WriteResult<Name>>((resolve, reject) => waiting.set(id, { resolve, reject }));
    worker.ref();
    worker.postMessage({ kind: 'write', id, call: { name, all } } satisfies Asked<CallOf<Name>>);
    return answer;
  }

  return {
    writes: {
      saveChanges: (...all) => ask('saveChanges', all),
      claimDelivery: (...all) => ask('claimDelivery', all),
      recordUnposted: (...all) => ask('recordUnposted', all),
      saveDelivery: (...all) => ask('saveDelivery', all),
      saveFollowUp: (...all) => ask('saveFollowUp', all),
      suspendDaily: (...all) => ask('suspendDaily', all),
      correctDue: (...all) => ask('correctDue', all),
      saveCorrectionState: (...all) => ask('saveCorrectionState', all),
      noteTrouble: (...all) => ask('noteTrouble', all),
      noteNoticesTried: (...all) => ask('noteNoticesTried', all),
      addSeasonNotices: (...all) => ask('addSeasonNotices', all),
      saveSeasonNotice: (...all) => ask('saveSeasonNotice', all),
      addWelcomes: (...all) => ask('addWelcomes', all),
      saveWelcome: (...all) => ask('saveWelcome', all),
      saveDepartures: (...all) => ask('saveDepartures', all),
      saveMeta: (...all) => ask('saveMeta', all),
    },
    async close() {
      const ending = worker;
      worker = null;
      if (ending === null) return;
      const ended = new Promise((resolve) => ending.once('exit', resolve));
      ending.ref();
      ending.postMessage({ kind: 'close' } satisfies AskedOfWriter);
      await ended;
    },
  };
}

// Another worker may import this module as well, with data of its own.
const work: unknown = isMainThread ? null : workerData;
if (typeof work === 'object' && work !== null && 'writesTo' in work && typeof work.writesTo === 'string' && parentPort !== null)
  serve(work.writesTo, parentPort);

function serve(file: string, port: NonNullable<typeof parentPort>): void {
  const connection = new Sqlite(file, { timeout: BUSY_TIMEOUT_MS });
  setUpConnection(connection);
  const db = createSqliteDatabase(connection);
  const wiper = createWiper(connection);
  const asked: Asked<WriteCall>[] = [];
  let isClosing = false;
  let isBusy = false;

  const commitTogether = (batch: readonly Asked<WriteCall>[], performIn: PerformIn): Promise<Done[]> =>
    db.transaction(async (inside) => {
      const done: Done[] = [];
      const perform = performIn(inside);
      for (const { id, call } of batch) {
        try {
          // A transaction inside another can be undone alone: one write that fails takes none of the others with it.
          done.push({ id, ok: true, result: await perform(call) });
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
      const all = await commitTogether(batch, await prepare(batch));
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
    } else if (isClosing) {
      wiper.finish();
      connection.close();
      port.close();
    }
  }

  port.on('message', (message: AskedOfWriter) => {
    if (message.kind === 'close') isClosing = true;
    else asked.push(message);
    goOn();
  });
}

/** Does the writes of one commit. */
type PerformIn = (inside: Database) => (call: WriteCall) => Promise<unknown>;

/** Most starts write nothing but small facts. All else needs the schemas of the rows: 14 MB, and a tenth of a second. */
async function prepare(batch: readonly Asked<WriteCall>[]): Promise<PerformIn> {
  const areFacts = batch.every(({ call }) => call.name === 'saveMeta');
  const { buildWrites } = areFacts ? { buildWrites: undefined } : await import('./writes.ts');
  return (inside) => {
    const writes = buildWrites?.(inside);
    return async (call) =>
      call.name === 'saveMeta' ? saveMeta(inside, ...call.all) : writes && Reflect.apply(writes[call.name], writes, call.all);
  };
}

/** Whether somebody is to be gone from the file, and not only a row. */
function isForgetting({ call }: { readonly call: WriteCall }): boolean {
  return call.name === 'saveChanges' && call.all[0].some(({ kind }) => kind === 'forget-member' || kind === 'forget-server');
}

/**
 * Takes what was forgotten out of the write-ahead log at once, and within a minute out of the gaps between rows, where SQLite may have
 * left a copy when it moved one from page to page. The latter writes the whole file anew, so many who forget share it.
 */
function createWiper(connection: Sqlite.Database): { wipeLog(): void; finish(): void } {
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
    timer = setTimeout(rewrite, REWRITE_AFTER_MS);
  }

  return {
    wipeLog() {
      timer ??= setTimeout(rewrite, REWRITE_AFTER_MS);
      try {
        emptyLog();
      } catch {
        // What was asked is committed all the same, and the log is emptied with the rewriting.
      }
    },
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
