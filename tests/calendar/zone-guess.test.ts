import { Locale } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { guessZone } from '../../src/calendar/zone-guess.ts';
import { resolveZone } from '../../src/calendar/zones.ts';

describe('a zone guessed from a language', () => {
  it.each(Object.values(Locale))('is one that can be saved, for %s', (locale) => {
    const guess = guessZone(locale);
    expect(guess === null ? null : resolveZone(guess.zone, 0)).toEqual({ zone: guess?.zone });
  });

  it('says whether the language’s country has others', () => {
    expect(guessZone('ko')).toEqual({ zone: 'Asia/Seoul', isOnlyOne: true });
    expect(guessZone('ja')).toEqual({ zone: 'Asia/Tokyo', isOnlyOne: true });
    expect(guessZone('en-US')).toEqual({ zone: 'America/New_York', isOnlyOne: false });
    expect(guessZone('es-419')).toEqual({ zone: 'America/Mexico_City', isOnlyOne: false });
  });

  it('is none for what is no language', () => {
    for (const locale of ['', 'not a locale', '|', 'zz']) expect(guessZone(locale)).toBeNull();
  });
});
