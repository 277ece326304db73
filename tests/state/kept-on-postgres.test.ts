/** What several processes on one Postgres keep in memory of settings and progress. */
import { setImmediate as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { Client } from 'pg';
import { empty } from 'sql-template-tag';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Queries } from '../../src/state/database.ts';
import { KNOWN_FOR_MS, keepReads } from '../../src/state/postgres/kept-reads.ts';
import { openPostgresState } from '../../src/state/postgres/open.ts';
import { buildDefaultSettings, type ServerSettings, type State } from '../../src/state/types.ts';

import { type Cluster, execute, startCluster } from '../support/postgres.ts';
import { buildSuggestion } from './suite/build.ts';

const IDS = ['1', '2', '3'] as const;

let cluster: Cluster;
let url: string;
/** The clock of all processes. */
let nowMs: number;
let bots: { readonly a: State; readonly b: State };

beforeAll(async () => {
  cluster = await startCluster();
  return () => cluster.stop();
});

beforeEach(async () => {
  url = await cluster.createDatabase();
  nowMs = 0;
  const open = () => openPostgresState(url, { now: () => nowMs });
  bots = { a: await open(), b: await open() };
});

afterEach(async () => {
  await Promise.all([bots.a.close(), bots.b.close()]);
});

const setCareText = (state: State, guildId: string, careText: string) =>
  state.saveChanges([{ kind: 'set-server', guildId, patch: { careText }, byUserId: '9' }], 1);
const setProgress = (state: State, userId: string, episode: number | null) =>
  state.saveChanges([{ kind: 'set-progress', userId, titleId: 'drama', episode }], 1);
const careText = async (state: State, id: string) => (await state.loadSettings(id)).careText;
const progress = async (state: State, id: string) => (await state.loadMember(id)).progress.drama ?? null;

/** Until what is read of a server nobody writes to comes from memory, so that the look was answered. */
async function untilKept(state: State): Promise<void> {
  let last = await state.loadSettings('nobody');
  for (;;) {
    const next = await state.loadSettings('nobody');
    if (next === last) return;
    last = next;
  }
}

/** What was read has become old, a look has been answered since, and what it left is given from memory. */
async function lookAgain(state: State): Promise<void> {
  nowMs += KNOWN_FOR_MS + 1;
  await untilKept(state);
}

describe('what is answered from memory on Postgres', () => {
  it('is read once while nobody changes it, and anew when somebody has', async () => {
    const { a, b } = bots;
    await setCareText(a, '1', 'We are here.');
    await untilKept(a);
    const first = await a.loadSettings('1');
    const other = await a.loadSettings('2');
    expect(await a.loadSettings('1')).toBe(first);
    await lookAgain(a);
    expect(await a.loadSettings('1')).toBe(first);
    await setCareText(b, '1', 'Changed.');
    await lookAgain(a);
    expect(await careText(a, '1')).toBe('Changed.');
    // Of the others nothing is forgotten.
    expect(await a.loadSettings('2')).toBe(other);
  });

  it('is never older than the bound, and what a process wrote itself is in its next read', async () => {
    const who = fc.constantFrom('a' as const, 'b' as const);
    const step = fc.record({
      do: fc.constantFrom('settings' as const, 'progress' as const, 'forget' as const, 'look' as const, 'look' as const),
      who,
      id: fc.constantFrom(...IDS),
      value: fc.integer({ min: 1, max: 16 }),
      laterMs: fc.constantFrom(0, 0, KNOWN_FOR_MS / 2 + 1, KNOWN_FOR_MS + 1),
    });
    /** What was there since when and written by whom, newest first. */
    type Past = readonly { readonly value: unknown; readonly untilMs: number }[];
    const pasts = new Map<string, Past>();
    const isAllowed = (key: string, value: unknown): boolean =>
      (pasts.get(key) ?? [{ value: null, untilMs: Number.POSITIVE_INFINITY }]).some(
        (past) => past.value === value && past.untilMs >= nowMs - KNOWN_FOR_MS,
      );
    const note = (key: string, value: unknown): void => {
      const [newest = { value: null, untilMs: Number.POSITIVE_INFINITY }, ...older] = pasts.get(key) ?? [];
      pasts.set(key, [{ value, untilMs: Number.POSITIVE_INFINITY }, { ...newest, untilMs: nowMs }, ...older].slice(0, 20));
    };
    let fromMemory = 0;
    const before = new Map<string, unknown>();
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        for (const { do: what, who: name, id, value, laterMs } of steps) {
          nowMs += laterMs;
          const bot = bots[name];
          if (what === 'settings') {
            await setCareText(bot, id, `${value}`);
            note(`settings ${id}`, `${value}`);
          } else if (what === 'progress') {
            await setProgress(bot, id, value);
            note(`progress ${id}`, value);
          } else if (what === 'forget') {
            await bot.saveChanges([{ kind: 'forget-member', userId: id }], 1);
            note(`progress ${id}`, null);
          } else await untilKept(bot);
          const recalled = bot.recall?.(id, id);
          if (recalled !== undefined) {
            expect(isAllowed(`settings ${id}`, recalled.settings.careText)).toBe(true);
            expect(isAllowed(`progress ${id}`, recalled.member.progress.drama ?? null)).toBe(true);
          }
          const [settings, member] = await Promise.all([bot.loadSettings(id), bot.loadMember(id)]);
          if (what === 'settings') expect(settings.careText).toBe(`${value}`);
          if (what === 'progress') expect(member.progress).toEqual({ drama: value });
          if (what === 'forget') expect(member.progress).toEqual({});
          for (const each of IDS) {
            const [text, episode] = [await careText(bot, each), await progress(bot, each)];
            expect(isAllowed(`settings ${each}`, text)).toBe(true);
            expect(isAllowed(`progress ${each}`, episode)).toBe(true);
          }
          if (before.get(`${name} ${id}`) === settings) fromMemory += 1;
          before.set(`${name} ${id}`, settings);
        }
      }),
      { numRuns: 60, seed: 20_200_620 },
    );
    expect(fromMemory).toBeGreaterThan(20);
  });

  it('is forgotten whoever changes the database, by hand as well, and when a person or a server is deleted', async () => {
    const { a, b } = bots;
    const all = async () => [
      await careText(a, '1'),
      await progress(a, '2'),
      (await a.loadMember('2')).isPrivate,
      (await a.loadCommunityLines('1')).length,
    ];
    await setCareText(b, '1', 'We are here.');
    await setProgress(b, '2', 5);
    await b.saveChanges([{ kind: 'set-private', userId: '2', isPrivate: true }], 1);
    await untilKept(a);
    const suggestion = buildSuggestion({ guildId: '8', state: 'waiting' });
    await b.saveChanges([{ kind: 'add-suggestion', suggestion }], 1);
    expect(await all()).toEqual(['We are here.', 5, true, 0]);
    expect(a.recall?.('1', '2')).toMatchObject({ hasNoCommunityLines: true });
    for (const [statement, after] of [
      ["UPDATE nabi.servers SET care_text = 'Changed.'", ['Changed.', 5, true, 0]],
      ["UPDATE nabi.servers SET guild_id = '8' WHERE guild_id = '1'", [null, 5, true, 0]],
      ["UPDATE nabi.servers SET guild_id = '1' WHERE guild_id = '8'", ['Changed.', 5, true, 0]],
      ["UPDATE nabi.suggestions SET guild_id = '1'", ['Changed.', 5, true, 0]],
      ["UPDATE nabi.suggestions SET state = 'approved', tone = 'gentle'", ['Changed.', 5, true, 1]],
      ['TRUNCATE nabi.suggestions', ['Changed.', 5, true, 0]],
      ['DELETE FROM nabi.private_answers', ['Changed.', 5, false, 0]],
      ['TRUNCATE nabi.progress', ['Changed.', null, false, 0]],
      ["SET session_replication_role = replica; UPDATE nabi.servers SET care_text = 'Copied.'", ['Copied.', null, false, 0]],
    ] as const) {
      await execute(url, statement);
      await lookAgain(a);
      expect(await all(), statement).toEqual(after);
      expect(a.recall?.('1', '2')?.hasNoCommunityLines, statement).toBe(after[3] === 0);
    }
    await b.saveChanges([{ kind: 'forget-server', guildId: '1', keepLedger: false }], 2);
    await lookAgain(a);
    expect(await careText(a, '1')).toBeNull();
  });

  it('is forgotten when a transaction ends that began before others which were over earlier', async () => {
    const { a, b } = bots;
    await setCareText(b, '1', 'first');
    await untilKept(a);
    expect(await careText(a, '1')).toBe('first');
    const slow = new Client(url);
    await slow.connect();
    await slow.query("BEGIN; UPDATE nabi.servers SET care_text = 'second' WHERE guild_id = '1'");
    await setCareText(b, '2', 'other');
    await lookAgain(a);
    expect(await careText(a, '1')).toBe('first');
    await slow.query('COMMIT');
    await slow.end();
    await lookAgain(a);
    expect(await careText(a, '1')).toBe('second');
  });

  /** What is kept beside a Postgres whose looks are answered by hand. */
  function keepByHand(loadSettings: (id: string) => Promise<ServerSettings>) {
    const looks: ((told: { readonly store?: string | null; readonly places?: readonly string[] }) => void)[] = [];
    const queries: Queries = {
      isNear: false,
      all: async () => [],
      one: () => new Promise((answer) => looks.push(({ store = 'one', places = [] }) => answer({ snapshot: '1:1:', store, places }))),
      run: async () => 1,
      async lock() {},
    };
    const loadMember = async (userId: string) => ({ userId, progress: {}, latestTitle: null, isPrivate: false });
    const kept = keepReads(queries, { loadSettings, loadMember, loadCommunityLines: async () => [] }, () => nowMs);
    const answer = async (told = {}) => {
      looks.shift()?.(told);
      await sleep();
    };
    return { queries, kept, looks, answer };
  }

  it('is read anew behind a write of its own while an earlier look is still on its way', async () => {
    let reads = 0;
    const { queries, kept, looks, answer } = keepByHand(async (id) => {
      reads += 1;
      return buildDefaultSettings(id);
    });
    const database = kept.noteWrites({ ...queries, one: async () => ({}), selectSchema: empty, transaction: (act) => act(queries) });
    await kept.reads.loadSettings('1');
    await answer();
    for (let turn = 0; turn < 3; turn += 1) await kept.reads.loadSettings('1');
    expect(reads).toBe(2);
    nowMs += KNOWN_FOR_MS / 2 + 1;
    for (let turn = 0; turn < 3; turn += 1) await kept.reads.loadSettings('1');
    expect({ reads, looks: looks.length }).toEqual({ reads: 2, looks: 1 });
    const writes = [
      () => database.transaction((inside) => inside.run(empty)),
      () => database.run(empty),
      () => database.one(empty),
      () => database.all(empty),
    ];
    for (const [at, write] of writes.entries()) {
      await write();
      // It was sent before the write, and says nothing of it.
      await answer();
      await kept.reads.loadSettings('1');
      expect(reads).toBe(3 + at);
      await answer();
      await kept.reads.loadSettings('1');
      expect(reads).toBe(3 + at);
      nowMs += KNOWN_FOR_MS / 2 + 1;
      await kept.reads.loadSettings('1');
    }
  });

  it('is not kept when a look tells of a write while it is being read', async () => {
    const waiting: (() => void)[] = [];
    let careText = 'old';
    const { kept, answer } = keepByHand(async (id) => {
      const settings = { ...buildDefaultSettings(id), careText };
      await new Promise<void>((read) => waiting.push(read));
      return settings;
    });
    void kept.reads.loadMember('9');
    await answer();
    const slow = kept.reads.loadSettings('1');
    careText = 'new';
    nowMs += KNOWN_FOR_MS / 2 + 1;
    await kept.reads.loadMember('9');
    await answer({ places: ['*'] });
    waiting.shift()?.();
    expect((await slow).careText).toBe('old');
    const next = kept.reads.loadSettings('1');
    waiting.shift()?.();
    expect((await next).careText).toBe('new');
  });

  it('is nothing at all where a store does not tell which one it is', async () => {
    let reads = 0;
    const { kept, answer } = keepByHand(async (id) => {
      reads += 1;
      return buildDefaultSettings(id);
    });
    for (let turn = 1; turn < 5; turn += 1) {
      await kept.reads.loadSettings('1');
      await answer({ store: null });
      expect(reads).toBe(turn);
    }
  });

  it('is that of five thousand at most, those that asked last', async () => {
    const { kept, answer } = keepByHand(async (id) => buildDefaultSettings(id));
    void kept.reads.loadMember('9');
    await answer();
    const ids = Array.from({ length: 12_000 }, (_, number) => `${number}`);
    for (const id of ids) await Promise.all([kept.reads.loadSettings(id), kept.reads.loadMember(id)]);
    expect(ids.filter((id) => kept.reads.recall(id, id) !== undefined)).toEqual(ids.slice(-5_000));
  });

  it('is not given while Postgres cannot be asked, nor what was there before it came back', async () => {
    const { a } = bots;
    await setCareText(a, '1', 'first');
    await untilKept(a);
    expect(await careText(a, '1')).toBe('first');
    await execute(
      url,
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()',
    );
    await execute(url, "UPDATE nabi.servers SET care_text = 'second'");
    nowMs += KNOWN_FOR_MS + 1;
    const answered = await careText(a, '1').catch((error: unknown) => error);
    if (!(answered instanceof Error)) expect(answered).toBe('second');
    await cluster.kill();
    nowMs += KNOWN_FOR_MS + 1;
    await expect(a.loadSettings('1')).rejects.toThrow(/Postgres/);
    await cluster.start();
    await execute(url, "UPDATE nabi.servers SET care_text = 'third'");
    for (;;) {
      const found = await careText(a, '1').catch(() => undefined);
      if (found === undefined) continue;
      expect(found).toBe('third');
      break;
    }
  });

  it('is forgotten when a copy is put back under a running process, although nothing notes what comes with it', async () => {
    const { a, b } = bots;
    await setCareText(b, '1', 'newest');
    await untilKept(a);
    expect(await careText(a, '1')).toBe('newest');
    await execute(url, 'DROP SCHEMA nabi CASCADE');
    await (await openPostgresState(url)).close();
    await execute(
      url,
      `ALTER TABLE nabi.servers DISABLE TRIGGER ALL; INSERT INTO nabi.servers (guild_id, care_text, updated_at_ms) VALUES ('1', 'of the copy', 1);
       ALTER TABLE nabi.servers ENABLE ALWAYS TRIGGER touch`,
    );
    await lookAgain(a);
    expect(await careText(a, '1')).toBe('of the copy');
  });

  it('is kept although a copy from another server brought numbers of transactions that are to come', async () => {
    const { a } = bots;
    await execute(url, "INSERT INTO nabi.touched SELECT to_hex(place), '9999999999' FROM generate_series(256, 4095) AS places (place)");
    await untilKept(a);
    const first = await a.loadSettings('1');
    await lookAgain(a);
    expect(await a.loadSettings('1')).toBe(first);
  });
});
