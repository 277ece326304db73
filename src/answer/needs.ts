/** What a command may need beside the settings, as one table: whose it is, and how it is loaded. All of it is loaded at once. */
import type { BotPermissions, Needed, Needs } from '../bot/types.ts';
import { focusDaily, listDailies } from '../state/dailies.ts';
import { placeOfPerson } from '../state/own-daily.ts';
import { buildDefaultSettings, type Recalled, type ServerSettings, type State } from '../state/types.ts';

/** Where what is needed comes from, and for whom. */
export interface NeedsSource {
  readonly state: State;
  readonly userId: string;
  /** Empty in a direct message. */
  readonly guildId: string;
  readonly settings: Promise<ServerSettings>;
  /** Asks Discord; without it nothing is known. */
  readonly loadBotPermissions: ((guildId: string, channelId: string) => Promise<BotPermissions>) | undefined;
}

type Name = keyof Needed;

interface Need<Of extends Name> {
  /** Facts about a title are still right without it. Without a need that is not extra, an answer would be wrong or an invention. */
  readonly isExtra?: true;
  readonly whose: 'server' | 'asker';
  load(asked: NonNullable<Needs[Of]>, source: NeedsSource): Promise<Needed[Of]>;
  /** Whether what is in memory says that there is none. */
  isNone?(recalled: Recalled, asked: NonNullable<Needs[Of]>): boolean;
}

/** Stands for a need that was not loaded: the command did not ask, a direct message has no server, or the state cannot be read. */
export const NOTHING_NEEDED: Needed = {
  deliveries: [],
  postedLines: [],
  outcomes: [],
  followUps: [],
  botPermissions: { kind: 'unknown' },
  rewatch: null,
  settingsChanges: [],
  suggestion: null,
  ownSuggestions: [],
  suggestions: [],
  communityLines: [],
  ownCorrections: [],
  savedQuotes: [],
  notices: [],
  quizBoard: [],
  quizPlayer: null,
  member: { progress: {}, latestTitle: null, isPrivate: false },
  ownDaily: { settings: buildDefaultSettings(''), deliveries: [] },
  memberData: null,
  serverData: null,
};

const NEEDS: { readonly [Of in Name]: Need<Of> } = {
  deliveries: { whose: 'server', isExtra: true, load: (limit, { state, guildId }) => state.loadUsedLines(guildId, limit) },
  postedLines: { whose: 'server', isExtra: true, load: loadPostedLines, isNone: ({ settings }) => !isPosted(settings) },
  outcomes: { whose: 'server', load: (limit, { state, guildId }) => state.loadDeliveries(guildId, limit) },
  followUps: { whose: 'server', load: (limit, { state, guildId }) => state.loadFollowUps(guildId, limit) },
  botPermissions: { whose: 'server', isExtra: true, load: loadPermissions },
  rewatch: { whose: 'server', load: (_asked, { state, guildId }) => state.loadRewatch(guildId) },
  settingsChanges: { whose: 'server', load: (limit, { state, guildId }) => state.loadSettingsChanges(guildId, limit) },
  suggestion: { whose: 'server', load: loadSuggestion },
  ownSuggestions: { whose: 'server', load: (limit, { state, guildId, userId }) => state.loadSuggestions({ guildId, userId, limit }) },
  suggestions: { whose: 'server', load: (which, { state, guildId }) => state.loadSuggestions({ guildId, ...which }) },
  communityLines: {
    whose: 'server',
    isExtra: true,
    load: (_asked, { state, guildId }) => state.loadCommunityLines(guildId),
    isNone: ({ hasNoCommunityLines }) => hasNoCommunityLines,
  },
  notices: { whose: 'server', isExtra: true, load: (toldBeforeMs, { state, guildId }) => state.loadNotices(guildId, toldBeforeMs) },
  serverData: { whose: 'server', load: (_asked, { state, guildId }) => state.loadServerData(guildId) },
  quizBoard: { whose: 'server', load: (limit, { state, guildId }) => state.loadQuizBoard(guildId, limit) },
  // Whether an answer is right does not depend on the board.
  quizPlayer: {
    whose: 'server',
    isExtra: true,
    load: async (asked, { state, guildId, userId, settings }) =>
      mayPlay(asked, await settings) ? state.loadQuizPlayer(guildId, userId) : NOTHING_NEEDED.quizPlayer,
    isNone: ({ settings }, asked) => !mayPlay(asked, settings),
  },
  ownCorrections: { whose: 'asker', load: (limit, { state, userId }) => state.loadCorrections({ userId, limit }) },
  savedQuotes: { whose: 'asker', load: (limit, { state, userId }) => state.loadSavedQuotes(userId, limit) },
  ownDaily: { whose: 'asker', isExtra: true, load: (limit, { state, userId }) => loadOwnDaily(state, placeOfPerson(userId), limit) },
  memberData: { whose: 'asker', load: (_asked, { state, userId }) => state.loadMemberData(userId) },
  member: { whose: 'asker', load: (_asked, { state, userId }) => state.loadMember(userId) },
};

/** Whether an answer without these would be wrong or an invention: it is about what servers and members have set. */
export function restOnState(needs: Needs): boolean {
  return listNames(NEEDS).some((name) => needs[name] !== undefined && !NEEDS[name].isExtra);
}

/** Whether there is nothing to load: nothing is asked for, or what is in memory says that there is none of it. */
export function isNothingNeeded(needs: Needs, recalled: Recalled): boolean {
  const isNone = <Of extends Name>(name: Of): boolean => {
    const need: Need<Of> = NEEDS[name];
    const asked = needs[name];
    return asked !== undefined && need.isNone?.(recalled, asked) === true;
  };
  return listNames(needs).every(isNone);
}

/** Whether nothing is needed of the asker's own, and the server has none of the rest: it is answered as any that has none of it. */
export function hasNothing(needs: Needs, needed: Needed): boolean {
  return listNames(needs).every((name) => {
    const found = needed[name];
    return NEEDS[name].whose === 'server' && (found === NOTHING_NEEDED[name] || (Array.isArray(found) && found.length === 0));
  });
}

function mayPlay(asked: NonNullable<Needs['quizPlayer']>, { quizBoard }: ServerSettings): boolean {
  return quizBoard || asked === 'always';
}

/** All that is asked for, loaded side by side; rejects when some of it cannot be. */
export async function loadNeeded(needs: Needs, source: NeedsSource): Promise<Needed> {
  const loaded: { -readonly [Of in Name]: Needed[Of] } = { ...NOTHING_NEEDED };
  async function load<Of extends Name>(name: Of): Promise<void> {
    const need: Need<Of> = NEEDS[name];
    const asked = needs[name];
    if (asked !== undefined && (need.whose === 'asker' || source.guildId !== '')) loaded[name] = await need.load(asked, source);
  }
  await Promise.all(listNames(needs).map((name) => load(name)));
  return loaded;
}

/** What is in a table, by its names. */
export function listNames<Table extends object>(table: Table): Extract<keyof Table, string>[] {
  const names: Extract<keyof Table, string>[] = [];
  for (const name in table) names.push(name);
  return names;
}

async function loadPermissions(slot: number, { guildId, settings, loadBotPermissions }: NeedsSource): Promise<BotPermissions> {
  const channelId = focusDaily(await settings, slot).daily?.channelId;
  if (channelId === undefined || loadBotPermissions === undefined) return NOTHING_NEEDED.botPermissions;
  return loadBotPermissions(guildId, channelId);
}

async function loadPostedLines(limit: number, { state, guildId, settings }: NeedsSource): Promise<Needed['postedLines']> {
  return isPosted(await settings) ? state.loadUsedLines(guildId, limit) : NOTHING_NEEDED.postedLines;
}

function isPosted(settings: ServerSettings): boolean {
  return listDailies(settings).some(({ enabled }) => enabled);
}

async function loadOwnDaily(state: State, place: string, limit: number): Promise<Needed['ownDaily']> {
  const [settings, deliveries] = await Promise.all([state.loadSettings(place), state.loadUsedLines(place, limit)]);
  return { settings, deliveries };
}

/** A suggestion of another server is none of this one's business, whatever id a press bears. */
async function loadSuggestion(id: string, { state, guildId }: NeedsSource): Promise<Needed['suggestion']> {
  const suggestion = await state.loadSuggestion(id);
  return suggestion?.guildId === guildId ? suggestion : null;
}
