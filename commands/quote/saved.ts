/** `/quote saved`: the lines somebody kept for themselves, for their eyes alone. */
import { spoilerLabel } from '../../src/bot/hidden.ts';
import type { Context, Reply } from '../../src/bot/types.ts';
import { ceilingOf, isOpen } from '../../src/content/spoilers.ts';
import { showCommand, showTitle } from '../../src/language/show.ts';
import { namesCommunityLine } from '../../src/lines/community.ts';
import { hash } from '../../src/lines/pick.ts';
import { trimQuote } from '../../src/lines/quote-card.ts';
import { buildCustomId } from '../../src/message/custom-id.ts';
import {
  type ButtonRow,
  buildButton,
  buildMessage,
  buildNotice,
  buildPager,
  buildSelect,
  chunk,
  clampPage,
} from '../../src/message/reply.ts';
import type { SavedQuote } from '../../src/state/members.ts';
import { showFound } from './found.ts';

/** So many lines are kept for one person. */
export const MOST_SAVED = 200;
/** Lines of a page; each may be as long as a line can be. */
const PAGE_SIZE = { card: 6, plain: 3 } as const;
/** What a pack may call a title or a line. */
const ID = /^[a-z0-9-]{1,60}$/;

/** Keeps a line for the presser alone; says so where it is kept already, or their list is full. */
export function saveLine(context: Context, titleId: string, quoteId: string): Reply {
  const { say, savedQuotes, caller } = context;
  // A line later than the asker's progress is in none of their answers, and may be kept all the same: the list will not show it.
  if (context.content.title(titleId) === undefined || !ID.test(quoteId)) return buildBeside(say('error.gone'));
  const list = showCommand(context.say, context.commandIds, 'quote saved');
  if (savedQuotes.some((saved) => saved.titleId === titleId && saved.quoteId === quoteId)) {
    return buildBeside(say('saved.already', { list }), buildRemoveButton(context, titleId, quoteId));
  }
  if (savedQuotes.length >= MOST_SAVED) return buildBeside(say('saved.full', { count: MOST_SAVED, list }));
  return {
    ...buildBeside(say('saved.done', { list }), buildRemoveButton(context, titleId, quoteId)),
    changes: [{ kind: 'save-quote', userId: caller.userId, titleId, quoteId }],
  };
}

/** From the confirmation of a save: takes it back. */
export function unsaveLine(context: Context, titleId: string, quoteId: string): Reply {
  return {
    ...buildNotice(context.say('saved.removed')),
    changes: [{ kind: 'unsave-quote', userId: context.caller.userId, titleId, quoteId }],
  };
}

/** From the list: the line goes and the rest of the list stays. */
export function removeSaved(context: Context, code: string, page: string | undefined): Reply {
  const gone = context.savedQuotes.find((saved) => codeOf(saved) === code);
  const left = context.savedQuotes.filter((saved) => saved !== gone);
  return {
    ...answerSaved(context, page, left),
    ...(gone === undefined
      ? {}
      : { changes: [{ kind: 'unsave-quote', userId: context.caller.userId, titleId: gone.titleId, quoteId: gone.quoteId }] }),
  };
}

/** The asker's own list, page by page, each line with its way out of it. */
export function answerSaved(context: Context, askedPage: string | undefined, saved = context.savedQuotes): Reply {
  const { say } = context;
  if (saved.length === 0) return buildNotice(say('saved.none'));
  const pages = chunk(saved, PAGE_SIZE[context.style]);
  const page = clampPage(askedPage, pages.length);
  const first = page * PAGE_SIZE[context.style] + 1;
  const shown = (pages[page] ?? []).map((one, index) => showSaved(context, one, first + index));
  return {
    visibility: 'private',
    message: buildMessage({
      blocks: [`## ${say('saved.heading')}`, ...shown.map(({ text }) => text)],
      footnotes: [say('saved.count', { count: saved.length }), say('saved.onlyYou', { most: MOST_SAVED })],
      rows: [
        buildPager(say, { command: 'quote', action: 'saved', args: [] }, page, pages.length),
        buildSelect(
          buildCustomId('quote', 'remove', page),
          say('saved.removeOne'),
          shown.map(({ label, code }) => ({ label, value: code })),
        ),
      ],
    }),
  };
}

/** A line as the list has it; what cannot be shown is said so, so that it can be removed. */
function showSaved(context: Context, saved: SavedQuote, number: number) {
  const { say, content } = context;
  const code = codeOf(saved);
  const title = content.title(saved.titleId);
  const quote = title && content.get('quotes', title.id, saved.quoteId);
  if (title === undefined || quote === undefined) {
    const text = say(namesCommunityLine(saved.quoteId) ? 'saved.elsewhere' : 'saved.hidden');
    return { text: `**${number}.** ${text}`, label: say('saved.label', { number, line: '…' }), code };
  }
  const ceiling = ceilingOf(title, context);
  const isShown = isOpen(quote, ceiling) && quote.tone !== 'hurtful';
  const line = isShown ? trimQuote(quote.text) : isOpen(quote, ceiling) ? '…' : spoilerLabel(say, title, quote.spoiler_from);
  return {
    text: `**${number}.** ${showTitle(title)}\n${showFound(context, title, ceiling, quote)}`,
    label: say('saved.label', { number, line }),
    code,
  };
}

/** Names a saved line in a choice, which has less room than two ids may need. */
function codeOf({ titleId, quoteId }: SavedQuote): string {
  return hash('saved', titleId, quoteId).toString(36);
}

function buildRemoveButton({ say }: Context, titleId: string, quoteId: string) {
  return buildButton({ label: say('saved.remove'), id: buildCustomId('quote', 'unsave', titleId, quoteId) });
}

function buildBeside(text: string, ...buttons: ButtonRow): Reply {
  return { ...buildNotice(text, [buttons]), place: 'new' };
}
