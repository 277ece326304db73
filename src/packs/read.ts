/**
 * From the texts of packs to typed records that know the line they stand on. Every problem is data. One broken record
 * does not hide the others: it is left out, its id stays known, and everything else is still checked.
 */
import { z } from 'zod';
import { buildWholeSchema, completeRecord, DEFAULTS, isRecord, readDates, readDefaults, readLanguage } from './defaults.ts';
import { explainIssue, type Issue } from './explain.ts';
import { type PackFolder, type PackTexts, readPackTexts } from './files.ts';
import { KINDS, type Kind, listKindsIn, listOf, listsOf, PACK_FILE_NAMES, type PackFileName, type RecordOf } from './kinds.ts';
import { layOverlay, type ReadOverlay } from './overlay.ts';
import { gatherProblems, type Problem } from './problem.ts';
import type { PackRecords } from './records.ts';
import { readScene } from './scene.ts';
import { type Translation, TranslationFile } from './translation.ts';
import { countRest, MAX_PROBLEMS_PER_FILE, type Path, type Positions, YamlFile } from './yaml-file.ts';

export interface ReadTranslation {
  readonly yaml: YamlFile;
  /** Undefined when something in it does not stand the schema. */
  readonly value: Translation | undefined;
}

/** A pack: the records that stand their schemas, and the files they come from. */
export interface ReadPack extends PackRecords, Pick<PackFolder, 'path' | 'hash' | 'unreadable'> {
  /** Name of the folder. */
  readonly folder: string;
  /** Absent files have no entry. */
  readonly files: ReadonlyMap<PackFileName, YamlFile>;
  /** By Discord's locale code. */
  readonly translations: ReadonlyMap<string, ReadTranslation>;
  /** The picture of its own, where it has one that may be drawn. */
  readonly scene: string | undefined;
  /** Whether there is one, drawable or not. */
  readonly hasScene: boolean;
  /** What a community lays over it; its records are among those of the pack. */
  readonly overlay: ReadOverlay | undefined;
}

export interface ReadPacks extends Omit<PackTexts, 'folders'> {
  readonly packs: readonly ReadPack[];
}

/** Reads a folder of packs; see `readPackTexts` for what that may be, and for what is laid over them. */
export function readPacks(dir: string, overlays: string | null = null): ReadPacks {
  return parsePacks(readPackTexts(dir, overlays));
}

/** Parses texts that have been read. */
export function parsePacks(texts: PackTexts): ReadPacks {
  const problems: Problem[] = [...texts.problems];
  const packs = texts.folders.map((folder) => parsePack(folder, problems));
  return { packs, problems, notes: texts.notes, hash: texts.hash };
}

function parsePack(folder: PackFolder, problems: Problem[]): ReadPack {
  const unreadable = new Set(folder.unreadable);
  const files = new Map<PackFileName, YamlFile>();
  const lists = new Map<Kind, readonly RecordOf<Kind>[]>();
  for (const name of PACK_FILE_NAMES) {
    const text = folder.texts.get(name);
    if (text === undefined) continue;
    const yaml = new YamlFile(text, problems);
    files.set(name, yaml);
    if (yaml.raw === undefined) unreadable.add(name);
  }
  const dateOf = readDates(files.get('sources')?.raw);
  const language = readLanguage(files.get('title')?.raw);
  for (const [name, yaml] of files) {
    if (yaml.raw === undefined) continue;
    const issues: Issue[] = [];
    const defaults = readDefaults(name, yaml.raw, (found) => issues.push(...found));
    const complete = (kind: Kind, value: unknown) => completeRecord(kind, value, { defaults, dateOf, language });
    if (isOutlined(yaml, name, issues)) for (const kind of listKindsIn(name)) lists.set(kind, readRecords(yaml, kind, complete, issues));
    reportIssues(yaml, issues, buildWholeSchema(name), problems);
  }
  const translations = new Map(
    [...folder.translations].map(([locale, text]) => [locale, readTranslation(new YamlFile(text, problems), problems)] as const),
  );
  const tell = (yaml: YamlFile, issues: readonly Issue[], schema: z.ZodType) => reportIssues(yaml, issues, schema, problems);
  const laid = folder.overlay && layOverlay(folder.overlay, { lists, files, dateOf, language }, readRecords, problems, tell);
  for (const name of folder.overlay?.unreadable ?? []) unreadable.add(name);
  for (const [name, yaml] of laid?.overlay.files ?? []) if (yaml.raw === undefined) unreadable.add(name);
  const list = listsOf(laid?.lists ?? lists);
  const scene = folder.scene === undefined ? undefined : readScene(folder.scene, problems);
  return {
    scene,
    hasScene: folder.scene !== undefined,
    hash: folder.hash,
    overlay: laid?.overlay,
    folder: folder.name,
    path: folder.path,
    files,
    translations,
    unreadable,
    title: list('title')[0],
    list,
  };
}

function readTranslation(yaml: YamlFile, problems: Problem[]): ReadTranslation {
  if (yaml.raw === undefined) return { yaml, value: undefined };
  const { data, error } = TranslationFile.safeParse(yaml.raw);
  reportIssues(yaml, error?.issues ?? [], TranslationFile, problems);
  return { yaml, value: data };
}

function reportIssues(yaml: YamlFile, issues: readonly Issue[], schema: z.ZodType, problems: Problem[]): void {
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

/** Whether a file is made of the names of its kinds, so that their records can be looked for; keys that are not known do no harm to them. */
function isOutlined({ raw }: YamlFile, name: PackFileName, issues: Issue[]): boolean {
  const kinds = listKindsIn(name);
  if (kinds.some((kind) => KINDS[kind].stands === 'alone')) return true;
  const outline = z.strictObject(Object.fromEntries([DEFAULTS, ...kinds].map((key) => [key, z.unknown()]))).partial();
  const found = outline.safeParse(raw).error?.issues ?? [];
  issues.push(...found);
  return found.every(({ code }) => code === 'unrecognized_keys');
}

/** The records of a kind that stand their schema; what is wrong with the others is added to the issues. */
function readRecords(
  yaml: YamlFile,
  kind: Kind,
  complete: (kind: Kind, value: unknown) => unknown,
  issues: Issue[],
  take: (entry: unknown) => boolean = () => true,
): readonly RecordOf<Kind>[] {
  const { stands, schema } = KINDS[kind];
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
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return undefined;
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
