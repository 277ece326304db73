import { expect, test } from 'vitest';
import { ABBREVIATIONS, CITY_NAMES, COUNTRY_ZONES, FORMER_NAMES, WELL_KNOWN_ZONES } from '../../src/calendar/zone-table.ts';
import { listZones, resolveZone, suggestZones } from '../../src/calendar/zones.ts';

const NOW_MS = Date.parse('2026-11-22T19:14:00Z');

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
  const named = [COUNTRY_ZONES, ABBREVIATIONS].flatMap((table) => Object.values(table).flat());
  for (const zone of [...named, ...Object.keys(CITY_NAMES), ...Object.keys(FORMER_NAMES), ...WELL_KNOWN_ZONES]) {
    expect(zone).toMatch(/^(UTC|[A-Z][A-Za-z]+(\/[A-Za-z_-]+)+)$/);
    expect(resolveZone(zone, NOW_MS)).toEqual({ zone });
  }
});

test('a label names the city, the zone and the clock there now', () => {
  expect(suggestZones('riga', NOW_MS)).toEqual([{ zone: 'Europe/Riga', label: 'Riga (Europe/Riga) · 21:14' }]);
  for (const { label } of listZones().flatMap((zone) => suggestZones(zone, NOW_MS))) expect(label.length).toBeLessThanOrEqual(100);
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
  expect(suggestZones('kiev', NOW_MS)[0]?.label).toBe('Kyiv (Europe/Kyiv) · 21:14');
  const shown = listZones().join(' ');
  for (const former of ['Calcutta', 'Godthab', 'Kiev', 'Saigon', 'Rangoon', 'Katmandu', 'Faeroe', 'Enderbury', 'Asmera'])
    expect(shown).not.toContain(former);
});

test('at most 25 are offered, well-known ones when nothing is typed, none for nonsense', () => {
  expect(suggested('')).toEqual(WELL_KNOWN_ZONES);
  expect(suggested('a').length).toBe(25);
  expect(suggested('qqqq')).toEqual([]);
  expect(suggestZones('usa', NOW_MS, 3)).toHaveLength(3);
});
