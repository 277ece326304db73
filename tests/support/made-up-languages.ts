/** Languages made from English, complete in every form and name, so that what is said can be told by its sound. */

import { flattenSentences } from '../../scripts/locale-audit.ts';
import { buildLanguages, type Languages, pluralForms, type Sentences } from '../../src/language/locale.ts';
import { loadCatalogs } from '../../src/language/locales.ts';

/**
 * English, and each of `codes` as `translate` has it. Names get the code in front of them, for no two things may share one.
 */
export function makeLanguages(codes: readonly string[], translate: (text: string, key: string, code: string) => string): Languages {
  const english = loadCatalogs().get('en-US') ?? {};
  const made = codes.map((code) => [code, nest(translateAll(flattenSentences(english), code, translate))] as const);
  return buildLanguages(new Map([['en-US', english], ...made]));
}

function translateAll(
  english: ReadonlyMap<string, string>,
  code: string,
  translate: (text: string, key: string, code: string) => string,
): readonly (readonly [string, string])[] {
  return [...english].flatMap(([key, text]) => {
    if (key.startsWith('names.')) return [[key, `${code.toLowerCase()}-${text}`.slice(0, 32)] as const];
    const [stem = key, form] = key.split(/_(?=one$|other$)/);
    if (form === undefined || !english.has(`${stem}_other`)) return [[key, translate(text, key, code)] as const];
    return form === 'one' ? [] : pluralForms(code).map((each) => [`${stem}_${each}`, translate(text, stem, code)] as const);
  });
}

function nest(entries: readonly (readonly [string, string])[]): Sentences {
  const groups = Map.groupBy(entries, ([key]) => key.split('.')[0] ?? key);
  return Object.fromEntries(
    [...groups].map(([first, below]) => {
      const leaf = below.find(([key]) => key === first);
      return [first, leaf ? leaf[1] : nest(below.map(([key, text]) => [key.slice(first.length + 1), text] as const))];
    }),
  );
}
