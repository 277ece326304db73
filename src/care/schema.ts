/** What stands in `data/care`: a list per language of what people in distress say, and the national lines. */
import { z } from 'zod';

const Phrases = z.array(z.string().trim().min(1).max(2_000));

const Sign = z.strictObject({
  kind: z.enum(['suicide', 'self-harm', 'eating', 'abuse']),
  intensity: z.enum(['low', 'high', 'acute']),
  confidence: z.enum(['low', 'high']),
  method: z.boolean().default(false),
  say: Phrases.min(1),
  not_before: Phrases.default([]),
  not_after: Phrases.default([]),
});

export const CareList = z.strictObject({
  boundaries: z.enum(['words', 'starts', 'none']),
  words: z.record(z.string(), Phrases.min(1)).default({}),
  quiet: Phrases.default([]),
  phrases: z.array(Sign).min(1),
});

/** The list of one language, as its file has it. */
export type CareList = z.infer<typeof CareList>;
