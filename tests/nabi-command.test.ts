/** The command `nabi`, as somebody else than the owner of its tree types it in any folder. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

describe('nabi', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'nabi-command-'));
    for (const path of ['tree/bin', 'tree/node_modules/.bin', 'elsewhere']) mkdirSync(join(folder, path), { recursive: true });
    copyFileSync(join(ROOT, 'bin/nabi'), join(folder, 'tree/bin/nabi'));
    symlinkSync(join(folder, 'tree/bin/nabi'), join(folder, 'nabi'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  /** @param node What stands in for Node; null: there is none. */
  function run(node: string | null, ...args: string[]) {
    if (node !== null) writeFileSync(join(folder, 'tree/node_modules/.bin/node'), `#!/bin/sh\n${node}\n`, { mode: 0o755 });
    const { status, stdout, stderr } = spawnSync(join(folder, 'nabi'), args, {
      cwd: join(folder, 'elsewhere'),
      env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' },
      encoding: 'utf8',
    });
    return { status, stdout, stderr };
  }

  const echo = 'case "$*" in *--version) echo v26.10.0 ;; *) echo "$PWD: $*" ;; esac';

  it('finds its own tree from any folder, where files are named as the caller sees them, and starts the bot in its own', () => {
    expect(run(echo, 'backup', 'a b.db').stdout).toBe(`${folder}/elsewhere: ${folder}/tree/src/cli/main.ts backup a b.db\n`);
    expect(run(echo, 'start').stdout).toMatch(new RegExp(`^${folder}/tree: --max-[^=]+=\\d+ .+ src/main.ts\n$`));
  });

  it('gives Node the .env where there is one, and says nothing where there is none', () => {
    expect(run(echo, 'start').stdout).not.toContain('.env');
    writeFileSync(join(folder, 'tree/.env'), '');
    expect(run(echo, 'start').stdout).toContain(' --env-file-if-exists=.env src/main.ts\n');
  });

  it('starts the bot without the flags that save memory, where a Node of another day does not know them', () => {
    const newer = 'case "$*" in *--max-*) echo "node: bad option" >&2; exit 9 ;; --version) echo v30.0.0 ;; *) echo "$PWD: $*" ;; esac';
    expect(run(newer, 'start')).toEqual({ status: 0, stdout: `${folder}/tree: src/main.ts\n`, stderr: '' });
  });

  it.each([
    [
      'a library',
      'echo "node: error while loading shared libraries: libatomic.so.1: cannot open" >&2; exit 127',
      /apt-get install libatomic1/,
    ],
    ['another library', 'echo "node: error while loading shared libraries: libfoo.so.3: cannot open" >&2; exit 127', /libfoo\.so\.3/],
    ['a Node for this machine', 'echo "cannot execute binary file: Exec format error" >&2; exit 126', /not made for this machine/],
    ['a Node that is new enough', 'echo v18.20.4', /needs Node 26 or newer.*v18\.20\.4.*npm ci/],
  ])('says in one sentence that %s is missing, with 2', (_, node, sentence) => {
    const { status, stdout, stderr } = run(node, 'start');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(sentence);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  it('says that .env is a folder, which Docker makes of a file that is not there', () => {
    mkdirSync(join(folder, 'tree/.env'));
    const { status, stdout, stderr } = run(echo, 'start');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^\.env is a folder.*rmdir \.env/);
  });

  it('says that the packages are missing', () => {
    rmSync(join(folder, 'tree/node_modules'), { recursive: true });
    expect(run(null, 'doctor')).toMatchObject({ status: 2, stderr: expect.stringMatching(/packages are not there\. .*npm ci/) });
  });
});
