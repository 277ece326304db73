/** What an admin is told unasked: one line above the next answer that they alone see. And the language of a server's posts. */
import { describe, expect, it } from 'vitest';
import { type DailySettings, DEFAULT_DAILY_OPTIONS } from '../../src/state/types.ts';
import { type Bot, createBot, languages, NOW_MS, say } from '../support/bot.ts';
import { ADMIN_PERMISSIONS, GUILD_ID } from '../support/interactions.ts';

const DAY_MS = 24 * 60 * 60_000;
const CHANNEL = '800000000000000002';
const MISSED = say('notice.missed', { command: '`/health`' });

async function troubled(settings: Parameters<typeof createBot>[0] = {}): Promise<Bot> {
  const bot = createBot({ settings: { title: null, ...settings?.settings } });
  await bot.state.noteTrouble(GUILD_ID, 'missed', 'daily 1', NOW_MS);
  return bot;
}

describe('a trouble of the daily post', () => {
  it('is told with the next private answer to an admin, once', async () => {
    const bot = await troubled();
    expect((await bot.askAsAdmin({ name: 'config', subcommand: 'panel' })).text).toContain(MISSED);
    bot.setNow(NOW_MS + 3 * DAY_MS);
    expect((await bot.askAsAdmin({ name: 'config', subcommand: 'panel' })).text).not.toContain(MISSED);
  });

  it.each(['help', 'privacy', 'progress'])('is told above /%s too, in the language of the admin', async (name) => {
    const bot = await troubled();
    const { text, isPrivate } = await bot.askAsAdmin({ name, locale: 'ja' });
    expect(isPrivate).toBe(true);
    expect(text).toContain(languages.say('ja')('notice.missed', { command: '`/状態`' }).split('`')[0]);
  });

  it('is not told where all can read it, nor to anybody else, nor beside a word of care', async () => {
    const bot = await troubled();
    expect((await bot.askAsAdmin({ name: 'cast' })).text).not.toContain(MISSED);
    expect((await bot.ask({ name: 'help' })).text).not.toContain(MISSED);
    const cared = await bot.askAsAdmin({ name: 'cast', options: { name: 'i want to die' } });
    expect(cared.text).not.toContain(MISSED);
    expect((await bot.askAsAdmin({ name: 'help' })).text).toContain(MISSED);
  });

  it('names the daily quote it is about where that is not the first, and each cause of it once', async () => {
    const plan = { channelId: CHANNEL, time: '21:00', zone: 'Asia/Seoul', nextDueAtMs: null };
    const daily = { ...DEFAULT_DAILY_OPTIONS, ...plan, enabled: true, suspendedReason: null };
    const bot = await troubled({ settings: { daily, moreDailies: [{ ...daily, slot: 2, suspendedReason: 'missing-access' }] } });
    for (const cause of ['suspended', 'missed', 'channel-gone'] as const) await bot.state.noteTrouble(GUILD_ID, cause, 'daily 2', NOW_MS);
    await bot.state.noteTrouble(GUILD_ID, 'correction-answered', '501', NOW_MS);
    await bot.state.noteTrouble(GUILD_ID, 'correction-answered', '502', NOW_MS);
    const { text } = await bot.askAsAdmin({ name: 'help' });
    const told = text.split('\n')[0] ?? '';
    expect(told).toContain(
      `**${say('health.other', { slot: 2 })}** ${say('notice.suspended', { reason: '', command: '' }).split('  ')[0]}`,
    );
    expect(told).not.toContain(say('notice.channel-gone', { command: '`/config panel`' }));
    expect(told.split(MISSED)).toHaveLength(2);
    expect(told.split(say('notice.correction-answered'))).toHaveLength(2);
  });

  it('is left to the channel for notices where there is one, until that refuses', async () => {
    const bot = await troubled({ settings: { noticesChannelId: CHANNEL } });
    expect((await bot.askAsAdmin({ name: 'help' })).text).not.toContain(MISSED);
    await bot.state.noteNoticesTried(GUILD_ID, NOW_MS);
    expect((await bot.askAsAdmin({ name: 'help' })).text).toContain(MISSED);
  });

  it('is not told by the answer that ends it', async () => {
    const daily: DailySettings = {
      ...DEFAULT_DAILY_OPTIONS,
      ...{
        enabled: true,
        channelId: CHANNEL,
        time: '21:00',
        zone: 'Asia/Seoul',
        nextDueAtMs: null,
        suspendedReason: 'missing-permissions',
      },
    };
    const bot = createBot({ settings: { daily } });
    await bot.state.noteTrouble(GUILD_ID, 'suspended', 'daily 1', NOW_MS);
    const resumed = await bot.press({
      customId: 'v1|health|resume',
      memberPermissions: ADMIN_PERMISSIONS,
      messageFlags: (1 << 15) | (1 << 6),
    });
    expect(resumed.text).toMatch(new RegExp(`^${say('health.resumed', { next: '' }).split(' ')[0]}`));
    bot.setNow(NOW_MS + 2 * DAY_MS);
    expect((await bot.askAsAdmin({ name: 'help' })).text).not.toContain(
      say('notice.suspended', { reason: '', command: '' }).split('  ')[0],
    );
  });

  it('spoils no answer while it cannot be noted that it was told', async () => {
    const bot = await troubled();
    Object.assign(bot.state, { saveChanges: () => Promise.reject(new Error('gone')) });
    const { text } = await bot.askAsAdmin({ name: 'help' });
    expect(text.length).toBeGreaterThan(0);
  });
});

describe('/config notices', () => {
  it('sets the channel, says so, and takes it back by its button', async () => {
    const bot = createBot();
    const chosen = await bot.askAsAdmin({ name: 'config', subcommand: 'notices', channels: { channel: { id: CHANNEL } } });
    expect(chosen.text).toContain(say('config.showNotices', { channel: `<#${CHANNEL}>` }));
    expect((await bot.state.loadSettings(GUILD_ID)).noticesChannelId).toBe(CHANNEL);
    const off = chosen.buttons.find(({ label }) => label === say('config.button.noNotices'));
    const cleared = await bot.press({
      customId: off?.customId ?? '',
      memberPermissions: ADMIN_PERMISSIONS,
      messageFlags: (1 << 15) | (1 << 6),
    });
    expect(cleared.text).toContain(say('config.showNoticesOff'));
    expect((await bot.state.loadSettings(GUILD_ID)).noticesChannelId).toBeNull();
  });

  it('without a channel shows where it is picked', async () => {
    const { pickers, text } = await createBot().askAsAdmin({ name: 'config', subcommand: 'notices' });
    expect(pickers.map(({ customId }) => customId)).toContain('v1|config|notices');
    expect(text).toContain(say('config.showNoticesOff'));
  });

  it('is offered when the daily quote is set up', async () => {
    const asked = { customId: 'v1|config|channel', memberPermissions: ADMIN_PERMISSIONS, chosen: { id: CHANNEL, type: 0 } };
    expect((await createBot().pickChannel(asked)).text).toContain(say('config.now.noticesOffer', { screen: say('config.screen.news') }));
  });
});

describe('the language of a server’s posts', () => {
  const setUp = {
    name: 'config',
    subcommand: 'daily',
    options: { time: '21:00', zone: 'Asia/Seoul' },
    channels: { channel: { id: CHANNEL } },
  };
  const korean = { guildLocale: 'ko' as const, guildFeatures: ['COMMUNITY'] };
  const kept = async (bot: Bot) => (await bot.state.loadSettings(GUILD_ID)).guildLocale;

  it('is the one its Community has chosen, kept when the daily quote is set up and renewed by whoever asks later', async () => {
    const bot = createBot();
    await bot.ask({ name: 'help', ...korean });
    expect(await kept(bot)).toBeNull();
    await bot.askAsAdmin({ ...setUp, ...korean });
    expect(await kept(bot)).toBe('ko');
    await bot.ask({ name: 'help', ...korean, guildLocale: 'ja' as const });
    expect(await kept(bot)).toBe('ja');
    await bot.ask({ name: 'help', guildLocale: 'en-US', guildFeatures: [] });
    expect(await kept(bot)).toBeNull();
  });

  it('is none for a server that is no Community: there Discord says en-US, whatever it speaks', async () => {
    const bot = createBot();
    await bot.askAsAdmin({ ...setUp, guildLocale: 'en-US', guildFeatures: [] });
    expect(await kept(bot)).toBeNull();
  });
});
