/**
 * Writes on a thread of its own. A commit waits for the disk, and where the disk is slow, or SQLite moves its log into a
 * large file, it waits for a tenth of a second and more: there nobody waits with it who asked something else. What comes while one
 * commit is under way goes into the next one together, so thousands of posts cost far fewer waits than writes.
 */
import { Worker } from 'node:worker_threads';
import type { Asked, AskedOfWriter, CallOf, Done } from './commits.ts';
import { writeMetaHere } from './meta.ts';
import type { Writes } from './writes.ts';

/** A thread that writes holds 20 MB, and to start one costs a tenth of a second. Where every minute has its posts it stays. */
const REST_AFTER_MS = 90_000;

type WriteResult<Name extends keyof Writes> = Awaited<ReturnType<Writes[Name]>>;

export interface Writer {
  /** Each resolves once it is on disk. */
  readonly writes: Writes;
  /** Finishes what was asked, then ends the thread. */
  close(): Promise<void>;
}

/**
 * The thread starts with a write, ends after some minutes without one, and keeps the process alive only while a write is under way. Small
 * facts do without it as long as there is none.
 *
 * @param onDone Told whenever something was written, before whoever asked for it is.
 */
export function writeElsewhere(file: string, onDone: () => void): Writer {
  const meta = writeMetaHere(file);
  /** Those that rest may still wipe what was forgotten. */
  const alive = new Set<WritingThread>();
  let current: WritingThread | null = null;
  let quiet: NodeJS.Timeout | undefined;

  function start(): WritingThread {
    const thread = startThread(file, {
      onDone,
      onFailed() {
        if (thread === current) current = null;
      },
      onEnded: () => alive.delete(thread),
    });
    alive.add(thread);
    return thread;
  }

  function putOffRest(): void {
    clearTimeout(quiet);
    quiet = setTimeout(() => {
      // What is under way keeps its place before what a new thread or this one would write.
      if (current?.isIdle() === false) return putOffRest();
      current?.rest();
      current = null;
    }, REST_AFTER_MS);
    quiet.unref();
  }

  function ask<Name extends keyof Writes>(name: Name, all: Parameters<Writes[Name]>): Promise<WriteResult<Name>> {
    // A fact is written every minute, and no reason to stay.
    if (current === null || name !== 'saveMeta') putOffRest();
    current ??= start();
    return current.ask(name, all);
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
      saveMeta: (...all) => (current === null ? meta.save(...all) : null) ?? ask('saveMeta', all),
    },
    async close() {
      clearTimeout(quiet);
      current = null;
      await Promise.all([...alive].map((thread) => thread.close()));
      await meta.close();
    },
  };
}

interface WritingThread {
  /** Does one after the other in the order in which they were asked. */
  ask<Name extends keyof Writes>(name: Name, all: Parameters<Writes[Name]>): Promise<WriteResult<Name>>;
  /** Whether all is done that was asked. */
  isIdle(): boolean;
  /** Ends by itself once nothing is left to be wiped. Nothing may be asked of it any more. */
  rest(): void;
  /** Finishes what was asked and ends. */
  close(): Promise<void>;
}

interface ThreadEvents {
  /** Something was written, or was to be: before whoever asked for it is told. */
  onDone(): void;
  /** What was asked was rejected. */
  onFailed(): void;
  onEnded(): void;
}

function startThread(file: string, { onDone, onFailed, onEnded }: ThreadEvents): WritingThread {
  const worker = new Worker(new URL('./writer-thread.ts', import.meta.url), { workerData: { writesTo: file } });
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let lastId = 0;
  // One in each turn of the event loop: what goes on after a write takes its time, and a commit has many writes.
  const answers: Done[] = [];
  const pass = (): void => {
    const done = answers.shift();
    if (done === undefined) return;
    const asked = waiting.get(done.id);
    waiting.delete(done.id);
    if (waiting.size === 0) worker.unref();
    onDone();
    if (done.ok) asked?.resolve(done.result);
    else asked?.reject(done.code === undefined ? done.error : Object.assign(done.error, { code: done.code }));
    if (answers.length > 0) setImmediate(pass);
  };
  worker.on('message', (done: Done) => {
    answers.push(done);
    if (answers.length === 1) setImmediate(pass);
  });
  worker.on('error', (error: Error) => {
    onDone();
    onFailed();
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  });
  worker.on('exit', onEnded);

  const tell = (message: AskedOfWriter): void => worker.postMessage(message);
  return {
    ask<Name extends keyof Writes>(name: Name, all: Parameters<Writes[Name]>) {
      lastId += 1;
      const id = lastId;
      const answer = new Promise<WriteResult<Name>>((resolve, reject) => waiting.set(id, { resolve, reject }));
      worker.ref();
      worker.postMessage({ kind: 'write', id, call: { name, all } } satisfies Asked<CallOf<Name>>);
      return answer;
    },
    isIdle: () => waiting.size === 0,
    rest: () => tell({ kind: 'rest' }),
    async close() {
      const ended = new Promise((resolve) => worker.once('exit', resolve));
      worker.ref();
      tell({ kind: 'close' });
      await ended;
    },
  };
}
