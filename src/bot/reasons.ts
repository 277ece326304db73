/** Why a post did not come, in words with the remedy. */

import { escapeMarkdown } from '../language/text.ts';
import { FAILURE_REASONS, POSTED_NOTES, UNPOSTED_REASONS } from '../posting/failure.ts';
import type { Say } from './types.ts';

const REASONS = [...FAILURE_REASONS, ...UNPOSTED_REASONS, ...POSTED_NOTES] as const;

/** The sentence for a recorded code; the code itself for one that an older or newer Nabi wrote. */
export function describeReason(say: Say, reason: string): string {
  const known = REASONS.find((code) => code === reason);
  return known === undefined ? escapeMarkdown(reason) : say(`reason.${known}`);
}
