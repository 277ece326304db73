import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { keepReads } from '../../src/state/kept-reads.ts';
import { openSqliteState } from '../../src/state/sqlite.ts';
import { buildDefaultSettings, type State } from '../../src/state/types.ts';
import { makeOwnFolder } from '../support/folder.ts';
import { buildSuggestion } from './suite/build.ts';

const IDS = ['1', '2', '3'] as const;

let folder: string;
let file: string;

beforeEach(() => {
  folder = makeOwnFolder();
  file = join(folder, 'state.db');
});

const setCareText = (state: State, guildId: string, careText: string) =>
  state.saveChanges([{ kind: 'set-server', guildId, patch: { careText }, byUserId: '9' }], 1);
const setProgress = (state: State, userId: string, episode: number) =>
  state.saveChanges([{ kind: 'set-progress', userId, titleId: 'drama', episode }], 1);

describe('what is answered from memory', () => {
  it('is what was saved last, whichever of two bots on one file saved it, and whoever asked before', async () => {
    const who = fc.constantFrom('a', 'b');
    const step = fc.oneof(
      fc.record({ do: fc.constant('settings'), who, id: fc.constantFrom(...IDS), value: fc.nat(9) }),
      fc.record({ do: fc.constantFrom('suggest', 'forget'), who, id: fc.constantFrom(...IDS), value: fc.nat(9) }),
      fc.record({ do: fc.constant('progress'), who, id: fc.constantFrom(...IDS), value: fc.integer({ min: 1, max: 16 }) }),
      fc.record({ do: fc.constant('ask'), who, id: fc.constantFrom(...IDS), value: fc.nat(9) }),
    );
    const bots: Readonly<Record<string, State>> = { a: openSqliteState(file), b: openSqliteState(file) };
    const texts = new Map<string, string>();
    const reached = new Map<string, number>();
    const lines = new Map<string, readonly string[]>();
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        for (const { do: what, who: name, id, value } of steps) {
          const bot = bots[name];
          if (bot === undefined) continue;
          if (what === 'settings') {
            await setCareText(bot, id, `${value}`);
            texts.set(id, `${value}`);
          } else if (what === 'progress') {
            await setProgress(bot, id, value);
            reached.set(id, value);
          } else if (what === 'suggest') {
            const suggestion = buildSuggestion({ id: randomUUID(), guildId: id, state: value % 2 === 0 ? 'approved' : 'waiting' });
            await bot.saveChanges([{ kind: 'add-suggestion', suggestion }], 1);
            if (suggestion.state === 'approved') lines.set(id, [...(lines.get(id) ?? []), suggestion.id]);
          } else if (what === 'forget') {
            await bot.saveChanges([{ kind: 'forget-server', guildId: id, keepLedger: false }], 1);
            texts.delete(id);
            lines.delete(id);
          }
          const recalled = bot.recall?.(id, id);
          const [settings, member, own] = await Promise.all([bot.loadSettings(id), bot.loadMember(id), bot.loadCommunityLines(id)]);
          expect(own.map((line) => line.id).sort()).toEqual([...(lines.get(id) ?? [])].sort());
          const hasNoCommunityLines = own.length === 0;
          expect(settings.careText).toBe(texts.get(id) ?? null);
          expect(member.progress).toEqual(reached.has(id) ? { drama: reached.get(id) } : {});
          if (recalled !== undefined) expect(recalled).toMatchObject({ settings, member });
          if (recalled?.hasNoCommunityLines === true) expect(hasNoCommunityLines).toBe(true);
          expect(bot.recall?.(id, id)).toEqual({ settings, member, hasNoCommunityLines });
        }
      }),
      { numRuns: 60 },
    );
    await Promise.all([bots.a?.close(), bots.b?.close()]);
  });

  it('is forgotten when somebody changes the file by hand, and when a person or a server is deleted', async () => {
    const state = openSqliteState(file);
    await setCareText(state, '1', 'We are here.');
    await setProgress(state, '2', 5);
    expect((await state.loadSettings('1')).careText).toBe('We are here.');
    const shell = new Database(file);
    shell.prepare("UPDATE servers SET care_text = 'Changed.' WHERE guild_id = '1'").run();
    shell.close();
    await setImmediate();
    expect((await state.loadSettings('1')).careText).toBe('Changed.');
    expect((await state.loadMember('2')).progress).toEqual({ drama: 5 });
    await state.saveChanges([{ kind: 'forget-member', userId: '2' }], 2);
    expect((await state.loadMember('2')).progress).toEqual({});
    await state.close();
  });

  it('is forgotten whichever table somebody writes to by hand, and under the old id and the new one', async () => {
    const state = openSqliteState(file);
    const shell = new Database(file);
    const all = async () => {
      const [settings, { progress, isPrivate }] = await Promise.all([state.loadSettings('1'), state.loadMember('2')]);
      return [settings.careText, progress.drama, isPrivate, (await state.loadCommunityLines('1')).length];
    };
    await setCareText(state, '1', 'We are here.');
    await setProgress(state, '2', 5);
    await state.saveChanges([{ kind: 'set-private', userId: '2', isPrivate: true }], 1);
    expect(await all()).toEqual(['We are here.', 5, true, 0]);
    const suggestion = buildSuggestion({ guildId: '8', state: 'waiting' });
    await state.saveChanges([{ kind: 'add-suggestion', suggestion }], 1);
    for (const [statement, after] of [
      ["UPDATE servers SET care_text = 'Changed.'", ['Changed.', 5, true, 0]],
      ["UPDATE servers SET guild_id = '8' WHERE guild_id = '1'", [null, 5, true, 0]],
      ["UPDATE servers SET guild_id = '1' WHERE guild_id = '8'", ['Changed.', 5, true, 0]],
      [
        "INSERT OR REPLACE INTO servers (guild_id, care_text, updated_at_ms) VALUES ('1', 'Put in its place.', 1)",
        ['Put in its place.', 5, true, 0],
      ],
      ["UPDATE suggestions SET guild_id = '1'", ['Put in its place.', 5, true, 0]],
      ["UPDATE suggestions SET state = 'approved', tone = 'gentle'", ['Put in its place.', 5, true, 1]],
      ['DELETE FROM suggestions', ['Put in its place.', 5, true, 0]],
      ['DELETE FROM private_answers', ['Put in its place.', 5, false, 0]],
      ['DELETE FROM progress', ['Put in its place.', undefined, false, 0]],
      ['DELETE FROM servers', [null, undefined, false, 0]],
    ] as const) {
      shell.exec(statement);
      await setImmediate();
      expect(await all(), statement).toEqual(after);
    }
    shell.close();
    await state.close();
  });

  it('holds for all that arrived together, and is asked anew at once by who has written', async () => {
    const state = openSqliteState(file);
    const connection = new Database(file);
    let careText = 'We are here.';
    const { reads, noteWrite } = keepReads(connection, {
      loadSettings: async (guildId) => ({ ...buildDefaultSettings(guildId), careText }),
      loadMember: state.loadMember,
      loadCommunityLines: state.loadCommunityLines,
    });
    expect((await reads.loadSettings('1')).careText).toBe('We are here.');
    const shell = new Database(file);
    const asked = reads.loadSettings('1');
    careText = 'Changed.';
    shell.exec("INSERT INTO servers (guild_id, care_text, updated_at_ms) VALUES ('1', 'Changed.', 1)");
    const askedTogether = reads.loadSettings('1');
    expect([(await asked).careText, (await askedTogether).careText]).toEqual(['We are here.', 'We are here.']);
    expect((await reads.loadSettings('1')).careText).toBe('Changed.');
    const askedLast = reads.loadSettings('1');
    careText = 'Written here.';
    shell.exec("UPDATE servers SET care_text = 'Written here.'");
    noteWrite();
    expect((await reads.loadSettings('1')).careText).toBe('Written here.');
    expect((await askedLast).careText).toBe('Changed.');
    shell.close();
    connection.close();
    await state.close();
  });

  it('is forgotten when somebody empties the table in which it is noted what was touched', async () => {
    const state = openSqliteState(file);
    for (const text of ['one', 'two', 'three']) await setCareText(state, '1', text);
    await setProgress(state, '2', 5);
    expect((await state.loadSettings('1')).careText).toBe('three');
    const shell = new Database(file);
    shell.exec("DELETE FROM touched; UPDATE servers SET care_text = 'four'");
    await setImmediate();
    expect((await state.loadSettings('1')).careText).toBe('four');
    shell.close();
    await state.close();
  });

  it('is not kept when it was read before a write that has been seen meanwhile', async () => {
    const state = openSqliteState(file);
    const connection = new Database(file);
    const waiting: (() => void)[] = [];
    let careText = 'old';
    const { reads } = keepReads(connection, {
      async loadSettings(guildId) {
        const settings = { ...buildDefaultSettings(guildId), careText };
        await new Promise<void>((read) => waiting.push(read));
        return settings;
      },
      loadMember: state.loadMember,
      loadCommunityLines: state.loadCommunityLines,
    });
    const slow = reads.loadSettings('1');
    careText = 'new';
    await setCareText(state, '1', 'new');
    await setImmediate();
    await reads.loadMember('9');
    waiting.shift()?.();
    expect((await slow).careText).toBe('old');
    await setImmediate();
    const next = reads.loadSettings('1');
    waiting.shift()?.();
    expect((await next).careText).toBe('new');
    connection.close();
    await state.close();
  });

  it('is that of five thousand at most, however many ask', async () => {
    const state = openSqliteState(file);
    const connection = new Database(file);
    const { reads } = keepReads(connection, {
      loadSettings: async (guildId) => buildDefaultSettings(guildId),
      loadMember: async (userId) => ({ userId, progress: {}, latestTitle: null, isPrivate: false }),
      loadCommunityLines: async () => [],
    });
    const ids = Array.from({ length: 12_000 }, (_, number) => `70000000${10_000 + number}`);
    for (const id of ids) await Promise.all([reads.loadSettings(id), reads.loadMember(id)]);
    const kept = ids.filter((id) => reads.recall(id, id) !== undefined);
    expect(kept.length).toBeLessThanOrEqual(5_000);
    expect(kept).toContain(ids.at(-1));
    connection.close();
    await state.close();
  });

  it('is read once while nobody writes of it, whatever else is written', async () => {
    const state = openSqliteState(file);
    await setCareText(state, '1', 'We are here.');
    const first = await state.loadSettings('1');
    expect(await state.loadSettings('1')).toBe(first);
    await setProgress(state, '2', 5);
    await state.saveMeta('fact', 'new');
    expect(await state.loadSettings('1')).toBe(first);
    await setCareText(state, '1', 'Still here.');
    expect(await state.loadSettings('1')).not.toBe(first);
    await state.close();
  });
});
