import { expect, test } from 'vitest';
import { readDate } from '../../src/calendar/dates.ts';

test.each([
  ['2026-12-24', 'en-US', '2026-12-24'],
  ['2026/1/5', 'ja', '2026-01-05'],
  ['24.12.2026', 'en-US', '2026-12-24'],
  ['24.12.', 'es-419', '2026-12-24'],
  ['12/24', 'en-US', '2026-12-24'],
  ['24/12', 'pt-BR', '2026-12-24'],
  ['24/12/2027', 'id', '2027-12-24'],
  ['Dec 24', 'en-US', '2026-12-24'],
  ['december 24, 2027', 'ko', '2027-12-24'],
  ['24 de diciembre de 2026', 'es-419', '2026-12-24'],
  ['24 dez', 'pt-BR', '2026-12-24'],
  ['24 Desember', 'id', '2026-12-24'],
  ['12월 24일', 'ko', '2026-12-24'],
  ['2026年12月24日', 'ja', '2026-12-24'],
  ['３月１日', 'ja', '2027-03-01'],
  ['Feb 29', 'en-US', '2028-02-29'],
])('%s in %s is %s', (typed, locale, date) => {
  expect(readDate(typed, locale, '2026-11-22')).toBe(date);
});

test.each(['', 'soon', '32.12.2026', '2026-02-30', '13/13', '24', 'ma 5', '24 de'])('“%s” is no date', (typed) => {
  expect(readDate(typed, 'en-US', '2026-11-22')).toBeNull();
});
