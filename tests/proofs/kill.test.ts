import { expect, test } from 'vitest';
import { runKillRounds } from './kill-rounds.ts';

const ROUNDS = 4;

test(`over ${ROUNDS} rounds of killing the bot while it posts, every server gets its post, its thread and its publication once`, async () => {
  const results = await runKillRounds(ROUNDS, 2);
  const sum = (pick: (result: (typeof results)[number]) => number): number => results.reduce((total, result) => total + pick(result), 0);
  expect(results).toHaveLength(ROUNDS);
  // Each round is to be killed up to three times; a life that was over before its end came counts for none.
  expect(sum(({ kills }) => kills)).toBeGreaterThan(ROUNDS);
  expect(
    sum(({ doubles }) => doubles),
    'doubled posts',
  ).toBe(0);
  expect(
    sum(({ lost }) => lost),
    'lost posts',
  ).toBe(0);
  expect(
    sum(({ withoutFollowUp }) => withoutFollowUp),
    'missing threads and publications',
  ).toBe(0);
  expect(
    sum(({ unknown }) => unknown),
    'posts the ledger does not know',
  ).toBe(0);
}, 180_000);
