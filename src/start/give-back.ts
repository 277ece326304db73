/**
 * V8 looks for garbage and gives back what is free some eight seconds after the work, once little is allocated: in its own heap, and in the
 * one of Node's C++ objects. In the latter a running Nabi allocates nothing at all, which V8 takes for much, and waits for a hundred
 * seconds, and as long again to end what it has begun.
 */
import { performance } from 'node:perf_hooks';
import { Script } from 'node:vm';

/** For a while after a collection an answer takes a fifth more time, as V8 has shrunk what it works in: so there is none between bursts. */
const PAUSE_MS = 30_000;
/** Of the time since the last look. */
const MOST_AT_WORK = 0.02;
/** V8 counts them by the kilobyte. */
const ENOUGH = 20;

/** Allocates a little there whenever it was quiet for a pause, so that V8 sees how little it is. Keeps no process alive. */
export function giveBackWhenQuiet(pauseMs = PAUSE_MS): void {
  let seen = performance.eventLoopUtilization();
  const look = (): void => {
    const before = seen;
    seen = performance.eventLoopUtilization();
    if (performance.eventLoopUtilization(seen, before).utilization > MOST_AT_WORK) return;
    for (let made = 0; made < ENOUGH; made += 1) new Script('');
  };
  setInterval(look, pauseMs).unref();
}
