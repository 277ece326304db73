import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { runTick, type TickReport } from '../../src/posting/run-tick.ts';
import { startDaily } from '../../src/posting/tick.ts';
import type { DailyPorts, FoundPost } from '../../src/posting/types.ts';
import { backUp } from '../../src/state/backup.ts';
import { loadRestoredAtMs, restoreState } from '../../src/state/restore.ts';
import { openSqliteState } from '../../src/state/sqlite.ts';
import { createTroubleLog, StateTroubleError } from '../../src/state/trouble.ts';
import type { State } from '../../src/state/types.ts';
import { buildLines } from '../lines/lines.ts';
import { buildContent, buildLog, FakeChannel } from '../posting/fakes.ts';
import { buildDaily, GUILD, HOUR_MS, MINUTE_MS, NINE_MS } from '../posting/riga.ts';
import { makeOwnFolder } from '../support/folder.ts';

let home: string;
let file: string;
let state: State;
let nowMs: number;
let channel: FakeChannel;

beforeEach(async () => {
  home = makeOwnFolder();
  file = join(home, 'state.db');
  state = openSqliteState(file);
  nowMs = NINE_MS - HOUR_MS;
  channel = new FakeChannel(() => nowMs);
  await saveDaily(GUILD);
});

afterEach(() => state.close());

async function saveDaily(guildId: string): Promise<void> {
  const daily = buildDaily({ channelId: `channel of ${guildId}` });
  await state.saveChanges([{ kind: 'set-server', guildId, patch: { daily }, byUserId: '1' }], nowMs);
}

function ports(changes: Partial<DailyPorts> = {}): DailyPorts {
  const content = buildContent(buildLines(4, 4));
  return {
    state,
    content: () => content,
    poster: channel,
    buildPost: ({ quote, localDate }) => ({ content: `${localDate} ${quote.text}` }),
    now: () => nowMs,
    log: buildLog(),
    ...changes,
  };
}

function tick(changes: Partial<DailyPorts> = {}): Promise<TickReport> {
  return runTick(ports(changes), { random: () => 0.5, takeUpEverything: true });
}

describe('a state nobody can write to', () => {
  test('because an open shell holds it: nothing is posted that cannot be recorded, and once it is free each post comes once', async () => {
    for (let server = 1; server <= 30; server += 1) await saveDaily(String(server));
    const shell = new Database(file);
    shell.exec('BEGIN IMMEDIATE');
    nowMs = NINE_MS;
    await expect(tick()).rejects.toMatchObject({ name: 'StateTroubleError', kind: 'busy' });
    expect(channel.requests).toBe(0);
    shell.exec('COMMIT');
    shell.close();
    nowMs += MINUTE_MS;
    expect(await tick()).toMatchObject({ posted: 31, error: 0 });
    expect(channel.arrivals).toHaveLength(31);
  });

  test('is said in one sentence of the log, however many servers are due', async () => {
    const log = buildLog();
    const full = (): never => {
      throw new StateTroubleError('full', 'The disk is full.', null);
    };
    for (let server = 1; server <= 30; server += 1) await saveDaily(String(server));
    nowMs = NINE_MS;
    const daily = startDaily({
      ...ports({ log, state: { ...state, claimDelivery: async () => full() } }),
      random: () => 0.5,
      soleProcess: true,
    });
    await vi.waitFor(() => expect(log.lines).not.toEqual([]));
    await daily.stop();
    expect(log.lines).toMatchObject([{ level: 'error', message: 'The disk is full.' }]);
    expect(channel.requests).toBe(0);
  });
});

test('the same trouble is said again only after ten minutes, whoever meets it, another one at once', () => {
  const log = buildLog();
  const troubles = createTroubleLog(log, () => nowMs);
  for (let minute = 0; minute < 25; minute += 1, nowMs += MINUTE_MS) {
    expect(troubles.note(new StateTroubleError('full', 'full', null))).toBe(true);
    if (minute === 4) createTroubleLog(log, () => nowMs).note(new StateTroubleError('busy', 'busy', null));
  }
  createTroubleLog(log, () => nowMs).note(new StateTroubleError('full', 'full', null));
  expect(troubles.note(new TypeError('a bug'))).toBe(false);
  expect(log.lines.map(({ message }) => message)).toEqual(['full', 'busy', 'full', 'full']);
});

describe('a backup put back after the post went out', () => {
  let finds: FoundPost;
  const finder = { findPost: async () => finds, findThread: async () => finds };

  /** The day's post goes out after the backup was made; then the state is lost. */
  async function loseTheDay(): Promise<Partial<DailyPorts>> {
    const copy = join(home, 'copy.db');
    await backUp(file, copy);
    nowMs = NINE_MS;
    await tick();
    expect(channel.arrivals).toHaveLength(1);
    nowMs += HOUR_MS;
    await state.close();
    await restoreState(home, copy, nowMs);
    state = openSqliteState(file);
    nowMs += MINUTE_MS;
    return { finder, restoredAtMs: await loadRestoredAtMs(state) };
  }

  test('does not double it: the channel shows that it is there', async () => {
    const restored = await loseTheDay();
    finds = { kind: 'found', messageId: 'message-1' };
    await tick(restored);
    expect(channel.arrivals).toHaveLength(1);
    expect(await state.loadDeliveries(GUILD, 1)).toMatchObject([{ state: 'confirmed', messageId: 'message-1' }]);
  });

  test('does not risk it where the channel may not be read', async () => {
    const restored = await loseTheDay();
    finds = { kind: 'unknown' };
    await tick(restored);
    await tick(restored);
    expect(channel.arrivals).toHaveLength(1);
    expect(await state.loadDeliveries(GUILD, 1)).toMatchObject([{ state: 'unknown', reason: 'not-repeated' }]);
  });

  test('posts what is certainly not there, and the next day as ever', async () => {
    const restored = await loseTheDay();
    finds = { kind: 'absent' };
    await tick(restored);
    expect(channel.arrivals).toHaveLength(2);
    nowMs = NINE_MS + 24 * HOUR_MS;
    finds = { kind: 'found', messageId: 'of yesterday' };
    await tick(restored);
    expect(channel.arrivals).toHaveLength(3);
  });

  test('nor where the backup was made between the claim and the request', async () => {
    const copy = join(home, 'copy.db');
    nowMs = NINE_MS;
    channel.weather.push({ failure: { status: 503 } });
    await tick();
    await backUp(file, copy);
    nowMs += 5 * MINUTE_MS;
    await tick();
    expect(channel.arrivals).toHaveLength(1);
    await state.close();
    nowMs += HOUR_MS;
    await restoreState(home, copy, nowMs);
    state = openSqliteState(file);
    finds = { kind: 'found', messageId: 'message-1' };
    await tick({ finder, restoredAtMs: await loadRestoredAtMs(state) });
    expect(channel.arrivals).toHaveLength(1);
    expect(await state.loadDeliveries(GUILD, 1)).toMatchObject([{ state: 'confirmed', messageId: 'message-1' }]);
  });
});

test('while Discord is down for an hour posts wait, and then come late, once each', async () => {
  for (let server = 1; server <= 30; server += 1) await saveDaily(String(server));
  for (nowMs = NINE_MS; nowMs < NINE_MS + HOUR_MS; nowMs += MINUTE_MS) {
    channel.weather.push(...Array.from({ length: 31 }, () => ({ failure: { status: 0, maybeSent: false } })));
    await runTick(ports(), { random: () => 0.5 });
    channel.weather.length = 0;
  }
  expect(channel.arrivals).toHaveLength(0);
  for (let minute = 0; minute < 60; minute += 1, nowMs += MINUTE_MS) await runTick(ports(), { random: () => 0.5 });
  expect(channel.arrivals).toHaveLength(31);
  expect(new Set(channel.arrivals.map(({ channelId }) => channelId)).size).toBe(31);
});

test('a clock that steps a day ahead, back, and ahead again posts each date once', async () => {
  for (const stepMs of [0, 24 * HOUR_MS, -24 * HOUR_MS, HOUR_MS, -HOUR_MS, 24 * HOUR_MS, 25 * HOUR_MS]) {
    nowMs = NINE_MS + MINUTE_MS + stepMs;
    await tick();
  }
  const dates = channel.arrivals.map(({ body }) => ('content' in body ? String(body.content).slice(0, 10) : ''));
  expect(dates).toEqual([...new Set(dates)]);
  expect(dates).toContain('2026-11-22');
  expect(dates).toContain('2026-11-23');
});
