/** `nabi pack import` and `export`: a list of a pack from and to a table, and what Wikidata knows of a title. */
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { checkPacks } from '../../packs/check.ts';
import { type Head, readDates, readDefaults, readLanguage } from '../../packs/defaults.ts';
import { readPackTexts } from '../../packs/files.ts';
import { KIND_NAMES, KINDS, type Kind } from '../../packs/kinds.ts';
import { describeProblem } from '../../packs/problem.ts';
import { parsePacks, type ReadPack } from '../../packs/read.ts';
import { type CellProblem, mergeTable, readTable, type Table, writeTable } from '../../packs/table.ts';
import { type CliIo, EXIT_DONE, EXIT_PROBLEM } from '../io.ts';
import { refuseWords } from '../refusal.ts';
import { FLAG, readWords, TEXT } from '../words.ts';
import { type PackCommand, readPack, readTableText, refuseThere, tell, writeWhole } from './place.ts';
import { importWikidata } from './wikidata.ts';

const LISTS: readonly Kind[] = KIND_NAMES.filter((kind) => KINDS[kind].stands === 'list');
const MOST_TOLD = 20;

export const packExport: PackCommand = {
  takes: '<pack> <list> [file.csv]',
  says: 'a list of a pack as a table for a spreadsheet',
  help: `  <list>   ${LISTS.join(', ')}
  Lists within a cell stand on lines of their own; without a file the table is printed.
Example: nabi pack export the-ferry-at-dawn cast cast.csv
`,
  run(args, io) {
    const { values, positionals } = readWords(args, { overwrite: FLAG, json: FLAG }, 3);
    const [named, list, file] = positionals;
    const { pack } = readPack(io, named);
    const kind = readList(list);
    const csv = writeTable(kind, pack.files.get(KINDS[kind].file)?.raw);
    refuseThere(file, values);
    if (file !== undefined) writeWhole(file, csv);
    const records = pack.list(kind).length;
    const said = file === undefined ? csv : `${file}: ${records} of ${kind}.\n`;
    return tell(io, values, { ok: true, list: kind, records, ...(file === undefined ? { csv } : { file }) }, said);
  },
};

export const packImport: PackCommand = {
  takes: '<pack> <list> <file.csv> [--overwrite] [--dry-run]   or   <pack> --wikidata Q12345 | entity.json',
  says: 'records from a table, merged by id; or from Wikidata, to be looked through',
  help: `  <list>        ${LISTS.join(', ')}
  --overwrite   also where a record has something else already
  --dry-run     only says what would change
  --wikidata    an item's number, which is fetched, or its saved JSON; writes *.unreviewed.yaml, which no answer reads
  The first row names the fields as the files do, an empty cell leaves what is there, and items of a list stand on lines of their own or
  between bars: “actor | director”. In the cast, “roles” takes the actor's id: “seo-yun-ah”, or “seo-yun-ah child”. Nothing is written
  while any cell is wrong; the file keeps its comments.
Example: nabi pack import the-ferry-at-dawn cast cast.csv
`,
  async run(args, io) {
    const { values, positionals } = readWords(args, { overwrite: FLAG, 'dry-run': FLAG, json: FLAG, wikidata: TEXT }, 3);
    const [named, list, file] = positionals;
    const { pack } = readPack(io, named);
    if (values.wikidata !== undefined) return importWikidata(io, pack, values.wikidata, values);
    const kind = readList(list);
    if (file === undefined) refuseWords('Name the table: a .csv file.');
    return importTable(io, pack, kind, file, { ...values, dryRun: values['dry-run'] });
  },
};

function readList(list: string | undefined): Kind {
  const kind = LISTS.find((one) => one === list);
  if (kind === undefined) refuseWords(`${list === undefined ? 'Name a list' : `There is no list “${list}”`}: ${LISTS.join(', ')}.`);
  return kind;
}

interface Wishes {
  readonly json: boolean;
  readonly overwrite: boolean;
  readonly dryRun: boolean;
}

function importTable(io: CliIo, pack: ReadPack, kind: Kind, file: string, { json, overwrite, dryRun }: Wishes): number {
  const table = readTable(kind, readTableText(file));
  const target = KINDS[kind].file;
  const path = join(pack.path, `${target}.yaml`);
  const before = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const merge = mergeTable(kind, before, table, headOf(pack, target));
  const problems: CellProblem[] = [...table.problems, ...merge.problems];
  if (!overwrite)
    for (const { row, id, field } of merge.changed.slice(0, MOST_TOLD))
      problems.push({
        row,
        column: undefined,
        field,
        problem: `"${field}" of "${id}" says something else already`,
        remedy: 'empty the cell, or import with --overwrite',
      });
  if (problems.length === 0) problems.push(...checkWhole(pack, kind, merge.text, table));
  const ok = problems.length === 0;
  const isWritten = ok && !dryRun && merge.text !== before;
  if (isWritten) writeWhole(path, merge.text);
  const { added, changed, filled } = merge;
  if (json) io.stdout.write(`${JSON.stringify({ ok, written: isWritten, added, changed, filled, problems }, null, 2)}\n`);
  else {
    for (const one of problems) io.stdout.write(`${describeCell(basename(file), one)}\n`);
    const count = `${added.length} new, ${changed.length} fields changed, ${filled} filled`;
    io.stdout.write(
      ok
        ? `${path}: ${count}${dryRun ? ' (nothing was written)' : ''}.\n`
        : `Cells or rows that are wrong: ${problems.length}. Nothing was written.\n`,
    );
  }
  return ok ? EXIT_DONE : EXIT_PROBLEM;
}

function headOf(pack: ReadPack, file: (typeof KINDS)[Kind]['file']): Head {
  return {
    defaults: readDefaults(file, pack.files.get(file)?.raw, () => undefined),
    dateOf: readDates(pack.files.get('sources')?.raw),
    language: readLanguage(pack.files.get('title')?.raw),
  };
}

/** What the pack as a whole would have against it that it has not now, by the rows it stands in. */
function checkWhole(pack: ReadPack, kind: Kind, text: string, table: Table): readonly CellProblem[] {
  const texts = readPackTexts(pack.path);
  const name = KINDS[kind].file;
  const path = join(pack.path, `${name}.yaml`);
  const folders = texts.folders.map((folder) => ({ ...folder, texts: new Map([...folder.texts, [name, { file: path, text }] as const]) }));
  const known = new Set(checkPacks(parsePacks(texts)).map((one) => `${one.file}\0${one.problem}`));
  const after = parsePacks({ ...texts, folders });
  const yaml = after.packs[0]?.files.get(name);
  const starts = (after.packs[0]?.list(kind) ?? []).map((record) => ({ id: record.id, line: yaml?.lineAt(yaml.pathOf(record)) ?? 1 }));
  return checkPacks(after)
    .filter((one) => !known.has(`${one.file}\0${one.problem}`))
    .map((one) => {
      const id = one.file === path ? starts.filter(({ line }) => line <= one.line).at(-1)?.id : undefined;
      const row = table.rows.find((other) => other.id === id)?.row;
      return row === undefined
        ? { row: 1, column: undefined, field: undefined, problem: describeProblem(one), remedy: 'mend it in the pack first' }
        : { row, column: undefined, field: undefined, problem: one.problem, remedy: one.remedy };
    });
}

function describeCell(file: string, { row, column, field, problem, remedy }: CellProblem): string {
  const cell = column === undefined ? `row ${row}` : `cell ${column}${row}`;
  return `${file}:${row}  ${cell}${field === undefined ? '' : ` (${field})`}: ${problem}  → ${remedy}`;
}
