/** What people have set for themselves and what they have said: kept by their ids, shown and deleted by `/privacy`. */

import type { Ceilings } from '../content/spoilers.ts';

/** A line a member suggested. */
export interface Suggestion {
  readonly id: string;
  readonly guildId: string;
  readonly userId: string;
  readonly titleId: string;
  readonly text: string;
  /** Who says it, as the member wrote it; empty: not said. */
  readonly speaker: string;
  /** null: not said, so it counts as the last episode. */
  readonly episode: number | null;
  readonly state: 'waiting' | 'approved' | 'declined';
  /** As what a reviewer approved it: a line that comforts, or one that asks something of the reader. null until then. */
  readonly tone: 'gentle' | 'firm' | null;
  /** The language of the one who suggested, to tell them. */
  readonly locale: string;
  readonly createdAtMs: number;
  readonly decidedAtMs: number | null;
  readonly decidedBy: string | null;
}

/** "This is wrong": what somebody says about an answer, for the operator alone. */
export interface Correction {
  readonly id: string;
  readonly userId: string;
  /** null in a direct message. */
  readonly guildId: string | null;
  readonly titleId: string;
  /** What the answer was about (src/bot/evidence.ts). */
  readonly topic: string;
  readonly text: string;
  /** Where it can be read; may be empty. */
  readonly source: string;
  readonly createdAtMs: number;
  readonly state: 'open' | 'done';
}

/** Somebody on a server's quiz board, who asked to be. */
export interface QuizPlayer {
  readonly userId: string;
  readonly points: number;
}

export interface SavedQuote {
  readonly titleId: string;
  readonly quoteId: string;
  readonly savedAtMs: number;
}

/** What one person has set for themselves. */
export interface Member {
  readonly userId: string;
  /** How far they are, by title. */
  readonly progress: Ceilings;
  /** The title they said last how far they are in; null: none. */
  readonly latestTitle: string | null;
  /** They have asked to be answered privately wherever they do not say otherwise. */
  readonly isPrivate: boolean;
}
