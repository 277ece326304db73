/**
 * Interactions as Discord sends them, with every field the real ones carry. Each builder makes a plain whole; a test
 * names only what it is about.
 */
import {
  type APIApplicationCommandAutocompleteInteraction,
  type APIApplicationCommandInteractionDataOption,
  type APIChatInputApplicationCommandInteraction,
  type APIInteraction,
  type APIMessageComponentInteraction,
  type APIModalSubmitInteraction,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  ChannelType,
  ComponentType,
  InteractionContextType,
  InteractionType,
  type Locale,
  MessageType,
} from 'discord-api-types/v10';
import { asInteraction } from '../../src/answer/types.ts';

export const APPLICATION_ID = '800000000000000001';
export const GUILD_ID = '900000000000000001';
export const CHANNEL_ID = '910000000000000001';
export const USER_ID = '700000000000000001';

/** Manage Server, View Channel, Send Messages. */
export const ADMIN_PERMISSIONS = String((1n << 5n) | (1n << 10n) | (1n << 11n));
/** View Channel, Send Messages. */
export const MEMBER_PERMISSIONS = String((1n << 10n) | (1n << 11n));
/** What the invite link asks for: View Channel, Send Messages, Embed Links, Attach Files, Send Messages in Threads. */
export const BOT_PERMISSIONS = String((1n << 10n) | (1n << 11n) | (1n << 14n) | (1n << 15n) | (1n << 38n));

export type OptionValue = string | number | boolean;

export interface Surroundings {
  /** `guild`: a server that has the bot; `dm`: the bot's own DM; `user-install`: a server without it, or a group DM. */
  readonly where?: 'guild' | 'dm' | 'user-install';
  readonly userId?: string;
  readonly guildId?: string;
  readonly channelId?: string;
  readonly locale?: `${Locale}`;
  readonly guildLocale?: `${Locale}`;
  /** Such as COMMUNITY, without which the server's locale means nothing. */
  readonly guildFeatures?: readonly string[];
  /** Permissions of the one who asks, as a decimal number. */
  readonly memberPermissions?: string;
  /** Roles of the one who asks. */
  readonly memberRoles?: readonly string[];
  /** Permissions of the bot in the channel. */
  readonly appPermissions?: string;
  readonly id?: string;
  readonly token?: string;
}

export interface CommandCall extends Surroundings {
  readonly name: string;
  readonly group?: string;
  readonly subcommand?: string;
  readonly options?: Readonly<Record<string, OptionValue>>;
  /** Options that hold a channel's id, with the permissions the bot has there and, if need be, another type. */
  readonly channels?: Readonly<Record<string, { readonly id: string; readonly appPermissions?: string; readonly type?: ChannelType }>>;
}

export interface AutocompleteCall extends CommandCall {
  /** The option being typed in; what was typed stands in `options`. */
  readonly focused: string;
}

export interface PressCall extends Surroundings {
  readonly customId: string;
  /** Who used the command the message answers; another than the one who presses, when given. */
  readonly askedBy?: string;
  readonly messageId?: string;
  readonly messageFlags?: number;
  /** The message answers no command: the bot posted it by itself. */
  readonly isPosted?: true;
  /** What stands in the message. */
  readonly shown?: { readonly content?: string; readonly components?: readonly unknown[] };
}

export interface SubmitCall extends PressCall {
  /** A command opened the form, and no message. */
  readonly isFromCommand?: boolean;
  readonly fields: Readonly<Record<string, string>>;
}

let counter = 0;

/** Different each time, like Discord's own, and in the same shape. */
function nextSnowflake(): string {
  counter += 1;
  return String(1_200_000_000_000_000_000n + BigInt(counter));
}

function buildUser(id: string) {
  return {
    id,
    username: 'mun.yeong',
    global_name: 'Mun-yeong',
    discriminator: '0',
    avatar: null,
    avatar_decoration_data: null,
    public_flags: 0,
    clan: null,
    primary_guild: null,
  };
}

function buildChannel(id: string, where: Surroundings['where']) {
  return where === 'dm'
    ? { id, type: ChannelType.DM, flags: 0, last_message_id: null }
    : { id, type: ChannelType.GuildText, name: 'general', position: 0, flags: 0, nsfw: false, parent_id: null, topic: null };
}

/** The fields all interactions share. */
function buildEnvelope(given: Surroundings) {
  const where = given.where ?? 'guild';
  const userId = given.userId ?? USER_ID;
  const guildId = given.guildId ?? GUILD_ID;
  const channelId = given.channelId ?? CHANNEL_ID;
  const user = buildUser(userId);
  const inGuild = where !== 'dm';
  const installed =
    where === 'guild'
      ? { [ApplicationIntegrationType.GuildInstall]: guildId }
      : where === 'dm'
        ? { [ApplicationIntegrationType.GuildInstall]: '0' }
        : { [ApplicationIntegrationType.UserInstall]: userId };
  const member = {
    user,
    permissions: given.memberPermissions ?? MEMBER_PERMISSIONS,
    roles: given.memberRoles ?? [],
    nick: null,
    avatar: null,
    banner: null,
    joined_at: '2024-01-01T00:00:00.000000+00:00',
    premium_since: null,
    communication_disabled_until: null,
    deaf: false,
    mute: false,
    flags: 0,
    pending: false,
    unusual_dm_activity_until: null,
    collectibles: null,
  };
  return {
    version: 1,
    id: given.id ?? nextSnowflake(),
    token: given.token ?? `aW50ZXJhY3Rpb24${nextSnowflake()}`,
    application_id: APPLICATION_ID,
    attachment_size_limit: 10_485_760,
    app_permissions: given.appPermissions ?? BOT_PERMISSIONS,
    authorizing_integration_owners: installed,
    entitlements: [],
    channel_id: channelId,
    channel: buildChannel(channelId, where),
    locale: given.locale ?? 'en-US',
    context: inGuild ? InteractionContextType.Guild : InteractionContextType.BotDM,
    ...(inGuild
      ? {
          guild_id: guildId,
          guild_locale: given.guildLocale ?? 'en-US',
          guild: { id: guildId, locale: given.guildLocale ?? 'en-US', features: given.guildFeatures ?? [] },
          member,
        }
      : { user }),
  };
}

function optionTypeOf(value: OptionValue): ApplicationCommandOptionType {
  if (typeof value === 'string') return ApplicationCommandOptionType.String;
  if (typeof value === 'boolean') return ApplicationCommandOptionType.Boolean;
  return Number.isInteger(value) ? ApplicationCommandOptionType.Integer : ApplicationCommandOptionType.Number;
}

function buildCommandData(call: CommandCall, focused?: string) {
  const leaves = Object.entries(call.options ?? {}).map(([name, value]) => ({
    name,
    type: optionTypeOf(value),
    value,
    ...(name === focused ? { focused: true } : {}),
  }));
  const channels = Object.entries(call.channels ?? {});
  const channelLeaves = channels.map(([name, { id }]) => ({ name, type: ApplicationCommandOptionType.Channel, value: id }));
  let options: unknown[] = [...leaves, ...channelLeaves];
  if (call.subcommand !== undefined) options = [{ name: call.subcommand, type: ApplicationCommandOptionType.Subcommand, options }];
  if (call.group !== undefined) options = [{ name: call.group, type: ApplicationCommandOptionType.SubcommandGroup, options }];
  return {
    id: '600000000000000001',
    name: call.name,
    type: ApplicationCommandType.ChatInput,
    // The real type is a union by `type`; what was built above is one of its members each time.
    ...(options.length > 0 ? { options: options as APIApplicationCommandInteractionDataOption[] } : {}),
    ...(channels.length > 0
      ? { resolved: { channels: Object.fromEntries(channels.map(([, channel]) => [channel.id, resolve(channel)])) } }
      : {}),
  };
}

function resolve(channel: { readonly id: string; readonly appPermissions?: string; readonly type?: ChannelType }) {
  return {
    id: channel.id,
    type: channel.type ?? ChannelType.GuildText,
    name: 'daily-quote',
    permissions: ADMIN_PERMISSIONS,
    app_permissions: channel.appPermissions ?? BOT_PERMISSIONS,
    parent_id: null,
    flags: 0,
  };
}

/** A slash command as it was sent: `buildCommand({name: 'cast', options: {name: 'gang tae'}})`. */
export function buildCommand(call: CommandCall): APIChatInputApplicationCommandInteraction {
  return asInteraction({ ...buildEnvelope(call), type: InteractionType.ApplicationCommand, data: buildCommandData(call) });
}

/** A command from the menu of a message with these words. */
export function buildMessageCommand(
  call: Surroundings & { readonly name: string; readonly content: string; readonly holds?: object },
): APIInteraction {
  const id = nextSnowflake();
  return asInteraction({
    ...buildEnvelope(call),
    type: InteractionType.ApplicationCommand,
    data: {
      id: '600000000000000002',
      name: call.name,
      type: ApplicationCommandType.Message,
      target_id: id,
      resolved: { messages: { [id]: { id, content: call.content, author: buildUser(USER_ID), ...call.holds } } },
    },
  });
}

/** What Discord asks while somebody types; `focused` names the option, its text stands in `options`. */
export function buildAutocomplete(call: AutocompleteCall): APIApplicationCommandAutocompleteInteraction {
  return asInteraction({
    ...buildEnvelope(call),
    type: InteractionType.ApplicationCommandAutocomplete,
    data: buildCommandData(call, call.focused),
  });
}

function buildPress(call: PressCall, data: object): APIMessageComponentInteraction {
  return asInteraction({ ...buildEnvelope(call), type: InteractionType.MessageComponent, data, message: buildPressed(call) });
}

/** The message with the control that was pressed, or that opened a form. */
function buildPressed(call: PressCall): object {
  const askedBy = buildUser(call.askedBy ?? call.userId ?? USER_ID);
  const messageId = call.messageId ?? nextSnowflake();
  const channelId = call.channelId ?? CHANNEL_ID;
  const origin = { id: nextSnowflake(), type: InteractionType.ApplicationCommand, name: 'cast', user: askedBy };
  return {
    id: messageId,
    channel_id: channelId,
    application_id: APPLICATION_ID,
    webhook_id: APPLICATION_ID,
    type: MessageType.ChatInputCommand,
    author: { ...buildUser(APPLICATION_ID), username: 'nabi', bot: true },
    content: call.shown?.content ?? '',
    embeds: [],
    attachments: [],
    components: call.shown?.components ?? [],
    mentions: [],
    mention_roles: [],
    mention_everyone: false,
    pinned: false,
    tts: false,
    flags: call.messageFlags ?? 1 << 15,
    timestamp: '2026-11-22T09:00:00.000000+00:00',
    edited_timestamp: null,
    ...(call.isPosted ? {} : { interaction: origin, interaction_metadata: { ...origin, authorizing_integration_owners: {} } }),
  };
}

export function buildButton(call: PressCall): APIMessageComponentInteraction {
  return buildPress(call, { id: 2, component_type: ComponentType.Button, custom_id: call.customId });
}

/** A string select with the values that were chosen. */
export function buildSelect(call: PressCall & { readonly values: readonly string[] }): APIMessageComponentInteraction {
  return buildPress(call, { id: 2, component_type: ComponentType.StringSelect, custom_id: call.customId, values: call.values });
}

/** A channel select with one chosen channel and the permissions the bot has there. */
export function buildChannelSelect(
  call: PressCall & { readonly chosen: { readonly id: string; readonly appPermissions?: string; readonly type?: ChannelType } },
): APIMessageComponentInteraction {
  return buildPress(call, {
    id: 2,
    component_type: ComponentType.ChannelSelect,
    custom_id: call.customId,
    values: [call.chosen.id],
    resolved: { channels: { [call.chosen.id]: resolve(call.chosen) } },
  });
}

/** A role select with one chosen role. */
export function buildRoleSelect(
  call: PressCall & { readonly chosen: { readonly id: string; readonly mentionable?: boolean } },
): APIMessageComponentInteraction {
  const { id, mentionable = true } = call.chosen;
  const role = { id, name: 'Keepers', mentionable, permissions: '0', position: 1, color: 0, hoist: false, managed: false, flags: 0 };
  return buildPress(call, {
    id: 2,
    component_type: ComponentType.RoleSelect,
    custom_id: call.customId,
    values: [id],
    resolved: { roles: { [id]: role } },
  });
}

/** The same form, sent from a message whose button opened it unless a command did. */
export function buildSubmit(call: SubmitCall): APIModalSubmitInteraction {
  return call.isFromCommand ? buildModalSubmit(call) : asInteraction({ ...buildModalSubmit(call), message: buildPressed(call) });
}

/** A modal with its text fields filled in, each in the label component Discord uses today. */
export function buildModalSubmit(
  call: Surroundings & { readonly customId: string; readonly fields: Readonly<Record<string, string>> },
): APIModalSubmitInteraction {
  const components = Object.entries(call.fields).map(([customId, value], index) => ({
    type: ComponentType.Label,
    id: index * 2 + 1,
    component: { type: ComponentType.TextInput, id: index * 2 + 2, custom_id: customId, value },
  }));
  return asInteraction({ ...buildEnvelope(call), type: InteractionType.ModalSubmit, data: { custom_id: call.customId, components } });
}
