/**
 * The texts of the packs: which files there are, read within bounds and named by a hash. Nothing here knows what the
 * texts mean. A pack may come from a stranger, so nothing outside the folder is read and nothing without limit.
 */
import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { basename, join, sep } from 'node:path';
import { nearest } from './nearest.ts';
import type { PackFileName } from './schema.ts';

/** Something wrong in a pack, as data: where, what, and how to mend it. */
export interface Problem {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  readonly problem: string;
  readonly remedy: string;
}

export interface PackText {
  /** Path as it is shown: the given folder joined with the file's name. */
  readonly file: string;
  readonly text: string;
}

export interface PackFolder {
  readonly name: string;
  readonly path: string;
  readonly texts: ReadonlyMap<PackFileName, PackText>;
  /** Files that are there but could not be read; what they would have held is unknown, not absent. */
  readonly unreadable: ReadonlySet<PackFileName>;
}

export interface PackTexts {
  readonly folders: readonly PackFolder[];
  readonly problems: readonly Problem[];
  /** SHA-256 over names and bytes of all files of the packs, in hexadecimal. */
  readonly hash: string;
}

const MAX_FILE_BYTES = 2 * 1024 * 1024;
const MAX_PACKS = 500;

export const REQUIRED_FILES: readonly PackFileName[] = ['title', 'sources'];

const NAMES = [
  'title',
  'sources',
  'people',
  'cast',
  'awards',
  'episodes',
  'music',
  'seasons',
  'quotes',
  'conflicts',
] as const satisfies readonly PackFileName[];
const fileNames = new Map<string, PackFileName>(NAMES.map((name) => [`${name}.yaml`, name]));
const allowedFiles = [...fileNames.keys()].join(', ');

/**
 * Reads the texts of a folder of packs, or of a single pack (a folder with a title.yaml).
 * Never throws for what it finds: a missing folder, a file that is too big or a link that leads away is a problem.
 */
export function readPackTexts(dir: string): PackTexts {
  const problems: Problem[] = [];
  const hash = createHash('sha256');
  const folders: PackFolder[] = [];
  for (const path of choosePackFolders(dir, problems)) folders.push(readFolder(path, problems, hash));
  return { folders, problems, hash: hash.digest('hex') };
}

function choosePackFolders(dir: string, problems: Problem[]): string[] {
  const names = listNames(dir);
  if (names === null) {
    problems.push({
      file: dir,
      line: 1,
      problem: 'there is no such folder',
      remedy: 'name the folder that holds the packs (NABI_PACKS, or data/packs)',
    });
    return [];
  }
  if (names.includes('title.yaml')) return [dir];
  const folders: string[] = [];
  for (const name of names) {
    const path = join(dir, name);
    if (!isInside(dir, path)) {
      problems.push({
        file: path,
        line: 1,
        problem: 'this link leads out of the folder of packs, or nowhere',
        remedy: 'put the files themselves here',
      });
    } else if (lstatSync(realpathSync(path)).isDirectory()) {
      folders.push(path);
    } else if (!name.endsWith('.md')) {
      problems.push({
        file: path,
        line: 1,
        problem: 'this file belongs to no pack',
        remedy: 'move it into the folder of a title; beside the packs only .md files may stand',
      });
    }
  }
  if (folders.length === 0 && problems.length === 0) {
    problems.push({
      file: dir,
      line: 1,
      problem: 'there is no pack in this folder',
      remedy: 'make a folder for the title with title.yaml and sources.yaml in it',
    });
  }
  if (folders.length > MAX_PACKS) {
    problems.push({
      file: dir,
      line: 1,
      problem: `there are ${folders.length} packs`,
      remedy: `keep at most ${MAX_PACKS} packs in one folder`,
    });
  }
  return folders.slice(0, MAX_PACKS);
}

function readFolder(path: string, problems: Problem[], hash: ReturnType<typeof createHash>): PackFolder {
  const texts = new Map<PackFileName, PackText>();
  const unreadable = new Set<PackFileName>();
  const name = basename(realpathSync(path));
  for (const entry of listNames(path) ?? []) {
    const file = join(path, entry);
    const fileName = fileNames.get(entry);
    if (fileName === undefined) {
      if (entry.endsWith('.md')) continue;
      hash.update(`${name}/${entry}\0`);
      problems.push({ file, line: 1, problem: `"${entry}" is no file of a pack`, remedy: explainUnknownFile(entry) });
      continue;
    }
    const read = readText(path, file);
    if ('problem' in read) {
      problems.push(read);
      unreadable.add(fileName);
      hash.update(`${name}/${entry}\0${read.problem}\0`);
      continue;
    }
    texts.set(fileName, { file, text: read.text });
    hash.update(`${name}/${entry}\0${Buffer.byteLength(read.text)}\0${read.text}`);
  }
  for (const required of REQUIRED_FILES) {
    if (texts.has(required) || unreadable.has(required)) continue;
    problems.push({
      file: join(path, `${required}.yaml`),
      line: 1,
      problem: 'this file is missing',
      remedy: `add it; every pack has ${REQUIRED_FILES.map((file) => `${file}.yaml`).join(' and ')}`,
    });
  }
  return { name, path, texts, unreadable };
}

function readText(folder: string, file: string): { text: string } | Problem {
  if (!isInside(folder, file))
    return { file, line: 1, problem: 'this link leads out of the folder of the pack, or nowhere', remedy: 'put the file itself here' };
  let bytes: Buffer;
  try {
    const stat = lstatSync(realpathSync(file));
    if (!stat.isFile()) return { file, line: 1, problem: 'this is not a plain file', remedy: 'put a YAML file here' };
    if (stat.size > MAX_FILE_BYTES) return { file, line: 1, problem: `this file has ${stat.size} bytes`, remedy: 'keep a file under 2 MB' };
    bytes = readFileSync(file);
  } catch (error) {
    return {
      file,
      line: 1,
      problem: `this file cannot be read (${codeOf(error)})`,
      remedy: 'see that it exists and that its permissions let Nabi read it',
    };
  }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { file, line: 1, problem: 'this file is not written in UTF-8', remedy: 'save it as UTF-8' };
  }
}

/** False when following links leads out of the folder, or nowhere. */
function isInside(folder: string, path: string): boolean {
  try {
    return realpathSync(path).startsWith(realpathSync(folder) + sep);
  } catch {
    return false;
  }
}

/** Names in a fixed order, without those that begin with a dot (editors and desktops leave them). */
function listNames(dir: string): string[] | null {
  try {
    return readdirSync(dir)
      .filter((name) => !name.startsWith('.'))
      .sort();
  } catch {
    return null;
  }
}

function explainUnknownFile(entry: string): string {
  const guess = nearest(entry.replace(/\.(yml|json)$/, '.yaml'), [...fileNames.keys()]);
  return guess === undefined ? `a pack has ${allowedFiles} and .md files` : `call it ${guess}; a pack has ${allowedFiles} and .md files`;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown reason';
}
