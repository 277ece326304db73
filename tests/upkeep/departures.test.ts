import { afterEach, beforeEach, expect, test } from 'vitest';
import type { z } from 'zod';
import { listGuildIds } from '../../src/discord/guild-list.ts';
import type { RestResult } from '../../src/discord/requests.ts';
import { openSqliteState } from '../../src/state/sqlite.ts';
import type { State } from '../../src/state/types.ts';
import { lookForDepartures } from '../../src/upkeep/departures.ts';
import { buildLog } from '../posting/fakes.ts';

const DAY_MS = 24 * 60 * 60_000;

let state: State;
let nowMs: number;
let listed: ReadonlySet<string> | null;
let listings: number;

beforeEach(async () => {
  nowMs = Date.parse('2026-11-22T03:00:00Z');
  state = openSqliteState(':memory:');
  listed = new Set(['1', '2']);
  listings = 0;
  for (const guildId of ['1', '2']) {
    await state.saveChanges([{ kind: 'set-server', guildId, patch: { title: 'its-okay' }, byUserId: '9' }], nowMs);
  }
});

afterEach(() => state.close());

async function look(afterDays = 0): Promise<void> {
  nowMs += afterDays * DAY_MS;
  await lookForDepartures({
    state,
    listGuildIds: async () => {
      listings += 1;
      return listed;
    },
    now: () => nowMs,
    log: buildLog(),
  });
}

const isKept = async (guildId: string) => (await state.loadSettings(guildId)).title !== null;

test('a server is forgotten 30 days after two complete listings a day apart no longer held it', async () => {
  listed = new Set(['1']);
  await look();
  await look(1);
  await look(29);
  expect(await isKept('2')).toBe(true);
  await look(1);
  expect(await isKept('2')).toBe(false);
  expect(await isKept('1')).toBe(true);
  expect(await state.loadGuildIds(10)).toEqual(['1']);
});

test('a server that is there again keeps everything, and its days are counted anew', async () => {
  listed = new Set(['1']);
  await look();
  await look(1);
  listed = new Set(['1', '2']);
  await look(20);
  listed = new Set(['1']);
  await look(1);
  await look(1);
  await look(29);
  expect(await isKept('2')).toBe(true);
});

test('a listing that failed is no information', async () => {
  listed = null;
  await look();
  await look(40);
  listed = new Set(['1']);
  await look(1);
  await look(1);
  expect(await isKept('2')).toBe(true);
});

test('Discord is asked once a day, also when the clock was set back', async () => {
  await look();
  await look(0.5);
  expect(listings).toBe(1);
  await look(0.5);
  expect(listings).toBe(2);
  await look(-3);
  expect(listings).toBe(3);
});

test('a list of many servers is read to its end, and a page that fails makes it none', async () => {
  const ids = Array.from({ length: 450 }, (_, index) => String(1_000 + index));
  const asked: string[] = [];
  const rest = (failsAt: number) => ({
    load: async <Schema extends z.ZodType>(route: string, schema: Schema): Promise<RestResult<z.infer<Schema>>> => {
      asked.push(route);
      if (asked.length === failsAt) {
        return { ok: false, failure: { status: 500, code: 0, maybeSent: false, retryAfterMs: null, message: '' } };
      }
      const after = new URL(route, 'http://x').searchParams.get('after') ?? '0';
      const page = ids.filter((id) => Number(id) > Number(after)).slice(0, 200);
      return { ok: true, value: schema.parse(page.map((id) => ({ id }))) };
    },
  });
  expect(await listGuildIds(rest(0))).toEqual(new Set(ids));
  expect(asked).toHaveLength(3);
  asked.length = 0;
  expect(await listGuildIds(rest(2))).toBeNull();
});
