import { describe, expect, it } from 'vitest';
import { endStart } from '../../src/start/end.ts';

describe('the end of a start', () => {
  it('reads one list in a step, and gives back its memory when everything is there', () => {
    const done: string[] = [];
    const lists = ['en', 'ko'];
    const phrases = {
      readAhead() {
        const list = lists.shift();
        if (list === undefined) return false;
        done.push(list);
        return true;
      },
    };
    const names = { readAhead: () => void done.push('names') };
    const steps = endStart({ phrases, names }, async () => void done.push('collected'));
    const seen: string[] = [];
    do seen.push(done.splice(0).join());
    while (steps.next().done !== true);
    expect([...seen, done.join()]).toEqual(['', 'en', 'ko', 'names', 'collected']);
  });
});
