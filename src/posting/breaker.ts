/**
 * Keeps refusals in bounds. Discord bans an address that is refused (401, 403, 429) 10,000 times in 10 minutes
 * (https://docs.discord.com/developers/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans), and nobody knows that a channel refuses
 * before asking. So the more was refused lately, the less is risked: servers whose channel took the last post keep being
 * served after those who never had one have to wait. Refusals are forgotten after 10 minutes, so it closes by itself.
 */
import type { DueServer } from '../state/types.ts';

/** Refusals of the last 10 minutes up to which something is still sent. The REST client stops everything a little above. */
const MOST_REFUSALS = {
  /** The same post again, without its picture. */
  secondTry: 100,
  /** A post that was refused before and mostly will be again. */
  again: 200,
  /** Threads and publishing: a post is out without them. */
  followUp: 300,
  /** A post to a channel that has taken none yet. */
  unproven: 500,
  /** A post to a channel that took the last one. */
  proven: 850,
} as const;

export type Risk = keyof typeof MOST_REFUSALS;

export interface Breaker {
  admits(risk: Risk): boolean;
  /** Like `admits` for a server's post; remembers when it held such posts back. */
  admitsPost(due: DueServer, nowMs: number): boolean;
  /** Whether posts like this one were held back since it was due. */
  wasHeldBack(due: DueServer): boolean;
}

/** @param refusedLately How many requests Discord refused in the last 10 minutes. */
export function createBreaker(refusedLately: () => number): Breaker {
  const heldAtMs = new Map<Risk, number>();
  const admits = (risk: Risk): boolean => refusedLately() < MOST_REFUSALS[risk];
  return {
    admits,
    admitsPost(due, nowMs) {
      const admitted = admits(riskOf(due));
      if (!admitted) heldAtMs.set(riskOf(due), nowMs);
      return admitted;
    },
    wasHeldBack: (due) => (heldAtMs.get(riskOf(due)) ?? Number.NEGATIVE_INFINITY) >= due.dueAtMs,
  };
}

function riskOf({ lastPostedAtMs }: DueServer): Risk {
  return lastPostedAtMs === null ? 'unproven' : 'proven';
}
