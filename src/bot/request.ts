/** An interaction of Discord, checked once at the edge and brought to what the router needs of it. */
import { ApplicationCommandOptionType, InteractionType, MessageFlags, PermissionFlagsBits } from 'discord-api-types/v10';
import { z } from 'zod';
import { Options } from './options.ts';
import type { Caller, PickedChannel, PickedRole } from './types.ts';

interface From {
  readonly caller: Caller;
  readonly guildLocale: string | undefined;
  readonly guildIsCommunity: boolean;
}

export type Request =
  | { readonly kind: 'ping' }
  | (From & { readonly kind: 'command'; readonly name: string; readonly options: Options })
  | (From & { readonly kind: 'suggest'; readonly name: string; readonly options: Options; readonly option: string; readonly typed: string })
  | (From & {
      readonly kind: 'press';
      readonly customId: string;
      readonly values: readonly string[];
      readonly isEphemeral: boolean;
      /** Who ran the command that made the message; undefined for a message nobody asked for, such as the daily post. */
      readonly askedBy: string | undefined;
    })
  | (From & { readonly kind: 'unknown' });

const User = z.object({ id: z.string() });
const OptionValue = z.object({
  name: z.string(),
  type: z.number(),
  value: z.union([z.string(), z.number(), z.boolean()]).optional(),
  focused: z.boolean().optional(),
});
const Option = OptionValue.extend({ options: z.array(OptionValue).optional() });

const Role = z.object({ id: z.string(), mentionable: z.boolean().optional() });
const Channel = z.object({ id: z.string(), type: z.number(), app_permissions: z.string().optional() });

const Interaction = z.object({
  type: z.number(),
  guild_id: z.string().optional(),
  guild_locale: z.string().optional(),
  guild: z.object({ features: z.array(z.string()).optional() }).optional(),
  channel_id: z.string().optional(),
  channel: z.object({ id: z.string().optional() }).optional(),
  locale: z.string().optional(),
  member: z.object({ user: User, permissions: z.string().optional() }).optional(),
  user: User.optional(),
  data: z
    .object({
      name: z.string().optional(),
      options: z.array(Option).optional(),
      resolved: z.object({ channels: z.record(z.string(), Channel).optional(), roles: z.record(z.string(), Role).optional() }).optional(),
      custom_id: z.string().optional(),
      values: z.array(z.string()).optional(),
    })
    .optional(),
  message: z
    .object({
      flags: z.number().optional(),
      interaction_metadata: z.object({ user: User.optional() }).nullish(),
    })
    .optional(),
});

/**
 * Reads an interaction as it came over the wire. Undefined when it is not one at all: nothing can be answered then.
 * https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object
 */
export function readRequest(wire: unknown): Request | undefined {
  const parsed = Interaction.safeParse(wire);
  if (!parsed.success) return undefined;
  const interaction = parsed.data;
  if (interaction.type === InteractionType.Ping) return { kind: 'ping' };
  const user = interaction.member?.user ?? interaction.user;
  if (user === undefined) return undefined;
  const from: From = {
    caller: {
      userId: user.id,
      guildId: interaction.guild_id ?? null,
      channelId: interaction.channel?.id ?? interaction.channel_id ?? null,
      userLocale: interaction.locale ?? 'en-US',
      canManageServer: hasManageServer(interaction.member?.permissions),
    },
    guildLocale: interaction.guild_locale,
    guildIsCommunity: interaction.guild?.features?.includes('COMMUNITY') ?? false,
  };
  const data = interaction.data;
  switch (interaction.type) {
    case InteractionType.ApplicationCommand:
      return data?.name === undefined
        ? { ...from, kind: 'unknown' }
        : { ...from, kind: 'command', name: data.name, options: readOptions(data) };
    case InteractionType.ApplicationCommandAutocomplete: {
      const focused = (data?.options ?? []).flatMap((option) => [option, ...(option.options ?? [])]).find((option) => option.focused);
      if (data?.name === undefined || focused === undefined) return { ...from, kind: 'unknown' };
      return {
        ...from,
        kind: 'suggest',
        name: data.name,
        options: readOptions(data),
        option: focused.name,
        typed: String(focused.value ?? ''),
      };
    }
    case InteractionType.MessageComponent:
      return {
        ...from,
        kind: 'press',
        customId: data?.custom_id ?? '',
        values: data?.values ?? [],
        isEphemeral: ((interaction.message?.flags ?? 0) & MessageFlags.Ephemeral) !== 0,
        askedBy: interaction.message?.interaction_metadata?.user?.id,
      };
    default:
      return { ...from, kind: 'unknown' };
  }
}

function readOptions(data: NonNullable<z.infer<typeof Interaction>['data']>): Options {
  const [first] = data.options ?? [];
  const isNested = first?.type === ApplicationCommandOptionType.Subcommand;
  const flat = isNested ? (first.options ?? []) : (data.options ?? []);
  const values = new Map(flat.flatMap((option) => (option.value === undefined ? [] : [[option.name, option.value] as const])));
  const channels = new Map<string, PickedChannel>(
    Object.entries(data.resolved?.channels ?? {}).map(([id, channel]) => [
      id,
      { id, type: channel.type, appPermissions: readBits(channel.app_permissions) },
    ]),
  );
  const roles = new Map<string, PickedRole>(
    Object.entries(data.resolved?.roles ?? {}).map(([id, role]) => [id, { id, isMentionable: role.mentionable ?? false }]),
  );
  return new Options(values, isNested ? first.name : undefined, channels, roles);
}

/** Administrators may do everything; Discord sets every bit for them here, but a test server may not. */
function hasManageServer(permissions: string | undefined): boolean {
  const bits = readBits(permissions) ?? 0n;
  return (bits & (PermissionFlagsBits.ManageGuild | PermissionFlagsBits.Administrator)) !== 0n;
}

function readBits(text: string | undefined): bigint | undefined {
  return text !== undefined && /^\d{1,20}$/.test(text) ? BigInt(text) : undefined;
}
