/**
 * What the log says of connections to the gateway: one line for a break, one a minute with how many tries there were, whichever
 * connections are broken, and one for its end.
 */
import type { Log } from '../log.ts';
import { createOutage, type Outage } from '../outage.ts';

const SAY_AGAIN_EVERY_MS = 60_000;

interface BrokenShard {
  readonly outage: Outage;
  tries: number;
}

/** @param steadyMs a clock that nobody sets. */
export function createShardLog(log: Log, steadyMs: () => number = () => performance.now()) {
  const broken = new Map<number, BrokenShard>();
  let saidAtMs = 0;

  return {
    /** A connection is gone, or could not be made again. */
    noteBreak(shard: number, reason: string) {
      const before = broken.get(shard);
      if (before === undefined) {
        const outage = createOutage(steadyMs);
        outage.begin();
        broken.set(shard, { outage, tries: 0 });
        saidAtMs = steadyMs();
        log.warn({ shard, reason }, 'no connection to the gateway; trying until there is one');
        return;
      }
      before.tries += 1;
      if (steadyMs() - saidAtMs < SAY_AGAIN_EVERY_MS) return;
      saidAtMs = steadyMs();
      const tries = [...broken.values()].reduce((sum, one) => sum + one.tries, 0);
      log.warn({ shards: [...broken.keys()], tries, reason }, 'still no connection to the gateway');
    },
    noteConnection(shard: number) {
      const before = broken.get(shard);
      if (before === undefined) return;
      broken.delete(shard);
      log.info({ shard, lastedS: before.outage.end(), tries: before.tries }, 'the connection to the gateway is back');
    },
    /** Whether no connection that there was is broken now. */
    isWhole: () => broken.size === 0,
  };
}
