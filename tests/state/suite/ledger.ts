/** What the ledger promises: a date is posted once, whoever asks, whenever it stops in between. */
import { expect, test } from 'vitest';
import type { Delivery, State } from '../../../src/state/types.ts';
import { buildDaily, buildDelivery, buildFollowUp, DAY, DAY_MS, DUE_AT_MS, setDaily, setServer } from './build.ts';

const FIRST = { guildId: '1', slot: 1 };

export function testLedger(state: () => State): void {
  const dueGuilds = async (nowMs = DUE_AT_MS): Promise<string[]> =>
    (await state().loadDue(nowMs, 100)).map(({ settings }) => settings.guildId);

  test('only servers whose time has come are due, earliest first, page after page', async () => {
    await setDaily(state(), '2');
    await setDaily(state(), '1');
    await setDaily(state(), '3', { nextDueAtMs: DUE_AT_MS - 1 });
    await setDaily(state(), '4', { nextDueAtMs: DUE_AT_MS + 1 });
    await setDaily(state(), '5', { enabled: false, nextDueAtMs: null });
    expect(await dueGuilds()).toEqual(['3', '1', '2']);
    const after = { atMs: DUE_AT_MS, guildId: '1', slot: 1 };
    expect((await state().loadDue(DUE_AT_MS, 100, after)).map(({ settings }) => settings.guildId)).toEqual(['2']);
  });

  test('a date is claimed once, and the claim moves the due time', async () => {
    await setDaily(state(), '1');
    expect(await state().claimDelivery(buildDelivery(), DAY, DUE_AT_MS + DAY_MS)).toBe('claimed');
    expect(await dueGuilds(DUE_AT_MS + DAY_MS - 1)).toEqual([]);
    expect(await state().claimDelivery(buildDelivery(), DAY, DUE_AT_MS + DAY_MS)).toBe('changed');
    await setDaily(state(), '1');
    expect(await state().claimDelivery(buildDelivery({ quoteId: 'another' }), DAY, DUE_AT_MS + DAY_MS)).toBe('taken');
    expect(await dueGuilds(DUE_AT_MS + DAY_MS)).toEqual(['1']);
    expect((await state().loadDeliveries('1', 10)).map(({ quoteId }) => quoteId)).toEqual(['a-line']);
  });

  test('a date is taken by a post made under another zone on the same day, not by one of the day before', async () => {
    await setDaily(state(), '1');
    await state().claimDelivery(buildDelivery({ zone: 'Asia/Seoul', localDate: '2027-01-16' }), DAY, DUE_AT_MS + 1);
    expect(await state().claimDelivery(buildDelivery({ dueAtMs: DUE_AT_MS + 1 }), DAY, DUE_AT_MS + 2)).toBe('taken');
    const nextDay = { startMs: DAY.endMs, endMs: DAY.endMs + DAY_MS };
    const next = buildDelivery({ dueAtMs: DUE_AT_MS + 2, localDate: '2027-01-16' });
    expect(await state().claimDelivery(next, nextDay, DUE_AT_MS + DAY_MS)).toBe('claimed');
  });

  test('a date that was missed or failed may be claimed again, and the post takes its place', async () => {
    for (const outcome of ['missed', 'failed'] as const) {
      await setDaily(state(), '1');
      const unposted = buildDelivery({
        state: outcome,
        reason: 'bot-was-down',
        nextAttemptAtMs: null,
        localDate: `2027-01-1${outcome.length}`,
      });
      expect(await state().recordUnposted([unposted], FIRST, DUE_AT_MS, DUE_AT_MS + 1)).toBe(true);
      const claim = { ...unposted, state: 'claimed' as const, reason: null, nextAttemptAtMs: 1, dueAtMs: DUE_AT_MS + 1 };
      expect(await state().claimDelivery(claim, { startMs: 0, endMs: 1 }, DUE_AT_MS + DAY_MS)).toBe('claimed');
      expect((await state().loadDeliveries('1', 10)).filter(({ localDate }) => localDate === unposted.localDate)).toEqual([claim]);
    }
  });

  test('recording a date as missed never overwrites a post, and does nothing when the due time has changed', async () => {
    await setDaily(state(), '1');
    await state().claimDelivery(buildDelivery(), DAY, DUE_AT_MS + DAY_MS);
    const missed = buildDelivery({ state: 'missed', reason: 'bot-was-down', nextAttemptAtMs: null });
    expect(await state().recordUnposted([missed], FIRST, DUE_AT_MS, DUE_AT_MS + 2 * DAY_MS)).toBe(false);
    expect(await state().recordUnposted([missed], FIRST, DUE_AT_MS + DAY_MS, DUE_AT_MS + 2 * DAY_MS)).toBe(true);
    expect((await state().loadDeliveries('1', 10)).map((delivery) => delivery.state)).toEqual(['claimed']);
  });

  test('of two who move the same delivery on, the second learns that it was not the first', async () => {
    await setDaily(state(), '1');
    const claimed = buildDelivery();
    await state().claimDelivery(claimed, DAY, DUE_AT_MS + DAY_MS);
    const sending: Delivery = { ...claimed, state: 'sent', attempts: 1, sentAtMs: DUE_AT_MS };
    expect(await state().saveDelivery(sending, claimed)).toBe(true);
    expect(await state().saveDelivery(sending, claimed)).toBe(false);
    const confirmed: Delivery = { ...sending, state: 'confirmed', nextAttemptAtMs: null, messageId: '99' };
    expect(await state().saveDelivery(confirmed, sending)).toBe(true);
    expect(await state().loadDeliveries('1', 1)).toEqual([confirmed]);
  });

  test('only claimed and sent deliveries are unsettled, once their pause is over', async () => {
    for (const guildId of ['1', '2', '3']) {
      await setDaily(state(), guildId);
      await state().claimDelivery(buildDelivery({ guildId }), DAY, DUE_AT_MS + DAY_MS);
    }
    const settled = buildDelivery({ guildId: '3' });
    await state().saveDelivery({ ...settled, state: 'unknown', nextAttemptAtMs: null }, settled);
    const unsettled = async (nowMs: number) => (await state().loadUnsettled(nowMs, 10)).map(({ guildId }) => guildId);
    expect(await unsettled(DUE_AT_MS + 44_999)).toEqual([]);
    expect(await unsettled(DUE_AT_MS + 45_000)).toEqual(['1', '2']);
  });

  test('only lines that were or may have been seen count as used', async () => {
    await setDaily(state(), '1');
    for (const [index, outcome] of (['confirmed', 'missed', 'failed', 'unknown'] as const).entries()) {
      const fromMs = DUE_AT_MS + index * DAY_MS;
      const row = buildDelivery({
        localDate: `2027-01-1${index}`,
        dueAtMs: fromMs,
        state: outcome,
        quoteId: outcome,
        nextAttemptAtMs: null,
      });
      await state().recordUnposted([row], FIRST, fromMs, fromMs + DAY_MS);
    }
    expect((await state().loadUsedLines('1', 10)).map(({ quoteId }) => quoteId)).toEqual(['unknown', 'confirmed']);
    expect((await state().loadDeliveries('1', 3)).map(({ quoteId }) => quoteId)).toEqual(['unknown', 'failed', 'missed']);
  });

  test('each daily post of a server has its own dates, due time and suspension', async () => {
    const evening = buildDaily({ slot: 2, channelId: '8', nextDueAtMs: DUE_AT_MS });
    await setServer(state(), '1', { daily: buildDaily(), moreDailies: [evening] });
    const slots = async (nowMs = DUE_AT_MS) => (await state().loadDue(nowMs, 100)).map(({ settings }) => settings.daily.slot);
    expect(await slots()).toEqual([1, 2]);
    const after = { atMs: DUE_AT_MS, guildId: '1', slot: 1 };
    expect((await state().loadDue(DUE_AT_MS, 100, after)).map(({ settings }) => settings.daily)).toEqual([evening]);
    expect(await state().claimDelivery(buildDelivery(), DAY, DUE_AT_MS + DAY_MS)).toBe('claimed');
    expect(await slots()).toEqual([2]);
    expect(await state().claimDelivery(buildDelivery({ slot: 2, channelId: '8' }), DAY, DUE_AT_MS + DAY_MS)).toBe('claimed');
    await state().suspendDaily({ guildId: '1', slot: 2 }, 'missing-permissions', '8');
    expect(await slots(DUE_AT_MS + DAY_MS)).toEqual([1]);
    await setServer(state(), '1', { moreDailies: [] });
    expect(await state().loadSettings('1')).toMatchObject({ daily: { slot: 1, nextDueAtMs: DUE_AT_MS + DAY_MS }, moreDailies: [] });
    expect(await state().loadDeliveries('1', 10)).toHaveLength(2);
  });

  test('suspending keeps the settings and stops the posts, unless the channel was changed meanwhile', async () => {
    await setDaily(state(), '1');
    await state().suspendDaily(FIRST, 'missing-permissions', 'the channel before');
    expect(await dueGuilds()).toEqual(['1']);
    await state().suspendDaily(FIRST, 'missing-permissions', '7');
    expect(await dueGuilds()).toEqual([]);
    expect((await state().loadSettings('1')).daily).toEqual(buildDaily({ nextDueAtMs: null, suspendedReason: 'missing-permissions' }));
  });

  test('a due time that lies too far ahead is corrected, and dates that have not been are forgotten', async () => {
    await setDaily(state(), '1');
    const missed = (localDate: string, dueAtMs: number) =>
      buildDelivery({ localDate, dueAtMs, state: 'missed', reason: 'bot-was-down', nextAttemptAtMs: null });
    const rows = [missed('2027-01-15', DUE_AT_MS), missed('2027-01-16', DUE_AT_MS + DAY_MS)];
    await state().recordUnposted(rows, FIRST, DUE_AT_MS, DUE_AT_MS + 9 * DAY_MS);
    expect(await state().correctDue(FIRST, DUE_AT_MS, DUE_AT_MS + DAY_MS, DUE_AT_MS + 1)).toBe(false);
    expect(await state().correctDue(FIRST, DUE_AT_MS + 9 * DAY_MS, DUE_AT_MS + DAY_MS, DUE_AT_MS + 1)).toBe(true);
    expect((await state().loadSettings('1')).daily?.nextDueAtMs).toBe(DUE_AT_MS + DAY_MS);
    expect((await state().loadDeliveries('1', 9)).map(({ localDate }) => localDate)).toEqual(['2027-01-15']);
  });

  test('a post that went out just after midnight takes its own date and not the next, unless the zone is another', async () => {
    await setDaily(state(), '1');
    const late = buildDelivery({ sentAtMs: DAY.endMs + 60_000 });
    expect(await state().claimDelivery(late, DAY, DUE_AT_MS + DAY_MS)).toBe('claimed');
    await state().saveDelivery({ ...late, state: 'confirmed', nextAttemptAtMs: null, messageId: '1' }, late);
    const nextDay = { startMs: DAY.endMs, endMs: DAY.endMs + DAY_MS };
    const next = buildDelivery({ localDate: '2027-01-16', dueAtMs: DUE_AT_MS + DAY_MS });
    expect(await state().claimDelivery({ ...next, zone: 'Asia/Tokyo' }, nextDay, DUE_AT_MS + 2 * DAY_MS)).toBe('taken');
    expect(await state().claimDelivery({ ...next, dueAtMs: DUE_AT_MS + 2 * DAY_MS }, nextDay, DUE_AT_MS + 3 * DAY_MS)).toBe('claimed');
  });

  test('a date to be left out is forgotten when it is over, and not before', async () => {
    await setDaily(state(), '1', { skipDate: '2027-01-16' });
    await state().claimDelivery(buildDelivery(), DAY, DUE_AT_MS + DAY_MS);
    expect((await state().loadSettings('1')).daily?.skipDate).toBe('2027-01-16');
    const skipped = buildDelivery({ localDate: '2027-01-16', state: 'missed', reason: 'skipped', nextAttemptAtMs: null });
    await state().recordUnposted([skipped], FIRST, DUE_AT_MS + DAY_MS, DUE_AT_MS + 2 * DAY_MS);
    expect((await state().loadSettings('1')).daily?.skipDate).toBeNull();
  });

  test('of many who claim the same date at once, one gets it', async () => {
    await setDaily(state(), '1');
    const claims = Array.from({ length: 8 }, (_, index) =>
      state().claimDelivery(buildDelivery({ quoteId: `line-${index}` }), DAY, DUE_AT_MS + DAY_MS),
    );
    const results = await Promise.all(claims);
    expect(results.filter((result) => result === 'claimed')).toHaveLength(1);
    expect(results.filter((result) => result === 'changed')).toHaveLength(7);
    expect(await state().loadDeliveries('1', 10)).toHaveLength(1);
  });

  test('a channel is proven by a post that reached it, as long as it stays the channel', async () => {
    const lastPosted = async () => (await state().loadDue(Number.MAX_SAFE_INTEGER, 1))[0]?.lastPostedAtMs;
    await setDaily(state(), '1');
    expect(await lastPosted()).toBeNull();
    const claimed = buildDelivery();
    await state().claimDelivery(claimed, DAY, DUE_AT_MS + DAY_MS);
    await state().saveDelivery(
      { ...claimed, state: 'confirmed', updatedAtMs: DUE_AT_MS + 9, nextAttemptAtMs: null, messageId: '99' },
      claimed,
    );
    expect(await lastPosted()).toBe(DUE_AT_MS + 9);
    await setDaily(state(), '1', { time: '10:00' });
    expect(await lastPosted()).toBe(DUE_AT_MS + 9);
    await setDaily(state(), '1', { channelId: '8' });
    expect(await lastPosted()).toBeNull();
  });

  test('what follows a post is saved with its confirmation, waits its time, and is moved on once', async () => {
    await setDaily(state(), '1');
    const claimed = buildDelivery();
    await state().claimDelivery(claimed, DAY, DUE_AT_MS + DAY_MS);
    const followUps = [buildFollowUp(), buildFollowUp({ kind: 'crosspost', threadName: null, nextAttemptAtMs: DUE_AT_MS + 1 })];
    const confirmed: Delivery = { ...claimed, state: 'confirmed', nextAttemptAtMs: null, messageId: '99' };
    expect(await state().saveDelivery(confirmed, claimed, followUps)).toBe(true);
    expect(await state().saveDelivery(confirmed, claimed, [buildFollowUp({ localDate: '2027-01-16' })])).toBe(false);
    expect(await state().loadWaitingFollowUps(DUE_AT_MS, 10)).toEqual([buildFollowUp()]);
    expect(await state().loadWaitingFollowUps(DUE_AT_MS + 1, 10)).toHaveLength(2);
    const done = buildFollowUp({ state: 'done', attempts: 1, nextAttemptAtMs: null });
    expect(await state().saveFollowUp(done, buildFollowUp())).toBe(true);
    expect(await state().saveFollowUp(done, buildFollowUp())).toBe(false);
    expect((await state().loadFollowUps('1', 10)).map(({ kind, state }) => [kind, state]).sort()).toEqual([
      ['crosspost', 'waiting'],
      ['thread', 'done'],
    ]);
  });

  test('taking back every setting keeps the ledger, so that the day cannot be posted twice', async () => {
    await setDaily(state(), '1');
    await state().claimDelivery(buildDelivery(), DAY, DUE_AT_MS + DAY_MS);
    await setServer(state(), '1', { daily: null });
    expect(await dueGuilds(DUE_AT_MS + DAY_MS)).toEqual([]);
    await setDaily(state(), '1');
    expect(await state().claimDelivery(buildDelivery(), DAY, DUE_AT_MS + DAY_MS)).toBe('taken');
  });
}
