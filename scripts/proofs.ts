/**
 * `npm run proofs`: the promises at full size, about the daily post and about whatever may be typed, each with its figure. About fifteen minutes on two cores;
 * `npm run proofs -- kill fan-out` runs only those named.
 */
import { spawnSync } from 'node:child_process';
import { availableParallelism, loadavg } from 'node:os';
import { runSimulate } from '../src/cli/simulate.ts';
import { runBreaker } from '../tests/proofs/breaker.ts';
import { runConstellation } from '../tests/proofs/constellation.ts';
import { type FanOutResult, runFanOut } from '../tests/proofs/fan-out.ts';
import { type RoundResult, runKillRounds, runKillRoundsOnPostgres } from '../tests/proofs/kill-rounds.ts';
import { runSettingsKills } from '../tests/proofs/settings-rounds.ts';

const KILL_ROUNDS = 200;
const KILL_ROUNDS_ON_POSTGRES = 40;
const SETTINGS_KILLS = 100;
const FAN_OUT_SERVERS = 2_500;
const FAN_OUT_RUNS = 3;
const CONSTELLATION_ASKS = 1_000;
const HEALTHY = 500;
const BAD = 20_000;
/** Discord's limit is 10,000; ours is a tenth. */
const MOST_REFUSALS = 1_000;
const MUTATED = 10_000;
const SLOWEST_INTERACTION_MS = 100;
const MOST_OVER_LIMIT = 1.07;
const MOST_AFTER_A_REFUSAL = 2;

const failures: string[] = [];

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Says a figure and whether it is as it has to be. */
function judge(what: string, figure: string | number, ok: boolean): void {
  say(`${ok ? 'ok  ' : 'FAIL'} ${what}: ${figure}`);
  if (!ok) failures.push(what);
}

function judgeNone(what: string, count: number): void {
  judge(what, count, count === 0);
}

/** A test that goes a part of its ways in `npm test`, made to go them all. */
function runWhole(file: string, what: string, variables: Readonly<Record<string, string>> = { WHOLE_WAYS: '1' }): void {
  const { status } = spawnSync('npx', ['vitest', 'run', file], { env: { ...process.env, ...variables }, stdio: 'inherit' });
  judge(what, `exit code ${status}`, status === 0);
}

function judgeKills(store: string, results: readonly RoundResult[]): void {
  const sum = (pick: (result: RoundResult) => number): number => results.reduce((total, result) => total + pick(result), 0);
  say(`${store}: ${results.length} rounds, ${sum(({ kills }) => kills)} kills, ${sum(({ requests }) => requests)} requests`);
  const troubles = [
    ['doubled posts', 'doubles'],
    ['lost posts', 'lost'],
    ['missing threads, publications and pins', 'withoutFollowUp'],
    ['yesterday’s post pinned as well', 'pinnedTwice'],
    ['posts the ledger does not know', 'unknown'],
  ] as const;
  for (const [what, name] of troubles)
    judgeNone(
      what,
      sum((result) => result[name]),
    );
  for (const trouble of results.flatMap((result) => result.troubles)) say(`     ${trouble}`);
}

const PROOFS: Readonly<Record<string, () => Promise<void>>> = {
  async simulate() {
    const code = await runSimulate(['--days', '730', '--zones', 'all'], process);
    judge('every zone, every date, one post', `exit code ${code}`, code === 0);
  },

  async kill() {
    judgeKills('SQLite', await runKillRounds(KILL_ROUNDS, availableParallelism()));
    judgeKills('Postgres', await runKillRoundsOnPostgres(KILL_ROUNDS_ON_POSTGRES, availableParallelism()));
  },

  async settings() {
    const { kills, writes, lost, torn, damaged } = await runSettingsKills(SETTINGS_KILLS, Math.random);
    say(`${kills} kills, ${writes} writes that were said to be on disk`);
    judgeNone('kills after which such a write was gone', lost);
    judgeNone('kills after which a change was half there', torn);
    judgeNone('kills after which integrity_check found something', damaged);
  },

  async 'fan-out'() {
    for (let run = 1; run <= FAN_OUT_RUNS; run += 1) {
      const result = await runFanOut({ servers: FAN_OUT_SERVERS });
      say(`run ${run}: ${describe(result)}`);
      const { slidingSecond, clockSecond, tokenBucket } = result.readings;
      judgeNone('429s', result.refused);
      judge(
        'above 50 a second (sliding, clock, bucket)',
        `${slidingSecond}, ${clockSecond}, ${tokenBucket}`,
        slidingSecond + clockSecond + tokenBucket === 0,
      );
      judge('channels with a post', result.channels, result.channels === FAN_OUT_SERVERS && result.posts === FAN_OUT_SERVERS);
      judge('time over N/50', result.overLimit.toFixed(3), result.overLimit <= MOST_OVER_LIMIT);
      judge(
        'interactions meanwhile, p99',
        `${result.p99Ms.toFixed(0)} ms`,
        result.p99Ms < SLOWEST_INTERACTION_MS && result.unanswered === 0,
      );
    }
  },

  async refusal() {
    const once = await runFanOut({ servers: 500, refusesRequest: 233, refusedForS: 2 });
    judge('after a 429 for everything, more of them', once.refused, once.refused <= MOST_AFTER_A_REFUSAL);
    const locked = await runFanOut({ servers: 500, refusesRequest: 233, refusedForS: 2, locksOut: true });
    judge(
      'the same where Discord refuses everything meanwhile, sent after the first was known',
      locked.refused - locked.underWay,
      locked.refused === locked.underWay,
    );
    say(`     under way at that moment, and refused as well: ${locked.underWay}`);
    judge('and every channel had its post', locked.channels, locked.channels === 500 && locked.posts === 500);
  },

  async mutated() {
    const seed = process.env.MUTATED_SEED ?? Math.floor(Math.random() * 2 ** 32);
    runWhole('tests/proofs/mutated.test.ts', `${MUTATED} interactions changed at random, four times, seed ${seed}`, {
      MUTATED_COUNT: String(MUTATED),
      MUTATED_SEED: String(seed),
    });
  },

  async replies() {
    runWhole('tests/replies/recorded.test.ts', 'every reply and every daily post is what was recorded');
    runWhole('tests/commands/every-reply.test.ts', 'what holds for every reply, whoever asks, wherever');
    runWhole('tests/contract/replies.test.ts', 'every reply is one that Discord describes');
  },

  async spoilers() {
    runWhole('tests/commands/every-episode.test.ts', 'nothing later told at any episode, to all or to one');
    runWhole('tests/commands/every-language.test.ts', 'nothing later told in any language and style, to all or to one');
    runWhole('tests/commands/translated.test.ts', 'whatever has no translation says so, in every language');
  },

  async quiz() {
    runWhole('tests/commands/quiz.test.ts', 'a thousand questions, each with one right answer of four');
  },

  async lines() {
    runWhole('tests/lines/pick.test.ts', 'ten years of lines, for three servers');
  },

  async page() {
    runWhole('tests/playground/accessibility.test.ts', 'axe finds no fault in the page, each state at four widths, light and dark');
  },

  async 'hostile-text'() {
    runWhole('tests/faults/hostile-text.test.ts', 'every hostile text in every place and language, within the steps an answer may take');
  },

  async breaker() {
    const fresh = await runBreaker({ bad: BAD, healthy: HEALTHY, badWereProven: false, minutes: 11, stepMinutes: 1 });
    say(`${BAD} channels that answer 403 and never took a post, ${HEALTHY} healthy ones`);
    judge('refusals in the worst ten minutes', fresh.worstTenMinutes, fresh.worstTenMinutes < MOST_REFUSALS);
    judge(
      'healthy servers posted at their time',
      fresh.healthyPosted,
      fresh.healthyPosted === HEALTHY && fresh.lastHealthyAfterMinutes === 0,
    );
    const sudden = await runBreaker({ bad: BAD, healthy: HEALTHY, badWereProven: true, minutes: 360, stepMinutes: 5 });
    say(`${BAD} that took yesterday's post and answer 403 today, so that nothing tells them from the ${HEALTHY} healthy ones`);
    judge('refusals in the worst ten minutes', sudden.worstTenMinutes, sudden.worstTenMinutes < MOST_REFUSALS);
    judge('healthy servers posted within six hours', sudden.healthyPosted, sudden.healthyPosted === HEALTHY);
    say(`     the last of them after ${sudden.lastHealthyAfterMinutes} minutes; ${sudden.suspended} suspended`);
  },

  async constellation() {
    const result = await runConstellation({ servers: FAN_OUT_SERVERS, interactions: CONSTELLATION_ASKS, askEveryMs: 100 });
    const { slidingSecond, clockSecond, tokenBucket } = result.readings;
    say(
      `${result.servers} servers due, 2 web and 2 worker processes, 1 Postgres; the poster killed at a third, the database at two thirds`,
    );
    judgeNone('doubled posts', result.doubles);
    judge('servers without their post', result.servers - result.posted, result.posted === result.servers);
    judgeNone('deliveries the ledger does not know as confirmed', result.unconfirmed);
    judgeNone('429s', result.refused);
    judge(
      'above 50 a second (sliding, clock, bucket)',
      `${slidingSecond}, ${clockSecond}, ${tokenBucket}`,
      slidingSecond + clockSecond + tokenBucket === 0,
    );
    say(
      `     time over N/50: ${result.overLimit.toFixed(2)} (${result.seconds.toFixed(1)} s; 95 % after ${result.nearlyAllS.toFixed(1)} s)`,
    );
    say(
      `     another worker posted ${result.takeoverS.toFixed(1)} s after the kill; posts left again ${result.resumedS.toFixed(1)} s after the database was back`,
    );
    judge(
      'interactions answered by each replica',
      result.answeredBy.join(' + '),
      result.asked === CONSTELLATION_ASKS && result.unanswered === 0,
    );
    say(
      `     p50 ${result.p50Ms.toFixed(0)} ms, p99 ${result.p99Ms.toFixed(0)} ms; ${result.answeredWithoutDatabase} of them while the database was away`,
    );
    say(
      `     ${result.pressed} presses of the test button, p50 ${result.pressP50Ms.toFixed(0)} ms; ${result.tested} test posts came of them`,
    );
    for (const [error, count] of Object.entries(result.errors)) say(`     the log: ${count} × ${error}`);
  },
};

function describe({ servers, seconds, interactions, p50Ms, longestHoldMs, p99HoldMs }: FanOutResult): string {
  const load = (loadavg()[0] ?? 0).toFixed(1);
  return `${servers} servers in ${seconds.toFixed(1)} s; ${interactions} interactions, p50 ${p50Ms.toFixed(0)} ms; event loop p99 ${p99HoldMs.toFixed(0)} ms, longest ${longestHoldMs.toFixed(0)} ms; machine load ${load}`;
}

process.env.TZ = 'UTC';
const named = process.argv.slice(2);
const unknown = named.filter((name) => !Object.hasOwn(PROOFS, name));
if (unknown.length > 0) {
  process.stderr.write(`There is no proof “${unknown.join(', ')}”. There are: ${Object.keys(PROOFS).join(', ')}.\n`);
  process.exit(2);
}
for (const [name, prove] of Object.entries(PROOFS)) {
  if (named.length > 0 && !named.includes(name)) continue;
  const startedMs = performance.now();
  say(`\n# ${name}`);
  await prove();
  say(`     ${((performance.now() - startedMs) / 1_000).toFixed(1)} s`);
}
say(failures.length === 0 ? '\nEverything holds.' : `\nDoes not hold: ${failures.join('; ')}.`);
process.exitCode = failures.length === 0 ? 0 : 1;
