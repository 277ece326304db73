/** When there are ticks: one a minute and never two at once, whatever happens to the clock of the machine. */
import { createTroubleLog } from '../state/trouble.ts';
import { startMinutes } from './minutes.ts';
import { replanWhatIsTooFar } from './replan.ts';
import { runTick, type TickOptions } from './run-tick.ts';
import type { DailyPorts } from './types.ts';

/** A tick that comes this long after the one before means that the process was held up. */
const LATE_TICK_MS = 90_000;
/** Without a sign for so long the process was stopped or the machine slept: what was missed meanwhile was missed by a bot that was down. */
const GAP_MS = 10 * 60_000;
/** How often it is looked whether some post is planned later than it should be. */
const REPLAN_EVERY_MS = 60 * 60_000;
/** Clocks that are kept right by the network are off by less. */
const CLOCK_STEP_MS = 5_000;

export interface TickerOptions extends DailyPorts {
  readonly random: () => number;
  /** A clock that nobody sets, in milliseconds. */
  readonly steadyMs?: () => number;
  /** Called after each tick: what is to be done by the process that posts, and by no other. */
  readonly onTicked?: () => void;
}

export interface Ticker {
  /** One tick; while one runs, that one. False when it broke off, such as because the state cannot be read; never rejects. */
  tick(options?: Pick<TickOptions, 'takeUpEverything' | 'isStopping'>): Promise<boolean>;
  /** Waits for what is in flight; nothing begins any more. */
  stop(): Promise<void>;
  /**
   * How long no tick has begun and none has got on with its work, in milliseconds; whatever the machine's clock is set to.
   * A minute is usual; more than 90 seconds means that posts are not coming.
   */
  quietForMs(): number;
}

/** Ticks when it is told to. What is due says the state, so a clock that jumps makes posts late or early, never twice; it is logged. */
export function createTicker(options: TickerOptions): Ticker {
  const { log, now, steadyMs = () => performance.now() } = options;
  const troubles = createTroubleLog(log, now);
  let stopping = false;
  let running: Promise<boolean> | null = null;
  let last: { readonly atMs: number; readonly steadyMs: number } | null = null;
  let lastSignMs = steadyMs();
  let lastSignAtMs = now();
  let runningSinceMs = lastSignAtMs;
  let replannedMs = Number.NEGATIVE_INFINITY;
  const ports: DailyPorts = { ...options, runningSinceMs: () => runningSinceMs };

  async function tick(takeUpEverything: boolean, isOver: () => boolean): Promise<boolean> {
    const started = { atMs: now(), steadyMs: steadyMs() };
    const wasSetBack = last !== null && noteTime(log, started.atMs - last.atMs, started.steadyMs - last.steadyMs);
    last = started;
    if (started.atMs - lastSignAtMs > GAP_MS) runningSinceMs = started.atMs;
    const onProgress = (): void => {
      lastSignMs = steadyMs();
      lastSignAtMs = now();
    };
    onProgress();
    try {
      const isStopping = (): boolean => stopping || isOver();
      if (wasSetBack || started.steadyMs - replannedMs > REPLAN_EVERY_MS) {
        await replanWhatIsTooFar(ports, isStopping);
        replannedMs = started.steadyMs;
      }
      const report = await runTick(ports, { random: options.random, isStopping, takeUpEverything, onProgress });
      const tookMs = Math.round(steadyMs() - started.steadyMs);
      if (Object.values(report).some((count) => count > 0)) log.info({ ...report, tookMs }, 'tick');
      return true;
    } catch (error) {
      if (!troubles.note(error)) log.error({ err: error }, 'the tick failed');
      return false;
    }
  }

  return {
    tick({ takeUpEverything = false, isStopping = () => false } = {}) {
      if (stopping) return Promise.resolve(false);
      running ??= tick(takeUpEverything, isStopping).finally(() => {
        running = null;
        if (!stopping) options.onTicked?.();
      });
      return running;
    },
    async stop() {
      stopping = true;
      await running;
    },
    quietForMs: () => steadyMs() - lastSignMs,
  };
}

export interface StartOptions extends TickerOptions {
  /** No other process works on this state, so what is unsettled at the start was left by a process that ended. */
  readonly soleProcess: boolean;
}

export interface Daily extends Pick<Ticker, 'quietForMs'> {
  /** Stops the clock and waits for what is in flight. */
  stop(): Promise<void>;
}

/**
 * Starts the daily posts of a process that posts alone: a tick now and one every minute. A minute that comes while one still runs is
 * left out.
 *
 * @throws NotUtcError
 */
export function startDaily(options: StartOptions): Daily {
  const ticker = createTicker(options);
  const { log, steadyMs = () => performance.now() } = options;
  const minutes = startMinutes({ log, steadyMs, onMinute: () => void ticker.tick() });
  void ticker.tick({ takeUpEverything: options.soleProcess });
  return {
    async stop() {
      await Promise.all([minutes.stop(), ticker.stop()]);
    },
    quietForMs: ticker.quietForMs,
  };
}

/**
 * Whether the clock was set back.
 *
 * @param byClockMs Between two ticks by the machine's clock, which can be set; `reallyMs` by one that cannot.
 */
function noteTime(log: DailyPorts['log'], byClockMs: number, reallyMs: number): boolean {
  const steppedMs = Math.round(byClockMs - reallyMs);
  if (steppedMs <= -CLOCK_STEP_MS) {
    log.warn({ steppedMs }, 'the clock was set back; what was posted is not posted again');
    return true;
  }
  if (steppedMs >= CLOCK_STEP_MS) {
    log.warn({ steppedMs }, 'the clock was set forward, or the machine slept; what fell due meanwhile is dealt with now');
  } else if (reallyMs > LATE_TICK_MS) {
    log.warn({ sinceLastMs: Math.round(reallyMs) }, 'the minute tick came late');
  }
  return false;
}
