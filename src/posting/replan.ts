/** Puts right what was written while the machine's clock ran ahead: posts planned for later than the next one should be. */

import { nextDue } from '../calendar/clock.ts';
import { PLAN_HISTORY_LENGTH, pickTime, planDaily } from '../lines/plan.ts';
import { listPages } from '../state/pages.ts';
import type { DueServer, PageMark } from '../state/types.ts';
import type { DailyPorts } from './types.ts';

const PAGE_SIZE = 200;

/** Throws only when the state cannot be read or written. */
export async function replanWhatIsTooFar(ports: Pick<DailyPorts, 'state' | 'now' | 'log'>, isStopping: () => boolean): Promise<void> {
  const { state, now, log } = ports;
  const load = (size: number, after?: PageMark) => state.loadDue(Number.MAX_SAFE_INTEGER, size, after);
  for await (const page of listPages(PAGE_SIZE, load, markOfDue, { atMs: now(), guildId: '', slot: 0 })) {
    for (const { settings, dueAtMs } of page) {
      if (isStopping()) return;
      const rightMs = await findEarlierDue(ports, settings, dueAtMs);
      if (rightMs === null || !(await state.correctDue({ guildId: settings.guildId, slot: settings.daily.slot }, dueAtMs, rightMs, now())))
        continue;
      log.warn({ guildId: settings.guildId, dueAtMs, rightMs }, 'a daily post was planned too far ahead; the clock must have been wrong');
    }
  }
}

/** Where the page after this one begins. */
export function markOfDue({ settings: { guildId, daily }, dueAtMs }: DueServer): PageMark {
  return { guildId, slot: daily.slot, atMs: dueAtMs };
}

/** The right due time where it is earlier than the one that is set; null where nothing is wrong. */
async function findEarlierDue(
  { state, now }: Pick<DailyPorts, 'state' | 'now'>,
  { guildId, daily }: DueServer['settings'],
  dueAtMs: number,
): Promise<number | null> {
  try {
    // Most posts are planned right, and this can tell without reading the ledger.
    if (dueAtMs <= nextDue({ ...pickTime(daily), afterMs: now() }).dueAtMs) return null;
    const right = planDaily(daily, await state.loadUsedLines(guildId, PLAN_HISTORY_LENGTH), now()).nextDueAtMs;
    return right !== null && right < dueAtMs ? right : null;
  } catch (error) {
    // A zone that is not known is said when the post is due.
    if (error instanceof RangeError) return null;
    throw error;
  }
}
