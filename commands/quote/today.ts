/** One line: today's, any healing one, and either as a picture. */

import type { APIButtonComponent } from 'discord-api-types/v10';
import { buildLanguageLine } from '../../src/bot/evidence.ts';
import { sayGone, titleOfServer } from '../../src/bot/titles.ts';
import type { Context, EffectFirst, EffectResult, Reply, Title } from '../../src/bot/types.ts';
import { localDateAt } from '../../src/calendar/clock.ts';
import { ceilingOf, isOpen } from '../../src/content/spoilers.ts';
import { keepSome } from '../../src/kept.ts';
import { accentOf, showTitle } from '../../src/language/show.ts';
import { CARD_SHAPES, type CardShape } from '../../src/lines/card/frames.ts';
import { isCommunityLine } from '../../src/lines/community.ts';
import { listGentleLines } from '../../src/lines/gentle.ts';
import { buildLineButtons, listOrigins } from '../../src/lines/line-buttons.ts';
import { describePicture } from '../../src/lines/message.ts';
import {
  historyNeeded,
  type LinePick,
  listDailyLines,
  listHealingLines,
  listUsedLines,
  pickForServer,
  pickForUser,
  pickRandom,
  titlesOfPost,
} from '../../src/lines/pick.ts';
import { showOrigin, showQuote } from '../../src/lines/quote-card.ts';
import { buildCustomId } from '../../src/message/custom-id.ts';
import { addPicture, buildButton, buildMessage, buildNotice } from '../../src/message/reply.ts';
import type { Quote } from '../../src/packs/schema.ts';
import { focusDaily, listDailies } from '../../src/state/dailies.ts';
import { MOST_COMMUNITY_LINES } from '../../src/state/types.ts';
import { escapeMarkdown } from '../../src/text/text.ts';

/** A title has at most about this many healing lines of its own. */
const MOST_OWN_LINES = 150;
/** Enough of the ledger for the same choice as the daily post will make. */
export const HISTORY_LENGTH = historyNeeded(MOST_COMMUNITY_LINES + MOST_OWN_LINES);

const CARD_FILE = 'line.png';
const DEFAULT_SHAPE: CardShape = 'wide';

/** How a line stands in its message: under which words, and with which of its questions. */
export interface ShownAs {
  readonly as: 'today' | 'random';
  readonly questionIndex: number | null;
}

/** What a button of ours carries of it; a button from before it did says nothing. */
export function readShown(as: string | undefined, question: string | undefined): ShownAs {
  const questionIndex = question === undefined || !/^\d{1,2}$/.test(question) ? null : Number(question);
  return { as: as === 'today' ? 'today' : 'random', questionIndex };
}

/** Wide where a button does not say, or says what there is no more. */
export function readShape(shape: string | undefined): CardShape {
  return CARD_SHAPES.find((one) => one === shape) ?? DEFAULT_SHAPE;
}

function writeShown({ as, questionIndex }: ShownAs): readonly string[] {
  return [as, questionIndex === null ? '' : String(questionIndex)];
}

/** The line as a picture; a line that may not be offered unasked has none. */
export function askForCard(context: Context, title: Title, quoteId: string, shown: ShownAs, shape: CardShape): Reply | EffectFirst {
  const { settings, nowMs } = context;
  const quote = findOffered(context, title, quoteId);
  if (quote === undefined) return sayGone(context);
  const effect = {
    kind: 'draw-card',
    settings,
    title,
    quote,
    localDate: localDateAt(nowMs, settings.daily?.zone ?? 'UTC'),
    shape,
  } as const;
  return { effect, settle: (after, result) => showCard(after, title, quote, shown, shape, result) };
}

/** The picture once it is drawn, or that it was not. Heading, question and the way to another line stay as they were. */
function showCard(context: Context, title: Title, quote: Quote, shown: ShownAs, shape: CardShape, result: EffectResult): Reply {
  const { content, say } = context;
  if (!('picture' in result)) return buildNotice(say('quote.noCard'));
  // Who pressed may be further than all who will see the card.
  if (!isOpen(quote, ceilingOf(title, context))) return sayGone(context);
  const name = escapeMarkdown(title.name);
  const footnotes = listFootnotes(context, title, quote, say(`quote.${shown.as}`));
  const ids = [title.id, quote.id, ...writeShown(shown)];
  const shapes = CARD_SHAPES.map((other) =>
    buildButton({ label: say(`quote.shape.${other}`), id: buildCustomId('quote', 'card', ...ids, other), disabled: other === shape }),
  );
  const back = buildButton({ label: say('quote.asText'), id: buildCustomId('quote', 'text', ...ids) });
  const plain = buildMessage({
    accent: accentOf(title),
    blocks: listQuestion(context, quote, shown),
    // What the picture says is not read by everybody: the title stands below it too.
    footnotes: footnotes.some((note) => note.includes(name)) ? footnotes : [name, ...footnotes],
    rows: [listButtons(context, title, quote).toSpliced(WAY_TO_PICTURE, 0, back), shapes],
  });
  return {
    message: addPicture(plain, CARD_FILE, describePicture(say, content, title, quote)),
    files: [{ name: CARD_FILE, bytes: result.picture }],
  };
}

/** The picture's line as text again. */
export function answerAsText(context: Context, title: Title, quoteId: string, shown: ShownAs): Reply {
  const quote = findOffered(context, title, quoteId);
  return quote === undefined ? sayGone(context) : buildLine(context, title, quote, shown);
}

function findOffered(context: Context, title: Title, quoteId: string): Quote | undefined {
  return listHealingLines(context.content, title, ceilingOf(title, context)).find((line) => line.id === quoteId);
}

/** The line of the day, as `chooseToday` has it. */
export function answerToday(context: Context, title: Title): Reply {
  return answerLine(context, title, chooseToday(context, title), 'today');
}

/** In a direct message: of which title somebody's own daily is, where they have one. */
export function titleOfOwnDaily({ caller, content, ownDaily }: Context): string | undefined {
  const { daily, title } = ownDaily.settings;
  return caller.guildId === null && daily !== null && title !== null ? content.title(title)?.id : undefined;
}

/** Whose daily posts are meant: the server's, or in a direct message the asker's own, whose limit is their progress. */
function placeOfPosts({ caller, settings, postedLines, ownDaily, member }: Context) {
  if (caller.guildId !== null) return { settings, deliveries: postedLines };
  return { settings: { ...ownDaily.settings, ceilings: member.progress }, deliveries: ownDaily.deliveries };
}

/** The line the daily post brought or will bring today; where there is none, the asker's (or server's) own of this UTC date. */
function chooseToday(context: Context, title: Title): LinePick | null {
  const { content, caller, nowMs, communityLines } = context;
  const { settings: place, deliveries } = placeOfPosts(context);
  const all = listDailies(place).map(({ slot }) => focusDaily(place, slot));
  const ofTitle = all.find((one) => one.daily?.enabled === true && titlesOfPost(content, one).some(({ id }) => id === title.id));
  const settings = ofTitle ?? place;
  const lines = listDailyLines(content, title, settings);
  const { daily } = settings;
  if (ofTitle === undefined || daily === null) {
    const utcDate = localDateAt(nowMs, 'UTC');
    // What is approved today joins tomorrow, so that the line of the day stays the line of the day.
    const isTooNew = (line: Quote) => isCommunityLine(line) && line.as_of >= utcDate;
    const settled = communityLines.length === 0 ? lines : lines.filter((line) => !isTooNew(line));
    return pickForUser(caller.guildId === null ? caller.userId : place.guildId, utcDate, settled);
  }
  const localDate = localDateAt(nowMs, daily.zone);
  const posted = deliveries.find((delivery) => delivery.localDate === localDate && delivery.titleId === title.id);
  const postedLine = posted?.quoteId ? content.get('quotes', title.id, posted.quoteId) : undefined;
  // The limit may have been lowered since it was posted.
  if (posted && postedLine && isOpen(postedLine, ceilingOf(title, context)))
    return { quote: postedLine, questionIndex: posted.questionIndex };
  const history = listUsedLines(content, deliveries);
  return pickForServer({ guildId: settings.guildId, titleId: title.id, localDate, lines, history });
}

/** Any line that may be offered unasked. */
export function answerRandom(context: Context, title: Title): Reply {
  const lines = listHealingLines(context.content, title, ceilingOf(title, context));
  return answerLine(context, title, pickRandom(lines, context.pick), 'random');
}

/** One gentle line for somebody who has a rough day, beside what they pressed and for them alone. */
export function answerGentle(context: Context): Reply {
  const { content, say, pick } = context;
  const title = titleOfServer(context);
  const line = title && pickRandom(listGentleLines(content, title, ceilingOf(title, context)), pick);
  if (title === undefined || !line) return { place: 'new', ...buildNotice(say('care.light')) };
  const shown = { as: 'random', questionIndex: null } as const;
  return { ...buildLine(context, title, line.quote, shown, say('care.gentle')), visibility: 'private', place: 'new' };
}

/** @param line null where there is none to show, which is said. */
function answerLine(context: Context, title: Title, line: LinePick | null, as: ShownAs['as']): Reply {
  if (line === null) return buildNotice(context.say('quote.noLines', { title: showTitle(title) }));
  return buildLine(context, title, line.quote, { as, questionIndex: line.questionIndex });
}

/** Somebody's own content may lack who says a line, and a community's lines are made anew each time. */
function isShared({ content, placeContent }: Context, quote: Quote): boolean {
  return content === placeContent && !isCommunityLine(quote);
}

/** How far a place is decides which line it is, and nothing of how it stands there. */
function buildLine(context: Context, title: Title, quote: Quote, shown: ShownAs, heading = context.say(`quote.${shown.as}`)): Reply {
  const { say } = context;
  const picture = buildButton({
    label: say('quote.asCard'),
    id: buildCustomId('quote', 'card', title.id, quote.id, ...writeShown(shown), DEFAULT_SHAPE),
  });
  const write = () => writeParts(context, title, quote, heading);
  const { text, footnotes, buttons } = isShared(context, quote) ? partsOf(say, quote, heading, write) : write();
  const message = buildMessage({
    accent: accentOf(title),
    blocks: [text, ...listQuestion(context, quote, shown)],
    footnotes,
    rows: [buttons.toSpliced(WAY_TO_PICTURE, 0, picture)],
  });
  // Where it takes the place of its picture, the picture goes.
  return { message: { ...message, attachments: [] } };
}

/** Of the buttons of a line the third. */
const WAY_TO_PICTURE = 2;
const MOST_PARTS = 1_000;
const partsOf = keepSome<ReturnType<typeof writeParts>>(MOST_PARTS);

/** What of a line's message does not hang on the question beside it. */
function writeParts(context: Context, title: Title, quote: Quote, heading: string) {
  const { say, content } = context;
  return {
    text: showQuote(say, content, title, quote),
    footnotes: listFootnotes(context, title, quote, heading),
    buttons: listButtons(context, title, quote),
  };
}

function listQuestion({ say }: Context, quote: Quote, { questionIndex }: ShownAs): readonly string[] {
  const question = questionIndex === null ? undefined : quote.questions[questionIndex];
  return question === undefined ? [] : [say('quote.question', { question: escapeMarkdown(question) })];
}

function listButtons({ say }: Context, title: Title, quote: Quote): readonly APIButtonComponent[] {
  const [save, ...sources] = buildLineButtons(say, title, quote);
  return [save, buildButton({ label: say('quote.another'), id: buildCustomId('quote', 'random', title.id) }), ...sources];
}

/** What it is and where it is from, whose it is where it is a community's, and which language its words are in. */
function listFootnotes(context: Context, title: Title, quote: Quote, label: string): readonly string[] {
  const { content, say } = context;
  return [showOrigin(say, label, content, title, quote), ...listOrigins(say, [quote]), buildLanguageLine(context, [quote])];
}
