/**
 * The bot's daily posts as a process of their own, to be killed. Its clock starts where it is told and goes on a minute with
 * every tick, so that hours of retries pass in moments; whoever started it hears the time and can start another one there.
 */
import { z } from 'zod';
import { createPostFinder } from '../../src/discord/find-post.ts';
import { createPace } from '../../src/discord/pace.ts';
import { createRest } from '../../src/discord/rest.ts';
import { buildPostMark } from '../../src/lines/plan.ts';
import { reachDirectly } from '../../src/posting/own-daily.ts';
import { runTick } from '../../src/posting/run-tick.ts';
import type { DailyPorts } from '../../src/posting/types.ts';
import type { State } from '../../src/state/types.ts';
import { buildLines } from '../lines/lines.ts';
import { buildContent } from '../posting/fakes.ts';
import { openRoundState } from './round-state.ts';

export const STEPS = ['claimDelivery', 'saveDelivery', 'saveFollowUp', 'postMessage'] as const;

export const Orders = z.object({
  /** A folder for SQLite, or the address of a Postgres database. */
  store: z.string(),
  apiUrl: z.string(),
  clockMs: z.int(),
  untilMs: z.int(),
  /** Where this process ends itself; null: somebody else does, or nobody. */
  end: z.object({ step: z.enum(STEPS), call: z.int(), when: z.enum(['before', 'after']) }).nullable(),
});

const MINUTE_MS = 60_000;
/** A Discord that says nothing is given up soon here. */
const DEADLINE_MS = 250;

const orders = Orders.safeParse(JSON.parse(process.argv[2] ?? 'null'));
if (orders.success) await live(orders.data);

async function live({ store, apiUrl, clockMs, untilMs, end }: z.infer<typeof Orders>): Promise<void> {
  let atTickMs = clockMs;
  let tickedMs = performance.now();
  const now = (): number => atTickMs + Math.round(performance.now() - tickedMs);

  const calls = new Map<string, number>();
  const around = async <Result>(step: (typeof STEPS)[number], act: () => Promise<Result>): Promise<Result> => {
    const call = (calls.get(step) ?? 0) + 1;
    calls.set(step, call);
    const isLast = end !== null && end.step === step && end.call === call;
    if (isLast && end.when === 'before') process.kill(process.pid, 'SIGKILL');
    const result = await act();
    if (isLast) process.kill(process.pid, 'SIGKILL');
    return result;
  };

  const real = await openRoundState(store);
  const state: State = {
    ...real,
    claimDelivery: (...all) => around('claimDelivery', () => real.claimDelivery(...all)),
    saveDelivery: (...all) => around('saveDelivery', () => real.saveDelivery(...all)),
    saveFollowUp: (...all) => around('saveFollowUp', () => real.saveFollowUp(...all)),
  };
  const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {}, fatal: () => {} };
  const pace = createPace({ requestsPerSecond: 10_000, gapMs: 0 });
  const rest = createRest({ token: 'a.fake.token', apiUrl, log: silent, pace });
  const content = buildContent(buildLines(4, 4));
  const ports: DailyPorts = {
    state,
    content: () => content,
    ...reachDirectly({
      messenger: { openDirectMessage: (userId) => rest.openDirectMessage(userId, DEADLINE_MS) },
      finder: createPostFinder(rest),
      now,
      poster: {
        postMessage: (channelId, body, _deadlineMs, files) =>
          around('postMessage', () => rest.postMessage(channelId, body, DEADLINE_MS, files)),
      },
    }),
    forum: {
      postThread: (channelId, thread, _deadlineMs, files) =>
        around('postMessage', () => rest.postThread(channelId, thread, DEADLINE_MS, files)),
    },
    followUps: {
      openThread: (channelId, messageId, name) => rest.openThread(channelId, messageId, name, DEADLINE_MS),
      crosspost: (channelId, messageId) => rest.crosspost(channelId, messageId, DEADLINE_MS),
      pin: (channelId, messageId) => rest.pin(channelId, messageId, DEADLINE_MS),
      unpin: (channelId, messageId) => rest.unpin(channelId, messageId, DEADLINE_MS),
    },
    buildPost: ({ quote, localDate, settings }) => ({
      content: quote.text,
      components: [
        {
          type: 1,
          components: [
            { type: 2, style: 2, label: 'Sources', custom_id: `v1|sources|post|${buildPostMark(localDate, settings.daily?.slot ?? 1)}|x` },
          ],
        },
      ],
    }),
    now,
    log: silent,
  };

  let takeUpEverything = true;
  while (now() < untilMs) {
    await runTick(ports, { random: Math.random, takeUpEverything });
    takeUpEverything = false;
    const later = Number.MAX_SAFE_INTEGER;
    const [due, unsettled, waiting] = await Promise.all([
      real.loadDue(untilMs, 1),
      real.loadUnsettled(later, 1),
      real.loadWaitingFollowUps(later, 1),
    ]);
    if (due.length + unsettled.length + waiting.length === 0) break;
    atTickMs = Math.max(now(), atTickMs + MINUTE_MS);
    tickedMs = performance.now();
    process.send?.(atTickMs);
  }
  rest.close();
  process.exit(0);
}
