/** What one tick does: who is due, what is unsettled, what follows a post; server by server, never two at once for one of them. */
import { setImmediate } from 'node:timers/promises';
import { sortByPlace } from '../lines/pick.ts';
import { listPages } from '../state/pages.ts';
import { StateTroubleError } from '../state/trouble.ts';
import type { Delivery, PageMark } from '../state/types.ts';
import { deliverDue, settleDelivery } from './deliver.ts';
import { carryOutFollowUp } from './follow-up.ts';
import { LATEST_MS } from './lateness.ts';
import { markOfDue } from './replan.ts';
import type { DailyPorts, PostOutcome } from './types.ts';

/** Servers read at once: a page is a few milliseconds of the event loop, however many are due. */
const PAGE_SIZE = 200;
/** Posts in flight. At 400 ms an answer this is 50 a second, the most Discord allows; the REST client keeps the pace. */
const CONCURRENCY = 20;
const LONGEST_HOLD_MS = 4;

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
  return async (guildId, act) => {
    const mine = (last.get(guildId) ?? Promise.resolve()).catch(() => undefined).then(act);
    last.set(guildId, mine);
    try {
      return await mine;
    } finally {
      // After a night off they would be as many as there are servers, all to be looked through for garbage.
      if (last.get(guildId) === mine) last.delete(guildId);
    }
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
