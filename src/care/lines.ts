/** National lines, as long as what is known of them is fresh. */
import type { CareLine } from './schema.ts';

const MONTHS_FRESH = 12;

/** Hidden twelve months after the day its page was read: a number that is wrong by then harms. */
export function isFreshLine({ as_of }: Pick<CareLine, 'as_of'>, nowMs: number): boolean {
  const until = new Date(`${as_of}T00:00:00Z`);
  until.setUTCMonth(until.getUTCMonth() + MONTHS_FRESH);
  return nowMs < until.getTime();
}
