/**
 * A spoiler is one number everywhere: the first episode at which something may be known. What lies beyond the ceiling of
 * a reply stands behind spoiler marks with its episode beside it; where nothing can be hidden it is left out.
 */

import type { Quote, Title } from '../packs/schema.ts';

/** Episodes by title id: how far something may be known. A title that is not named has its default. */
export type Ceilings = Readonly<Record<string, number>>;

export interface Dated {
  readonly spoiler_from: number;
}

/**
 * The last episode whose facts may stand openly. Where nothing was set it is the first for a drama, and "not seen yet" (0) for a film;
 * 1 is "seen".
 *
 * @param from a server's settings for what all may see, the context for a reply.
 */
export function ceilingOf(title: Title, { ceilings }: { readonly ceilings: Ceilings }): number {
  const lowest = lowestCeiling(title);
  return Math.min(Math.max(ceilings[title.id] ?? lowest, lowest), title.last_episode);
}

/** What is free before anything was seen. */
export function lowestCeiling(title: Title): number {
  return title.kind === 'film' ? 0 : 1;
}

/** Whether a record may stand openly once the episode `ceiling` was seen. */
export function isOpen(record: Dated, ceiling: number): boolean {
  return record.spoiler_from <= ceiling;
}

/** A line as it may stand openly: without who says it and to whom, and without its episode, where those may be known only later. */
export function limitLine<Line extends Quote>(line: Line, ceiling: number): Line {
  const { speaker_from = 0, episode = 0, speaker, speaker_note, to } = line;
  const isNamed = speaker !== undefined || speaker_note !== undefined || to !== undefined;
  // The same line for the same, so that what was made of it can be kept.
  if ((speaker_from <= ceiling || !isNamed) && episode <= ceiling) return line;
  return {
    ...line,
    ...(speaker_from > ceiling ? { speaker: undefined, speaker_note: undefined, to: undefined } : {}),
    ...(episode > ceiling ? { episode: undefined } : {}),
  };
}
