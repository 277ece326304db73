/** How late the post of a date may still come. */
import { type DuePlan, daySpan } from '../calendar/clock.ts';
import { keepLately } from '../kept.ts';
import type { DaySpan } from '../state/types.ts';

/** A post comes at most this much after its time. */
export const LATEST_MS = 6 * 60 * 60 * 1000;
/** One that is due late in the day may still come so long after midnight; its date stays the day's. */
const GRACE_PAST_MIDNIGHT_MS = 30 * 60 * 1000;
/** Zones that are in use at once, and a few dates of each. */
const MOST_SPANS_KEPT = 500;

/** Whether the time for a date's post is over: six hours, or the date itself and a little more. */
export function isTooLate(plan: DuePlan, zone: string, nowMs: number): boolean {
  return nowMs > latestMs(plan, zone) || nowMs < spanOf(plan.localDate, zone).startMs;
}

/** Asked for each post, and the same for all of a zone's. */
const keptSpan = keepLately(MOST_SPANS_KEPT, (key) => {
  const [localDate = '', zone = ''] = key.split(' ');
  return daySpan(localDate, zone);
});

/** The span of a local date in its zone, as `daySpan` has it. */
export function spanOf(localDate: string, zone: string): DaySpan {
  return keptSpan(`${localDate} ${zone}`);
}

/** The last moment a date's post may come. */
export function latestMs({ dueAtMs, localDate }: DuePlan, zone: string): number {
  return Math.min(dueAtMs + LATEST_MS, spanOf(localDate, zone).endMs + GRACE_PAST_MIDNIGHT_MS);
}
