/** Where packs are, what of them is asked for, and files written as a whole or not at all. */
import { randomBytes } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { atEnd } from '../../closing.ts';
import { readPackTexts } from '../../packs/files.ts';
import type { Problem } from '../../packs/problem.ts';
import { parsePacks, type ReadPack } from '../../packs/read.ts';
import { type CliIo, EXIT_DONE } from '../io.ts';
import { refuse, refuseFolder, refuseWords } from '../refusal.ts';

/** One thing that is done to packs. */
export interface PackCommand {
  /** What follows its name, for the list and its own help. */
  readonly takes: string;
  readonly says: string;
  /** More lines of its own help: options, and an example. */
  readonly help: string;
  run(args: readonly string[], io: CliIo): number | Promise<number>;
}

/** The folder that holds the packs. */
export function folderOfPacks(io: Pick<CliIo, 'env'>): string {
  return resolve(io.env.NABI_PACKS?.trim() || './data/packs');
}

/**
 * A pack by its path or, within the folder of packs, its id.
 *
 * @param overlays The folder of what is laid over it; without one the pack is read as its own files have it.
 * @throws Refusal where there is none.
 */
export function readPack(
  io: Pick<CliIo, 'env'>,
  named: string | undefined,
  overlays: (pack: string) => string | null = () => null,
): { readonly pack: ReadPack; readonly problems: readonly Problem[] } {
  if (named === undefined) refuseWords('Name a pack: its folder, or its id.');
  const path = [resolve(named), join(folderOfPacks(io), named)].find((one) => existsSync(join(one, 'title.yaml')));
  if (path === undefined) refuseUnknown(io, named);
  const read = parsePacks(readPackTexts(path, overlays(path)));
  const [pack] = read.packs;
  if (pack === undefined) refuse(`The pack “${named}” cannot be read; “nabi pack check ${named}” says why.`);
  return { pack, problems: read.problems };
}

/** Refuses a name that no pack has, and says which there are. @throws Refusal */
export function refuseUnknown(io: Pick<CliIo, 'env'>, named: string): never {
  const packs = folderOfPacks(io);
  const there = globSync('*/title.yaml', { cwd: packs }).map((file) => dirname(file));
  refuse(
    `There is no pack “${named}”, here or in ${packs}. ${there.length === 0 ? 'That folder has none.' : `Those there are: ${there.sort().join(', ')}.`}`,
  );
}

/** Refuses what is named and is no file. @throws Refusal */
export function requireFile(file: string): void {
  if (!refuseFolder(file)) refuse(`There is no file ${file}.`);
}

/** The text of a table somebody saved. @throws Refusal for what a spreadsheet saves besides, each of which would be read as nonsense. */
export function readTableText(file: string): string {
  requireFile(file);
  const bytes = readFileSync(file);
  // The first bytes of .xlsx, .ods and .numbers, and of .xls.
  if (/^(?:504b0304|d0cf11e0)/.test(bytes.subarray(0, 4).toString('hex')))
    refuse(`${file} is a spreadsheet, and no table of text: save it as CSV (UTF-8) there, and name that file.`);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return refuse(`${file} is not written in UTF-8, so its letters cannot be told apart: save it as CSV (UTF-8).`);
  }
}

/** Writes the one with `--json`, else the other; gives the exit code of what is done. */
export function tell(io: Pick<CliIo, 'stdout'>, { json }: { readonly json: boolean }, value: object, text: string): number {
  io.stdout.write(json ? `${JSON.stringify(value)}\n` : text);
  return EXIT_DONE;
}

/** @throws Refusal where there is such a file and it was not said that it may be replaced. */
export function refuseThere(file: string | undefined, { overwrite }: { readonly overwrite: boolean }): void {
  if (file !== undefined && existsSync(file) && !overwrite)
    refuse(`${file} is there already. Nothing was touched; --overwrite replaces it.`);
}

/** Writes a file beside and puts it in place in one step: whoever stops it leaves what was. */
export function writeWhole(file: string, text: string | Uint8Array): void {
  mkdirSync(dirname(file), { recursive: true });
  const temporary = join(dirname(file), `.${basename(file)}.${randomBytes(4).toString('hex')}`);
  using _leftOver = atEnd(() => rmSync(temporary, { force: true }));
  writeFileSync(temporary, text, { mode: 0o644 });
  renameSync(temporary, file);
}
