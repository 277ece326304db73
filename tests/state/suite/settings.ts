/** What servers set: kept, shown, taken back and forgotten. */
import { expect, onTestFinished, test, vi } from 'vitest';
import { buildDefaultSettings, KEPT_CHANGES, type SettingsPatch, type State } from '../../../src/state/types.ts';
import {
  buildCorrection,
  buildDaily,
  buildDelivery,
  buildFollowUp,
  buildNotice,
  buildSuggestion,
  DAY,
  DAY_MS,
  DUE_AT_MS,
  setDaily,
  setServer,
} from './build.ts';
import type { StoreUnderTest } from './store.ts';

const EVERYTHING = {
  title: 'film',
  ceilings: { drama: 16, film: 1 },
  locale: 'ko',
  replyStyle: 'plain',
  suggestions: { channelId: '11', suggesterRoleId: '12', reviewerRoleId: null },
  quizBoard: true,
  seasonNewsChannelId: '13',
  noticesChannelId: '15',
  careText: 'Our own words.\nWith “signs” and ✿.',
  daily: buildDaily({
    tone: 'gentle',
    includeDirector: true,
    style: 'text',
    weekdays: [1, 3, 7],
    pingRoleId: '14',
    opensThread: true,
    crossposts: true,
    skipDate: '2027-01-15',
    pauseUntil: '2027-01-01',
    pins: true,
  }),
  moreDailies: [
    buildDaily({ slot: 2, nextDueAtMs: null, titleId: 'drama' }),
    buildDaily({ slot: 5, nextDueAtMs: null, place: 'forum', tags: ['21', '22'] }),
  ],
} satisfies Required<SettingsPatch>;

export function testSettings(state: () => State, store: () => StoreUnderTest, reopen: () => Promise<void>): void {
  test('a server that set nothing has the defaults', async () => {
    expect(await state().loadSettings('1')).toEqual(buildDefaultSettings('1'));
    expect(await state().loadSettingsChanges('1', 10)).toEqual([]);
  });

  test('everything that was set is there after opening the store again, for replies and for the daily post', async () => {
    await setServer(state(), '1', EVERYTHING);
    await state().saveMeta('commands', 'abc');
    await reopen();
    expect(await state().loadSettings('1')).toEqual({ guildId: '1', guildLocale: null, ...EVERYTHING });
    expect((await state().loadDue(DUE_AT_MS, 1))[0]?.settings).toEqual({ guildId: '1', guildLocale: null, ...EVERYTHING, moreDailies: [] });
    expect(await state().loadMeta('commands')).toBe('abc');
    expect(await state().loadMeta('nothing')).toBeNull();
  });

  test('setting one thing leaves the others as they are', async () => {
    await setServer(state(), '1', EVERYTHING);
    await setServer(state(), '1', { locale: null });
    await setServer(state(), '1', { suggestions: null });
    expect(await state().loadSettings('1')).toEqual({ guildId: '1', guildLocale: null, ...EVERYTHING, locale: null, suggestions: null });
  });

  test('changes are applied together or not at all', async () => {
    const broken = buildDaily({ nextDueAtMs: 0.5 });
    await expect(
      state().saveChanges(
        [
          { kind: 'set-server', guildId: '1', patch: { title: 'film' }, byUserId: '70' },
          { kind: 'set-server', guildId: '1', patch: { daily: broken }, byUserId: '70' },
        ],
        1,
      ),
    ).rejects.toThrow();
    expect(await state().loadSettings('1')).toEqual(buildDefaultSettings('1'));
    expect(await state().loadSettingsChanges('1', 10)).toEqual([]);
  });

  test('a change that says what it read is written only while that is so', async () => {
    await setServer(state(), '1', { ceilings: { drama: 3 }, title: 'film' });
    const raise = (drama: number, read: number) =>
      state().saveChanges(
        [{ kind: 'set-server', guildId: '1', patch: { ceilings: { drama } }, byUserId: '70', read: { ceilings: { drama: read } } }],
        30,
      );
    expect(await raise(5, 3)).toBe('saved');
    expect(await raise(6, 3)).toBe('changed');
    expect(await state().loadSettings('1')).toMatchObject({ ceilings: { drama: 5 }, title: 'film' });
    expect(await state().loadSettingsChanges('1', 10)).toHaveLength(2);
  });

  test('an interaction is acted on once, and what it asked for is written with it or not at all', async () => {
    const raise = (drama: number, interactionId: string, nowMs: number, read?: number) => {
      const patch = { ceilings: { drama } };
      const change = { kind: 'set-server', guildId: '1', patch, byUserId: '70' } as const;
      const changes = [read === undefined ? change : { ...change, read: { ceilings: { drama: read } } }];
      return state().saveChanges(changes, nowMs, { interactionId, untilMs: nowMs + 100 });
    };
    const both = await Promise.all([raise(3, 'a', 10), raise(4, 'a', 10)]);
    expect(both.toSorted()).toEqual(['saved', 'used']);
    const won = both[0] === 'saved' ? 3 : 4;
    expect(await raise(5, 'a', 110)).toBe('used');
    expect(await raise(5, 'b', 110, 1)).toBe('changed');
    expect((await state().loadSettings('1')).ceilings).toEqual({ drama: won });
    expect(await raise(5, 'b', 110, won)).toBe('saved');
    expect(await state().saveChanges([], 110, { interactionId: 'b', untilMs: 300 })).toBe('used');
    expect(await raise(6, 'a', 111)).toBe('saved');
  });

  test('ids of twenty digits come back as they were', async () => {
    const id = '12345678901234567890';
    await setDaily(state(), id, { channelId: id });
    expect((await state().loadDue(DUE_AT_MS, 1))[0]?.settings).toMatchObject({ guildId: id, daily: { channelId: id } });
  });

  test('a change remembers what was there before, and only of what it changed', async () => {
    await setServer(state(), '1', { title: 'film', careText: 'ours' }, { nowMs: 10 });
    await setServer(state(), '1', { title: 'film', locale: 'ko' }, { by: '71', nowMs: 20 });
    const changes = await state().loadSettingsChanges('1', 10);
    expect(changes).toMatchObject([
      { guildId: '1', madeAtMs: 20, byUserId: '71', before: { locale: null } },
      { guildId: '1', madeAtMs: 10, byUserId: '70', before: { title: null, careText: null } },
    ]);
    expect(changes[0]?.before).not.toHaveProperty('title');
    expect(await state().loadSettingsChanges('1', 1)).toEqual(changes.slice(0, 1));
  });

  test('putting back what a change kept restores every setting, a reset among them', async () => {
    await setServer(state(), '1', EVERYTHING);
    const { guildId: _, ...defaults } = buildDefaultSettings('1');
    await setServer(state(), '1', defaults);
    expect(await state().loadSettings('1')).toEqual(buildDefaultSettings('1'));
    const [reset] = await state().loadSettingsChanges('1', 1);
    await setServer(state(), '1', reset?.before ?? {});
    expect(await state().loadSettings('1')).toEqual({ guildId: '1', guildLocale: null, ...EVERYTHING });
  });

  test('setting what is set already is no change, nor is a post that moves the due time or a suspension that ends', async () => {
    await setServer(state(), '1', EVERYTHING);
    await setServer(state(), '1', EVERYTHING);
    await state().claimDelivery(buildDelivery(), DAY, DUE_AT_MS + DAY_MS);
    await state().suspendDaily({ guildId: '1', slot: 1 }, 'missing-permissions', '7');
    await setServer(state(), '1', { daily: { ...EVERYTHING.daily, skipDate: null, nextDueAtMs: DUE_AT_MS + DAY_MS } });
    expect((await state().loadSettings('1')).daily).toMatchObject({ suspendedReason: null, nextDueAtMs: DUE_AT_MS + DAY_MS });
    expect(await state().loadSettingsChanges('1', 10)).toHaveLength(1);
  });

  test('the newest changes of each server are kept, and a number is never given twice', async () => {
    await setServer(state(), '2', { careText: 'another server' });
    for (let turn = 0; turn < KEPT_CHANGES + 3; turn += 1) await setServer(state(), '1', { careText: `${turn}` }, { nowMs: turn });
    const changes = await state().loadSettingsChanges('1', 100);
    expect(changes.map(({ madeAtMs }) => madeAtMs)).toEqual(Array.from({ length: KEPT_CHANGES }, (_, index) => KEPT_CHANGES + 2 - index));
    expect(await state().loadSettingsChanges('2', 100)).toHaveLength(1);
    await state().saveChanges([{ kind: 'forget-server', guildId: '1', keepLedger: false }], 1);
    await setServer(state(), '1', { careText: 'new' });
    expect((await state().loadSettingsChanges('1', 1))[0]?.id).toBeGreaterThan(changes[0]?.id ?? Number.POSITIVE_INFINITY);
  });

  test('of two servers with the same limits one sets others: what is due next goes by its own, and the other’s by what it was', async () => {
    for (const guildId of ['1', '2']) await setDaily(state(), guildId);
    for (const guildId of ['1', '2']) await setServer(state(), guildId, { ceilings: { drama: 3 } });
    const limits = async () => (await state().loadDue(DUE_AT_MS, 10)).map(({ settings }) => settings.ceilings);
    expect(await limits()).toEqual([{ drama: 3 }, { drama: 3 }]);
    await setServer(state(), '2', { ceilings: { drama: 5 } });
    expect(await limits()).toEqual([{ drama: 3 }, { drama: 5 }]);
    await setServer(state(), '2', { ceilings: { drama: 3, film: 1 } });
    expect(await limits()).toEqual([{ drama: 3 }, { drama: 3, film: 1 }]);
  });

  test('a number that was written by hand and that JavaScript cannot hold is an error, not another number', async () => {
    await setDaily(state(), '1');
    await store().execute('UPDATE dailies SET last_posted_at_ms = 9007199254740993');
    await expect(state().loadDue(DUE_AT_MS, 10)).rejects.toThrow();
  });

  test('settings damaged by hand do not take the answers down: defaults hold, and a warning says so', async () => {
    const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    onTestFinished(() => warn.mockRestore());
    await setServer(state(), '1', { title: 'film', ceilings: { film: 1 }, daily: buildDaily() });
    await setServer(state(), '1', { careText: 'ours' });
    await store().execute(`UPDATE servers SET ceilings = '{"film":"much"}'`);
    await store().execute(`UPDATE settings_changes SET before_json = '{"title":5}' WHERE id = (SELECT min(id) FROM settings_changes)`);
    expect(await state().loadSettings('1')).toMatchObject({ title: 'film', ceilings: {}, careText: 'ours' });
    expect((await state().loadSettingsChanges('1', 10)).map(({ before }) => before)).toEqual([{ careText: null }]);
    expect(await state().loadDue(DUE_AT_MS, 10)).toMatchObject([{ settings: { title: 'film', ceilings: {} } }]);
    expect(warn.mock.calls.map(([message]) => message)).toEqual([
      'the ceilings of server 1 cannot be read, so none are set',
      expect.stringMatching(/^change \d+ of server 1 cannot be read/),
      'the ceilings of server 1 cannot be read, so none are set',
    ]);
  });

  test('a purge leaves no trace of the server, and everything of the others', async () => {
    await fillServer(state(), '1');
    await fillServer(state(), '2');
    const before = await store().dump();
    expect(Object.entries(before).filter(([, rows]) => rows.length > 0 && !JSON.stringify(rows).includes('server-1'))).toEqual([]);
    await state().saveChanges([{ kind: 'forget-server', guildId: 'server-1', keepLedger: false }], 2);
    const after = await store().dump();
    expect(JSON.stringify(after)).not.toContain('server-1');
    for (const [table, rows] of Object.entries(before)) {
      const others = rows.filter((row) => !JSON.stringify(row).includes('server-1'));
      expect(after[table], table).toEqual(expect.arrayContaining(others));
    }
    expect((await state().loadCorrections({ limit: 10 })).map(({ guildId }) => guildId)).toEqual([null, 'server-2']);
  });

  test('forgetting a server but what was posted keeps the day from being posted twice, and sends no more news', async () => {
    await fillServer(state(), '1');
    await state().saveChanges([{ kind: 'forget-server', guildId: 'server-1', keepLedger: true }], 2);
    expect(await state().loadServerData('server-1')).toEqual({
      settings: buildDefaultSettings('server-1'),
      changes: [],
      rewatch: null,
      suggestions: [],
      quizBoard: [],
      deliveries: 1,
    });
    expect(await state().loadWaitingNotices(DUE_AT_MS, 10)).toEqual([]);
    expect(await state().loadFollowUps('server-1', 10)).toHaveLength(1);
    await setDaily(state(), 'server-1');
    expect(await state().claimDelivery(buildDelivery({ guildId: 'server-1' }), DAY, DUE_AT_MS + DAY_MS)).toBe('taken');
  });

  test('all that is kept about a server can be shown', async () => {
    await fillServer(state(), '1');
    await fillServer(state(), '2');
    const data = await state().loadServerData('server-1');
    expect(data).toMatchObject({ settings: { guildId: 'server-1', title: 'film' }, deliveries: 1 });
    expect(data.changes).toHaveLength(1);
    expect(data.suggestions.map(({ id }) => id)).toEqual(['suggestion-1']);
  });

  test('every server anything is kept about is listed once, in order, page after page', async () => {
    for (const id of ['3', '1']) await fillServer(state(), id);
    await setServer(state(), '9', { title: 'film' });
    await state().saveChanges([{ kind: 'add-correction', correction: buildCorrection({ id: '5', guildId: '12' }) }], 1);
    expect(await state().loadGuildIds(10)).toEqual(['12', '9', 'server-1', 'server-3']);
    expect(await state().loadGuildIds(2)).toEqual(['12', '9']);
    expect(await state().loadGuildIds(2, '9')).toEqual(['server-1', 'server-3']);
    expect(await state().loadGuildIds(2, 'server-3')).toEqual([]);
  });
}

/** Rows in every table that can tell of a server. */
async function fillServer(state: State, number: string): Promise<void> {
  const guildId = `server-${number}`;
  await setServer(state, guildId, EVERYTHING);
  const claimed = buildDelivery({ guildId });
  await state.claimDelivery(claimed, DAY, DUE_AT_MS + DAY_MS);
  await state.saveDelivery({ ...claimed, state: 'confirmed', nextAttemptAtMs: null }, claimed, [buildFollowUp({ guildId })]);
  await state.saveChanges(
    [
      { kind: 'add-suggestion', suggestion: buildSuggestion({ id: `suggestion-${number}`, guildId }) },
      { kind: 'add-correction', correction: buildCorrection({ id: `correction-${number}`, guildId }) },
    ],
    1,
  );
  await state.addSeasonNotices([
    buildNotice({ guildId }),
    buildNotice({ guildId, newsKey: 'before', state: 'done', nextAttemptAtMs: null }),
  ]);
  await state.saveDepartures([...(await state.loadDepartures()), { guildId, firstMissedAtMs: 1, confirmedAtMs: null }]);
}
