/** What finding names in a sentence asks of the index. */
import type { NameSpan, SearchHit, SearchOptions } from '../types.ts';
import type { RoleOf } from './roles.ts';

/** What the index knows, as far as it is asked here. */
export interface NameFinders {
  /** The letters of every written form. */
  readonly keys: Iterable<string>;
  /** The sounds of every name, in the coarse way that only proposes. */
  readonly skeletons: Iterable<string>;
  /** Who is called exactly so, without what is only near. */
  findNamed(text: string, options: SearchOptions): FoundName;
  findByRole(role: RoleOf, options: SearchOptions): FoundName;
}

export type FoundName = { readonly hits: readonly SearchHit[] } & Pick<NameSpan, 'isSure'>;
