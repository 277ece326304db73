/** A machine that has no network yet, such as after a power cut, and a Discord that is down: both are waited for. */
import { setTimeout as sleep } from 'node:timers/promises';
import { ApplicationError } from '../discord/application.ts';
import { GatewayError } from '../discord/gateway-error.ts';
import type { Log } from '../log.ts';
import type { Readiness } from '../ops/readiness.ts';
import { createOutage } from '../outage.ts';
import { growPauseMs } from '../pause.ts';

/** Between one try and the next. */
const PAUSE = { firstMs: 1_000, longestMs: 60_000 };

export interface WaitOptions {
  readonly log: Log;
  readonly readiness: Pick<Readiness, 'watch'>;
  readonly wait?: (ms: number) => Promise<unknown>;
}

/** Asks until there is an answer; says once that there is none, and once that there is. @throws what trying again cannot mend. */
export async function waitForDiscord<Answer>({ log, readiness, wait = sleep }: WaitOptions, ask: () => Promise<Answer>): Promise<Answer> {
  const outage = createOutage();
  for (let failures = 0; ; failures += 1) {
    try {
      const answer = await ask();
      const lastedS = outage.end();
      if (lastedS !== null) log.info({ lastedS }, 'Discord answers');
      readiness.watch('discord', () => null);
      return answer;
    } catch (error) {
      if (!mayPass(error)) throw error;
      const { message } = error;
      if (outage.begin()) log.warn({ reason: message }, 'Discord cannot be reached; trying until it can');
      readiness.watch('discord', () => `${message}; trying until there is an answer`);
      await wait(growPauseMs(failures, PAUSE));
    }
  }
}

function mayPass(error: unknown): error is ApplicationError | GatewayError {
  return error instanceof ApplicationError ? error.mayPass : error instanceof GatewayError && error.kind === 'unreachable';
}
