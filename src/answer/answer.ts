/**
 * The shell around the pure router, the same for every transport: load what a request needs, route it, write what it
 * asks to be written, and only then answer.
 */
import { randomInt, randomUUID } from 'node:crypto';
import { InteractionResponseType } from 'discord-api-types/v10';
import type { BotPermissions, Command, Effect, EffectResult, Needed, Needs } from '../bot/types.ts';
import type { Care } from '../care/load.ts';
import { createCareMemory } from '../care/memory.ts';
import type { Content } from '../content/types.ts';
import type { Languages } from '../language/locale.ts';
import type { Log } from '../log.ts';
import { NOTICE_PAUSE_MS } from '../state/notices.ts';
import { createTroubleLog } from '../state/trouble.ts';
import {
  buildDefaultSettings,
  type Change,
  type InteractionUse,
  type SaveResult,
  type ServerSettings,
  type State,
} from '../state/types.ts';
import { readAgain } from './again.ts';
import type { World } from './context.ts';
import { hideTyped } from './hide-typed.ts';
import { createKeptAnswers, isOnlyAnAnswer, KeptAnswer } from './kept.ts';
import { type AnswerLimits, createLimiter } from './limits.ts';
import { isNothingNeeded, loadNeeded, NOTHING_NEEDED } from './needs.ts';
import { type Ping, type Request, readRequest } from './request.ts';
import {
  buildBugResponse,
  buildMalformedResponse,
  buildStateResponse,
  findNeeds,
  nameForLog,
  type Routed,
  type RoutedEffect,
  restsOnState,
  route,
  type StateSentence,
} from './router.ts';
import type { Answer, Answered, AnswerObserver } from './types.ts';
import { createWatchdog } from './watchdog.ts';

export interface AnswerOptions {
  readonly commands: readonly Command[];
  /** Asked anew for each request, so that updated packs are seen at once. */
  readonly content: () => Content;
  readonly languages: Languages;
  readonly state: State;
  readonly commandIds: () => ReadonlyMap<string, string>;
  readonly log: Log;
  readonly transport: string;
  readonly observer?: AnswerObserver;
  /** Asks Discord what the bot may do in a channel; without it nothing is known. */
  readonly loadBotPermissions?: (guildId: string, channelId: string) => Promise<BotPermissions>;
  /** Told of the server of each interaction that has the bot as a member; quick, and it never throws. */
  readonly noteServer?: (guildId: string) => void;
  /** Does what a command asks for outside; without it nothing can be done. Never rejects, and ends within two seconds. */
  readonly carryOut?: (effect: Effect) => Promise<EffectResult>;
  readonly care: Care;
  /** The operator's own words beside a word of care; null: none. */
  readonly operatorCareText?: string | null;
  /** How much one may ask; as much as they like when absent. */
  readonly limits?: AnswerLimits;
  readonly now?: () => number;
  /** A clock that is never set. */
  readonly elapsedMs?: () => number;
  readonly pick?: (count: number) => number;
}

/**
 * Promises a response for everything: what is not an interaction gets a kind sentence, a bug a reference. While the state cannot be
 * read, questions about titles are answered as for a server that has set nothing, and all others say that it cannot be read.
 */
export function createAnswer(options: AnswerOptions): Answer {
  const { commands, languages, log, transport, carryOut = async () => NOT_HERE } = options;
  const { now = Date.now, pick = (count) => randomInt(count), elapsedMs = () => performance.now() } = options;
  const limiter = createLimiter(options.limits ?? NO_LIMITS);
  const watchdog = createWatchdog(log, options.observer, elapsedMs);
  const troubles = createTroubleLog(log, now);
  const careMemory = createCareMemory();
  const keptAnswers = createKeptAnswers(options.observer, { salt: randomUUID() });

  /** At once where all that is needed is in memory and nothing is to be done: so most are, and nothing is made for them to wait by. */
  function run(request: Request): Answered | Promise<Answered> {
    const world = recallWorld(request);
    if (world === undefined) return runUntilSaved(request, (save) => loadAndAnswer(request, save));
    const kept = answerFromKept(request, world);
    if (kept !== undefined) return kept;
    const first = routeIn(world, request);
    if (isOnlyAnAnswer(first) && noteGuildLocale(request, world.settings, []).length === 0) return toAnswered(first);
    return runUntilSaved(request, (save) => settleFirst(first, world, request, save));
  }

  async function runUntilSaved(request: Request, tryFirst: (save: Save) => Promise<Answered | null>): Promise<Answered> {
    const save = createSave(request);
    let answered = await tryFirst(save);
    for (let tries = 2; answered === null && tries < MOST_TRIES; tries += 1) answered = await loadAndAnswer(request, save);
    if (answered !== null) return answered;
    log.warn({ transport, command: nameForLog(commands, request) }, 'nothing was saved, because others went on changing the same');
    return sayOfState(request, 'error.notSaved');
  }

  /** null when somebody else changed first what this was about to change: the request is then answered anew. */
  async function loadAndAnswer(request: Request, save: Save): Promise<Answered | null> {
    const loaded = await loadWorldOrTell(request);
    if (loaded === null && restsOnState(commands, request)) return sayOfState(request, 'error.notLoaded');
    const world = loaded ?? buildWorld(request, buildDefaultSettings(request.caller.guildId ?? ''), NOTHING_NEEDED);
    const kept = await watch(request, () => answerFromKept(request, world));
    if (kept !== undefined) return kept;
    const first = watch(request, () => routeIn(world, request));
    return settleFirst(first, world, request, save);
  }

  function watch<Result>(request: Request, act: () => Result): Result {
    return watchdog.watch({ command: nameForLog(commands, request), kind: request.kind }, act);
  }

  function answerFromKept(request: Request, world: World): Answered | Promise<Answered> | undefined {
    const kept = keptAnswers.answer(request, world);
    const notes = kept === undefined ? [] : noteGuildLocale(request, world.settings, []);
    return kept === undefined || notes.length === 0 ? kept : note(notes).then(() => kept);
  }

  /** Writes what one interaction asks for, the first time together with its id. */
  function createSave({ id }: Request): Save {
    let use: InteractionUse | undefined = { interactionId: id, untilMs: now() + MAY_COME_AGAIN_MS };
    return async (changes) => {
      const result = await options.state.saveChanges(changes, now(), use);
      if (result === 'saved') use = undefined;
      return result;
    };
  }

  function routeIn(world: World, request: Request): Routed | RoutedEffect {
    return route(request, world, (meant) => keptAnswers.answer(meant, world));
  }

  /** Does and writes what a first answer asks for, which may make another of it. */
  async function settleFirst(first: Routed | RoutedEffect, world: World, request: Request, save: Save): Promise<Answered | null> {
    const settle = async ({ effect, settle: answerWith }: RoutedEffect) => {
      const result = await carryOut(effect);
      return watch(request, () => answerWith(result));
    };
    try {
      if ('effect' in first && isSeenOutside(first.effect) && (await save([])) === 'used') return sayOfState(request, 'error.repeated');
      const routed = 'effect' in first ? await settle(first) : first;
      const { changes, after, care } = routed;
      const result = changes.length > 0 || after !== undefined ? await save(changes) : 'saved';
      if (result === 'changed') return null;
      if (result === 'used') return sayOfState(request, 'error.repeated');
      await note([...(routed.notes ?? []), ...noteGuildLocale(request, world.settings, changes)]);
      if (care !== undefined) {
        careMemory.note(request.caller.userId, care, world.nowMs);
        options.observer?.cared();
      }
      if (after === undefined) return toAnswered(routed);
      const done = await carryOut(after.effect);
      return { response: watch(request, () => after.settle?.(done)) ?? routed.response, files: routed.files };
    } catch (error) {
      if (!troubles.note(error)) throw error;
      return sayOfState(request, 'error.notSaved');
    }
  }

  /** Writes what the answer is right without: trouble with the store is logged, and the answer goes out all the same. */
  async function note(notes: readonly Change[]): Promise<void> {
    if (notes.length === 0) return;
    try {
      await options.state.saveChanges(notes, now());
    } catch (error) {
      if (!troubles.note(error)) throw error;
    }
  }

  function sayOfState(request: Request, sentence: StateSentence): Answered {
    return { response: buildStateResponse(request, languages, sentence), files: [] };
  }

  const isToldOfTroubles = ({ kind, caller }: Request) => caller.canManageServer && kind !== 'suggest';

  /** Where all that is needed is in memory. */
  function recallWorld(request: Request): World | undefined {
    const { guildId, userId } = request.caller;
    if (guildId === null || isToldOfTroubles(request)) return undefined;
    try {
      const recalled = options.state.recall?.(guildId, userId);
      if (recalled === undefined || !isNothingNeeded(findNeeds(commands, request), recalled)) return undefined;
      return buildWorld(request, recalled.settings, NOTHING_NEEDED, recalled.member);
    } catch {
      // Whoever loads it meets the same, and tells of it.
      return undefined;
    }
  }

  /** null where the state cannot be read. */
  async function loadWorldOrTell(request: Request): Promise<World | null> {
    const notices = isToldOfTroubles(request) ? { notices: now() - NOTICE_PAUSE_MS } : {};
    try {
      return await loadWorld(request, { ...findNeeds(commands, request), member: true, ...notices });
    } catch (error) {
      if (!troubles.note(error)) throw error;
      return null;
    }
  }

  async function loadWorld(request: Request, needs: Needs): Promise<World> {
    const { state, loadBotPermissions } = options;
    const { userId } = request.caller;
    const guildId = request.caller.guildId ?? '';
    const settings = guildId === '' ? Promise.resolve(buildDefaultSettings(guildId)) : state.loadSettings(guildId);
    const source = { state, userId, guildId, settings, loadBotPermissions };
    const [loaded, needed] = await Promise.all([settings, loadNeeded(needs, source)]);
    return buildWorld(request, guildId === '' ? { ...loaded, title: needed.member.latestTitle } : loaded, needed);
  }

  function buildWorld({ caller }: Request, settings: ServerSettings, needed: Needed, member = needed.member): World {
    const nowMs = now();
    return {
      ...needed,
      member,
      commands,
      languages,
      settings,
      care: options.care,
      careSaidLately: careMemory.saidLately(caller.userId, nowMs),
      operatorCareText: options.operatorCareText ?? null,
      content: options.content(),
      commandIds: options.commandIds(),
      nowMs,
      pick,
    };
  }

  function told(
    command: string,
    { kind }: Request | Ping,
    startedMs: number,
    answered: Answered,
    outcome: 'answered' | 'limited' = 'answered',
  ): Answered {
    const ms = since(startedMs);
    log[outcome === 'answered' ? 'info' : 'debug']({ transport, command, kind, ms, outcome }, outcome);
    options.observer?.answered(command, outcome, ms);
    return answered;
  }

  return (interaction) => {
    const startedMs = performance.now();
    const sent = readRequest(interaction);
    if (sent === undefined) {
      log.warn({ transport, outcome: 'malformed' }, 'an interaction without the fields every interaction has');
      options.observer?.answered('unknown', 'malformed', since(startedMs));
      return { response: buildMalformedResponse(interaction, languages), files: [] };
    }
    if (sent.kind === 'ping') return told('ping', sent, startedMs, PONG);
    const request = readAgain(sent, commands);
    if (request.isInstalledInServer && request.caller.guildId !== null) options.noteServer?.(request.caller.guildId);
    const command = nameForLog(commands, request);
    // Autocomplete asks with every letter typed, so it does not count.
    if (request.kind !== 'suggest' && !limiter.take(request.caller.userId, request.caller.guildId, now())) {
      return told(command, request, startedMs, sayOfState(request, 'error.tooMuch'), 'limited');
    }
    const tellBug = (error: unknown): Answered => {
      const reference = randomUUID().slice(0, 8);
      const ms = since(startedMs);
      log.error(
        { transport, command, kind: request.kind, ms, outcome: 'bug', reference, err: hideTyped(error, interaction) },
        'a bug while answering',
      );
      options.observer?.answered(command, 'bug', ms);
      return { response: buildBugResponse(request, languages, reference), files: [] };
    };
    try {
      const answered = watch(request, () => run(request));
      if (!(answered instanceof Promise)) return told(command, request, startedMs, answered);
      return answered.then((late) => told(command, request, startedMs, late)).catch(tellBug);
    } catch (error) {
      return tellBug(error);
    }
  };
}

function toAnswered(routed: Routed): Answered {
  const { bytes, files } = routed;
  return bytes !== undefined && files.length === 0 ? new KeptAnswer(bytes) : { response: routed.response, files };
}

/** The daily post comes when nobody asks, so the language the server has chosen is kept from what it asked last. */
function noteGuildLocale(
  { caller, guildLocale, guildIsCommunity }: Request,
  settings: ServerSettings,
  changes: readonly Change[],
): readonly Change[] {
  const isSetUp = settings.daily !== null || changes.some((change) => change.kind === 'set-server' && change.patch.daily);
  // Without the COMMUNITY feature Discord says en-US, whatever the server speaks.
  const locale = (guildIsCommunity ? guildLocale : undefined) ?? null;
  if (caller.guildId === null || !isSetUp || locale === settings.guildLocale) return [];
  return [{ kind: 'note-guild-locale', guildId: caller.guildId, locale }];
}

type Save = (changes: readonly Change[]) => Promise<SaveResult>;

/** Whether doing it twice would be seen, such as a message posted twice; drawing a picture or fetching a file again harms nobody. */
function isSeenOutside({ kind }: Effect): boolean {
  return kind !== 'draw-card' && kind !== 'fetch-file';
}

/** An interaction is good for so long, wherever it is delivered again: over HTTP a signed one for six minutes, over the gateway after a break. */
const MAY_COME_AGAIN_MS = 15 * 60_000;
/** How often a request is answered anew because somebody else wrote first. */
const MOST_TRIES = 4;
const NO_LIMITS: AnswerLimits = { perPerson: 0, perServer: 0 };
const NOT_HERE: EffectResult = { ok: false, reason: 'not-here' };

const PONG: Answered = { response: { type: InteractionResponseType.Pong }, files: [] };

function since(startedMs: number): number {
  return Math.round((performance.now() - startedMs) * 100) / 100;
}
