/**
 * From the texts of packs to typed records that know the line they stand on. Every problem is data. One broken record
 * does not hide the others: it is left out, its id stays known, and everything else is still checked.
 */
import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import type { z } from 'zod';
import { explainIssue } from './explain.ts';
import { type PackFolder, type PackTexts, readPackTexts } from './files.ts';
import type { Problem } from './problem.ts';
import { PACK_FILES, type Pack, type PackFileName } from './schema.ts';
import { type Translation, TranslationFile } from './translation.ts';
import { findHidden, findHtml, findUnbearable, MAX_DEPTH } from './yaml-bounds.ts';

export type Path = readonly PropertyKey[];

/** One file of a pack. */
export interface ReadFile<Value> {
  readonly file: string;
  /** The records that stand the schema; undefined when the file as a whole does not. */
  readonly value: Value | undefined;
  /** What the file says, unchecked; undefined when it is no YAML. */
  readonly raw: unknown;
  /** Line of the value at a path, or of the nearest thing above it. */
  lineAt(path: Path): number;
  /** Line of a key's own name. */
  lineOfKey(path: Path): number;
  /** Where in the file an object or list of `value` stands. */
  pathOf(record: object): Path;
}

export interface ReadPack {
  /** Name of the folder. */
  readonly folder: string;
  readonly path: string;
  /** Absent files have no entry. */
  readonly files: { readonly [Name in PackFileName]?: ReadFile<Pack[Name]> };
  /** By Discord's locale code. */
  readonly translations: ReadonlyMap<string, ReadFile<Translation>>;
  /** Files that are there but tell nothing. */
  readonly unreadable: ReadonlySet<PackFileName>;
}

export interface ReadPacks {
  readonly packs: readonly ReadPack[];
  readonly problems: readonly Problem[];
  readonly hash: string;
}

const MAX_YAML_PROBLEMS = 20;
/** What is wrong with a whole file is seen from its first problems; the rest is counted. */
const MAX_PROBLEMS_PER_FILE = 50;

/** Reads a folder of packs; see `readPackTexts` for what that may be. */
export function readPacks(dir: string): ReadPacks {
  return parsePacks(readPackTexts(dir));
}

/** Parses texts that have been read. */
export function parsePacks(texts: PackTexts): ReadPacks {
  const problems: Problem[] = [...texts.problems];
  const packs = texts.folders.map((folder) => parsePack(folder, problems));
  return { packs, problems, hash: texts.hash };
}

function parsePack(folder: PackFolder, problems: Problem[]): ReadPack {
  const unreadable = new Set(folder.unreadable);
  const parse = <Schema extends z.ZodType>(name: PackFileName, schema: Schema): ReadFile<z.infer<Schema>> | undefined => {
    const text = folder.texts.get(name);
    if (text === undefined) return undefined;
    const read = parseFile(text.file, text.text, schema, problems);
    if (read.raw === undefined) unreadable.add(name);
    return read;
  };
  const title = parse('title', PACK_FILES.title);
  const sources = parse('sources', PACK_FILES.sources);
  const people = parse('people', PACK_FILES.people);
  const cast = parse('cast', PACK_FILES.cast);
  const awards = parse('awards', PACK_FILES.awards);
  const episodes = parse('episodes', PACK_FILES.episodes);
  const music = parse('music', PACK_FILES.music);
  const seasons = parse('seasons', PACK_FILES.seasons);
  const quotes = parse('quotes', PACK_FILES.quotes);
  const conflicts = parse('conflicts', PACK_FILES.conflicts);
  const translations = new Map(
    [...folder.translations].map(([locale, { file, text }]) => [locale, parseFile(file, text, TranslationFile, problems)] as const),
  );
  return {
    folder: folder.name,
    path: folder.path,
    translations,
    unreadable,
    files: {
      ...(title && { title }),
      ...(sources && { sources }),
      ...(people && { people }),
      ...(cast && { cast }),
      ...(awards && { awards }),
      ...(episodes && { episodes }),
      ...(music && { music }),
      ...(seasons && { seasons }),
      ...(quotes && { quotes }),
      ...(conflicts && { conflicts }),
    },
  };
}

function parseFile<Schema extends z.ZodType>(file: string, text: string, schema: Schema, problems: Problem[]): ReadFile<z.infer<Schema>> {
  const lines = new LineCounter();
  const read = parseYaml(file, text, lines, problems);
  const locations = new WeakMap<object, Path>();
  const lineAt = (path: Path): number => (read ? lineOfOffset(lines, nodeAt(read.document, path)?.range?.[0]) : 1);
  const shell = {
    file,
    lineAt,
    lineOfKey: (path: Path): number => (read ? lineOfOffset(lines, keyOffset(read.document, path)) : 1),
    pathOf: (record: object): Path => locations.get(record) ?? [],
  };
  if (read === undefined) return { ...shell, raw: undefined, value: undefined };
  const { raw } = read;

  const first = schema.safeParse(raw);
  if (first.success) {
    locate(first.data, [], locations);
    return { ...shell, raw, value: first.data };
  }
  const { issues } = first.error;
  for (const issue of issues.slice(0, MAX_PROBLEMS_PER_FILE)) {
    for (const { path, key, problem, remedy } of explainIssue(issue, schema, raw).slice(0, MAX_PROBLEMS_PER_FILE)) {
      problems.push({ file, line: key === undefined ? lineAt(path) : shell.lineOfKey([...path, key]), problem, remedy });
    }
  }
  if (issues.length > MAX_PROBLEMS_PER_FILE) problems.push(countRest(file, issues.length - MAX_PROBLEMS_PER_FILE));
  const kept = leaveOutBroken(
    raw,
    issues.map((issue) => issue.path),
  );
  const second = kept && schema.safeParse(kept.raw);
  if (!second?.success) return { ...shell, raw, value: undefined };
  locate(second.data, [], locations, kept?.positions);
  return { ...shell, raw, value: second.data };
}

/**
 * The YAML of a text as plain data, or undefined with the problems told.
 * Bounded: aliases, depth and the characters that could hide something are refused.
 */
function parseYaml(file: string, text: string, lines: LineCounter, problems: Problem[]): { raw: unknown; document: Document } | undefined {
  const found: Problem[] = [];
  const hidden = findHidden(text);
  const unbearable = hidden
    ? {
        line: text.slice(0, hidden.index).split('\n').length,
        problem: `there is a character that cannot be seen (${hidden.codePoint})`,
        remedy: 'take it out; retyping the line does',
      }
    : findUnbearable(text);
  if (unbearable !== undefined) {
    problems.push({ file, ...unbearable });
    return undefined;
  }
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  for (const error of [...document.errors, ...document.warnings].slice(0, MAX_YAML_PROBLEMS)) {
    found.push({
      file,
      line: lineOfOffset(lines, error.pos[0]),
      problem: `this is not valid YAML: ${plainYaml(error.message)}`,
      remedy: yamlRemedy(error.code),
    });
  }
  if (found.length === 0)
    checkNodes(document, (offset, problem, remedy) => found.push({ file, line: lineOfOffset(lines, offset), problem, remedy }));
  if (found.length > 0) {
    problems.push(...found.slice(0, MAX_PROBLEMS_PER_FILE));
    if (found.length > MAX_PROBLEMS_PER_FILE) problems.push(countRest(file, found.length - MAX_PROBLEMS_PER_FILE));
    return undefined;
  }
  if (document.contents === null) {
    problems.push({ file, line: 1, problem: 'this file is empty', remedy: 'write its list, such as "people: []", or take the file away' });
    return undefined;
  }
  return { raw: document.toJS({ maxAliasCount: 0 }), document };
}

function checkNodes(document: Document, report: (offset: number | undefined, problem: string, remedy: string) => void): void {
  const visit = (node: unknown, depth: number): boolean => {
    // The search before the parsing finds them all; an alias that slipped through could unfold without end.
    if (isAlias(node)) {
      report(node.range?.[0], `"*${node.source}" stands for a value written elsewhere`, 'write the value out');
      return false;
    }
    if (isScalar(node)) {
      if (typeof node.value === 'string') checkText(node.value, (problem, remedy) => report(node.range?.[0], problem, remedy));
      return true;
    }
    if (!isMap(node) && !isSeq(node)) return true;
    if (depth > MAX_DEPTH) {
      report(
        node.range?.[0],
        `this is nested more than ${MAX_DEPTH} levels deep`,
        'compare with the neighbouring records; perhaps a bracket or an indent is wrong',
      );
      return false;
    }
    if (isSeq(node)) return node.items.every((item) => visit(item, depth + 1));
    return node.items.every((pair) => visit(pair.key, depth + 1) && visit(pair.value, depth + 1));
  };
  visit(document.contents, 1);
}

/** What may stand nowhere in a pack, however it was written. */
function checkText(text: string, report: (problem: string, remedy: string) => void): void {
  const hidden = findHidden(text);
  if (hidden) report(`there is a character that cannot be seen (${hidden.codePoint})`, 'take it out');
  const html = findHtml(text);
  if (html !== undefined) report(`"${html}" is HTML`, 'write plain text; Nabi shows every sign as it stands');
  if (text === '<<') report('"<<" copies the values of another record', 'write the values out');
}

function countRest(file: string, count: number): Problem {
  return {
    file,
    line: 1,
    problem: `${count} more things in this file are not as they should be`,
    remedy: 'mend these first, then check again',
  };
}

/** The data without the list entries that issues point into, and where each remaining entry stood. */
function leaveOutBroken(raw: unknown, paths: readonly Path[]): { raw: unknown; positions: Map<string, number[]> } | undefined {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return undefined;
  const broken = new Map<string, Set<number>>();
  for (const [list, index] of paths) {
    // An issue outside a list concerns the whole file; an unknown key beside the lists does no harm to the records.
    if (typeof list === 'string' && typeof index === 'number') broken.set(list, (broken.get(list) ?? new Set()).add(index));
    else if (list !== undefined) return undefined;
  }
  const positions = new Map<string, number[]>();
  const kept: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(raw)) {
    const gone = broken.get(key);
    if (gone === undefined || !Array.isArray(value)) {
      kept[key] = value;
      continue;
    }
    const left = [...value.keys()].filter((index) => !gone.has(index));
    positions.set(key, left);
    kept[key] = left.map((index): unknown => value[index]);
  }
  return { raw: kept, positions };
}

function locate(value: unknown, path: Path, locations: WeakMap<object, Path>, positions?: ReadonlyMap<string, readonly number[]>): void {
  if (typeof value !== 'object' || value === null) return;
  locations.set(value, path);
  const top = path.length === 1 && typeof path[0] === 'string' ? positions?.get(path[0]) : undefined;
  if (Array.isArray(value))
    for (const [index, item] of value.entries()) locate(item, [...path, top?.[index] ?? index], locations, positions);
  else for (const [key, item] of Object.entries(value)) locate(item, [...path, key], locations, positions);
}

function nodeAt(document: Document, path: Path): Node | undefined {
  let node = asNode(document.contents);
  for (const key of path) {
    const next = childOf(node, key);
    if (next === undefined) break;
    node = next;
  }
  return node;
}

function childOf(node: Node | undefined, key: PropertyKey): Node | undefined {
  if (isMap(node)) return asNode(node.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === String(key))?.value);
  if (isSeq(node) && typeof key === 'number') return asNode(node.items[key]);
  return undefined;
}

function asNode(node: unknown): Node | undefined {
  return isMap(node) || isSeq(node) || isScalar(node) ? node : undefined;
}

function keyOffset(document: Document, path: Path): number | undefined {
  const parent = nodeAt(document, path.slice(0, -1));
  if (!isMap(parent)) return parent?.range?.[0];
  const key = parent.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === String(path.at(-1)))?.key;
  return (isScalar(key) ? key.range?.[0] : undefined) ?? parent.range?.[0];
}

function lineOfOffset(lines: LineCounter, offset: number | undefined): number {
  return offset === undefined ? 1 : Math.max(1, lines.linePos(offset).line);
}

function plainYaml(message: string): string {
  return message
    .replace(/\s+/g, ' ')
    .replace(/; please use .*$/, '')
    .replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase());
}

function yamlRemedy(code: string): string {
  switch (code) {
    case 'RESOURCE_EXHAUSTION':
      return 'it is nested far too deep; perhaps a bracket or a dash is repeated';
    case 'DUPLICATE_KEY':
      return 'the same key stands twice in one record; keep one of them';
    case 'TAB_AS_INDENT':
      return 'take the tabs out and indent with two spaces a step';
    case 'BAD_INDENT':
      return 'close the bracket, if one is open above; else indent with spaces and line it up with its neighbours';
    case 'MISSING_CHAR':
    case 'UNEXPECTED_TOKEN':
      return 'close the quotation mark or bracket, and put texts that contain ": " or " #" in quotes';
    case 'MULTIPLE_DOCS':
      return 'take out the line "---"; a file holds one document';
    case 'BLOCK_AS_IMPLICIT_KEY':
    case 'MULTILINE_IMPLICIT_KEY':
      return 'put a text that contains ": " in quotes, and see that every key ends in a colon';
    default:
      return 'compare the line with a neighbouring record; a text with special characters goes in quotes';
  }
}
