/** Rows of the ledger and of what follows a post. */
import { raw } from 'sql-template-tag';
import { z } from 'zod';
import { OutboxRow } from './notices.ts';

/** What became of one daily post of one server. */
export const DeliveryRow = z.object({
  guild_id: z.string(),
  slot: z.int(),
  /** The server's local date, "2026-11-22", in `zone`. */
  local_date: z.string(),
  /** The zone the server had when the date was claimed. */
  zone: z.string(),
  /**
   * - `claimed`: the line is chosen, the date is taken, and no request has left that could have arrived.
   * - `sent`: a request has left, or was about to; whether it arrived is not known.
   * - `confirmed`: Discord said so.
   * - `missed`: never tried, with the reason. - `failed`: tried, certainly not posted, with the reason.
   * - `unknown`: perhaps posted; not repeated, because a lost post is better than a doubled one.
   */
  state: z.enum(['claimed', 'sent', 'confirmed', 'missed', 'failed', 'unknown']),
  /** A code for /health, such as "missing-permissions" or "bot-was-down"; null when posted and still there. */
  reason: z.string().nullable(),
  channel_id: z.string(),
  place: z.enum(['channel', 'forum']),
  title_id: z.string(),
  quote_id: z.string().nullable(),
  /** Index of the question beside the line. */
  question_index: z.int().nullable(),
  /** Position in the shuffle: which bag and which place in it. */
  cycle: z.int(),
  position: z.int(),
  due_at_ms: z.int(),
  claimed_at_ms: z.int(),
  updated_at_ms: z.int(),
  /** Requests begun. */
  attempts: z.int(),
  /** When the first request left that arrived or may have; null while there is none. The nonce protects from here. */
  sent_at_ms: z.int().nullable(),
  /** Nobody touches an unsettled delivery before this: it is being sent, or waits for another attempt. Null once settled. */
  next_attempt_at_ms: z.int().nullable(),
  message_id: z.string().nullable(),
});

/** Something to be done at Discord after a post is out, which must survive a crash. */
export const FollowUpRow = OutboxRow.extend({
  slot: z.int(),
  /**
   * `thread`: opens a thread under the post. `crosspost`: publishes the post to the servers that follow the channel. `pin`: pins the
   * post; `unpin`: takes the pin from the one before, which its `message_id` names.
   */
  kind: z.enum(['thread', 'crosspost', 'pin', 'unpin']),
  /** Date and zone of the delivery it follows. */
  local_date: z.string(),
  zone: z.string(),
  channel_id: z.string(),
  message_id: z.string(),
  /** Name of the thread; null for other kinds. */
  thread_name: z.string().nullable(),
});

/** What waits to be posted, as it is counted. */
export const QueueRow = z.object({
  /** Servers whose post is due and not yet claimed. */
  due: z.int(),
  /** When the one that waits longest fell due; null when none waits. Milliseconds since the epoch. */
  oldestDueAtMs: z.int().nullable(),
  /** Deliveries claimed or sent whose outcome is open. */
  unsettled: z.int(),
  /** Follow-ups still to be done. */
  followUps: z.int(),
});

/** The deliveries of a date lie within this time around it, in every zone; no more of the ledger is searched for them. */
export const DAY_MARGIN_MS = 48 * 60 * 60 * 1000;

/** A date has its post when one was or may have been posted on it; when certainly none was, it is free. */
export const TAKES_DATE = raw(`state IN ('claimed', 'sent', 'confirmed', 'unknown')`);
