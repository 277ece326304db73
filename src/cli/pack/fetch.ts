/**
 * A pack from elsewhere, by git or as a zip, into a folder of its own: only files a pack may have, within bounds, and nothing of it is
 * ever run. No other part of Nabi fetches an address somebody typed.
 */
import { mkdirSync, mkdtempDisposableSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, extname, join, resolve, sep } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { fromBufferPromise } from 'yauzl';
import { readUpTo } from '../../discord/body.ts';
import { findCause } from '../io.ts';
import { Refusal, refuse } from '../refusal.ts';
import { adviseTrust, type FetchLimits, LIMITS, MB, runGit } from './git.ts';
import { requireFile } from './place.ts';

const MOST_STEPS = 5;
/** Wikidata refuses who does not say who asks. */
const USER_AGENT = 'Nabi pack';
const TAKEN = ['.yaml', '.md', '.svg'];

/** Taken away with `using`. */
export interface Fetched extends Disposable {
  readonly folder: string;
  /** Of git. */
  readonly commit: string | undefined;
}

export interface Fetching {
  readonly limits?: FetchLimits;
  /** Git's own name for how it may fetch. Tests have no https. */
  readonly protocol?: 'https' | 'file';
  readonly tell?: (sentence: string) => void;
}

/** @throws Refusal with what is in the way and what to do. */
export async function fetchPacks(address: string, ref: string | undefined, fetching: Fetching = {}): Promise<Fetched> {
  const { limits = LIMITS, protocol = 'https', tell = () => undefined } = fetching;
  const { path, remove } = mkdtempDisposableSync(join(tmpdir(), 'nabi-pack-'));
  try {
    const commit = await fetchInto(path, address, ref, { limits, protocol, tell });
    return { folder: join(path, 'files'), commit, [Symbol.dispose]: remove };
  } catch (error) {
    remove();
    throw error;
  }
}

async function fetchInto(folder: string, address: string, ref: string | undefined, how: Required<Fetching>): Promise<string | undefined> {
  const isHttps = /^https:\/\//.test(address);
  if (isHttps) refuseUnfit(address);
  if (/\.zip$/i.test(address.split(/[?#]/, 1)[0] ?? '')) {
    if (/^[a-z][a-z0-9+.-]*:/i.test(address) && !isHttps) refuse(`“${address}” is no https address. Packs are fetched over https alone.`);
    how.tell(`Fetching ${address} …`);
    await unpack(isHttps ? await download(address, how.limits) : readZip(address, how.limits), join(folder, 'files'), how.limits);
    return undefined;
  }
  if (!isHttps && !(how.protocol === 'file' && address.startsWith('file://')))
    refuse(`“${address}” is no https address and no .zip file. Write it in full, such as https://example.org/packs.git.`);
  how.tell(`Fetching ${address} with git …`);
  return await cloneInto(folder, address, ref, how);
}

function refuseUnfit(address: string): void {
  const url = URL.parse(address);
  if (url === null) refuse(`“${address}” is no address. Write it in full, such as https://example.org/packs.git.`);
  if (url.username !== '' || url.password !== '')
    refuse('The address holds a name or a password. Packs are fetched from public addresses alone.');
}

/** A shallow copy without submodules, hooks, filters, links or questions. */
async function cloneInto(
  folder: string,
  address: string,
  ref: string | undefined,
  { limits, protocol }: Required<Fetching>,
): Promise<string> {
  if (ref?.startsWith('-')) refuse(`“${ref}” is no branch or tag.`);
  const clone = join(folder, 'clone');
  const config = [
    'core.hooksPath=/dev/null',
    'core.symlinks=false',
    'protocol.allow=never',
    `protocol.${protocol}.allow=always`,
    'core.fsmonitor=false',
  ];
  const settings = config.flatMap((one) => ['-c', one]);
  const single = ['--depth', '1', '--single-branch', '--no-tags', '--no-recurse-submodules', '--template='];
  await runGit(
    folder,
    [...settings, 'clone', '--quiet', ...single, ...(ref === undefined ? [] : ['--branch', ref]), '--', address, clone],
    address,
    limits,
  );
  const commit = await runGit(folder, [...settings, '-C', clone, 'rev-parse', 'HEAD'], address, limits);
  const listed = await runGit(folder, [...settings, '-C', clone, 'ls-files', '--stage', '-z'], address, limits);
  // Checked out as files that say where they lead.
  const links = new Set(listed.split('\0').flatMap((line) => (line.startsWith('120000 ') ? [line.slice(line.indexOf('\t') + 1)] : [])));
  copyTaken(clone, join(folder, 'files'), links, limits);
  return commit.trim();
}

/** Copies what a pack may have; links and everything else stay behind. */
function copyTaken(from: string, to: string, links: ReadonlySet<string>, limits: FetchLimits): void {
  let bytes = 0;
  let count = 0;
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const inner = path.slice(from.length + 1);
    if (!entry.isFile() || inner.split(sep).some((part) => part.startsWith('.')) || links.has(inner) || !isTaken(inner)) continue;
    const { size } = statSync(path);
    bytes += size;
    count += 1;
    refuseTooMuch(inner, size, bytes, count, limits);
    writeInto(to, inner, readFileSync(path));
  }
}

const isTaken = (name: string): boolean => TAKEN.includes(extname(name).toLowerCase());

function refuseTooMuch(name: string, size: number, bytes: number, count: number, limits: FetchLimits): void {
  if (size > limits.fileBytes)
    refuse(`${name} has ${size} bytes; a file of a pack may have ${limits.fileBytes / MB} MB. Nothing was taken over.`);
  if (bytes > limits.bytes) refuse(`The files are bigger than packs may be (${limits.bytes / MB} MB). Nothing was taken over.`);
  if (count > limits.files) refuse(`There are more than ${limits.files} files. Nothing was taken over.`);
}

function writeInto(folder: string, name: string, bytes: Uint8Array): void {
  const path = resolve(folder, name);
  if (!path.startsWith(folder + sep)) refuse(`“${name}” leads out of the pack. Nothing was taken over.`);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes, { flag: 'wx', mode: 0o644 });
}

function readZip(file: string, limits: FetchLimits): Buffer {
  requireFile(file);
  const { size } = statSync(file);
  if (size > limits.bytes) refuse(`${file} has ${size} bytes; a zip may have ${limits.bytes / MB} MB.`);
  return readFileSync(file);
}

/**
 * What is at an https address, and at what it leads on to over https, within bounds of time and size.
 *
 * @throws Refusal with what is in the way.
 */
export async function download(address: string, limits: Pick<FetchLimits, 'timeoutMs' | 'bytes'>): Promise<Buffer> {
  const signal = AbortSignal.timeout(limits.timeoutMs);
  try {
    const response = await followHttps(address, signal);
    if (!response.ok || response.body === null) refuse(`${address} answers ${response.status}. See that the address is right and public.`);
    const bytes = await readUpTo(response.body, limits.bytes);
    return bytes ?? refuse(`${address} is bigger than packs may be (${limits.bytes / MB} MB).`);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const why = signal.aborted ? `not there within ${limits.timeoutMs / 1000} seconds` : findCause(error);
    const advice = adviseTrust(why, 'NODE_EXTRA_CA_CERTS') ?? 'Try again later, or save it elsewhere and name the file.';
    return refuse(`${address} cannot be fetched: ${why}. ${advice}`);
  }
}

/** Hosts of archives lead on to where they keep them; each step is https. */
async function followHttps(address: string, signal: AbortSignal): Promise<Response> {
  let next = address;
  for (let step = 0; step < MOST_STEPS; step++) {
    const response = await fetch(next, { signal, redirect: 'manual', credentials: 'omit', headers: { 'user-agent': USER_AGENT } });
    const location = response.headers.get('location');
    if (response.status < 300 || response.status > 399 || location === null) return response;
    const to = URL.parse(location, next);
    // What is not read would keep the connection.
    await response.body?.cancel();
    next = to?.href ?? '';
    if (to?.protocol !== 'https:') refuse(`${address} leads to an address without https. Nothing was taken over.`);
  }
  return refuse(`${address} leads on and on. Nothing was taken over.`);
}

/** The mode of what Unix calls a link, in the upper half of a zip entry's attributes. */
const LINK = 0o120000;
const KIND = 0o170000;

async function unpack(zip: Buffer, folder: string, limits: FetchLimits): Promise<void> {
  mkdirSync(folder, { recursive: true });
  let bytes = 0;
  let count = 0;
  try {
    const opened = await fromBufferPromise(zip, { lazyEntries: true, strictFileNames: true, validateEntrySizes: true });
    for await (const entry of opened.eachEntry()) {
      const name = entry.fileName;
      if (name.endsWith('/') || name.split('/').some((part) => part.startsWith('.') || part === '__MACOSX')) continue;
      if (((entry.externalFileAttributes >>> 16) & KIND) === LINK) refuse(`“${name}” is a link. Nothing was taken over.`);
      if (!isTaken(name)) continue;
      count += 1;
      bytes += entry.uncompressedSize;
      refuseTooMuch(name, entry.uncompressedSize, bytes, count, limits);
      // yauzl ends what turns out longer than it says.
      writeInto(folder, name, await buffer(await opened.openReadStreamPromise(entry)));
    }
  } catch (error) {
    if (error instanceof Refusal) throw error;
    refuse(`This zip cannot be read: ${error instanceof Error ? error.message : String(error)}. Nothing was taken over.`);
  }
}
