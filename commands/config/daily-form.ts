/** Reads what an admin typed about the daily post; what was left out keeps what is set. */
import { ChannelType } from 'discord-api-types/v10';
import { given } from '../../src/bot/given.ts';
import { DAILY_CHANNEL_TYPES, isForum, isThread, POST_CHANNEL_TYPES } from '../../src/bot/permissions.ts';
import type { PickedChannel, PickedRole } from '../../src/bot/picked.ts';
import type { Context } from '../../src/bot/types.ts';
import { takeApart } from '../../src/calendar/said-together.ts';
import { readTime } from '../../src/calendar/times.ts';
import { readWeekdays } from '../../src/calendar/weekdays.ts';
import { nameZone, resolveZone, type ZoneAnswer, type ZoneSuggestion } from '../../src/calendar/zones.ts';
import type { Field, Fields } from '../../src/message/modal.ts';
import { type DailyOptions, type DailySettings, DEFAULT_DAILY_OPTIONS } from '../../src/state/types.ts';
import { cleanTyped, foldText } from '../../src/text/text.ts';
import { serverOf } from './focus.ts';

export const DEFAULT_TIME = '09:00';
/** Characters of what is typed; the names of six days take 77 in Portuguese. */
export const LONGEST_CLOCK = { time: 20, zone: 60, days: 100 } as const;
export type ClockField = keyof typeof LONGEST_CLOCK;
export const LONGEST_SHOWN = 60;
/** "21:00", "9 pm": nothing to mistake. */
const WRITTEN_TIME = /^\d{1,2}(?:[:.]\d{2})? ?(?:[ap]\.? ?m\.?)?$/i;

/** Everything but the zone, which may need a question back. */
export interface DailyForm extends DailyOptions {
  readonly channelId: string;
  readonly time: string;
  readonly enabled: boolean;
}

/** Only what was said: it joins whatever is set when it is saved, so that it undoes nothing that somebody else changed meanwhile. */
export type DailyEdits = Partial<DailyForm>;

export type FormResult =
  | {
      readonly kind: 'complete';
      readonly edits: DailyEdits;
      readonly zone: string | undefined;
      /** Said in words, so it is shown before it is saved: "밤 9시", "lun-vie". */
      readonly isSpoken: boolean;
      readonly channel?: PickedChannel;
      readonly role?: PickedRole;
    }
  /** `typed` is undefined when no zone was given at all. */
  | {
      readonly kind: 'which-zone';
      readonly edits: DailyEdits;
      readonly typed: string | undefined;
      readonly suggestions: readonly ZoneSuggestion[];
    }
  /** All that was not understood, said at once. */
  | { readonly kind: 'unread'; readonly edits: DailyEdits; readonly unread: readonly Unread[]; readonly lacksChannel?: TypedWhen }
  | { readonly kind: Misfit; readonly channelId: string }
  | { readonly kind: 'wrong-channel' | 'everyone-role' }
  | { readonly kind: 'not-set-up' };

/** Nothing is left to ask. */
export type ClearForm = Extract<FormResult, { kind: 'complete' }>;

export type Unread =
  /** `candidates` are the times that may be meant. */
  | { readonly what: 'time'; readonly typed: string; readonly candidates: readonly string[] }
  | { readonly what: 'days' | 'zone'; readonly typed: string };

/** What a kind of channel cannot hold. */
export type Misfit = 'no-crosspost' | 'no-thread' | 'no-pin';

/** @param channelType undefined: nobody knows. */
export function findMisfit(
  channelType: number | undefined,
  { crossposts, opensThread, pins }: Pick<DailyOptions, 'crossposts' | 'opensThread' | 'pins'>,
): Misfit | undefined {
  if (channelType === undefined) return undefined;
  if (crossposts && channelType !== ChannelType.GuildAnnouncement) return 'no-crosspost';
  if (pins && isForum(channelType)) return 'no-pin';
  return opensThread && isThread(channelType) ? 'no-thread' : undefined;
}

/** The kind of the channel that is set, where Discord was asked for it. */
export function typeOfChannel({ botPermissions }: Context): number | undefined {
  return botPermissions.kind === 'known' ? botPermissions.channelType : undefined;
}

/** What is to be saved: what was said, on what is set, on what is usual; null while there is no channel. */
export function completeForm(edits: DailyEdits, current: DailySettings | null): DailyForm | null {
  const { channelId, time = DEFAULT_TIME, enabled = true, ...options } = { ...current, ...edits };
  return channelId === undefined ? null : { ...DEFAULT_DAILY_OPTIONS, ...options, channelId, time, enabled };
}

/** The options of `/config daily`. @param titleId The title that was named among them, if one was. */
export function readDailyForm(context: Context, titleId: string | undefined): FormResult {
  const { options, settings } = context;
  const channel = options.channel('channel');
  const enabled = options.flag('enabled');
  const typed = withAllSaid(context, { time: options.text('time'), days: options.text('days'), zone: options.text('zone') });
  if (channel === undefined && settings.daily === null) {
    if (enabled === false) return { kind: 'not-set-up' };
    return { kind: 'unread', edits: readTimeAndDays(context, typed).edits, unread: listUnread(context, typed), lacksChannel: typed };
  }
  if (channel !== undefined && !canHoldDaily(channel)) return { kind: 'wrong-channel' };
  const role = options.role('ping');
  // @everyone has the server's own id.
  if (role?.id === settings.guildId) return { kind: 'everyone-role' };
  const choices = readChoices(context);
  const misfit = findMisfit(channel?.type ?? typeOfChannel(context), { ...DEFAULT_DAILY_OPTIONS, ...settings.daily, ...choices });
  if (misfit !== undefined) return { kind: misfit, channelId: channel?.id ?? settings.daily?.channelId ?? '' };
  const when = readWhen(context, typed);
  if (when.kind !== 'complete' && when.kind !== 'which-zone') return when;
  const edits: DailyEdits = {
    ...choices,
    ...given({ titleId }),
    ...when.edits,
    ...(channel ? placeOfChannel(channel, settings.daily) : {}),
    // Naming a channel is a wish for posts there, unless it is said otherwise.
    ...(enabled === undefined ? (channel ? { enabled: true } : {}) : { enabled }),
    ...(options.flag('noping') === true ? { pingRoleId: null } : {}),
    ...(role ? { pingRoleId: role.id } : {}),
  };
  return when.kind === 'complete' ? { ...when, ...given({ channel, role }), edits } : { ...when, edits };
}

/** A field of a form that `readClockForm` reads. */
export function buildClockField(say: Context['say'], id: ClockField, value: string): Field {
  return { kind: 'text', id, label: say(`config.field.${id}`), hint: say(`config.hint.${id}`), value, maxLength: LONGEST_CLOCK[id] };
}

/**
 * The form of the panel with time, days and zone; a field that was left empty keeps what is set.
 *
 * @param zone What the field of the zone was filled in with.
 */
export function readClockForm(context: Context, fields: Fields, zone?: string): FormResult {
  const said = (id: ClockField) => fields.text(id, LONGEST_CLOCK[id]) || undefined;
  const isAsFilledIn = zone !== undefined && said('zone') === nameZone(zone, context.locale);
  // What stands in the field of the zone was not typed; a zone beside the time was.
  const typed = withAllSaid(context, { time: said('time'), days: said('days'), zone: isAsFilledIn ? undefined : said('zone') });
  return readWhen(context, { ...typed, zone: typed.zone ?? (isAsFilledIn ? zone : undefined) });
}

/** Whether it is a channel in which Nabi can write a message. */
export function canPostIn({ type }: Pick<PickedChannel, 'type'>): boolean {
  return POST_CHANNEL_TYPES.some((known) => known === type);
}

/** Whether it is a channel for the daily post: one to write in, or a forum. */
export function canHoldDaily({ type }: Pick<PickedChannel, 'type'>): boolean {
  return DAILY_CHANNEL_TYPES.some((known) => known === type);
}

/** A channel with what it makes of a post; tags are those of one forum. */
export function placeOfChannel(
  { id, type }: PickedChannel,
  current: DailySettings | null,
): Pick<DailySettings, 'channelId' | 'place' | 'tags'> {
  return { channelId: id, place: isForum(type) ? 'forum' : 'channel', tags: current?.channelId === id ? current.tags : [] };
}

/** The zone a daily post has, or will have where none is said: that of the server's first. */
export function knownZone(context: Context): string | undefined {
  return (context.settings.daily ?? serverOf(context).daily)?.zone;
}

export interface TypedWhen {
  readonly time: string | undefined;
  readonly days: string | undefined;
  readonly zone: string | undefined;
}

/** With the days and the zone that were said with the time: "9pm EST". What has a field of its own goes by that. */
function withAllSaid({ locale }: Context, typed: TypedWhen): TypedWhen {
  if (typed.time === undefined) return typed;
  const said = takeApart(typed.time, locale);
  const isOwn = (typed.days !== undefined && said.days !== undefined) || (typed.zone !== undefined && said.zone !== undefined);
  return isOwn ? typed : { time: said.time, days: typed.days ?? said.days, zone: typed.zone ?? said.zone };
}

function readWhen(context: Context, typed: TypedWhen): Extract<FormResult, { kind: string }> {
  const { nowMs, locale } = context;
  const unread = listUnread(context, typed);
  const { edits, isSpoken } = readTimeAndDays(context, typed);
  // A zone nobody knows is asked with a list, unless there is more to say.
  if (unread.some(({ what }) => what !== 'zone')) return { kind: 'unread', edits, unread };
  if (typed.zone === undefined && knownZone(context) !== undefined) return { kind: 'complete', edits, zone: undefined, isSpoken };
  const zone = typed.zone === undefined ? undefined : cleanTyped(typed.zone, LONGEST_SHOWN);
  const resolved = zone === undefined ? { suggestions: [] } : resolveTyped(zone, nowMs, locale);
  if ('zone' in resolved) return { kind: 'complete', edits, zone: resolved.zone, isSpoken };
  return { kind: 'which-zone', edits, typed: zone, suggestions: resolved.suggestions };
}

/** @returns As `isSpoken` whether some of it was said in words, which may be meant otherwise. */
function readTimeAndDays({ locale }: Context, typed: TypedWhen): { readonly edits: DailyEdits; readonly isSpoken: boolean } {
  const time = typed.time === undefined ? null : readTime(typed.time, locale).value;
  const days = typed.days === undefined ? undefined : readWeekdays(typed.days, locale);
  return {
    edits: given({ time: time ?? undefined, weekdays: days?.value ?? undefined }),
    isSpoken: (typed.time !== undefined && !WRITTEN_TIME.test(typed.time)) || days?.isList === false,
  };
}

/** What was typed and is no time, no day or no zone. */
function listUnread({ nowMs, locale }: Context, { time, days, zone }: TypedWhen): readonly Unread[] {
  const read = time === undefined ? undefined : readTime(time, locale);
  const resolved = zone === undefined ? undefined : resolveTyped(cleanTyped(zone, LONGEST_SHOWN), nowMs, locale);
  const unread = (typed = '') => cleanTyped(typed, LONGEST_SHOWN);
  return [
    ...(read?.value === null ? [{ what: 'time' as const, typed: unread(time), candidates: read.candidates }] : []),
    ...(days !== undefined && readWeekdays(days, locale).value === null ? [{ what: 'days' as const, typed: unread(days) }] : []),
    ...(resolved !== undefined && 'suggestions' in resolved && resolved.suggestions.length === 0
      ? [{ what: 'zone' as const, typed: unread(zone) }]
      : []),
  ];
}

/** Nothing but signs is no beginning of any zone's name. */
function resolveTyped(zone: string, nowMs: number, locale: string): ZoneAnswer {
  return foldText(zone) === '' ? { suggestions: [] } : resolveZone(zone, nowMs, locale);
}

function readChoices({ options }: Context): DailyEdits {
  const tone = options.text('tone');
  const style = options.text('style');
  const include = options.text('include');
  return given({
    tone: tone === 'gentle' || tone === 'all' ? tone : undefined,
    style: style === 'card' || style === 'text' ? style : undefined,
    includeDirector: include === undefined ? undefined : include === 'director',
    opensThread: options.flag('thread'),
    crossposts: options.flag('crosspost'),
    pins: options.flag('pin'),
  });
}
