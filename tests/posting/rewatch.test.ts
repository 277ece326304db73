/** A rewatch: the limit of a server goes up by an episode by itself, which is said once. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Content } from '../../src/content/types.ts';
import { dueOfEpisode } from '../../src/lines/rewatch.ts';
import { advanceRewatches } from '../../src/posting/rewatch.ts';
import { postSeasonNews } from '../../src/posting/season-news.ts';
import type { NewsPorts } from '../../src/posting/types.ts';
import type { Rewatch } from '../../src/state/rewatch.ts';
import { openSqliteState } from '../../src/state/sqlite.ts';
import type { State } from '../../src/state/types.ts';
import { DRAMA, languages, loadTestContent, say } from '../support/bot.ts';
import { buildLog, FakeChannel } from './fakes.ts';
import { CHANNEL, GUILD, MINUTE_MS } from './riga.ts';

const DAY_MS = 24 * 60 * MINUTE_MS;
/** 20:00 in Riga on 1 December 2026. */
const FIRST_MS = Date.parse('2026-12-01T18:00:00Z');
const PLAN = { startDate: '2026-12-01', pace: 'daily', zone: 'Europe/Riga', time: '20:00' } as const;

let state: State;
let nowMs: number;
let channel: FakeChannel;
let content: Content;
let threads: string[];

beforeEach(() => {
  state = openSqliteState(':memory:');
  nowMs = FIRST_MS - DAY_MS;
  channel = new FakeChannel(() => nowMs);
  content = loadTestContent();
  threads = [];
});

afterEach(() => state.close());

const ports = (): NewsPorts => ({
  state,
  content: () => content,
  languages,
  poster: channel,
  followUps: {
    openThread: async (_channelId, messageId, name) => {
      threads.push(`${messageId} ${name}`);
      return { ok: true };
    },
    crosspost: async () => ({ ok: true }),
    pin: async () => ({ ok: true }),
    unpin: async () => ({ ok: true }),
  },
  commandIds: () => new Map(),
  now: () => nowMs,
  log: buildLog(),
});

async function round(): Promise<void> {
  await advanceRewatches(ports());
  await postSeasonNews(ports());
}

async function begin(changes: Partial<Rewatch> = {}): Promise<void> {
  const rewatch: Rewatch = {
    ...PLAN,
    guildId: GUILD,
    titleId: DRAMA,
    channelId: CHANNEL,
    opensThread: false,
    episode: 0,
    nextDueAtMs: FIRST_MS,
    ...changes,
  };
  await state.saveChanges([{ kind: 'set-rewatch', guildId: GUILD, rewatch }], nowMs);
}

const limit = async () => (await state.loadSettings(GUILD)).ceilings[DRAMA];
const texts = () => channel.arrivals.map(({ body }) => JSON.stringify(body));

test('opens the first episode at its time, the next a day later, and says each once', async () => {
  await begin();
  await round();
  expect(await limit()).toBeUndefined();
  nowMs = FIRST_MS;
  await round();
  await round();
  expect(await limit()).toBe(1);
  nowMs = FIRST_MS + DAY_MS - MINUTE_MS;
  await round();
  expect(await limit()).toBe(1);
  nowMs = FIRST_MS + DAY_MS;
  await round();
  expect(await limit()).toBe(2);
  expect(texts()).toHaveLength(2);
  expect(texts()[1]).toContain(say('rewatch.limit', { episode: 2 }));
  expect(texts()[1]).toContain('The Lady in Red Shoes');
  expect(threads).toEqual([]);
  expect((await state.loadSettingsChanges(GUILD, 5)).length).toBe(0);
});

test('goes by weeks where that is wanted, with a thread under each post where one is wanted', async () => {
  await begin({ pace: 'weekly', opensThread: true });
  for (let day = 0; day < 15; day += 1) {
    nowMs = FIRST_MS + day * DAY_MS;
    await round();
  }
  expect(await limit()).toBe(3);
  expect(threads).toHaveLength(3);
  expect(threads[2]).toContain(`message-3 ${say('progress.episodeNamed', { episode: 3, name: 'Sleeping Witch' })}`);
});

test('stops at the end, with the limit where it is', async () => {
  await begin();
  for (let day = 0; day < 20; day += 1) {
    nowMs = FIRST_MS + day * DAY_MS;
    await round();
  }
  expect(await limit()).toBe(16);
  expect(await state.loadRewatch(GUILD)).toBeNull();
  expect(texts()).toHaveLength(16);
  expect(texts().at(-1)).toContain(say('rewatch.last'));
});

test('after an absence opens the episode of today alone', async () => {
  await begin();
  nowMs = FIRST_MS + 5 * DAY_MS;
  await round();
  expect(await limit()).toBe(6);
  expect(texts()).toHaveLength(1);
});

test('ends when an admin sets the limit, and nothing more is said', async () => {
  await begin();
  nowMs = FIRST_MS;
  await round();
  const patch = { ceilings: { [DRAMA]: 9 } };
  await state.saveChanges([{ kind: 'set-server', guildId: GUILD, patch, byUserId: '1' }], nowMs);
  nowMs += DAY_MS;
  await round();
  expect(await limit()).toBe(9);
  expect(texts()).toHaveLength(1);
});

test('another setting, or the limit of another title, does not end it', async () => {
  await begin();
  await state.saveChanges(
    [{ kind: 'set-server', guildId: GUILD, patch: { locale: 'ko', ceilings: { 'its-okay': 1 } }, byUserId: '1' }],
    nowMs,
  );
  nowMs = FIRST_MS;
  await round();
  expect((await state.loadSettings(GUILD)).ceilings).toEqual({ 'its-okay': 1, [DRAMA]: 1 });
  expect(texts()[0]).toContain('1회');
});

test('of two processes at once one opens the episode', async () => {
  await begin();
  nowMs = FIRST_MS;
  await Promise.all([advanceRewatches(ports()), advanceRewatches(ports())]);
  await postSeasonNews(ports());
  expect(texts()).toHaveLength(1);
});

test('an episode of a day whose hour the clocks leave out opens at the first moment after', () => {
  const gap = { startDate: '2027-03-27', pace: 'daily', zone: 'Europe/Riga', time: '03:30' } as const;
  expect(new Date(dueOfEpisode(gap, 2)).toISOString()).toBe('2027-03-28T01:00:00.000Z');
});
