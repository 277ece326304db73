import { expect, test } from 'vitest';
import { runSimulate } from '../../src/cli/simulate.ts';
import { runCli } from './io.ts';

const run = (...args: readonly string[]) => runCli(runSimulate, ['--posts', ...args]);

test('a server that set nothing but a channel has a year of posts, none like another, no quote again before all have come', async () => {
  const { code, out } = await run('--from', '2026-11-22');
  expect(code).toBe(0);
  expect(out).toMatch(/days {2}365\nposts 365\nsame {2}0\nlines (\d+), none again before \1 days\n$/);
  expect(out).toContain('On this day in 2020, episode 1 aired:');
  expect(out).toContain('The storybooks · The Boy Who Fed on Nightmares: ');
  // What is later than the first episode, and what would hurt to read unasked.
  expect(out).not.toMatch(/Zombie Kid: |The Cheerful Dog: |Finding the Real Face: /);
});

test('the posts are in the language and of the title that are asked for, and what is neither is refused with the usage', async () => {
  expect((await run('--days', '2', '--locale', 'ko')).out).toContain('잠시 생각해 봐요');
  expect((await run('--days', '1', '--title', 'its-okay')).out).toContain('days  1\nposts 1');
  for (const args of [
    ['--title', 'no-such'],
    ['--days', '0'],
    ['--from', 'soon'],
  ]) {
    expect(await run(...args)).toMatchObject({ code: 2, out: '', err: expect.stringContaining('nabi simulate --posts') });
  }
});
