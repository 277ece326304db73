/** `/season2`: the state of a next season first, then what has been claimed about it and what became of the claims. */

import type { APIButtonComponent } from 'discord-api-types/v10';
import { buildSourcesButton } from '../src/bot/evidence.ts';
import { buildFirstPage, GAP, noteDisagreements } from '../src/bot/first-page.ts';
import { showWithin } from '../src/bot/hidden.ts';
import { buildPageBehind } from '../src/bot/page-behind.ts';
import { type Block, buildListBlocks } from '../src/bot/paging.ts';
import { mayManage } from '../src/bot/permissions.ts';
import { buildFactCommand } from '../src/bot/privately.ts';
import { ofTitle, ofTypedTitle } from '../src/bot/titles.ts';
import type { Context, Reply, Title } from '../src/bot/types.ts';
import { daysBetween, localDateAt } from '../src/calendar/clock.ts';
import { ceilingOf, isOpen } from '../src/content/spoilers.ts';
import { showCommand, showDate, showLink, showShortDate, showTitle } from '../src/language/show.ts';
import { buildCustomId } from '../src/message/custom-id.ts';
import { keepSentences } from '../src/message/phone.ts';
import { buildButton, buildNotice } from '../src/message/reply.ts';
import type { Claim, NotASeason } from '../src/packs/schema.ts';
import { escapeMarkdown } from '../src/text/text.ts';

/** After this many days the reply says how old the last look is. */
const STALE_AFTER_DAYS = 90;

/** Lines of a phone on the first page. */
const STATEMENT_LINES = { alone: 5, beside: 2 };
const OTHER_LINES = 3;

export const season2 = buildFactCommand('season2', {
  answer: ofTypedTitle(pressForSeason, answerSeason),
  presses: {
    page: ofTitle(answerSeason),
    rumors: ofTitle((context, title, [page]) => answerRumors(context, title, page)),
    others: ofTitle((context, title, [page]) => answerOthers(context, title, page)),
    subscribe: (context) => saveSubscription(context, true),
    unsubscribe: (context) => saveSubscription(context, false),
  },
});

/** The press that opens the answer. */
export function pressForSeason(title: Title): string {
  return buildCustomId('season2', 'page', title.id);
}

function answerSeason(context: Context, title: Title): Reply {
  const { content, say, locale } = context;
  const next = content.nextSeason(title.id);
  if (!next) return buildNotice(say('season.unknown', { title: showTitle(title) }));
  const ceiling = ceilingOf(title, context);
  const newest = content.get('sources', title.id, next.newest_source);
  const newestLine =
    newest === undefined || next.as_of === 'undated'
      ? ''
      : say('season.newest', { date: showShortDate(locale, next.as_of), source: showLink(newest.publisher, newest.url) });
  const number = title.seasons_so_far + 1;
  const state =
    title.kind === 'film' && next.state === 'none-announced'
      ? say('season.state.film')
      : number === 2
        ? say(`season.state.${next.state}`)
        : say(`season.later.${next.state}`, { number });
  const daysOld = daysBetween(next.checked_on, localDateAt(context.nowMs, 'UTC'));
  const checked = say('season.checked', { date: showDate(locale, next.checked_on) });
  const stale = daysOld > STALE_AFTER_DAYS ? [`-# ${say('season.stale', { count: daysOld })}`] : [];
  const claims = content.list('claims', title.id);
  const told = claims.filter((claim) => claim.brief !== undefined && isOpen(claim, ceiling));
  const rumors = told.map(({ brief = '' }) => `- ${escapeMarkdown(brief)}`);
  const others = content.list('not_a_season', title.id);
  const openOthers = others.filter((other) => isOpen(other, ceiling));
  const otherLines = openOthers.map((other) => escapeMarkdown(other.brief ?? keepSentences(other.text, OTHER_LINES)));
  const statement = escapeMarkdown(keepSentences(next.statement, STATEMENT_LINES[rumors.length === 0 ? 'alone' : 'beside']));
  const isMoreOfOthers = others.length > openOthers.length || others.some(({ brief, facts }) => brief !== undefined || facts.length > 0);
  const isRemake = others.every(({ kind }) => kind === 'remake');
  return buildFirstPage(context, {
    title,
    heading: state,
    beside: [`-# ${checked}`, ...stale],
    facts:
      rumors.length === 0
        ? [statement, GAP, ...otherLines]
        : [`**${say('season.claims')}**\n${rumors.join('\n')}`, GAP, ...otherLines, GAP, statement],
    notes: [newestLine, ...noteDisagreements(context, title, [next], ceiling)],
    // The date is that of the state itself, whatever else stands there.
    evidence: [next],
    shown: [next, ...told, ...openOthers],
    rows: [
      [
        claims.length > 0 && buildButton({ label: say('season.rumors'), id: buildCustomId('season2', 'rumors', title.id) }),
        isMoreOfOthers &&
          buildButton({
            label: say(isRemake ? 'season.remake' : 'season.notASeason'),
            id: buildCustomId('season2', 'others', title.id),
          }),
        buildSourcesButton(say, title, 'season'),
      ],
      buildNewsButton(context),
    ],
  });
}

/** Everything that has been claimed, by date, and what became of it. */
function answerRumors(context: Context, title: Title, askedPage: string | undefined): Reply {
  const ceiling = ceilingOf(title, context);
  const items = context.content
    .list('claims', title.id)
    .map((claim) => ({ text: showClaim(context, title, ceiling, claim), records: [claim] }));
  return answerBehind(context, title, { action: 'rumors', heading: context.say('season.claims'), items }, askedPage);
}

/** What may be taken for a next season and is none. */
function answerOthers(context: Context, title: Title, askedPage: string | undefined): Reply {
  const ceiling = ceilingOf(title, context);
  const items = context.content
    .list('not_a_season', title.id)
    .map((other) => ({ text: showOther(context, title, ceiling, other), records: [other] }));
  return answerBehind(context, title, { action: 'others', heading: context.say('season.notASeason'), items }, askedPage);
}

interface Behind {
  readonly action: string;
  readonly heading: string;
  readonly items: readonly Block[];
}

function answerBehind(context: Context, title: Title, { action, heading, items }: Behind, askedPage: string | undefined): Reply {
  return buildPageBehind(context, {
    title,
    heading,
    blocks: buildListBlocks('', items),
    askedPage,
    pager: { command: 'season2', action, args: [title.id] },
    back: buildButton({ label: context.say('season.back'), id: pressForSeason(title) }),
    topic: 'season',
  });
}

/** For admins alone, though all may see it: whoever else presses it is told so. */
function buildNewsButton({ caller, settings, say }: Context): readonly APIButtonComponent[] {
  if (!mayManage(caller)) return [];
  const action = settings.seasonNewsChannelId === null ? 'subscribe' : 'unsubscribe';
  return [buildButton({ label: say(`season.news.${action}`), id: buildCustomId('season2', action) })];
}

/** Switches the one post about a change on, in the channel of the daily quote, or off. */
function saveSubscription(context: Context, isWanted: boolean): Reply {
  const { settings, caller, commandIds, say } = context;
  if (!mayManage(caller)) return buildNotice(say('error.managersOnly'));
  const channelId = settings.daily?.channelId;
  if (isWanted && channelId === undefined) {
    return { place: 'new', ...buildNotice(say('season.news.needsChannel', { command: showCommand(say, commandIds, 'config panel') })) };
  }
  const seasonNewsChannelId = isWanted ? (channelId ?? null) : null;
  const text = isWanted ? say('season.news.subscribed', { channel: `<#${channelId}>` }) : say('season.news.unsubscribed');
  return {
    place: 'new',
    ...buildNotice(text),
    changes: [{ kind: 'set-server', guildId: settings.guildId, patch: { seasonNewsChannelId }, byUserId: caller.userId }],
  };
}

function showClaim(context: Context, title: Title, ceiling: number, claim: Claim): string {
  const { say, locale } = context;
  const when = claim.date === 'undated' ? say('season.undated') : showDate(locale, claim.date);
  const outcome = claim.outcome === undefined ? '' : ` ${say('season.outcome', { outcome: escapeMarkdown(claim.outcome) })}`;
  const text = `${escapeMarkdown(claim.claim)}${outcome}`;
  return `**${when} · ${escapeMarkdown(claim.who)}** (${say(`season.kind.${claim.kind}`)}): ${showWithin(say, title, ceiling, claim, text)}`;
}

function showOther(context: Context, title: Title, ceiling: number, other: NotASeason): string {
  const facts = other.facts.filter((fact) => isOpen(fact, ceiling)).map((fact) => `\n  -# ${escapeMarkdown(fact.text)}`);
  return `**${escapeMarkdown(other.title)}**: ${showWithin(context.say, title, ceiling, other, escapeMarkdown(other.text))}${facts.join('')}`;
}
