/** Limits of many responses at once: each is told when its own time is over, and none that has ended. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTimeLimits, type TimeLimit } from '../../src/discord/time-limits.ts';

const LIMIT_MS = 1_000;
/** The latest that one is told. */
const LATEST_MS = LIMIT_MS * 1.05;

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

function watched(limit: TimeLimit) {
  const told: string[] = [];
  limit.tell({ onOver: ({ name }) => told.push(name) });
  return { limit, told };
}

describe('a limit of time', () => {
  it('is over when its own time is, whenever others began', () => {
    const begin = createTimeLimits(LIMIT_MS);
    const early = watched(begin());
    vi.advanceTimersByTime(LIMIT_MS / 2);
    const late = watched(begin());
    vi.advanceTimersByTime(LATEST_MS - LIMIT_MS / 2);
    expect(early.told).toEqual(['TimeoutError']);
    expect(early.limit.over).toBeInstanceOf(Error);
    expect(late.told).toEqual([]);
    expect(late.limit.over).toBeNull();
    vi.advanceTimersByTime(LIMIT_MS / 2);
    expect(late.told).toEqual(['TimeoutError']);
  });

  it('is not over sooner', () => {
    const { told } = watched(createTimeLimits(LIMIT_MS)());
    vi.advanceTimersByTime(LIMIT_MS - 1);
    expect(told).toEqual([]);
  });

  it('is told once', () => {
    const { told } = watched(createTimeLimits(LIMIT_MS)());
    vi.advanceTimersByTime(LIMIT_MS * 5);
    expect(told).toEqual(['TimeoutError']);
  });

  it('says nothing to what it was told of before', () => {
    const { limit, told } = watched(createTimeLimits(LIMIT_MS)());
    const next: Error[] = [];
    limit.tell({ onOver: (over) => next.push(over) });
    vi.advanceTimersByTime(LATEST_MS);
    expect([told.length, next.length]).toEqual([0, 1]);
  });

  it('that has ended says nothing, in whatever order they end', () => {
    const begin = createTimeLimits(LIMIT_MS);
    const all = Array.from({ length: 100 }, () => watched(begin()));
    // 37 and 100 have no divisor in common, so this goes through all of them in another order.
    const mixed = all.map((_, index) => all[(index * 37) % all.length]).filter((one) => one !== undefined);
    const ended = mixed.slice(0, 60);
    for (const { limit } of ended) limit.end();
    vi.advanceTimersByTime(LATEST_MS);
    expect(ended.flatMap(({ told }) => told)).toEqual([]);
    expect(mixed.slice(60).map(({ told }) => told.length)).toEqual(Array(40).fill(1));
  });

  it('leaves no timer behind when all have ended', () => {
    const begin = createTimeLimits(LIMIT_MS);
    const limits = [begin(), begin(), begin()];
    for (const limit of limits) limit.end();
    vi.advanceTimersByTime(LATEST_MS);
    expect(vi.getTimerCount()).toBe(0);
    const { told } = watched(begin());
    vi.advanceTimersByTime(LATEST_MS);
    expect(told).toEqual(['TimeoutError']);
  });
});
