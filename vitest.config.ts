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

/**
 * Rooms that leave nothing behind in their process: their files share what is loaded once, which halves their time. The others start
 * programs, servers or browsers, or count what runs.
 */
const SHARED = [
  ...[
    'answer',
    'ask',
    'bot',
    'calendar',
    'care',
    'cli',
    'commands',
    'content',
    'contract',
    'discord',
    'language',
    'lines',
    'message',
    'ops',
  ],
  ...['packs', 'playground', 'posting', 'replies', 'start', 'text', 'upkeep'],
].map((room) => `tests/${room}/**/*.test.ts`);
// Far above what anything takes: a busy machine is no fault of the code.
// A larger young generation has less to copy where thousands of replies are read and let go.
const LIMITS = { testTimeout: 60_000, hookTimeout: 180_000, execArgv: ['--max-semi-space-size=64'] };

export default defineConfig({
  test: {
    // Many wait for a process or a page, and leave their core to others.
    maxWorkers: availableParallelism() + 2,
    projects: [
      { test: { ...LIMITS, name: 'shared', include: SHARED, isolate: false } },
      { test: { ...LIMITS, name: 'whole', include: ['tests/**/*.test.ts'], exclude: SHARED } },
    ],
  },
});
