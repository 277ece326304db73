/**
 * What a process asks of the one that posts: requests with the bot's token that a person waits for. An errand is a job; its output
 * is the answer. Whoever asked takes the job away again, done or not, so that nothing is posted that nobody waits for any more.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { PgBoss } from 'pg-boss';
import { z } from 'zod';
import type { BotPermissions, Effect, EffectResult } from '../bot/types.ts';
import type { Log } from '../log.ts';
import { createTroubleLog } from '../state/trouble.ts';
import { asQueueTrouble, ERRANDS } from './open.ts';

/** Together below the three seconds Discord waits: a press may need a look at the permissions first. */
const LOOK_WITHIN_MS = 800;
const POST_WITHIN_MS = 2_000;
const ASK_EVERY_MS = 20;
/** Many at once, because each waits for Discord most of its time. */
const AT_ONCE = 6;
/** Jobs are told of at once; a look finds those whose notification was lost. */
const LOOK_EVERY_S = 1;

const Errand = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('test-post'), guildId: z.string(), slot: z.int() }),
  z.object({
    kind: z.literal('post-message'),
    channelId: z.string(),
    message: z.record(z.string(), z.unknown()),
    nonce: z.string(),
    // A web process of an older version names none.
    onRefusal: z.object({ guildId: z.string(), cause: z.literal('review-channel') }).optional(),
  }),
  z.object({ kind: z.literal('tell-member'), userId: z.string(), message: z.record(z.string(), z.unknown()) }),
  z.object({ kind: z.literal('delete-message'), channelId: z.string(), messageId: z.string() }),
  z.object({ kind: z.literal('look-at-permissions'), guildId: z.string(), channelId: z.string() }),
]);

export type Errand = z.infer<typeof Errand>;

const Posted = z.union([z.object({ ok: z.literal(true), messageId: z.string() }), z.object({ ok: z.literal(false), reason: z.string() })]);
/** A bit set is wider than JSON's numbers. */
const Permissions = z.union([
  z.object({
    kind: z.literal('known'),
    bits: z.string().regex(/^\d+$/).transform(BigInt),
    channelType: z.number(),
    roleIds: z.array(z.string()),
    openRoleIds: z.array(z.string()),
    tags: z.array(z.object({ id: z.string(), name: z.string() })),
    needsTag: z.boolean(),
    isClosed: z.boolean(),
    timedOutUntilMs: z.number().nullable(),
  }),
  z.object({ kind: z.enum(['hidden', 'missing', 'unknown']) }),
]);

/** What is done here, by whoever has the token's budget. None of it rejects. */
export interface ErrandDoers {
  carryOut(errand: Exclude<Errand, { kind: 'look-at-permissions' }>): Promise<EffectResult>;
  loadBotPermissions(guildId: string, channelId: string): Promise<BotPermissions>;
}

/** Effects that need the token; all others are carried out where they are asked for. */
export type ErrandEffect = Extract<Effect, { kind: 'test-post' | 'post-message' | 'tell-member' | 'delete-message' }>;

/** The side that asks. */
export function createErrandDesk(boss: PgBoss, log: Log, now: () => number) {
  const troubles = createTroubleLog(log, now);

  /** The output of the job; null when there was none in time. */
  async function ask(errand: Errand, withinMs: number): Promise<unknown> {
    const untilMs = performance.now() + withinMs;
    try {
      const id = await boss.send(ERRANDS, errand);
      if (id === null) return null;
      try {
        while (performance.now() < untilMs) {
          await sleep(ASK_EVERY_MS);
          const [job] = await boss.findJobs(ERRANDS, { id });
          if (job === undefined || job.state === 'failed') return null;
          if (job.state === 'completed') return job.output;
        }
        log.warn({ errand: errand.kind }, 'nobody did an errand in time');
        return null;
      } finally {
        // Nobody is left who would look at it. What cannot be taken away now goes by itself, soon after.
        boss.deleteJob(ERRANDS, id).catch((error: unknown) => void note(error));
      }
    } catch (error) {
      note(error);
      return null;
    }
  }

  function note(error: unknown): void {
    if (!troubles.note(asQueueTrouble(error))) log.error({ err: error }, 'an errand could not be asked for');
  }

  return {
    /** Never rejects. `no-answer`: nobody posts at the moment, or it arrives a little later. */
    async carryOut(effect: ErrandEffect): Promise<EffectResult> {
      const answer = Posted.safeParse(await ask(toErrand(effect), POST_WITHIN_MS));
      return answer.success ? answer.data : { ok: false, reason: 'no-answer' };
    },
    /** "unknown" when there was no answer in time. Never rejects. */
    async loadBotPermissions(guildId: string, channelId: string): Promise<BotPermissions> {
      const answer = Permissions.safeParse(await ask({ kind: 'look-at-permissions', guildId, channelId }, LOOK_WITHIN_MS));
      return answer.success ? answer.data : { kind: 'unknown' };
    },
  };
}

function toErrand(effect: ErrandEffect): Errand {
  switch (effect.kind) {
    case 'test-post':
      return { kind: 'test-post', guildId: effect.settings.guildId, slot: effect.settings.daily?.slot ?? 1 };
    case 'post-message':
    case 'tell-member':
      return { ...effect, message: { ...effect.message } };
    case 'delete-message':
      return effect;
  }
}

/** The side that does them, until it is told to stop, which waits for those under way. */
export async function doErrands(boss: PgBoss, doers: ErrandDoers): Promise<{ stop(): Promise<void> }> {
  const options = { localConcurrency: AT_ONCE, pollingIntervalSeconds: LOOK_EVERY_S, notifyPollingIntervalSeconds: LOOK_EVERY_S };
  await boss.work(ERRANDS, options, ([job]) => doErrand(Errand.parse(job?.data), doers));
  return { stop: () => boss.offWork(ERRANDS) };
}

async function doErrand(errand: Errand, doers: ErrandDoers): Promise<object> {
  if (errand.kind !== 'look-at-permissions') return doers.carryOut(errand);
  const found = await doers.loadBotPermissions(errand.guildId, errand.channelId);
  return found.kind === 'known' ? { ...found, bits: String(found.bits) } : found;
}
