/** `npm start`: reads the environment, opens content and state, and runs the bot until it is told to stop. */
import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { commands } from '../commands/index.ts';
import { buildDefinitions } from './bot/registry.ts';
import { openContent } from './content/store.ts';
import { createBreaker } from './daily/breaker.ts';
import { renderCard } from './daily/card.ts';
import { carryOut } from './daily/carry-out.ts';
import { buildPost, drawPost } from './daily/message.ts';
import { startDaily } from './daily/tick.ts';
import type { PostPorts } from './daily/types.ts';
import { buildEnvMessage, type Env, listEnvProblems, readEnv } from './env.ts';
import { loadLanguages } from './locales.ts';
import { createLog } from './log.ts';
import { BrokenPacksError, ensureContentDb } from './packs/build.ts';
import { createShutdown, type ShutdownStep } from './shutdown.ts';
import { HomeLockedError, lockHome } from './state/lock.ts';
import { NewerSchemaError } from './state/migrations.ts';
import { startNightly } from './state/nightly.ts';
import { checkState, loadRestoredAtMs, UnusableStateError } from './state/restore.ts';
import { openSqliteState } from './state/sqlite.ts';
import { asTrouble, createTroubleLog, StateTroubleError } from './state/trouble.ts';
import { createAnswer } from './transports/answer.ts';
import { ApplicationError, loadIdentity, wrongToken } from './transports/application.ts';
import { createPermissionLookup } from './transports/bot-permissions.ts';
import { createCallbacks } from './transports/callback.ts';
import { createPostFinder } from './transports/find-post.ts';
import { GatewayError, startGateway } from './transports/gateway.ts';
import { ListenError, startHealth, startHttp } from './transports/http.ts';
import { startPlayground } from './transports/playground/start.ts';
import { registerCommands } from './transports/register.ts';
import { createRest } from './transports/rest.ts';

const EXIT_FAILED = 1;
const EXIT_WRONG_USAGE = 2;
/** The tick comes every minute; a long fan-out may leave a few out. */
const TICK_LOST_AFTER_MS = 45 * 60_000;

const buildNextSteps = (url: string): string => `
Nabi is ready. Try everything in your browser, with no account:

  ${url}

To run it in your own server:
  1. Make an application and its bot token: https://discord.com/developers/applications
  2. Copy .env.example to .env, put the token there, and run npm start again.
  3. Invite it to a server: npx nabi invite
`;

// node-cron leaves out or repeats minutes in any other zone when the clock changes.
process.env.TZ = 'UTC';

const read = readEnv(process.env);
const problems = listEnvProblems(process.env);
if (!read.ok || problems.length > 0) {
  process.stderr.write(buildEnvMessage(problems));
  process.exit(EXIT_WRONG_USAGE);
}

const env = read.env;
const log = createLog({
  level: env.logLevel,
  secrets: [env.token, env.databaseUrl],
  pretty: process.stdout.isTTY === true,
  write: (line) => process.stdout.write(line),
});
const steps: ShutdownStep[] = [];
const shutdown = createShutdown({ steps, log, exit: (code) => process.exit(code) });
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => shutdown.onSignal(signal));
let hasBug = false;
// Node would print the error as it is, with whatever secret it holds.
process.on('uncaughtException', (error) => {
  // What breaks while stopping after a bug, such as writing to a closed pipe, has nothing to add.
  if (hasBug) return;
  hasBug = true;
  log.fatal({ err: error }, 'a bug ends Nabi');
  void shutdown.begin('a bug', EXIT_FAILED);
});

try {
  await start(env);
} catch (error) {
  const failure = explainFailure(error);
  if (failure === null) log.fatal({ err: error }, 'could not start');
  else log.fatal({}, failure.sentence);
  await shutdown.begin('could not start', failure?.exitCode ?? EXIT_FAILED);
}

/** Opens everything in the order in which it is needed; what is opened is closed in the reverse order. */
async function start({ token, home, packs, host, port, transport, apiUrl }: Env): Promise<void> {
  const lock = lockHome(home);
  steps.unshift({ name: 'release the folder', run: () => lock.release() });

  const built = ensureContentDb({ packsDir: packs, file: join(home, 'content.db'), log: (message) => log.info({}, message) });
  for (const { file, line, problem, remedy } of built.problems) log.error({ file, line, remedy }, problem);
  if (built.stale) log.error({ problems: built.problems.length }, 'the packs are broken: answers come from their last good state');
  const content = openContent(built.file);
  steps.unshift({ name: 'close the content', run: () => content.close() });

  const stateFile = join(home, 'state.db');
  const backups = join(home, 'backups');
  checkState(stateFile, backups);
  const state = openSqliteState(stateFile);
  steps.unshift({ name: 'close the state', run: () => state.close() });

  const languages = loadLanguages();
  if (token === null) {
    const playground = await startPlayground({ port, packsDir: packs, contentFile: built.file, commands, languages, log });
    steps.unshift({ name: 'close the playground', run: () => playground.close() });
    log.info({ port: playground.port, titles: content.titles().length }, 'no DISCORD_TOKEN is set, so the playground is open');
    process.stdout.write(buildNextSteps(playground.url));
    return;
  }

  const rest = createRest({ token, apiUrl, log });
  steps.unshift({ name: 'stop the requests', run: () => rest.close() });
  const identity = await loadIdentity(rest, env);
  const registered = await registerCommands({
    rest,
    applicationId: identity.id,
    definitions: buildDefinitions(commands, content, languages),
    loadMeta: (key) => state.loadMeta(key),
    // What cannot be kept costs one registration more, at the next start; the commands are there all the same.
    saveMeta: (key, value) =>
      state.saveMeta(key, value).catch((error: unknown) => {
        if (!createTroubleLog(log, Date.now).note(error)) throw error;
      }),
  });
  if (!registered.ok && registered.failure.status === 401) throw wrongToken();
  // Commands registered before go on working, so another failure is no reason not to answer them.
  if (!registered.ok) {
    const { status, code, message: reason } = registered.failure;
    log.error({ status, code, reason }, 'the commands could not be registered; the next start tries again');
  }
  const commandIds = registered.ok ? registered.ids : new Map<string, string>();
  const postPorts: PostPorts = {
    state,
    content: () => content,
    poster: rest,
    buildPost: (parts, picture) => buildPost(content, languages, parts, picture),
    drawPost: (parts) => drawPost(content, languages, renderCard, parts),
    now: Date.now,
    log,
  };
  const answer = createAnswer({
    commands,
    content: () => content,
    languages,
    state,
    commandIds: () => commandIds,
    log,
    transport,
    loadBotPermissions: createPermissionLookup(rest),
    carryOut: (effect) => carryOut(effect, postPorts),
  });

  const daily = startDaily({
    ...postPorts,
    finder: createPostFinder(rest),
    followUps: rest,
    breaker: createBreaker(rest.refusedLately),
    random,
    soleProcess: true,
    restoredAtMs: await loadRestoredAtMs(state),
  });
  // A tick that stopped coming means no posts: what watches the process should hear of it.
  const health = () => ({ ok: Date.now() - (daily.lastTickAtMs() ?? Date.now()) < TICK_LOST_AFTER_MS });
  steps.unshift({ name: 'stop the tick', run: () => daily.stop() });
  const nightly = startNightly({ stateFile, folder: backups, log });
  steps.unshift({ name: 'finish the backup', run: () => nightly.stop() });

  const facts = {
    transport,
    titles: content.titles().length,
    commands: commands.length,
    registered: registered.ok && registered.changed,
    languages: languages.codes.length,
  };
  const callbacks = createCallbacks({ apiUrl, log });
  steps.unshift({ name: 'close the callbacks', run: () => callbacks.close() });
  if (transport === 'http') {
    const listener = await startHttp({ host, port, publicKeyHex: identity.publicKeyHex, answer, callbacks, log, now: Date.now, health });
    steps.unshift({ name: 'stop listening', run: () => listener.close() });
    log.info({ ...facts, port: listener.port }, 'ready');
    return;
  }
  const listener = await startHealth({ host, port, health });
  steps.unshift({ name: 'stop listening', run: () => listener.close() });
  const gateway = await startGateway({ token, apiUrl, rest, callbacks, answer, log, onLost: stopForGood });
  steps.unshift({ name: 'close the gateway', run: () => gateway.close() });
  log.info({ ...facts, ...gateway.readyInfo, port: listener.port }, 'ready');
}

function stopForGood(error: GatewayError): void {
  log.fatal({}, error.message);
  void shutdown.begin('the gateway ended the session', exitCodeOf(error));
}

/** 2 where only another token can help: starting again would fail the same way. */
function exitCodeOf(error: GatewayError): number {
  return error.kind === 'wrong-token' || error.kind === 'refused' ? EXIT_WRONG_USAGE : EXIT_FAILED;
}

/** From 0 up to, not including, 1. */
function random(): number {
  return randomInt(2 ** 32) / 2 ** 32;
}

/** A sentence for what an operator can mend; null for a bug, which needs its stack. */
function explainFailure(thrown: unknown): { sentence: string; exitCode: number } | null {
  const error = asTrouble(thrown);
  if (error instanceof GatewayError) {
    return { sentence: error.message, exitCode: exitCodeOf(error) };
  }
  if (error instanceof ApplicationError) return { sentence: error.message, exitCode: error.isTokenWrong ? EXIT_WRONG_USAGE : EXIT_FAILED };
  if (
    error instanceof HomeLockedError ||
    error instanceof BrokenPacksError ||
    error instanceof NewerSchemaError ||
    error instanceof UnusableStateError ||
    error instanceof StateTroubleError ||
    error instanceof ListenError
  ) {
    return { sentence: error.message, exitCode: EXIT_FAILED };
  }
  return null;
}
