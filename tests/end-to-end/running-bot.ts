/**
 * Nabi as it runs, and everything it prints: in a process of its own, started as an operator starts it, or, where the test is not about
 * the process, in that of the test. No test waits a fixed time: each waits for a line, for the fake Discord or for the end, and fails with
 * the whole output.
 */
import { spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { levels } from 'pino';
import { expect } from 'vitest';
import { z } from 'zod';
import { createLog } from '../../src/log.ts';
import { startBot as runBot } from '../../src/start/bot.ts';
import { readStartEnv } from '../../src/start/environment.ts';
import { createLife } from '../../src/start/life.ts';
import type { FakeDiscord } from '../support/fake-discord.ts';
import { contentOfPacks } from '../support/made-once.ts';

export const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));
/** Many times what a start takes, for machines that have much else to do. */
const PATIENCE_MS = 20_000;
/** Keeps what Node compiled between the many starts, which halves the time of each; vitest.config.ts names the folder. */
export const QUICK_START = { NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE };
/** Counts as a secret in the log by its value alone; its parts are in the shape of no real token. */
export const TOKEN = 'canary-token.must-never.be-printed-anywhere';

/** Tests ask faster than any person, so no limit holds where a test does not set one. */
const NO_LIMIT = { NABI_LIMIT_PERSON: '0', NABI_LIMIT_SERVER: '0' };

/** The levels as numbers, so that a test can ask for a level and above. */
const LogLine = z.looseObject({
  level: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal']).transform((word) => levels.values[word] ?? 0),
  msg: z.string(),
});
/** `port` is 0 where interactions come in by the gateway, which needs none. */
const ReadyLine = z.looseObject({
  msg: z.literal('ready'),
  port: z.number().default(0),
  opsPort: z.number(),
  registered: z.boolean(),
});

export type LogLine = z.infer<typeof LogLine>;

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface Bot {
  /** All of stdout and stderr so far, as it came. */
  output(): string;
  /** The lines of the log so far; whatever else is printed is left out. */
  lines(): LogLine[];
  /** Resolves with the first line of that message, also when it is there already. */
  waitForLine(message: string | RegExp): Promise<LogLine>;
  /** Resolves with the line that says the bot is ready, which names the ports. */
  ready(): Promise<z.infer<typeof ReadyLine>>;
  /**
   * To the process, or, started through npm, to npm's whole process group, as a terminal or systemd would. A bot in the test's own process
   * knows SIGTERM and SIGINT.
   */
  signal(name: NodeJS.Signals): void;
  /** Sends SIGTERM; resolves with how the process ended and after how many milliseconds. */
  stop(): Promise<Ended & { readonly tookMs: number }>;
  readonly ended: Promise<Ended>;
}

export interface StartOptions {
  /** The environment, beside what every process needs to run at all. Nothing of the tester's own environment gets in. */
  readonly env: Readonly<Record<string, string>>;
  /** `npm start` itself, in a process group of its own, or Node directly, as Docker and systemd do. */
  readonly by?: 'npm' | 'node';
  /** No file it writes may be larger, as on a disk that is full. */
  readonly largestFileBytes?: number;
}

/** What each that still runs is ended with after the test. */
const running = new Map<Bot, NodeJS.Signals>();
const everStarted: Bot[] = [];
const folders: string[] = [];

/** An empty folder, for packs or for the very first start, that is gone after the test. */
export function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'nabi-'));
  folders.push(folder);
  return folder;
}

/** A folder for NABI_HOME whose content.db is there, as at every start but the first. */
export function makeHome(): string {
  const home = makeFolder();
  copyFileSync(contentOfPacks(), join(home, 'content.db'));
  return home;
}

/** The environment that points Nabi at the fake Discord. */
export function envFor(discord: FakeDiscord, home: string): Record<string, string> {
  return { DISCORD_TOKEN: TOKEN, DISCORD_API_URL: discord.apiUrl, NABI_HOME: home, NABI_PORT: '0', NABI_OPS_PORT: '0' };
}

export function startBot({ env, by = 'node', largestFileBytes }: StartOptions): Bot {
  const command = by === 'npm' ? ['npm', 'start'] : [process.execPath, 'src/main.ts'];
  const limit = `ulimit -f ${Math.ceil((largestFileBytes ?? 0) / 512)} && exec "$0" "$@"`;
  const [program = '', ...args] = largestFileBytes === undefined ? command : ['/bin/sh', '-c', limit, ...command];
  const { PATH, HOME } = process.env;
  const child = spawn(program, args, {
    cwd: REPOSITORY,
    env: { PATH, HOME, ...(by === 'npm' ? {} : QUICK_START), ...NO_LIMIT, ...env },
    detached: by === 'npm',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${program} could not be started`);

  const said = collectOutput();
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', said.add);
  // "close" comes after the last output, "exit" may come before.
  child.once('close', (code, signal) => said.end({ code, signal }));
  return follow(said, 'SIGKILL', (name) => {
    if (child.exitCode === null && child.signalCode === null) process.kill(by === 'npm' ? -pid : pid, name);
  });
}

/** The same bot without a process of its own: for what a bot does, which has nothing to do with how its process lives and ends. */
export function startHere({ env: given }: Pick<StartOptions, 'env'>): Bot {
  const read = readStartEnv({ record: { ...NO_LIMIT, ...given }, file: join(given.NABI_HOME ?? '', '.env'), needsToken: true });
  if (!read.ok || read.env.token === null) throw new Error(`No bot is started with ${JSON.stringify(read)}.`);
  const { env } = read;
  const { token } = read.env;
  const said = collectOutput();
  const log = createLog({ level: env.logLevel, secrets: [token, env.databaseUrl], pretty: false, write: said.add });
  const life = createLife(log, (code) => said.end({ code, signal: null }));
  runBot({ ...env, token }, log, life).catch((error: unknown) => life.endBecause(error, 'could not start'));
  return follow(said, 'SIGTERM', (name) => life.onSignal(name));
}

type Output = ReturnType<typeof collectOutput>;

/** What comes of a bot until its end, which it may come to once. */
function collectOutput() {
  let text = '';
  let over: Ended | null = null;
  const watchers = new Set<() => void>();
  const ended = Promise.withResolvers<Ended>();
  const notify = (): void => {
    for (const watcher of [...watchers]) watcher();
  };
  return {
    text: () => text,
    ended: ended.promise,
    add(more: string): void {
      if (over !== null) return;
      text += more;
      notify();
    },
    end(how: Ended): void {
      over ??= how;
      notify();
      ended.resolve(over);
    },
    waitFor<T>(what: string, find: () => T | undefined): Promise<T> {
      return new Promise((resolve, reject) => {
        const settle = (act: () => void): void => {
          clearTimeout(timer);
          watchers.delete(look);
          act();
        };
        const look = (): void => {
          const found = find();
          if (found !== undefined) settle(() => resolve(found));
          else if (over !== null) settle(() => reject(new Error(`ended with ${JSON.stringify(over)} before ${what}:\n${text}`)));
        };
        const timer = setTimeout(() => settle(() => reject(new Error(`no ${what} within ${PATIENCE_MS} ms:\n${text}`))), PATIENCE_MS);
        watchers.add(look);
        look();
      });
    },
  };
}

function follow({ text, ended, waitFor }: Output, endsWith: NodeJS.Signals, signal: Bot['signal']): Bot {
  const bot: Bot = {
    output: text,
    // What stands after the last line break is not yet a line.
    lines: () => text().split('\n').slice(0, -1).flatMap(readLine),
    waitForLine: (message) =>
      waitFor(`the line ${String(message)}`, () =>
        bot.lines().find(({ msg }) => (typeof message === 'string' ? msg === message : message.test(msg))),
      ),
    ready: async () => ReadyLine.parse(await bot.waitForLine('ready')),
    signal,
    async stop() {
      const startedMs = performance.now();
      bot.signal('SIGTERM');
      const end = await bot.ended;
      return { ...end, tookMs: performance.now() - startedMs };
    },
    ended,
  };
  running.set(bot, endsWith);
  void ended.then(() => running.delete(bot));
  everStarted.push(bot);
  return bot;
}

/**
 * Ends what a test left running and looks through everything all processes printed: the token must be nowhere, nor what
 * allows answering in the bot's name. For `afterEach`.
 *
 * @param secrets Others than the token.
 */
export async function endBots(secrets: readonly string[] = []): Promise<void> {
  const left = [...running];
  for (const [bot, signal] of left) bot.signal(signal);
  await Promise.all(left.map(([bot]) => bot.ended));
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  for (const bot of everStarted.splice(0)) {
    for (const secret of [TOKEN, ...secrets]) expect(bot.output()).not.toContain(secret);
    expect(bot.output()).not.toMatch(/aW50ZXJhY3Rpb24\d/);
  }
}

/** For `failNext`: keeps the answer to a request back, and tells when the request has come. */
export function holdRequest() {
  const arrived = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  const failure = {
    kind: 'wait' as const,
    /** Asked for when the request comes. */
    get until(): Promise<void> {
      arrived.resolve();
      return released.promise;
    },
  };
  return { failure, arrived: arrived.promise, release: released.resolve };
}

/** A port nobody listens on, for what does not say which port it chose. */
export async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return address.port;
}

function readLine(text: string): LogLine[] {
  if (!text.startsWith('{')) return [];
  const read = LogLine.safeParse(JSON.parse(text));
  return read.success ? [read.data] : [];
}
