/** What is the same in every test file of a run is made by the first that needs it; the others wait for it and take it over. */
import { chmodSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureContentDb } from '../../src/packs/build.ts';
import { type ReadPacks, readPacks } from '../../src/packs/read.ts';

export const PACKS = fileURLToPath(new URL('../../data/packs/', import.meta.url));

/** Two small ones, for what reads packs or builds content.db of them and does not ask for Nabi's own: those take seconds. */
export const SMALL_PACKS = fileURLToPath(new URL('../fixtures/packs/', import.meta.url));

/** Far above what anything takes that is made here. */
const MADE_WITHIN_MS = 120_000;
const LOOK_EVERY_MS = 50;

let own: string | undefined;

/** A folder for what is made once, gone at the end of this process. Whoever Postgres runs as may enter it. */
function makeFolderOfRun(): string {
  const folder = mkdtempSync(join(tmpdir(), 'nabi-once-'));
  chmodSync(folder, 0o711);
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The folder of this run, which vitest.config.ts makes and takes away; outside of vitest that of this process. */
function folderOfRun(): string {
  const { MADE_ONCE } = process.env;
  if (MADE_ONCE !== undefined) return MADE_ONCE;
  if (own === undefined) {
    own = makeFolderOfRun();
  }
  return own;
}

/**
 * A folder that nobody may change, filled by `make` in the first process of this run that asks for it.
 *
 * @throws what `make` throws; the next to ask tries again.
 */
export function makeOnce(name: string, make: (folder: string) => void): string {
  const made = join(folderOfRun(), name);
  const making = `${made}.making`;
  for (const startedMs = performance.now(); !existsSync(made); ) {
    if (begin(making)) {
      try {
        // It may have got its name between the look and the beginning.
        if (existsSync(made)) break;
        make(making);
        renameSync(making, made);
      } finally {
        rmSync(making, { recursive: true, force: true });
      }
    } else if (performance.now() - startedMs > MADE_WITHIN_MS) {
      throw new Error(`Another process began to make ${name} and did not end.`);
    } else {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LOOK_EVERY_MS);
    }
  }
  return made;
}

function begin(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

let packs: ReadPacks | undefined;

/** data/packs as they are read, once for all files that share a process. */
export function readOwnPacks(): ReadPacks {
  packs ??= readPacks(PACKS);
  return packs;
}

/** The path of content.db as data/packs give it. To be opened or copied, never written. */
export function contentOfPacks(): string {
  return join(
    makeOnce('content', (folder) => void ensureContentDb({ packsDir: PACKS, file: join(folder, 'content.db') })),
    'content.db',
  );
}
