/** What is left of a start when people can ask: reading what else they may ask for, and giving back the memory that all of it took. */
import type { CareListener } from '../care/listen.ts';
import type { LivePacks } from '../content/live.ts';

interface Ahead {
  readonly phrases: Pick<CareListener, 'readAhead'>;
  readonly names: Pick<LivePacks, 'readAhead'>;
}

/**
 * In steps, each of which holds the loop for some 50 ms. The last looks for garbage and gives back the 10 MB by which the heap is larger than
 * what is alive; V8 by itself would do so 100 s later.
 *
 * @param collect What Node gives with `--expose-gc`; without it the last step does nothing.
 */
export function* endStart({ phrases, names }: Ahead, collect = globalThis.gc): Generator<void> {
  while (phrases.readAhead()) yield;
  names.readAhead();
  yield;
  collect?.({ type: 'major', flavor: 'last-resort' });
}
