/** What a key fact of a title is called. */

import type { KeyFact } from '../packs/schema.ts';
import { escapeMarkdown } from '../text/text.ts';
import type { Say, SentenceKey } from './types.ts';

const KNOWN_LABELS: ReadonlyMap<string, SentenceKey> = new Map(
  Object.entries({
    network: 'about.label.network',
    streaming: 'about.label.streaming',
    'first-aired': 'about.label.firstAired',
    'last-aired': 'about.label.lastAired',
    slot: 'about.label.slot',
    episodes: 'about.label.episodes',
    seasons: 'about.label.seasons',
    runtime: 'about.label.runtime',
    genres: 'about.label.genres',
    genre: 'about.label.genres',
    director: 'about.label.director',
    writer: 'about.label.writer',
    music: 'about.label.music',
    production: 'about.label.production',
    planning: 'about.label.planning',
    country: 'about.label.country',
    year: 'about.label.year',
    producer: 'about.label.producer',
    editor: 'about.label.editor',
    cinematographer: 'about.label.cinematographer',
    distributor: 'about.label.distributor',
    'original-work': 'about.label.originalWork',
    'episode-naming': 'about.label.episodeNaming',
    'average-rating': 'about.label.averageRating',
    'highest-rating': 'about.label.highestRating',
    settings: 'about.label.settings',
  } as const satisfies Readonly<Record<string, SentenceKey>>),
);

/** The pack's own label, escaped, else the words of the reader's language for a known key. */
export function labelFact(say: Say, fact: KeyFact): string {
  const known = KNOWN_LABELS.get(fact.id);
  return fact.label === undefined && known !== undefined ? say(known) : escapeMarkdown(fact.label ?? fact.id);
}
