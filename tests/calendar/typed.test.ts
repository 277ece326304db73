/** What people of each language type, with what they mean: tests/fixtures/typed-times.tsv, written before the readers were. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readTime } from '../../src/calendar/times.ts';
import { readWeekdays } from '../../src/calendar/weekdays.ts';
import { readZone } from '../../src/calendar/zones.ts';

const NOW_MS = Date.parse('2026-11-22T19:14:00Z');

const rows = readFileSync(new URL('../fixtures/typed-times.tsv', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((row) => {
    const [language = '', typed = '', kind = '', expected = ''] = row.split('\t');
    return { language, typed, kind, expected, ...read(kind, typed, language === 'en' ? 'en-US' : language) };
  });

function read(kind: string, typed: string, locale: string): { readonly value: string | null; readonly candidates: readonly string[] } {
  if (kind === 'time') return readTime(typed, locale);
  if (kind === 'zone') return readZone(typed, locale, NOW_MS);
  const { value, candidates } = readWeekdays(typed, locale);
  return { value: value?.join(',') ?? null, candidates: candidates.map((days) => days.join(',')) };
}

describe.each(['en', 'ko', 'ja', 'es-419', 'pt-BR', 'id'])('times, days and zones as typed in %s', (language) => {
  const own = rows.filter((row) => row.language === language);

  it('are understood in at least 97 of 100', () => {
    expect(own.length).toBeGreaterThan(100);
    const missed = own.filter(({ value, expected }) => (expected.startsWith('ask') ? value !== null : value !== expected));
    expect(missed.length / own.length, missed.map(({ typed }) => typed).join(', ')).toBeLessThanOrEqual(0.03);
  });

  it('are never taken for something else', () => {
    expect(own.filter(({ value, expected }) => value !== null && value !== expected).map(({ typed }) => typed)).toEqual([]);
  });

  it('are asked with the likeliest first where an offset was typed', () => {
    for (const { expected, candidates } of own.filter((row) => row.expected.startsWith('ask>')))
      expect(candidates[0]).toBe(expected.slice(4));
  });
});

describe('what may be two times', () => {
  it.each([
    ['9시', 'ko', ['09:00', '21:00']],
    ['9', 'en-US', ['09:00', '21:00']],
    ['午前12時', 'ja', ['00:00', '12:00']],
    ['8ish pm', 'en-US', ['20:00']],
    ['24:00', 'en-US', ['00:00']],
    ['25:00', 'en-US', []],
    ['25時', 'ja', ['01:00']],
  ])('“%s” is asked with what it may be', (typed, locale, candidates) => {
    expect(readTime(typed, locale)).toEqual({ value: null, candidates });
  });
});

describe('a slip of the finger', () => {
  it.each([
    ['time', '9 pm tonigt', 'en-US', '21:00'],
    ['time', 'jam 9 malm', 'id', '21:00'],
    ['days', 'modnay', 'en-US', '1'],
    ['days', 'sabdo y domingo', 'es-419', '6,7'],
    ['zone', 'londen', 'en-US', 'Europe/London'],
    ['zone', 'phillipines', 'en-US', 'Asia/Manila'],
    ['zone', 'colmbia', 'es-419', 'America/Bogota'],
  ])('in a %s is asked with what is meant: %s', (kind, typed, locale, meant) => {
    expect(read(kind, typed, locale)).toMatchObject({ value: null, candidates: [meant] });
  });
});

describe('days', () => {
  it('are all understood or none: a word that is not known is never passed over', () => {
    for (const typed of [
      'mon-wed-fri',
      '월~금쯤',
      '月〜祝',
      'de lunes a vierness',
      'weekdays-ish',
      'senin sampai kapan',
      'mon or tue',
      '土日祝',
    ])
      expect([typed, readWeekdays(typed, 'en-US').value]).toEqual([typed, null]);
  });

  it('go on over the weekend in a range', () => {
    expect(readWeekdays('fri-mon', 'en-US').value).toEqual([1, 5, 6, 7]);
  });
});
