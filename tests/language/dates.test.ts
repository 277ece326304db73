/** Dates as the readers of a language write them. */
import { describe, expect, it } from 'vitest';
import { showDate, showDays, showShortDate } from '../../src/language/show.ts';

describe('the first of a month', () => {
  it('is 1º in Portuguese, and no other day is', () => {
    expect(showDate('pt-BR', '2020-08-01')).toBe('1º de agosto de 2020');
    expect(showShortDate('pt-BR', '2021-10-01')).toBe('1º de out. de 2021');
    expect(showDays('pt-BR', '2024-11-01', '2024-11-13')).toBe('1º – 13 de novembro de 2024');
    expect(showDate('pt-BR', '2020-08-11')).toBe('11 de agosto de 2020');
    expect(showDays('pt-BR', '2020-07-21', '2020-08-01')).toBe('21 de julho – 1º de agosto de 2020');
  });
});
