/** What a command is, what it is given, and what it gives back. All of it is plain data. */

import type { Care } from '../care/load.ts';
import type { Ceilings } from '../content/spoilers.ts';
import type { Content } from '../content/types.ts';
import type { Languages, Say, SentenceKey } from '../language/locale.ts';
import type { Press } from '../message/custom-id.ts';
import type { Fields, Opening } from '../message/modal.ts';
import type { PlainMessage } from '../message/plain.ts';
import type { Message, MessageFile } from '../message/reply.ts';
import type { Quote, Title } from '../packs/schema.ts';
import type { Correction, Member, QuizPlayer, SavedQuote, Suggestion } from '../state/members.ts';
import type { Notice } from '../state/notices.ts';
import type { Rewatch } from '../state/rewatch.ts';
import type { Change, Delivery, FollowUp, MemberData, ServerData, ServerSettings, SettingsChange } from '../state/types.ts';
import type { Options } from './options.ts';
import type { PickedFile } from './picked.ts';

export type Visibility = 'public' | 'private';

/** Who asked, and where. */
export interface Caller {
  readonly userId: string;
  /** null in a direct message. */
  readonly guildId: string | null;
  readonly channelId: string | null;
  readonly userLocale: string;
  /** Has Manage Server here, whatever a server's command overrides say. */
  readonly canManageServer: boolean;
  /** The asker's roles in this server; empty in a direct message. */
  readonly roleIds: readonly string[];
}

/** The message a message command was used on. */
export interface PickedMessage {
  readonly id: string;
  /** Of a forwarded message, what was forwarded. */
  readonly content: string;
  readonly authorId: string;
  /** What it has that is no text. */
  readonly inPlaceOfText: 'poll' | 'embed' | 'file' | undefined;
}

/** What a command may ask for beyond the settings, each by what is said of it and what is loaded then. */
interface NeedTypes {
  /** That many of the server's latest deliveries that were or may have been seen. */
  readonly deliveries: { readonly asked: number; readonly loaded: readonly Delivery[] };
  /** The same where the server has a daily post; without one the line of a day hangs on none of them. */
  readonly postedLines: { readonly asked: number; readonly loaded: readonly Delivery[] };
  /** That many of the server's latest outcomes, posted or not. */
  readonly outcomes: { readonly asked: number; readonly loaded: readonly Delivery[] };
  /** That many of what followed the server's latest posts. */
  readonly followUps: { readonly asked: number; readonly loaded: readonly FollowUp[] };
  /** What the bot may do in the channel of the daily post in this slot. */
  readonly botPermissions: { readonly asked: number; readonly loaded: BotPermissions };
  /** The server's rewatch; null: none. */
  readonly rewatch: { readonly asked: true; readonly loaded: Rewatch | null };
  /** That many of the latest changes of the server's settings. */
  readonly settingsChanges: { readonly asked: number; readonly loaded: readonly SettingsChange[] };
  /** The suggestion with this id, if it is one of this server. */
  readonly suggestion: { readonly asked: string; readonly loaded: Suggestion | null };
  /** That many of the asker's latest suggestions in this server. */
  readonly ownSuggestions: { readonly asked: number; readonly loaded: readonly Suggestion[] };
  /** That many of the server's latest suggestions in one state. */
  readonly suggestions: { readonly asked: Pick<Suggestion, 'state'> & { readonly limit: number }; readonly loaded: readonly Suggestion[] };
  /** The lines that members suggested and reviewers approved, which then stand in the content, as in no other server's. */
  readonly communityLines: { readonly asked: true; readonly loaded: readonly Suggestion[] };
  /** That many of the asker's latest corrections. */
  readonly ownCorrections: { readonly asked: number; readonly loaded: readonly Correction[] };
  /** That many of the lines the asker saved last. */
  readonly savedQuotes: { readonly asked: number; readonly loaded: readonly SavedQuote[] };
  /** What the server's admins are to be told and were not since then, in milliseconds since the epoch. Asked for whoever is one of them. */
  readonly notices: { readonly asked: number; readonly loaded: readonly Notice[] };
  /** That many of those on the server's quiz board. */
  readonly quizBoard: { readonly asked: number; readonly loaded: readonly QuizPlayer[] };
  /** The asker on the server's quiz board; null: they have not joined it. They stay on one that was turned off. */
  readonly quizPlayer: { readonly asked: 'where it is on' | 'always'; readonly loaded: QuizPlayer | null };
  /** What the asker has set for themselves. Always loaded; asked for where an answer without it would be an invention. */
  readonly member: { readonly asked: true; readonly loaded: Omit<Member, 'userId'> };
  /** The asker's own daily in direct messages, whether or not there is one, and that many of its latest deliveries that were or may have been seen. */
  readonly ownDaily: { readonly asked: number; readonly loaded: OwnDaily };
  /** All that is kept about the asker. */
  readonly memberData: { readonly asked: true; readonly loaded: MemberData | null };
  /** All that is kept about the server. */
  readonly serverData: { readonly asked: true; readonly loaded: ServerData | null };
}

/** The settings of a person's own place; `daily` is null where they want none. */
export interface OwnDaily {
  readonly settings: ServerSettings;
  readonly deliveries: readonly Delivery[];
}

export type Needs = { readonly [Name in keyof NeedTypes]?: NeedTypes[Name]['asked'] };

/** Under the same names; what was not asked for is empty, unknown or null. */
export type Needed = { readonly [Name in keyof NeedTypes]: NeedTypes[Name]['loaded'] };

/** What is being asked of a command, as far as it decides what must be loaded. */
export interface Asked {
  readonly options: Options;
  /** The press or the submitted form, by its custom_id; undefined for a command that was typed. */
  readonly press: Press | undefined;
  readonly isDirect: boolean;
}

/** What the bot may do in a channel: a bit set, or why there is none. */
export type BotPermissions =
  | {
      readonly kind: 'known';
      readonly bits: bigint;
      readonly channelType: number;
      /** Every role of the server. */
      readonly roleIds: readonly string[];
      /** Those that anybody may mention. */
      readonly openRoleIds: readonly string[];
      /** Of a forum or media channel. */
      readonly tags: readonly { readonly id: string; readonly name: string }[];
      /** A forum that takes no thread without a tag. */
      readonly needsTag: boolean;
      /** The channel is a thread that is archived or locked. */
      readonly isClosed: boolean;
      /** Until when the bot itself is in time-out, in milliseconds since the epoch; null: it is not. */
      readonly timedOutUntilMs: number | null;
    }
  /** The channel is there, but the bot may not even see it. */
  | { readonly kind: 'hidden' }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unknown' };

/** Something done outside Nabi before the answer is given. */
export type Effect =
  | { readonly kind: 'test-post'; readonly settings: ServerSettings }
  | {
      readonly kind: 'draw-card';
      readonly settings: ServerSettings;
      readonly title: Title;
      readonly quote: Quote;
      readonly localDate: string;
      /** Wide where none is named. */
      readonly shape?: 'wide' | 'tall' | 'story';
    }
  /** Posts a message, safe to repeat under `nonce` (25 characters at most). Of a channel that does not take it the server's admins are told. */
  | {
      readonly kind: 'post-message';
      readonly channelId: string;
      readonly message: Message | PlainMessage;
      readonly nonce: string;
      readonly onRefusal: { readonly guildId: string; readonly cause: 'review-channel' };
    }
  /** Sends a member a direct message; many have closed theirs, so nothing may hang on it. */
  | { readonly kind: 'tell-member'; readonly userId: string; readonly message: Message | PlainMessage }
  /** Takes away a message of the bot's own; one that is gone already is as good. */
  | { readonly kind: 'delete-message'; readonly channelId: string; readonly messageId: string }
  /** Fetches a file somebody gave with a command, from Discord's own file host only. */
  | { readonly kind: 'fetch-file'; readonly file: PickedFile };

/** What became of an effect; `reason` is one of the daily post's codes. */
export type EffectResult =
  | { readonly ok: true; readonly messageId: string }
  | { readonly ok: true; readonly picture: Uint8Array }
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly reason: string };

/** What the shell has loaded for one request, and the command is given as it is. */
export interface Loaded extends Needed {
  readonly settings: ServerSettings;
  readonly content: Content;
  readonly nowMs: number;
  /** An evenly distributed whole number from 0 up to, not including, `count`. */
  readonly pick: (count: number) => number;
  /** The languages the bot speaks. */
  readonly languages: Languages;
  /** How distress and feelings are heard, and the national lines. */
  readonly care: Care;
  /** The operator's own words, and numbers they have checked, beside a word of care; null: none. */
  readonly operatorCareText: string | null;
  /** Ids of the registered commands by name, for clickable mentions; empty before the first registration. */
  readonly commandIds: ReadonlyMap<string, string>;
}

export interface Context extends Loaded {
  /** Where another daily post than the first is looked at: `settings.daily` is the one in this slot, and `server` has them all. */
  readonly focus?: { readonly slot: number; readonly server: ServerSettings };
  /** The content as this place has it, with nothing left out for how far the asker is: what a daily post here chooses from. */
  readonly placeContent: Content;
  readonly options: Options;
  readonly caller: Caller;
  /** Speaks to those who will see the answer: all in this place, or the asker alone (then the command is asked once more). */
  readonly say: Say;
  /** The language `say` speaks. */
  readonly locale: string;
  /** The language of what all in this place may see. */
  readonly publicLocale: string;
  /** The last episode that may be known openly, by title: the server's, or in what only they will see the asker's own progress. */
  readonly ceilings: Ceilings;
  /** `plain`: the reply goes out as an ordinary message of at most 2,000 characters; a page holds less then. */
  readonly style: 'card' | 'plain';
  /** The message a message command was used on. */
  readonly target: PickedMessage | undefined;
  /** What is written in the message that was pressed or whose form was sent; empty for a command. */
  readonly shownText: string;
  /** The message that was pressed or whose form was sent. */
  readonly messageId: string | undefined;
  /** Discord's id of this interaction: unique, so that what it makes can bear it, and an interaction that comes twice makes one thing. */
  readonly interactionId: string;
  /** Lines of a phone that are put above an answer with this heading (without its mark), so that its first page leaves them room. */
  readonly linesAbove?: (heading: string) => number;
}

/** A message, who sees it and where it goes, and what is to be written with it. */
export interface Reply {
  readonly message: Message;
  /** When absent: the command's own, and for a press whatever the message is that was pressed. */
  readonly visibility?: Visibility;
  /**
   * A press normally turns its own card over; "new" answers beside it, privately. "shared" turns over a card that is everybody's, whoever
   * asked for it: the command has made sure that they may.
   */
  readonly place?: 'same' | 'new' | 'shared';
  readonly changes?: readonly Change[];
  /** All it says is that nothing was found: beside a word of care for a sure sign it is left out. */
  readonly isNothing?: true;
  /** Files the message names as `attachment://<name>`. */
  readonly files?: readonly MessageFile[];
  readonly after?: After;
}

/** Something done once the changes are written, so that nothing is told to others that was not kept. */
export interface After {
  readonly effect: Effect;
  /** The message in place of the first one; without it nothing hangs on the result. */
  readonly settle?: (result: EffectResult) => Message;
}

/** Something to be done first, and the answer once it is done. */
export interface EffectFirst {
  readonly effect: Effect;
  /** Asked like a command, with the context of those who will see the answer. */
  readonly settle: (context: Context, result: EffectResult) => Reply;
}

/** What a command gives back. */
export type CommandResult = Reply | Opening | EffectFirst;

export interface Choice {
  readonly name: string;
  readonly value: string;
}

export type OptionSpec =
  | {
      readonly name: string;
      readonly type: 'string';
      readonly suggests?: true;
      readonly isRequired?: true;
      readonly choices?: (content: Content, say: Say) => readonly Choice[];
      /** The choices are offers: the command understands other texts too. */
      readonly takesAnyText?: true;
    }
  | { readonly name: string; readonly type: 'integer'; readonly suggests?: true; readonly min?: number; readonly max?: number }
  | { readonly name: string; readonly type: 'boolean' | 'role' | 'file' }
  | { readonly name: string; readonly type: 'channel'; readonly channelTypes: readonly number[] };

export interface SubcommandSpec {
  readonly name: string;
  readonly options: readonly OptionSpec[];
}

/** A press of a button or a choice in a select: the arguments of its custom_id and the chosen values. */
export type PressHandler = (context: Context, args: readonly string[], values: readonly string[]) => CommandResult;

/** A form that was sent: the arguments of its custom_id and what was filled in. */
export type SubmitHandler = (context: Context, args: readonly string[], fields: Fields) => Reply;

/** One line of /help. */
export interface HelpLine {
  readonly group: 'ask' | 'quotes' | 'yours' | 'small';
  readonly sentence: Extract<SentenceKey, `help.${string}`>;
  /** What the line's command is: "quote today"; the command itself when absent. */
  readonly path?: string;
  /** Whether it is of use here; always when absent. */
  readonly when?: (settings: ServerSettings) => boolean;
}

export interface Command {
  readonly name: string;
  /** Its lines in /help, which takes them in the order of the one list. */
  readonly help?: readonly HelpLine[];
  /** `message`: an entry in the menu of a message; its name may have spaces, and a custom_id never names it. */
  readonly kind?: 'typed' | 'message';
  readonly visibility: Visibility;
  /** "server": not in direct messages and only for those who may manage the server; "any-server": not in direct messages. */
  readonly place: 'everywhere' | 'any-server' | 'server';
  readonly options?: readonly OptionSpec[];
  readonly subcommands?: readonly SubcommandSpec[];
  /**
   * Its answers are kept for whoever asks the same (`src/answer/kept.ts`): they are facts of the packs, not anybody's own. All of them, or
   * those of these subcommands and presses.
   */
  readonly isKept?: true | readonly string[];
  /**
   * The options of the same question in the packs' own words, where something else was typed and everything is answered as if they had been;
   * undefined where what was typed is in the answer.
   */
  means?(context: Context): Options | undefined;
  /** A function where it hangs on what is asked. */
  readonly needs?: Needs | ((asked: Asked) => Needs);
  answer(context: Context): CommandResult;
  readonly presses?: Readonly<Record<string, PressHandler>>;
  /** Those of its presses that bear ids and numbers of ours alone, never what somebody typed: there is nothing to be heard in them. */
  readonly wordless?: readonly string[];
  readonly submits?: Readonly<Record<string, SubmitHandler>>;
  /** Choices for the option being typed; never a spoiler, at most 25 are shown. */
  suggest?(context: Context, option: string, typed: string): readonly Choice[];
}

export type { Content, Languages, Opening, Say, SentenceKey, Title };
