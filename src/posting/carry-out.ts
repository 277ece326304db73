/** What commands ask to be done outside: each effect with its own end, in less than the two seconds a press may take. */

import type { PickedFile } from '../bot/picked.ts';
import type { Effect, EffectResult } from '../bot/types.ts';
import { withinMs } from '../deadline.ts';
import { isLasting, judgeFailure } from './failure.ts';
import { guardPost, guardRequest } from './send.ts';
import { postTest } from './test-post.ts';
import type { DirectMessenger, MessageEraser, PostPorts } from './types.ts';

const DRAW_DEADLINE_MS = 1_500;
const POST_DEADLINE_MS = 1_500;
/** Of each of the two requests a direct message takes. */
const TELL_DEADLINE_MS = 800;
const GUARD_MARGIN_MS = 100;

export interface EffectPorts extends PostPorts {
  /** Fetches a file somebody gave with a command. Never rejects, and ends within the time a press may take. */
  readonly fetchFile?: (file: PickedFile) => Promise<EffectResult>;
  /** Without it nobody is told anything in a direct message. */
  readonly messenger?: DirectMessenger;
  /** Without it no message is taken away. */
  readonly eraser?: MessageEraser;
}

type PostEffect = Extract<Effect, { kind: 'post-message' }>;

/** An effect, or one that came from another process, whose message is known by nothing but its shape. */
export type Doable =
  | Effect
  | (Omit<PostEffect, 'message' | 'onRefusal'> & { readonly message: object; readonly onRefusal?: PostEffect['onRefusal'] | undefined })
  | { readonly kind: 'tell-member'; readonly userId: string; readonly message: object };

/** Never rejects. */
export async function carryOut(effect: Doable, ports: EffectPorts): Promise<EffectResult> {
  switch (effect.kind) {
    case 'test-post':
      return postTest(ports, effect.settings);
    case 'draw-card':
      return drawCard(effect, ports);
    case 'fetch-file':
      return ports.fetchFile === undefined ? { ok: false, reason: 'not-here' } : ports.fetchFile(effect.file);
    case 'post-message':
      return postOrTell(effect, ports);
    case 'tell-member':
      return tellMember(effect, ports);
    case 'delete-message':
      return deleteMessage(effect, ports);
  }
}

/** Never rejects. */
async function postOrTell(effect: Extract<Doable, { kind: 'post-message' }>, ports: EffectPorts): Promise<EffectResult> {
  const { channelId, message, nonce, onRefusal } = effect;
  const result = await post(channelId, { ...message, nonce, enforce_nonce: true }, POST_DEADLINE_MS, ports);
  if (result.ok || onRefusal === undefined || !isLasting(result.reason)) return result;
  try {
    await ports.state.noteTrouble(onRefusal.guildId, onRefusal.cause, channelId, ports.now());
  } catch (error) {
    ports.log.warn({ err: error, channelId }, 'a refused message could not be noted');
  }
  return result;
}

/** Posts within a deadline; never rejects. */
async function post(channelId: string, body: object, deadlineMs: number, ports: PostPorts): Promise<EffectResult> {
  const result = await guardPost(ports, channelId, body, deadlineMs, [], GUARD_MARGIN_MS);
  if (result.ok) return result;
  const { reason } = judgeFailure(result.failure);
  ports.log.warn({ channelId, ...result.failure, reason }, 'a message was not accepted');
  return { ok: false, reason };
}

async function deleteMessage(
  { channelId, messageId }: Extract<Effect, { kind: 'delete-message' }>,
  { eraser, log }: EffectPorts,
): Promise<EffectResult> {
  if (eraser === undefined) return { ok: false, reason: 'not-here' };
  const result = await guardRequest(
    log,
    channelId,
    POST_DEADLINE_MS,
    () => eraser.deleteMessage(channelId, messageId, POST_DEADLINE_MS),
    GUARD_MARGIN_MS,
  );
  if (result.ok) return { ok: true, messageId };
  const { kind, reason } = judgeFailure(result.failure);
  // It is gone, whoever took it away.
  return kind === 'posted' ? { ok: true, messageId } : { ok: false, reason };
}

async function tellMember({ userId, message }: Extract<Doable, { kind: 'tell-member' }>, ports: EffectPorts): Promise<EffectResult> {
  if (ports.messenger === undefined) return { ok: false, reason: 'not-here' };
  try {
    const opened = await ports.messenger.openDirectMessage(userId, TELL_DEADLINE_MS);
    // Closed direct messages are somebody's choice and no trouble to log.
    return opened.ok
      ? await post(opened.channelId, message, TELL_DEADLINE_MS, ports)
      : { ok: false, reason: judgeFailure(opened.failure).reason };
  } catch (error) {
    ports.log.error({ err: error }, 'opening a direct message failed');
    return { ok: false, reason: 'internal-error' };
  }
}

async function drawCard({ kind: _kind, ...parts }: Extract<Effect, { kind: 'draw-card' }>, ports: PostPorts): Promise<EffectResult> {
  if (ports.drawPost === undefined) return { ok: false, reason: 'no-picture' };
  try {
    const picture = await withinMs(DRAW_DEADLINE_MS, ports.drawPost(parts), () => null);
    return picture === null ? { ok: false, reason: 'no-picture' } : { ok: true, picture };
  } catch (error) {
    ports.log.error({ err: error, quoteId: parts.quote.id }, 'drawing a card failed');
    return { ok: false, reason: 'no-picture' };
  }
}
