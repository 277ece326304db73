/** The card of a suggested line, as its reviewers see it. */

import { showWithin } from '../../src/bot/hidden.ts';
import { mayManage } from '../../src/bot/permissions.ts';
import type { Context, Say, SentenceKey, Title } from '../../src/bot/types.ts';
import { findHurtfulKinds } from '../../src/care/hurtful.ts';
import { ceilingOf, isOpen, lowestCeiling } from '../../src/content/spoilers.ts';
import { accentOf, buildHeading, showList, showStamp } from '../../src/language/show.ts';
import { hash } from '../../src/lines/pick.ts';
import { buildCustomId } from '../../src/message/custom-id.ts';
import { buildButton, buildMessage, type ControlRow, type Message } from '../../src/message/reply.ts';
import type { Suggestion } from '../../src/state/members.ts';
import { escapeMarkdown } from '../../src/text/text.ts';

/** Manage Server, or the role an admin chose for it; asked anew at every press. */
export function mayReview({ caller, settings }: Pick<Context, 'caller' | 'settings'>): boolean {
  const reviewerRoleId = settings.suggestions?.reviewerRoleId ?? null;
  return mayManage(caller) || (reviewerRoleId !== null && caller.guildId !== null && caller.roleIds.includes(reviewerRoleId));
}

/** Whether the one who suggested it took it back: its words are deleted, and it still counts towards their suggestions of the day. */
export function isWithdrawn({ state, text }: Suggestion): boolean {
  return state === 'declined' && text === '';
}

/** Another one whenever the words change: a decision about words that were changed meanwhile is refused. */
export function fingerprint({ text, speaker, episode }: Suggestion): string {
  return hash(text, speaker, episode ?? '').toString(36);
}

export interface ReviewView {
  /** A sentence that stands first. */
  readonly note?: string | undefined;
  /** The card is a page of `/quote review`: its decisions lead back there. */
  readonly isPage?: boolean;
  readonly rows?: readonly (ControlRow | undefined)[];
}

/**
 * Words, speaker, episode, who suggested it and when; while it waits the buttons to decide, then who decided. In the channel what is later
 * than this server's ceiling stands behind spoiler marks, for those who pass by; a reviewer's own page has it open.
 */
export function buildReviewCard(context: Context, title: Title, suggestion: Suggestion, say: Say, view: ReviewView = {}): Message {
  const { state, userId, createdAtMs, decidedAtMs, decidedBy } = suggestion;
  const { note, isPage = false, rows = [] } = view;
  if (isWithdrawn(suggestion)) {
    const blocks = [buildHeading(say('review.heading'), title), note, say('review.withdrawn')];
    return buildMessage({ accent: accentOf(title), blocks, rows });
  }
  const when = decidedAtMs === null ? '' : showStamp(decidedAtMs, 'R');
  const decided = decidedBy === null ? say('review.decided', { when }) : say('review.decidedBy', { user: `<@${decidedBy}>`, when });
  return buildMessage({
    accent: accentOf(title),
    blocks: [
      buildHeading(say(headingOf(suggestion)), title),
      note,
      isPage ? quoteSuggestion(title, suggestion, say) : showSuggestion(context, title, suggestion, say),
      [describeEpisode(say, title, suggestion), say('review.by', { user: `<@${userId}>`, when: showStamp(createdAtMs, 'R') })].join('\n'),
      ...(state === 'waiting'
        ? [noteHurtful(isPage ? context.locale : context.publicLocale, suggestion, say), say('review.reminder')]
        : [when && decided, describeReach(context, title, suggestion, say)]),
    ],
    rows: [...listDecisions(say, title, suggestion, isPage), ...rows],
  });
}

/** The line with who says it, hidden where it is later than may stand openly. */
export function showSuggestion(context: Context, title: Title, suggestion: Suggestion, say: Say): string {
  const ceiling = ceilingOf(title, context);
  const record = datedOf(title, suggestion);
  const shown = quoteSuggestion(title, suggestion, say);
  return isOpen(record, ceiling) ? shown : showWithin(say, title, ceiling, record, shown.replace(/^> /, '').replace('\n', ' '));
}

function quoteSuggestion(title: Title, { text, speaker }: Suggestion, say: Say): string {
  const by = speaker === '' ? say('quote.speakerUnknown', { title: escapeMarkdown(title.name) }) : escapeMarkdown(speaker);
  return `> ${escapeMarkdown(text)}\n— ${by}`;
}

/** Without an episode it counts as one of the last. */
function datedOf(title: Title, { episode }: Suggestion) {
  return { spoiler_from: Math.max(episode ?? title.last_episode, lowestCeiling(title)) };
}

/** That an approved line is seen by nobody yet because its episode is not known, and what to do; empty where it is seen. */
function describeReach({ settings }: Context, title: Title, suggestion: Suggestion, say: Say): string {
  if (suggestion.state !== 'approved' || !lacksEpisode(title, suggestion)) return '';
  if (isOpen(datedOf(title, suggestion), ceilingOf(title, settings))) return '';
  return say('review.staysHidden', { episode: title.last_episode, button: say('review.setEpisode') });
}

/** A film has no episodes to set. */
const lacksEpisode = (title: Title, { episode }: Suggestion): boolean => title.kind !== 'film' && episode === null;

function headingOf({ state, tone }: Suggestion): SentenceKey {
  if (state === 'waiting') return 'review.heading';
  if (state === 'declined') return 'review.declined';
  return tone === 'firm' ? 'review.approvedFirm' : 'review.approvedGentle';
}

function describeEpisode(say: Say, title: Title, { episode }: Suggestion): string {
  if (title.kind === 'film') return say(episode === 0 ? 'review.filmOpen' : 'review.filmSeen');
  return episode === null ? say('review.noEpisode', { episode: title.last_episode }) : say('review.episode', { episode });
}

function noteHurtful(locale: string, { text }: Suggestion, say: Say): string {
  const kinds = findHurtfulKinds(text);
  if (kinds.length === 0) return '';
  const names = kinds.map((kind) => say(`review.kind.${kind}`));
  return say('review.hurtful', { list: showList(locale, names) });
}

function listDecisions(say: Say, title: Title, suggestion: Suggestion, isPage: boolean): readonly ControlRow[] {
  const { id, state } = suggestion;
  const press = (action: string, ...args: readonly string[]) =>
    buildCustomId('quote', action, id, fingerprint(suggestion), ...args, ...(isPage ? ['page'] : []));
  const setEpisode =
    lacksEpisode(title, suggestion) && buildButton({ label: say('review.setEpisode'), id: press('episode'), style: 'primary' });
  if (state !== 'waiting') {
    return [[state === 'approved' && setEpisode, buildButton({ label: say('review.reopen'), id: press('reopen') })]];
  }
  return [
    [
      setEpisode,
      buildButton({ label: say('review.asGentle'), id: press('approve-gentle'), style: 'success' }),
      buildButton({ label: say('review.asFirm'), id: press('approve-firm'), style: 'success' }),
      buildButton({ label: say('review.edit'), id: press('edit') }),
      buildButton({ label: say('review.decline'), id: press('decline'), style: 'danger' }),
    ],
  ];
}
