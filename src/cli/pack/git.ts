/** Git, run so that it ends in time, fills no disk, asks nobody anything and goes by nobody’s settings. */
import { spawn } from 'node:child_process';
import { lstatSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal } from '../refusal.ts';

export interface FetchLimits {
  /** How long fetching may take. */
  readonly timeoutMs: number;
  /** All files together, unpacked. */
  readonly bytes: number;
  readonly files: number;
  readonly fileBytes: number;
}

export const MB = 1024 * 1024;
/** Of whoever says none. */
export const LIMITS: FetchLimits = { timeoutMs: 60_000, bytes: 32 * MB, files: 4_000, fileBytes: MB };
/** What git keeps beside the files it checks out. */
const GIT_SHARE = 4;
const LOOK_EVERY_MS = 250;
const INTERRUPTS = ['SIGINT', 'SIGTERM'] as const;
/** How this machine reaches others: a proxy, and whom it trusts. All else of git's environment is left out. */
const WAY_OUT = [
  'https_proxy',
  'HTTPS_PROXY',
  'all_proxy',
  'ALL_PROXY',
  'no_proxy',
  'NO_PROXY',
  'GIT_SSL_CAINFO',
  'GIT_SSL_CAPATH',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
];

/** @param folder what git may fill. @throws Refusal with what git says, in plain words. */
export function runGit(folder: string, args: readonly string[], address: string, limits: FetchLimits): Promise<string> {
  return new Promise((resolvePromise, reject) => {
    const stopping = (sentence: string) => {
      why ??= sentence;
      end();
      stopAll(git.pid);
    };
    // Whoever stops the command stops git too, which is in a group of its own.
    const interrupted = (signal: NodeJS.Signals) => {
      end();
      stopAll(git.pid);
      rmSync(folder, { recursive: true, force: true });
      process.kill(process.pid, signal);
    };
    let why: string | undefined;
    const git = spawn('git', args, {
      cwd: folder,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      // Nobody is asked for a password, and nobody's own settings or hooks count.
      env: {
        ...Object.fromEntries(WAY_OUT.map((name) => [name, process.env[name]])),
        PATH: process.env.PATH,
        HOME: folder,
        GIT_TERMINAL_PROMPT: '0',
        GIT_ASKPASS: 'true',
        SSH_ASKPASS: 'true',
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_CONFIG_GLOBAL: '/dev/null',
        GIT_LFS_SKIP_SMUDGE: '1',
        LC_ALL: 'C',
      },
    });
    let out = '';
    let told = '';
    git.stdout.on('data', (data: Buffer) => (out += data.toString()));
    git.stderr.on('data', (data: Buffer) => (told = (told + data.toString()).slice(-2_000)));
    const late = setTimeout(
      () => stopping(`${address} was not there within ${limits.timeoutMs / 1000} seconds. Try again later.`),
      limits.timeoutMs,
    );
    const looking = setInterval(() => {
      if (sizeOf(folder) > limits.bytes * GIT_SHARE) stopping(`${address} is bigger than packs may be (${limits.bytes / MB} MB).`);
    }, LOOK_EVERY_MS);
    const end = () => {
      clearTimeout(late);
      clearInterval(looking);
      for (const signal of INTERRUPTS) process.off(signal, interrupted);
    };
    for (const signal of INTERRUPTS) process.once(signal, interrupted);
    git.once('error', (error) => {
      end();
      if (why === undefined && 'code' in error && error.code === 'ENOENT')
        why = 'git is not installed here. Install it, or add the pack as a .zip file.';
      reject(new Refusal(why ?? error.message));
    });
    git.once('close', (code) => {
      end();
      if (code === 0 && why === undefined) resolvePromise(out);
      else
        reject(
          new Refusal(
            why ??
              `${address} cannot be fetched: ${firstFault(told)}. ${adviseTrust(told, 'GIT_SSL_CAINFO') ?? 'See that it is public and written as its page has it.'}`,
          ),
        );
    });
  });
}

/** Git with what it has started: the one that fetches would wait on for whoever is silent. */
function stopAll(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

/** What git says first of what went wrong; the rest is advice about other things. */
function firstFault(text: string): string {
  const fault = /^fatal: (.*?)\.?$/m.exec(text)?.[1];
  return fault ?? (text.trim().split('\n').at(-1) || 'git says nothing');
}

/** What is there now: 0 where git clears away just then what it could not fetch. */
function sizeOf(folder: string): number {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' }).reduce(
      (bytes, name) => bytes + (lstatSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0),
      0,
    );
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 0;
    throw error;
  }
}

/** What to do where a machine does not trust the certificate of another; undefined where it was something else. */
export function adviseTrust(why: string, variable: string): string | undefined {
  return /certificate/i.test(why) ? `Where that certificate is to be trusted, ${variable} names a file that holds it.` : undefined;
}
