import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import type { Content } from '../../src/content/types.ts';
import type { NextSeason } from '../../src/packs/schema.ts';
import { noteSeasonNews, postSeasonNews } from '../../src/posting/season-news.ts';
import type { NewsPorts } from '../../src/posting/types.ts';
import { openSqliteState } from '../../src/state/sqlite.ts';
import type { State } from '../../src/state/types.ts';
import { DRAMA, FILM, languages, loadTestContent, say } from '../support/bot.ts';
import { buildLog, FakeChannel } from './fakes.ts';
import { MINUTE_MS } from './riga.ts';

const CHANNEL = '910000000000000009';

let state: State;
let channel: FakeChannel;
let nowMs: number;
let content: Content;

beforeEach(() => {
  nowMs = Date.parse('2026-11-22T03:00:00Z');
  state = openSqliteState(':memory:');
  channel = new FakeChannel(() => nowMs);
  content = loadTestContent();
});

afterEach(() => state.close());

/** As after an update of the packs. */
function update(titleId: string, changes: Partial<NextSeason>): void {
  const real = loadTestContent();
  const next = (id: string) => {
    const found = real.nextSeason(id);
    return found === undefined || id !== titleId ? found : { ...found, ...changes };
  };
  content = { ...real, nextSeason: next };
}

function ports(changes: Partial<NewsPorts> = {}): NewsPorts {
  return {
    state,
    content: () => content,
    languages,
    poster: channel,
    commandIds: () => new Map(),
    now: () => nowMs,
    log: buildLog(),
    ...changes,
  };
}

async function subscribe(guildId: string, seasonNewsChannelId: string | null = CHANNEL): Promise<void> {
  await state.saveChanges([{ kind: 'set-server', guildId, patch: { seasonNewsChannelId }, byUserId: '1' }], nowMs);
}

async function round(changes: Partial<NewsPorts> = {}): Promise<void> {
  await noteSeasonNews(ports(changes));
  await postSeasonNews(ports(changes));
}

const Body = z.object({ components: z.array(z.object({ components: z.array(z.object({ content: z.string().default('') })) })) });
const textsOf = () =>
  channel.arrivals.map(({ body }) =>
    Body.parse(body)
      .components.flatMap(({ components }) => components.map((part) => part.content))
      .join('\n'),
  );

test('the first look tells nothing: it only remembers', async () => {
  await subscribe('1');
  await round();
  expect(channel.arrivals).toEqual([]);
});

test('a changed state is told once to every server that asked, with what it was, what it is and where that stands', async () => {
  await subscribe('1');
  await subscribe('2', '910000000000000010');
  await round();
  update(DRAMA, { state: 'announced', statement: 'A second season was announced.' });
  await round();
  await round();
  expect(channel.arrivals.map(({ channelId }) => channelId).sort()).toEqual([CHANNEL, '910000000000000010']);
  const [text = ''] = textsOf();
  expect(text).toContain(say('season.state.announced'));
  expect(text).toContain(say('season.state.none-announced'));
  expect(text).toContain('A second season was announced.');
  const newest = loadTestContent().get('sources', DRAMA, loadTestContent().nextSeason(DRAMA)?.newest_source ?? '');
  expect(text).toContain(newest?.url);
});

test('other words for the same state are no news', async () => {
  await subscribe('1');
  await round();
  update(DRAMA, { statement: 'Said in other words.', checked_on: '2026-11-21' });
  await round();
  expect(channel.arrivals).toEqual([]);
});

test('an update while the bot was down is told at the next start', async () => {
  await subscribe('1');
  await round();
  update(FILM, { state: 'in-production' });
  // A new process knows only what is on disk.
  await noteSeasonNews(ports());
  expect(channel.arrivals).toEqual([]);
  await postSeasonNews(ports());
  expect(channel.arrivals).toHaveLength(1);
});

test('a server that changed its mind meanwhile is told nothing', async () => {
  await subscribe('1');
  await round();
  update(DRAMA, { state: 'dated' });
  await noteSeasonNews(ports());
  await subscribe('1', null);
  await postSeasonNews(ports());
  expect(channel.arrivals).toEqual([]);
});

test('a channel that refuses is asked three times, because it may pass, and not again', async () => {
  await subscribe('1');
  await round();
  update(DRAMA, { state: 'announced' });
  channel.weather.push(...Array.from({ length: 9 }, () => ({ failure: { status: 403, code: 50_013 } })));
  for (let minute = 0; minute < 60; minute += 1) {
    await round();
    nowMs += MINUTE_MS;
  }
  expect(channel.requests).toBe(3);
});

test('a Discord that is down gets the news later, once', async () => {
  await subscribe('1');
  await round();
  update(DRAMA, { state: 'announced' });
  channel.weather.push({ failure: { status: 503 } });
  await round();
  nowMs += 2 * MINUTE_MS;
  await round();
  await round();
  expect(channel.arrivals).toHaveLength(1);
});

test('a crash between the post and its mark doubles nothing: the repeat bears the same nonce', async () => {
  await subscribe('1');
  await round();
  update(DRAMA, { state: 'announced' });
  const crashing: State = {
    ...state,
    saveSeasonNotice: async (next, read) => {
      if (next.state === 'done') throw new Error('killed');
      return state.saveSeasonNotice(next, read);
    },
  };
  await noteSeasonNews(ports());
  await expect(postSeasonNews(ports({ state: crashing }))).rejects.toThrow('killed');
  nowMs += MINUTE_MS;
  await round();
  expect(channel.requests).toBe(2);
  expect(channel.arrivals).toHaveLength(1);
});

test('where nobody knows whether it arrived and Discord has forgotten the nonce, it is not said twice', async () => {
  await subscribe('1');
  await round();
  update(DRAMA, { state: 'announced' });
  await noteSeasonNews(ports());
  const [waiting] = await state.loadWaitingNotices(nowMs, 1);
  if (waiting === undefined) throw new Error('there is no notice');
  await state.saveSeasonNotice({ ...waiting, attempts: 1, nextAttemptAtMs: nowMs + MINUTE_MS }, waiting);
  nowMs += 20 * MINUTE_MS;
  await round();
  expect(channel.requests).toBe(0);
});

test('a server that wants ordinary messages gets one, in its own language where that is fixed', async () => {
  await state.saveChanges(
    [{ kind: 'set-server', guildId: '1', patch: { seasonNewsChannelId: CHANNEL, replyStyle: 'plain' }, byUserId: '1' }],
    nowMs,
  );
  await round();
  update(DRAMA, { state: 'cancelled' });
  await round();
  expect(channel.arrivals[0]?.body).toMatchObject({ flags: 0, content: expect.stringContaining(say('season.state.cancelled')) });
});

test('a channel that is gone costs its server the news and no other, and is a trouble its admins are told of', async () => {
  await subscribe('1');
  await subscribe('2', '910000000000000010');
  await round();
  update(DRAMA, { state: 'announced', statement: 'A second season was announced.' });
  await noteSeasonNews(ports());
  for (let minute = 0; minute < 60; minute += 1) {
    channel.weather.splice(0, channel.weather.length, ...(minute === 0 ? ['accept' as const] : []), {
      failure: { status: 404, code: 10_003 },
    });
    await postSeasonNews(ports());
    nowMs += MINUTE_MS;
  }
  expect(channel.arrivals.map(({ channelId }) => channelId)).toEqual([CHANNEL]);
  expect(await state.loadNotices('1', 0)).toEqual([]);
  expect(await state.loadNotices('2', 0)).toMatchObject([{ cause: 'news-channel', subject: '910000000000000010' }]);
});
