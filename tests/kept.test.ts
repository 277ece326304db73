import { expect, it } from 'vitest';
import { keepLately } from '../src/kept.ts';

it('what was asked lately is not made again, and what was asked long ago is let go', () => {
  const made: string[] = [];
  const shout = keepLately(2, (key) => {
    made.push(key);
    return key.toUpperCase();
  });
  expect(['a', 'b', 'a', 'b'].map(shout)).toEqual(['A', 'B', 'A', 'B']);
  expect(made).toEqual(['a', 'b']);
  for (const key of ['c', 'd', 'e', 'f', 'a']) shout(key);
  expect(made).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'a']);
});
