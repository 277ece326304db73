/** The rows of state.db as they come out and go in, and what they mean. */
import { z } from 'zod';
import type { DailySettings, Delivery, DueServer, FollowUp, PageMark } from './types.ts';

export const ServerRow = z.object({
  guild_id: z.string(),
  title: z.string().nullable(),
  spoiler_ceiling: z.int(),
  locale: z.string().nullable(),
});

export const DailyRow = z.object({
  enabled: z.int(),
  channel_id: z.string(),
  time: z.string(),
  zone: z.string(),
  next_due_at_ms: z.int().nullable(),
  suspended_reason: z.string().nullable(),
  tone: z.enum(['all', 'gentle']),
  include_director: z.int(),
  style: z.enum(['card', 'text']),
  weekdays: z.string(),
  ping_role_id: z.string().nullable(),
  opens_thread: z.int(),
  crossposts: z.int(),
  skip_date: z.string().nullable(),
});

export const DueRow = z.object({ ...ServerRow.shape, ...DailyRow.shape, next_due_at_ms: z.int(), last_posted_at_ms: z.int().nullable() });

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

export const MetaRow = z.object({ value: z.string() });

export const DAILY_COLUMNS = Object.keys(DailyRow.shape);
export const DELIVERY_COLUMNS = Object.keys(DeliveryRow.shape);
export const FOLLOW_UP_COLUMNS = Object.keys(FollowUpRow.shape);

/** What was or may have been posted takes its date; what certainly was not leaves it free. */
export const TAKES_DATE = `state IN ('claimed', 'sent', 'confirmed', 'unknown')`;

export function pageParameters(after: PageMark | undefined): { after_ms: number; after_guild: string } {
  return { after_ms: after?.atMs ?? Number.MIN_SAFE_INTEGER, after_guild: after?.guildId ?? '' };
}

export function fromDailyRow(row: z.infer<typeof DailyRow>): DailySettings {
  return {
    enabled: row.enabled === 1,
    channelId: row.channel_id,
    time: row.time,
    zone: row.zone,
    nextDueAtMs: row.next_due_at_ms,
    suspendedReason: row.suspended_reason,
    tone: row.tone,
    includeDirector: row.include_director === 1,
    style: row.style,
    weekdays: Array.from(row.weekdays, Number),
    pingRoleId: row.ping_role_id,
    opensThread: row.opens_thread === 1,
    crossposts: row.crossposts === 1,
    skipDate: row.skip_date,
  };
}

export function toDailyRow(daily: DailySettings): z.infer<typeof DailyRow> {
  return {
    enabled: Number(daily.enabled),
    channel_id: daily.channelId,
    time: daily.time,
    zone: daily.zone,
    next_due_at_ms: daily.nextDueAtMs,
    suspended_reason: daily.suspendedReason,
    tone: daily.tone,
    include_director: Number(daily.includeDirector),
    style: daily.style,
    weekdays: [...new Set(daily.weekdays)].sort((a, b) => a - b).join(''),
    ping_role_id: daily.pingRoleId,
    opens_thread: Number(daily.opensThread),
    crossposts: Number(daily.crossposts),
    skip_date: daily.skipDate,
  };
}

export function fromDueRow(row: z.infer<typeof DueRow>): DueServer {
  return {
    settings: {
      guildId: row.guild_id,
      title: row.title,
      spoilerCeiling: row.spoiler_ceiling,
      locale: row.locale,
      daily: fromDailyRow(row),
    },
    dueAtMs: row.next_due_at_ms,
    lastPostedAtMs: row.last_posted_at_ms,
  };
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
