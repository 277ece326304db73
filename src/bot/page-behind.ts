/** What is behind a button of a first page: all there is of one kind, over pages, with the way back. */
import type { APIButtonComponent } from 'discord-api-types/v10';
import { ceilingOf } from '../content/spoilers.ts';
import { accentOf, buildHeading } from '../language/show.ts';
import { buildMessage, buildPager, type ControlRow, type PagerPress } from '../message/reply.ts';
import { buildSourcesButton, buildSourcesLine, type Topic } from './evidence.ts';
import { type Block, choosePage } from './paging.ts';
import type { Context, Reply, Title } from './types.ts';

export interface PageBehind {
  readonly title: Title;
  /** Markdown without the mark of a heading. */
  readonly heading: string;
  readonly blocks: readonly Block[];
  /** As it came in a custom_id. */
  readonly askedPage: string | number | undefined;
  readonly pager: PagerPress;
  /** Leads to what stands side by side with this. */
  readonly select?: ControlRow | undefined;
  /** Leads to the first page. */
  readonly back: APIButtonComponent;
  /** What the button for sources shows. */
  readonly topic: Topic;
  /** Small lines above the sources of this page. */
  readonly notes?: readonly string[];
}

/** One page of it, with the sources of what stands on that page alone. */
export function buildPageBehind(context: Context, behind: PageBehind): Reply {
  const { say, style } = context;
  const { title, heading, blocks, askedPage, pager, select, back, topic, notes = [] } = behind;
  const page = choosePage(blocks, askedPage, style);
  const message = buildMessage({
    accent: accentOf(title),
    blocks: [buildHeading(heading, title), ...page.texts],
    footnotes: [...notes, buildSourcesLine(context, title, page.records, ceilingOf(title, context))],
    rows: [select, buildPager(say, pager, page.number, page.count), [back, buildSourcesButton(say, title, topic)]],
  });
  return { message };
}
