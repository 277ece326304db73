/** Reads the environment and runs the bot, or the playground, until it is told to stop. */
import { join } from 'node:path';
import { type Logger, pino } from 'pino';
import { commands } from '../commands/index.ts';
import { buildEnvMessage, type Env } from './env.ts';
import { loadLanguages } from './language/locales.ts';
import { createLog, MOST_TOGETHER } from './log.ts';
import { readStartEnv } from './start/environment.ts';
import { EXIT_WRONG_USAGE } from './start/failures.ts';
import { giveBackWhenQuiet } from './start/give-back.ts';
import { beginLife, type Life } from './start/life.ts';
import { lockHome } from './state/lock.ts';

/** What is logged within so short a time goes out together; pino's own `periodicFlush` would wake an idle process as often. */
const TOGETHER_FOR_MS = 20;
/** So long the last lines are waited for, where nobody takes them. */
const LAST_LINES_MS = 500;

const buildNextSteps = (url: string): string => `
Nabi is ready. Try everything in your browser, with no account:

  ${url}

To run it in your own server:
  1. Make an application and its bot token: https://discord.com/developers/applications
  2. install -m 600 .env.example .env, put the token there, and run npm start again.
  3. Invite it to a server: npx nabi invite
`;

// What people have set is for nobody else on this machine.
process.umask(0o077);
// node-cron leaves out or repeats minutes in any other zone when the clock changes.
process.env.TZ = 'UTC';

const read = readStartEnv({ record: process.env, file: '.env', needsToken: process.env.NODE_ENV === 'production' });
if (!read.ok) {
  process.stderr.write(buildEnvMessage(read.problems));
  process.exit(EXIT_WRONG_USAGE);
}

const { env } = read;
// Lines go out together beside the loop: a write for each costs more than the line.
const out = pino.destination({ dest: 1, sync: false, minLength: MOST_TOGETHER });
let hasLoopEnded = false;
const log = createLog({
  level: env.logLevel,
  secrets: [env.token, env.databaseUrl],
  pretty: process.stdout.isTTY === true,
  write(lines) {
    out.write(lines);
    if (!hasLoopEnded) out.flush();
  },
  togetherForMs: TOGETHER_FOR_MS,
});
process.on('exit', () => {
  hasLoopEnded = true;
  // Being shorter than `minLength` it is not begun beside the loop.
  log.flush();
  out.flushSync();
});
for (const warning of [...read.problems, ...read.notes]) log.warn({}, warning);
const life = beginLife(log, endProcess);
try {
  // Each loads only what it needs itself.
  if (env.token === null) {
    await openPlayground(env, log, life);
  } else {
    const { startBot } = await import('./start/bot.ts');
    await startBot({ ...env, token: env.token }, log, life);
  }
  giveBackWhenQuiet();
} catch (error) {
  await life.endBecause(error, 'could not start');
}

/** What is being written beside the loop is waited for: the exit's own lines would stand before it, or it would be lost. */
function endProcess(code: number): void {
  const exit = () => process.exit(code);
  log.flush();
  out.flush(exit);
  setTimeout(exit, LAST_LINES_MS);
}

async function openPlayground({ home, packs, port }: Env, log: Logger, life: Life): Promise<void> {
  const lock = lockHome(home);
  life.closing('release the folder', () => lock.release());
  const contentFile = join(home, 'content.db');
  const { loadGround, startPlayground } = await import('./playground/start.ts');
  const ground = await loadGround({ packsDir: packs, contentFile, languages: loadLanguages(), log });
  life.closing('close the packs', () => ground.packs.close());
  const playground = await startPlayground(ground, { port, commands, log });
  life.closing('close the playground', () => playground.close());
  log.info({ port: playground.port }, 'no DISCORD_TOKEN is set, so the playground is open');
  process.stdout.write(buildNextSteps(playground.url));
}
