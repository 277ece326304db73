/** Checking and building the packs in a thread of its own: it takes half a second, in which the bot goes on answering. */
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { BrokenPacksError, type Problem } from './problem.ts';

const BuildJob = z.object({ buildsContentOf: z.string(), file: z.string() });

interface BuildReport {
  readonly problems: readonly Problem[];
  readonly rebuilt: boolean;
}

/**
 * Like `ensureContentDb`, except that broken packs are an answer in every case: `problems` says why some were not used and
 * is empty when content.db holds what all say. Rejects with whatever kept it from writing.
 */
export function ensureContentDbElsewhere(packsDir: string, file: string): Promise<BuildReport> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), {
      workerData: { buildsContentOf: packsDir, file } satisfies z.infer<typeof BuildJob>,
    });
    // A process that is told to stop does not wait for it; content.db is replaced as a whole or not at all.
    worker.unref();
    worker.once('message', (built: BuildReport) => resolve(built));
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('The thread that builds the content ended without a result.')));
  });
}

async function build(packsDir: string, file: string): Promise<BuildReport> {
  // Whoever only starts the thread needs none of it.
  const { ensureContentDb } = await import('./build.ts');
  try {
    const { problems, rebuilt } = ensureContentDb({ packsDir, file });
    return { problems, rebuilt };
  } catch (error) {
    if (error instanceof BrokenPacksError) return { problems: error.problems, rebuilt: false };
    throw error;
  }
}

if (!isMainThread && parentPort !== null) {
  // Another worker may import this module as well, with data of its own.
  const job = BuildJob.safeParse(workerData);
  if (job.success) parentPort.postMessage(await build(job.data.buildsContentOf, job.data.file));
}
