/** Rows of what people have set for themselves and what they have said. */
import { z } from 'zod';

export const ProgressRow = z.object({ title_id: z.string(), episode: z.int(), updated_at_ms: z.int() });

export const PrivateRow = z.object({ since_ms: z.int() });

export const QuizPlayerRow = z.object({ user_id: z.string(), points: z.int() });

export const QuizBoardRow = z.object({ guild_id: z.string(), points: z.int(), joined_at_ms: z.int() });

export const QuizAnswerRow = z.object({ guild_id: z.string(), title_id: z.string(), question: z.string(), day: z.string() });

export const SavedQuoteRow = z.object({ title_id: z.string(), quote_id: z.string(), saved_at_ms: z.int() });

export const SuggestionRow = z.object({
  id: z.string(),
  guild_id: z.string(),
  user_id: z.string(),
  title_id: z.string(),
  text: z.string(),
  speaker: z.string(),
  episode: z.int().nullable(),
  state: z.enum(['waiting', 'approved', 'declined']),
  tone: z.enum(['gentle', 'firm']).nullable(),
  locale: z.string(),
  created_at_ms: z.int(),
  decided_at_ms: z.int().nullable(),
  decided_by: z.string().nullable(),
});

/** What a reviewer is told of their own decisions. */
export const DecisionRow = SuggestionRow.pick({ id: true, guild_id: true, state: true, decided_at_ms: true });

export const CorrectionRow = z.object({
  id: z.string(),
  user_id: z.string(),
  guild_id: z.string().nullable(),
  title_id: z.string(),
  topic: z.string(),
  text: z.string(),
  source: z.string(),
  created_at_ms: z.int(),
  state: z.enum(['open', 'done']),
});
