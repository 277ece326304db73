/** Whether the translations of a pack fit it: what they name is there, says as much, and is still what was translated. */

import { MAX_CHOICE } from './check-names.ts';
import { proposeNearest } from './meant.ts';
import type { Problem } from './problem.ts';
import type { ReadPack } from './read.ts';
import { languageOf, NAME_PLACE } from './translatable.ts';
import {
  isStale,
  listOriginals,
  listTranslated,
  markOfTexts,
  neededFields,
  type Original,
  type TranslatedRecord,
  type Translation,
} from './translation.ts';
import type { YamlFile } from './yaml-file.ts';

/** One mistake can be made in every record; after this many of one file the rest is not looked for. */
const MAX_PROBLEMS = 50;

/** Where it is, what is wrong and how to mend it. */
type Finding = Parameters<YamlFile['problemAtKey']>;

/** Ids and fields that are not there, questions that do not match, relations without a place for the name. */
export function checkTranslations(pack: ReadPack): readonly Problem[] {
  const { title } = pack;
  if (title === undefined || pack.unreadable.size > 0) return [];
  const originals = listOriginals(pack);
  const themes = new Set(pack.list('quotes').flatMap((quote) => quote.themes));
  return [...pack.translations].flatMap(([locale, { yaml, value }]) => {
    const found = function* (): Generator<Finding> {
      if (languageOf(locale) === languageOf(title.language))
        yield [[], `the pack itself is written in ${title.language}`, 'take this file away, or mend "language" in title.yaml'];
      if (value !== undefined) yield* checkFile(value, originals, themes);
    };
    return [
      ...found()
        .take(MAX_PROBLEMS)
        .map((finding) => yaml.problemAtKey(...finding)),
    ];
  });
}

function* checkFile(translation: Translation, originals: ReadonlyMap<string, Original>, themes: ReadonlySet<string>): Generator<Finding> {
  for (const record of listTranslated(translation)) {
    const { kind, id, texts } = record;
    const original = originals.get(`${kind}/${id}`);
    if (original === undefined) {
      const known = [...originals.values()].flatMap((other) => (other.kind === kind ? [other.id] : []));
      const remedy = proposeNearest(id, known, 'mend the id, or take it out');
      yield [[kind, id], `there is nothing called "${id}" among the ${kind} of this pack`, remedy];
      continue;
    }
    for (const [field, text] of Object.entries(texts)) yield* checkText(record, field, text, original);
  }
  for (const theme of Object.keys(translation.themes ?? {})) {
    if (themes.has(theme)) continue;
    yield [['themes', theme], `no quote has the theme "${theme}"`, proposeNearest(theme, themes, 'mend it, or take it out')];
  }
}

function* checkText(
  { kind, id }: TranslatedRecord,
  field: string,
  text: string | readonly string[],
  original: Original,
): Generator<Finding> {
  const path = [kind, id, field];
  const source = original.texts[field];
  if (source === undefined) {
    yield [path, `the original of "${id}" has no "${field}"`, 'take it out, or add it to the original first'];
    return;
  }
  if (typeof text !== 'string' && typeof source !== 'string' && text.length !== source.length)
    yield [path, `there are ${text.length} questions, and the original has ${source.length}`, 'translate each of them, in the same order'];
  if (typeof text !== 'string') return;
  if (kind === 'relations' && text.split(NAME_PLACE).length !== 2)
    yield [
      path,
      `a relation says once where the other's name stands`,
      `write ${NAME_PLACE} in its place, such as "hermano de ${NAME_PLACE}"`,
    ];
  if ((field === 'heading' || field === 'title' || field === 'name') && text.length > MAX_CHOICE)
    yield [path, `"${field}" has ${text.length} characters, and Discord shows ${MAX_CHOICE} in a menu`, `shorten it to ${MAX_CHOICE}`];
}

/** What is not translated, in one line for each language, and what has changed since it was. No problem of the pack. */
export function listTranslationNotes(pack: ReadPack): readonly Problem[] {
  if (pack.title === undefined || pack.unreadable.size > 0) return [];
  const originals = listOriginals(pack);
  return [...pack.translations.values()].flatMap(({ yaml, value }) =>
    value === undefined ? [] : [...noteStale(yaml, value, originals), ...noteMissing(yaml, value, originals)],
  );
}

function noteStale(file: YamlFile, translation: Translation, originals: ReadonlyMap<string, Original>): readonly Problem[] {
  return listTranslated(translation).flatMap((record) => {
    const original = originals.get(`${record.kind}/${record.id}`);
    if (original === undefined || !isStale(record, original)) return [];
    const mark = markOfTexts(original, Object.keys(record.texts));
    const problem = 'the original has changed since this was translated, so the original is shown';
    return [file.problemAtKey([record.kind, record.id], problem, `look the translation over, then write of: "${mark}"`)];
  });
}

function noteMissing(file: YamlFile, translation: Translation, originals: ReadonlyMap<string, Original>): readonly Problem[] {
  const given = new Map(listTranslated(translation).map(({ kind, id, texts }) => [`${kind}/${id}`, texts]));
  const missing = new Map<string, number>();
  let all = 0;
  for (const [key, original] of originals) {
    for (const field of neededFields(original)) {
      all += 1;
      if (given.get(key)?.[field] === undefined) missing.set(original.kind, (missing.get(original.kind) ?? 0) + 1);
    }
  }
  const count = [...missing.values()].reduce((sum, one) => sum + one, 0);
  if (count === 0) return [];
  const where = [...missing].map(([kind, one]) => `${kind} ${one}`).join(', ');
  return [
    {
      file: file.file,
      line: 1,
      problem: `${count} of ${all} texts are not translated (${where})`,
      remedy: 'they stay as they are, and the reply says so',
    },
  ];
}
