/** One file of a pack, or of what is laid over one: its records, and what is wrong with it at its lines. */
import { z } from 'zod';
import { completeRecord, type DateOf, DEFAULTS, isRecord, readDefaults } from './defaults.ts';
import { explainIssue, type Issue } from './explain.ts';
import { listOf } from './file-schema.ts';
import { KINDS, type Kind, type PackFileName, type RecordOf } from './kinds.ts';
import { gatherProblems, type Problem } from './problem.ts';
import { SCHEMAS } from './schema.ts';
import { countRest, MAX_PROBLEMS_PER_FILE, type Path, type Positions, type YamlFile } from './yaml-file.ts';

/** Begins with what stands for all records of the file. Its issues are reported at its end. */
export function beginFile(
  yaml: YamlFile,
  name: PackFileName,
  { dateOf, language }: { readonly dateOf: DateOf; readonly language: string },
) {
  const issues: Issue[] = [];
  const defaults = readDefaults(name, yaml.raw, (found) => issues.push(...found));
  const complete = (kind: Kind, value: unknown) => completeRecord(kind, value, { defaults, dateOf, language });
  return {
    issues,
    /** The records of a kind that stand their schema, of the entries of its list that are to be taken. */
    read: (kind: Kind, take: (entry: unknown) => boolean = () => true) => readRecords(yaml, kind, complete, issues, take),
  };
}

/** Tells the issues of a file where they stand, each mistake once. @param schema Of what was meant. */
export function reportIssues(yaml: YamlFile, issues: readonly Issue[], schema: z.ZodType, problems: Problem[]): void {
  const found = gatherProblems();
  const told = issues.map((issue) => explainIssue(issue, schema, yaml.raw));
  const nameKey = (path: Path, key: string): string => [...path, key].map(String).join('\0');
  // A misspelt key is one mistake: that the one it stands for is missing goes without saying.
  const meant = new Set(told.flat().flatMap((one) => (one.meant === undefined ? [] : [nameKey(one.path, one.meant)])));
  // So is what `defaults:` holds in another form than it should.
  const shared = new Set(issues.flatMap(({ path: [head, field] }) => (head === DEFAULTS && field !== undefined ? [String(field)] : [])));
  for (const explanations of told) {
    if (found.kept() >= MAX_PROBLEMS_PER_FILE) break;
    const own = explanations.filter(
      ({ path, missing }) => missing === undefined || !(meant.has(nameKey(path, missing)) || shared.has(missing)),
    );
    for (const { path, key, problem, remedy } of own.slice(0, MAX_PROBLEMS_PER_FILE))
      found.add(key === undefined ? yaml.problemAt(path, problem, remedy) : yaml.problemAtKey([...path, key], problem, remedy));
  }
  problems.push(...found.list());
  if (found.kept() >= MAX_PROBLEMS_PER_FILE) problems.push(countRest(yaml.file, issues.length - found.kept()));
}

/** The records of a kind that stand their schema; what is wrong with the others is added to the issues. */
function readRecords(
  yaml: YamlFile,
  kind: Kind,
  complete: (kind: Kind, value: unknown) => unknown,
  issues: Issue[],
  take: (entry: unknown) => boolean,
): readonly RecordOf<Kind>[] {
  const { stands } = KINDS[kind];
  const schema = SCHEMAS[kind];
  const parse = <Schema extends z.ZodType>(part: Schema, value: unknown, path: Path): z.output<Schema> | undefined => {
    const { data, error } = part.safeParse(value);
    for (const issue of error?.issues ?? []) issues.push({ ...issue, path: [...path, ...issue.path] });
    return data;
  };
  const given: unknown = Object.entries(yaml.raw ?? {}).find(([key]) => key === kind)?.[1];
  const places: readonly (readonly [Path, unknown])[] =
    stands === 'alone'
      ? [[[], yaml.raw]]
      : stands === 'one'
        ? given === undefined
          ? []
          : [[[kind], given]]
        : (parse(listOf(kind, z.unknown()), given, [kind]) ?? []).flatMap((entry, index) => (take(entry) ? [[[kind, index], entry]] : []));
  return places.flatMap(([path, written]) => {
    const value = complete(kind, stands === 'alone' ? withoutDefaults(written) : written);
    const before = issues.length;
    const record = parse(schema, value, path);
    if (record !== undefined) {
      yaml.locate(record, path);
      return [record];
    }
    const kept = stands === 'alone' ? leaveOutBroken(value, issues.slice(before)) : undefined;
    const left = schema.safeParse(kept?.value);
    if (!left.success) return [];
    yaml.locate(left.data, path, kept?.positions);
    return [left.data];
  });
}

function withoutDefaults(written: unknown): unknown {
  if (!isRecord(written)) return written;
  const { [DEFAULTS]: _, ...own } = written;
  return own;
}

/** A record without the entries of its lists that issues point into, and where each remaining entry stood. */
function leaveOutBroken(raw: unknown, issues: readonly Issue[]): { readonly value: unknown; readonly positions: Positions } | undefined {
  if (!isRecord(raw)) return undefined;
  const broken = new Map<string, Set<number>>();
  for (const { path } of issues) {
    const [list, index] = path;
    // An issue outside a list concerns the whole record.
    if (typeof list === 'string' && typeof index === 'number') broken.set(list, (broken.get(list) ?? new Set()).add(index));
    else return undefined;
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
  return { value: kept, positions };
}
