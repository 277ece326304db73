/**
 * Whose turn it is to post. Discord counts 50 requests a second by token, so of all processes one at a time owns that budget. Every
 * worker's minute sends a job; the queue is `exclusive`, so there is never more than one, waiting or under way, and one worker gets it.
 * That one holds it until its next minute, and is followed by whoever is first then, mostly by itself. A job whose process died
 * misses its heartbeat and goes to another worker.
 *
 * pg-boss counts each policy by `singletonKey`: a key that named the minute would let the jobs of two minutes run at once, and
 * a tick may take longer than a minute.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { PgBoss } from 'pg-boss';
import type { Log } from '../log.ts';
import { startMinutes } from '../posting/minutes.ts';
import { createTroubleLog } from '../state/trouble.ts';
import { asQueueTrouble, TURNS } from './open.ts';

const HEARTBEAT_EVERY_S = 3;
/** How long a turn waits that was given back, or whose process was found dead. */
const LOOK_EVERY_S = 2;
/** Whoever had the turn before may have sent its last request just now; Discord counts over a second. */
const HANDOVER_MS = 1_500;
/** A process whose last turn ended within this can go on at once: another's turn would have begun with the pause above. */
const SAME_HOLDER_MS = 1_000;

export interface Turn {
  /** Aborted when the turn is lost or the process stops: nothing is begun any more. */
  readonly signal: AbortSignal;
  /** Resolves when the next minute comes; at once when the signal is aborted. */
  untilNextMinute(): Promise<void>;
}

export interface TurnsOptions {
  readonly boss: PgBoss;
  /** Does what is to be done by the one process that posts; the turn ends when it resolves. Must not reject. */
  readonly serve: (turn: Turn) => Promise<void>;
  readonly log: Log;
  readonly now: () => number;
  readonly steadyMs?: () => number;
}

export interface Turns {
  /** Whether this process posts now. */
  has(): boolean;
  /** How long the queue has not been reached, in milliseconds. */
  quietForMs(): number;
  /** Gives the turn back, so that another worker goes on at once. */
  stop(): Promise<void>;
}

/** @throws NotUtcError */
export async function startTurns({ boss, serve, log, now, steadyMs = () => performance.now() }: TurnsOptions): Promise<Turns> {
  const troubles = createTroubleLog(log, now);
  const stopping = new AbortController();
  let minute = Promise.withResolvers<void>();
  let underWay: Promise<void> | null = null;
  let endedMs = Number.NEGATIVE_INFINITY;
  let reachedMs = steadyMs();

  async function hold(claim: AbortSignal): Promise<void> {
    const signal = AbortSignal.any([claim, stopping.signal]);
    const aborted = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
    if (steadyMs() - endedMs > SAME_HOLDER_MS) {
      log.info({}, 'it is the turn of this process to post');
      await sleep(HANDOVER_MS, undefined, { signal }).catch(() => undefined);
    }
    if (signal.aborted) return;
    const untilNextMinute = (): Promise<void> => (signal.aborted ? Promise.resolve() : Promise.race([minute.promise, aborted]));
    await serve({ signal, untilNextMinute });
    endedMs = steadyMs();
    if (claim.aborted) log.warn({}, 'this process lost its turn to post: it was taken for dead');
  }

  async function onMinute(): Promise<void> {
    const came = minute;
    minute = Promise.withResolvers();
    came.resolve();
    // Whoever has the turn asks for the next one when it ends its own.
    if (underWay === null) await ask();
  }

  async function ask(): Promise<void> {
    try {
      await boss.send(TURNS, { minute: new Date(now()).toISOString() });
      reachedMs = steadyMs();
    } catch (error) {
      if (!troubles.note(asQueueTrouble(error))) log.error({ err: error }, 'the turn to post could not be asked for');
    }
  }

  const options = { pollingIntervalSeconds: LOOK_EVERY_S, heartbeatRefreshSeconds: HEARTBEAT_EVERY_S };
  await boss.work(TURNS, options, async ([job]) => {
    if (job === undefined || stopping.signal.aborted) throw new TurnGivenBack();
    underWay = hold(job.signal);
    try {
      await underWay;
    } finally {
      underWay = null;
    }
    if (stopping.signal.aborted) throw new TurnGivenBack();
    if (job.signal.aborted) return;
    // Here and not by returning, because there can be no other job before this one is done. This process looks for the next at
    // once and the others every two seconds, so it mostly goes on itself.
    await boss.complete(TURNS, job);
    await ask();
  });
  const minutes = startMinutes({ log, steadyMs, onMinute: () => void onMinute() });
  await ask();
  return {
    has: () => underWay !== null,
    quietForMs: () => (underWay === null ? steadyMs() - reachedMs : 0),
    async stop() {
      stopping.abort();
      await minutes.stop();
      await underWay;
      await boss.offWork(TURNS);
    },
  };
}

/** Fails the job, which is what hands it on. */
class TurnGivenBack extends Error {
  override readonly name = 'TurnGivenBack';
}
