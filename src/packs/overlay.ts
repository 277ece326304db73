/**
 * What a community lays over a pack without a copy of it: names of its own for who is there, lines and questions of its own, lines it does
 * not want to see. It adds and withholds; what the pack says stays as it is. Whose it is stands beside its sources.
 */
import { z } from 'zod';
import { type DateOf, isRecord, listEntries, listIds, readDates } from './defaults.ts';
import type { Issue } from './explain.ts';
import { Id, Line, QuestionText, Spelling } from './fields.ts';
import { buildFileSchema, schemaOf } from './file-schema.ts';
import type { OverlayFolder } from './files.ts';
import { KINDS, type Kind, listKindsIn, type PackFileName, type RecordOf } from './kinds.ts';
import { proposeNearest } from './meant.ts';
import type { Problem } from './problem.ts';
import { beginFile, reportIssues } from './read-file.ts';
import { type Path, YamlFile } from './yaml-file.ts';

/** Of a publisher. */
const MOST_LETTERS = 200;

/** overlay.yaml. */
const OverlayHead = z.strictObject({ name: Line.max(60).describe('Whose words these are: such as Moonlit Library.') });

const MOST = 100;
const names = z.array(Spelling).max(MOST);

/** What may be said of a record that the pack has: more names for somebody, more questions beside a line, or that it stays out. */
const PATCHES = {
  people: z.strictObject({ id: Id, spellings: names.optional(), nicknames: names.optional() }),
  cast: z.strictObject({ id: Id, spellings: names.optional(), nicknames: names.optional() }),
  quotes: z.strictObject({
    id: Id,
    never_post: z.literal(true).optional(),
    themes: z.array(Id).max(MOST).optional(),
    questions: z.array(QuestionText).max(MOST).optional(),
  }),
} satisfies { readonly [K in Kind]?: z.ZodType };

type Patched = keyof typeof PATCHES;

/** An overlay as far as it could be read, and what it comes to. */
export interface ReadOverlay {
  readonly path: string;
  /** Whose it is. */
  readonly name: string;
  readonly files: ReadonlyMap<PackFileName, YamlFile>;
  /** What it does, in numbers. */
  readonly counts: { readonly added: number; readonly named: number; readonly withheld: number };
}

interface Under {
  readonly lists: ReadonlyMap<Kind, readonly RecordOf<Kind>[]>;
  readonly dateOf: DateOf;
  readonly language: string;
  readonly files: ReadonlyMap<PackFileName, YamlFile>;
}

/** A pack as far as its files go. */
interface InFiles {
  readonly files: ReadonlyMap<PackFileName, YamlFile>;
  readonly overlay: ReadOverlay | undefined;
}

/** The file of a pack, or of what is laid over it, that a record stands in. */
export function fileOf({ files, overlay }: InFiles, record: object): YamlFile | undefined {
  const knows = (file: YamlFile) => file.knows(record);
  return overlay?.files.values().find(knows) ?? files.values().find(knows);
}

/** What a file of a pack says, and that of what is laid over it: unchecked. */
export function rawOf({ files, overlay }: InFiles, name: PackFileName): readonly unknown[] {
  return [files.get(name)?.raw, overlay?.files.get(name)?.raw];
}

/** The records of a pack with an overlay laid over them. */
export function layOverlay(folder: OverlayFolder, under: Under, problems: Problem[]) {
  const name = readName(folder, problems);
  const files = new Map<PackFileName, YamlFile>();
  for (const [file, text] of folder.texts) files.set(file, new YamlFile(text, problems));
  const own = readDates(files.get('sources')?.raw);
  const dateOf: DateOf = (sources) =>
    [under.dateOf(sources), own(sources)]
      .filter((date) => date !== undefined)
      .sort()
      .at(-1);
  const lists = new Map(under.lists);
  const counts = { added: 0, named: 0, withheld: 0 };
  for (const [file, yaml] of files) {
    if (yaml.raw === undefined) continue;
    const { issues, read } = beginFile(yaml, file, { dateOf, language: under.language });
    for (const kind of listKindsIn(file)) {
      const known = new Set(listIds(under.files.get(KINDS[kind].file)?.raw, kind));
      const mine = lists.get(kind) ?? [];
      const added = read(kind, (entry) => !isKnown(entry, known) && !isMistaken(kind, entry));
      const { patched, withheld } = readPatches(yaml, kind, { known, mine }, problems);
      const signed = kind === 'sources' ? added.map((source) => sign(source, name)) : added;
      for (const [index, record] of signed.entries()) {
        const before = added[index];
        if (before !== undefined && before !== record) yaml.locate(record, yaml.pathOf(before));
      }
      counts.added += added.length;
      counts.named += patched.size - withheld.size;
      counts.withheld += withheld.size;
      // As if the pack did not have it: who looks for it is not told of something hidden.
      const kept = mine.filter((record) => !withheld.has(record.id));
      lists.set(kind, [...kept.map((record) => patched.get(record.id) ?? record), ...signed]);
    }
    reportIssues(yaml, issues, buildFileSchema(file), problems);
  }
  return { lists, overlay: { path: folder.path, name, files, counts } };
}

/** What the overlay says of records that the pack has. */
function readPatches(
  yaml: YamlFile,
  kind: Kind,
  { known, mine }: { readonly known: ReadonlySet<string>; readonly mine: readonly RecordOf<Kind>[] },
  problems: Problem[],
) {
  const patched = new Map<string, RecordOf<Kind>>();
  const withheld = new Set<string>();
  for (const [index, entry] of listEntries(yaml.raw, kind).entries()) {
    const path: Path = [kind, index];
    if (!isKnown(entry, known)) {
      if (isMistaken(kind, entry)) problems.push(explainMistaken(yaml, path, entry, known));
    } else if (!isPatched(kind)) problems.push(refuseChange(yaml, path));
    else {
      const { data, error } = PATCHES[kind].safeParse(entry);
      if (error !== undefined) problems.push(...explainPatch(yaml, path, kind, error.issues, problems));
      const before = data === undefined ? undefined : mine.find((record) => record.id === data.id);
      if (data === undefined || before === undefined) continue;
      if ('never_post' in data) withheld.add(data.id);
      const record = patch(before, data);
      yaml.locate(record, path);
      patched.set(data.id, record);
    }
  }
  return { patched, withheld };
}

/** Whether the pack has a record of this id. */
function isKnown(entry: unknown, known: ReadonlySet<string>): boolean {
  return isRecord(entry) && typeof entry.id === 'string' && known.has(entry.id);
}

/** Whether it has nothing but an id and what records of the pack may be given: where the pack has none of that id, another was meant. */
function isMistaken(kind: Kind, entry: unknown): boolean {
  return isPatched(kind) && PATCHES[kind].safeParse(entry).success;
}

function readName({ head, path }: OverlayFolder, problems: Problem[]): string {
  if (head === undefined) return path;
  const yaml = new YamlFile(head, problems);
  if (yaml.raw === undefined) return path;
  const { data, error } = OverlayHead.safeParse(yaml.raw);
  reportIssues(yaml, error?.issues ?? [], OverlayHead, problems);
  return data?.name ?? path;
}

function isPatched(kind: Kind): kind is Patched {
  return Object.hasOwn(PATCHES, kind);
}

function refuseChange(yaml: YamlFile, path: Path): Problem {
  const problem = 'the pack has a record of this id, and an overlay changes none of them';
  return yaml.problemAt(path, problem, 'give it an id of its own, or tell whoever writes the pack');
}

function explainMistaken(yaml: YamlFile, path: Path, entry: unknown, known: ReadonlySet<string>): Problem {
  const id = isRecord(entry) ? String(entry.id) : '';
  const remedy = proposeNearest(id, known, 'mend the id; something new is written in full, as in a pack');
  return yaml.problemAt([...path, 'id'], `there is no record "${id}" in the pack`, remedy);
}

/** A field that is not one of the few is told as what it is: a change of the pack. */
function explainPatch(yaml: YamlFile, path: Path, kind: Patched, issues: readonly Issue[], problems: Problem[]): readonly Problem[] {
  const foreign = issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? issue.keys : []));
  const rest = issues.filter((issue) => issue.code !== 'unrecognized_keys').map((issue) => ({ ...issue, path: [...path, ...issue.path] }));
  reportIssues(yaml, rest, schemaOf(kind), problems);
  const allowed = Object.keys(PATCHES[kind].shape).filter((field) => field !== 'id');
  const remedy = `an overlay may give it ${allowed.join(', ')}; for something new choose an id of its own`;
  return foreign.map((key) => yaml.problemAtKey([...path, key], `"${key}" would change what the pack says of this record`, remedy));
}

/** A record with more in its lists; the rest is as it was. */
function patch<Record extends RecordOf<Kind>>(before: Record, given: Readonly<{ [field: string]: unknown }>): Record {
  const more = Object.entries(given).flatMap(([field, value]): readonly (readonly [string, unknown])[] => {
    if (field === 'id' || value === undefined) return [];
    const was: unknown = new Map<string, unknown>(Object.entries(before)).get(field);
    return [[field, Array.isArray(value) && Array.isArray(was) ? [...new Set([...was, ...value])] : value]];
  });
  return { ...before, ...Object.fromEntries(more) };
}

/** A source with whose it is beside its publisher, where it is shown. */
function sign<Record extends RecordOf<Kind>>(source: Record, name: string): Record {
  return 'publisher' in source ? { ...source, publisher: `${source.publisher} (${name})`.slice(0, MOST_LETTERS) } : source;
}
