import { expect, test } from 'vitest';
import { runKillRounds, runKillRoundsOnPostgres } from './kill-rounds.ts';

test.each([
  ['SQLite', 1, runKillRounds],
  ['Postgres', 1, runKillRoundsOnPostgres],
] as const)(
  'in a round of killing the bot while it posts (%s, %i), every server gets its post, its thread, its publication and its pin once',
  async (_store, rounds, run) => {
    const results = await run(rounds, 2);
    const sum = (pick: (result: (typeof results)[number]) => number): number => results.reduce((total, result) => total + pick(result), 0);
    expect(results).toHaveLength(rounds);
    // Each round is to be killed up to three times; a life that was over before its end came counts for none.
    expect(sum(({ kills }) => kills)).toBeGreaterThan(rounds);
    expect({
      doubled: sum(({ doubles }) => doubles),
      lost: sum(({ lost }) => lost),
      withoutFollowUp: sum(({ withoutFollowUp }) => withoutFollowUp),
      pinnedTwice: sum(({ pinnedTwice }) => pinnedTwice),
      unknownToTheLedger: sum(({ unknown }) => unknown),
    }).toEqual({ doubled: 0, lost: 0, withoutFollowUp: 0, pinnedTwice: 0, unknownToTheLedger: 0 });
  },
  180_000,
);
