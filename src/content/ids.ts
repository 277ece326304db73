/** Ids are the packs' own words, not anybody's. */
import { keepFor } from '../kept.ts';
import type { Content } from './types.ts';

/** Kinds of which something can be named in an option or a custom_id. */
const NAMED_KINDS = ['cast', 'people', 'ceremonies', 'tracks', 'episodes', 'sources', 'places', 'quotes'] as const;

/** Whether a text is the id of a title, of one of its sections, or of a record that can be asked for. */
export function isId(text: string, content: Content): boolean {
  return idsOf(content).has(text);
}

const idsOf = keepFor((content: Content): ReadonlySet<string> => {
  const listIds = (records: readonly { readonly id: string }[]) => records.map(({ id }) => id);
  const ofTitle = ({ id, sections }: ReturnType<Content['titles']>[number]) => [
    id,
    ...listIds(sections),
    ...NAMED_KINDS.flatMap((kind) => listIds(content.list(kind, id))),
  ];
  return new Set(content.titles().flatMap(ofTitle));
});
