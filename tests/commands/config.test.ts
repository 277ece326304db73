import { ChannelType } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { nameZone } from '../../src/calendar/zones.ts';
import { answerFrom } from '../../src/content/questions.ts';
import { buildDefaultSettings } from '../../src/state/types.ts';
import { type Bot, createBot, DRAMA, FILM, loadTestContent, NOW_MS, type Reply, say } from '../support/bot.ts';
import { ADMIN_PERMISSIONS, BOT_PERMISSIONS, CHANNEL_ID, GUILD_ID } from '../support/interactions.ts';

const admin = { memberPermissions: ADMIN_PERMISSIONS };
const config = (bot: Bot, subcommand: string, options: Readonly<Record<string, string | boolean | number>> = {}) =>
  bot.askAsAdmin({ name: 'config', subcommand, options });
const daily = (
  bot: Bot,
  options: Readonly<Record<string, string | boolean>>,
  channel: { readonly appPermissions?: string; readonly type?: ChannelType } = {},
) => bot.askAsAdmin({ name: 'config', subcommand: 'daily', options, channels: { channel: { id: CHANNEL_ID, ...channel } } });
const saved = async (bot: Bot) => (await bot.state.loadSettings(GUILD_ID)).daily;
const stamp = (ms: number) => `<t:${ms / 1000}:f>`;
const buttonId = (reply: Reply, label: string) => reply.buttons.find((button) => button.label === label)?.customId ?? '';
/** A press on what only the admin sees. */
const onPrivate = { ...admin, messageFlags: (1 << 15) | (1 << 6) };

describe('who may set a server up', () => {
  it.each(['daily', 'title', 'show', 'reset', 'panel', 'skip', 'spoilers', 'language', 'style', 'notices', 'export', 'import'])(
    '/config %s is for those with Manage Server, whatever let the command through',
    async (subcommand) => {
      const bot = createBot();
      const reply = await bot.ask({
        name: 'config',
        subcommand,
        options: { zone: 'Asia/Seoul' },
        channels: { channel: { id: CHANNEL_ID } },
      });
      expect(reply.text).toContain('**Manage Server**');
      expect(reply.isPrivate).toBe(true);
      expect(await saved(bot)).toBeNull();
    },
  );

  it('administrators may too', async () => {
    const bot = createBot();
    const reply = await bot.ask({ name: 'config', subcommand: 'show', memberPermissions: String(1n << 3n) });
    expect(reply.text).toContain(say('config.screen.main'));
  });

  it('says in a direct message that it works only in a server', async () => {
    expect((await createBot().askAsAdmin({ name: 'config', subcommand: 'show', where: 'dm' })).text).toBe(say('error.serverOnly'));
  });

  it('checks again when one of its buttons is pressed, and gives fans no choices', async () => {
    const bot = createBot();
    const reply = await bot.press({ customId: `v1|config|title|${FILM}`, messageFlags: (1 << 15) | (1 << 6) });
    expect(reply.text).toContain('**Manage Server**');
    expect((await bot.state.loadSettings(GUILD_ID)).title).toBeNull();
    expect((await bot.suggest({ name: 'config', subcommand: 'daily', focused: 'zone', options: { zone: 'seoul' } })).choices).toEqual([]);
  });
});

describe('/config daily', () => {
  it('saves channel, time and zone in one go and says when the next post comes', async () => {
    const bot = createBot();
    const reply = await daily(bot, { time: '21:00', zone: 'Asia/Seoul' });
    const dueMs = Date.parse('2026-11-22T12:00:00Z');
    expect(await saved(bot)).toMatchObject({ enabled: true, channelId: CHANNEL_ID, time: '21:00', zone: 'Asia/Seoul', nextDueAtMs: dueMs });
    expect(reply.text).toContain(`<#${CHANNEL_ID}>, 9:00 PM (Seoul, 12:00 PM now)\n**Next:** ${stamp(dueMs)}`);
    expect(reply.isPrivate).toBe(true);
  });

  it.each([
    ['9pm', '21:00'],
    ['9:00 PM', '21:00'],
    ['21:00', '21:00'],
    ['0:30', '00:30'],
    ['12am', '00:00'],
  ])('understands the time “%s”', async (typed, time) => {
    const bot = createBot();
    await daily(bot, { time: typed, zone: 'Asia/Seoul' });
    expect((await saved(bot))?.time).toBe(time);
  });

  it.each(['25:10', 'noonish', '24:00', '9:75', '-1'])(
    'does not understand the time “%s”, says how to write one, and changes nothing',
    async (time) => {
      const bot = createBot();
      const reply = await daily(bot, { time, zone: 'Asia/Seoul' });
      expect(reply.text).toContain(`“${time}”`);
      expect(reply.text).toContain('`9pm` or `21:00`');
      expect(await saved(bot)).toBeNull();
    },
  );

  it('says once that there is nothing to pause yet, and offers what sets it up', async () => {
    const reply = await config(createBot(), 'pause', { until: 'next monday' });
    expect(reply.text).toBe(say('config.pause.notSetUp'));
    expect(JSON.stringify(reply.response)).toContain(say('config.pick.firstChannel'));
  });

  it.each([
    ['/health', (bot: Bot) => bot.askAsAdmin({ name: 'health' })],
    ['/config skip', (bot: Bot) => config(bot, 'skip')],
    ['/config daily enabled: False', (bot: Bot) => config(bot, 'daily', { enabled: false })],
  ])('%s offers a channel where there is no daily quote yet', async (_typed, ask) => {
    const reply = await ask(createBot());
    expect(reply.text).toBe(say('config.notSetUp'));
    expect(JSON.stringify(reply.response)).toContain(say('config.pick.firstChannel'));
  });

  it('says all at once what it did not understand and what is missing', async () => {
    const bot = createBot();
    const reply = await config(bot, 'daily', { time: 'noonish', days: 'sometimes', zone: 'Atlantis' });
    for (const typed of ['noonish', 'sometimes', 'Atlantis']) expect(reply.text).toContain(`“${typed}”`);
    expect(reply.text).toContain(say('config.needChannel', { example: 'channel: #quotes time: 9pm zone: Chicago' }));
    const { text: read } = await config(bot, 'daily', { time: '9 pm', days: 'weekdays' });
    expect(read).toMatch(/9:00 PM.*Monday.*Friday/);
    expect(read).toContain(say('config.needChannel', { example: 'channel: #quotes time: 9 pm days: weekdays zone: Chicago' }));
    await daily(bot, { time: '09:00', zone: 'Asia/Seoul' });
    const { text } = await config(bot, 'daily', { time: '9', days: 'sometimes' });
    expect(text).toContain('“9”');
    expect(text).toContain('“sometimes”');
    expect(await saved(bot)).toMatchObject({ time: '09:00' });
  });

  it.each([
    [{ time: '밤 9시 반', days: '월~금' }, 'ko', /\*\*오후 9:30\*\*.*\*\*월~금요일\*\*/],
    [{ time: '夜9時半', days: '月〜金' }, 'ja', /\*\*21:30\*\*.*\*\*月～金曜日\*\*/],
    [{ time: '9 y media de la noche', days: 'lun-vie' }, 'es-419', /\*\*9:30 p\.\u00a0m\.\*\*.*\*\*de lunes a viernes\*\*/],
    [{ time: '21h30', days: 'seg a sex' }, 'pt-BR', /\*\*21:30\*\*.*segunda.*sexta/],
    [{ time: 'setengah 10 malam', days: 'senin s/d jumat' }, 'id', /\*\*21\.30\*\*.*Senin.*Jumat/],
    [{ time: 'half past nine pm', days: 'mon-fri' }, 'en-US', /\*\*9:30 PM\*\*.*Monday.*Friday/],
  ] as const)('shows what it read out of %j in %s, and saves it once that is right', async (options, locale, shown) => {
    const bot = createBot();
    await daily(bot, { time: '09:00', zone: 'Asia/Seoul' });
    const asked = await bot.askAsAdmin({ name: 'config', subcommand: 'daily', options, locale });
    expect(asked.isPrivate).toBe(true);
    expect(asked.text).toMatch(shown);
    expect(await saved(bot)).toMatchObject({ time: '09:00' });
    await bot.press({ ...onPrivate, customId: asked.buttons[0]?.customId ?? '', locale });
    expect(await saved(bot)).toMatchObject({ time: '21:30', weekdays: [1, 2, 3, 4, 5], zone: 'Asia/Seoul' });
  });

  it('asks which of two times is meant', async () => {
    const bot = createBot();
    await daily(bot, { time: '12:00', zone: 'Asia/Seoul' });
    const asked = await config(bot, 'daily', { time: '9' });
    expect(asked.buttons.slice(0, 2).map(({ label }) => label)).toEqual(['9:00 AM', '9:00 PM']);
    expect(await saved(bot)).toMatchObject({ time: '12:00' });
    await bot.press({ ...onPrivate, customId: buttonId(asked, '9:00 PM') });
    expect(await saved(bot)).toMatchObject({ time: '21:00' });
  });

  it('says that an offset knows no summer time, and offers the zones that have it', async () => {
    const { text, selects } = await daily(createBot(), { zone: 'UTC+9' });
    expect(text).toContain('doesn’t account for daylight saving time');
    expect(selects[0]?.values[0]).toBe('Asia/Seoul');
  });

  it('takes nine in the morning when no time is given, and says so', async () => {
    const bot = createBot();
    expect((await daily(bot, { zone: 'Asia/Seoul' })).text).toContain(say('config.defaultTime', { time: '9:00 AM' }));
    expect((await saved(bot))?.time).toBe('09:00');
  });

  it.each(['EST', 'Korea', 'UTC+9'])(
    'asks which zone is meant by “%s”, with the time there, and goes on with the one that is chosen',
    async (zone) => {
      const bot = createBot();
      const asked = await daily(bot, { time: '9pm', zone });
      expect(asked.isPrivate).toBe(true);
      expect(await saved(bot)).toBeNull();
      const [select] = asked.selects;
      const [button] = asked.buttons;
      expect([asked.text, ...asked.labels].join('\n')).toMatch(/ · \d\d:\d\d|it’s \d{1,2}:\d\d [AP]M there now/i);
      const reply = select
        ? await bot.choose({ ...onPrivate, customId: select.customId, values: select.values.slice(0, 1) })
        : await bot.press({ ...onPrivate, customId: button?.customId ?? '' });
      const chosen = (await saved(bot))?.zone;
      expect(reply.text).toContain(`9:00 PM (${nameZone(chosen ?? '', 'en-US')}, `);
      expect(await saved(bot)).toMatchObject({ time: '21:00', channelId: CHANNEL_ID, zone: expect.stringMatching(/^[A-Z]\w+\//) });
    },
  );

  it('asks even for a city that is only one, because a city only suggests', async () => {
    const bot = createBot();
    const asked = await daily(bot, { time: '9pm', zone: 'Seoul' });
    expect(asked.text).toContain('Is that Seoul?');
    expect(await saved(bot)).toBeNull();
  });

  it('offers more than one zone for EST', async () => {
    const { selects } = await daily(createBot(), { zone: 'EST' });
    expect(selects[0]?.values).toContain('America/New_York');
    expect(selects[0]?.values.length).toBeGreaterThan(1);
  });

  it('offers zones to choose from when a zone is unknown or missing', async () => {
    for (const options of [{ zone: 'Atlantis' }, {}]) {
      const { selects, isPrivate } = await daily(createBot(), options);
      expect(selects[0]?.values).toContain('Asia/Seoul');
      expect(isPrivate).toBe(true);
    }
  });

  it('suggests zones by city, country and abbreviation, with the time there now', async () => {
    const typed = async (zone: string) =>
      (await createBot().suggest({ ...admin, name: 'config', subcommand: 'daily', focused: 'zone', options: { zone } })).choices;
    expect((await typed('seo'))[0]).toEqual({ name: 'Seoul · 12:00', value: 'Asia/Seoul' });
    expect((await typed('latvia'))[0]?.value).toBe('Europe/Riga');
    expect((await typed('EST')).map(({ value }) => value)).toContain('America/New_York');
    expect((await typed('calcutta'))[0]?.value).toBe('Asia/Kolkata');
  });

  it('names the permissions the bot lacks in the channel, and saves all the same', async () => {
    const bot = createBot();
    const viewOnly = String(1n << 10n);
    const reply = await daily(bot, { zone: 'Asia/Seoul' }, { appPermissions: viewOnly });
    expect(reply.text).toContain('**Send Messages**');
    expect(reply.text).toContain('**Embed Links**');
    expect(reply.text).not.toContain('**View Channel**');
    expect((await saved(bot))?.enabled).toBe(true);
  });

  it('asks in a thread for the permission that counts there', async () => {
    const { text } = await daily(
      createBot(),
      { zone: 'Asia/Seoul' },
      { appPermissions: String(1n << 10n), type: ChannelType.PublicThread },
    );
    expect(text).toContain('**Send Messages in Threads**');
    expect(text).not.toContain('**Send Messages**');
  });

  it('has nothing to say of permissions where it has them all, or is an administrator', async () => {
    for (const appPermissions of [BOT_PERMISSIONS, String(1n << 3n)]) {
      expect((await daily(createBot(), { zone: 'Asia/Seoul' }, { appPermissions })).text).not.toMatch(/lack|⚠/);
    }
  });

  it('refuses channels in which nothing can be posted', async () => {
    const bot = createBot();
    const reply = await daily(bot, { zone: 'Asia/Seoul' }, { type: ChannelType.GuildVoice });
    expect(reply.text).toContain('Pick a text, announcement, forum, or media channel, or a thread');
    expect(await saved(bot)).toBeNull();
  });

  it('asks for a channel the first time', async () => {
    expect((await config(createBot(), 'daily', { time: '9pm' })).text).toContain('Which channel?');
  });

  it('keeps what is left out later, and can be switched off and on', async () => {
    const bot = createBot();
    await daily(bot, { time: '21:00', zone: 'Asia/Seoul' });
    await config(bot, 'daily', { time: '8am' });
    expect(await saved(bot)).toMatchObject({ channelId: CHANNEL_ID, time: '08:00', zone: 'Asia/Seoul' });
    expect((await config(bot, 'daily', { enabled: false })).text).toContain(say('config.showOff'));
    expect(await saved(bot)).toMatchObject({ enabled: false, time: '08:00', nextDueAtMs: null });
    await config(bot, 'daily', { enabled: true });
    expect(await saved(bot)).toMatchObject({ enabled: true, nextDueAtMs: Date.parse('2026-11-22T23:00:00Z') });
  });

  it('begins with the next occurrence after saving, never with the minute that has just passed', async () => {
    const bot = createBot();
    await daily(bot, { time: '12:00', zone: 'Asia/Seoul' });
    expect((await saved(bot))?.nextDueAtMs).toBe(NOW_MS + 24 * 60 * 60 * 1000);
  });
});

describe('how long the daily post lasts', () => {
  it('stands with what makes more, after setting it up and on its screen', async () => {
    const bot = createBot();
    const lines = '**Quotes:** 23, enough for 23 days without a repeat';
    expect((await daily(bot, { time: '21:00', zone: 'Asia/Seoul' })).text).toContain(lines);
    expect((await bot.press({ customId: 'v1|config|view|daily', ...onPrivate })).text).toContain(
      `${lines}\n-# More quotes: **Titles, spoilers, language** · **Director’s quotes too** · **Suggestions and quiz**`,
    );
    expect((await daily(bot, { tone: 'gentle', days: 'weekdays' })).text).toContain('**Quotes:** 18, enough for 25 days without a repeat');
  });

  it('is said instead of “Saved” where there is nothing to post, and nothing is changed', async () => {
    const content = loadTestContent();
    const without = answerFrom({
      ...content,
      list: (kind, titleId) => content.list(kind, titleId).filter((record) => !('tone' in record) || record.spoiler_from > 1),
    });
    const bot = createBot({ content: without });
    const reply = await daily(bot, { time: '21:00', zone: 'Asia/Seoul' });
    expect(reply.text).toContain('No quote fits these settings');
    expect(reply.text).toContain('**Titles, spoilers, language**');
    expect(reply.text).not.toContain('Saved');
    expect(await saved(bot)).toBeNull();
    await config(bot, 'spoilers', { title: DRAMA, episode: 16 });
    expect((await daily(bot, { time: '21:00', zone: 'Asia/Seoul' })).text).toMatch(/\*\*Quotes:\*\* \d+/);
    const lowered = await config(bot, 'spoilers', { title: DRAMA, episode: 1 });
    expect(lowered.text).toContain('Nothing was changed.');
    expect((await bot.state.loadSettings(GUILD_ID)).ceilings[DRAMA]).toBe(16);
  });
});

describe('/config show', () => {
  it('says the next post as a timestamp, and the time in the zone now', async () => {
    const bot = createBot();
    await daily(bot, { time: '21:00', zone: 'Asia/Seoul' });
    const { text, isPrivate } = await config(bot, 'show');
    expect(text).toContain(`**Next:** ${stamp(Date.parse('2026-11-22T12:00:00Z'))}`);
    expect(text).toContain('(Seoul, 12:00 PM now)');
    expect(isPrivate).toBe(true);
  });

  it('says how to begin where nothing is set, and which title is meant', async () => {
    const { text, pickers } = await config(createBot(), 'show');
    expect(text).toContain(say('config.showOff'));
    expect(pickers).toEqual([{ customId: 'v1|config|channel', type: 8 }]);
    expect(text).toContain(say('config.showTitleUnset', { title: 'It’s Okay to Not Be Okay' }));
  });

  it('says that the post is off, or why it is paused and what to do', async () => {
    const bot = createBot();
    await daily(bot, { time: '21:00', zone: 'Asia/Seoul' });
    await bot.state.suspendDaily({ guildId: GUILD_ID, slot: 1 }, 'missing-permissions', CHANNEL_ID);
    expect((await config(bot, 'show')).text).toMatch(/paused.+Give me Send Messages and Embed Links there/);
    await config(bot, 'daily', { enabled: false });
    expect((await config(bot, 'show')).text).toContain(say('config.showOff'));
  });
});

describe('/config title', () => {
  it('chooses the work that is meant when nobody names one', async () => {
    const bot = createBot();
    await config(bot, 'title', { title: FILM });
    expect((await bot.ask({ name: 'about' })).text).toMatch(/^## It’s Okay! \(2023\)/);
    expect((await bot.ask({ name: 'about', options: { title: DRAMA } })).text).toMatch(/^## It’s Okay to Not Be Okay \(2020\)/);
  });

  it('asks by buttons when it may be either, and by a select when none is given', async () => {
    const bot = createBot();
    const either = await config(bot, 'title', { title: "It's okay" });
    expect(either.buttons).toHaveLength(2);
    await bot.press({ ...onPrivate, customId: either.buttons[1]?.customId ?? '' });
    expect((await bot.state.loadSettings(GUILD_ID)).title).toBe(FILM);
    const none = await config(bot, 'title');
    await bot.choose({ ...onPrivate, customId: none.selects[0]?.customId ?? '', values: [DRAMA] });
    expect((await bot.state.loadSettings(GUILD_ID)).title).toBe(DRAMA);
  });
});

describe('/config reset', () => {
  it('forgets all that was set, and undo brings it back', async () => {
    const bot = createBot();
    await config(bot, 'title', { title: FILM });
    await daily(bot, { time: '21:00', zone: 'America/Argentina/Buenos_Aires' });
    const before = await bot.state.loadSettings(GUILD_ID);
    const reply = await config(bot, 'reset');
    expect(reply.text).toContain(say('config.reset'));
    expect(await bot.state.loadSettings(GUILD_ID)).toMatchObject({ title: null, daily: null });
    const undone = await bot.press({ ...onPrivate, customId: buttonId(reply, say('config.undo')) });
    expect(undone.response.type).toBe(7);
    expect(await bot.state.loadSettings(GUILD_ID)).toEqual(before);
  });

  it('has nothing to undo where nothing was set', async () => {
    const reply = await config(createBot(), 'reset');
    expect(reply.buttons.map(({ label }) => label)).not.toContain(say('config.undo'));
    expect(reply.text).toContain(say('config.resetNothing'));
  });

  it.each([
    'v1|config|zone',
    'v1|config|zone|1|21:00',
    'v1|config|zone|1|21:00|1|acxx',
    'v1|config|zone|1|25:00|1|-------',
    'v1|config|zone|../etc|21:00|1|-------',
    'v1|config|undo|x|1',
    'v1|config|undo',
    'v1|config|looks',
    'v1|config|ping|off',
    'v1|config|switch|on',
    'v1|config|clock',
    'v1|config|apply',
    'v1|config|no-such-action',
  ])('saves nothing from the forged button %s', async (customId) => {
    const bot = createBot();
    const reply = await bot.choose({ ...onPrivate, customId, values: ['Mars/Olympus'] });
    expect(reply.text).not.toBe('');
    expect(bot.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
    expect(await bot.state.loadSettings(GUILD_ID)).toEqual(buildDefaultSettings(GUILD_ID));
  });
});
