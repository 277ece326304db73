/** `/config`: what the admins of a server set. Every answer is for them alone. */
import { ChannelType } from 'discord-api-types/v10';
import { buildCustomId } from '../src/bot/custom-id.ts';
import { PLAN_HISTORY_LENGTH, planDaily } from '../src/bot/daily-plan.ts';
import { MAX_CUSTOM_ID } from '../src/bot/limits.ts';
import { hasPermission, listNeededPermissions } from '../src/bot/permissions.ts';
import { describeReason } from '../src/bot/reasons.ts';
import { buildButton, buildMessage, buildNotice, buildSelect, type Row } from '../src/bot/reply.ts';
import { showCommand, showName, showStamp } from '../src/bot/show.ts';
import { cleanTyped, escapeMarkdown } from '../src/bot/text.ts';
import { buildTitleChoices, withTitle } from '../src/bot/titles.ts';
import type { Choice, Command, Context, Outcome, PickedChannel, Title } from '../src/bot/types.ts';
import { localTimeAt, parseTime } from '../src/daily/clock.ts';
import { planDaily } from '../src/daily/plan.ts';
import { resolveZone, suggestZones } from '../src/daily/zones.ts';
import { type Change, type DailySettings, DEFAULT_DAILY_OPTIONS } from '../src/state/types.ts';

const DEFAULT_TIME = '09:00';

/** Where a post can be made: text and announcement channels, and threads of either. */
const CHANNEL_TYPES = [
  ChannelType.GuildText,
  ChannelType.GuildAnnouncement,
  ChannelType.AnnouncementThread,
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
];

export const config: Command = {
  name: 'config',
  visibility: 'private',
  place: 'server',
  needs: { deliveries: PLAN_HISTORY_LENGTH },
  subcommands: [
    {
      name: 'daily',
      options: [
        { name: 'channel', type: 'channel', channelTypes: CHANNEL_TYPES },
        { name: 'time', type: 'string' },
        { name: 'zone', type: 'string', suggests: true },
        { name: 'enabled', type: 'boolean' },
      ],
    },
    { name: 'title', options: [{ name: 'title', type: 'string', choices: buildTitleChoices }] },
    { name: 'show', options: [] },
    { name: 'reset', options: [] },
  ],
  answer(context) {
    switch (context.options.subcommand) {
      case 'daily':
        return answerDaily(context);
      case 'title':
        return answerTitle(context);
      case 'reset':
        return answerReset(context);
      default:
        return answerShow(context);
    }
  },
  presses: {
    // From the list of zones a typed one may mean.
    zone: (context, [channelId = '', time = '', enabled = ''], [zone = '']) =>
      saveDaily(context, { channelId, time, zone, enabled: enabled !== '0' }, undefined),
    title: (context, [titleId = '']) => saveTitle(context, titleId),
    undo: (context, [channelId = '', time = '', zone = '', enabled = '', titleId = '']) =>
      undoReset(context, { channelId, time, zone, enabled: enabled === '1' }, titleId),
    show: (context) => answerShow(context),
  },
  suggest(context, _option, typed): readonly Choice[] {
    return suggestZones(cleanTyped(typed, 60), context.nowMs).map(({ zone, label }) => ({ name: label, value: zone }));
  },
};

interface Wanted {
  readonly channelId: string;
  readonly time: string;
  readonly zone: string;
  readonly enabled: boolean;
}

/** Options that were left out keep what is set; the first time a channel and a zone are needed. */
function answerDaily(context: Context): Outcome {
  const { options, settings, sayPrivately: say, nowMs } = context;
  const current = settings.daily;
  const channel = options.channel('channel');
  const channelId = channel?.id ?? current?.channelId;
  const enabled = options.flag('enabled') ?? (channel === undefined ? (current?.enabled ?? true) : true);
  const typedTime = options.text('time');
  const time = typedTime === undefined ? (current?.time ?? DEFAULT_TIME) : parseTime(typedTime);
  if (time === null) return buildNotice(say('config.badTime', { typed: escapeMarkdown(cleanTyped(typedTime ?? '', 40)) }));
  if (channelId === undefined) {
    if (!enabled) return buildNotice(say('config.notSetUp', { command: showCommand(context.commandIds, 'config daily') }));
    return buildNotice(say('config.needChannel'));
  }
  if (channel !== undefined && !CHANNEL_TYPES.some((type) => type === channel.type)) return buildNotice(say('config.wrongChannelType'));
  const typedZone = options.text('zone');
  const zoneRows = (suggestions: readonly { readonly zone: string; readonly label: string }[]): readonly (Row | undefined)[] => [
    buildSelect(
      buildCustomId('config', 'zone', channelId, time, enabled ? 1 : 0),
      say('config.chooseZone'),
      suggestions.map(({ zone, label }) => ({ label, value: zone })),
    ),
  ];
  if (typedZone === undefined) {
    if (current !== null) return saveDaily(context, { channelId, time, zone: current.zone, enabled }, channel);
    return buildNotice(say('config.needZone'), zoneRows(suggestZones('', nowMs)));
  }
  const resolved = resolveZone(cleanTyped(typedZone, 60), nowMs);
  if ('zone' in resolved) return saveDaily(context, { channelId, time, zone: resolved.zone, enabled }, channel);
  const typed = escapeMarkdown(cleanTyped(typedZone, 40));
  if (resolved.suggestions.length === 0) return buildNotice(say('config.unknownZone', { typed }), zoneRows(suggestZones('', nowMs)));
  return buildNotice(say('config.severalZones', { typed }), zoneRows(resolved.suggestions));
}

function saveDaily(context: Context, wanted: Wanted, channel: PickedChannel | undefined): Outcome {
  const { settings, sayPrivately: say, nowMs } = context;
  const resolved = resolveZone(wanted.zone, nowMs);
  const time = parseTime(wanted.time);
  // A custom_id can be forged, so a press is checked like typing.
  if (!('zone' in resolved) || time === null || !/^\d{1,20}$/.test(wanted.channelId)) return buildNotice(say('error.oldButton'));
  const daily = changeDaily(context, { ...wanted, zone: resolved.zone, time });
  const change: Change = { kind: 'set-daily', guildId: settings.guildId, daily };
  const lines = [
    daily.nextDueAtMs === null
      ? say('config.dailyOff')
      : say('config.dailyOn', {
          channel: `<#${daily.channelId}>`,
          time: daily.time,
          zone: daily.zone,
          next: showStamp(daily.nextDueAtMs),
          soon: showStamp(daily.nextDueAtMs, 'R'),
        }),
    ...(settings.daily === null && context.options.text('time') === undefined && time === DEFAULT_TIME
      ? [say('config.defaultTime', { time })]
      : []),
    ...(daily.enabled && channel !== undefined ? [describePermissions(context, channel)] : []),
  ].filter((line) => line !== '');
  return {
    changes: [change],
    message: buildMessage({
      blocks: [`## ${say('config.saved')}`, lines.join('\n')],
      footnotes: [say('config.showHint', { command: showCommand(context.commandIds, 'config show') })],
    }),
  };
}

/** Names what the bot lacks in the channel; silence is only for a channel where it has everything. */
function describePermissions({ sayPrivately: say }: Context, channel: PickedChannel): string {
  const permissions = channel.appPermissions;
  if (permissions === undefined) return say('config.notChecked');
  const missing = listNeededPermissions(channel.type).filter((permission) => !hasPermission(permissions, permission));
  if (missing.length === 0) return '';
  return say('config.missingPermissions', { channel: `<#${channel.id}>`, list: missing.map(({ name }) => `**${say(name)}**`).join(', ') });
}

function answerTitle(context: Context): Outcome {
  const { options, settings, content, sayPrivately: say } = context;
  const typed = options.text('title');
  if (typed === undefined) {
    const current = content.title(settings.title ?? '');
    const buttons = content
      .titles()
      .map((title) => buildButton({ label: title.name, id: buildCustomId('config', 'title', title.id), style: 'primary' }));
    const text = current ? say('config.titleIs', { title: showName(current) }) : say('config.titleUnset');
    return buildNotice(text, [buttons]);
  }
  return withTitle(
    context,
    typed,
    (title: Title) => buildCustomId('config', 'title', title.id),
    (title) => saveTitle(context, title.id),
  );
}

function saveTitle(context: Context, titleId: string): Outcome {
  const { settings, content, sayPrivately: say } = context;
  const title = content.title(titleId);
  if (!title) return buildNotice(say('error.gone'));
  return {
    changes: [{ kind: 'set-title', guildId: settings.guildId, title: title.id }],
    message: buildMessage({ blocks: [say('config.titleSaved', { title: showName(title) })] }),
  };
}

function answerShow(context: Context): Outcome {
  const { settings, content, nowMs, commandIds, sayPrivately: say } = context;
  const { daily } = settings;
  const own = content.title(settings.title ?? '');
  const first = content.titles()[0];
  const lines = [
    own ? say('config.showTitle', { title: showName(own) }) : say('config.showTitleUnset', { title: first ? showName(first) : '' }),
    say('config.showCeiling', { episode: settings.spoilerCeiling }),
    settings.locale === null ? say('config.showLanguageFollows') : say('config.showLanguage', { locale: settings.locale }),
  ];
  return {
    message: buildMessage({
      blocks: [`## ${say('config.heading')}`, describeDaily(context, daily, nowMs), lines.map((line) => `- ${line}`).join('\n')],
      footnotes: [
        say('config.changeHint', { daily: showCommand(commandIds, 'config daily'), title: showCommand(commandIds, 'config title') }),
      ],
    }),
  };
}

function describeDaily({ sayPrivately: say, commandIds }: Context, daily: DailySettings | null, nowMs: number): string {
  if (daily === null) return say('config.notSetUp', { command: showCommand(commandIds, 'config daily') });
  const where = { channel: `<#${daily.channelId}>`, time: daily.time, zone: daily.zone };
  const clock = say('config.showClock', { zone: daily.zone, now: localTimeAt(nowMs, daily.zone) });
  if (!daily.enabled) return [say('config.showOff', where), clock].join('\n');
  if (daily.suspendedReason !== null) {
    return [
      say('config.showSuspended', {
        ...where,
        reason: describeReason(say, daily.suspendedReason),
        command: showCommand(commandIds, 'config daily'),
      }),
      clock,
    ].join('\n');
  }
  const next =
    daily.nextDueAtMs === null
      ? ''
      : say('config.showNext', { next: showStamp(daily.nextDueAtMs), soon: showStamp(daily.nextDueAtMs, 'R') });
  return [say('config.showOn', where), next, clock].filter((line) => line !== '').join('\n');
}

function answerReset(context: Context): Outcome {
  const { settings, sayPrivately: say } = context;
  const { daily } = settings;
  const undoId =
    daily === null
      ? undefined
      : ['v1', 'config', 'undo', daily.channelId, daily.time, daily.zone, daily.enabled ? 1 : 0, settings.title ?? ''].join('|');
  const canUndo = undoId !== undefined && undoId.length <= MAX_CUSTOM_ID;
  return {
    changes: [{ kind: 'reset-server', guildId: settings.guildId }],
    message: buildMessage({
      blocks: [say(daily === null ? 'config.resetNothing' : 'config.reset')],
      rows: [canUndo ? [buildButton({ label: say('config.undo'), id: undoId })] : undefined],
    }),
  };
}

function undoReset(context: Context, wanted: Wanted, titleId: string): Outcome {
  const outcome = saveDaily(context, wanted, undefined);
  const title = context.content.title(titleId);
  if (outcome.changes === undefined || title === undefined) return outcome;
  return { ...outcome, changes: [...outcome.changes, { kind: 'set-title', guildId: context.settings.guildId, title: title.id }] };
}
