/**
 * One attempt at a post whose date is claimed: marked in the ledger before its request leaves, and what comes of it after: confirmed, tried
 * again without what was refused, waiting, or closed.
 */
import type { PostedNote } from '../bot/reasons.ts';
import type { PostParts } from '../lines/types.ts';
import { pauseAfterTries } from '../pause.ts';
import { subjectOfDaily } from '../state/notices.ts';
import type { Delivery, ServerSettings } from '../state/types.ts';
import { loadFrozenLine } from './choose-line.ts';
import { DATES_LOOKED_AT, isSuspendedBy, judgeInServer, mayBeThePicture } from './failure.ts';
import { planFollowUps } from './follow-up.ts';
import { latestMs } from './lateness.ts';
import { noteUnposted } from './notices.ts';
import { buildPostNonce, PICTURE_FILE, prepareFiles, SEND_DEADLINE_MS, sendPost } from './send.ts';
import type { DailyPorts, DiscordFailure, PostOutcome } from './types.ts';

/** While a delivery is worked on nobody else takes it up: longer than drawing and a request can last, shorter than the nonce's window. */
export const LEASE_MS = 45_000;
/** Waiting times between attempts that certainly did not arrive; the last one repeats. */
const RETRY_AFTER_MS = [1, 2, 4, 8, 15, 30].map((minutes) => minutes * 60_000);
/** The same after a refusal that mostly lasts: few more refusals, and the last one towards the end of the six hours. */
const ASK_AGAIN_AFTER_MS = [1, 5, 15, 45, 90, 180].map((minutes) => minutes * 60_000);
/** Of a server, to find which of its posts is pinned: a few days of all its daily posts. */
const PAST_FOLLOW_UPS = 200;
/** Stands in the ledger from the refusal on, so that a retry after a crash goes without the picture as well. */
const PICTURE_REFUSED = 'picture-refused' satisfies PostedNote;
/** The same for a tag of a forum that was deleted. */
const TAG_MISSING = 'tag-missing' satisfies PostedNote;
const NOTES: readonly PostedNote[] = [PICTURE_REFUSED, TAG_MISSING];
/** https://docs.discord.com/developers/topics/opcodes-and-status-codes#json */
const UNKNOWN_TAG = 10_087;

/** The same for every attempt at one daily post of one date, and for nothing else; at most 25 characters. */
export function buildNonce({ guildId, slot, localDate, zone }: Pick<Delivery, 'guildId' | 'slot' | 'localDate' | 'zone'>): string {
  return buildPostNonce(guildId, localDate, zone, ...(slot === 1 ? [] : [String(slot)]));
}

/** One request, marked in the ledger before it leaves and with its outcome after. */
export async function attemptPost(
  ports: DailyPorts,
  settings: ServerSettings,
  delivery: Delivery,
  read: Delivery,
  withoutTags = delivery.reason === TAG_MISSING,
): Promise<PostOutcome> {
  const { state, log } = ports;
  const line = await loadFrozenLine(ports, settings, delivery);
  if (line === null) return closeDelivery(ports, delivery, delivery.sentAtMs === null ? 'failed' : 'unknown', 'line-removed', read);
  const mentions = await withoutRoleThatIsGone(ports, settings);
  const parts: PostParts = { settings: mentions.settings, ...line, localDate: delivery.localDate };
  const files = delivery.reason === PICTURE_REFUSED ? [] : await prepareFiles(ports, parts);
  const tags = withoutTags ? [] : (settings.daily?.tags ?? []);
  let message: object;
  try {
    const built = ports.buildPost(parts, files.length > 0 ? PICTURE_FILE : null);
    message = delivery.place === 'forum' ? built : { ...built, nonce: buildNonce(delivery), enforce_nonce: true };
  } catch (error) {
    log.error({ err: error, guildId: delivery.guildId, quoteId: delivery.quoteId }, 'building the daily post failed');
    return closeDelivery(ports, delivery, delivery.sentAtMs === null ? 'failed' : 'unknown', 'internal-error', read);
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
  const { channelId, place } = sending;
  const result = await sendPost(ports, parts, { channelId, place, tags, message }, SEND_DEADLINE_MS, files);
  if (result.ok) {
    const note = NOTES.find((one) => one === delivery.reason) ?? mentions.note;
    return closeDelivery(ports, { ...sending, messageId: result.messageId }, 'confirmed', note, sending, settings);
  }
  const mayHaveArrived = delivery.sentAtMs !== null;
  const triesWithoutPicture = files.length > 0 && !mayHaveArrived && mayBeThePicture(result.failure);
  if (triesWithoutPicture && ports.breaker?.admits('secondTry') !== false) {
    log.warn({ guildId: delivery.guildId, ...result.failure }, 'the picture was not accepted; posting without it');
    return attemptPost(ports, settings, { ...sending, state: 'claimed', sentAtMs: null, reason: PICTURE_REFUSED }, sending, withoutTags);
  }
  if (result.failure.code === UNKNOWN_TAG && tags.length > 0 && ports.breaker?.admits('secondTry') !== false) {
    log.warn({ guildId: delivery.guildId, tags }, 'a tag is gone; posting without');
    await state.noteTrouble(delivery.guildId, 'tag-gone', tags.join(' '), ports.now());
    return attemptPost(ports, settings, { ...sending, state: 'claimed', sentAtMs: null, reason: TAG_MISSING }, sending);
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
      return closeDelivery(ports, sending, 'confirmed', verdict.reason);
    case 'ended': {
      const outcome = await closeDelivery(ports, sending, mayHaveArrived ? 'unknown' : 'failed', verdict.reason);
      await state.suspendDaily(sending, verdict.reason, channelId);
      return outcome;
    }
    case 'fail':
      return closeDelivery(ports, sending, mayHaveArrived ? 'unknown' : 'failed', verdict.reason);
    case 'lasting':
      if (mayHaveArrived) return closeRefused(ports, sending, 'unknown', verdict.reason);
      break;
    case 'retry':
  }
  const nowMs = ports.now();
  const unclear = mayHaveArrived || failure.maybeSent;
  const pauses = verdict.kind === 'lasting' ? ASK_AGAIN_AFTER_MS : RETRY_AFTER_MS;
  // While it is unclear the nonce protects only for minutes, so the next tick tries again, whatever the number of attempts.
  const pauseMs = unclear ? LEASE_MS : pauseAfterTries(attempts, pauses);
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
export async function closeRefused(
  ports: DailyPorts,
  delivery: Delivery,
  state: 'failed' | 'unknown',
  reason: string,
  read: Delivery = delivery,
): Promise<PostOutcome> {
  // In this order: a crash in between costs refusals on other days, the other way round the outcome of today.
  const outcome = await closeDelivery(ports, delivery, state, reason, read);
  const { guildId, slot, channelId } = delivery;
  const latest = outcome === 'left' ? [] : await ports.state.loadDeliveries(guildId, DATES_LOOKED_AT);
  if (!isSuspendedBy({ ...delivery, reason }, latest)) return outcome;
  await ports.state.suspendDaily({ guildId, slot }, reason, channelId);
  await ports.state.noteTrouble(guildId, 'suspended', subjectOfDaily(slot), ports.now());
  return outcome;
}

/** @param settings Only where the post is there, for what is to follow it. */
export async function closeDelivery(
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
