/** Reads what an admin typed about the daily post; what was left out keeps what is set. */
import { ChannelType } from 'discord-api-types/v10';
import { DAILY_CHANNEL_TYPES, isForum, isThread, POST_CHANNEL_TYPES } from '../../src/bot/permissions.ts';
import type { PickedChannel, PickedRole } from '../../src/bot/picked.ts';
import type { Context } from '../../src/bot/types.ts';
import { readTime } from '../../src/calendar/times.ts';
import { readWeekdays } from '../../src/calendar/weekdays.ts';
import { resolveZone, type ZoneSuggestion } from '../../src/calendar/zones.ts';
import type { Fields } from '../../src/message/modal.ts';
import { type DailyOptions, type DailySettings, DEFAULT_DAILY_OPTIONS } from '../../src/state/types.ts';
import { cleanTyped, foldText } from '../../src/text/text.ts';
import { serverOf } from './focus.ts';

export const DEFAULT_TIME = '09:00';
const LONGEST_SHOWN = 60;
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
  /** `candidates` are the times that may be meant. */
  | { readonly kind: 'bad-time'; readonly typed: string; readonly candidates: readonly string[] }
  | { readonly kind: 'bad-days'; readonly typed: string }
  | { readonly kind: Misfit; readonly channelId: string }
  | { readonly kind: 'no-channel' | 'wrong-channel' | 'not-set-up' | 'everyone-role' };

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
  if (channel === undefined && settings.daily === null) return { kind: enabled === false ? 'not-set-up' : 'no-channel' };
  if (channel !== undefined && !canHoldDaily(channel)) return { kind: 'wrong-channel' };
  const role = options.role('ping');
  // @everyone has the server's own id.
  if (role?.id === settings.guildId) return { kind: 'everyone-role' };
  const choices = readChoices(context);
  const misfit = findMisfit(channel?.type ?? typeOfChannel(context), { ...DEFAULT_DAILY_OPTIONS, ...settings.daily, ...choices });
  if (misfit !== undefined) return { kind: misfit, channelId: channel?.id ?? settings.daily?.channelId ?? '' };
  const when = readWhen(context, { time: options.text('time'), days: options.text('days'), zone: options.text('zone') });
  if (when.kind !== 'complete' && when.kind !== 'which-zone') return when;
  const picked = { ...(channel ? { channel } : {}), ...(role ? { role } : {}) };
  const edits: DailyEdits = {
    ...choices,
    ...(titleId === undefined ? {} : { titleId }),
    ...when.edits,
    ...(channel ? placeOfChannel(channel, settings.daily) : {}),
    // Naming a channel is a wish for posts there, unless it is said otherwise.
    ...(enabled === undefined ? (channel ? { enabled: true } : {}) : { enabled }),
    ...(options.flag('noping') === true ? { pingRoleId: null } : {}),
    ...(role ? { pingRoleId: role.id } : {}),
  };
  return when.kind === 'complete' ? { ...when, ...picked, edits } : { ...when, edits };
}

/** The form of the panel with time, days and zone; a field that was left empty keeps what is set. */
export function readClockForm(context: Context, fields: Fields): FormResult {
  const said = (id: string) => fields.text(id, LONGEST_SHOWN) || undefined;
  return readWhen(context, { time: said('time'), days: said('days'), zone: said('zone') });
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

interface TypedWhen {
  readonly time: string | undefined;
  readonly days: string | undefined;
  readonly zone: string | undefined;
}

function readWhen(context: Context, typed: TypedWhen): Extract<FormResult, { kind: string }> {
  const { nowMs, locale } = context;
  const read = typed.time === undefined ? undefined : readTime(typed.time, locale);
  if (read?.value === null) return { kind: 'bad-time', typed: cleanTyped(typed.time ?? '', LONGEST_SHOWN), candidates: read.candidates };
  const time = read?.value;
  const days = typed.days === undefined ? undefined : readWeekdays(typed.days, locale);
  const weekdays = days?.value;
  if (weekdays === null) return { kind: 'bad-days', typed: cleanTyped(typed.days ?? '', LONGEST_SHOWN) };
  const edits: DailyEdits = { ...(time === undefined ? {} : { time }), ...(weekdays === undefined ? {} : { weekdays }) };
  const isSpoken = (typed.time !== undefined && !WRITTEN_TIME.test(typed.time)) || days?.isList === false;
  if (typed.zone === undefined && knownZone(context) !== undefined) return { kind: 'complete', edits, zone: undefined, isSpoken };
  const zone = typed.zone === undefined ? undefined : cleanTyped(typed.zone, LONGEST_SHOWN);
  // Nothing but signs is no beginning of any zone's name.
  const resolved = zone === undefined || foldText(zone) === '' ? { suggestions: [] } : resolveZone(zone, nowMs, locale);
  if ('zone' in resolved) return { kind: 'complete', edits, zone: resolved.zone, isSpoken };
  return { kind: 'which-zone', edits, typed: zone, suggestions: resolved.suggestions };
}

function readChoices({ options }: Context): DailyEdits {
  const tone = options.text('tone');
  const style = options.text('style');
  const include = options.text('include');
  const thread = options.flag('thread');
  const crosspost = options.flag('crosspost');
  const pin = options.flag('pin');
  return {
    ...(tone === 'gentle' || tone === 'all' ? { tone } : {}),
    ...(style === 'card' || style === 'text' ? { style } : {}),
    ...(include === undefined ? {} : { includeDirector: include === 'director' }),
    ...(thread === undefined ? {} : { opensThread: thread }),
    ...(crosspost === undefined ? {} : { crossposts: crosspost }),
    ...(pin === undefined ? {} : { pins: pin }),
  };
}
