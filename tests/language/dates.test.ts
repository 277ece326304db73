/** Dates as the readers of a language write them. */
import { describe, expect, it } from 'vitest';
import { parseTime } from '../../src/calendar/times.ts';
import { showDate, showDays, showShortDate, showTime } from '../../src/language/show.ts';

describe('the first of a month', () => {
  it('is 1º in Portuguese, and no other day is', () => {
    expect(showDate('pt-BR', '2020-08-01')).toBe('1º de agosto de 2020');
    expect(showShortDate('pt-BR', '2021-10-01')).toBe('1º de out. de 2021');
    expect(showDays('pt-BR', '2024-11-01', '2024-11-13')).toBe('de 1º a 13 de novembro de 2024');
    expect(showDate('pt-BR', '2020-08-11')).toBe('11 de agosto de 2020');
    expect(showDays('pt-BR', '2020-07-21', '2020-08-01')).toBe('de 21 de julho a 1º de agosto de 2020');
  });
});

describe('from one day to another', () => {
  it('names the year once in Japanese where it is the same', () => {
    expect(showDays('ja', '2020-06-20', '2020-08-09')).toBe('2020年6月20日～8月9日');
    expect(showDays('ja', '2020-12-30', '2021-01-02')).toBe('2020年12月30日～2021年1月2日');
  });

  it('is “del … al …” in Spanish', () => {
    expect(showDays('es-419', '2020-06-20', '2020-08-09')).toBe('del 20 de junio al 9 de agosto de 2020');
    expect(showDays('es-419', '2024-11-01', '2024-11-13')).toBe('del 1 al 13 de noviembre de 2024');
    expect(showDays('es-419', '2020-12-30', '2021-01-02')).toBe('del 30 de diciembre de 2020 al 2 de enero de 2021');
  });
});

describe('a time of day', () => {
  it('is “9:00 p. m.” in Spanish, which no line breaks, and read again as it is written', () => {
    expect(showTime('es-419', '21:00')).toBe('9:00 p.\u00a0m.');
    expect(showTime('es-419', '01:05')).toBe('1:05 a.\u00a0m.');
    expect(showTime('es-ES', '21:00')).toBe('21:00');
    expect(parseTime(showTime('es-419', '21:00'))).toBe('21:00');
  });
});

describe('a time before ten', () => {
  it('has two figures for its hour where Discord writes them, and one where it does not', () => {
    expect(showTime('id', '09:30')).toBe('09.30');
    expect(showTime('pt-BR', '09:30')).toBe('09:30');
    expect(showTime('ja', '09:30')).toBe('9:30');
    expect(showTime('en-US', '09:30')).toBe('9:30 AM');
  });
});
