import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Listener } from '../../src/discord/listen.ts';
import { ListenError } from '../../src/discord/listen-error.ts';
import { createMetrics } from '../../src/ops/metrics.ts';
import { createReadiness, type Readiness } from '../../src/ops/readiness.ts';
import { startOps } from '../../src/ops/server.ts';
import { createRecordingLog } from '../support/recording-log.ts';

const SHORT_MS = 20;

let ops: Listener;
let readiness: Readiness;
let healthy: boolean;

beforeEach(async () => {
  healthy = true;
  readiness = createReadiness(SHORT_MS);
  ops = await start(0);
});

afterEach(() => ops.close());

function start(port: number): Promise<Listener> {
  return startOps({
    host: '127.0.0.1',
    port,
    health: () => ({ ok: healthy }),
    readiness,
    metrics: createMetrics('http'),
    log: createRecordingLog(),
  });
}

async function ask(path: string, method = 'GET'): Promise<{ status: number; type: string | null; text: string }> {
  const response = await fetch(`http://127.0.0.1:${ops.port}${path}`, { method });
  return { status: response.status, type: response.headers.get('content-type'), text: await response.text() };
}

describe('/healthz', () => {
  it('says whether the process is worth keeping, whatever else is not ready', async () => {
    readiness.watch('gateway', () => 'no connection');
    expect(await ask('/healthz')).toMatchObject({ status: 200, text: '{"ok":true}' });
    healthy = false;
    expect((await ask('/healthz')).status).toBe(503);
  });
});

describe('/readyz', () => {
  it('is 200 when every part works', async () => {
    readiness.watch('database', async () => null);
    readiness.watch('tick', () => null);
    expect(await ask('/readyz')).toMatchObject({ status: 200, type: 'application/json', text: '{"ready":true,"notReady":{}}' });
  });

  it('is 503 and names each part that does not, also one that fails or never answers', async () => {
    readiness.watch('database', async () => Promise.reject(new Error('the disk is gone')));
    readiness.watch('gateway', () => 'no connection');
    readiness.watch('tick', () => null);
    readiness.watch('content', () => new Promise(() => {}));
    const { status, text } = await ask('/readyz');
    expect([status, JSON.parse(text)]).toEqual([
      503,
      {
        ready: false,
        notReady: { database: 'the disk is gone', gateway: 'no connection', content: `no answer within ${SHORT_MS} ms` },
      },
    ]);
  });

  it('hears of a part again once it works', async () => {
    readiness.watch('process', () => 'still starting');
    expect((await ask('/readyz')).status).toBe(503);
    readiness.watch('process', () => null);
    expect((await ask('/readyz')).status).toBe(200);
  });
});

describe('/metrics', () => {
  it('is text as Prometheus reads it, with what Node says of itself', async () => {
    const { status, type, text } = await ask('/metrics');
    expect([status, type]).toEqual([200, expect.stringContaining('text/plain; version=0.0.4')]);
    expect(text).toContain('# TYPE nabi_reply_seconds histogram');
    expect(text).toMatch(/^process_cpu_seconds_total \d/m);
  });
});

describe('the port for operators', () => {
  it('answers nothing else, and is only read', async () => {
    expect((await ask('/interactions', 'POST')).status).toBe(405);
    expect((await ask('/interactions')).status).toBe(404);
  });

  it('that another program has is refused in a sentence that names its variable', async () => {
    const second = start(ops.port);
    await expect(second).rejects.toThrow(ListenError);
    await expect(second).rejects.toThrow(/already uses port \d+ of 127\.0\.0\.1.*NABI_OPS_PORT/);
  });
});
