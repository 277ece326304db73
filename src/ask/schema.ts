/** What stands in `data/ask`: for each language the words by which a typed question is understood. */
import { z } from 'zod';

/** What a word of a question can be about. The names are those of the files; docs/ask.md says what they mean. */
// biome-ignore format: what belongs together on a line
export const CONCEPTS = [
  'who', 'what', 'when', 'where', 'how_many', 'name', 'list',
  'play', 'cast', 'character', 'job', 'kin', 'young', 'age', 'deed', 'trait',
  'award', 'win', 'nominate', 'season2', 'cancelled', 'rumour', 'remake', 'filmed', 'watch',
  'director', 'writer', 'crew', 'composer', 'illustrator', 'costumer', 'setting', 'slot', 'original', 'network', 'air', 'episode', 'ordinal', 'finale', 'premiere', 'rating',
  'music', 'quote', 'today', 'random', 'about', 'genre', 'tone', 'length', 'meaning', 'reception', 'ending', 'storybook', 'costume',
  'film', 'drama', 'help', 'greet', 'thanks', 'quiz', 'sources', 'progress', 'spoiler', 'privacy',
  'private', 'money', 'opinion', 'unsafe', 'unheld', 'general', 'elsewhere', 'others',
] as const;

export type Concept = (typeof CONCEPTS)[number];

const AskPhrases = z.array(z.string().trim().min(1).max(60));

export const AskWords = z.strictObject({
  concepts: z.partialRecord(z.enum(CONCEPTS), AskPhrases.min(1)),
  /** Words that change nothing in what is asked. */
  empty: AskPhrases.default([]),
  /** What is written on to a word without changing it: particles, "-nya". */
  tails: AskPhrases.default([]),
  /** One, two, three … as words, each with its other forms behind a bar: `one|first`. */
  numbers: AskPhrases.default([]),
});

/** The words of one language, as its file has them. */
export type AskWords = z.infer<typeof AskWords>;
