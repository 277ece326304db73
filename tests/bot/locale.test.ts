import { describe, expect, it } from 'vitest';
import { buildLanguages, chooseAmong, chooseLocale } from '../../src/bot/locale.ts';
import { readRequest } from '../../src/bot/request.ts';
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

  it('takes what is put in as it is, and never as a sentence of its own', () => {
    const say = buildLanguages(new Map([['en-US', { cast: { nobody: 'No {{name}}.' } }]])).say('en-US');
    expect(say('cast.nobody', { name: '<b>& "x"' })).toBe('No <b>& "x".');
    expect(say('cast.nobody', { name: '$t(cast.nobody)' })).not.toContain('No No');
  });
});
