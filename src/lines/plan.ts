/** When a server's settings make its next post due. Commands save what these give; nothing here reads a store. */

import { type DailyTime, listTakenDates, localDateAt, nextDueAfterChange, type PastPost } from '../calendar/clock.ts';
import { type DailySettings, type Delivery, MOST_DAILIES } from '../state/types.ts';

/** So many of a server's deliveries are more than the days a change of zone can shift a date by, for each of its daily posts. */
export const PLAN_HISTORY_LENGTH = 14 * MOST_DAILIES;

/**
 * The settings with the due time that follows from them: none while switched off or suspended, else the first occurrence
 * strictly after now on a chosen day of the week whose date had no post yet. A skipped date stays due, so that the tick
 * can record it as skipped.
 *
 * @param deliveries The server's last `PLAN_HISTORY_LENGTH` deliveries, in any order, those of its other daily posts among them.
 * @throws RangeError for a zone this runtime does not know.
 */
export function planDaily(daily: Omit<DailySettings, 'nextDueAtMs'>, deliveries: readonly Delivery[], nowMs: number): DailySettings {
  if (!daily.enabled || daily.suspendedReason !== null) return { ...daily, nextDueAtMs: null };
  const own = deliveries.filter(({ slot }) => slot === daily.slot);
  return { ...daily, nextDueAtMs: nextDueAfterChange({ ...pickTime(daily), nowMs }, listPastPosts(own)).dueAtMs };
}

/** What says when a daily post comes. */
export function pickTime({ zone, time, weekdays, pauseUntil }: Omit<DailySettings, 'nextDueAtMs'>): DailyTime {
  return { zone, time, weekdays, pauseUntil };
}

/** By which a daily post of a date is known among the messages of its channel; that of the first is the date alone. */
export function buildPostMark(localDate: string, slot: number): string {
  return slot === 1 ? localDate : `${localDate}.${slot}`;
}

/**
 * The settings by which today's post comes at once; null where today has had one, or may have.
 *
 * @param deliveries As for `planDaily`.
 */
export function planNow(daily: DailySettings, deliveries: readonly Delivery[], nowMs: number): DailySettings | null {
  const today = localDateAt(nowMs, daily.zone);
  const own = deliveries.filter(({ slot }) => slot === daily.slot);
  if (listTakenDates(daily.zone, listPastPosts(own)).has(today)) return null;
  return { ...daily, suspendedReason: null, skipDate: daily.skipDate === today ? null : daily.skipDate, nextDueAtMs: nowMs };
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
