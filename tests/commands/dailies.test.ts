/** Several daily posts in one server, as its admins set them. */
import { ChannelType } from 'discord-api-types/v10';
import { describe, expect, test } from 'vitest';
import { describeTags } from '../../commands/config/describe.ts';
import { listDailies } from '../../src/state/dailies.ts';
import { DEFAULT_DAILY_OPTIONS } from '../../src/state/types.ts';
import { type Bot, createBot, DRAMA, FILM, NOW_MS, say } from '../support/bot.ts';
import { BOT_PERMISSIONS, CHANNEL_ID, GUILD_ID } from '../support/interactions.ts';
import { openPanel, sitAt } from '../support/panel.ts';

const EVENING_ID = '910000000000000008';
const settings = (bot: Bot) => bot.state.loadSettings(GUILD_ID);
const slots = async (bot: Bot) => listDailies(await settings(bot)).map(({ slot, channelId, time }) => [slot, channelId, time]);

const ask = (bot: Bot, options: Record<string, string | number | boolean>, channelId?: string) =>
  bot.askAsAdmin({
    name: 'config',
    subcommand: 'daily',
    options,
    ...(channelId === undefined ? {} : { channels: { channel: { id: channelId, appPermissions: BOT_PERMISSIONS } } }),
  });

async function setUpTwo(): Promise<Bot> {
  const bot = createBot();
  await ask(bot, { time: '09:00', zone: 'Asia/Seoul' }, CHANNEL_ID);
  await ask(bot, { daily: 2, time: '21:00', title: FILM, tone: 'gentle', days: 'sat sun' }, EVENING_ID);
  return bot;
}

test('a second one has its own channel, title, time, days and tone, and the zone of the first', async () => {
  const bot = await setUpTwo();
  const { daily, moreDailies } = await settings(bot);
  expect(daily).toMatchObject({ slot: 1, channelId: CHANNEL_ID, time: '09:00', zone: 'Asia/Seoul', titleId: null, tone: 'all' });
  expect(moreDailies).toMatchObject([
    { slot: 2, channelId: EVENING_ID, time: '21:00', zone: 'Asia/Seoul', titleId: FILM, tone: 'gentle', weekdays: [6, 7] },
  ]);
});

test('what names none is about the first, and leaves the others as they are', async () => {
  const bot = await setUpTwo();
  const { moreDailies } = await settings(bot);
  await ask(bot, { time: '10:00' });
  await ask(bot, { tone: 'gentle', daily: 1 });
  expect(await settings(bot)).toMatchObject({ daily: { time: '10:00', tone: 'gentle' }, moreDailies });
});

test('the sixth is refused with a sentence, by the command and on the panel', async () => {
  const bot = await setUpTwo();
  for (const daily of [3, 4, 5]) await ask(bot, { daily }, EVENING_ID);
  const before = await settings(bot);
  expect(listDailies(before)).toHaveLength(5);
  expect((await ask(bot, { daily: 6 }, EVENING_ID)).text).toContain('5 daily quotes');
  expect((await (await openPanel(bot)).choose(say('config.addDaily'))).screen.text).toContain('5 daily quotes');
  expect(await settings(bot)).toEqual(before);
});

test('the panel adds one with one pick, changes it alone and takes it away; undo brings it back', async () => {
  const bot = createBot();
  await ask(bot, { time: '09:00', zone: 'Asia/Seoul' }, CHANNEL_ID);
  let panel = await (await openPanel(bot)).choose(say('config.addDaily'));
  expect(panel.screen.text).toContain(say('config.showMoreNew', { slot: 2 }));
  panel = sitAt(bot, await bot.pickChannel({ ...panelCall, customId: 'v1|config|channel|@2', chosen: { id: EVENING_ID } }));
  panel = await (await panel.press(say('config.button.clock'))).fillIn({ time: '21:00' });
  panel = await panel.choose(say('config.look.gentle'));
  expect(await slots(bot)).toEqual([
    [1, CHANNEL_ID, '09:00'],
    [2, EVENING_ID, '21:00'],
  ]);
  expect((await settings(bot)).daily?.tone).toBe('all');
  expect((await settings(bot)).moreDailies[0]?.tone).toBe('gentle');
  panel = await (await (await panel.press(say('config.button.more'))).choose(titleName)).press(say('config.button.more'));
  expect((await settings(bot)).moreDailies[0]?.titleId).toBe(DRAMA);
  panel = await panel.press(say('config.button.remove'));
  expect(await slots(bot)).toEqual([[1, CHANNEL_ID, '09:00']]);
  await panel.press(say('config.undo'));
  expect(await slots(bot)).toHaveLength(2);
});

const panelCall = { memberPermissions: String(1n << 5n), messageFlags: (1 << 15) | (1 << 6) };
const titleName = 'It’s Okay to Not Be Okay';

test('two of the same title share its quotes, and are told how long these last for both', async () => {
  const bot = createBot();
  const daysIn = ({ text }: { readonly text: string }) => Number(/(\d+) days without a repeat/.exec(text)?.[1]);
  const alone = daysIn(await ask(bot, { time: '09:00', zone: 'Asia/Seoul' }, CHANNEL_ID));
  expect(daysIn(await ask(bot, { daily: 2 }, EVENING_ID))).toBe(Math.floor(alone / 2));
  expect(daysIn(await ask(bot, { daily: 2, title: FILM }))).not.toBe(Math.floor(alone / 2));
  expect(daysIn(await ask(bot, { daily: 1, style: 'text' }))).toBe(alone);
});

test('/config, the panel and /health show each of them', async () => {
  const bot = await setUpTwo();
  const shown = (await bot.askAsAdmin({ name: 'config', subcommand: 'show' })).text;
  for (const id of [CHANNEL_ID, EVENING_ID]) expect(shown).toContain(`<#${id}>`);
  const health = await bot.askAsAdmin({ name: 'health' });
  expect(health.text).toContain(`<#${CHANNEL_ID}>`);
  const other = health.buttons.find(({ label }) => label === say('health.other', { slot: 2 }))?.customId ?? '';
  expect((await bot.press({ ...panelCall, customId: other })).text).toContain(`<#${EVENING_ID}>`);
});

test('a question about a time or a zone is about the one that was meant', async () => {
  const bot = await setUpTwo();
  const asked = sitAt(bot, await ask(bot, { daily: 2, time: '9 at night', pin: true, title: DRAMA }));
  await asked.press(say('config.saveIt'));
  const { daily, moreDailies } = await settings(bot);
  expect(daily?.time).toBe('09:00');
  expect(moreDailies).toMatchObject([{ time: '21:00', pins: true, titleId: DRAMA }]);
});

test('today’s post comes at once when it is asked for, and only while today has none', async () => {
  const bot = await setUpTwo();
  await ask(bot, { days: 'every day', daily: 2 });
  const panel = await (await openPanel(bot)).choose('Daily quote 2 · 9:00 PM · Seoul');
  const asked = await panel.press(say('config.button.postNow'));
  expect(asked.screen.text).toContain(say('config.postNow.comes'));
  const [daily] = (await settings(bot)).moreDailies;
  expect(daily?.nextDueAtMs).toBe(NOW_MS);
  const posted = {
    ...{ guildId: GUILD_ID, slot: 2, localDate: '2026-11-22', zone: 'Asia/Seoul', state: 'claimed' as const, reason: null },
    ...{ channelId: EVENING_ID, place: 'channel' as const, titleId: DRAMA, quoteId: 'x', questionIndex: null, cycle: 0, position: 0 },
    ...{ dueAtMs: NOW_MS, claimedAtMs: NOW_MS, updatedAtMs: NOW_MS, attempts: 0, sentAtMs: null, nextAttemptAtMs: NOW_MS, messageId: null },
  };
  await bot.state.claimDelivery(posted, { startMs: NOW_MS - 3_600_000, endMs: NOW_MS + 3_600_000 }, NOW_MS + 86_400_000);
  expect((await asked.press(say('config.button.postNow'))).screen.text).toContain(say('config.postNow.done'));
  expect((await settings(bot)).moreDailies[0]?.nextDueAtMs).toBe(NOW_MS + 86_400_000);
});

describe('a forum', () => {
  const FORUM_ID = '910000000000000015';
  const ofType = (bot: Bot, type: ChannelType, options: Record<string, string | number | boolean> = {}) =>
    bot.askAsAdmin({
      name: 'config',
      subcommand: 'daily',
      options: { daily: 2, ...options },
      channels: { channel: { id: FORUM_ID, type, appPermissions: BOT_PERMISSIONS } },
    });

  test.each([ChannelType.GuildForum, ChannelType.GuildMedia])('or media channel (%s) can hold one, a thread each day', async (type) => {
    const bot = await setUpTwo();
    expect((await ofType(bot, type)).text).toContain(say('config.choice.forum'));
    expect((await settings(bot)).moreDailies).toMatchObject([{ channelId: FORUM_ID, place: 'forum', tags: [] }]);
  });

  test('is kept through a question about the zone, and left with its tags for another channel', async () => {
    const bot = await setUpTwo();
    const asked = sitAt(bot, await ofType(bot, ChannelType.GuildForum, { time: '9 at night' }));
    await asked.press(say('config.saveIt'));
    const [daily] = (await settings(bot)).moreDailies;
    expect(daily).toMatchObject({ channelId: FORUM_ID, place: 'forum' });
    const tagged = { ...(daily ?? expect.fail()), tags: ['21'] };
    const patch = { moreDailies: [tagged] };
    await bot.state.saveChanges([{ kind: 'set-server', guildId: GUILD_ID, patch, byUserId: '1' }], NOW_MS);
    await ask(bot, { daily: 2, tone: 'all' });
    expect((await settings(bot)).moreDailies).toMatchObject([{ place: 'forum', tags: ['21'] }]);
    await ask(bot, { daily: 2 }, EVENING_ID);
    expect((await settings(bot)).moreDailies).toMatchObject([{ channelId: EVENING_ID, place: 'channel', tags: [] }]);
  });

  test('pins nothing, and a voice channel holds no daily post; both are said and nothing is saved', async () => {
    const bot = await setUpTwo();
    const before = await settings(bot);
    expect((await ofType(bot, ChannelType.GuildForum, { pin: true })).text).toContain(say('config.noPin'));
    expect((await ofType(bot, ChannelType.GuildVoice)).text).toContain(say('config.wrongDailyChannel'));
    expect(await settings(bot)).toEqual(before);
  });

  test('whose tags are gone or lacking says what to do', () => {
    const daily = { ...DEFAULT_DAILY_OPTIONS, ...{ enabled: true, channelId: FORUM_ID, time: '09:00', zone: 'UTC' } };
    const inForum = { ...daily, place: 'forum' as const, tags: ['21'], nextDueAtMs: null, suspendedReason: null };
    const known = {
      kind: 'known' as const,
      bits: 0n,
      channelType: ChannelType.GuildForum,
      roleIds: [],
      openRoleIds: [],
      isClosed: false,
      timedOutUntilMs: null,
      tags: [{ id: '21', name: 'Comfort' }],
    };
    expect(describeTags(say, inForum, { ...known, needsTag: true })).toBe('');
    expect(describeTags(say, { ...inForum, tags: ['21', '22'] }, { ...known, needsTag: true })).toContain('was deleted');
    expect(describeTags(say, { ...inForum, tags: [] }, { ...known, needsTag: true })).toContain('only takes posts with a tag');
    expect(describeTags(say, { ...inForum, tags: [] }, { ...known, needsTag: false })).toBe('');
  });
});

test('a pause until a date leaves out the posts before it, and ends by itself or by an empty form', async () => {
  const bot = await setUpTwo();
  const pause = (until: string, daily = 1) => bot.askAsAdmin({ name: 'config', subcommand: 'pause', options: { until, daily } });
  expect((await pause('December 24')).text).toContain('December 24, 2026');
  expect((await settings(bot)).daily).toMatchObject({ pauseUntil: '2026-12-24', nextDueAtMs: Date.parse('2026-12-24T00:00:00Z') });
  expect((await settings(bot)).moreDailies[0]?.pauseUntil).toBeNull();
  for (const past of ['2026-11-22', '2020-01-01']) expect((await pause(past)).text).toContain('isn’t in the future');
  expect((await pause('someday')).text).toContain('“someday”');
  expect((await settings(bot)).daily?.pauseUntil).toBe('2026-12-24');
  let panel = await (await openPanel(bot)).press(say('config.screen.daily'));
  panel = await (await panel.press(say('config.button.pause'))).fillIn({ until: 'tomorrow' });
  expect(panel.screen.text).toContain('Monday, November 23, 2026');
  expect((await settings(bot)).daily?.pauseUntil).toBe('2026-12-24');
  panel = await panel.press(say('config.saveIt'));
  expect((await settings(bot)).daily?.pauseUntil).toBe('2026-11-23');
  await (await panel.press(say('config.button.pause'))).fillIn({ until: '' });
  expect((await settings(bot)).daily).toMatchObject({ pauseUntil: null, nextDueAtMs: Date.parse('2026-11-23T00:00:00Z') });
});
