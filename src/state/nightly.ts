/**
 * One copy of state.db a day, by itself, and old ones let go. It runs on a thread of its own, so that nobody's answer waits for
 * it, and whatever happens to it is logged and tried again.
 */
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { z } from 'zod';
import type { Log } from '../log.ts';
import { createOutage } from '../outage.ts';
import { backUp, describeBackup, inspectBackup } from './backup.ts';

/** UTC: midday in Seoul, just after midnight in New York; in between daily posts rarely fall on it. A start later makes it up. */
const HOUR_UTC = 3;
const MINUTE_UTC = 41;
const LOOK_EVERY_MS = 10 * 60_000;
const RETRY_AFTER_MS = 60 * 60_000;
/** Of so many days, weeks and months the newest copy is kept. */
export const KEPT = { days: 7, weeks: 4, months: 6 } as const;

/** The folder in NABI_HOME. */
export const BACKUPS = 'backups';
const NAME = /^state-(\d{4}-\d{2}-\d{2})\.db$/;

export interface NightlyOptions {
  readonly stateFile: string;
  /** Made when it is not there. */
  readonly folder: string;
  readonly log: Pick<Log, 'info' | 'error'>;
  readonly now?: () => number;
  /** Makes one copy and resolves with what it holds, in words. */
  readonly makeCopy?: (source: string, target: string) => Promise<string>;
}

/** Looks now and every ten minutes. */
export function startNightly(options: NightlyOptions) {
  const nightly = createNightly(options);
  const timer = setInterval(() => void nightly.look(), LOOK_EVERY_MS);
  timer.unref();
  void nightly.look();
  return {
    look: nightly.look,
    async stop() {
      clearInterval(timer);
      await nightly.stop();
    },
  };
}

/** The same without a clock of its own. */
export function createNightly({ stateFile, folder, log, now = Date.now, makeCopy = copyElsewhere }: NightlyOptions) {
  let running: Promise<void> | null = null;
  let notBeforeMs = 0;
  const outage = createOutage();

  async function makeTodays(): Promise<void> {
    const startedAtMs = now();
    const target = join(folder, `state-${dateAt(startedAtMs)}.db`);
    // A clock that was set back must not keep the next try waiting.
    const isPaused = startedAtMs < notBeforeMs && notBeforeMs - startedAtMs <= RETRY_AFTER_MS;
    if (isPaused || !hasHourCome(startedAtMs)) return;
    try {
      if (existsSync(target)) return;
      mkdirSync(folder, { recursive: true });
      const holds = await makeCopy(stateFile, target);
      const dropped = dropOld(folder, dateAt(startedAtMs));
      const lastedS = outage.end();
      const after = lastedS === null ? {} : { lastedS };
      log.info({ file: target, holds, dropped, tookMs: now() - startedAtMs, ...after }, 'the state was backed up');
      notBeforeMs = 0;
    } catch (error) {
      notBeforeMs = startedAtMs + RETRY_AFTER_MS;
      outage.begin();
      log.error({ err: error, file: target }, "today's backup of the state could not be made; the next try is in an hour");
    }
  }

  return {
    /** Makes today's copy if its hour has come and there is none, and lets go of old ones. Never rejects. */
    look() {
      running ??= makeTodays().finally(() => {
        running = null;
      });
      return running;
    },
    /** Waits for a copy under way. */
    async stop() {
      await running;
    },
  };
}

/**
 * Which of the dates that have a copy keep it: each of the last days, the newest of each of the last weeks (from Monday) and months.
 * A date in the future is left alone: its clock was wrong, not its content.
 *
 * @param dates ISO dates.
 */
export function chooseKept(dates: readonly string[], today: string): ReadonlySet<string> {
  const newestFirst = dates
    .filter((date) => date <= today)
    .sort()
    .reverse();
  const kept = new Set(dates.filter((date) => date > today));
  const keepNewestOf = (periodOf: (date: string) => string, count: number): void => {
    const periods = new Map<string, string>();
    for (const date of newestFirst) if (!periods.has(periodOf(date))) periods.set(periodOf(date), date);
    for (const date of [...periods.values()].slice(0, count)) kept.add(date);
  };
  keepNewestOf((date) => date, KEPT.days);
  keepNewestOf(mondayOf, KEPT.weeks);
  keepNewestOf((date) => date.slice(0, 'yyyy-mm'.length), KEPT.months);
  return kept;
}

/** The newest copy in the folder that can be opened and is whole, with its date; null when there is none. */
export function findNewestGood(folder: string): { readonly file: string; readonly date: string } | null {
  for (const date of listDates(folder).sort().reverse()) {
    const file = join(folder, `state-${date}.db`);
    try {
      inspectBackup(file);
      return { file, date };
    } catch {
      // The one before may be good.
    }
  }
  return null;
}

/** Dates that have a nightly copy, in no order. Whatever else lies in the folder is not ours. */
export function listDates(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((name) => NAME.exec(name)?.[1] ?? []);
}

function dropOld(folder: string, today: string): number {
  const dates = listDates(folder);
  const kept = chooseKept(dates, today);
  const old = dates.filter((date) => !kept.has(date));
  for (const date of old) rmSync(join(folder, `state-${date}.db`), { force: true });
  return old.length;
}

function dateAt(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 'yyyy-mm-dd'.length);
}

function hasHourCome(atMs: number): boolean {
  const at = new Date(atMs);
  return at.getUTCHours() * 60 + at.getUTCMinutes() >= HOUR_UTC * 60 + MINUTE_UTC;
}

function mondayOf(date: string): string {
  const day = Temporal.PlainDate.from(date);
  return day.subtract({ days: day.dayOfWeek - 1 }).toString();
}

const NightlyWork = z.object({ backsUp: z.string(), to: z.string() });

/** What the copy holds, in words. */
async function copyElsewhere(source: string, target: string): Promise<string> {
  const worker = new Worker(new URL(import.meta.url), {
    workerData: { backsUp: source, to: target } satisfies z.infer<typeof NightlyWork>,
  });
  const message = await new Promise<unknown>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the thread that makes the backup ended with code ${code}`)));
  });
  return z.string().parse(message);
}

if (!isMainThread && parentPort !== null) {
  const work = NightlyWork.safeParse(workerData);
  if (work.success) parentPort.postMessage(describeBackup(await backUp(work.data.backsUp, work.data.to)));
}
