/** A time with the days or the zone in one breath, as admins type it into the field of the time. */
import { describe, expect, it } from 'vitest';
import { takeApart } from '../../src/calendar/said-together.ts';

describe('what is said with a time', () => {
  it.each([
    ['9pm EST', 'en-US', { time: '9pm', zone: 'EST' }],
    ['nine in the evening seoul time', 'en-US', { time: 'nine in the evening', zone: 'seoul time' }],
    ['weekdays 9pm Seoul', 'en-US', { time: '9pm', zone: 'Seoul', days: 'weekdays' }],
    ['한국시간 밤 9시', 'ko', { time: '밤 9시', zone: '한국시간' }],
    ['평일 밤 9시', 'ko', { time: '밤 9시', days: '평일' }],
    ['日本時間の夜9時', 'ja', { time: 'の夜9時', zone: '日本時間' }],
    ['9 de la noche hora de México', 'es-419', { time: '9 de la noche', zone: 'hora de México' }],
    ['9 da noite horário de Brasília', 'pt-BR', { time: '9 da noite', zone: 'horário de Brasília' }],
    ['jam 9 malam WIB', 'id', { time: 'jam 9 malam', zone: 'WIB' }],
  ])('is taken apart: %s (%s)', (typed, locale, said) => {
    expect(takeApart(typed, locale)).toMatchObject(said);
  });

  it.each([
    ['PM 9:30', 'ja'],
    ['at 9pm', 'en-US'],
    ['lá pelas 21h', 'pt-BR'],
    ['a la una de la tarde', 'es-419'],
    ['밤 십일시', 'ko'],
    ['around dinner in Seoul', 'en-US'],
    ['9', 'en-US'],
    ['', 'en-US'],
  ])('is the time and nothing else: “%s” (%s)', (typed, locale) => {
    expect(takeApart(typed, locale)).toEqual({ time: typed });
  });
});
