/** When a shard may log in, so that a sick session never uses up the logins of a day. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../log.ts';
import { growPauseMs } from '../pause.ts';

/** Between one login of a shard and its next. */
const PAUSE = { firstMs: 5_000, longestMs: 15 * 60_000 };
/** A connection that lived this long was a good one: counting begins anew. */
const LOGINS_FORGOTTEN_AFTER_MS = 60 * 60_000;
/** Discord lets so many shards as it names log in within this time. https://docs.discord.com/developers/events/gateway#rate-limiting */
const SPACING_MS = 5_000;

export interface LoginPaceOptions {
  /** So many shards may log in at once. */
  readonly atOnce: number;
  readonly log: Log;
  /** How long a shard waits that has logged in so often within the hour. */
  readonly pauseMs?: (count: number) => number;
}

/**
 * Lets the first login of a shard through and makes each further one wait longer.
 *
 * @returns What resolves when the shard may log in, and rejects when the signal says that it will not.
 */
export function createLoginPace({ atOnce, log, pauseMs = buildLoginPauseMs }: LoginPaceOptions) {
  const before = new Map<number, { readonly count: number; readonly atMs: number }>();
  /** Shards of the same remainder wait for each other. */
  const turns = new Map<number, Promise<unknown>>();

  return async (shard: number, signal: AbortSignal): Promise<void> => {
    const last = before.get(shard);
    const count = last === undefined || performance.now() - last.atMs > LOGINS_FORGOTTEN_AFTER_MS ? 0 : last.count;
    const waitMs = pauseMs(count);
    if (waitMs > 0) {
      log.warn({ shard, pauseMs: waitMs }, 'waiting before the next login');
      await sleep(waitMs, undefined, { signal });
    }
    const lane = shard % atOnce;
    const turn = turns.get(lane) ?? Promise.resolve();
    // Whoever waits no longer leaves its turn to the next.
    const mine = turn.then(() => signal.throwIfAborted());
    turns.set(
      lane,
      mine.then(() => sleep(SPACING_MS, undefined, { ref: false })).catch(() => undefined),
    );
    await mine;
    before.set(shard, { count: count + 1, atMs: performance.now() });
  };
}

/** How long a shard that has logged in `count` times within the hour waits before it does so again. */
export function buildLoginPauseMs(count: number): number {
  return count === 0 ? 0 : growPauseMs(count - 1, PAUSE);
}
