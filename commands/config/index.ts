/** `/config`: what the admins of a server set. Every answer is for them alone; the other files of this folder are its parts. */

import type { Options } from '../../src/bot/options.ts';
import { DAILY_CHANNEL_TYPES, POST_CHANNEL_TYPES } from '../../src/bot/permissions.ts';
import { buildChoiceOption, TITLE_OPTION, withTitle } from '../../src/bot/titles.ts';
import type { Asked, Choice, Command, CommandResult, Context, Needs, Opening, OptionSpec, Reply, Title } from '../../src/bot/types.ts';
import { suggestZones } from '../../src/calendar/zones.ts';
import { showLanguage, showStamp } from '../../src/language/show.ts';
import { PLAN_HISTORY_LENGTH } from '../../src/lines/plan.ts';
import { buildDefaultSettings } from '../../src/state/types.ts';
import { cleanTyped, foldText } from '../../src/text/text.ts';
import {
  answerSpoilers,
  openCare,
  openTitleEpisode,
  pickNews,
  pickReview,
  pickRole,
  saveCare,
  saveCeiling,
  saveLanguage,
  saveQuizBoard,
  saveStyle,
  saveTitle,
} from './choices.ts';
import {
  answerDaily,
  chooseDaily,
  chooseZone,
  openClock,
  openPause,
  pauseUntil,
  pickChannel,
  pickLooks,
  pickPing,
  pickTags,
  pickTitle,
  postNow,
  removeDaily,
  saveClock,
  skipNext,
  suggestDates,
  switchDaily,
  withNamedDaily,
} from './daily.ts';
import { buildDailyId, ofDaily, patchFocused, readSlot } from './focus.ts';
import { buildNoDaily, FOLLOW, OFF, type PanelView, VIEWS } from './panel.ts';
import { buildPanelId } from './panel-id.ts';
import { askForPreview, PREVIEW_HISTORY_LENGTH } from './preview.ts';
import { resumeWhereHealed } from './resume.ts';
import { answerRewatch, PACES, startAsked } from './rewatch.ts';
import { reset, save, show, undo } from './saving.ts';
import { answerExport, answerImport, applyImport, cancelImport, openImport, submitImport } from './transfer.ts';

const LONGEST_TYPED = 60;
/** Which of the server's daily posts; the first where it is left out. */
const DAILY_OPTION: OptionSpec = { name: 'daily', type: 'integer', min: 1 };

export const config: Command = {
  name: 'config',
  visibility: 'private',
  place: 'server',
  needs: findNeeds,
  subcommands: [
    { name: 'panel', options: [] },
    {
      name: 'daily',
      options: [
        { name: 'channel', type: 'channel', channelTypes: DAILY_CHANNEL_TYPES },
        { name: 'time', type: 'string' },
        { name: 'zone', type: 'string', suggests: true },
        { name: 'enabled', type: 'boolean' },
        { name: 'days', type: 'string' },
        buildChoiceOption('tone', ['all', 'gentle'], (say, value) => say(`config.tone.${value}`)),
        buildChoiceOption('include', ['title', 'director'], (say, value) => say(`config.include.${value}`)),
        buildChoiceOption('style', ['card', 'text'], (say, value) => say(`config.style.${value}`)),
        { name: 'ping', type: 'role' },
        { name: 'noping', type: 'boolean' },
        { name: 'thread', type: 'boolean' },
        { name: 'crosspost', type: 'boolean' },
        { name: 'pin', type: 'boolean' },
        TITLE_OPTION,
        DAILY_OPTION,
      ],
    },
    { name: 'skip', options: [DAILY_OPTION] },
    { name: 'pause', options: [{ name: 'until', type: 'string', suggests: true }, DAILY_OPTION] },
    {
      name: 'rewatch',
      options: [
        { name: 'start', type: 'string' },
        buildChoiceOption('pace', PACES, (say, value) => say(`config.pace.${value}`)),
        { name: 'zone', type: 'string', suggests: true },
        { name: 'channel', type: 'channel', channelTypes: POST_CHANNEL_TYPES },
        { name: 'thread', type: 'boolean' },
      ],
    },
    { name: 'title', options: [TITLE_OPTION] },
    { name: 'spoilers', options: [{ name: 'episode', type: 'integer', min: 0, max: 9999 }, TITLE_OPTION] },
    { name: 'language', options: [{ name: 'language', type: 'string', suggests: true }] },
    { name: 'style', options: [buildChoiceOption('replies', ['card', 'plain'], (say, value) => say(`config.replies.${value}`))] },
    { name: 'leaderboard', options: [{ name: 'enabled', type: 'boolean' }] },
    { name: 'notices', options: [{ name: 'channel', type: 'channel', channelTypes: POST_CHANNEL_TYPES }] },
    { name: 'export', options: [] },
    { name: 'import', options: [{ name: 'file', type: 'file' }] },
    { name: 'show', options: [] },
    { name: 'reset', options: [] },
  ],
  answer: (context) => (ANSWERS[context.options.subcommand ?? ''] ?? answerPanel)(context),
  presses: {
    view: ofDaily((context, [wanted]) => view(context, VIEWS.find((one) => one === wanted) ?? 'main')),
    undo: (context, [madeAt = '', byUserId = '']) => undo(context, madeAt, byUserId),

    dailies: (context, _args, [chosen = '']) => chooseDaily(context, chosen),
    channel: ofDaily(pickChannel),
    ping: ofDaily((context, [arg]) => pickPing(context, arg)),
    looks: ofDaily((context, _args, values) => pickLooks(context, values)),
    clock: ofDaily(openClock),
    switch: ofDaily((context, [arg]) => switchDaily(context, arg)),
    now: ofDaily(postNow),
    pause: ofDaily((context, [date]) => (date === undefined ? openPause(context) : pauseUntil(context, date))),
    rewatch: startAsked,
    skip: ofDaily((context) => skipNext(context, 'skip')),
    unskip: ofDaily((context) => skipNext(context, 'unskip')),
    preview: ofDaily(askForPreview),
    dailyTitle: ofDaily((context, [only = ''], [chosen = only]) => pickTitle(context, chosen)),
    tags: ofDaily((context, _args, values) => pickTags(context, values)),
    remove: ofDaily(removeDaily),
    // From the list of zones a typed one may mean, or the button for the only one.
    zone: ofDaily((context, [channel = '', time = '', enabled = '', code = '', only = ''], [zone = only]) =>
      chooseZone(context, [channel, time, enabled, code], zone),
    ),

    title: (context, [only = ''], [titleId = only]) => saveTitle(context, titleId),
    of: (context, _args, [titleId]) => show(context, 'reading', '', titleId),
    spoilers: (context, [titleId = '', episode = '']) =>
      episode === '' ? show(context, 'reading', '', titleId) : saveCeiling(context, titleId, episode),
    ceiling: (context, [titleId = ''], [episode = '']) => saveCeiling(context, titleId, episode),
    episode: (context, [titleId = '']) => openTitleEpisode(context, titleId),
    language: (context, _args, [code = '']) => saveLanguage(context, code),
    style: (context, [style = '']) => saveStyle(context, style),

    review: (context, [arg]) => pickReview(context, arg),
    suggester: (context, [arg]) => pickRole(context, 'suggesterRoleId', arg),
    reviewer: (context, [arg]) => pickRole(context, 'reviewerRoleId', arg),
    board: (context, [arg]) => saveQuizBoard(context, arg !== OFF),
    news: (context, [arg]) => pickNews(context, 'seasonNewsChannelId', arg),
    notices: (context, [arg]) => pickNews(context, 'noticesChannelId', arg),
    care: openCare,

    export: answerExport,
    import: openImport,
    apply: applyImport,
    cancel: cancelImport,
  },
  submits: {
    clock: ofDaily((context, _args, fields) => saveClock(context, fields)),
    pause: ofDaily((context, _args, fields) => pauseUntil(context, fields.text('until', LONGEST_TYPED))),
    episode: (context, [titleId = ''], fields) => saveCeiling(context, titleId, fields.text('episode', LONGEST_TYPED)),
    care: (context, _args, fields) => saveCare(context, fields),
    import: (context, _args, fields) => submitImport(context, fields),
  },
  suggest(context, option, typed): readonly Choice[] {
    if (option === 'language') return suggestLanguages(context, typed);
    if (option === 'until') return suggestDates(context, cleanTyped(typed, LONGEST_TYPED));
    return suggestZones(cleanTyped(typed, LONGEST_TYPED), context.nowMs, context.locale).map(({ zone, label }) => ({
      name: label,
      value: zone,
    }));
  },
};

function findNeeds({ options, press }: Asked): Needs {
  const asksForMore = options.flag('thread') === true || options.flag('crosspost') === true;
  const looksAtDaily =
    press === undefined
      ? ['panel', 'show', 'daily'].includes(options.subcommand ?? '') || asksForMore
      : ['view', 'looks', 'tags'].includes(press.action);
  return {
    deliveries: press?.action === 'preview' ? PREVIEW_HISTORY_LENGTH : PLAN_HISTORY_LENGTH,
    settingsChanges: 1,
    rewatch: true,
    communityLines: true,
    ...(looksAtDaily ? { botPermissions: press === undefined ? (options.whole('daily') ?? 1) : readSlot(press.args) } : {}),
  };
}

/** A screen of the panel; a daily post whose trouble is seen to be over goes on. */
function view(context: Context, wanted: PanelView): Reply {
  const resumed = resumeWhereHealed(context);
  if (resumed === null) return show(context, wanted);
  const next = resumed.nextDueAtMs === null ? '' : showStamp(resumed.nextDueAtMs);
  return save(context, { patch: patchFocused(context, resumed), view: wanted, notice: context.say('health.resumedItself', { next }) });
}

/** A title for one daily post is said like any other; the rest of what was typed waits for it. */
function answerTypedDaily(context: Context): Reply | Opening {
  const typed = context.options.text('title');
  if (context.options.names().every((name) => name === 'daily')) return show(context, 'daily');
  if (typed === undefined) return answerDaily(context);
  const idOf = (title: Title) => buildDailyId(context, 'dailyTitle', title.id);
  return withTitle(context, typed, idOf, (title) => answerDaily(context, title.id));
}

function answerPause(context: Context): Reply | Opening {
  const { options, settings, say } = context;
  if (settings.daily === null) return { message: buildNoDaily(context, say('config.pause.notSetUp')) };
  const typed = options.text('until');
  return typed === undefined ? openPause(context) : pauseUntil(context, typed);
}

/** Without a value the screen on which it can be chosen. */
function orScreen<Value>(
  name: PanelView,
  typedIn: (options: Options) => Value | undefined,
  save: (context: Context, value: Value) => Reply,
): (context: Context) => Reply {
  return (context) => {
    const typed = typedIn(context.options);
    return typed === undefined ? show(context, name) : save(context, typed);
  };
}

/** What each subcommand answers; the others show the panel. */
const ANSWERS: Readonly<Record<string, (context: Context) => CommandResult>> = {
  daily: (context) => withNamedDaily(context, answerTypedDaily),
  skip: (context) => withNamedDaily(context, (focused) => skipNext(focused, 'skip')),
  pause: (context) => withNamedDaily(context, answerPause),
  rewatch: answerRewatch,
  title: orScreen(
    'reading',
    (options) => options.text('title'),
    (context, typed) =>
      withTitle(
        context,
        typed,
        (title) => buildPanelId('title', title.id),
        (title) => saveTitle(context, title.id),
      ),
  ),
  spoilers(context) {
    const episode = context.options.whole('episode');
    const idOf = (title: Title) => buildPanelId('spoilers', title.id, episode ?? '');
    return withTitle(context, context.options.text('title'), idOf, (title) => answerSpoilers(context, title, episode));
  },
  language: orScreen('reading', (options) => options.text('language'), saveLanguage),
  style: orScreen('reading', (options) => options.text('replies'), saveStyle),
  leaderboard: orScreen('suggestions', (options) => options.flag('enabled'), saveQuizBoard),
  notices: orScreen(
    'news',
    (options) => options.channel('channel'),
    (context) => pickNews(context, 'noticesChannelId', undefined, 'channel'),
  ),
  export: answerExport,
  import: answerImport,
  reset(context) {
    const { guildId: _, ...defaults } = buildDefaultSettings(context.settings.guildId);
    return reset(context, defaults);
  },
};

const answerPanel = (context: Context) => view(context, 'main');

function suggestLanguages({ languages, locale, say }: Context, typed: string): readonly Choice[] {
  const wanted = foldText(typed);
  return [
    { name: say('config.followsServer'), value: FOLLOW },
    ...languages.codes.map((code) => ({ name: showLanguage(locale, code), value: code })),
  ].filter(({ name, value }) => foldText(name).includes(wanted) || foldText(value).includes(wanted));
}
