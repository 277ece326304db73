/**
 * What Nabi counts, in Prometheus' terms. docs/operating.md says what each number means. The bot knows nothing of this: it
 * calls the small observers below, and what can be asked is asked when somebody reads the numbers. Plain numbers are counted:
 * what prom-client does for each count takes as long as finding a kept answer, and its 88 modules are loaded when somebody reads.
 */
import type { AnswerObserver } from '../answer/types.ts';
import type { LivePacks } from '../content/live.ts';
import type { CallbackObserver, RestObserver } from '../discord/types.ts';
import type { Breaker, Risk } from '../posting/breaker.ts';
import type { DailyObserver } from '../posting/types.ts';
import type { Queue, State } from '../state/types.ts';
import type { Page, Sample, Series } from './page.ts';

/** Discord waits three seconds; the people Nabi answers notice half a second. */
const REPLY_BUCKETS_S = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3];

type DeliveryOutcome = Parameters<DailyObserver['dealtWith']>[0];
type CallbackOutcome = Parameters<CallbackObserver['delivered']>[0];
type ReplyOutcome = Parameters<AnswerObserver['answered']>[1];

const DELIVERY_OUTCOMES: readonly DeliveryOutcome[] = ['posted', 'waiting', 'failed', 'missed', 'unknown', 'held', 'left', 'error'];
const RESPONSE_KINDS = ['2xx', '4xx', '429', '5xx', 'none'] as const;
const CALLBACK_OUTCOMES: readonly CallbackOutcome[] = ['sent', 'expired', 'already-answered', 'failed'];
const KEPT_OUTCOMES = ['hit', 'miss'] as const;
const RISKS: readonly Risk[] = ['secondTry', 'followUp', 'unproven', 'proven'];

export interface Metrics {
  readonly answers: AnswerObserver;
  readonly callbacks: CallbackObserver;
  readonly rest: RestObserver;
  readonly daily: DailyObserver;
  /** Adds what is asked for at every reading. */
  watch(sources: GaugeSources): void;
  /** All numbers as Prometheus reads them. */
  read(): Promise<Page>;
}

/** Counters that exist from the start, so that the first event is a rise and not a beginning. */
export function createMetrics(transport: string): Metrics {
  const replies = createReplyTimes(transport);
  const kept = createCounts(KEPT_OUTCOMES);
  let keptBytes = 0;
  let cared = 0;
  const held = createCounts<string>();
  const callbacks = createCounts(CALLBACK_OUTCOMES);
  const responses = createCounts(RESPONSE_KINDS);
  const deliveries = createCounts(DELIVERY_OUTCOMES);
  let gauges: GaugeSources | null = null;
  let writer: Promise<(all: readonly Series[]) => Promise<Page>> | null = null;

  const listCounts = (): readonly Series[] => [
    {
      name: 'nabi_reply_seconds',
      help: 'Time from an interaction to its answer, by command, outcome and transport.',
      type: 'histogram',
      values: replies.list('nabi_reply_seconds'),
    },
    buildCounter('nabi_care_total', 'Answers that bore a word of care.', [{ labels: {}, value: cared }]),
    buildCounter(
      'nabi_loop_held_total',
      'Answers that kept all others waiting for more than two seconds, by command.',
      held.list('command'),
    ),
    buildCounter(
      'nabi_kept_answers_total',
      'Answers with facts that were kept from who asked before (hit), or are kept from now on (miss).',
      kept.list('outcome'),
    ),
    buildGauge('nabi_kept_answers_bytes', 'Bytes of all answers that are kept, at most.', keptBytes),
    buildCounter('nabi_callbacks_total', 'Answers posted to Discord, by what became of them.', callbacks.list('outcome')),
    buildCounter(
      'nabi_discord_responses_total',
      "Answers of Discord's REST API by kind of status, callbacks left out.",
      responses.list('status'),
    ),
    buildCounter('nabi_deliveries_total', 'Daily posts a tick dealt with, by outcome.', deliveries.list('outcome')),
  ];

  return {
    answers: {
      answered: replies.note,
      cared() {
        cared += 1;
      },
      held: held.note,
      kept(outcome, bytesHeld) {
        kept.note(outcome);
        keptBytes = bytesHeld;
      },
    },
    callbacks: { delivered: callbacks.note },
    rest: { answered: (status) => responses.note(kindOf(status)) },
    daily: { dealtWith: deliveries.note },
    watch(sources) {
      gauges = sources;
    },
    async read() {
      writer ??= import('./page.ts').then(({ createPageWriter }) => createPageWriter());
      const [write, asked] = await Promise.all([writer, gauges === null ? [] : readGauges(gauges)]);
      return write([...listCounts(), ...asked]);
    },
  };
}

interface Counts<What extends string> {
  note(what: What): void;
  list(label: string): readonly Sample[];
}

/** @param known There from the start, at 0. */
function createCounts<What extends string>(known: readonly What[] = []): Counts<What> {
  const counts = new Map<What, number>(known.map((what) => [what, 0]));
  return {
    note: (what) => void counts.set(what, (counts.get(what) ?? 0) + 1),
    list: (label) => [...counts].map(([what, value]) => ({ labels: { [label]: what }, value })),
  };
}

/** A histogram of Prometheus, by command and outcome: how many took at most so long, and how long all took together. */
function createReplyTimes(transport: string) {
  const all: { readonly labels: Sample['labels']; readonly counts: number[]; sumS: number }[] = [];
  const byCommand = new Map<string, Map<ReplyOutcome, (typeof all)[number]>>();
  return {
    note(command: string, outcome: ReplyOutcome, tookMs: number) {
      let times = byCommand.get(command)?.get(outcome);
      if (times === undefined) {
        // The last is for what took longer than any bucket.
        times = { labels: { command, outcome, transport }, counts: [...REPLY_BUCKETS_S.map(() => 0), 0], sumS: 0 };
        all.push(times);
        byCommand.set(command, (byCommand.get(command) ?? new Map()).set(outcome, times));
      }
      const tookS = tookMs / 1_000;
      const bucket = REPLY_BUCKETS_S.findIndex((bound) => tookS <= bound);
      const place = bucket === -1 ? REPLY_BUCKETS_S.length : bucket;
      times.counts[place] = (times.counts[place] ?? 0) + 1;
      times.sumS += tookS;
    },
    list: (name: string): readonly Sample[] =>
      all.flatMap(({ labels, counts, sumS }) => {
        let count = 0;
        const buckets = counts.map((more, place) => {
          count += more;
          return { metricName: `${name}_bucket`, labels: { le: REPLY_BUCKETS_S[place] ?? '+Inf', ...labels }, value: count };
        });
        return [...buckets, { metricName: `${name}_sum`, labels, value: sumS }, { metricName: `${name}_count`, labels, value: count }];
      }),
  };
}

/** What the numbers that are not counted are asked of. */
export interface GaugeSources {
  readonly state: Pick<State, 'countQueue'>;
  /** Whether the last try to write to the state succeeded. */
  readonly isWritable: () => boolean;
  /** Of the disk of NABI_HOME; null where nobody can tell. */
  readonly freeBytes: () => number | null;
  readonly packs: LivePacks;
  /** Null where nothing is posted. */
  readonly posting: {
    readonly breaker: Breaker;
    readonly quietForMs: () => number;
    /** Whether Discord has the commands as they are now. */
    readonly isRegistered: () => boolean;
    /** Whether this process posts now; null where no other could. */
    readonly hasTurn: (() => boolean) | null;
  } | null;
  readonly refusedLately: () => number;
  /** Null where there is no gateway. */
  readonly isConnected: (() => boolean) | null;
  readonly now: () => number;
}

async function readGauges(sources: GaugeSources): Promise<readonly Series[]> {
  const { state, isWritable, freeBytes, packs, posting, refusedLately, isConnected, now } = sources;
  // A state that does not answer leaves its numbers out; `/readyz` says so.
  const queue: Queue | null = await state.countQueue(now()).catch(() => null);
  const bytes = freeBytes();
  return [
    buildGauge(
      'nabi_queue',
      'What waits to be posted: servers that are due, deliveries without an outcome, follow-ups.',
      queue && [
        { labels: { kind: 'due' }, value: queue.due },
        { labels: { kind: 'unsettled' }, value: queue.unsettled },
        { labels: { kind: 'follow_up' }, value: queue.followUps },
      ],
    ),
    buildGauge(
      'nabi_queue_oldest_due_seconds',
      'How late the post is that has waited longest; 0 when none waits.',
      queue === null ? null : Math.max(0, now() - (queue.oldestDueAtMs ?? now())) / 1_000,
    ),
    ...(posting === null ? [] : readPosting(posting)),
    buildGauge('nabi_state_writable', '1 while the state can be written.', Number(isWritable())),
    buildGauge('nabi_disk_free_bytes', 'What the user Nabi runs as may still write on the disk of NABI_HOME.', bytes),
    buildGauge('nabi_discord_refused', 'Requests Discord refused (401, 403, 429) in the last ten minutes.', refusedLately()),
    buildGauge('nabi_content_age_seconds', 'Time since the content in use was built.', (now() - packs.builtAtMs()) / 1_000),
    buildGauge('nabi_packs_problems', 'Problems that keep changed packs from being used; 0 when all is well.', packs.problems().length),
    buildGauge('nabi_content_info', 'Always 1; the label names the content in use.', [
      { labels: { hash: packs.content().packsHash.slice(0, 12) }, value: 1 },
    ]),
    ...(isConnected === null
      ? []
      : [buildGauge('nabi_gateway_connected', '1 while every shard is connected to the gateway.', Number(isConnected()))]),
  ];
}

function readPosting({ breaker, quietForMs, isRegistered, hasTurn }: NonNullable<GaugeSources['posting']>): readonly Series[] {
  return [
    buildGauge('nabi_tick_lag_seconds', 'Time since a tick began or dealt with a server.', quietForMs() / 1_000),
    ...(hasTurn === null ? [] : [buildGauge('nabi_posts', '1 while it is the turn of this process to post.', Number(hasTurn()))]),
    buildGauge(
      'nabi_commands_registered',
      '0 while Discord lacks the commands as they are now, and this process is the one to tell it.',
      Number(isRegistered() || hasTurn?.() === false),
    ),
    buildGauge(
      'nabi_breaker_open',
      '1 where posts are held back because Discord refused too many requests, by risk.',
      RISKS.map((risk) => ({ labels: { risk }, value: breaker.admits(risk) ? 0 : 1 })),
    ),
  ];
}

function buildCounter(name: string, help: string, values: readonly Sample[]): Series {
  return { name, help, type: 'counter', values };
}

/** @param value A number, or several by their labels; null leaves it out. */
function buildGauge(name: string, help: string, value: number | null | readonly Sample[]): Series {
  return { name, help, type: 'gauge', values: typeof value === 'number' ? [{ labels: {}, value }] : (value ?? []) };
}

function kindOf(status: number): (typeof RESPONSE_KINDS)[number] {
  if (status === 429) return '429';
  if (status >= 500) return '5xx';
  if (status >= 400) return '4xx';
  return status === 0 ? 'none' : '2xx';
}
