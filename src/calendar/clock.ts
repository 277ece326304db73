/**
 * When a post is due. A time of day is a wall clock's, so it is turned into an instant date by date, with the zone's
 * own rules for that date; nothing here adds 24 hours to anything.
 */
export interface DuePlan {
  /** Milliseconds since the epoch. */
  readonly dueAtMs: number;
  /** The local date the post belongs to, "2026-11-22". */
  readonly localDate: string;
}

export interface DailyTime {
  /** IANA zone or UTC. */
  readonly zone: string;
  /** "HH:MM". */
  readonly time: string;
  /** ISO days of the week, 1 = Monday to 7 = Sunday; every day when absent. Dates on other days have no occurrence. */
  readonly weekdays?: readonly number[];
  /** The first local date after a pause; null, absent or past: none. */
  readonly pauseUntil?: string | null;
}

const MINUTE_MS = 60_000;
/** No zone ever skipped more than one date in a row, nor has a server posts waiting for longer than a change of zone shifts dates. */
const DATES_TO_TRY = 10;
const DAYS_PER_WEEK = 7;

/**
 * The first occurrence of the time strictly after an instant. Each local date has exactly one occurrence:
 * - a time that is skipped (spring) falls on the first instant after the gap, or, where that is already another date, on
 *   the last whole minute before it;
 * - a time that comes twice (autumn) counts the first time;
 * - a date that a zone leaves out altogether (Apia, 2011-12-30) has none.
 *
 * @param takenDates Local dates that already had their post; they are passed over.
 * @throws RangeError for a zone this runtime does not know, and where no day of the week is chosen.
 */
export function nextDue(plan: DailyTime & { readonly afterMs: number }, takenDates: ReadonlySet<string> = new Set()): DuePlan {
  const after = Temporal.Instant.fromEpochMilliseconds(plan.afterMs).toZonedDateTimeISO(plan.zone);
  let date = after.toPlainDate();
  if (plan.pauseUntil && plan.pauseUntil > date.toString()) date = Temporal.PlainDate.from(plan.pauseUntil);
  for (let tries = 0; tries < DAYS_PER_WEEK * (DATES_TO_TRY + takenDates.size); tries += 1) {
    const dueAtMs = plan.weekdays === undefined || plan.weekdays.includes(date.dayOfWeek) ? dueOn(date, plan) : null;
    if (dueAtMs !== null && dueAtMs > plan.afterMs) {
      const localDate = date.toString();
      if (!takenDates.has(localDate)) return { dueAtMs, localDate };
    }
    date = date.add({ days: 1 });
  }
  throw new RangeError(`found no occurrence of ${plan.time} in ${plan.zone} after ${after.toString()}`);
}

/** A post that was or may have been made, as far as the calendar is concerned. */
export interface PastPost {
  readonly localDate: string;
  readonly zone: string;
  readonly postedAtMs: number;
}

/**
 * The next post after an admin saved a time or a zone: the first occurrence strictly after saving on a local date that
 * had no post yet. A date counts as posted when the ledger names it in this zone, or when a post made under another zone
 * fell on it by this zone's calendar.
 *
 * @param past What `listPastPosts` makes of the last few deliveries, in any order.
 */
export function nextDueAfterChange(plan: DailyTime & { readonly nowMs: number }, past: readonly PastPost[]): DuePlan {
  return nextDue({ ...plan, afterMs: plan.nowMs }, listTakenDates(plan.zone, past));
}

/** The local dates of a zone on which these posts fell; see `nextDueAfterChange`. */
export function listTakenDates(zone: string, past: readonly PastPost[]): ReadonlySet<string> {
  return new Set(past.map((post) => (post.zone === zone ? post.localDate : localDateAt(post.postedAtMs, zone))));
}

/** A daily time with its next due instant, and a local date on which nothing is to come. */
export interface PlannedTime extends DailyTime {
  /** Milliseconds since the epoch; null while nothing is due. */
  readonly nextDueAtMs: number | null;
  readonly skipDate: string | null;
}

/** When the next post will really be made: the due time, or the one after it where that date is to be skipped. */
export function nextPostAtMs({ nextDueAtMs, skipDate, ...time }: PlannedTime): number | null {
  if (nextDueAtMs === null || localDateAt(nextDueAtMs, time.zone) !== skipDate) return nextDueAtMs;
  return nextDue({ ...time, afterMs: nextDueAtMs }).dueAtMs;
}

/** The date a calendar in the zone shows at an instant. */
export function localDateAt(atMs: number, zone: string): string {
  // Temporal takes fifty times as long, and every line of a day is asked for by it.
  if (zone === 'UTC') return utcDateOf(Math.floor(atMs / DAY_MS));
  return Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone).toPlainDate().toString();
}

const DAY_MS = 24 * 60 * 60_000;
let lastUtc = { day: Number.NaN, date: '' };

/** @param day Since the epoch: most ask for that of the one before. */
function utcDateOf(day: number): string {
  if (day !== lastUtc.day) lastUtc = { day, date: new Date(day * DAY_MS).toISOString().slice(0, 10) };
  return lastUtc.date;
}

/** The clock in the zone at an instant, "HH:MM". */
export function localTimeAt(atMs: number, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone).toPlainTime().toString({ smallestUnit: 'minute' });
}

/** Whether a later year's date is the day of an earlier one; in years without a 29 February that day is the 28th. */
export function isAnniversary(of: string, localDate: string): boolean {
  if (of.slice(0, 4) >= localDate.slice(0, 4)) return false;
  const day = Temporal.PlainDate.from(of).with({ year: Temporal.PlainDate.from(localDate).year }, { overflow: 'constrain' });
  return day.toString() === localDate;
}

/** From the first instant of a local date to the first of the next one. */
export function daySpan(localDate: string, zone: string): { readonly startMs: number; readonly endMs: number } {
  const date = Temporal.PlainDate.from(localDate);
  return {
    startMs: date.toZonedDateTime(zone).epochMilliseconds,
    endMs: date.add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds,
  };
}

/** The local date so many days later; earlier for a negative number. */
export function addDays(localDate: string, days: number): string {
  return Temporal.PlainDate.from(localDate).add({ days }).toString();
}

/** Whole days from one local date to another; negative when the second is earlier. */
export function daysBetween(from: string, to: string): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'day' }).days;
}

function dueOn(date: Temporal.PlainDate, plan: DailyTime): number | null {
  const wanted = date.toPlainDateTime(Temporal.PlainTime.from(plan.time));
  const found = wanted.toZonedDateTime(plan.zone, { disambiguation: 'earlier' });
  if (found.toPlainDateTime().equals(wanted)) return found.epochMilliseconds;

  // Skipped: Temporal went back by the length of the gap, so the next change of the clock is that gap.
  const gapEnd = found.getTimeZoneTransition('next');
  if (gapEnd === null) return null;
  if (gapEnd.toPlainDate().equals(date)) return gapEnd.epochMilliseconds;
  // A whole minute, because posts are made on the minute; the last millisecond of the date would always come too late.
  const minuteBefore = gapEnd.epochMilliseconds - MINUTE_MS;
  return localDateAt(minuteBefore, plan.zone) === date.toString() ? minuteBefore : null;
}
