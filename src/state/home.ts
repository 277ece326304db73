/** Whether NABI_HOME can be worked in, said before anything is made or opened there. */
import { accessSync, constants, existsSync, readdirSync, type Stats, statfsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { nameUser } from '../env-file.ts';

/** content.db and a WAL that grows need so much; below it the next write may fail. */
const LEAST_FREE_BYTES = 16 * 1024 * 1024;
/** Whatever Nabi opens for writing; copies and what a restore put aside may belong to anybody. */
const OPENED = /^(?:state|content|lock)\.db(?:-wal|-shm|-journal)?$/;

/**
 * The sentence that says why this user cannot work in NABI_HOME, and what to do; null when it can. Changes nothing.
 *
 * @param access Throws as `accessSync` does for what may not be done.
 */
export function findHomeProblem(home: string, access = accessSync): string | null {
  const folder = resolve(home);
  const blocked = findBlock(folder, access);
  if (blocked?.kind === 'file') return `NABI_HOME cannot be ${folder}: ${blocked.path} is a file and no folder. Set it to a folder.`;
  if (blocked?.kind === 'read-only')
    return `NABI_HOME cannot be ${folder}: nothing can be written at ${blocked.path}, which is mounted read-only. Mount it so that it can be written, or set NABI_HOME to another folder.`;
  const give = existsSync(folder)
    ? `Give it to the user Nabi runs as (chown -R ${nameUser()} ${folder})`
    : `As root, make it for the user Nabi runs as (install -d -o ${nameUser()} ${folder})`;
  const remedy = `${give}, or set NABI_HOME to another folder.`;
  if (blocked !== null)
    return `${nameUser()} may not write in NABI_HOME, ${folder}: ${blocked.path} belongs to ${blocked.owner}. ${remedy}`;
  if (!existsSync(folder)) return null;
  const foreign = readdirSync(folder).find(
    (name) => OPENED.test(name) && whyNotWritten(join(folder, name), access, constants.R_OK) !== null,
  );
  if (foreign === undefined) return null;
  return `${nameUser()} may not write ${join(folder, foreign)}, which belongs to ${ownerOf(statOf(join(folder, foreign)))}. ${remedy}`;
}

/** Why this user cannot make or write a file in a folder that may not be there yet, as the end of a sentence; null when it can. */
export function findWriteProblem(folder: string): string | null {
  const blocked = findBlock(resolve(folder));
  if (blocked === null) return null;
  if (blocked.kind === 'forbidden') return `${blocked.path} belongs to ${blocked.owner}, and ${nameUser()} may not write there`;
  return blocked.kind === 'file' ? `${blocked.path} is a file` : `${blocked.path} is mounted read-only`;
}

type Obstacle =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'read-only'; readonly path: string }
  | { readonly kind: 'forbidden'; readonly path: string; readonly owner: string };

/** What stands in the way of writing in a folder, or of making it. */
function findBlock(folder: string, access = accessSync): Obstacle | null {
  const { path, stats } = nearestAbove(folder);
  if (!stats.isDirectory()) return { kind: 'file', path };
  const code = whyNotWritten(path, access);
  if (code === 'EROFS') return { kind: 'read-only', path };
  return code === null ? null : { kind: 'forbidden', path, owner: ownerOf(stats) };
}

/** Bytes this user may still write where the folder is or would be; null where nobody can tell. */
export function readFreeBytes(home: string): number | null {
  try {
    const { bavail, bsize } = statfsSync(nearestAbove(resolve(home)).path);
    return bavail * bsize;
  } catch {
    return null;
  }
}

/** statfs(2): file systems over a network or between a machine and its host, which may not lock files. */
const NETWORK_TYPES: Readonly<Record<number, string>> = {
  26985: 'NFS', // 0x6969
  20859: 'SMB', // 0x517b
  4283649346: 'CIFS', // 0xff534d42
  4266872130: 'SMB', // 0xfe534d42
  16914839: '9P', // 0x01021997
  12805120: 'Ceph', // 0x00c36400
  1397113167: 'AFS', // 0x5346414f
};

/** The network file system a folder lies on, or would; null for a disk of this machine, and where nobody can tell. */
export function findNetworkFileSystem(folder: string): string | null {
  try {
    return nameNetworkFileSystem(statfsSync(nearestAbove(resolve(folder)).path).type);
  } catch {
    return null;
  }
}

/** @param type As statfs(2) gives it; 32 bits, which may come with a sign. */
export function nameNetworkFileSystem(type: number): string | null {
  return NETWORK_TYPES[type < 0 ? type + 2 ** 32 : type] ?? null;
}

/** The sentence for a disk on which the next write may fail; null when there is room. */
export function findDiskProblem(home: string, freeBytes: number | null = readFreeBytes(home)): string | null {
  if (freeBytes === null || freeBytes >= LEAST_FREE_BYTES) return null;
  return `The disk of NABI_HOME, ${resolve(home)}, has ${Math.floor(freeBytes / 1024)} kB free, and Nabi needs ${LEAST_FREE_BYTES / 1024 / 1024} MB. Make room.`;
}

/** Whose folder it is when root looks: what root makes there, the bot's own user cannot write. Null when it is nobody else's. */
export function findOtherOwner(home: string): string | null {
  const there = statOf(resolve(home));
  return there === null || process.getuid?.() !== 0 || there.uid === 0 ? null : ownerOf(there);
}

function statOf(path: string): Stats | null {
  try {
    return statSync(path, { throwIfNoEntry: false }) ?? null;
  } catch {
    // The folder above cannot be looked into; whoever asks about that one learns so.
    return null;
  }
}

function nearestAbove(path: string): { readonly path: string; readonly stats: Stats } {
  for (let at = path; ; at = dirname(at)) {
    if (existsSync(at)) return { path: at, stats: statSync(at) };
  }
}

/** The system's code for it, such as EACCES; null where it may be written. */
function whyNotWritten(path: string, access: typeof accessSync, also: number = constants.X_OK): string | null {
  try {
    access(path, constants.W_OK | also);
    return null;
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  }
}

function ownerOf(stats: Stats | null): string {
  if (stats === null) return 'another user';
  if (stats.uid === process.getuid?.()) return `${nameUser()}, without the right to write`;
  return stats.uid === 0 ? 'root' : `another user (number ${stats.uid})`;
}
