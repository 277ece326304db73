import { expect, test } from 'vitest';
import { createPace } from '../../src/discord/pace.ts';

/** Never aborted. */
const NO_SIGNAL = null;

test('a place is free again only a second after its answer, whatever the way took', async () => {
  let nowMs = 0;
  const pace = createPace({ requestsPerSecond: 2, gapMs: 0, nowMs: () => nowMs });
  const first = await pace.take('soon', NO_SIGNAL);
  await pace.take('soon', NO_SIGNAL);
  let third = false;
  void pace.take('soon', NO_SIGNAL).then(() => {
    third = true;
  });
  nowMs = 300;
  first.free();
  nowMs = 1_299;
  pace.pause(0);
  await Promise.resolve();
  expect(third).toBe(false);
  nowMs = 1_300;
  pace.pause(0);
  await Promise.resolve();
  expect(third).toBe(true);
  pace.close();
});

test('an answer that never comes holds its place for two seconds, not for ever', async () => {
  let nowMs = 0;
  const pace = createPace({ requestsPerSecond: 1, gapMs: 0, nowMs: () => nowMs });
  await pace.take('soon', NO_SIGNAL);
  nowMs = 2_000;
  await pace.take('soon', NO_SIGNAL);
  pace.close();
});

test('what somebody waits for goes before a long row of posts', async () => {
  let nowMs = 0;
  const pace = createPace({ requestsPerSecond: 1, gapMs: 0, nowMs: () => nowMs });
  await pace.take('later', NO_SIGNAL);
  const order: string[] = [];
  const row = [1, 2].map((post) => pace.take('later', NO_SIGNAL).then(() => order.push(`post ${post}`)));
  const question = pace.take('soon', NO_SIGNAL).then(() => order.push('question'));
  for (const turn of [question, ...row]) {
    nowMs += 2_000;
    pace.pause(0);
    await turn;
  }
  expect(order).toEqual(['question', 'post 1', 'post 2']);
  pace.close();
});

test('whoever gives up waiting leaves the row, and a pause holds back everybody', async () => {
  let nowMs = 0;
  const pace = createPace({ requestsPerSecond: 1, gapMs: 0, nowMs: () => nowMs });
  await pace.take('soon', NO_SIGNAL);
  const controller = new AbortController();
  const given = pace.take('soon', controller.signal);
  const next = pace.take('soon', NO_SIGNAL);
  controller.abort(new Error('too late'));
  await expect(given).rejects.toThrow('too late');
  await expect(pace.take('soon', controller.signal)).rejects.toThrow('too late');

  pace.pause(10_000);
  nowMs = 5_000;
  let left = false;
  void next.then(() => {
    left = true;
  });
  pace.pause(0);
  await Promise.resolve();
  expect(left).toBe(false);
  expect(pace.pausedForMs()).toBe(5_000);
  nowMs = 10_000;
  pace.pause(0);
  await next;
  pace.close();
});
