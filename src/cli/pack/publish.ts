/** `nabi pack publish`: makes a folder of packs ready to be shared by git. It uploads nothing. */
import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { checkPacks } from '../../packs/check.ts';
import { describeProblem } from '../../packs/problem.ts';
import { type ReadPack, readPacks } from '../../packs/read.ts';
import { listRecords } from '../../packs/records.ts';
import { fillTemplates } from '../../packs/scaffold.ts';
import { EXIT_PROBLEM } from '../io.ts';
import { FLAG, readWords } from '../words.ts';
import { folderOfPacks, type PackCommand, tell, writeWhole } from './place.ts';

export const packPublish: PackCommand = {
  takes: '[folder]',
  says: 'checks packs, writes the manifest and prints the git commands; uploads nothing',
  help: `  [folder]   the root of the repository: a folder of packs, or one pack. Without it NABI_PACKS, else data/packs
Writes packs.json, and where they are missing README.md and .github/workflows/packs.yml, which checks each pull request.
Example: nabi pack publish my-packs
`,
  run(args, io) {
    const { values, positionals } = readWords(args, { json: FLAG }, 1);
    const folder = resolve(positionals[0] ?? folderOfPacks(io));
    const read = readPacks(folder);
    const problems = checkPacks(read);
    if (problems.length > 0) {
      const said = problems.map(describeProblem).join('\n');
      tell(io, values, { ok: false, problems }, `${said}\nNothing was written: what is shared passes the checker.\n`);
      return EXIT_PROBLEM;
    }
    const files = writeFiles(folder, read.packs);
    const commands = listCommands(folder, read.packs);
    const toShare = commands.map((command) => `  ${command}\n`).join('');
    return tell(io, values, { ok: true, files, commands }, `Written: ${files.join(', ')}\nTo share it, in ${folder}:\n${toShare}`);
  },
};

function writeFiles(folder: string, packs: readonly ReadPack[]): readonly string[] {
  const manifest = packs.flatMap(({ title, translations, hash, list, ...pack }) => {
    if (title === undefined) return [];
    const { id, name, kind, year, language } = title;
    const path = pack.path === folder ? '.' : basename(pack.path);
    const records = listRecords({ title, list, ...pack }).length;
    return [{ id, path, name, kind, year, language, translations: [...translations.keys()].sort(), records, sha256: hash }];
  });
  writeWhole(join(folder, 'packs.json'), `${JSON.stringify({ version: 1, packs: manifest }, null, 2)}\n`);
  const values = {
    rows: manifest.map(({ id, name, year }) => `| ${name} (${year}) | \`${id}\` |`).join('\n'),
    folder: manifest.find(({ path }) => path === '.')?.id ?? 'packs',
  };
  const others = fillTemplates('shared', ['README.md', '.github/workflows/packs.yml'], values).flatMap(([name, text]) => {
    if (existsSync(join(folder, name))) return [];
    writeWhole(join(folder, name), text);
    return [name];
  });
  return ['packs.json', ...others];
}

function listCommands(folder: string, packs: readonly ReadPack[]): readonly string[] {
  const names = packs.map(({ title }) => title?.name ?? '').join(', ');
  return [
    ...(existsSync(join(folder, '.git')) ? [] : ['git init -b main']),
    'git add -A',
    `git commit -m ${JSON.stringify(`Packs: ${names}`).replaceAll('$', '\\$').replaceAll('`', '\\`')}`,
    ...(existsSync(join(folder, '.git')) ? [] : ['git remote add origin <the address of your empty repository>']),
    'git push -u origin main',
  ];
}
