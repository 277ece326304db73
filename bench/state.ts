/** Settings read and written through the real state, beside bare SQLite doing the like in the same process. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { openPostgresState } from '../src/state/postgres/open.ts';
import { openSqliteState } from '../src/state/sqlite.ts';
import type { State } from '../src/state/types.ts';
import { startCluster } from '../tests/support/postgres.ts';
import { withFolder } from './support/content.ts';
import { formatCount, median, medianRatio, type Part, type Row } from './support/figures.ts';

const ROUNDS = 5;
const SERVERS = 2_500;
/** So many in a round, that a round of either store takes a few seconds. */
const SQLITE: Sizes = { reads: 20_000, writesAlone: 300, writesTogether: 3_000 };
const POSTGRES: Sizes = { reads: 20_000, writesAlone: 200, writesTogether: 1_000 };
const AT_ONCE = 64;
const NOW_MS = Date.parse('2026-11-22T03:00:00Z');

interface Sizes {
  readonly reads: number;
  readonly writesAlone: number;
  readonly writesTogether: number;
}

export function benchSqlite(): Promise<Part> {
  return benchState('SQLite', async (folder) => openSqliteState(join(folder, 'state.db')), SQLITE);
}

/** A Postgres of its own on this machine, over a Unix socket, without fsync: what is measured is the way there and back. */
export async function benchPostgres(): Promise<Part> {
  const cluster = await startCluster();
  try {
    return await benchState('PostgreSQL', () => openPostgresState(cluster.url()), POSTGRES);
  } finally {
    await cluster.stop();
  }
}

function benchState(name: string, open: (folder: string) => Promise<State>, sizes: Sizes): Promise<Part> {
  return withFolder(async (folder) => {
    const state = await open(folder);
    const bare = new Database(join(folder, 'bare.db'));
    bare.pragma('journal_mode = WAL');
    bare.pragma('synchronous = FULL');
    bare.exec('CREATE TABLE servers (guild_id TEXT PRIMARY KEY, locale TEXT) STRICT');
    const put = bare.prepare('INSERT INTO servers VALUES (?, ?) ON CONFLICT DO UPDATE SET locale = excluded.locale');
    const get = bare.prepare('SELECT locale FROM servers WHERE guild_id = ?');
    try {
      await atOnce(AT_ONCE, SERVERS, (turn) => write(state, turn));
      for (let turn = 0; turn < SERVERS; turn += 1) put.run(idOf(turn), 'ko');
      const reads: Pair[] = [];
      const members: Pair[] = [];
      const alone: Pair[] = [];
      const together: Pair[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        const bareReads = await perSecond(sizes.reads, async () => {
          for (let turn = 0; turn < sizes.reads; turn += 1) get.get(idOf(turn));
        });
        const bareWrites = await perSecond(sizes.writesAlone, async () => {
          for (let turn = 0; turn < sizes.writesAlone; turn += 1) put.run(idOf(turn), turn % 2 === 0 ? `ko ${round}` : `en-US ${round}`);
        });
        reads.push({
          floor: bareReads,
          own: await perSecond(sizes.reads, () => atOnce(1, sizes.reads, (turn) => state.loadSettings(idOf(turn)))),
        });
        members.push({
          floor: bareReads,
          own: await perSecond(sizes.reads, () => atOnce(1, sizes.reads, (turn) => state.loadMember(idOf(turn)))),
        });
        alone.push({
          floor: bareWrites,
          own: await perSecond(sizes.writesAlone, () => atOnce(1, sizes.writesAlone, (turn) => write(state, turn))),
        });
        together.push({
          floor: bareWrites,
          own: await perSecond(sizes.writesTogether, () => atOnce(AT_ONCE, sizes.writesTogether, (turn) => write(state, turn))),
        });
      }
      return {
        title: `State in ${name}, ${formatCount(SERVERS)} servers (floor: one bare row in SQLite, synchronous = FULL)`,
        rows: [
          describe('settings read, a second', reads),
          describe("a member's progress read, a second", members),
          describe('settings written, one after the other, a second', alone),
          describe(`settings written, ${AT_ONCE} at once, a second`, together),
        ],
      };
    } finally {
      bare.close();
      await state.close();
    }
  });
}

interface Pair {
  readonly own: number;
  readonly floor: number;
}

function describe(what: string, pairs: readonly Pair[]): Row {
  const own = pairs.map((pair) => pair.own);
  const floor = pairs.map((pair) => pair.floor);
  return { what, figure: `${formatCount(median(own))} = ${medianRatio(own, floor).toFixed(2)} ×`, floor: formatCount(median(floor)) };
}

function idOf(turn: number): string {
  return String(900_000_000_000_000_000n + BigInt(turn % SERVERS));
}

async function write(state: State, turn: number): Promise<void> {
  const patch = { locale: turn % 2 === 0 ? 'ko' : 'en-US' } as const;
  await state.saveChanges([{ kind: 'set-server', guildId: idOf(turn), patch, byUserId: '700000000000000001' }], NOW_MS);
}

async function atOnce(workers: number, count: number, act: (turn: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < count) {
      next += 1;
      await act(next);
    }
  };
  await Promise.all(Array.from({ length: workers }, work));
}

async function perSecond(count: number, act: () => Promise<void>): Promise<number> {
  const startedMs = performance.now();
  await act();
  return (count * 1_000) / (performance.now() - startedMs);
}
