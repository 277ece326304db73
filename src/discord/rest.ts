/**
 * What is asked of Discord's REST API, and what is read of its answers; all but the callbacks of interactions. Answers of Discord are
 * values here, never exceptions.
 */
import { type RESTPutAPIApplicationCommandsJSONBody, Routes } from 'discord-api-types/v10';
import { z } from 'zod';
import type { DirectMessenger, FollowUpPoster, FollowUpResult, ForumPoster, MessageEraser, MessagePoster } from '../posting/types.ts';
import { createRequests, type Method, type RestOptions, type RestResult, type Urgency } from './requests.ts';

/** Discord recommends one for a thousand servers; more than this is no recommendation. */
const MOST_SHARDS = 1_000;
/** For start-up questions, which nobody waits for in a chat window. */
const QUESTION_DEADLINE_MS = 20_000;

export type Application = z.infer<typeof APPLICATION>;
export type GatewayAddress = z.infer<typeof GATEWAY_ADDRESS>;
export type RegisteredCommand = z.infer<typeof COMMANDS>[number];
/** The command that opens an application's activity, as far as it can be sent back. */
export type EntryPoint = z.infer<typeof ENTRY_POINT>;
/** What Nabi looks at in a message of a channel. */
export type ChannelMessage = z.infer<typeof MESSAGES>[number];

export interface DiscordRest extends MessagePoster, MessageEraser, ForumPoster, FollowUpPoster, DirectMessenger {
  loadApplication(): Promise<RestResult<Application>>;
  loadGatewayAddress(): Promise<RestResult<GatewayAddress>>;
  /** The commands of the application, or of one server when `guildId` is given. */
  loadCommands(applicationId: string, guildId?: string): Promise<RestResult<readonly RegisteredCommand[]>>;
  /** Replaces all commands of that scope at once. The answer's body is not looked at. */
  saveCommands(
    applicationId: string,
    definitions: readonly (RESTPutAPIApplicationCommandsJSONBody[number] | EntryPoint)[],
    guildId?: string,
  ): Promise<RestResult<null>>;
  /** Commands of the application that only Discord's own pages make: it does not let them be left out. */
  loadEntryPoints(applicationId: string): Promise<RestResult<readonly EntryPoint[]>>;
  /** The newest messages of a channel, newest first; at most 100. Empty where the bot may not read the history. */
  loadMessages(channelId: string, limit: number): Promise<RestResult<readonly ChannelMessage[]>>;
  /** The id of the bot's own user, which never changes: asked for until it is known. */
  loadOwnUserId(): Promise<RestResult<string>>;
  /** Any other thing Discord can be asked for, as far as `schema` wants it. */
  load<Schema extends z.ZodType>(route: `/${string}`, schema: Schema, deadlineMs?: number): Promise<RestResult<z.infer<Schema>>>;
  /** How many requests Discord refused (401, 403, 429) in the last 10 minutes. */
  refusedLately(): number;
  /** Stops all timers; requests under way go on. */
  close(): void;
}

const APPLICATION = z
  .object({ id: z.string(), verify_key: z.string(), name: z.string().default('') })
  .transform(({ id, verify_key, name }) => ({
    id,
    /** Ed25519 public key with which Discord signs interactions: 64 hexadecimal digits. */
    publicKeyHex: verify_key,
    name,
  }));
const GATEWAY_ADDRESS = z
  .object({
    url: z.url({ protocol: /^wss?$/ }),
    shards: z.int().min(1).max(MOST_SHARDS),
    session_start_limit: z.object({ remaining: z.number(), reset_after: z.number(), max_concurrency: z.int().positive().catch(1) }),
  })
  .transform(({ url, shards, session_start_limit: limit }) => ({
    url,
    shards,
    /** Logins left until the reset; Discord resets the token of a bot that uses them up. */
    loginsLeft: limit.remaining,
    /** So many shards may log in at once. */
    loginsAtOnce: limit.max_concurrency,
    loginsResetAfterMs: limit.reset_after,
  }));
const COMMANDS = z.array(
  z.object({
    id: z.string(),
    name: z.string(),
    /** 1 for a slash command, 4 for the Entry Point of an activity; others may bear the same name. */
    type: z.number().default(1),
  }),
);
/** https://docs.discord.com/developers/interactions/application-commands#entry-point-commands */
const ENTRY_POINT = z.object({
  id: z.string(),
  type: z.literal(4),
  name: z.string(),
  ...z
    .object({
      name_localizations: z.record(z.string(), z.string()).nullable(),
      description: z.string(),
      description_localizations: z.record(z.string(), z.string()).nullable(),
      handler: z.number(),
      default_member_permissions: z.string().nullable(),
      integration_types: z.array(z.number()).nullable(),
      contexts: z.array(z.number()).nullable(),
      nsfw: z.boolean(),
    })
    .partial().shape,
});
const ENTRY_POINTS = z
  .array(z.union([ENTRY_POINT, z.object({ type: z.number() }).transform(() => null)]))
  .transform((commands) => commands.filter((command) => command !== null));
/** Of a message, a channel, a user. */
const ID = z.object({ id: z.string() }).transform(({ id }) => id);
const MESSAGES = z.array(
  z.object({ id: z.string(), author: ID, components: z.unknown() }).transform(({ id, author, components }) => ({
    id,
    authorId: author,
    /** `custom_id` of every button and select, however deep. */
    customIds: listCustomIds(components),
  })),
);
const NOTHING = z.unknown().transform(() => null);

/** What is posted for a whole row of servers waits behind what somebody waits for. */
const IN_A_ROW: Urgency = 'later';

/** A thread under a daily post closes when nobody wrote in it for a day. */
const THREAD_QUIET_MINUTES = 1_440;

/** Builds the client. Opens no connection; the first request does. */
export function createRest(options: RestOptions): DiscordRest {
  const { request, refusedLately, close } = createRequests(options);
  let ownUserId: RestResult<string> | undefined;

  async function followUp(route: `/${string}`, deadlineMs: number, body?: object, method: Method = 'post'): Promise<FollowUpResult> {
    const done = await request(method, route, NOTHING, deadlineMs, { body, urgency: IN_A_ROW });
    return done.ok ? { ok: true } : done;
  }

  const load: DiscordRest['load'] = (route, schema, deadlineMs = QUESTION_DEADLINE_MS) => request('get', route, schema, deadlineMs);

  return {
    async postMessage(channelId, body, deadlineMs, files = []) {
      const sending = { body, files, urgency: IN_A_ROW };
      const sent = await request('post', Routes.channelMessages(channelId), ID, deadlineMs, sending);
      return sent.ok ? { ok: true, messageId: sent.value } : sent;
    },
    async postThread(channelId, { name, tags, message }, deadlineMs, files = []) {
      const body = { name, auto_archive_duration: THREAD_QUIET_MINUTES, applied_tags: tags, message };
      const sent = await request('post', Routes.threads(channelId), ID, deadlineMs, { body, files, urgency: IN_A_ROW });
      return sent.ok ? { ok: true, messageId: sent.value } : sent;
    },
    async openDirectMessage(userId, deadlineMs) {
      const opened = await request('post', Routes.userChannels(), ID, deadlineMs, { body: { recipient_id: userId } });
      return opened.ok ? { ok: true, channelId: opened.value } : opened;
    },
    openThread(channelId, messageId, name, deadlineMs) {
      const body = { name, auto_archive_duration: THREAD_QUIET_MINUTES };
      return followUp(Routes.threads(channelId, messageId), deadlineMs, body);
    },
    crosspost: (channelId, messageId, deadlineMs) => followUp(Routes.channelMessageCrosspost(channelId, messageId), deadlineMs),
    pin: (channelId, messageId, deadlineMs) => followUp(Routes.channelMessagesPin(channelId, messageId), deadlineMs, undefined, 'put'),
    unpin: (channelId, messageId, deadlineMs) => followUp(Routes.channelMessagesPin(channelId, messageId), deadlineMs, undefined, 'delete'),
    deleteMessage: (channelId, messageId, deadlineMs) =>
      followUp(Routes.channelMessage(channelId, messageId), deadlineMs, undefined, 'delete'),
    loadApplication: () => load(Routes.currentApplication(), APPLICATION),
    loadGatewayAddress: () => load(Routes.gatewayBot(), GATEWAY_ADDRESS),
    loadCommands: (applicationId, guildId) => load(commandsRoute(applicationId, guildId), COMMANDS),
    saveCommands: (applicationId, definitions, guildId) =>
      request('put', commandsRoute(applicationId, guildId), NOTHING, QUESTION_DEADLINE_MS, { body: definitions }),
    loadEntryPoints: (applicationId) => load(commandsRoute(applicationId, undefined), ENTRY_POINTS),
    loadMessages: (channelId, limit) => load(`${Routes.channelMessages(channelId)}?limit=${limit}`, MESSAGES),
    async loadOwnUserId() {
      const own = ownUserId ?? (await load(Routes.user(), ID));
      if (own.ok) ownUserId = own;
      return own;
    },
    load,
    refusedLately,
    close,
  };
}

function commandsRoute(applicationId: string, guildId: string | undefined): `/${string}` {
  return guildId === undefined ? Routes.applicationCommands(applicationId) : Routes.applicationGuildCommands(applicationId, guildId);
}

/** `custom_id` of every component, however deep it stands; what has another shape has none. */
export function listCustomIds(components: unknown): string[] {
  if (Array.isArray(components)) return components.flatMap(listCustomIds);
  if (typeof components !== 'object' || components === null) return [];
  const own = 'custom_id' in components && typeof components.custom_id === 'string' ? [components.custom_id] : [];
  return [
    ...own,
    ...('components' in components ? listCustomIds(components.components) : []),
    ...('accessory' in components ? listCustomIds(components.accessory) : []),
  ];
}
