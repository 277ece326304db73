/** The greeting of a new server under its buttons, and `/setup`. */
import { MessageFlags } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import type { Effect } from '../../src/bot/types.ts';
import { buildWelcome } from '../../src/bot/welcome.ts';
import { inLanguage } from '../../src/content/in-language.ts';
import { countPhoneLines, PHONE } from '../../src/message/phone.ts';
import { buildDefaultSettings } from '../../src/state/types.ts';
import { type Bot, createBot, DRAMA, languages, loadTestContent, readReply, say } from '../support/bot.ts';
import { ADMIN_PERMISSIONS, CHANNEL_ID, GUILD_ID } from '../support/interactions.ts';

const CHANNEL = { id: '910000000000000008' };
/** On the greeting, which nobody asked for. */
const ADMIN = {
  isPosted: true,
  memberPermissions: ADMIN_PERMISSIONS,
  locale: 'ko',
  guildLocale: 'pt-BR',
  guildFeatures: ['COMMUNITY'],
} as const;
const MEMBER = { isPosted: true } as const;

const settings = (bot: Bot) => bot.state.loadSettings(GUILD_ID);
const pick = (bot: Bot, who: typeof ADMIN | typeof MEMBER, chosen: { id: string; appPermissions?: string; type?: number } = CHANNEL) =>
  bot.pickChannel({ ...who, customId: 'v1|setup|channel', chosen });

describe('the greeting', () => {
  it('has the daily quote on after one pick of a channel, and turns over for all in the language of the server', async () => {
    const bot = createBot();
    const shown = await pick(bot, ADMIN);
    expect((await settings(bot)).daily).toMatchObject({ enabled: true, channelId: CHANNEL.id, zone: 'Asia/Seoul', time: '09:00' });
    expect([shown.isPrivate, shown.response.type]).toEqual([false, 7]);
    const portuguese = languages.say('pt-BR');
    expect(shown.text).toContain(`<#${CHANNEL.id}>`);
    expect(shown.text).toContain(portuguese('help.heading'));
    expect(shown.buttons.map(({ label }) => label)).toEqual([portuguese('welcome.more'), portuguese('welcome.done')]);
  });

  it('takes how far the server has watched, and shows both', async () => {
    const bot = createBot();
    await pick(bot, ADMIN);
    const shown = await bot.choose({ ...ADMIN, customId: `v1|setup|ceiling|${DRAMA}`, values: ['6'] });
    expect((await settings(bot)).ceilings).toEqual({ [DRAMA]: 6 });
    expect([shown.isPrivate, shown.response.type]).toEqual([false, 7]);
    expect(shown.text).toContain(`<#${CHANNEL.id}>`);
  });

  it('says what is lacking in the channel, and privately what cannot be taken', async () => {
    const bot = createBot();
    const english = { ...ADMIN, locale: 'en-US' } as const;
    const lacking = await bot.pickChannel({
      ...english,
      customId: 'v1|setup|channel',
      chosen: { ...CHANNEL, appPermissions: String(1n << 10n) },
    });
    expect(lacking.text).toContain('**Send Messages**');
    const voice = await bot.pickChannel({ ...english, customId: 'v1|setup|channel', chosen: { id: CHANNEL_ID, type: 2 } });
    expect([voice.isPrivate, voice.response.type]).toEqual([true, 4]);
    const past = await bot.choose({ ...english, customId: `v1|setup|ceiling|${DRAMA}`, values: ['99'] });
    expect([past.isPrivate, past.response.type]).toEqual([true, 4]);
    expect((await settings(bot)).ceilings).toEqual({});
  });

  it('does nothing for those who may not manage the server, but say so to them', async () => {
    const effects: Effect[] = [];
    const bot = createBot({
      carryOut: async (effect) => {
        effects.push(effect);
        return { ok: true, messageId: '1' };
      },
    });
    const forged = [
      await pick(bot, MEMBER),
      await bot.choose({ ...MEMBER, customId: `v1|setup|ceiling|${DRAMA}`, values: ['16'] }),
      await bot.press({ ...MEMBER, customId: 'v1|setup|close' }),
      await bot.press({ ...MEMBER, customId: 'v1|setup|panel' }),
    ];
    for (const reply of forged) expect([reply.isPrivate, reply.response.type, reply.text]).toEqual([true, 4, say('error.managersOnly')]);
    expect([effects, await settings(bot)]).toEqual([[], buildDefaultSettings(GUILD_ID)]);
  });

  it('goes with Not now; where it cannot be taken away, that is said', async () => {
    const effects: Effect[] = [];
    const bot = createBot({
      carryOut: async (effect) => {
        effects.push(effect);
        return { ok: true, messageId: '1' };
      },
    });
    const closed = await bot.press({ ...ADMIN, locale: 'en-US', customId: 'v1|setup|close' });
    expect(effects).toMatchObject([{ kind: 'delete-message', channelId: CHANNEL_ID, messageId: expect.stringMatching(/^\d+$/) }]);
    expect([closed.isPrivate, closed.text]).toEqual([true, say('welcome.closed', { setup: '`/setup`' })]);
    const refused = createBot({ carryOut: async () => ({ ok: false, reason: 'missing-permissions' }) });
    const kept = await refused.press({ ...ADMIN, locale: 'en-US', customId: 'v1|setup|close' });
    expect([kept.isPrivate, kept.text]).toEqual([true, say('welcome.notClosed', { setup: '`/setup`' })]);
  });

  it.each(languages.codes)('is one screen of a phone in %s, and at most five lines of words', (locale) => {
    const context = { say: languages.say(locale), locale, content: inLanguage(loadTestContent(), locale), commandIds: new Map() };
    const message = buildWelcome({ ...context, settings: buildDefaultSettings(GUILD_ID) });
    const { text } = readReply({ type: 4, data: JSON.parse(JSON.stringify(message)) });
    expect(text.split('\n').slice(1)).toHaveLength(5);
    expect(countPhoneLines(text) + 6).toBeLessThanOrEqual(PHONE.lines);
  });
});

describe('/setup', () => {
  it('opens the panel for those who may manage the server, and only for them', async () => {
    const bot = createBot();
    const panel = await bot.askAsAdmin({ name: 'setup' });
    expect(panel.text).toBe((await bot.askAsAdmin({ name: 'config', subcommand: 'panel' })).text);
    expect([panel.isPrivate, panel.pickers.length]).toEqual([true, 1]);
    expect((await bot.ask({ name: 'setup' })).text).toBe(say('error.managersOnly'));
    const opened = await bot.press({ ...ADMIN, customId: 'v1|setup|panel' });
    expect([
      opened.isPrivate,
      opened.response.type,
      (opened.response.type === 4 ? (opened.response.data.flags ?? 0) : 0) & MessageFlags.Ephemeral,
    ]).toEqual([true, 4, 64]);
  });
});
