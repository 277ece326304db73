/** `/config panel`: what is on now, and behind its buttons the controls for each part. No more than five rows, for plain messages too. */

import { buildCeilingSelect } from '../../src/bot/ceiling-steps.ts';
import { DAILY_CHANNEL_TYPES, POST_CHANNEL_TYPES } from '../../src/bot/permissions.ts';
import { chooseTitle } from '../../src/bot/titles.ts';
import type { Context, Title } from '../../src/bot/types.ts';
import { nameZone } from '../../src/calendar/zones.ts';
import { showLanguage, showTime } from '../../src/language/show.ts';
import { MAX_SELECT_OPTIONS } from '../../src/message/limits.ts';
import {
  buildButton,
  buildChannelSelect,
  buildMessage,
  buildRoleSelect,
  buildSelect,
  type ControlRow,
  type Message,
} from '../../src/message/reply.ts';
import { listDailies } from '../../src/state/dailies.ts';
import { type DailySettings, EVERY_TITLE } from '../../src/state/types.ts';
import { joinFilled } from '../../src/text/text.ts';
import { describeLostRole, describeRewatch, describeSetting, describeTags, describeTrouble, type SettingName } from './describe.ts';
import { buildDailyId, serverOf } from './focus.ts';
import { buildUndoButton, describeLastChange } from './history.ts';
import { buildPanelId } from './panel-id.ts';

export const VIEWS = ['main', 'daily', 'more', 'reading', 'suggestions', 'news'] as const;
export type PanelView = (typeof VIEWS)[number];

/** The value that stands for "follow the server" among the languages. */
export const FOLLOW = 'follow';

/** Stands in the id of a button that clears what the select above it sets. */
export const OFF = 'off';

/** What can be ticked for each post, in the order of the select. */
export const LOOKS = ['gentle', 'director', 'card', 'thread', 'crosspost', 'pin'] as const;
/** Those a forum has no use for: its post is a thread already. */
const OF_CHANNELS: readonly (typeof LOOKS)[number][] = ['thread', 'crosspost', 'pin'];

/**
 * One screen of the panel, as the settings in `context` are.
 *
 * @param notice What has just happened, above everything else.
 * @param titleId The title whose spoilers the screen `reading` is about; the server's own when absent.
 */
export function buildPanel(context: Context, view: PanelView, notice = '', titleId?: string): Message {
  const { say } = context;
  return buildMessage({
    blocks: [`## ${say(`config.screen.${view}`)}`, notice, ...listTexts(context, view)],
    footnotes: [describeLastChange(context)],
    isQuiet: true,
    rows: ROWS[view](context, titleId),
  });
}

function listTexts(context: Context, view: PanelView): readonly string[] {
  const { settings, botPermissions, say } = context;
  const isBrief = view === 'main';
  const tell = (names: readonly SettingName[]) => names.map((name) => describeSetting(context, settings, name, isBrief)).join('\n');
  const post = settings.daily;
  const troubles =
    post?.enabled === true ? [describeTrouble, describeTags, describeLostRole].map((describe) => describe(say, post, botPermissions)) : [];
  const daily = joinFilled([tell(['daily']), ...troubles]);
  const rewatch = describeRewatch(context);
  const texts: Readonly<Record<PanelView, () => readonly string[]>> = {
    main: () => [
      joinFilled([
        daily,
        tell(['moreDailies']),
        tell(['title', 'ceilings']),
        rewatch,
        tell(['locale', 'replyStyle', 'suggestions', 'seasonNewsChannelId', 'careText']),
      ]),
    ],
    daily: () => [daily],
    more: () => [daily],
    reading: () => [joinFilled([tell(['title', 'ceilings']), rewatch, tell(['locale', 'replyStyle'])]), say('config.aboutSpoilers')],
    suggestions: () => [tell(['suggestions', 'quizBoard'])],
    news: () => [tell(['seasonNewsChannelId', 'noticesChannelId', 'careText'])],
  };
  return texts[view]();
}

type ListRows = (context: Context, titleId: string | undefined) => readonly (ControlRow | undefined)[];

const ROWS: Readonly<Record<PanelView, ListRows>> = {
  main: listMainRows,
  daily: listDailyRows,
  more: listMoreRows,
  reading: listReadingRows,
  suggestions: listSuggestionRows,
  news: listNewsRows,
};

function listMainRows(context: Context): readonly (ControlRow | undefined)[] {
  const { settings, say } = context;
  const open = (view: PanelView) =>
    buildButton({
      label: say(`config.screen.${view}`),
      id: buildPanelId('view', view),
      // One thing stands out: the others would only shout against it.
      style: view === 'daily' ? 'primary' : 'secondary',
    });
  return [
    settings.daily === null ? buildDailyChannelSelect(context) : buildDailiesSelect(context),
    [open('daily'), open('reading'), open('suggestions'), open('news')],
    [
      buildButton({ label: say('config.button.export'), id: buildPanelId('export') }),
      buildButton({ label: say('config.button.import'), id: buildPanelId('import') }),
      buildUndoButton(context),
    ],
  ];
}

function buildDailiesSelect(context: Context): ControlRow | undefined {
  const { locale, say } = context;
  const dailies = listDailies(serverOf(context)).map(({ slot, time, zone, enabled, suspendedReason }) => ({
    label: `${enabled && suspendedReason !== null ? '⚠ ' : ''}${say('config.dailyOption', { slot, time: showTime(locale, time), zone: nameZone(zone, locale) })}`,
    value: String(slot),
  }));
  return buildSelect(buildPanelId('dailies'), say('config.pick.daily'), [...dailies, { label: say('config.addDaily'), value: 'new' }]);
}

/** What a command for the daily post says where there is none yet, with what sets it up. */
export function buildNoDaily(context: Context, text = context.say('config.notSetUp')): Message {
  const panel = buildButton({ label: context.say('config.button.panel'), id: buildPanelId('view', 'main') });
  return buildMessage({ blocks: [text], isQuiet: true, rows: [buildDailyChannelSelect(context), [panel]] });
}

function buildDailyChannelSelect(context: Context): ControlRow {
  const { settings, say } = context;
  const placeholder = settings.daily === null ? say('config.pick.firstChannel') : say('config.pick.channel');
  return buildChannelSelect(buildDailyId(context, 'channel'), placeholder, DAILY_CHANNEL_TYPES);
}

function listDailyRows(context: Context): readonly (ControlRow | undefined)[] {
  const { settings, say } = context;
  const { daily } = settings;
  const select = buildDailyChannelSelect(context);
  if (daily === null) return [select, listBack(context)];
  const isTicked: Readonly<Record<(typeof LOOKS)[number], boolean>> = {
    gentle: daily.tone === 'gentle',
    director: daily.includeDirector,
    card: daily.style === 'card',
    thread: daily.opensThread,
    crosspost: daily.crossposts,
    pin: daily.pins,
  };
  const looks = LOOKS.filter((look) => daily.place === 'channel' || !OF_CHANNELS.includes(look)).map((look) => ({
    label: say(`config.look.${look}`),
    value: look,
    chosen: isTicked[look],
  }));
  return [
    select,
    buildRoleSelect(buildDailyId(context, 'ping'), say('config.pick.ping')),
    buildSelect(buildDailyId(context, 'looks'), say('config.pick.looks'), looks, true),
    [
      buildButton({ label: say('config.button.clock'), id: buildDailyId(context, 'clock'), style: 'primary' }),
      buildButton({ label: say('config.button.preview'), id: buildDailyId(context, 'preview') }),
      buildButton({ label: say('config.button.postNow'), id: buildDailyId(context, 'now'), disabled: !daily.enabled }),
      buildSkipButton(context, daily),
      buildButton({ label: say('config.button.pause'), id: buildDailyId(context, 'pause') }),
    ],
    [
      buildButton({
        label: say(daily.enabled ? 'config.button.off' : 'config.button.on'),
        id: buildDailyId(context, 'switch', daily.enabled ? OFF : 'on'),
      }),
      daily.pingRoleId !== null && buildButton({ label: say('config.button.noPing'), id: buildDailyId(context, 'ping', OFF) }),
      buildButton({ label: say('config.button.more'), id: buildDailyId(context, 'view', 'more') }),
      ...listBack(context),
    ],
  ];
}

/** What a server with more than one title, forum or daily post sets beside the rest. */
function listMoreRows(context: Context): readonly (ControlRow | undefined)[] {
  const { settings, content, focus, botPermissions, say } = context;
  const { daily } = settings;
  const back = buildButton({ label: say('page.back'), id: buildDailyId(context, 'view', 'daily') });
  if (daily === null) return [[back]];
  // Two more choices stand before them.
  const titles = listOffered(content.titles(), daily.titleId, MAX_SELECT_OPTIONS - 2).map((one) => ({
    label: one.name,
    value: one.id,
    chosen: one.id === daily.titleId,
  }));
  return [
    buildSelect(buildDailyId(context, 'dailyTitle'), say('config.pick.dailyTitle'), [
      { label: say('config.titleFollows'), value: FOLLOW, chosen: daily.titleId === null },
      ...(titles.length > 1 ? [{ label: say('config.everyTitle'), value: EVERY_TITLE, chosen: daily.titleId === EVERY_TITLE }] : []),
      ...titles,
    ]),
    daily.place === 'forum' && botPermissions.kind === 'known'
      ? buildSelect(
          buildDailyId(context, 'tags'),
          say('config.pick.tags'),
          botPermissions.tags.map(({ id, name }) => ({ label: name, value: id, chosen: daily.tags.includes(id) })),
          true,
        )
      : undefined,
    [
      focus !== undefined && buildButton({ label: say('config.button.remove'), id: buildDailyId(context, 'remove'), style: 'danger' }),
      back,
    ],
  ];
}

function buildSkipButton(context: Context, daily: DailySettings) {
  const { say } = context;
  return daily.skipDate === null
    ? buildButton({ label: say('config.button.skip'), id: buildDailyId(context, 'skip'), disabled: daily.nextDueAtMs === null })
    : buildButton({ label: say('config.unskip'), id: buildDailyId(context, 'unskip') });
}

function listReadingRows(context: Context, titleId: string | undefined): readonly (ControlRow | undefined)[] {
  const { settings, content, languages, locale, say } = context;
  const chosen = chooseTitle(context, titleId);
  const title = chosen.kind === 'title' ? chosen.title : undefined;
  const titles = listOffered(content.titles(), settings.title);
  const codes = [null, ...languages.codes].map((code) => ({
    label: code === null ? say('config.followsServer') : showLanguage(locale, code),
    value: code ?? FOLLOW,
    chosen: code === settings.locale,
  }));
  const other = settings.replyStyle === 'card' ? 'plain' : 'card';
  return [
    buildSelect(
      buildPanelId('title'),
      say('config.pick.title'),
      titles.map((one) => ({ label: one.name, value: one.id, chosen: one.id === settings.title })),
    ),
    titles.length < 2
      ? undefined
      : buildSelect(
          buildPanelId('of'),
          say('config.pick.of'),
          titles.map((one) => ({
            label: say('config.spoilersOf', { title: one.name }),
            value: one.id,
            chosen: one.id === title?.id,
          })),
        ),
    title === undefined ? undefined : buildCeilingRow(context, title),
    buildSelect(buildPanelId('language'), say('config.pick.language'), codes),
    [buildButton({ label: say(`config.button.style.${other}`), id: buildPanelId('style', other) }), ...listBack(context)],
  ];
}

/** As many as a select holds, the server's own among them. */
function listOffered(titles: readonly Title[], own: string | null, most = MAX_SELECT_OPTIONS): readonly Title[] {
  return titles.toSorted((a, b) => Number(b.id === own) - Number(a.id === own)).slice(0, most);
}

/** More episodes than a select holds are typed. */
function buildCeilingRow(context: Context, title: Title): ControlRow {
  return (
    buildCeilingSelect(context, title, buildPanelId('ceiling', title.id)) ?? [
      buildButton({ label: context.say('config.button.episode', { title: title.name }), id: buildPanelId('episode', title.id) }),
    ]
  );
}

function listSuggestionRows(context: Context): readonly (ControlRow | undefined)[] {
  const { settings, say } = context;
  const { suggestions } = settings;
  const channel = buildChannelSelect(buildPanelId('review'), say('config.pick.review'), POST_CHANNEL_TYPES);
  const board = buildButton({
    label: say(`config.button.quizBoard.${settings.quizBoard ? 'off' : 'on'}`),
    id: buildPanelId('board', settings.quizBoard ? OFF : 'on'),
  });
  if (suggestions === null) return [channel, [board, ...listBack(context)]];
  return [
    channel,
    buildRoleSelect(buildPanelId('suggester'), say('config.pick.suggester')),
    buildRoleSelect(buildPanelId('reviewer'), say('config.pick.reviewer')),
    [
      suggestions.suggesterRoleId !== null && buildButton({ label: say('config.button.everybody'), id: buildPanelId('suggester', OFF) }),
      suggestions.reviewerRoleId !== null && buildButton({ label: say('config.button.managers'), id: buildPanelId('reviewer', OFF) }),
      buildButton({ label: say('config.button.noSuggestions'), id: buildPanelId('review', OFF) }),
    ],
    [board, ...listBack(context)],
  ];
}

function listNewsRows(context: Context): readonly (ControlRow | undefined)[] {
  const { settings, say } = context;
  return [
    buildChannelSelect(buildPanelId('news'), say('config.pick.news'), POST_CHANNEL_TYPES),
    buildChannelSelect(buildPanelId('notices'), say('config.pick.notices'), POST_CHANNEL_TYPES),
    [
      buildButton({ label: say('config.button.care'), id: buildPanelId('care'), style: 'primary' }),
      settings.seasonNewsChannelId !== null && buildButton({ label: say('config.button.noNews'), id: buildPanelId('news', OFF) }),
      settings.noticesChannelId !== null && buildButton({ label: say('config.button.noNotices'), id: buildPanelId('notices', OFF) }),
    ],
    listBack(context),
  ];
}

function listBack(context: Context) {
  return [buildButton({ label: context.say('page.back'), id: buildPanelId('view', 'main') }), buildUndoButton(context)];
}
