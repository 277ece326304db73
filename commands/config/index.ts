/** `/config`: what the admins of a server set. Every answer is for them alone; the parts are in src/bot/config/. */

import { TITLE_OPTION, withTitle } from '../../src/bot/titles.ts';
import type { Asked, Choice, Command, Context, Needs, Opening, Reply, Title } from '../../src/bot/types.ts';
import { suggestZones } from '../../src/calendar/zones.ts';
import { showLanguage } from '../../src/language/show.ts';
import { PLAN_HISTORY_LENGTH } from '../../src/lines/plan.ts';
import { buildDefaultSettings } from '../../src/state/types.ts';
import { cleanTyped, foldText } from '../../src/text/text.ts';
import {
  answerSpoilers,
  openCare,
  openEpisode,
  pickNews,
  pickReview,
  pickRole,
  saveCare,
  saveCeiling,
  saveLanguage,
  saveStyle,
  saveTitle,
} from './choices.ts';
import { answerDaily, chooseZone, openClock, pickChannel, pickLooks, pickPing, saveClock, skipNext, switchDaily } from './daily.ts';
import { POST_CHANNEL_TYPES, readDailyForm } from './daily-form.ts';
import { buildPanelId, FOLLOW, VIEWS } from './panel.ts';
import { askForPreview, PREVIEW_HISTORY_LENGTH } from './preview.ts';
import { reset, show, undo } from './saving.ts';
import { answerExport, answerImport, applyImport, cancelImport, openImport, submitImport } from './transfer.ts';

const LONGEST_TYPED = 60;

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
        { name: 'channel', type: 'channel', channelTypes: POST_CHANNEL_TYPES },
        { name: 'time', type: 'string' },
        { name: 'zone', type: 'string', suggests: true },
        { name: 'enabled', type: 'boolean' },
        { name: 'days', type: 'string' },
        {
          name: 'tone',
          type: 'string',
          choices: (_content, say) => (['all', 'gentle'] as const).map((value) => ({ name: say(`config.tone.${value}`), value })),
        },
        {
          name: 'include',
          type: 'string',
          choices: (_content, say) => (['title', 'director'] as const).map((value) => ({ name: say(`config.include.${value}`), value })),
        },
        {
          name: 'style',
          type: 'string',
          choices: (_content, say) => (['card', 'text'] as const).map((value) => ({ name: say(`config.style.${value}`), value })),
        },
        { name: 'ping', type: 'role' },
        { name: 'noping', type: 'boolean' },
        { name: 'thread', type: 'boolean' },
        { name: 'crosspost', type: 'boolean' },
      ],
    },
    { name: 'skip', options: [] },
    { name: 'title', options: [TITLE_OPTION] },
    { name: 'spoilers', options: [{ name: 'episode', type: 'integer', min: 0, max: 9999 }, TITLE_OPTION] },
    { name: 'language', options: [{ name: 'language', type: 'string', suggests: true }] },
    {
      name: 'style',
      options: [
        {
          name: 'replies',
          type: 'string',
          choices: (_content, say) => (['card', 'plain'] as const).map((value) => ({ name: say(`config.replies.${value}`), value })),
        },
      ],
    },
    { name: 'export', options: [] },
    { name: 'import', options: [{ name: 'file', type: 'file' }] },
    { name: 'show', options: [] },
    { name: 'reset', options: [] },
  ],
  answer(context) {
    const { options } = context;
    switch (options.subcommand) {
      case 'daily':
        return answerDaily(context, readDailyForm(context));
      case 'skip':
        return skipNext(context, 'skip');
      case 'title':
        return answerTitle(context);
      case 'spoilers':
        return withTitle(
          context,
          options.text('title'),
          (title) => buildPanelId('spoilers', title.id, options.whole('episode') ?? ''),
          (title) => answerSpoilers(context, title, options.whole('episode')),
        );
      case 'language':
        return answerChoice(context, options.text('language'), saveLanguage);
      case 'style':
        return answerChoice(context, options.text('replies'), saveStyle);
      case 'export':
        return answerExport(context);
      case 'import':
        return answerImport(context);
      case 'reset':
        return answerReset(context);
      default:
        return show(context, 'main');
    }
  },
  presses: {
    view: (context, [wanted]) => show(context, VIEWS.find((view) => view === wanted) ?? 'main'),
    undo: (context, [madeAt = '', byUserId = '']) => undo(context, madeAt, byUserId),

    channel: pickChannel,
    ping: (context, [arg]) => pickPing(context, arg),
    looks: (context, _args, values) => pickLooks(context, values),
    clock: openClock,
    switch: (context, [arg]) => switchDaily(context, arg),
    skip: (context) => skipNext(context, 'skip'),
    unskip: (context) => skipNext(context, 'unskip'),
    preview: askForPreview,
    // From the list of zones a typed one may mean, or the button for the only one.
    zone: (context, [channel = '', time = '', enabled = '', code = '', only = ''], [zone = only]) =>
      chooseZone(context, [channel, time, enabled, code], zone),

    title: (context, [only = ''], [titleId = only]) => saveTitle(context, titleId),
    of: (context, _args, [titleId]) => show(context, 'reading', '', titleId),
    spoilers: (context, [titleId = '', episode = '']) =>
      episode === '' ? show(context, 'reading', '', titleId) : saveCeiling(context, titleId, episode),
    ceiling: (context, [titleId = ''], [episode = '']) => saveCeiling(context, titleId, episode),
    episode: (context, [titleId = '']) => openEpisode(context, titleId),
    language: (context, _args, [code = '']) => saveLanguage(context, code),
    style: (context, [style = '']) => saveStyle(context, style),

    review: (context, [arg]) => pickReview(context, arg),
    suggester: (context, [arg]) => pickRole(context, 'suggesterRoleId', arg),
    reviewer: (context, [arg]) => pickRole(context, 'reviewerRoleId', arg),
    news: (context, [arg]) => pickNews(context, arg),
    care: openCare,

    export: answerExport,
    import: openImport,
    apply: applyImport,
    cancel: cancelImport,
  },
  submits: {
    clock: (context, _args, fields) => saveClock(context, fields),
    episode: (context, [titleId = ''], fields) => saveCeiling(context, titleId, fields.text('episode', LONGEST_TYPED)),
    care: (context, _args, fields) => saveCare(context, fields),
    import: (context, _args, fields) => submitImport(context, fields),
  },
  suggest(context, option, typed): readonly Choice[] {
    if (option === 'language') return suggestLanguages(context, typed);
    return suggestZones(cleanTyped(typed, LONGEST_TYPED), context.nowMs, { locale: context.locale }).map(({ zone, label }) => ({
      name: label,
      value: zone,
    }));
  },
};

function findNeeds({ options, press }: Asked): Needs {
  const looksAtDaily = press === undefined ? ['panel', 'show'].includes(options.subcommand ?? '') : press.action === 'view';
  return {
    deliveries: press?.action === 'preview' ? PREVIEW_HISTORY_LENGTH : PLAN_HISTORY_LENGTH,
    settingsChanges: 1,
    communityLines: true,
    ...(looksAtDaily ? { botPermissions: true } : {}),
  };
}

function answerTitle(context: Context): Reply {
  const typed = context.options.text('title');
  if (typed === undefined) return show(context, 'reading');
  const idOf = (title: Title) => buildPanelId('title', title.id);
  return withTitle(context, typed, idOf, (title) => saveTitle(context, title.id));
}

/** Without a value the screen on which it can be chosen. */
function answerChoice(context: Context, typed: string | undefined, save: (context: Context, value: string) => Reply): Reply | Opening {
  return typed === undefined ? show(context, 'reading') : save(context, typed);
}

function answerReset(context: Context): Reply {
  const { guildId: _, ...defaults } = buildDefaultSettings(context.settings.guildId);
  return reset(context, defaults);
}

function suggestLanguages({ languages, locale, say }: Context, typed: string): readonly Choice[] {
  const wanted = foldText(typed);
  return [
    { name: say('config.followsServer'), value: FOLLOW },
    ...languages.codes.map((code) => ({ name: showLanguage(locale, code), value: code })),
  ].filter(({ name, value }) => foldText(name).includes(wanted) || foldText(value).includes(wanted));
}
