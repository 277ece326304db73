import { describe, expect, it } from 'vitest';
import { auditLocale } from '../../scripts/locale-audit.ts';
import type { CommandWord } from '../../src/bot/command-names.ts';
import type { Sentences } from '../../src/language/locale.ts';

const ENGLISH: Sentences = {
  page: { next: 'Next', position: '{{page}} of {{pages}}' },
  health: { resume: 'Resume' },
  found_one: '{{count}} line of {{title}}',
  found_other: '{{count}} lines of {{title}}',
};
const COMPLETE_KO: Sentences = {
  page: { next: '다음', position: '{{pages}}쪽 가운데 {{page}}쪽' },
  health: { resume: '다시 시작' },
  found_other: '{{title}}의 대사 {{count}}개',
};

const audit = (locale: string, own: Sentences, siblings: readonly (readonly CommandWord[])[] = [], english = ENGLISH) =>
  auditLocale(
    locale,
    new Map([
      ['en-US', english],
      [locale, own],
    ]),
    siblings,
  );
const brokenIn = (locale: string, english: string, own: string) => audit(locale, { key: own }, [], { key: english }).broken;

describe('the audit of a language', () => {
  it('finds nothing in one that is complete', () => {
    expect(audit('ko', COMPLETE_KO)).toMatchObject({ missing: [], missingForms: [], extra: [], sameAsEnglish: [], broken: [] });
  });

  it('counts what is missing, what nobody asks for and what reads as in English', () => {
    const { missing, extra, sameAsEnglish } = audit('ko', { ...COMPLETE_KO, page: { next: 'Next', old: '옛날' } });
    expect(missing).toEqual(['page.position']);
    expect(extra).toEqual(['page.old']);
    expect(sameAsEnglish).toEqual(['page.next']);
  });

  it('asks each language for its own plural forms', () => {
    const two = { ...COMPLETE_KO, found_one: '{{title}}: {{count}}', found_other: '{{title}}: {{count}}' };
    expect(audit('ko', two).extra).toEqual(['found_one']);
    expect(audit('es-419', two)).toMatchObject({ missing: [], missingForms: ['found_many'], extra: [] });
    expect(audit('pt-BR', two).missingForms).toEqual(['found_many']);
    const none = { page: COMPLETE_KO.page ?? {}, health: COMPLETE_KO.health ?? {} };
    expect(audit('ja', none)).toMatchObject({ missing: ['found_other'], missingForms: [] });
  });

  it.each([
    ['a variable that is left out', '{{page}} of {{pages}}', '{{page}}', 'key: lacks {{pages}}'],
    ['a variable that is misspelt', 'Hello {{name}}', 'Hola {{nombre}}', 'key: lacks {{name}}'],
    ['a variable nobody gives', 'Hello {{name}}', 'Hola {{nombre}}', 'key: {{nombre}} is not given to it'],
    ['brackets that do not close', 'Hello {{name}}', 'Hola {{name}', 'key: has a variable that is written wrongly'],
    ['a format that is not there', '{{year}}', '{{year, roman}}', 'key: there is no format “roman”'],
    ['nothing at all', 'Hello', ' ', 'key: is empty'],
  ])('finds %s', (_, english, own, problem) => {
    expect(brokenIn('es-419', english, own)).toContain(problem);
  });

  it('lets a plural form count without saying the number', () => {
    const singular = { ...COMPLETE_KO, found_one: 'una línea de {{title}}', found_many: '{{count}} de {{title}}' };
    expect(audit('es-419', singular).broken).toEqual([]);
  });

  it('finds a label that is longer than its place, not counting variables', () => {
    const long = { ...COMPLETE_KO, health: { resume: '다'.repeat(81) } };
    expect(audit('ko', long).broken).toEqual(['health.resume: has 81 characters; 80 is the most there']);
    expect(audit('ko', { ...long, health: { resume: '다'.repeat(80) } }).broken).toEqual([]);
  });

  it.each([
    ['{{name}}은 왔어요', '“은” stands right after a variable'],
    ['“{{name}}”를 몰라요', '“를” stands right after a variable'],
    ['**{{name}}**으로', '“으로” stands right after a variable'],
    ['{{name}}은(는) 왔어요', 'not 은(는)'],
    ['{{name}}(으)로', 'not (으)로'],
    ['{{name}}(는/은) 왔어요', '(는/은) is no particle'],
  ])('finds a Korean particle that is written wrongly: %s', (text, problem) => {
    expect(brokenIn('ko', '{{name}}', text).join()).toContain(problem);
  });

  it('lets Korean particles be that are right', () => {
    for (const text of ['{{name}}(은/는) 왔어요', '{{name}}에서', '{{name}} 이후', '{{name}}이란', '나는 {{name}} 씨를 몰라요']) {
      expect(brokenIn('ko', '{{name}}', text)).toEqual([]);
    }
  });

  describe('of names', () => {
    const siblings: readonly (readonly CommandWord[])[] = [
      [
        { name: 'cast', path: 'names.command.cast' },
        { name: 'awards', path: 'names.command.awards' },
      ],
    ];
    const english: Sentences = { names: { command: { cast: 'cast', awards: 'awards' } } };
    const named = (cast: string, awards: string) => audit('es-419', { names: { command: { cast, awards } } }, siblings, english).broken;

    it('finds none in names Discord takes', () => {
      expect(named('reparto', 'premios')).toEqual([]);
    });

    it.each(['Reparto', 'el reparto', 'reparto!', 'r'.repeat(33)])('finds one Discord would refuse: %s', (name) => {
      expect(named(name, 'premios')[0]).toContain(`no “${name}” as a name`);
    });

    it('finds two that stand side by side under one name', () => {
      expect(named('premios', 'premios')).toHaveLength(2);
      expect(named('awards', 'premios')).toEqual(['names.command.cast: “awards” is also names.command.awards']);
    });

    it('finds an English one that is not what the code calls it', () => {
      const odd: Sentences = { names: { command: { cast: 'actors' } } };
      expect(audit('en-US', odd, siblings, odd).broken).toEqual([
        'names.command.cast: must be “cast”, as in the code',
        'names.command.awards: must be “awards”, as in the code',
      ]);
    });
  });
});
