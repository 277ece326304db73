/**
 * V8 looks for garbage and gives back what is free some eight seconds after the work, once little is allocated: in its own heap, and in the
 * one of Node's C++ objects. In the latter a running Nabi allocates nothing at all, which V8 takes for much, and waits for a hundred seconds.
 */
import { Script } from 'node:vm';

const PAUSE_MS = 10_000;
/** V8 counts them by the kilobyte. */
const ENOUGH = 20;

/** Allocates a little there again and again, so that V8 sees how little it is. Keeps no process alive. */
export function giveMemoryBackSoon(): void {
  const allocate = (): void => {
    for (let made = 0; made < ENOUGH; made += 1) new Script('');
  };
  allocate();
  setInterval(allocate, PAUSE_MS).unref();
}
