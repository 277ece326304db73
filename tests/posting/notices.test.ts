/** What the admins of a server are told of their daily post: from what happens to it to the words in their channel. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadLanguages } from '../../src/language/locales.ts';
import { postNotices } from '../../src/posting/notices.ts';
import { runTick } from '../../src/posting/run-tick.ts';
import type { ServerLookup } from '../../src/posting/types.ts';
import { openSqliteState } from '../../src/state/sqlite.ts';
import type { DailySettings, SettingsPatch, State } from '../../src/state/types.ts';
import { buildLines } from '../lines/lines.ts';
import { buildContent, buildLog, FakeChannel } from './fakes.ts';
import { buildDaily, DAY_MS, GUILD, HOUR_MS, MINUTE_MS, NINE_MS } from './riga.ts';

const NOTICES = '800000000000000002';
const languages = loadLanguages();

let state: State;
let nowMs: number;
let channel: FakeChannel;
let content: ReturnType<typeof buildContent>;

beforeEach(() => {
  state = openSqliteState(':memory:');
  nowMs = NINE_MS;
  channel = new FakeChannel(() => nowMs);
  content = buildContent(buildLines(9, 9));
});
afterEach(() => state.close());

async function setUp(daily: Partial<DailySettings> = {}, patch: SettingsPatch = { noticesChannelId: NOTICES }): Promise<void> {
  const change = { ...patch, daily: buildDaily(daily) };
  await state.saveChanges([{ kind: 'set-server', guildId: GUILD, patch: change, byUserId: '1' }], nowMs);
}

function buildPorts() {
  const buildPost = () => ({ content: 'a line' });
  const ports = { state, content: () => content, poster: channel, buildPost, now: () => nowMs, log: buildLog() };
  return { ...ports, languages, commandIds: () => new Map<string, string>() };
}

/** A day from nine on, with the daily post refused all of it where a code is given, and notices told each hour. */
async function runDay(day: number, code?: number, server?: ServerLookup): Promise<void> {
  nowMs = NINE_MS + day * DAY_MS;
  for (const endMs = nowMs + 8 * HOUR_MS; nowMs < endMs; nowMs += 10 * MINUTE_MS) {
    channel.weather.splice(0, channel.weather.length, ...(code === undefined ? [] : [{ failure: { status: 403, code } }]));
    await runTick({ ...buildPorts(), ...(server === undefined ? {} : { server }) }, { random: () => 0 });
    channel.weather.length = 0;
    await postNotices(buildPorts());
  }
}

/** What came into the channel for notices, and on which day. */
function listNotices(): readonly string[] {
  const notices = channel.arrivals.filter(({ channelId }) => channelId === NOTICES);
  return notices.map(({ atMs, body }) => `${Math.floor((atMs - NINE_MS) / DAY_MS)} ${JSON.stringify(body)}`);
}

const sentence = (key: 'suspended' | 'missed' | 'no-line' | 'channel-gone' | 'role-gone' | 'pack-removed' | 'recovered') =>
  languages
    .say('en-US')(`notice.${key}`, { reason: 'REASON', command: 'COMMAND' })
    .split(/REASON|COMMAND/)[0]
    ?.trim() ?? '';

describe('in the channel an admin chose', () => {
  test('two missed posts in a row, the suspension and the recovery are told, each once and each on its day', async () => {
    await setUp();
    for (const day of [0, 1, 2]) await runDay(day, 50_013);
    await runDay(3);
    await runDay(4);
    const notices = listNotices();
    expect(notices).toHaveLength(2);
    expect(notices[0]).toMatch(/^1 /);
    expect(notices[0]).toContain(sentence('missed'));
    expect(notices[1]).toContain(sentence('suspended'));
    expect(notices[1]).toContain('Give me Send Messages and Embed Links there.');
    nowMs = NINE_MS + 5 * DAY_MS;
    await setUp({ nextDueAtMs: nowMs });
    await runDay(5);
    await runDay(6);
    expect(listNotices()).toHaveLength(3);
    expect(listNotices()[2]).toMatch(/^5 /);
    expect(listNotices()[2]).toContain(sentence('recovered'));
  });

  test('one missed post is nobody’s trouble, nor are posts an admin did not want', async () => {
    await setUp({ skipDate: '2026-11-22' });
    await runDay(0);
    await runDay(1, 50_013);
    await runDay(2);
    expect(listNotices()).toEqual([]);
  });

  test.each([
    ['no line fits', () => buildContent([]), 'no-line'],
    ['the title is gone', () => ({ ...content, titles: () => [], title: () => undefined }), 'pack-removed'],
  ] as const)('that %s is told', async (_name, change, key) => {
    await setUp();
    content = change();
    await runDay(0);
    await runDay(1);
    expect(listNotices()).toHaveLength(1);
    expect(listNotices()[0]).toContain(sentence(key));
  });

  test('that the channel of the post is gone is told on the first day', async () => {
    await setUp();
    await runDay(0, 10_003);
    expect(listNotices()[0]).toContain(sentence('channel-gone'));
  });

  test('that the role is gone is told once for each role', async () => {
    await setUp({ pingRoleId: '7' });
    const server: ServerLookup = { loadTimedOutUntilMs: async () => null, hasRole: async () => false };
    for (const day of [0, 1, 2]) await runDay(day, undefined, server);
    expect(listNotices()).toHaveLength(1);
    expect(listNotices()[0]).toContain(sentence('role-gone'));
    nowMs = NINE_MS + 3 * DAY_MS;
    await setUp({ pingRoleId: '8', nextDueAtMs: nowMs });
    await runDay(3, undefined, server);
    expect(listNotices()).toHaveLength(2);
  });

  test('it is told in the language of the server', async () => {
    await setUp({}, { noticesChannelId: NOTICES, locale: 'ko' });
    await runDay(0, 10_003);
    expect(listNotices()[0]).toContain('오늘의 대사 채널이 없어졌어요.');
  });

  test('a channel that refuses is tried once a day, and leaves the rest to the next answer', async () => {
    await setUp();
    await state.noteTrouble(GUILD, 'missed', 'daily 1', nowMs);
    for (let hour = 0; hour < 48; hour += 1) {
      channel.weather.push({ failure: { status: 403, code: 50_001 } });
      await postNotices(buildPorts());
      channel.weather.length = 0;
      nowMs += HOUR_MS;
    }
    expect(channel.requests).toBe(2);
    expect(await state.loadNotices(GUILD, nowMs)).toMatchObject([{ toldAtMs: null, triedAtMs: expect.any(Number) }]);
  });
});

describe('of other channels an admin chose', () => {
  test.each([
    ['review-channel', '검토 채널에 올리지 못했어요', { suggestions: { channelId: '7', suggesterRoleId: null, reviewerRoleId: null } }],
    ['news-channel', '시즌 2 알림을 올리지 못했어요', { seasonNewsChannelId: '7' }],
  ] as const)(
    'that one is gone (%s) is told once, in the language of the server, unless another was chosen since',
    async (cause, words, patch) => {
      await setUp({}, { noticesChannelId: NOTICES, locale: 'ko', ...patch });
      for (let day = 0; day < 3; day += 1) {
        await state.noteTrouble(GUILD, cause, '7', nowMs);
        await state.noteTrouble(GUILD, cause, '6', nowMs);
        await postNotices(buildPorts());
        nowMs += DAY_MS;
      }
      expect(listNotices()).toHaveLength(1);
      expect(listNotices()[0]).toContain(words);
    },
  );
});

test('without a channel nothing is posted', async () => {
  await setUp({}, {});
  await runDay(0, 10_003);
  await runDay(1, 10_003);
  expect(listNotices()).toEqual([]);
  expect((await state.loadNotices(GUILD, 0)).map(({ cause }) => cause)).toEqual(['channel-gone']);
});
