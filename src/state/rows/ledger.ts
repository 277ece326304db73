/** Rows of the ledger and of what follows a post. */
import { raw } from 'sql-template-tag';
import { z } from 'zod';
import { OutboxRow } from './notices.ts';

export const DeliveryRow = z.object({
  guild_id: z.string(),
  slot: z.int(),
  local_date: z.string(),
  zone: z.string(),
  state: z.enum(['claimed', 'sent', 'confirmed', 'missed', 'failed', 'unknown']),
  reason: z.string().nullable(),
  channel_id: z.string(),
  place: z.enum(['channel', 'forum']),
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

export const FollowUpRow = OutboxRow.extend({
  slot: z.int(),
  kind: z.enum(['thread', 'crosspost', 'pin', 'unpin']),
  local_date: z.string(),
  zone: z.string(),
  channel_id: z.string(),
  message_id: z.string(),
  thread_name: z.string().nullable(),
});

export const QueueRow = z.object({
  due: z.int(),
  oldest_due_at_ms: z.int().nullable(),
  unsettled: z.int(),
  follow_ups: z.int(),
});

/** The deliveries of a date lie within this time around it, in every zone; no more of the ledger is searched for them. */
export const DAY_MARGIN_MS = 48 * 60 * 60 * 1000;

/** A date has its post when one was or may have been posted on it; when certainly none was, it is free. */
export const TAKES_DATE = raw(`state IN ('claimed', 'sent', 'confirmed', 'unknown')`);
