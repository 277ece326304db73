/** A YAML text as plain data that knows on which line each of its values stands. Bounded: what no pack needs is refused. */
import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { explainYaml } from './explain-yaml.ts';
import type { PackText } from './files.ts';
import type { Problem } from './problem.ts';
import { findHidden, findHtml, findUnbearable, MAX_DEPTH } from './yaml-bounds.ts';

export type Path = readonly PropertyKey[];

/** Where the entries that were kept of a list stood, by the list's key at the head of the file. */
export type Positions = ReadonlyMap<string, readonly number[]>;

const MAX_YAML_PROBLEMS = 20;
/** What is wrong with a whole file is seen from its first problems; the rest is counted. */
export const MAX_PROBLEMS_PER_FILE = 50;

/** One YAML file: what it says, and on which line. Whatever is wrong with it goes to the problems it is given. */
export class YamlFile {
  readonly file: string;
  /** What the file says, unchecked; undefined when it is no YAML. */
  readonly raw: unknown;
  readonly #document: Document | undefined;
  readonly #lines = new LineCounter();
  readonly #paths = new WeakMap<object, Path>();

  /** @param problems told what keeps the text from being read as YAML. */
  constructor({ file, text }: PackText, problems: Problem[]) {
    const read = parseYaml(file, text, this.#lines, problems);
    this.file = file;
    this.raw = read?.raw;
    this.#document = read?.document;
  }

  /** Line of the value at a path, or of the nearest thing above it. */
  lineAt(path: Path): number {
    return this.#document ? lineOfOffset(this.#lines, nodeAt(this.#document, path)?.range?.[0]) : 1;
  }

  /** Line of a key's own name. */
  lineOfKey(path: Path): number {
    return this.#document ? lineOfOffset(this.#lines, keyOffset(this.#document, path)) : 1;
  }

  /** What is wrong with the value at a path. */
  problemAt(path: Path, problem: string, remedy: string): Problem {
    return { file: this.file, line: this.lineAt(path), problem, remedy };
  }

  /** What is wrong with a key's own name. */
  problemAtKey(path: Path, problem: string, remedy: string): Problem {
    return { file: this.file, line: this.lineOfKey(path), problem, remedy };
  }

  /** Where in the file a value stands that was located; the head of the file for any other. */
  pathOf(value: object): Path {
    return this.#paths.get(value) ?? [];
  }

  /** Whether a value stands in this file. */
  knows(value: object): boolean {
    return this.#paths.has(value);
  }

  /** Remembers where a value, made from what stands at a path, and all that is in it stand. */
  locate(value: unknown, path: Path, positions?: Positions): void {
    if (typeof value !== 'object' || value === null) return;
    this.#paths.set(value, path);
    const kept = path.length === 1 ? positions?.get(String(path[0])) : undefined;
    if (Array.isArray(value)) for (const [index, item] of value.entries()) this.locate(item, [...path, kept?.[index] ?? index], positions);
    else for (const [key, item] of Object.entries(value)) this.locate(item, [...path, key], positions);
  }
}

/** The YAML of a text as plain data, or undefined with the problems told. */
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
  const stumbles = [...document.errors, ...document.warnings].map(({ code, message, pos }) => ({
    ...{ code, message },
    line: lineOfOffset(lines, pos[0]),
  }));
  // Behind the first the parser has lost its way; a key that stands twice does not lead it astray.
  const first = stumbles.toSorted((a, b) => a.line - b.line)[0];
  const told = stumbles.filter((one) => one === first || one.code === 'DUPLICATE_KEY').slice(0, MAX_YAML_PROBLEMS);
  found.push(...told.map((one) => ({ file, ...explainYaml(text, one) })));
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
      // "The #1 ferry": nobody begins a comment so, and the text would silently end before it.
      const [behind] = /^\d[^\n]{0,20}/.exec(node.comment ?? '') ?? [];
      if (behind !== undefined && node.type === 'PLAIN' && typeof node.value === 'string')
        report(node.range?.[0], `"#${behind}" begins a comment, so the text ends before it`, 'put the text in quotes');
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

/** What is said in place of the problems of a file beyond the bound. */
export function countRest(file: string, count: number): Problem {
  return {
    file,
    line: 1,
    problem: `${count} more things in this file are not as they should be`,
    remedy: 'mend these first, then check again',
  };
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
