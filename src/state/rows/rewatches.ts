/** Rows of rewatches. */
import { z } from 'zod';
import { Flag } from './columns.ts';

export const RewatchRow = z.object({
  guild_id: z.string(),
  title_id: z.string(),
  /** The local date of the first episode, "2026-12-01". */
  start_date: z.string(),
  pace: z.enum(['daily', 'weekly']),
  /** Where its dates are, and at what time of the day an episode opens: an IANA zone and "HH:MM". */
  zone: z.string(),
  time: z.string(),
  /** Where it is said; null: nowhere. */
  channel_id: z.string().nullable(),
  opens_thread: Flag,
  /** The last episode that was opened; 0: none yet. */
  episode: z.int(),
  /** When the next one opens, in milliseconds since the epoch. */
  next_due_at_ms: z.int(),
});
