/** `/health`: why did nothing post? The next post, the last seven days, the permissions, and the remedy. */

import { hasPermission, listNeededPermissions } from '../src/bot/permissions.ts';
import { describeReason } from '../src/bot/reasons.ts';
import type { BotPermissions, Command, Context, EffectResult, Reply } from '../src/bot/types.ts';
import { addDays, localDateAt, localTimeAt, nextPostAtMs } from '../src/calendar/clock.ts';
import { listBlock, showCommand, showDate, showStamp } from '../src/language/show.ts';
import { PLAN_HISTORY_LENGTH, resumeDaily } from '../src/lines/plan.ts';
import { buildCustomId } from '../src/message/custom-id.ts';
import { buildButton, buildMessage, buildNotice } from '../src/message/reply.ts';
import type { DailySettings, Delivery, FollowUp } from '../src/state/types.ts';

const DAYS_SHOWN = 7;

/** A change of zone can leave two outcomes on one date. */
const OUTCOMES_LOADED = 2 * DAYS_SHOWN;

export const health: Command = {
  name: 'health',
  visibility: 'private',
  place: 'server',
  needs: { deliveries: PLAN_HISTORY_LENGTH, outcomes: OUTCOMES_LOADED, followUps: OUTCOMES_LOADED, botPermissions: true },
  answer: answerHealth,
  presses: {
    show: answerHealth,
    resume: answerResume,
    test: (context) =>
      context.settings.daily === null
        ? answerHealth(context)
        : { effect: { kind: 'test-post', settings: context.settings }, settle: sayTested },
  },
};

function sayTested({ settings, say }: Context, result: EffectResult): Reply {
  const channelId = settings.daily?.channelId ?? '';
  const channel = `<#${channelId}>`;
  const text =
    'messageId' in result
      ? say('health.testSent', { channel, link: buildMessageLink(settings.guildId, channelId, result.messageId) })
      : result.ok || result.reason === 'not-here'
        ? say('health.testNotHere')
        : say('health.testFailed', { channel, reason: describeReason(say, result.reason) });
  return buildNotice(text, [[buildButton({ label: say('health.back'), id: buildCustomId('health', 'show') })]]);
}

function answerHealth(context: Context): Reply {
  const { settings, commandIds, say } = context;
  const { daily } = settings;
  if (daily === null) return buildNotice(say('config.notSetUp', { command: showCommand(commandIds, 'config daily') }));
  const isSuspended = daily.enabled && daily.suspendedReason !== null;
  return {
    message: buildMessage({
      blocks: [
        `## ${say('health.heading')}`,
        describeState(context, daily),
        listBlock(say('health.lastDays', { count: DAYS_SHOWN }), describeDays(context, daily)),
        describePermissions(context, daily, context.botPermissions),
      ],
      rows: [
        [
          ...(isSuspended ? [buildButton({ label: say('health.resume'), id: buildCustomId('health', 'resume'), style: 'primary' })] : []),
          buildButton({ label: say('health.test'), id: buildCustomId('health', 'test') }),
          buildButton({ label: say('health.again'), id: buildCustomId('health', 'show') }),
        ],
      ],
    }),
  };
}

function describeState({ nowMs, commandIds, say }: Context, daily: DailySettings): string {
  const where = { channel: `<#${daily.channelId}>`, time: daily.time, zone: daily.zone };
  const clock = say('config.showClock', { zone: daily.zone, now: localTimeAt(nowMs, daily.zone) });
  if (!daily.enabled) return [say('config.showOff', where), clock].join('\n');
  if (daily.suspendedReason !== null) {
    const reason = describeReason(say, daily.suspendedReason);
    return [say('health.suspended', { ...where, reason, command: showCommand(commandIds, 'config daily') }), clock].join('\n');
  }
  const nextMs = nextPostAtMs(daily);
  const next = nextMs === null ? '' : say('config.showNext', { next: showStamp(nextMs), soon: showStamp(nextMs, 'R') });
  return [say('config.showOn', where), next, clock].filter((line) => line !== '').join('\n');
}

/** One line for each of the last seven dates, newest first, whether or not anything was due. */
function describeDays({ nowMs, outcomes, followUps, settings, locale, say }: Context, daily: DailySettings): readonly string[] {
  const today = localDateAt(nowMs, daily.zone);
  return Array.from({ length: DAYS_SHOWN }, (_, ago) => addDays(today, -ago)).map((date) => {
    const ofDate = outcomes.filter((outcome) => outcome.localDate === date);
    const told = [
      ...ofDate.map((outcome) => describeOutcome(say, settings.guildId, outcome)),
      ...followUps.filter((followUp) => followUp.localDate === date).flatMap((followUp) => describeFollowUp(say, followUp)),
    ];
    const comesToday = date === today && daily.nextDueAtMs !== null && localDateAt(daily.nextDueAtMs, daily.zone) === today;
    const nothing = comesToday ? say('health.day.comes') : say('health.day.nothing');
    return `**${showDate(locale, date)}**: ${told.length > 0 ? told.join(' ') : nothing}`;
  });
}

/** Nothing for a thread or a publication that went well. */
function describeFollowUp(say: Context['say'], { kind, state, reason }: FollowUp): readonly string[] {
  if (state !== 'failed') return [];
  return [say(`health.followUp.${kind}`, { reason: reason === null ? '' : describeReason(say, reason) })];
}

function describeOutcome(say: Context['say'], guildId: string, outcome: Delivery): string {
  const reason = outcome.reason === null ? '' : describeReason(say, outcome.reason);
  switch (outcome.state) {
    case 'confirmed': {
      const at = showStamp(outcome.updatedAtMs, 't');
      if (outcome.messageId === null) return `${say('health.day.postedUnseen', { at })} ${reason}`.trimEnd();
      return `${say('health.day.posted', { at, link: buildMessageLink(guildId, outcome.channelId, outcome.messageId) })} ${reason}`.trimEnd();
    }
    case 'claimed':
    case 'sent':
      return say('health.day.underWay', {
        reason,
        next: outcome.nextAttemptAtMs === null ? '' : showStamp(outcome.nextAttemptAtMs, 'R'),
      }).trim();
    case 'missed':
      return say('health.day.missed', { reason });
    case 'failed':
      return say('health.day.failed', { reason });
    case 'unknown':
      return say('health.day.unknown', { reason });
  }
}

/** https://docs.discord.com/developers/reference#message-formatting: a message's address is a plain link. */
function buildMessageLink(guildId: string, channelId: string, messageId: string): string {
  return `https://discord.com/channels/${guildId}/${channelId}/${messageId}`;
}

function describePermissions({ say }: Context, daily: DailySettings, found: BotPermissions): string {
  const channel = `<#${daily.channelId}>`;
  switch (found.kind) {
    case 'unknown':
      return say('health.permissions.unknown', { channel });
    case 'missing':
      return describeReason(say, 'channel-missing');
    case 'hidden':
      return say('health.permissions.lacks', { channel, list: `**${say('permission.viewChannel')}**` });
    case 'known': {
      const needed = listNeededPermissions(found.channelType, {
        ...daily,
        pingsClosedRole: daily.pingRoleId !== null && !found.openRoleIds.includes(daily.pingRoleId),
      });
      const nameAll = (which: typeof needed) => which.map(({ name }) => `**${say(name)}**`).join(', ');
      const has = needed.filter((permission) => hasPermission(found.bits, permission));
      const lacks = needed.filter((permission) => !hasPermission(found.bits, permission));
      return [
        ...(has.length > 0 ? [say('health.permissions.has', { channel, list: nameAll(has) })] : []),
        ...(lacks.length > 0 ? [say('health.permissions.lacks', { channel, list: nameAll(lacks) })] : []),
      ].join('\n');
    }
  }
}

/** Starts a paused post again; everything else stays as it is. */
function answerResume(context: Context): Reply {
  const { settings, say } = context;
  const { daily } = settings;
  if (daily === null || daily.suspendedReason === null) return answerHealth(context);
  const resumed = resumeDaily(daily, context.deliveries, context.nowMs);
  const next = resumed.nextDueAtMs === null ? '' : showStamp(resumed.nextDueAtMs);
  return {
    changes: [{ kind: 'set-server', guildId: settings.guildId, patch: { daily: resumed }, byUserId: context.caller.userId }],
    ...buildNotice(say('health.resumed', { next }), [[buildButton({ label: say('health.back'), id: buildCustomId('health', 'show') })]]),
  };
}
