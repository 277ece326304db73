/**
 * pg-boss, through which processes that share one Postgres agree who posts, and ask the one that does. Its tables have a schema
 * of their own beside the state's, and nothing in them is worth a backup: what has to survive is in the ledger.
 */
import { DatabaseError } from 'pg';
import { PgBoss } from 'pg-boss';
import bossPackage from 'pg-boss/package.json' with { type: 'json' };
import { z } from 'zod';
import type { Log } from '../log.ts';
import { NewerSchemaError } from '../state/migrations.ts';
import { asLostConnection, asPostgresTrouble } from '../state/postgres/trouble.ts';
import { createTroubleLog, StateTroubleError } from '../state/trouble.ts';

const PgBossPackage = z.object({ pgboss: z.object({ schema: z.int() }) });
const SCHEMA = 'nabi_queue';
/** The turn of posting and its heartbeat, errands, and one to listen; a process that waits for an errand asks again and again. */
const MOST_CONNECTIONS = 4;
const CONNECT_TIMEOUT_MS = 5_000;
/** How often jobs are looked for whose process died: a narrow query over a handful of rows. */
const WATCH_EVERY_S = 5;
const CLEAN_EVERY_S = 10 * 60;

/** Whose turn it is to post. */
export const TURNS = 'turns';
/** What other processes ask of the one whose turn it is. */
export const ERRANDS = 'errands';

/** The least pg-boss takes. A process that died is known to be dead after this, and whoever stands by goes on. */
const HEARTBEAT_S = 10;
/** A turn lasts a minute, or as long as its tick. No post is late by more than this, so no tick is longer. */
const LONGEST_TURN_S = 6 * 60 * 60;
/** Whoever asked has given up long before. */
const LONGEST_ERRAND_S = 30;
/** pg-boss counts each handing on of a turn as another try of its job; there is no end to them. */
const MOST_HANDOVERS = 1_000_000;
const TURNS_KEPT_S = 60 * 60;
/** Errands hold words of members. Whoever asked deletes them; when that process died, they go after this. */
const ERRANDS_KEPT_S = 60;

export interface QueueOptions {
  /** `postgres://…`, the database of the state. */
  readonly url: string;
  readonly log: Log;
  /** Looks for what a process that died has left; every process that posts does. */
  readonly watches: boolean;
  readonly now: () => number;
}

/** @throws StateTroubleError when Postgres cannot be reached or does not let this user make a schema. */
export async function openQueue({ url, log, watches, now }: QueueOptions): Promise<PgBoss> {
  const boss = new PgBoss({
    connectionString: url,
    application_name: 'nabi-queue',
    schema: SCHEMA,
    max: MOST_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    useListenNotify: true,
    schedule: false,
    supervise: watches,
    superviseIntervalSeconds: WATCH_EVERY_S,
    monitorIntervalSeconds: WATCH_EVERY_S,
    maintenanceIntervalSeconds: CLEAN_EVERY_S,
  });
  const troubles = createTroubleLog(log, now);
  boss.on('error', (error) => {
    if (!troubles.note(asQueueTrouble(error))) log.error({ err: error }, 'the queue met an error');
  });
  boss.on('warning', ({ message }) => log.warn({ warning: message }, 'the queue warns'));
  try {
    await boss.start();
    const newer = await findNewerQueue(boss);
    if (newer !== null) throw newer;
    await boss.createQueue(TURNS, {
      policy: 'exclusive',
      heartbeatSeconds: HEARTBEAT_S,
      expireInSeconds: LONGEST_TURN_S,
      retryLimit: MOST_HANDOVERS,
      deleteAfterSeconds: TURNS_KEPT_S,
    });
    await boss.createQueue(ERRANDS, {
      notify: true,
      expireInSeconds: LONGEST_ERRAND_S,
      retryLimit: 0,
      retentionSeconds: ERRANDS_KEPT_S,
      deleteAfterSeconds: ERRANDS_KEPT_S,
    });
  } catch (error) {
    await boss.stop({ graceful: false }).catch(() => undefined);
    throw asQueueTrouble(error);
  }
  return boss;
}

/** The error for a queue whose tables a newer Nabi made or changed; null where this one knows them. Rejects when they cannot be read. */
export async function findNewerQueue(boss: Pick<PgBoss, 'schemaVersion'>): Promise<NewerSchemaError | null> {
  const known = PgBossPackage.parse(bossPackage).pgboss.schema;
  const found = await boss.schemaVersion();
  return found !== null && found > known ? new NewerSchemaError('The queue in Postgres', found, known, null) : null;
}

/** Codes of a connection that could not be made or was lost; Postgres' own codes have five characters. */
const LOST = /^(ECONN|EPIPE|ENOTFOUND|EAI_|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOENT)/;
/** What pg says without a code when a connection ends or is not to be had. */
const LOST_WORDS =
  /connection (terminated|ended)|connect(ing)? timeout|timeout exceeded when trying to connect|not queryable|heartbeat timed out/i;

/** pg-boss tells of some errors as plain records of them. */
const TroubleTold = z.object({ code: z.string().optional(), message: z.string() });
const POSTGRES_CODE = /^[0-9A-Z]{5}$/;

/** What lies in the machine as a `StateTroubleError`, so that it is one line of the log and no bug; any other error as it is. */
export function asQueueTrouble(error: unknown): unknown {
  const told = TroubleTold.safeParse(error);
  if (error instanceof StateTroubleError || !told.success) return error;
  const { code = '', message } = told.data;
  if (LOST.test(code) || LOST_WORDS.test(message)) return asLostConnection(new Error(message));
  return POSTGRES_CODE.test(code) ? asPostgresTrouble(Object.assign(new DatabaseError(message, message.length, 'error'), { code })) : error;
}
