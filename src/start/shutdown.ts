/** Stopping: what is in flight is finished, in order, within the time an operator's patience and Docker's grace allow. */
import { withinMs } from '../deadline.ts';
import type { Log } from '../log.ts';

/** The promise to operators is 5 s from the signal to the exit; what is left over is for the process itself. */
const SHUTDOWN_DEADLINE_MS = 4_500;
/** A step that comes after one that hung still gets this long, so that databases are closed all the same. */
const LEAST_STEP_MS = 50;
/** npm passes on a Ctrl-C that the terminal has already sent to everyone: two signals, one wish. */
const SAME_WISH_MS = 500;

export interface ShutdownStep {
  /** As the log names it, such as "stop the tick". */
  readonly name: string;
  run(): void | Promise<void>;
}

export interface ShutdownOptions {
  /** Carried out one after the other. */
  readonly steps: readonly ShutdownStep[];
  readonly log: Log;
  readonly exit: (code: number) => void;
  readonly deadlineMs?: number;
  readonly nowMs?: () => number;
}

/** A step that throws or outlasts the deadline is named in the log and left behind; the others still run. */
export function createShutdown(options: ShutdownOptions) {
  const { steps, log, exit, deadlineMs = SHUTDOWN_DEADLINE_MS, nowMs = Date.now } = options;
  let running: Promise<void> | null = null;
  let firstSignalAtMs = 0;

  async function run(reason: string, exitCode: number): Promise<void> {
    log.info({ reason }, 'stopping');
    const endsAtMs = nowMs() + deadlineMs;
    // A copy: told to stop while it still starts, the process goes on adding steps.
    for (const step of [...steps]) {
      const problem = await runStep(step, Math.max(endsAtMs - nowMs(), LEAST_STEP_MS));
      if (problem !== null) log.warn({ step: step.name, err: problem }, 'a step of stopping did not finish');
    }
    log.info({}, 'stopped');
    exit(exitCode);
  }

  /** Runs the steps once, however often it is called, then exits with `exitCode`. */
  function begin(reason: string, exitCode: number): Promise<void> {
    running ??= run(reason, exitCode);
    return running;
  }

  return {
    get hasBegun(): boolean {
      return running !== null;
    },
    begin,
    /** For SIGTERM and SIGINT: the first begins with exit code 0, another one that is not its echo exits at once with 1. */
    onSignal(signal: string) {
      if (running === null) {
        firstSignalAtMs = nowMs();
        void begin(signal, 0);
      } else if (nowMs() - firstSignalAtMs >= SAME_WISH_MS) {
        exit(1);
      }
    },
  };
}

/** Null when the step finished in time, else what kept it. */
async function runStep(step: ShutdownStep, timeMs: number): Promise<unknown> {
  try {
    const done = Promise.resolve(step.run()).then(() => null);
    return await withinMs(timeMs, done, () => new Error(`not finished after ${timeMs} ms`));
  } catch (error) {
    return error ?? new Error('failed without a reason');
  }
}
