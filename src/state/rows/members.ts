/** Rows of what people have set for themselves and what they have said. */
import { z } from 'zod';
import type { Correction, SavedQuote, Suggestion } from '../members.ts';
import { asStored } from './text.ts';

export const ProgressRow = z.object({ title_id: z.string(), episode: z.int(), updated_at_ms: z.int() });

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

export const PROGRESS_COLUMNS = ProgressRow.keyof().options;
export const SAVED_QUOTE_COLUMNS = SavedQuoteRow.keyof().options;
export const SUGGESTION_COLUMNS = SuggestionRow.keyof().options;
export const CORRECTION_COLUMNS = CorrectionRow.keyof().options;

export function fromProgressRow(row: z.infer<typeof ProgressRow>) {
  return { titleId: row.title_id, episode: row.episode, updatedAtMs: row.updated_at_ms };
}

export function fromSavedQuoteRow(row: z.infer<typeof SavedQuoteRow>): SavedQuote {
  return { titleId: row.title_id, quoteId: row.quote_id, savedAtMs: row.saved_at_ms };
}

export function fromSuggestionRow(row: z.infer<typeof SuggestionRow>): Suggestion {
  return {
    id: row.id,
    guildId: row.guild_id,
    userId: row.user_id,
    titleId: row.title_id,
    text: row.text,
    speaker: row.speaker,
    episode: row.episode,
    state: row.state,
    tone: row.tone,
    locale: row.locale,
    createdAtMs: row.created_at_ms,
    decidedAtMs: row.decided_at_ms,
    decidedBy: row.decided_by,
  };
}

export function toSuggestionRow(suggestion: Suggestion): z.infer<typeof SuggestionRow> {
  return {
    id: suggestion.id,
    guild_id: suggestion.guildId,
    user_id: suggestion.userId,
    title_id: suggestion.titleId,
    text: asStored(suggestion.text),
    speaker: asStored(suggestion.speaker),
    episode: suggestion.episode,
    state: suggestion.state,
    tone: suggestion.tone,
    locale: suggestion.locale,
    created_at_ms: suggestion.createdAtMs,
    decided_at_ms: suggestion.decidedAtMs,
    decided_by: suggestion.decidedBy,
  };
}

export function fromCorrectionRow(row: z.infer<typeof CorrectionRow>): Correction {
  return {
    id: row.id,
    userId: row.user_id,
    guildId: row.guild_id,
    titleId: row.title_id,
    topic: row.topic,
    text: row.text,
    source: row.source,
    createdAtMs: row.created_at_ms,
    state: row.state,
  };
}

export function toCorrectionRow(correction: Correction): z.infer<typeof CorrectionRow> {
  return {
    id: correction.id,
    user_id: correction.userId,
    guild_id: correction.guildId,
    title_id: correction.titleId,
    topic: asStored(correction.topic),
    text: asStored(correction.text),
    source: asStored(correction.source),
    created_at_ms: correction.createdAtMs,
    state: correction.state,
  };
}
