import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openContent } from '../../src/content/store.ts';
import type { Content } from '../../src/content/types.ts';
import { ensureContentDb } from '../../src/packs/build.ts';

export const PACKS = fileURLToPath(new URL('../../data/packs/', import.meta.url));

/** Gives a folder that is there only until `use` is done. */
export async function withFolder<Result>(use: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'nabi-bench-'));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The content of data/packs, built for the occasion. */
export function withContent<Result>(use: (content: Content) => Promise<Result>): Promise<Result> {
  return withFolder(async (folder) => {
    const content = openContent(ensureContentDb({ packsDir: PACKS, file: join(folder, 'content.db') }).file);
    try {
      return await use(content);
    } finally {
      content.close();
    }
  });
}
