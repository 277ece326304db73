/** The life of the process: what is opened is closed in the reverse order, and whatever ends it is said once. */
import type { Logger } from 'pino';
import { EXIT_FAILED, explainFailure } from './failures.ts';
import { createShutdown, type ShutdownStep } from './shutdown.ts';

export interface Life {
  /** Notes how something is closed that was opened just now. `name` is for the log, such as "close the state". */
  closing(name: string, run: ShutdownStep['run']): void;
  /** The same life for what is opened later: its parts are closed as though they had been opened now. */
  keepPlace(): Life;
  /** Says in one line why Nabi ends, and ends it. Only the first reason counts, a signal too: others follow from it. */
  endBecause(error: unknown, what: string): Promise<void>;
}

/** A life that is told to end, whoever hears it first. */
export interface EndableLife extends Life {
  /** For SIGTERM and SIGINT. */
  onSignal(signal: string): void;
  /** For what nobody caught. */
  onBug(error: unknown): void;
}

/** @param exit Ends whatever lives it, once everything is closed. */
export function createLife(log: Logger, exit: (code: number) => void): EndableLife {
  const steps: ShutdownStep[] = [];
  const shutdown = createShutdown({ steps, log, exit });
  let hasBug = false;
  let isOver = false;
  const life: EndableLife = {
    closing: (name, run) => void steps.unshift({ name, run }),
    keepPlace() {
      let [before] = steps;
      return {
        ...life,
        closing(name, run) {
          const step = { name, run };
          steps.splice(before === undefined ? steps.length : steps.indexOf(before), 0, step);
          before = step;
        },
      };
    },
    async endBecause(error, what) {
      if (isOver) return;
      isOver = true;
      const failure = explainFailure(error);
      if (shutdown.hasBegun) log.debug({ err: error }, what);
      else if (failure === null) log.fatal({ err: error }, what);
      else log.fatal({}, failure.sentence);
      await shutdown.begin(what, failure?.exitCode ?? EXIT_FAILED);
    },
    onSignal: shutdown.onSignal,
    onBug(error) {
      // After one bug has begun the end, others, such as a write to a closed pipe, only follow from it.
      if (hasBug) return;
      hasBug = true;
      log.fatal({ err: error }, 'a bug ends Nabi');
      void shutdown.begin('a bug', EXIT_FAILED);
    },
  };
  return life;
}

/** The life of this process: takes SIGTERM, SIGINT and what nobody caught. @param exit Ends it, once everything is closed. */
export function beginLife(log: Logger, exit: (code: number) => void): Life {
  const life = createLife(log, exit);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => life.onSignal(signal));
  // Node would print the error as it is, with whatever secret it holds.
  process.on('uncaughtException', life.onBug);
  return life;
}
