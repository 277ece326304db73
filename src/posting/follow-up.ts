/**
 * What follows a post that is out: a thread under it, publishing it. It stands in the outbox from the same transaction as the
 * confirmation, so a crash loses none; and Discord refuses a second time with a code of its own, so none is doubled.
 */
import { FALLBACK_LOCALE } from '../language/locale.ts';
import { showDate } from '../language/show.ts';
import type { Delivery, FollowUp, ServerSettings } from '../state/types.ts';
import { judgeFailure } from './failure.ts';
import type { DailyPorts, DiscordFailure, FollowUpResult } from './types.ts';

const SEND_DEADLINE_MS = 15_000;
/** Longer than a request can last, so that nobody else takes up what is under way. */
const LEASE_MS = 30_000;
const RETRY_AFTER_MS = [1, 5, 15, 30, 60].map((minutes) => minutes * 60_000);
/** Later than this a thread or a publication would only surprise. */
const LATEST_MS = 6 * 60 * 60 * 1000;

/** https://docs.discord.com/developers/topics/opcodes-and-status-codes#json */
const DONE_BEFORE: Readonly<Record<FollowUp['kind'], number>> = { thread: 160_004, crosspost: 40_033 };
const UNKNOWN_MESSAGE = 10_008;

/** `waiting`: to be tried again. `held`: not tried, because Discord refused too much lately. `left`: somebody else has it. */
export type FollowUpOutcome = 'done' | 'waiting' | 'failed' | 'held' | 'left';

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

/** One attempt at a follow-up, marked before it leaves and with its outcome after. Throws only when the state cannot be written. */
export async function carryOutFollowUp(ports: DailyPorts, read: FollowUp): Promise<FollowUpOutcome> {
  const { state, followUps, breaker, log } = ports;
  const startedAtMs = ports.now();
  if (followUps === undefined) return 'left';
  if (startedAtMs - read.createdAtMs > LATEST_MS) return settle(ports, read, read, 'failed', read.reason ?? 'bot-was-down');
  if (breaker?.admits('followUp') === false) return 'held';

  const sending: FollowUp = { ...read, attempts: read.attempts + 1, updatedAtMs: startedAtMs, nextAttemptAtMs: startedAtMs + LEASE_MS };
  if (!(await state.saveFollowUp(sending, read))) return 'left';
  const result = await send(followUps, sending, log);
  if (result.ok || result.failure.code === DONE_BEFORE[read.kind]) return settle(ports, sending, sending, 'done', null);

  const { kind, reason } = judgeFollowUp(result.failure);
  log.warn(
    { guildId: read.guildId, kind: read.kind, attempts: sending.attempts, ...result.failure, reason },
    'a follow-up was not accepted',
  );
  if (kind !== 'retry') return settle(ports, sending, sending, 'failed', reason);
  const pauseMs = RETRY_AFTER_MS[Math.min(sending.attempts, RETRY_AFTER_MS.length) - 1] ?? 0;
  const nowMs = ports.now();
  const nextAttemptAtMs = nowMs + Math.max(pauseMs, result.failure.retryAfterMs ?? 0);
  return (await state.saveFollowUp({ ...sending, reason, updatedAtMs: nowMs, nextAttemptAtMs }, sending)) ? 'waiting' : 'left';
}

function judgeFollowUp(failure: DiscordFailure): { readonly kind: 'retry' | 'fail'; readonly reason: string } {
  if (failure.code === UNKNOWN_MESSAGE) return { kind: 'fail', reason: 'message-deleted' };
  const { kind, reason } = judgeFailure(failure);
  return { kind: kind === 'retry' ? 'retry' : 'fail', reason };
}

async function send(
  poster: NonNullable<DailyPorts['followUps']>,
  { kind, channelId, messageId, threadName, localDate }: FollowUp,
  log: DailyPorts['log'],
): Promise<FollowUpResult> {
  try {
    return kind === 'thread'
      ? await poster.openThread(channelId, messageId, threadName ?? localDate, SEND_DEADLINE_MS)
      : await poster.crosspost(channelId, messageId, SEND_DEADLINE_MS);
  } catch (error) {
    log.error({ err: error, channelId }, 'the poster failed');
    return { ok: false, failure: { status: 0, code: 0, maybeSent: true, retryAfterMs: null, message: 'the poster failed' } };
  }
}

async function settle(
  ports: DailyPorts,
  followUp: FollowUp,
  read: FollowUp,
  state: 'done' | 'failed',
  reason: string | null,
): Promise<FollowUpOutcome> {
  const settled: FollowUp = { ...followUp, state, reason, updatedAtMs: ports.now(), nextAttemptAtMs: null };
  return (await ports.state.saveFollowUp(settled, read)) ? state : 'left';
}
