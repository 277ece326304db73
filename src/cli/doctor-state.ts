/** The doctor's look at the state: whether it can be read, how many servers post, what is paused, and how old the newest copy is. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { z } from 'zod';
import { closing } from '../closing.ts';
import type { Env } from '../env.ts';
import { SCHEMA } from '../state/database.ts';
import { findHomeProblem, findOtherOwner } from '../state/home.ts';
import { SCHEMA_VERSION } from '../state/migrations.ts';
import { BACKUPS, listDates } from '../state/nightly.ts';
import { readPostgresVersion } from '../state/postgres/migrations.ts';
import { connectAlone } from '../state/postgres/pool.ts';
import { assertOwnSessions } from '../state/postgres/pooler.ts';
import { asLostConnection } from '../state/postgres/trouble.ts';
import { countOf } from '../text/text.ts';
import { type DoctorFinding, note, ok, problem, skipped } from './doctor-finding.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** The copy of a night is made at the next start where the machine was off. */
const BACKUP_LATE_AFTER_DAYS = 3;

/** People's own dailies, whose places begin with @, are nobody's business here. */
const SUSPENDED =
  "SELECT suspended_reason AS reason, count(*) AS count FROM dailies WHERE suspended_reason IS NOT NULL AND guild_id NOT LIKE '@%' GROUP BY 1 ORDER BY 2 DESC";
const ENABLED = "SELECT count(*) AS count FROM dailies WHERE enabled = 1 AND guild_id NOT LIKE '@%'";
/** Later than any post can be due: the least often is one a week. */
const TOO_FAR_MS = 8 * 24 * 60 * 60_000;
const TOO_FAR = 'SELECT count(*) AS count FROM dailies WHERE pause_until IS NULL AND next_due_at_ms > ';

const SuspendedRows = z.array(z.object({ reason: z.string(), count: z.number() }));
const CountedRow = z.tuple([z.object({ count: z.number() })]);

/** Changes nothing and never rejects. */
export function examineState(env: Env, nowMs: number): Promise<DoctorFinding[]> {
  return env.databaseUrl === null ? examineSqlite(env, nowMs) : examinePostgres(env.databaseUrl, nowMs);
}

async function examinePostgres(url: string, nowMs: number): Promise<DoctorFinding[]> {
  try {
    await using client = await connectAlone(url);
    const schema = await readPostgresVersion(client);
    if (schema !== SCHEMA_VERSION) return [describeSchema('Postgres answers and', schema)];
    await client.query(`SET search_path TO ${SCHEMA}`);
    await assertOwnSessions(url);
    const { servers, findings } = await examineDailies(async (query) => (await client.query(query)).rows, nowMs);
    return [
      ok('state', `Postgres answers; servers with the daily post on: ${servers}.`),
      note('backup', 'Nabi makes no copies of Postgres: pg_dump does (docs/operating.md).'),
      ...findings,
    ];
  } catch (error) {
    return [problem('state', asLostConnection(error).message)];
  }
}

async function examineSqlite(env: Env, nowMs: number): Promise<DoctorFinding[]> {
  if (findOtherOwner(env.home) !== null || findHomeProblem(env.home) !== null) {
    return [skipped('state', 'it was not opened, because of the folder.')];
  }
  const file = join(env.home, 'state.db');
  const [newest] = listDates(join(env.home, BACKUPS)).sort().reverse();
  if (!existsSync(file) && newest !== undefined) {
    const copy = join(env.home, BACKUPS, `state-${newest}.db`);
    return [problem('state', `state.db is gone, but there is a backup of ${newest}: nabi restore ${copy}`)];
  }
  if (!existsSync(file)) return [ok('state', 'there is none yet; the first start makes it.')];
  try {
    using db = closing(new Database(file, { readonly: true }));
    const verdict = z.string().parse(db.pragma('integrity_check', { simple: true }));
    if (verdict !== 'ok') {
      return [
        problem('state', `state.db is damaged (${verdict}). Stop the bot and put the newest backup in its place: nabi restore <file>.`),
      ];
    }
    const schema = Number(db.pragma('user_version', { simple: true }));
    if (schema !== SCHEMA_VERSION) return [describeSchema('state.db', schema), examineBackups(newest, nowMs)];
    const { servers, findings } = await examineDailies(async (query) => db.prepare(query).all(), nowMs);
    return [ok('state', `state.db is whole; servers with the daily post on: ${servers}.`), examineBackups(newest, nowMs), ...findings];
  } catch (error) {
    return [problem('state', `state.db can't be read: ${error instanceof Error ? error.message : String(error)}`)];
  }
}

/** How many servers have their daily post on, and what is wrong with any: the same questions to either store. */
async function examineDailies(ask: (query: string) => Promise<unknown>, nowMs: number) {
  const suspended = SuspendedRows.parse(await ask(SUSPENDED));
  const [on] = CountedRow.parse(await ask(ENABLED));
  const [tooFar] = CountedRow.parse(await ask(`${TOO_FAR}${nowMs + TOO_FAR_MS}`));
  return { servers: on.count, findings: [...suspended.map(describeSuspended), ...describeTooFar(tooFar.count)] };
}

/** Of a store that a start would bring up to date, or could not use. */
function describeSchema(store: string, schema: number): DoctorFinding {
  if (schema > SCHEMA_VERSION) {
    const says = `${store} was written by a newer Nabi (schema ${schema}; this one knows up to ${SCHEMA_VERSION}). Start that version.`;
    return problem('state', says);
  }
  const says =
    schema === 0
      ? 'holds nothing yet; the first start makes the tables'
      : `is of schema ${schema}; the next start brings it to ${SCHEMA_VERSION}`;
  return ok('state', `${store} ${says}.`);
}

/** @param newest Date of the newest nightly copy. */
function examineBackups(newest: string | undefined, nowMs: number): DoctorFinding {
  if (newest === undefined) return note('backup', 'there is none yet; the running bot makes one a day.');
  const days = Math.floor((nowMs - Date.parse(`${newest}T00:00:00Z`)) / DAY_MS);
  if (days <= BACKUP_LATE_AFTER_DAYS) return ok('backup', `the newest is of ${newest}.`);
  return problem('backup', `the newest is ${days} days old, of ${newest}. The log of the bot says why none came since.`);
}

function describeSuspended({ reason, count }: z.infer<typeof SuspendedRows>[number]): DoctorFinding {
  return note('daily post', `paused in ${countOf(count, 'server')}: ${reason}. Their admins see the remedy in /health.`);
}

/** A clock that ran ahead leaves these behind. */
function describeTooFar(count: number): readonly DoctorFinding[] {
  if (count === 0) return [];
  const says = `planned more than a week ahead in ${countOf(count, 'server')}: the machine's clock must have been wrong. The running bot corrects it within the hour.`;
  return [problem('daily post', says)];
}
