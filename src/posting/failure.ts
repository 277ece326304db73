/** What an answer of Discord means for the day's post. */
import type { FailureReason } from '../bot/reasons.ts';
import type { DiscordFailure } from './types.ts';

/**
 * - `suspend`: will fail tomorrow as well, until an admin does something. - `fail`: today's post is lost, tomorrow's may
 * work. - `retry`: heals by itself. - `posted`: the message was made before.
 */
export interface FailureVerdict {
  readonly kind: 'suspend' | 'fail' | 'retry' | 'posted';
  /** A code for the ledger and for /health; never shown as it is. */
  readonly reason: FailureReason;
}

/** https://docs.discord.com/developers/topics/opcodes-and-status-codes#json */
const BY_CODE: Readonly<Record<number, FailureVerdict>> = {
  10003: { kind: 'suspend', reason: 'channel-missing' },
  10004: { kind: 'suspend', reason: 'server-missing' },
  // A repeat under the nonce of a message that was made and then deleted is answered like this (discord-api-docs#6647).
  10008: { kind: 'posted', reason: 'message-deleted' },
  20016: { kind: 'retry', reason: 'slow-mode' },
  40067: { kind: 'fail', reason: 'tag-required' },
  50001: { kind: 'suspend', reason: 'missing-access' },
  50008: { kind: 'suspend', reason: 'wrong-channel-type' },
  50013: { kind: 'suspend', reason: 'missing-permissions' },
  50024: { kind: 'suspend', reason: 'wrong-channel-type' },
  50083: { kind: 'suspend', reason: 'thread-archived' },
  200000: { kind: 'fail', reason: 'blocked-by-automod' },
  220001: { kind: 'suspend', reason: 'forum-channel' },
};

/** May be about the files alone: no permission to attach, too large, a field of theirs or of their description, no valid picture. */
const ABOUT_FILES: ReadonlySet<number> = new Set([40_005, 50_013, 50_035, 50_045, 50_046]);

/** Whether the same post without its picture could be taken. */
export function mayBeThePicture({ status, code }: DiscordFailure): boolean {
  return ABOUT_FILES.has(code) || status === HTTP.tooLarge;
}

const HTTP = { none: 0, unauthorized: 401, forbidden: 403, requestTimeout: 408, tooLarge: 413, tooMany: 429, serverError: 500 } as const;

/** By Discord's own code where it is known, else by the status of HTTP. */
export function judgeFailure(failure: DiscordFailure): FailureVerdict {
  const known = BY_CODE[failure.code];
  if (known !== undefined) return known;
  switch (failure.status) {
    case HTTP.none:
    case HTTP.requestTimeout:
      return { kind: 'retry', reason: 'no-answer' };
    case HTTP.unauthorized:
      return { kind: 'retry', reason: 'bad-token' };
    case HTTP.tooMany:
      return { kind: 'retry', reason: 'rate-limited' };
  }
  if (failure.status >= HTTP.serverError) return { kind: 'retry', reason: 'discord-error' };
  // Without a JSON code it was not Discord's application that answered but something before it, which may pass.
  if (failure.code === 0) return { kind: 'retry', reason: failure.status === HTTP.forbidden ? 'forbidden' : 'discord-error' };
  return failure.status === HTTP.forbidden ? { kind: 'suspend', reason: 'forbidden' } : { kind: 'fail', reason: 'rejected' };
}
