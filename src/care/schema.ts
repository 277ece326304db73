/** What stands in `data/care`: a list per language of what people in distress say, and the national lines. */
import { z } from 'zod';

const CarePhrases = z.array(z.string().trim().min(1).max(2_000));

const Sign = z.strictObject({
  kind: z.enum(['suicide', 'self-harm', 'eating', 'abuse']),
  intensity: z.enum(['low', 'high', 'acute']),
  confidence: z.enum(['low', 'high']),
  method: z.boolean().default(false),
  say: CarePhrases.min(1),
  not_before: CarePhrases.default([]),
  not_after: CarePhrases.default([]),
  /** Heard only beside one of `losses`, and then whatever of it is harmless by itself. */
  after_loss: z.boolean().default(false),
});

/** Feelings that are no distress, for which there are gentle lines; of several that are named the first is meant. */
export const FEELINGS = ['grieving', 'sad', 'tired', 'lonely', 'anxious', 'angry', 'ashamed'] as const;
export type Feeling = (typeof FEELINGS)[number];

export const CareList = z.strictObject({
  boundaries: z.enum(['words', 'starts', 'none']),
  words: z.record(z.string(), CarePhrases.min(1)).default({}),
  /** How else a word is written on a phone, wherever it stands in the list: "abt" for "about". */
  spellings: z.record(z.string(), CarePhrases.min(1)).default({}),
  /** Names of works that hold a feeling nobody tells of: "Queen of Tears". Taken out where feelings are looked for, and only there. */
  works: CarePhrases.default([]),
  quiet: CarePhrases.default([]),
  /** Laughter, which takes nothing away from what is said before and after it. */
  laughs: CarePhrases.default([]),
  feelings: z.partialRecord(z.enum(FEELINGS), CarePhrases.min(1)).default({}),
  /** With these a feeling is asked about, not felt: "the sad scene", "why is she". */
  asks: CarePhrases.default([]),
  /** That somebody died: "I want to go with her" is a wish to die beside it, and otherwise to see a concert. */
  losses: CarePhrases.default([]),
  phrases: z.array(Sign).min(1),
});

/** The list of one language, as its file has it. */
export type CareList = z.infer<typeof CareList>;

const CareLine = z.strictObject({
  /** ISO 3166-1 alpha-2. */
  country: z.string().regex(/^[A-Z]{2}$/, 'must be the two capital letters of a country, such as KR'),
  name: z.string().trim().min(1).max(80),
  contact: z.string().trim().min(1).max(120),
  hours: z.string().trim().min(1).max(120),
  url: z.url({ protocol: /^https$/ }).max(200),
  /** A page of whoever runs the line. */
  source: z.url({ protocol: /^https$/ }).max(200),
  /** The day on which that page was read. */
  as_of: z.iso.date(),
});

export const CareLines = z.strictObject({ lines: z.array(CareLine).max(200) });
export type CareLine = z.infer<typeof CareLine>;
