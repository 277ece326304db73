/** Columns that a store keeps in a plainer form than the program has them. */
import { z } from 'zod';

/** 0 or 1. */
export const Flag = z.codec(z.int(), z.boolean(), { decode: (kept) => kept === 1, encode: Number });

/** ISO days of the week in their order: "135". */
export const Weekdays = z.codec(z.string(), z.array(z.int()).readonly(), {
  decode: (kept) => kept.split('').map(Number),
  encode: (days) => [...new Set(days)].sort((a, b) => a - b).join(''),
});

/** Ids with spaces between. */
export const Ids = z.codec(z.string(), z.array(z.string()).readonly(), {
  decode: (kept) => (kept === '' ? [] : kept.split(' ')),
  encode: (ids) => ids.join(' '),
});
