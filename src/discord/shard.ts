/**
 * One connection to Discord's gateway, kept for as long as it takes: made, logged in or taken up again, kept alive, made anew.
 * https://docs.discord.com/developers/events/gateway
 *
 * Own code over `ws`, because no library does what is needed here: what Nabi has no use for is never looked at, what is not as Discord
 * describes it ends neither the process nor the session, why a connection ended is told in Discord's words, and a gateway that is sick
 * is asked more and more seldom.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { GatewayCloseCodes, GatewayDispatchEvents, GatewayOpcodes } from 'discord-api-types/v10';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { USER_AGENT } from './user-agent.ts';

const API = 'v=10&encoding=json';
const HANDSHAKE_TIMEOUT_MS = 15_000;
/** Until HELLO after connecting, and until READY after logging in. */
const PATIENCE_MS = 30_000;
/** A READY of many servers is by far the largest frame. */
const LARGEST_FRAME_BYTES = 32 * 1024 * 1024;
/** Between the tries to connect: doubled from the first value up to the second for as long as none gets as far as a session. */
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 60_000;
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
/** The session is over too: the next connection logs in. */
const ENDS_SESSION: ReadonlySet<number> = new Set([
  1_000,
  1_001,
  GatewayCloseCodes.NotAuthenticated,
  GatewayCloseCodes.InvalidSeq,
  GatewayCloseCodes.SessionTimedOut,
]);
/** Closing with 1000 or 1001 would end the session. */
const CLOSE_AND_COME_BACK = 4_900;
const CLOSE_FOR_GOOD = 1_000;
/** Whoever does not answer a closing for so long is cut off. */
const CLOSING_GRACE_MS = 1_000;

const Frame = z.object({ op: z.int(), t: z.unknown().optional(), s: z.unknown().optional(), d: z.unknown().optional() });
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

export interface SessionInfo {
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
  readonly onSession: (info: SessionInfo) => void;
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

interface Session {
  readonly id: string;
  readonly url: string;
  sequence: number | null;
}

/** How a connection ended. */
interface Ending {
  readonly code: number;
  readonly reason: string;
  /** It had got as far as a session. */
  readonly wasUp: boolean;
}

/** Connects, and goes on until it is closed or ended for good. */
export function startShard(options: ShardOptions): Shard {
  const closing = new AbortController();
  let session: Session | null = null;
  let failures = 0;
  let socket: WebSocket | null = null;

  function connect(): Promise<Ending> {
    const resumes = session !== null;
    const address = session !== null && failures < FAILURES_OF_AN_ADDRESS ? session.url : options.url;
    const connection = new WebSocket(buildAddress(address), {
      headers: { 'user-agent': USER_AGENT },
      handshakeTimeout: HANDSHAKE_TIMEOUT_MS,
      maxPayload: LARGEST_FRAME_BYTES,
    });
    socket = connection;
    const over = new AbortController();
    let wasUp = false;
    let ownReason = '';
    let hasLeft = false;
    let isAlive = true;
    let saidOdd = false;
    let beat: NodeJS.Timeout | undefined;
    let patience = setTimeout(() => leave('no HELLO came'), HANDSHAKE_TIMEOUT_MS + PATIENCE_MS);

    function leave(reason: string): void {
      ownReason ||= reason;
      hasLeft = true;
      closeSoon(connection, CLOSE_AND_COME_BACK);
    }

    function send(op: GatewayOpcodes, d: unknown): void {
      if (connection.readyState === WebSocket.OPEN) connection.send(JSON.stringify({ op, d }));
    }

    function heartbeat(): void {
      if (!isAlive) leave('its heartbeats were not answered');
      isAlive = false;
      send(GatewayOpcodes.Heartbeat, session?.sequence ?? null);
    }

    function noteOdd(what: string): void {
      if (!saidOdd) options.onOdd(what);
      saidOdd = true;
    }

    async function greet({ heartbeat_interval: everyMs }: z.infer<typeof Hello>): Promise<void> {
      clearTimeout(patience);
      beat = setTimeout(() => {
        heartbeat();
        beat = setInterval(heartbeat, everyMs);
      }, everyMs * Math.random());
      if (session !== null) {
        send(GatewayOpcodes.Resume, { token: options.token, session_id: session.id, seq: session.sequence });
      } else {
        await options.waitForLogin(over.signal);
        const properties = { os: process.platform, browser: 'nabi', device: 'nabi' };
        send(GatewayOpcodes.Identify, { token: options.token, properties, intents: 0, shard: [options.id, options.count] });
      }
      patience = setTimeout(() => leave(resumes ? 'no RESUMED came' : 'no READY came'), PATIENCE_MS);
    }

    function goUp(): void {
      wasUp = true;
      failures = 0;
      clearTimeout(patience);
      options.onConnected();
    }

    function begin(d: unknown): void {
      const ready = Ready.safeParse(d);
      if (!ready.success) {
        leave('its READY was none');
        return;
      }
      const { session_id, resume_gateway_url, user, guilds } = ready.data;
      session = { id: session_id, url: resume_gateway_url ?? options.url, sequence: null };
      options.onSession({ botName: user?.username ?? '', serverCount: guilds.length });
      goUp();
    }

    /** Everything else Discord tells of is not looked at. */
    function dispatch({ t, s, d }: z.infer<typeof Frame>): void {
      if (t === GatewayDispatchEvents.Ready) begin(d);
      else if (t === GatewayDispatchEvents.Resumed) goUp();
      else if (t === GatewayDispatchEvents.InteractionCreate) options.onInteraction(d);
      if (session !== null && typeof s === 'number' && s > (session.sequence ?? 0)) session.sequence = s;
    }

    function obey({ op, d }: z.infer<typeof Frame>): void {
      if (op === GatewayOpcodes.Heartbeat) send(GatewayOpcodes.Heartbeat, session?.sequence ?? null);
      else if (op === GatewayOpcodes.HeartbeatAck) isAlive = true;
      else if (op === GatewayOpcodes.Reconnect) leave('Discord asked to connect anew');
      else if (op === GatewayOpcodes.InvalidSession) {
        if (d !== true) session = null;
        leave('Discord declared the session invalid');
      } else if (op === GatewayOpcodes.Hello && beat === undefined) {
        const hello = Hello.safeParse(d);
        if (hello.success) greet(hello.data).catch((error: unknown) => leave(`the login failed: ${String(error)}`));
        else leave('its HELLO was none');
      } else noteOdd(`opcode ${op}`);
    }

    function receive(bytes: Buffer): void {
      if (hasLeft) return;
      const frame = Frame.safeParse(parseJson(bytes));
      if (!frame.success) noteOdd('a frame that is none');
      else if (frame.data.op === GatewayOpcodes.Dispatch) dispatch(frame.data);
      else obey(frame.data);
    }

    return new Promise((resolve) => {
      connection.on('message', (data) => receive(Buffer.isBuffer(data) ? data : Buffer.from(String(data))));
      // What keeps a connection from being made comes as an error, and the closing after it.
      connection.on('error', ({ message }) => {
        ownReason ||= message;
      });
      connection.once('close', (code, said) => {
        over.abort();
        clearTimeout(patience);
        clearTimeout(beat);
        if (ENDS_SESSION.has(code)) session = null;
        resolve({ code, reason: ownReason || describeClose(code, said.toString()), wasUp });
      });
    });
  }

  async function goOn(): Promise<void> {
    while (!closing.signal.aborted) {
      const { code, reason, wasUp } = await connect();
      if (closing.signal.aborted) return;
      if (ENDS_FOR_GOOD.has(code)) {
        options.onEnded(code);
        return;
      }
      options.onBroken(reason);
      const pauseMs = buildReconnectPauseMs(failures);
      if (!wasUp) failures += 1;
      await sleep(pauseMs * (0.5 + Math.random() / 2), undefined, { signal: closing.signal }).catch(() => undefined);
    }
  }

  const running = goOn();
  return {
    async close() {
      closing.abort();
      if (socket !== null) closeSoon(socket, CLOSE_FOR_GOOD);
      await running;
    },
  };
}

/** At most so long a shard waits that could not connect `failures` times in a row; at least half of it. */
export function buildReconnectPauseMs(failures: number): number {
  return Math.min(FIRST_PAUSE_MS * 2 ** failures, LONGEST_PAUSE_MS);
}

function closeSoon(connection: WebSocket, code: number): void {
  connection.close(code);
  setTimeout(() => connection.terminate(), CLOSING_GRACE_MS).unref();
}

function buildAddress(url: string): string {
  return `${url}${url.includes('?') ? '&' : '?'}${API}`;
}

function describeClose(code: number, said: string): string {
  const name = GatewayCloseCodes[code];
  return [`closed with code ${code}`, ...(name === undefined ? [] : [name]), ...(said === '' ? [] : [said])].join(', ');
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return null;
  }
}
