/** What people have set for themselves and what they have said: kept by their ids, shown and deleted by `/privacy`. */
import type { z } from 'zod';
import type { Ceilings } from '../content/spoilers.ts';
import type { CamelRow } from './rows/camel.ts';
import type { CorrectionRow, QuizPlayerRow, SavedQuoteRow, SuggestionRow } from './rows/members.ts';

export type Suggestion = CamelRow<z.infer<typeof SuggestionRow>>;
export type Correction = CamelRow<z.infer<typeof CorrectionRow>>;
export type QuizPlayer = CamelRow<z.infer<typeof QuizPlayerRow>>;
export type SavedQuote = CamelRow<z.infer<typeof SavedQuoteRow>>;

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
