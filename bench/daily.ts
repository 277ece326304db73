/**
 * `npm run bench:daily`: one million servers in the state. What an idle minute costs, what a full one does to the event loop,
 * and what it all weighs. Discord is a poster that answers at once, so only Nabi's own work is seen.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setImmediate } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { runTick } from '../src/daily/tick.ts';
import type { DailyPorts } from '../src/daily/types.ts';
import { openSqliteState } from '../src/state/sqlite.ts';
import { buildContent } from '../tests/daily/fakes.ts';
import { buildLines } from '../tests/daily/lines.ts';

const SERVERS = Number(process.argv[2] ?? 1_000_000);
const FULL_MINUTE = Math.min(SERVERS / 10, 100_000);
const ORDINARY_MINUTE = Math.min(SERVERS / 10, 309);
const NINE_MS = Date.parse('2026-11-22T07:00:00Z');
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const LOOKS = 200;

const folder = mkdtempSync(join(tmpdir(), 'nabi-bench-'));
const file = join(folder, 'state.db');
await openSqliteState(file).close();
fill(file);

const state = openSqliteState(file);
const silent = { info: () => {}, warn: () => {}, error: () => {} };
const content = buildContent(buildLines(4, 4));
let posted = 0;
let nowMs = NINE_MS;
const ports: DailyPorts = {
  state,
  content: () => content,
  poster: {
    async postMessage() {
      await setImmediate();
      posted += 1;
      return { ok: true, messageId: String(posted) };
    },
  },
  buildPost: ({ quote }) => ({ content: quote.text }),
  now: () => nowMs,
  log: silent,
};

const print = (what: string, figure: string): void => void process.stdout.write(`${what.padEnd(58)}${figure}\n`);
const megabytes = (): number => Math.round(process.memoryUsage.rss() / 1024 / 1024);

print('servers', new Intl.NumberFormat('en').format(SERVERS));
print('memory with the state open', `${megabytes()} MB`);
print('due query, nobody due', await time(LOOKS, () => state.loadDue(NINE_MS - DAY_MS, 500)));
print('whole idle tick', await time(LOOKS, () => runTick({ ...ports, now: () => NINE_MS - DAY_MS }, { random: Math.random })));

await measureMinute(`ordinary minute, ${ORDINARY_MINUTE} due`, NINE_MS - MINUTE_MS);
await measureMinute(`full minute, ${FULL_MINUTE} due`, NINE_MS);
// After a night off, nothing needs the network: every post of the minute is only recorded as missed.
await measureMinute(`the same a day later after a night off`, NINE_MS + DAY_MS + 7 * 60 * MINUTE_MS);

await state.close();
rmSync(folder, { recursive: true, force: true });

/** One tick, with what it does to the event loop and to the memory. */
async function measureMinute(what: string, atMs: number): Promise<void> {
  nowMs = atMs;
  const loop = monitorEventLoopDelay({ resolution: 1 });
  // On a shared machine a hold can be somebody else's work: how much of the processor this thread had between two looks cannot.
  let longestWorkMs = 0;
  let seen = process.threadCpuUsage();
  const look = setInterval(() => {
    const used = process.threadCpuUsage(seen);
    seen = process.threadCpuUsage();
    longestWorkMs = Math.max(longestWorkMs, (used.user + used.system) / 1000);
  }, 1);
  let most = megabytes();
  const watch = setInterval(() => {
    most = Math.max(most, megabytes());
  }, 100);
  const cpuBefore = process.cpuUsage();
  const startedMs = performance.now();
  loop.enable();
  const report = await runTick(ports, { random: Math.random });
  loop.disable();
  const tookMs = performance.now() - startedMs;
  const cpu = process.cpuUsage(cpuBefore);
  clearInterval(watch);
  clearInterval(look);
  const hold = (ns: number): string => `${(ns / 1e6).toFixed(1)} ms`;
  print(what, `${(tookMs / 1000).toFixed(1)} s, ${report.posted} posted, ${report.missed} missed`);
  print('  CPU', `${((cpu.user + cpu.system) / 1e6).toFixed(1)} s`);
  print('  event loop held, p99 / p99.9 / longest', [loop.percentile(99), loop.percentile(99.9), loop.max].map(hold).join(' / '));
  print('  of that by its own work, longest', `${longestWorkMs.toFixed(1)} ms`);
  print('  memory at most', `${most} MB`);
}

async function time(times: number, act: () => Promise<unknown>): Promise<string> {
  const tookMs: number[] = [];
  for (let turn = 0; turn < times; turn += 1) {
    const startedMs = performance.now();
    await act();
    tookMs.push(performance.now() - startedMs);
  }
  tookMs.sort((a, b) => a - b);
  return `median ${tookMs[times >> 1]?.toFixed(3)} ms, p99 ${tookMs[Math.floor(times * 0.99)]?.toFixed(3)} ms`;
}

/** A tenth is due at nine, a few hundred the minute before, the rest at other minutes of the day. */
function fill(path: string): void {
  const db = new Database(path);
  db.pragma('synchronous = OFF');
  const due = `CASE WHEN n <= ${FULL_MINUTE} THEN ${NINE_MS} WHEN n <= ${FULL_MINUTE + ORDINARY_MINUTE} THEN ${NINE_MS - MINUTE_MS}
    ELSE ${NINE_MS + 60 * MINUTE_MS} + (n % 900) * ${MINUTE_MS} END`;
  const numbers = `WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ${SERVERS})`;
  const id = 'CAST(900000000000000000 + n AS TEXT)';
  db.exec(`
    BEGIN;
    ${numbers} INSERT INTO servers (guild_id, updated_at_ms) SELECT ${id}, 0 FROM numbers;
    ${numbers} INSERT INTO dailies (guild_id, enabled, channel_id, time, zone, next_due_at_ms)
      SELECT ${id}, 1, ${id}, '09:00', 'Europe/Riga', ${due} FROM numbers;
    COMMIT;
    PRAGMA wal_checkpoint(TRUNCATE);`);
  db.close();
}
