/**
 * What is to be done at Discord a while after it was decided, at most once: what follows a post, news of a season. It is on disk before
 * it is tried, marked before a request leaves, and again with what came of it, so a crash loses none.
 */
import { pauseAfterTries } from '../pause.ts';
import type { OutboxItem } from '../state/notices.ts';
import type { FailureVerdict } from './failure.ts';
import type { DailyPorts, DiscordFailure, FollowUpResult } from './types.ts';

/** Longer than a request can last, so that nobody else takes up what is under way. */
const LEASE_MS = 60_000;
/** Waiting times between attempts; the last one repeats. */
const RETRY_AFTER_MS = [1, 5, 15, 30, 60].map((minutes) => minutes * 60_000);

/** What mostly lasts is tried so often: an outage of Discord's looks the same for a minute or five. */
const MOST_LASTING_TRIES = 3;
/** Discord knows a nonce for a few minutes; after that a repeat could double the post. */
const NONCE_WINDOW_MS = 2 * 60_000;
/** A post without an answer is repeated once, while its nonce is known. */
const MOST_UNCLEAR = 2;
const UNCLEAR_PAUSE_MS = 30_000;

/** Whether a post may be out already and its nonce forgotten: a lost post is better than a doubled one. */
function mayNotBeRepeated({ attempts, reason, updatedAtMs }: OutboxItem, nowMs: number): boolean {
  const mayBeOut = attempts > 0 && reason === null;
  return mayBeOut && (attempts >= MOST_UNCLEAR || nowMs - updatedAtMs > NONCE_WINDOW_MS);
}

/** What is to be done at once, and has not been tried yet. */
export function buildWaiting(nowMs: number): Omit<OutboxItem, 'guildId'> {
  return { state: 'waiting', reason: null, attempts: 0, createdAtMs: nowMs, updatedAtMs: nowMs, nextAttemptAtMs: nowMs };
}

/** One kind of what waits. */
export interface OutboxKind<Item extends OutboxItem> {
  /** For the log: "a follow-up". */
  readonly name: string;
  /** So long after it was decided it would only surprise. */
  readonly latestMs: number;
  /** A post that may have arrived is repeated once, while its nonce is known; its reason is null until then. */
  readonly hasNonce?: true;
  /** Moves the item on from what was read. False when somebody else did. */
  save(next: Item, read: Item): Promise<boolean>;
  /** The request to be made; or the reason why none is. */
  prepare(read: Item): Promise<(() => Promise<FollowUpResult>) | string>;
  /** What the answer means; `done`: it was done before. */
  judge(failure: DiscordFailure, item: Item): FailureVerdict | 'done';
}

/** `waiting`: to be tried again. `held`: not tried, because Discord refused too much lately. `left`: somebody else has it. */
export type OutboxOutcome = 'done' | 'waiting' | 'failed' | 'held' | 'left';

/** One attempt. Throws only when the state cannot be read or written. */
export async function attemptFromOutbox<Item extends OutboxItem>(
  { breaker, now, log }: Pick<DailyPorts, 'breaker' | 'now' | 'log'>,
  kind: OutboxKind<Item>,
  read: Item,
): Promise<OutboxOutcome> {
  const settle = async (item: Item, state: 'done' | 'failed', reason: string | null): Promise<OutboxOutcome> =>
    (await kind.save({ ...item, state, reason, updatedAtMs: now(), nextAttemptAtMs: null }, item)) ? state : 'left';

  const startedAtMs = now();
  if (startedAtMs - read.createdAtMs > kind.latestMs) return settle(read, 'failed', read.reason ?? 'bot-was-down');
  if (breaker?.admits('followUp') === false) return 'held';
  if (kind.hasNonce && mayNotBeRepeated(read, startedAtMs)) return settle(read, 'failed', 'not-repeated');
  const request = await kind.prepare(read);
  if (typeof request === 'string') return settle(read, 'failed', request);

  const attempts = read.attempts + 1;
  const sending: Item = { ...read, attempts, reason: null, updatedAtMs: startedAtMs, nextAttemptAtMs: startedAtMs + LEASE_MS };
  if (!(await kind.save(sending, read))) return 'left';
  const result = await request();
  if (result.ok) return settle(sending, 'done', null);
  const { failure } = result;
  const verdict = kind.judge(failure, read);
  if (verdict === 'done' || verdict.kind === 'posted') return settle(sending, 'done', null);
  log.warn({ guildId: read.guildId, attempts, ...failure, reason: verdict.reason }, `${kind.name} was not accepted`);
  const mayPass = verdict.kind === 'retry' || (verdict.kind === 'lasting' && attempts < MOST_LASTING_TRIES);
  if (!mayPass) return settle(sending, 'failed', verdict.reason);
  const isUnclear = kind.hasNonce === true && failure.maybeSent;
  const pauseMs = isUnclear ? UNCLEAR_PAUSE_MS : pauseAfterTries(attempts, RETRY_AFTER_MS);
  const updatedAtMs = now();
  const nextAttemptAtMs = updatedAtMs + Math.max(pauseMs, failure.retryAfterMs ?? 0);
  const reason = isUnclear ? null : verdict.reason;
  return (await kind.save({ ...sending, reason, updatedAtMs, nextAttemptAtMs }, sending)) ? 'waiting' : 'left';
}
