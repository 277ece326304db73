/** Notices when one interaction keeps all others waiting: while an answer is computed, nothing else in the process goes on. */
import type { Log } from '../log.ts';
import type { AnswerObserver } from './types.ts';

/** Discord waits three seconds, and whoever came meanwhile waits as well. */
const LONGEST_HOLD_MS = 2_000;

/** What is being answered, never what was typed. */
export interface Watched {
  readonly command: string;
  readonly kind: string;
}

export interface Watchdog {
  /** Does it at once, and gives back or throws what it does. */
  watch<Result>(what: Watched, act: () => Result): Result;
}

/** @param elapsedMs A clock that is never set. */
export function createWatchdog(log: Pick<Log, 'error'>, observer: AnswerObserver | undefined, elapsedMs: () => number): Watchdog {
  return {
    watch(what, act) {
      const startedMs = elapsedMs();
      try {
        return act();
      } finally {
        const heldMs = Math.round(elapsedMs() - startedMs);
        if (heldMs > LONGEST_HOLD_MS) {
          log.error({ ...what, heldMs }, 'one interaction kept all others waiting');
          observer?.held(what.command);
        }
      }
    },
  };
}
