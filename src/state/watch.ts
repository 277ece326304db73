/** Whether the state can be written, known before somebody loses a setting by it, and that it can again, said once. */
import type { Log } from '../log.ts';
import { NewerSchemaError, SCHEMA_VERSION } from './migrations.ts';
import { createTroubleLog } from './trouble.ts';
import type { State } from './types.ts';

/** When the state was last written only to see whether it can be. */
const WRITTEN_AT = 'written-at-ms';
const TRY_EVERY_MS = 60_000;
/** While something is wrong, so that its end is said soon. */
const TRY_AGAIN_EVERY_MS = 5_000;
/** Whoever asks is told of what is no older. */
const FRESH_MS = 10_000;

export interface StateWatchOptions {
  readonly state: Pick<State, 'saveMeta' | 'loadMeta' | 'loadSchema'>;
  readonly log: Log;
  readonly now: () => number;
  /** A clock that is never set. */
  readonly steadyMs?: () => number;
}

export interface StateWatch {
  /** Why the state cannot be written, in a sentence for an operator; null when it can. */
  findProblem(): Promise<string | null>;
  /** What was found last, without another look. */
  isWritable(): boolean;
  /** Waits for a look under way. */
  stop(): Promise<void>;
}

/** Writes a single row now, every minute and whenever somebody asks. What goes wrong is logged as everywhere; its end too. */
export function watchState({ state, log, now, steadyMs = () => performance.now() }: StateWatchOptions): StateWatch {
  const troubles = createTroubleLog(log, now);
  let triedAtMs = Number.NEGATIVE_INFINITY;
  let problem: string | null = null;
  let running: Promise<void> | null = null;

  async function tryToWrite(): Promise<void> {
    triedAtMs = steadyMs();
    try {
      await state.saveMeta(WRITTEN_AT, String(now()));
      await state.loadMeta(WRITTEN_AT);
      const schema = await state.loadSchema();
      if (schema > SCHEMA_VERSION) return noteNewer(schema);
      problem = null;
      troubles.noteEnd();
    } catch (error) {
      if (!troubles.note(error)) log.error({ err: error }, 'the state could not be written');
      problem = `the state cannot be written: ${error instanceof Error ? error.message : String(error)}`;
    }
  }

  /** What this program asks for may not be there any more, and what it writes may be wrong. */
  function noteNewer(schema: number): void {
    const { message } = new NewerSchemaError('The store of the running bot', schema, SCHEMA_VERSION, null);
    if (problem !== message) log.error({ schema }, message);
    problem = message;
  }

  function look(): Promise<void> {
    running ??= tryToWrite().finally(() => {
      running = null;
    });
    return running;
  }

  const timer = setInterval(() => {
    if (troubles.isStanding() || steadyMs() - triedAtMs >= TRY_EVERY_MS) void look();
  }, TRY_AGAIN_EVERY_MS);
  timer.unref();
  void look();
  return {
    async findProblem() {
      if (steadyMs() - triedAtMs >= FRESH_MS) await look();
      return problem;
    },
    isWritable: () => problem === null,
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
