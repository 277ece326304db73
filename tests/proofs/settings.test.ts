import { expect, test } from 'vitest';
import { runSettingsKills } from './settings-rounds.ts';

const KILLS = 8;

test(`killed ${KILLS} times while it writes settings, nothing confirmed is lost, nothing is half there and the file is whole`, async () => {
  let seed = 0;
  const result = await runSettingsKills(KILLS, () => {
    seed = (seed + 0.618_034) % 1;
    return seed;
  });
  expect(result).toEqual({ kills: KILLS, writes: expect.any(Number), lost: 0, torn: 0, damaged: 0 });
  expect(result.writes).toBeGreaterThan(KILLS);
}, 120_000);
