/** `/health` and `/config`, where Discord can be asked what the bot may do in the channel. */
import { ChannelType, PermissionFlagsBits } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import type { BotPermissions, Effect, EffectResult } from '../../src/bot/types.ts';
import { type DailySettings, DEFAULT_DAILY_OPTIONS, type Delivery } from '../../src/state/types.ts';
import { type BotOptions, createBot, NOW_MS, say } from '../support/bot.ts';
import { ADMIN_PERMISSIONS, GUILD_ID } from '../support/interactions.ts';

const CHANNEL = '800000000000000001';
const ROLE = '700000000000000001';
const DAY_MS = 24 * 60 * 60_000;
const { ViewChannel, SendMessages, EmbedLinks, AttachFiles, CreatePublicThreads } = PermissionFlagsBits;

function buildDaily(changes: Partial<DailySettings> = {}): DailySettings {
  const plan = { channelId: CHANNEL, time: '21:00', zone: 'Asia/Seoul', nextDueAtMs: Date.parse('2026-11-22T12:00:00Z') };
  return { ...DEFAULT_DAILY_OPTIONS, ...plan, enabled: true, suspendedReason: null, ...changes };
}

const SUSPENDED = buildDaily({ suspendedReason: 'missing-permissions', nextDueAtMs: null });

function allowing(changes: Partial<Extract<BotPermissions, { kind: 'known' }>> = {}): BotPermissions {
  const bits = ViewChannel | SendMessages | EmbedLinks | AttachFiles | CreatePublicThreads;
  const channel = {
    channelType: ChannelType.GuildText,
    roleIds: [ROLE],
    openRoleIds: [ROLE],
    isClosed: false,
    timedOutUntilMs: null,
    tags: [],
    needsTag: false,
  };
  return { kind: 'known', bits, ...channel, ...changes };
}

function botWith(daily: DailySettings, found: BotPermissions, more: BotOptions = {}) {
  return createBot({ settings: { daily }, loadBotPermissions: async () => found, ...more });
}

async function dailyOf(bot: ReturnType<typeof createBot>): Promise<DailySettings | null> {
  return (await bot.state.loadSettings(GUILD_ID)).daily;
}

describe('a suspended daily post', () => {
  it.each(['health', 'config panel'])('goes on when an admin looks with /%s and what stopped it is gone', async (asked) => {
    const bot = botWith(SUSPENDED, allowing());
    const [name = '', subcommand] = asked.split(' ');
    const { text } = await bot.askAsAdmin({ name, ...(subcommand === undefined ? {} : { subcommand }) });
    expect(text).toContain(say('health.resumedItself', { next: '' }).split(' Next')[0]);
    expect(await dailyOf(bot)).toMatchObject({ suspendedReason: null, nextDueAtMs: Date.parse('2026-11-22T12:00:00Z') });
  });

  it.each([
    ['a permission is lacking', allowing({ bits: ViewChannel })],
    ['the bot is in time-out', allowing({ timedOutUntilMs: NOW_MS + DAY_MS })],
    ['the thread is archived', allowing({ isClosed: true })],
    ['Discord does not answer', { kind: 'unknown' }],
    ['the channel is gone', { kind: 'missing' }],
  ] satisfies [string, BotPermissions][])('stays suspended while %s', async (_name, found) => {
    const bot = botWith(SUSPENDED, found);
    await bot.askAsAdmin({ name: 'health' });
    expect(await dailyOf(bot)).toMatchObject({ suspendedReason: 'missing-permissions', nextDueAtMs: null });
  });

  it('stays so where a look at the channel shows nothing', async () => {
    const bot = botWith({ ...SUSPENDED, suspendedReason: 'unknown-zone' }, allowing());
    await bot.askAsAdmin({ name: 'health' });
    expect(await dailyOf(bot)).toMatchObject({ suspendedReason: 'unknown-zone' });
  });

  it.each([
    ['goes on after a test post that works', { ok: true, messageId: '5' }, null],
    ['does not after one that fails', { ok: false, reason: 'missing-permissions' }, 'missing-permissions'],
  ] satisfies [string, EffectResult, string | null][])('%s', async (_name, result, reason) => {
    const asked: Effect['kind'][] = [];
    const carryOut = async ({ kind }: Effect) => {
      asked.push(kind);
      return result;
    };
    const bot = botWith(SUSPENDED, { kind: 'unknown' }, { carryOut });
    await bot.press({ customId: 'v1|health|test', memberPermissions: ADMIN_PERMISSIONS, messageFlags: (1 << 15) | (1 << 6) });
    expect(asked).toEqual(['test-post']);
    expect(await dailyOf(bot)).toMatchObject({ suspendedReason: reason });
  });
});

it('a test that works brings the post of today that was refused and waits', async () => {
  const bot = botWith(buildDaily(), { kind: 'unknown' }, { carryOut: async () => ({ ok: true, messageId: '5' }) });
  await bot.askAsAdmin({ name: 'health' });
  const dueAtMs = Date.parse('2026-11-22T12:00:00Z');
  const row = { localDate: '2026-11-22', zone: 'Asia/Seoul', channelId: CHANNEL, titleId: 'a', quoteId: 'b', questionIndex: null };
  const claimed: Delivery = {
    ...{ guildId: GUILD_ID, slot: 1, place: 'channel', state: 'claimed', reason: 'missing-permissions', ...row },
    ...{ cycle: 0, position: 0, dueAtMs, claimedAtMs: NOW_MS, updatedAtMs: NOW_MS, attempts: 3, sentAtMs: null },
    ...{ nextAttemptAtMs: NOW_MS + DAY_MS, messageId: null },
  };
  await bot.state.claimDelivery(claimed, { startMs: dueAtMs, endMs: dueAtMs + 1 }, dueAtMs + DAY_MS);
  expect(await bot.state.loadUnsettled(NOW_MS, 9)).toEqual([]);
  await bot.press({ customId: 'v1|health|test', memberPermissions: ADMIN_PERMISSIONS, messageFlags: (1 << 15) | (1 << 6) });
  expect(await bot.state.loadUnsettled(NOW_MS, 9)).toMatchObject([{ state: 'claimed' }]);
});

describe('what an admin is told', () => {
  it('is until when the bot is in time-out, not that a permission is lacking', async () => {
    const { text } = await botWith(buildDaily(), allowing({ timedOutUntilMs: NOW_MS + DAY_MS })).askAsAdmin({ name: 'health' });
    expect(text).toContain(`<t:${(NOW_MS + DAY_MS) / 1000}:`);
    expect(text).not.toContain(say('permission.sendMessages'));
  });

  it.each(['health', 'config panel'])('is by /%s that the role to mention is gone', async (asked) => {
    const [name = '', subcommand] = asked.split(' ');
    const call = { name, ...(subcommand === undefined ? {} : { subcommand }) };
    const gone = await botWith(buildDaily({ pingRoleId: '700000000000000002' }), allowing()).askAsAdmin(call);
    expect(gone.text).toContain(say('config.roleGone'));
    const there = await botWith(buildDaily({ pingRoleId: ROLE }), allowing()).askAsAdmin(call);
    expect(there.text).not.toContain(say('config.roleGone'));
  });

  it('is that a clock was wrong which planned the next post too far ahead', async () => {
    const bot = botWith(buildDaily({ nextDueAtMs: NOW_MS + 365 * DAY_MS }), allowing());
    expect((await bot.askAsAdmin({ name: 'health' })).text).toContain(say('health.clockAhead'));
    expect((await botWith(buildDaily(), allowing()).askAsAdmin({ name: 'health' })).text).not.toContain(say('health.clockAhead'));
  });

  it('is what a time just before midnight means, when it is saved', async () => {
    const bot = botWith(buildDaily(), allowing());
    const save = (time: string) => bot.askAsAdmin({ name: 'config', subcommand: 'daily', options: { time } });
    expect((await save('23:59')).text).toContain(say('config.lateTime'));
    expect((await save('22:00')).text).not.toContain(say('config.lateTime'));
  });

  it('is that a test is on its way, when it is pressed twice', async () => {
    const bot = botWith(buildDaily(), allowing(), { carryOut: async () => ({ ok: false, reason: 'on-its-way' }) });
    const { text } = await bot.press({ customId: 'v1|health|test', memberPermissions: ADMIN_PERMISSIONS });
    expect(text).toContain(say('health.testUnderWay'));
  });
});

describe('what the channel cannot hold is refused at once, with what would work', () => {
  const about = { channel: `<#${CHANNEL}>` };
  const THREAD = allowing({ channelType: ChannelType.PublicThread });

  it.each([
    ['publishing in a text channel', { crosspost: true }, allowing(), say('config.noCrosspost', about)],
    ['a thread in a thread', { thread: true }, THREAD, say('config.noThread', about)],
  ])('%s, by command and by panel', async (_name, options, found, sentence) => {
    const typed = botWith(buildDaily(), found);
    expect((await typed.askAsAdmin({ name: 'config', subcommand: 'daily', options })).text).toContain(sentence);
    expect(await dailyOf(typed)).toEqual(buildDaily());
    const ticked = botWith(buildDaily(), found);
    const values = ['card', ...Object.keys(options)];
    const asked = { customId: 'v1|config|looks', values, memberPermissions: ADMIN_PERMISSIONS };
    expect((await ticked.choose(asked)).text).toContain(sentence);
    expect(await dailyOf(ticked)).toEqual(buildDaily());
  });

  it('a text channel picked for posts that are published', async () => {
    const bot = botWith(buildDaily({ crossposts: true }), { kind: 'unknown' });
    const chosen = { id: '800000000000000009', type: ChannelType.GuildText };
    const reply = await bot.pickChannel({ customId: 'v1|config|channel', chosen, memberPermissions: ADMIN_PERMISSIONS });
    expect(reply.text).toContain(say('config.noCrosspost', { channel: `<#${chosen.id}>` }));
    expect(await dailyOf(bot)).toMatchObject({ channelId: CHANNEL });
  });

  it('while publishing in an announcement channel and a thread in a text channel are saved', async () => {
    const news = botWith(buildDaily(), allowing({ channelType: ChannelType.GuildAnnouncement }));
    await news.askAsAdmin({ name: 'config', subcommand: 'daily', options: { crosspost: true } });
    expect(await dailyOf(news)).toMatchObject({ crossposts: true });
    const text = botWith(buildDaily(), allowing());
    await text.askAsAdmin({ name: 'config', subcommand: 'daily', options: { thread: true } });
    expect(await dailyOf(text)).toMatchObject({ opensThread: true });
  });
});
