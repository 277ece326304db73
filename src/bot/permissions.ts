/** What the bot needs in the channel of the daily post, and what it lacks there. */
import { ChannelType, PermissionFlagsBits } from 'discord-api-types/v10';
import type { Caller, SentenceKey } from './types.ts';

/** Whether somebody manages the server this was asked in; nobody does in a direct message. */
export function mayManage({ guildId, canManageServer }: Caller): boolean {
  return guildId !== null && canManageServer;
}

/** Whether posting there takes the permission to send messages in threads. */
export function isThread(channelType: number): boolean {
  return THREADS.some((thread) => thread === channelType);
}

/** Whether each post there is a thread of its own: forum and media channels. */
export function isForum(channelType: number): boolean {
  return channelType === ChannelType.GuildForum || channelType === ChannelType.GuildMedia;
}

const THREADS = [ChannelType.AnnouncementThread, ChannelType.PublicThread, ChannelType.PrivateThread];

/** Where a post can be made: text and announcement channels, and threads of either. */
export const POST_CHANNEL_TYPES: readonly ChannelType[] = [ChannelType.GuildText, ChannelType.GuildAnnouncement, ...THREADS];

/** Where a daily post can be made: there, and as a thread of its own in forum and media channels. */
export const DAILY_CHANNEL_TYPES: readonly ChannelType[] = [...POST_CHANNEL_TYPES, ChannelType.GuildForum, ChannelType.GuildMedia];

export interface NeededPermission {
  readonly bit: bigint;
  readonly name: SentenceKey;
}

/** Choices that need more than posting does. */
export interface PermissionUse {
  readonly style: 'card' | 'text';
  readonly opensThread: boolean;
  readonly pins: boolean;
  /** A role is pinged that not everybody may mention. */
  readonly pingsClosedRole: boolean;
}

/** In the order of Discord's own list. */
export function listNeededPermissions(channelType: number, use: PermissionUse): readonly NeededPermission[] {
  const isOfChannel = !isForum(channelType);
  const needed: readonly (NeededPermission | false)[] = [
    { bit: PermissionFlagsBits.ViewChannel, name: 'permission.viewChannel' },
    isThread(channelType)
      ? { bit: PermissionFlagsBits.SendMessagesInThreads, name: 'permission.sendMessagesInThreads' }
      : { bit: PermissionFlagsBits.SendMessages, name: 'permission.sendMessages' },
    { bit: PermissionFlagsBits.EmbedLinks, name: 'permission.embedLinks' },
    use.style === 'card' && { bit: PermissionFlagsBits.AttachFiles, name: 'permission.attachFiles' },
    use.opensThread && isOfChannel && { bit: PermissionFlagsBits.CreatePublicThreads, name: 'permission.createPublicThreads' },
    use.pins && isOfChannel && { bit: PermissionFlagsBits.PinMessages, name: 'permission.pinMessages' },
    use.pingsClosedRole && { bit: PermissionFlagsBits.MentionEveryone, name: 'permission.mentionEveryone' },
  ];
  return needed.filter((one) => one !== false);
}

/** An administrator has every permission, whatever the other bits say. */
export function hasPermission(bits: bigint, { bit }: NeededPermission): boolean {
  return (bits & PermissionFlagsBits.Administrator) !== 0n || (bits & bit) !== 0n;
}
