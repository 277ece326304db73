/** One call a minute, whatever happens to the machine's clock. */
import { type ScheduledTask, schedule } from 'node-cron';
import type { Log } from '../log.ts';

/** node-cron waits for a time of day: after the clock was set back it would wait until that comes again. */
const STOPPED_AFTER_MS = 75_000;
const WATCH_EVERY_MS = 15_000;
const UTC_NAMES = new Set(['UTC', 'Etc/UTC', 'GMT', 'Etc/GMT']);

/** The process does not run in UTC, where node-cron leaves out or repeats minutes when the clock changes. */
export class NotUtcError extends Error {
  constructor(zone: string) {
    super(`The daily post needs a process that runs in UTC, and this one runs in ${zone}. Set TZ=UTC in its environment.`);
    this.name = 'NotUtcError';
  }
}

export interface MinuteOptions {
  readonly onMinute: () => void;
  readonly log: Log;
  /** A clock that nobody sets, in milliseconds. */
  readonly steadyMs: () => number;
}

export interface Minutes {
  /** After this no minute comes. */
  stop(): Promise<void>;
}

/** @throws NotUtcError */
export function startMinutes({ onMinute, log, steadyMs }: MinuteOptions): Minutes {
  const hostZone = new Intl.DateTimeFormat('en').resolvedOptions().timeZone;
  if (!UTC_NAMES.has(hostZone)) throw new NotUtcError(hostZone);
  let lastMinuteMs = steadyMs();

  function startClock(): ScheduledTask {
    const everyMinute = (): void => {
      lastMinuteMs = steadyMs();
      onMinute();
    };
    const started = schedule('* * * * *', everyMinute, { timezone: 'UTC', logger: cronLogger(log) });
    // With a listener node-cron writes no line for each minute a sleeping machine left out; the next tick writes one for all.
    started.on('execution:missed', () => undefined);
    return started;
  }

  let clock = startClock();
  const watch = setInterval(() => {
    const sinceLastMs = Math.round(steadyMs() - lastMinuteMs);
    if (sinceLastMs < STOPPED_AFTER_MS) return;
    log.warn({ sinceLastMs }, 'the minute did not come; its clock is started anew');
    void clock.destroy();
    lastMinuteMs = steadyMs();
    clock = startClock();
    onMinute();
  }, WATCH_EVERY_MS);
  return {
    async stop() {
      clearInterval(watch);
      await clock.destroy();
    },
  };
}

/** node-cron writes to the console unless it is given somewhere else to write. */
function cronLogger(log: Log) {
  return {
    info: () => undefined,
    debug: () => undefined,
    warn: (message: string) => log.warn({ cron: message }, 'node-cron'),
    error: (message: string | Error) => log.error({ err: message }, 'node-cron'),
  };
}
