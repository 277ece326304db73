/** Rounds of killing the bot while it posts, and the count of what came of it. */
import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import { showDate } from '../../src/language/show.ts';
import { buildPostMark } from '../../src/lines/plan.ts';
import { placeOfPerson } from '../../src/state/own-daily.ts';
import { DEFAULT_DAILY_OPTIONS } from '../../src/state/types.ts';
import { startCluster } from '../support/postgres.ts';
import type { Orders } from './kill-child.ts';
import { type Asked, startLimitedDiscord, type Trouble } from './limited-discord.ts';
import { openRoundState } from './round-state.ts';
import { DUE_AT_MS, postYesterday } from './yesterday.ts';

const CHILD = fileURLToPath(new URL('./kill-child.ts', import.meta.url));
const SERVERS = 8;
/** People with a daily of their own, in direct messages, due in the same minute. */
const PEOPLE = ['40', '41', '42', '43'];
const MINUTE_MS = 60_000;
const NOTHING_FOLLOWS = { opensThread: false, crossposts: false, pins: false } as const;
const SIX_HOURS_MS = 6 * 60 * MINUTE_MS;
/** Longest real time of one life; a healthy one needs a second or two. */
const LONGEST_LIFE_MS = 60_000;
/** How long the bot is away: within the nonce's memory, at its edge, far beyond it. Together never near the six hours. */
const AWAY_MS = [0, 5_000, 20_000, 60_000, 140_000, 160_000, 10 * MINUTE_MS, 60 * MINUTE_MS];

type End = z.infer<typeof Orders>['end'];

/** The exact steps between two writes and around the request, each of which some round dies at. */
const ENDS: readonly NonNullable<End>[] = (['claimDelivery', 'saveDelivery', 'saveFollowUp', 'postMessage'] as const).flatMap((step) =>
  ([1, 2, 4] as const).flatMap((call) => (['before', 'after'] as const).map((when) => ({ step, call, when }))),
);

export interface RoundResult {
  readonly kills: number;
  readonly requests: number;
  readonly doubles: number;
  /** Posts that did not come although the bot was back in time. */
  readonly lost: number;
  /** Threads, publications or pins that are missing. */
  readonly withoutFollowUp: number;
  /** Channels in which yesterday's post is pinned as well. */
  readonly pinnedTwice: number;
  /** Posts that are there but of which the ledger does not know. */
  readonly unknown: number;
  /** What Discord and the ledger have of each post that is not as it has to be, to find out from. */
  readonly troubles: readonly string[];
}

/**
 * One round: sixteen posts of eight servers, four of them threads in forums, and four in direct messages, due in one minute; the bot dies at an exact step, at a random moment, on the arrival of a request
 * and right after Discord made a message, and is started again after a while each time; the last life may end by itself.
 *
 * @param store empty: a folder for SQLite, or the address of a Postgres database.
 */
export async function runKillRound(round: number, store: string): Promise<RoundResult> {
  const random = createRandom(round + 1);
  let clockMs = DUE_AT_MS;
  let child: ChildProcess | null = null;
  /** Ends the child when it has come down to 0. */
  let arrivalsLeft = Number.POSITIVE_INFINITY;
  let makingsLeft = Number.POSITIVE_INFINITY;

  const discord = await startLimitedDiscord({
    // The bot's six hours pass in seconds here, in which a channel would take five messages.
    ...{ keepsGlobalLimit: false, keepsChannelLimit: false },
    now: () => clockMs,
    trouble(asked) {
      arrivalsLeft -= 1;
      if (arrivalsLeft === 0) child?.kill('SIGKILL');
      return chooseTrouble(asked, random);
    },
    onMade({ path }) {
      if (!/\/\d+\/(messages|threads)$/.test(path) || path.includes('/messages/')) return;
      makingsLeft -= 1;
      if (makingsLeft === 0) child?.kill('SIGKILL');
    },
  });

  async function live(end: End, killAfterMs: number | null): Promise<boolean> {
    const orders = { store, apiUrl: discord.apiUrl, clockMs, untilMs: DUE_AT_MS + SIX_HOURS_MS + 10 * MINUTE_MS, end };
    const started = fork(CHILD, [JSON.stringify(orders)], {
      env: { ...process.env, TZ: 'UTC' },
      execArgv: [],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    child = started;
    started.on('message', (message) => {
      clockMs = Math.max(clockMs, Number(message));
    });
    const timer = setTimeout(() => started.kill('SIGKILL'), killAfterMs ?? LONGEST_LIFE_MS);
    const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve) =>
      started.once('exit', (...how) => resolve(how)),
    );
    clearTimeout(timer);
    child = null;
    if (signal === null && code !== 0) throw new Error(`the bot ended with code ${code} in round ${round}`);
    if (signal !== null && killAfterMs === null && end === null && arrivalsLeft > 0 && makingsLeft > 0) {
      throw new Error(`the bot was not done in time in round ${round}`);
    }
    return signal !== null;
  }

  try {
    await setUp(store, discord);
    const away = (): number => AWAY_MS[Math.floor(random() * AWAY_MS.length)] ?? 0;
    let kills = 0;
    const lives: readonly (() => Promise<boolean>)[] = [
      () => live(ENDS[round % ENDS.length] ?? null, null),
      () => live(null, 150 + Math.floor(random() * 500)),
      () => {
        if (round % 2 === 0) arrivalsLeft = 1 + Math.floor(random() * SERVERS);
        else makingsLeft = 1 + Math.floor(random() * SERVERS);
        return live(null, null);
      },
    ];
    for (const life of lives) {
      if (await life()) kills += 1;
      clockMs += away();
    }
    arrivalsLeft = Number.POSITIVE_INFINITY;
    makingsLeft = Number.POSITIVE_INFINITY;
    if (await live(null, null)) throw new Error(`the last life did not end by itself in round ${round}`);
    return { kills, requests: discord.arrivalsMs.length, ...(await judge(store, discord)) };
  } finally {
    await discord.close();
  }
}

async function setUp(store: string, { pins }: Discord): Promise<void> {
  const state = await openRoundState(store);
  for (let server = 1; server <= SERVERS; server += 1) {
    const plan = { time: '09:00', zone: 'Europe/Riga', nextDueAtMs: DUE_AT_MS };
    const [daily = null, ...moreDailies] = listPosts(server).map((post) => {
      const wants = {
        opensThread: post.opensThread,
        crossposts: post.crossposts,
        place: post.place,
        slot: post.slot,
        pins: post.pins,
        style: 'text' as const,
      };
      return { ...DEFAULT_DAILY_OPTIONS, ...wants, ...plan, channelId: post.channelId, enabled: true, suspendedReason: null };
    });
    const patch = { daily, moreDailies };
    await state.saveChanges([{ kind: 'set-server', guildId: String(server), patch, byUserId: '1' }], DUE_AT_MS - MINUTE_MS);
    for (const { slot, channelId } of listPosts(server).filter((post) => post.pins)) {
      const messageId = `77${server}${slot}`;
      await postYesterday(state, { guildId: String(server), slot, channelId, messageId }, true);
      pins.set(channelId, new Set([messageId]));
    }
  }
  for (const userId of PEOPLE) {
    const plan = { time: '09:00', zone: 'Europe/Riga', nextDueAtMs: DUE_AT_MS, style: 'text' as const, suspendedReason: null };
    const daily = { ...DEFAULT_DAILY_OPTIONS, ...plan, enabled: true, channelId: placeOfPerson(userId) };
    const settings = { titleId: 'drama', locale: 'en-US', daily };
    await state.saveChanges([{ kind: 'set-own-daily', userId, settings }], DUE_AT_MS - MINUTE_MS);
  }
  await state.close();
}

/** What a server has at the same minute: one or two posts in one channel, and in every second server a thread in a forum. */
function listPosts(server: number) {
  const [isSecond, isForth] = [server % 2 === 0, server % 4 === 0];
  const inChannel = { channelId: String(server), place: 'channel' as const };
  return [
    { slot: 1, ...inChannel, opensThread: isSecond, crossposts: isForth, pins: !isForth },
    ...(isSecond ? [] : [{ slot: 2, ...inChannel, ...NOTHING_FOLLOWS }]),
    ...(isSecond ? [{ slot: 3, channelId: String(100 + server), place: 'forum' as const, ...NOTHING_FOLLOWS }] : []),
  ];
}

type Discord = Awaited<ReturnType<typeof startLimitedDiscord>>;

async function judge(store: string, { messages, pins: pinned }: Discord): Promise<Omit<RoundResult, 'kills' | 'requests'>> {
  const state = await openRoundState(store);
  let doubles = 0;
  let lost = 0;
  let withoutFollowUp = 0;
  let unknown = 0;
  let pinnedTwice = 0;
  const troubles: string[] = [];
  const inDirectMessages = { slot: 1, ...NOTHING_FOLLOWS };
  const places = [
    ...Array.from({ length: SERVERS }, (_, index) => ({ guildId: String(index + 1), posts: listPosts(index + 1) })),
    ...PEOPLE.map((userId) => ({ guildId: placeOfPerson(userId), posts: [{ ...inDirectMessages, channelId: `9${userId}` }] })),
  ];
  for (const { guildId, posts } of places) {
    const deliveries = await state.loadDeliveries(guildId, 10);
    for (const { slot, channelId, opensThread, crossposts, pins } of posts) {
      const before = doubles + lost + withoutFollowUp + unknown + pinnedTwice;
      const mark = buildPostMark('2026-11-22', slot);
      const made = messages.filter((one) => one.channelId === channelId && one.customIds.some((id) => id.split('|').includes(mark)));
      doubles += Math.max(0, made.length - 1);
      if (made.length === 0) lost += 1;
      else if (deliveries.find((delivery) => delivery.slot === slot)?.messageId !== made[0]?.id) unknown += 1;
      if (opensThread && made.every(({ thread }) => thread !== showDate('en-US', '2026-11-22'))) withoutFollowUp += 1;
      if (crossposts && made.every(({ crossposted }) => !crossposted)) withoutFollowUp += 1;
      if (pins && made.every(({ id }) => pinned.get(channelId)?.has(id) !== true)) withoutFollowUp += 1;
      if (pins && (pinned.get(channelId)?.size ?? 0) > 1) pinnedTwice += 1;
      if (before === doubles + lost + withoutFollowUp + unknown + pinnedTwice) continue;
      const followUps = (await state.loadFollowUps(guildId, 10)).filter((followUp) => followUp.slot === slot);
      const inLedger = deliveries.filter((delivery) => delivery.slot === slot);
      troubles.push(JSON.stringify({ made, pinned: [...(pinned.get(channelId) ?? [])], inLedger, followUps }));
    }
  }
  await state.close();
  return { doubles, lost, withoutFollowUp, pinnedTwice, unknown, troubles };
}

/** A third of all posts goes wrong in one way or another, and a tenth of the looks for one. */
function chooseTrouble({ method }: Asked, random: () => number): Trouble | null {
  const roll = random();
  if (method === 'GET') return roll < 0.1 ? { kind: 'drop' } : null;
  if (roll < 0.08) return { kind: 'answer', status: 503, body: { message: 'upstream error' } };
  if (roll < 0.16) return { kind: 'done-then-drop' };
  if (roll < 0.21) return { kind: 'done-then-silence' };
  if (roll < 0.25) return { kind: 'drop' };
  if (roll < 0.33) {
    const headers = { 'retry-after': '0.02', 'x-ratelimit-scope': 'user' };
    return { kind: 'answer', status: 429, body: { message: 'You are being rate limited.', retry_after: 0.02, global: false }, headers };
  }
  return null;
}

/** The same numbers for the same seed (mulberry32), so that a round that fails can be run again. */
function createRandom(seed: number): () => number {
  let bits = seed * 0x9e3779b9;
  return () => {
    bits = (bits + 0x6d2b79f5) | 0;
    let mixed = Math.imul(bits ^ (bits >>> 15), 1 | bits);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Runs rounds on SQLite side by side, as many as there are hands. */
export function runKillRounds(rounds: number, hands: number): Promise<readonly RoundResult[]> {
  return runRounds(rounds, hands, async (round) => {
    const folder = mkdtempSync(join(tmpdir(), 'nabi-kill-'));
    try {
      return await runKillRound(round, folder);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
}

/** The same rounds on Postgres. */
export async function runKillRoundsOnPostgres(rounds: number, hands: number): Promise<readonly RoundResult[]> {
  const cluster = await startCluster();
  try {
    return await runRounds(rounds, hands, async (round) => runKillRound(round, await cluster.createDatabase()));
  } finally {
    await cluster.stop();
  }
}

async function runRounds(rounds: number, hands: number, runOne: (round: number) => Promise<RoundResult>): Promise<readonly RoundResult[]> {
  const results: RoundResult[] = [];
  let next = 0;
  await Promise.all(
    Array.from({ length: hands }, async () => {
      while (next < rounds) {
        const round = next;
        next += 1;
        results.push(await runOne(round));
      }
    }),
  );
  return results;
}
