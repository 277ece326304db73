/** The daily quote by DM, from `/progress`: asked for, changed, stopped with one tap. */
import { describe, expect, it } from 'vitest';
import { runTick } from '../../src/posting/run-tick.ts';
import { placeOfPerson } from '../../src/state/own-daily.ts';
import { buildLog, FakeChannel } from '../posting/fakes.ts';
import { type Bot, createBot, DRAMA, FILM, loadTestContent, NOW_MS, say } from '../support/bot.ts';
import { USER_ID } from '../support/interactions.ts';

const PRIVATE = (1 << 15) | (1 << 6);
const OPEN = `v1|progress|daily-open|${DRAMA}`;
const SET = `v1|progress|daily-set|${DRAMA}`;
const STOP = 'v1|progress|daily-stop';

const own = (bot: Bot) => bot.state.loadSettings(placeOfPerson(USER_ID));
const fill = (bot: Bot, time: string, zone: string) =>
  bot.submit({ customId: SET, fields: { time, zone }, messageFlags: PRIVATE, where: 'dm' });

describe('the daily quote by DM', () => {
  it('is offered in /progress, and asks for time and zone in words as people type them', async () => {
    const bot = createBot();
    const card = await bot.ask({ name: 'progress', options: { title: DRAMA, episode: '6' }, where: 'dm' });
    expect(card.buttons.map(({ customId }) => customId)).toContain(OPEN);
    const form = await bot.press({ customId: OPEN, messageFlags: PRIVATE, where: 'dm' });
    expect(JSON.stringify(form)).toContain(say('ownDaily.form'));
    const reply = await fill(bot, '9pm', 'Riga');
    expect(reply.text).toContain('Is that Riga?');
    const chosen = await bot.press({ customId: reply.buttons[0]?.customId ?? '', messageFlags: PRIVATE, where: 'dm' });
    expect(chosen.text).toContain(say('ownDaily.heading'));
    expect(chosen.text).toContain(say('ownDaily.effect'));
    expect(await own(bot)).toMatchObject({
      title: DRAMA,
      daily: { enabled: true, channelId: placeOfPerson(USER_ID), time: '21:00', zone: 'Europe/Riga' },
    });
    expect((await own(bot)).daily?.nextDueAtMs).toBeGreaterThan(NOW_MS);
  });

  it('says what is not clear instead of guessing, and saves nothing', async () => {
    const bot = createBot();
    expect((await fill(bot, 'soon', 'Europe/Riga')).text).toContain(say('config.badTime', { typed: 'soon' }));
    expect((await fill(bot, '21:00', 'Atlantis')).text).toContain('Atlantis');
    expect((await own(bot)).daily).toBeNull();
  });

  it('is in /privacy, stops with one tap beside the post that bears the button, and goes with everything else', async () => {
    const bot = createBot();
    await fill(bot, '21:00', 'Europe/Riga');
    const { text } = await bot.ask({ name: 'privacy' });
    expect(text).toContain(say('privacy.ownDaily', { time: '9:00 PM', zone: 'Riga' }));
    const stopped = await bot.press({ customId: STOP, where: 'dm' });
    expect(stopped).toMatchObject({ isPrivate: true, text: say('ownDaily.stopped') });
    expect((await own(bot)).daily).toBeNull();
    await fill(bot, '21:00', 'Europe/Riga');
    await bot.press({ customId: 'v1|privacy|forgetNow', messageFlags: PRIVATE });
    expect((await own(bot)).daily).toBeNull();
  });

  it('says why it is paused and how it goes on', async () => {
    const bot = createBot();
    await fill(bot, '21:00', 'Europe/Riga');
    await bot.state.suspendDaily({ guildId: placeOfPerson(USER_ID), slot: 1 }, 'dm-closed', placeOfPerson(USER_ID));
    const card = await bot.press({ customId: OPEN, messageFlags: PRIVATE, where: 'dm' });
    expect(card.text).toContain(say('reason.dm-closed'));
    expect(card.labels).toEqual([say('ownDaily.resume'), say('ownDaily.stop')]);
    await fill(bot, '21:00', '');
    expect(await own(bot)).toMatchObject({ daily: { suspendedReason: null, zone: 'Europe/Riga' } });
  });

  it.each(['guild', 'user-install', 'dm'] as const)(
    'is offered under a daily post too (%s): a form for whoever presses, and the post stays as it is',
    async (where) => {
      const bot = createBot();
      const form = await bot.press({ customId: OPEN, where, isPosted: true });
      expect(JSON.stringify(form)).toContain(say('ownDaily.form'));
      const saved = await bot.submit({ customId: SET, fields: { time: '21:00', zone: 'Europe/Riga' }, where, isPosted: true });
      expect(saved).toMatchObject({ isPrivate: true, response: { type: 4 } });
      expect(await own(bot)).toMatchObject({ title: DRAMA, daily: { time: '21:00', zone: 'Europe/Riga' } });
      const again = await bot.press({ customId: OPEN, where, isPosted: true });
      expect(again).toMatchObject({ isPrivate: true, response: { type: 4 } });
      expect(again.labels).toContain(say('ownDaily.stop'));
    },
  );

  it('is what /quote today shows in a direct message, before it comes and after, on its own date', async () => {
    const bot = createBot();
    await bot.submit({
      customId: `v1|progress|daily-set|${FILM}`,
      fields: { time: '9:00', zone: 'Asia/Seoul' },
      messageFlags: PRIVATE,
      where: 'dm',
    });
    await bot.ask({ name: 'progress', options: { title: DRAMA, episode: '6' }, where: 'dm' });
    const dueMs = (await own(bot)).daily?.nextDueAtMs ?? 0;
    const channel = new FakeChannel(() => dueMs);
    const posted: string[] = [];
    for (let day = 0; day < 4; day += 1) {
      const atMs = dueMs + day * 24 * 60 * 60_000;
      // Already that date in Seoul, and not yet in UTC.
      bot.setNow(atMs - 60 * 60_000);
      const before = await bot.ask({ name: 'quote', subcommand: 'today', where: 'dm' });
      await runTick(
        {
          state: bot.state,
          content: loadTestContent,
          poster: channel,
          buildPost: ({ quote }) => {
            posted.push(quote.text);
            return { content: quote.text };
          },
          now: () => atMs,
          log: buildLog(),
        },
        { random: () => 0 },
      );
      bot.setNow(atMs + 10 * 60 * 60_000);
      const after = await bot.ask({ name: 'quote', subcommand: 'today', where: 'dm' });
      expect(before.text).toContain(posted[day]?.slice(0, 12));
      expect(after.text).toContain(posted[day]?.slice(0, 12));
    }
    expect(new Set(posted).size).toBe(4);
  });
});
