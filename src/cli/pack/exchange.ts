/** `nabi pack add`, `update` and `remove`: packs of others, shown before they are taken over, and in place as a whole or not at all. */
import { randomBytes } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { atEnd } from '../../closing.ts';
import { checkPacks } from '../../packs/check.ts';
import { areFactsUnchanged, comparePacks, type PackChanges } from '../../packs/compare.ts';
import { OVERLAYS, readPackTexts } from '../../packs/files.ts';
import { describeProblem } from '../../packs/problem.ts';
import { parsePacks, type ReadPack, readPacks } from '../../packs/read.ts';
import { countOf } from '../../text/text.ts';
import { type CliIo, EXIT_DONE, EXIT_PROBLEM } from '../io.ts';
import { Refusal, refuse, refuseWords } from '../refusal.ts';
import { FLAG, readWords, TEXT } from '../words.ts';
import { type Fetched, type Fetching, fetchPacks } from './fetch.ts';
import { type LockedPack, readLock, writeLock } from './lock.ts';
import { folderOfPacks, type PackCommand } from './place.ts';
import { describeUsers, listServersUsing } from './users.ts';

const MOST_TOLD = 20;
/** Packs stand in the root of what was fetched, or in folders of it. */
const DEEPEST = 3;

/** What became of one pack. */
interface Outcome {
  readonly id: string;
  readonly done: 'added' | 'updated' | 'unchanged' | 'removed' | 'shown' | 'refused';
  readonly changes?: PackChanges;
  readonly servers?: readonly string[] | null;
  readonly problems?: readonly string[];
}

const SHOWS = `  --yes        takes it over; without it the changes are only shown
  --overwrite  also where files were changed here by hand
`;

export const packAdd: PackCommand = {
  takes: '<https address or .zip> [--ref branch or tag] [--only id] [--yes] [--overwrite]',
  says: 'takes over packs of others, by git or as a zip',
  help: `${SHOWS}  --only       of several packs there, this one
Nothing of a pack is run: YAML, Markdown and a plain SVG that pass the checker are taken, all else stays behind. packs.lock.json
keeps where it came from.
Example: nabi pack add https://example.org/fans/packs.git --only the-ferry-at-dawn --yes
`,
  run: (args, io) => add(args, io),
};

/** @param fetching Bounds and way of fetching, of which tests have their own. */
export async function add(args: readonly string[], io: CliIo, fetching: Fetching = {}): Promise<number> {
  const { values, positionals } = readWords(args, { ref: TEXT, only: TEXT, yes: FLAG, overwrite: FLAG, json: FLAG }, 1);
  const [address] = positionals;
  if (address === undefined) refuseWords('Name one address of packs, or one .zip file.');
  const packs = folderOfPacks(io);
  using fetched = await fetchPacks(address, values.ref, { ...fetching, tell: (sentence) => io.stderr.write(`${sentence}\n`) });
  const found = stage(fetched.folder).filter(({ folder }) => values.only === undefined || folder === values.only);
  if (found.length === 0)
    refuse(
      values.only === undefined
        ? `There is no pack at ${address}: no folder has a title.yaml.`
        : `There is no pack “${values.only}” at ${address}.`,
    );
  const outcomes = found.map((pack) => {
    const target = join(packs, pack.folder);
    if (existsSync(target) && !values.overwrite && readLock(packs)[pack.folder]?.sha256 !== hashOf(target))
      refuse(`${target} is there already and was not added from elsewhere. Nothing was touched; --overwrite replaces it.`);
    return takeOver(packs, pack, originOf(address, values.ref, fetched), values.yes);
  });
  return report(io, values, outcomes);
}

export const packUpdate: PackCommand = {
  takes: '[id …] [--yes] [--overwrite]',
  says: 'fetches added packs anew, and shows what changes',
  help: `${SHOWS}Example: nabi pack update the-ferry-at-dawn
`,
  run: (args, io) => update(args, io),
};

/** Fetches packs anew, shows what changes, and with `--yes` takes it over. Exit codes as `nabi pack` has them. */
export async function update(args: readonly string[], io: CliIo, fetching: Fetching = {}): Promise<number> {
  const { values, positionals } = readWords(args, { yes: FLAG, overwrite: FLAG, json: FLAG }, Infinity);
  const packs = folderOfPacks(io);
  const locked = readLock(packs);
  const ids = positionals.length > 0 ? positionals : Object.keys(locked);
  const unknown = ids.find((id) => !Object.hasOwn(locked, id));
  if (unknown !== undefined) refuse(`“${unknown}” was not added from elsewhere: packs.lock.json does not have it.`);
  if (ids.length === 0) refuse('No pack was added from elsewhere yet; “nabi pack add <address>” does.');
  const outcomes: Outcome[] = [];
  for (const id of ids) {
    const from = locked[id];
    if (from === undefined) continue;
    try {
      outcomes.push(await updateOne(packs, id, from, values, { ...fetching, tell: (sentence) => io.stderr.write(`${sentence}\n`) }, io));
    } catch (error) {
      // One that cannot be had keeps no other from its news.
      if (!(error instanceof Refusal)) throw error;
      outcomes.push({ id, done: 'refused', problems: [error.message] });
    }
  }
  return report(io, values, outcomes);
}

async function updateOne(
  packs: string,
  id: string,
  from: LockedPack,
  values: { readonly yes: boolean; readonly overwrite: boolean },
  fetching: Fetching,
  io: CliIo,
): Promise<Outcome> {
  const target = join(packs, id);
  if (existsSync(target) && hashOf(target) !== from.sha256 && !values.overwrite)
    refuse(
      `${target} was changed here by hand. Nothing was touched; --overwrite replaces it. What is yours stays if you lay it over the pack: nabi pack new ${id} --overlay.`,
    );
  using fetched = await fetchPacks(from.from, from.ref, fetching);
  const pack = stage(fetched.folder).find(({ folder }) => folder === id);
  if (pack === undefined) refuse(`${from.from} no longer has the pack “${id}”. What is here stays.`);
  const outcome = takeOver(packs, pack, originOf(from.from, from.ref, fetched), values.yes);
  const loses = (outcome.changes?.removed.length ?? 0) > 0;
  return loses ? { ...outcome, servers: await listServersUsing(io, id) } : outcome;
}

export const packRemove: PackCommand = {
  takes: '<id> [--yes]',
  says: 'takes a pack away, after showing which servers use it',
  help: `  --yes   takes it away; without it only says who would notice
Example: nabi pack remove the-ferry-at-dawn --yes
`,
  async run(args, io) {
    const { values, positionals } = readWords(args, { yes: FLAG, json: FLAG }, 1);
    const [id] = positionals;
    if (id === undefined) refuseWords('Name one pack by its id.');
    const packs = folderOfPacks(io);
    const target = join(packs, id);
    if (!/^[a-z0-9-]+$/.test(id) || !existsSync(join(target, 'title.yaml'))) refuse(`There is no pack ${target}.`);
    const servers = await listServersUsing(io, id);
    if (values.yes) {
      const aside = join(packs, `.${id}.${randomBytes(4).toString('hex')}`);
      renameSync(target, aside);
      rmSync(aside, { recursive: true, force: true });
      writeLock(packs, id, null);
    }
    return report(io, values, [{ id, done: values.yes ? 'removed' : 'shown', servers }]);
  },
};

/** The packs of a folder that was fetched, each called by its id. */
function stage(folder: string): readonly ReadPack[] {
  const found = findPacks(folder, 0);
  const staged = join(dirname(folder), 'staged');
  for (const path of found) {
    const [read] = parsePacks(readPackTexts(path)).packs;
    const id = read?.title?.id ?? basename(path);
    const target = join(staged, /^[a-z0-9-]+$/.test(id) ? id : 'unnamed');
    if (existsSync(target)) refuse(`Two packs there have the id “${id}”. Nothing was taken over.`);
    mkdirSync(staged, { recursive: true });
    renameSync(path, target);
  }
  return existsSync(staged) ? readPacks(staged).packs : [];
}

function findPacks(folder: string, depth: number): readonly string[] {
  if (existsSync(join(folder, 'title.yaml'))) return [folder];
  if (depth === DEEPEST) return [];
  const entries = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return entries.flatMap(({ name }) => findPacks(join(folder, name), depth + 1));
}

function originOf(from: string, ref: string | undefined, { commit }: Fetched): Omit<LockedPack, 'sha256'> {
  const on = new Date().toISOString().slice(0, 10);
  return { from, ...(ref === undefined ? {} : { ref }), ...(commit === undefined ? {} : { commit }), on };
}

/** Puts a checked pack in the place of what is there; shows only what would change where it was not asked to. */
function takeOver(packs: string, pack: ReadPack, origin: Omit<LockedPack, 'sha256'>, isWanted: boolean): Outcome {
  const id = pack.folder;
  const problems = checkPacks(readPacks(pack.path));
  if (problems.length > 0)
    return {
      id,
      done: 'refused',
      problems: problems.map((one) => describeProblem({ ...one, file: one.file.slice(pack.path.length + 1) })),
    };
  // What lies over it here goes on without it, and would not be missed before somebody looks.
  const laid = checkPacks(readPacks(pack.path, join(packs, OVERLAYS))).map(
    (one) => `what is laid over it no longer fits: ${describeProblem(one)}`,
  );
  const unfit = laid.length === 0 ? {} : { problems: laid };
  const target = join(packs, id);
  const before = existsSync(target) ? readPacks(target).packs[0] : undefined;
  const changes = comparePacks(before, pack);
  if (before !== undefined && areFactsUnchanged(changes) && before.hash === pack.hash) return { id, done: 'unchanged', changes };
  if (!isWanted) return { id, done: 'shown', changes, ...unfit };
  mkdirSync(packs, { recursive: true });
  // Names that begin with a dot are no packs to a running bot.
  const mark = randomBytes(4).toString('hex');
  const [coming, going] = [join(packs, `.${id}.${mark}.new`), join(packs, `.${id}.${mark}.old`)];
  using _leftOver = atEnd(() => {
    for (const one of [coming, going]) rmSync(one, { recursive: true, force: true });
  });
  cpSync(pack.path, coming, { recursive: true });
  if (before !== undefined) renameSync(target, going);
  try {
    renameSync(coming, target);
  } catch (error) {
    if (before !== undefined) renameSync(going, target);
    throw error;
  }
  writeLock(packs, id, { ...origin, sha256: pack.hash });
  return { id, done: before === undefined ? 'added' : 'updated', changes, ...unfit };
}

function hashOf(folder: string): string | undefined {
  return readPacks(folder).packs[0]?.hash;
}

function report(io: CliIo, { json, yes }: { readonly json: boolean; readonly yes: boolean }, outcomes: readonly Outcome[]): number {
  const isOk = outcomes.every(({ done }) => done !== 'refused');
  if (json) io.stdout.write(`${JSON.stringify({ ok: isOk, packs: outcomes }, null, 2)}\n`);
  else for (const outcome of outcomes) io.stdout.write(describeOutcome(outcome));
  if (!json && !yes && outcomes.some(({ done }) => done === 'shown'))
    io.stdout.write('Nothing was changed. The same command with --yes does it.\n');
  return isOk ? EXIT_DONE : EXIT_PROBLEM;
}

function describeOutcome({ id, done, changes, servers, problems = [] }: Outcome): string {
  const lines = [`${id}: ${done}`];
  lines.push(...listSome(problems, '  '));
  if (changes !== undefined) lines.push(...describeChanges(changes));
  if (servers !== undefined) lines.push(`  ${describeUsers(servers, id)}`);
  return `${lines.join('\n')}\n`;
}

function listSome(items: readonly string[], indent: string): readonly string[] {
  const rest = items.length > MOST_TOLD ? [`… and ${items.length - MOST_TOLD} more`] : [];
  return [...items.slice(0, MOST_TOLD), ...rest].map((item) => `${indent}${item}`);
}

function describeChanges({ added, removed, changed, levels, tones, unasked }: PackChanges): readonly string[] {
  const list = (heading: string, items: readonly string[], isNamed = true): readonly string[] =>
    items.length === 0 ? [] : [`  ${heading}${isNamed ? ':' : ''}`, ...(isNamed ? listSome(items, '      ') : [])];
  const isNew = removed.length + changed.length + levels.length === 0;
  return [
    ...list(
      countOf(levels.length, 'spoiler level'),
      levels.map(({ record, from, to }) => `${record}: ${from} → ${to}${to < from ? '   EARLIER' : ''}`),
    ),
    ...list(
      countOf(tones.length, 'tone'),
      tones.map(({ record, from, to }) => `${record}: ${from} → ${to}`),
    ),
    ...list(`${countOf(removed.length, 'id')} gone`, removed),
    ...list(
      countOf(changed.length, 'fact says something else', 'facts say something else'),
      changed.map(({ record, fields }) => `${record}: ${fields.join(', ')}`),
    ),
    ...list(countOf(added.length, 'record comes', 'records come'), added, !isNew),
    // All of it, however much there is: nobody else reads it before it is posted.
    ...(unasked.length === 0 ? [] : ['  Said unasked from now on; read it first:', ...unasked.map((text) => `      ${text}`)]),
  ];
}
