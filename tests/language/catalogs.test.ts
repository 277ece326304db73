/** Every sentence in every language. */
import { describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import { auditLocale, flattenSentences, listSiblings, listVariables } from '../../scripts/locale-audit.ts';
import type { SentenceKey } from '../../src/language/locale.ts';
import { loadCatalogs } from '../../src/language/locales.ts';
import { languages } from '../support/bot.ts';

const catalogs = loadCatalogs();
const english = flattenSentences(catalogs.get('en-US') ?? {});
const isKey = (key: string): key is SentenceKey => english.has(key) || english.has(`${key}_other`);
const keys = [...new Set([...english.keys()].map((key) => key.replace(/_(?:one|other)$/, '')))].filter(isKey);

describe.each([...catalogs.keys()])('the sentences of %s', (locale) => {
  const say = languages.say(locale);

  it('have every variable, every name as Discord takes it, and room where they stand', () => {
    expect(auditLocale(locale, catalogs, listSiblings(commands)).broken).toEqual([]);
  });

  it('are all said in full, whatever is counted', () => {
    expect(keys.length).toBeGreaterThan(300);
    const problems = keys.flatMap((key) => {
      const variables = [...listVariables(english.get(key) ?? english.get(`${key}_other`) ?? '')];
      return [0, 1, 2, 5, 1_000_000].flatMap((count) => {
        const said = say(key, { ...Object.fromEntries(variables.map((name) => [name, `⟨${name}⟩`])), count });
        const lost = variables.filter((name) => name !== 'count' && !said.includes(`⟨${name}⟩`));
        return [
          ...(said.trim() === '' || said === key ? [`${key} says nothing`] : []),
          ...(/\{\{|\}\}|undefined|NaN|\[object /.test(said) ? [`${key} has a gap: ${said}`] : []),
          ...(lost.length > 0 ? [`${key} loses ${lost.join(', ')}: ${said}`] : []),
        ];
      });
    });
    expect(problems).toEqual([]);
  });
});

it('set every title in its marks in Japanese, where it would be read as words of the sentence', () => {
  const titled = [...flattenSentences(catalogs.get('ja') ?? {})].filter(([, text]) => text.includes('{{title}}'));
  expect(titled.length).toBeGreaterThan(30);
  expect(titled.filter(([, text]) => text.replaceAll('『{{title}}』', '').includes('{{title}}'))).toEqual([]);
});
