/** Rows of what people have set for themselves and what they have said. */
import { z } from 'zod';

export const ProgressRow = z.object({ title_id: z.string(), episode: z.int(), updated_at_ms: z.int() });

export const PrivateRow = z.object({ since_ms: z.int() });

/** Somebody on a server’s quiz board, who asked to be. */
export const QuizPlayerRow = z.object({ user_id: z.string(), points: z.int() });

export const QuizBoardRow = z.object({ guild_id: z.string(), points: z.int(), joined_at_ms: z.int() });

export const QuizAnswerRow = z.object({ guild_id: z.string(), title_id: z.string(), question: z.string(), day: z.string() });

export const SavedQuoteRow = z.object({ title_id: z.string(), quote_id: z.string(), saved_at_ms: z.int() });

/** A line a member suggested. */
export const SuggestionRow = z.object({
  id: z.string(),
  guild_id: z.string(),
  user_id: z.string(),
  title_id: z.string(),
  text: z.string(),
  /** Who says it, as the member wrote it; empty: not said. */
  speaker: z.string(),
  /** null: not said, so it counts as the last episode. */
  episode: z.int().nullable(),
  state: z.enum(['waiting', 'approved', 'declined']),
  /** As what a reviewer approved it: a line that comforts, or one that asks something of the reader. null until then. */
  tone: z.enum(['gentle', 'firm']).nullable(),
  /** The language of the one who suggested, to tell them. */
  locale: z.string(),
  created_at_ms: z.int(),
  decided_at_ms: z.int().nullable(),
  decided_by: z.string().nullable(),
});

/** What a reviewer is told of their own decisions. */
export const DecisionRow = SuggestionRow.pick({ id: true, guild_id: true, state: true, decided_at_ms: true });

/** "This is wrong": what somebody says about an answer, for the operator alone. */
export const CorrectionRow = z.object({
  id: z.string(),
  user_id: z.string(),
  /** null in a direct message. */
  guild_id: z.string().nullable(),
  title_id: z.string(),
  /** What the answer was about (src/bot/evidence.ts). */
  topic: z.string(),
  text: z.string(),
  /** Where it can be read; may be empty. */
  source: z.string(),
  created_at_ms: z.int(),
  state: z.enum(['open', 'done']),
});
