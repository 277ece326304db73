/** How a process answers: the shell around the router, and the way in that the environment names. */
import type { PgBoss } from 'pg-boss';
import { commands } from '../../commands/index.ts';
import { createAnswer } from '../answer/answer.ts';
import { compileRequests } from '../answer/request.ts';
import type { Answer } from '../answer/types.ts';
import type { Effect, EffectResult } from '../bot/types.ts';
import { loadCare } from '../care/load.ts';
import { createPermissionLookup, type PermissionLookup } from '../discord/bot-permissions.ts';
import { createCallbacks } from '../discord/callback.ts';
import type { Health } from '../discord/listen.ts';
import type { CommandIds } from '../discord/register.ts';
import { noteJoin } from '../posting/welcome.ts';
import { createTroubleLog } from '../state/trouble.ts';
import { waitBeforeLogin } from './logins.ts';
import type { Parts } from './parts.ts';
import { waitForDiscord } from './wait-for-discord.ts';

/** Between reading one list of phrases or of names and the next, so that whoever asks meanwhile is answered. */
const READ_AHEAD_EVERY_MS = 500;

/** Servers are told of once each; what could not be written then is found by the next look at all of them. */
function createServerNoter({ state, log }: Parts): (guildId: string) => void {
  const seen = new Set<string>();
  const troubles = createTroubleLog(log, Date.now);
  return (guildId) => {
    if (seen.has(guildId)) return;
    seen.add(guildId);
    noteJoin({ state, now: Date.now }, guildId).catch((error: unknown) => {
      seen.delete(guildId);
      if (!troubles.note(error)) log.error({ err: error }, 'a server that was added could not be noted');
    });
  };
}

/** @param boss Where another process may have the token's budget of requests; null where there is no other. */
export async function prepareAnswer(parts: Parts, boss: PgBoss | null, commandIds: () => CommandIds): Promise<Answer> {
  const { env, life, log, packs, languages, state, metrics } = parts;
  const care = loadCare();
  // Whoever asks soon after a start asks for somebody; and Discord takes a second to let Nabi in.
  const first = [() => packs.readAhead(), compileRequests].values();
  const readingAhead = setInterval(() => {
    const { value: readFirst } = first.next();
    if (readFirst !== undefined) readFirst();
    else if (!care.listener.readAhead()) clearInterval(readingAhead);
  }, READ_AHEAD_EVERY_MS).unref();
  life.closing('stop reading ahead', () => clearInterval(readingAhead));
  return createAnswer({
    commands,
    content: packs.content,
    languages,
    care,
    state,
    commandIds,
    log,
    transport: env.transport,
    observer: metrics.answers,
    ...(await chooseDoers(parts, boss)),
    noteServer: createServerNoter(parts),
    operatorCareText: env.careText,
    limits: env.limits,
  });
}

interface Doers {
  readonly loadBotPermissions: PermissionLookup;
  readonly carryOut: (effect: Effect) => Promise<EffectResult>;
}

async function chooseDoers(parts: Parts, boss: PgBoss | null): Promise<Doers> {
  const { rest, log } = parts;
  // Whatever posts and draws is loaded only when something is to be done.
  let effects: Promise<Doers['carryOut']> | undefined;
  const doHere: Doers['carryOut'] = async (effect) => {
    effects ??= import('./effects.ts').then(({ createEffects }) => createEffects(parts));
    return (await effects)(effect);
  };
  if (boss === null) return { loadBotPermissions: createPermissionLookup(rest), carryOut: doHere };
  const { createErrandDesk } = await import('../queue/errands.ts');
  const desk = createErrandDesk(boss, log, Date.now);
  return {
    loadBotPermissions: desk.loadBotPermissions,
    carryOut(effect) {
      const isDoneHere = effect.kind === 'draw-card' || effect.kind === 'fetch-file';
      return isDoneHere ? doHere(effect) : desk.carryOut(effect);
    },
  };
}

export interface Answering {
  /** For the line that says that Nabi is ready. */
  readonly facts: object;
  /** Null where there is no gateway. */
  readonly isConnected: (() => boolean) | null;
}

/** Opens the way in. @throws ListenError, GatewayError */
export async function startAnswering(parts: Parts, answer: Answer, health: Health): Promise<Answering> {
  const { env, log, life, metrics, readiness, identity, loadGatewayAddress, state, saveMeta } = parts;
  const { token, apiUrl, host, port } = env;
  const callbacks = createCallbacks({ apiUrl, log, observer: metrics.callbacks });
  life.closing('close the callbacks', () => callbacks.close());
  if (env.transport === 'http') {
    const { publicKeyHex } = identity;
    const { startHttp } = await import('../discord/http.ts');
    const listener = await startHttp({
      host,
      port,
      publicKeyHex,
      answer,
      callbacks,
      log,
      now: Date.now,
      health,
      noteServer: createServerNoter(parts),
    });
    life.closing('stop listening', () => listener.close());
    return { facts: { port: listener.port }, isConnected: null };
  }
  if (env.databaseUrl !== null) {
    const { lockGateway } = await import('./gateway-lock.ts');
    await lockGateway(env.databaseUrl, life);
  }
  await waitBeforeLogin({ state, saveMeta, log, now: Date.now });
  const onLost = (error: unknown): void => void life.endBecause(error, 'the gateway ended the session');
  const { startGateway } = await import('../discord/gateway.ts');
  readiness.watch('gateway', () => 'not connected to the gateway yet');
  const gateway = await waitForDiscord(parts, () =>
    startGateway({ token, apiUrl, rest: { loadGatewayAddress }, callbacks, answer, log, onLost }),
  );
  life.closing('close the gateway', () => gateway.close());
  readiness.watch('gateway', () => (gateway.isConnected() ? null : 'no connection to the gateway; trying until there is one'));
  return { facts: gateway.readyInfo, isConnected: gateway.isConnected };
}
