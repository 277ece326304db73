/**
 * From the texts of packs to typed records that know the line they stand on. Every problem is data. One broken record
 * does not hide the others: it is left out, its id stays known, and everything else is still checked.
 */
import { z } from 'zod';
import { buildWholeSchema, DEFAULTS, readDates, readLanguage } from './defaults.ts';
import type { Issue } from './explain.ts';
import { type PackFolder, type PackTexts, readPackTexts } from './files.ts';
import { KINDS, type Kind, listKindsIn, listsOf, PACK_FILE_NAMES, type PackFileName, type RecordOf } from './kinds.ts';
import { layOverlay, type ReadOverlay } from './overlay.ts';
import type { Problem } from './problem.ts';
import { beginFile, reportIssues } from './read-file.ts';
import type { PackRecords } from './records.ts';
import { readScene } from './scene.ts';
import { type Translation, TranslationFile } from './translation.ts';
import { YamlFile } from './yaml-file.ts';

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
    const { issues, read } = beginFile(yaml, name, { dateOf, language });
    if (isOutlined(yaml, name, issues)) for (const kind of listKindsIn(name)) lists.set(kind, read(kind));
    reportIssues(yaml, issues, buildWholeSchema(name), problems);
  }
  const translations = new Map(
    [...folder.translations].map(([locale, text]) => [locale, readTranslation(new YamlFile(text, problems), problems)] as const),
  );
  const laid = folder.overlay && layOverlay(folder.overlay, { lists, files, dateOf, language }, problems);
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

/** Whether a file is made of the names of its kinds, so that their records can be looked for; unknown keys do no harm to them. */
function isOutlined({ raw }: YamlFile, name: PackFileName, issues: Issue[]): boolean {
  const kinds = listKindsIn(name);
  if (kinds.some((kind) => KINDS[kind].stands === 'alone')) return true;
  const outline = z.strictObject(Object.fromEntries([DEFAULTS, ...kinds].map((key) => [key, z.unknown()]))).partial();
  const found = outline.safeParse(raw).error?.issues ?? [];
  issues.push(...found);
  return found.every(({ code }) => code === 'unrecognized_keys');
}
