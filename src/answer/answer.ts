/**
 * The shell around the pure router, the same for every transport: load what a request needs, route it, write what it
 * asks to be written, and only then answer.
 */
import { randomInt, randomUUID } from 'node:crypto';
import type { APIInteraction } from 'discord-api-types/v10';
import type { BotPermissions, Command, Effect, EffectResult } from '../bot/types.ts';
import type { Content } from '../content/types.ts';
import type { Languages } from '../language/locale.ts';
import { COMMUNITY_LINES } from '../lines/community.ts';
import type { Log } from '../log.ts';
import { createTroubleLog } from '../state/trouble.ts';
import { buildDefaultSettings, type ServerData, type State } from '../state/types.ts';
import { hideTyped } from './hide-typed.ts';
import { type Request, readRequest } from './request.ts';
import {
  buildBugResponse,
  buildMalformedResponse,
  buildStateResponse,
  findNeeds,
  NO_SERVER,
  nameOf,
  restsOnState,
  route,
  settle,
  type World,
} from './router.ts';
import type { Answer, Answered, AnswerObserver } from './types.ts';

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
  /** Does what a command asks for outside; without it nothing can be done. Never rejects, and ends within two seconds. */
  readonly carryOut?: (effect: Effect) => Promise<EffectResult>;
  /** The operator's own words beside "Not today"; null: none. */
  readonly operatorCareText?: string | null;
  readonly now?: () => number;
  readonly pick?: (count: number) => number;
}

/**
 * Promises a response for everything: what is not an interaction gets a kind sentence, a bug a reference. While the state cannot be
 * read, questions about titles are answered as for a server that has set nothing, and all others say that it cannot be read.
 */
export function createAnswer(options: AnswerOptions): Answer {
  const { commands, languages, log, transport, now = Date.now, pick = (count) => randomInt(count) } = options;
  const troubles = createTroubleLog(log, now);
  /** What a question about a title needs, as if nobody had set anything. */
  const withNothingSet: State = {
    ...options.state,
    loadSettings: async (guildId) => buildDefaultSettings(guildId),
    loadMember: async (userId) => ({ userId, progress: {} }),
    loadUsedLines: async () => [],
    loadSuggestions: async () => [],
  };

  async function run(request: Request): Promise<Answered> {
    for (let tries = 1; tries < MOST_TRIES; tries += 1) {
      const answered = await runOnce(request);
      if (answered !== null) return answered;
    }
    throw new Error('what was to be changed went on changing');
  }

  /** null when somebody else was first with what was to be changed: then it is looked at anew. */
  async function runOnce(request: Request): Promise<Answered | null> {
    const world = await loadWorld(request, options.state).catch((error: unknown) => {
      if (!troubles.note(error)) throw error;
      return null;
    });
    if (world !== null) return answerIn(world, request);
    if (request.kind !== 'ping' && restsOnState(commands, request)) return sayOfState(request, 'error.notLoaded');
    return answerIn(await loadWorld(request, withNothingSet), request);
  }

  async function answerIn(world: World, request: Request): Promise<Answered | null> {
    let routed = route(request, world);
    if (routed.effect !== undefined) {
      const result = options.carryOut === undefined ? NOT_HERE : await options.carryOut(routed.effect);
      routed = settle(request, world, routed.effect, result);
    }
    try {
      if (routed.changes.length > 0 && !(await options.state.saveChanges(routed.changes, world.nowMs))) return null;
    } catch (error) {
      if (!troubles.note(error)) throw error;
      return sayOfState(request, 'error.notSaved');
    }
    const { after } = routed;
    if (after === undefined) return { response: routed.response, files: routed.files };
    const done = options.carryOut === undefined ? NOT_HERE : await options.carryOut(after.effect);
    const isWanting = !done.ok && after.otherwise !== undefined;
    return { response: isWanting ? after.otherwise : routed.response, files: routed.files };
  }

  function sayOfState(request: Request, sentence: 'error.notLoaded' | 'error.notSaved'): Answered {
    return { response: buildStateResponse(request.kind === 'ping' ? NOBODY : request, languages, sentence), files: [] };
  }

  async function loadWorld(request: Request, state: State): Promise<World> {
    const guildId = request.kind === 'ping' ? null : request.caller.guildId;
    const needs = request.kind === 'ping' ? {} : findNeeds(commands, request);
    const settings = guildId === null ? NO_SERVER : await state.loadSettings(guildId);
    const channelId = settings.daily?.channelId;
    const userId = request.kind === 'ping' ? NOBODY.caller.userId : request.caller.userId;
    const inServer = <Loaded>(guild: (guildId: string) => Promise<Loaded>, otherwise: Loaded) =>
      guildId === null ? otherwise : guild(guildId);
    const [member, deliveries, outcomes, followUps, botPermissions, settingsChanges, suggestion, ownSuggestions] = await Promise.all([
      state.loadMember(userId),
      needs.deliveries ? inServer((id) => state.loadUsedLines(id, needs.deliveries ?? 0), []) : [],
      needs.outcomes ? inServer((id) => state.loadDeliveries(id, needs.outcomes ?? 0), []) : [],
      needs.outcomes ? inServer((id) => state.loadFollowUps(id, needs.outcomes ?? 0), []) : [],
      guildId === null || channelId === undefined || !needs.botPermissions || options.loadBotPermissions === undefined
        ? UNKNOWN_PERMISSIONS
        : options.loadBotPermissions(guildId, channelId),
      needs.settingsChanges ? inServer((id) => state.loadSettingsChanges(id, needs.settingsChanges ?? 0), []) : [],
      needs.suggestionId === undefined ? null : state.loadSuggestion(needs.suggestionId),
      needs.ownSuggestions ? inServer((id) => state.loadSuggestions({ guildId: id, userId, limit: needs.ownSuggestions ?? 0 }), []) : [],
    ]);
    const [ownCorrections, savedQuotes, memberData, serverData, suggestions, communityLines] = await Promise.all([
      needs.ownCorrections ? state.loadCorrections({ userId, limit: needs.ownCorrections }) : [],
      needs.savedQuotes ? state.loadSavedQuotes(userId, needs.savedQuotes) : [],
      needs.memberData ? state.loadMemberData(userId) : null,
      needs.serverData ? inServer<ServerData | null>((id) => state.loadServerData(id), null) : null,
      inServer(async (id) => (needs.suggestions ? state.loadSuggestions({ guildId: id, ...needs.suggestions }) : []), []),
      inServer(async (id) => (needs.communityLines ? state.loadSuggestions({ guildId: id, ...COMMUNITY_LINES }) : []), []),
    ]);
    return {
      commands,
      languages,
      settings,
      member,
      deliveries,
      outcomes,
      followUps,
      botPermissions,
      settingsChanges,
      // A suggestion of another server is none of this one's business, whatever id a press bears.
      suggestion: suggestion?.guildId === guildId ? suggestion : null,
      ownSuggestions,
      suggestions,
      communityLines,
      ownCorrections,
      savedQuotes,
      memberData,
      serverData,
      operatorCareText: options.operatorCareText ?? null,
      content: options.content(),
      commandIds: options.commandIds(),
      nowMs: now(),
      pick,
    };
  }

  return async (interaction: APIInteraction): Promise<Answered> => {
    const startedMs = performance.now();
    const request = readRequest(interaction);
    if (request === undefined) {
      log.warn({ transport, outcome: 'malformed' }, 'an interaction without the fields every interaction has');
      options.observer?.answered('unknown', 'malformed', since(startedMs));
      return { response: buildMalformedResponse(languages), files: [] };
    }
    const command = nameOf(commands, request);
    try {
      const answered = await run(request);
      const ms = since(startedMs);
      log.info({ transport, command, kind: request.kind, ms, outcome: 'answered' }, 'answered');
      options.observer?.answered(command, 'answered', ms);
      return answered;
    } catch (error) {
      const reference = randomUUID().slice(0, 8);
      const ms = since(startedMs);
      log.error(
        { transport, command, kind: request.kind, ms, outcome: 'bug', reference, err: hideTyped(error, interaction) },
        'a bug while answering',
      );
      options.observer?.answered(command, 'bug', ms);
      return { response: buildBugResponse(request.kind === 'ping' ? NOBODY : request, languages, reference), files: [] };
    }
  };
}

/** Somebody else can be first with a suggestion once or twice, not for ever. */
const MOST_TRIES = 4;
const UNKNOWN_PERMISSIONS: BotPermissions = { kind: 'unknown' };
const NOT_HERE: EffectResult = { ok: false, reason: 'not-here' };

/** Stands in for the asker of something that names none. */
const NOBODY: Extract<Request, { kind: 'unknown' }> = {
  kind: 'unknown',
  id: '0',
  caller: { userId: '0', guildId: null, channelId: null, userLocale: 'en-US', canManageServer: false, roleIds: [] },
  guildLocale: undefined,
  guildIsCommunity: false,
};

function since(startedMs: number): number {
  return Math.round((performance.now() - startedMs) * 100) / 100;
}
