/** Whether what DATABASE_URL names gives each transaction another session, as pgbouncer does in transaction mode. */
import { z } from 'zod';
import { StateTroubleError } from '../trouble.ts';
import { connectAlone } from './pool.ts';
import { asLostConnection } from './trouble.ts';

/** Others may use the pooler as well, so that one look may show nothing. */
const LOOKS = 5;

const POOLED =
  'DATABASE_URL leads through a pooler in transaction mode, such as pgbouncer: settings, locks and notifications of a session do not hold there. Name Postgres itself, or a pool in session mode.';

const Session = z.tuple([z.object({ pid: z.int() })]);

interface Queryable {
  query(text: string): Promise<{ readonly rows: unknown[] }>;
}

/** @throws StateTroubleError where sessions are shared, or Postgres cannot be reached. */
export async function assertOwnSessions(url: string): Promise<void> {
  await using one = await connectAlone(url);
  await using other = await connectAlone(url);
  const isShared = await shareSession(one, other).catch((error: unknown) => {
    throw asLostConnection(error);
  });
  if (isShared) throw new StateTroubleError('refused', POOLED, null);
}

/** Whether two connections that are both open have been the same session of the server. */
export async function shareSession(one: Queryable, other: Queryable): Promise<boolean> {
  const readPid = async (client: Queryable) => Session.parse((await client.query('SELECT pg_backend_pid() AS pid')).rows)[0].pid;
  for (let look = 0; look < LOOKS; look += 1) {
    if ((await readPid(one)) === (await readPid(other))) return true;
  }
  return false;
}
