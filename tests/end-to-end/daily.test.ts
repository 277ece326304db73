import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type FakeDiscord, startFakeDiscord } from '../support/fake-discord.ts';
import { ADMIN_PERMISSIONS, buildButton, buildCommand, CHANNEL_ID, GUILD_ID } from '../support/interactions.ts';
import { customIdsIn, flatten, joinTexts, textOf } from './reading.ts';
import { type Bot, endBots, envFor, holdRequest, makeHome, startBot, startHere, TOKEN } from './running-bot.ts';

const POSTS = { method: 'POST', path: `/channels/${CHANNEL_ID}/messages` };

/** A zone in which it is now neither early nor late, so that a minute ago was today there. */
const ZONE = new Date().getUTCHours() < 12 ? 'Asia/Seoul' : 'America/New_York';

let discord: FakeDiscord;
let home: string;
/** When today's post was due: a full minute, not long ago. */
const dueAtMs = Math.floor(Date.now() / 60_000) * 60_000 - 60_000;
/** The folder of a bot that was set up and then down at the due minute. */
const missedTheMinute = mkdtempSync(join(tmpdir(), 'nabi-'));

beforeAll(async () => {
  discord = await startFakeDiscord({ token: TOKEN });
  home = missedTheMinute;
  await setUpAndMissTheMinute();
  await discord.close();
});

beforeEach(async () => {
  discord = await startFakeDiscord({ token: TOKEN });
  home = makeHome();
  cpSync(missedTheMinute, home, { recursive: true });
});

afterEach(async () => {
  await endBots();
  await discord.close();
});

afterAll(async () => {
  await endBots();
  rmSync(missedTheMinute, { recursive: true });
});

/** In a process of its own. The zone of the machine must not matter. */
function startAlone(): Bot {
  return startBot({ env: { ...envFor(discord, home), TZ: 'America/St_Johns' } });
}

function start(): Bot {
  return startHere({ env: envFor(discord, home) });
}

function dueThere(): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(dueAtMs).toZonedDateTimeISO(ZONE);
}

/** An admin sets the daily post up; then the bot is down at the due minute. */
async function setUpAndMissTheMinute(): Promise<void> {
  const bot = start();
  await bot.ready();
  const time = dueThere().toPlainTime().toString({ smallestUnit: 'minute' });
  const saved = await discord.sendInteraction(
    buildCommand({
      name: 'config',
      subcommand: 'daily',
      options: { time, zone: ZONE },
      channels: { channel: { id: CHANNEL_ID } },
      memberPermissions: ADMIN_PERMISSIONS,
    }),
  );
  expect(textOf(saved.response)).toContain(`<t:${dueThere().add({ days: 1 }).epochMilliseconds / 1_000}`);
  await bot.stop();
  setDueTime();
}

function setDueTime(): void {
  const db = new Database(join(home, 'state.db'));
  expect(db.prepare('UPDATE dailies SET next_due_at_ms = ? WHERE guild_id = ?').run(dueAtMs, GUILD_ID).changes).toBe(1);
  db.close();
}

function readLedger(): unknown[] {
  const db = new Database(join(home, 'state.db'), { readonly: true });
  const rows = db.prepare('SELECT local_date, state, attempts, quote_id, message_id FROM deliveries').all();
  db.close();
  return rows;
}

describe('the daily post', () => {
  it('that fell due while the bot was down comes at the next start, once, however often the bot is restarted', async () => {
    const first = startAlone();
    await first.waitForLine('the daily post is out');
    const { body } = await discord.waitForMessage(CHANNEL_ID);
    expect(body).toMatchObject({ enforce_nonce: true, allowed_mentions: { parse: [] } });
    expect(String(body.nonce)).toMatch(/^\S{10,25}$/);

    const components = flatten(body.components);
    const today = dueThere().toPlainDate().toString();
    const button = customIdsIn(components).find((id) => id.startsWith('v1|sources|') && id.split('|').includes(today));
    expect(joinTexts(components)).toMatch(/^-# Quote of the day · \S/m);
    await first.ready();
    const sources = await discord.sendInteraction(buildButton({ customId: String(button) }));
    expect(textOf(sources.response)).toMatch(/https?:\/\//);
    const shown = await discord.sendInteraction(buildCommand({ name: 'config', subcommand: 'show', memberPermissions: ADMIN_PERMISSIONS }));
    expect(textOf(shown.response)).toContain(`<t:${dueThere().add({ days: 1 }).epochMilliseconds / 1_000}`);
    await first.stop();

    const content = new Database(join(home, 'content.db'), { readonly: true });
    const line = content.prepare('SELECT tone, never_post FROM quotes WHERE id = ?');
    const ledger = readLedger();
    expect(ledger).toEqual([
      { local_date: today, state: 'confirmed', attempts: 1, quote_id: expect.any(String), message_id: discord.messages[0]?.id },
    ]);
    expect(line.get(Object(ledger[0]).quote_id)).toEqual({ tone: expect.stringMatching(/^(gentle|firm)$/), never_post: 0 });
    content.close();

    const second = start();
    await second.ready();
    await second.stop();
    // As if the due time had not been moved on: the date is taken all the same.
    setDueTime();
    const third = start();
    expect(await third.waitForLine('tick')).toMatchObject({ posted: 0, left: 1 });
    await third.ready();
    await third.stop();
    expect(discord.requestsTo(POSTS)).toHaveLength(1);
  });

  it('whose answer was lost is sent again under the same nonce, and seen once', async () => {
    discord.failNext(POSTS, { kind: 'done-then-drop' });
    const first = start();
    await first.waitForLine('the daily post was not accepted');
    await first.ready();
    await first.stop();
    const second = start();
    await second.waitForLine('the daily post is out');
    await second.ready();
    await second.stop();
    expect(discord.messages).toHaveLength(1);
    expect(readLedger()).toMatchObject([{ state: 'confirmed', message_id: discord.messages[0]?.id }]);
  });

  it('that was being sent when the process was killed is settled by the next start, and seen once', async () => {
    const held = holdRequest();
    discord.failNext(POSTS, held.failure);
    const killed = startAlone();
    await held.arrived;
    killed.signal('SIGKILL');
    expect(await killed.ended).toEqual({ code: null, signal: 'SIGKILL' });
    held.release();
    await discord.waitForMessage(CHANNEL_ID);

    const next = start();
    await next.waitForLine('the daily post is out');
    await next.ready();
    await next.stop();
    expect(discord.messages).toHaveLength(1);
    const nonces = discord.requestsTo(POSTS).map(({ body }) => Object(body).nonce);
    expect(nonces).toEqual([nonces[0], nonces[0]]);
    expect(readLedger()).toMatchObject([{ state: 'confirmed', message_id: discord.messages[0]?.id }]);
  });

  it('that is being sent when SIGTERM comes is finished and written down', async () => {
    const held = holdRequest();
    discord.failNext(POSTS, held.failure);
    const bot = start();
    await bot.ready();
    await held.arrived;
    const stopped = bot.stop();
    await bot.waitForLine('stopping');
    held.release();
    expect(await stopped).toMatchObject({ code: 0, signal: null });
    expect(readLedger()).toMatchObject([{ state: 'confirmed', attempts: 1, message_id: discord.messages[0]?.id }]);
  });

  it('whose role to mention is gone says so in the channel for notices, once, however often the bot is restarted', async () => {
    const channel = '910000000000000099';
    const db = new Database(join(home, 'state.db'));
    db.prepare('UPDATE servers SET notices_channel_id = ? WHERE guild_id = ?').run(channel, GUILD_ID);
    db.prepare("INSERT INTO notices (guild_id, cause, subject, since_ms) VALUES (?, 'role-gone', '7', ?)").run(GUILD_ID, dueAtMs);
    db.close();
    const bot = start();
    const { body } = await discord.waitForMessage(channel);
    expect(joinTexts(flatten(body.components))).toContain('The role the daily quote mentions no longer exists');
    await bot.stop();
    const next = start();
    await next.ready();
    await next.stop();
    const told = discord.messages.filter(({ channelId }) => channelId === channel);
    expect(told).toHaveLength(1);
  });

  it('that Discord forbids is not tried again at once, and the admin is told why', async () => {
    discord.failNext(POSTS, { kind: 'answer', status: 403, body: { code: 50_013, message: 'Missing Permissions' } }, 10);
    const bot = start();
    await bot.ready();
    await bot.waitForLine('tick');
    const shown = await discord.sendInteraction(buildCommand({ name: 'health', memberPermissions: ADMIN_PERMISSIONS }));
    expect(textOf(shown.response)).toContain('Give me Send Messages');
    expect(textOf(shown.response)).toContain('Next try');
    await bot.stop();
    // Once with the picture, once without it in case only Attach Files is lacking, and then no more for a while.
    expect(discord.requestsTo(POSTS).map(({ files }) => files.length)).toEqual([1, 0]);
  });
});
