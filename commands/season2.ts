/** `/season2`: the state of a next season first, then what has been claimed about it and what became of the claims. */
import type { APIButtonComponent } from 'discord-api-types/v10';
import { buildConflictItems, buildSourcesButton, buildSourcesLine } from '../src/bot/evidence.ts';
import { showWithin } from '../src/bot/hidden.ts';
import { buildListBlocks, choosePage } from '../src/bot/paging.ts';
import { TITLE_OPTION, withTitle, withTitleId } from '../src/bot/titles.ts';
import type { Command, Context, Reply, Title } from '../src/bot/types.ts';
import { ceilingOf, isOpen } from '../src/content/spoilers.ts';
import { accentOf, buildHeading, showCommand, showDate, showLink, showName } from '../src/language/show.ts';
import { buildCustomId } from '../src/message/custom-id.ts';
import { buildButton, buildMessage, buildNotice, buildPager } from '../src/message/reply.ts';
import type { Claim, NotASeason } from '../src/packs/schema.ts';
import { escapeMarkdown } from '../src/text/text.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** After this many days the reply says how old the last look is. */
const STALE_AFTER_DAYS = 90;

export const season2: Command = {
  name: 'season2',
  help: [{ group: 'ask', sentence: 'help.season2' }],
  visibility: 'public',
  place: 'everywhere',
  options: [TITLE_OPTION],
  answer(context) {
    const press = (title: Title) => buildCustomId('season2', 'page', title.id, 0);
    return withTitle(context, context.options.text('title'), press, (title) => answerSeason(context, title, 0));
  },
  presses: {
    page: (context, [titleId, page]) => withTitleId(context, titleId, (title) => answerSeason(context, title, page)),
    subscribe: (context) => saveSubscription(context, true),
    unsubscribe: (context) => saveSubscription(context, false),
  },
};

function answerSeason(context: Context, title: Title, askedPage: string | number | undefined): Reply {
  const { content, say, locale } = context;
  const next = content.nextSeason(title.id);
  if (!next) return buildNotice(context.say('season.unknown', { title: showName(title) }));
  const ceiling = ceilingOf(title, context);
  const newest = content.get('sources', title.id, next.newest_source);
  const newestLine =
    newest === undefined || next.as_of === 'undated'
      ? ''
      : say('season.newest', { date: showDate(locale, next.as_of), source: showLink(newest.publisher, newest.url) });
  const state = title.kind === 'film' && next.state === 'none-announced' ? say('season.state.film') : say(`season.state.${next.state}`);
  const daysOld = Math.floor((context.nowMs - Date.parse(`${next.checked_on}T00:00:00Z`)) / DAY_MS);
  const checked = say('season.checked', { date: showDate(locale, next.checked_on) });
  const stale = daysOld > STALE_AFTER_DAYS ? say('season.stale', { count: daysOld }) : '';
  const claims = content.list('claims', title.id);
  const others = content.list('not_a_season', title.id);
  const disagreements = buildConflictItems(
    context,
    title,
    [next.id, ...claims.map((claim) => claim.id), ...others.map((other) => other.id)],
    ceiling,
  );
  const page = choosePage(
    [
      { text: [escapeMarkdown(next.statement), newestLine, checked, stale].filter((line) => line !== '').join('\n'), records: [next] },
      ...buildListBlocks(
        say('season.notASeason'),
        others.map((other) => ({ text: showOther(context, title, ceiling, other), records: [other] })),
      ),
      ...buildListBlocks(
        say('season.claims'),
        claims.map((claim) => ({ text: showClaim(context, title, ceiling, claim), records: [claim] })),
      ),
      ...buildListBlocks(say('sources.disagree'), disagreements),
    ],
    askedPage,
    context.style,
  );
  return {
    message: buildMessage({
      accent: accentOf(title),
      blocks: [buildHeading(state, title), ...page.texts],
      // On the first page the date is that of the state itself, whatever else stands there.
      footnotes: [buildSourcesLine(context, title, page.number === 0 ? [next] : page.records, ceiling, say, page.records)],
      rows: [
        buildPager(say, { command: 'season2', action: 'page', args: [title.id] }, page.number, page.count),
        [buildSourcesButton(say, title, 'season'), ...buildNewsButton(context)],
      ],
    }),
  };
}

/** For admins alone, though all may see it: whoever else presses it is told so. */
function buildNewsButton({ caller, settings, say }: Context): readonly APIButtonComponent[] {
  if (caller.guildId === null || !caller.canManageServer) return [];
  const action = settings.seasonNewsChannelId === null ? 'subscribe' : 'unsubscribe';
  return [buildButton({ label: say(`season.news.${action}`), id: buildCustomId('season2', action) })];
}

/** Switches the one post about a change on, in the channel of the daily quote, or off. */
function saveSubscription(context: Context, isWanted: boolean): Reply {
  const { settings, caller, commandIds, say } = context;
  if (caller.guildId === null || !caller.canManageServer) return buildNotice(say('error.managersOnly'));
  const channelId = settings.daily?.channelId;
  if (isWanted && channelId === undefined) {
    return { place: 'new', ...buildNotice(say('season.news.needsChannel', { command: showCommand(commandIds, 'config panel') })) };
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
