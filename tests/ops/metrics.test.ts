import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import { createMetrics, type GaugeSources, type Metrics } from '../../src/ops/metrics.ts';
import { createBreaker } from '../../src/posting/breaker.ts';
import { buildContent } from '../posting/fakes.ts';

const NOW_MS = Date.parse('2026-11-22T12:00:00Z');

let metrics: Metrics;

beforeEach(() => {
  metrics = createMetrics('gateway');
});

function watch(sources: Partial<GaugeSources> = {}): void {
  metrics.watch({
    state: { countQueue: async () => ({ due: 3, oldestDueAtMs: NOW_MS - 90_000, unsettled: 2, followUps: 1 }) },
    isWritable: () => false,
    freeBytes: () => 4_096,
    packs: {
      content: () => ({ ...buildContent([]), packsHash: '0123456789abcdef' }),
      problems: () => [{ file: 'x.yaml', line: 1, problem: 'wrong', remedy: 'mend it' }],
      builtAtMs: () => NOW_MS - 60_000,
      onContentChanged: () => undefined,
      readAhead: () => undefined,
      onLook: () => undefined,
      close: () => undefined,
    },
    posting: { breaker: createBreaker(() => 400), quietForMs: () => 12_000, isRegistered: () => true, hasTurn: () => true },
    refusedLately: () => 400,
    isConnected: () => true,
    now: () => NOW_MS,
    ...sources,
  });
}

/** The value of each series whose name begins so, as Prometheus would read it. */
async function read(beginning: string): Promise<Record<string, number>> {
  const lines = (await metrics.read()).text.split('\n').filter((line) => line.startsWith(beginning));
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ')))]));
}

describe('what is counted', () => {
  it('is how many answers there were and how long they took, by command, outcome and transport', async () => {
    metrics.answers.answered('cast', 'answered', 3);
    metrics.answers.answered('cast', 'answered', 30);
    metrics.answers.answered('quote', 'bug', 1);
    expect(await read('nabi_reply_seconds_count')).toEqual({
      'nabi_reply_seconds_count{command="cast",outcome="answered",transport="gateway"}': 2,
      'nabi_reply_seconds_count{command="quote",outcome="bug",transport="gateway"}': 1,
    });
    expect(await read('nabi_reply_seconds_bucket{le="0.005",command="cast"')).toEqual({
      'nabi_reply_seconds_bucket{le="0.005",command="cast",outcome="answered",transport="gateway"}': 1,
    });
  });

  it("is every kind of answer of Discord's, also none at all, from zero on", async () => {
    expect(Object.values(await read('nabi_discord_responses_total'))).toEqual([0, 0, 0, 0, 0]);
    for (const status of [200, 204, 403, 404, 429, 503, 0]) metrics.rest.answered(status);
    expect(await read('nabi_discord_responses_total')).toEqual({
      'nabi_discord_responses_total{status="2xx"}': 2,
      'nabi_discord_responses_total{status="4xx"}': 2,
      'nabi_discord_responses_total{status="429"}': 1,
      'nabi_discord_responses_total{status="5xx"}': 1,
      'nabi_discord_responses_total{status="none"}': 1,
    });
  });

  it('is what became of daily posts and of answers on their way', async () => {
    metrics.daily.dealtWith('posted');
    metrics.callbacks.delivered('expired');
    expect(await read('nabi_deliveries_total')).toMatchObject({
      'nabi_deliveries_total{outcome="posted"}': 1,
      'nabi_deliveries_total{outcome="failed"}': 0,
    });
    expect(await read('nabi_callbacks_total')).toMatchObject({
      'nabi_callbacks_total{outcome="sent"}': 0,
      'nabi_callbacks_total{outcome="expired"}': 1,
    });
  });
});

describe('what is asked at every reading', () => {
  it('is the queue, the tick, the breaker, the content and the gateway', async () => {
    watch();
    expect(await read('nabi_queue')).toEqual({
      'nabi_queue{kind="due"}': 3,
      'nabi_queue{kind="unsettled"}': 2,
      'nabi_queue{kind="follow_up"}': 1,
      nabi_queue_oldest_due_seconds: 90,
    });
    expect(await read('nabi_tick_lag_seconds')).toEqual({ nabi_tick_lag_seconds: 12 });
    expect(await read('nabi_breaker_open')).toEqual({
      'nabi_breaker_open{risk="secondTry"}': 1,
      'nabi_breaker_open{risk="followUp"}': 1,
      'nabi_breaker_open{risk="unproven"}': 0,
      'nabi_breaker_open{risk="proven"}': 0,
    });
    expect(await read('nabi_discord_refused')).toEqual({ nabi_discord_refused: 400 });
    expect(await read('nabi_content')).toEqual({ nabi_content_age_seconds: 60, 'nabi_content_info{hash="0123456789ab"}': 1 });
    expect(await read('nabi_packs_problems')).toEqual({ nabi_packs_problems: 1 });
    expect(await read('nabi_gateway_connected')).toEqual({ nabi_gateway_connected: 1 });
  });

  it('leaves out the queue while the database does not answer, and gives everything else', async () => {
    watch({ state: { countQueue: async () => Promise.reject(new Error('the disk is gone')) } });
    expect(await read('nabi_queue')).toEqual({});
    expect(await read('nabi_tick_lag_seconds')).toEqual({ nabi_tick_lag_seconds: 12 });
    expect(Object.keys(await read('process_resident_memory_bytes'))).toHaveLength(1);
  });

  it('says nothing of a gateway where there is none', async () => {
    watch({ isConnected: null });
    expect(await read('nabi_gateway_connected')).toEqual({});
  });
});

describe('the page for operators', () => {
  it('explains every number of Nabi, and none that is not there', async () => {
    watch();
    const page = readFileSync(new URL('../../docs/operating.md', import.meta.url), 'utf8');
    const explained = new Set([...page.matchAll(/\bnabi_[a-z_]+/g)].map(([name]) => name.replace(/_count$/, '')));
    const there = [...(await metrics.read()).text.matchAll(/^# HELP (nabi_\w+)/gm)].map(([, name]) => name);
    expect([...explained].sort()).toEqual(there.sort());
  });
});
