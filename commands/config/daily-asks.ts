/**
 * The conversation about times, days and zones. `daily-form.ts` reads what was typed, `answerForm` saves what is clear and asks back
 * otherwise, `daily-code.ts` remembers what was said in the buttons of the question, and whoever is pressed saves that.
 */
import type { Context, Reply } from '../../src/bot/types.ts';
import { localTimeAt } from '../../src/calendar/clock.ts';
import { nameZone, offsetTyped, suggestZones } from '../../src/calendar/zones.ts';
import { showList, showTime, showWeekday } from '../../src/language/show.ts';
import { buildCustomId, fitsCustomId } from '../../src/message/custom-id.ts';
import { buildButton, buildNotice, buildSelect } from '../../src/message/reply.ts';
import { cleanTyped, escapeMarkdown, joinFilled } from '../../src/text/text.ts';
import { rememberEdits } from './daily-code.ts';
import { type ClearForm, type DailyEdits, type FormResult, knownZone, LONGEST_SHOWN, type Misfit, type TypedWhen } from './daily-form.ts';
import { nameDays } from './days.ts';
import { buildDailyId, markOfSlot } from './focus.ts';
import { buildNoDaily } from './panel.ts';

const MOST_TIMES = 4;
/** Where a question was asked: between `press` and `mark` its buttons carry what was said, for `recallEdits`; `backId` leads back. */
export interface AskedAt {
  readonly press: readonly [command: string, action: string, ...args: string[]];
  /** The last arguments of the custom_id: the slot of another daily post than the first. */
  readonly mark: readonly string[];
  readonly backId: string;
  /** Whether what was said in words is shown before it is saved. */
  readonly confirms: boolean;
}

/** What becomes of a form: it is saved, a question with buttons that remember what was said, or `tell` says why it cannot be saved. */
export function answerForm(
  context: Context,
  result: FormResult,
  save: (clear: ClearForm) => Reply,
  { tell = buildNotice, at = inPanel(context) }: { readonly tell?: (why: string) => Reply; readonly at?: AskedAt } = {},
): Reply {
  if (result.kind === 'which-zone') return askZone(context, result, at);
  if (result.kind === 'complete') return at.confirms && result.isSpoken ? askWhetherMeant(context, result, at) : save(result);
  if (result.kind === 'not-set-up') return { message: buildNoDaily(context) };
  return askTime(context, result, at) ?? tell(explain(context, result));
}

function inPanel(context: Context): AskedAt {
  const backId = buildDailyId(context, 'view', 'daily');
  return { press: ['config', 'zone'], mark: markOfSlot(context.focus?.slot), backId, confirms: true };
}

/** The zones a typed one may mean, or the only one with its clock, and with what else was understood. */
function askZone(context: Context, { edits, typed, suggestions }: Extract<FormResult, { kind: 'which-zone' }>, at: AskedAt): Reply {
  const { nowMs, locale, say } = context;
  const [only] = suggestions;
  if (only !== undefined && suggestions.length === 1 && fitsCustomId(...at.press, ...rememberEdits(edits), only.zone, ...at.mark)) {
    const button = buildButton({
      label: say('config.useZone', { zone: nameZone(only.zone, locale) }),
      id: idOf(at, edits, only.zone),
      style: 'primary',
    });
    const asked = say('config.oneZone', { zone: nameZone(only.zone, locale), now: showTime(locale, localTimeAt(nowMs, only.zone)) });
    return buildNotice([...listUnderstood(context, edits), asked].join('\n'), [[button, backButton(context, at)]]);
  }
  const shown = suggestions.length > 0 ? suggestions : suggestZones('', nowMs, locale);
  const select = buildSelect(
    idOf(at, edits),
    say('config.chooseZone'),
    shown.map(({ zone, label }) => ({ label, value: zone })),
  );
  if (typed === undefined) return buildNotice(say('config.needZone'), [select, [backButton(context, at)]]);
  const key = suggestions.length === 0 ? 'config.unknownZone' : offsetTyped(typed) === null ? 'config.severalZones' : 'config.offsetZone';
  return buildNotice([say(key, { typed: escapeMarkdown(typed) }), ...listUnderstood(context, edits)].join('\n'), [
    select,
    [backButton(context, at)],
  ]);
}

/** What was read out of words, with the button that saves it. */
function askWhetherMeant(context: Context, { edits, zone }: ClearForm, at: AskedAt): Reply {
  const { say } = context;
  const meant = zone ?? knownZone(context) ?? '';
  const save = buildButton({ label: say('config.saveIt'), id: idOf(at, edits, meant), style: 'primary' });
  return buildNotice([...listUnderstood(context, edits, meant), say('config.isItRight')].join('\n'), [[save, backButton(context, at)]]);
}

/** A time that may be two, with a button for each; undefined for anything else. */
function askTime(context: Context, result: FormResult, at: AskedAt): Reply | undefined {
  const [time, ...others] = result.kind === 'unread' && result.lacksChannel === undefined ? result.unread : [];
  if (time?.what !== 'time' || time.candidates.length === 0 || others.length > 0) return undefined;
  const { settings, locale, say } = context;
  const { daily } = settings;
  // Without a zone yet, the zone is asked once the time is clear.
  if (daily === null) return undefined;
  const times = time.candidates.slice(0, MOST_TIMES);
  if (!times.every((one) => fitsCustomId(...at.press, ...rememberEdits({ time: one }), daily.zone, ...at.mark))) return undefined;
  const buttons = times.map((one) =>
    buildButton({ label: showTime(locale, one), id: idOf(at, { time: one }, daily.zone), style: 'primary' }),
  );
  const list = showList(
    locale,
    times.map((one) => `**${showTime(locale, one)}**`),
  );
  const question =
    times.length === 1
      ? `${say('config.understood', { list })}\n${say('config.isItRight')}`
      : say('config.whichTime', { typed: escapeMarkdown(time.typed), list });
  return buildNotice(question, [[...buttons, backButton(context, at)]]);
}

/** The date that was read out of words, or those it may be, with a button for each. @param notes What is to be known before it is saved. */
export function askDate({ locale, say }: Context, { typed, dates, idOf, backId, describe = () => '', notes = [] }: DateQuestion): Reply {
  const shown = dates.slice(0, MOST_TIMES).map((date) => ({ id: idOf(date), text: showWeekday(locale, date) }));
  const bold = shown.map(({ text }) => `**${text}**`);
  const back = buildButton({ label: say('page.back'), id: backId });
  const [only, ...others] = shown;
  if (only !== undefined && others.length === 0) {
    const save = buildButton({ label: say('config.saveIt'), id: only.id, style: 'primary' });
    const lines = [say('config.understood', { list: bold.join('') }), describe(dates[0] ?? ''), say('config.isItRight'), ...notes];
    return buildNotice(joinFilled(lines), [[save, back]]);
  }
  const question = say('config.whichTime', { typed: escapeMarkdown(typed), list: showList(locale, bold) });
  const buttons = shown.map(({ id, text }) => buildButton({ label: text, id, style: 'primary' }));
  return buildNotice([question, ...notes].join('\n'), [[...buttons, back]]);
}

interface DateQuestion {
  readonly typed: string;
  readonly dates: readonly string[];
  readonly idOf: (date: string) => string;
  readonly backId: string;
  /** What would be saved with the date, in words. */
  readonly describe?: (date: string) => string;
  readonly notes?: readonly string[];
}

/** Why what was typed cannot be saved. */
function explain(context: Context, result: Exclude<FormResult, { kind: 'complete' | 'which-zone' | 'not-set-up' }>): string {
  const { say } = context;
  switch (result.kind) {
    case 'unread': {
      const unread = result.unread.map(({ what, typed }) => say(UNREAD[what], { typed: escapeMarkdown(typed) }));
      if (result.lacksChannel === undefined) return unread.join('\n');
      const { time, days, zone } = result.lacksChannel;
      const keep = (what: keyof TypedWhen, typed = '') =>
        typed === '' || result.unread.some((one) => one.what === what) ? {} : { [what]: typed };
      const understood = { ...keep('time', time), ...keep('days', days), ...keep('zone', zone) };
      return [...unread, ...listUnderstood(context, result.edits), sayChannelNeeded(context, understood)].join('\n');
    }
    case 'wrong-channel':
      return say('config.wrongDailyChannel');
    case 'everyone-role':
      return say('config.everyoneRole');
    case 'no-crosspost':
    case 'no-thread':
    case 'no-pin':
      return describeMisfit(say, result.kind, result.channelId);
  }
}

/** Asks for the channel with an example of the whole command, in which what was understood stands as it was typed. */
export function sayChannelNeeded({ say }: Context, { time, days, zone }: Partial<TypedWhen> = {}): string {
  const options = [
    ['channel', say('config.example.channel')],
    ['time', time ?? say('config.example.time')],
    ['days', days],
    ['zone', zone ?? say('config.example.zone')],
  ] as const;
  const parts = options.flatMap(([name, typed]) =>
    typed === undefined ? [] : [`${say(`names.option.${name}`)}: ${cleanTyped(typed, LONGEST_SHOWN).replaceAll('`', '')}`],
  );
  return say('config.needChannel', { example: parts.join(' ') });
}

const UNREAD = { time: 'config.badTime', days: 'config.badDays', zone: 'config.rewatch.zone' } as const;

const MISFITS = { 'no-thread': 'config.noThread', 'no-crosspost': 'config.noCrosspost', 'no-pin': 'config.noPin' } as const;

/** What a channel cannot hold, and what would work. */
export function describeMisfit(say: Context['say'], misfit: Misfit, channelId: string): string {
  return say(MISFITS[misfit], { channel: `<#${channelId}>` });
}

/** Time, days and zone in plain words, as far as they were said. */
function listUnderstood(context: Context, { time, weekdays }: DailyEdits, zone?: string): readonly string[] {
  const { nowMs, locale, say } = context;
  const parts = [
    time !== undefined && `**${showTime(locale, time)}**`,
    weekdays !== undefined && `**${nameDays(context, weekdays)}**`,
    zone !== undefined &&
      time !== undefined &&
      say('config.showClock', { zone: nameZone(zone, locale), now: showTime(locale, localTimeAt(nowMs, zone)) }),
  ];
  const list = joinFilled(parts, ' · ');
  return list === '' ? [] : [say('config.understood', { list })];
}

function backButton({ say }: Context, { backId }: AskedAt) {
  return buildButton({ label: say('page.back'), id: backId });
}

function idOf({ press, mark }: AskedAt, edits: DailyEdits, ...zone: readonly string[]): string {
  return buildCustomId(...press, ...rememberEdits(edits), ...zone, ...mark);
}
