/** One process is connected to the gateway: a second one would be told of every interaction too, and answer it again. */
import { z } from 'zod';
import { GatewayError } from '../discord/gateway-error.ts';
import { connectAlone } from '../state/postgres/pool.ts';
import { asLostConnection } from '../state/postgres/trouble.ts';
import type { Life } from './life.ts';

/** Any number no other program is likely to lock on; the letters n, a, b, g. */
const LOCK_KEY = 0x6e616267;
/** A machine that is gone without a word is noticed by the server after half a minute instead of two hours. */
const NOTICE_SILENCE = 'SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 4';

const LockedRows = z.tuple([z.object({ locked: z.boolean() })]);

const TAKEN =
  'Another process of this bot is connected to the gateway already, and one is enough: it holds all shards. For more processes that answer set NABI_TRANSPORT=http; for more that post, NABI_ROLE=worker.';

/**
 * Takes the gateway for this process until it ends, however it ends. When Postgres is started again meanwhile, it is not taken again:
 * the lock is there for two that are started by mistake.
 *
 * @throws GatewayError when another process has it, StateTroubleError when Postgres cannot be reached
 */
export async function lockGateway(databaseUrl: string, life: Life): Promise<void> {
  const client = await connectAlone(databaseUrl);
  try {
    await client.query(NOTICE_SILENCE);
    const { rows } = await client.query('SELECT pg_try_advisory_lock($1) AS locked', [LOCK_KEY]);
    const [{ locked }] = LockedRows.parse(rows);
    if (!locked) throw new GatewayError('taken', TAKEN);
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error instanceof GatewayError ? error : asLostConnection(error);
  }
  life.closing('leave the gateway to others', () => client.end());
}
