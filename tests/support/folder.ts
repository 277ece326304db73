import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder of one test's own, gone once it is over and everything in it was closed. To be called in the test or before each. */
export function makeOwnFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'nabi-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
