/**
 * One POST over a pool of connections, within a limit of time. undici's own `request` makes a stream of every response, and an AbortSignal
 * listens on each: together more than all else that is made for an answer from memory.
 */
import { Readable } from 'node:stream';
import type { Dispatcher, Pool } from 'undici';
import type { TimeLimit, Waiting } from './time-limits.ts';

/** Where to. The origin is the pool's own, which would be put together anew for each request. */
export interface Address {
  readonly origin: string;
  readonly path: string;
}

/** What is sent, and the headers that say so: names and values in turn. They say the length where it is sent in parts. */
export interface Content {
  readonly body: string | Uint8Array | readonly Uint8Array[];
  readonly headers: string[];
}

export interface Sent {
  readonly status: number;
  /** What came with it; empty where all is well, since nobody reads it then. */
  readonly text: string;
}

/** Resolves after `ms`; rejects when the limit is over before. */
export function sleepWithin(limit: TimeLimit, ms: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    limit.tell({
      onOver(over) {
        clearTimeout(timer);
        reject(over);
      },
    });
  });
}

/** Never rejects: an error is what the connection met, or what the limit says when it is over first; the request is then broken off. */
export function send(pool: Pool, { origin, path }: Address, { headers, body }: Content, limit: TimeLimit): Promise<Sent | Error> {
  return new Promise((resolve) => {
    const sent = typeof body === 'string' || body instanceof Uint8Array ? body : Readable.from(body, { objectMode: false });
    pool.dispatch({ origin, path, method: 'POST', headers, body: sent }, new Sending(limit, resolve));
  });
}

class Sending implements Dispatcher.DispatchHandlers, Waiting {
  readonly #limit: TimeLimit;
  readonly #resolve: (sent: Sent | Error) => void;
  #abort: ((error?: Error) => void) | null = null;
  #status = 0;
  readonly #said: Buffer[] = [];

  constructor(limit: TimeLimit, resolve: (sent: Sent | Error) => void) {
    this.#limit = limit;
    this.#resolve = resolve;
    limit.tell(this);
  }

  onOver(over: Error): void {
    // One that still waits for a connection is broken off when it gets one.
    this.#resolve(over);
    this.#abort?.(over);
  }

  onConnect(abort: (error?: Error) => void): void {
    this.#abort = abort;
    if (this.#limit.over !== null) abort(this.#limit.over);
  }

  onHeaders(status: number): boolean {
    this.#status = status;
    return true;
  }

  onData(chunk: Buffer): boolean {
    if (this.#status >= 300) this.#said.push(chunk);
    return true;
  }

  onComplete(): void {
    this.#resolve({ status: this.#status, text: this.#said.length === 0 ? '' : Buffer.concat(this.#said).toString('utf8') });
  }

  onError(error: Error): void {
    this.#resolve(error);
  }
}
