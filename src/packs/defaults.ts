/**
 * What an author need not type again in every record: `defaults:` at the head of a file stands in for what its records leave out, and
 * `as_of` follows from the sources. Records are made whole before they are checked, so nothing else knows of it.
 */
import { z } from 'zod';
import { Id, PartialDate } from './fields.ts';
import { buildFileSchema, schemaOf } from './file-schema.ts';
import { describeKind, KINDS, listKindsIn, type PackFileName, type RecordKind } from './kinds.ts';
import { languageOf } from './translatable.ts';

export const DEFAULTS = 'defaults';

/** What records within others take from the head of the file as well. */
const EVIDENCE = ['sources', 'as_of', 'spoiler_from'];
/** Fields that many records of one list have in common. */
const SHARED = ['publisher', 'accessed', 'reliability', 'group', 'ceremony', 'result', 'aired_basis', 'artist', 'voice', 'tone', 'themes'];

/** Everything that `defaults:` may give. */
export const DEFAULTABLE: readonly string[] = [...EVIDENCE, ...SHARED];

/** The values of a file's `defaults:`, by field. */
export type Defaults = Readonly<Record<string, unknown>>;

/** What the records of a file are made whole by. */
export interface Head {
  readonly defaults: Defaults;
  readonly dateOf: DateOf;
  /** The language of the work. */
  readonly language: string;
}

/** The record that another stands in: its id, and from when it may be known. */
interface Owner {
  readonly id: string;
  readonly from: number;
}

/** The id of a record whose own would follow from something that is wrong; such a record is left out. */
const UNNAMED = 'unnamed';

const NOBODY: Owner = { id: '', from: 0 };

/** The date of a record by the ids of its sources; undefined where none of them is known. */
export type DateOf = (sources: readonly string[]) => string | undefined;

/** The fields `defaults:` of a file may give, each written as in its records. */
function buildDefaultsSchema(file: PackFileName) {
  const fields = listKindsIn(file).flatMap((kind) => {
    const { parts } = describeKind(kind);
    const isAlone = KINDS[kind].stands === 'alone';
    return Object.entries(schemaOf(kind).shape).flatMap(([field, type]) =>
      (EVIDENCE.includes(field) || (SHARED.includes(field) && !isAlone)) && parts[field] === undefined && type instanceof z.ZodType
        ? [[field, type.optional()] as const]
        : [],
    );
  });
  const evidence = listKindsIn(file).includes('title') ? Object.entries(schemaOf('facts').shape) : [];
  const own = evidence.flatMap(([field, type]) =>
    EVIDENCE.includes(field) && type instanceof z.ZodType ? [[field, type.optional()] as const] : [],
  );
  return z
    .strictObject(Object.fromEntries([...own, ...fields]))
    .optional()
    .describe('What stands in for the fields that the records of this file leave out, such as sources and spoiler_from.');
}

/** The schema of a whole file, its `defaults:` included. */
export function buildWholeSchema(file: PackFileName): z.ZodObject {
  const schema = buildFileSchema(file);
  return z.strictObject({ [DEFAULTS]: buildDefaultsSchema(file), ...schema.shape });
}

/**
 * A record as it would be with everything written out. What is not shaped like a record stays as it is, for the schema to refuse.
 * Within another record `spoiler_from` is never lower than there.
 */
export function completeRecord(kind: RecordKind, value: unknown, head: Head, owner: Owner = NOBODY): unknown {
  if (!isRecord(value)) return value;
  const { defaults, dateOf, language } = head;
  const { parts, idFrom, asIn } = describeKind(kind);
  const schema = schemaOf(kind);
  const record = Object.hasOwn(schema.shape, 'original_name') ? nameOriginally(value, schema, language) : { ...value };
  for (const [field, given] of Object.entries(defaults)) {
    if (!Object.hasOwn(schema.shape, field) || record[field] !== undefined) continue;
    if (owner !== NOBODY && !EVIDENCE.includes(field)) continue;
    record[field] = field === 'spoiler_from' && typeof given === 'number' ? Math.max(given, owner.from) : given;
  }
  if (record.id === undefined && idFrom !== undefined) {
    const id = idFrom(record, owner.id);
    // What it follows from is told where it is wrong; one that is only too long is the author's to shorten.
    if (Id.safeParse(id).success || !/^[a-z0-9-]+$/.test(id)) record.id = Id.safeParse(id).data ?? UNNAMED;
  }
  for (const [field, other] of Object.entries(asIn))
    if (other !== undefined && record[field] === undefined && record[other] !== undefined) record[field] = record[other];
  const from = typeof record.spoiler_from === 'number' && Number.isInteger(record.spoiler_from) ? record.spoiler_from : owner.from;
  const self = { id: typeof record.id === 'string' ? record.id : '', from };
  for (const [field, part] of Object.entries(parts)) {
    const within = record[field];
    if (part === undefined || within === undefined) continue;
    const complete = (one: unknown) => completeRecord(part, one, head, self);
    record[field] = Array.isArray(within) ? within.map(complete) : complete(within);
  }
  if (Object.hasOwn(schema.shape, 'as_of') && record.as_of === undefined) record.as_of = dateOf(listCited(record)) ?? 'undated';
  return record;
}

/** The record with the name in the work's own script as its `hangul`; Hangul for Korean readers joins the other scripts. */
function nameOriginally(value: Readonly<Record<string, unknown>>, { shape }: z.ZodObject, language: string): Record<string, unknown> {
  const { original_name, ...rest } = value;
  const record: Record<string, unknown> = rest;
  const scripts = isRecord(record.scripts) ? record.scripts : {};
  if (original_name !== undefined && typeof original_name !== 'string') return { ...value };
  const isKorean = language === 'ko';
  const own = original_name ?? (isKorean ? record.hangul : scripts[language]);
  if (!isKorean && record.hangul !== undefined && Object.hasOwn(shape, 'scripts')) record.scripts = { ko: record.hangul, ...scripts };
  if (own !== undefined) record.hangul = own;
  else if (!isKorean) delete record.hangul;
  return record;
}

/** The language of a work, as its title.yaml says it: unchecked, since that comes later. */
export function readLanguage(raw: unknown): string {
  const language = isRecord(raw) && typeof raw.original_language === 'string' ? raw.original_language : 'ko';
  return languageOf(language);
}

/** The ids of its sources; those of what it holds where it has none itself, as a conflict's versions do. */
function listCited(record: Readonly<Record<string, unknown>>): readonly string[] {
  const { sources } = record;
  if (Array.isArray(sources)) return sources.filter((id) => typeof id === 'string');
  return Object.values(record).flatMap((value) =>
    Array.isArray(value) ? value.flatMap((one: unknown) => (isRecord(one) ? listCited(one) : [])) : [],
  );
}

/** When sources were last published or updated, as a file of sources says it: unchecked, since that comes later. */
export function readDates(raw: unknown): DateOf {
  const shared: unknown = isRecord(raw) && isRecord(raw[DEFAULTS]) ? raw[DEFAULTS].published : undefined;
  const dates = new Map<string, string>();
  for (const source of listEntries(raw, 'sources')) {
    if (!isRecord(source) || typeof source.id !== 'string') continue;
    const date = source.updated ?? source.published ?? shared;
    // One that is none is told where it stands, and not of every fact that rests on it.
    const { data } = PartialDate.safeParse(date);
    if (data !== undefined) dates.set(source.id, data);
  }
  return (sources) =>
    sources
      .flatMap((id) => dates.get(id) ?? [])
      .sort()
      .at(-1);
}

/** The values of a file's `defaults:` that stand their schema; what does not is told. */
export function readDefaults(file: PackFileName, raw: unknown, tell: (issues: readonly z.core.$ZodIssue[]) => void): Defaults {
  const given: unknown = isRecord(raw) ? raw[DEFAULTS] : undefined;
  if (given === undefined) return {};
  const { data, error } = buildDefaultsSchema(file).safeParse(given);
  tell((error?.issues ?? []).map((issue) => ({ ...issue, path: [DEFAULTS, ...issue.path] })));
  if (data !== undefined) return data;
  const wrong = new Set(error?.issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? issue.keys : issue.path.slice(0, 1))));
  return isRecord(given) ? Object.fromEntries(Object.entries(given).filter(([field]) => !wrong.has(field))) : {};
}

/** What stands in a list of a file as it was written, broken records included. */
export function listEntries(raw: unknown, list: string): readonly unknown[] {
  const entries: unknown = isRecord(raw) ? raw[list] : undefined;
  return Array.isArray(entries) ? entries : [];
}

/** The ids that stand there. */
export function listIds(raw: unknown, list: string): readonly string[] {
  return listEntries(raw, list).flatMap((entry) => (isRecord(entry) && typeof entry.id === 'string' ? [entry.id] : []));
}

/** Whether a value is a map of YAML. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
