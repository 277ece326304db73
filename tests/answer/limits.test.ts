import { Locale } from 'discord-api-types/v10';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { commands } from '../../commands/index.ts';
import { createAnswer } from '../../src/answer/answer.ts';
import { openSqliteState } from '../../src/state/sqlite.ts';
import { care, languages, loadTestContent, NOW_MS, readReply } from '../support/bot.ts';
import { buildAutocomplete, buildCommand, type Surroundings } from '../support/interactions.ts';
import { createRecordingLog } from '../support/recording-log.ts';

const LIMITS = { perPerson: 20, perServer: 50 };

function createLimited() {
  let nowMs = NOW_MS;
  let loads = 0;
  const state = openSqliteState(':memory:');
  const log = createRecordingLog();
  const answer = createAnswer({
    commands,
    languages,
    care,
    content: loadTestContent,
    state: {
      ...state,
      loadSettings: (guildId) => {
        loads += 1;
        return state.loadSettings(guildId);
      },
    },
    commandIds: () => new Map(),
    log,
    transport: 'test',
    limits: LIMITS,
    now: () => nowMs,
  });
  const ask = async (from: Surroundings = {}) => readReply((await answer(buildCommand({ name: 'help', ...from }))).response);
  const askOften = async (times: number, from?: Surroundings) => {
    const replies = [];
    for (let time = 0; time < times; time += 1) replies.push(await ask(from));
    return replies;
  };
  const isRefused = ({ text }: { readonly text: string }) => languages.codes.some((code) => text === languages.say(code)('error.tooMuch'));
  return {
    ask,
    askOften,
    isRefused,
    log,
    loads: () => loads,
    wait: (ms: number) => {
      nowMs += ms;
    },
    async suggest() {
      const call = { name: 'cast', focused: 'name', options: { name: 'g' } };
      return readReply((await answer(buildAutocomplete(call))).response);
    },
  };
}

it.each(languages.codes)(
  'somebody who asks too much at once is asked to wait, kindly and in %s, and nothing is loaded for them',
  async (code) => {
    const bot = createLimited();
    expect((await bot.askOften(LIMITS.perPerson)).filter(bot.isRefused)).toEqual([]);
    const before = bot.loads();
    const refused = await bot.ask({ locale: z.enum(Locale).parse(code) });
    expect(refused.text).toBe(languages.say(code)('error.tooMuch'));
    expect(refused.isPrivate).toBe(true);
    expect(bot.loads()).toBe(before);
  },
);

it('others are answered meanwhile, and so is whoever waited', async () => {
  const bot = createLimited();
  await bot.askOften(LIMITS.perPerson + 5);
  expect(bot.isRefused(await bot.ask())).toBe(true);
  expect(bot.isRefused(await bot.ask({ userId: '700000000000000002' }))).toBe(false);
  bot.wait(9_999);
  expect(bot.isRefused(await bot.ask())).toBe(true);
  bot.wait(1);
  expect(bot.isRefused(await bot.ask())).toBe(false);
});

it('a server has a limit of its own, to which what one person asks too much does not count', async () => {
  const bot = createLimited();
  const people = ['1', '2', '3', '4'].map((last) => `70000000000000000${last}`);
  await bot.askOften(200, { userId: people[0] ?? '' });
  expect((await bot.askOften(20, { userId: people[1] ?? '' })).filter(bot.isRefused)).toEqual([]);
  expect((await bot.askOften(20, { userId: people[2] ?? '' })).filter(bot.isRefused)).toHaveLength(10);
  expect(bot.isRefused(await bot.ask({ userId: people[3] ?? '', guildId: '900000000000000002' }))).toBe(false);
  expect(bot.isRefused(await bot.ask({ userId: people[3] ?? '', where: 'dm' }))).toBe(false);
});

it('choices while somebody types are outside of it', async () => {
  const bot = createLimited();
  await bot.askOften(LIMITS.perPerson + 1);
  expect((await bot.suggest()).choices.length).toBeGreaterThan(0);
});

it('those who are refused again and again do not fill the log', async () => {
  const bot = createLimited();
  await bot.askOften(LIMITS.perPerson + 100);
  expect(bot.log.lines.filter(({ level }) => level !== 'debug')).toHaveLength(LIMITS.perPerson);
});
