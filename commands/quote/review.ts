/** Reviewers decide about suggested lines: on the card in their channel, or one after the other in `/quote review`. */

import type { Context, Opening, Reply, Say, Title } from '../../src/bot/types.ts';
import { showCommand, showTitle } from '../../src/language/show.ts';
import { readEpisode } from '../../src/lines/line-text.ts';
import { buildCustomId } from '../../src/message/custom-id.ts';
import type { Fields } from '../../src/message/modal.ts';
import { buildButton, buildMessage, buildNotice, buildPager, type ControlRow, clampPage } from '../../src/message/reply.ts';
import type { Suggestion } from '../../src/state/members.ts';
import { escapeMarkdown, joinFilled } from '../../src/text/text.ts';
import { buildEpisodeForm, buildLineForm, fitArgs, readArgs, readLineForm, type SuggestedLine } from './form.ts';
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
    const off = settings.suggestions === null && say('suggest.off', { command: showCommand(say, context.commandIds, 'config panel') });
    return buildNotice(joinFilled([none, off]), [other]);
  }
  const rows = [buildPager(say, { command: 'quote', action: 'review', args: [state] }, page, list.length), other];
  return { visibility: 'private', message: buildReviewCard(context, title, suggestion, say, { isPage: true, rows }) };
}

function buildListButton(say: Say, state: ReviewedState) {
  const label = state === 'waiting' ? say('review.showWaiting') : say('review.showApproved');
  return buildButton({ label, id: buildCustomId('quote', 'review', state, 0) });
}

/** What a press on a review card is about; `isPage`: the card is a page of `/quote review`. */
interface UnderReview {
  readonly suggestion: Suggestion;
  readonly title: Title;
  readonly isPage: boolean;
}

/** Runs `act` for what a press is about; says why where there is nothing to decide. @param page As the custom_id has it. */
function withReviewed<Result extends Reply | Opening>(
  context: Context,
  page: string | undefined,
  act: (found: UnderReview) => Result | Reply,
): Result | Reply {
  if (!mayReview(context)) return sayReviewersOnly(context);
  const { suggestion } = context;
  const title = suggestion === null ? undefined : context.content.title(suggestion.titleId);
  if (suggestion === null || title === undefined)
    return { place: 'shared', message: buildMessage({ blocks: [sayShared(context, false)('review.gone')] }) };
  return act({ suggestion, title, isPage: page === 'page' });
}

function sayReviewersOnly({ say }: Context): Reply {
  return { ...buildNotice(say('review.notAllowed')), place: 'new' };
}

/** The card as it is now, in the place of the one that was pressed. */
function showCard(context: Context, { title, suggestion, isPage }: UnderReview, note?: string): Reply {
  const say = sayShared(context, isPage);
  const rows: readonly ControlRow[] = isPage ? [[buildListButton(say, 'waiting')]] : [];
  return { place: 'shared', message: buildReviewCard(context, title, suggestion, say, { isPage, rows, note }) };
}

/** Saves what becomes of a suggestion, and shows its card as it is then. */
function saveNext(context: Context, found: UnderReview, changed: Partial<Suggestion>): Reply {
  const next: Suggestion = { ...found.suggestion, ...changed };
  return {
    ...showCard(context, { ...found, suggestion: next }),
    changes: [{ kind: 'save-suggestion', next, read: found.suggestion }],
  };
}

/** Approves or declines what waits. Who comes second sees what was decided, and decides about no other words than those they saw. */
export function decide(context: Context, [, seen, page]: readonly string[], tone: 'gentle' | 'firm' | null): Reply {
  return withReviewed(context, page, (found) => {
    const { suggestion, title, isPage } = found;
    if (suggestion.state !== 'waiting') return showCard(context, found);
    if (seen !== fingerprint(suggestion)) return showCard(context, found, sayShared(context, isPage)('review.changed'));
    const state = tone === null ? 'declined' : 'approved';
    return {
      ...saveNext(context, found, { state, tone, decidedAtMs: context.nowMs, decidedBy: context.caller.userId }),
      after: {
        effect: { kind: 'tell-member', userId: suggestion.userId, message: tellDecision(context, title, { ...suggestion, state }) },
      },
    };
  });
}

/** A decision taken back: the line waits again, and is out of the bag at once. */
export function reopen(context: Context, [, , page]: readonly string[]): Reply {
  return withReviewed(context, page, (found) =>
    found.suggestion.state === 'waiting' || isWithdrawn(found.suggestion)
      ? showCard(context, found)
      : saveNext(context, found, { state: 'waiting', tone: null, decidedAtMs: null, decidedBy: null }),
  );
}

/** The form to change a line that waits; what was decided meanwhile is shown instead. */
export function openEdit(context: Context, [, , page]: readonly string[]): Reply | Opening {
  return withReviewed(context, page, (found) =>
    found.suggestion.state === 'waiting' ? openEditForm(context, found, found.suggestion) : showCard(context, found),
  );
}

/** The form with the words a refused one kept; its arguments go on with those of the card. */
export function openEditAgain(context: Context, [, page, said, speaker]: readonly string[]): Reply | Opening {
  return withReviewed(context, page, (found) => {
    if (found.suggestion.state !== 'waiting') return buildNotice(context.say('review.tooLate'));
    return openEditForm(context, found, readArgs(found.title, context.shownText, said, speaker) ?? found.suggestion);
  });
}

function openEditForm(context: Context, { suggestion, title, isPage }: UnderReview, line: SuggestedLine): Opening {
  const id = buildCustomId('quote', 'revise', suggestion.id, fingerprint(suggestion), ...(isPage ? ['page'] : []));
  return buildLineForm(context.say, title, id, 'review.editHeading', line);
}

/** The form for the episode alone, of what waits and of what is approved. */
export function openReviewEpisode(context: Context, [, , page]: readonly string[]): Reply | Opening {
  return withReviewed<Opening>(context, page, (found) => {
    const { suggestion, isPage } = found;
    if (suggestion.state === 'declined') return showCard(context, found);
    const id = buildCustomId('quote', 'set-episode', suggestion.id, fingerprint(suggestion), ...(isPage ? ['page'] : []));
    return buildEpisodeForm(context.say, id, suggestion);
  });
}

/** The episode is set and nothing else changes: what was approved stays approved. */
export function setEpisode(context: Context, [, seen, page]: readonly string[], fields: Fields): Reply {
  return withReviewed(context, page, (found) => {
    const { suggestion, title, isPage } = found;
    if (suggestion.state === 'declined') return showCard(context, found);
    if (seen !== fingerprint(suggestion)) return showCard(context, found, sayShared(context, isPage)('review.changed'));
    const episode = readEpisode(title, fields.text('episode'));
    if (episode === undefined || episode === null) return { ...buildNotice(context.say('suggest.problem.episode')), place: 'new' };
    return saveNext(context, found, { episode });
  });
}

/** The words as a reviewer has mended them; the line goes on waiting. */
export function revise(context: Context, [, seen, page = '']: readonly string[], fields: Fields): Reply {
  return withReviewed(context, page, (found) => {
    const { suggestion, title } = found;
    if (suggestion.state !== 'waiting') return showCard(context, found);
    const { line, problems } = readLineForm(fields, title);
    const isOld = seen !== fingerprint(suggestion);
    if (problems.length === 0 && !isOld) return saveNext(context, found, line);
    const args = fitArgs('quote', 'edit-again', [suggestion.id, page], line);
    const said = [...problems, ...(isOld ? (['review.changedMeanwhile'] as const) : [])];
    return sayProblems(context, line, said, buildCustomId('quote', 'edit-again', ...args));
  });
}

/** Speaks to those who see the card: the reviewer alone in a list, else everybody in the channel. */
function sayShared(context: Context, isPage: boolean): Say {
  return isPage ? context.say : context.languages.say(context.publicLocale);
}

/** It works in the server alone, and this is read elsewhere. */
const NO_MENTION = new Map<string, string>();

function tellDecision(context: Context, title: Title, suggestion: Pick<Suggestion, 'state' | 'locale' | 'text'>) {
  const say = context.languages.say(suggestion.locale);
  const sentence = suggestion.state === 'approved' ? 'suggest.told.approved' : 'suggest.told.declined';
  return buildMessage({
    blocks: [
      say(sentence, { title: showTitle(title) }),
      `> ${escapeMarkdown(suggestion.text)}`,
      say('suggest.told.where', { mine: showCommand(say, NO_MENTION, 'quote mine') }),
    ],
  });
}
