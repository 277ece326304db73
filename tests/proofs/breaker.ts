/** Thousands of channels that answer 403: how many refusals leave the machine, and who still gets the day's post. */

import { createPace } from '../../src/discord/pace.ts';
import { createRest } from '../../src/discord/rest.ts';
import { createBreaker } from '../../src/posting/breaker.ts';
import { runTick } from '../../src/posting/run-tick.ts';
import { openSqliteState } from '../../src/state/sqlite.ts';
import { type Change, DEFAULT_DAILY_OPTIONS } from '../../src/state/types.ts';
import { buildLines } from '../lines/lines.ts';
import { buildContent } from '../posting/fakes.ts';
import { startLimitedDiscord } from './limited-discord.ts';
import { DAY_MS, DUE_AT_MS, postYesterday } from './yesterday.ts';

const MINUTE_MS = 60_000;
const TEN_MINUTES_MS = 10 * MINUTE_MS;

export interface BreakerOptions {
  /** Servers whose channel answers 403. */
  readonly bad: number;
  readonly healthy: number;
  /** Whether the bad ones had their post yesterday, so that nothing tells them from the healthy ones before they are asked. */
  readonly badWereProven: boolean;
  /** So long the virtual clock runs. */
  readonly minutes: number;
  /** Of the virtual clock; between two ticks nothing changes. */
  readonly stepMinutes: number;
}

export interface BreakerResult {
  readonly refusals: number;
  /** The most in any ten minutes. */
  readonly worstTenMinutes: number;
  readonly healthyPosted: number;
  /** How long after their time the last healthy one was served, in minutes. */
  readonly lastHealthyAfterMinutes: number;
  readonly suspended: number;
}

export async function runBreaker(options: BreakerOptions): Promise<BreakerResult> {
  const { bad, healthy, badWereProven, minutes, stepMinutes } = options;
  let nowMs = DUE_AT_MS;
  const isBad = (channelId: string): boolean => Number(channelId) > healthy;
  const discord = await startLimitedDiscord({
    keepsGlobalLimit: false,
    now: () => nowMs,
    trouble: ({ channelId }) =>
      channelId !== null && isBad(channelId) ? { kind: 'answer', status: 403, body: { code: 50_001, message: 'Missing Access' } } : null,
  });
  const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {}, fatal: () => {} };
  // Without the pace, because ten minutes pass in moments here; it is proven elsewhere.
  const pace = createPace({ requestsPerSecond: Number.MAX_SAFE_INTEGER, gapMs: 0 });
  const rest = createRest({ token: 'a.fake.token', apiUrl: discord.apiUrl, log: silent, pace, nowMs: () => nowMs });
  const state = openSqliteState(':memory:');
  const ids = Array.from({ length: bad + healthy }, (_, index) => String(index + 1));
  await state.saveChanges(
    ids.map((guildId): Change => {
      const plan = { channelId: guildId, time: '09:00', zone: 'Europe/Riga', nextDueAtMs: DUE_AT_MS };
      const daily = { ...DEFAULT_DAILY_OPTIONS, ...plan, enabled: true, suspendedReason: null };
      return { kind: 'set-server', guildId, patch: { daily }, byUserId: '1' };
    }),
    DUE_AT_MS - DAY_MS,
  );
  for (const guildId of ids)
    if (badWereProven || !isBad(guildId)) await postYesterday(state, { guildId, slot: 1, channelId: guildId, messageId: '1' }, false);

  const content = buildContent(buildLines(4, 4));
  const ports = {
    state,
    content: () => content,
    poster: rest,
    breaker: createBreaker(rest.refusedLately),
    buildPost: () => ({ content: 'a line' }),
    now: () => nowMs,
    log: silent,
  };
  for (; nowMs < DUE_AT_MS + minutes * MINUTE_MS; nowMs += stepMinutes * MINUTE_MS) await runTick(ports, { random: Math.random });

  const healthyAtMs = discord.messages.filter(({ channelId }) => !isBad(channelId)).map(({ madeAtMs }) => madeAtMs);
  let suspended = 0;
  for (const guildId of ids) if ((await state.loadSettings(guildId)).daily?.suspendedReason !== null) suspended += 1;
  const result = {
    refusals: discord.refusals.length,
    worstTenMinutes: countWorst(discord.refusals.map(({ atMs }) => atMs)),
    healthyPosted: healthyAtMs.length,
    lastHealthyAfterMinutes: (Math.max(...healthyAtMs) - DUE_AT_MS) / MINUTE_MS,
    suspended,
  };
  rest.close();
  await state.close();
  await discord.close();
  return result;
}

function countWorst(atMs: readonly number[]): number {
  let worst = 0;
  let first = 0;
  for (const [index, endMs] of atMs.entries()) {
    while ((atMs[first] ?? endMs) <= endMs - TEN_MINUTES_MS) first += 1;
    worst = Math.max(worst, index - first + 1);
  }
  return worst;
}
