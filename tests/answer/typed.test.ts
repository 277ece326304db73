/** What people type and no pack has: known to be typed by several, and by nothing that says what it was. */
import { expect, it } from 'vitest';
import { createTypedTexts } from '../../src/answer/typed.ts';

it('is of several once two people have typed the same words, in the same order', () => {
  const typed = createTypedTexts('salt');
  expect(typed.isOfSeveral(['my boss', 'jung min'], 'a')).toBe(false);
  expect(typed.isOfSeveral(['my boss', 'jung min'], 'a')).toBe(false);
  expect(typed.isOfSeveral(['jung min', 'my boss'], 'b')).toBe(false);
  expect(typed.isOfSeveral(['my boss jung min'], 'b')).toBe(false);
  expect(typed.isOfSeveral(['my boss', 'jung min'], 'b')).toBe(true);
});

it('is of nobody for as long as it is known, once it was forbidden', () => {
  const typed = createTypedTexts('salt');
  typed.isOfSeveral(['i feel so empty'], 'a');
  expect(typed.isOfSeveral(['i feel so empty'], 'b')).toBe(true);
  typed.forbid(['i feel so empty']);
  for (const who of ['a', 'b', 'c']) expect(typed.isOfSeveral(['i feel so empty'], who)).toBe(false);
});

it('is forgotten when much else was typed since', () => {
  const typed = createTypedTexts('salt', 10);
  typed.isOfSeveral(['somebody'], 'a');
  for (let other = 0; other < 9; other += 1) typed.isOfSeveral([String(other)], 'a');
  expect(typed.isOfSeveral(['somebody'], 'b')).toBe(true);
  for (let other = 10; other < 30; other += 1) typed.isOfSeveral([String(other)], 'a');
  expect(typed.isOfSeveral(['somebody'], 'b')).toBe(false);
});
