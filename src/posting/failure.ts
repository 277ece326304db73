/** What an answer of Discord means for the day's post. */
import { codeOfReason, type FailureReason, recordReason } from '../bot/reasons.ts';
import { ownerOf } from '../state/own-daily.ts';
import { type Delivery, MOST_DAILIES } from '../state/types.ts';
import type { DiscordFailure, FoundPost, Refused, ServerLookup } from './types.ts';

/** What failed in words, with what else is known of it; by itself a request to which no answer came, and which never left. */
export function refuse(message: string, known: Partial<DiscordFailure> = {}): Refused {
  return { ok: false, failure: { status: 0, code: 0, maybeSent: false, retryAfterMs: null, message, ...known } };
}

/**
 * - `lasting`: mostly lasts until an admin does something, though an outage or a moderator's evening looks the same. - `ended`: somebody
 * wants none any more, so nobody asks again. - `fail`: today's post is lost, tomorrow's may work. - `retry`: heals by itself. - `posted`: the
 * message was made before.
 */
export interface FailureVerdict {
  readonly kind: 'lasting' | 'ended' | 'fail' | 'retry' | 'posted';
  /** For the ledger and for /health; never shown as it is. */
  readonly reason: string;
  /** Before then another try is in vain, in milliseconds since the epoch. */
  readonly notBeforeMs?: number;
}

interface KnownFailure {
  readonly kind: FailureVerdict['kind'];
  readonly reason: FailureReason;
}

/** https://docs.discord.com/developers/topics/opcodes-and-status-codes#json */
const BY_CODE: Readonly<Record<number, KnownFailure>> = {
  10003: { kind: 'lasting', reason: 'channel-missing' },
  10004: { kind: 'lasting', reason: 'server-missing' },
  // A repeat under the nonce of a message that was made and then deleted is answered like this (discord-api-docs#6647).
  10008: { kind: 'posted', reason: 'message-deleted' },
  20016: { kind: 'retry', reason: 'slow-mode' },
  20028: { kind: 'retry', reason: 'rate-limited' },
  20029: { kind: 'retry', reason: 'rate-limited' },
  40003: { kind: 'retry', reason: 'rate-limited' },
  40058: { kind: 'lasting', reason: 'forum-channel' },
  40067: { kind: 'fail', reason: 'tag-required' },
  // Cloudflare's block as JSON, which says "internal network error" (discord-api-docs#6473).
  40333: { kind: 'retry', reason: 'network-blocked' },
  50001: { kind: 'lasting', reason: 'missing-access' },
  50007: { kind: 'ended', reason: 'dm-closed' },
  50008: { kind: 'lasting', reason: 'wrong-channel-type' },
  50013: { kind: 'lasting', reason: 'missing-permissions' },
  50024: { kind: 'lasting', reason: 'wrong-channel-type' },
  50083: { kind: 'lasting', reason: 'thread-archived' },
  50278: { kind: 'ended', reason: 'dm-closed' },
  130000: { kind: 'retry', reason: 'discord-error' },
  160005: { kind: 'lasting', reason: 'thread-locked' },
  160006: { kind: 'retry', reason: 'too-many-threads' },
  160007: { kind: 'retry', reason: 'too-many-threads' },
  200000: { kind: 'fail', reason: 'blocked-by-automod' },
  200001: { kind: 'fail', reason: 'title-blocked' },
  220001: { kind: 'lasting', reason: 'forum-channel' },
  240000: { kind: 'fail', reason: 'link-blocked' },
};

/** May be about the files alone: no permission to attach, too large, a field of theirs or of their description, no valid picture. */
const ABOUT_FILES: ReadonlySet<number> = new Set([40_005, 50_013, 50_035, 50_045, 50_046]);

/** Whether the same post without its picture could be taken. */
export function mayBeThePicture({ status, code }: DiscordFailure): boolean {
  return ABOUT_FILES.has(code) || status === HTTP.tooLarge;
}

const HTTP = { none: 0, unauthorized: 401, forbidden: 403, requestTimeout: 408, tooLarge: 413, tooMany: 429, serverError: 500 } as const;

const BY_STATUS: Readonly<Record<number, KnownFailure>> = {
  [HTTP.none]: { kind: 'retry', reason: 'no-answer' },
  [HTTP.requestTimeout]: { kind: 'retry', reason: 'no-answer' },
  [HTTP.unauthorized]: { kind: 'retry', reason: 'bad-token' },
  [HTTP.tooMany]: { kind: 'retry', reason: 'rate-limited' },
};

/** By Discord's own code where it is known, else by the status of HTTP, with Discord's own words. */
export function judgeFailure({ status, code, message }: DiscordFailure): FailureVerdict {
  const known = BY_CODE[code] ?? BY_STATUS[status];
  if (known !== undefined) return known;
  if (status >= HTTP.serverError) return { kind: 'retry', reason: 'discord-error' };
  // Without a JSON code it was not Discord's application that answered but something before it, which may pass.
  if (code === 0) return { kind: 'retry', reason: status === HTTP.forbidden ? 'forbidden' : 'discord-error' };
  if (status === HTTP.forbidden) return { kind: 'lasting', reason: recordReason('forbidden', code, message) };
  return { kind: 'fail', reason: recordReason('rejected', code, message) };
}

/** What is known of a post after a look for it that failed: what heals by itself is looked at again, what was refused stays unseen. */
export function judgeLook(failure: DiscordFailure): FoundPost {
  return { kind: judgeFailure(failure).kind === 'retry' ? 'later' : 'unknown' };
}

const LASTING = new Set<string>([
  'forbidden',
  ...Object.values(BY_CODE)
    .filter(({ kind }) => kind === 'lasting')
    .map(({ reason }) => reason),
]);

/** Whether a recorded reason is one that mostly lasts until an admin does something. */
export function isLasting(reason: string | null): boolean {
  return LASTING.has(codeOfReason(reason) ?? '');
}

/** So many dates in a row the same refusal stands before the daily post is suspended. */
const DATES_UNTIL_SUSPENDED = 3;
/** So many of the latest deliveries are looked at for that. */
export const DATES_LOOKED_AT = 4 * DATES_UNTIL_SUSPENDED * MOST_DAILIES;

/**
 * Whether a date that ended with a refusal was the third in a row to end with it, in the same channel; and the third again after somebody
 * resumed the posts. Dates on which Discord was not asked say nothing.
 *
 * @param newestFirst The latest deliveries, the refused one among them.
 */
export function isSuspendedBy(refused: Delivery, newestFirst: readonly Delivery[]): boolean {
  const code = codeOfReason(refused.reason);
  if (!isLasting(code)) return false;
  const asked = newestFirst.filter(({ attempts, slot }) => attempts > 0 && slot === refused.slot);
  const other = asked.findIndex(
    ({ state, reason, channelId }) => state === 'confirmed' || codeOfReason(reason) !== code || channelId !== refused.channelId,
  );
  const dates = other === -1 ? asked.length : other;
  return dates > 0 && dates % DATES_UNTIL_SUSPENDED === 0;
}

/** Reasons that a time-out of the bot gives as well: Discord names no other (discord-api-docs#6847). */
const LIKE_A_TIME_OUT: ReadonlySet<string> = new Set(['missing-access', 'missing-permissions', 'forbidden']);

/** The verdict, with the true reason where the bot itself is in time-out. */
export async function judgeInServer(server: ServerLookup | undefined, guildId: string, failure: DiscordFailure): Promise<FailureVerdict> {
  const verdict = judgeFailure(failure);
  if (server === undefined || ownerOf(guildId) !== null || !LIKE_A_TIME_OUT.has(codeOfReason(verdict.reason) ?? '')) return verdict;
  const untilMs = await server.loadTimedOutUntilMs(guildId);
  return untilMs === null ? verdict : { kind: 'retry', reason: recordReason('timed-out', untilMs), notBeforeMs: untilMs };
}
