/**
 * What servers have set and what became of each daily post. One small asynchronous interface, because it has more than
 * one implementation: SQLite for one machine, Postgres for many. Every write is durable when its promise resolves, and a
 * write that depends on what was read before says so: it happens only if that still holds.
 */

import type { z } from 'zod';
import type { Change } from './change.ts';
import type { Correction, Member, QuizPlayer, SavedQuote, Suggestion } from './members.ts';
import type { Departure, Notice, NoticeCause, SeasonNotice, Welcome } from './notices.ts';
import type { Rewatch } from './rewatch.ts';
import type { CamelRow } from './rows/camel.ts';
import type { DeliveryRow, FollowUpRow, QueueRow } from './rows/ledger.ts';
import type { DailySettings, ServerSettings, SettingsPatch } from './rows/settings.ts';

/** In place of a title's id: all titles, in turn. No id is written like it. */
export const EVERY_TITLE = '*';

/** So many daily posts a server has at most. */
export const MOST_DAILIES = 5;

export type { Change, DailySettings, ServerSettings, SettingsPatch };

/** What an admin may choose about a daily post beyond where and when. */
export type DailyOptions = Omit<DailySettings, 'enabled' | 'channelId' | 'time' | 'zone' | 'nextDueAtMs' | 'suspendedReason'>;

export const DEFAULT_DAILY_OPTIONS: DailyOptions = {
  slot: 1,
  titleId: null,
  tone: 'all',
  includeDirector: false,
  style: 'card',
  weekdays: [1, 2, 3, 4, 5, 6, 7],
  pingRoleId: null,
  opensThread: false,
  crossposts: false,
  skipDate: null,
  pauseUntil: null,
  place: 'channel',
  tags: [],
  pins: false,
};

/** The settings of a server that has set nothing. */
export function buildDefaultSettings(guildId: string): ServerSettings {
  return {
    guildId,
    title: null,
    ceilings: {},
    locale: null,
    replyStyle: 'card',
    suggestions: null,
    quizBoard: false,
    seasonNewsChannelId: null,
    careText: null,
    noticesChannelId: null,
    guildLocale: null,
    daily: null,
    moreDailies: [],
  };
}

/** One change of a server's settings that can be taken back. */
export interface SettingsChange {
  readonly guildId: string;
  /** Counts up over all servers. */
  readonly id: number;
  readonly madeAtMs: number;
  readonly byUserId: string;
  /** What the settings it touched were before. */
  readonly before: SettingsPatch;
}

/** So many changes of a server's settings are kept. */
export const KEPT_CHANGES = 10;

/** An interaction that asks for something to be written or done. However often and wherever it is delivered, that happens once. */
export interface InteractionUse {
  readonly interactionId: string;
  /** It is remembered until then; later it can come no more. */
  readonly untilMs: number;
}

/**
 * - `saved`: all of it is on disk. - `changed`: somebody changed since what a change says was read. - `used`: the interaction came
 * before. Nothing was written then.
 */
export type SaveResult = 'saved' | 'changed' | 'used';

/** One daily post of one server. */
export interface DailyKey {
  readonly guildId: string;
  readonly slot: number;
}

export type Delivery = CamelRow<z.infer<typeof DeliveryRow>>;
export type FollowUp = CamelRow<z.infer<typeof FollowUpRow>>;
export type Queue = Readonly<z.infer<typeof QueueRow>>;

/** A daily post whose time has come. */
export interface DueServer {
  /** Of its server, with this one as if there were no others. */
  readonly settings: ServerSettings & { readonly daily: DailySettings };
  readonly dueAtMs: number;
  /** When the last post reached the channel that is set now; null: none ever did. Milliseconds since the epoch. */
  readonly lastPostedAtMs: number | null;
}

export type SeasonSubscriber = Pick<ServerSettings, 'guildId' | 'seasonNewsChannelId'>;

/** Where the next page begins: after the last row of the one before. */
export interface PageMark extends DailyKey {
  readonly atMs: number;
}

/** The span of one local date in one zone: from `startMs` up to but not including `endMs`. */
export interface DaySpan {
  readonly startMs: number;
  readonly endMs: number;
}

/**
 * - `claimed`: the date is this caller's, and the next due time is moved.
 * - `taken`: the date had its post, or may have had; the next due time is moved.
 * - `changed`: the server's due time is no longer the delivery's (another process, or an admin, was first); nothing was written.
 */
export type ClaimResult = 'claimed' | 'taken' | 'changed';

/** All that is kept about one person, for `/privacy`. */
export interface MemberData {
  readonly progress: readonly { readonly titleId: string; readonly episode: number; readonly updatedAtMs: number }[];
  /** When they asked for private answers; null: they did not. */
  readonly privateSinceMs: number | null;
  readonly saved: readonly SavedQuote[];
  /** Without who decided: that is somebody else's. */
  readonly suggestions: readonly Omit<Suggestion, 'decidedBy'>[];
  /** What they decided about the lines of others. */
  readonly decisions: readonly Pick<Suggestion, 'id' | 'guildId' | 'state' | 'decidedAtMs'>[];
  readonly corrections: readonly Correction[];
  /** Their points on the quiz boards they have joined, and what they answered first on the last day they did. */
  readonly quizBoards: readonly { readonly guildId: string; readonly points: number; readonly joinedAtMs: number }[];
  readonly quizAnswers: readonly { readonly guildId: string; readonly titleId: string; readonly question: string; readonly day: string }[];
  /** Changes of server settings they made. */
  readonly settingsChanges: readonly SettingsChange[];
  /** Their own daily in direct messages; null: none. */
  readonly ownDaily: ServerSettings | null;
  /** What came of it. */
  readonly ownDeliveries: readonly Delivery[];
}

/** All that is kept about one server, for `/privacy`. */
export interface ServerData {
  readonly settings: ServerSettings;
  readonly changes: readonly SettingsChange[];
  readonly suggestions: readonly Suggestion[];
  readonly quizBoard: readonly QuizPlayer[];
  readonly rewatch: Rewatch | null;
  /** How many daily posts the ledger has. */
  readonly deliveries: number;
}

/** What is in memory of a server and a person. */
export interface Recalled {
  readonly settings: ServerSettings;
  readonly member: Member;
  /** The server has no lines of its community; false where that is not known. */
  readonly hasNoCommunityLines: boolean;
}

/** No more than a bag can deal out in good time. */
export const MOST_COMMUNITY_LINES = 200;

export interface State {
  /** Settings of a server; a server that set nothing has the defaults. */
  loadSettings(guildId: string): Promise<ServerSettings>;
  /**
   * What `loadSettings` and `loadMember` would give, where both are in memory and still hold; undefined elsewhere, and missing where nothing
   * is kept. @throws what the store does, in its own words: whoever loads then is told in ours.
   */
  recall?(guildId: string, userId: string): Recalled | undefined;
  /** Applies all or none, and with them remembers the interaction that asked for them, if one did; durable on return. */
  saveChanges(changes: readonly Change[], nowMs: number, use?: InteractionUse): Promise<SaveResult>;

  /** Daily posts due at or before `nowMs` and not suspended, earliest first. */
  loadDue(nowMs: number, limit: number, after?: PageMark): Promise<readonly DueServer[]>;
  /**
   * Takes the delivery's date for its daily post and moves that one's due time from `delivery.dueAtMs` to `nextDueAtMs`, in one
   * transaction; a date to be skipped that lies behind is forgotten with it. A date is taken by a delivery that was or may have been posted,
   * under that date or, after a change of zone, at an instant inside `day`. A missed or failed one of the same date is replaced.
   */
  claimDelivery(delivery: Delivery, day: DaySpan, nextDueAtMs: number): Promise<ClaimResult>;
  /**
   * Records dates on which nothing was posted (one at least, ascending), where the ledger has nothing for them yet, and moves the due time,
   * in one transaction. False, and nothing written, when the server's due time is no longer `fromDueAtMs`.
   */
  recordUnposted(deliveries: readonly Delivery[], daily: DailyKey, fromDueAtMs: number, nextDueAtMs: number): Promise<boolean>;
  /**
   * Moves a delivery on from what was read and adds what is to follow it, in one transaction. False, and nothing written, when somebody
   * else moved it in between.
   */
  saveDelivery(next: Delivery, read: Delivery, followUps?: readonly FollowUp[]): Promise<boolean>;
  /** Claimed and sent deliveries whose `nextAttemptAtMs` is at or before `nowMs`, earliest first. */
  loadUnsettled(nowMs: number, limit: number, after?: PageMark): Promise<readonly Delivery[]>;
  /** How much waits at `nowMs`, for those who watch the bot. Cheap, however much there is in the ledger. */
  countQueue(nowMs: number): Promise<Queue>;
  /** Every outcome of a server, newest first. */
  loadDeliveries(guildId: string, limit: number): Promise<readonly Delivery[]>;
  /** Only deliveries whose line was or may have been seen, newest first: what the next choice must know. */
  loadUsedLines(guildId: string, limit: number): Promise<readonly Delivery[]>;
  /** Follow-ups whose `nextAttemptAtMs` is at or before `nowMs`, earliest first. */
  loadWaitingFollowUps(nowMs: number, limit: number, after?: PageMark): Promise<readonly FollowUp[]>;
  /** Moves a follow-up on from what was read. False, and nothing written, when somebody else moved it in between. */
  saveFollowUp(next: FollowUp, read: FollowUp): Promise<boolean>;
  /** What followed a server's posts, newest first. */
  loadFollowUps(guildId: string, limit: number): Promise<readonly FollowUp[]>;
  /** The latest changes of a server's settings, newest first; at most `KEPT_CHANGES` are there. */
  loadSettingsChanges(guildId: string, limit: number): Promise<readonly SettingsChange[]>;

  loadMember(userId: string): Promise<Member>;
  /** Newest first. */
  loadSavedQuotes(userId: string, limit: number): Promise<readonly SavedQuote[]>;
  loadMemberData(userId: string): Promise<MemberData>;
  loadServerData(guildId: string): Promise<ServerData>;

  /** Those on the quiz board of a server, most points first, then who joined first. */
  loadQuizBoard(guildId: string, limit: number): Promise<readonly QuizPlayer[]>;
  /** null: they have not joined the board there. */
  loadQuizPlayer(guildId: string, userId: string): Promise<QuizPlayer | null>;

  loadSuggestion(id: string): Promise<Suggestion | null>;
  /** A server's suggestions, newest first, all or of one person or in one state. */
  loadSuggestions(asked: {
    readonly guildId: string;
    readonly userId?: string;
    readonly state?: Suggestion['state'];
    readonly limit: number;
  }): Promise<readonly Suggestion[]>;
  /** The newest of a server's approved suggestions, `MOST_COMMUNITY_LINES` at most, newest first: the lines that join its own. */
  loadCommunityLines(guildId: string): Promise<readonly Suggestion[]>;
  /** Oldest first; of one person newest first. */
  loadCorrections(asked: {
    readonly userId?: string;
    readonly state?: Correction['state'];
    readonly limit: number;
  }): Promise<readonly Correction[]>;
  /** The server it was sent from has a notice when it is dealt with. False when there is no such correction. */
  saveCorrectionState(id: string, state: Correction['state'], nowMs: number): Promise<boolean>;

  /** What the admins of a server are to be told and have not been; nothing where they were told something after `toldBeforeMs`. */
  loadNotices(guildId: string, toldBeforeMs: number): Promise<readonly Notice[]>;
  /** Servers with such notices and a channel for them in which none was tried after `toldBeforeMs`, in the order of their ids. */
  loadGuildsToNotify(toldBeforeMs: number, limit: number, afterGuildId?: string): Promise<readonly string[]>;
  /** There is something to tell, once for each cause and subject until it ends. */
  noteTrouble(guildId: string, cause: NoticeCause, subject: string, nowMs: number): Promise<void>;
  /** The channel for notices did not take them. */
  noteNoticesTried(guildId: string, nowMs: number): Promise<void>;

  /** A server's rewatch that is planned or under way; null: none. */
  loadRewatch(guildId: string): Promise<Rewatch | null>;
  /** Rewatches of which an episode opens at or before `nowMs`, earliest first. */
  loadDueRewatches(nowMs: number, limit: number): Promise<readonly Rewatch[]>;

  /** Servers that asked for news of a next season, in the order of their ids, after `afterGuildId`. */
  loadSeasonSubscribers(limit: number, afterGuildId?: string): Promise<readonly SeasonSubscriber[]>;
  /** Adds notices; one that a server has already, by title and key, is left as it is. */
  addSeasonNotices(notices: readonly SeasonNotice[]): Promise<void>;
  /** Waiting notices whose `nextAttemptAtMs` is at or before `nowMs`, earliest first. */
  loadWaitingNotices(nowMs: number, limit: number): Promise<readonly SeasonNotice[]>;
  /** Moves a notice on from what was read. False, and nothing written, when somebody else moved it in between. */
  saveSeasonNotice(next: SeasonNotice, read: SeasonNotice): Promise<boolean>;

  /** Adds greetings; a server that has one already keeps it as it is. */
  addWelcomes(welcomes: readonly Welcome[]): Promise<void>;
  /** Ids of all servers that were greeted, are to be, or need not be. */
  loadWelcomedIds(): Promise<readonly string[]>;
  /** Whether a server is one of those. */
  isWelcomed(guildId: string): Promise<boolean>;
  /** Waiting greetings whose `nextAttemptAtMs` is at or before `nowMs`, earliest first. */
  loadWaitingWelcomes(nowMs: number, limit: number): Promise<readonly Welcome[]>;
  /** Moves a greeting on from what was read. False, and nothing written, when somebody else moved it in between. */
  saveWelcome(next: Welcome, read: Welcome): Promise<boolean>;

  /** Ids of every server something is kept about, in their order, after `afterGuildId`; people's own places are none. */
  loadGuildIds(limit: number, afterGuildId?: string): Promise<readonly string[]>;
  /** Servers that complete listings no longer held: since when, by the first and the second listing. */
  loadDepartures(): Promise<readonly Departure[]>;
  /** Replaces all departures. */
  saveDepartures(departures: readonly Departure[]): Promise<void>;

  /** Stops a daily post with a reason, settings kept; ignored when it has moved to another channel since. */
  suspendDaily(daily: DailyKey, reason: string, channelId: string): Promise<void>;

  /**
   * Moves a due time that lies too far ahead to the right one, and forgets dates recorded as missed that have not been yet: both come of a
   * clock that was ahead. False, and nothing written, when the server's due time is no longer `fromDueAtMs`.
   */
  correctDue(daily: DailyKey, fromDueAtMs: number, rightDueAtMs: number, nowMs: number): Promise<boolean>;

  /** Small facts about the running bot, such as the hash of the registered commands. */
  loadMeta(key: string): Promise<string | null>;
  saveMeta(key: string, value: string): Promise<void>;

  /** The number of the schema the store has now: a newer program may have changed it under this one. */
  loadSchema(): Promise<number>;

  close(): Promise<void>;
}
