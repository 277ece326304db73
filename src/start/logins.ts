/**
 * Logins of one process after another. Whatever starts Nabi again and again, such as a service manager, must not use up the
 * 1,000 logins Discord gives a bot a day: it resets the token of who does. So the times of the last logins are kept in the
 * state, and a start that comes after many others waits before it logs in.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Log } from '../log.ts';
import { growPauseMs } from '../pause.ts';
import type { State } from '../state/types.ts';

const LOGINS_AT = 'logins-at-ms';
const WINDOW_MS = 60 * 60_000;
/** So many logins within the window are somebody trying things out. */
const FREE_LOGINS = 6;
/** Grows with each further login: some 720 logins a day come of it at most. */
const PAUSE = { firstMs: 10_000, longestMs: 2 * 60_000 };

const Times = z.array(z.number());

export interface LoginOptions {
  readonly state: Pick<State, 'loadMeta'>;
  readonly saveMeta: (key: string, value: string) => Promise<void>;
  readonly log: Log;
  readonly now: () => number;
  readonly wait?: (ms: number) => Promise<unknown>;
}

/** Waits as long as is right before another login, and notes that there was one. */
export async function waitBeforeLogin({ state, saveMeta, log, now, wait = sleep }: LoginOptions): Promise<void> {
  const recent = readTimes(await state.loadMeta(LOGINS_AT)).filter((atMs) => Math.abs(now() - atMs) < WINDOW_MS);
  const pauseMs = recent.length < FREE_LOGINS ? 0 : growPauseMs(recent.length - FREE_LOGINS, PAUSE);
  if (pauseMs > 0) {
    log.warn(
      { logins: recent.length, pauseMs },
      'Nabi was started many times within an hour, so it waits before it logs in: Discord resets the token when 1,000 logins a day are used up',
    );
    await wait(pauseMs);
  }
  // Nobody waits for the disk here: whatever ends in order waits for what is being written.
  saveMeta(LOGINS_AT, JSON.stringify([...recent, now()])).catch((err: unknown) => log.error({ err }, 'the login could not be noted'));
}

/** What cannot be read counts for nothing: the pause is a precaution. */
function readTimes(text: string | null): readonly number[] {
  try {
    return Times.parse(JSON.parse(text ?? '[]'));
  } catch {
    return [];
  }
}
