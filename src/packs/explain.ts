/** What a schema issue says, in plain words for somebody who writes YAML and no TypeScript. */
import { z } from 'zod';
import { nearest } from '../text/nearest.ts';
import { joinFilled } from '../text/text.ts';
import { ID_FORM } from './fields.ts';
import { codeOfLanguage, findInstead, proposeId } from './meant.ts';

export interface Explanation {
  /** Path of the value, or of the record something is missing from. */
  readonly path: readonly PropertyKey[];
  /** When the fault is a key's own name. */
  readonly key?: string;
  /** The key that was meant by that name. */
  readonly meant?: string;
  /** When the fault is that this key of the record is not there. */
  readonly missing?: string;
  readonly problem: string;
  readonly remedy: string;
}

export type Issue = z.core.$ZodIssue;

/** Letters of a value that a problem repeats. */
const MOST_SHOWN = 60;

/** Explains one issue of a zod parse; a record with three unknown keys gives three explanations. */
export function explainIssue(issue: Issue, schema: z.ZodType, raw: unknown): Explanation[] {
  const name = nameOf(issue.path);
  const value = valueAt(raw, issue.path);
  const length = typeof value === 'string' ? value.trim().length : Array.isArray(value) ? value.length : 0;
  const explain = (problem: string, remedy: string): Explanation[] => [{ path: issue.path, problem, remedy }];
  if (value === null && (issue.code === 'invalid_union' || issue.code === 'invalid_value'))
    return [explainType(issue.path, name, 'string', value)];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => {
        const allowed = keysAt(schema, issue.path);
        const guess = nearest(key, allowed);
        const instead = findInstead(key, allowed) ?? `take it out; known here: ${allowed.join(', ')}`;
        return {
          path: issue.path,
          key,
          ...(guess === undefined ? {} : { meant: guess }),
          problem: `"${key}" is not known here`,
          remedy: guess === undefined ? instead : `did you mean "${guess}"?`,
        };
      });
    case 'invalid_type':
      return [explainType(issue.path, name, issue.expected, value)];
    case 'invalid_value': {
      if (value === undefined) return [explainMissing(issue.path, name, `one of ${issue.values.join(', ')}`)];
      const words = issue.values.map(String);
      const guess = typeof value === 'string' ? nearest(value, words) : undefined;
      const list = words.length === 1 ? `write ${words[0]}` : `use one of ${words.join(', ')}`;
      return explain(`${name} cannot be ${show(value)}`, guess === undefined ? list : `did you mean ${guess}? ${list}`);
    }
    case 'too_big':
      if (issue.origin === 'string') return explain(`${name} has ${length} characters`, `shorten it to ${issue.maximum}`);
      if (issue.origin === 'array') return explain(`${name} lists ${length} things`, `keep at most ${issue.maximum}`);
      return explain(`${name} is ${show(value)}, which is too high`, `at most ${issue.maximum}`);
    case 'too_small':
      if (issue.origin === 'array') return explain(`${name} is empty`, ownMessage(issue) ?? `list at least ${issue.minimum}`);
      if (issue.origin !== 'string') return explain(`${name} is ${show(value)}, which is too low`, `at least ${issue.minimum}`);
      if (length === 0) return explain(`${name} is empty`, 'write it, or take the line out where it is optional');
      return explain(`${name} has only ${length} characters`, `write at least ${issue.minimum}`);
    case 'invalid_format': {
      if (issue.format === 'url') return explain(`${name} is no web address: ${show(value)}`, 'write it in full, beginning with https://');
      const own = ownMessage(issue);
      const meant = own === ID_FORM && typeof value === 'string' ? proposeId(value) : undefined;
      const remedy = proposeCode(value) ?? (joinFilled([meant, own], ' ') || 'write it in the form the schema describes');
      return explain(`${name} cannot be ${show(value)}`, remedy);
    }
    case 'invalid_union':
      return explainUnion(issue, schema, raw);
    case 'invalid_key': {
      const key = String(issue.path.at(-1));
      const path = issue.path.slice(0, -1);
      if (path.at(-1) === 'scripts')
        return [{ path, key, problem: `"${key}" is no language code`, remedy: 'use a code such as ja or pt-BR' }];
      return [{ path, key, problem: `${show(key)} is no id`, remedy: issue.issues[0]?.message ?? 'write the id of a record' }];
    }
    case 'custom':
      return explain(`${name} cannot be ${show(value)}`, issue.message);
    default:
      return explain(`${name} is not as it should be: ${issue.message}`, 'compare it with a neighbouring record');
  }
}

function explainType(path: readonly PropertyKey[], name: string, expected: string, value: unknown): Explanation {
  if (value === undefined) return explainMissing(path, name, typeWord(expected));
  if (value === null) {
    const remedy = 'write it, in quotes when it begins with #, or take the line out where it is optional';
    return { path, problem: `${name} is empty`, remedy };
  }
  return { path, problem: `${name} should be ${typeWord(expected)}, but is ${describe(value)}`, remedy: chooseRemedy(expected, value) };
}

/** How to write what is of another type than it should be. */
function chooseRemedy(expected: string, value: unknown): string {
  if (expected === 'string') {
    if (typeof value === 'number') return `put it in quotes: "${value}"`;
    if (Array.isArray(value))
      return value.length === 1 && typeof value[0] === 'string' ? `write it without brackets: ${value[0]}` : 'write one alone';
    if (typeof value === 'object') return 'put the text in quotes; an unquoted ": " makes a record of it';
  }
  if ((expected === 'number' || expected === 'int' || expected === 'boolean') && typeof value === 'string') {
    const isQuoted = /^(?:-?\d+(?:\.\d+)?|true|false)$/.test(value.trim());
    return isQuoted ? 'write it without quotes' : `write ${typeWord(expected)} alone`;
  }
  if (expected === 'array') {
    const one = typeof value === 'object' || String(value).length > MOST_SHOWN ? 'one, two' : String(value);
    return `write a list: [${one}], or one item a line beginning with "- "`;
  }
  return expected === 'object' ? 'write its keys below it, indented' : `write ${typeWord(expected)}`;
}

function explainMissing(path: readonly PropertyKey[], name: string, what: string): Explanation {
  const key = String(path.at(-1));
  const record = { path: path.slice(0, -1), missing: key };
  if (key === 'sources')
    return { ...record, problem: 'this states something but names no source', remedy: 'add "sources: [an-id]" with ids from sources.yaml' };
  const form = (Object.hasOwn(FORMS, key) ? FORMS[key] : undefined) ?? what;
  return { ...record, problem: `${name} is missing`, remedy: `add "${key}: …", ${form}` };
}

/** What is to be written for a key, where more can be said than what kind of value it is. */
const FORMS: Readonly<Record<string, string>> = {
  as_of: 'the date of the newest source in quotes, or undated',
  id: 'lower-case words joined by hyphens',
  spoiler_from: 'the first episode at which it may be known (1 is free, in a film 0), or once under "defaults:" for the whole file',
  url: 'the address where it can be read or seen; for what you heard yourself, that of the episode',
};

/** The code of a language that was written out. */
function proposeCode(value: unknown): string | undefined {
  const code = typeof value === 'string' ? codeOfLanguage(value) : undefined;
  return code === undefined ? undefined : `did you mean ${code}? a language is written as a code such as en-US, ko or es-419`;
}

/** Of several possible shapes, the one that was most likely meant: the one whose complaint goes deepest. */
function explainUnion(issue: Extract<Issue, { code: 'invalid_union' }>, schema: z.ZodType, raw: unknown): Explanation[] {
  const value = valueAt(raw, issue.path);
  const name = nameOf(issue.path);
  if (value === undefined) return [explainMissing(issue.path, name, 'see the neighbouring records')];
  const shapes = issue.errors.map((issues) => issues.map((inner): Issue => ({ ...inner, path: [...issue.path, ...inner.path] })));
  const meant = shapes.find((issues) => issues.every((inner) => inner.code !== 'invalid_type' || inner.path.length > issue.path.length));
  return (meant ?? shapes[0] ?? []).flatMap((inner) => explainIssue(inner, schema, raw));
}

/** A message written in the schema; zod's own begin with one of its few openings. */
function ownMessage(issue: Issue): string | undefined {
  return /^(Invalid|Too (big|small)|Unrecognized)/.test(issue.message) ? undefined : issue.message;
}

function nameOf(path: readonly PropertyKey[]): string {
  const last = path.at(-1);
  if (last === undefined) return 'the file';
  if (typeof last !== 'number') return `"${String(last)}"`;
  const list = path.at(-2);
  return list === undefined ? `entry ${last + 1}` : `entry ${last + 1} of "${String(list)}"`;
}

const RECORD = 'a record (keys and values)';
const TYPE_WORDS: ReadonlyMap<string, string> = new Map([
  ['string', 'a text'],
  ['int', 'a whole number'],
  ['number', 'a number'],
  ['boolean', 'true or false'],
  ['array', 'a list'],
  ['object', RECORD],
  ['record', RECORD],
]);

const typeWord = (expected: string): string => TYPE_WORDS.get(expected) ?? expected;

function describe(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return RECORD;
  if (typeof value === 'string') return `the text ${show(value)}`;
  return show(value);
}

function show(value: unknown): string {
  if (typeof value === 'object' && value !== null) return describe(value);
  const text = String(value).slice(0, 400).replace(/\s+/g, ' ');
  const short = text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN - 1)}…` : text;
  return typeof value === 'string' ? `"${short}"` : short;
}

function valueAt(raw: unknown, path: readonly PropertyKey[]): unknown {
  let value = raw;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Object.entries(value).find(([name]) => name === String(key))?.[1];
  }
  return value;
}

/** Keys an object at this path may have; the unions of these schemas hold at most one object. */
function keysAt(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  let shapes = unwrap(schema);
  for (const key of path) {
    shapes = shapes.flatMap((shape) => {
      if (shape instanceof z.ZodArray && shape.element instanceof z.ZodType) return unwrap(shape.element);
      if (shape instanceof z.ZodRecord && shape.valueType instanceof z.ZodType) return unwrap(shape.valueType);
      const child: unknown = shape instanceof z.ZodObject ? shape.shape[String(key)] : undefined;
      return child instanceof z.ZodType ? unwrap(child) : [];
    });
  }
  return shapes.flatMap((shape) => (shape instanceof z.ZodObject ? Object.keys(shape.shape) : []));
}

function unwrap(schema: z.ZodType): z.ZodType[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) {
    const inner: unknown = schema.unwrap();
    return inner instanceof z.ZodType ? unwrap(inner) : [];
  }
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option: unknown) => (option instanceof z.ZodType ? unwrap(option) : []));
  return [schema];
}
