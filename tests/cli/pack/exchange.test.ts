import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { add, update } from '../../../src/cli/pack/exchange.ts';
import { LIMITS } from '../../../src/cli/pack/git.ts';
import { readPacks } from '../../../src/packs/read.ts';
import { openSqliteState } from '../../../src/state/sqlite.ts';
import { PackPlace } from './place.ts';
import { buildZip, type ZipEntry } from './zip.ts';

let place: PackPlace;
/** Where the packs of somebody else are. */
let other: PackPlace;
beforeEach(() => {
  place = new PackPlace();
  other = new PackPlace('slow-tide', 'lantern-road');
});
afterEach(() => {
  place.remove();
  other.remove();
});

const git = (...args: readonly string[]): string =>
  execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.org', '-C', other.packs, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });

/** Saves the packs of somebody else as they are now, and gives their address. */
function commit(): string {
  git('init', '-q', '-b', 'main');
  git('add', '-A');
  git('commit', '-q', '-m', 'Packs');
  return pathToFileURL(other.packs).href;
}

const addFrom = (...args: readonly string[]) => place.with((io) => add(args, io, { protocol: 'file' }));
const updateFrom = (...args: readonly string[]) => place.with((io) => update(args, io, { protocol: 'file' }));

/** A pack of somebody else as entries of a zip. */
const entriesOf = (pack: string): readonly ZipEntry[] =>
  readdirSync(other.path('packs', pack), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const name = join(entry.parentPath, entry.name).slice(other.packs.length + 1);
      return { name: `packs-main/${name}`, text: other.read('packs', name) };
    });

const lock = () => JSON.parse(place.read('packs/packs.lock.json')).packs;

describe('adding packs of others', () => {
  it('shows first what would come, then takes it over by git, and remembers commit and hash', async () => {
    const address = commit();
    const shown = await addFrom(address);
    expect(shown).toMatchObject({ code: 0 });
    expect(shown.stdout).toContain('Nothing was changed. The same command with --yes does it.');
    expect(place.has('packs/slow-tide')).toBe(false);
    expect(await addFrom(address, '--yes')).toMatchObject({ code: 0, stdout: expect.stringContaining('slow-tide: added') });
    const read = readPacks(place.packs);
    expect(read.packs.map(({ folder }) => folder)).toEqual(['lantern-road', 'slow-tide']);
    expect(lock()['slow-tide']).toMatchObject({ from: address, commit: git('rev-parse', 'HEAD').trim(), sha256: read.packs[1]?.hash });
    expect((await place.run('check')).stdout).toContain('No problems.');
  });

  it('takes one of several, from a zip with a folder around it, and only what a pack may have', async () => {
    const extra = [
      { name: 'packs-main/slow-tide/install.sh', text: 'rm -rf ~' },
      { name: 'packs-main/slow-tide/.hidden/x.yaml', text: 'a: b' },
      { name: 'packs-main/packs.json', text: '{}' },
    ];
    const zip = place.write('packs.zip', buildZip([...entriesOf('slow-tide'), ...entriesOf('lantern-road'), ...extra]));
    expect(await addFrom(zip, '--only', 'slow-tide', '--yes')).toMatchObject({ code: 0 });
    expect(readdirSync(place.packs)).toEqual(['packs.lock.json', 'slow-tide']);
    expect(readdirSync(place.path('packs/slow-tide'))).not.toContain('install.sh');
    expect(readPacks(place.packs).problems).toEqual([]);
  });

  it.each<readonly [string, readonly ZipEntry[], string]>([
    ['climbs out', [{ name: '../../evil.yaml', text: 'a: b' }], 'invalid relative path'],
    ['names the root', [{ name: '/etc/evil.yaml', text: 'a: b' }], 'absolute path'],
    ['climbs out in the way of another system', [{ name: '..\\evil.yaml', text: 'a: b' }], 'invalid characters'],
    ['holds a link', [{ name: 'p/title.yaml', text: '/etc/passwd', mode: 0o120777 }], '“p/title.yaml” is a link'],
    ['is longer than it says', [{ name: 'p/title.yaml', text: 'a: b\n'.repeat(100), saidBytes: 3 }], 'size'],
    ['has a file that is too big', [{ name: 'p/title.yaml', text: 'a'.repeat(1024 * 1024 + 1) }], 'a file of a pack may have 1 MB'],
    ['holds no pack', [{ name: 'README.md', text: 'hello' }], 'no folder has a title.yaml'],
  ])('refuses a zip that %s, and takes over nothing', async (_what, entries, says) => {
    const { code, stderr } = await addFrom(place.write('evil.zip', buildZip(entries)), '--yes');
    expect({ code, stderr }).toMatchObject({ code: 1, stderr: expect.stringContaining(says) });
    expect(readdirSync(place.packs)).toEqual([]);
    expect(place.has('evil.yaml')).toBe(false);
  });

  it('refuses what is no zip, too much, and addresses without https, each in a sentence', async () => {
    expect((await addFrom(place.write('x.zip', 'no zip'), '--yes')).stderr).toContain('This zip cannot be read');
    expect((await addFrom(place.path('none.zip'))).stderr).toContain('There is no file');
    for (const address of [
      'http://example.org/p.git',
      'git@example.org:p.git',
      'ssh://example.org/p',
      'ext::sh -c id',
      'http://example.org/p.zip',
    ])
      expect(await place.run('add', address), address).toMatchObject({ code: 1, stderr: expect.stringContaining('is no https address') });
    expect((await place.run('add', pathToFileURL(other.packs).href)).stderr).toContain('is no https address');
    expect((await place.run('add', 'https://me:secret@example.org/p.git')).stderr).toContain('holds a name or a password');
    const small = { ...LIMITS, files: 3 };
    const zip = place.write('many.zip', buildZip(entriesOf('slow-tide')));
    expect((await place.with((io) => add([zip], io, { limits: small }))).stderr).toContain('more than 3 files');
  });

  it('says that a repository is gone', async () => {
    const { code, stderr } = await addFrom(pathToFileURL(place.path('nowhere')).href);
    expect(code).toBe(1);
    expect(stderr).toMatch(/cannot be fetched: .*\. See that it is public and written as its page has it\./);
  });

  it('follows no submodule, runs no hook, and takes no link', async () => {
    mkdirSync(other.path('packs/hooks'));
    other.write('packs/.gitmodules', '[submodule "x"]\n\tpath = x\n\turl = https://example.org/x.git\n');
    symlinkSync('/etc/hostname', other.path('packs/slow-tide/notes.md'));
    expect(await addFrom(commit(), '--only', 'slow-tide', '--yes')).toMatchObject({ code: 0 });
    expect(readdirSync(place.path('packs/slow-tide'))).not.toContain('notes.md');
  });

  it('refuses a pack that does not pass the checker, and one whose picture could act', async () => {
    other.edit('packs/slow-tide/cast.yaml', 'group: main', 'group: mian');
    other.edit('packs/lantern-road/scene.svg', '<rect ', '<script>alert(1)</script><rect ');
    const { code, stdout } = await addFrom(commit(), '--yes');
    expect(code).toBe(1);
    expect(stdout).toContain('slow-tide: refused\n  cast.yaml:8  "group" cannot be "mian"');
    expect(stdout).toContain('lantern-road: refused\n  scene.svg:6  <script> may not stand in a picture');
    expect(readdirSync(place.packs)).toEqual([]);
  });

  it('does not touch a pack that is there and was not added, nor two of one id', async () => {
    await place.run('new', 'slow-tide');
    const before = place.read('packs/slow-tide/title.yaml');
    expect((await addFrom(commit(), '--yes')).stderr).toContain('is there already and was not added from elsewhere');
    expect(place.read('packs/slow-tide/title.yaml')).toBe(before);
    const twice = buildZip([
      ...entriesOf('slow-tide'),
      ...entriesOf('slow-tide').map(({ name, text }) => ({ name: name.replace('slow-tide', 'again'), text })),
    ]);
    expect((await addFrom(place.write('twice.zip', twice))).stderr).toContain('Two packs there have the id “slow-tide”');
  });
});

describe('updating and removing', () => {
  it('shows facts, ids, tones and spoiler levels that change before anything is replaced', async () => {
    await addFrom(commit(), '--only', 'slow-tide', '--yes');
    expect((await updateFrom()).stdout).toContain('slow-tide: unchanged');
    other.edit('packs/slow-tide/cast.yaml', 'She writes to the ferry', 'She wrote to the ferry');
    other.edit('packs/slow-tide/cast.yaml', 'spoiler_from: 3', 'spoiler_from: 1');
    other.edit('packs/slow-tide/people.yaml', 'spoiler_from: 3', 'spoiler_from: 1');
    other.edit('packs/slow-tide/quotes.yaml', '  - id: rope-holds\n', '  - id: rope-holds\n    tone: firm\n');
    other.edit('packs/slow-tide/music.yaml', 'id: low-water', 'id: high-water');
    commit();
    const { code, stdout } = await updateFrom('slow-tide');
    expect(code).toBe(0);
    expect(stdout).toContain('cast/ferry-ha-ru: 3 → 1   EARLIER');
    expect(stdout).toContain('quotes/rope-holds: gentle → firm');
    expect(stdout).not.toContain('Said unasked');
    expect(stdout).toContain('1 id gone:\n      tracks/low-water');
    expect(stdout).toContain('cast/ferry-ha-ru: description');
    expect(stdout).toContain('Which servers use it is not known here');
    expect(place.read('packs/slow-tide/music.yaml')).toContain('low-water');
    expect((await updateFrom('--yes')).stdout).toContain('slow-tide: updated');
    expect(place.read('packs/slow-tide/music.yaml')).toContain('high-water');
    expect(readdirSync(place.packs)).toEqual(['packs.lock.json', 'slow-tide']);
  });

  it('shows word for word what would be said to people who asked nothing, of a new pack and of one that changes', async () => {
    const from = commit();
    const first = (await addFrom(from, '--only', 'slow-tide')).stdout.split('Said unasked from now on; read it first:\n')[1];
    const { packs } = readPacks(other.path('packs/slow-tide'));
    const [line, question] = [packs[0]?.list('quotes')[0]?.text ?? '', packs[0]?.list('questions')[0]?.text ?? ''];
    expect(first?.split('\n').map((text) => text.trim())).toEqual(expect.arrayContaining([line, question]));
    await addFrom(from, '--only', 'slow-tide', '--yes');
    other.edit('packs/slow-tide/quotes.yaml', line, 'Nobody is coming.');
    other.edit('packs/slow-tide/questions.yaml', question, 'Who left you?');
    other.write(
      'packs/slow-tide/translations/de.yaml',
      `quotes:\n  ${packs[0]?.list('quotes')[0]?.id}:\n    translation: Niemand kommt.\n`,
    );
    commit();
    const { stdout } = await updateFrom();
    expect(stdout.split('Said unasked from now on; read it first:\n')[1]?.split('\n').slice(0, 3)).toEqual([
      '      Nobody is coming.',
      '      Who left you?',
      '      Niemand kommt.',
    ]);
  });

  it('leaves what was changed here by hand, and goes on with the others when one is gone', async () => {
    const zip = place.write('one.zip', buildZip(entriesOf('lantern-road')));
    await addFrom(zip, '--yes');
    await addFrom(commit(), '--only', 'slow-tide', '--yes');
    place.edit('packs/slow-tide/title.yaml', 'Bay TV', 'Our TV');
    place.write('one.zip', 'gone bad');
    const { code, stdout } = await updateFrom('--yes');
    expect(code).toBe(1);
    expect(stdout).toContain('was changed here by hand. Nothing was touched');
    expect(stdout).toContain('This zip cannot be read');
    expect(place.read('packs/slow-tide/title.yaml')).toContain('Our TV');
    expect((await updateFrom('slow-tide', '--yes', '--overwrite')).stdout).toContain('slow-tide: updated');
    expect((await updateFrom('nobody')).stderr).toContain('was not added from elsewhere');
  });

  it('says which servers have chosen a title before it is taken away', async () => {
    await addFrom(commit(), '--only', 'slow-tide', '--yes');
    mkdirSync(place.path('home'));
    const state = openSqliteState(place.path('home/state.db'));
    await state.saveChanges([{ kind: 'set-server', guildId: '100000000000000009', patch: { title: 'slow-tide' }, byUserId: '1' }], 0);
    await state.close();
    expect((await place.run('remove', 'slow-tide')).stdout).toContain(
      '1 server has chosen slow-tide, and will be asked for another: 100000000000000009',
    );
    expect(place.has('packs/slow-tide')).toBe(true);
    expect((await place.run('remove', 'slow-tide', '--yes')).stdout).toContain('slow-tide: removed');
    expect(readdirSync(place.packs)).toEqual(['packs.lock.json']);
    expect(lock()).toEqual({});
    expect((await place.run('remove', '../packs')).stderr).toContain('There is no pack');
  });
});

describe('publishing', () => {
  it('writes the manifest, a page and the check beside packs that are in order, and overwrites none of yours', async () => {
    other.write('packs/README.md', 'Ours.');
    const { code, stdout } = await other.run('publish');
    expect(code).toBe(0);
    expect(stdout).toContain('git push -u origin main');
    expect(JSON.parse(other.read('packs/packs.json')).packs.map(({ id }: { id: string }) => id)).toEqual(['lantern-road', 'slow-tide']);
    expect(other.read('packs/README.md')).toBe('Ours.');
    expect(other.read('packs/.github/workflows/packs.yml')).toContain('pack check packs --format github');
    expect((await other.run('check')).stdout).toContain('No problems.');
  });

  it('takes one pack for a repository of its own, which then still passes', async () => {
    expect(await other.run('publish', other.path('packs/slow-tide'))).toMatchObject({ code: 0 });
    expect(other.read('packs/slow-tide/.github/workflows/packs.yml')).toContain('pack check slow-tide --format github');
    other.write('packs/slow-tide/LICENSE', 'Ours.');
    expect(JSON.parse(other.read('packs/slow-tide/packs.json')).packs).toEqual([expect.objectContaining({ id: 'slow-tide', path: '.' })]);
    expect((await other.run('check', 'slow-tide')).stdout).toContain('No problems.');
  });

  it('writes nothing while something is wrong', async () => {
    other.edit('packs/slow-tide/cast.yaml', 'group: main', 'group: mian');
    expect(await other.run('publish')).toMatchObject({ code: 1, stdout: expect.stringContaining('Nothing was written') });
    expect(other.has('packs/packs.json')).toBe(false);
  });
});
