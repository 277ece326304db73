/** The daily post in `/config`: what was typed, and the controls of its screen. */
import { PICKED } from '../../src/answer/request.ts';
import { sayGone } from '../../src/bot/titles.ts';
import type { Choice, Context, Opening, Reply } from '../../src/bot/types.ts';
import { addDays, localDateAt } from '../../src/calendar/clock.ts';
import { readDate } from '../../src/calendar/dates.ts';
import { EVERY_DAY } from '../../src/calendar/weekdays.ts';
import { guessZone } from '../../src/calendar/zone-guess.ts';
import { nameZone, resolveZone } from '../../src/calendar/zones.ts';
import { showCommand, showDate, showTime, showWeekday } from '../../src/language/show.ts';
import { planDaily, planNow } from '../../src/lines/plan.ts';
import { buildModal, type Fields } from '../../src/message/modal.ts';
import { buildButton, buildMessage, buildNotice } from '../../src/message/reply.ts';
import { findFreeSlot } from '../../src/state/dailies.ts';
import { type DailyOptions, type DailySettings, DEFAULT_DAILY_OPTIONS, EVERY_TITLE, MOST_DAILIES } from '../../src/state/types.ts';
import { cleanTyped, escapeMarkdown, joinFilled } from '../../src/text/text.ts';
import { answerForm, askDate, describeMisfit, sayChannelNeeded } from './daily-asks.ts';
import { recallEdits } from './daily-code.ts';
import {
  buildClockField,
  type ClearForm,
  type ClockField,
  canHoldDaily,
  completeForm,
  DEFAULT_TIME,
  findMisfit,
  knownZone,
  placeOfChannel,
  readClockForm,
  readDailyForm,
  typeOfChannel,
} from './daily-form.ts';
import { listDays } from './days.ts';
import { describeLacking, describeSetting, isPaused } from './describe.ts';
import { buildDailyId, focusOn, patchFocused, serverOf } from './focus.ts';
import { buildServerChange, buildUndoButton, withPatch } from './history.ts';
import { buildNoDaily, FOLLOW, type LOOKS, OFF } from './panel.ts';
import { refuseNoLine, save, show } from './saving.ts';

/** From then on a second try may fall on the next date. */
const LATE_FROM = '23:45';
/** Days from today that are offered as the end of a pause. */
const PAUSES_DAYS = [2, 3, 7, 14, 30];
const PAUSE_SHOWN_DAYS = 14;
const LONGEST_DATE = 40;
/** https://docs.discord.com/developers/resources/channel#start-thread-in-forum-or-media-channel */
export const MOST_TAGS = 5;

/** `/config daily`: saves what was typed, or says what is not clear. @param titleId The title that was named, if one was. */
export function answerDaily(context: Context, titleId?: string): Reply {
  return answerForm(context, readDailyForm(context, titleId), (clear) => saveTyped(context, clear));
}

/** From the list of zones a typed one may mean, or the button for the only one; forged ids are checked like typing. */
export function chooseZone(context: Context, args: readonly string[], zoneName: string): Reply {
  const resolved = resolveZone(zoneName, context.nowMs);
  const edits = recallEdits(context, args);
  if (!('zone' in resolved) || edits === undefined || completeForm(edits, context.settings.daily) === null) {
    return buildNotice(context.say('error.oldButton'));
  }
  return saveTyped(context, { edits, zone: resolved.zone });
}

function saveTyped(context: Context, { edits, zone, channel, role }: Omit<ClearForm, 'kind' | 'isSpoken'>): Reply {
  const { settings, options, locale, say, commandIds } = context;
  const form = completeForm(edits, settings.daily);
  const ofDaily = zone ?? knownZone(context);
  if (form === null || ofDaily === undefined) return buildNotice(sayChannelNeeded(context));
  const daily = plan(context, { ...form, slot: context.focus?.slot ?? 1, zone: ofDaily, suspendedReason: null });
  const patch = patchFocused(context, daily);
  const refusal = refuseNoLine(context, patch);
  if (refusal !== undefined) return buildNotice(refusal);
  const usedDefaultTime = settings.daily === null && options.text('time') === undefined && daily.time === DEFAULT_TIME;
  const after = withPatch(context, patch);
  const isClosedRole = role !== undefined && !role.isMentionable;
  const text = joinFilled([
    describeSetting(context, after.settings, 'daily'),
    describeLateTime(context, daily),
    usedDefaultTime ? say('config.defaultTime', { time: showTime(locale, daily.time) }) : '',
    daily.enabled && channel !== undefined ? describeLacking(say, channel, { ...daily, pingsClosedRole: isClosedRole }) : '',
    daily.enabled && channel === undefined && isClosedRole ? say('config.closedRole') : '',
  ]);
  const undo = buildUndoButton(after);
  return {
    changes: [buildServerChange(context, patch)],
    message: buildMessage({
      blocks: [`## ${say('config.saved')}`, text],
      footnotes: [say('config.showHint', { command: showCommand(say, commandIds, 'config panel') })],
      rows: [[buildButton({ label: say('config.button.panel'), id: buildDailyId(context, 'view', 'daily') }), undo]],
    }),
  };
}

/** `/config daily` and what else names one of several: that one; a number nobody has yet is a new one. */
export function withNamedDaily(context: Context, act: (context: Context) => Reply | Opening): Reply | Opening {
  const { options, settings, say } = context;
  const wanted = options.whole('daily') ?? 1;
  if (wanted > MOST_DAILIES) return buildNotice(say('config.mostDailies', { most: MOST_DAILIES }));
  // Where there is none the first comes first.
  return act(focusOn(context, settings.daily === null ? 1 : wanted));
}

/** One of the server's daily posts, or a new one, chosen on the first screen. */
export function chooseDaily(context: Context, chosen: string): Reply {
  const { settings, say } = context;
  const slot = chosen === 'new' ? findFreeSlot(settings) : Number(chosen);
  if (slot === undefined) return show(context, 'main', say('config.mostDailies', { most: MOST_DAILIES }));
  if (!(slot >= 1 && slot <= MOST_DAILIES)) return buildNotice(say('error.oldButton'));
  return show(focusOn(context, slot), 'daily');
}

/** Ends one of the others; the first can only be switched off. */
export function removeDaily(context: Context): Reply {
  const { focus, say } = context;
  if (focus === undefined) return show(context, 'daily', say('config.gone'));
  const first = focusOn(context, 1);
  return withDaily(context, () =>
    save(first, { patch: patchFocused(context, null), view: 'main', notice: say('config.removed', { slot: focus.slot }) }),
  );
}

/** The title of its own, or the server's. */
export function pickTitle(context: Context, chosen: string): Reply {
  const titleId = chosen === FOLLOW ? null : chosen;
  if (titleId !== null && titleId !== EVERY_TITLE && context.content.title(titleId) === undefined) return sayGone(context);
  return withDaily(context, (daily) => saveDaily(context, plan(context, { ...daily, titleId })));
}

/** The tags a forum's threads get: those that are ticked and still there. */
export function pickTags(context: Context, values: readonly string[]): Reply {
  const { botPermissions } = context;
  const known = botPermissions.kind === 'known' ? botPermissions.tags : [];
  const tags = values.filter((value) => known.some(({ id }) => id === value)).slice(0, MOST_TAGS);
  return withDaily(context, (daily) => saveDaily(context, plan(context, { ...daily, tags })));
}

/** Makes today's post come at once. The ledger lets it come once: what is out already is said. */
export function postNow(context: Context): Reply {
  const { deliveries, nowMs, say } = context;
  return withDaily(context, (before) => {
    if (!before.enabled) return show(context, 'daily', say('config.postNow.off', { button: say('config.button.on') }));
    const daily = planNow(before, deliveries, nowMs);
    if (daily === null) return show(context, 'daily', say('config.postNow.done'));
    return saveDaily(context, daily, [say('config.postNow.comes')]);
  });
}

/** The form that asks until when nothing is to come. */
export function openPause(context: Context): Opening | Reply {
  const { nowMs, say } = context;
  return withDaily(context, (daily) =>
    buildModal(buildDailyId(context, 'pause'), say('config.form.pause'), [
      {
        kind: 'text',
        id: 'until',
        label: say('config.field.until'),
        hint: say('config.hint.until', { date: addDays(localDateAt(nowMs, daily.zone), PAUSE_SHOWN_DAYS) }),
        value: isPaused(daily, nowMs) ? (daily.pauseUntil ?? '') : '',
        maxLength: LONGEST_DATE,
        required: false,
      },
    ]),
  );
}

/** No posts before the date that was typed, which is shown first where it was said in words; nothing ends the pause. */
export function pauseUntil(context: Context, typed: string): Reply {
  const { nowMs, locale, say } = context;
  return withDaily(context, (before) => {
    if (typed === '') return saveDaily(context, plan(context, { ...before, pauseUntil: null }), [say('config.pause.over')]);
    const today = localDateAt(nowMs, before.zone);
    const { candidates, isRelative } = readDate(typed, locale, today);
    // Nothing is paused until today, so of "Monday" on a Monday the one in a week is meant.
    const coming = candidates.filter((one) => one > today);
    const [date] = coming.length > 0 ? coming : candidates;
    if (date === undefined) {
      const example = addDays(today, PAUSE_SHOWN_DAYS);
      return show(context, 'daily', say('config.pause.unclear', { typed: escapeMarkdown(cleanTyped(typed, LONGEST_DATE)), example }));
    }
    if (isRelative && coming.length > 0) {
      const idOf = (one: string) => buildDailyId(context, 'pause', one);
      return askDate(context, {
        typed: cleanTyped(typed, LONGEST_DATE),
        dates: coming,
        idOf,
        backId: buildDailyId(context, 'view', 'daily'),
      });
    }
    if (date <= today) return show(context, 'daily', say('config.pause.past', { date: showDate(locale, date) }));
    const daily = plan(context, { ...before, pauseUntil: date });
    return saveDaily(context, daily, [say('config.pause.saved', { date: showDate(locale, date) })]);
  });
}

/** Dates a pause may end on, while somebody types one. */
export function suggestDates({ settings, nowMs, locale }: Context, typed: string): readonly Choice[] {
  const today = localDateAt(nowMs, settings.daily?.zone ?? 'UTC');
  const read = typed === '' ? [] : readDate(typed, locale, today).candidates;
  const dates = read.length === 0 ? PAUSES_DAYS.map((days) => addDays(today, days)) : read;
  return dates.filter((date) => date > today).map((date) => ({ name: showWeekday(locale, date), value: date }));
}

/** A channel picked in the panel: the first one sets the post up, with a zone guessed from the language of whoever picks. */
export function pickChannel(context: Context): Reply {
  const { options, settings, caller, say } = context;
  const channel = options.channel(PICKED);
  if (channel === undefined) return show(context, 'daily', say('config.gone'));
  if (!canHoldDaily(channel)) return show(context, 'daily', say('config.wrongDailyChannel'));
  const lacking = describeLacking(say, channel, { ...(settings.daily ?? DEFAULT_DAILY_OPTIONS), pingsClosedRole: false });
  const misfit = findMisfit(channel.type, { ...DEFAULT_DAILY_OPTIONS, ...settings.daily });
  if (misfit !== undefined) return show(context, 'daily', describeMisfit(say, misfit, channel.id));
  if (settings.daily !== null) {
    const daily = plan(context, { ...settings.daily, ...placeOfChannel(channel, settings.daily), enabled: true });
    return saveDaily(context, daily, [say('config.savedNow'), lacking]);
  }
  const slot = context.focus?.slot ?? 1;
  const first = serverOf(context).daily;
  const guess = guessZone(caller.userLocale);
  const zone = first?.zone ?? guess?.zone ?? 'UTC';
  const daily = plan(context, {
    ...DEFAULT_DAILY_OPTIONS,
    slot,
    ...placeOfChannel(channel, null),
    enabled: true,
    time: DEFAULT_TIME,
    zone,
    suspendedReason: null,
  });
  if (first !== null) return saveDaily(context, daily, [say('config.now.another', { slot, button: say('config.button.clock') }), lacking]);
  const key = guess === null ? 'config.guess.none' : guess.isOnlyOne ? 'config.guess.one' : 'config.guess.several';
  return saveDaily(context, daily, [
    say('config.now.setUp'),
    say(key, { button: say('config.button.clock') }),
    say('config.now.noticesOffer', { screen: say('config.screen.news') }),
    lacking,
  ]);
}

/** A role picked in the panel, or the button for none. */
export function pickPing(context: Context, arg: string | undefined): Reply {
  const { options, settings, say } = context;
  const role = options.role(PICKED);
  return withDaily(context, (daily) => {
    if (arg === OFF) return saveDaily(context, plan(context, { ...daily, pingRoleId: null }));
    if (role === undefined) return show(context, 'daily', say('config.gone'));
    if (role.id === settings.guildId) return show(context, 'daily', say('config.everyoneRole'));
    const closed = role.isMentionable ? '' : say('config.closedRole');
    return saveDaily(context, plan(context, { ...daily, pingRoleId: role.id }), [say('config.savedNow'), closed]);
  });
}

/** Everything that is ticked is on, everything else is off. */
export function pickLooks(context: Context, values: readonly string[]): Reply {
  const isOn = (look: (typeof LOOKS)[number]) => values.includes(look);
  return withDaily(context, (daily) => {
    const options: Pick<DailyOptions, 'tone' | 'includeDirector' | 'style' | 'opensThread' | 'crossposts' | 'pins'> = {
      tone: isOn('gentle') ? 'gentle' : 'all',
      includeDirector: isOn('director'),
      style: isOn('card') ? 'card' : 'text',
      opensThread: isOn('thread'),
      crossposts: isOn('crosspost'),
      pins: isOn('pin'),
    };
    const misfit = findMisfit(typeOfChannel(context), options);
    if (misfit !== undefined) return show(context, 'daily', describeMisfit(context.say, misfit, daily.channelId));
    return saveDaily(context, plan(context, { ...daily, ...options }));
  });
}

/** Turns the daily post off for `OFF`, else on. */
export function switchDaily(context: Context, arg: string | undefined): Reply {
  return withDaily(context, (before) => saveDaily(context, plan(context, { ...before, enabled: arg !== OFF })));
}

/** Leaves out the next post once, or leaves out nothing. */
export function skipNext(context: Context, wanted: 'skip' | 'unskip'): Reply {
  const { settings, commandIds, locale, say } = context;
  const { daily } = settings;
  if (daily === null) return { message: buildNoDaily(context) };
  if (daily.nextDueAtMs === null) {
    return buildNotice(say('config.nothingToSkip', { command: showCommand(say, commandIds, 'config panel') }));
  }
  const skipDate = wanted === 'skip' ? localDateAt(daily.nextDueAtMs, daily.zone) : null;
  const line = skipDate === null ? say('config.unskipped') : say('config.skipped', { date: showDate(locale, skipDate) });
  return saveDaily(context, plan(context, { ...daily, skipDate }), [line]);
}

/** The form with time, zone and days, filled in with what is set. */
export function openClock(context: Context): Opening | Reply {
  const { locale, say } = context;
  const field = (id: ClockField, value: string) => ({ ...buildClockField(say, id, value), required: false });
  return withDaily(context, ({ time, zone, weekdays }) =>
    buildModal(buildDailyId(context, 'clock'), say('config.form.clock'), [
      field('time', time),
      field('zone', nameZone(zone, locale)),
      field('days', weekdays.length === EVERY_DAY.length ? '' : listDays(locale, weekdays)),
    ]),
  );
}

/** Saves time, days and zone as typed into the form; asks back where they may mean several things. */
export function saveClock(context: Context, fields: Fields): Reply {
  return withDaily(context, (before) => {
    const result = readClockForm(context, fields, before.zone);
    const saveClear = ({ edits, zone = before.zone }: ClearForm) => {
      const daily = plan(context, { ...before, ...edits, zone });
      return saveDaily(context, daily, [context.say('config.savedNow'), describeLateTime(context, daily)]);
    };
    return answerForm(context, result, saveClear, { tell: (why) => show(context, 'daily', why) });
  });
}

/** What a time so late means for its date; empty for any other. */
function describeLateTime({ say }: Context, { time }: DailySettings): string {
  return time >= LATE_FROM ? say('config.lateTime') : '';
}

function withDaily<Answer extends Reply | Opening>(context: Context, act: (daily: DailySettings) => Answer): Answer | Reply {
  const { daily } = context.settings;
  return daily === null ? show(context, 'daily', context.say('config.gone')) : act(daily);
}

function plan({ deliveries, nowMs }: Context, daily: Omit<DailySettings, 'nextDueAtMs'>): DailySettings {
  return planDaily({ ...daily, suspendedReason: null }, deliveries, nowMs);
}

/** @param lines What is said above the screen beyond that it was saved. */
function saveDaily(context: Context, daily: DailySettings, lines: readonly string[] = [context.say('config.savedNow')]): Reply {
  return save(context, { patch: patchFocused(context, daily), view: 'daily', notice: joinFilled(lines) });
}
