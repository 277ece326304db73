/** The life of the process: what is opened is closed in the reverse order, and whatever ends it is said once. */
import type { Logger } from 'pino';
import { EXIT_FAILED, explainFailure } from './failures.ts';
import { createShutdown, type ShutdownStep } from './shutdown.ts';

export interface Life {
  /** Notes how something is closed that was opened just now. `name` is for the log, such as "close the state". */
  closing(name: string, run: ShutdownStep['run']): void;
  /** Says in one line why Nabi ends, and ends it. Only the first reason counts: others follow from it. */
  endBecause(error: unknown, what: string): Promise<void>;
}

/** Takes SIGTERM, SIGINT and what nobody caught. */
export function beginLife(log: Logger): Life {
  const steps: ShutdownStep[] = [];
  const shutdown = createShutdown({ steps, log, exit: (code) => process.exit(code) });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => shutdown.onSignal(signal));
  let hasBug = false;
  // Node would print the error as it is, with whatever secret it holds.
  process.on('uncaughtException', (error) => {
    // After one bug has begun the end, others, such as a write to a closed pipe, only follow from it.
    if (hasBug) return;
    hasBug = true;
    log.fatal({ err: error }, 'a bug ends Nabi');
    void shutdown.begin('a bug', EXIT_FAILED);
  });
  let isOver = false;
  return {
    closing: (name, run) => void steps.unshift({ name, run }),
    async endBecause(error, what) {
      if (isOver) return;
      isOver = true;
      const failure = explainFailure(error);
      if (failure === null) log.fatal({ err: error }, what);
      else log.fatal({}, failure.sentence);
      await shutdown.begin(what, failure?.exitCode ?? EXIT_FAILED);
    },
  };
}
