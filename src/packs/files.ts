/**
 * The texts of the packs: which files there are, read within bounds and named by a hash. Nothing here knows what the
 * texts mean. A pack may come from a stranger, so nothing outside the folder is read and nothing without limit.
 */
import { createHash } from 'node:crypto';
import { lstatSync, opendirSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { explainUnknownFile, explainUnknownLocale, fileNames, localeFiles, TRANSLATIONS } from './file-names.ts';
import { PACK_FILE_NAMES, type PackFileName } from './kinds.ts';
import { proposeNearest } from './meant.ts';
import type { Problem } from './problem.ts';
import { isInside, readText, showPath } from './read-text.ts';

export interface PackText {
  /** Path as it is shown: the given folder joined with the file's name. */
  readonly file: string;
  /** Decoded when it is first asked for. */
  readonly text: string;
}

export interface PackFolder {
  readonly name: string;
  readonly path: string;
  readonly texts: ReadonlyMap<PackFileName, PackText>;
  /** The files of `translations/` by Discord's locale code. */
  readonly translations: ReadonlyMap<string, PackText>;
  /** scene.svg, the picture behind its quote card. */
  readonly scene: PackText | undefined;
  /** SHA-256 over names and bytes of its files and of those laid over it, in hexadecimal. */
  readonly hash: string;
  /** What a community lays over the pack; see `overlay.ts`. */
  readonly overlay: OverlayFolder | undefined;
  /** Files that are there but could not be read, or tell nothing; what they would have held is unknown, not absent. */
  readonly unreadable: ReadonlySet<PackFileName>;
}

/** The files of `overlays/<id of a pack>`. */
export interface OverlayFolder extends Omit<PackFolder, 'overlay' | 'translations' | 'scene'> {
  /** overlay.yaml, which says whose it is. */
  readonly head: PackText | undefined;
  /** What the pack is without it. */
  readonly bare: PackFolder;
}

export interface PackTexts {
  readonly folders: readonly PackFolder[];
  readonly problems: readonly Problem[];
  /** What is left unread, and stops nothing: files that desktops and editors leave behind. */
  readonly notes: readonly Problem[];
  /** SHA-256 over names and bytes of all files of the packs, in hexadecimal. */
  readonly hash: string;
}

/** The packs that come with Nabi have 330 kB together. */
const MAX_BYTES_OF_ALL = 32 * 1024 * 1024;
const MAX_PACKS = 200;
/** Entries looked at in one folder; a pack has about ten files and one folder of at most 30 translations. */
const MAX_ENTRIES = 400;
/** Beyond this the rest of a folder's unknown files is only counted. */
const MAX_UNKNOWN_FILES = 20;

/** The folder beside the packs with what a community lays over them; no pack is called so. */
export const OVERLAYS = 'overlays';
const OVERLAY_HEAD = 'overlay.yaml';
/** What a community may add to: whom people look for, and what is said. Facts belong into the pack. */
const OVERLAY_FILES: readonly PackFileName[] = ['sources', 'people', 'cast', 'places', 'quotes', 'questions'];
/** The picture behind the quote card of a title whose `scene` is `own`. */
const SCENE = 'scene.svg';
/** What is probably a file of a pack under a wrong name; anything else is a desktop's or an editor's. */
const UNREVIEWED = /\.unreviewed\.yaml$/;
const MEANT_FOR_US = /\.(ya?ml|json|svg)$|^[^.]+$/i;

/** Texts beside the facts, what a repository of packs has in its root, and what `nabi pack` itself writes. */
const isKnownBesides = (name: string): boolean => /\.md$|^LICENSE|^packs(\.lock)?\.json$/i.test(name);

const ofFile = (file: string, problem: string, remedy: string): Problem => ({ file: showPath(file), line: 1, problem, remedy });

function noteUnreviewed(folder: string, name: string): Problem {
  const remedy = `move what you have checked into ${name.replace('.unreviewed', '')}, then take this file away`;
  return ofFile(join(folder, name), 'nobody has looked through this file yet, so it is not read', remedy);
}

function noteUnread(folder: string, name: string): Problem {
  const problem = `"${showPath(name)}" is no file of a pack, and is not read`;
  return ofFile(join(folder, name), problem, 'take it away, or leave it; it does no harm');
}

const REQUIRED_FILES: readonly PackFileName[] = ['title', 'sources'];

/** What one reading has gathered so far. */
interface PackReading {
  readonly problems: Problem[];
  readonly notes: Problem[];
  hash: ReturnType<typeof createHash>;
  bytesLeft: number;
}

/**
 * Reads the texts of a folder of packs, or of a single pack (a folder with a title.yaml).
 *
 * @param overlays The folder of what is laid over packs (`overlaysFor`); null: each is read as its own files have it.
 *
 * Never throws for what it finds: a missing folder, a file that is too big or a link that leads away is a problem.
 */
export function readPackTexts(dir: string, overlays: string | null = null): PackTexts {
  const reading: PackReading = { problems: [], notes: [], hash: createHash('sha256'), bytesLeft: MAX_BYTES_OF_ALL };
  const folders = choosePackFolders(dir, reading).map((path) => layOver(readFolder(path, reading), overlays, reading));
  noteIdleOverlays(overlays, dir, folders, reading);
  const hash = createHash('sha256').update(folders.map((folder) => `${folder.name} ${folder.hash}`).join('\n'));
  // What stands beside the packs is told anew when it changes.
  hash.update(JSON.stringify(reading.problems));
  return { folders, problems: reading.problems, notes: reading.notes, hash: hash.digest('hex') };
}

function choosePackFolders(dir: string, reading: PackReading): string[] {
  const report = (file: string, problem: string, remedy: string) => reading.problems.push(ofFile(file, problem, remedy));
  const names = listNames(dir, reading);
  if (names === null) {
    if (isThere(dir)) report(dir, 'this is no folder that can be read', `name the folder of the pack, such as ${showPath(dirname(dir))}`);
    else report(dir, 'there is no such folder', 'name the folder that holds the packs (NABI_PACKS, or data/packs)');
    return [];
  }
  if (names.includes('title.yaml')) return [dir];
  const folders: string[] = [];
  for (const name of names) {
    const path = join(dir, name);
    if (!isInside(dir, path)) report(path, 'this link leads out of the folder of packs, or nowhere', 'put the files themselves here');
    else if (name === OVERLAYS && !isThere(join(path, 'title.yaml'))) continue;
    else if (!lstatSync(realpathSync(path)).isDirectory()) {
      if (/\.ya?ml$/i.test(name)) report(path, 'this file belongs to no pack', 'move it into the folder of a title');
      else if (!isKnownBesides(name)) reading.notes.push(noteUnread(dir, name));
    } else if (!/^[a-z0-9-]+$/.test(name)) {
      const remedy = "call it as the title's id: lower-case words joined by hyphens, such as my-drama";
      report(path, 'a folder of this name cannot be a pack', remedy);
    } else folders.push(path);
  }
  if (folders.length === 0 && reading.problems.length === 0)
    report(dir, 'there is no pack in this folder', 'make a folder for the title with title.yaml and sources.yaml in it');
  if (folders.length > MAX_PACKS) report(dir, `there are ${folders.length} packs`, `keep at most ${MAX_PACKS} packs in one folder`);
  return folders.slice(0, MAX_PACKS);
}

function readFolder(path: string, reading: PackReading): PackFolder {
  reading.hash = createHash('sha256');
  const name = basename(realpathSync(path));
  const translations = new Map<string, PackText>();
  let scene: PackText | undefined;
  const { texts, unreadable, entries } = readTexts(path, name, PACK_FILE_NAMES, reading, A_PACK, (entry) => {
    if (entry === TRANSLATIONS && isFolder(path, join(path, entry))) readTranslations(join(path, entry), name, reading, translations);
    else if (entry === SCENE) scene = readOne(path, entry, name, reading);
    else if (UNREVIEWED.test(entry)) reading.notes.push(noteUnreviewed(path, entry));
    else return false;
    return true;
  });
  // Where not everything was listed, nothing is known to be absent.
  if (entries === MAX_ENTRIES) for (const fileName of PACK_FILE_NAMES) if (!texts.has(fileName)) unreadable.add(fileName);
  for (const required of REQUIRED_FILES) {
    if (texts.has(required) || unreadable.has(required)) continue;
    const remedy = `add it; every pack has ${REQUIRED_FILES.map((file) => `${file}.yaml`).join(' and ')}`;
    reading.problems.push(ofFile(join(path, `${required}.yaml`), 'this file is missing', remedy));
  }
  return { name, path, texts, translations, scene, unreadable, overlay: undefined, hash: reading.hash.digest('hex') };
}

/** A pack with what is laid over it, where there is something. */
function layOver(bare: PackFolder, overlays: string | null, reading: PackReading): PackFolder {
  if (overlays === null) return bare;
  const path = join(overlays, bare.name);
  if (!isThere(path) || !isInside(overlays, path)) return bare;
  reading.hash = createHash('sha256').update(bare.hash);
  const label = `${OVERLAYS}/${bare.name}`;
  let head: PackText | undefined;
  const { texts, unreadable } = readTexts(path, label, OVERLAY_FILES, reading, AN_OVERLAY, (entry) => {
    if (entry === OVERLAY_HEAD) head = readOne(path, entry, label, reading);
    return entry === OVERLAY_HEAD;
  });
  if (head === undefined)
    reading.problems.push(ofFile(join(path, OVERLAY_HEAD), 'this file is missing', 'write whose words these are: "name: Moonlit Library"'));
  const hash = reading.hash.digest('hex');
  return { ...bare, hash, overlay: { name: bare.name, path, texts, unreadable, hash, head, bare } };
}

/** Whose files a folder has, and how to mend the name of one that is none of them. */
interface Kept {
  readonly of: string;
  explain(entry: string): string;
}

const A_PACK: Kept = { of: 'a pack', explain: explainUnknownFile };
const AN_OVERLAY: Kept = {
  of: 'an overlay',
  explain: () => `an overlay has ${[OVERLAY_HEAD, ...OVERLAY_FILES.map((name) => `${name}.yaml`)].join(', ')} and .md files`,
};

/** The files of a folder that may be there. @param take Told of every other entry first; false where it is none of its either. */
function readTexts(
  path: string,
  hashedAs: string,
  allowed: readonly PackFileName[],
  reading: PackReading,
  kept: Kept,
  take: (entry: string) => boolean,
) {
  const texts = new Map<PackFileName, PackText>();
  const unreadable = new Set<PackFileName>();
  const entries = listNames(path, reading) ?? [];
  const others = entries.filter((entry) => {
    const fileName = fileNames.get(entry);
    if (fileName === undefined || !allowed.includes(fileName)) return !take(entry);
    const text = readOne(path, entry, hashedAs, reading);
    if (text === undefined) unreadable.add(fileName);
    else texts.set(fileName, text);
    return false;
  });
  passOver(path, others, hashedAs, reading, kept);
  return { texts, unreadable, entries: entries.length };
}

/** An overlay waits where its pack is not there. */
function noteIdleOverlays(overlays: string | null, dir: string, folders: readonly PackFolder[], reading: PackReading): void {
  if (overlays === null || overlays !== join(dir, OVERLAYS) || !isThere(overlays)) return;
  for (const name of listNames(overlays, reading) ?? []) {
    if (folders.some((folder) => folder.name === name) || isKnownBesides(name)) continue;
    const problem = `there is no pack "${showPath(name)}" for this to be laid over`;
    const known = folders.map((folder) => folder.name);
    const remedy = proposeNearest(name.slice(0, 100), known, 'call the folder by the id of a pack beside it');
    reading.notes.push(ofFile(join(overlays, name), problem, remedy));
  }
}

/** The folder of what is laid over packs: within a folder of packs, beside a single one. */
export function overlaysFor(dir: string): string {
  return join(isThere(join(dir, 'title.yaml')) ? dirname(resolve(dir)) : dir, OVERLAYS);
}

/** Also where a link leads nowhere; nothing lies within a file, nor where nobody may look. */
function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}

function readTranslations(path: string, pack: string, reading: PackReading, translations: Map<string, PackText>): void {
  const label = `${pack}/${TRANSLATIONS}`;
  const others = (listNames(path, reading) ?? []).filter((entry) => {
    const locale = localeFiles.get(entry);
    const text = locale === undefined ? undefined : readOne(path, entry, label, reading);
    if (locale !== undefined && text !== undefined) translations.set(locale, text);
    return locale === undefined;
  });
  passOver(path, others, label, reading, { of: 'a pack', explain: explainUnknownLocale });
}

/** The text of a file, counted into the hash; undefined with the problem told when it cannot be read. */
function readOne(folder: string, entry: string, hashedAs: string, reading: PackReading): PackText | undefined {
  const file = join(folder, entry);
  const read = readText(folder, file, reading.bytesLeft);
  if ('problem' in read) {
    reading.problems.push(read);
    reading.hash.update(`${hashedAs}/${entry}\0${read.problem}\0`);
    return undefined;
  }
  reading.bytesLeft -= read.length;
  reading.hash.update(`${hashedAs}/${entry}\0${read.length}\0`).update(read);
  // Most starts find nothing changed, and need no text.
  let text: string | undefined;
  return {
    file,
    get text() {
      text ??= new TextDecoder('utf-8').decode(read);
      return text;
    },
  };
}

/** What is none of a folder's files: a problem where it was probably meant to be one, else noted. */
function passOver(folder: string, entries: readonly string[], hashedAs: string, reading: PackReading, { of, explain }: Kept): void {
  const strangers = entries.filter((entry) => !isKnownBesides(entry));
  for (const entry of strangers) if (!MEANT_FOR_US.test(entry)) reading.notes.push(noteUnread(folder, entry));
  const unknown = strangers.filter((entry) => MEANT_FOR_US.test(entry));
  for (const entry of unknown) reading.hash.update(`${hashedAs}/${entry}\0`);
  for (const entry of unknown.slice(0, MAX_UNKNOWN_FILES)) {
    reading.problems.push(ofFile(join(folder, entry), `"${showPath(entry)}" is no file of ${of}`, explain(entry)));
  }
  const rest = unknown.length - MAX_UNKNOWN_FILES;
  if (rest > 0) reading.problems.push(ofFile(folder, `${rest} more files here are no files of ${of}`, 'take them away'));
}

function isFolder(parent: string, path: string): boolean {
  return isInside(parent, path) && lstatSync(realpathSync(path)).isDirectory();
}

/** Names in a fixed order, without those that begin with a dot (editors and desktops leave them); null where nothing can be listed. */
function listNames(dir: string, reading: PackReading): string[] | null {
  const names: string[] = [];
  try {
    using folder = opendirSync(dir);
    for (let entry = folder.readSync(); entry !== null; entry = folder.readSync()) {
      if (names.length === MAX_ENTRIES) {
        const problem = `there are more than ${MAX_ENTRIES} files in this folder`;
        reading.problems.push(ofFile(dir, problem, 'take away what belongs to no pack'));
        break;
      }
      if (!entry.name.startsWith('.')) names.push(entry.name);
    }
  } catch {
    return null;
  }
  return names.sort();
}
