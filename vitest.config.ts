import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

// The process runs in UTC, as the bot does; zones are tested by name.
process.env.TZ = 'UTC';
// Hundreds of processes are started, and Node need not compile the same program for each. Of each user their own.
process.env.NODE_COMPILE_CACHE ??= join(tmpdir(), `nabi-compile-cache-${userInfo().uid}`);
// What is the same for all files of a run; tests/support/made-once.ts.
const once = mkdtempSync(join(tmpdir(), 'nabi-once-'));
// Postgres runs as another user than root.
chmodSync(once, 0o711);
process.env.MADE_ONCE = once;
process.once('exit', () => rmSync(once, { recursive: true, force: true }));

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    // Far above what anything takes: a busy machine is no fault of the code.
    testTimeout: 60_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 30_000 } },
    // The files of a process share what is loaded once: none leaves anything behind in it.
    isolate: false,
    // Many wait for a process or a page, and leave their core to others.
    maxWorkers: availableParallelism() + 2,
    // A larger young generation has less to copy where thousands of replies are read and let go.
    execArgv: ['--max-semi-space-size=64'],
  },
});
