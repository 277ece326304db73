/** Content as readers of one language see it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inLanguage } from '../../src/content/in-language.ts';
import type { Content } from '../../src/content/types.ts';
import { loadLanguages } from '../../src/language/locales.ts';
import { plainName, showList, showName, showRelation, showRow } from '../../src/language/show.ts';
import { PacksFolder } from '../packs/folder.ts';

const TITLE = 'lighthouse';

let packs: PacksFolder;
let content: Content;
beforeEach(() => {
  packs = new PacksFolder();
  packs.write(
    'lighthouse/translations/ko.yaml',
    `facts:
  lighthouse-logline: {text: 등대지기가 바다가 데려온 편지에 답해요.}
  quiet: {text: 평론가들은 그 차분함을 칭찬해요.}
sections:
  why-fans-love-it: {heading: 사랑받는 이유}
cast:
  the-keeper: {description: 불을 지키며 바다가 데려온 것에 답해요.}
  the-writer: {name: 편지를 쓴 사람}
relations:
  the-keeper-to-the-writer: {text: "{name}의 아이"}
quotes:
  row-on: {translation: 폭풍을 기억하고 노를 저어요.}
conflicts:
  which-network: {topic: 방송사}
themes:
  memory: 기억
`,
  );
  content = packs.openContent();
});
afterEach(() => packs.remove());

describe('content in the reader’s language', () => {
  it('is translated where the pack has a translation', () => {
    const korean = inLanguage(content, 'ko');
    const title = korean.title(TITLE);
    expect(title?.logline.text).toBe('등대지기가 바다가 데려온 편지에 답해요.');
    expect(title?.sections[0]?.heading).toBe('사랑받는 이유');
    expect(korean.get('cast', TITLE, 'the-keeper')?.description).toBe('불을 지키며 바다가 데려온 것에 답해요.');
    expect(korean.themeName(TITLE, 'memory')).toBe('기억');
  });

  it('says of which records something stays in the language of the pack, and only of those', () => {
    const korean = inLanguage(content, 'ko');
    const title = korean.title(TITLE);
    expect(title?.logline).not.toHaveProperty('onlyIn');
    expect(title?.key_facts[0]).toMatchObject({ value: 'Coast TV', onlyIn: 'en-US' });
    // Nothing of it is a text: the names speak for themselves.
    expect(title?.key_facts[1]).not.toHaveProperty('onlyIn');
    expect(korean.nextSeason(TITLE)).toMatchObject({ statement: 'No second season has been announced.', onlyIn: 'en-US' });
    expect(korean.conflictsAbout(TITLE, ['network'])[0]).toMatchObject({ topic: '방송사', onlyIn: 'en-US' });
  });

  it('marks everything where the pack has no such language, and nothing in the pack’s own', () => {
    expect(inLanguage(content, 'id').title(TITLE)?.logline).toMatchObject({ onlyIn: 'en-US' });
    for (const locale of ['en-US', 'en-GB'])
      expect(JSON.stringify(inLanguage(content, locale).titles())).toBe(JSON.stringify(content.titles()));
  });

  it('serves the other region of a language', () => {
    expect(inLanguage(content, 'es-ES').title('harbour')?.logline.text).toBe('Un ferry que no zarpa.');
  });

  it('gives our words of a quote first, says that they are ours, and keeps those that were found beneath', () => {
    const quote = inLanguage(content, 'ko').get('quotes', TITLE, 'row-on');
    expect(quote).toMatchObject({ text: '폭풍을 기억하고 노를 저어요.', text_is: 'ours', original: 'Remember the storm, and row on.' });
    expect(quote).not.toHaveProperty('wordsIn');
    expect(inLanguage(content, 'ja').get('quotes', TITLE, 'row-on')).toMatchObject({
      text: 'Remember the storm, and row on.',
      wordsIn: 'en-US',
    });
    expect(inLanguage(content, 'en-GB').get('quotes', TITLE, 'row-on')).not.toHaveProperty('wordsIn');
  });

  it('gives those who speak the language of the work its own words alone', () => {
    const korean = content.list('quotes', TITLE).find(({ original }) => original !== undefined);
    const quote = inLanguage(content, 'ko').get('quotes', TITLE, korean?.id ?? '');
    expect(quote).toMatchObject({ text: korean?.original, text_is: 'verbatim', original: undefined });
  });

  it('shows names in the reader’s script alone where the facts have it, else in Latin letters with the Hangul beside', () => {
    const nameOf = (locale: string, id: string): string => showName(inLanguage(content, locale).get('people', TITLE, id) ?? { name: '' });
    expect(nameOf('ko', 'yoon-garam')).toBe('윤가람');
    expect(nameOf('ja', 'yoon-garam')).toBe('ユン・ガラム');
    expect(nameOf('ja', 'han-bada')).toBe('Han Ba-da (한바다)');
    expect(nameOf('pt-BR', 'han-bada')).toBe('Han Ba-da (한바다)');
  });

  it('finds what it found before, and names it for the reader', () => {
    const [hit] = inLanguage(content, 'ko').search('yun garam');
    expect(hit).toMatchObject({ id: 'yoon-garam', name: '윤가람', confident: true });
    expect(hit && plainName(hit)).toBe('윤가람');
    // Of those who have no name what they are is translated.
    expect(inLanguage(content, 'ko').search('The one who writes', { spoilerCeiling: 9 })[0]).toMatchObject({
      id: 'the-writer',
      name: '편지를 쓴 사람',
    });
    expect(inLanguage(content, 'ko').search('The Voice', { spoilerCeiling: 1 })).toEqual(
      content.search('The Voice', { spoilerCeiling: 1 }),
    );
  });

  it('puts the other’s name where the language has its place', () => {
    const other = { name: '문상태', hangul: '문상태', latin: 'Moon Sang-tae' };
    expect(showRelation('{name}の弟', { ...other, name: 'ムン・サンテ' })).toBe('ムン・サンテ (Moon Sang-tae)の弟');
    expect(showRelation('{name}의 동생', other)).toBe('문상태의 동생');
    expect(showRelation('{name}(와/과) 함께 일하는 사람', other)).toBe('문상태와 함께 일하는 사람');
    expect(showRelation('brother of', { name: 'Moon Sang-tae' })).toBe('brother of Moon Sang-tae');
  });

  it('lists in Korean with commas, elsewhere as the language does', () => {
    expect(showList('ko', ['조상경', '오정세'])).toBe('조상경, 오정세');
    expect(showList('id', ['Cho', 'Oh'])).toBe('Cho dan Oh');
  });

  it('puts names that follow each other, and what there is to choose from, in the marks of the language', () => {
    const languages = loadLanguages();
    expect(showRow(languages.say('ja'), ['報知', '朝日'])).toBe('報知、朝日');
    expect(showRow(languages.say('es-419'), ['tvN', 'Netflix'])).toBe('tvN, Netflix');
    expect(languages.say('ja')('list.quoted', { name: '受賞' })).toBe('「受賞」');
  });

  it('shows a theme as words, and what belongs to oneself with its hyphen', () => {
    expect(content.themeName(TITLE, 'found-family')).toBe('found family');
    expect(content.themeName(TITLE, 'self-acceptance')).toBe('self-acceptance');
  });

  it('keeps ids, order, sources and spoilers', () => {
    const strip = ({ id, sources, spoiler_from }: { id: string; sources: readonly string[]; spoiler_from: number }) => ({
      id,
      sources,
      spoiler_from,
    });
    const korean = inLanguage(content, 'ko');
    expect(korean.list('cast', TITLE).map(strip)).toEqual(content.list('cast', TITLE).map(strip));
    expect(korean.list('quotes', TITLE).map(strip)).toEqual(content.list('quotes', TITLE).map(strip));
    expect(korean.get('cast', TITLE, 'the-keeper')).toBe(korean.list('cast', TITLE)[0]);
  });
});
