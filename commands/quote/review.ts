/** Reviewers decide about suggested lines: on the card in their channel, or one after the other in `/quote review`. */

import type { Context, Opening, Reply, Say, Title } from '../../src/bot/types.ts';
import { showCommand, showTitle } from '../../src/language/show.ts';
import { readEpisode } from '../../src/lines/line-text.ts';
import { buildCustomId } from '../../src/message/custom-id.ts';
import type { Fields } from '../../src/message/modal.ts';
import { buildButton, buildMessage, buildNotice, buildPager, type ControlRow, clampPage } from '../../src/message/reply.ts';
import type { Suggestion } from '../../src/state/members.ts';
import { escapeMarkdown } from '../../src/text/text.ts';
import { buildEpisodeForm, buildLineForm, fitArgs, readArgs, readLineForm } from './form.ts';
import { buildReviewCard, fingerprint, isWithdrawn, mayReview } from './review-card.ts';
import { sayProblems } from './suggest.ts';

/** Suggestions a list of `/quote review` goes through. */
export const MOST_REVIEWED = 100;

export type ReviewedState = 'waiting' | 'approved';

/** Which list a press or the typed command asks for. */
export function readReviewedState(arg: string | undefined): ReviewedState {
  return arg === 'approved' ? 'approved' : 'waiting';
}

/** One card at a time: those that wait with the oldest first, those that are approved with the newest. */
export function answerReview(context: Context, state: ReviewedState, askedPage: string | undefined): Reply {
  const { say, settings, caller } = context;
  if (caller.guildId === null) return buildNotice(say('suggest.serverOnly'));
  if (!mayReview(context)) return sayReviewersOnly(context);
  const known = context.suggestions.filter(({ titleId }) => context.content.title(titleId) !== undefined);
  const list = state === 'waiting' ? known.toReversed() : known;
  const page = clampPage(askedPage, Math.max(list.length, 1));
  const suggestion = list[page];
  const title = suggestion && context.content.title(suggestion.titleId);
  const other = [buildListButton(say, state === 'waiting' ? 'approved' : 'waiting')];
  if (suggestion === undefined || title === undefined) {
    const none = state === 'waiting' ? say('review.noneWaiting') : say('review.noneApproved');
    const off =
      settings.suggestions === null ? [say('suggest.off', { command: showCommand(context.say, context.commandIds, 'config panel') })] : [];
    return buildNotice([none, ...off].join('\n'), [other]);
  }
  const rows = [buildPager(say, { command: 'quote', action: 'review', args: [state] }, page, list.length), other];
  return { visibility: 'private', message: buildReviewCard(context, title, suggestion, say, { isPage: true, rows }) };
}

function buildListButton(say: Say, state: ReviewedState) {
  const label = state === 'waiting' ? say('review.showWaiting') : say('review.showApproved');
  return buildButton({ label, id: buildCustomId('quote', 'review', state, 0) });
}

/** What a press on a review card is about; a reply where there is nothing to decide. */
function findUnderReview(context: Context): { readonly suggestion: Suggestion; readonly title: Title } | Reply {
  if (!mayReview(context)) return sayReviewersOnly(context);
  const { suggestion } = context;
  const title = suggestion === null ? undefined : context.content.title(suggestion.titleId);
  if (suggestion === null || title === undefined) {
    const say = sayShared(context, false);
    return { place: 'shared', message: buildMessage({ blocks: [say('review.gone')] }) };
  }
  return { suggestion, title };
}

function sayReviewersOnly({ say }: Context): Reply {
  return { ...buildNotice(say('review.notAllowed')), place: 'new' };
}

/** The card as it is now, in the place of the one that was pressed. */
function showCard(context: Context, title: Title, suggestion: Suggestion, isPage: boolean, note?: string): Reply {
  const say = sayShared(context, isPage);
  const rows: readonly ControlRow[] = isPage ? [[buildListButton(say, 'waiting')]] : [];
  return { place: 'shared', message: buildReviewCard(context, title, suggestion, say, { isPage, rows, ...(note ? { note } : {}) }) };
}

/** Approves or declines what waits. Who comes second sees what was decided, and decides about no other words than those they saw. */
export function decide(context: Context, [, seen, page]: readonly string[], tone: 'gentle' | 'firm' | null): Reply {
  const found = findUnderReview(context);
  if ('message' in found) return found;
  const { suggestion, title } = found;
  const isPage = page === 'page';
  if (suggestion.state !== 'waiting') return showCard(context, title, suggestion, isPage);
  if (seen !== fingerprint(suggestion)) return showCard(context, title, suggestion, isPage, sayShared(context, isPage)('review.changed'));
  const next: Suggestion = {
    ...suggestion,
    state: tone === null ? 'declined' : 'approved',
    tone,
    decidedAtMs: context.nowMs,
    decidedBy: context.caller.userId,
  };
  return {
    ...showCard(context, title, next, isPage),
    changes: [{ kind: 'save-suggestion', next, read: suggestion }],
    after: { effect: { kind: 'tell-member', userId: suggestion.userId, message: tellDecision(context, title, next) } },
  };
}

/** A decision taken back: the line waits again, and is out of the bag at once. */
export function reopen(context: Context, [, , page]: readonly string[]): Reply {
  const found = findUnderReview(context);
  if ('message' in found) return found;
  const { suggestion, title } = found;
  const isPage = page === 'page';
  if (suggestion.state === 'waiting' || isWithdrawn(suggestion)) return showCard(context, title, suggestion, isPage);
  const next: Suggestion = { ...suggestion, state: 'waiting', tone: null, decidedAtMs: null, decidedBy: null };
  return { ...showCard(context, title, next, isPage), changes: [{ kind: 'save-suggestion', next, read: suggestion }] };
}

/** The form to change a line that waits; what was decided meanwhile is shown instead. */
export function openEdit(context: Context, args: readonly string[]): Reply | Opening {
  const found = findUnderReview(context);
  if ('message' in found) return found;
  const { suggestion, title } = found;
  const [, , page] = args;
  if (suggestion.state !== 'waiting') return showCard(context, title, suggestion, page === 'page');
  return openEditForm(context, title, suggestion, suggestion, page === 'page');
}

/** The form with the words a refused one kept; its arguments go on with those of the card. */
export function openEditAgain(context: Context, [, page = '', said, speaker]: readonly string[]): Reply | Opening {
  const found = findUnderReview(context);
  if ('message' in found) return found;
  const { suggestion, title } = found;
  if (suggestion.state !== 'waiting') return buildNotice(context.say('review.tooLate'));
  const line = readArgs(title, context.shownText, said, speaker) ?? suggestion;
  return openEditForm(context, title, suggestion, line, page === 'page');
}

function openEditForm(
  context: Context,
  title: Title,
  suggestion: Suggestion,
  line: Parameters<typeof buildLineForm>[4],
  isPage: boolean,
): Opening {
  const id = buildCustomId('quote', 'revise', suggestion.id, fingerprint(suggestion), ...(isPage ? ['page'] : []));
  return { modal: buildLineForm(context.say, title, id, 'review.editHeading', line) };
}

/** The form for the episode alone, of what waits and of what is approved. */
export function openReviewEpisode(context: Context, [, , page]: readonly string[]): Reply | Opening {
  const found = findUnderReview(context);
  if ('message' in found) return found;
  const { suggestion, title } = found;
  if (suggestion.state === 'declined') return showCard(context, title, suggestion, page === 'page');
  const id = buildCustomId('quote', 'set-episode', suggestion.id, fingerprint(suggestion), ...(page === 'page' ? ['page'] : []));
  return { modal: buildEpisodeForm(context.say, id, suggestion) };
}

/** The episode is set and nothing else changes: what was approved stays approved. */
export function setEpisode(context: Context, [, seen, page]: readonly string[], fields: Fields): Reply {
  const found = findUnderReview(context);
  if ('message' in found) return found;
  const { suggestion, title } = found;
  const isPage = page === 'page';
  const say = sayShared(context, isPage);
  if (suggestion.state === 'declined') return showCard(context, title, suggestion, isPage);
  if (seen !== fingerprint(suggestion)) return showCard(context, title, suggestion, isPage, say('review.changed'));
  const episode = readEpisode(title, fields.text('episode'));
  if (episode === undefined || episode === null) return { ...buildNotice(context.say('suggest.problem.episode')), place: 'new' };
  const next: Suggestion = { ...suggestion, episode };
  return { ...showCard(context, title, next, isPage), changes: [{ kind: 'save-suggestion', next, read: suggestion }] };
}

/** The words as a reviewer has mended them; the line goes on waiting. */
export function revise(context: Context, [, seen, page = '']: readonly string[], fields: Fields): Reply {
  const found = findUnderReview(context);
  if ('message' in found) return found;
  const { suggestion, title } = found;
  const isPage = page === 'page';
  if (suggestion.state !== 'waiting') return showCard(context, title, suggestion, isPage);
  const { line, problems } = readLineForm(fields, title);
  const isOld = seen !== fingerprint(suggestion);
  if (problems.length > 0 || isOld) {
    const args = fitArgs('quote', 'edit-again', [suggestion.id, page], line);
    const found = [...problems, ...(isOld ? (['review.changedMeanwhile'] as const) : [])];
    return sayProblems(context, line, found, buildCustomId('quote', 'edit-again', ...args));
  }
  const next: Suggestion = { ...suggestion, ...line };
  return { ...showCard(context, title, next, isPage), changes: [{ kind: 'save-suggestion', next, read: suggestion }] };
}

/** Speaks to those who see the card: the reviewer alone in a list, else everybody in the channel. */
function sayShared(context: Context, isPage: boolean): Say {
  return isPage ? context.say : context.languages.say(context.publicLocale);
}

function tellDecision(context: Context, title: Title, suggestion: Suggestion) {
  const say = context.languages.say(suggestion.locale);
  const sentence = suggestion.state === 'approved' ? 'suggest.told.approved' : 'suggest.told.declined';
  return buildMessage({
    blocks: [
      say(sentence, { title: showTitle(title) }),
      `> ${escapeMarkdown(suggestion.text)}`,
      // No mention to click on: it works in the server alone, and this is read elsewhere.
      say('suggest.told.where', { mine: '`/quote mine`' }),
    ],
  });
}
