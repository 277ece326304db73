/** A sample of the daily post, now, for an admin who wants to see it arrive. */

import type { EffectResult } from '../bot/types.ts';
import { localDateAt } from '../calendar/clock.ts';
import type { PostParts } from '../lines/types.ts';
import type { ServerSettings } from '../state/types.ts';
import { chooseLine, loadFrozenLine } from './choose-line.ts';
import { judgeInServer } from './failure.ts';
import { PICTURE_FILE, prepareFiles, sendPost } from './send.ts';
import type { PostPorts } from './types.ts';

/** These three together stay below the two seconds that an admin's press may take. */
const DRAW_DEADLINE_MS = 800;
const SEND_DEADLINE_MS = 1_000;
const GUARD_MARGIN_MS = 100;

/** Whoever presses twice means one test: for so long after one arrived there is no other. */
const SAME_PRESS_MS = 3_000;

/**
 * By server and daily post: until when (by `now`) another press counts as the same test; Infinity while one is under way. Kept per state,
 * so that two bots in one process share nothing.
 */
const underWay = new WeakMap<PostPorts['state'], Map<string, number>>();

/**
 * One test at a time; `on-its-way` to whoever presses again meanwhile. Other reasons are the codes of failure.ts, and `switched-off` where no
 * channel is set. See `postOneTest`.
 */
export async function postTest(ports: PostPorts, settings: ServerSettings): Promise<EffectResult> {
  const { state, now } = ports;
  const which = `${settings.guildId} ${settings.daily?.slot}`;
  const until = underWay.getOrInsertComputed(state, () => new Map());
  for (const [other, atMs] of until) if (atMs <= now()) until.delete(other);
  if (until.has(which)) return { ok: false, reason: 'on-its-way' };
  until.set(which, Number.POSITIVE_INFINITY);
  const result = await postOneTest(ports, settings);
  if (result.ok) until.set(which, now() + SAME_PRESS_MS);
  else until.delete(which);
  return result;
}

/**
 * Posts the line that would come next, marked as a test in words and without mentioning anybody. It is not in the
 * ledger, does not count as the day's post and changes no setting. Never rejects; ends within two seconds. `no-answer` may mean that the
 * test arrives a moment later.
 */
async function postOneTest(ports: PostPorts, settings: ServerSettings): Promise<EffectResult> {
  const { daily } = settings;
  if (daily === null) return { ok: false, reason: 'switched-off' };
  try {
    const localDate = localDateAt(ports.now(), daily.zone);
    const chosen = await chooseLine(ports, settings, localDate);
    if (typeof chosen === 'string') return { ok: false, reason: chosen };
    const line = await loadFrozenLine(ports, settings, chosen);
    if (line === null) return { ok: false, reason: 'no-line' };
    const parts: PostParts = { settings, ...line, localDate, isTest: true };
    const files = await prepareFiles(ports, parts, DRAW_DEADLINE_MS);
    const message = ports.buildPost(parts, files.length > 0 ? PICTURE_FILE : null);
    const result = await sendPost(ports, parts, { ...daily, message }, SEND_DEADLINE_MS, files, GUARD_MARGIN_MS);
    return result.ok ? result : { ok: false, reason: (await judgeInServer(ports.server, settings.guildId, result.failure)).reason };
  } catch (error) {
    ports.log.error({ err: error, guildId: settings.guildId }, 'the test post failed');
    return { ok: false, reason: error instanceof RangeError ? 'unknown-zone' : 'internal-error' };
  }
}
