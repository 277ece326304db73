/** `nabi corrections`: what people have said is wrong, for whoever runs the bot. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { closingLater } from '../closing.ts';
import { openState } from '../start/state.ts';
import type { Correction } from '../state/members.ts';
import { StateTroubleError } from '../state/trouble.ts';
import type { State } from '../state/types.ts';
import { cleanTyped } from '../text/text.ts';
import { type CliIo, EXIT_DONE } from './io.ts';
import { refuse, refuseWords, subcommand } from './refusal.ts';
import { FLAG, needEnv, readWords, TEXT } from './words.ts';

const USAGE = `Usage: nabi corrections [--all] [--json]
       nabi corrections --done <id>      it is dealt with
       nabi corrections --reopen <id>
Lists what people have said is wrong, oldest first; also while the bot runs.
`;
const MOST_LISTED = 1_000;
const LONGEST_LINE = 2_000;

/** With --json an array of corrections. Exit codes: 0 done, 1 there is no such correction, 2 wrong usage. */
export const runCorrections = subcommand(USAGE, async (args, io) => {
  const asked = readArguments(args);
  const env = needEnv(io);
  const file = join(env.home, 'state.db');
  if (env.databaseUrl === null && !existsSync(file)) refuse(`There is no ${file} yet: the bot has not run with this NABI_HOME.`);
  try {
    await using state = closingLater(await openState(env));
    return await answer(state, asked, io);
  } catch (error) {
    if (!(error instanceof StateTroubleError)) throw error;
    return refuse(error.message);
  }
});

async function answer(state: State, { all, json, move }: ReturnType<typeof readArguments>, io: CliIo): Promise<number> {
  if (move !== null) {
    if (!(await state.saveCorrectionState(move.id, move.to, Date.now())))
      refuse(`There is no correction ${cleanTyped(move.id, 40)}. \`nabi corrections --all\` lists all of them.`);
    io.stdout.write(`${move.id} is ${move.to === 'done' ? 'dealt with' : 'open again'}.\n`);
    return EXIT_DONE;
  }
  const corrections = await state.loadCorrections({ ...(all ? {} : { state: 'open' as const }), limit: MOST_LISTED });
  if (json) io.stdout.write(`${JSON.stringify(corrections, null, 2)}\n`);
  else if (corrections.length === 0)
    io.stdout.write(all ? 'Nobody has said that anything is wrong.\n' : 'Nothing is open. --all lists the rest.\n');
  else io.stdout.write(`${corrections.map(describe).join('\n\n')}\n`);
  return EXIT_DONE;
}

/** What people typed goes without anything that a terminal would obey. */
function describe({ id, titleId, topic, text, source, createdAtMs, state }: Correction): string {
  const when = new Date(createdAtMs).toISOString().slice(0, 16).replace('T', ' ');
  return [
    `${id}  ${when} UTC  ${titleId} · ${topic}${state === 'done' ? '  (dealt with)' : ''}`,
    `  ${cleanTyped(text, LONGEST_LINE)}`,
    ...(source === '' ? [] : [`  source: ${cleanTyped(source, LONGEST_LINE)}`]),
  ].join('\n');
}

function readArguments(args: readonly string[]) {
  const { values } = readWords(args, { all: FLAG, json: FLAG, done: TEXT, reopen: TEXT });
  const { all, json, done, reopen } = values;
  if (done !== undefined && reopen !== undefined) refuseWords('--done and --reopen stand for themselves: one at a time.');
  const id = done ?? reopen;
  return { all, json, move: id === undefined ? null : { id, to: done === undefined ? ('open' as const) : ('done' as const) } };
}
