import { describe, expect, it } from 'vitest';
import { nameWeekday, readWeekdays } from '../../src/calendar/weekdays.ts';

const parseWeekdays = (typed: string, locale: string) => readWeekdays(typed, locale).value;

describe('days of the week', () => {
  it.each([
    ['every day', [1, 2, 3, 4, 5, 6, 7]],
    ['Weekdays', [1, 2, 3, 4, 5]],
    ['weekend', [6, 7]],
    ['mon wed fri', [1, 3, 5]],
    ['Friday, and Monday', [1, 5]],
    ['sat & weekdays', [1, 2, 3, 4, 5, 6]],
    ['sunday sun', [7]],
    ['월 수 금', [1, 3, 5]],
    ['월요일', [1]],
    ['월수금', [1, 3, 5]],
    ['Todos los días', [1, 2, 3, 4, 5, 6, 7]],
    ['fim de semana', [6, 7]],
    ['hari kerja', [1, 2, 3, 4, 5]],
    ['毎日', [1, 2, 3, 4, 5, 6, 7]],
  ])('are read from “%s”', (typed, days) => {
    expect(parseWeekdays(typed, 'en-US')).toEqual(days);
  });

  it.each(['', ' , ', 'someday', 'mon wedding', '8', 'constructor', '__proto__', 'toString'])('are not read from “%s”', (typed) => {
    expect(parseWeekdays(typed, 'en-US')).toBeNull();
  });

  it('are read and named in the reader’s language', () => {
    expect(parseWeekdays('lunes y viernes', 'es-419')).toEqual([1, 5]);
    expect(parseWeekdays('mie, sab', 'es-419')).toEqual([3, 6]);
    expect(parseWeekdays('miércoles', 'es-419')).toEqual([3]);
    expect(parseWeekdays('segunda e terça', 'pt-BR')).toEqual([1, 2]);
    expect(parseWeekdays('senin dan jumat', 'id')).toEqual([1, 5]);
    expect(parseWeekdays('月曜日と金曜日', 'ja')).toEqual([1, 5]);
    expect(parseWeekdays('月・水', 'ja')).toEqual([1, 3]);
    expect(parseWeekdays('月水金', 'ja')).toEqual([1, 3, 5]);
    expect(parseWeekdays('土日', 'ja')).toEqual([6, 7]);
    expect(nameWeekday('ko', 1)).toBe('월요일');
  });
});
