/**
 * A list of a pack as a table (CSV) and back: one record a row, one field a column, by the fields' own names. Records are merged by id;
 * what a table does not have stays as it is, comments of the file included.
 */
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { isSeq, parseDocument } from 'yaml';
import { z } from 'zod';
import { completeRecord, type Head, isRecord, listEntries } from './defaults.ts';
import { explainIssue } from './explain.ts';
import { schemaOf } from './file-schema.ts';
import type { Kind } from './kinds.ts';
import { SCHEMAS } from './schema.ts';

/** What is wrong in a table, by its cell as a spreadsheet names it. */
export interface CellProblem {
  /** From 1, the header being 1. */
  readonly row: number;
  /** "C", or undefined for the whole row. */
  readonly column: string | undefined;
  readonly field: string | undefined;
  readonly problem: string;
  readonly remedy: string;
}

/** A row with what it says. */
export interface TableRow {
  readonly row: number;
  readonly id: string;
  /** Of cells that are not empty. */
  readonly values: Readonly<Record<string, unknown>>;
}

export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
  readonly problems: readonly CellProblem[];
}

/** Items of a list stand on lines of their own within a cell, or between bars. */
const BETWEEN_ITEMS = /\n| \| /;
const MOST_ROWS = 2_000;
const LINE_WIDTH = 120;

/** The fields a kind's table has, the id first. */
function listColumns(kind: Kind): readonly string[] {
  const fields = Object.keys(schemaOf(kind).shape);
  return ['id', ...fields.filter((field) => field !== 'id')];
}

/** The records of a list as its file says them. */
export function writeTable(kind: Kind, raw: unknown): string {
  const columns = listColumns(kind);
  const rows = listEntries(raw, kind)
    .filter(isRecord)
    .map((entry) => columns.map((column) => writeCell(entry[column])));
  return stringify([columns, ...rows]);
}

function writeCell(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map(writeCell).join('\n');
  if (isRecord(value)) {
    const isNames = Object.values(value).every((one) => typeof one === 'string') && !('id' in value) && !('text' in value);
    return isNames
      ? Object.entries(value)
          .map(([key, text]) => `${key}: ${String(text)}`)
          .join('\n')
      : JSON.stringify(value);
  }
  return String(value);
}

/** Reads a table for a list; every problem names its cell. */
export function readTable(kind: Kind, text: string): Table {
  const problems: CellProblem[] = [];
  let cells: string[][];
  try {
    cells = z
      .array(z.array(z.string()))
      .parse(parse(text, { bom: true, delimiter: findDelimiter(text), relax_column_count: true, skip_empty_lines: true, trim: true }));
  } catch (error) {
    const row = error instanceof Error && 'lines' in error && typeof error.lines === 'number' ? error.lines : 1;
    const why = error instanceof Error ? error.message.split('\n')[0] : String(error);
    const remedy = 'save it as CSV from a spreadsheet; a text with a comma or a line end stands in "quotes"';
    return { columns: [], rows: [], problems: [{ row, column: undefined, field: undefined, problem: `this is no CSV: ${why}`, remedy }] };
  }
  const [header = [], ...body] = cells;
  const known = listColumns(kind);
  header.forEach((field, index) => {
    if (!known.includes(field))
      problems.push(at(1, index, field, `the column "${field}" is not known here`, `known here: ${known.join(', ')}`));
    else if (header.indexOf(field) !== index) problems.push(at(1, index, field, `the column "${field}" stands here twice`, 'keep one'));
  });
  if (!header.includes('id')) problems.push(at(1, undefined, 'id', 'there is no column "id"', 'add it; rows are merged by it'));
  if (body.length > MOST_ROWS) problems.push(at(1, undefined, undefined, `there are ${body.length} rows`, `keep at most ${MOST_ROWS}`));
  if (problems.length > 0) return { columns: header, rows: [], problems };
  const seen = new Map<string, number>();
  const rows = body.map((line, index): TableRow => {
    const row = index + 2;
    const values: Record<string, unknown> = {};
    line.forEach((cell, column) => {
      const field = header[column];
      if (cell === '') return;
      if (field === undefined) problems.push(at(row, column, undefined, 'this cell stands under no column', 'take it out'));
      else if (field !== 'id') {
        const read = readCell(schemaOf(kind).shape[field], cell);
        if ('problem' in read) problems.push(at(row, column, field, read.problem, read.remedy));
        else values[field] = read.value;
      }
    });
    const id = line[header.indexOf('id')] ?? '';
    if (id === '') problems.push(at(row, header.indexOf('id'), 'id', 'the id is empty', 'give each record an id of its own'));
    const other = seen.get(id);
    if (other !== undefined)
      problems.push(at(row, header.indexOf('id'), 'id', `"${id}" stands in row ${other} already`, 'keep one row for each id'));
    seen.set(id, row);
    return { row, id, values: kind === 'cast' ? withRoles(id, values) : values };
  });
  return { columns: header, rows, problems };
}

const splitItems = (cell: string): readonly string[] =>
  cell
    .split(BETWEEN_ITEMS)
    .map((item) => item.trim())
    .filter((item) => item !== '');

const ROLE_KINDS: readonly string[] = SCHEMAS.roles.shape.kind.options;

/** "seo-yun-ah" or "seo-yun-ah child": who plays the part is enough, and how large it is where that is not its group. */
function withRoles(id: string, values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { roles, group } = values;
  if (!Array.isArray(roles)) return values;
  const written = roles.map((role: unknown) => {
    if (typeof role !== 'string') return role;
    const [actor = '', kind = ROLE_KINDS.includes(String(group)) ? group : 'supporting'] = role.split(' ');
    return { id: `${id}-${actor}`.slice(0, 60), actor, kind };
  });
  return { ...values, roles: written };
}

type ReadCell = { readonly value: unknown } | { readonly problem: string; readonly remedy: string };

function readCell(type: unknown, cell: string): ReadCell {
  if (type instanceof z.ZodOptional || type instanceof z.ZodDefault) return readCell(type.unwrap(), cell);
  if (type instanceof z.ZodNumber) {
    const number = Number(cell.replace(',', '.'));
    return Number.isFinite(number) ? { value: number } : { problem: `"${cell}" is no number`, remedy: 'write figures alone' };
  }
  if (type instanceof z.ZodBoolean || (type instanceof z.ZodLiteral && type.value === true)) {
    if (/^(true|yes)$/i.test(cell)) return { value: true };
    return /^(false|no)$/i.test(cell)
      ? { value: false }
      : { problem: `"${cell}" is neither true nor false`, remedy: 'write true or false' };
  }
  if (type instanceof z.ZodArray) {
    const items = splitItems(cell).map((item) => readCell(type.element, item));
    const wrong = items.find((item) => 'problem' in item);
    return wrong ?? { value: items.map((item) => ('value' in item ? item.value : undefined)) };
  }
  if (type instanceof z.ZodRecord) {
    const pairs = splitItems(cell).map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()] as const);
    if (pairs.some(([language, name]) => language === '' || name === ''))
      return { problem: `"${cell}" is no list of names by language`, remedy: 'write lines such as "ja: ソ・ユナ"' };
    return { value: Object.fromEntries(pairs) };
  }
  if (/^[{[]/.test(cell) && (type instanceof z.ZodObject || type instanceof z.ZodUnion)) {
    try {
      return { value: JSON.parse(cell) };
    } catch {
      return { problem: `"${cell.slice(0, 40)}" is not complete`, remedy: 'write it as export does: {"text":"…","spoiler_from":6}' };
    }
  }
  return { value: cell };
}

/** Merges rows into the text of a list's file, as it would be; records that no row names stay untouched. */
export function mergeTable(kind: Kind, text: string, table: Table, head: Head) {
  const document = parseDocument(text === '' ? `${kind}: []\n` : text);
  const raw: unknown = document.toJS({ maxAliasCount: 0 });
  const existing = listEntries(raw, kind).filter(isRecord);
  const problems: CellProblem[] = [];
  const added: string[] = [];
  /** Fields that would say something else, with the row that says it. */
  const changed: { row: number; id: string; field: string }[] = [];
  /** Fields that had nothing, now filled. */
  let filled = 0;
  if (!isSeq(document.get(kind))) document.set(kind, document.createNode([]));
  const list = document.get(kind);
  if (isSeq(list)) list.flow = false;
  for (const { row, id, values } of table.rows) {
    const index = existing.findIndex((entry) => entry.id === id);
    const before = existing[index] ?? {};
    const merged = { ...before, id, ...values };
    problems.push(...checkRow(kind, row, table.columns, merged, head));
    if (index === -1) {
      added.push(id);
      document.addIn([kind], document.createNode({ id, ...values }));
      continue;
    }
    for (const [field, value] of Object.entries(values)) {
      if (JSON.stringify(before[field]) === JSON.stringify(value)) continue;
      if (before[field] === undefined) filled += 1;
      else changed.push({ row, id, field });
      document.setIn([kind, index, field], document.createNode(value));
    }
  }
  return { text: document.toString({ lineWidth: LINE_WIDTH, flowCollectionPadding: false }), added, changed, filled, problems };
}

function checkRow(
  kind: Kind,
  row: number,
  columns: readonly string[],
  merged: Readonly<Record<string, unknown>>,
  head: Head,
): readonly CellProblem[] {
  const schema = schemaOf(kind);
  const whole = completeRecord(kind, merged, head);
  const { error } = schema.safeParse(whole);
  return (error?.issues ?? []).flatMap((issue) =>
    explainIssue(issue, schema, whole).map(({ problem, remedy }) => {
      const field = issue.path[0] === undefined ? undefined : String(issue.path[0]);
      const index = field === undefined ? -1 : columns.indexOf(field);
      return at(row, index === -1 ? undefined : index, field, problem, remedy);
    }),
  );
}

function at(row: number, column: number | undefined, field: string | undefined, problem: string, remedy: string): CellProblem {
  return { row, column: column === undefined || column < 0 ? undefined : nameColumn(column), field, problem, remedy };
}

/** "A" to "Z", then "AA". */
function nameColumn(index: number): string {
  return index < 26 ? String.fromCharCode(65 + index) : `${nameColumn(Math.floor(index / 26) - 1)}${nameColumn(index % 26)}`;
}

/** Spreadsheets of some countries part the cells with semicolons. */
function findDelimiter(text: string): string {
  const header = text.split('\n', 1)[0] ?? '';
  const count = (sign: string) => header.split(sign).length;
  return [',', ';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best), ',');
}
