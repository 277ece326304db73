/**
 * One daily post of one local date, from the claim to its outcome. Every step is on disk before the next one has an
 * effect outside, so that a crash at any point leaves something that can be decided, and what cannot be decided is left
 * unposted: a lost post is better than a doubled one.
 */

import type { UnpostedReason } from '../bot/reasons.ts';
import { type DuePlan, localDateAt, nextDue } from '../calendar/clock.ts';
import { buildPostMark, pickTime } from '../lines/plan.ts';
import { focusDaily } from '../state/dailies.ts';
import { subjectOfDaily } from '../state/notices.ts';
import type { DailySettings, Delivery, DueServer, ServerSettings } from '../state/types.ts';
import { attemptPost, closeDelivery, closeRefused, LEASE_MS } from './attempt.ts';
import { chooseLine } from './choose-line.ts';
import { isLasting } from './failure.ts';
import { isTooLate, spanOf } from './lateness.ts';
import { noteUnposted } from './notices.ts';
import { limitToOwner } from './own-daily.ts';
import type { DailyPorts, FoundPost, PostOutcome } from './types.ts';

/** Discord keeps nonces for "the past few minutes"; within this a repeat gives the first message again. */
const NONCE_WINDOW_MS = 150_000;
/** A clock set back by less is a clock being corrected; by more it says nothing about the age of a request. */
const CLOCK_SLACK_MS = 5_000;
/** A thread that is not there so long after its request left will not appear any more: longer than the request's deadline. */
const THREAD_APPEARS_MS = 60_000;
/** Of a long absence so many dates are recorded one by one; nobody asks about those before. */
const MOST_MISSED_DATES = 31;
/** Clocks differ; the search for a post begins this much before we sent it. */
const FIND_MARGIN_MS = 60_000;
/**
 * Deals with a server whose time has come: records dates that are over as missed, then claims the date and posts.
 * Throws only when the state cannot be read or written.
 */
export async function deliverDue(ports: DailyPorts, due: DueServer): Promise<PostOutcome> {
  const { state, log } = ports;
  const { settings } = due;
  const { guildId, daily } = settings;
  let plan: DuePlan;
  try {
    plan = { dueAtMs: due.dueAtMs, localDate: localDateAt(due.dueAtMs, daily.zone) };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    log.warn({ guildId, zone: daily.zone }, 'the zone is not known to this runtime; the daily post is suspended');
    await state.suspendDaily({ guildId, slot: daily.slot }, 'unknown-zone' satisfies UnpostedReason, daily.channelId);
    await state.noteTrouble(guildId, 'suspended', subjectOfDaily(daily.slot), ports.now());
    return 'failed';
  }

  const { missed, next } = splitMissed(plan, daily, ports.now());
  if (missed.length > 0) {
    const wasHeldBack = ports.breaker?.wasHeldBack(due) ?? false;
    const rows = missed.slice(-MOST_MISSED_DATES).map((past) => {
      const ran = past.dueAtMs >= (ports.runningSinceMs?.() ?? Number.POSITIVE_INFINITY) ? 'ran-late' : 'bot-was-down';
      const late = wasHeldBack && past.dueAtMs === plan.dueAtMs ? 'held-back' : ran;
      return unpostedDelivery(settings, past, 'missed', past.localDate === daily.skipDate ? 'skipped-by-admin' : late, ports.now());
    });
    if (!(await state.recordUnposted(rows, { guildId, slot: daily.slot }, plan.dueAtMs, next.dueAtMs))) return 'left';
    await noteUnposted(ports, { guildId, slot: daily.slot }, '');
    log.warn({ guildId, dates: rows.map(({ localDate, reason }) => `${localDate} ${reason}`) }, 'posts were missed');
  }
  if (next.dueAtMs > ports.now()) return 'missed';
  if (ports.breaker?.admitsPost(due, ports.now()) === false) return 'held';
  return claimAndPost(ports, settings, next);
}

/**
 * Takes up a delivery that a crash, another process or an earlier attempt left unsettled.
 * Throws only when the state cannot be read or written.
 */
export async function settleDelivery(ports: DailyPorts, read: Delivery): Promise<PostOutcome> {
  // Before anything else is read: of these there may be as many as there are servers, every minute.
  if (
    read.sentAtMs === null &&
    isLasting(read.reason) &&
    ports.breaker?.admits('again') === false &&
    !isTooLate(read, read.zone, ports.now())
  )
    return 'held';
  const settings = focusDaily(await limitToOwner(ports.state, await ports.state.loadSettings(read.guildId)), read.slot);
  const { daily } = settings;
  if (daily === null || !daily.enabled || daily.suspendedReason !== null) {
    return closeDelivery(ports, read, read.sentAtMs === null ? 'failed' : 'unknown', daily?.suspendedReason ?? 'switched-off');
  }
  const sentAtMs = read.sentAtMs ?? (wasForgotten(ports, read) ? read.dueAtMs : null);
  const { channelId, place } = daily;
  if (sentAtMs === null) return retryClaimed(ports, settings, { ...read, channelId, place }, read);

  const ageMs = ports.now() - sentAtMs;
  if (read.place === 'forum') return settleThread(ports, settings, read, ageMs);
  if (ageMs >= -CLOCK_SLACK_MS && ageMs <= NONCE_WINDOW_MS) return attemptPost(ports, settings, read, read);
  const found = await lookForPost(ports, read, sentAtMs);
  if (found.kind === 'found') return closeDelivery(ports, { ...read, messageId: found.messageId }, 'confirmed', null, read, settings);
  if (found.kind === 'later') return lookAgain(ports, read, LEASE_MS);
  if (found.kind !== 'absent') return closeDelivery(ports, read, 'unknown', 'not-repeated');
  return retryClaimed(ports, settings, { ...read, sentAtMs: null, channelId, place }, read);
}

/** A thread has no nonce: after an uncertain answer it is looked for, and only one that is certainly not there is made again. */
async function settleThread(ports: DailyPorts, settings: ServerSettings, read: Delivery, ageMs: number): Promise<PostOutcome> {
  const found = await lookForPost(ports, read, read.sentAtMs ?? read.dueAtMs);
  if (found.kind === 'found') return closeDelivery(ports, { ...read, messageId: found.messageId }, 'confirmed', null, read, settings);
  if (found.kind === 'later') return lookAgain(ports, read, LEASE_MS);
  // A clock that was set back says nothing about how long ago the request left.
  if (found.kind !== 'absent' || ageMs < -CLOCK_SLACK_MS) return closeDelivery(ports, read, 'unknown', 'not-repeated');
  if (ageMs < THREAD_APPEARS_MS) return lookAgain(ports, read, THREAD_APPEARS_MS - ageMs);
  const { channelId = read.channelId, place = read.place } = settings.daily ?? {};
  return retryClaimed(ports, settings, { ...read, sentAtMs: null, channelId, place }, read);
}

/** Decides nothing yet; when the time for the date is over, that the post is not repeated. */
async function lookAgain(ports: DailyPorts, read: Delivery, afterMs: number): Promise<PostOutcome> {
  const nowMs = ports.now();
  if (isTooLate(read, read.zone, nowMs)) return closeDelivery(ports, read, 'unknown', 'not-repeated');
  const waiting: Delivery = { ...read, nextAttemptAtMs: nowMs + afterMs, updatedAtMs: nowMs };
  return (await ports.state.saveDelivery(waiting, read)) ? 'waiting' : 'left';
}

/** The dates from `plan` on whose time is over at `nowMs` or which are to be skipped, and the first that is neither. */
function splitMissed(plan: DuePlan, daily: DailySettings, nowMs: number): { missed: DuePlan[]; next: DuePlan } {
  const missed: DuePlan[] = [];
  let next = plan;
  while (next.dueAtMs <= nowMs && (next.localDate === daily.skipDate || isTooLate(next, daily.zone, nowMs))) {
    missed.push(next);
    next = nextDue({ ...pickTime(daily), afterMs: next.dueAtMs });
  }
  return { missed, next };
}

async function claimAndPost(ports: DailyPorts, settings: DueServer['settings'], plan: DuePlan): Promise<PostOutcome> {
  const { state, log } = ports;
  const { guildId, daily } = settings;
  const following = nextDue({ ...pickTime(daily), afterMs: plan.dueAtMs }, new Set([plan.localDate]));
  const limited = await limitToOwner(state, settings);
  const chosen = await chooseLine(ports, limited, plan.localDate);
  if (typeof chosen === 'string') {
    const row = unpostedDelivery(settings, plan, 'failed', chosen, ports.now());
    log.warn({ guildId, localDate: plan.localDate, reason: chosen }, 'there is no line to post');
    if (!(await state.recordUnposted([row], { guildId, slot: daily.slot }, plan.dueAtMs, following.dueAtMs))) return 'left';
    await noteUnposted(ports, { guildId, slot: daily.slot }, chosen);
    return 'failed';
  }
  const claimedAtMs = ports.now();
  const delivery: Delivery = {
    ...unpostedDelivery(settings, plan, 'claimed', null, claimedAtMs),
    ...chosen,
    nextAttemptAtMs: claimedAtMs + LEASE_MS,
  };
  const claim = await state.claimDelivery(delivery, spanOf(plan.localDate, daily.zone), following.dueAtMs);
  if (claim !== 'claimed') return 'left';
  return wasForgotten(ports, delivery) ? settleDelivery(ports, delivery) : attemptPost(ports, limited, delivery, delivery);
}

/** Whether the post may have gone out after the backup was made that is the ledger now. */
function wasForgotten({ restoredAtMs = 0 }: DailyPorts, { dueAtMs }: Delivery): boolean {
  return dueAtMs < restoredAtMs;
}

/** Sends, or sends again, what certainly has not arrived; unless its time is over. */
async function retryClaimed(ports: DailyPorts, settings: ServerSettings, delivery: Delivery, read: Delivery): Promise<PostOutcome> {
  if (!isTooLate(delivery, delivery.zone, ports.now())) return attemptPost(ports, settings, delivery, read);
  if (delivery.attempts === 0) return closeDelivery(ports, delivery, 'missed', 'bot-was-down', read);
  return closeRefused(ports, delivery, 'failed', delivery.reason ?? 'no-answer', read);
}

async function lookForPost(ports: DailyPorts, delivery: Delivery, sentAtMs: number): Promise<FoundPost> {
  if (ports.finder === undefined) return { kind: 'unknown' };
  try {
    const { guildId, channelId, place } = delivery;
    const mark = buildPostMark(delivery.localDate, delivery.slot);
    const sinceMs = sentAtMs - FIND_MARGIN_MS;
    return place === 'forum'
      ? await ports.finder.findThread(guildId, channelId, mark, sinceMs)
      : await ports.finder.findPost(channelId, mark, sinceMs);
  } catch (error) {
    ports.log.error({ err: error, channelId: delivery.channelId }, 'looking for the daily post failed');
    return { kind: 'unknown' };
  }
}

function unpostedDelivery(
  settings: DueServer['settings'],
  plan: DuePlan,
  state: 'claimed' | 'missed' | 'failed',
  reason: UnpostedReason | null,
  nowMs: number,
): Delivery {
  return {
    guildId: settings.guildId,
    slot: settings.daily.slot,
    localDate: plan.localDate,
    zone: settings.daily.zone,
    state,
    reason,
    channelId: settings.daily.channelId,
    place: settings.daily.place,
    titleId: settings.daily.titleId ?? settings.title ?? '',
    quoteId: null,
    questionIndex: null,
    cycle: 0,
    position: 0,
    dueAtMs: plan.dueAtMs,
    claimedAtMs: nowMs,
    updatedAtMs: nowMs,
    attempts: 0,
    sentAtMs: null,
    nextAttemptAtMs: null,
    messageId: null,
  };
}
