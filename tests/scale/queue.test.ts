/** Who posts, and what the others ask of them, on a Postgres of its own. */
import type { PgBoss } from 'pg-boss';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { BotPermissions, EffectResult } from '../../src/bot/types.ts';
import { buildMessage } from '../../src/message/reply.ts';
import { createErrandDesk, doErrands, type Errand, type ErrandDoers } from '../../src/queue/errands.ts';
import { findNewerQueue, openQueue } from '../../src/queue/open.ts';
import { startTurns, type Turns } from '../../src/queue/turns.ts';
import { buildDefaultSettings } from '../../src/state/types.ts';
import { type Cluster, execute, startCluster } from '../support/postgres.ts';
import { createRecordingLog } from '../support/recording-log.ts';

const PERMISSIONS: BotPermissions = {
  kind: 'known',
  ...{
    bits: 2n ** 60n + 1n,
    channelType: 5,
    roleIds: ['7', '8'],
    openRoleIds: ['7'],
    isClosed: false,
    timedOutUntilMs: 1_790_000_000_000,
    tags: [],
    needsTag: false,
  },
};

let cluster: Cluster;
let url: string;
let log: ReturnType<typeof createRecordingLog>;
let open: PgBoss[];

beforeAll(async () => {
  cluster = await startCluster();
});

afterAll(() => cluster.stop());

beforeEach(async () => {
  url = await cluster.createDatabase();
  log = createRecordingLog();
  open = [];
});

afterEach(async () => {
  await Promise.all(open.map((boss) => boss.stop({ graceful: false })));
});

async function join(): Promise<PgBoss> {
  const boss = await openQueue({ url, log, watches: true, now: Date.now });
  open.push(boss);
  return boss;
}

it('a queue that a newer Nabi has changed is refused with a sentence that helps, and left as it is', async () => {
  const boss = await join();
  expect(await findNewerQueue(boss)).toBeNull();
  await execute(url, 'UPDATE nabi_queue.version SET version = 999');
  expect((await findNewerQueue(boss))?.message).toMatch(/newer Nabi \(schema 999; this one knows up to \d+\)/);
  await expect(join()).rejects.toThrow(/newer Nabi/);
});

describe('the turn to post', () => {
  it('is one process at a time, and another goes on when that one gives it back', async () => {
    let serving = 0;
    let most = 0;
    const began: string[] = [];
    const anyBegan: (() => void)[] = [];
    async function take(name: string): Promise<Turns> {
      return startTurns({
        boss: await join(),
        log,
        now: Date.now,
        async serve({ signal }) {
          serving += 1;
          most = Math.max(most, serving);
          began.push(name);
          for (const tell of anyBegan.splice(0)) tell();
          await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
          serving -= 1;
        },
      });
    }
    const first = new Promise<void>((resolve) => anyBegan.push(resolve));
    const turns = { one: await take('one'), two: await take('two') };
    await first;
    const [holder, other] = began[0] === 'one' ? [turns.one, turns.two] : [turns.two, turns.one];
    expect([holder.has(), other.has()]).toEqual([true, false]);

    const second = new Promise<void>((resolve) => anyBegan.push(resolve));
    await holder.stop();
    await second;
    expect([holder.has(), other.has()]).toEqual([false, true]);
    expect(new Set(began).size).toBe(2);
    expect(most).toBe(1);
    await other.stop();
  });
});

describe('an errand', () => {
  const message = buildMessage({ blocks: ['A line was suggested.'] });
  const onRefusal = { guildId: '1', cause: 'review-channel' } as const;
  const posted: EffectResult = { ok: true, messageId: '42' };

  function doers(done: Errand[], answer: EffectResult = posted): ErrandDoers {
    return {
      carryOut: async (errand) => {
        done.push(errand);
        return answer;
      },
      loadBotPermissions: async () => PERMISSIONS,
    };
  }

  it('is done by the process that posts, and its answer comes back as it was given', async () => {
    const done: Errand[] = [];
    const work = await doErrands(await join(), doers(done));
    const desk = createErrandDesk(await join(), log, Date.now);
    expect(await desk.carryOut({ kind: 'test-post', settings: buildDefaultSettings('1') })).toEqual(posted);
    expect(await desk.carryOut({ kind: 'post-message', channelId: '2', message, nonce: 'n', onRefusal })).toEqual(posted);
    expect(await desk.carryOut({ kind: 'tell-member', userId: '3', message })).toEqual(posted);
    expect(await desk.loadBotPermissions('1', '2')).toEqual(PERMISSIONS);
    expect(done).toEqual([
      { kind: 'test-post', guildId: '1', slot: 1 },
      { kind: 'post-message', channelId: '2', message, nonce: 'n', onRefusal },
      { kind: 'tell-member', userId: '3', message },
    ]);
    await work.stop();
  });

  it('brings back why it could not be done', async () => {
    const work = await doErrands(await join(), doers([], { ok: false, reason: 'missing-permissions' }));
    const desk = createErrandDesk(await join(), log, Date.now);
    expect(await desk.carryOut({ kind: 'tell-member', userId: '3', message })).toEqual({ ok: false, reason: 'missing-permissions' });
    await work.stop();
  });

  it('that nobody did in time is not done later, and none of its words stay behind', async () => {
    const desk = createErrandDesk(await join(), log, Date.now);
    expect(await desk.carryOut({ kind: 'post-message', channelId: '2', message, nonce: 'n', onRefusal })).toEqual({
      ok: false,
      reason: 'no-answer',
    });
    const done: Errand[] = [];
    const work = await doErrands(await join(), doers(done));
    expect(await desk.loadBotPermissions('1', '2')).toMatchObject({ kind: 'known' });
    expect(done).toEqual([]);
    await work.stop();
    expect(JSON.stringify(await execute(url, `SELECT data, output FROM nabi_queue.job WHERE name = 'errands'`))).not.toContain('suggested');
  });

  it('has no answer while Postgres is away, and has one when it is back', async () => {
    const work = await doErrands(await join(), doers([]));
    const desk = createErrandDesk(await join(), log, Date.now);
    await cluster.kill();
    expect(await desk.carryOut({ kind: 'tell-member', userId: '3', message })).toEqual({ ok: false, reason: 'no-answer' });
    expect(await desk.loadBotPermissions('1', '2')).toEqual({ kind: 'unknown' });
    await cluster.start();
    let answer: EffectResult;
    do answer = await desk.carryOut({ kind: 'tell-member', userId: '3', message });
    while (!answer.ok);
    expect(answer).toEqual(posted);
    await work.stop();
    expect(log.lines.filter(({ message: said }) => !/Postgres/.test(said))).toEqual([]);
  });
});
