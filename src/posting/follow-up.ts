/**
 * What follows a post that is out: a thread under it, publishing it. It stands in the outbox from the same transaction as the
 * confirmation, so a crash loses none; and Discord refuses a second time with a code of its own, so none is doubled.
 */
import type { FailureReason } from '../bot/reasons.ts';
import { chooseServerLocale } from '../language/locale.ts';
import { showDate } from '../language/show.ts';
import type { Delivery, FollowUp, ServerSettings } from '../state/types.ts';
import { type FailureVerdict, judgeFailure } from './failure.ts';
import { attemptFromOutbox, buildWaiting, type OutboxOutcome } from './outbox.ts';
import { guardRequest } from './send.ts';
import type { DailyPorts, DiscordFailure, FollowUpPoster, FollowUpResult } from './types.ts';

const SEND_DEADLINE_MS = 15_000;
/** Later than this a thread or a publication would only surprise. */
const LATEST_MS = 6 * 60 * 60 * 1000;

/** https://docs.discord.com/developers/topics/opcodes-and-status-codes#json */
const DONE_BEFORE: Readonly<Partial<Record<FollowUp['kind'], number>>> = { thread: 160_004, crosspost: 40_033 };
const UNKNOWN_CHANNEL = 10_003;
const UNKNOWN_MESSAGE = 10_008;
const MOST_PINS = 30_003;

/**
 * What an admin wants to follow a confirmed post; nothing for a post that is not there any more.
 *
 * @param past What followed the server's posts before, newest first: the post that is pinned now is unpinned once this one is.
 */
export function planFollowUps(settings: ServerSettings, delivery: Delivery, past: readonly FollowUp[] = []): readonly FollowUp[] {
  const { messageId, guildId, slot, localDate, zone, channelId, updatedAtMs } = delivery;
  const { daily } = settings;
  if (daily === null || messageId === null || delivery.state !== 'confirmed') return [];
  const kinds: readonly FollowUp['kind'][] = [
    ...(daily.opensThread && delivery.place === 'channel' ? (['thread'] as const) : []),
    ...(daily.crossposts && delivery.place === 'channel' ? (['crosspost'] as const) : []),
  ];
  const pins = daily.pins && delivery.place === 'channel';
  const pinned = past.find((one) => one.kind === 'pin' && one.slot === slot && one.state === 'done');
  const jobs: readonly Pick<FollowUp, 'kind' | 'channelId' | 'messageId'>[] = [
    ...kinds.map((kind) => ({ kind, channelId, messageId })),
    ...(pins ? [{ kind: 'pin' as const, channelId, messageId }] : []),
    ...(pins && pinned !== undefined ? [{ kind: 'unpin' as const, channelId: pinned.channelId, messageId: pinned.messageId }] : []),
  ];
  return jobs.map(({ kind, ...where }) => ({
    guildId,
    slot,
    kind,
    localDate,
    zone,
    ...where,
    threadName: kind === 'thread' ? showDate(chooseServerLocale(settings), localDate) : null,
    ...buildWaiting(updatedAtMs),
  }));
}

/** One attempt at a follow-up. Throws only when the state cannot be written. */
export async function carryOutFollowUp(ports: DailyPorts, read: FollowUp): Promise<OutboxOutcome> {
  const { state, followUps, log } = ports;
  if (followUps === undefined) return 'left';
  return attemptFromOutbox<FollowUp>(
    ports,
    {
      name: `a follow-up (${read.kind})`,
      latestMs: LATEST_MS,
      save: state.saveFollowUp,
      prepare: async (followUp) => () => guardRequest(log, followUp.channelId, SEND_DEADLINE_MS, () => request(followUps, followUp)),
      judge: judgeFollowUp,
    },
    read,
  );
}

function request(poster: FollowUpPoster, { kind, channelId, messageId, threadName, localDate }: FollowUp): Promise<FollowUpResult> {
  return kind === 'thread'
    ? poster.openThread(channelId, messageId, threadName ?? localDate, SEND_DEADLINE_MS)
    : poster[kind](channelId, messageId, SEND_DEADLINE_MS);
}

/** Reasons with a remedy of their own, by kind and Discord's code; for other codes the remedy is that of the post itself. */
const BY_KIND: Readonly<Record<FollowUp['kind'], Readonly<Record<number, FailureReason>>>> = {
  thread: { 50001: 'thread-permissions', 50013: 'thread-permissions', 50024: 'no-thread-here', 40058: 'no-thread-here' },
  crosspost: { 50001: 'crosspost-permissions', 50013: 'crosspost-permissions', 50024: 'no-crosspost-here', 50068: 'no-crosspost-here' },
  pin: { 50001: 'pin-permissions', 50013: 'pin-permissions' },
  unpin: { 50001: 'pin-permissions', 50013: 'pin-permissions' },
};

function judgeFollowUp(failure: DiscordFailure, { kind }: FollowUp): FailureVerdict | 'done' {
  if (failure.code === DONE_BEFORE[kind]) return 'done';
  // The post of yesterday, or its channel, is gone, and its pin with it.
  if (kind === 'unpin' && (failure.code === UNKNOWN_MESSAGE || failure.code === UNKNOWN_CHANNEL)) return 'done';
  if (failure.code === MOST_PINS) return { kind: 'fail', reason: 'too-many-pins' };
  if (failure.code === UNKNOWN_MESSAGE) return { kind: 'fail', reason: 'message-deleted' };
  const own = BY_KIND[kind][failure.code];
  return own === undefined ? judgeFailure(failure) : { kind: 'lasting', reason: own };
}
