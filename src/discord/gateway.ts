/**
 * Interactions over the gateway, by discord.js, without a single intent: they arrive all the same. discord.js keeps the
 * connection alive and nothing more: each interaction is taken as the raw packet it came as, and no cache is filled.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import {
  Client,
  DiscordAPIError,
  DiscordjsError,
  DiscordjsErrorCodes,
  Events,
  GatewayCloseCodes,
  GatewayDispatchEvents,
  type IIdentifyThrottler,
  Options,
  SimpleIdentifyThrottler,
} from 'discord.js';
import { z } from 'zod';
import type { Answer } from '../answer/types.ts';
import type { Log } from '../log.ts';
import { isPassing } from './application.ts';
import type { Callbacks } from './callback.ts';
import { GatewayError } from './gateway-error.ts';
import type { DiscordRest } from './rest.ts';
import { createShardLog } from './shard-log.ts';
import { isInteraction } from './wire.ts';

/** Logins never spent by starting again and again: Discord resets the token of a bot that uses up its 1,000 a day. */
const LOGINS_KEPT = 20;
/** Between one login of a shard and its next: doubled each time from the first value, up to the second. */
const FIRST_LOGIN_PAUSE_MS = 5_000;
const LONGEST_LOGIN_PAUSE_MS = 15 * 60_000;
/** A connection that lived this long was a good one: counting begins anew. */
const LOGINS_FORGOTTEN_AFTER_MS = 60 * 60_000;

const READY = z.object({ user: z.object({ username: z.string() }), guilds: z.array(z.unknown()) });

export interface ReadyInfo {
  readonly botName: string;
  readonly serverCount: number;
  readonly shardCount: number;
}

export interface Gateway {
  readonly readyInfo: ReadyInfo;
  /** Whether every shard has its connection now. */
  isConnected(): boolean;
  /** Takes no new interaction, waits for the answers under way, then closes the connection. */
  close(): Promise<void>;
}

export interface GatewayOptions {
  readonly token: string;
  /** Without version; the gateway's own address is asked of its `/gateway/bot`. */
  readonly apiUrl: string;
  readonly rest: Pick<DiscordRest, 'loadGatewayAddress'>;
  readonly callbacks: Pick<Callbacks, 'post'>;
  readonly answer: Answer;
  readonly log: Log;
  /** Called at most once, when Discord ends a running session for good, such as after the token was reset. */
  readonly onLost: (error: GatewayError) => void;
  /** How long a shard waits that has logged in so often within the hour. */
  readonly loginPauseMs?: (count: number) => number;
}

/**
 * Logs in and resolves when every shard is ready. Rejects with a `GatewayError`; it never logs in when so few logins are
 * left that a restart loop could use them up.
 */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { rest, log } = options;
  const address = await rest.loadGatewayAddress();
  if (!address.ok) {
    if (address.failure.status === 401) throw wrongToken();
    const kind = isPassing(address.failure.status) ? 'unreachable' : 'unexpected';
    throw new GatewayError(kind, `Discord could not be asked for the gateway at ${options.apiUrl}: ${address.failure.message}`);
  }
  const { shards: shardCount, loginsLeft, loginsResetAfterMs } = address.value;
  if (loginsLeft < shardCount + LOGINS_KEPT) {
    const minutes = Math.ceil(loginsResetAfterMs / 60_000);
    throw new GatewayError(
      'logins-used-up',
      `Only ${loginsLeft} logins are left for today, so none is spent: Discord resets the token when they run out. Start again in ${minutes} minutes.`,
    );
  }

  const client = new Client({
    intents: [],
    // As many as Discord recommends; all of them in this process.
    shards: 'auto',
    makeCache: Options.cacheWithLimits({ UserManager: 0, MessageManager: 0, GuildMemberManager: 0, ThreadManager: 0, PresenceManager: 0 }),
    sweepers: {},
    rest: { api: options.apiUrl },
    ws: {
      async buildIdentifyThrottler(manager) {
        const { session_start_limit: limit } = await manager.fetchGatewayInformation();
        return createLoginThrottler(log, options.loginPauseMs ?? buildLoginPauseMs, limit.max_concurrency);
      },
    },
  });
  const underWay = new Set<Promise<void>>();
  const shards = createShardLog(log);
  let closing = false;
  let started = false;
  let lost = false;
  let botName = '';
  let serverCount = 0;

  async function respond(packet: unknown): Promise<void> {
    if (!isInteraction(packet)) {
      log.error({}, 'the gateway delivered an interaction that is none; it was left alone');
      return;
    }
    try {
      const { response, files } = await options.answer(packet);
      await options.callbacks.post(packet, response, files);
    } catch (err) {
      log.error({ interaction: packet.id, err }, 'an interaction was left without an answer');
    }
  }

  // "raw" comes before discord.js looks at a packet. Renaming the packet keeps it from building its own objects of it,
  // which cost twice as much as our whole answer; emptying the list of servers keeps 2,500 of them from being cached.
  client.on('raw', (packet: { t: string | null; d: unknown }) => {
    if (packet.t === GatewayDispatchEvents.InteractionCreate) {
      packet.t = null;
      if (closing) return;
      const task = respond(packet.d).finally(() => underWay.delete(task));
      underWay.add(task);
    } else if (packet.t === GatewayDispatchEvents.Ready) {
      const ready = READY.safeParse(packet.d);
      if (!ready.success) return;
      botName = ready.data.user.username;
      serverCount += ready.data.guilds.length;
      packet.d = { ...Object(packet.d), guilds: [] };
    }
  });
  client.on(Events.ShardDisconnect, ({ code }) => {
    if (closing || lost || !started) return;
    lost = true;
    options.onLost(describeClose(code));
  });
  // discord.js says so of a connection that is closed on purpose, too.
  client.on(Events.ShardReconnecting, (shard) => {
    if (!closing) shards.noteTry(shard);
  });
  client.on(Events.ShardResume, shards.noteConnection);
  client.on(Events.ShardReady, shards.noteConnection);
  // The code a connection was closed with is told only to whoever debugs discord.js.
  client.on(Events.Debug, (text) => {
    const [, shard, reason = '', code] = /Shard (\d+)\] Destroying shard\s+Reason: (.*)\s+Code: (\d+)/.exec(text) ?? [];
    const name = GatewayCloseCodes[Number(code)];
    const known = [`closed with code ${code}`, name, reason === 'none' ? undefined : reason].filter((part) => part !== undefined);
    if (shard !== undefined) shards.noteReason(Number(shard), known.join(', '));
  });
  client.on(Events.ShardError, ({ message }, shard) => shards.noteReason(shard, message));
  client.on(Events.Error, (err) => log.error({ err }, 'discord.js met an error'));
  client.on(Events.Warn, (text) => log.warn({ text }, 'discord.js warns'));

  try {
    const closedForGood = new Promise<never>((_, reject) => {
      client.once(Events.ShardDisconnect, ({ code }) => reject(describeClose(code)));
    });
    await Promise.race([client.login(options.token), closedForGood]);
    started = true;
  } catch (error) {
    await client.destroy();
    throw describeLoginFailure(error);
  }

  return {
    readyInfo: { botName, serverCount, shardCount: client.ws.shards.size },
    isConnected: () => !closing && !lost && shards.isWhole(),
    async close() {
      closing = true;
      await Promise.all(underWay);
      await client.destroy();
    },
  };
}

function wrongToken(): GatewayError {
  return new GatewayError(
    'wrong-token',
    'Discord does not accept DISCORD_TOKEN. Copy it again from the Bot page of https://discord.com/developers/applications.',
  );
}

function describeClose(code: number): GatewayError {
  if (code === GatewayCloseCodes.AuthenticationFailed) return wrongToken();
  const name = GatewayCloseCodes[code] ?? 'unknown';
  return new GatewayError('refused', `Discord closed the gateway for good with code ${code} (${name}).`);
}

function describeLoginFailure(error: unknown): GatewayError {
  if (error instanceof GatewayError) return error;
  if (error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid) return wrongToken();
  if (error instanceof DiscordAPIError && error.status === 401) return wrongToken();
  // @discordjs/ws turns close code 4004 into a bare Error with these words.
  const message = error instanceof Error ? error.message : String(error);
  if (message === 'Authentication failed') return wrongToken();
  return new GatewayError('unreachable', `The gateway could not be reached: ${message}`);
}

/**
 * discord.js logs in again half a second after a session was lost, for as long as it takes. This lets the first login of
 * a shard through and makes each further one wait longer, so that a sick session never uses up a day's logins.
 *
 * @param atOnce So many shards Discord lets log in within five seconds.
 */
function createLoginThrottler(log: Log, loginPauseMs: (count: number) => number, atOnce: number): IIdentifyThrottler {
  const spacing = new SimpleIdentifyThrottler(atOnce);
  const logins = new Map<number, { count: number; lastAtMs: number }>();
  return {
    async waitForIdentify(shardId, signal) {
      const before = logins.get(shardId);
      const forgotten = before === undefined || Date.now() - before.lastAtMs > LOGINS_FORGOTTEN_AFTER_MS;
      const count = forgotten ? 0 : before.count;
      const pauseMs = loginPauseMs(count);
      if (pauseMs > 0) {
        log.warn({ shard: shardId, pauseMs }, 'waiting before the next login');
        await sleep(pauseMs, undefined, { signal });
      }
      await spacing.waitForIdentify(shardId, signal);
      logins.set(shardId, { count: count + 1, lastAtMs: Date.now() });
    },
  };
}

/** How long a shard that has logged in `count` times within the hour waits before it does so again. */
export function buildLoginPauseMs(count: number): number {
  return count === 0 ? 0 : Math.min(FIRST_LOGIN_PAUSE_MS * 2 ** (count - 1), LONGEST_LOGIN_PAUSE_MS);
}
