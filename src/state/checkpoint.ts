/**
 * Moves what was written from SQLite's log into its file, on a thread of its own: while thousands of posts go out there is
 * much of it, and writing it to random places of a large file would hold the event loop for a fifth of a second at a time.
 */
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { z } from 'zod';

/** A few megabytes of log. */
const WRITES_BETWEEN = 300;

export interface Checkpoints {
  /** To be called after every write. */
  noteWrite(): void;
  /** Waits for what is under way. */
  stop(): Promise<void>;
}

/** The thread starts with the first checkpoint, and does not keep the process alive. */
export function startCheckpoints(file: string): Checkpoints {
  let writes = 0;
  let worker: Worker | null = null;
  let isBusy = false;
  let hasFailed = false;

  function start(): Worker {
    const started = new Worker(new URL(import.meta.url), { workerData: { checkpointsOf: file } });
    started.unref();
    started.on('message', () => {
      isBusy = false;
    });
    // SQLite's own checkpoints, later and on the main thread, take over.
    started.on('error', () => {
      hasFailed = true;
    });
    return started;
  }

  return {
    noteWrite() {
      writes += 1;
      if (writes < WRITES_BETWEEN || isBusy || hasFailed) return;
      writes = 0;
      isBusy = true;
      worker ??= start();
      worker.postMessage('checkpoint');
    },
    async stop() {
      hasFailed = true;
      await worker?.terminate();
    },
  };
}

const Work = z.object({ checkpointsOf: z.string() });

if (!isMainThread && parentPort !== null) {
  // Another worker may import this module as well, with data of its own.
  const work = Work.safeParse(workerData);
  if (work.success) serve(work.data.checkpointsOf, parentPort);
}

function serve(file: string, port: NonNullable<typeof parentPort>): void {
  const db = new Database(file);
  port.on('message', () => {
    // Passive: waits for nobody and lets nobody wait.
    db.pragma('wal_checkpoint(PASSIVE)');
    port.postMessage('done');
  });
}
