/** What servers are told, the language they speak, and servers the bot has left. */
import { expect, test } from 'vitest';
import { SCHEMA_VERSION } from '../../../src/state/migrations.ts';
import type { SeasonNotice, Welcome } from '../../../src/state/notices.ts';
import type { Rewatch } from '../../../src/state/rewatch.ts';
import type { State } from '../../../src/state/types.ts';
import { buildCorrection, buildDelivery, buildNotice, DAY_MS, DUE_AT_MS, setDaily, setServer } from './build.ts';

export function testNotices(state: () => State): void {
  test('an episode of a rewatch opens once, raises the limit with what is said of it, and goes with the server', async () => {
    const read: Rewatch = {
      guildId: '70',
      titleId: 'drama',
      startDate: '2026-12-01',
      pace: 'daily',
      zone: 'Europe/Riga',
      time: '20:00',
      channelId: '5',
      opensThread: true,
      episode: 1,
      nextDueAtMs: 100,
    };
    await state().saveChanges([{ kind: 'set-rewatch', guildId: '70', rewatch: read }], 1);
    expect(await state().loadDueRewatches(99, 10)).toEqual([]);
    expect(await state().loadDueRewatches(100, 10)).toEqual([read]);
    const next = { ...read, episode: 2, nextDueAtMs: 200 };
    const open = () => state().saveChanges([{ kind: 'advance-rewatch', read, episode: 2, next, notice: null }], 2);
    expect(await open()).toBe('saved');
    expect(await open()).toBe('changed');
    expect((await state().loadSettings('70')).ceilings).toEqual({ drama: 2 });
    expect(await state().loadSettingsChanges('70', 5)).toEqual([]);
    await state().saveChanges([{ kind: 'advance-rewatch', read: next, episode: 3, next: null, notice: null }], 3);
    expect(await state().loadRewatch('70')).toBeNull();

    await state().saveChanges([{ kind: 'set-rewatch', guildId: '71', rewatch: { ...read, guildId: '71' } }], 4);
    expect(await state().loadGuildIds(10)).toEqual(['70', '71']);
    await state().saveChanges([{ kind: 'forget-server', guildId: '71', keepLedger: true }], 5);
    expect(await state().loadRewatch('71')).toBeNull();
  });

  test('servers that asked for season news are listed in order, page after page', async () => {
    await setServer(state(), '2', { seasonNewsChannelId: '8', title: 'film' });
    await setServer(state(), '1', { seasonNewsChannelId: '8' });
    await setServer(state(), '3', { title: 'film' });
    const ids = async (limit: number, after?: string) => (await state().loadSeasonSubscribers(limit, after)).map(({ guildId }) => guildId);
    expect(await ids(10)).toEqual(['1', '2']);
    expect(await ids(1)).toEqual(['1']);
    expect(await ids(10, '1')).toEqual(['2']);
    expect(await state().loadSeasonSubscribers(10, '1')).toEqual([{ guildId: '2', seasonNewsChannelId: '8' }]);
  });

  test('the same news goes to a server once, however often it is added', async () => {
    await state().addSeasonNotices([buildNotice(), buildNotice({ guildId: '2' })]);
    const done: SeasonNotice = buildNotice({ state: 'done', attempts: 1, updatedAtMs: 9, nextAttemptAtMs: null });
    expect(await state().saveSeasonNotice(done, buildNotice())).toBe(true);
    await state().addSeasonNotices([buildNotice(), buildNotice({ guildId: '2', channelId: 'another' })]);
    expect(await state().loadWaitingNotices(5, 10)).toEqual([buildNotice({ guildId: '2' })]);
    await state().addSeasonNotices([buildNotice({ newsKey: 'other news' })]);
    expect(await state().loadWaitingNotices(5, 10)).toHaveLength(2);
  });

  test('a server is greeted once, however often it is added, until it is forgotten', async () => {
    const waiting: Welcome = {
      guildId: '1',
      state: 'waiting',
      reason: null,
      attempts: 0,
      createdAtMs: 1,
      updatedAtMs: 1,
      nextAttemptAtMs: 10,
    };
    await state().addWelcomes([waiting, { ...waiting, guildId: '2', state: 'done', nextAttemptAtMs: null }]);
    await state().addWelcomes([
      { ...waiting, nextAttemptAtMs: 3 },
      { ...waiting, guildId: '2' },
    ]);
    expect(await state().loadWelcomedIds()).toEqual(['1', '2']);
    expect([await state().isWelcomed('2'), await state().isWelcomed('3')]).toEqual([true, false]);
    expect([await state().loadWaitingWelcomes(9, 10), await state().loadWaitingWelcomes(10, 10)]).toEqual([[], [waiting]]);
    const done: Welcome = { ...waiting, state: 'done', attempts: 1, updatedAtMs: 11, nextAttemptAtMs: null };
    expect([await state().saveWelcome(done, waiting), await state().saveWelcome(done, waiting)]).toEqual([true, false]);
    expect(await state().loadGuildIds(10)).toEqual(['1', '2']);
    await state().addWelcomes([{ ...waiting, guildId: '3' }]);
    await state().saveChanges([{ kind: 'forget-server', guildId: '3', keepLedger: false }], 12);
    expect([await state().loadWelcomedIds(), await state().loadWaitingWelcomes(99, 10)]).toEqual([['1', '2', '3'], []]);
    await state().saveChanges([{ kind: 'forget-welcome', guildId: '3' }], 13);
    expect(await state().loadWelcomedIds()).toEqual(['1', '2']);
  });

  test('notices wait until their time, and are moved on by one only', async () => {
    const notice = buildNotice({ nextAttemptAtMs: 10 });
    await state().addSeasonNotices([notice, buildNotice({ guildId: '0', nextAttemptAtMs: 11 })]);
    expect(await state().loadWaitingNotices(9, 10)).toEqual([]);
    expect((await state().loadWaitingNotices(11, 10)).map(({ guildId }) => guildId)).toEqual(['1', '0']);
    expect(await state().loadWaitingNotices(11, 1)).toHaveLength(1);
    const later = { ...notice, attempts: 1, reason: 'discord-is-slow', nextAttemptAtMs: 99 };
    expect(await state().saveSeasonNotice(later, notice)).toBe(true);
    expect(await state().saveSeasonNotice(later, notice)).toBe(false);
    expect(await state().loadWaitingNotices(99, 10)).toEqual([buildNotice({ guildId: '0', nextAttemptAtMs: 11 }), later]);
  });

  test('the store says which schema it has', async () => {
    expect(await state().loadSchema()).toBe(SCHEMA_VERSION);
  });

  test('departures are replaced as a whole', async () => {
    expect(await state().loadDepartures()).toEqual([]);
    await state().saveDepartures([
      { guildId: '2', firstMissedAtMs: 5, confirmedAtMs: 9 },
      { guildId: '1', firstMissedAtMs: 6, confirmedAtMs: null },
    ]);
    await state().saveDepartures([
      { guildId: '3', firstMissedAtMs: 7, confirmedAtMs: null },
      { guildId: '2', firstMissedAtMs: 5, confirmedAtMs: 10 },
    ]);
    expect(await state().loadDepartures()).toEqual([
      { guildId: '2', firstMissedAtMs: 5, confirmedAtMs: 10 },
      { guildId: '3', firstMissedAtMs: 7, confirmedAtMs: null },
    ]);
  });

  const DAY_BEFORE = -DAY_MS;
  const told = async (nowMs: number) => {
    const notices = await state().loadNotices('1', nowMs - DAY_MS);
    if (notices.length > 0) await state().saveChanges([{ kind: 'note-told', guildId: '1', notices }], nowMs);
    return notices.map(({ cause, endedAtMs }) => `${cause}${endedAtMs === null ? '' : ' is over'}`);
  };
  const post = async (dueAtMs: number) => {
    const claimed = buildDelivery({ localDate: String(dueAtMs), dueAtMs });
    await setDaily(state(), '1', { nextDueAtMs: dueAtMs });
    await state().claimDelivery(claimed, { startMs: dueAtMs, endMs: dueAtMs + 1 }, dueAtMs + DAY_MS);
    await state().saveDelivery({ ...claimed, state: 'confirmed', nextAttemptAtMs: null, messageId: '1', updatedAtMs: dueAtMs }, claimed);
  };

  test('a trouble is told once, however often it is noted, and its end once after a post came', async () => {
    await setServer(state(), '1', { title: 'film' });
    await state().noteTrouble('1', 'missed', 'daily 1', 5);
    await state().noteTrouble('1', 'missed', 'daily 1', 6);
    expect(await state().loadNotices('1', DAY_BEFORE)).toEqual([
      { guildId: '1', cause: 'missed', subject: 'daily 1', sinceMs: 5, endedAtMs: null, toldAtMs: null, triedAtMs: null },
    ]);
    expect(await state().loadNotices('2', DAY_BEFORE)).toEqual([]);
    expect(await told(10)).toEqual(['missed']);
    await state().noteTrouble('1', 'missed', 'daily 1', 11);
    expect(await told(10 + 2 * DAY_MS)).toEqual([]);
    await post(DUE_AT_MS);
    expect(await told(DUE_AT_MS)).toEqual(['missed is over']);
    expect(await told(DUE_AT_MS + 2 * DAY_MS)).toEqual([]);
    await state().noteTrouble('1', 'missed', 'daily 1', DUE_AT_MS + 3 * DAY_MS);
    expect(await told(DUE_AT_MS + 4 * DAY_MS)).toEqual(['missed']);
  });

  test('a trouble that is over before anybody was told is never told, and one that comes back before its end was told goes on', async () => {
    await setServer(state(), '1', { title: 'film' });
    await state().noteTrouble('1', 'no-line', 'daily 1', 5);
    await post(DUE_AT_MS);
    expect(await told(DUE_AT_MS)).toEqual([]);
    await state().noteTrouble('1', 'suspended', 'daily 1', DUE_AT_MS);
    await state().noteTrouble('1', 'role-gone', '77', DUE_AT_MS + 1);
    expect(await told(DUE_AT_MS + 1)).toEqual(['suspended', 'role-gone']);
    await post(DUE_AT_MS + DAY_MS);
    await state().noteTrouble('1', 'suspended', 'daily 1', DUE_AT_MS + DAY_MS + 1);
    expect(await told(DUE_AT_MS + 5 * DAY_MS)).toEqual([]);
  });

  test('no more than one thing a day is told', async () => {
    await setServer(state(), '1', { title: 'film' });
    await state().noteTrouble('1', 'missed', 'daily 1', DUE_AT_MS);
    expect(await told(DUE_AT_MS)).toEqual(['missed']);
    await state().noteTrouble('1', 'suspended', 'daily 1', DUE_AT_MS + 1);
    expect(await told(DUE_AT_MS + DAY_MS - 1)).toEqual([]);
    expect(await told(DUE_AT_MS + DAY_MS)).toEqual(['suspended']);
  });

  test('servers with a channel for notices are listed while something waits that was not tried today', async () => {
    await setServer(state(), '1', { noticesChannelId: '8' });
    await setServer(state(), '2', { noticesChannelId: '8' });
    await setServer(state(), '3', { title: 'film' });
    for (const guildId of ['1', '2', '3', '4']) await state().noteTrouble(guildId, 'missed', 'daily 1', 5);
    await state().noteTrouble('1', 'suspended', 'daily 1', 5);
    expect(await state().loadGuildsToNotify(DUE_AT_MS, 10)).toEqual(['1', '2']);
    expect(await state().loadGuildsToNotify(DUE_AT_MS, 1)).toEqual(['1']);
    expect(await state().loadGuildsToNotify(DUE_AT_MS, 1, '1')).toEqual(['2']);
    await state().noteNoticesTried('1', DUE_AT_MS + 1);
    expect(await state().loadGuildsToNotify(DUE_AT_MS, 10)).toEqual(['2']);
    expect(await state().loadNotices('1', DUE_AT_MS)).toMatchObject([{ triedAtMs: DUE_AT_MS + 1 }, { triedAtMs: DUE_AT_MS + 1 }]);
  });

  test('a correction that is dealt with is told where it came from, once, without who sent it', async () => {
    await setServer(state(), '1', { title: 'film' });
    const corrections = [buildCorrection(), buildCorrection({ id: '201', guildId: null })];
    await state().saveChanges(
      corrections.map((correction) => ({ kind: 'add-correction', correction })),
      1,
    );
    for (const id of ['200', '201', '200']) await state().saveCorrectionState(id, 'done', 9);
    const [notice, ...others] = await state().loadNotices('1', DAY_BEFORE);
    expect(others).toEqual([]);
    expect(JSON.stringify(notice)).not.toContain(corrections[0]?.userId);
    expect(await told(10)).toEqual(['correction-answered']);
    await state().saveCorrectionState('200', 'open', 11);
    expect(await told(10 + 2 * DAY_MS)).toEqual([]);
  });

  test('a role that is gone is told no more once another was chosen, and nothing is once the server is forgotten', async () => {
    await setDaily(state(), '1', { pingRoleId: '77' });
    await state().noteTrouble('1', 'role-gone', '77', 5);
    await setDaily(state(), '1', { pingRoleId: '77', time: '10:00' });
    expect(await state().loadNotices('1', DAY_BEFORE)).toHaveLength(1);
    await setDaily(state(), '1', { pingRoleId: '78' });
    expect(await state().loadNotices('1', DAY_BEFORE)).toEqual([]);
    await state().noteTrouble('1', 'suspended', 'daily 1', 5);
    await state().saveChanges([{ kind: 'forget-server', guildId: '1', keepLedger: true }], 9);
    expect(await state().loadNotices('1', DAY_BEFORE)).toEqual([]);
  });

  test('the language a server has chosen at Discord is kept, is no change to undo, and goes with the server', async () => {
    const note = (locale: string | null) => state().saveChanges([{ kind: 'note-guild-locale', guildId: '1', locale }], 5);
    await note('ko');
    expect((await state().loadSettings('1')).guildLocale).toBeNull();
    await setServer(state(), '1', { title: 'film' });
    await note('ko');
    expect((await state().loadSettings('1')).guildLocale).toBe('ko');
    expect(await state().loadSettingsChanges('1', 10)).toHaveLength(1);
    await setServer(state(), '1', { title: 'drama' });
    expect((await state().loadSettings('1')).guildLocale).toBe('ko');
    await note(null);
    expect((await state().loadSettings('1')).guildLocale).toBeNull();
  });
}
