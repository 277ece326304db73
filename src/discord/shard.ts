/**
 * One connection to Discord's gateway, kept for as long as it takes. The connection, its logins, heartbeats and resumes are those of
 * @discordjs/ws, the part of discord.js that speaks to the gateway. discord.js itself is not loaded: its Client makes objects of every
 * dispatch, of which Nabi needs one kind, and what it cannot digest ends the process.
 *
 * Around the library stands what it leaves open. Each frame is looked at first: what is not as Discord describes it, and what nobody
 * needs, goes no further. Why a connection ended is told in Discord's words. A gateway that is sick is asked more and more seldom.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import {
  DefaultWebSocketManagerOptions,
  type SessionInfo,
  WebSocketShard,
  WebSocketShardEvents,
  WebSocketShardStatus,
} from '@discordjs/ws';
import { GatewayCloseCodes, GatewayDispatchEvents, GatewayOpcodes } from 'discord-api-types/v10';
import { z } from 'zod';
import { growPauseMs } from '../pause.ts';
import { parseJson } from './wire.ts';

/** Until HELLO after connecting, and until READY after logging in. */
const PATIENCE_MS = 30_000;
/** Between the tries to connect, for as long as none gets as far as a session. */
const PAUSE = { firstMs: 500, longestMs: 60_000 };
/** After so many failures the address of the session may be the trouble; the first one is asked again. */
const FAILURES_OF_AN_ADDRESS = 3;

/** Trying again with the same token and the same shards can help with none of these. */
const ENDS_FOR_GOOD: ReadonlySet<number> = new Set([
  GatewayCloseCodes.AuthenticationFailed,
  GatewayCloseCodes.InvalidShard,
  GatewayCloseCodes.ShardingRequired,
  GatewayCloseCodes.InvalidAPIVersion,
  GatewayCloseCodes.InvalidIntents,
  GatewayCloseCodes.DisallowedIntents,
]);
/** Closing with 1000 or 1001 would end the session. */
const CLOSE_AND_COME_BACK = 4_900;
const CLOSE_FOR_GOOD = 1_000;
/** With this the library closes a connection whose heartbeats are not answered. */
const CLOSED_AS_DEAD = 4_200;
/** No word of goodbye came. */
const ABNORMAL = 1_006;
/** Whoever does not answer a closing for so long is cut off. */
const CLOSING_GRACE_MS = 1_000;

const GatewayFrame = z.compile(z.object({ op: z.int(), t: z.unknown().optional(), s: z.unknown().optional(), d: z.unknown().optional() }));
const Hello = z.object({ heartbeat_interval: z.number().min(100).max(3_600_000) });
const Ready = z.object({
  session_id: z.string().min(1),
  resume_gateway_url: z
    .url({ protocol: /^wss?$/ })
    .nullable()
    .catch(null),
  user: z.object({ username: z.string() }).nullable().catch(null),
  guilds: z.array(z.unknown()).catch([]),
});

/** What the library's connection is known to have; it belongs to the package `ws`. */
interface Socket {
  close(code: number): void;
  terminate(): void;
  prependListener(event: 'close', listener: (code: number, reason: Buffer) => void): void;
}

export interface ShardInfo {
  /** Empty where Discord did not say. */
  readonly botName: string;
  readonly serverCount: number;
}

export interface ShardOptions {
  readonly id: number;
  readonly count: number;
  readonly token: string;
  /** Where a session begins, `wss://…`. */
  readonly url: string;
  /** Resolves when this shard may log in. */
  readonly waitForLogin: (signal: AbortSignal) => Promise<void>;
  /** Given what INTERACTION_CREATE holds, whatever that is. */
  readonly onInteraction: (wire: unknown) => void;
  /** A session began. */
  readonly onSession: (info: ShardInfo) => void;
  /** There is a connection with a session: a new one, or the one from before taken up again. */
  readonly onConnected: () => void;
  /** The connection is gone, or could not be made; another try follows. */
  readonly onBroken: (reason: string) => void;
  /** Discord ended it for good; no other try follows. */
  readonly onEnded: (code: number) => void;
  /** Something came that is not as Discord describes it, and was left alone; told once for each connection. */
  readonly onOdd: (what: string) => void;
}

export interface Shard {
  /** Ends it for good. */
  close(): Promise<void>;
}

/** Connects, and goes on until it is closed or ended for good. */
export function startShard(options: ShardOptions): Shard {
  let session: SessionInfo | null = null;
  let failures = 0;
  let isClosing = false;
  let isUp = false;
  let reason = '';
  let hasGreeted = false;
  let hasLeft = false;
  let saidOdd = false;

  const shard = new WebSocketShard(
    {
      options: {
        ...DefaultWebSocketManagerOptions,
        token: options.token,
        intents: 0,
        shardCount: options.count,
        helloTimeout: PATIENCE_MS,
        readyTimeout: PATIENCE_MS,
        gatewayInformation: {
          url: options.url,
          shards: options.count,
          session_start_limit: { total: 1, remaining: 1, reset_after: 0, max_concurrency: 1 },
        },
      },
      async retrieveSessionInfo() {
        if (shard.status === WebSocketShardStatus.Idle) await waitToConnect();
        return session !== null && failures > FAILURES_OF_AN_ADDRESS ? { ...session, resumeURL: options.url } : session;
      },
      updateSessionInfo(_, info) {
        session = info;
      },
      waitForIdentify: (_, signal) => options.waitForLogin(signal),
    },
    options.id,
  );

  /** The library asks for the session before each try to connect, and would try twice a second. */
  async function waitToConnect(): Promise<void> {
    hasGreeted = false;
    hasLeft = false;
    saidOdd = false;
    reason = '';
    const pauseMs = failures === 0 ? 0 : buildReconnectPauseMs(failures - 1) * (0.5 + Math.random() / 2);
    failures += 1;
    if (pauseMs > 0) await sleep(pauseMs, undefined, { ref: !isClosing });
    // Nobody may connect again who was closed meanwhile; there is no other way to tell the library.
    if (isClosing) await new Promise<never>(() => undefined);
  }

  /** Lets the connection end as if Discord had closed it, which the library takes more safely than being told to end it itself. */
  function leave(why: string): void {
    reason ||= why;
    hasLeft = true;
    const socket = socketOf(shard);
    socket?.close(CLOSE_AND_COME_BACK);
    setTimeout(() => socket?.terminate(), CLOSING_GRACE_MS).unref();
  }

  function noteOdd(what: string): void {
    if (!saidOdd) options.onOdd(what);
    saidOdd = true;
  }

  /** What the library is given of a frame; null for nothing at all. */
  function admit(parsed: unknown): object | null {
    if (hasLeft) return null;
    const frame = GatewayFrame.safeParse(parsed);
    if (!frame.success) {
      noteOdd('a frame that is none');
      return null;
    }
    const { op, t, s, d } = frame.data;
    switch (op) {
      case GatewayOpcodes.Dispatch:
        return admitDispatch(t, typeof s === 'number' ? s : 0, d);
      case GatewayOpcodes.Hello:
        return admitHello(d);
      case GatewayOpcodes.Heartbeat:
      case GatewayOpcodes.HeartbeatAck:
        return { op, d: null };
      case GatewayOpcodes.Reconnect:
        leave('Discord asked to connect anew');
        return null;
      case GatewayOpcodes.InvalidSession:
        if (d !== true) session = null;
        leave('Discord declared the session invalid');
        return null;
      default:
        noteOdd(`opcode ${op}`);
        return null;
    }
  }

  function admitHello(d: unknown): object | null {
    const hello = Hello.safeParse(d);
    if (hasGreeted) noteOdd('a second HELLO');
    else if (!hello.success) leave('its HELLO was none');
    if (hasGreeted || !hello.success) return null;
    hasGreeted = true;
    socketOf(shard)?.prependListener('close', (code, said) => {
      reason ||= describeClose(code, said.toString());
    });
    return { op: GatewayOpcodes.Hello, d: hello.data };
  }

  /** Everything but the course of the session and interactions counts as having come, and is not looked at. */
  function admitDispatch(t: unknown, s: number, d: unknown): object | null {
    if (t === GatewayDispatchEvents.Resumed) return { op: GatewayOpcodes.Dispatch, t, s, d: null };
    if (t !== GatewayDispatchEvents.Ready) {
      // The library would note the same, by two promises and an event for nobody.
      if (session !== null && s > session.sequence) session = { ...session, sequence: s };
      if (t === GatewayDispatchEvents.InteractionCreate) options.onInteraction(d);
      return null;
    }
    const ready = Ready.safeParse(d);
    if (!ready.success) {
      leave('its READY was none');
      return null;
    }
    const { session_id, resume_gateway_url, user, guilds } = ready.data;
    options.onSession({ botName: user?.username ?? '', serverCount: guilds.length });
    return { op: GatewayOpcodes.Dispatch, t, s, d: { session_id, resume_gateway_url: resume_gateway_url ?? options.url } };
  }

  function goUp(): void {
    isUp = true;
    failures = 0;
    options.onConnected();
  }

  shard.on(WebSocketShardEvents.Ready, goUp);
  shard.on(WebSocketShardEvents.Resumed, goUp);
  shard.on(WebSocketShardEvents.Error, ({ error }) => {
    reason ||= error.message;
  });
  shard.on(WebSocketShardEvents.Closed, ({ code }) => {
    const wasUp = isUp;
    isUp = false;
    if (isClosing) return;
    if (ENDS_FOR_GOOD.has(code)) options.onEnded(code);
    else options.onBroken(reason || (wasUp || hasGreeted ? describeClose(code, '') : describeMissed(code)));
  });
  readFrames(shard, admit);
  // It goes on trying whatever this says, and the events above tell of it.
  shard.connect().catch(() => undefined);

  return {
    async close() {
      isClosing = true;
      const socket = socketOf(shard);
      setTimeout(() => socket?.terminate(), CLOSING_GRACE_MS).unref();
      await shard.destroy({ code: CLOSE_FOR_GOOD });
    },
  };
}

/** At most so long a shard waits that could not connect `failures` times more than once in a row; at least half of it. */
export function buildReconnectPauseMs(failures: number): number {
  return growPauseMs(failures, PAUSE);
}

/**
 * Reads frames in the library's place, at once where it would wait several times, and gives it what `admit` lets through. The library has
 * no place for that, so this is a method of its own that is private to it; tests/faults/odd-discord.test.ts tells when a new version no
 * longer has it.
 */
function readFrames(shard: WebSocketShard, admit: (parsed: unknown) => object | null): void {
  if (typeof Reflect.get(shard, 'unpackMessage') !== 'function') {
    throw new TypeError('@discordjs/ws reads frames in another way than this was made for');
  }
  // Nothing else than JSON was asked for.
  Reflect.set(shard, 'unpackMessage', (data: unknown) => admit(typeof data === 'string' ? parseJson(data) : null));
}

function socketOf(shard: WebSocketShard): Socket | null {
  const socket: unknown = Reflect.get(shard, 'connection');
  return isSocket(socket) ? socket : null;
}

function isSocket(value: unknown): value is Socket {
  return typeof value === 'object' && value !== null && 'close' in value && 'terminate' in value && 'prependListener' in value;
}

function describeMissed(code: number): string {
  return code === ABNORMAL ? 'it could not be reached' : describeClose(code, '');
}

function describeClose(code: number, said: string): string {
  if (code === CLOSED_AS_DEAD) return 'its heartbeats were not answered';
  const name = GatewayCloseCodes[code];
  return [`closed with code ${code}`, ...(name === undefined ? [] : [name]), ...(said === '' ? [] : [said])].join(', ');
}
