import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runBackup, runRestore } from '../../src/cli/backup.ts';
import { backUp } from '../../src/state/backup.ts';
import { createIo } from '../cli/io.ts';
import { say } from '../support/bot.ts';
import { type FakeDiscord, startFakeDiscord } from '../support/fake-discord.ts';
import { ADMIN_PERMISSIONS, buildCommand, CHANNEL_ID, GUILD_ID } from '../support/interactions.ts';
import { SMALL_PACKS } from '../support/made-once.ts';
import { listComplaints, textOf } from './reading.ts';
import { type Bot, endBots, envFor, makeHome, QUICK_START, REPOSITORY, startBot, startHere, TOKEN } from './running-bot.ts';

/** Five starts, one after the other. */
const LONG_MS = 90_000;
/** A zone in which it is now neither early nor late, so that a minute ago was today there. */
const ZONE = new Date().getUTCHours() < 12 ? 'Asia/Seoul' : 'America/New_York';
/** As it is shown. */
const PLACE = ZONE === 'Asia/Seoul' ? 'Seoul' : 'New York';

let discord: FakeDiscord;
let home: string;
let file: string;

beforeEach(async () => {
  discord = await startFakeDiscord({ token: TOKEN });
  home = makeHome();
  file = join(home, 'state.db');
});

afterEach(async () => {
  await endBots();
  await discord.close();
});

function start(): Bot {
  return startHere({ env: envFor(discord, home) });
}

/** In a process of its own, which can be killed, and kept from writing more. */
function startAlone(largestFileBytes?: number): Bot {
  return startBot({ env: envFor(discord, home), ...(largestFileBytes === undefined ? {} : { largestFileBytes }) });
}

async function askConfig(subcommand: 'daily' | 'show', guildId = GUILD_ID, time = '09:00'): Promise<string> {
  const daily = { options: { time, zone: ZONE }, channels: { channel: { id: CHANNEL_ID } } };
  const call = { name: 'config', subcommand, guildId, memberPermissions: ADMIN_PERMISSIONS, ...(subcommand === 'daily' ? daily : {}) };
  return textOf((await discord.sendInteraction(buildCommand(call))).response).trim();
}

/** A time of day as the panel says it in English, whatever locale the tests run in. */
function asShown(time: string): string {
  const { hour, minute } = Temporal.PlainTime.from(time);
  return `${hour % 12 || 12}:${String(minute).padStart(2, '0')} ${hour < 12 ? 'AM' : 'PM'}`;
}

async function askCast(): Promise<string> {
  return textOf((await discord.sendInteraction(buildCommand({ name: 'cast' }))).response);
}

interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** `nabi …`, beside the running bot. */
async function runNabi(run: typeof runBackup, ...args: string[]): Promise<Ran> {
  const io = createIo({ env: { NABI_HOME: home } });
  return { code: await run(args, io), stdout: io.out(), stderr: io.err() };
}

/** The same as an operator types it, in a process of its own. */
function runNabiAlone(...args: string[]): Promise<Ran> {
  const { PATH, HOME } = process.env;
  const child = spawn(process.execPath, [join(REPOSITORY, 'src/cli/main.ts'), ...args], {
    env: { PATH, HOME, ...QUICK_START, NABI_HOME: home },
    cwd: home,
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, stdout, stderr })));
}

function makeDue(path: string): void {
  const db = new Database(path);
  expect(db.prepare('UPDATE dailies SET next_due_at_ms = ?').run(Math.floor(Date.now() / 60_000) * 60_000 - 60_000).changes).toBe(1);
  db.close();
}

function dropWal(): void {
  for (const suffix of ['-wal', '-shm']) rmSync(file + suffix, { force: true });
}

describe('the drill', () => {
  it(
    'backed up while it runs, killed, destroyed, restored, started: everything is there and no post is doubled',
    async () => {
      const first = start();
      await first.ready();
      const time = Temporal.Now.zonedDateTimeISO(ZONE).subtract({ minutes: 1 }).toPlainTime().toString({ smallestUnit: 'minute' });
      await askConfig('daily', GUILD_ID, time);
      const settings = [`<#${CHANNEL_ID}>, ${asShown(time)} (${PLACE}, `];
      const shown = await askConfig('show');
      for (const setting of settings) expect(shown).toContain(setting);
      const copy = join(home, 'copy.db');
      const backup = await runNabiAlone('backup', copy, '--json');
      expect([backup.code, backup.stderr]).toEqual([0, '']);
      expect(JSON.parse(backup.stdout)).toMatchObject({ file: copy, rows: { servers: 1, dailies: 1, deliveries: 0 } });
      expect(await runNabi(runBackup, copy)).toMatchObject({ code: 1, stderr: expect.stringContaining('there already') });
      expect(await runNabi(runRestore, copy)).toMatchObject({ code: 1, stderr: expect.stringContaining('already running') });
      await first.stop();
      // As if the time had come meanwhile, for the state that goes on and for the copy that stays behind.
      for (const path of [file, copy]) makeDue(path);

      // The day's post goes out in a life the backup knows nothing of.
      const second = startAlone();
      await second.waitForLine('the daily post is out');
      second.signal('SIGKILL');
      await second.ended;

      writeFileSync(file, 'this was a database once. '.repeat(2_000));
      const refused = start();
      expect(await refused.ended).toEqual({ code: 1, signal: null });
      expect(listComplaints(refused)).toEqual([expect.stringMatching(/damaged.+nabi restore/)]);

      const restored = await runNabiAlone('restore', copy);
      expect([restored.code, restored.stderr]).toEqual([0, '']);
      expect(restored.stdout).toMatch(/rows: .*servers 1.*\nWhat was there is kept as .+state\.db\.replaced-/);
      expect(readdirSync(home).filter((name) => /^state\.db\.replaced-.+Z$/.test(name))).toHaveLength(1);

      const third = start();
      await third.ready();
      await third.waitForLine('the daily post is out');
      // Asked for again under its nonce, or found in the channel: either way it is one message.
      expect(discord.messages).toHaveLength(1);
      const shownAgain = await askConfig('show');
      for (const setting of settings) expect(shownAgain).toContain(setting);
      expect(await third.stop()).toMatchObject({ code: 0 });
    },
    LONG_MS,
  );

  it(
    'of a damaged file is refused, and the state stays as it is',
    async () => {
      const bot = start();
      await bot.ready();
      await askConfig('daily');
      await bot.stop();
      const copy = join(home, 'copy.db');
      await backUp(file, copy);
      truncateSync(copy, Math.floor(statSync(copy).size / 8192) * 4096);
      expect(await runNabi(runRestore, copy)).toMatchObject({ code: 1, stderr: expect.stringContaining('damaged') });
      expect(await runNabi(runRestore, join(home, 'nowhere.db'))).toMatchObject({
        code: 1,
        stderr: expect.stringContaining('There is no'),
      });
      expect(await runNabi(runRestore)).toMatchObject({ code: 2, stderr: expect.stringContaining('Usage: nabi restore') });
      const again = start();
      await again.ready();
      expect(await askConfig('show')).toContain(`${asShown('09:00')} (${PLACE}, `);
    },
    LONG_MS,
  );
});

describe('a disk with no room', () => {
  it(
    'leaves questions answered, says so to the admin and in one line, and keeps what was saved before',
    async () => {
      const before = start();
      await before.ready();
      await askConfig('daily');
      await before.stop();
      dropWal();

      // Room for the index of the log and a few pages of it.
      const bot = startAlone(48 * 1024);
      await bot.ready();
      const answers: string[] = [];
      for (let server = 1; server <= 12; server += 1) answers.push(await askConfig('daily', String(910_000_000_000_000_000 + server)));
      expect(answers.at(-1)).toBe(say('error.notSaved'));
      const saved = answers.filter((answer) => answer !== say('error.notSaved')).length;
      expect(await askCast()).toContain('Moon Gang-tae');
      const troubles = listComplaints(bot).filter((line) => !line.includes('backup'));
      expect(troubles).toEqual([expect.stringMatching(/^The disk (is full|does not do)/)]);
      await bot.stop();

      const after = start();
      await after.ready();
      expect(await askConfig('daily', '920000000000000001')).not.toBe(say('error.notSaved'));
      await after.stop();
      const db = new Database(file, { readonly: true });
      expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
      expect(db.prepare('SELECT count(*) FROM dailies').pluck().get()).toBe(1 + saved + 1);
      db.close();
    },
    LONG_MS,
  );

  it('from the very beginning is no start, with one sentence', async () => {
    const bot = startAlone(512);
    expect(await bot.ended).toEqual({ code: 1, signal: null });
    expect(listComplaints(bot)).toEqual([expect.stringMatching(/^The (disk|folder of the state)/)]);
  });
});

it('a NABI_HOME that can be no folder ends the start with 1 and a sentence that names it', async () => {
  writeFileSync(join(home, 'file'), '');
  const bot = startHere({ env: { ...envFor(discord, home), NABI_HOME: join(home, 'file', 'home') } });
  expect(await bot.ended).toEqual({ code: 1, signal: null });
  expect(listComplaints(bot)).toEqual([expect.stringMatching(/NABI_HOME/)]);
});

describe('what a start finds', () => {
  let used: string;

  /** A folder that a bot has worked in. */
  beforeAll(async () => {
    used = mkdtempSync(join(tmpdir(), 'nabi-used-'));
    discord = await startFakeDiscord({ token: TOKEN });
    const bot = startHere({ env: envFor(discord, used) });
    await bot.ready();
    await askConfig('daily');
    await bot.stop();
    await discord.close();
    rmSync(join(used, 'backups'), { recursive: true, force: true });
    return () => rmSync(used, { recursive: true });
  });

  beforeEach(() => cpSync(used, home, { recursive: true }));

  it(
    'a damaged state.db is left alone, and the sentence names the newest good backup',
    async () => {
      const backups = join(home, 'backups');
      await backUp(file, join(backups, 'state-2026-11-20.db'));
      writeFileSync(join(backups, 'state-2026-11-21.db'), 'cut off');
      dropWal();
      const descriptor = new Database(file);
      descriptor.pragma('journal_mode = DELETE');
      descriptor.close();
      truncateSync(file, statSync(file).size - 4 * 4096);
      const size = statSync(file).size;
      const bot = start();
      expect(await bot.ended).toEqual({ code: 1, signal: null });
      const good = join(backups, 'state-2026-11-20.db');
      expect(listComplaints(bot)).toEqual([expect.stringContaining(`nabi restore ${good}`)]);
      expect(statSync(file).size).toBe(size);
      expect(await runNabi(runRestore, good)).toMatchObject({ code: 0 });
      const mended = start();
      await mended.ready();
      expect(await askConfig('show')).toContain(`${asShown('09:00')} (${PLACE}, `);
    },
    LONG_MS,
  );

  it('a damaged content.db is built anew', async () => {
    writeFileSync(join(home, 'content.db'), 'not what it was'.repeat(1_000));
    const bot = startHere({ env: { ...envFor(discord, home), NABI_PACKS: SMALL_PACKS } });
    await bot.ready();
    await bot.waitForLine(/built anew/);
    expect(await askCast()).toContain('Seo Do-yun');
    expect(listComplaints(bot)).toEqual([]);
  });

  it('a state.db of a newer Nabi is refused, and nothing is changed', async () => {
    const db = new Database(file);
    db.pragma('user_version = 999');
    db.close();
    const bot = start();
    expect(await bot.ended).toEqual({ code: 1, signal: null });
    expect(listComplaints(bot)).toEqual([expect.stringMatching(/newer Nabi \(schema 999/)]);
    expect(existsSync(`${file}.schema-999.bak`)).toBe(false);
  });
});
