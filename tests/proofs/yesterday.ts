/** The ledger of a daily post that has come before: what tells a channel that works from one never tried. */
import type { Delivery, FollowUp, State } from '../../src/state/types.ts';

/** When the posts of the proofs are due: nine in Riga on 22 November 2026. */
export const DUE_AT_MS = Date.parse('2026-11-22T07:00:00Z');
export const DAY_MS = 24 * 60 * 60_000;
const YESTERDAY = { localDate: '2026-11-21', zone: 'Europe/Riga' };

type Posted = Pick<Delivery, 'guildId' | 'slot' | 'channelId'> & { readonly messageId: string };

/** As the ledger stands after a day on which all went well. @param isPinned Whether the post was pinned, too. */
export async function postYesterday(state: State, posted: Posted, isPinned: boolean): Promise<void> {
  const atMs = DUE_AT_MS - DAY_MS;
  const claimed: Delivery = {
    ...posted,
    ...YESTERDAY,
    ...{ place: 'channel', titleId: 'drama', quoteId: 'gentle-0', questionIndex: 0, cycle: 0, position: 0, state: 'claimed', reason: null },
    ...{ dueAtMs: DUE_AT_MS, claimedAtMs: atMs, updatedAtMs: atMs, attempts: 0, sentAtMs: null, nextAttemptAtMs: atMs, messageId: null },
  };
  const confirmed: Delivery = { ...claimed, state: 'confirmed', dueAtMs: atMs, sentAtMs: atMs, nextAttemptAtMs: null, ...posted };
  const pin: FollowUp = {
    ...{ ...posted, ...YESTERDAY, kind: 'pin', threadName: null, state: 'done', reason: null, attempts: 1 },
    ...{ createdAtMs: atMs, updatedAtMs: atMs, nextAttemptAtMs: null },
  };
  await state.claimDelivery(claimed, { startMs: atMs - DAY_MS, endMs: atMs }, DUE_AT_MS);
  await state.saveDelivery(confirmed, claimed, isPinned ? [pin] : []);
}
