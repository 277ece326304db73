/** `/quote suggest` and "Suggest as quote": a member writes a line down, and it goes to this server's reviewers. */

import type { Context, Opening, Reply, SentenceKey, Title } from '../../src/bot/types.ts';
import { showCommand } from '../../src/language/show.ts';
import { findSameLine, LONGEST_LINE } from '../../src/lines/line-text.ts';
import { buildCustomId } from '../../src/message/custom-id.ts';
import type { Fields } from '../../src/message/modal.ts';
import { buildButton, buildMessage, buildNotice } from '../../src/message/reply.ts';
import type { Suggestion } from '../../src/state/members.ts';
import { cleanTyped, escapeMarkdown } from '../../src/text/text.ts';
import { buildLineForm, EMPTY_LINE, fitArgs, keepWords, readArgs, readLineForm, type SuggestedLine } from './form.ts';
import { buildReviewCard, mayReview } from './review-card.ts';

/** Of one person and server: so many may wait at once, and so many may be suggested in a day. */
const MOST_WAITING = 3;
const MOST_A_DAY = 5;
const DAY_MS = 24 * 60 * 60 * 1000;

/** The form, or why this person cannot suggest a line here and now. */
export function openSuggestion(context: Context, title: Title, line: SuggestedLine = EMPTY_LINE): Reply | Opening {
  const refusal = findRefusal(context);
  if (refusal !== undefined) return buildNotice(refusal);
  const id = buildCustomId('quote', 'suggest', title.id);
  return buildLineForm(context.say, title, id, 'suggest.form.heading', line);
}

/** The form with the words of the message the command was used on. */
export function openFromMessage(context: Context, title: Title): Reply | Opening {
  const refusal = findRefusal(context);
  if (refusal !== undefined) return buildNotice(refusal);
  const text = cleanTyped((context.target?.content ?? '').replace(/^(?:-# |>{1,3} )/gm, ''), LONGEST_LINE);
  if (text === '') {
    const instead = context.target?.inPlaceOfText;
    const key = instead === undefined ? 'suggest.noText' : (`suggest.noTextBut.${instead}` as const);
    return buildNotice(context.say(key, { command: showCommand(context.say, context.commandIds, 'quote suggest') }));
  }
  return openSuggestion(context, title, { ...EMPTY_LINE, text });
}

/** The form once more with the words that a refused one kept. */
export function openAgain(context: Context, title: Title, said: string | undefined, speaker: string | undefined): Reply | Opening {
  return openSuggestion(context, title, readArgs(title, context.shownText, said, speaker) ?? EMPTY_LINE);
}

/** Takes a suggested line to those who review it, or says what is wrong with it and gives the words back. */
export function submitSuggestion(context: Context, title: Title, fields: Fields): Reply {
  const { say, caller, settings } = context;
  const { line, problems } = readLineForm(fields, title);
  const refusal = findRefusal(context);
  if (refusal !== undefined || caller.guildId === null || settings.suggestions === null) {
    return buildNotice([refusal ?? say('suggest.serverOnly'), say('suggest.kept'), keepWords(line.text)].join('\n'));
  }
  // The same interaction can come twice; what it made the first time is no other line.
  const waiting = [...context.suggestions, ...context.ownSuggestions.filter(({ state }) => state === 'waiting')];
  const others = waiting.filter(({ id }) => id !== context.interactionId);
  const same = findSameLine(context.content, title, others, line.text);
  const found = [...problems, ...(same === undefined ? [] : [`suggest.problem.${same}` as const])];
  if (found.length > 0) {
    return sayProblems(context, line, found, buildCustomId('quote', 'again', ...fitArgs('quote', 'again', [title.id], line)));
  }

  const suggestion: Suggestion = {
    id: context.interactionId,
    guildId: caller.guildId,
    userId: caller.userId,
    titleId: title.id,
    ...line,
    state: 'waiting',
    tone: null,
    locale: context.locale,
    createdAtMs: context.nowMs,
    decidedAtMs: null,
    decidedBy: null,
  };
  const mine = showCommand(context.say, context.commandIds, 'quote mine');
  const shown = `> ${escapeMarkdown(line.text)}`;
  const sent = buildMessage({ blocks: [say('suggest.sent', { mine }), shown] });
  const review = showCommand(context.say, context.commandIds, 'quote review');
  const notShown = buildMessage({ blocks: [say('suggest.notShown', { mine, review }), shown] });
  return {
    visibility: 'private',
    message: sent,
    changes: [{ kind: 'add-suggestion', suggestion }],
    after: {
      effect: {
        kind: 'post-message',
        channelId: settings.suggestions.channelId,
        message: buildReviewCard(context, title, suggestion, context.languages.say(context.publicLocale)),
        nonce: `line-${suggestion.id}`,
        onRefusal: { guildId: caller.guildId, cause: 'review-channel' },
      },
      settle: ({ ok }) => (ok ? sent : notShown),
    },
  };
}

/** What is wrong, one sentence each, with the words as they were typed, and the form again for one press. */
export function sayProblems({ say }: Context, line: SuggestedLine, problems: readonly SentenceKey[], againId: string): Reply {
  const listed = problems.map((key) => `- ${say(key, { most: LONGEST_LINE })}`);
  return {
    visibility: 'private',
    place: 'new',
    message: buildMessage({
      blocks: [
        [say('suggest.problems', { count: problems.length }), ...listed].join('\n'),
        line.text !== '' && `${say('suggest.kept')}\n${keepWords(line.text)}`,
      ],
      rows: [[buildButton({ label: say('suggest.again'), id: againId, style: 'primary' })]],
    }),
  };
}

/** Why this person cannot suggest anything here and now; undefined when they can. */
function findRefusal(context: Context): string | undefined {
  const { say, caller, settings, ownSuggestions, nowMs } = context;
  if (caller.guildId === null) return say('suggest.serverOnly');
  if (settings.suggestions === null) return say('suggest.off', { command: showCommand(context.say, context.commandIds, 'config panel') });
  const { suggesterRoleId } = settings.suggestions;
  // The role everybody has bears the server's own id, and nobody lists it.
  const isForAll = suggesterRoleId === null || suggesterRoleId === caller.guildId;
  const isAllowed = isForAll || caller.roleIds.includes(suggesterRoleId) || mayReview(context);
  if (!isAllowed) return say('suggest.notAllowed');
  const own = ownSuggestions.filter(({ id }) => id !== context.interactionId);
  const mine = showCommand(context.say, context.commandIds, 'quote mine');
  const waiting = own.filter(({ state }) => state === 'waiting').length;
  if (waiting >= MOST_WAITING) return say('suggest.manyWaiting', { count: waiting, mine });
  const today = own.filter(({ createdAtMs }) => nowMs - createdAtMs < DAY_MS).length;
  return today >= MOST_A_DAY ? say('suggest.manyToday', { count: today }) : undefined;
}
