/** `/config panel`, as an admin goes through it. */
import { ChannelType } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { localTimeAt, nextPostAtMs } from '../../src/calendar/clock.ts';
import type { Content } from '../../src/content/types.ts';
import { showTime } from '../../src/language/show.ts';
import { findMessageProblems } from '../../src/playground/discord-rules.ts';
import { type Bot, createBot, DRAMA, FILM, languages, loadTestContent, NOW_MS, say } from '../support/bot.ts';
import { ADMIN_PERMISSIONS, BOT_PERMISSIONS, CHANNEL_ID, GUILD_ID, MEMBER_PERMISSIONS, USER_ID } from '../support/interactions.ts';
import { type AdminAtPanel, openPanel } from '../support/panel.ts';

const CHANNEL = { id: CHANNEL_ID };
const ROLE = { id: '920000000000000001' };
const OTHER_ADMIN = '700000000000000077';

const settings = (bot: Bot) => bot.state.loadSettings(GUILD_ID);
const daily = async (bot: Bot) => (await settings(bot)).daily;
const setUp = async (bot = createBot()) => (await openPanel(bot)).pickChannel('channel', CHANNEL);

describe('a new server', () => {
  it('has its daily quote after one pick, with a zone guessed from the admin’s language and said to be a guess', async () => {
    const bot = createBot();
    const panel = await (await openPanel(bot, { locale: 'ko' })).pickChannel('channel', CHANNEL);
    expect(await daily(bot)).toMatchObject({
      enabled: true,
      channelId: CHANNEL_ID,
      time: '09:00',
      zone: 'Asia/Seoul',
      nextDueAtMs: Date.parse('2026-11-23T00:00:00Z'),
    });
    expect(panel.screen.isPrivate).toBe(true);
    expect(panel.screen.text).toMatch(/오전 9:00\(서울, 지금 오후 12:00\)/);
  });

  it.each([
    ['en-US', 'America/New_York', 'New York'],
    ['es-419', 'America/Mexico_City', 'Ciudad de México'],
    ['pt-BR', 'America/Sao_Paulo', 'São Paulo'],
    ['id', 'Asia/Jakarta', 'Jakarta'],
  ] as const)(
    'is told that %s is at home in several zones, which was taken, and how to correct it in one form',
    async (locale, zone, place) => {
      const bot = createBot();
      let panel = await (await openPanel(bot, { locale })).pickChannel('channel', CHANNEL);
      expect((await daily(bot))?.zone).toBe(zone);
      const speak = languages.say(locale);
      const button = speak('config.button.clock');
      expect(panel.screen.text).toContain(speak('config.guess.several', { button }));
      expect(panel.screen.text).toContain(`(${place}, `);
      expect(panel.screen.text).toContain(showTime(locale, localTimeAt(NOW_MS, zone)));
      panel = await panel.press(button);
      expect(panel.screen.form?.fields).toEqual({ time: '09:00', zone: place, days: '' });
      // What was filled in is no question.
      panel = await panel.fillIn({ time: '10:00', zone: place, days: '' });
      expect(await daily(bot)).toMatchObject({ time: '10:00', zone });
      panel = await panel.press(button);
      await panel.fillIn({ time: '9pm', zone: 'Asia/Kolkata', days: 'mon wed fri' });
      expect(await daily(bot)).toMatchObject({ time: '21:00', zone: 'Asia/Kolkata', weekdays: [1, 3, 5] });
    },
  );

  it('is told which permission is lacking in the channel that was picked', async () => {
    const viewOnly = String(1n << 10n);
    const { screen, bot } = await (await openPanel()).pickChannel('channel', { ...CHANNEL, appPermissions: viewOnly });
    expect(screen.text).toContain('**Send Messages**');
    expect(screen.text).not.toContain('**View Channel**');
    expect((await daily(bot))?.channelId).toBe(CHANNEL_ID);
  });

  it('is not set up in a channel where nothing can be posted', async () => {
    const { screen, bot } = await (await openPanel()).pickChannel('channel', { ...CHANNEL, type: ChannelType.GuildVoice });
    expect(screen.text).toContain(say('config.wrongDailyChannel'));
    expect(await daily(bot)).toBeNull();
  });
});

describe('the daily quote in the panel', () => {
  it('changes what is ticked and leaves everything else', async () => {
    const panel = await (await setUp()).choose(say('config.look.gentle'), say('config.look.thread'));
    expect(await daily(panel.bot)).toMatchObject({
      tone: 'gentle',
      opensThread: true,
      style: 'text',
      includeDirector: false,
      time: '09:00',
    });
    await panel.choose();
    expect(await daily(panel.bot)).toMatchObject({ tone: 'all', opensThread: false });
  });

  it('mentions a role, never everyone, and none again', async () => {
    const panel = await (await setUp()).pickRole('ping', ROLE);
    expect((await daily(panel.bot))?.pingRoleId).toBe(ROLE.id);
    const refused = await panel.pickRole('ping', { id: GUILD_ID });
    expect(refused.screen.text).toContain(say('config.everyoneRole'));
    expect((await daily(panel.bot))?.pingRoleId).toBe(ROLE.id);
    await refused.press(say('config.button.noPing'));
    expect((await daily(panel.bot))?.pingRoleId).toBeNull();
  });

  it('is switched off and on, left out once and not left out', async () => {
    let panel = await (await setUp()).press(say('config.button.off'));
    expect(await daily(panel.bot)).toMatchObject({ enabled: false, nextDueAtMs: null });
    panel = await (await panel.press(say('config.button.on'))).press(say('config.button.skip'));
    expect((await daily(panel.bot))?.skipDate).toBe('2026-11-22');
    await panel.press(say('config.unskip'));
    expect((await daily(panel.bot))?.skipDate).toBeNull();
  });

  it.each([
    [{ time: '25:10' }, '“25:10”'],
    [{ days: 'someday' }, '“someday”'],
  ])('says what it does not understand in %o, and changes nothing', async (fields, said) => {
    const panel = await setUp();
    const before = await settings(panel.bot);
    const { screen } = await (await panel.press(say('config.button.clock'))).fillIn(fields);
    expect(screen.text).toContain(said);
    expect(await settings(panel.bot)).toEqual(before);
  });

  it.each(['en-US', 'ko', 'ja', 'es-419', 'pt-BR', 'id'] as const)(
    'reads six days back as its own form names them in %s',
    async (locale) => {
      const bot = createBot();
      let panel = await (await openPanel(bot, { locale })).pickChannel('channel', CHANNEL);
      panel = await (await panel.press(languages.say(locale)('config.button.clock'))).fillIn({ days: 'mon tue wed thu fri sat' });
      panel = await panel.press(languages.say(locale)('config.button.clock'));
      await panel.fillIn({ ...panel.screen.form?.fields, time: '21:00' });
      expect(await daily(bot)).toMatchObject({ time: '21:00', weekdays: [1, 2, 3, 4, 5, 6] });
    },
  );

  it('asks which zone a city means, and keeps what somebody else changed before the answer', async () => {
    const panel = await setUp();
    const asked = await (await panel.press(say('config.button.clock'))).fillIn({ time: '21:00', zone: 'EST' });
    await panel.pickRole('ping', ROLE);
    const { selects } = asked.screen;
    await panel.bot.choose({
      memberPermissions: ADMIN_PERMISSIONS,
      customId: selects[0]?.customId ?? '',
      values: ['America/New_York'],
      messageFlags: (1 << 15) | (1 << 6),
    });
    expect(await daily(panel.bot)).toMatchObject({ time: '21:00', zone: 'America/New_York', pingRoleId: ROLE.id });
  });

  it('leads back from the question about a zone, with nothing changed', async () => {
    const panel = await setUp();
    const before = await settings(panel.bot);
    for (const zone of ['EST', 'Seoul', 'Atlantis']) {
      const asked = await (await panel.press(say('config.button.clock'))).fillIn({ time: '21:00', zone });
      expect((await asked.press(say('page.back'))).screen.text).toContain('9:00 AM');
    }
    expect(await settings(panel.bot)).toEqual(before);
  });

  it('takes all titles in turn where that is chosen, and says how many quotes they have together', async () => {
    const bot = createBot();
    await setUp(bot);
    const choose = (value: string) =>
      bot.choose({
        customId: 'v1|config|dailyTitle',
        values: [value],
        memberPermissions: ADMIN_PERMISSIONS,
        messageFlags: (1 << 15) | (1 << 6),
      });
    expect((await choose('no-such')).text).toBe(say('error.gone'));
    const { text } = await choose('*');
    expect(text).toContain(say('config.everyTitle'));
    expect(text).toContain(say('config.supply', { quotes: 33, count: 20 }));
    expect((await daily(bot))?.titleId).toBe('*');
    expect((await bot.askAsAdmin({ name: 'config', subcommand: 'export' })).files[0]?.text).toContain('"title": "*"');
  });

  it('shows how the next post looks, for the admin alone, beside the panel', async () => {
    const bot = createBot({ carryOut: async () => ({ ok: true, picture: new Uint8Array([1]) }) });
    const panel = await setUp(bot);
    const { screen } = await panel.press(say('config.button.preview'));
    expect(screen.response.type).toBe(4);
    expect(screen.isPrivate).toBe(true);
    expect(screen.files).toHaveLength(1);
    const asText = await (await panel.choose(say('config.look.gentle'))).press(say('config.button.preview'));
    expect(asText.screen.files).toEqual([]);
    expect(asText.screen.text).toMatch(/^> /m);
  });

  it('previews the post after the one that is left out, with its own time and line', async () => {
    const panel = await (await (await setUp()).choose(say('config.look.gentle'))).press(say('config.button.skip'));
    const { screen } = await panel.press(say('config.button.preview'));
    const set = (await daily(panel.bot)) ?? expect.fail('nothing is set up');
    const nextMs = nextPostAtMs(set) ?? 0;
    expect(nextMs).not.toBe(set.nextDueAtMs);
    expect(screen.text).toContain(`<t:${nextMs / 1000}:F>`);
  });
});

describe('spoilers, language and style in the panel', () => {
  const reading = async (bot = createBot()) => (await openPanel(bot)).press(say('config.screen.reading'));

  it('sets how far public replies tell openly, and they do', async () => {
    const panel = await reading();
    const cast = async () => (await panel.bot.ask({ name: 'cast', options: { name: 'nam-joo-ri' } })).openText;
    expect(await cast()).toMatch(/\d spoilers hidden/);
    await panel.choose(say('config.step.last', { episode: 16 }));
    expect((await settings(panel.bot)).ceilings).toEqual({ [DRAMA]: 16 });
    expect(await cast()).not.toMatch(/spoilers? hidden/);
  });

  it('asks of a film only whether it counts as seen', async () => {
    const panel = await (await reading()).choose(say('config.spoilersOf', { title: 'It’s Okay!' }));
    await panel.choose(say('config.step.seen'));
    expect((await settings(panel.bot)).ceilings).toEqual({ [FILM]: 1 });
  });

  it('takes the episode of a long drama by a form', async () => {
    const content = loadTestContent();
    const long = <Item extends { id: string }>(title: Item): Item => (title.id === DRAMA ? { ...title, last_episode: 60 } : title);
    const made: Content = {
      ...content,
      titles: () => content.titles().map(long),
      title: (id) => {
        const title = content.title(id);
        return title && long(title);
      },
    };
    const panel = await reading(createBot({ content: made }));
    const form = await panel.press('Episode: It’s Okay to Not Be Okay');
    expect((await form.fillIn({ episode: '61' })).screen.text).toContain('1 to 60');
    expect((await settings(panel.bot)).ceilings).toEqual({});
    await form.fillIn({ episode: '42' });
    expect((await settings(panel.bot)).ceilings).toEqual({ [DRAMA]: 42 });
  });

  it('fixes the language and lets it go again', async () => {
    const panel = await (await reading()).choose('American English');
    expect((await settings(panel.bot)).locale).toBe('en-US');
    await panel.choose(say('config.followsServer'));
    expect((await settings(panel.bot)).locale).toBeNull();
  });

  it('turns replies into plain messages; a panel that is open stays what it is, and a new one is plain and works', async () => {
    const open = await (await reading()).press(say('config.button.style.plain'));
    expect(open.screen.isPlain).toBe(false);
    const plain = await openPanel(open.bot);
    expect(plain.screen.isPlain).toBe(true);
    for (const label of [
      say('config.screen.daily'),
      say('config.screen.reading'),
      say('config.screen.suggestions'),
      say('config.screen.news'),
    ]) {
      const { screen } = await plain.press(label);
      expect(screen.isPlain).toBe(true);
    }
    const back = await (await plain.press(say('config.screen.reading'))).press(say('config.button.style.card'));
    expect((await settings(back.bot)).replyStyle).toBe('card');
  });
});

describe('suggested lines, news and care in the panel', () => {
  it('sets where lines are reviewed, who may suggest and who may review, and ends it', async () => {
    let panel = await (await openPanel()).press(say('config.screen.suggestions'));
    panel = await panel.pickChannel('review', CHANNEL);
    panel = await panel.pickRole('suggester', ROLE);
    panel = await panel.pickRole('reviewer', ROLE);
    expect((await settings(panel.bot)).suggestions).toEqual({ channelId: CHANNEL_ID, suggesterRoleId: ROLE.id, reviewerRoleId: ROLE.id });
    expect((await panel.pickRole('reviewer', { id: GUILD_ID })).screen.text).toContain(say('config.everyoneReviews'));
    panel = await panel.press(say('config.button.everybody'));
    expect((await settings(panel.bot)).suggestions).toMatchObject({ suggesterRoleId: null, reviewerRoleId: ROLE.id });
    await panel.press(say('config.button.noSuggestions'));
    expect((await settings(panel.bot)).suggestions).toBeNull();
  });

  it('names the permission lacking in a channel for review or news', async () => {
    const chosen = { ...CHANNEL, appPermissions: String(1n << 10n) };
    const review = await (await (await openPanel()).press(say('config.screen.suggestions'))).pickChannel('review', chosen);
    const news = await (await (await openPanel()).press(say('config.screen.news'))).pickChannel('news', chosen);
    for (const { screen } of [review, news]) expect(screen.text).toContain('**Send Messages**');
  });

  it('keeps a server’s own words, and forgets them when they are emptied', async () => {
    const panel = await (await openPanel()).press(say('config.screen.news'));
    const after = await (await panel.press(say('config.button.care'))).fillIn({
      care: '  Talk to @Keepers. \n\n\n\nWe are here.\u202e ',
    });
    expect((await settings(panel.bot)).careText).toBe('Talk to @Keepers.\n\nWe are here.');
    const form = await after.press(say('config.button.care'));
    expect(form.screen.form?.fields.care).toBe('Talk to @Keepers.\n\nWe are here.');
    await form.fillIn({ care: '' });
    expect((await settings(panel.bot)).careText).toBeNull();
  });
});

describe('the last change', () => {
  it('says what, who and when, and is taken back; and that can be taken back too', async () => {
    const panel = await setUp();
    const before = await settings(panel.bot);
    panel.bot.setNow(NOW_MS + 60_000);
    const changed = await panel.choose(say('config.look.gentle'));
    const after = await settings(panel.bot);
    expect(changed.screen.text).toContain(`Last change: daily quote, by <@${USER_ID}>, <t:${(NOW_MS + 60_000) / 1000}:R>`);
    panel.bot.setNow(NOW_MS + 120_000);
    const undone = await changed.press(say('config.undo'));
    expect(await settings(panel.bot)).toEqual(before);
    panel.bot.setNow(NOW_MS + 180_000);
    await undone.press(say('config.undo'));
    expect(await settings(panel.bot)).toEqual(after);
  });

  it('brings back a daily post with a due time of today, not the one it had then', async () => {
    const panel = await setUp();
    const off = await panel.press(say('config.button.off'));
    panel.bot.setNow(NOW_MS + 3 * 86_400_000);
    await off.press(say('config.undo'));
    expect((await daily(panel.bot))?.nextDueAtMs).toBeGreaterThan(NOW_MS + 3 * 86_400_000);
  });

  it('is not taken back from an old panel once something newer was changed', async () => {
    const panel = await setUp();
    const old = await panel.choose(say('config.look.gentle'));
    panel.bot.setNow(NOW_MS + 60_000);
    const other = await openPanel(panel.bot, { userId: OTHER_ADMIN });
    await (await other.press(say('config.screen.daily'))).press(say('config.button.off'));
    const pressed = await old.press(say('config.undo'));
    expect(pressed.screen.text).toContain(say('config.undoStale'));
    expect(pressed.screen.text).toContain(`by <@${OTHER_ADMIN}>`);
    expect(await daily(panel.bot)).toMatchObject({ tone: 'gentle', enabled: false });
  });
});

describe('more than one admin', () => {
  it('who change different things of the daily post at the same moment both have their way', async () => {
    const panel = await setUp();
    const other = await (await openPanel(panel.bot, { userId: OTHER_ADMIN })).press(say('config.screen.daily'));
    await Promise.all([
      panel.pickRole('ping', ROLE),
      other.choose(say('config.look.gentle')),
      panel.pickChannel('channel', { id: '910000000000000008' }),
    ]);
    expect(await daily(panel.bot)).toMatchObject({ pingRoleId: ROLE.id, tone: 'gentle', channelId: '910000000000000008' });
  });

  it('are told so on a panel that shows what is no longer there', async () => {
    const panel = await setUp();
    await panel.bot.askAsAdmin({ name: 'config', subcommand: 'reset' });
    for (const late of [
      panel.choose(say('config.look.gentle')),
      panel.press(say('config.button.clock')),
      panel.press(say('config.button.off')),
      panel.pickRole('ping', ROLE),
    ]) {
      expect((await late).screen.text).toContain(say('config.gone'));
    }
    expect(await daily(panel.bot)).toBeNull();
  });

  it('lose the panel with Manage Server', async () => {
    const panel = await setUp();
    const before = await settings(panel.bot);
    const all = [...panel.screen.buttons, ...panel.screen.selects, ...panel.screen.pickers].map(({ customId }) => customId);
    expect(all.length).toBeGreaterThan(5);
    for (const customId of all) {
      const call = { customId, memberPermissions: MEMBER_PERMISSIONS, messageFlags: (1 << 15) | (1 << 6) };
      expect((await panel.bot.choose({ ...call, values: ['gentle'] })).text).toContain('**Manage Server**');
      expect((await panel.bot.submit({ ...call, customId: 'v1|config|clock', fields: { time: '21:00' } })).text).toContain(
        '**Manage Server**',
      );
    }
    expect(await settings(panel.bot)).toEqual(before);
  });
});

describe('every screen of the panel', () => {
  const everything = {
    title: DRAMA,
    ceilings: { [DRAMA]: 9, [FILM]: 1 },
    suggestions: { channelId: CHANNEL_ID, suggesterRoleId: ROLE.id, reviewerRoleId: ROLE.id },
    seasonNewsChannelId: CHANNEL_ID,
    careText: 'x'.repeat(1000),
  };

  it.each(['card', 'plain'] as const)('is one that Discord takes, with everything set, as a %s', async (replyStyle) => {
    const bot = createBot({ settings: { ...everything, replyStyle } });
    await bot.askAsAdmin({
      name: 'config',
      subcommand: 'daily',
      options: {
        zone: 'America/Argentina/Buenos_Aires',
        days: 'mon tue wed thu fri sat',
        tone: 'gentle',
        include: 'director',
        thread: true,
        crosspost: true,
      },
      channels: { channel: { id: CHANNEL_ID, appPermissions: BOT_PERMISSIONS } },
    });
    const main = await openPanel(bot);
    const open = async (label: string): Promise<AdminAtPanel> => main.press(label);
    const screens = [
      main,
      await open(say('config.screen.daily')),
      await open(say('config.screen.reading')),
      await open(say('config.screen.suggestions')),
      await open(say('config.screen.news')),
    ];
    for (const { screen } of screens) {
      expect(screen.isPlain).toBe(replyStyle === 'plain');
      const body = 'data' in screen.response ? screen.response.data : undefined;
      expect(findMessageProblems(body)).toEqual([]);
    }
  });
});
