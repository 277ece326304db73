/**
 * A PostgreSQL server of a test's own, in a temporary folder, reached over a socket in it: no port, no password, nothing installed is
 * touched. Its programs are Debian's (apt install postgresql), or whatever pg_config names.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';

const DEBIAN_FOLDER = '/usr/lib/postgresql';
const STARTED_WITHIN_MS = 20_000;
/** Postgres refuses to run as root; whoever is root runs it as one of these. */
const UNPRIVILEGED = ['postgres', 'nobody'];

export interface Cluster {
  /** The address of a database, as DATABASE_URL takes it. */
  url(database?: string): string;
  /** A new, empty database; gives its address. */
  createDatabase(): Promise<string>;
  /** Pulls the plug: no goodbye, nothing flushed. */
  kill(): Promise<void>;
  /** Starts again what was killed. */
  start(): Promise<void>;
  /** Ends the server and removes all of it. */
  stop(): Promise<void>;
}

export async function startCluster(): Promise<Cluster> {
  const programs = findPrograms();
  const identity = chooseIdentity();
  const folder = mkdtempSync(join(tmpdir(), 'nabi-pg-'));
  if (identity !== null) chownSync(folder, identity.uid, identity.gid);
  const data = join(folder, 'data');
  const runAs = { ...(identity ?? {}), cwd: folder };
  execFileSync(
    join(programs, 'initdb'),
    ['--pgdata', data, '--username', 'nabi', '--auth', 'trust', '--encoding', 'UTF8', '--locale', 'C', '--no-sync'],
    {
      ...runAs,
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );

  const url = (database = 'postgres'): string => `postgres://nabi@localhost/${database}?host=${encodeURIComponent(folder)}`;
  let databases = 0;
  let server: ChildProcess | null = null;
  const killWithTests = (): void => void server?.kill('SIGKILL');
  process.on('exit', killWithTests);

  async function start(): Promise<void> {
    // The machine does not lose its power in a test, so nothing waits for the disk; a killed server keeps what it has written.
    const settings = ['fsync=off', 'full_page_writes=off', 'listen_addresses=', `unix_socket_directories=${folder}`, 'max_connections=60'];
    for (const startedMs = performance.now(); ; ) {
      const said = await startOnce(settings, startedMs + STARTED_WITHIN_MS);
      if (said === null) return;
      // The children of a server that was killed take a moment to notice.
      if (!said.includes('still in use') || performance.now() - startedMs > STARTED_WITHIN_MS) {
        throw new Error(`Postgres ended instead of starting:\n${said}`);
      }
      await sleep(50);
    }
  }

  /** What the server said when it ended instead; null once it answers. */
  async function startOnce(settings: readonly string[], untilMs: number): Promise<string | null> {
    const started = spawn(join(programs, 'postgres'), ['-D', data, ...settings.flatMap((setting) => ['-c', setting])], {
      ...runAs,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    server = started;
    const closed = once(started, 'close');
    let said = '';
    started.stderr?.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-4_000);
    });
    while (started.exitCode === null) {
      if (await answers(url())) return null;
      if (performance.now() > untilMs) throw new Error(`Postgres did not start:\n${said}`);
      await sleep(20);
    }
    await closed;
    return said;
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    const ending = server;
    server = null;
    if (ending === null || ending.exitCode !== null || ending.signalCode !== null) return;
    const ended = once(ending, 'exit');
    ending.kill(signal);
    await ended;
  }

  async function stop(): Promise<void> {
    process.off('exit', killWithTests);
    await end('SIGQUIT');
    rmSync(folder, { recursive: true, force: true });
  }

  try {
    await start();
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url,
    async createDatabase() {
      databases += 1;
      const name = `nabi_${databases}`;
      await execute(url(), `CREATE DATABASE ${name}`);
      return url(name);
    },
    // Its children end with it, and the socket and the lock file that stay behind are taken over by the next start.
    kill: () => end('SIGKILL'),
    start,
    stop,
  };
}

/** Carries out SQL on a connection of its own and gives the rows. */
export async function execute(url: string, sql: string): Promise<unknown[]> {
  const client = new Client(url);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    await execute(url, 'SELECT 1');
    return true;
  } catch {
    return false;
  }
}

/** A test that cannot run must be seen, so this is an error and not a reason to skip. */
function findPrograms(): string {
  const folders = [readPgConfig(), ...listDebianFolders(), ...(process.env.PATH ?? '').split(delimiter)];
  const found = folders.find((folder) => folder !== null && ['initdb', 'postgres'].every((name) => existsSync(join(folder, name))));
  if (found !== undefined && found !== null) return found;
  throw new Error('These tests need PostgreSQL 15 or newer: apt-get install postgresql. Nothing of it has to run; they start their own.');
}

function readPgConfig(): string | null {
  try {
    return execFileSync('pg_config', ['--bindir'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return null;
  }
}

/** The newest version first. */
function listDebianFolders(): string[] {
  if (!existsSync(DEBIAN_FOLDER)) return [];
  const versions = readdirSync(DEBIAN_FOLDER).sort((a, b) => Number(b) - Number(a));
  return versions.map((version) => join(DEBIAN_FOLDER, version, 'bin'));
}

function chooseIdentity(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  for (const name of UNPRIVILEGED) {
    try {
      const read = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
      return { uid: read('-u'), gid: read('-g') };
    } catch {
      // The next one may be there.
    }
  }
  throw new Error(`Postgres does not run as root, and this machine has none of the users ${UNPRIVILEGED.join(', ')}.`);
}
