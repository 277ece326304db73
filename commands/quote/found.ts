/** Lines of a search as they are shown: two or three a page, later ones apart, what hurts behind a note. */
import { buildSourcesButton } from '../../src/bot/evidence.ts';
import { buildFirstPage, GAP } from '../../src/bot/first-page.ts';
import { spoilerLabel } from '../../src/bot/hidden.ts';
import type { Context, Reply, Title } from '../../src/bot/types.ts';
import { ceilingOf, isOpen } from '../../src/content/spoilers.ts';
import { keepSome } from '../../src/kept.ts';
import { isCommunityLine } from '../../src/lines/community.ts';
import { buildLineButtons, listOrigins } from '../../src/lines/line-buttons.ts';
import { showQuote, trimQuote } from '../../src/lines/quote-card.ts';
import { buildCustomId } from '../../src/message/custom-id.ts';
import { countPhoneLines } from '../../src/message/phone.ts';
import { type ButtonRow, buildPager, buildSelect, clampPage, type MaybeText, type PagerPress } from '../../src/message/reply.ts';
import type { Quote } from '../../src/packs/schema.ts';
import { escapeMarkdown, hide, joinFilled } from '../../src/text/text.ts';

const MOST_ON_PAGE = 3;
/** Of a phone's screen, what the heading, the small lines and the controls leave. */
const LINES_ON_PAGE = 13;

export interface FoundLines {
  readonly heading: string;
  readonly dealt: DealtLines;
  readonly notes?: readonly MaybeText[];
  readonly buttons?: ButtonRow;
  /** Turns the pages; without it only the first is shown. */
  readonly pager?: Omit<PagerPress, 'command'> | undefined;
}

/** Lines as they stand on pages. */
export interface DealtLines {
  /** In the order in which they are shown. */
  readonly lines: readonly Quote[];
  /** Those that have sources. */
  readonly sourced: readonly Quote[];
  readonly pages: readonly Page[];
}

interface Page {
  readonly lines: readonly Quote[];
  readonly beside: readonly MaybeText[];
  readonly save: ReturnType<typeof buildSelect>;
}

/** One page of the lines; that of a single line has the line's own buttons. */
export function buildFound(context: Context, title: Title, found: FoundLines, askedPage: string | number | undefined): Reply {
  const { say } = context;
  const { heading, dealt, notes = [], buttons = [], pager } = found;
  const { lines, sourced, pages } = dealt;
  const page = clampPage(String(askedPage ?? 0), Math.max(pages.length, 1));
  const shown = pages[page];
  const only = lines.length === 1 ? lines[0] : undefined;
  return buildFirstPage(context, {
    title,
    heading,
    beside: shown?.beside ?? [],
    notes,
    evidence: sourced,
    shown: shown?.lines ?? [],
    rows: [
      only === undefined ? shown?.save : undefined,
      pager === undefined ? undefined : buildPager(say, { command: 'quote', ...pager }, page, pages.length),
      [...(only === undefined ? [buildSourcesButton(say, title, 'quotes')] : buildLineButtons(say, title, only)), ...buttons],
    ],
  });
}

/** What follows from lines, in the order in which they are read, the language and the limit alone. */
export function dealLines(context: Context, title: Title, lines: readonly Quote[]): DealtLines {
  const ceiling = ceilingOf(title, context);
  const pages = dealPages(lines.map((line) => measureLine(context, title, ceiling, line))).map((page) => ({
    lines: page.map(({ line }) => line),
    beside: page.flatMap(({ text }, index) => [index > 0 && GAP, text]),
    save: buildSaveSelect(context, title, ceiling, page),
  }));
  // A community's lines have a date of their own, but it is no source's.
  return { lines, sourced: lines.filter((line) => !isCommunityLine(line)), pages };
}

interface LineOfPage {
  readonly line: Quote;
  readonly text: string;
  /** Of a phone's screen, with the empty line after it. */
  readonly length: number;
}

const MOST_MEASURED = 1_000;
const measured = keepSome<LineOfPage>(MOST_MEASURED);

function measureLine(context: Context, title: Title, ceiling: number, line: Quote): LineOfPage {
  const measure = () => {
    const text = showFound(context, title, ceiling, line);
    return { line, text, length: countPhoneLines(text) + 1 };
  };
  // Somebody's own content may lack who says it, and a community's lines are made anew each time.
  if (context.content !== context.placeContent || isCommunityLine(line)) return measure();
  return measured(context.say, line, isOpen(line, ceiling) ? 'open' : 'later', measure);
}

/** Up to three lines a page, as many as fit; a line that is longer than a page has one to itself. */
function dealPages(lines: readonly LineOfPage[]): readonly (readonly LineOfPage[])[] {
  const pages: LineOfPage[][] = [];
  let room = 0;
  for (const one of lines) {
    const { length } = one;
    const last = pages.at(-1);
    if (last === undefined || last.length === MOST_ON_PAGE || length > room) {
      pages.push([one]);
      room = LINES_ON_PAGE - length;
    } else {
      last.push(one);
      room -= length;
    }
  }
  return pages;
}

/** Saves one of the lines that stand on this page. What is later or hurts is named in no choice, because nothing hides it there. */
function buildSaveSelect({ say }: Context, title: Title, ceiling: number, shown: readonly LineOfPage[]) {
  const open = shown.filter(({ line }) => line.tone !== 'hurtful' && isOpen(line, ceiling));
  return buildSelect(
    buildCustomId('quote', 'save-one', title.id),
    say('saved.saveOne'),
    open.map(({ line }) => ({ label: trimQuote(line.text), value: line.id })),
  );
}

/** A line as a search shows it: what hurts after a note, what comes later with its episode, both behind spoiler marks. */
export function showFound(context: Context, title: Title, ceiling: number, line: Quote): string {
  const { content, say } = context;
  const isLater = !isOpen(line, ceiling);
  const origin = listOrigins(say, [line]).map((sentence) => `-# ${sentence}`);
  const shown = showQuote(say, content, title, line);
  if (line.tone !== 'hurtful' && !isLater) return [shown, ...origin].join('\n');
  // The note itself may tell something later, so then only its general form stands outside.
  const own = isLater ? undefined : line.content_note;
  return joinFilled([
    line.tone === 'hurtful' && say('quote.contentNote', { note: own === undefined ? say('quote.hurtful') : escapeMarkdown(own) }),
    isLater && spoilerLabel(say, title, line.spoiler_from),
    hide(shown.replaceAll(/^> (-# )?/gm, '').replaceAll('\n', ' ')),
    ...origin,
  ]);
}
