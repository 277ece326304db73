/**
 * What the running bot does by itself beside the daily posts, after each tick: greets new servers, opens episodes of rewatches, tells news,
 * forgets servers it has left.
 */

import { postNotices } from '../posting/notices.ts';
import { advanceRewatches } from '../posting/rewatch.ts';
import { noteSeasonNews, postSeasonNews } from '../posting/season-news.ts';
import type { NewsPorts } from '../posting/types.ts';
import { noteJoins, postWelcomes, type WelcomePorts } from '../posting/welcome.ts';
import { createTroubleLog } from '../state/trouble.ts';
import { type DeparturePorts, lookForDepartures } from './departures.ts';

export type UpkeepPorts = NewsPorts & DeparturePorts & WelcomePorts;

/** Beside the daily posts, so that none of them waits for it: whoever has ticked begins a round. */
export function createUpkeep(ports: UpkeepPorts) {
  let running: Promise<void> | null = null;
  let isStopping = false;
  return {
    /** Begins a round, unless one is under way. */
    begin() {
      if (isStopping || running !== null) return;
      running = runUpkeep(ports, () => isStopping).finally(() => {
        running = null;
      });
    },
    /** Waits for the round under way. */
    async stop() {
      isStopping = true;
      await running;
    },
  };
}

/** One round. Never rejects: each part is tried whatever became of the others, and its failure is logged. */
export async function runUpkeep(ports: UpkeepPorts, isStopping: () => boolean = () => false): Promise<void> {
  const parts: readonly [string, () => Promise<unknown>][] = [
    ['servers that were added could not be looked for', () => noteJoins(ports)],
    ['a new server could not be greeted', () => postWelcomes(ports, isStopping)],
    ['season news could not be noted', () => noteSeasonNews(ports)],
    ['episodes of rewatches could not be opened', () => advanceRewatches(ports, isStopping)],
    ['season news could not be told', () => postSeasonNews(ports, isStopping)],
    ['notices to admins could not be told', () => postNotices(ports, isStopping)],
    ['servers that left could not be looked for', () => lookForDepartures(ports)],
  ];
  const troubles = createTroubleLog(ports.log, ports.now);
  for (const [problem, run] of parts) {
    if (isStopping()) return;
    try {
      await run();
    } catch (error) {
      if (!troubles.note(error)) ports.log.error({ err: error }, problem);
    }
  }
}
