/** An interaction of Discord, checked once at the edge and brought to what the router needs of it. */
import { ApplicationCommandOptionType, InteractionType, MessageFlags, PermissionFlagsBits } from 'discord-api-types/v10';
import { z } from 'zod';
import { Options } from '../bot/options.ts';
import type { PickedChannel, PickedFile, PickedRole } from '../bot/picked.ts';
import type { Caller, PickedMessage } from '../bot/types.ts';
import { type Press, parseCustomId } from '../message/custom-id.ts';
import { Fields } from '../message/modal.ts';
import { joinFilled } from '../text/text.ts';

interface RequestOrigin {
  readonly id: string;
  readonly caller: Caller;
  readonly guildLocale: string | undefined;
  readonly guildIsCommunity: boolean;
  /** The server it comes from has added the bot; otherwise a person has, and uses it there. */
  readonly isInstalledInServer: boolean;
}

/** The message a press or a form came from. */
export interface OnMessage {
  /** False for a form that was opened by a command: it has no message. */
  readonly hasMessage: boolean;
  readonly isEphemeral: boolean;
  /** The message is an ordinary one, not Components V2. */
  readonly isPlain: boolean;
  /** Who ran the command that made the message; undefined for a message nobody asked for, such as the daily post. */
  readonly askedBy: string | undefined;
  /** What is written in the message, one text after the other: what a press goes on with may stand there. */
  readonly shownText: string;
  readonly messageId: string | undefined;
}

/** How a request came to be asked once more. */
export interface Again {
  /** `me`: for the presser alone, by how far they are. `all`: for all in the channel. */
  readonly for: 'me' | 'all';
  /** The episode the presser says they are at, on the way to what they asked for; null: nothing was said. */
  readonly episode: number | null;
}

/** Discord asks whether anybody is there; nobody stands behind it. */
export interface Ping {
  readonly kind: 'ping';
}

export type Request =
  | (RequestOrigin &
      Partial<OnMessage> & {
        readonly kind: 'command';
        readonly name: string;
        readonly options: Options;
        readonly target?: PickedMessage;
        /** A press asks for it again. */
        readonly again?: Again;
      })
  | (RequestOrigin & {
      readonly kind: 'suggest';
      readonly name: string;
      readonly options: Options;
      readonly option: string;
      readonly typed: string;
    })
  | (RequestOrigin &
      OnMessage & {
        readonly kind: 'press';
        readonly customId: string;
        /** What the `custom_id` says; undefined where it is none of ours. */
        readonly press: Press | undefined;
        readonly values: readonly string[];
        /** Channels and roles chosen in a select, as Discord resolved them, under the name `picked`. */
        readonly options: Options;
        /** Another press asks for it again. */
        readonly again?: Again;
      })
  | (RequestOrigin &
      OnMessage & {
        readonly kind: 'submit';
        readonly customId: string;
        readonly press: Press | undefined;
        readonly fields: Fields;
      })
  | (RequestOrigin & { readonly kind: 'unknown' });

/** What is answered with a message. */
export type Answerable = Exclude<Request, { kind: 'suggest' }>;

/** Characters of what is being typed that choices are looked for by. */
const LONGEST_TYPED = 200;

/** The name under which a press has what was chosen in a select of channels or roles. */
export const PICKED = 'picked';

/** Discord leaves out what there is none of, or says null. To make that the same here would take as long as all the rest. */
const maybe = <Schema extends z.ZodType>(schema: Schema) => schema.nullish();

/** What there is none of, however that was said, is undefined. */
function given<Value>(value: Value | null | undefined): Value | undefined {
  return value ?? undefined;
}

/** What Discord resolved, by id. */
const byId = <Schema extends z.ZodType>(schema: Schema) =>
  z
    .record(z.string(), schema.nullable())
    .transform((all) => new Map(Object.entries(all).flatMap(([id, found]) => (found === null ? [] : [[id, found] as const]))));

const User = z.object({ id: z.string() });
const OptionValue = z.object({
  name: z.string(),
  type: z.number(),
  value: maybe(z.union([z.string(), z.number(), z.boolean()])),
  focused: maybe(z.boolean()),
});
const SentOption = OptionValue.extend({ options: maybe(z.array(OptionValue)) });

const SentRole = z.object({ id: z.string(), mentionable: maybe(z.boolean()) });
const SentChannel = z.object({ id: z.string(), type: z.number(), app_permissions: maybe(z.string()) });

const Attachment = z.object({ filename: z.string(), url: z.string(), size: z.number() });
/** Whether a message has some of these; what they are is nobody's business here. */
const Some = maybe(z.array(z.unknown()));
const TargetMessage = z.object({
  id: z.string(),
  content: maybe(z.string()),
  author: maybe(User),
  // A forwarded message holds what it was, and nothing itself.
  message_snapshots: maybe(z.array(z.object({ message: maybe(z.object({ content: maybe(z.string()) })) }))),
  poll: z.unknown().optional(),
  embeds: Some,
  attachments: Some,
});

/** A field of a form, alone, in a label or in the row of an older client. */
const FilledField = z.object({
  custom_id: maybe(z.string()),
  value: maybe(z.string()),
  values: maybe(z.array(z.string())),
});
const FormPart = FilledField.extend({ component: maybe(FilledField), components: maybe(z.array(FilledField)) });

/** A text of a message, or the frame around some. */
const Shown = z.object({ content: maybe(z.string()), components: maybe(z.array(z.object({ content: maybe(z.string()) }))) });

const ShownMessage = z.object({
  id: maybe(z.string()),
  flags: maybe(z.number()),
  content: maybe(z.string()),
  components: maybe(z.array(Shown)),
  interaction_metadata: maybe(z.object({ user: maybe(User) })),
});

const Interaction = z.object({
  id: z.string().default('0'),
  type: z.number(),
  guild_id: maybe(z.string()),
  guild_locale: maybe(z.string()),
  guild: maybe(z.object({ features: maybe(z.array(z.string())) })),
  channel_id: maybe(z.string()),
  channel: maybe(z.object({ id: maybe(z.string()) })),
  locale: maybe(z.string()),
  /** By kind of installation: 0 is the server's own. In direct messages Discord has sent a number. */
  authorizing_integration_owners: maybe(z.object({ '0': maybe(z.union([z.string(), z.number()])) })),
  member: maybe(z.object({ user: maybe(User), permissions: maybe(z.string()), roles: maybe(z.array(z.string())) })),
  user: maybe(User),
  data: maybe(
    z.object({
      name: maybe(z.string()),
      options: maybe(z.array(SentOption)),
      resolved: maybe(
        z.object({
          channels: maybe(byId(SentChannel)),
          roles: maybe(byId(SentRole)),
          attachments: maybe(byId(Attachment)),
          messages: maybe(byId(TargetMessage)),
        }),
      ),
      target_id: maybe(z.string()),
      components: maybe(z.array(FormPart)),
      custom_id: maybe(z.string()),
      values: maybe(z.array(z.string())),
    }),
  ),
  message: maybe(ShownMessage),
});

/** Each request goes through it, and the fields one by one would take as long as all the rest of an answer that is kept. */
let compiled: typeof Interaction | undefined;

/** Makes reading quick. It takes 13 ms, so whoever asks right after a start is answered sooner without. */
export function compileRequests(): void {
  compiled ??= z.compile(Interaction);
}

/**
 * Reads an interaction as it came over the wire. Undefined when it is not one at all: nothing can be answered then.
 * https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object
 */
export function readRequest(wire: unknown): Request | Ping | undefined {
  const parsed = (compiled ?? Interaction).safeParse(wire);
  if (!parsed.success) return undefined;
  const interaction = parsed.data;
  if (interaction.type === InteractionType.Ping) return { kind: 'ping' };
  const user = given(interaction.member?.user ?? interaction.user);
  const guildId = given(interaction.guild_id);
  const data = given(interaction.data);
  if (user === undefined) return undefined;
  const from: RequestOrigin = {
    id: interaction.id,
    caller: {
      userId: user.id,
      guildId: guildId ?? null,
      channelId: interaction.channel?.id ?? interaction.channel_id ?? null,
      userLocale: interaction.locale ?? 'en-US',
      canManageServer: hasManageServer(given(interaction.member?.permissions)),
      roleIds: interaction.member?.roles ?? [],
    },
    guildLocale: given(interaction.guild_locale),
    guildIsCommunity: interaction.guild?.features?.includes('COMMUNITY') ?? false,
    isInstalledInServer: guildId !== undefined && interaction.authorizing_integration_owners?.['0'] === guildId,
  };
  switch (interaction.type) {
    case InteractionType.ApplicationCommand:
      return typeof data?.name === 'string'
        ? { ...from, kind: 'command', name: data.name, options: readOptions(data), ...readTarget(data) }
        : { ...from, kind: 'unknown' };
    case InteractionType.ApplicationCommandAutocomplete: {
      const focused = (data?.options ?? []).flatMap((option) => [option, ...(option.options ?? [])]).find((option) => option.focused);
      // Whatever it is, the only answer Discord takes is a list of choices.
      return {
        ...from,
        kind: 'suggest',
        name: focused === undefined ? '' : (data?.name ?? ''),
        options: data === undefined ? new Options() : readOptions(data),
        option: focused?.name ?? '',
        typed: String(focused?.value ?? '').slice(0, LONGEST_TYPED),
      };
    }
    case InteractionType.MessageComponent:
      return {
        ...from,
        ...readPressed(interaction),
        kind: 'press',
        values: data?.values ?? [],
        options: data === undefined ? new Options() : readPicked(data),
      };
    case InteractionType.ModalSubmit:
      return { ...from, ...readPressed(interaction), kind: 'submit', fields: readFields(data?.components ?? []) };
    default:
      return { ...from, kind: 'unknown' };
  }
}

/** The message that a button, a select or a form was on, and what that bears. */
function readPressed({ data, message }: z.infer<typeof Interaction>) {
  const customId = data?.custom_id ?? '';
  const flags = message?.flags ?? 0;
  const hasMessage = given(message) !== undefined;
  return {
    hasMessage,
    isEphemeral: (flags & MessageFlags.Ephemeral) !== 0,
    isPlain: hasMessage && (flags & MessageFlags.IsComponentsV2) === 0,
    askedBy: given(message?.interaction_metadata?.user?.id),
    shownText: readShownText(message ?? {}),
    messageId: given(message?.id),
    customId,
    press: parseCustomId(customId),
  };
}

type Data = NonNullable<z.infer<typeof Interaction>['data']>;

function readOptions(data: Data): Options {
  const [first] = data.options ?? [];
  const isNested = first?.type === ApplicationCommandOptionType.Subcommand;
  const flat = isNested ? (first.options ?? []) : (data.options ?? []);
  const values = new Map<string, string | number | boolean>();
  for (const { name, value } of flat) if (value !== undefined && value !== null) values.set(name, value);
  return buildOptions(values, data, isNested ? first.name : undefined);
}

/** What was chosen in a select of channels or roles, so that it can be asked for like an option. */
function readPicked(data: Data): Options {
  const [first] = data.values ?? [];
  return buildOptions(first === undefined ? new Map() : new Map([[PICKED, first]]), data);
}

function buildOptions(values: ReadonlyMap<string, string | number | boolean>, { resolved }: Data, subcommand?: string): Options {
  if (!resolved) return new Options({ values, subcommand });
  const channels = new Map<string, PickedChannel>(
    [...(resolved.channels ?? [])].map(([id, channel]) => [
      id,
      { id, type: channel.type, appPermissions: readBits(given(channel.app_permissions)) },
    ]),
  );
  const roles = new Map<string, PickedRole>(
    [...(resolved.roles ?? [])].map(([id, role]) => [id, { id, isMentionable: role.mentionable ?? false }]),
  );
  const files = new Map<string, PickedFile>(
    [...(resolved.attachments ?? [])].map(([id, { filename, url, size }]) => [id, { name: filename, url, sizeBytes: size }]),
  );
  return new Options({ values, subcommand, channels, roles, files });
}

function readTarget({ target_id, resolved }: Data): { readonly target?: PickedMessage } {
  const message = resolved?.messages?.get(target_id ?? '');
  if (message === undefined) return {};
  const { id, author, poll, embeds, attachments } = message;
  const written = [message.content, ...(message.message_snapshots ?? []).map((snapshot) => snapshot.message?.content)];
  const inPlaceOfText = poll ? 'poll' : embeds?.length ? 'embed' : attachments?.length ? 'file' : undefined;
  return { target: { id, content: written.find(Boolean) ?? '', authorId: author?.id ?? '', inPlaceOfText } };
}

function readShownText({ content, components }: Partial<z.infer<typeof ShownMessage>>): string {
  return joinFilled([
    content,
    ...(components ?? []).flatMap((part) => [part.content, ...(part.components ?? []).map((inner) => inner.content)]),
  ]);
}

function readFields(parts: readonly z.infer<typeof FormPart>[]): Fields {
  const filled = parts.flatMap((part) => [part, ...(part.component ? [part.component] : []), ...(part.components ?? [])]);
  return new Fields(
    new Map(
      filled.flatMap(({ custom_id, value, values }) =>
        typeof custom_id !== 'string' ? [] : [[custom_id, value ?? values?.[0] ?? ''] as const],
      ),
    ),
  );
}

/** Administrators may do everything; Discord sets every bit for them here, but a test server may not. */
function hasManageServer(permissions: string | undefined): boolean {
  const bits = readBits(permissions) ?? 0n;
  return (bits & (PermissionFlagsBits.ManageGuild | PermissionFlagsBits.Administrator)) !== 0n;
}

function readBits(text: string | undefined): bigint | undefined {
  return text !== undefined && /^\d{1,20}$/.test(text) ? BigInt(text) : undefined;
}
