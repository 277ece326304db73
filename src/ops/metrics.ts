/**
 * What Nabi counts, in Prometheus' terms. docs/operating.md says what each number means. The bot knows nothing of this: it
 * calls the small observers below, and what can be asked is asked when somebody reads the numbers.
 */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { AnswerObserver } from '../answer/types.ts';
import type { LivePacks } from '../content/live.ts';
import type { CallbackObserver, RestObserver } from '../discord/types.ts';
import type { Breaker, Risk } from '../posting/breaker.ts';
import type { DailyObserver } from '../posting/types.ts';
import type { Queue, State } from '../state/types.ts';

/** Discord waits three seconds; the people Nabi answers notice half a second. */
const REPLY_BUCKETS_S = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3];
/** How often the event loop is measured. The default of 10 ms wakes an idle process a hundred times a second. */
const EVENT_LOOP_PRECISION_MS = 100;

const DELIVERY_OUTCOMES: readonly Parameters<DailyObserver['dealtWith']>[0][] = [
  ...(['posted', 'waiting', 'failed', 'missed', 'unknown', 'held', 'left', 'error'] as const),
];
const RESPONSE_KINDS = ['2xx', '4xx', '429', '5xx', 'none'] as const;
const CALLBACK_OUTCOMES: readonly Parameters<CallbackObserver['delivered']>[0][] = ['sent', 'expired', 'already-answered', 'failed'];
const KEPT_OUTCOMES = ['hit', 'miss'] as const;
const RISKS: readonly Risk[] = ['secondTry', 'followUp', 'unproven', 'proven'];

export interface Metrics {
  readonly registry: Registry;
  readonly answers: AnswerObserver;
  readonly callbacks: CallbackObserver;
  readonly rest: RestObserver;
  readonly daily: DailyObserver;
}

/** Counters that exist from the start, so that the first event is a rise and not a beginning. */
export function createMetrics(transport: string): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: EVENT_LOOP_PRECISION_MS });
  const replies = new Histogram({
    name: 'nabi_reply_seconds',
    help: 'Time from an interaction to its answer, by command, outcome and transport.',
    labelNames: ['command', 'outcome', 'transport'],
    buckets: REPLY_BUCKETS_S,
    registers,
  });
  const care = new Counter({ name: 'nabi_care_total', help: 'Answers that bore a word of care.', registers });
  const holds = new Counter({
    name: 'nabi_loop_held_total',
    help: 'Answers that kept all others waiting for more than two seconds, by command.',
    labelNames: ['command'],
    registers,
  });
  // Counted here and told when somebody reads them: what the library does for each count takes as long as finding such an answer.
  const kept = { hit: 0, miss: 0, bytes: 0 };
  new Counter({
    name: 'nabi_kept_answers_total',
    help: 'Answers with facts that were kept from who asked before (hit), or are kept from now on (miss).',
    labelNames: ['outcome'],
    registers,
    collect() {
      this.reset();
      for (const outcome of KEPT_OUTCOMES) this.inc({ outcome }, kept[outcome]);
    },
  });
  new Gauge({
    name: 'nabi_kept_answers_bytes',
    help: 'Bytes of all answers that are kept, at most.',
    registers,
    collect() {
      this.set(kept.bytes);
    },
  });
  const callbacks = new Counter({
    name: 'nabi_callbacks_total',
    help: 'Answers posted to Discord, by what became of them.',
    labelNames: ['outcome'],
    registers,
  });
  const responses = new Counter({
    name: 'nabi_discord_responses_total',
    help: "Answers of Discord's REST API by kind of status, callbacks left out.",
    labelNames: ['status'],
    registers,
  });
  const deliveries = new Counter({
    name: 'nabi_deliveries_total',
    help: 'Daily posts a tick dealt with, by outcome.',
    labelNames: ['outcome'],
    registers,
  });
  for (const outcome of CALLBACK_OUTCOMES) callbacks.inc({ outcome }, 0);
  for (const status of RESPONSE_KINDS) responses.inc({ status }, 0);
  for (const outcome of DELIVERY_OUTCOMES) deliveries.inc({ outcome }, 0);
  return {
    registry,
    answers: {
      answered: (command, outcome, tookMs) => replies.observe({ command, outcome, transport }, tookMs / 1_000),
      cared: () => care.inc(),
      held: (command) => holds.inc({ command }),
      kept(outcome, bytesHeld) {
        kept[outcome] += 1;
        kept.bytes = bytesHeld;
      },
    },
    callbacks: { delivered: (outcome) => callbacks.inc({ outcome }) },
    rest: { answered: (status) => responses.inc({ status: kindOf(status) }) },
    daily: { dealtWith: (outcome) => deliveries.inc({ outcome }) },
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

/** Adds what is asked for at every reading. */
export function watchGauges({ registry }: Metrics, sources: GaugeSources): void {
  const { state, isWritable, freeBytes, packs, posting, refusedLately, isConnected, now } = sources;
  const registers = [registry];
  const gauge = (name: string, help: string, read: () => number): void => {
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });
  };
  // A state that does not answer leaves its numbers out; `/readyz` says so.
  const loadQueue = (): Promise<Queue | null> => state.countQueue(now()).catch(() => null);
  new Gauge({
    name: 'nabi_queue',
    help: 'What waits to be posted: servers that are due, deliveries without an outcome, follow-ups.',
    labelNames: ['kind'],
    registers,
    async collect() {
      const queue = await loadQueue();
      this.reset();
      if (queue === null) return;
      this.set({ kind: 'due' }, queue.due);
      this.set({ kind: 'unsettled' }, queue.unsettled);
      this.set({ kind: 'follow_up' }, queue.followUps);
    },
  });
  new Gauge({
    name: 'nabi_queue_oldest_due_seconds',
    help: 'How late the post is that has waited longest; 0 when none waits.',
    registers,
    async collect() {
      const queue = await loadQueue();
      this.remove();
      if (queue !== null) this.set(queue.oldestDueAtMs === null ? 0 : Math.max(0, now() - queue.oldestDueAtMs) / 1_000);
    },
  });
  if (posting !== null) {
    const { breaker, quietForMs, isRegistered, hasTurn } = posting;
    gauge('nabi_tick_lag_seconds', 'Time since a tick began or dealt with a server.', () => quietForMs() / 1_000);
    if (hasTurn !== null) gauge('nabi_posts', '1 while it is the turn of this process to post.', () => Number(hasTurn()));
    gauge('nabi_commands_registered', '0 while Discord lacks the commands as they are now, and this process is the one to tell it.', () =>
      Number(isRegistered() || hasTurn?.() === false),
    );
    new Gauge({
      name: 'nabi_breaker_open',
      help: '1 where posts are held back because Discord refused too many requests, by risk.',
      labelNames: ['risk'],
      registers,
      collect() {
        for (const risk of RISKS) this.set({ risk }, breaker.admits(risk) ? 0 : 1);
      },
    });
  }
  gauge('nabi_state_writable', '1 while the state can be written.', () => Number(isWritable()));
  new Gauge({
    name: 'nabi_disk_free_bytes',
    help: 'What the user Nabi runs as may still write on the disk of NABI_HOME.',
    registers,
    collect() {
      const bytes = freeBytes();
      this.remove();
      if (bytes !== null) this.set(bytes);
    },
  });
  gauge('nabi_discord_refused', 'Requests Discord refused (401, 403, 429) in the last ten minutes.', refusedLately);
  gauge('nabi_content_age_seconds', 'Time since the content in use was built.', () => (now() - packs.builtAtMs()) / 1_000);
  gauge('nabi_packs_problems', 'Problems that keep changed packs from being used; 0 when all is well.', () => packs.problems().length);
  new Gauge({
    name: 'nabi_content_info',
    help: 'Always 1; the label names the content in use.',
    labelNames: ['hash'],
    registers,
    collect() {
      this.reset();
      this.set({ hash: packs.content().packsHash.slice(0, 12) }, 1);
    },
  });
  if (isConnected !== null)
    gauge('nabi_gateway_connected', '1 while every shard is connected to the gateway.', () => Number(isConnected()));
}

function kindOf(status: number): (typeof RESPONSE_KINDS)[number] {
  if (status === 429) return '429';
  if (status >= 500) return '5xx';
  if (status >= 400) return '4xx';
  return status === 0 ? 'none' : '2xx';
}
