/** `nabi pack check`: `nabi check`, which also mends what it is sure of and looks again while an author writes. */
import { existsSync, readFileSync, watch } from 'node:fs';
import { join } from 'node:path';
import { checkPacks } from '../../packs/check.ts';
import { overlaysFor } from '../../packs/files.ts';
import { mendText } from '../../packs/mend.ts';
import { describeProblem } from '../../packs/problem.ts';
import { readPacks } from '../../packs/read.ts';
import { CHECK_OPTIONS, checkFolder, readFormat } from '../check.ts';
import type { CliIo } from '../io.ts';
import { FLAG, readWords } from '../words.ts';
import { folderOfPacks, type PackCommand, refuseUnknown, writeWhole } from './place.ts';

/** Editors write a file in several steps. */
const SETTLE_MS = 120;

export const packCheck: PackCommand = {
  takes: '[pack or folder] [--fix] [--watch] [--format text|json|github]',
  says: 'what is wrong, and how to mend it',
  help: `  --fix      writes what the checker is sure of: a misspelt key, id or word that can only be one other, a number meant as text
  --watch    looks again at every change, until it is stopped
  --format   github: notes at the lines of a pull request
Example: nabi pack check the-ferry-at-dawn --watch
`,
  async run(args, io) {
    const { values, positionals } = readWords(args, { ...CHECK_OPTIONS, fix: FLAG, watch: FLAG }, 1);
    const format = readFormat(values);
    const folder = findFolder(io, positionals[0]);
    const look = (): number => {
      if (values.fix) mendFolder(folder, format === 'json' ? () => undefined : (text) => io.stdout.write(text));
      return checkFolder(io, folder, format, Date.now());
    };
    const code = look();
    if (!values.watch) return code;
    await watchFolder(folder, () => {
      io.stdout.write('\n');
      look();
    });
    return code;
  },
};

/** A pack by its id, or any folder. */
function findFolder(io: CliIo, named: string | undefined): string {
  const packs = folderOfPacks(io);
  if (named === undefined) return packs;
  return [named, join(packs, named)].find((one) => existsSync(one)) ?? refuseUnknown(io, named);
}

function mendFolder(folder: string, tell: (text: string) => void): void {
  for (const [file, problems] of Map.groupBy(checkPacks(readPacks(folder, overlaysFor(folder))), ({ file }) => file)) {
    if (!existsSync(file) || !/\.yaml$/.test(file)) continue;
    const { text, done } = mendText(readFileSync(file, 'utf8'), problems);
    if (done.length === 0) continue;
    writeWhole(file, text);
    for (const one of done) tell(`mended: ${describeProblem(one)}\n`);
  }
}

/** Until the process is told to stop. */
function watchFolder(folder: string, onChange: () => void): Promise<void> {
  return new Promise((resolve) => {
    let settling: NodeJS.Timeout | undefined;
    const watcher = watch(folder, { recursive: true }, () => {
      clearTimeout(settling);
      settling = setTimeout(onChange, SETTLE_MS);
    });
    process.once('SIGINT', () => {
      watcher.close();
      resolve();
    });
  });
}
