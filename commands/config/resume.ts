/** A suspended daily post that goes on by itself, because an admin's own request shows that its cause is gone. */

import { codeOfReason } from '../../src/bot/reasons.ts';
import type { Context } from '../../src/bot/types.ts';
import { resumeDaily } from '../../src/lines/plan.ts';
import type { DailySettings } from '../../src/state/types.ts';
import { describeTrouble } from './describe.ts';

/** What a look at the channel can show to be over. */
const SEEN_IN_CHANNEL: ReadonlySet<string> = new Set([
  'missing-access',
  'missing-permissions',
  'forbidden',
  'channel-missing',
  'server-missing',
  'thread-archived',
  'thread-locked',
]);

/** The daily post as it goes on; null where it is not suspended, or nothing shows that it could. */
export function resumeWhereHealed({ settings: { daily }, botPermissions, deliveries, nowMs, say }: Context): DailySettings | null {
  const code = codeOfReason(daily?.suspendedReason ?? null);
  if (!daily?.enabled || code === null || !SEEN_IN_CHANNEL.has(code)) return null;
  if (botPermissions.kind !== 'known' || describeTrouble(say, daily, botPermissions) !== '') return null;
  return resumeDaily(daily, deliveries, nowMs);
}
