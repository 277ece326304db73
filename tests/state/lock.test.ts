import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { nameNetworkFileSystem } from '../../src/state/home.ts';
import { HomeLockedError, lockHome } from '../../src/state/lock.ts';
import { asTrouble } from '../../src/state/trouble.ts';
import { makeOwnFolder } from '../support/folder.ts';

let folder: string;

beforeEach(() => {
  folder = makeOwnFolder();
});

test('a folder is given to one at a time, and is free again after it is released', () => {
  const home = join(folder, 'not', 'there', 'yet');
  const lock = lockHome(home);
  expect(() => lockHome(home)).toThrow(HomeLockedError);
  expect(() => lockHome(home)).toThrow(/already running on .*yet.*NABI_HOME/);
  lock.release();
  lockHome(home).release();
});

test('another process is refused while the first lives, and the folder is free at once when it is killed', async () => {
  const holder = spawn(process.execPath, [join(import.meta.dirname, 'hold-lock.ts'), folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    await once(holder.stdout, 'data');
    expect(() => lockHome(folder)).toThrow(HomeLockedError);
  } finally {
    holder.kill('SIGKILL');
    await once(holder, 'exit');
  }
  lockHome(folder).release();
});

test.each([
  [0x6969, 'NFS'],
  [0xff534d42, 'CIFS'],
  [0xff534d42 - 2 ** 32, 'CIFS'],
  [0xef53, null],
])('the file system of type %i is told as %s', (type, name) => {
  expect(nameNetworkFileSystem(type)).toBe(name);
});

test.each(['SQLITE_IOERR_LOCK', 'SQLITE_IOERR_SHMMAP', 'SQLITE_PROTOCOL', 'ENOLCK'])(
  'a file system that does not lock files is said in words that help (%s)',
  (code) => {
    const told = asTrouble(Object.assign(new Error('disk I/O error'), { code }));
    expect(told).toMatchObject({ kind: 'no-locks', message: expect.stringMatching(/NFS, SMB.*disk of this machine.*DATABASE_URL/) });
  },
);
