import { describe, expect, it } from 'vitest';
import { flattenSentences, listExpected } from '../../scripts/locale-audit.ts';
import { buildSheet, readSheet, SheetError } from '../../scripts/locale-sheet.ts';
import { loadCatalogs } from '../../src/language/locales.ts';

const catalogs = loadCatalogs();
const keys = [...listExpected(flattenSentences(catalogs.get('en-US') ?? {}), 'ko')];
const sheet = buildSheet('ko', keys, catalogs);
const rowOf = (key: string) => sheet.split('\n').find((row) => row.startsWith(`${key},`)) ?? '';

describe('a language as a table', () => {
  it('is the same language when it is read back untouched', () => {
    const read = readSheet(sheet, catalogs);
    expect(read).toMatchObject({ locale: 'ko', changed: [] });
    expect(JSON.stringify(read.sentences)).toBe(JSON.stringify(catalogs.get('ko')));
  });

  it('says of each sentence where it appears, and how long it may be', () => {
    expect(rowOf('season.checked')).toContain(',/season2,');
    expect(rowOf('command.cast.name')).toContain(',list of commands,100,');
    expect(keys.filter((key) => !/,./.test(rowOf(key).slice(key.length)))).toEqual([]);
  });

  it('brings back what was changed in it, commas, quotes and line breaks as they were typed', () => {
    const typed = 'a "b", c\nd';
    const changed = sheet.replace(rowOf('page.next'), `page.next,/cast,,Next,"${typed.replaceAll('"', '""')}"`);
    const read = readSheet(`\ufeff${changed}`, catalogs);
    expect(read.changed).toEqual(['page.next']);
    expect(flattenSentences(read.sentences).get('page.next')).toBe(typed);
  });

  it.each([
    ['a key nobody knows', `${sheet}page.nowhere,,,x,y\n`, /page\.nowhere/],
    ['a language nobody knows', sheet.replace(',ko\n', ',tlh\n'), /first line/],
    ['what is no table', 'a,"b', /comma-separated/],
  ])('with %s is refused in words', (_what, csv, sentence) => {
    expect(() => readSheet(csv, catalogs)).toThrow(sentence);
    expect(() => readSheet(csv, catalogs)).toThrow(SheetError);
  });
});
