import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inLanguage } from '../../src/content/in-language.ts';
import { listQuestions } from '../../src/content/questions.ts';
import { openContent } from '../../src/content/store.ts';
import type { Content } from '../../src/content/types.ts';
import { checkPacks } from '../../src/packs/check.ts';
import { HEALING_TONES } from '../../src/packs/healing.ts';
import { isStale, listOriginals, listTranslated } from '../../src/packs/translation.ts';
import { contentOfPacks, readOwnPacks } from '../support/made-once.ts';

let content: Content;
beforeAll(() => {
  content = openContent(contentOfPacks());
});
afterAll(() => content.close());

describe('the packs that come with Nabi', () => {
  it('have no problems', () => {
    expect(checkPacks(readOwnPacks())).toEqual([]);
  });

  it('are the drama and the film, in this order', () => {
    expect(content.titles().map(({ id }) => id)).toEqual(['its-okay-to-not-be-okay', 'its-okay']);
  });

  it('offer only gentle and firm lines unasked, each with its questions', () => {
    for (const title of content.titles()) {
      const healing = content.quotes(title.id, { healingOnly: true });
      expect(healing.length).toBeGreaterThan(0);
      for (const quote of healing) {
        expect(HEALING_TONES).toContain(quote.tone);
        expect(listQuestions(content.list('questions', title.id), quote).length).toBeGreaterThanOrEqual(12);
      }
    }
  });

  it('say every line in every language, the Korean one in its own words where a page prints them', () => {
    for (const locale of ['es-419', 'id', 'ja', 'ko', 'pt-BR']) {
      for (const title of content.titles()) {
        const foreign = inLanguage(content, locale)
          .list('quotes', title.id)
          .filter((quote) => 'wordsIn' in quote);
        expect(foreign.map(({ id }) => `${locale} ${id}`)).toEqual([]);
      }
    }
  });

  it('name their schema at the head of each file', () => {
    for (const pack of readOwnPacks().packs) {
      expect(pack.files.size).toBeGreaterThan(8);
      for (const [name, read] of pack.files) {
        expect(readFileSync(read.file, 'utf8').split('\n')[0]).toBe(`# yaml-language-server: $schema=../../schema/${name}.schema.json`);
      }
    }
  });

  it('are translated into the languages Nabi speaks, from the texts as they are now', () => {
    for (const pack of readOwnPacks().packs) {
      expect([...pack.translations.keys()].sort()).toEqual(['es-419', 'id', 'ja', 'ko', 'pt-BR']);
      const originals = listOriginals(pack);
      for (const [locale, { value, yaml }] of pack.translations) {
        expect(readFileSync(yaml.file, 'utf8').split('\n')[0]).toBe(
          '# yaml-language-server: $schema=../../../schema/translation.schema.json',
        );
        const records = value === undefined ? [] : listTranslated(value);
        expect(records.length).toBeGreaterThan(50);
        const stale = records.filter((record) => {
          const original = originals.get(`${record.kind}/${record.id}`);
          return record.of === undefined || original === undefined || isStale(record, original);
        });
        expect(stale.map(({ kind, id }) => `${locale} ${kind} ${id}`)).toEqual([]);
      }
    }
  });

  // The nurse's second identity is told in episode 13; whatever names it may not be known before.
  it('keep the nurse’s identity from everybody who has not seen episode 13', () => {
    const title = 'its-okay-to-not-be-okay';
    const nurse = content.get('cast', title, 'park-haeng-ja');
    const mother = content.get('cast', title, 'do-hui-jae');
    expect(nurse).toBeDefined();
    expect(mother).toBeDefined();
    for (const relation of [...(nurse?.relations ?? []), ...(mother?.relations ?? [])]) {
      if (['park-haeng-ja', 'do-hui-jae'].includes(relation.to)) expect(relation.spoiler_from).toBeGreaterThanOrEqual(13);
    }
    const actor = nurse?.roles.find(({ spoiler_from }) => spoiler_from < 13)?.actor;
    expect(actor).toBeDefined();
    for (const role of mother?.roles ?? []) if (role.actor === actor) expect(role.spoiler_from).toBeGreaterThanOrEqual(13);
  });
});
