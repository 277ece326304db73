/**
 * `nabi simulate`: the proof that no zone's calendar costs a day. A clock that is not real runs through years of dates in
 * every zone, in each a server with as many daily posts as it may have; the bot's own arithmetic says when each post is due, and another
 * calendar (Intl, not Temporal) says on which local date the minute tick then falls.
 */
import { availableParallelism } from 'node:os';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { daySpan, nextDue } from '../calendar/clock.ts';
import { listZones, resolveZone } from '../calendar/zones.ts';
import { isTooLate } from '../posting/lateness.ts';
import { EXIT_DONE, EXIT_PROBLEM } from './io.ts';
import { refuseWords, subcommand } from './refusal.ts';
import { simulatePosts } from './simulate-posts.ts';
import { FLAG, readDate, readWhole, readWords, TEXT, textOr } from './words.ts';

const USAGE = `Usage: nabi simulate [--days 730] [--zones all|Europe/Riga,…] [--from 2026-11-22] [--json]
Runs a virtual clock through the dates of each zone and counts the daily posts on each.
       nabi simulate --posts [--days 365] [--from 2026-11-22] [--title id] [--locale ko]
Prints the daily posts of a server that set nothing but a channel, as its members would read them, and counts those that came twice.
`;

/** As many daily posts as a server can have: midnight, a little after, in most gaps and repeated hours, the usual hour, the last minute. */
const TIMES = ['00:00', '00:30', '02:30', '09:00', '23:59'] as const;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** On every so manieth date the post is asked for at once, in the first minute of the date. */
const ASKED_EVERY = 10;
const MOST_DAYS = 36_500;
const MOST_NAMED = 10;

/** `from` is the first local date, "2026-11-22". */
const Course = z.object({ zones: z.array(z.string()), from: z.string(), days: z.int() });
type Course = z.infer<typeof Course>;

/** "Europe/Riga 02:30 2027-03-28" for each date without a post, and for each post beyond the first of a date. */
const Tally = z.object({ posts: z.int(), missed: z.array(z.string()), doubled: z.array(z.string()) });
type Tally = z.infer<typeof Tally>;

/** Exit codes: 0 each local date had exactly one post, 1 one had none or two, 2 wrong usage. */
export const runSimulate = subcommand(USAGE, async (args, io) => {
  if (args.includes('--posts')) return simulatePosts(args, io);
  const { json, ...course } = readOptions(args);
  const startedMs = performance.now();
  const { posts, missed, doubled } = await runCourse(course);
  const seconds = Math.round((performance.now() - startedMs) / 100) / 10;
  const ok = missed.length === 0 && doubled.length === 0;
  if (json) {
    const figures = { zones: course.zones.length, days: course.days, times: TIMES, from: course.from, posts, missed, doubled, seconds };
    io.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
  } else {
    const count = new Intl.NumberFormat('en');
    io.stdout.write(
      [
        `${count.format(course.zones.length)} zones × ${count.format(course.days)} dates from ${course.from} × ${TIMES.length} times (${TIMES.join(', ')})`,
        `posts   ${count.format(posts)}`,
        `misses  ${count.format(missed.length)}`,
        `doubles ${count.format(doubled.length)}`,
        ...[...missed.map((what) => `missed  ${what}`), ...doubled.map((what) => `doubled ${what}`)].slice(0, MOST_NAMED),
        `seconds ${seconds}`,
        '',
      ].join('\n'),
    );
  }
  return ok ? EXIT_DONE : EXIT_PROBLEM;
});

function readOptions(args: readonly string[]): Course & { readonly json: boolean } {
  const { values } = readWords(args, { days: textOr('730'), zones: textOr('all'), from: TEXT, json: FLAG });
  const zones = values.zones === 'all' ? listEveryZone() : values.zones.split(',').map(readZone);
  return { zones, days: readWhole('--days', values.days, 1, MOST_DAYS), from: readDate('--from', values.from), json: values.json };
}

function readZone(name: string): string {
  const found = resolveZone(name, Date.now());
  return 'zone' in found
    ? found.zone
    : refuseWords(`--zones are names such as Europe/Riga with commas between, or all; “${name}” is none.`);
}

/** What can be chosen, and whatever else the runtime knows under a name of its own. */
function listEveryZone(): string[] {
  return [...new Set([...listZones(), ...Intl.supportedValuesOf('timeZone'), 'UTC'])];
}

/** Dealt out over the cores. */
async function runCourse(course: Course): Promise<Tally> {
  const hands = Math.min(availableParallelism(), course.zones.length);
  const shares = Array.from({ length: hands }, (_, hand) => course.zones.filter((_zone, index) => index % hands === hand));
  const tallies = await Promise.all(shares.map((zones) => runElsewhere({ ...course, zones })));
  return {
    posts: tallies.reduce((sum, { posts }) => sum + posts, 0),
    missed: tallies.flatMap(({ missed }) => missed),
    doubled: tallies.flatMap(({ doubled }) => doubled),
  };
}

function runElsewhere(course: Course): Promise<Tally> {
  const worker = new Worker(new URL(import.meta.url), { workerData: course, env: { TZ: 'UTC' } });
  return new Promise((resolve, reject) => {
    worker.once('message', (message: unknown) => resolve(Tally.parse(message)));
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`a worker ended with code ${code} before it was done`)));
  });
}

function simulateZones({ zones, from, days }: Course): Tally {
  const missed: string[] = [];
  const doubled: string[] = [];
  let posts = 0;
  const first = Temporal.PlainDate.from(from);
  const dates = Array.from({ length: days }, (_, day) => first.add({ days: day }).toString());
  for (const zone of zones) {
    // Swedish dates are written as ISO ones.
    const calendar = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' });
    for (const time of TIMES) {
      const seen = new Map<string, number>();
      let plan = nextDue({ zone, time, afterMs: Date.parse(from) - 2 * DAY_MS });
      const last = dates.at(-1) ?? from;
      let made = 0;
      while (plan.localDate <= last) {
        const tickMs = Math.ceil(plan.dueAtMs / MINUTE_MS) * MINUTE_MS;
        if (!isTooLate(plan, zone, tickMs)) {
          const shown = calendar.format(tickMs);
          seen.set(shown, (seen.get(shown) ?? 0) + 1);
        }
        plan = nextDue({ zone, time, afterMs: plan.dueAtMs }, new Set([plan.localDate]));
        made += 1;
        if (made % ASKED_EVERY === 0) plan = { ...plan, dueAtMs: Math.min(plan.dueAtMs, daySpan(plan.localDate, zone).startMs) };
      }
      for (const date of dates) {
        const count = seen.get(date) ?? 0;
        posts += count;
        if (count === 0) missed.push(`${zone} ${time} ${date}`);
        if (count > 1) doubled.push(`${zone} ${time} ${date}`);
      }
    }
  }
  return { posts, missed, doubled };
}

if (!isMainThread && parentPort !== null) {
  const course = Course.safeParse(workerData);
  // Another worker may import this module as well, with data of its own.
  if (course.success) parentPort.postMessage(simulateZones(course.data));
}
