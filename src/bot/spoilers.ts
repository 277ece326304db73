/**
 * A spoiler is one number everywhere: the first episode at which something may be known. What lies beyond the ceiling of
 * a reply stands behind spoiler marks with its episode beside it; where nothing can be hidden it is left out.
 */
import type { ServerSettings } from '../state/types.ts';
import { hide } from './text.ts';
import type { Say, Title } from './types.ts';

export interface Dated {
  readonly spoiler_from: number;
}

/** The last episode whose facts may stand openly: the server's ceiling for a drama, "not seen yet" for a film. */
export function ceilingOf(title: Title, settings: ServerSettings): number {
  return title.kind === 'film' ? 0 : Math.min(Math.max(settings.spoilerCeiling, 1), title.last_episode);
}

export function isOpen(record: Dated, ceiling: number): boolean {
  return record.spoiler_from <= ceiling;
}

/** The markdown itself, or hidden with the episode from which it may be known. */
export function showWithin(say: Say, title: Title, ceiling: number, record: Dated, markdown: string): string {
  return isOpen(record, ceiling) ? markdown : `${spoilerLabel(say, title, record.spoiler_from)} ${hide(markdown)}`;
}

export function spoilerLabel(say: Say, title: Title, episode: number): string {
  return title.kind === 'film' ? say('spoiler.afterFilm') : say('spoiler.fromEpisode', { episode });
}
