/** One line: today's, any healing one, and either as a picture. */

import { buildLanguageLine } from '../../src/bot/evidence.ts';
import { sayGone, titleOfServer } from '../../src/bot/titles.ts';
import type { Context, EffectFirst, EffectResult, Reply, Title } from '../../src/bot/types.ts';
import { localDateAt } from '../../src/calendar/clock.ts';
import { ceilingOf, isOpen } from '../../src/content/spoilers.ts';
import { accentOf, showName } from '../../src/language/show.ts';
import { COMMUNITY_LINES, isCommunityLine } from '../../src/lines/community.ts';
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
  titleOfPost,
} from '../../src/lines/pick.ts';
import { showOrigin, showQuote } from '../../src/lines/quote-card.ts';
import { buildCustomId } from '../../src/message/custom-id.ts';
import { addPicture, buildButton, buildMessage, buildNotice } from '../../src/message/reply.ts';
import type { Quote } from '../../src/packs/schema.ts';
import { focusDaily, listDailies } from '../../src/state/dailies.ts';
import { escapeMarkdown } from '../../src/text/text.ts';

/** A title has at most about this many healing lines of its own. */
const MOST_OWN_LINES = 150;
/** Enough of the ledger for the same choice as the daily post will make. */
export const HISTORY_LENGTH = historyNeeded(COMMUNITY_LINES.limit + MOST_OWN_LINES);

const CARD_FILE = 'line.png';

/** The line as a picture; a line that may not be offered unasked has none. */
export function askForCard(context: Context, title: Title, quoteId: string): Reply | EffectFirst {
  const { content, settings } = context;
  const quote = listHealingLines(content, title, ceilingOf(title, context)).find((line) => line.id === quoteId);
  if (quote === undefined) return sayGone(context);
  return { effect: { kind: 'draw-card', settings, title, quote }, settle: (after, result) => showCard(after, title, quote, result) };
}

/** The picture once it is drawn, or that it was not. */
function showCard(context: Context, title: Title, quote: Quote, result: EffectResult): Reply {
  const { content, say } = context;
  if (!('picture' in result)) return buildNotice(say('quote.noCard'));
  // Who pressed may be further than all who will see the card.
  if (!isOpen(quote, ceilingOf(title, context))) return sayGone(context);
  const name = escapeMarkdown(title.name);
  const footnotes = listFootnotes(context, title, quote, say('quote.random'));
  const plain = buildMessage({
    accent: accentOf(title),
    blocks: [],
    // What the picture says is not read by everybody: the title stands below it too.
    footnotes: footnotes.some((note) => note.includes(name)) ? footnotes : [name, ...footnotes],
    rows: [buildLineButtons(say, title, quote)],
  });
  return {
    message: addPicture(plain, CARD_FILE, describePicture(say, content, title, quote)),
    files: [{ name: CARD_FILE, bytes: result.picture }],
  };
}

/** The line of the day, as `chooseToday` has it. */
export function answerToday(context: Context, title: Title): Reply {
  return answerLine(context, title, chooseToday(context, title), context.say('quote.today'));
}

/** The line the daily post brought or will bring today; where there is none, the asker's (or server's) own of this UTC date. */
function chooseToday(context: Context, title: Title): LinePick | null {
  const { content, caller, nowMs } = context;
  const all = listDailies(context.settings).map(({ slot }) => focusDaily(context.settings, slot));
  const ofTitle = all.find((one) => one.daily?.enabled === true && title.id === titleOfPost(content, one)?.id);
  const settings = ofTitle ?? context.settings;
  const lines = listDailyLines(content, title, settings);
  const { daily } = settings;
  if (ofTitle === undefined || daily === null) {
    const utcDate = localDateAt(nowMs, 'UTC');
    // What is approved today joins tomorrow, so that the line of the day stays the line of the day.
    const settled = lines.filter((line) => !isCommunityLine(line) || line.as_of < utcDate);
    return pickForUser(caller.guildId ?? caller.userId, utcDate, settled);
  }
  const localDate = localDateAt(nowMs, daily.zone);
  const posted = context.deliveries.find((delivery) => delivery.localDate === localDate && delivery.titleId === title.id);
  const postedLine = posted?.quoteId ? content.get('quotes', title.id, posted.quoteId) : undefined;
  // The limit may have been lowered since it was posted.
  if (posted && postedLine && isOpen(postedLine, ceilingOf(title, context)))
    return { quote: postedLine, questionIndex: posted.questionIndex };
  const history = listUsedLines(content, context.deliveries);
  return pickForServer({ guildId: settings.guildId, titleId: title.id, localDate, lines, history });
}

/** Any line that may be offered unasked. */
export function answerRandom(context: Context, title: Title): Reply {
  const lines = listHealingLines(context.content, title, ceilingOf(title, context));
  return answerLine(context, title, pickRandom(lines, context.pick), context.say('quote.random'));
}

/** One gentle line for somebody who has a rough day, beside what they pressed and for them alone. */
export function answerGentle(context: Context): Reply {
  const { content, say, pick } = context;
  const title = titleOfServer(context);
  const line = title && pickRandom(listGentleLines(content, title, ceilingOf(title, context)), pick);
  if (title === undefined || !line) return { place: 'new', ...buildNotice(say('care.light')) };
  return { ...answerLine(context, title, { ...line, questionIndex: null }, say('care.gentle')), visibility: 'private', place: 'new' };
}

/** @param line null where there is none to show, which is said. */
function answerLine(context: Context, title: Title, line: LinePick | null, label: string): Reply {
  const { content, say } = context;
  if (line === null) return buildNotice(say('quote.noLines', { title: showName(title) }));
  const { quote } = line;
  const question = line.questionIndex === null ? undefined : quote.questions[line.questionIndex];
  const [save, ...sources] = buildLineButtons(say, title, quote);
  return {
    message: buildMessage({
      accent: accentOf(title),
      blocks: [
        showQuote(say, content, title, quote),
        ...(question === undefined ? [] : [say('quote.question', { question: escapeMarkdown(question) })]),
      ],
      footnotes: listFootnotes(context, title, quote, label),
      rows: [
        [
          save,
          buildButton({ label: say('quote.another'), id: buildCustomId('quote', 'random', title.id) }),
          buildButton({ label: say('quote.asCard'), id: buildCustomId('quote', 'card', title.id, quote.id) }),
          ...sources,
        ],
      ],
    }),
  };
}

/** What it is and where it is from, whose it is where it is a community's, and which language its words are in. */
function listFootnotes(context: Context, title: Title, quote: Quote, label: string): readonly string[] {
  const { content, say } = context;
  return [showOrigin(label, content, title, quote), ...listOrigins(say, [quote]), buildLanguageLine(context, [quote], say)];
}
