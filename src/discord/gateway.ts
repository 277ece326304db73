/**
 * Interactions over the gateway, without a single intent: they arrive all the same. As many shards as Discord recommends, all here, each a
 * connection of @discordjs/ws (shard.ts); the rest of discord.js is not loaded.
 */
import { type APIInteraction, GatewayCloseCodes } from 'discord-api-types/v10';
import type { Answer, Answered } from '../answer/types.ts';
import type { Log } from '../log.ts';
import { isPassing } from './application.ts';
import type { Callbacks } from './callback.ts';
import { GatewayError } from './gateway-error.ts';
import { createLoginPace } from './login-pace.ts';
import type { DiscordRest } from './rest.ts';
import { type Shard, startShard } from './shard.ts';
import { createShardLog } from './shard-log.ts';
import { createUsed } from './used.ts';
import { isInteraction } from './wire.ts';

/** Logins never spent by starting again and again: Discord resets the token of a bot that uses up its 1,000 a day. */
const LOGINS_KEPT = 20;
/** After a break Discord sends again what it is not sure arrived; an interaction is good for 15 minutes. */
const MAY_COME_AGAIN_MS = 15 * 60_000;

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
 * Logs in and resolves when every shard is ready, however long that takes. Rejects with a `GatewayError`; it never logs in when so few
 * logins are left that a restart loop could use them up.
 */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { rest, log } = options;
  const address = await rest.loadGatewayAddress();
  if (!address.ok) {
    if (address.failure.status === 401) throw wrongToken();
    const kind = isPassing(address.failure.status) ? 'unreachable' : 'unexpected';
    throw new GatewayError(kind, `Discord could not be asked for the gateway at ${options.apiUrl}: ${address.failure.message}`);
  }
  const { url, shards: count, loginsLeft, loginsAtOnce, loginsResetAfterMs } = address.value;
  if (loginsLeft < count + LOGINS_KEPT) {
    const minutes = Math.ceil(loginsResetAfterMs / 60_000);
    throw new GatewayError(
      'logins-used-up',
      `Only ${loginsLeft} logins are left for today, so none is spent: Discord resets the token when they run out. Start again in ${minutes} minutes.`,
    );
  }

  const pace = createLoginPace({ atOnce: loginsAtOnce, log, ...(options.loginPauseMs ? { pauseMs: options.loginPauseMs } : {}) });
  const isNew = createUsed(MAY_COME_AGAIN_MS, () => performance.now());
  const connections = createShardLog(log);
  const ready = new Set<number>();
  const everyReady = Promise.withResolvers<void>();
  let underWay = 0;
  const idle = Promise.withResolvers<void>();
  let closing = false;
  let lost = false;
  let botName = '';
  let serverCount = 0;

  function respond(wire: unknown): void {
    if (!isInteraction(wire)) {
      log.error({}, 'the gateway delivered an interaction that is none; it was left alone');
      return;
    }
    const { id, token } = wire;
    if (!isNew(id)) {
      log.warn({ interaction: id }, 'the gateway delivered an interaction a second time; it was left alone');
      return;
    }
    void postOnce({ id, token }, options.answer(wire));
  }

  /** Is not given the interaction itself, which would stay in memory for as long as Discord takes to receive the answer. */
  async function postOnce(interaction: Pick<APIInteraction, 'id' | 'token'>, answered: Answered | Promise<Answered>): Promise<void> {
    underWay += 1;
    try {
      await options.callbacks.post(interaction, await answered);
    } catch (err) {
      log.error({ interaction: interaction.id, err }, 'an interaction was left without an answer');
    }
    underWay -= 1;
    if (closing && underWay === 0) idle.resolve();
  }

  function noteEnd(code: number): void {
    if (closing || lost) return;
    lost = true;
    const error = describeEnd(code);
    if (ready.size === count) options.onLost(error);
    else everyReady.reject(error);
  }

  function start(id: number): Shard {
    return startShard({
      id,
      count,
      token: options.token,
      url,
      waitForLogin: (signal) => pace(id, signal),
      onInteraction(wire) {
        if (!closing) respond(wire);
      },
      onSession(info) {
        botName = info.botName;
        if (!ready.has(id)) serverCount += info.serverCount;
      },
      onConnected() {
        ready.add(id);
        connections.noteConnection(id);
        if (ready.size === count) everyReady.resolve();
      },
      onBroken(reason) {
        if (!closing) connections.noteBreak(id, reason);
      },
      onEnded: noteEnd,
      onOdd: (what) => log.warn({ shard: id, what }, 'the gateway sent something that is not as Discord describes it; it was left alone'),
    });
  }

  const shards = Array.from({ length: count }, (_, id) => start(id));
  const closeAll = () => Promise.all(shards.map((shard) => shard.close()));
  try {
    await everyReady.promise;
  } catch (error) {
    closing = true;
    await closeAll();
    throw error;
  }

  return {
    readyInfo: { botName, serverCount, shardCount: count },
    isConnected: () => !closing && !lost && connections.isWhole(),
    async close() {
      closing = true;
      if (underWay > 0) await idle.promise;
      await closeAll();
    },
  };
}

function wrongToken(): GatewayError {
  return new GatewayError(
    'wrong-token',
    'Discord does not accept DISCORD_TOKEN. Copy it again from the Bot page of https://discord.com/developers/applications.',
  );
}

function describeEnd(code: number): GatewayError {
  if (code === GatewayCloseCodes.AuthenticationFailed) return wrongToken();
  return new GatewayError('refused', `Discord closed the gateway for good with code ${code} (${GatewayCloseCodes[code] ?? 'unknown'}).`);
}
