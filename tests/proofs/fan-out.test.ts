import { expect, test } from 'vitest';
import { runFanOut } from './fan-out.ts';

const SERVERS = 150;

test('a fan-out keeps the limit however Discord counts it, reaches every server, and leaves nobody who asks unanswered', async () => {
  const { posts, channels, refused, readings, interactions, unanswered } = await runFanOut({ servers: SERVERS });
  expect({ posts, channels, refused, readings }).toEqual({
    posts: SERVERS,
    channels: SERVERS,
    refused: 0,
    readings: { slidingSecond: 0, clockSecond: 0, tokenBucket: 0 },
  });
  expect(interactions).toBeGreaterThan(0);
  expect(unanswered).toBe(0);
}, 60_000);

test('after a 429 for everything nothing more is refused but what was under way, and every server has its post', async () => {
  const { posts, channels, refused, underWay } = await runFanOut({ servers: SERVERS, refusesRequest: 60, locksOut: true });
  expect({ posts, channels, later: refused - underWay }).toEqual({ posts: SERVERS, channels: SERVERS, later: 0 });
}, 60_000);
