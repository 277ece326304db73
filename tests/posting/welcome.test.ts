/** The greeting of a server that has just added the bot: once, whatever happens around it. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type LoadedServer, noteJoin, noteJoins, postWelcomes, type WelcomePorts } from '../../src/posting/welcome.ts';
import { openSqliteState } from '../../src/state/sqlite.ts';
import { DEFAULT_DAILY_OPTIONS, type State } from '../../src/state/types.ts';
import { lookForDepartures } from '../../src/upkeep/departures.ts';
import { languages, loadTestContent, readReply } from '../support/bot.ts';
import { buildLog, FakeChannel } from './fakes.ts';
import { MINUTE_MS } from './riga.ts';

const SYSTEM = '910000000000000009';
const DAY_MS = 24 * 60 * MINUTE_MS;

let state: State;
let channel: FakeChannel;
let nowMs: number;
let present: string[] | null;
let server: LoadedServer;

beforeEach(() => {
  nowMs = Date.parse('2026-11-22T03:00:00Z');
  state = openSqliteState(':memory:');
  channel = new FakeChannel(() => nowMs);
  present = ['1', '2'];
  server = { ok: true, value: { system_channel_id: SYSTEM, preferred_locale: 'ko', features: [] } };
});

afterEach(() => state.close());

function ports(changes: Partial<WelcomePorts> = {}): WelcomePorts {
  return {
    state,
    content: loadTestContent,
    languages,
    poster: channel,
    commandIds: () => new Map(),
    listGuildIds: async () => (present === null ? null : new Set(present)),
    loadServer: async () => server,
    now: () => nowMs,
    log: buildLog(),
    ...changes,
  };
}

async function look(changes: Partial<WelcomePorts> = {}): Promise<void> {
  nowMs += 5 * MINUTE_MS;
  await noteJoins(ports(changes));
  await postWelcomes(ports(changes));
}

test('servers that are there at an upgrade count as greeted; one that comes later is greeted once, within minutes', async () => {
  await look();
  expect(channel.arrivals).toHaveLength(0);
  present = ['1', '2', '3'];
  await look();
  await look();
  expect(channel.arrivals.map(({ channelId }) => channelId)).toEqual([SYSTEM]);
  // It goes, and comes again: a break of the connection, or somebody who tries twice.
  present = ['1', '2'];
  await look();
  present = ['1', '2', '3'];
  await look();
  expect(channel.arrivals).toHaveLength(1);
});

test('is not asked for more often than every few minutes', async () => {
  let asked = 0;
  const counting = {
    listGuildIds: async () => {
      asked += 1;
      return new Set(present);
    },
  };
  for (let minute = 0; minute < 9; minute += 1) {
    nowMs += MINUTE_MS;
    await noteJoins(ports(counting));
  }
  expect(asked).toBe(3);
});

test('has the choices of a channel and of how far the server has watched, in five lines and the language of a community', async () => {
  await look();
  present = ['1', '2', '3'];
  server = { ok: true, value: { system_channel_id: SYSTEM, preferred_locale: 'ko', features: ['COMMUNITY'] } };
  await look();
  const [post] = channel.arrivals;
  const say = languages.say('ko');
  const reply = readReply({ type: 4, data: JSON.parse(JSON.stringify(post?.body)) });
  expect(reply.text.split('\n')).toHaveLength(6);
  expect(reply.text).toContain(say('welcome.who'));
  expect(reply.pickers).toEqual([{ customId: 'v1|setup|channel', type: 8 }]);
  expect(reply.selects.map(({ customId }) => customId)).toEqual(['v1|setup|ceiling|its-okay-to-not-be-okay']);
  expect(reply.buttons.map(({ label }) => label)).toEqual([say('welcome.more'), say('welcome.notNow')]);
});

test('a listing that failed, or a state that cannot be written, loses nobody', async () => {
  await look();
  present = null;
  await look();
  present = ['1', '2', '3'];
  const broken = { ...state, addWelcomes: async () => Promise.reject(new Error('disk full')) };
  await expect(look({ state: broken })).rejects.toThrow('disk full');
  expect(channel.arrivals).toHaveLength(0);
  await look();
  expect(channel.arrivals).toHaveLength(1);
});

test('no system channel, one that is gone, and one that may not be written to: nothing is posted, and it is not tried for ever', async () => {
  await look();
  present = ['1', '2', '3'];
  server = { ok: true, value: { system_channel_id: null, features: [] } };
  await look();
  expect([channel.arrivals.length, await state.loadWaitingWelcomes(Number.MAX_SAFE_INTEGER, 9)]).toEqual([0, []]);
  server = { ok: true, value: { system_channel_id: SYSTEM, features: [] } };
  for (const code of [10_003, 50_001, 50_013]) {
    present = [...present, String(code)];
    // It may be an outage that looks like it.
    channel.weather.push(...Array.from({ length: 3 }, () => ({ failure: { status: 403, code } })));
    for (let attempt = 0; attempt < 4; attempt += 1) {
      await look();
      nowMs += 15 * MINUTE_MS;
    }
    expect(await state.loadWaitingWelcomes(Number.MAX_SAFE_INTEGER, 9)).toEqual([]);
  }
  expect(channel.requests).toBe(9);
  expect(channel.arrivals).toHaveLength(0);
});

test('a server that Discord does not tell of just now is greeted later, and not a day later', async () => {
  await look();
  present = ['1', '2', '3'];
  server = { ok: false, failure: { status: 503, code: 0, maybeSent: true, retryAfterMs: null, message: 'unavailable' } };
  await look();
  await look();
  await look();
  server = { ok: true, value: { system_channel_id: SYSTEM, features: [] } };
  nowMs += 60 * MINUTE_MS;
  await look();
  expect(channel.arrivals).toHaveLength(1);
  present = ['1', '2', '3', '4'];
  server = { ok: false, failure: { status: 503, code: 0, maybeSent: true, retryAfterMs: null, message: 'unavailable' } };
  await look();
  nowMs += DAY_MS;
  server = { ok: true, value: { system_channel_id: SYSTEM, features: [] } };
  await look();
  expect(channel.arrivals).toHaveLength(1);
});

test('two processes that look and post at once greet once', async () => {
  await look();
  present = ['1', '2', '3'];
  nowMs += 5 * MINUTE_MS;
  await Promise.all([noteJoins(ports()), noteJoins(ports()), noteJoin(ports(), '3')]);
  await Promise.all([postWelcomes(ports()), postWelcomes(ports())]);
  expect(channel.arrivals).toHaveLength(1);
});

test('a greeting whose answer was lost is not doubled', async () => {
  await look();
  present = ['1', '2', '3'];
  channel.weather.push('accept-and-lose-answer');
  await look();
  for (let minute = 0; minute < 5; minute += 1) {
    nowMs += MINUTE_MS;
    await postWelcomes(ports());
  }
  expect(new Set(channel.arrivals.map(({ messageId }) => messageId)).size).toBe(1);
});

test('a first command tells of a server before the list does; before the first count, of none', async () => {
  await noteJoin(ports(), '1');
  expect(await state.loadWelcomedIds()).toEqual([]);
  await look();
  await noteJoin(ports(), '7');
  await noteJoin(ports(), '1');
  await postWelcomes(ports());
  expect(channel.arrivals).toHaveLength(1);
  present = ['1', '2', '7'];
  await look();
  expect(channel.arrivals).toHaveLength(1);
});

test('a command of a server that is known writes nothing', async () => {
  await look();
  const untouched: State = {
    ...state,
    addWelcomes() {
      throw new Error('this was written down already');
    },
  };
  await noteJoin({ ...ports(), state: untouched }, '1');
  await expect(noteJoin({ ...ports(), state: untouched }, '7')).rejects.toThrow('already');
});

test('a thousand servers that were not known, and those since a backup, are not greeted', async () => {
  await look();
  present = Array.from({ length: 1_000 }, (_, index) => String(index + 1));
  await look();
  await state.saveMeta('restored-at-ms', String(nowMs));
  present = [...present, '2001'];
  await look();
  expect(channel.arrivals).toHaveLength(0);
  present = [...present, '2002'];
  nowMs += DAY_MS;
  await look();
  expect(channel.arrivals).toHaveLength(1);
});

test('a server that has its daily quote already is left alone, and one that deletes what is kept is not greeted for it', async () => {
  await look();
  present = ['1', '2', '3'];
  const daily = {
    ...DEFAULT_DAILY_OPTIONS,
    enabled: true,
    channelId: '8',
    time: '09:00',
    zone: 'UTC',
    nextDueAtMs: 1,
    suspendedReason: null,
  };
  await state.saveChanges([{ kind: 'set-server', guildId: '3', patch: { daily }, byUserId: '5' }], nowMs);
  await look();
  await state.saveChanges([{ kind: 'forget-server', guildId: '3', keepLedger: false }], nowMs);
  await look();
  expect(channel.arrivals).toHaveLength(0);
});

test('whoever adds the bot again long after it was removed is greeted again', async () => {
  await look();
  present = ['1'];
  for (const days of [0, 1, 31]) {
    nowMs += days * DAY_MS;
    await lookForDepartures({ ...ports(), state });
  }
  expect(await state.loadWelcomedIds()).toEqual(['1']);
  present = ['1', '2'];
  await look();
  expect(channel.arrivals).toHaveLength(1);
});
