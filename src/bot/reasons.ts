/** Why a post did not come, in words with the remedy. */

import { showStamp } from '../language/show.ts';
import { escapeMarkdown, shorten } from '../text/text.ts';
import type { Say } from './types.ts';

/** What Discord's answers come to. */
const FAILURE_REASONS = [
  'missing-access',
  'missing-permissions',
  'timed-out',
  'forbidden',
  'channel-missing',
  'server-missing',
  'thread-archived',
  'thread-locked',
  'too-many-threads',
  'thread-permissions',
  'no-thread-here',
  'crosspost-permissions',
  'no-crosspost-here',
  'wrong-channel-type',
  'forum-channel',
  'blocked-by-automod',
  'title-blocked',
  'link-blocked',
  'slow-mode',
  'rate-limited',
  'bad-token',
  'rejected',
  'discord-error',
  'network-blocked',
  'no-answer',
  'message-deleted',
  'too-many-pins',
  'tag-required',
  'pin-permissions',
  'dm-closed',
] as const;

export type FailureReason = (typeof FAILURE_REASONS)[number];

/**
 * Why a date went without a post before Discord was asked, or why nobody asked again. `unknown-zone` also suspends.
 * `ran-late`: the bot ran all the while and did not get to it. `not-repeated`: the post may be out, and it was too late to ask without risking a second one. `held-back`: Discord refused
 * so much of what was sent for others that nothing more was risked.
 */
const UNPOSTED_REASONS = [
  'bot-was-down',
  'ran-late',
  'skipped-by-admin',
  'held-back',
  'not-repeated',
  'switched-off',
  'title-missing',
  'no-line',
  'line-removed',
  'unknown-zone',
  'internal-error',
] as const;

export type UnpostedReason = (typeof UNPOSTED_REASONS)[number];

/**
 * What a post that is out went without. `picture-refused`: its picture, which needs Attach Files. `tag-missing`: the forum's tags.
 * `ping-role-missing`: a mention.
 */
const POSTED_NOTES = ['picture-refused', 'tag-missing', 'ping-role-missing'] as const;

export type PostedNote = (typeof POSTED_NOTES)[number];

const REASONS = [...FAILURE_REASONS, ...UNPOSTED_REASONS, ...POSTED_NOTES] as const;

/** Characters kept of Discord's own words for a refusal whose code is not known here. */
const LONGEST_SAID = 120;
/** A code, a number and words: `timed-out 1764424800000`, `rejected 50035 Invalid Form Body`. */
const RECORDED = /^(\S+)(?: (\d+))?(?: (.+))?$/s;

/** A reason as it is recorded: its code, and what only this refusal has. */
export function recordReason(code: FailureReason, number?: number, said = ''): string {
  return [
    code,
    ...(number === undefined ? [] : [number]),
    ...(said === '' ? [] : [shorten(said.replaceAll(/\s+/g, ' '), LONGEST_SAID)]),
  ].join(' ');
}

/** The code of a recorded reason, by which two refusals are the same. */
export function codeOfReason(reason: string | null): string | null {
  return reason === null ? null : (reason.split(' ', 1)[0] ?? null);
}

/** The sentence for a recorded reason; what is recorded itself where an older or newer Nabi wrote it. */
export function describeReason(say: Say, reason: string): string {
  const [, code, number = '', said = ''] = RECORDED.exec(reason) ?? [];
  const known = REASONS.find((one) => one === code);
  if (known === undefined) return escapeMarkdown(reason);
  if (known === 'timed-out') return say('reason.timed-out', { until: number === '' ? '' : showStamp(Number(number)) });
  const sentence = say(`reason.${known}`);
  return number === '' ? sentence : `${sentence} ${say('reason.said', { message: escapeMarkdown(said), code: number })}`;
}
