/** The daily quote in direct messages, for whoever asks for it: part of `/progress`, which is its limit. */

import { describeReason } from '../src/bot/reasons.ts';
import type { Context, Opening, Reply, Title } from '../src/bot/types.ts';
import { nextPostAtMs } from '../src/calendar/clock.ts';
import { parseTime } from '../src/calendar/times.ts';
import { guessZone } from '../src/calendar/zone-guess.ts';
import { nameZone, resolveZone } from '../src/calendar/zones.ts';
import { accentOf, showStamp, showTime, showTitle } from '../src/language/show.ts';
import { buildOwnDailyId, buildStopButton } from '../src/lines/line-buttons.ts';
import { planDaily } from '../src/lines/plan.ts';
import { buildModal, type Fields } from '../src/message/modal.ts';
import { buildButton, buildMessage, buildNotice } from '../src/message/reply.ts';
import { placeOfPerson } from '../src/state/own-daily.ts';
import { type DailySettings, DEFAULT_DAILY_OPTIONS } from '../src/state/types.ts';
import { type AskedAt, answerForm } from './config/daily-asks.ts';
import { buildClockField, type ClearForm, DEFAULT_TIME, readClockForm } from './config/daily-form.ts';

/** From `/progress`: what is set, or the form that sets it. */
export function openOwnDaily(context: Context, title: Title): Reply | Opening {
  const { daily } = context.ownDaily.settings;
  return daily === null ? openOwnForm(context, title) : { message: buildCard(context, title, daily) };
}

/** Time and zone, filled in with what is set or can be guessed. */
export function openOwnForm(context: Context, title: Title): Opening {
  const { ownDaily, locale, say } = context;
  const { daily } = ownDaily.settings;
  const zone = zoneFilledIn(context);
  return buildModal(buildOwnDailyId('set', title), say('ownDaily.form'), [
    buildClockField(say, 'time', daily?.time ?? DEFAULT_TIME),
    buildClockField(say, 'zone', zone === undefined ? '' : nameZone(zone, locale)),
  ]);
}

/** The zone the form begins with: what is set, or the only one there is where the language is spoken. */
function zoneFilledIn({ caller, ownDaily }: Context): string | undefined {
  const guess = guessZone(caller.userLocale);
  return ownDaily.settings.daily?.zone ?? (guess?.isOnlyOne ? guess.zone : undefined);
}

/** What was typed is read as in `/config`; what may mean several things is asked. */
export function saveOwnForm(context: Context, title: Title, fields: Fields): Reply {
  const own: Context = { ...context, settings: context.ownDaily.settings };
  const result = readClockForm(own, fields, zoneFilledIn(context));
  const at: AskedAt = { press: ['progress', 'daily-zone', title.id], mark: [], backId: buildOwnDailyId('form', title), confirms: false };
  const save = ({ edits, zone = own.settings.daily?.zone }: ClearForm) =>
    zone === undefined ? buildNotice(context.say('config.needZone')) : saveOwn(context, title, edits.time, zone);
  return answerForm(own, result, save, { at });
}

/** From the list of zones that may be meant, or the buttons of times: forged ids are checked like typing. */
export function chooseOwnZone(context: Context, title: Title, [, typedTime = '']: readonly string[], zoneName: string): Reply {
  const resolved = resolveZone(zoneName, context.nowMs);
  const time = typedTime === '' ? undefined : parseTime(typedTime);
  if (!('zone' in resolved) || time === null) return buildNotice(context.say('error.oldButton'));
  return saveOwn(context, title, time, resolved.zone);
}

/** One tap, without a question back; the ledger keeps today's, so that none comes twice if it is wanted again. */
export function stopOwnDaily({ caller, say }: Context): Reply {
  return {
    ...buildNotice(say('ownDaily.stopped')),
    visibility: 'private',
    place: 'new',
    changes: [{ kind: 'set-own-daily', userId: caller.userId, settings: null }],
  };
}

function saveOwn(context: Context, title: Title, time: string | undefined, zone: string): Reply {
  const { caller, nowMs, ownDaily } = context;
  const { deliveries, settings } = ownDaily;
  const plan = {
    ...DEFAULT_DAILY_OPTIONS,
    enabled: true,
    channelId: placeOfPerson(caller.userId),
    time: time ?? settings.daily?.time ?? DEFAULT_TIME,
    zone,
    suspendedReason: null,
  };
  const daily = planDaily(plan, deliveries, nowMs);
  return {
    message: buildCard(context, title, daily),
    changes: [{ kind: 'set-own-daily', userId: caller.userId, settings: { titleId: title.id, locale: caller.userLocale, daily } }],
  };
}

function buildCard({ content, locale, ownDaily, say }: Context, title: Title, daily: DailySettings) {
  const shown = content.title(ownDaily.settings.title ?? '') ?? title;
  const nextMs = nextPostAtMs(daily);
  const lines = [
    say('ownDaily.when', { title: showTitle(shown), time: showTime(locale, daily.time), zone: nameZone(daily.zone, locale) }),
    daily.suspendedReason === null ? '' : say('ownDaily.paused', { reason: describeReason(say, daily.suspendedReason) }),
    nextMs === null ? '' : say('config.showNext', { next: `${showStamp(nextMs, 'f')} · ${showStamp(nextMs, 'R')}` }),
  ];
  return buildMessage({
    accent: accentOf(shown),
    blocks: [`## ${say('ownDaily.heading')}\n${lines.filter((line) => line !== '').join('\n')}`, say('ownDaily.effect')],
    rows: [
      [
        buildButton({
          label: say(daily.suspendedReason === null ? 'ownDaily.change' : 'ownDaily.resume'),
          id: buildOwnDailyId('form', title),
        }),
        buildStopButton(say),
      ],
    ],
  });
}
