/** Files that are written beside, under `<name>.<anything>.tmp`, and take their name once they are whole and on the disk. */
import { closeSync, fsyncSync, openSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { atEnd } from './closing.ts';

/** A killed process leaves its half; one that still writes is never this old. */
const LEFT_OVER_AFTER_MS = 60 * 60_000;

/** Makes a file, or a folder's names, reach the disk. */
export function syncPath(path: string): void {
  const descriptor = openSync(path, 'r');
  using _closed = atEnd(() => closeSync(descriptor));
  fsyncSync(descriptor);
}

/** Gives a file that is on the disk its name, in one step: a reader sees the old one or the new one, also after a power cut. */
export function putInPlace(temporary: string, target: string): void {
  renameSync(temporary, target);
  syncPath(dirname(target));
}

/** Takes away the halves of `target` that processes have left beside it, an hour after they were last written to. */
export function removeLeftOvers(target: string): void {
  const folder = dirname(target);
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(`${basename(target)}.`) || !name.endsWith('.tmp')) continue;
    const path = join(folder, name);
    const ageMs = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (ageMs > LEFT_OVER_AFTER_MS) rmSync(path, { force: true });
  }
}
