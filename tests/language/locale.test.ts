import { describe, expect, it } from 'vitest';
import { readRequest } from '../../src/answer/request.ts';
import { buildLanguages, chooseAmong, chooseLocale, pluralForms } from '../../src/language/locale.ts';
import { buildCommand } from '../support/interactions.ts';

const asked = { visibility: 'public', fixed: null, guildLocale: 'en-US', guildIsCommunity: false, userLocale: 'ko' } as const;

describe('the language of a reply', () => {
  it('is the asker’s when only they see it, whatever the server has set', () => {
    expect(chooseLocale({ ...asked, visibility: 'private', fixed: 'ja', guildIsCommunity: true })).toBe('ko');
  });

  it('is what the admin fixed when everybody sees it', () => {
    expect(chooseLocale({ ...asked, fixed: 'ja', guildIsCommunity: true, guildLocale: 'fr' })).toBe('ja');
  });

  it('is a community server’s own, and elsewhere the asker’s, since Discord always says en-US there', () => {
    expect(chooseLocale({ ...asked, guildIsCommunity: true, guildLocale: 'fr' })).toBe('fr');
    expect(chooseLocale({ ...asked, guildIsCommunity: false, guildLocale: 'en-US' })).toBe('ko');
  });

  it('is read from the interaction as Discord sends it', () => {
    const read = (guildFeatures: readonly string[]) =>
      readRequest(buildCommand({ name: 'help', guildFeatures, guildLocale: 'fr', locale: 'ko' }));
    expect(read(['COMMUNITY', 'NEWS'])).toMatchObject({ guildIsCommunity: true, guildLocale: 'fr', caller: { userLocale: 'ko' } });
    expect(read(['NEWS'])).toMatchObject({ guildIsCommunity: false });
  });

  it('is Latin American Spanish for the readers of European Spanish, who have no catalog of their own', () => {
    expect(chooseAmong(['en-US', 'es-419', 'ko'], 'es-ES')).toBe('es-419');
  });

  it.each([
    ['ko', 'ko'],
    ['pt-BR', 'pt-BR'],
    ['en-GB', 'en-US'],
    ['es-419', 'es-ES'],
    ['xx', 'en-US'],
    ['', 'en-US'],
  ])('asked for as %j is %s: exact, without the region, another region, English', (wanted, code) => {
    expect(chooseAmong(['en-US', 'es-ES', 'ko', 'pt-BR'], wanted)).toBe(code);
  });
});

describe('a sentence', () => {
  const languages = buildLanguages(
    new Map([
      [
        'en-US',
        { page: { next: 'Next', previous: 'Previous' }, sources: { count_one: '{{count}} source', count_other: '{{count}} sources' } },
      ],
      ['ko', { page: { next: '다음' } }],
    ]),
  );

  it('is said in English where a language lacks it', () => {
    const say = languages.say('ko');
    expect(say('page.next')).toBe('다음');
    expect(say('page.previous')).toBe('Previous');
    expect(languages.own('ko', 'page.previous')).toBeUndefined();
  });

  it('knows one from many', () => {
    expect([1, 2].map((count) => languages.say('en-US')('sources.count', { count }))).toEqual(['1 source', '2 sources']);
  });

  it('falls back to its own language for a plural form it lacks, before English', () => {
    const spanish = buildLanguages(
      new Map([
        ['en-US', { sources: { count_one: '{{count}} source', count_other: '{{count}} sources' } }],
        ['es-419', { sources: { count_one: '{{count}} fuente', count_other: '{{count}} fuentes' } }],
      ]),
    ).say('es-419');
    expect([1, 2, 1_000_000].map((count) => spanish('sources.count', { count }))).toEqual(['1 fuente', '2 fuentes', '1,000,000 fuentes']);
  });

  it.each([
    ['en-US', ['0 o', '1 one', '2 o', '12,345 o', '1,000,000 o']],
    ['ko', ['0 o', '1 o', '2 o', '12,345 o', '1,000,000 o']],
    ['ja', ['0 o', '1 o', '2 o', '12,345 o', '1,000,000 o']],
    ['id', ['0 o', '1 o', '2 o', '12.345 o', '1.000.000 o']],
    ['es-419', ['0 o', '1 one', '2 o', '12,345 o', '1,000,000 many']],
    ['es-ES', ['0 o', '1 one', '2 o', '12.345 o', '1.000.000 many']],
    ['pt-BR', ['0 one', '1 one', '2 o', '12.345 o', '1.000.000 many']],
  ])('counts as %s counts, and writes amounts its way', (locale, said) => {
    const forms = { one: '{{count}} one', many: '{{count}} many', other: '{{count}} o' };
    const counted = Object.fromEntries(
      pluralForms(locale).map((form) => [`count_${form}`, forms[form === 'one' || form === 'many' ? form : 'other']]),
    );
    const english = { sources: { count_one: '', count_other: '' } };
    const say = buildLanguages(
      new Map([
        ['en-US', english],
        [locale, { sources: counted }],
      ]),
    ).say(locale);
    expect([0, 1, 2, 12_345, 1_000_000].map((count) => say('sources.count', { count }))).toEqual(said);
  });

  it('leaves numbers alone that are no amounts: years, pages, episodes', () => {
    const say = buildLanguages(new Map([['en-US', { page: { position: '{{page}} of {{pages, number}}' } }]])).say('en-US');
    expect(say('page.position', { page: 2020, pages: 2020 })).toBe('2020 of 2,020');
  });

  it('takes no variable for a setting of the numbers', () => {
    const say = buildLanguages(new Map([['en-US', { sources: { count_other: '{{count}} {{style}} {{locale}}' } }]])).say('en-US');
    expect(say('sources.count', { count: 1234, style: 'currency', locale: 'xx-nonsense' })).toBe('1,234 currency xx-nonsense');
  });

  it('shows a variable it was not given, so that the slip is found', () => {
    const say = buildLanguages(new Map([['en-US', { cast: { nobody: 'No {{name}}.' } }]])).say('en-US');
    expect(say('cast.nobody')).toBe('No {{name}}.');
  });

  it('chooses particles in Korean, and only there', () => {
    const both = buildLanguages(
      new Map([
        ['en-US', { cast: { nobody: 'No {{name}}(은/는).' } }],
        ['ko', { cast: { nobody: '{{name}}(은/는) 몰라요.' } }],
      ]),
    );
    expect(both.say('ko')('cast.nobody', { name: '문영' })).toBe('문영은 몰라요.');
    expect(both.say('ko')('cast.nobody', { name: '**Seo Yea-ji**' })).toBe('**Seo Yea-ji**는 몰라요.');
    expect(both.say('en-US')('cast.nobody', { name: '문영' })).toBe('No 문영(은/는).');
  });

  it('takes what is put in as it is, and never as a sentence of its own', () => {
    const say = buildLanguages(new Map([['en-US', { cast: { nobody: 'No {{name}}.' } }]])).say('en-US');
    expect(say('cast.nobody', { name: '<b>& "x"' })).toBe('No <b>& "x".');
    expect(say('cast.nobody', { name: '$t(cast.nobody)' })).not.toContain('No No');
  });
});
