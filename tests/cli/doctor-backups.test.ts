import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, it } from 'vitest';
import { runDoctor } from '../../src/cli/doctor.ts';
import { openSqliteState } from '../../src/state/sqlite.ts';
import { makeOwnFolder } from '../support/folder.ts';

/** Small ones: what is in packs is not what is asked here. */
const PACKS = fileURLToPath(new URL('../packs/fixtures', import.meta.url));

let home: string;

beforeEach(async () => {
  home = makeOwnFolder();
  mkdirSync(join(home, 'backups'));
  await openSqliteState(join(home, 'state.db')).close();
});

async function ask(): Promise<string[]> {
  let printed = '';
  const stdout = {
    write: (text: string) => {
      printed += text;
    },
  };
  const io = { stdout, stderr: stdout, stdin: (async function* () {})(), env: { NABI_HOME: home, NABI_PACKS: PACKS } };
  await runDoctor([], io, () => Date.parse('2026-11-22T12:00:00Z'));
  return printed.split('\n').filter((line) => /^\S+ +(backup|state):/.test(line));
}

describe('the doctor', () => {
  it('names the newest backup, and warns of one that is days old', async () => {
    expect((await ask())[1]).toMatch(/^note +backup: there is none yet/);
    writeFileSync(join(home, 'backups', 'state-2026-11-10.db'), '');
    expect((await ask())[1]).toMatch(/^PROBLEM backup: the newest is 12 days old/);
    writeFileSync(join(home, 'backups', 'state-2026-11-22.db'), '');
    expect((await ask())[1]).toMatch(/^ok +backup: the newest is of 2026-11-22/);
  });

  it('does not take a state that is gone for one that never was', async () => {
    rmSync(join(home, 'state.db'));
    expect(await ask()).toEqual([expect.stringMatching(/^ok +state: there is none yet/)]);
    writeFileSync(join(home, 'backups', 'state-2026-11-21.db'), '');
    expect(await ask()).toEqual([expect.stringMatching(/^PROBLEM state: .*gone.+nabi restore .+state-2026-11-21\.db$/)]);
  });
});
