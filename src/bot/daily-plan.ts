/** When the next post comes, for settings somebody is about to save. */
import { listPastPosts, nextDueAfterChange } from '../daily/clock.ts';
import type { DailySettings } from '../state/types.ts';
import type { Context } from './types.ts';

/** More than the days a change of zone can shift a date by. */
export const PLAN_HISTORY_LENGTH = 14;

/** The settings with their next due time, and without the suspension that saving ends. */
export function planDaily(
  { nowMs, deliveries }: Pick<Context, 'nowMs' | 'deliveries'>,
  wanted: Omit<DailySettings, 'nextDueAtMs' | 'suspendedReason'>,
): DailySettings {
  const nextDueAtMs = wanted.enabled ? nextDueAfterChange({ ...wanted, nowMs }, listPastPosts(deliveries)).dueAtMs : null;
  return { ...wanted, nextDueAtMs, suspendedReason: null };
}
