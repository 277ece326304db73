/**
 * What the daily post needs of the world around it: a way to post, and optionally a look at the channel. Implemented by
 * src/discord over @discordjs/rest, and by the tests.
 */

import type { Content } from '../content/types.ts';
import type { Languages } from '../language/locale.ts';
import type { BuildPost, DrawPost } from '../lines/types.ts';
import type { Log } from '../log.ts';
import type { MessageFile } from '../message/reply.ts';
import type { State } from '../state/types.ts';
import type { Breaker } from './breaker.ts';

/** An answer of Discord that is not a success, or none at all. */
export interface DiscordFailure {
  /** HTTP status; 0 when no answer came (refused, timed out, broken off). */
  readonly status: number;
  /** Discord's JSON error code; 0 when the body had none. */
  readonly code: number;
  /** True when the request may have been carried out although no answer came. */
  readonly maybeSent: boolean;
  readonly retryAfterMs: number | null;
  readonly message: string;
}

export interface Refused {
  readonly ok: false;
  readonly failure: DiscordFailure;
}

export type PostResult = { readonly ok: true; readonly messageId: string } | Refused;

export interface MessagePoster {
  /**
   * Creates a message with the `nonce` and `enforce_nonce` of the body, so that a repeat within minutes gives the first message again.
   * Never throws for an answer of Discord; `deadlineMs` bounds the whole call, retries of 429 included.
   */
  postMessage(channelId: string, body: object, deadlineMs: number, files?: readonly MessageFile[]): Promise<PostResult>;
}

/** A post in a forum or media channel: a thread with its first message, which has the same id. */
export interface ForumThread {
  readonly name: string;
  /** Ids, five at most. */
  readonly tags: readonly string[];
  readonly message: object;
}

export interface ForumPoster {
  /** Discord has no nonce for threads: a repeat makes a second one. Never throws for an answer of Discord. */
  postThread(channelId: string, thread: ForumThread, deadlineMs: number, files?: readonly MessageFile[]): Promise<PostResult>;
}

export interface DirectMessenger {
  /** The channel of direct messages with somebody, opened if need be. Never throws for an answer of Discord. */
  openDirectMessage(userId: string, deadlineMs: number): Promise<{ readonly ok: true; readonly channelId: string } | Refused>;
}

export interface MessageEraser {
  /** Takes a message of the bot's own away. Never throws for an answer of Discord. */
  deleteMessage(channelId: string, messageId: string, deadlineMs: number): Promise<FollowUpResult>;
}

export type FollowUpResult = { readonly ok: true } | Refused;

/** What may follow a post. All are safe to repeat: a second time changes nothing, or is refused with a code that says so. */
export interface FollowUpPoster {
  /** Opens a public thread under a message. */
  openThread(channelId: string, messageId: string, name: string, deadlineMs: number): Promise<FollowUpResult>;
  /** Publishes a message of an announcement channel to the servers that follow it. */
  crosspost(channelId: string, messageId: string, deadlineMs: number): Promise<FollowUpResult>;
  /** Needs Pin Messages. */
  pin(channelId: string, messageId: string, deadlineMs: number): Promise<FollowUpResult>;
  unpin(channelId: string, messageId: string, deadlineMs: number): Promise<FollowUpResult>;
}

/**
 * What a look at the channel's last messages shows. An empty history shows nothing: the bot may not be allowed to read it. `absent` only
 * where all that may be it were seen; `later` where the look failed and another one may see more; else `unknown`.
 */
export type FoundPost = { readonly kind: 'found'; readonly messageId: string } | { readonly kind: 'absent' | 'unknown' | 'later' };

export interface PostFinder {
  /** Looks for the daily post with this mark (`buildPostMark`) among messages since `sinceMs`. Never throws for an answer of Discord. */
  findPost(channelId: string, mark: string, sinceMs: number): Promise<FoundPost>;
  /**
   * The same among the threads of a forum, active or closed since. Absent is said only where all that may be it were listed and could be
   * looked into.
   */
  findThread(guildId: string, channelId: string, mark: string, sinceMs: number): Promise<FoundPost>;
}

/** Looks at a server as it is now. Never rejects. */
export interface ServerLookup {
  /** Until when the bot itself is in time-out there, in milliseconds since the epoch; null: it is not, or nobody knows. */
  loadTimedOutUntilMs(guildId: string): Promise<number | null>;
  /** Whether the server has the role; null: nobody knows. */
  hasRole(guildId: string, roleId: string): Promise<boolean | null>;
}

/** What is needed to make one post, whatever for. */
export interface PostPorts {
  readonly state: State;
  /** The content of today: it may be another one tomorrow. */
  readonly content: () => Content;
  readonly poster: MessagePoster;
  /** Without it nothing is posted in forums. */
  readonly forum?: ForumPoster;
  readonly buildPost: BuildPost;
  /** Without it every post is text. */
  readonly drawPost?: DrawPost;
  /** Without it refusals are told as Discord words them, and a role that is gone is mentioned all the same. */
  readonly server?: ServerLookup;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly log: Log;
}

/**
 * What became of one server in one tick. `waiting`: to be tried again. `held`: not tried, because Discord refused too much
 * lately. `left`: somebody else has it, or an admin changed the settings meanwhile.
 */
export type PostOutcome = 'posted' | 'waiting' | 'failed' | 'missed' | 'unknown' | 'held' | 'left';

/** Told what happens, for whoever counts it; it never throws. */
export interface DailyObserver {
  /** A tick has dealt with one server's post; `error`: its state could not be read or written. */
  dealtWith(outcome: PostOutcome | 'error'): void;
}

export interface DailyPorts extends PostPorts {
  readonly observer?: DailyObserver;
  /** Without it a post of which nothing is known after some minutes is recorded as unknown and not repeated. */
  readonly finder?: PostFinder;
  /** Without it no thread is opened and nothing is published. */
  readonly followUps?: FollowUpPoster;
  /** Without it nothing is held back, however much Discord refuses. */
  readonly breaker?: Breaker;
  /** Since when ticks come without a gap, in milliseconds since the epoch; without it a missed post was missed by a bot that was down. */
  readonly runningSinceMs?: () => number;
  /** When a backup took the place of the state, in milliseconds since the epoch: what was due before may be out, which it does not know. */
  readonly restoredAtMs?: number;
}

/** What is needed to tell servers something beside the daily post. */
export interface NewsPorts {
  readonly state: State;
  readonly content: () => Content;
  readonly languages: Languages;
  readonly poster: MessagePoster;
  /** Without it no thread is opened. */
  readonly followUps?: FollowUpPoster;
  readonly breaker?: Breaker;
  readonly commandIds: () => ReadonlyMap<string, string>;
  readonly now: () => number;
  readonly log: Log;
}
