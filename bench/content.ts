/** From YAML to content.db, and from there into memory. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { openContent } from '../src/content/store.ts';
import { ensureContentDb } from '../src/packs/build.ts';
import { PACKS, withFolder } from './support/content.ts';
import { formatMs, median, type Part } from './support/figures.ts';

const ROUNDS = 5;

export function benchContent(): Promise<Part> {
  return withFolder(async (folder) => {
    const file = join(folder, 'content.db');
    const built: number[] = [];
    const found: number[] = [];
    const opened: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      rmSync(file, { force: true });
      built.push(time(() => ensureContentDb({ packsDir: PACKS, file })));
      found.push(time(() => ensureContentDb({ packsDir: PACKS, file })));
      opened.push(time(() => openContent(file).close()));
    }
    return {
      title: 'Content, both packs',
      rows: [
        { what: 'check and build content.db, the first time in a process', figure: formatMs(built[0] ?? Number.NaN) },
        { what: 'check and build content.db, again', figure: formatMs(median(built.slice(1))) },
        { what: 'find that nothing changed', figure: formatMs(median(found)) },
        { what: 'open: read every record, build the search index', figure: formatMs(median(opened)) },
      ],
    };
  });
}

/** CPU time in milliseconds. */
function time(act: () => void): number {
  const before = process.cpuUsage();
  act();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
