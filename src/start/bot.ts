/** Opens everything a bot needs, in the order in which it is needed, and runs what this process's role is. */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { commands } from '../../commands/index.ts';
import { openLivePacks } from '../content/live.ts';
import { loadIdentity, wrongToken } from '../discord/application.ts';
import { createRest } from '../discord/rest.ts';
import { loadLanguages } from '../language/locales.ts';
import { createMetrics } from '../ops/metrics.ts';
import { createReadiness } from '../ops/readiness.ts';
import { startOps } from '../ops/server.ts';
import { readFreeBytes } from '../state/home.ts';
import { createTroubleLog } from '../state/trouble.ts';
import type { State } from '../state/types.ts';
import { watchState } from '../state/watch.ts';
import { type Answering, prepareAnswer, startAnswering } from './answering.ts';
import { askAhead } from './ask-ahead.ts';
import type { Life } from './life.ts';
import type { BotEnv, Parts } from './parts.ts';
import type { Posting } from './posting.ts';
import { followRegistration, keepRegistering, prepareRegistration } from './registration.ts';
import { openOwnState } from './state.ts';
import { waitForDiscord } from './wait-for-discord.ts';

/** A tick begins, or gets on with its work, every minute. */
const TICK_LATE_AFTER_MS = 90_000;
/** Nothing but starting the process again can help then. */
const TICK_LOST_AFTER_MS = 45 * 60_000;
/** What is done unasked waits for so long at most for a gateway that cannot be reached, and for people who ask at once. */
const UNASKED_AFTER_MS = 1_000;
/** Whoever asks within so long of the first moment in which Nabi can be asked is answered before anything is done unasked. */
const FIRST_ASKED_WITHIN_MS = 250;

interface Started {
  /** Whether Discord has the commands, as far as is known. */
  readonly registered: boolean;
  /** Null where nothing is posted. */
  readonly posting: Posting | null;
  /** Null where nothing is answered. */
  readonly answering: Answering | null;
}

/** Resolves when the bot is ready. @throws what `explainFailure` knows, and bugs. */
export async function startBot(env: BotEnv, log: Logger, life: Life): Promise<void> {
  const state = await openOwnState(env, log, life);
  const languages = loadLanguages();
  const packs = await openLivePacks({ packsDir: env.packs, file: join(env.home, 'content.db'), log });
  life.closing('close the content', () => packs.close());

  // Open before Discord is asked for anything, so that a start that hangs can be seen.
  const metrics = createMetrics(env.transport);
  const readiness = createReadiness();
  readiness.watch('process', () => 'still starting');
  const stateWatch = watchState({ state, log, now: Date.now });
  life.closing('stop looking at the state', () => stateWatch.stop());
  readiness.watch('database', async () => {
    await state.countQueue(Date.now());
    return stateWatch.findProblem();
  });
  let quietForMs = (): number => 0;
  const health = () => ({ ok: quietForMs() < TICK_LOST_AFTER_MS });
  const ops = await startOps({ host: env.opsHost, port: env.opsPort, health, readiness, metrics, log });
  life.closing('stop telling operators', () => ops.close());

  const onTokenRefused = (): void => void life.endBecause(wrongToken(), 'the token is no longer accepted');
  const rest = createRest({ token: env.token, apiUrl: env.apiUrl, log, observer: metrics.rest, onTokenRefused });
  life.closing('stop the requests', () => rest.close());
  const asksForGateway = env.transport === 'gateway' && env.role !== 'worker';
  const loadGatewayAddress = asksForGateway ? askAhead(rest.loadGatewayAddress) : rest.loadGatewayAddress;
  const identity = await waitForDiscord({ log, readiness }, () => loadIdentity(rest, env));
  const saveMeta = createSaveMeta(state, log);
  const parts: Parts = { env, log, life, metrics, readiness, state, packs, languages, rest, identity, loadGatewayAddress, saveMeta };

  const { registered, posting, answering } =
    env.databaseUrl === null ? await startAlone(parts, health) : await startAsOneOfSeveral(parts, env.databaseUrl, health);
  if (posting !== null) {
    quietForMs = posting.quietForMs;
    readiness.watch('tick', () => {
      const quietS = Math.round(posting.quietForMs() / 1_000);
      return quietS * 1_000 < TICK_LATE_AFTER_MS ? null : `no tick began or got on with its work for ${quietS} seconds`;
    });
  }
  const isConnected = answering?.isConnected ?? null;
  const { isWritable } = stateWatch;
  const freeBytes = () => readFreeBytes(env.home);
  metrics.watch({ state, isWritable, freeBytes, packs, posting, refusedLately: rest.refusedLately, isConnected, now: Date.now });
  log.info(
    {
      transport: env.transport,
      role: env.role,
      titles: packs.content().titles().length,
      commands: commands.length,
      registered,
      languages: languages.codes.length,
      opsPort: ops.port,
      ...answering?.facts,
    },
    'ready',
  );
  readiness.watch('process', () => null);
  life.closing('say that it stops', () => readiness.watch('process', () => 'stopping'));
}

async function startAlone(parts: Parts, health: () => { ok: boolean }): Promise<Started> {
  const { packs, life } = parts;
  const registration = await prepareRegistration(parts);
  const endBecause = (error: unknown): void => void life.endBecause(error, 'the commands could not be registered');
  const answer = await prepareAnswer(parts, null, registration.commandIds);
  const lifeUnasked = life.keepPlace();
  const opened = startAnswering(parts, answer, health);

  async function beginUnasked(): Promise<Posting> {
    await Promise.race([opened.then(() => sleep(FIRST_ASKED_WITHIN_MS)), sleep(UNASKED_AFTER_MS)]);
    await registration.register();
    const again = keepRegistering(registration, endBecause);
    lifeUnasked.closing('stop registering', () => again.stop());
    packs.onContentChanged(() => {
      registration.register().catch(endBecause);
    });
    const { startPostingAlone } = await import('./posting.ts');
    return startPostingAlone({ ...parts, life: lifeUnasked }, registration);
  }

  const [answering, posting] = await Promise.all([opened, beginUnasked()]);
  return { registered: registration.isRegistered(), posting, answering };
}

/** Whoever posts registers; the others read what it keeps in the state. */
async function startAsOneOfSeveral(parts: Parts, url: string, health: () => { ok: boolean }): Promise<Started> {
  const { env, life, log, state, identity } = parts;
  // Loaded only here: most bots run alone.
  const { findNewerQueue, openQueue } = await import('../queue/open.ts');
  const boss = await openQueue({ url, log, watches: env.role !== 'web', now: Date.now });
  parts.readiness.watch('queue', async () => (await findNewerQueue(boss))?.message ?? null);
  life.closing('close the queue', () => boss.stop({ graceful: false }));
  const registration = await followRegistration({ applicationId: identity.id, loadMeta: (key) => state.loadMeta(key) });
  life.closing('stop looking for commands', () => registration.stop());
  const posting =
    env.role === 'web' ? null : await (await import('./posting.ts')).startPostingInTurns(parts, boss, registration.commandIds);
  const registered = registration.commandIds().size > 0;
  if (env.role === 'worker') return { registered, posting, answering: null };
  const answer = await prepareAnswer(parts, boss, registration.commandIds);
  return { registered, posting, answering: await startAnswering(parts, answer, health) };
}

function createSaveMeta(state: State, log: Logger): Parts['saveMeta'] {
  const troubles = createTroubleLog(log, Date.now);
  return (key, value) =>
    state.saveMeta(key, value).catch((error: unknown) => {
      if (!troubles.note(error)) throw error;
    });
}
