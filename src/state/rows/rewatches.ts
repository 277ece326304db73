/** Rows of rewatches. */
import { z } from 'zod';
import type { Rewatch } from '../rewatch.ts';
import { type CamelRow, fromRow } from './camel.ts';

export const RewatchRow = z.object({
  guild_id: z.string(),
  title_id: z.string(),
  start_date: z.string(),
  pace: z.enum(['daily', 'weekly']),
  zone: z.string(),
  time: z.string(),
  channel_id: z.string().nullable(),
  opens_thread: z.int(),
  episode: z.int(),
  next_due_at_ms: z.int(),
});

/** @throws ZodError where the row is none of ours. */
export function fromRewatchRow(row: unknown): Rewatch {
  const read = RewatchRow.parse(row);
  return { ...fromRow(read), opensThread: read.opens_thread === 1 };
}

/** The values of a row, under the names of the interface. */
export function toRewatchValues(rewatch: Rewatch): CamelRow<z.infer<typeof RewatchRow>> {
  return { ...rewatch, opensThread: Number(rewatch.opensThread) };
}
