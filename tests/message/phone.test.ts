import { describe, expect, it } from 'vitest';
import { countPhoneLines, keepSentences } from '../../src/message/phone.ts';

describe('the lines a text takes on a phone', () => {
  it.each([
    ['', 0],
    ['Moon Gang-tae', 1],
    ['a\n\nb', 3],
    ['x'.repeat(38), 1],
    ['x'.repeat(39), 2],
    ['문'.repeat(19), 1],
    ['문'.repeat(20), 2],
    [`**${'x'.repeat(38)}**`, 1],
    [`[${'x'.repeat(20)}](https://example.org/${'y'.repeat(60)})`, 1],
    ['A care worker at OK Psychiatric Hospital.', 2],
  ])('%j takes %i', (text, lines) => {
    expect(countPhoneLines(text)).toBe(lines);
    // And the second time, when it is known.
    expect(countPhoneLines(text)).toBe(lines);
  });

  it('is counted in columns of another width too', () => {
    expect([countPhoneLines('x'.repeat(60), 60), countPhoneLines('x'.repeat(60))]).toEqual([1, 2]);
  });
});

it('as many whole sentences are kept as so many lines hold, and the first always', () => {
  const text = 'Dr. Oh runs the hospital. He is kind to everyone he meets. He sleeps little.';
  expect(keepSentences(text, 2)).toBe('Dr. Oh runs the hospital. He is kind to everyone he meets.');
  expect(keepSentences(text, 0)).toBe('Dr. Oh runs the hospital.');
});
