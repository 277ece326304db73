/** How the next daily post will look, for the admin alone: its line, question and picture, with nothing written in the ledger. */

import type { Context, EffectFirst, EffectResult, Reply, Title } from '../../src/bot/types.ts';
import { localDateAt, nextPostAtMs } from '../../src/calendar/clock.ts';
import { accentOf, buildHeading, showStamp, showTitle } from '../../src/language/show.ts';
import { describePicture } from '../../src/lines/message.ts';
import { type LinePick, listDailyLines, listUsedLines, pickForServer, titleOfPost } from '../../src/lines/pick.ts';
import { showQuote } from '../../src/lines/quote-card.ts';
import { addPicture, buildMessage, type Message } from '../../src/message/reply.ts';
import type { Quote } from '../../src/packs/schema.ts';
import { escapeMarkdown } from '../../src/text/text.ts';
import { focusOn } from './focus.ts';
import { show } from './saving.ts';

/** Enough of the ledger for the same choice as the post will make. */
export const PREVIEW_HISTORY_LENGTH = 200;

const PICTURE_FILE = 'preview.png';

/** The next post as it would be made now, for the admin alone; the ledger does not hear of it. */
export function askForPreview(context: Context): Reply | EffectFirst {
  const { settings, say } = context;
  const found = findNext(context);
  if (found === undefined) return show(context, 'daily', say('config.gone'));
  const { title, line } = found;
  if (line === null) return show(context, 'daily', say('quote.noLines', { title: showTitle(title) }));
  if (settings.daily?.style !== 'card') return { message: buildPreview(context, title, line, false), place: 'new' };
  const { quote } = line;
  const slot = context.focus?.slot ?? 1;
  return {
    effect: { kind: 'draw-card', settings, title, quote, localDate: found.localDate },
    settle: (after, result) => showPreview(focusOn(after, slot), title, quote, result),
  };
}

/** With the picture where there is one; its words are in the text where there is none, as in the post itself. */
function showPreview(context: Context, title: Title, quote: Quote, result: EffectResult): Reply {
  const { content, say } = context;
  const found = findNext(context);
  const line = found?.line?.quote.id === quote.id ? found.line : { quote, questionIndex: null };
  if (!('picture' in result)) return { message: buildPreview(context, title, line, false), place: 'new' };
  return {
    message: addPicture(buildPreview(context, title, line, true), PICTURE_FILE, describePicture(say, content, title, quote)),
    files: [{ name: PICTURE_FILE, bytes: result.picture }],
    place: 'new',
  };
}

/** The line the next post would bring if nothing is posted before; undefined where no post is set up. */
function findNext(context: Context): { readonly title: Title; readonly line: LinePick | null; readonly localDate: string } | undefined {
  const { content, settings, deliveries, nowMs } = context;
  const { daily } = settings;
  const title = titleOfPost(content, settings, deliveries);
  if (daily === null || title === undefined) return undefined;
  const localDate = localDateAt(nextPostAtMs(daily) ?? nowMs, daily.zone);
  const lines = listDailyLines(content, title, settings);
  const history = listUsedLines(content, deliveries);
  return { title, localDate, line: pickForServer({ guildId: settings.guildId, titleId: title.id, localDate, lines, history }) };
}

function buildPreview({ content, settings, say }: Context, title: Title, line: LinePick, hasPicture: boolean): Message {
  const { quote, questionIndex } = line;
  const question = questionIndex === null ? undefined : quote.questions[questionIndex];
  const nextMs = settings.daily === null ? null : nextPostAtMs(settings.daily);
  return buildMessage({
    accent: accentOf(title),
    blocks: [
      buildHeading(say('config.preview.heading'), title),
      !hasPicture && showQuote(say, content, title, quote),
      question !== undefined && say('quote.question', { question: escapeMarkdown(question) }),
    ],
    footnotes: [nextMs === null ? say('config.preview.noteOff') : say('config.preview.note', { next: showStamp(nextMs) })],
  });
}
