/** The minute tick: who is due, what is unsettled, one after the other and never twice at once. */
import { setImmediate } from 'node:timers/promises';
import { sortByPlace } from '../lines/pick.ts';
import { listPages } from '../state/pages.ts';
import { createTroubleLog, StateTroubleError } from '../state/trouble.ts';
import type { Delivery, PageMark } from '../state/types.ts';
import { deliverDue, settleDelivery } from './deliver.ts';
import { carryOutFollowUp } from './follow-up.ts';
import { LATEST_MS } from './lateness.ts';
import { startMinutes } from './minutes.ts';
import { markOfDue, replanWhatIsTooFar } from './replan.ts';
import type { DailyPorts, PostOutcome } from './types.ts';

/** Servers read at once: a page is a few milliseconds of the event loop, however many are due. */
const PAGE_SIZE = 200;
/** Posts in flight. At 400 ms an answer this is 50 a second, the most Discord allows; the REST client keeps the pace. */
const CONCURRENCY = 20;
const LONGEST_HOLD_MS = 4;
/** A tick that comes this long after the one before means that the process was held up. */
const LATE_TICK_MS = 90_000;
/** Without a sign for so long the process was stopped or the machine slept: what was missed meanwhile was missed by a bot that was down. */
const GAP_MS = 10 * 60_000;
/** How often it is looked whether some post is planned later than it should be. */
const REPLAN_EVERY_MS = 60 * 60_000;
/** Clocks that are kept right by the network are off by less. */
const CLOCK_STEP_MS = 5_000;

/** How many servers had which outcome; `error` counts those whose state could not be read or written. */
export type TickReport = Readonly<Record<PostOutcome | 'error', number>>;

export interface TickOptions {
  /** From 0 up to, not including, 1: the order of sending inside a page. */
  readonly random: () => number;
  /** Asked before each server; what is in flight is finished. */
  readonly isStopping?: () => boolean;
  /** Also takes up what is being sent or waits: right when this process has just begun and is the only one. */
  readonly takeUpEverything?: boolean;
  /** Called whenever something of the tick has come to an end. */
  readonly onProgress?: () => void;
}

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

/**
 * One tick: settles what is unsettled, then posts what is due, page by page. Between pages it settles again, so that a
 * repeat never has to wait until its nonce is forgotten while thousands of posts go out. Threads and publications come last.
 *
 * Rejects only when a page itself cannot be read, or when nothing can be recorded and so nothing may be posted; what goes wrong with
 * one server is logged and counted.
 */
export async function runTick(ports: DailyPorts, options: TickOptions): Promise<TickReport> {
  const report = { posted: 0, waiting: 0, failed: 0, missed: 0, unknown: 0, held: 0, left: 0, error: 0 };
  const isStopping = options.isStopping ?? (() => false);
  const breathe = createBreath();
  const inTurn = createTurns();

  async function runAll(jobs: AsyncGenerator<TickJob>): Promise<void> {
    let trouble: StateTroubleError | null = null;
    const worker = async (): Promise<void> => {
      for await (const job of sharedBy(jobs)) {
        if (isStopping() || trouble !== null) return;
        await breathe();
        try {
          await job.run();
        } catch (error) {
          report.error += 1;
          ports.observer?.dealtWith('error');
          if (error instanceof StateTroubleError) {
            trouble = error;
            return;
          }
          ports.log.error({ err: error, guildId: job.guildId }, 'a daily post could not be dealt with');
        }
        options.onProgress?.();
      }
    };
    // What is in flight comes to its end also when a page cannot be read.
    const ends = await Promise.allSettled(Array.from({ length: CONCURRENCY }, worker));
    const broken = ends.find((end) => end.status === 'rejected');
    if (broken !== undefined) throw broken.reason;
    if (trouble !== null) throw trouble;
  }

  const job = (guildId: string, act: () => Promise<PostOutcome>): TickJob => ({
    guildId,
    async run() {
      const outcome = await inTurn(guildId, act);
      report[outcome] += 1;
      ports.observer?.dealtWith(outcome);
    },
  });

  let listedUntilMs = Number.MIN_SAFE_INTEGER;
  async function* listUnsettled(untilMs: number): AsyncGenerator<TickJob> {
    // An attempt moves its row further down the list; each is taken up once. What was listed before and did not move is held back, and
    // listing it again with every page of due posts would cost more the more there are.
    const seen = new Set<string>();
    const first = { atMs: listedUntilMs, guildId: '', slot: 0 };
    listedUntilMs = Math.min(untilMs, ports.now());
    const load = (size: number, after?: PageMark) => ports.state.loadUnsettled(untilMs, size, after);
    for await (const page of listPages(PAGE_SIZE, load, (row) => markOf(row, untilMs), first)) {
      const fresh = page.filter((delivery) => !seen.has(nameDelivery(delivery)));
      for (const delivery of fresh) seen.add(nameDelivery(delivery));
      for (const delivery of sortByPlace(fresh, options.random)) yield job(delivery.guildId, () => settleDelivery(ports, delivery));
    }
  }

  async function* listPosts(): AsyncGenerator<TickJob> {
    yield* listUnsettled(options.takeUpEverything ? Number.MAX_SAFE_INTEGER : ports.now());
    const untilMs = ports.now();
    const load = (size: number, after?: PageMark) => ports.state.loadDue(untilMs, size, after);
    for await (const page of listPages(PAGE_SIZE, load, markOfDue)) {
      // Those whose channel took the last post do not wait behind those who may be refused.
      const [proven, unproven] = [true, false].map((hasPosted) => page.filter((due) => (due.lastPostedAtMs !== null) === hasPosted));
      for (const due of [...sortByPlace(proven ?? [], options.random), ...sortByPlace(unproven ?? [], options.random)]) {
        yield job(due.settings.guildId, () => deliverDue(ports, due));
      }
      const last = page.at(-1);
      if (page.length < PAGE_SIZE || last === undefined) return;
      // While nobody may be sent to, those behind need not be read, but for dates that are over.
      if (last.dueAtMs > untilMs - LATEST_MS && ports.breaker?.admits('proven') === false) return;
      yield* listUnsettled(ports.now());
    }
  }

  async function* listFollowUps(nowMs: number): AsyncGenerator<TickJob> {
    const load = (size: number, after?: PageMark) => ports.state.loadWaitingFollowUps(nowMs, size, after);
    for await (const page of listPages(PAGE_SIZE, load, (row) => markOf(row, nowMs))) {
      for (const item of page) yield { guildId: item.guildId, run: () => carryOutFollowUp(ports, item) };
    }
  }

  await runAll(listPosts());
  // Last, because a thread can wait for a post but no post should wait for a thread.
  if (ports.followUps !== undefined && !isStopping()) await runAll(listFollowUps(ports.now()));
  return report;
}

interface TickJob {
  readonly guildId: string;
  run(): Promise<unknown>;
}

/** The generator for one of several who draw from it: leaving early does not end it for the others. */
function sharedBy<Item>(items: AsyncGenerator<Item>): AsyncIterable<Item> {
  return { [Symbol.asyncIterator]: () => ({ next: () => items.next() }) };
}

/** One after the other for each server: a line that one of its daily posts has just taken is not chosen for another at the same minute. */
function createTurns(): <Result>(guildId: string, act: () => Promise<Result>) => Promise<Result> {
  const last = new Map<string, Promise<unknown>>();
  return (guildId, act) => {
    const mine = (last.get(guildId) ?? Promise.resolve()).then(act);
    last.set(
      guildId,
      mine.catch(() => undefined),
    );
    return mine;
  };
}

/** Lets others have the event loop: what needs no network, such as a thousand missed posts, would else hold it from end to end. */
function createBreath(): () => Promise<void> {
  let sinceMs = performance.now();
  return async () => {
    if (performance.now() - sinceMs < LONGEST_HOLD_MS) return;
    await setImmediate();
    sinceMs = performance.now();
  };
}

function nameDelivery({ guildId, slot, localDate, zone }: Delivery): string {
  return `${guildId} ${slot} ${localDate} ${zone}`;
}

function markOf({ guildId, slot, nextAttemptAtMs }: Pick<Delivery, 'guildId' | 'slot' | 'nextAttemptAtMs'>, untilMs: number): PageMark {
  return { guildId, slot, atMs: nextAttemptAtMs ?? untilMs };
}
