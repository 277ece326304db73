import { expect, it } from 'vitest';
import { createShardLog } from '../../src/discord/shard-log.ts';
import { createRecordingLog } from '../support/recording-log.ts';

const SECOND_MS = 1_000;
const HOUR_MS = 3_600 * SECOND_MS;

it.each([1, 4])(
  'an hour without the gateway, tried every few seconds (by %i), is told at its start, once a minute with the count, and at its end',
  (count) => {
    let nowMs = 0;
    const log = createRecordingLog();
    const connections = createShardLog(log, () => nowMs);
    const shards = Array.from({ length: count }, (_, shard) => shard);
    let tries = -count;
    for (; nowMs < HOUR_MS; nowMs += 2.5 * SECOND_MS) {
      for (const shard of shards) connections.noteBreak(shard, 'connect ECONNREFUSED');
      tries += count;
    }
    expect(connections.isWhole()).toBe(false);
    for (const shard of shards) connections.noteConnection(shard);
    const of = (message: string) => log.lines.filter((line) => line.message === message);
    expect(of('no connection to the gateway; trying until there is one')).toHaveLength(count);
    const during = of('still no connection to the gateway');
    expect(during).toHaveLength(59);
    expect(during.at(-1)?.fields).toMatchObject({ shards, tries: expect.any(Number) });
    const ends = of('the connection to the gateway is back');
    expect(ends).toHaveLength(count);
    expect(ends[0]?.fields).toMatchObject({ shard: 0, lastedS: 3_600, tries: tries / count });
    expect(log.lines).toHaveLength(count + 59 + count);
    expect(connections.isWhole()).toBe(true);
  },
);
