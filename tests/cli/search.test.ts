import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { runSearch } from '../../src/cli/search.ts';
import { DRAMA, FILM } from '../support/bot.ts';
import { runCli } from './io.ts';

const Hits = z.array(
  z.strictObject({
    id: z.string(),
    kind: z.enum(['person', 'character', 'title']),
    title: z.string(),
    name: z.string(),
    hangul: z.string().nullable(),
    score: z.number().min(0).max(1),
    confident: z.boolean(),
  }),
);

const search = (args: readonly string[], stdin = '') => runCli(runSearch, args, { stdin });

describe('nabi search', () => {
  it('prints one JSON array, best first, and nothing else', async () => {
    const { code, out, err } = await search(['kang tae', '--json']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const hits = Hits.parse(JSON.parse(out));
    expect(hits[0]).toMatchObject({ id: 'moon-gang-tae', kind: 'character', title: DRAMA, name: 'Moon Gang-tae', hangul: '문강태' });
    expect(hits.map(({ score }) => score)).toEqual(hits.map(({ score }) => score).sort((a, b) => b - a));
    expect(hits.filter(({ confident }) => confident).length).toBeLessThanOrEqual(1);
  });

  it('reads one query a line from standard input and prints one array a line, in the same order', async () => {
    const { code, out } = await search(['--json', '-'], '문강태\nzzzzzz\n\nko moon young\n');
    expect(code).toBe(0);
    const lines = out
      .trimEnd()
      .split('\n')
      .map((line) => Hits.parse(JSON.parse(line)));
    expect(lines.map(([best]) => best?.id)).toEqual(['moon-gang-tae', undefined, undefined, 'ko-moon-young']);
  });

  it('prints one hit a line for people, and says so when nobody is found', async () => {
    expect((await search(['문강태'])).out).toMatch(/^1\.000 \* Moon Gang-tae \(문강태\) {2}character {2}moon-gang-tae$/m);
    expect((await search(['zzzzzz'])).out).toBe('zzzzzz: nobody found\n');
  });

  it('keeps to one title when it is told to', async () => {
    const hits = Hits.parse(JSON.parse((await search(['kim', '--json', '--title', FILM])).out));
    expect(new Set(hits.map(({ title }) => title))).toEqual(new Set([FILM]));
  });

  it.each([[[]], [['--loud', 'x']]])('%j is wrong usage', async (args) => {
    const { code, out, err } = await search(args);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toContain('Usage: nabi search');
  });
});
