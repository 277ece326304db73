/** Several daily posts in one server, in channels and forums, as the tick makes them. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { buildPostMark, planDaily, planNow } from '../../src/lines/plan.ts';
import { runTick } from '../../src/posting/run-tick.ts';
import type { DailyPorts, DiscordFailure, ForumThread, FoundPost, PostResult } from '../../src/posting/types.ts';
import { openSqliteState } from '../../src/state/sqlite.ts';
import type { DailySettings, State } from '../../src/state/types.ts';
import { buildLines } from '../lines/lines.ts';
import { buildContent, buildLog, FakeChannel } from './fakes.ts';
import { buildDaily, DAY_MS, GUILD, HOUR_MS, MINUTE_MS, NINE_MS } from './riga.ts';

const FORUM = '800000000000000002';

let state: State;
let nowMs: number;
let channel: FakeChannel;

beforeEach(() => {
  state = openSqliteState(':memory:');
  nowMs = NINE_MS;
  channel = new FakeChannel(() => nowMs);
});

afterEach(() => state.close());

const buildSlot = (slot: number, changes: Partial<DailySettings> = {}) => buildDaily({ slot, style: 'text', ...changes });

async function save(daily: DailySettings, ...moreDailies: readonly DailySettings[]): Promise<void> {
  await state.saveChanges([{ kind: 'set-server', guildId: GUILD, patch: { daily, moreDailies }, byUserId: '1' }], nowMs);
}

function tick(changes: Partial<DailyPorts> = {}, takeUpEverything = false) {
  const content = buildContent(buildLines(8, 8));
  const ports: DailyPorts = {
    state,
    content: () => content,
    poster: channel,
    buildPost: ({ quote, localDate, settings }) => ({ content: quote.text, mark: buildPostMark(localDate, settings.daily?.slot ?? 1) }),
    now: () => nowMs,
    log: buildLog(),
    ...changes,
  };
  return runTick(ports, { random: () => 0.5, takeUpEverything });
}

const deliveries = async () =>
  (await state.loadDeliveries(GUILD, 100)).map(({ slot, localDate, state: outcome }) => `${slot} ${localDate} ${outcome}`).toSorted();

describe('several daily posts', () => {
  test('at the same minute in the same channel each come once, with lines of their own', async () => {
    await save(buildSlot(1), buildSlot(2), buildSlot(5));
    expect(await tick()).toMatchObject({ posted: 3 });
    expect(await tick()).toMatchObject({ posted: 0 });
    expect(new Set(channel.arrivals.map(({ body }) => JSON.stringify(body))).size).toBe(3);
    expect(new Set(channel.arrivals.map(({ nonce }) => nonce)).size).toBe(3);
    expect(await deliveries()).toEqual(['1 2026-11-22 confirmed', '2 2026-11-22 confirmed', '5 2026-11-22 confirmed']);
  });

  test('go on for a month, each exactly once on each of its dates, and no line twice before all have come', async () => {
    await save(buildSlot(1), buildSlot(2, { time: '21:00', nextDueAtMs: NINE_MS + 12 * HOUR_MS }), buildSlot(3, { weekdays: [7] }));
    for (let hour = 0; hour < 28 * 24; hour += 1) {
      await tick();
      nowMs += HOUR_MS;
    }
    const posted = await state.loadDeliveries(GUILD, 200);
    const datesOf = (slot: number) =>
      posted.filter((one) => one.slot === slot && one.state === 'confirmed').map(({ localDate }) => localDate);
    expect([1, 2, 3].map((slot) => [datesOf(slot).length, new Set(datesOf(slot)).size])).toEqual([
      [28, 28],
      [28, 28],
      [4, 4],
    ]);
    const lines = posted.toSorted((a, b) => a.claimedAtMs - b.claimedAtMs).map(({ quoteId }) => quoteId);
    for (let first = 0; first + 8 <= lines.length; first += 1) expect(new Set(lines.slice(first, first + 8)).size).toBe(8);
  });

  test('one that Discord refuses leaves the others alone', async () => {
    await save(buildSlot(1, { channelId: '8' }), buildSlot(2));
    const poster = {
      postMessage: async (channelId: string, body: object): Promise<PostResult> =>
        channelId === '8' ? refuse({ status: 400, code: 200_000 }) : channel.postMessage(channelId, body),
    };
    await tick({ poster });
    expect(await deliveries()).toEqual(['1 2026-11-22 failed', '2 2026-11-22 confirmed']);
  });

  test('of which one died under way is looked for by its own mark, not by that of another in the same channel', async () => {
    await save(buildSlot(1), buildSlot(2));
    channel.weather.push('accept', 'accept-and-lose-answer');
    await tick();
    nowMs += 10 * MINUTE_MS;
    const marks: string[] = [];
    const finder = {
      async findPost(_channelId: string, mark: string): Promise<FoundPost> {
        marks.push(mark);
        return { kind: 'found', messageId: 'message-2' };
      },
      findThread: async (): Promise<FoundPost> => ({ kind: 'unknown' }),
    };
    await tick({ finder });
    expect(marks).toEqual(['2026-11-22.2']);
    expect(channel.arrivals).toHaveLength(2);
    expect(await deliveries()).toEqual(['1 2026-11-22 confirmed', '2 2026-11-22 confirmed']);
  });
});

describe('today’s post asked for at once', () => {
  test('counts as today’s: it does not come again at its time, and tomorrow’s does', async () => {
    await save(buildSlot(1, { time: '21:00', nextDueAtMs: NINE_MS + 12 * HOUR_MS }));
    const { daily } = await state.loadSettings(GUILD);
    await save(planNow(daily ?? expect.fail(), [], nowMs) ?? expect.fail());
    for (let hour = 0; hour <= 36; hour += 1) {
      await tick();
      nowMs += HOUR_MS;
    }
    expect(await deliveries()).toEqual(['1 2026-11-22 confirmed', '1 2026-11-23 confirmed']);
    expect(channel.arrivals.map(({ atMs }) => (atMs - NINE_MS) / HOUR_MS)).toEqual([0, 36]);
  });

  test('makes up for one that was missed or left out, and is refused where one is out or under way', async () => {
    const daily = buildSlot(1, { skipDate: '2026-11-22' });
    await save(daily);
    await tick();
    expect(await deliveries()).toEqual(['1 2026-11-22 missed']);
    await save(planNow(daily, await state.loadUsedLines(GUILD, 10), nowMs) ?? expect.fail());
    await tick();
    expect(await deliveries()).toEqual(['1 2026-11-22 confirmed']);
    expect(planNow(daily, await state.loadUsedLines(GUILD, 10), nowMs)).toBeNull();
    expect(planNow(buildSlot(2), await state.loadUsedLines(GUILD, 10), nowMs)).not.toBeNull();
  });
});

test('nothing comes before the end of a pause and nothing of it is recorded as missed', async () => {
  await save(planDaily(buildSlot(1, { pauseUntil: '2026-11-26' }), [], nowMs));
  for (let hour = 0; hour < 6 * 24; hour += 1) {
    await tick();
    nowMs += HOUR_MS;
  }
  expect(await deliveries()).toEqual(['1 2026-11-26 confirmed', '1 2026-11-27 confirmed']);
});

test('each post is pinned and the one before unpinned, of each daily post its own', async () => {
  await save(buildSlot(1, { pins: true }), buildSlot(2, { pins: true }));
  const done: string[] = [];
  const ok = async (what: string) => {
    done.push(what);
    return { ok: true } as const;
  };
  const followUps = {
    openThread: () => ok('thread'),
    crosspost: () => ok('crosspost'),
    pin: (_channelId: string, messageId: string) => ok(`pin ${messageId}`),
    unpin: (_channelId: string, messageId: string) => ok(`unpin ${messageId}`),
  };
  await tick({ followUps });
  nowMs += DAY_MS;
  await tick({ followUps });
  expect(done.toSorted()).toEqual([
    'pin message-1',
    'pin message-2',
    'pin message-3',
    'pin message-4',
    'unpin message-1',
    'unpin message-2',
  ]);
});

describe('a forum', () => {
  const threads: (ForumThread & { readonly id: string })[] = [];
  let weather: ('accept' | 'lose-answer' | Partial<DiscordFailure>)[] = [];
  let finds: FoundPost | 'by looking' = 'by looking';
  const forum = {
    async postThread(_channelId: string, thread: ForumThread): Promise<PostResult> {
      const next = weather.shift() ?? 'accept';
      if (typeof next === 'object') return refuse(next);
      const id = `thread-${threads.length + 1}`;
      threads.push({ ...thread, id });
      return next === 'accept' ? { ok: true, messageId: id } : refuse({ maybeSent: true });
    },
  };
  const finder = {
    findPost: async (): Promise<FoundPost> => ({ kind: 'unknown' }),
    async findThread(_guildId: string, _channelId: string, mark: string): Promise<FoundPost> {
      if (finds !== 'by looking') return finds;
      const found = threads.find(({ message }) => 'mark' in message && message.mark === mark);
      return found === undefined ? { kind: 'absent' } : { kind: 'found', messageId: found.id };
    },
  };
  const inForum: Partial<DailySettings> = { channelId: FORUM, place: 'forum', opensThread: true, pins: true };

  beforeEach(() => {
    threads.length = 0;
    weather = [];
    finds = 'by looking';
  });

  async function tickFor(minutes: number): Promise<void> {
    for (let minute = 0; minute < minutes; minute += 1) {
      await tick({ forum, finder });
      nowMs += MINUTE_MS;
    }
  }

  test('gets a thread a day, named by date and title, with its tags, and nothing that only a message can have', async () => {
    await save(buildSlot(1, { ...inForum, tags: ['21', '22'] }));
    await tick({ forum, finder });
    expect(threads).toMatchObject([{ name: 'November 22, 2026 · A Drama', tags: ['21', '22'] }]);
    expect(threads[0]?.message).not.toHaveProperty('nonce');
    expect(await state.loadDeliveries(GUILD, 1)).toMatchObject([{ state: 'confirmed', place: 'forum', messageId: 'thread-1' }]);
    expect(await state.loadFollowUps(GUILD, 1)).toEqual([]);
  });

  test('whose tag was deleted gets its thread without tags, and the ledger and the admins are told', async () => {
    await save(buildSlot(1, { ...inForum, tags: ['21'] }));
    weather = [{ status: 400, code: 10_087 }];
    await tick({ forum, finder });
    expect(threads.map(({ tags }) => tags)).toEqual([[]]);
    expect(await state.loadDeliveries(GUILD, 1)).toMatchObject([{ state: 'confirmed', reason: 'tag-missing' }]);
    expect(await state.loadNotices(GUILD, 0)).toMatchObject([{ cause: 'tag-gone', subject: '21' }]);
  });

  test.each(['lose-answer', { maybeSent: true }] as const)('after an uncertain answer (%s) has exactly one thread', async (answer) => {
    await save(buildSlot(1, inForum));
    weather = [answer];
    await tickFor(10);
    expect(threads).toHaveLength(1);
    expect(await deliveries()).toEqual(['1 2026-11-22 confirmed']);
  });

  test('in which nothing can be found loses the post rather than doubling it', async () => {
    await save(buildSlot(1, inForum));
    weather = ['lose-answer'];
    finds = { kind: 'unknown' };
    await tickFor(10);
    expect(threads).toHaveLength(1);
    expect(await state.loadDeliveries(GUILD, 1)).toMatchObject([{ state: 'unknown', reason: 'not-repeated' }]);
  });

  test('in which nobody can look for an hour has exactly one thread after it', async () => {
    await save(buildSlot(1, inForum));
    weather = ['lose-answer'];
    finds = { kind: 'later' };
    await tickFor(60);
    expect(await state.loadDeliveries(GUILD, 1)).toMatchObject([{ state: 'sent' }]);
    finds = 'by looking';
    await tick({ forum, finder });
    expect(threads).toHaveLength(1);
    expect(await deliveries()).toEqual(['1 2026-11-22 confirmed']);
  });

  test('is not asked again while the request of a process that died may still arrive', async () => {
    await save(buildSlot(1, inForum));
    weather = ['lose-answer'];
    await tick({ forum, finder });
    finds = { kind: 'absent' };
    nowMs += 5_000;
    expect(await tick({ forum, finder }, true)).toMatchObject({ waiting: 1 });
    finds = 'by looking';
    nowMs += MINUTE_MS;
    await tick({ forum, finder });
    expect(threads).toHaveLength(1);
    expect(await deliveries()).toEqual(['1 2026-11-22 confirmed']);
  });
});

function refuse(failure: Partial<DiscordFailure>): PostResult {
  return { ok: false, failure: { status: 0, code: 0, maybeSent: false, retryAfterMs: null, message: 'refused', ...failure } };
}
