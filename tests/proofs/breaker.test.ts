import { expect, test } from 'vitest';
import { runBreaker } from './breaker.ts';

test('new servers whose channels all refuse cost few refusals, are suspended by no single day, and keep nobody else waiting', async () => {
  const result = await runBreaker({ bad: 700, healthy: 60, badWereProven: false, minutes: 11, stepMinutes: 1 });
  expect(result.worstTenMinutes).toBeLessThan(600);
  expect(result).toMatchObject({ suspended: 0, healthyPosted: 60, lastHealthyAfterMinutes: 0 });
});

test('when servers that were well yesterday all refuse at once, sends stop before a ban, go on by themselves, and the healthy get theirs', async () => {
  const result = await runBreaker({ bad: 1_200, healthy: 60, badWereProven: true, minutes: 45, stepMinutes: 2 });
  expect(result.worstTenMinutes).toBeLessThan(1_000);
  expect(result.refusals).toBeGreaterThanOrEqual(1_200);
  expect(result).toMatchObject({ suspended: 0, healthyPosted: 60 });
}, 180_000);
