/** Processes of the bench: a contestant, a load generator or a Discord, each apart so that their CPU time can be told apart. */
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const REPORT = new URL('./report.ts', import.meta.url).href;
const PATIENCE_MS = 120_000;
/** What `npm start` sets for Nabi is set for the others as well. */
const COMPILE_CACHE = join(ROOT, 'node_modules/.cache/bench');

const Usage = z.object({
  ...{ cpuUs: z.number(), mainUs: z.number(), gcUs: z.number() },
  ...{ rssBytes: z.number(), heapBytes: z.number(), usedBytes: z.number(), externalBytes: z.number() },
});
const Scripts = z.object({ scripts: z.object({ start: z.string() }) });

/** What `bin/nabi` gives Node: whatever is measured within the bench has it too. */
export const NABI_FLAGS = / sparing='(--[^']+)'/.exec(readFileSync(join(ROOT, 'bin/nabi'), 'utf8'))?.[1]?.split(' ') ?? [];

/** null: only listen. */
export type Question = Readonly<Record<string, string | number>> | string | null;

export interface Child {
  /** Sends a message and resolves with the next one that comes back. One question at a time. */
  ask<Schema extends z.ZodType>(question: Question, schema: Schema): Promise<z.infer<Schema>>;
  /**
   * CPU time since the start, of all threads and of the main one, and garbage in it (once it is watched); the memory held now, of it the
   * main thread's heap, what is used of that, and what is held outside it.
   */
  usage(): Promise<z.infer<typeof Usage>>;
  /** Resolves when it has ended. */
  stop(): Promise<void>;
}

/** All interactions of a load come from few people. */
export const NO_LIMITS = { NABI_LIMIT_PERSON: '0', NABI_LIMIT_SERVER: '0' } as const;

/** Starts a file of the bench. @param flags Of Node. */
export function startChild(file: string, environment: Readonly<Record<string, string>> = {}, flags: readonly string[] = []): Child {
  const path = fileURLToPath(new URL(file, import.meta.url));
  return describe(
    fork(path, { execArgv: [...flags, '--import', REPORT], env: { ...process.env, NODE_COMPILE_CACHE: COMPILE_CACHE, ...environment } }),
  );
}

/**
 * Starts Nabi by the very command of `npm start`, so that its flags are measured too. It logs as usual, to nobody.
 *
 * @param root The folder of another Nabi than this one.
 */
export function startNabi(environment: Readonly<Record<string, string>>, root = ROOT): Child {
  const { scripts } = Scripts.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
  const started = spawn('sh', ['-c', scripts.start], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: { ...process.env, NODE_OPTIONS: `--import=${REPORT}`, DATABASE_URL: '', ...environment },
  });
  return describe(started);
}

function describe(started: ChildProcess): Child {
  async function ask<Schema extends z.ZodType>(question: Question, schema: Schema): Promise<z.infer<Schema>> {
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(), PATIENCE_MS);
    const ended = (code: number | null): void => limit.abort(new Error(`a process of the bench ended with code ${code}`));
    started.once('exit', ended);
    try {
      if (question !== null) started.send(question);
      const [answer] = await once(started, 'message', { signal: limit.signal });
      return schema.parse(answer);
    } finally {
      clearTimeout(timer);
      started.off('exit', ended);
    }
  }
  return {
    ask,
    usage: () => ask('usage', Usage),
    async stop() {
      if (started.exitCode !== null || started.signalCode !== null) return;
      const over = once(started, 'exit');
      started.kill('SIGTERM');
      await over;
    },
  };
}
