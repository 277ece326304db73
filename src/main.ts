/** `npm start`: reads the environment, opens content and state, and runs the bot until it is told to stop. */
import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { commands } from '../commands/index.ts';
import { buildDefinitions } from './bot/registry.ts';
import { createBreaker } from './daily/breaker.ts';
import { renderCard } from './daily/card.ts';
import { carryOut } from './daily/carry-out.ts';
import { buildPost, drawPost } from './daily/message.ts';
import { startDaily } from './daily/tick.ts';
import type { PostPorts } from './daily/types.ts';
import { buildEnvMessage, type Env, listEnvProblems, readEnv } from './env.ts';
import { loadLanguages } from './locales.ts';
import { createLog } from './log.ts';
import { createMetrics, watchGauges } from './ops/metrics.ts';
import { createReadiness } from './ops/readiness.ts';
import { startOps } from './ops/server.ts';
import { openLivePacks } from './packs/live.ts';
import { createShutdown, type ShutdownStep } from './shutdown.ts';
import { EXIT_FAILED, EXIT_WRONG_USAGE, explainFailure } from './start/failures.ts';
import { waitBeforeLogin } from './start/logins.ts';
import { createRegistration } from './start/registration.ts';
import { lockHome } from './state/lock.ts';
import { BACKUPS, startNightly } from './state/nightly.ts';
import { checkState, loadRestoredAtMs } from './state/restore.ts';
import { openSqliteState } from './state/sqlite.ts';
import { createTroubleLog } from './state/trouble.ts';
import { createAnswer } from './transports/answer.ts';
import { loadIdentity, wrongToken } from './transports/application.ts';
import { createPermissionLookup } from './transports/bot-permissions.ts';
import { createCallbacks } from './transports/callback.ts';
import { createFileFetcher } from './transports/fetch-file.ts';
import { createPostFinder } from './transports/find-post.ts';
import { startGateway } from './transports/gateway.ts';
import { listGuildIds } from './transports/guild-list.ts';
import { startHttp } from './transports/http.ts';
import { startPlayground } from './transports/playground/start.ts';
import { createRest } from './transports/rest.ts';
import { createUpkeep } from './upkeep/upkeep.ts';

/** A tick begins, or gets on with its work, every minute. */
const TICK_LATE_AFTER_MS = 90_000;
/** Nothing but starting the process again can help then. */
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

let isOver = false;
try {
  await start(env);
} catch (error) {
  await endBecause(error, 'could not start');
}

/** Says in one line why Nabi ends, and ends it. Only the first reason counts: others follow from it. */
async function endBecause(error: unknown, what: string): Promise<void> {
  if (isOver) return;
  isOver = true;
  const failure = explainFailure(error);
  if (failure === null) log.fatal({ err: error }, what);
  else log.fatal({}, failure.sentence);
  await shutdown.begin(what, failure?.exitCode ?? EXIT_FAILED);
}

/** Opens everything in the order in which it is needed; what is opened is closed in the reverse order. */
async function start({ token, home, packs: packsDir, host, port, opsHost, opsPort, transport, apiUrl }: Env): Promise<void> {
  const lock = lockHome(home);
  steps.unshift({ name: 'release the folder', run: () => lock.release() });

  const stateFile = join(home, 'state.db');
  const backups = join(home, BACKUPS);
  checkState(stateFile, backups);
  const state = openSqliteState(stateFile);
  steps.unshift({ name: 'close the state', run: () => state.close() });

  const languages = loadLanguages();
  const contentFile = join(home, 'content.db');
  if (token === null) {
    const playground = await startPlayground({ port, packsDir, contentFile, commands, languages, log });
    steps.unshift({ name: 'close the playground', run: () => playground.close() });
    log.info({ port: playground.port }, 'no DISCORD_TOKEN is set, so the playground is open');
    process.stdout.write(buildNextSteps(playground.url));
    return;
  }

  const packs = openLivePacks({ packsDir, file: contentFile, log });
  steps.unshift({ name: 'close the content', run: () => packs.close() });

  // Open before Discord is asked for anything, so that a start that hangs can be seen.
  const metrics = createMetrics(transport);
  const readiness = createReadiness();
  readiness.watch('process', () => 'still starting');
  readiness.watch('database', async () => {
    await state.countQueue(Date.now());
    return null;
  });
  let quietForMs = (): number => 0;
  const health = () => ({ ok: quietForMs() < TICK_LOST_AFTER_MS });
  const ops = await startOps({ host: opsHost, port: opsPort, health, readiness, metrics: metrics.registry, log });
  steps.unshift({ name: 'stop telling operators', run: () => ops.close() });

  const troubles = createTroubleLog(log, Date.now);
  // What cannot be kept costs a request or a wait more, at the next start; that is no reason not to run.
  const saveMeta = (key: string, value: string): Promise<void> =>
    state.saveMeta(key, value).catch((error: unknown) => {
      if (!troubles.note(error)) throw error;
    });

  const onTokenRefused = (): void => void endBecause(wrongToken(), 'the token is no longer accepted');
  const rest = createRest({ token, apiUrl, log, observer: metrics.rest, onTokenRefused });
  steps.unshift({ name: 'stop the requests', run: () => rest.close() });
  const identity = await loadIdentity(rest, env);
  const registration = createRegistration({
    rest,
    applicationId: identity.id,
    buildDefinitions: () => buildDefinitions(commands, packs.content(), languages),
    loadMeta: (key) => state.loadMeta(key),
    saveMeta,
    log,
  });
  const registered = await registration.register();
  packs.onContentChanged(() => {
    registration.register().catch((error: unknown) => endBecause(error, 'the commands could not be registered'));
  });
  const postPorts: PostPorts = {
    state,
    content: packs.content,
    poster: rest,
    buildPost: (parts, picture) => buildPost(packs.content(), languages, parts, picture),
    drawPost: (parts) => drawPost(packs.content(), languages, renderCard, parts),
    now: Date.now,
    log,
  };
  const fetchFile = createFileFetcher({ log });
  const answer = createAnswer({
    commands,
    content: packs.content,
    languages,
    state,
    commandIds: registration.commandIds,
    log,
    transport,
    observer: metrics.answers,
    loadBotPermissions: createPermissionLookup(rest),
    carryOut: (effect) => carryOut(effect, { ...postPorts, fetchFile, messenger: rest }),
    operatorCareText: env.careText,
  });

  const breaker = createBreaker(rest.refusedLately);
  const upkeep = createUpkeep({
    ...postPorts,
    languages,
    breaker,
    commandIds: registration.commandIds,
    listGuildIds: () => listGuildIds(rest),
  });
  steps.unshift({ name: 'finish what is under way', run: () => upkeep.stop() });
  const daily = startDaily({
    ...postPorts,
    finder: createPostFinder(rest),
    followUps: rest,
    breaker,
    observer: metrics.daily,
    random,
    onTicked: upkeep.begin,
    soleProcess: true,
    restoredAtMs: await loadRestoredAtMs(state),
  });
  quietForMs = daily.quietForMs;
  readiness.watch('tick', () => {
    const quietS = Math.round(daily.quietForMs() / 1_000);
    return quietS * 1_000 < TICK_LATE_AFTER_MS ? null : `no tick began or got on with its work for ${quietS} seconds`;
  });
  steps.unshift({ name: 'stop the tick', run: () => daily.stop() });
  const nightly = startNightly({ stateFile, folder: backups, log });
  steps.unshift({ name: 'finish the backup', run: () => nightly.stop() });

  const facts = {
    transport,
    titles: packs.content().titles().length,
    commands: commands.length,
    registered,
    languages: languages.codes.length,
    opsPort: ops.port,
  };
  const gauges = { state, packs, breaker, refusedLately: rest.refusedLately, quietForMs, now: Date.now };
  const callbacks = createCallbacks({ apiUrl, log, observer: metrics.callbacks });
  steps.unshift({ name: 'close the callbacks', run: () => callbacks.close() });
  if (transport === 'http') {
    const listener = await startHttp({ host, port, publicKeyHex: identity.publicKeyHex, answer, callbacks, log, now: Date.now, health });
    steps.unshift({ name: 'stop listening', run: () => listener.close() });
    watchGauges(metrics, { ...gauges, isConnected: null });
    log.info({ ...facts, port: listener.port }, 'ready');
  } else {
    await waitBeforeLogin({ state, saveMeta, log, now: Date.now });
    const onLost = (error: unknown): void => void endBecause(error, 'the gateway ended the session');
    const gateway = await startGateway({ token, apiUrl, rest, callbacks, answer, log, onLost });
    steps.unshift({ name: 'close the gateway', run: () => gateway.close() });
    readiness.watch('gateway', () => (gateway.isConnected() ? null : 'no connection to the gateway; trying until there is one'));
    watchGauges(metrics, { ...gauges, isConnected: gateway.isConnected });
    log.info({ ...facts, ...gateway.readyInfo }, 'ready');
  }
  readiness.watch('process', () => null);
  steps.unshift({ name: 'say that it stops', run: () => readiness.watch('process', () => 'stopping') });
}

/** From 0 up to, not including, 1. */
function random(): number {
  return randomInt(2 ** 32) / 2 ** 32;
}
