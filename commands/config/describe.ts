/** What a server has set, as "Label: value": the same lines in the panel and in the preview of an import. */

import { hasPermission, listNeededPermissions, type PermissionUse } from '../../src/bot/permissions.ts';
import type { PickedChannel } from '../../src/bot/picked.ts';
import { describeReason, recordReason } from '../../src/bot/reasons.ts';
import type { BotPermissions, Context, Say, Title } from '../../src/bot/types.ts';
import { localDateAt, localTimeAt, nextPostAtMs } from '../../src/calendar/clock.ts';
import { EVERY_DAY } from '../../src/calendar/weekdays.ts';
import { nameZone } from '../../src/calendar/zones.ts';
import { ceilingOf, lowestCeiling } from '../../src/content/spoilers.ts';
import {
  showCommand,
  showDate,
  showDays,
  showLanguage,
  showList,
  showRow,
  showStamp,
  showTime,
  showTitle,
} from '../../src/language/show.ts';
import { titlesOfPost } from '../../src/lines/pick.ts';
import { dateOfEpisode } from '../../src/lines/rewatch.ts';
import { measureSupply } from '../../src/lines/supply.ts';
import { focusDaily, listDailies } from '../../src/state/dailies.ts';
import { type DailySettings, EVERY_TITLE, type ServerSettings, type SettingsPatch } from '../../src/state/types.ts';
import { cleanTyped, escapeMarkdown, joinFilled, shorten } from '../../src/text/text.ts';
import { nameDays } from './days.ts';
import { serverOf } from './focus.ts';

export type SettingName = keyof SettingsPatch;

/** More titles than these are told of only where something was set for them. */
const MOST_TITLES_TOLD = 5;
/** Characters of a server's own words; all of them stand in their form. */
const CARE_TEXT_SHOWN = 160;
const CARE_TEXT_HINTED = 16;
const MOST_SETTINGS_NAMED = 3;

type Tell = (context: Context, settings: ServerSettings, isBrief: boolean) => string;

/** In the order of the panel. */
const TOLD: Readonly<Record<SettingName, Tell>> = {
  daily: (context, settings, isBrief) => {
    const isSupplyTold = settings.daily?.enabled === true && (!isBrief || hasNoLine(context, settings));
    return [describeDaily(context, settings.daily, isBrief), ...(isSupplyTold ? [describeSupply(context, settings)] : [])].join('\n');
  },
  moreDailies: (context, settings, isBrief) => {
    const { moreDailies } = settings;
    if (!isBrief || moreDailies.length <= 1) return moreDailies.map((daily) => describeMore(context, settings, daily, isBrief)).join('\n');
    const needsHelp = moreDailies.some(({ enabled, suspendedReason }) => enabled && suspendedReason !== null);
    return `${context.say('config.showMoreMany', { many: moreDailies.length })}${needsHelp ? ' ⚠' : ''}`;
  },
  title: describeTitle,
  ceilings: (context, settings) =>
    listTitlesTold(context, settings)
      .map((title) => describeCeiling(context.say, title, ceilingOf(title, settings)))
      .join('\n'),
  locale: ({ say, locale: shownIn }, { locale }) =>
    locale === null ? say('config.showLanguageFollows') : say('config.showLanguage', { language: showLanguage(shownIn, locale) }),
  replyStyle: ({ say }, { replyStyle }) => say(`config.showReplyStyle.${replyStyle}`),
  suggestions: ({ say }, settings, isBrief) => describeSuggestions(say, settings, isBrief),
  quizBoard: ({ say }, { quizBoard }) => say(`config.showQuizBoard.${quizBoard ? 'on' : 'off'}`),
  seasonNewsChannelId: ({ say }, { seasonNewsChannelId: id }) =>
    id === null ? say('config.showNewsOff') : say('config.showNews', { channel: `<#${id}>` }),
  noticesChannelId: ({ say }, { noticesChannelId: id }) =>
    id === null ? say('config.showNoticesOff') : say('config.showNotices', { channel: `<#${id}>` }),
  careText: ({ say }, { careText }, isBrief) => {
    if (careText === null) return say('config.showCareNone');
    const text = shorten(cleanTyped(careText, CARE_TEXT_SHOWN), isBrief ? CARE_TEXT_HINTED : CARE_TEXT_SHOWN);
    return say('config.showCare', { text: escapeMarkdown(text) });
  },
};

export const SETTING_NAMES: readonly SettingName[] = Object.keys(TOLD).filter((name): name is SettingName => name in TOLD);

/** One word for the first and the others. */
const NAMED_SETTINGS = SETTING_NAMES.filter((name) => name !== 'moreDailies');

/**
 * One setting as it is in `settings`, a line or a few.
 *
 * @param isBrief As on the panel's first page: without what its further pages tell, and with the first of a server's own words.
 */
export function describeSetting(context: Context, settings: ServerSettings, name: SettingName, isBrief = false): string {
  return TOLD[name](context, settings, isBrief);
}

/** "daily quote, language": settings by their names, the first few of many. */
export function nameSettings({ locale, say }: Context, names: readonly SettingName[]): string {
  const asked = names.map((name) => (name === 'moreDailies' ? 'daily' : name));
  const named = NAMED_SETTINGS.filter((name) => asked.includes(name)).map((name) => say(`config.setting.${name}`));
  return named.length > MOST_SETTINGS_NAMED ? `${showRow(say, named.slice(0, MOST_SETTINGS_NAMED))}…` : showList(locale, named);
}

function describeCeiling(say: Say, title: Title, ceiling: number): string {
  const about = { title: escapeMarkdown(title.name), episode: ceiling };
  if (title.kind === 'film') return say(ceiling > lowestCeiling(title) ? 'config.showCeiling.seen' : 'config.showCeiling.unseen', about);
  return say(ceiling >= title.last_episode ? 'config.showCeiling.all' : 'config.showCeiling.episode', about);
}

function describeDaily(context: Context, daily: DailySettings | null, isBrief: boolean): string {
  const { say, commandIds, focus } = context;
  if (daily === null) return focus === undefined ? say('config.showOff') : say('config.showMoreNew', { slot: focus.slot });
  const lines = () => {
    const about = { slot: daily.slot, channel: `<#${daily.channelId}>`, time: showTime(context.locale, daily.time) };
    if (!daily.enabled)
      return daily.slot === 1 ? [say('config.showOff'), describeKept(context, daily)] : [say('config.showMoreOff', about)];
    if (daily.suspendedReason !== null) {
      const reason = describeReason(say, daily.suspendedReason);
      const paused = say('config.showSuspended', { reason, command: showCommand(say, commandIds, 'health') });
      if (daily.slot !== 1) return [say('config.showMorePaused', about), reason];
      return isBrief ? [paused] : [paused, describeKept(context, daily)];
    }
    return [describeWhen(context, daily, isBrief)];
  };
  return joinFilled([...lines(), isBrief ? '' : listChoices(context, daily)]);
}

/** One of the daily posts after the first, as a line; with what differs from the ordinary below it. */
function describeMore(context: Context, settings: ServerSettings, daily: DailySettings, isBrief: boolean): string {
  const { say, locale } = context;
  const about = { slot: daily.slot, channel: `<#${daily.channelId}>`, time: showTime(locale, daily.time) };
  const own = focusDaily(settings, daily.slot);
  const line = !daily.enabled
    ? say('config.showMoreOff', about)
    : daily.suspendedReason !== null
      ? say('config.showMorePaused', about)
      : say('config.showMore', about);
  return joinFilled([line, isBrief ? '' : listChoices(context, daily), hasNoLine(context, own) ? describeSupply(context, own) : '']);
}

/** How many lines the daily post has at these settings, and what makes more; that there is none where there is none. */
export function describeSupply(context: Context, settings: ServerSettings): string {
  const { placeContent, say } = context;
  const titles = titlesOfPost(placeContent, settings);
  if (titles.length === 0) return '';
  const server = serverOf(context);
  const others = listDailies(server)
    .filter(({ slot, enabled }) => enabled && slot !== (settings.daily?.slot ?? 1))
    .map(({ slot, weekdays }) => ({ weekdays, titles: titlesOfPost(placeContent, focusDaily(server, slot)) }));
  const { lines, days, more } = measureSupply(placeContent, titles, settings, others);
  const labels = { ceiling: say('config.screen.reading'), tone: say('config.tone.all'), about: say('config.include.director') };
  const ways = [...more.map((what) => labels[what]), settings.suggestions === null && say('config.screen.suggestions')];
  const list = joinFilled(
    ways.map((way) => way && `**${way}**`),
    ' · ',
  );
  return joinFilled([
    lines === 0 ? say('config.supplyNone') : say('config.supply', { quotes: lines, count: days }),
    list === '' ? '' : `-# ${say('config.supplyMore', { list })}`,
  ]);
}

/** The settings with the first daily post that is on and has nothing to post; undefined where each has something. */
export function findDry(context: Context): ServerSettings | undefined {
  const server = serverOf(context);
  return listDailies(server)
    .map(({ slot }) => focusDaily(server, slot))
    .find((one) => hasNoLine(context, one));
}

function hasNoLine({ placeContent }: Context, settings: ServerSettings): boolean {
  const titles = titlesOfPost(placeContent, settings);
  return settings.daily?.enabled === true && titles.length > 0 && measureSupply(placeContent, titles, settings).lines === 0;
}

/** Where and when a post that is on comes, with the clock of its zone, and the next one. */
export function describeWhen(context: Context, daily: DailySettings, isBrief = false): string {
  const { say, locale, nowMs } = context;
  // Where there are many the next one of the first says little.
  const isOneOfMany = serverOf(context).moreDailies.length > 1;
  const { channelId, zone } = daily;
  const now = showTime(locale, localTimeAt(nowMs, zone));
  const about = { channel: `<#${channelId}>`, time: showTime(locale, daily.time), zone: nameZone(zone, locale), now };
  const where = daily.slot === 1 ? say('config.showOn', about) : say('config.showMoreOn', { ...about, slot: daily.slot });
  const nextMs = nextPostAtMs(daily);
  if (nextMs === null || (isBrief && isOneOfMany)) return where;
  const next = joinFilled([showStamp(nextMs, 'f'), !isBrief && showStamp(nextMs, 'R')], ' · ');
  return `${where}\n${say('config.showNext', { next })}`;
}

/** What stays set while no post comes. */
export function describeKept({ say, locale }: Context, { channelId, time, zone }: DailySettings): string {
  return say('config.kept', { channel: `<#${channelId}>`, time: showTime(locale, time), zone: nameZone(zone, locale) });
}

/** Only what differs from the ordinary; nothing for a plain daily post. */
export function listChoices(context: Context, daily: DailySettings): string {
  const { locale, say, content, nowMs } = context;
  const { titleId, weekdays, tone, includeDirector, style, pingRoleId, opensThread, crossposts, pins, skipDate, pauseUntil, place } = daily;
  const title = titleId === null ? undefined : content.title(titleId);
  const isForum = place === 'forum';
  const lines = [
    titleId === EVERY_TITLE && say('config.everyTitle'),
    title !== undefined && say('config.choice.title', { title: escapeMarkdown(title.name) }),
    weekdays.length < EVERY_DAY.length && say('config.choice.days', { days: nameDays(context, weekdays) }),
    tone === 'gentle' && say('config.choice.gentle'),
    includeDirector && say('config.choice.director'),
    style === 'text' && say('config.choice.text'),
    pingRoleId !== null && say('config.choice.ping', { role: `<@&${pingRoleId}>` }),
    isForum && say('config.choice.forum'),
    !isForum && opensThread && say('config.choice.thread'),
    !isForum && crossposts && say('config.choice.crosspost'),
    !isForum && pins && say('config.choice.pin'),
    isPaused(daily, nowMs) && say('config.choice.pause', { date: showDate(locale, pauseUntil ?? '') }),
    skipDate !== null && say('config.choice.skip', { date: showDate(locale, skipDate) }),
  ];
  return joinFilled(lines.map((line) => line && `- ${line}`));
}

/** Whether a pause has not ended yet. */
export function isPaused({ pauseUntil, zone }: DailySettings, nowMs: number): boolean {
  return pauseUntil !== null && pauseUntil > localDateAt(nowMs, zone);
}

/** What the bot lacks in a channel somebody has just picked; empty where it has everything. */
export function describeLacking(say: Say, channel: PickedChannel, use: PermissionUse): string {
  const permissions = channel.appPermissions;
  const needed = listNeededPermissions(channel.type, use);
  if (permissions === undefined)
    return say('config.notChecked', {
      list: showRow(
        say,
        needed.map(({ name }) => say(name)),
      ),
    });
  const missing = needed.filter((permission) => !hasPermission(permissions, permission));
  if (missing.length === 0) return '';
  return say('config.missingPermissions', {
    channel: `<#${channel.id}>`,
    list: showRow(
      say,
      missing.map(({ name }) => `**${say(name)}**`),
    ),
  });
}

/** What stands in the way of the post in the channel that is set, as far as Discord said; empty where nothing does. */
export function describeTrouble(say: Say, daily: DailySettings, found: BotPermissions): string {
  if (found.kind === 'unknown') return '';
  const channel = `<#${daily.channelId}>`;
  if (found.kind === 'missing') return `⚠ ${describeReason(say, 'channel-missing')}`;
  if (found.kind === 'hidden') return `⚠ ${say('health.permissions.lacks', { channel, list: `**${say('permission.viewChannel')}**` })}`;
  if (found.timedOutUntilMs !== null) return `⚠ ${describeReason(say, recordReason('timed-out', found.timedOutUntilMs))}`;
  if (found.isClosed) return `⚠ ${describeReason(say, 'thread-archived')}`;
  const use = { ...daily, pingsClosedRole: daily.pingRoleId !== null && isClosedRole(found, daily.pingRoleId) };
  const lacks = listNeededPermissions(found.channelType, use).filter((permission) => !hasPermission(found.bits, permission));
  if (lacks.length === 0) return '';
  return `⚠ ${say('health.permissions.lacks', {
    channel,
    list: showRow(
      say,
      lacks.map(({ name }) => `**${say(name)}**`),
    ),
  })}`;
}

/** What is to be done about a forum's tags, as far as Discord said; empty where nothing is. */
export function describeTags(say: Say, { place, tags, channelId }: DailySettings, found: BotPermissions): string {
  if (place !== 'forum' || found.kind !== 'known') return '';
  const left = tags.filter((tag) => found.tags.some(({ id }) => id === tag));
  const button = say('config.button.more');
  if (found.needsTag && left.length === 0) return `⚠ ${say('config.tagNeeded', { channel: `<#${channelId}>`, button })}`;
  return left.length < tags.length ? `⚠ ${say('config.tagGone', { button })}` : '';
}

/** That the role to mention is gone, as far as Discord said; empty where it is there. */
export function describeLostRole(say: Say, { pingRoleId }: DailySettings, found: BotPermissions): string {
  const isLost = pingRoleId !== null && found.kind === 'known' && !found.roleIds.includes(pingRoleId);
  return isLost ? `⚠ ${say('config.roleGone')}` : '';
}

function isClosedRole({ roleIds, openRoleIds }: Extract<BotPermissions, { kind: 'known' }>, roleId: string): boolean {
  return roleIds.includes(roleId) && !openRoleIds.includes(roleId);
}

function describeTitle({ content, say }: Context, settings: ServerSettings): string {
  const own = content.title(settings.title ?? '');
  const [first] = content.titles();
  if (own) return say('config.showTitle', { title: escapeMarkdown(own.name) });
  return first ? say('config.showTitleUnset', { title: escapeMarkdown(first.name) }) : say('config.titleUnset');
}

function listTitlesTold({ content }: Context, settings: ServerSettings): readonly Title[] {
  const titles = content.titles();
  if (titles.length <= MOST_TITLES_TOLD) return titles;
  const isSet = (title: Title) => title.id === settings.title || settings.ceilings[title.id] !== undefined;
  return [...titles.filter(isSet), ...titles.filter((title) => !isSet(title))].slice(0, MOST_TITLES_TOLD);
}

function describeSuggestions(say: Say, { suggestions }: ServerSettings, isBrief: boolean): string {
  if (suggestions === null) return say('config.showSuggestionsOff');
  const { channelId, suggesterRoleId, reviewerRoleId } = suggestions;
  const channel = `<#${channelId}>`;
  const who =
    suggesterRoleId === null ? say('config.showSuggesters.all') : say('config.showSuggesters.role', { role: `<@&${suggesterRoleId}>` });
  if (isBrief) return who;
  const review =
    reviewerRoleId === null
      ? say('config.showReviewers.managers', { channel })
      : say('config.showReviewers.role', { channel, role: `<@&${reviewerRoleId}>` });
  return `${who}\n${review}`;
}

/** "Rewatch: …, one episode a day" and where it is said; empty where there is none. */
export function describeRewatch({ content, rewatch, locale, say }: Context): string {
  const title = content.title(rewatch?.titleId ?? '');
  if (rewatch === null || title === undefined) return '';
  const { startDate, pace, zone, time, channelId } = rewatch;
  const about = {
    title: showTitle(title),
    days: showDays(locale, startDate, dateOfEpisode({ startDate, pace }, title.last_episode)),
    time: showTime(locale, time),
    zone: nameZone(zone, locale),
  };
  const told = channelId === null ? '' : say('config.rewatch.told', { channel: `<#${channelId}>` });
  return joinFilled([say(`config.rewatch.${pace}`, about), told]);
}
