import { expect, it } from 'vitest';
import { keepLately, keepSmall, keepSome } from '../src/kept.ts';

it('what was asked lately is not made again, what was asked before that as little, and what was asked long ago is let go', () => {
  const made: string[] = [];
  const shout = keepLately(2, (key) => {
    made.push(key);
    return key.toUpperCase();
  });
  expect(['a', 'b', 'a', 'b'].map(shout)).toEqual(['A', 'B', 'A', 'B']);
  expect(made).toEqual(['a', 'b']);
  expect(['c', 'a'].map(shout)).toEqual(['C', 'A']);
  expect(made).toEqual(['a', 'b', 'c']);
  for (const key of ['d', 'e', 'f', 'a']) shout(key);
  expect(made).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'a']);
});

it('what follows from two things and a name is made once for each, until there are too many', () => {
  const keep = keepSome<string>(3);
  const [one, other] = [{}, {}];
  const made: string[] = [];
  const ask = (from: object, beside: object, name: string) =>
    keep(from, beside, name, () => {
      made.push(name);
      return name.toUpperCase();
    });
  expect([ask(one, other, 'a'), ask(one, other, 'a'), ask(other, one, 'a'), ask(one, one, 'b')]).toEqual(['A', 'A', 'A', 'B']);
  expect(made).toEqual(['a', 'a', 'b']);
  ask(one, other, 'c');
  ask(one, other, 'c');
  expect(made).toEqual(['a', 'a', 'b', 'c']);
  ask(one, other, 'a');
  expect(made).toEqual(['a', 'a', 'b', 'c', 'a']);
});

it('small whole amounts are written once, and all others each time', () => {
  const written: number[] = [];
  const write = keepSmall((amount) => {
    written.push(amount);
    return Object.is(amount, -0) ? '-0' : `${amount}`;
  });
  for (const amount of [0, 7, 999]) expect([write(amount), write(amount)]).toEqual([`${amount}`, `${amount}`]);
  expect(written).toEqual([0, 7, 999]);
  const others = [1_000, 0.5, -1, -0, Number.NaN, Number.POSITIVE_INFINITY];
  for (const amount of [...others, ...others]) expect(write(amount)).toBe(Object.is(amount, -0) ? '-0' : `${amount}`);
  expect(written).toEqual([0, 7, 999, ...others, ...others]);
});
