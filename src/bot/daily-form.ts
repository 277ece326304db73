/** Reads what an admin typed about the daily post; what was left out keeps what is set. */
import { ChannelType } from 'discord-api-types/v10';
import { parseTime } from '../daily/clock.ts';
import { parseWeekdays } from '../daily/weekdays.ts';
import { resolveZone, type ZoneSuggestion } from '../daily/zones.ts';
import { type DailyOptions, type DailySettings, DEFAULT_DAILY_OPTIONS } from '../state/types.ts';
import { cleanTyped, foldText } from './text.ts';
import type { Context, PickedChannel, PickedRole } from './types.ts';

export const DEFAULT_TIME = '09:00';

/** Where a post can be made: text and announcement channels, and threads of either. */
export const POST_CHANNEL_TYPES: readonly ChannelType[] = [
  ChannelType.GuildText,
  ChannelType.GuildAnnouncement,
  ChannelType.AnnouncementThread,
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
];

/** Everything but the zone, which may need a question back. */
export interface DailyForm extends DailyOptions {
  readonly channelId: string;
  readonly time: string;
  readonly enabled: boolean;
}

export type FormResult =
  | {
      readonly kind: 'complete';
      readonly form: DailyForm;
      readonly zone: string;
      readonly channel?: PickedChannel;
      readonly role?: PickedRole;
    }
  /** `typed` is undefined when no zone was given at all. */
  | {
      readonly kind: 'which-zone';
      readonly form: DailyForm;
      readonly typed: string | undefined;
      readonly suggestions: readonly ZoneSuggestion[];
    }
  | { readonly kind: 'bad-time' | 'bad-days'; readonly typed: string }
  | { readonly kind: 'no-channel' | 'wrong-channel' | 'not-set-up' | 'everyone-role' };

export function readDailyForm(context: Context): FormResult {
  const { options, settings, nowMs, privateLocale } = context;
  const current = settings.daily;
  const channel = options.channel('channel');
  const channelId = channel?.id ?? current?.channelId;
  // Naming a channel is a wish for posts there, unless it is said otherwise.
  const enabled = options.flag('enabled') ?? (channel === undefined ? (current?.enabled ?? true) : true);
  if (channelId === undefined) return { kind: enabled ? 'no-channel' : 'not-set-up' };
  if (channel !== undefined && !POST_CHANNEL_TYPES.some((type) => type === channel.type)) return { kind: 'wrong-channel' };

  const typedTime = options.text('time');
  const time = typedTime === undefined ? (current?.time ?? DEFAULT_TIME) : parseTime(typedTime);
  if (time === null) return { kind: 'bad-time', typed: cleanTyped(typedTime ?? '', 40) };
  const typedDays = options.text('days');
  const weekdays = typedDays === undefined ? undefined : parseWeekdays(typedDays, privateLocale);
  if (weekdays === null) return { kind: 'bad-days', typed: cleanTyped(typedDays ?? '', 40) };
  const role = options.role('ping');
  // @everyone has the server's own id.
  if (role?.id === settings.guildId) return { kind: 'everyone-role' };

  const form: DailyForm = {
    ...readChoices(context, current),
    channelId,
    time,
    enabled,
    ...(weekdays ? { weekdays } : {}),
    ...(role ? { pingRoleId: role.id } : {}),
  };
  const picked = { ...(channel ? { channel } : {}), ...(role ? { role } : {}) };
  const typedZone = options.text('zone');
  if (typedZone === undefined && current !== null) return { kind: 'complete', form, zone: current.zone, ...picked };
  const typed = typedZone === undefined ? undefined : cleanTyped(typedZone, 60);
  // Nothing but signs is no beginning of any zone's name.
  const resolved = typed === undefined || foldText(typed) === '' ? { suggestions: [] } : resolveZone(typed, nowMs);
  if ('zone' in resolved) return { kind: 'complete', form, zone: resolved.zone, ...picked };
  return { kind: 'which-zone', form, typed, suggestions: resolved.suggestions };
}

function readChoices({ options }: Context, current: DailySettings | null): DailyOptions {
  const kept: DailyOptions = current ?? DEFAULT_DAILY_OPTIONS;
  const tone = options.text('tone');
  const style = options.text('style');
  const include = options.text('include');
  return {
    tone: tone === 'gentle' || tone === 'all' ? tone : kept.tone,
    style: style === 'card' || style === 'text' ? style : kept.style,
    includeDirector: include === undefined ? kept.includeDirector : include === 'director',
    opensThread: options.flag('thread') ?? kept.opensThread,
    crossposts: options.flag('crosspost') ?? kept.crossposts,
    weekdays: kept.weekdays,
    pingRoleId: options.flag('noping') === true ? null : kept.pingRoleId,
    skipDate: kept.skipDate,
  };
}
