/** Settings read and written through the real state, beside bare SQLite doing the like in the same process. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { openSqliteState } from '../src/state/sqlite.ts';
import type { State } from '../src/state/types.ts';
import { withFolder } from './support/content.ts';
import { formatCount, median, medianRatio, type Part, type Row } from './support/figures.ts';

const ROUNDS = 5;
const SERVERS = 2_500;
const READS = 20_000;
const WRITES_ALONE = 300;
const WRITES_TOGETHER = 3_000;
const AT_ONCE = 64;
const NOW_MS = Date.parse('2026-11-22T03:00:00Z');

/** The state another database holds is measured by the same function: pass its name and a way to open it. */
export function benchState(
  open: (folder: string) => Promise<State> = async (folder) => openSqliteState(join(folder, 'state.db')),
  name = 'SQLite',
): Promise<Part> {
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
        const bareReads = await perSecond(READS, async () => {
          for (let turn = 0; turn < READS; turn += 1) get.get(idOf(turn));
        });
        const bareWrites = await perSecond(WRITES_ALONE, async () => {
          for (let turn = 0; turn < WRITES_ALONE; turn += 1) put.run(idOf(turn), turn % 2 === 0 ? `ko ${round}` : `en-US ${round}`);
        });
        reads.push({ floor: bareReads, own: await perSecond(READS, () => atOnce(1, READS, (turn) => state.loadSettings(idOf(turn)))) });
        members.push({ floor: bareReads, own: await perSecond(READS, () => atOnce(1, READS, (turn) => state.loadMember(idOf(turn)))) });
        alone.push({ floor: bareWrites, own: await perSecond(WRITES_ALONE, () => atOnce(1, WRITES_ALONE, (turn) => write(state, turn))) });
        together.push({
          floor: bareWrites,
          own: await perSecond(WRITES_TOGETHER, () => atOnce(AT_ONCE, WRITES_TOGETHER, (turn) => write(state, turn))),
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
