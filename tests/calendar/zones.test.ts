import { expect, test } from 'vitest';
import { listSpoken, splitList } from '../../src/calendar/words.ts';
import { listClocks, MORE_ABBREVIATIONS, WELL_KNOWN_ZONES } from '../../src/calendar/zone-list.ts';
import { listZones, nameZone, readZone, resolveZone, suggestZones } from '../../src/calendar/zones.ts';

const NOW_MS = Date.parse('2026-11-22T19:14:00Z');
const LOCALES = ['en-US', 'ko', 'ja', 'es-419', 'pt-BR', 'id'] as const;

function suggested(typed: string): string[] {
  return suggestZones(typed, NOW_MS).map(({ zone }) => zone);
}

function runtimeName(zone: string): string {
  return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
}

test('every zone this runtime knows can be chosen', () => {
  const covered = new Set(listZones().map(runtimeName));
  expect(Intl.supportedValuesOf('timeZone').filter((zone) => !covered.has(zone))).toEqual([]);
});

test('every zone of the tables is known to this runtime and is a Region/City or UTC', () => {
  const named = listSpoken('en').flatMap(({ zones, likelyZones }) => [...Object.keys(zones), ...splitList(likelyZones)]);
  for (const zone of [
    ...named,
    ...listClocks().flatMap(({ zones }) => zones),
    ...Object.values(MORE_ABBREVIATIONS).flat(),
    ...WELL_KNOWN_ZONES,
  ]) {
    expect(zone).toMatch(/^(UTC|[A-Z][A-Za-z]+(\/[A-Za-z_-]+)+)$/);
    expect(resolveZone(zone, NOW_MS)).toEqual({ zone });
  }
});

test('a label names the place in the reader’s language and the clock there now, and the city that was typed', () => {
  expect(suggestZones('riga', NOW_MS)).toEqual([{ zone: 'Europe/Riga', label: 'Riga · 21:14' }]);
  expect(suggestZones('ソウル', NOW_MS, 'ja')[0]).toEqual({ zone: 'Asia/Seoul', label: 'ソウル · 04:14' });
  expect(suggestZones('busan', NOW_MS, 'es-419')[0]).toEqual({ zone: 'Asia/Seoul', label: 'Busan (Seúl) · 04:14' });
  for (const { label } of listZones().flatMap((zone) => suggestZones(zone, NOW_MS))) expect(label.length).toBeLessThanOrEqual(100);
});

test('a zone is shown by its place in the reader’s language', () => {
  for (const [zone, ...names] of [
    ['Asia/Seoul', 'Seoul', '서울', 'ソウル', 'Seúl', 'Seul', 'Seoul'],
    ['America/Sao_Paulo', 'São Paulo', '상파울루', 'サンパウロ', 'São Paulo', 'São Paulo', 'São Paulo'],
    ['America/New_York', 'New York', '뉴욕', 'ニューヨーク', 'Nueva York', 'Nova York', 'New York'],
    ['America/Manaus', 'Manaus', '브라질 마나우스', 'ブラジル・マナウス', 'Manaos, Brasil', 'Manaus', 'Manaus'],
    ['UTC', 'UTC', 'UTC', 'UTC', 'UTC', 'UTC', 'UTC'],
    // Suspended until it is mended, and shown meanwhile.
    ['Mars/Base', 'Mars/Base', 'Mars/Base', 'Mars/Base', 'Mars/Base', 'Mars/Base', 'Mars/Base'],
  ] as const) {
    expect(LOCALES.map((locale) => nameZone(zone, locale))).toEqual(names);
  }
});

test.for(LOCALES)('what every zone is shown as in %s is no id, stands for no other zone, and is read as this one', (locale) => {
  for (const zone of listZones()) {
    const shown = nameZone(zone, locale);
    expect(shown).not.toContain('/');
    expect([shown, readZone(shown, locale, NOW_MS).value]).toEqual([shown, zone]);
  }
});

test('バリ is not パリ, and a city is found beside its country', () => {
  expect(readZone('パリ', 'ja', NOW_MS).value).toBe('Europe/Paris');
  expect(readZone('バリ', 'ja', NOW_MS).value).toBe('Asia/Makassar');
  expect(readZone('Manaus Brasil', 'pt-BR', NOW_MS).value).toBe('America/Manaus');
  expect(readZone('Sydney, Canada', 'en-US', NOW_MS).value).toBe('America/Halifax');
});

test('a zone is found by city, country, abbreviation, offset, and in the languages there are', () => {
  for (const [typed, zone] of [
    ['Riga', 'Europe/Riga'],
    ['東京', 'Asia/Tokyo'],
    ['日本', 'Asia/Tokyo'],
    ['ソウル', 'Asia/Seoul'],
    ['Japón', 'Asia/Tokyo'],
    ['Jepang', 'Asia/Tokyo'],
    ['España', 'Europe/Madrid'],
    ['Espanha', 'Europe/Madrid'],
    ['Londres', 'Europe/London'],
    ['Ciudad de México', 'America/Mexico_City'],
    ['mumbai', 'Asia/Kolkata'],
    ['sao paulo', 'America/Sao_Paulo'],
    ['São Paulo', 'America/Sao_Paulo'],
    ['busan', 'Asia/Seoul'],
    ['서울', 'Asia/Seoul'],
    ['부산', 'Asia/Seoul'],
    ['라트비아', 'Europe/Riga'],
    ['Latvia', 'Europe/Riga'],
    ['uk', 'Europe/London'],
    ['korea', 'Asia/Seoul'],
    ['Philippines', 'Asia/Manila'],
    ['KST', 'Asia/Seoul'],
    ['jst', 'Asia/Tokyo'],
    ['UTC+9', 'Asia/Seoul'],
    ['+05:45', 'Asia/Kathmandu'],
    ['new y', 'America/New_York'],
    ['America/New_York', 'America/New_York'],
  ]) {
    expect([typed, suggested(typed ?? '')[0]]).toEqual([typed, zone]);
  }
  expect(suggested('USA').slice(0, 4)).toEqual(['America/New_York', 'America/Chicago', 'America/Denver', 'America/Los_Angeles']);
});

test('an abbreviation offers all it may mean and is never taken at its word', () => {
  for (const typed of ['EST', 'IST', 'CST', 'BST', 'PST', 'GMT']) {
    const answer = resolveZone(typed, NOW_MS);
    expect('suggestions' in answer && new Set(answer.suggestions.map(({ zone }) => zone)).size, typed).toBeGreaterThan(1);
  }
  for (const typed of ['KST', 'JST', 'GB', 'Japan', 'Seoul', 'EST5EDT', 'Etc/GMT+5', 'Mars/Base', '../etc', '']) {
    expect(resolveZone(typed, NOW_MS), typed).toHaveProperty('suggestions');
  }
});

test('a zone is saved and shown under today’s name, whatever it was called', () => {
  for (const [typed, zone] of [
    ['Asia/Calcutta', 'Asia/Kolkata'],
    ['America/Godthab', 'America/Nuuk'],
    ['Europe/Kiev', 'Europe/Kyiv'],
    ['europe/riga', 'Europe/Riga'],
    ['US/Eastern', 'America/New_York'],
    ['america/new york', 'America/New_York'],
    ['Asia/Saigon', 'Asia/Ho_Chi_Minh'],
    ['utc', 'UTC'],
    ['Etc/UTC', 'UTC'],
  ]) {
    expect([typed, resolveZone(typed ?? '', NOW_MS)]).toEqual([typed, { zone }]);
  }
  expect(suggestZones('kiev', NOW_MS)[0]?.label).toBe('Kyiv · 21:14');
  const shown = listZones().join(' ');
  for (const former of ['Calcutta', 'Godthab', 'Kiev', 'Saigon', 'Rangoon', 'Katmandu', 'Faeroe', 'Enderbury', 'Asmera'])
    expect(shown).not.toContain(former);
});

test('at most 25 are offered, well-known ones when nothing is typed, none for nonsense', () => {
  expect(suggested('')).toEqual(WELL_KNOWN_ZONES);
  expect(suggested('a').length).toBe(25);
  expect(suggested('qqqq')).toEqual([]);
});

test('what people call a place or a clock is one zone; what may be several is asked', () => {
  for (const [typed, locale, zone] of [
    ['서울시', 'ko', 'Asia/Seoul'],
    ['日本時間', 'ja', 'Asia/Tokyo'],
    ['hora de Argentina', 'es-419', 'America/Argentina/Buenos_Aires'],
    ['horário de Brasília', 'pt-BR', 'America/Sao_Paulo'],
    ['waktu Indonesia barat', 'id', 'Asia/Jakarta'],
    ['Central', 'en-US', 'America/Chicago'],
    ['hora central', 'es-419', 'America/Mexico_City'],
    ['Sydney', 'en-US', 'Australia/Sydney'],
    ['Estados Unidos', 'es-419', null],
    ['local time', 'en-US', null],
    ['EST', 'en-US', null],
  ] as const) {
    expect([typed, readZone(typed, locale, NOW_MS).value]).toEqual([typed, zone]);
  }
});

test('an offset is asked, with the zones where the reader’s language is spoken first', () => {
  for (const [typed, locale, first] of [
    ['UTC+9', 'ja', 'Asia/Tokyo'],
    ['UTC+9', 'ko', 'Asia/Seoul'],
    ['GMT-3', 'pt-BR', 'America/Sao_Paulo'],
    ['UTC-6', 'es-419', 'America/Mexico_City'],
    ['+7', 'id', 'Asia/Jakarta'],
  ] as const) {
    const { value, candidates } = readZone(typed, locale, NOW_MS);
    expect([typed, value, candidates[0]]).toEqual([typed, null, first]);
  }
});
