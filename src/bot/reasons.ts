/** Why a post did not come, in words with the remedy. */

import { escapeMarkdown } from '../text/text.ts';
import type { Say } from './types.ts';

/** What Discord's answers come to. */
export const FAILURE_REASONS = [
  'missing-access',
  'missing-permissions',
  'forbidden',
  'channel-missing',
  'server-missing',
  'thread-archived',
  'wrong-channel-type',
  'forum-channel',
  'blocked-by-automod',
  'slow-mode',
  'rate-limited',
  'bad-token',
  'rejected',
  'discord-error',
  'no-answer',
  'message-deleted',
  'too-many-pins',
  'tag-required',
] as const;

export type FailureReason = (typeof FAILURE_REASONS)[number];

/**
 * Why a date went without a post before Discord was asked, or why nobody asked again. `unknown-zone` also suspends.
 * `not-repeated`: the post may be out, and it was too late to ask without risking a second one. `held-back`: Discord refused
 * so much of what was sent for others that nothing more was risked.
 */
export const UNPOSTED_REASONS = [
  'bot-was-down',
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

/** What a post that is out went without. `picture-refused`: its picture, which needs Attach Files. `tag-missing`: the forum's tags. */
export const POSTED_NOTES = ['picture-refused', 'tag-missing'] as const;

export type PostedNote = (typeof POSTED_NOTES)[number];

const REASONS = [...FAILURE_REASONS, ...UNPOSTED_REASONS, ...POSTED_NOTES] as const;

/** The sentence for a recorded code; the code itself for one that an older or newer Nabi wrote. */
export function describeReason(say: Say, reason: string): string {
  const known = REASONS.find((code) => code === reason);
  return known === undefined ? escapeMarkdown(reason) : say(`reason.${known}`);
}
