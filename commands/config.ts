/** `/config`: what the admins of a server set. Every answer is for them alone. */
import { buildCustomId, fitsCustomId } from '../src/bot/custom-id.ts';
import { decodeDailyOptions, decodeSnowflake, encodeDailyOptions, encodeSnowflake } from '../src/bot/daily-code.ts';
import { type DailyForm, DEFAULT_TIME, type FormResult, POST_CHANNEL_TYPES, readDailyForm } from '../src/bot/daily-form.ts';
import { hasPermission, listNeededPermissions } from '../src/bot/permissions.ts';
import { describeReason } from '../src/bot/reasons.ts';
import { buildButton, buildMessage, buildNotice, buildSelect } from '../src/bot/reply.ts';
import { showCommand, showDate, showList, showName, showStamp } from '../src/bot/show.ts';
import { ceilingOf } from '../src/bot/spoilers.ts';
import { cleanTyped, escapeMarkdown } from '../src/bot/text.ts';
import { TITLE_OPTION, withTitle } from '../src/bot/titles.ts';
import type { Choice, Command, Context, Outcome, PickedChannel, PickedRole, Title } from '../src/bot/types.ts';
import { localDateAt, localTimeAt, nextPostAtMs, parseTime } from '../src/daily/clock.ts';
import { PLAN_HISTORY_LENGTH, planDaily } from '../src/daily/plan.ts';
import { EVERY_DAY, nameWeekday } from '../src/daily/weekdays.ts';
import { resolveZone, suggestZones } from '../src/daily/zones.ts';
import type { Change, DailySettings, SettingsPatch } from '../src/state/types.ts';

export const config: Command = {
  name: 'config',
  visibility: 'private',
  place: 'server',
  needs: { deliveries: PLAN_HISTORY_LENGTH },
  subcommands: [
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
    { name: 'show', options: [] },
    { name: 'reset', options: [] },
  ],
  answer(context) {
    switch (context.options.subcommand) {
      case 'daily':
        return answerDaily(context, readDailyForm(context));
      case 'skip':
        return answerSkip(context);
      case 'title':
        return answerTitle(context);
      case 'reset':
        return answerReset(context);
      default:
        return answerShow(context);
    }
  },
  presses: {
    // From the list of zones a typed one may mean, or the button for the only one.
    zone: (context, [channel = '', time = '', enabled = '', code = '', only = ''], [zone = only]) =>
      restoreDaily(context, { channel, time, zone, enabled, code }),
    undo: (context, [channel = '', time = '', zone = '', enabled = '', code = '', titleId = '']) => {
      const outcome = restoreDaily(context, { channel, time, zone, enabled, code });
      return outcome.changes && titleId !== '' ? addTitle(context, outcome, titleId) : outcome;
    },
    unskip: (context) => saveSkip(context, null),
    title: (context, [titleId = '']) => saveTitle(context, titleId),
    show: (context) => answerShow(context),
  },
  suggest(context, _option, typed): readonly Choice[] {
    return suggestZones(cleanTyped(typed, 60), context.nowMs).map(({ zone, label }) => ({ name: label, value: zone }));
  },
};

function answerDaily(context: Context, result: FormResult): Outcome {
  const { sayPrivately: say, commandIds } = context;
  switch (result.kind) {
    case 'complete':
      return saveDaily(context, { ...result.form, zone: result.zone }, result.channel, result.role);
    case 'which-zone':
      return askZone(context, result);
    case 'bad-time':
      return buildNotice(say('config.badTime', { typed: escapeMarkdown(result.typed) }));
    case 'bad-days':
      return buildNotice(say('config.badDays', { typed: escapeMarkdown(result.typed) }));
    case 'no-channel':
      return buildNotice(say('config.needChannel'));
    case 'wrong-channel':
      return buildNotice(say('config.wrongChannelType'));
    case 'not-set-up':
      return buildNotice(say('config.notSetUp', { command: showCommand(commandIds, 'config daily') }));
    case 'everyone-role':
      return buildNotice(say('config.everyoneRole'));
  }
}

function askZone(
  { nowMs, sayPrivately: say }: Context,
  { form, typed, suggestions }: Extract<FormResult, { kind: 'which-zone' }>,
): Outcome {
  const idOf = (...zone: readonly string[]) =>
    buildCustomId('config', 'zone', encodeSnowflake(form.channelId), form.time, form.enabled ? 1 : 0, encodeDailyOptions(form), ...zone);
  const shown = suggestions.length > 0 ? suggestions : suggestZones('', nowMs);
  const [only] = suggestions;
  if (only !== undefined && suggestions.length === 1) {
    const button = buildButton({ label: say('config.useZone', { zone: only.zone }), id: idOf(only.zone), style: 'primary' });
    return buildNotice(say('config.oneZone', { zone: only.zone, now: localTimeAt(nowMs, only.zone) }), [[button]]);
  }
  const select = buildSelect(
    idOf(),
    say('config.chooseZone'),
    shown.map(({ zone, label }) => ({ label, value: zone })),
  );
  if (typed === undefined) return buildNotice(say('config.needZone'), [select]);
  const key = suggestions.length > 0 ? 'config.severalZones' : 'config.unknownZone';
  return buildNotice(say(key, { typed: escapeMarkdown(typed) }), [select]);
}

/** From a custom_id, which can be forged and so is checked like typing. */
function restoreDaily(
  context: Context,
  coded: { readonly channel: string; readonly time: string; readonly zone: string; readonly enabled: string; readonly code: string },
): Outcome {
  const resolved = resolveZone(coded.zone, context.nowMs);
  const time = parseTime(coded.time);
  const options = decodeDailyOptions(coded.code);
  if (!('zone' in resolved) || time === null || options === undefined || !/^[0-9a-z]{1,13}$/.test(coded.channel)) {
    return buildNotice(context.sayPrivately('error.oldButton'));
  }
  const form: DailyForm = { ...options, channelId: decodeSnowflake(coded.channel), time, enabled: coded.enabled !== '0' };
  return saveDaily(context, { ...form, zone: resolved.zone });
}

function saveDaily(context: Context, wanted: DailyForm & { readonly zone: string }, channel?: PickedChannel, role?: PickedRole): Outcome {
  const { settings, deliveries, nowMs, options, sayPrivately: say, commandIds } = context;
  const daily = planDaily({ ...wanted, suspendedReason: null }, deliveries, nowMs);
  const usedDefaultTime = settings.daily === null && options.text('time') === undefined && daily.time === DEFAULT_TIME;
  const lines = [
    describeNext(context, daily),
    describeChoices(context, daily),
    ...(usedDefaultTime ? [say('config.defaultTime', { time: daily.time })] : []),
    ...(daily.enabled && channel !== undefined ? [describePermissions(context, daily, channel, role)] : []),
    ...(daily.enabled && channel === undefined && role !== undefined && !role.isMentionable ? [say('config.closedRole')] : []),
  ].filter((line) => line !== '');
  return {
    changes: [buildServerChange(context, { daily })],
    message: buildMessage({
      blocks: [`## ${say('config.saved')}`, lines.join('\n')],
      footnotes: [say('config.showHint', { command: showCommand(commandIds, 'config show') })],
    }),
  };
}

function describeNext({ sayPrivately: say }: Context, daily: DailySettings): string {
  const nextMs = nextPostAtMs(daily);
  if (nextMs === null) return say('config.dailyOff');
  const { time, zone } = daily;
  return say('config.dailyOn', { channel: `<#${daily.channelId}>`, time, zone, next: showStamp(nextMs), soon: showStamp(nextMs, 'R') });
}

/** Only what differs from the ordinary; nothing for a plain daily post. */
function describeChoices({ privateLocale, sayPrivately: say }: Context, daily: DailySettings): string {
  const { weekdays, tone, includeDirector, style, pingRoleId, opensThread, crossposts, skipDate } = daily;
  const days = showList(
    privateLocale,
    weekdays.map((day) => nameWeekday(privateLocale, day)),
  );
  return [
    ...(weekdays.length < EVERY_DAY.length ? [say('config.choice.days', { days })] : []),
    ...(tone === 'gentle' ? [say('config.choice.gentle')] : []),
    ...(includeDirector ? [say('config.choice.director')] : []),
    ...(style === 'text' ? [say('config.choice.text')] : []),
    ...(pingRoleId === null ? [] : [say('config.choice.ping', { role: `<@&${pingRoleId}>` })]),
    ...(opensThread ? [say('config.choice.thread')] : []),
    ...(crossposts ? [say('config.choice.crosspost')] : []),
    ...(skipDate === null ? [] : [say('config.choice.skip', { date: showDate(privateLocale, skipDate) })]),
  ]
    .map((line) => `- ${line}`)
    .join('\n');
}

/** Names what the bot lacks in the channel; silence is only for a channel where it has everything. */
function describePermissions(
  { sayPrivately: say }: Context,
  daily: DailySettings,
  channel: PickedChannel,
  role: PickedRole | undefined,
): string {
  const permissions = channel.appPermissions;
  const use = { ...daily, pingsClosedRole: role !== undefined && !role.isMentionable };
  const needed = listNeededPermissions(channel.type, use);
  if (permissions === undefined) return say('config.notChecked', { list: needed.map(({ name }) => say(name)).join(', ') });
  const missing = needed.filter((permission) => !hasPermission(permissions, permission));
  if (missing.length === 0) return '';
  return say('config.missingPermissions', { channel: `<#${channel.id}>`, list: missing.map(({ name }) => `**${say(name)}**`).join(', ') });
}

/** Leaves out the next post once. */
function answerSkip(context: Context): Outcome {
  const { settings, commandIds, sayPrivately: say } = context;
  const { daily } = settings;
  if (daily === null || daily.nextDueAtMs === null) {
    return buildNotice(say('config.nothingToSkip', { command: showCommand(commandIds, 'config daily') }));
  }
  return saveSkip(context, localDateAt(daily.nextDueAtMs, daily.zone));
}

function saveSkip(context: Context, skipDate: string | null): Outcome {
  const { settings, deliveries, nowMs, privateLocale, sayPrivately: say } = context;
  if (settings.daily === null) return buildNotice(say('error.oldButton'));
  const daily = planDaily({ ...settings.daily, skipDate }, deliveries, nowMs);
  const nextMs = nextPostAtMs(daily);
  const next = nextMs === null ? '' : showStamp(nextMs);
  const undo = skipDate === null ? undefined : [buildButton({ label: say('config.unskip'), id: buildCustomId('config', 'unskip') })];
  const text =
    skipDate === null ? say('config.unskipped', { next }) : say('config.skipped', { date: showDate(privateLocale, skipDate), next });
  return { changes: [buildServerChange(context, { daily })], ...buildNotice(text, [undo]) };
}

function answerTitle(context: Context): Outcome {
  const { options, settings, content, sayPrivately: say } = context;
  const typed = options.text('title');
  const idOf = (title: Title) => buildCustomId('config', 'title', title.id);
  if (typed !== undefined) return withTitle(context, typed, idOf, (title) => saveTitle(context, title.id));
  const current = content.title(settings.title ?? '');
  const buttons = content.titles().map((title) => buildButton({ label: title.name, id: idOf(title), style: 'primary' }));
  return buildNotice(current ? say('config.titleIs', { title: showName(current) }) : say('config.titleUnset'), [buttons]);
}

function saveTitle(context: Context, titleId: string): Outcome {
  const { content, sayPrivately: say } = context;
  const title = content.title(titleId);
  if (!title) return buildNotice(say('error.gone'));
  return {
    changes: [buildServerChange(context, { title: title.id })],
    message: buildMessage({ blocks: [say('config.titleSaved', { title: showName(title) })] }),
  };
}

function answerShow(context: Context): Outcome {
  const { settings, content, commandIds, sayPrivately: say } = context;
  const own = content.title(settings.title ?? '');
  const first = content.titles()[0];
  const lines = [
    own ? say('config.showTitle', { title: showName(own) }) : say('config.showTitleUnset', { title: first ? showName(first) : '' }),
    ...content.titles().map((title) => say('config.showCeiling', { title: showName(title), episode: ceilingOf(title, settings) })),
    settings.locale === null ? say('config.showLanguageFollows') : say('config.showLanguage', { locale: settings.locale }),
  ];
  return {
    message: buildMessage({
      blocks: [`## ${say('config.heading')}`, describeDaily(context, settings.daily), lines.map((line) => `- ${line}`).join('\n')],
      footnotes: [
        say('config.changeHint', {
          daily: showCommand(commandIds, 'config daily'),
          title: showCommand(commandIds, 'config title'),
          health: showCommand(commandIds, 'health'),
        }),
      ],
    }),
  };
}

function describeDaily(context: Context, daily: DailySettings | null): string {
  const { sayPrivately: say, commandIds, nowMs } = context;
  if (daily === null) return say('config.notSetUp', { command: showCommand(commandIds, 'config daily') });
  const where = { channel: `<#${daily.channelId}>`, time: daily.time, zone: daily.zone };
  const rest = [say('config.showClock', { zone: daily.zone, now: localTimeAt(nowMs, daily.zone) }), describeChoices(context, daily)];
  const lines = (state: string, next = '') => [state, next, ...rest].filter((line) => line !== '').join('\n');
  if (!daily.enabled) return lines(say('config.showOff', where));
  if (daily.suspendedReason !== null) {
    const reason = describeReason(say, daily.suspendedReason);
    return lines(say('config.showSuspended', { ...where, reason, command: showCommand(commandIds, 'health') }));
  }
  const nextMs = nextPostAtMs(daily);
  return lines(
    say('config.showOn', where),
    nextMs === null ? '' : say('config.showNext', { next: showStamp(nextMs), soon: showStamp(nextMs, 'R') }),
  );
}

function answerReset(context: Context): Outcome {
  const { settings, sayPrivately: say } = context;
  const { daily, title } = settings;
  if (daily === null && title === null) return buildNotice(say('config.resetNothing'));
  const undoId = daily === null ? buildCustomId('config', 'title', title ?? '') : buildUndoId(daily, title);
  return {
    changes: [buildServerChange(context, { daily: null, title: null })],
    ...buildNotice(say('config.reset'), [undoId === undefined ? undefined : [buildButton({ label: say('config.undo'), id: undoId })]]),
  };
}

/** All that was set, in one id; undefined where it does not fit, for a button that brings back only a part would lie. */
function buildUndoId(daily: DailySettings, title: string | null): string | undefined {
  const parts = [encodeSnowflake(daily.channelId), daily.time, daily.zone, daily.enabled ? 1 : 0, encodeDailyOptions(daily), title ?? ''];
  return fitsCustomId('config', 'undo', ...parts) ? buildCustomId('config', 'undo', ...parts) : undefined;
}

function addTitle(context: Context, outcome: Outcome, titleId: string): Outcome {
  const title = context.content.title(titleId);
  if (title === undefined) return outcome;
  return { ...outcome, changes: [...(outcome.changes ?? []), buildServerChange(context, { title: title.id })] };
}

function buildServerChange({ settings, caller }: Context, patch: SettingsPatch): Change {
  return { kind: 'set-server', guildId: settings.guildId, patch, byUserId: caller.userId };
}
