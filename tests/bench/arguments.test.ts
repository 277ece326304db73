import { describe, expect, it } from 'vitest';
import { readArguments } from '../../bench/support/arguments.ts';

const PARTS = ['http', 'router', 'fan-out'];

describe('what the bench is asked for', () => {
  it('is everything, some parts, or a comparison with a commit, a tag or a branch', () => {
    expect(readArguments([], PARTS)).toEqual({ kind: 'parts', parts: [] });
    expect(readArguments(['fan-out', 'http'], PARTS)).toEqual({ kind: 'parts', parts: ['fan-out', 'http'] });
    for (const commit of ['2443bc7', 'HEAD~3', 'main', 'v0.1.0', 'origin/main', 'HEAD^'])
      expect(readArguments(['--compare', commit], PARTS)).toEqual({ kind: 'compare', commit });
  });

  it.each([[['--compare']], [['--compare', 'a', 'b']], [['--compare', '--force']], [['--compare', '; rm -r']], [['--compare', '']]])(
    'is one commit to compare with, and not %j',
    (args) => {
      expect(readArguments(args, PARTS)).toEqual({ kind: 'wrong', says: expect.stringContaining('--compare <commit>') });
    },
  );

  it('names the parts there are, where one is asked for that is none', () => {
    expect(readArguments(['http', 'speed'], PARTS)).toEqual({
      kind: 'wrong',
      says: 'There is no part speed. Parts: http, router, fan-out.',
    });
  });
});
