/** Which episode of a rewatch opens when. Nothing here reads a clock or a store. */
import { addDays, daysBetween, localDateAt, nextDue } from '../calendar/clock.ts';
import type { Rewatch } from '../state/rewatch.ts';

const STEP_DAYS = { daily: 1, weekly: 7 } as const;

type Pacing = Pick<Rewatch, 'startDate' | 'pace'>;

/** The local date of an episode. */
export function dateOfEpisode({ startDate, pace }: Pacing, episode: number): string {
  return addDays(startDate, (episode - 1) * STEP_DAYS[pace]);
}

/** The episode of a local date, past the last one too; 0 before the first. */
export function episodeOfDate({ startDate, pace }: Pacing, localDate: string): number {
  return Math.max(0, Math.floor(daysBetween(startDate, localDate) / STEP_DAYS[pace]) + 1);
}

/** When an episode opens: at the rewatch's time on its date, or the first moment after where the clocks leave that out. */
export function dueOfEpisode(rewatch: Pacing & Pick<Rewatch, 'zone' | 'time'>, episode: number): number {
  const { zone, time } = rewatch;
  // `nextDue` gives what comes strictly after, so it is asked from the millisecond before the date begins.
  const before = Temporal.PlainDate.from(dateOfEpisode(rewatch, episode)).toZonedDateTime(zone).epochMilliseconds - 1;
  return nextDue({ zone, time, weekdays: [1, 2, 3, 4, 5, 6, 7], afterMs: before }).dueAtMs;
}

/**
 * The episode that is open now, with what is left of the rewatch; null while there is nothing new. After a long absence only the latest
 * one opens.
 */
export function advance(
  rewatch: Rewatch,
  lastEpisode: number,
  nowMs: number,
): { readonly episode: number; readonly next: Rewatch | null } | null {
  const today = episodeOfDate(rewatch, localDateAt(nowMs, rewatch.zone));
  // Of today's date it is open only from its time on.
  const due = today > 0 && dueOfEpisode(rewatch, today) > nowMs ? today - 1 : today;
  const episode = Math.min(due, lastEpisode);
  if (episode <= rewatch.episode) return null;
  const next = episode === lastEpisode ? null : { ...rewatch, episode, nextDueAtMs: dueOfEpisode(rewatch, episode + 1) };
  return { episode, next };
}
