/** Content for a subcommand: built from the packs when they changed, in the same place as the bot keeps it. */
import { join } from 'node:path';
import { openContent } from '../content/store.ts';
import type { Content } from '../content/types.ts';
import type { Env } from '../env.ts';
import { ensureContentDb } from '../packs/build.ts';
import { BrokenPacksError } from '../packs/problem.ts';
import { findHomeProblem } from '../state/home.ts';
import { asTrouble, StateTroubleError } from '../state/trouble.ts';
import { type CliIo, EXIT_PROBLEM } from './io.ts';
import { withEnv } from './words.ts';

/** The whole index, for those who keep it: whoever asks here has the packs before them. Discord's commands keep their ceilings. */
export const EVERYTHING = Number.MAX_SAFE_INTEGER;

/** Runs `use` with the content open; problems with the environment or the packs are printed and become the exit code. */
export async function withContent(io: CliIo, use: (content: Content, env: Env) => number | Promise<number>): Promise<number> {
  return withEnv(io, (env) => openAndUse(io, env, use));
}

async function openAndUse(io: CliIo, env: Env, use: (content: Content, env: Env) => number | Promise<number>): Promise<number> {
  const unusable = findHomeProblem(env.home);
  if (unusable !== null) {
    io.stderr.write(`${unusable}\n`);
    return EXIT_PROBLEM;
  }
  try {
    const built = ensureContentDb({ packsDir: env.packs, file: join(env.home, 'content.db') });
    if (built.stale.length > 0)
      io.stderr.write(`Broken, so this is its last good state (\`nabi check\` says why): ${built.stale.join(', ')}.\n`);
    if (built.leftOut.length > 0) io.stderr.write(`Broken and left out (\`nabi check\` says why): ${built.leftOut.join(', ')}.\n`);
    const content = openContent(built.file);
    try {
      return await use(content, env);
    } finally {
      content.close();
    }
  } catch (thrown) {
    const error = asTrouble(thrown);
    if (!(error instanceof BrokenPacksError || error instanceof StateTroubleError)) throw error;
    io.stderr.write(`${error.message}\n`);
    return EXIT_PROBLEM;
  }
}
