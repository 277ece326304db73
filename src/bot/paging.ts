/** Long answers dealt over pages, each of which knows what it rests on. */

import { listBlock } from '../language/show.ts';
import { clampPage } from '../message/reply.ts';
import type { Evidence } from './evidence.ts';
import type { Context } from './types.ts';

/** A piece of markdown that is never parted, with the records behind it. */
export interface Block {
  readonly text: string;
  readonly records: readonly Evidence[];
}

export interface Page {
  readonly texts: readonly string[];
  readonly records: readonly Evidence[];
  /** Counted from 0. */
  readonly number: number;
  readonly count: number;
}

/** Characters of a page; an ordinary message has half the room of a card, and its heading and sources stand in it too. */
const PAGE_LENGTH = { card: 2600, plain: 1200 } as const;
/** Short enough for two of them on a page. */
const LIST_LENGTH = 1300;

/** A list as blocks of bearable length; only the first bears the heading, which may be empty. */
export function buildListBlocks(heading: string, items: readonly Block[]): readonly Block[] {
  return chunkByLength(items, LIST_LENGTH).map((part, index) => {
    const lines = part.map(({ text }) => text);
    const list = lines.map((line) => `- ${line}`).join('\n');
    return { text: index === 0 && heading !== '' ? listBlock(heading, lines) : list, records: part.flatMap(({ records }) => records) };
  });
}

/**
 * The page somebody asked for, brought into the range there is.
 *
 * @param cardLength characters of a page that is a card.
 */
export function choosePage(
  blocks: readonly Block[],
  asked: string | number | undefined,
  style: Context['style'],
  cardLength: number = PAGE_LENGTH.card,
): Page {
  const length = style === 'card' ? cardLength : PAGE_LENGTH.plain;
  const pages = chunkByLength(
    blocks.filter(({ text }) => text !== '').flatMap((block) => partBlock(block, length)),
    length,
  );
  const count = Math.max(pages.length, 1);
  const number = clampPage(String(asked ?? 0), count);
  const shown = pages[number] ?? [];
  return { texts: shown.map(({ text }) => text), records: shown.flatMap(({ records }) => records), number, count };
}

/** A block that is longer than a page, by lines; a spoiler that goes over several stays whole. */
function partBlock(block: Block, maxLength: number): readonly Block[] {
  if (block.text.length <= maxLength) return [block];
  const parts: string[] = [];
  for (const line of block.text.split('\n')) {
    const last = parts.at(-1);
    const isOpen = ((last?.match(/(?<!\\)\|\|/g)?.length ?? 0) & 1) === 1;
    if (last !== undefined && (isOpen || last.length + line.length < maxLength)) parts[parts.length - 1] = `${last}\n${line}`;
    else parts.push(line);
  }
  return parts.map((text) => ({ text, records: block.records }));
}

function chunkByLength(blocks: readonly Block[], maxLength: number): Block[][] {
  const parts: Block[][] = [];
  let length = Number.POSITIVE_INFINITY;
  for (const block of blocks) {
    if (length + block.text.length > maxLength) {
      parts.push([]);
      length = 0;
    }
    parts.at(-1)?.push(block);
    length += block.text.length;
  }
  return parts;
}
