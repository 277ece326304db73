/** `/config rewatch`: what is set, what is refused and how it ends. */
import { describe, expect, it } from 'vitest';
import { type Bot, createBot, DRAMA, FILM, NOW_MS, say } from '../support/bot.ts';
import { ADMIN_PERMISSIONS, GUILD_ID } from '../support/interactions.ts';

const onPrivate = { memberPermissions: ADMIN_PERMISSIONS, messageFlags: (1 << 15) | (1 << 6) };
const rewatch = (bot: Bot, options: Readonly<Record<string, string | number | boolean>>) =>
  bot.askAsAdmin({ name: 'config', subcommand: 'rewatch', options });
const DAILY_DEFAULTS = { pace: 'daily', time: '09:00', channelId: expect.any(String), opensThread: false, episode: 0 };

describe('/config rewatch', () => {
  it('begins on a date as people write it, and says when it ends and that the limit follows', async () => {
    const bot = createBot();
    const reply = await rewatch(bot, { start: 'Dec 1', pace: 'daily', zone: 'Europe/Riga' });
    expect(reply.text).toContain('one episode a day, December 1 – 16, 2026');
    expect(reply.text).toContain(say('config.rewatch.effect'));
    const saved = await bot.state.loadRewatch(GUILD_ID);
    expect(saved).toMatchObject({ ...DAILY_DEFAULTS, titleId: DRAMA, startDate: '2026-12-01', zone: 'Europe/Riga' });
    expect(saved?.nextDueAtMs).toBeGreaterThan(NOW_MS);
    expect((await bot.askAsAdmin({ name: 'config', subcommand: 'show' })).text).toContain('one episode a day');
    expect((await rewatch(bot, {})).text).toContain('one episode a day');
  });

  it('begins on a date said in words once it was shown, in every language', async () => {
    for (const [locale, start, shown] of [
      ['en-US', 'tomorrow', 'Monday, November 23, 2026'],
      ['ko', '내일', '2026년 11월 23일 월요일'],
      ['ja', '明日', '2026年11月23日月曜日'],
      ['es-419', 'mañana', 'lunes, 23 de noviembre de 2026'],
      ['pt-BR', 'amanhã', 'segunda-feira, 23 de novembro de 2026'],
      ['id', 'besok', 'Senin, 23 November 2026'],
    ] as const) {
      const bot = createBot();
      const options = { start, pace: 'weekly', zone: 'Asia/Seoul', thread: true };
      const asked = await bot.askAsAdmin({ name: 'config', subcommand: 'rewatch', options, locale });
      expect(asked.text).toContain(shown);
      expect(await bot.state.loadRewatch(GUILD_ID)).toBeNull();
      const saved = await bot.press({ customId: asked.buttons[0]?.customId ?? '', ...onPrivate, locale });
      // Title, pace, dates, time and zone stood in the question as they stand in the answer.
      const plan = saved.text.split('\n').find((line) => line.startsWith('**'));
      expect(plan).toBeDefined();
      expect(asked.text).toContain(plan);
      const kept = { startDate: '2026-11-23', pace: 'weekly', zone: 'Asia/Seoul', opensThread: true, titleId: DRAMA };
      expect(await bot.state.loadRewatch(GUILD_ID)).toMatchObject(kept);
    }
  });

  it('that has begun already goes on with the episode of today', async () => {
    const bot = createBot();
    await rewatch(bot, { start: '2026-11-18', pace: 'daily' });
    const saved = await bot.state.loadRewatch(GUILD_ID);
    expect(Math.abs((saved?.nextDueAtMs ?? 0) - NOW_MS)).toBeLessThan(24 * 60 * 60_000);
  });

  it('refuses what is no date, what would be over, and a film, each with the remedy, and saves nothing', async () => {
    const bot = createBot();
    expect((await rewatch(bot, { start: 'soon', pace: 'daily' })).text).toContain('I didn’t get “soon”');
    expect((await rewatch(bot, { start: '2020-01-01', pace: 'daily' })).text).toBe(say('config.rewatch.over'));
    expect((await rewatch(bot, { pace: 'daily', zone: 'Atlantis' })).text).toContain('Atlantis');
    expect((await rewatch(bot, {})).text).toContain('No rewatch is set.');
    const film = createBot({ settings: { title: FILM } });
    expect((await rewatch(film, { pace: 'weekly' })).text).toContain('is a film');
    expect(await bot.state.loadRewatch(GUILD_ID)).toBeNull();
    expect(await film.state.loadRewatch(GUILD_ID)).toBeNull();
  });

  it('ends when it is stopped, or when the limit is set by hand, which is said', async () => {
    const bot = createBot();
    await rewatch(bot, { pace: 'weekly' });
    expect((await rewatch(bot, { pace: 'off' })).text).toBe(say('config.rewatch.stopped'));
    expect(await bot.state.loadRewatch(GUILD_ID)).toBeNull();
    await rewatch(bot, { pace: 'weekly' });
    const reply = await bot.askAsAdmin({ name: 'config', subcommand: 'spoilers', options: { episode: 4, title: DRAMA } });
    expect(reply.text).toContain(say('config.rewatch.ended'));
    expect(await bot.state.loadRewatch(GUILD_ID)).toBeNull();
  });
});
