/** Single facts of a title that a question may be about: each leads the page of `/about` where it is asked for. */
import type { Concept } from './schema.ts';

const TOPICS = [
  ...(['director', 'writer', 'composer', 'illustrator', 'costumer', 'network', 'slot', 'watch', 'air', 'rating', 'episodes'] as const),
  ...(['length', 'genre', 'original', 'setting'] as const),
] as const;
export type FactTopic = (typeof TOPICS)[number];

const MARK = 'asked:';

/** Those that were said; how many episodes there are is asked in two words. */
export function listTopics(said: ReadonlySet<Concept>): readonly FactTopic[] {
  return TOPICS.filter((topic) => (topic === 'episodes' ? said.has('episode') && said.has('how_many') : said.has(topic)));
}

/** The view of `/about` that these lead; undefined where there is none of them. */
export function viewOf(topics: readonly FactTopic[]): string | undefined {
  return topics.length === 0 ? undefined : `${MARK}${topics.join(',')}`;
}

/** The topics of such a view; none of any other. */
export function topicsOf(view: string): readonly FactTopic[] {
  if (!view.startsWith(MARK)) return [];
  const named = view.slice(MARK.length).split(',');
  return TOPICS.filter((topic) => named.includes(topic));
}
