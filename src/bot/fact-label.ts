/** What a key fact of a title is called. */

import { KNOWN_FACTS } from '../packs/known-facts.ts';
import type { KeyFact } from '../packs/schema.ts';
import { escapeMarkdown } from '../text/text.ts';
import type { Say, SentenceKey } from './types.ts';

const KNOWN_LABELS: ReadonlyMap<string, SentenceKey> = new Map(
  Object.entries(KNOWN_FACTS).map(([id, name]) => [id, `about.label.${name}` as const]),
);

/** The pack's own label, escaped, else the words of the reader's language for a known key. */
export function labelFact(say: Say, fact: KeyFact): string {
  const known = KNOWN_LABELS.get(fact.id);
  return fact.label === undefined && known !== undefined ? say(known) : escapeMarkdown(fact.label ?? fact.id);
}
