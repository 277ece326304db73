/** When a server's settings make its next post due. Commands save what these give; nothing here reads a store. */

import { nextDueAfterChange, type PastPost } from '../calendar/clock.ts';
import type { DailySettings, Delivery } from '../state/types.ts';

/** So many of a server's deliveries are more than the days a change of zone can shift a date by. */
export const PLAN_HISTORY_LENGTH = 14;

/**
 * The settings with the due time that follows from them: none while switched off or suspended, else the first occurrence
 * strictly after now on a chosen day of the week whose date had no post yet. A skipped date stays due, so that the tick
 * can record it as skipped.
 *
 * @param deliveries The server's last `PLAN_HISTORY_LENGTH` deliveries, in any order.
 * @throws RangeError for a zone this runtime does not know.
 */
export function planDaily(daily: Omit<DailySettings, 'nextDueAtMs'>, deliveries: readonly Delivery[], nowMs: number): DailySettings {
  if (!daily.enabled || daily.suspendedReason !== null) return { ...daily, nextDueAtMs: null };
  const { zone, time, weekdays } = daily;
  return { ...daily, nextDueAtMs: nextDueAfterChange({ zone, time, weekdays, nowMs }, listPastPosts(deliveries)).dueAtMs };
}

/** The settings switched on and no longer suspended, with their next due time; see `planDaily`. */
export function resumeDaily(daily: DailySettings, deliveries: readonly Delivery[], nowMs: number): DailySettings {
  return planDaily({ ...daily, enabled: true, suspendedReason: null }, deliveries, nowMs);
}

/** The ledger's entries that take up a date: what was or may have been posted. */
export function listPastPosts(deliveries: readonly Delivery[]): readonly PastPost[] {
  return deliveries
    .filter(({ state }) => state !== 'missed' && state !== 'failed')
    .map(({ localDate, zone, sentAtMs, dueAtMs }) => ({ localDate, zone, postedAtMs: sentAtMs ?? dueAtMs }));
}
