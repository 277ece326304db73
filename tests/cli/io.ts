/** A terminal that keeps what is written to it. */
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { CliIo } from '../../src/cli/io.ts';
import { contentOfPacks, PACKS } from '../support/made-once.ts';

export interface RecordingIo extends CliIo {
  readonly out: () => string;
  readonly err: () => string;
}

const home = mkdtempSync(join(tmpdir(), 'nabi-cli-'));
copyFileSync(contentOfPacks(), join(home, 'content.db'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

export function createIo({ env = {}, stdin = '' }: { readonly env?: CliIo['env']; readonly stdin?: string } = {}): RecordingIo {
  const written = { out: '', err: '' };
  return {
    stdout: {
      write: (text) => {
        written.out += text;
      },
    },
    stderr: {
      write: (text) => {
        written.err += text;
      },
    },
    stdin: (async function* () {
      yield stdin;
    })(),
    env: { NABI_HOME: home, NABI_PACKS: PACKS, ...env },
    out: () => written.out,
    err: () => written.err,
  };
}

/** What a subcommand prints, with its exit code. */
export async function runCli(
  run: (args: readonly string[], io: CliIo) => Promise<number>,
  args: readonly string[],
  options: Parameters<typeof createIo>[0] = {},
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  const io = createIo(options);
  return { code: await run(args, io), out: io.out(), err: io.err() };
}
