/** What commands ask to be written. */
import type { Correction, Suggestion } from './members.ts';
import type { Notice, SeasonNotice } from './notices.ts';
import type { Rewatch } from './rewatch.ts';
import type { DailySettings, SettingsPatch } from './rows/settings.ts';

/** Writes a command asks for, as data; applied together in one transaction, in their order. */
export type Change =
  /**
   * Writes the settings that are named and keeps what they were, so that it can be taken back. With `read` only while these are as they
   * were read: of two admins at once neither undoes what the other did.
   */
  | {
      readonly kind: 'set-server';
      readonly guildId: string;
      readonly patch: SettingsPatch;
      readonly byUserId: string;
      readonly read?: SettingsPatch;
    }
  /** The language Discord says the server has; ignored for a server that has set nothing. */
  | { readonly kind: 'note-guild-locale'; readonly guildId: string; readonly locale: string | null }
  /** They have been told: those that are over are forgotten, the others wait for their end. No more is told for a day. */
  | { readonly kind: 'note-told'; readonly guildId: string; readonly notices: readonly Notice[] }
  /** null: no progress in this title any more. */
  | { readonly kind: 'set-progress'; readonly userId: string; readonly titleId: string; readonly episode: number | null }
  /** Whether facts are answered privately where the person does not say otherwise. */
  | { readonly kind: 'set-private'; readonly userId: string; readonly isPrivate: boolean }
  | { readonly kind: 'save-quote'; readonly userId: string; readonly titleId: string; readonly quoteId: string }
  | { readonly kind: 'unsave-quote'; readonly userId: string; readonly titleId: string; readonly quoteId: string }
  /** Puts somebody on the quiz board of a server, or takes them off with their points. */
  | { readonly kind: 'join-quiz' | 'leave-quiz'; readonly guildId: string; readonly userId: string }
  /** An answer of somebody on the board: a point where it is their first to the question on that day, and right. */
  | {
      readonly kind: 'answer-quiz';
      readonly guildId: string;
      readonly userId: string;
      readonly titleId: string;
      /** Names the question within its title. */
      readonly question: string;
      /** In UTC, "2026-11-22". */
      readonly day: string;
      readonly isRight: boolean;
    }
  | { readonly kind: 'add-suggestion'; readonly suggestion: Suggestion }
  /** Only while it is as it was read: two reviewers do not overwrite each other. */
  | { readonly kind: 'save-suggestion'; readonly next: Suggestion; readonly read: Suggestion }
  | { readonly kind: 'add-correction'; readonly correction: Correction }
  /** null: none any more; the limit stays where it is. One that runs ends when somebody sets the limit of its title. */
  | { readonly kind: 'set-rewatch'; readonly guildId: string; readonly rewatch: Rewatch | null }
  /** Opens an episode, and adds what is said of it, only while the rewatch is as it was read. `next` is null after the last one. */
  | {
      readonly kind: 'advance-rewatch';
      readonly read: Rewatch;
      readonly episode: number;
      readonly next: Rewatch | null;
      readonly notice: SeasonNotice | null;
    }
  /** A person's own daily in direct messages, of one title; null: none any more, and the ledger keeps what came, so that none comes twice. */
  | {
      readonly kind: 'set-own-daily';
      readonly userId: string;
      readonly settings: { readonly titleId: string; readonly locale: string; readonly daily: DailySettings } | null;
    }
  /** All of a person: progress, private answers, saved lines, suggestions, corrections, their daily; changes of settings lose their name. */
  | { readonly kind: 'forget-member'; readonly userId: string }
  /**
   * Everything about a server but that it was greeted. `keepLedger` keeps what was posted, so that setting up again the same day cannot
   * double a post; the purge after the bot left keeps nothing.
   */
  | { readonly kind: 'forget-server'; readonly guildId: string; readonly keepLedger: boolean }
  /** That a server was greeted: one that the bot has left may add it anew. */
  | { readonly kind: 'forget-welcome'; readonly guildId: string };
