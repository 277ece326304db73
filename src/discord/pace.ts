/**
 * When a request may leave, so that the token's 50 requests a second hold however Discord counts them: in any second that
 * slides, in seconds of its clock, or as a bucket that refills.
 *
 * Nobody here knows when a request arrives, only that it arrived before its answer came back. So each of 50 places is free
 * again one second after its answer: between two arrivals through one place lies a second at least, whatever the way there took.
 */

/** https://docs.discord.com/developers/topics/rate-limits#global-rate-limit */
const REQUESTS_PER_SECOND = 50;
const SECOND_MS = 1_000;
/**
 * The way there and back took at least so long, of which a part may be taken off the second: the last answer was on its way
 * back, and the next request will be on its way there. Only a part, because both ways may get shorter.
 */
const WAYS_REMEMBERED = 64;
const SHARE_OF_WAYS = 0.85;
/** A request without an answer has arrived by then, or never will. */
const ARRIVES_WITHIN_MS = 1_000;
/** Between two requests, so that few are under way when one of them is told that all have to wait. */
const GAP_MS = 15;

export interface PaceTurn {
  /** To be called when the answer is there, or there will be none. */
  free(): void;
}

export interface Pace {
  /**
   * Resolves when a request may leave. Rejects with the signal's reason when it is aborted first.
   *
   * @param urgency `later` waits while anything `soon` waits: a post in a long row behind an admin's question.
   */
  take(urgency: 'soon' | 'later', signal: AbortSignal | null): Promise<PaceTurn>;
  /** Nothing leaves for so long: Discord said that all requests have to wait. */
  pause(forMs: number): void;
  /** How long nothing leaves yet. */
  pausedForMs(): number;
  /** Drops the timer; whoever waits, waits in vain. */
  close(): void;
}

interface WaitingRequest {
  readonly go: (place: PaceTurn) => void;
}

export interface PaceOptions {
  readonly requestsPerSecond?: number;
  readonly gapMs?: number;
  /** A clock that is never set back. */
  readonly nowMs?: () => number;
}

/** Of the requests of one token, none of which has left yet. */
export function createPace(options: PaceOptions = {}): Pace {
  const { requestsPerSecond = REQUESTS_PER_SECOND, gapMs = GAP_MS, nowMs = () => performance.now() } = options;
  const taken = new Set<{ freeAtMs: number }>();
  const queues: Record<'soon' | 'later', Set<WaitingRequest>> = { soon: new Set(), later: new Set() };
  /** How long the last requests took, newest last. */
  const waysMs: number[] = [];
  let nextAtMs = 0;
  let pausedUntilMs = 0;
  let timer: NodeJS.Timeout | undefined;

  function next(): WaitingRequest | undefined {
    for (const queue of [queues.soon, queues.later]) {
      for (const waiting of queue) {
        queue.delete(waiting);
        return waiting;
      }
    }
    return undefined;
  }

  function occupy(atMs: number): PaceTurn {
    const place = { freeAtMs: atMs + ARRIVES_WITHIN_MS + SECOND_MS };
    taken.add(place);
    nextAtMs = atMs + gapMs;
    return {
      free() {
        const answeredAtMs = nowMs();
        waysMs.push(answeredAtMs - atMs);
        if (waysMs.length > WAYS_REMEMBERED) waysMs.shift();
        const shortestMs = waysMs.length < WAYS_REMEMBERED ? 0 : Math.min(...waysMs);
        place.freeAtMs = Math.min(place.freeAtMs, answeredAtMs + SECOND_MS - SHARE_OF_WAYS * shortestMs);
        run();
      },
    };
  }

  /** When the next request may leave, as far as is known now. */
  function openAtMs(atMs: number): number {
    for (const place of taken) if (place.freeAtMs <= atMs) taken.delete(place);
    const freeAtMs = taken.size < requestsPerSecond ? 0 : Math.min(...Array.from(taken, (place) => place.freeAtMs));
    return Math.max(nextAtMs, pausedUntilMs, freeAtMs);
  }

  function run(): void {
    clearTimeout(timer);
    timer = undefined;
    while (queues.soon.size + queues.later.size > 0) {
      const atMs = nowMs();
      const waitMs = openAtMs(atMs) - atMs;
      if (waitMs > 0) {
        timer = setTimeout(run, waitMs);
        return;
      }
      next()?.go(occupy(atMs));
    }
  }

  return {
    take(urgency, signal) {
      return new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const queue = queues[urgency];
        const onAbort = (): void => {
          queue.delete(waiting);
          reject(signal?.reason);
        };
        const waiting: WaitingRequest = {
          go(place) {
            signal?.removeEventListener('abort', onAbort);
            resolve(place);
          },
        };
        signal?.addEventListener('abort', onAbort, { once: true });
        queue.add(waiting);
        if (timer === undefined || urgency === 'soon') run();
      });
    },
    pause(forMs) {
      pausedUntilMs = Math.max(pausedUntilMs, nowMs() + forMs);
      run();
    },
    pausedForMs: () => Math.max(0, pausedUntilMs - nowMs()),
    close() {
      clearTimeout(timer);
      for (const queue of Object.values(queues)) queue.clear();
    },
  };
}
