/** Connections to Postgres: few, bounded in time, and given back only when they still work. */
import { Client, type ClientConfig, DatabaseError, Pool, type PoolClient, TypeOverrides } from 'pg';
import { growPauseMs } from '../../pause.ts';
import { StateTroubleError } from '../trouble.ts';
import { asLostConnection } from './trouble.ts';

/** One process needs few: a commit takes milliseconds, and Postgres pays for every connection. */
const MOST_CONNECTIONS = 8;
const CONNECT_TIMEOUT_MS = 5_000;
/** The server ends what takes longer; a write takes milliseconds, and an interaction has three seconds to be answered. */
const STATEMENT_TIMEOUT_MS = 5_000;
const LOCK_TIMEOUT_MS = 4_000;
/** A process that was frozen inside a transaction must not hold its locks for ever. */
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 15_000;
/** Nothing at all came back, not even the server's own time-out: the connection is dead. */
const ANSWER_TIMEOUT_MS = STATEMENT_TIMEOUT_MS + 2_000;
const PAUSE = { firstMs: 50, longestMs: 1_000 };
/** What pg says when all connections are in use for too long: no sign that the server is away. */
const POOL_IS_BUSY = 'timeout exceeded when trying to connect';

const BIGINT_OID = 20;

/** What every connection has in common. Only numbers JavaScript holds exactly are kept as bigint, and the row schemas check it. */
function connectionConfig(url: string): ClientConfig {
  const types = new TypeOverrides();
  types.setTypeParser(BIGINT_OID, Number);
  return {
    connectionString: url,
    application_name: 'nabi',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    types,
  };
}

/**
 * A connection outside the pool, for whoever needs one of their own: with `await using`, or until it is ended.
 *
 * @throws StateTroubleError when there is none to be had.
 */
export async function connectAlone(url: string): Promise<Client & AsyncDisposable> {
  const client = new Client(connectionConfig(url));
  // A connection that is lost is met by the next query; without a listener it would end the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return Object.assign(client, { [Symbol.asyncDispose]: () => client.end().catch(() => undefined) });
  } catch (error) {
    throw asLostConnection(error);
  }
}

export interface ConnectionPool {
  /** To be released when it is no longer needed. @throws StateTroubleError when there is none to be had. */
  connect(): Promise<PoolClient>;
  end(): Promise<void>;
}

/**
 * A pool of connections. A connection that broke is an error of the call that used it and of no other; while the server is away calls fail
 * at once, and it is asked again after a pause that grows to a second.
 */
export function createPool(url: string): ConnectionPool {
  const pool = new Pool({
    ...connectionConfig(url),
    max: MOST_CONNECTIONS,
    query_timeout: ANSWER_TIMEOUT_MS,
    // The state must not keep a process alive that has nothing else to do.
    allowExitOnIdle: true,
    onConnect: prepareSession,
  });
  // Without listeners a connection lost between two calls would end the process; the next call meets and reports it.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));

  let failures = 0;
  let waitsUntilMs = Number.NEGATIVE_INFINITY;
  let lastFailure: StateTroubleError | null = null;

  return {
    end: () => pool.end(),
    async connect() {
      if (lastFailure !== null && performance.now() < waitsUntilMs) throw lastFailure;
      try {
        const client = await pool.connect();
        failures = 0;
        lastFailure = null;
        return guard(client);
      } catch (error) {
        const trouble = asLostConnection(error);
        if (error instanceof Error && error.message === POOL_IS_BUSY) throw new StateTroubleError('busy', trouble.message, error);
        lastFailure = trouble;
        waitsUntilMs = performance.now() + growPauseMs(failures, PAUSE);
        failures += 1;
        throw trouble;
      }
    },
  };
}

/** Settings of the session rather than of the connection's start: connection poolers pass them on. */
async function prepareSession(client: Pick<PoolClient, 'query'>): Promise<void> {
  await client.query(`
    SELECT set_config('statement_timeout', '${STATEMENT_TIMEOUT_MS}', false),
      set_config('lock_timeout', '${LOCK_TIMEOUT_MS}', false),
      set_config('idle_in_transaction_session_timeout', '${IDLE_IN_TRANSACTION_TIMEOUT_MS}', false);
    -- A mark of the ledger lost to a power cut would double a post.
    SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'`);
}

/** A connection that failed in any other way than with an answer of the server is used for nothing else and not given back. */
function guard(client: PoolClient): PoolClient {
  let lost: StateTroubleError | null = null;
  const query = async (...all: unknown[]): Promise<unknown> => {
    if (lost !== null) throw lost;
    try {
      return await Reflect.apply(client.query, client, all);
    } catch (error) {
      if (error instanceof DatabaseError && error.severity !== 'FATAL' && error.severity !== 'PANIC') throw error;
      lost = asLostConnection(error);
      throw lost;
    }
  };
  const release = (destroy?: Error | boolean): void => client.release(destroy || lost !== null);
  return new Proxy(client, {
    get(target, name) {
      if (name === 'query') return query;
      if (name === 'release') return release;
      return Reflect.get(target, name, target);
    },
  });
}
