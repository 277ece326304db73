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
  expect(readDate(typed, locale, '2026-11-22')).toEqual({ value: date, candidates: [date], isRelative: false });
});

test.each(['', 'soon', '32.12.2026', '2026-02-30', '13/13', '24', 'ma 5', '24 de'])('“%s” is no date', (typed) => {
  expect(readDate(typed, 'en-US', '2026-11-22')).toEqual({ value: null, candidates: [], isRelative: true });
});

// A Wednesday.
const TODAY = '2026-12-02';

test.each([
  ['today', 'en-US', '2026-12-02'],
  ['tomorrow', 'en-US', '2026-12-03'],
  ['the day after tomorrow', 'en-US', '2026-12-04'],
  ['from Friday', 'en-US', '2026-12-04'],
  ['next Monday', 'en-US', '2026-12-07'],
  ['Monday next week', 'en-US', '2026-12-07'],
  ['in two weeks', 'en-US', '2026-12-16'],
  ['내일', 'ko', '2026-12-03'],
  ['모레부터', 'ko', '2026-12-04'],
  ['다음 주 수요일', 'ko', '2026-12-09'],
  ['이번주 금요일', 'ko', '2026-12-04'],
  ['3일 뒤', 'ko', '2026-12-05'],
  ['明日', 'ja', '2026-12-03'],
  ['あさって', 'ja', '2026-12-04'],
  ['来週の月曜日', 'ja', '2026-12-07'],
  ['次の土曜', 'ja', '2026-12-05'],
  ['２週間後', 'ja', '2026-12-16'],
  ['mañana', 'es-419', '2026-12-03'],
  ['pasado mañana', 'es-419', '2026-12-04'],
  ['el lunes que viene', 'es-419', '2026-12-07'],
  ['dentro de tres días', 'es-419', '2026-12-05'],
  ['amanhã', 'pt-BR', '2026-12-03'],
  ['próxima segunda', 'pt-BR', '2026-12-07'],
  ['daqui a uma semana', 'pt-BR', '2026-12-09'],
  ['besok', 'id', '2026-12-03'],
  ['lusa', 'id', '2026-12-04'],
  ['senin depan', 'id', '2026-12-07'],
  ['seminggu lagi', 'id', '2026-12-09'],
])('%s in %s is a date from today', (typed, locale, date) => {
  expect(readDate(typed, locale, TODAY)).toEqual({ value: date, candidates: [date], isRelative: true });
});

test.each([
  ['next Friday', 'en-US', '2026-12-04', '2026-12-11'],
  ['Wednesday', 'en-US', '2026-12-02', '2026-12-09'],
  ['el próximo viernes', 'es-419', '2026-12-04', '2026-12-11'],
  ['sexta que vem', 'pt-BR', '2026-12-04', '2026-12-11'],
  ['jumat depan', 'id', '2026-12-04', '2026-12-11'],
])('%s in %s may be two dates, so it is asked', (typed, locale, ...dates) => {
  expect(readDate(typed, locale, TODAY)).toEqual({ value: null, candidates: dates, isRelative: true });
});

test('on a Sunday the next week begins tomorrow or in a week', () => {
  expect(readDate('다음 주 월요일', 'ko', '2026-11-29').candidates).toEqual(['2026-11-30', '2026-12-07']);
});

test.each([
  ['next week', 'en-US'],
  ['until tomorrow', 'en-US'],
  ['minggu depan', 'id'],
  ['por la mañana', 'es-419'],
  ['de manhã', 'pt-BR'],
  ['そのうち', 'ja'],
  ['언젠가', 'ko'],
  ['월요일 화요일', 'ko'],
])('%s in %s is no date', (typed, locale) => {
  expect(readDate(typed, locale, TODAY).candidates).toEqual([]);
});
