import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { commands } from '../../commands/index.ts';
import { createAnswer } from '../../src/answer/answer.ts';
import { openContent } from '../../src/content/store.ts';
import { ensureContentDb } from '../../src/packs/build.ts';
import { openSqliteState } from '../../src/state/sqlite.ts';
import { BUSY_TIMEOUT_MS } from '../../src/state/sqlite-database.ts';
import { asTrouble } from '../../src/state/trouble.ts';
import { DEFAULT_DAILY_OPTIONS, type State } from '../../src/state/types.ts';
import { care, languages, loadTestContent, type Reply, readReply, say } from '../support/bot.ts';
import { makeOwnFolder } from '../support/folder.ts';
import { ADMIN_PERMISSIONS, buildCommand, CHANNEL_ID, type CommandCall, GUILD_ID } from '../support/interactions.ts';
import { SMALL_PACKS } from '../support/made-once.ts';
import { createRecordingLog, type RecordingLog } from '../support/recording-log.ts';

const SET_DAILY: CommandCall = {
  name: 'config',
  subcommand: 'daily',
  options: { time: '09:00', zone: 'Europe/Riga' },
  channels: { channel: { id: CHANNEL_ID } },
  memberPermissions: ADMIN_PERMISSIONS,
};
const DISCORD_WAITS_MS = 3_000;
const SHOW: CommandCall = { name: 'config', subcommand: 'show', memberPermissions: ADMIN_PERMISSIONS };

let home: string;
let file: string;
let state: State;
let log: RecordingLog;

beforeEach(() => {
  home = makeOwnFolder();
  file = join(home, 'state.db');
  state = openSqliteState(file);
  log = createRecordingLog();
});

afterEach(() => state.close());

function createAsk(over: State = state): (call: CommandCall) => Promise<Reply> {
  const answer = createAnswer({
    commands,
    content: loadTestContent,
    languages,
    care,
    state: over,
    commandIds: () => new Map(),
    log,
    transport: 'test',
    pick: () => 0,
  });
  return async (call) => readReply((await answer(buildCommand(call))).response);
}

function overwritePages(path: string, from: number, to: number): void {
  const descriptor = openSync(path, 'r+');
  for (let page = from; page < to; page += 1) writeSync(descriptor, Buffer.alloc(4096, 0xa5), 0, 4096, page * 4096);
  closeSync(descriptor);
}

const errors = () => log.lines.filter(({ level }) => level === 'error');

describe('an open shell that holds a transaction', () => {
  test('keeps nobody waiting beyond Discord: /config says that nothing was saved, and saves once the shell is done', async () => {
    const ask = createAsk();
    const shell = new Database(file);
    shell.exec('BEGIN IMMEDIATE');
    const reply = await ask(SET_DAILY);
    // A write may wait behind another that waits as long.
    expect(2 * BUSY_TIMEOUT_MS).toBeLessThan(DISCORD_WAITS_MS);
    expect([reply.text, reply.isPrivate]).toEqual([say('error.notSaved'), true]);
    expect((await ask({ name: 'cast' })).text).toContain('Moon Gang-tae');
    shell.exec('ROLLBACK');
    shell.close();
    expect((await state.loadSettings(GUILD_ID)).daily).toBeNull();
    expect((await ask(SET_DAILY)).text).not.toBe(say('error.notSaved'));
    expect((await state.loadSettings(GUILD_ID)).daily).toMatchObject({ time: '09:00' });
    expect(errors()).toMatchObject([{ message: expect.stringMatching(/^Another program holds the database/) }]);
  });
});

describe('a damaged state, met while running', () => {
  beforeEach(async () => {
    const daily = {
      ...DEFAULT_DAILY_OPTIONS,
      channelId: '1',
      time: '09:00',
      zone: 'UTC',
      nextDueAtMs: 5,
      enabled: true,
      suspendedReason: null,
    };
    const patch = { daily, careText: 'x'.repeat(200) };
    const servers = Array.from({ length: 400 }, (_, server) => String(9e17 + server * 1_000));
    await state.saveChanges(
      servers.map((guildId) => ({ kind: 'set-server', guildId, patch, byUserId: '1' })),
      1,
    );
    await state.close();
    const pages = readFileSync(file).length / 4096;
    // The schema lies before them.
    overwritePages(file, Math.ceil(0.6 * pages), pages);
    state = openSqliteState(file);
  });

  test('leaves every question about a title answered as for a server that has set nothing', async () => {
    const ask = createAsk();
    const guildId = String(9e17 + 300_000);
    await expect(state.loadSettings(guildId)).rejects.toMatchObject({ kind: 'damaged' });
    for (const name of ['about', 'awards', 'cast', 'episodes', 'help', 'quote', 'season2', 'sources']) {
      const reply = await ask({ name, guildId, ...(name === 'quote' ? { subcommand: 'random' } : {}) });
      expect(reply.text, name).not.toMatch(new RegExp(`${say('error.notLoaded')}|\`[0-9a-f]{8}\``));
      expect(reply.text.length, name).toBeGreaterThan(100);
    }
    expect(errors()).toMatchObject([{ message: expect.stringMatching(/^The database is damaged\./) }]);
  });

  test('makes /config and /health say that they cannot read, instead of inventing settings', async () => {
    const ask = createAsk();
    const guildId = String(9e17 + 300_000);
    for (const call of [SHOW, SET_DAILY, { name: 'health', memberPermissions: ADMIN_PERMISSIONS }]) {
      const reply = await ask({ ...call, guildId });
      expect([reply.text, reply.isPrivate]).toEqual([say('error.notLoaded'), true]);
    }
    expect(errors()).toHaveLength(1);
  });
});

test('a full disk is told from a bug, and goes from the writing thread to the answer as what it is', async () => {
  const small = new Database(':memory:');
  small.exec('CREATE TABLE notes (text)').pragma('max_page_count = 3');
  const insert = small.prepare('INSERT INTO notes VALUES (?)');
  const thrown = (() => {
    try {
      return insert.run('x'.repeat(20_000));
    } catch (error) {
      return asTrouble(error);
    }
  })();
  small.close();
  expect(thrown).toMatchObject({ name: 'StateTroubleError', kind: 'full', message: expect.stringMatching(/^The disk is full/) });
  const ask = createAsk({
    ...state,
    saveChanges: async () => {
      throw thrown;
    },
  });
  expect((await ask(SET_DAILY)).text).toBe(say('error.notSaved'));
});

test('a bug stays a bug, with its reference', async () => {
  const ask = createAsk({
    ...state,
    loadSettings: async () => {
      throw new TypeError('nobody foresaw this');
    },
  });
  expect((await ask({ name: 'cast' })).text).toMatch(/`[0-9a-f]{8}`/);
});

describe('content.db', () => {
  test('damaged under a running bot changes no answer, and is built anew at the next start', () => {
    const content = join(home, 'content.db');
    ensureContentDb({ packsDir: SMALL_PACKS, file: content });
    const running = openContent(content);
    const [title] = running.titles();
    const before = JSON.stringify([running.list('cast', title?.id ?? ''), running.quotes(title?.id ?? '', { words: 'rope' })]);
    overwritePages(content, 2, readFileSync(content).length / 4096);
    expect(JSON.stringify([running.list('cast', title?.id ?? ''), running.quotes(title?.id ?? '', { words: 'rope' })])).toBe(before);
    running.close();
    expect(ensureContentDb({ packsDir: SMALL_PACKS, file: content })).toMatchObject({ rebuilt: true, problems: [] });
    openContent(content).close();
  });
});
