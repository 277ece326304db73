/**
 * What no schema can see: whether the files of a pack, and the packs beside each other, fit together. Pure over what was
 * read; every finding names the line of the very value and how to mend it.
 */
import { listMissingGlyphs } from '../text/glyphs.ts';
import { checkDates, checkEpisodes, checkPlaces } from './check-dates.ts';
import { checkFirstPages, checkLengths, checkNames } from './check-names.ts';
import { checkQuestions, checkQuotes } from './check-quotes.ts';
import { checkConflicts, checkIds, checkReferences } from './check-references.ts';
import { checkSources, checkSpoilers } from './check-spoilers.ts';
import { checkTranslations, listTranslationNotes } from './check-translations.ts';
import { type Findings, openFindings } from './findings.ts';
import { KNOWN_FACTS } from './known-facts.ts';
import { proposeNearest } from './meant.ts';
import { fileOf } from './overlay.ts';
import type { Problem } from './problem.ts';
import type { ReadPack, ReadPacks } from './read.ts';
import { PLACEHOLDERS } from './scaffold.ts';

/** Those that come first are told where a pack has more problems than there is room for. */
const CHECKS: readonly ((findings: Findings) => void)[] = [
  checkIds,
  checkReferences,
  checkSources,
  checkSpoilers,
  checkNames,
  checkDates,
  checkFirstPages,
  checkEpisodes,
  checkPlaces,
  checkQuotes,
  checkQuestions,
  checkConflicts,
  checkLengths,
];

/** All problems of the packs, those of reading included, by file and line. */
export function checkPacks(read: ReadPacks): readonly Problem[] {
  const problems: Problem[] = [...read.problems];
  for (const pack of read.packs) {
    const findings = openFindings(pack);
    for (const check of CHECKS) check(findings);
    problems.push(...findings.listProblems(), ...checkTranslations(pack));
  }
  checkTitles(read.packs, problems);
  const distinct = new Map(problems.map((one) => [`${one.file}\0${one.line}\0${one.problem}`, one]));
  return [...distinct.values()].sort((a, b) => compareText(a.file, b.file) || a.line - b.line);
}

/** Advice that stops nothing: what the quote card cannot draw, and what is not translated. */
export function listNotes(read: ReadPacks): readonly Problem[] {
  return [
    ...read.notes,
    ...read.packs.flatMap(listPlaceholderNotes),
    ...read.packs.flatMap(listNamelessFacts),
    ...listOrderNotes(read.packs),
    ...listCardNotes(read),
    ...read.packs.flatMap(listTranslationNotes),
  ];
}

/** Texts of a new pack that nobody has replaced: they would be answered with. */
function listPlaceholderNotes(pack: ReadPack): readonly Problem[] {
  const { list } = pack;
  const note = (record: object, keys: readonly string[], text: string): readonly Problem[] => {
    const file = fileOf(pack, record);
    if (file === undefined || !PLACEHOLDERS.has(text)) return [];
    const problem = 'this is still what "nabi pack new" wrote, and it is answered with';
    return [file.problemAt([...file.pathOf(record), ...keys], problem, 'write your own')];
  };
  return [
    ...list('title').flatMap((title) => note(title, ['logline', 'text'], title.logline.text)),
    ...list('sources').flatMap((source) => {
      const [key] = (['title', 'publisher', 'url'] as const).filter((one) => PLACEHOLDERS.has(source[one]));
      return key === undefined ? [] : note(source, [key], source[key]);
    }),
  ];
}

/** Key facts that would be answered with their ids for a name. */
function listNamelessFacts(pack: ReadPack): readonly Problem[] {
  const known = Object.keys(KNOWN_FACTS);
  return (pack.title?.key_facts ?? []).flatMap((fact) => {
    const file = fileOf(pack, fact);
    if (file === undefined || fact.label !== undefined || known.includes(fact.id)) return [];
    const remedy = proposeNearest(fact.id, known, `add "label: …"; only these need none: ${known.join(', ')}`);
    return [file.problemAt([...file.pathOf(fact), 'id'], `nothing says what the key fact "${fact.id}" is called`, remedy)];
  });
}

/** Quotes and names that the quote card cannot draw, by the line of the character: such a line is posted as text. */
function listCardNotes(read: ReadPacks): readonly Problem[] {
  return read.packs.flatMap((pack) => {
    const { title, list } = pack;
    const notes: Problem[] = [];
    const look = (record: object, key: string, text: string | undefined): void => {
      const file = fileOf(pack, record);
      const missing = listMissingGlyphs(text ?? '');
      if (file === undefined || missing.length === 0) return;
      const shown = missing.map((character) => `"${character}" (${nameCodePoints(character)})`).join(', ');
      const problem = `character without a glyph in the card font: ${shown}`;
      notes.push(file.problemAt([...file.pathOf(record), key], problem, 'write it otherwise, or let the line be posted as text'));
    };
    if (title) look(title, 'name', title.name);
    for (const quote of list('quotes')) {
      if (quote.never_post) continue;
      for (const key of ['text', 'original', 'speaker_note'] as const) look(quote, key, quote[key]);
    }
    return notes;
  });
}

/** "U+2665", or several joined by a space. */
function nameCodePoints(text: string): string {
  return [...text].map((character) => `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`).join(' ');
}

function checkTitles(packs: readonly ReadPack[], problems: Problem[]): void {
  const byId = new Map<string, string>();
  for (const { files, folder, title, hasScene } of packs) {
    const file = files.get('title');
    if (title === undefined || file === undefined) continue;
    const { id, scene } = title;
    const report = (key: string, problem: string, remedy: string) => problems.push(file.problemAt([key], problem, remedy));
    if (scene === 'own' && !hasScene) report('scene', 'the picture of its own is missing', 'add scene.svg, or write "scene: plain"');
    if (id !== folder) report('id', `the title's id is "${id}", but its folder is called "${folder}"`, 'call both the same');
    const sameId = byId.get(id);
    if (sameId !== undefined) report('id', `the id "${id}" is also that of ${sameId}`, 'give each title an id of its own');
    else byId.set(id, file.file);
  }
}

/** Two packs of strangers may have the same order: the id then decides, which is no reason to leave one out. */
function listOrderNotes(packs: readonly ReadPack[]): readonly Problem[] {
  const byOrder = new Map<number, string>();
  return packs.flatMap(({ files, title }) => {
    const file = files.get('title');
    const key = title !== undefined && hasOrder(file?.raw) ? title.order : undefined;
    if (file === undefined || key === undefined) return [];
    const other = byOrder.get(key);
    if (other === undefined) byOrder.set(key, file.file);
    if (other === undefined) return [];
    const problem = `the order ${key} is also that of ${other}, so the ids decide which comes first`;
    return [file.problemAt(['order'], problem, 'give each title a number of its own')];
  });
}

const hasOrder = (raw: unknown): boolean => typeof raw === 'object' && raw !== null && 'order' in raw;

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
