/**
 * The daily post among very many servers. What an idle minute costs, what a full one does to the event loop, and what it all
 * weighs. Discord is a poster that answers at once, so only Nabi's own work is seen; the fan-out through the real limiter is
 * in fan-out.ts.
 */
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setImmediate } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { runTick } from '../src/posting/run-tick.ts';
import type { DailyPorts } from '../src/posting/types.ts';
import { openSqliteState } from '../src/state/sqlite.ts';
import { buildLines } from '../tests/lines/lines.ts';
import { buildContent } from '../tests/posting/fakes.ts';
import { withFolder } from './support/content.ts';
import { atMost, formatCount, formatMb, formatMs, type Part, percentile, type Row } from './support/figures.ts';

const MOST_FULL_MINUTE = 100_000;
const MOST_ORDINARY_MINUTE = 309;
const NINE_MS = Date.parse('2026-11-22T07:00:00Z');
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const LOOKS = 200;
const TARGETS = { dueMs: 1, heldMs: 20 } as const;

/** @param servers So many have a daily; a tenth of them at the same minute. */
export function benchDaily(servers: number): Promise<Part> {
  return withFolder(async (folder) => {
    const file = join(folder, 'state.db');
    const fullMinute = Math.min(servers / 10, MOST_FULL_MINUTE);
    const ordinaryMinute = Math.min(servers / 10, MOST_ORDINARY_MINUTE);
    await openSqliteState(file).close();
    fill(file, servers, fullMinute, ordinaryMinute);
    const state = openSqliteState(file);
    let posted = 0;
    let nowMs = NINE_MS;
    const content = buildContent(buildLines(4, 4));
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
      log: { debug: () => undefined, info: () => {}, warn: () => {}, error: () => {} },
    };
    const minute = (what: string, atMs: number): Promise<readonly Row[]> => {
      nowMs = atMs;
      return measureMinute(ports, what);
    };
    try {
      const rows: Row[] = [
        ...(await time('due query, nobody due', () => state.loadDue(NINE_MS - DAY_MS, 500))),
        ...(await time(`due query, ${ordinaryMinute} due`, () => state.loadDue(NINE_MS - MINUTE_MS, 500), TARGETS.dueMs)),
        ...(await time('whole idle tick', () => runTick({ ...ports, now: () => NINE_MS - DAY_MS }, { random: Math.random }))),
        ...(await minute(`ordinary minute, ${ordinaryMinute} due`, NINE_MS - MINUTE_MS)),
        ...(await minute(`full minute, ${formatCount(fullMinute)} due`, NINE_MS)),
        // After a night off, nothing needs the network: every post of the minute is only recorded as missed.
        ...(await minute('the same a day later after a night off', NINE_MS + DAY_MS + 7 * 60 * MINUTE_MS)),
      ];
      return { title: `Daily post, ${formatCount(servers)} servers`, rows };
    } finally {
      await state.close();
    }
  });
}

/** One tick, with what it does to the event loop and to the memory. */
async function measureMinute(ports: DailyPorts, what: string): Promise<readonly Row[]> {
  const loop = monitorEventLoopDelay({ resolution: 1 });
  // On a shared machine a hold can be somebody else's work: how much of the processor this thread had between two looks cannot.
  let longestWorkMs = 0;
  let seen = process.threadCpuUsage();
  const look = setInterval(() => {
    const used = process.threadCpuUsage(seen);
    seen = process.threadCpuUsage();
    longestWorkMs = Math.max(longestWorkMs, (used.user + used.system) / 1000);
  }, 1);
  let most = process.memoryUsage.rss();
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 100);
  const cpuBefore = process.cpuUsage();
  const startedMs = performance.now();
  loop.enable();
  const report = await runTick(ports, { random: Math.random });
  loop.disable();
  const tookS = (performance.now() - startedMs) / 1_000;
  const cpu = process.cpuUsage(cpuBefore);
  clearInterval(watch);
  clearInterval(look);
  const cpuS = (cpu.user + cpu.system) / 1e6;
  return [
    {
      what,
      figure: `${tookS.toFixed(1)} s, ${formatCount(report.posted)} posted, ${formatCount(report.missed)} missed; ${cpuS.toFixed(1)} s of CPU`,
    },
    {
      what: '  event loop held by its own work, longest',
      figure: `${formatMs(longestWorkMs)} (all that runs: p99 ${formatMs(loop.percentile(99) / 1e6)})`,
      target: atMost(longestWorkMs, TARGETS.heldMs, `${TARGETS.heldMs} ms`),
    },
    { what: '  memory at most', figure: formatMb(most) },
  ];
}

async function time(what: string, act: () => Promise<unknown>, most?: number): Promise<readonly Row[]> {
  const tookMs: number[] = [];
  for (let turn = 0; turn < LOOKS; turn += 1) {
    const startedMs = performance.now();
    await act();
    tookMs.push(performance.now() - startedMs);
  }
  const middle = percentile(tookMs, 0.5);
  const figure = `${formatMs(middle)}, p99 ${formatMs(percentile(tookMs, 0.99))}`;
  return [{ what, figure, ...(most === undefined ? {} : { target: atMost(middle, most, `${most} ms`) }) }];
}

/** A tenth is due at nine, a few hundred the minute before, the rest at other minutes of the day. */
function fill(path: string, servers: number, fullMinute: number, ordinaryMinute: number): void {
  const db = new Database(path);
  db.pragma('synchronous = OFF');
  const due = `CASE WHEN n <= ${fullMinute} THEN ${NINE_MS} WHEN n <= ${fullMinute + ordinaryMinute} THEN ${NINE_MS - MINUTE_MS}
    ELSE ${NINE_MS + 60 * MINUTE_MS} + (n % 900) * ${MINUTE_MS} END`;
  const numbers = `WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ${servers})`;
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
