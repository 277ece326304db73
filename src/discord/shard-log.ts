/** What the log says of connections to the gateway: one line for a break, one a minute with how many tries there were, one for its end. */
import type { Log } from '../log.ts';
import { createOutage, type Outage } from '../outage.ts';

const SAY_AGAIN_EVERY_MS = 60_000;

interface BrokenShard {
  readonly outage: Outage;
  tries: number;
  saidAtMs: number;
  /** As far as is known. */
  reason: string | null;
}

export interface ShardLog {
  /** A connection is gone, or another try to make it begins. */
  noteTry(shard: number): void;
  /** Why it is gone or could not be made. */
  noteReason(shard: number, reason: string): void;
  noteConnection(shard: number): void;
  /** Whether every connection that was there is there. */
  isWhole(): boolean;
}

export function createShardLog(log: Log, steadyMs: () => number = () => performance.now()): ShardLog {
  const broken = new Map<number, BrokenShard>();

  function begin(shard: number): void {
    const outage = createOutage(steadyMs);
    outage.begin();
    const begun: BrokenShard = { outage, tries: 0, saidAtMs: steadyMs(), reason: null };
    broken.set(shard, begun);
    // discord.js tells the reason right after the break.
    setImmediate(() => log.warn({ shard, reason: begun.reason }, 'no connection to the gateway; trying until there is one'));
  }

  return {
    noteTry(shard) {
      const before = broken.get(shard);
      if (before === undefined) return begin(shard);
      before.tries += 1;
      if (steadyMs() - before.saidAtMs < SAY_AGAIN_EVERY_MS) return;
      before.saidAtMs = steadyMs();
      log.warn({ shard, tries: before.tries, reason: before.reason }, 'still no connection to the gateway');
    },
    noteReason(shard, reason) {
      const before = broken.get(shard);
      if (before !== undefined) before.reason = reason;
    },
    noteConnection(shard) {
      const before = broken.get(shard);
      if (before === undefined) return;
      broken.delete(shard);
      log.info({ shard, lastedS: before.outage.end(), tries: before.tries }, 'the connection to the gateway is back');
    },
    isWhole: () => broken.size === 0,
  };
}
