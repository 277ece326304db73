/** The subcommands as a shell meets them. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { runBackup, runRestore } from '../../src/cli/backup.ts';
import { runCheck } from '../../src/cli/check.ts';
import { runInvite, runRegister } from '../../src/cli/discord.ts';
import { runExportState, runImportState } from '../../src/cli/transfer.ts';
import { contentOfPacks, PACKS } from '../support/made-once.ts';
import { createIo } from './io.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

describe('nabi, started as a process', () => {
  const nabi = (args: readonly string[]) => {
    const home = mkdtempSync(join(tmpdir(), 'nabi-main-'));
    copyFileSync(contentOfPacks(), join(home, 'content.db'));
    try {
      return spawnSync(process.execPath, [join(ROOT, 'src/cli/main.ts'), ...args], {
        cwd: home,
        encoding: 'utf8',
        env: { PATH: process.env.PATH, NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE, NABI_HOME: home, NABI_PACKS: PACKS },
      });
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  };

  it('answers from any folder, with nothing but the answer on stdout', () => {
    const { status, stdout, stderr } = nabi(['ask', '/season2', '--json']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(JSON.stringify(JSON.parse(stdout))).toContain('No, Season 2 hasn’t been announced.');
  });

  it('says which subcommands there are when it is given none, or one it does not know', () => {
    const help = nabi([]);
    expect(help.status).toBe(0);
    expect(help.stdout).toMatch(/ask .+\n[\s\S]*search[\s\S]*check[\s\S]*register[\s\S]*invite/);
    const unknown = nabi(['constructor']);
    expect(unknown.status).toBe(2);
    expect(unknown.stdout).toBe('');
    expect(unknown.stderr).toContain('There is no subcommand “constructor”');
    const start = nabi(['start', '--port', '80']);
    expect([start.status, start.stderr]).toEqual([2, expect.stringContaining('takes nothing behind it, so “--port 80”')]);
  });
});

describe('nabi check', () => {
  it('looks at the packs the environment names', () => {
    const io = createIo();
    expect(runCheck([], io)).toBe(0);
    expect(io.out()).toContain('No problems.');
  });

  it('takes one folder only', () => {
    const io = createIo();
    expect(runCheck(['a', 'b'], io)).toBe(2);
    expect(io.err()).toContain('Usage: nabi check');
  });
});

describe('a folder where a file is meant', () => {
  it.each([
    ['backup', runBackup],
    ['restore', runRestore],
    ['export-state', runExportState],
    ['import-state', runImportState],
  ])('is said by nabi %s', async (_, run) => {
    const io = createIo();
    expect(await run([tmpdir()], io)).toBe(1);
    expect(io.err()).toBe(`${tmpdir()} is a folder. Name a file in it.\n`);
  });
});

describe('nabi invite', () => {
  const applicationId = '123456789012345678';

  it('prints the link alone, without asking Discord when the application is known', async () => {
    const io = createIo({ env: { DISCORD_APPLICATION_ID: applicationId } });
    expect(await runInvite([], io)).toBe(0);
    const url = new URL(io.out().trim());
    expect(url.searchParams.get('client_id')).toBe(applicationId);
    expect(url.searchParams.get('scope')).toMatch(/bot/);
    expect(io.err()).toBe('');
  });

  it('asks for more permissions only when it is told to', async () => {
    const permissions = async (...args: readonly string[]) => {
      const io = createIo({ env: { DISCORD_APPLICATION_ID: applicationId } });
      await runInvite(args, io);
      return BigInt(new URL(io.out().trim()).searchParams.get('permissions') ?? '0');
    };
    const [plain, withThreads] = [await permissions(), await permissions('--threads')];
    expect(withThreads & ~plain).toBe(1n << 35n);
    expect(plain & (1n << 17n)).toBe(0n);
  });

  it('says what it needs when it knows neither the application nor a token', async () => {
    const io = createIo();
    expect(await runInvite([], io)).toBe(2);
    expect(io.err()).toContain('DISCORD_TOKEN');
  });

  it('with an unknown flag is wrong usage', async () => {
    expect(await runInvite(['--everything'], createIo())).toBe(2);
  });
});

describe('nabi register', () => {
  it('without a token says what it needs', async () => {
    const io = createIo();
    expect(await runRegister([], io)).toBe(2);
    expect(io.err()).toContain('DISCORD_TOKEN');
  });

  it.each([[['--guild', 'mine']], [['--guild']], [['--all']]])('%j is wrong usage', async (args) => {
    const io = createIo({ env: { DISCORD_TOKEN: 'a.b.c' } });
    expect(await runRegister(args, io)).toBe(2);
    expect(io.err()).toContain('Usage: nabi register');
  });
});
