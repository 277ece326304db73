/** News of a next season, and servers the bot has left. */
import { expect, test } from 'vitest';
import type { SeasonNotice } from '../../../src/state/notices.ts';
import type { State } from '../../../src/state/types.ts';
import { buildNotice, setServer } from './build.ts';

export function testNotices(state: () => State): void {
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
}
