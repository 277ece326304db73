/**
 * One daily post of one local date, from the claim to its outcome. Every step is on disk before the next one has an
 * effect outside, so that a crash at any point leaves something that can be decided, and what cannot be decided is left
 * unposted: a lost post is better than a doubled one.
 */

import type { PostedNote, UnpostedReason } from '../bot/reasons.ts';
import { type DuePlan, daySpan, localDateAt, nextDue } from '../calendar/clock.ts';
import { keepLately } from '../language/kept.ts';
import { buildPostMark, pickTime } from '../lines/plan.ts';
import type { PostParts } from '../lines/types.ts';
import { focusDaily } from '../state/dailies.ts';
import { subjectOfDaily } from '../state/notices.ts';
import type { DailySettings, Delivery, DueServer, ServerSettings } from '../state/types.ts';
import { chooseLine, loadFrozenLine } from './choose-line.ts';
import { DATES_LOOKED_AT, isLasting, isSuspendedBy, judgeInServer, mayBeThePicture } from './failure.ts';
import { planFollowUps } from './follow-up.ts';
import { noteUnposted } from './notices.ts';
import { limitToOwner } from './own-daily.ts';
import { buildPostNonce, guardPost, guardThread, nameThread, PICTURE_FILE, prepareFiles, SEND_DEADLINE_MS } from './send.ts';
import type { DailyPorts, DiscordFailure, FoundPost, PostOutcome } from './types.ts';

/** A post comes at most this much after its time. */
export const LATEST_MS = 6 * 60 * 60 * 1000;
/** One that is due late in the day may still come so long after midnight; its date stays the day's. */
export const GRACE_PAST_MIDNIGHT_MS = 30 * 60 * 1000;
/** Discord keeps nonces for "the past few minutes"; within this a repeat gives the first message again. */
export const NONCE_WINDOW_MS = 150_000;
/** A clock set back by less is a clock being corrected; by more it says nothing about the age of a request. */
const CLOCK_SLACK_MS = 5_000;
/** While a delivery is worked on nobody else takes it up: longer than drawing and a request can last, shorter than the nonce's window. */
const LEASE_MS = 45_000;
/** Waiting times between attempts that certainly did not arrive; the last one repeats. */
const RETRY_AFTER_MS = [1, 2, 4, 8, 15, 30].map((minutes) => minutes * 60_000);
/** A thread that is not there so long after its request left will not appear any more: longer than the request's deadline. */
const THREAD_APPEARS_MS = 60_000;
/** The same after a refusal that mostly lasts: few more refusals, and the last one towards the end of the six hours. */
const ASK_AGAIN_AFTER_MS = [1, 5, 15, 45, 90, 180].map((minutes) => minutes * 60_000);
/** Of a long absence so many dates are recorded one by one; nobody asks about those before. */
const MOST_MISSED_DATES = 31;
/** Clocks differ; the search for a post begins this much before we sent it. */
const FIND_MARGIN_MS = 60_000;
/** Zones that are in use at once, and a few dates of each. */
const MOST_SPANS_KEPT = 500;
/** Of a server, to find which of its posts is pinned: a few days of all its daily posts. */
const PAST_FOLLOW_UPS = 200;
/** Stands in the ledger from the refusal on, so that a retry after a crash goes without the picture as well. */
const PICTURE_REFUSED = 'picture-refused' satisfies PostedNote;
/** The same for a tag of a forum that was deleted. */
const TAG_MISSING = 'tag-missing' satisfies PostedNote;
const NOTES: readonly PostedNote[] = [PICTURE_REFUSED, TAG_MISSING];
/** https://docs.discord.com/developers/topics/opcodes-and-status-codes#json */
const UNKNOWN_TAG = 10_087;

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
    return close(ports, read, read.sentAtMs === null ? 'failed' : 'unknown', daily?.suspendedReason ?? 'switched-off');
  }
  const sentAtMs = read.sentAtMs ?? (wasForgotten(ports, read) ? read.dueAtMs : null);
  const { channelId, place } = daily;
  if (sentAtMs === null) return retryClaimed(ports, settings, { ...read, channelId, place }, read);

  const ageMs = ports.now() - sentAtMs;
  if (read.place === 'forum') return settleThread(ports, settings, read, ageMs);
  if (ageMs >= -CLOCK_SLACK_MS && ageMs <= NONCE_WINDOW_MS) return attempt(ports, settings, read, read);
  const found = await lookForPost(ports, read, sentAtMs);
  if (found.kind === 'found') return close(ports, { ...read, messageId: found.messageId }, 'confirmed', null, read, settings);
  const nowMs = ports.now();
  if (found.kind === 'later' && !isTooLate(read, read.zone, nowMs)) {
    const waiting: Delivery = { ...read, nextAttemptAtMs: nowMs + LEASE_MS, updatedAtMs: nowMs };
    return (await ports.state.saveDelivery(waiting, read)) ? 'waiting' : 'left';
  }
  if (found.kind !== 'absent') return close(ports, read, 'unknown', 'not-repeated');
  return retryClaimed(ports, settings, { ...read, sentAtMs: null, channelId, place }, read);
}

/** A thread has no nonce: after an uncertain answer it is looked for, and only one that is certainly not there is made again. */
async function settleThread(ports: DailyPorts, settings: ServerSettings, read: Delivery, ageMs: number): Promise<PostOutcome> {
  const found = await lookForPost(ports, read, read.sentAtMs ?? read.dueAtMs);
  if (found.kind === 'found') return close(ports, { ...read, messageId: found.messageId }, 'confirmed', null, read, settings);
  // A clock that was set back says nothing about how long ago the request left.
  if (found.kind !== 'absent' || ageMs < -CLOCK_SLACK_MS) return close(ports, read, 'unknown', 'not-repeated');
  if (ageMs < THREAD_APPEARS_MS) {
    const nowMs = ports.now();
    const waiting: Delivery = { ...read, nextAttemptAtMs: nowMs + THREAD_APPEARS_MS - ageMs, updatedAtMs: nowMs };
    return (await ports.state.saveDelivery(waiting, read)) ? 'waiting' : 'left';
  }
  const { channelId = read.channelId, place = read.place } = settings.daily ?? {};
  return retryClaimed(ports, settings, { ...read, sentAtMs: null, channelId, place }, read);
}

/** Whether the time for a date's post is over: six hours, or the date itself and a little more. */
export function isTooLate(plan: DuePlan, zone: string, nowMs: number): boolean {
  return nowMs > latestMs(plan, zone) || nowMs < spanOf(plan.localDate, zone).startMs;
}

/** Asked for each post, and the same for all of a zone's. */
const keptSpan = keepLately(MOST_SPANS_KEPT, (key) => {
  const [localDate = '', zone = ''] = key.split(' ');
  return daySpan(localDate, zone);
});

function spanOf(localDate: string, zone: string): ReturnType<typeof daySpan> {
  return keptSpan(`${localDate} ${zone}`);
}

/** The last moment a date's post may come. */
function latestMs({ dueAtMs, localDate }: DuePlan, zone: string): number {
  return Math.min(dueAtMs + LATEST_MS, spanOf(localDate, zone).endMs + GRACE_PAST_MIDNIGHT_MS);
}

/** The same for every attempt at one daily post of one date, and for nothing else; at most 25 characters. */
export function buildNonce({ guildId, slot, localDate, zone }: Pick<Delivery, 'guildId' | 'slot' | 'localDate' | 'zone'>): string {
  return buildPostNonce(guildId, localDate, zone, ...(slot === 1 ? [] : [String(slot)]));
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
  return wasForgotten(ports, delivery) ? settleDelivery(ports, delivery) : attempt(ports, limited, delivery, delivery);
}

/** Whether the post may have gone out after the backup was made that is the ledger now. */
function wasForgotten({ restoredAtMs = 0 }: DailyPorts, { dueAtMs }: Delivery): boolean {
  return dueAtMs < restoredAtMs;
}

/** Sends, or sends again, what certainly has not arrived; unless its time is over. */
async function retryClaimed(ports: DailyPorts, settings: ServerSettings, delivery: Delivery, read: Delivery): Promise<PostOutcome> {
  if (!isTooLate(delivery, delivery.zone, ports.now())) return attempt(ports, settings, delivery, read);
  if (delivery.attempts === 0) return close(ports, delivery, 'missed', 'bot-was-down', read);
  return closeRefused(ports, delivery, 'failed', delivery.reason ?? 'no-answer', read);
}

/** One request, marked in the ledger before it leaves and with its outcome after. */
async function attempt(
  ports: DailyPorts,
  settings: ServerSettings,
  delivery: Delivery,
  read: Delivery,
  withoutTags = delivery.reason === TAG_MISSING,
): Promise<PostOutcome> {
  const { state, log } = ports;
  const line = await loadFrozenLine(ports, settings, delivery);
  if (line === null) return close(ports, delivery, delivery.sentAtMs === null ? 'failed' : 'unknown', 'line-removed', read);
  const mentions = await withoutRoleThatIsGone(ports, settings);
  const parts: PostParts = { settings: mentions.settings, ...line, localDate: delivery.localDate };
  const files = delivery.reason === PICTURE_REFUSED ? [] : await prepareFiles(ports, parts);
  const isThread = delivery.place === 'forum';
  const tags = withoutTags ? [] : (settings.daily?.tags ?? []);
  let body: object;
  try {
    const built = ports.buildPost(parts, files.length > 0 ? PICTURE_FILE : null);
    body = isThread ? built : { ...built, nonce: buildNonce(delivery), enforce_nonce: true };
  } catch (error) {
    log.error({ err: error, guildId: delivery.guildId, quoteId: delivery.quoteId }, 'building the daily post failed');
    return close(ports, delivery, delivery.sentAtMs === null ? 'failed' : 'unknown', 'internal-error', read);
  }

  const startedAtMs = ports.now();
  const sending: Delivery = {
    ...delivery,
    state: 'sent',
    attempts: delivery.attempts + 1,
    sentAtMs: delivery.sentAtMs ?? startedAtMs,
    nextAttemptAtMs: startedAtMs + LEASE_MS,
    updatedAtMs: startedAtMs,
  };
  if (!(await state.saveDelivery(sending, read))) return 'left';
  const result = isThread
    ? await guardThread(
        ports,
        sending.channelId,
        { name: nameThread(ports.content(), parts), tags, message: body },
        SEND_DEADLINE_MS,
        files,
      )
    : await guardPost(ports, sending.channelId, body, SEND_DEADLINE_MS, files);
  if (result.ok) {
    const note = NOTES.find((one) => one === delivery.reason) ?? mentions.note;
    return close(ports, { ...sending, messageId: result.messageId }, 'confirmed', note, sending, settings);
  }
  const mayHaveArrived = delivery.sentAtMs !== null;
  const triesWithoutPicture = files.length > 0 && !mayHaveArrived && mayBeThePicture(result.failure);
  if (triesWithoutPicture && ports.breaker?.admits('secondTry') !== false) {
    log.warn({ guildId: delivery.guildId, ...result.failure }, 'the picture was not accepted; posting without it');
    return attempt(ports, settings, { ...sending, state: 'claimed', sentAtMs: null, reason: PICTURE_REFUSED }, sending, withoutTags);
  }
  if (result.failure.code === UNKNOWN_TAG && tags.length > 0 && ports.breaker?.admits('secondTry') !== false) {
    log.warn({ guildId: delivery.guildId, tags }, 'a tag is gone; posting without');
    await state.noteTrouble(delivery.guildId, 'tag-gone', tags.join(' '), ports.now());
    return attempt(ports, settings, { ...sending, state: 'claimed', sentAtMs: null, reason: TAG_MISSING }, sending);
  }
  return recordFailure(ports, sending, mayHaveArrived, result.failure);
}

/** A mention of a role that is gone would be a row of digits. */
async function withoutRoleThatIsGone(
  { server, state, now }: DailyPorts,
  settings: ServerSettings,
): Promise<{ readonly settings: ServerSettings; readonly note: PostedNote | null }> {
  const { guildId, daily } = settings;
  if (server === undefined || !daily?.pingRoleId || (await server.hasRole(guildId, daily.pingRoleId)) !== false)
    return { settings, note: null };
  await state.noteTrouble(guildId, 'role-gone', daily.pingRoleId, now());
  return { settings: { ...settings, daily: { ...daily, pingRoleId: null } }, note: 'ping-role-missing' };
}

/** @param mayHaveArrived An earlier attempt may have arrived, whatever became of this one. */
async function recordFailure(ports: DailyPorts, sending: Delivery, mayHaveArrived: boolean, failure: DiscordFailure): Promise<PostOutcome> {
  const { state, log } = ports;
  const { guildId, localDate, channelId, attempts, zone } = sending;
  // The look may be refused as well.
  const server = ports.breaker?.admits('again') === false ? undefined : ports.server;
  const verdict = await judgeInServer(server, guildId, failure);
  log.warn({ guildId, localDate, channelId, attempts, ...failure, ...verdict }, 'the daily post was not accepted');
  switch (verdict.kind) {
    case 'posted':
      return close(ports, sending, 'confirmed', verdict.reason);
    case 'ended': {
      const outcome = await close(ports, sending, mayHaveArrived ? 'unknown' : 'failed', verdict.reason);
      await state.suspendDaily(sending, verdict.reason, channelId);
      return outcome;
    }
    case 'fail':
      return close(ports, sending, mayHaveArrived ? 'unknown' : 'failed', verdict.reason);
    case 'lasting':
      if (mayHaveArrived) return closeRefused(ports, sending, 'unknown', verdict.reason);
      break;
    case 'retry':
  }
  const nowMs = ports.now();
  const unclear = mayHaveArrived || failure.maybeSent;
  const pauses = verdict.kind === 'lasting' ? ASK_AGAIN_AFTER_MS : RETRY_AFTER_MS;
  // While it is unclear the nonce protects only for minutes, so the next tick tries again, whatever the number of attempts.
  const pauseMs = unclear ? LEASE_MS : (pauses[Math.min(attempts, pauses.length) - 1] ?? 0);
  const againAtMs = verdict.notBeforeMs ?? nowMs + Math.max(pauseMs, failure.retryAfterMs ?? 0);
  const waiting: Delivery = {
    ...sending,
    state: unclear ? 'sent' : 'claimed',
    sentAtMs: unclear ? sending.sentAtMs : null,
    reason: verdict.reason,
    // When the time for it is over it is taken up once more, to be closed.
    nextAttemptAtMs: Math.max(nowMs, Math.min(againAtMs, latestMs(sending, zone) + 1)),
    updatedAtMs: nowMs,
  };
  return (await state.saveDelivery(waiting, sending)) ? 'waiting' : 'left';
}

/** Ends a date that was refused to its end, and suspends the daily post where that has gone on for days. */
async function closeRefused(
  ports: DailyPorts,
  delivery: Delivery,
  state: 'failed' | 'unknown',
  reason: string,
  read: Delivery = delivery,
): Promise<PostOutcome> {
  // In this order: a crash in between costs refusals on other days, the other way round the outcome of today.
  const outcome = await close(ports, delivery, state, reason, read);
  const { guildId, slot, channelId } = delivery;
  const latest = outcome === 'left' ? [] : await ports.state.loadDeliveries(guildId, DATES_LOOKED_AT);
  if (!isSuspendedBy({ ...delivery, reason }, latest)) return outcome;
  await ports.state.suspendDaily({ guildId, slot }, reason, channelId);
  await ports.state.noteTrouble(guildId, 'suspended', subjectOfDaily(slot), ports.now());
  return outcome;
}

/** @param settings Only where the post is there, for what is to follow it. */
async function close(
  ports: DailyPorts,
  delivery: Delivery,
  state: 'confirmed' | 'missed' | 'failed' | 'unknown',
  reason: string | null,
  read: Delivery = delivery,
  settings: ServerSettings | null = null,
): Promise<PostOutcome> {
  const closed: Delivery = { ...delivery, state, reason, nextAttemptAtMs: null, updatedAtMs: ports.now() };
  const { guildId, localDate, quoteId, attempts, messageId, dueAtMs } = closed;
  const past = settings?.daily?.pins === true ? await ports.state.loadFollowUps(guildId, PAST_FOLLOW_UPS) : [];
  const followUps = settings === null || ports.followUps === undefined ? [] : planFollowUps(settings, closed, past);
  if (!(await ports.state.saveDelivery(closed, read, followUps))) return 'left';
  const fields = { guildId, localDate, quoteId, attempts, messageId, state, reason, lateMs: closed.updatedAtMs - dueAtMs };
  if (state === 'confirmed') ports.log.info(fields, 'the daily post is out');
  else ports.log.warn(fields, 'the daily post is not out');
  if (state !== 'confirmed') await noteUnposted(ports, closed, reason ?? '');
  return state === 'confirmed' ? 'posted' : state;
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
