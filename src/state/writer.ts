/**
 * Writes on a thread of its own. A commit waits for the disk, and where the disk is slow, or SQLite moves its log into a
 * large file, it waits for a tenth of a second and more: there nobody waits with it who asked something else. What comes while one
 * commit is under way goes into the next one together, so thousands of posts cost far fewer waits than writes.
 */
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { z } from 'zod';
import { prepareWrites, type Writes } from './writes.ts';

/** Another program may hold the file for so long. Two of these still end before Discord stops waiting for an answer. */
export const BUSY_TIMEOUT_MS = 1_200;
/** So many writes share a commit at most: the first of them does not wait long for the last. */
const MOST_TOGETHER = 64;

/** A write as data, for the way to the other thread. */
export type Call = { readonly [Name in keyof Writes]: { readonly name: Name; readonly all: Parameters<Writes[Name]> } }[keyof Writes];
type Request = { readonly kind: 'write'; readonly id: number; readonly call: Call } | { readonly kind: 'close' };
type Done =
  | { readonly id: number; readonly ok: true; readonly result: unknown }
  /** On its way from a thread an error keeps its words and loses its code. */
  | { readonly id: number; readonly ok: false; readonly error: Error; readonly code: string | undefined };

export interface Writer {
  /** Resolves with what the write gives once it is on disk. */
  ask(call: Call): Promise<unknown>;
  /** Finishes what was asked, then ends the thread. */
  close(): Promise<void>;
}

/** For a database without a file, which only its own connection sees. */
export function writeHere(db: Database.Database): Writer {
  const writes = prepareWrites(db);
  return {
    async ask(call) {
      return perform(writes, call);
    },
    async close() {},
  };
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

  return {
    ask(call) {
      worker ??= start();
      lastId += 1;
      const id = lastId;
      const answer = new Promise<unknown>((resolve, reject) => waiting.set(id, { resolve, reject }));
      worker.ref();
      worker.postMessage({ kind: 'write', id, call } satisfies Request);
      return answer;
    },
    async close() {
      const ending = worker;
      worker = null;
      if (ending === null) return;
      const ended = new Promise((resolve) => ending.once('exit', resolve));
      ending.ref();
      ending.postMessage({ kind: 'close' } satisfies Request);
      await ended;
    },
  };
}

const Work = z.object({ writesTo: z.string() });

if (!isMainThread && parentPort !== null) {
  // Another worker may import this module as well, with data of its own.
  const work = Work.safeParse(workerData);
  if (work.success) serve(work.data.writesTo, parentPort);
}

function serve(file: string, port: NonNullable<typeof parentPort>): void {
  const db = new Database(file, { timeout: BUSY_TIMEOUT_MS });
  // A mark of the ledger lost to a power cut would double a post, so every commit reaches the disk.
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  const writes = prepareWrites(db);
  const asked: { readonly id: number; readonly call: Call }[] = [];
  let isClosing = false;
  let isScheduled = false;

  const commitTogether = db.transaction((batch: readonly { readonly id: number; readonly call: Call }[]): Done[] =>
    batch.map(({ id, call }) => {
      try {
        // A transaction inside another is a savepoint: one write that fails takes none of the others with it.
        return { id, ok: true, result: perform(writes, call) };
      } catch (error) {
        // A full disk undoes the whole commit.
        if (!db.inTransaction) throw error;
        return fail(id, error);
      }
    }),
  );

  function work(): void {
    isScheduled = false;
    const batch = asked.splice(0, MOST_TOGETHER);
    try {
      for (const done of commitTogether.immediate(batch)) port.postMessage(done);
    } catch (error) {
      // The commit itself failed: nothing of it happened.
      for (const { id } of batch) port.postMessage(fail(id, error));
    }
    goOn();
  }

  function goOn(): void {
    if (isScheduled) return;
    if (asked.length > 0) {
      // Whatever else has come by the end of this turn shares the commit.
      isScheduled = true;
      setImmediate(work);
    } else if (isClosing) {
      db.close();
      port.close();
    }
  }

  port.on('message', (request: Request) => {
    if (request.kind === 'close') isClosing = true;
    else asked.push(request);
    goOn();
  });
}

function perform(writes: Writes, call: Call): unknown {
  switch (call.name) {
    case 'saveChanges':
      return writes.saveChanges(...call.all);
    case 'claimDelivery':
      return writes.claimDelivery(...call.all);
    case 'recordUnposted':
      return writes.recordUnposted(...call.all);
    case 'saveDelivery':
      return writes.saveDelivery(...call.all);
    case 'saveFollowUp':
      return writes.saveFollowUp(...call.all);
    case 'suspendDaily':
      return writes.suspendDaily(...call.all);
    case 'saveCorrectionState':
      return writes.saveCorrectionState(...call.all);
    case 'addSeasonNotices':
      return writes.addSeasonNotices(...call.all);
    case 'saveSeasonNotice':
      return writes.saveSeasonNotice(...call.all);
    case 'saveDepartures':
      return writes.saveDepartures(...call.all);
    case 'saveMeta':
      return writes.saveMeta(...call.all);
  }
}

function fail(id: number, thrown: unknown): Done {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  return { id, ok: false, error, code: 'code' in error ? String(error.code) : undefined };
}
