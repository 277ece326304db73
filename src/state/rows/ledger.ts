/** Rows of the ledger and of what follows a post. */
import { z } from 'zod';
import type { Delivery, FollowUp, Queue } from '../types.ts';

export const DeliveryRow = z.object({
  guild_id: z.string(),
  local_date: z.string(),
  zone: z.string(),
  state: z.enum(['claimed', 'sent', 'confirmed', 'missed', 'failed', 'unknown']),
  reason: z.string().nullable(),
  channel_id: z.string(),
  title_id: z.string(),
  quote_id: z.string().nullable(),
  question_index: z.int().nullable(),
  cycle: z.int(),
  position: z.int(),
  due_at_ms: z.int(),
  claimed_at_ms: z.int(),
  updated_at_ms: z.int(),
  attempts: z.int(),
  sent_at_ms: z.int().nullable(),
  next_attempt_at_ms: z.int().nullable(),
  message_id: z.string().nullable(),
});

export const FollowUpRow = z.object({
  guild_id: z.string(),
  kind: z.enum(['thread', 'crosspost']),
  local_date: z.string(),
  zone: z.string(),
  channel_id: z.string(),
  message_id: z.string(),
  thread_name: z.string().nullable(),
  state: z.enum(['waiting', 'done', 'failed']),
  reason: z.string().nullable(),
  attempts: z.int(),
  created_at_ms: z.int(),
  updated_at_ms: z.int(),
  next_attempt_at_ms: z.int().nullable(),
});

export const QueueRow = z.object({
  due: z.int(),
  oldest_due_at_ms: z.int().nullable(),
  unsettled: z.int(),
  follow_ups: z.int(),
});

export const DELIVERY_COLUMNS = DeliveryRow.keyof().options;
export const FOLLOW_UP_COLUMNS = FollowUpRow.keyof().options;

/** How far from a date its deliveries can lie: only so much of the ledger is searched for what takes the date. */
export const DAY_MARGIN_MS = 48 * 60 * 60 * 1000;

/** What was or may have been posted takes its date; what certainly was not leaves it free. */
export const TAKES_DATE = `state IN ('claimed', 'sent', 'confirmed', 'unknown')`;

export function fromDeliveryRow(row: z.infer<typeof DeliveryRow>): Delivery {
  return {
    guildId: row.guild_id,
    localDate: row.local_date,
    zone: row.zone,
    state: row.state,
    reason: row.reason,
    channelId: row.channel_id,
    titleId: row.title_id,
    quoteId: row.quote_id,
    questionIndex: row.question_index,
    cycle: row.cycle,
    position: row.position,
    dueAtMs: row.due_at_ms,
    claimedAtMs: row.claimed_at_ms,
    updatedAtMs: row.updated_at_ms,
    attempts: row.attempts,
    sentAtMs: row.sent_at_ms,
    nextAttemptAtMs: row.next_attempt_at_ms,
    messageId: row.message_id,
  };
}

export function toDeliveryRow(delivery: Delivery): z.infer<typeof DeliveryRow> {
  return {
    guild_id: delivery.guildId,
    local_date: delivery.localDate,
    zone: delivery.zone,
    state: delivery.state,
    reason: delivery.reason,
    channel_id: delivery.channelId,
    title_id: delivery.titleId,
    quote_id: delivery.quoteId,
    question_index: delivery.questionIndex,
    cycle: delivery.cycle,
    position: delivery.position,
    due_at_ms: delivery.dueAtMs,
    claimed_at_ms: delivery.claimedAtMs,
    updated_at_ms: delivery.updatedAtMs,
    attempts: delivery.attempts,
    sent_at_ms: delivery.sentAtMs,
    next_attempt_at_ms: delivery.nextAttemptAtMs,
    message_id: delivery.messageId,
  };
}

export function fromQueueRow(row: z.infer<typeof QueueRow>): Queue {
  return { due: row.due, oldestDueAtMs: row.oldest_due_at_ms, unsettled: row.unsettled, followUps: row.follow_ups };
}

export function fromFollowUpRow(row: z.infer<typeof FollowUpRow>): FollowUp {
  return {
    guildId: row.guild_id,
    kind: row.kind,
    localDate: row.local_date,
    zone: row.zone,
    channelId: row.channel_id,
    messageId: row.message_id,
    threadName: row.thread_name,
    state: row.state,
    reason: row.reason,
    attempts: row.attempts,
    createdAtMs: row.created_at_ms,
    updatedAtMs: row.updated_at_ms,
    nextAttemptAtMs: row.next_attempt_at_ms,
  };
}

export function toFollowUpRow(followUp: FollowUp): z.infer<typeof FollowUpRow> {
  return {
    guild_id: followUp.guildId,
    kind: followUp.kind,
    local_date: followUp.localDate,
    zone: followUp.zone,
    channel_id: followUp.channelId,
    message_id: followUp.messageId,
    thread_name: followUp.threadName,
    state: followUp.state,
    reason: followUp.reason,
    attempts: followUp.attempts,
    created_at_ms: followUp.createdAtMs,
    updated_at_ms: followUp.updatedAtMs,
    next_attempt_at_ms: followUp.nextAttemptAtMs,
  };
}
