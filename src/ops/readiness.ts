/** Whether the bot can do all of its work right now, and if not, what is in the way. */

import { withinMs } from '../deadline.ts';

/** A part that says nothing for so long counts as not ready. */
const PATIENCE_MS = 2_000;

/** Null when the part works, else why it does not, in a sentence for an operator. */
export type Look = () => string | null | Promise<string | null>;

export interface Readiness {
  /** Adds a part, or replaces what stood for it before. */
  watch(part: string, look: Look): void;
  /** Looks at every part at once; takes two seconds at most and never rejects. */
  read(): Promise<ReadinessReport>;
}

export interface ReadinessReport {
  readonly ready: boolean;
  /** Why, by part; empty when all is well. */
  readonly notReady: Readonly<Record<string, string>>;
}

/** Watches nothing yet. @param patienceMs A part that says nothing for so long counts as not ready. */
export function createReadiness(patienceMs = PATIENCE_MS): Readiness {
  const parts = new Map<string, Look>();
  return {
    watch: (part, look) => void parts.set(part, look),
    async read() {
      const looks = [...parts].map(async ([part, look]) => ({ part, problem: await lookAt(look, patienceMs) }));
      const problems = (await Promise.all(looks)).filter(({ problem }) => problem !== null);
      return {
        ready: problems.length === 0,
        notReady: Object.fromEntries(problems.map(({ part, problem }) => [part, problem ?? ''])),
      };
    },
  };
}

async function lookAt(look: Look, patienceMs: number): Promise<string | null> {
  try {
    return await withinMs(patienceMs, look(), () => `no answer within ${patienceMs} ms`);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
