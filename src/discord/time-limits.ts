/** Limits of time for what begins thousands of times a minute and is over in milliseconds: one timer looks after all of them. */

/** A limit is over when it is, or up to so large a part of it later. */
const LATE_BY = 1 / 20;

export interface Waiting {
  onOver(over: Error): void;
}

/** How long something may take in all, however many steps it has; to be ended. */
export interface TimeLimit {
  /** What came of it that the time is over; null while it is not. */
  readonly over: Error | null;
  /** Tells this one, and no earlier one any more; it is told at most once. */
  tell(waiting: Waiting): void;
  end(): void;
}

/** @returns Begins a limit of `ms`. */
export function createTimeLimits(ms: number): () => TimeLimit {
  const begun: Limit[] = [];
  let willLook = false;

  function lookLater(): void {
    if (!willLook) setTimeout(look, ms * LATE_BY).unref();
    willLook = true;
  }

  function look(): void {
    willLook = false;
    const nowMs = performance.now();
    for (const limit of [...begun]) if (nowMs >= limit.endsMs) limit.pass();
    if (begun.length > 0) lookLater();
  }

  return () => {
    lookLater();
    return new Limit(begun, performance.now() + ms);
  };
}

class Limit implements TimeLimit {
  readonly endsMs: number;
  /** All that have begun and not ended, in no order. */
  readonly #begun: Limit[];
  #place: number;
  #over: Error | null = null;
  #waiting: Waiting | null = null;

  constructor(begun: Limit[], endsMs: number) {
    this.endsMs = endsMs;
    this.#begun = begun;
    this.#place = begun.push(this) - 1;
  }

  get over(): Error | null {
    return this.#over;
  }

  tell(waiting: Waiting): void {
    this.#waiting = waiting;
  }

  pass(): void {
    if (this.#over !== null) return;
    this.#over = new DOMException('no answer in time', 'TimeoutError');
    this.#waiting?.onOver(this.#over);
  }

  /** The last one takes its place. */
  end(): void {
    const last = this.#begun.pop();
    if (last === undefined || last === this) return;
    this.#begun[this.#place] = last;
    last.#place = this.#place;
  }
}
