/** The link by which an admin adds the bot, asking for as little as its work needs. */
import { OAuth2Scopes, PermissionFlagsBits } from 'discord-api-types/v10';

/** Posting the daily line with its card, in a channel or in a thread. Answers to commands need no permission at all. */
const NEEDED =
  PermissionFlagsBits.ViewChannel |
  PermissionFlagsBits.SendMessages |
  PermissionFlagsBits.EmbedLinks |
  PermissionFlagsBits.AttachFiles |
  PermissionFlagsBits.SendMessagesInThreads;

/** Only for servers that use what needs them. */
export interface InviteExtras {
  /** Create Public Threads: to open a thread under each daily post. */
  readonly threads?: boolean;
  /** Mention @everyone, @here and All Roles: to ping a role that not everybody may mention. */
  readonly pingRole?: boolean;
  /** Pin Messages: to pin the newest daily post. */
  readonly pin?: boolean;
  /** Read Message History: to look, after a crash, whether a post had already gone out. */
  readonly readHistory?: boolean;
}

/** Builds the address of Discord's authorization page; `applicationId` is a snowflake. */
export function buildInviteUrl(applicationId: string, extras: InviteExtras = {}): string {
  let permissions = NEEDED;
  if (extras.threads) permissions |= PermissionFlagsBits.CreatePublicThreads;
  if (extras.pingRole) permissions |= PermissionFlagsBits.MentionEveryone;
  if (extras.pin) permissions |= PermissionFlagsBits.PinMessages;
  if (extras.readHistory) permissions |= PermissionFlagsBits.ReadMessageHistory;
  const query = new URLSearchParams({
    client_id: applicationId,
    scope: [OAuth2Scopes.Bot, OAuth2Scopes.ApplicationsCommands].join(' '),
    permissions: permissions.toString(),
  });
  return `https://discord.com/oauth2/authorize?${query}`;
}
