/**
 * The first page of an answer: line 1 the answer in the words of the question, line 2 the fact beside it, then what people ask next,
 * all on one screen of a phone. What has no room there is behind buttons that name it.
 */
import type { APIButtonComponent } from 'discord-api-types/v10';
import { accentOf } from '../language/show.ts';
import { countLines, PHONE } from '../message/phone.ts';
import { buildMessage, type Message, type Row } from '../message/reply.ts';
import { escapeMarkdown } from '../text/text.ts';
import { countSources, type Evidence } from './evidence.ts';
import type { Context, Title } from './types.ts';

export interface FirstPage {
  readonly title: Title;
  readonly ceiling: number;
  /** Markdown without the mark of a heading. */
  readonly heading: string;
  /** Lines that always stand under the heading. */
  readonly beside?: readonly string[];
  /** Markdown, most wanted first; an empty one parts groups. Those at the end give way where there is no room. */
  readonly facts?: readonly string[];
  /** Small lines that always stand below: a disagreement about this very answer, how much is hidden. */
  readonly notes?: readonly string[];
  /** What the answer rests on. */
  readonly evidence: readonly Evidence[];
  /** At most one select, and at most two rows of buttons that name what is behind them. */
  readonly rows?: readonly (Row | readonly APIButtonComponent[] | undefined)[];
}

/** Promises a message of at most `PHONE.lines` lines, as long as what always stands there leaves room. */
export function buildFirstPage(context: Context, page: FirstPage): Message {
  const { title, heading, beside = [], facts = [], notes = [], evidence, ceiling, rows = [] } = page;
  const isAlone = context.content.titles().length === 1 || context.settings.title !== null;
  const named = `${escapeMarkdown(title.name)} · ${title.year}`;
  const top = [`## ${heading}`, ...(isAlone ? [] : [`-# ${named}`]), ...beside].join('\n');
  const footnotes = [...notes, [...(isAlone ? [named] : []), countSources(context, title, evidence, ceiling)].filter(Boolean).join(' · ')];
  const footer = footnotes.filter((note) => note !== '').join('\n');
  const controls = rows.filter((row) => row !== undefined && (!Array.isArray(row) || row.length > 0));
  const fixed = countLines(top) + gapBefore(footer) + (controls.length === 0 ? 0 : controls.length + 1);
  const body = keepWithin(facts, PHONE.lines - fixed);
  return buildMessage({ accent: accentOf(title), blocks: [top, body], footnotes, rows, isQuiet: true });
}

/** The lines of a part of a page with the empty one before it. */
const gapBefore = (text: string): number => (text === '' ? 0 : countLines(text) + 1);

/** As many of the facts, from the first, as the lines hold together with the empty line before them. */
function keepWithin(facts: readonly string[], lines: number): string {
  for (let kept = facts.length; kept > 0; kept -= 1) {
    const text = facts.slice(0, kept).join('\n').trim();
    if (gapBefore(text) <= lines) return text;
  }
  return '';
}
