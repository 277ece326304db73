/** `/health`: why did nothing post? The next post, the last seven days, the permissions, and the remedy. */

import type { APIButtonComponent } from 'discord-api-types/v10';
import { describeReason } from '../src/bot/reasons.ts';
import type { BotPermissions, Command, Context, EffectResult, Reply } from '../src/bot/types.ts';
import { addDays, localDateAt } from '../src/calendar/clock.ts';
import { showDate, showStamp } from '../src/language/show.ts';
import { PLAN_HISTORY_LENGTH, planDaily, resumeDaily } from '../src/lines/plan.ts';
import { buildCustomId } from '../src/message/custom-id.ts';
import { buildButton, buildMessage, buildNotice } from '../src/message/reply.ts';
import { listDailies } from '../src/state/dailies.ts';
import { type Change, type DailySettings, type Delivery, type FollowUp, MOST_DAILIES } from '../src/state/types.ts';
import { joinFilled } from '../src/text/text.ts';
import { describeKept, describeLostRole, describeTrouble, describeWhen } from './config/describe.ts';
import { focusOn, markOfSlot, ofDaily, patchFocused, readSlot, serverOf } from './config/focus.ts';
import { buildNoDaily } from './config/panel.ts';
import { resumeWhereHealed } from './config/resume.ts';

const DAYS_SHOWN = 7;

/** A change of zone can leave two outcomes on one date, for each of the daily posts. */
const OUTCOMES_LOADED = 2 * DAYS_SHOWN * MOST_DAILIES;

export const health: Command = {
  name: 'health',
  visibility: 'private',
  place: 'server',
  needs: ({ press }) => ({
    deliveries: PLAN_HISTORY_LENGTH,
    outcomes: OUTCOMES_LOADED,
    followUps: OUTCOMES_LOADED,
    botPermissions: readSlot(press?.args ?? []),
  }),
  answer: answerHealth,
  presses: {
    show: ofDaily(answerHealth),
    days: ofDaily(answerDays),
    resume: ofDaily(answerResume),
    test: ofDaily((context) =>
      context.settings.daily === null
        ? answerHealth(context)
        : {
            effect: { kind: 'test-post', settings: context.settings },
            settle: (after, result) => sayTested(focusOn(after, context.focus?.slot ?? 1), result),
          },
    ),
  },
};

function sayTested(context: Context, result: EffectResult): Reply {
  const { settings, say } = context;
  const channelId = settings.daily?.channelId ?? '';
  const isForum = settings.daily?.place === 'forum';
  if ('messageId' in result && settings.daily?.enabled === true && settings.daily.suspendedReason !== null) {
    return resume(context, settings.daily, 'health.resumedItself');
  }
  const channel = `<#${channelId}>`;
  const text =
    'messageId' in result
      ? say('health.testSent', {
          channel,
          link: buildMessageLink(settings.guildId, isForum ? result.messageId : channelId, result.messageId),
        })
      : result.ok || result.reason === 'not-here'
        ? say('health.testNotHere')
        : result.reason === 'on-its-way'
          ? say('health.testUnderWay')
          : say('health.testFailed', { channel, reason: describeReason(say, result.reason) });
  return { ...buildNotice(text, [[backButton(context)]]), ...tryWaiting(context, result) };
}

/** Today's post that was refused and waits is tried at once when a test has shown that it would come. */
function tryWaiting(context: Context, result: EffectResult): Pick<Reply, 'changes'> {
  const { settings, outcomes } = context;
  const isWaiting = outcomes.some(({ slot, state }) => slot === settings.daily?.slot && state === 'claimed');
  return 'messageId' in result && isWaiting ? { changes: [changeDaily(context, settings.daily)] } : {};
}

/** What writes the daily post this is about; the rest of the settings stays as it is. */
function changeDaily(context: Context, daily: DailySettings | null): Change {
  const { settings, caller } = context;
  return { kind: 'set-server', guildId: settings.guildId, patch: patchFocused(context, daily), byUserId: caller.userId };
}

function answerHealth(context: Context): Reply {
  const { settings, botPermissions, say } = context;
  const { daily } = settings;
  if (daily === null) return { message: buildNoDaily(context) };
  if (resumeWhereHealed(context) !== null) return resume(context, daily, 'health.resumedItself');
  const isSuspended = daily.enabled && daily.suspendedReason !== null;
  const permissions = describePermissions(context, daily, botPermissions);
  const heading = !daily.enabled ? 'off' : isSuspended ? 'paused' : permissions.isBlocked ? 'blocked' : 'works';
  return {
    message: buildMessage({
      blocks: [
        `## ${say(`health.heading.${heading}`)}\n${nameOther(context)}${describeState(context, daily)}`,
        joinFilled([
          permissions.isBlocked ? permissions.text : '',
          describeLostRole(say, daily, botPermissions),
          describeClock(context, daily),
          ...describePast(context, daily),
        ]),
      ],
      footnotes: permissions.isBlocked ? [] : [permissions.text],
      isQuiet: true,
      rows: [
        [
          isSuspended && buildButton({ label: say('health.resume'), id: buildHealthId(context, 'resume'), style: 'primary' }),
          buildButton({ label: say('health.test'), id: buildHealthId(context, 'test') }),
          buildButton({ label: say('health.lastDays', { count: DAYS_SHOWN }), id: buildHealthId(context, 'days') }),
          buildButton({ label: say('health.again'), id: buildHealthId(context, 'show') }),
        ],
        listOthers(context),
      ],
    }),
  };
}

/** What became of each of the last seven dates. */
function answerDays(context: Context): Reply {
  const { settings, say } = context;
  if (settings.daily === null) return answerHealth(context);
  const lines = describeDays(context, settings.daily).map(({ line }) => line);
  return {
    message: buildMessage({
      blocks: [`## ${say('health.lastDays', { count: DAYS_SHOWN })}`, lines.join('\n')],
      rows: [[backButton(context)]],
    }),
  };
}

function describeState(context: Context, daily: DailySettings): string {
  const { say } = context;
  if (!daily.enabled) return describeKept(context, daily);
  if (daily.suspendedReason === null) return describeWhen(context, daily);
  const reason = describeReason(say, daily.suspendedReason);
  return [say('health.suspended', { reason }), describeKept(context, daily)].join('\n');
}

/** The last date of which there is something to tell, and how many posts of the last days came and did not. */
function describePast(context: Context, daily: DailySettings): readonly string[] {
  const { outcomes, say } = context;
  const days = describeDays(context, daily);
  const last = days.find(({ isTold }) => isTold)?.line;
  const own = outcomes.filter(({ slot }) => slot === daily.slot);
  const states = own.filter(({ localDate }) => days.some(({ date }) => date === localDate)).map(({ state }) => state);
  const count = (...wanted: readonly Delivery['state'][]) => states.filter((state) => wanted.includes(state)).length;
  const counts = say('health.counts', { posted: count('confirmed'), missed: count('missed', 'failed') });
  return [...(last === undefined ? [] : [last]), `**${say('health.lastDays', { count: DAYS_SHOWN })}:** ${counts}`];
}

/** One line for each of the last seven dates, newest first, whether or not anything was due. */
function describeDays({ nowMs, outcomes, followUps, settings, locale, say }: Context, daily: DailySettings) {
  const today = localDateAt(nowMs, daily.zone);
  return Array.from({ length: DAYS_SHOWN }, (_, ago) => addDays(today, -ago)).map((date) => {
    const ofDate = outcomes.filter((outcome) => outcome.slot === daily.slot && outcome.localDate === date);
    const told = [
      ...ofDate.map((outcome) => describeOutcome(say, settings.guildId, outcome)),
      ...followUps
        .filter((followUp) => followUp.slot === daily.slot && followUp.localDate === date)
        .flatMap((followUp) => describeFollowUp(say, followUp)),
    ];
    const comesToday = date === today && daily.nextDueAtMs !== null && localDateAt(daily.nextDueAtMs, daily.zone) === today;
    const nothing = comesToday ? say('health.day.comes') : say('health.day.nothing');
    return { date, isTold: told.length > 0, line: `**${showDate(locale, date)}**: ${told.length > 0 ? told.join(' ') : nothing}` };
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
      const channelId = outcome.place === 'forum' ? outcome.messageId : outcome.channelId;
      return `${say('health.day.posted', { at, link: buildMessageLink(guildId, channelId, outcome.messageId) })} ${reason}`.trimEnd();
    }
    case 'claimed':
    case 'sent':
      return say('health.day.underWay', {
        reason,
        next: outcome.nextAttemptAtMs === null ? '' : showStamp(outcome.nextAttemptAtMs, 'R'),
      }).trim();
    case 'missed':
    case 'failed':
    case 'unknown':
      return say(`health.day.${outcome.state}`, { reason });
  }
}

/** https://docs.discord.com/developers/reference#message-formatting: a message's address is a plain link. */
function buildMessageLink(guildId: string, channelId: string, messageId: string): string {
  return `https://discord.com/channels/${guildId}/${channelId}/${messageId}`;
}

/** `isBlocked`: something the post needs is lacking. */
function describePermissions(
  { say }: Context,
  daily: DailySettings,
  found: BotPermissions,
): { readonly isBlocked: boolean; readonly text: string } {
  if (found.kind === 'unknown') return { isBlocked: false, text: say('health.permissions.unknown', { channel: `<#${daily.channelId}>` }) };
  const lacking = describeTrouble(say, daily, found);
  return lacking === '' ? { isBlocked: false, text: say('health.permissions.all') } : { isBlocked: true, text: lacking };
}

/** What a machine's clock that ran ahead has left behind; empty where nothing is wrong. */
function describeClock({ deliveries, nowMs, say }: Context, daily: DailySettings): string {
  if (daily.nextDueAtMs === null) return '';
  const right = planDaily(daily, deliveries, nowMs).nextDueAtMs;
  return right !== null && right < daily.nextDueAtMs ? `⚠ ${say('health.clockAhead')}` : '';
}

function backButton(context: Context) {
  return buildButton({ label: context.say('page.back'), id: buildHealthId(context, 'show') });
}

/** The other daily posts of the server, a button each. */
function listOthers(context: Context): readonly APIButtonComponent[] {
  const { settings, say } = context;
  return listDailies(serverOf(context))
    .filter(({ slot }) => slot !== settings.daily?.slot)
    .map(({ slot }) => buildButton({ label: say('health.other', { slot }), id: buildCustomId('health', 'show', ...markOfSlot(slot)) }));
}

/** "Daily quote 2" above what is told of it; nothing for the first. */
function nameOther({ focus, say }: Context): string {
  return focus === undefined ? '' : `**${say('health.other', { slot: focus.slot })}**\n`;
}

function buildHealthId({ focus }: Context, action: string): string {
  return buildCustomId('health', action, ...markOfSlot(focus?.slot));
}

/** Starts a paused post again; everything else stays as it is. */
function answerResume(context: Context): Reply {
  const { daily } = context.settings;
  return daily === null || daily.suspendedReason === null ? answerHealth(context) : resume(context, daily, 'health.resumed');
}

function resume(context: Context, daily: DailySettings, sentence: 'health.resumed' | 'health.resumedItself'): Reply {
  const { say } = context;
  const resumed = resumeDaily(daily, context.deliveries, context.nowMs);
  const next = resumed.nextDueAtMs === null ? '' : showStamp(resumed.nextDueAtMs);
  return {
    changes: [changeDaily(context, resumed)],
    ...buildNotice(say(sentence, { next }), [[backButton(context)]]),
  };
}
