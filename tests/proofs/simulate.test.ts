import { expect, test } from 'vitest';
import { runSimulate } from '../../src/cli/simulate.ts';
import { runCli } from '../cli/io.ts';

/** Where the clock does what no other zone's does: gaps over midnight, half hours, dates that end early. */
const ZONES = ['America/Nuuk', 'America/Scoresbysund', 'Australia/Lord_Howe', 'Africa/Cairo', 'America/Santiago', 'Africa/Casablanca'];

const run = (...args: readonly string[]) => runCli(runSimulate, [...args]);

test('two years of the most difficult zones have exactly one post on each local date', async () => {
  const { code, out } = await run('--days', '730', '--zones', ZONES.join(','), '--from', '2026-11-22', '--json');
  expect(JSON.parse(out)).toMatchObject({ zones: ZONES.length, posts: ZONES.length * 730 * 5, missed: [], doubled: [] });
  expect(code).toBe(0);
});

test('a date a zone leaves out is told, and the exit code says so', async () => {
  const { code, out } = await run('--days', '5', '--zones', 'Pacific/Apia', '--from', '2011-12-28');
  expect(out).toContain('missed  Pacific/Apia 09:00 2011-12-30');
  expect(code).toBe(1);
});

test('what is no zone or no number of days is refused with the usage', async () => {
  for (const args of [['--zones', 'Europe/Atlantis'], ['--days', '0'], ['--days', 'many'], ['--from', 'soon'], ['--fast']]) {
    expect(await run(...args)).toMatchObject({ code: 2, out: '', err: expect.stringContaining('Usage: nabi simulate') });
  }
});
