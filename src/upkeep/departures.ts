/**
 * What is kept about a server goes 30 days after the bot left it. That it left is known only from complete listings of the bot's
 * servers, two of them at least a day apart; a listing that failed or broke off is no information, and a server that is there again keeps
 * everything.
 */
import type { Log } from '../log.ts';
import type { Departure } from '../state/notices.ts';
import { listGuildIds } from '../state/pages.ts';
import type { State } from '../state/types.ts';

const DAY_MS = 24 * 60 * 60_000;
const KEPT_AFTER_LEAVING_MS = 30 * DAY_MS;
/** A little less than a day, so that the hour of the look does not wander. */
const LOOK_EVERY_MS = DAY_MS - 60_000;
const LAST_LOOK = 'departures:last-listing-ms';

export interface DeparturePorts {
  readonly state: State;
  /** Ids of all servers the bot is in; null when not all of them could be listed. */
  readonly listGuildIds: () => Promise<ReadonlySet<string> | null>;
  readonly now: () => number;
  readonly log: Log;
}

/** Once a day: lists, compares, forgets. Throws only when the state cannot be read or written. */
export async function lookForDepartures(ports: DeparturePorts): Promise<void> {
  const { state, log } = ports;
  const nowMs = ports.now();
  const lastMs = Number((await state.loadMeta(LAST_LOOK)) ?? Number.NaN);
  // A clock that was set back must not stop the look for ever.
  if (nowMs - lastMs < LOOK_EVERY_MS && nowMs >= lastMs) return;
  const present = await ports.listGuildIds();
  if (present === null) {
    log.warn({}, 'the servers of the bot could not all be listed; nothing is forgotten today');
    return;
  }
  const before = new Map((await state.loadDepartures()).map((departure) => [departure.guildId, departure]));
  const departures: Departure[] = [];
  let forgotten = 0;
  for await (const guildId of listGuildIds(state)) {
    if (present.has(guildId)) continue;
    const departure = moveOn(before.get(guildId), guildId, nowMs);
    if (departure.confirmedAtMs !== null && nowMs - departure.confirmedAtMs >= KEPT_AFTER_LEAVING_MS) {
      await state.saveChanges(
        [
          { kind: 'forget-server', guildId, keepLedger: false },
          { kind: 'forget-welcome', guildId },
        ],
        nowMs,
      );
      forgotten += 1;
    } else departures.push(departure);
  }
  if (before.size + departures.length > 0) await state.saveDepartures(departures);
  await state.saveMeta(LAST_LOOK, String(nowMs));
  if (departures.length + forgotten > 0) log.info({ gone: departures.length, forgotten }, 'looked for servers the bot has left');
}

function moveOn(before: Departure | undefined, guildId: string, nowMs: number): Departure {
  if (before === undefined) return { guildId, firstMissedAtMs: nowMs, confirmedAtMs: null };
  if (before.confirmedAtMs !== null || nowMs - before.firstMissedAtMs < LOOK_EVERY_MS) return before;
  return { ...before, confirmedAtMs: nowMs };
}
