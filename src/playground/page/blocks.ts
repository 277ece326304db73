/** Discord's markdown, line by line: headings, lists, quotes, small print, code. What stands inside a line is left as it is. */

export interface ListItem {
  readonly blocks: readonly MarkdownBlock[];
}

export type MarkdownBlock =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly kind: 'small'; readonly text: string }
  | { readonly kind: 'quote'; readonly blocks: readonly MarkdownBlock[] }
  | { readonly kind: 'list'; readonly isOrdered: boolean; readonly start: number; readonly items: readonly ListItem[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string };

const HEADING = /^(#{1,3}) +(\S.*)$/;
const SMALL = /^ *-# +(\S.*)$/;
const QUOTE = /^> ?(.*)$/;
const QUOTE_TO_END = /^>>> ?(.*)$/;
const ITEM = /^( *)([-*]|\d{1,9}\.) +(.*)$/s;
const FENCE = /^```/;

/** Splits a text into blocks. Lines that belong together stay together, so that a spoiler or a bold part may span them. */
export function parseBlocks(source: string): readonly MarkdownBlock[] {
  return readBlocks(source.replaceAll('\r\n', '\n').split('\n'));
}

function readBlocks(lines: readonly string[]): readonly MarkdownBlock[] {
  const blocks: MarkdownBlock[] = [];
  const paragraph: string[] = [];
  const endParagraph = (): void => {
    const text = paragraph
      .splice(0)
      .join('\n')
      .replace(/^\n+|(?<!\n)\n+$/g, '');
    if (text !== '') blocks.push({ kind: 'text', text });
  };
  for (let at = 0; at < lines.length; ) {
    const found = readBlock(lines, at);
    if (found === undefined) {
      paragraph.push(lines[at] ?? '');
      at += 1;
      continue;
    }
    endParagraph();
    blocks.push(found.block);
    at = found.next;
  }
  endParagraph();
  return blocks;
}

interface FoundBlock {
  readonly block: MarkdownBlock;
  /** The first line after it. */
  readonly next: number;
}

function readBlock(lines: readonly string[], at: number): FoundBlock | undefined {
  const line = lines[at] ?? '';
  const heading = HEADING.exec(line);
  if (heading?.[1] && heading[2]) {
    const level = heading[1].length === 1 ? 1 : heading[1].length === 2 ? 2 : 3;
    return { block: { kind: 'heading', level, text: heading[2] }, next: at + 1 };
  }
  const small = SMALL.exec(line);
  if (small?.[1]) return { block: { kind: 'small', text: small[1] }, next: at + 1 };
  const toEnd = QUOTE_TO_END.exec(line);
  if (toEnd) return { block: { kind: 'quote', blocks: readBlocks([toEnd[1] ?? '', ...lines.slice(at + 1)]) }, next: lines.length };
  if (QUOTE.test(line)) return readQuote(lines, at);
  if (FENCE.test(line)) return readCode(lines, at);
  return ITEM.test(line) ? readList(lines, at) : undefined;
}

function readQuote(lines: readonly string[], at: number): FoundBlock {
  let next = at;
  while (next < lines.length && QUOTE.test(lines[next] ?? '')) next += 1;
  const inner = lines.slice(at, next).map((line) => QUOTE.exec(line)?.[1] ?? '');
  return { block: { kind: 'quote', blocks: readBlocks(inner) }, next };
}

function readCode(lines: readonly string[], at: number): FoundBlock | undefined {
  const rest = lines.slice(at).join('\n');
  const closed = /^```(?:[\w+#.-]+\n)?\n?([\s\S]+?)\n?```/.exec(rest);
  if (!closed) return undefined;
  return { block: { kind: 'code', text: closed[1] ?? '' }, next: at + closed[0].split('\n').length };
}

function readList(lines: readonly string[], at: number): FoundBlock {
  const first = ITEM.exec(lines[at] ?? '');
  const depth = first?.[1]?.length ?? 0;
  const mark = first?.[2] ?? '-';
  const isOrdered = /\d/.test(mark);
  const items: ListItem[] = [];
  let next = at;
  while (next < lines.length) {
    const item = ITEM.exec(lines[next] ?? '');
    if (!item || (item[1]?.length ?? 0) < depth || (item[1]?.length ?? 0) > depth + 1) break;
    if (/\d/.test(item[2] ?? '') !== isOrdered) break;
    next += 1;
    const inner: string[] = [];
    // What is indented further belongs to the item: its own lines, or a list inside it.
    while (next < lines.length && /^ {2}/.test((lines[next] ?? '').slice(depth))) {
      inner.push((lines[next] ?? '').slice(depth + 2));
      next += 1;
    }
    items.push({ blocks: readBlocks([item[3] ?? '', ...inner]) });
  }
  return { block: { kind: 'list', isOrdered, start: isOrdered ? Number.parseInt(mark, 10) : 1, items }, next };
}
