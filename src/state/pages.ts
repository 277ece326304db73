/** What the state has more of than is read at once. */
import type { State } from './types.ts';

/** Of ids, which are short. */
const IDS_AT_ONCE = 1_000;

/**
 * Pages one after the other, each read where the one before ended once that one was dealt with; the last is the first that is not full.
 *
 * @param markOf Of the last row of a page: where the next one begins.
 * @param after Where the first page begins; at the beginning when absent.
 */
export async function* listPages<Row, Mark>(
  size: number,
  load: (size: number, after: Mark | undefined) => Promise<readonly Row[]>,
  markOf: (row: Row) => Mark,
  after?: Mark,
): AsyncGenerator<readonly Row[]> {
  for (let mark = after; ; ) {
    const page = await load(size, mark);
    yield page;
    const last = page.at(-1);
    if (page.length < size || last === undefined) return;
    mark = markOf(last);
  }
}

/** Ids of every server something is kept about, in their order. */
export async function* listGuildIds(state: Pick<State, 'loadGuildIds'>): AsyncGenerator<string> {
  for await (const page of listPages(IDS_AT_ONCE, state.loadGuildIds, (guildId) => guildId)) yield* page;
}
