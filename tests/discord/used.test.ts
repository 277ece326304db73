import { expect, it } from 'vitest';
import { createUsed } from '../../src/discord/used.ts';

const KEPT_MS = 1_000;

it('what came is known for as long as it may come again, and not for good', () => {
  let nowMs = 0;
  const isNew = createUsed(KEPT_MS, () => nowMs);
  expect(isNew('early')).toBe(true);
  nowMs = KEPT_MS - 1;
  expect(isNew('late')).toBe(true);
  expect([isNew('early'), isNew('late')]).toEqual([false, false]);
  // The younger half is the older one from here on.
  nowMs = 2 * KEPT_MS - 2;
  expect([isNew('another'), isNew('late')]).toEqual([true, false]);
  nowMs = 4 * KEPT_MS;
  expect(isNew('yet another')).toBe(true);
  expect([isNew('early'), isNew('late')]).toEqual([true, true]);
});

it('what came just now is known though the clock was set, in whichever direction', () => {
  for (const setBy of [-3_600_000, 3_600_000]) {
    let nowMs = 10_000_000;
    const isNew = createUsed(KEPT_MS, () => nowMs);
    isNew('a request');
    nowMs += setBy;
    expect(isNew('a request')).toBe(false);
  }
});
