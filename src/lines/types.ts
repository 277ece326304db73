/** What a post is made of, and who makes it. */

import type { Quote, Title } from '../packs/schema.ts';
import type { ServerSettings } from '../state/types.ts';
import type { CardShape } from './card/frames.ts';

/** What a post is made of, but for its picture. */
export interface PostParts {
  readonly settings: ServerSettings;
  readonly title: Title;
  readonly quote: Quote;
  /** null for a line without questions. */
  readonly question: string | null;
  /** "2026-11-22", in the server's zone. */
  readonly localDate: string;
  /** A sample an admin asked for: it says so, mentions nobody, and is not known by its date. */
  readonly isTest?: boolean;
}

/**
 * Builds the body of the post; deterministic, so that a repeat under the same nonce is the same message.
 *
 * @param picture The name of the file beside it that shows the line; null: the line stands in the text.
 */
export type BuildPost = (parts: PostParts, picture: string | null) => object;

/** What a picture shows; `localDate` says what time of year it is, and the shape is wide where none is named. */
export interface CardParts extends Pick<PostParts, 'settings' | 'title' | 'quote' | 'localDate'> {
  readonly shape?: CardShape;
}

/** A PNG of the line; null where it cannot be drawn. May take its time: whoever asks waits only so long. */
export type DrawPost = (parts: CardParts) => Promise<Uint8Array | null>;
