/**
 * What follows a post that is out: a thread under it, publishing it. It stands in the outbox from the same transaction as the
 * confirmation, so a crash loses none; and Discord refuses a second time with a code of its own, so none is doubled.
 */
import { FALLBACK_LOCALE } from '../language/locale.ts';
import { showDate } from '../language/show.ts';
import type { Delivery, FollowUp, ServerSettings } from '../state/types.ts';
import { type FailureVerdict, judgeFailure } from './failure.ts';
import { attemptFromOutbox, type OutboxOutcome } from './outbox.ts';
import { guardRequest } from './send.ts';
import type { DailyPorts, DiscordFailure, FollowUpPoster, FollowUpResult } from './types.ts';

const SEND_DEADLINE_MS = 15_000;
/** Later than this a thread or a publication would only surprise. */
const LATEST_MS = 6 * 60 * 60 * 1000;

/** https://docs.discord.com/developers/topics/opcodes-and-status-codes#json */
const DONE_BEFORE: Readonly<Record<FollowUp['kind'], number>> = { thread: 160_004, crosspost: 40_033 };
const UNKNOWN_MESSAGE = 10_008;

/** What an admin wants to follow a confirmed post; nothing for a post that is not there any more. */
export function planFollowUps(settings: ServerSettings, delivery: Delivery): readonly FollowUp[] {
  const { messageId, guildId, localDate, zone, channelId, updatedAtMs } = delivery;
  const { daily } = settings;
  if (daily === null || messageId === null || delivery.state !== 'confirmed') return [];
  const kinds: readonly FollowUp['kind'][] = [
    ...(daily.opensThread ? (['thread'] as const) : []),
    ...(daily.crossposts ? (['crosspost'] as const) : []),
  ];
  return kinds.map((kind) => ({
    guildId,
    kind,
    localDate,
    zone,
    channelId,
    messageId,
    threadName: kind === 'thread' ? showDate(settings.locale ?? FALLBACK_LOCALE, localDate) : null,
    state: 'waiting',
    reason: null,
    attempts: 0,
    createdAtMs: updatedAtMs,
    updatedAtMs,
    nextAttemptAtMs: updatedAtMs,
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
    : poster.crosspost(channelId, messageId, SEND_DEADLINE_MS);
}

function judgeFollowUp(failure: DiscordFailure, { kind }: FollowUp): FailureVerdict | 'done' {
  if (failure.code === DONE_BEFORE[kind]) return 'done';
  if (failure.code === UNKNOWN_MESSAGE) return { kind: 'fail', reason: 'message-deleted' };
  return judgeFailure(failure);
}
