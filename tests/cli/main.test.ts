/** The subcommands as a shell meets them. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { runAsk } from '../../src/cli/ask.ts';
import { runBackup, runRestore } from '../../src/cli/backup.ts';
import { runCheck } from '../../src/cli/check.ts';
import { runCorrections } from '../../src/cli/corrections.ts';
import { runInvite, runRegister } from '../../src/cli/discord.ts';
import { runDoctor } from '../../src/cli/doctor.ts';
import type { CliIo } from '../../src/cli/io.ts';
import { runPack } from '../../src/cli/pack/index.ts';
import { runSearch } from '../../src/cli/search.ts';
import { runSimulate } from '../../src/cli/simulate.ts';
import { runExportState, runImportState } from '../../src/cli/transfer.ts';
import { runUnderstand } from '../../src/cli/understand.ts';
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

  it('says which Nabi it is', () => {
    for (const asked of ['--version', '-v']) expect(nabi([asked]).stdout).toMatch(/^nabi \d+\.\d+\.\d+\n$/);
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
  it('looks at the packs the environment names', async () => {
    const io = createIo();
    expect(await runCheck([], io)).toBe(0);
    expect(io.out()).toContain('No problems.');
  });
});

describe('words a subcommand does not take', () => {
  const guild = { DISCORD_TOKEN: 'a.b.c' };
  it.each<[name: string, run: (args: readonly string[], io: CliIo) => Promise<number>, args: readonly string[], reason: string]>([
    ['check', runCheck, ['a', 'b'], '“b” is one word too many here.'],
    ['check', runCheck, ['--format', 'xml'], '--format is one of text, json, github, not “xml”.'],
    ['search', runSearch, [], 'Type a name to look for.'],
    ['search', runSearch, ['kim', '--limit', '3.5'], "Unknown option '--limit'"],
    ['search', runSearch, ['kim', '--title', 'none'], '--title is one of its-okay-to-not-be-okay, its-okay, not “none”.'],
    ['ask', runAsk, [], 'Type a command or a question.'],
    ['ask', runAsk, ['/cast', '--as', 'king'], '--as is one of fan, admin, not “king”.'],
    ['ask', runAsk, ['/cast', '--limit', '3.5'], '--limit is a whole number, 0 or more, not “3.5”.'],
    ['ask', runAsk, ['/cast', '--width', '3'], '--width is a whole number, 20 or more, not “3”.'],
    ['understand', runUnderstand, ['colour', 'red'], 'is one of name, title, time, days, care, zone, question, not “colour”.'],
    ['understand', runUnderstand, ['time'], 'Type the text to be understood.'],
    ['register', runRegister, ['--guild', 'mine'], '--guild is the id of a server, 17 to 20 digits, not “mine”.'],
    ['register', runRegister, ['--guild'], "Option '--guild <value>' argument missing"],
    ['invite', runInvite, ['--everything'], "Unknown option '--everything'"],
    ['doctor', runDoctor, ['all'], '“all” is one word too many here.'],
    ['corrections', runCorrections, ['--done', 'a', '--reopen', 'b'], '--done and --reopen stand for themselves'],
    ['simulate', runSimulate, ['--days', '0'], '--days is a whole number from 1 to 36500, not “0”.'],
    ['simulate', runSimulate, ['--zones', 'UTC,Nowhere/City'], '“Nowhere/City” is none.'],
    ['simulate', runSimulate, ['--from', 'soon'], '--from is a date such as 2026-11-22, not “soon”.'],
    ['simulate', runSimulate, ['--posts', '--days', 'many'], '--days is a whole number from 1 to 3660, not “many”.'],
    ['backup', runBackup, [], 'Name a file.'],
    ['restore', runRestore, ['a', '--overwrite'], "Unknown option '--overwrite'"],
    ['pack', runPack, ['score', 'a', 'b'], '“b” is one word too many here.'],
    ['pack', runPack, ['preview', 'its-okay', '--at', '-1'], "Option '--at' argument is ambiguous"],
    ['pack', runPack, ['new', 'a-pack', '--year', '12'], '--year is a whole number from 1900 to 2100, not “12”.'],
  ])('are told by nabi %s with the reason and the usage', async (name, run, args, reason) => {
    const io = createIo({ env: guild });
    expect(await run(args, io)).toBe(2);
    expect(io.out()).toBe('');
    const [said, ...rest] = io.err().split('\nUsage: ');
    expect(said).toContain(reason);
    expect(rest.join('')).toMatch(new RegExp(`^nabi ${name} `));
  });

  it('are not needed to read the usage', async () => {
    const io = createIo();
    expect(await runBackup(['--help'], io)).toBe(0);
    expect([io.out(), io.err()]).toEqual([expect.stringMatching(/^Usage: nabi backup <file>/), '']);
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
});

describe('nabi register', () => {
  it('without a token says what it needs', async () => {
    const io = createIo();
    expect(await runRegister([], io)).toBe(2);
    expect(io.err()).toContain('DISCORD_TOKEN');
  });
});
