/** `nabi pack new`: a folder with every file of a pack, in order at once. */
import { chmodSync, existsSync, mkdirSync, mkdtempDisposableSync, renameSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Id } from '../../packs/fields.ts';
import { OVERLAYS } from '../../packs/files.ts';
import { makeId } from '../../packs/meant.ts';
import { buildNewOverlay, buildNewPack, type NewPack } from '../../packs/scaffold.ts';
import { LOCALES, languageOf } from '../../packs/translatable.ts';
import { capitalize } from '../../text/text.ts';
import type { CliIo } from '../io.ts';
import { refuse, refuseWords } from '../refusal.ts';
import { FLAG, LOCALE, readChoice, readWhole, readWords, TEXT, textOr } from '../words.ts';
import { folderOfPacks, type PackCommand, tell } from './place.ts';

const SCHEMAS = fileURLToPath(new URL('../../../data/schema', import.meta.url));
const KINDS = ['drama', 'series', 'anime', 'film'] as const;

/** The next command, as it is typed where this one was: in a clone nabi is called by npx. */
const watching = ({ env }: CliIo, pack: string): string =>
  `${env.npm_command === 'exec' ? 'npx nabi' : 'nabi'} pack check ${pack} --watch   says what is wrong while you write\n`;

export const packNew: PackCommand = {
  takes:
    '<id> [--name "The Ferry at Dawn"] [--kind drama] [--year 2024] [--episodes 16] [--language en-US] [--original ko] [--in folder]   or   <id> --overlay "Moonlit Library"',
  says: 'a folder with every file of a pack, which passes the checker at once',
  help: `  <id>         lower-case words joined by hyphens; it never changes, because saved settings point to it
  --kind       ${KINDS.join(', ')}
  --language   what you write in; --original: the language of the work (ja for an anime)
  --in         where it is made; without it the folder of packs (NABI_PACKS, else data/packs)
  --overlay    makes no pack but what your community lays over the one of this id: names, lines and questions of its own
Example: nabi pack new the-ferry-at-dawn --name "The Ferry at Dawn" --year 2024 --episodes 8
`,
  run(args, io) {
    const about = { kind: textOr('drama'), name: TEXT, year: TEXT, episodes: TEXT, language: LOCALE, original: TEXT };
    const { values, positionals } = readWords(args, { ...about, in: TEXT, overlay: TEXT, json: FLAG }, 1);
    const [id = ''] = positionals;
    if (!Id.safeParse(id).success) {
      const example = makeId(id) ?? 'the-ferry-at-dawn';
      refuseWords(
        `Name the new pack by an id: lower-case words joined by hyphens, such as ${example}. What it is called stands in --name.`,
      );
    }
    if (id === OVERLAYS) refuseWords(`No pack is called “${OVERLAYS}”: in the folder of this name lies what is laid over packs.`);
    const packs = values.in ?? folderOfPacks(io);
    const today = new Date().toISOString().slice(0, 10);
    if (values.overlay !== undefined) {
      if (!existsSync(join(packs, id, 'title.yaml'))) refuse(`There is no pack ${join(packs, id)} for something to be laid over.`);
      if (values.overlay.trim() === '') refuseWords('--overlay says whose words these are, such as “Moonlit Library”.');
      const made = writeFolder(join(packs, OVERLAYS, id), buildNewOverlay({ name: values.overlay.trim(), today }));
      const next = `Each shows by an example what it may say; what you do not need may go.\n${watching(io, id)}`;
      return tell(io, values, { ok: true, ...made }, `${made.folder} is made, with ${made.files.length} files.\n${next}`);
    }
    const kind = readChoice('--kind', values.kind, KINDS);
    const folder = join(packs, id);
    const pack: NewPack = {
      id,
      kind,
      name: values.name ?? id.split('-').map(capitalize).join(' '),
      language: readChoice('--language', values.language, LOCALES),
      originalLanguage: values.original ?? (kind === 'anime' ? 'ja' : 'ko'),
      year: readWhole('--year', values.year, 1900, 2100) ?? new Date().getUTCFullYear(),
      lastEpisode: kind === 'film' ? 1 : (readWhole('--episodes', values.episodes, 1, 500) ?? (kind === 'anime' ? 12 : 16)),
      today,
      schemas: relative(folder, SCHEMAS) || '.',
    };
    const { files } = writeFolder(folder, buildNewPack(pack));
    const isEnglish = languageOf(pack.language) === 'en';
    const questions = isEnglish ? '' : `The questions in questions.yaml are in English: put your own (${pack.language}) in their place.\n`;
    const next = `Begin with sources.yaml and title.yaml, then people.yaml and cast.yaml; each list has an example to copy.\n${questions}${watching(io, values.in === undefined ? id : folder)}`;
    return tell(io, values, { ok: true, folder, files }, `${folder} is made, with ${files.length} files.\n${next}`);
  },
};

/** A stopped command leaves no half folder: it comes into place as a whole, and not where something is. */
function writeFolder(folder: string, texts: ReadonlyMap<string, string>): { readonly folder: string; readonly files: readonly string[] } {
  if (existsSync(folder))
    refuse(`${folder} is there already, and nothing in it was touched. Choose another id, or another place with --in.`);
  mkdirSync(dirname(folder), { recursive: true });
  using making = mkdtempDisposableSync(join(dirname(folder), `.${basename(folder)}-`));
  for (const [name, text] of texts) {
    mkdirSync(dirname(join(making.path, name)), { recursive: true });
    writeFileSync(join(making.path, name), text, { mode: 0o644 });
  }
  chmodSync(making.path, 0o755);
  renameSync(making.path, folder);
  return { folder, files: [...texts.keys()] };
}
