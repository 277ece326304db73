/** Ids are the packs' own words, not anybody's. */
import type { Content } from './types.ts';

/** Kinds of which something can be named in an option or a custom_id. */
const NAMED_KINDS = ['cast', 'people', 'ceremonies', 'tracks', 'episodes', 'sources', 'places', 'quotes'] as const;

/** Whether a text is the id of a title, of one of its sections, or of a record that can be asked for. */
export function isId(text: string, content: Content): boolean {
  return content.titles().some(({ id, sections }) => {
    const isOfTitle = id === text || sections.some((section) => section.id === text);
    return isOfTitle || NAMED_KINDS.some((kind) => content.get(kind, id, text) !== undefined);
  });
}
