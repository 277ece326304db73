/** How what lies beyond a ceiling is shown: behind spoiler marks, with the episode from which it may be known. */
import { type Dated, isOpen } from '../content/spoilers.ts';
import type { Title } from '../packs/schema.ts';
import { hide } from '../text/text.ts';
import type { Say } from './types.ts';

/** The markdown itself, or hidden with the episode from which it may be known. */
export function showWithin(say: Say, title: Title, ceiling: number, record: Dated, markdown: string): string {
  return isOpen(record, ceiling) ? markdown : `${spoilerLabel(say, title, record.spoiler_from)} ${hide(markdown)}`;
}

/** How much of an answer is later than what may be shown; empty where nothing is. */
export function countHidden(say: Say, count: number): string {
  return count === 0 ? '' : say('spoiler.hidden', { count });
}

/** "from episode 5", or "after the film": what the words on a hidden text say of it. */
export function spoilerLabel(say: Say, title: Title, episode: number): string {
  return title.kind === 'film' ? say('spoiler.afterFilm') : say('spoiler.fromEpisode', { episode });
}
