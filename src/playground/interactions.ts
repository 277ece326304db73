/** From what somebody does at the page to the interaction Discord would send for it, whole, with everything resolved. */
import {
  type APIApplicationCommandOption,
  type APIInteraction,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  ChannelType,
  ComponentType,
  InteractionContextType,
  InteractionType,
  MessageFlags,
  MessageType,
  PermissionFlagsBits,
} from 'discord-api-types/v10';
import { asInteraction } from '../answer/types.ts';
import type { FileShelf } from './files.ts';
import type { Ask, Definition, ShownMessage } from './protocol.ts';
import {
  APPLICATION_ID,
  BOT_ID,
  findChannel,
  findServer,
  homeChannel,
  listUsers,
  type NamedId,
  PERSONAS,
  SERVERS,
} from './sample-world.ts';

/** The page asked for something its own list of commands does not have. */
export class UnknownAskError extends Error {
  override readonly name = 'UnknownAskError';
}

export interface AskSurroundings {
  readonly definitions: readonly Definition[];
  readonly findMessage: (id: string) => ShownMessage | undefined;
  readonly files: FileShelf;
  /** Address under which attachments are served, without a slash at the end. */
  readonly baseUrl: string;
  readonly nextId: () => string;
}

const { ViewChannel, SendMessages, ManageGuild, ReadMessageHistory } = PermissionFlagsBits;
const MEMBER = ViewChannel | SendMessages | ReadMessageHistory;
const ADMIN = MEMBER | ManageGuild;

/**
 * Builds the interaction.
 *
 * @throws UnknownAskError for a command, option or message that is not there.
 */
export function buildInteraction(ask: Ask, around: AskSurroundings): APIInteraction {
  const envelope = buildEnvelope(ask, around);
  switch (ask.kind) {
    case 'command':
    case 'suggest': {
      const type = ask.kind === 'command' ? InteractionType.ApplicationCommand : InteractionType.ApplicationCommandAutocomplete;
      return asInteraction({ ...envelope, type, data: buildCommandData(ask, around) });
    }
    case 'press': {
      const resolved = resolvePicked(ask.componentType, ask.values);
      return asInteraction({
        ...envelope,
        type: InteractionType.MessageComponent,
        message: buildMessage(ask.messageId, around),
        data: {
          component_type: ask.componentType,
          custom_id: ask.customId,
          ...(ask.componentType === ComponentType.Button ? {} : { values: ask.values }),
          ...(resolved === null ? {} : { resolved }),
        },
      });
    }
    case 'modal': {
      const attachments = Object.fromEntries(Object.values(ask.uploads).map((upload) => keepUpload(upload, around)));
      return asInteraction({
        ...envelope,
        type: InteractionType.ModalSubmit,
        ...(ask.messageId === null ? {} : { message: buildMessage(ask.messageId, around) }),
        data: { custom_id: ask.customId, components: placeUploads(ask.components, Object.keys(attachments)), resolved: { attachments } },
      });
    }
    case 'message-command':
      return asInteraction({
        ...envelope,
        type: InteractionType.ApplicationCommand,
        data: {
          id: findDefinition(ask.name, around).id,
          name: ask.name,
          type: ApplicationCommandType.Message,
          target_id: ask.messageId,
          resolved: { messages: { [ask.messageId]: buildMessage(ask.messageId, around) } },
        },
      });
  }
}

/** `nabi ask` with the same question and the same asker; null for what is not a slash command. */
export function buildAskLine(ask: Ask): string | null {
  if (ask.kind !== 'command') return null;
  const flags = [
    ...(ask.locale === 'en-US' ? [] : ['--locale', ask.locale]),
    ...(ask.persona === 'admin' ? ['--as', 'admin'] : []),
    ...(ask.place === 'dm' ? ['--dm'] : []),
  ];
  const quoted = `'${describeCommand(ask).replaceAll("'", String.raw`'\''`)}'`;
  return ['npx nabi ask', quoted, ...flags].join(' ');
}

/** `/cast name: gang tae`, as Discord writes above an answer. */
export function describeCommand({ name, path, options }: Pick<CommandAsk, 'name' | 'path' | 'options'>): string {
  return [`/${[name, ...path].join(' ')}`, ...options.map((option) => `${option.name}: ${option.value}`)].join(' ');
}

function buildEnvelope(ask: Ask, { nextId }: AskSurroundings) {
  const user = buildUser(PERSONAS[ask.persona]);
  const server = findServer(ask.place);
  const id = nextId();
  const channelId = homeChannel(ask.place);
  return {
    id,
    application_id: APPLICATION_ID,
    // Like a real one it answers for a quarter of an hour, but only here: there is no secret in it.
    token: `playground-${id}`,
    version: 1,
    locale: ask.locale,
    channel_id: channelId,
    entitlements: [],
    attachment_size_limit: 10_485_760,
    authorizing_integration_owners: { [ApplicationIntegrationType.GuildInstall]: server?.id ?? '0' },
    ...(server === undefined
      ? {
          context: InteractionContextType.BotDM,
          channel: { id: channelId, type: ChannelType.DM, flags: 0 },
          app_permissions: String(MEMBER),
          user,
        }
      : {
          context: InteractionContextType.Guild,
          guild_id: server.id,
          guild_locale: server.locale,
          guild: { id: server.id, locale: server.locale, features: server.features },
          channel: buildChannel(channelId),
          app_permissions: String(findChannel(channelId)?.channel.appPermissions ?? 0n),
          member: {
            user,
            permissions: String(ask.persona === 'admin' ? ADMIN : MEMBER),
            roles: [],
            joined_at: '2024-01-01T00:00:00.000Z',
            deaf: false,
            mute: false,
            flags: 0,
            nick: null,
            avatar: null,
          },
        }),
  };
}

type CommandAsk = Extract<Ask, { kind: 'command' | 'suggest' }>;

function buildCommandData(ask: CommandAsk, around: AskSurroundings) {
  const definition = findDefinition(ask.name, around);
  const specs = findSpecs(definition, ask.path);
  const resolved: Record<'channels' | 'users' | 'roles' | 'attachments', Record<string, object>> = {
    channels: {},
    users: {},
    roles: {},
    attachments: {},
  };
  const options: object[] = ask.options.map(({ name, value }) => {
    const spec = specs.find((candidate) => candidate.name === name);
    if (spec === undefined) throw new UnknownAskError(`/${ask.name} has no option "${name}".`);
    resolveOption(spec.type, String(value), resolved);
    const isFocused = ask.kind === 'suggest' && ask.focused === name;
    return { name, type: spec.type, value, ...(isFocused ? { focused: true } : {}) };
  });
  for (const [name, upload] of Object.entries(ask.uploads)) {
    const [id, attachment] = keepUpload(upload, around);
    resolved.attachments[id] = attachment;
    options.push({ name, type: ApplicationCommandOptionType.Attachment, value: id });
  }
  const [first, second] = ask.path;
  const inner = second === undefined ? options : [{ name: second, type: ApplicationCommandOptionType.Subcommand, options }];
  const outerType = second === undefined ? ApplicationCommandOptionType.Subcommand : ApplicationCommandOptionType.SubcommandGroup;
  const filled = Object.entries(resolved).filter(([, entries]) => Object.keys(entries).length > 0);
  return {
    id: definition.id,
    name: ask.name,
    type: ApplicationCommandType.ChatInput,
    options: first === undefined ? inner : [{ name: first, type: outerType, options: inner }],
    ...(filled.length > 0 ? { resolved: Object.fromEntries(filled) } : {}),
  };
}

function findDefinition(name: string, { definitions }: AskSurroundings): Definition {
  const definition = definitions.find((candidate) => candidate.name === name);
  if (definition === undefined) throw new UnknownAskError(`There is no command "${name}".`);
  return definition;
}

/** The options of a command or of the subcommand at `path`. */
function findSpecs(definition: Definition, path: readonly string[]): readonly APIApplicationCommandOption[] {
  let specs: readonly APIApplicationCommandOption[] = 'options' in definition ? (definition.options ?? []) : [];
  for (const step of path) {
    const found = specs.find((candidate) => candidate.name === step);
    if (found === undefined) throw new UnknownAskError(`/${definition.name} has no subcommand "${step}".`);
    specs = 'options' in found ? (found.options ?? []) : [];
  }
  return specs;
}

function resolveOption(
  type: ApplicationCommandOptionType,
  id: string,
  into: Record<'channels' | 'users' | 'roles', Record<string, object>>,
): void {
  const isMentionable = type === ApplicationCommandOptionType.Mentionable;
  if (type === ApplicationCommandOptionType.Channel) into.channels[id] = buildChannel(id);
  if (type === ApplicationCommandOptionType.User || isMentionable) Object.assign(into.users, pickUsers([id]));
  if (type === ApplicationCommandOptionType.Role || isMentionable) Object.assign(into.roles, pickRoles([id]));
}

/** What Discord adds for what was picked in a select; null for a select of texts. */
function resolvePicked(componentType: number, values: readonly string[]): object | null {
  switch (componentType) {
    case ComponentType.UserSelect:
      return { users: pickUsers(values) };
    case ComponentType.RoleSelect:
      return { roles: pickRoles(values) };
    case ComponentType.MentionableSelect:
      return { users: pickUsers(values), roles: pickRoles(values) };
    case ComponentType.ChannelSelect:
      return { channels: Object.fromEntries(values.map((id) => [id, buildChannel(id)])) };
    default:
      return null;
  }
}

function pickUsers(ids: readonly string[]): Record<string, object> {
  const picked = listUsers().filter((user) => ids.includes(user.id));
  return Object.fromEntries(picked.map((user) => [user.id, buildUser(user)]));
}

function pickRoles(ids: readonly string[]): Record<string, object> {
  const picked = SERVERS.flatMap((server) => server.roles).filter((role) => ids.includes(role.id));
  return Object.fromEntries(
    picked.map((role) => [
      role.id,
      { ...role, color: 0, hoist: false, position: 1, permissions: '0', managed: false, mentionable: true, flags: 0 },
    ]),
  );
}

function buildChannel(id: string): object {
  const channel = findChannel(id)?.channel;
  if (channel === undefined) throw new UnknownAskError(`There is no channel ${id}.`);
  const { name, type, appPermissions } = channel;
  return { id, name, type, permissions: String(MEMBER), app_permissions: String(appPermissions), parent_id: null };
}

function buildUser({ id, name }: NamedId): object {
  return { id, username: name.toLowerCase(), global_name: name, discriminator: '0', avatar: null, public_flags: 0 };
}

const BOT_USER = { id: BOT_ID, username: 'nabi', global_name: 'Nabi', discriminator: '0', avatar: null, bot: true };

function buildMessage(id: string, around: AskSurroundings): object {
  const message = around.findMessage(id);
  if (message === undefined) throw new UnknownAskError('This message is no longer here.');
  const { author, askedBy, body, channelId, files, onlyFor, sentAtMs } = message;
  const stamp = new Date(sentAtMs).toISOString();
  return {
    id,
    channel_id: channelId,
    type: askedBy === null ? MessageType.Default : MessageType.ChatInputCommand,
    author: author === 'nabi' ? BOT_USER : buildUser(PERSONAS[author]),
    ...(author === 'nabi' ? { application_id: APPLICATION_ID } : {}),
    timestamp: stamp,
    edited_timestamp: message.isEdited ? stamp : null,
    tts: false,
    pinned: false,
    mention_everyone: false,
    mentions: [],
    mention_roles: [],
    content: body.content ?? '',
    embeds: body.embeds ?? [],
    components: body.components ?? [],
    attachments: files.map((file, index) => ({
      id: String(index),
      filename: file.name,
      size: file.size,
      url: `${around.baseUrl}${file.url}`,
      proxy_url: `${around.baseUrl}${file.url}`,
      content_type: file.contentType,
    })),
    flags: (body.flags ?? 0) | (onlyFor === null ? 0 : MessageFlags.Ephemeral),
    ...(askedBy === null
      ? {}
      : {
          interaction_metadata: {
            id: `${BigInt(id) - 1n}`,
            type: InteractionType.ApplicationCommand,
            user: buildUser(PERSONAS[askedBy.persona]),
            authorizing_integration_owners: { [ApplicationIntegrationType.GuildInstall]: findServer(message.place)?.id ?? '0' },
          },
        }),
  };
}

function keepUpload(upload: { name: string; contentType: string; base64: string }, around: AskSurroundings): [string, object] {
  const { name, contentType, base64 } = upload;
  const shown = around.files.keep({ name, bytes: Buffer.from(base64, 'base64'), contentType });
  const id = around.nextId();
  const url = `${around.baseUrl}${shown.url}`;
  return [id, { id, filename: shown.name, size: shown.size, url, proxy_url: url, content_type: shown.contentType, ephemeral: true }];
}

/** A file field of a modal says which attachments it holds by their ids. */
function placeUploads(components: readonly { readonly type: number }[], ids: readonly string[]): object[] {
  return components.map((component) => {
    const inner: unknown = 'component' in component ? component.component : undefined;
    const isFiles = typeof inner === 'object' && inner !== null && 'type' in inner && inner.type === ComponentType.FileUpload;
    return isFiles ? { ...component, component: { ...inner, values: ids } } : component;
  });
}
