/** Content for a subcommand: built from the packs when they changed, in the same place as the bot keeps it. */
import { join } from 'node:path';
import { closing } from '../closing.ts';
import { openContent } from '../content/store.ts';
import type { Content } from '../content/types.ts';
import type { Env } from '../env.ts';
import { ensureContentDb } from '../packs/build.ts';
import { BrokenPacksError } from '../packs/problem.ts';
import type { Title } from '../packs/schema.ts';
import { findHomeProblem } from '../state/home.ts';
import { asTrouble, StateTroubleError } from '../state/trouble.ts';
import type { CliIo } from './io.ts';
import { refuse } from './refusal.ts';
import { needEnv, readChoice } from './words.ts';

/** The whole index, for those who keep it: whoever asks here has the packs before them. Discord's commands keep their ceilings. */
export const EVERYTHING = Number.MAX_SAFE_INTEGER;

/** Runs `use` with the content open. @throws Refusal with what is wrong with the environment or the packs. */
export async function withContent(io: CliIo, use: (content: Content, env: Env) => number | Promise<number>): Promise<number> {
  const env = needEnv(io);
  const unusable = findHomeProblem(env.home);
  if (unusable !== null) refuse(unusable);
  try {
    const built = ensureContentDb({ packsDir: env.packs, file: join(env.home, 'content.db') });
    if (built.stale.length > 0)
      io.stderr.write(`Broken, so this is its last good state (\`nabi check\` says why): ${built.stale.join(', ')}.\n`);
    if (built.leftOut.length > 0) io.stderr.write(`Broken and left out (\`nabi check\` says why): ${built.leftOut.join(', ')}.\n`);
    using content = closing(openContent(built.file));
    return await use(content, env);
  } catch (thrown) {
    const error = asTrouble(thrown);
    if (!(error instanceof BrokenPacksError || error instanceof StateTroubleError)) throw error;
    return refuse(error.message);
  }
}

/** The title of this id, or without one the first. @throws Refusal where there is none. */
export function chooseTitle(content: Content, id: string | undefined): Title {
  const titles = content.titles();
  const known = titles.map((title) => title.id);
  const chosen = id === undefined ? known[0] : readChoice('--title', id, known);
  return titles.find((title) => title.id === chosen) ?? refuse('There are no packs to answer from; `nabi check` looks at them.');
}
