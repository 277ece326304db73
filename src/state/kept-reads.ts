/**
 * What every interaction asks first, answered from memory while nothing was committed: SQLite itself says whether anything was
 * (https://www.sqlite.org/pragma.html#pragma_data_version), so no write can forget to tell, of this process or of another.
 */
import type Sqlite from 'better-sqlite3';
import type { State } from './types.ts';

export type KeptReads = Pick<State, 'loadSettings' | 'loadMember'>;

/** Servers and people that ask in the same minute. */
const MOST_KEPT = 5_000;

/** @param connection One that writes nothing itself: SQLite tells a connection only of what others committed. */
export function keepReads(connection: Sqlite.Database, reads: KeptReads): KeptReads {
  const version = connection.prepare('PRAGMA data_version').pluck();
  const forgetters: (() => void)[] = [];
  let seen: unknown;

  function keep<Read>(load: (id: string) => Promise<Read>): (id: string) => Promise<Read> {
    const kept = new Map<string, Read>();
    forgetters.push(() => kept.clear());
    return async (id) => {
      const before = version.get();
      if (before !== seen || kept.size >= MOST_KEPT) {
        for (const forget of forgetters) forget();
        seen = before;
      }
      const known = kept.get(id);
      if (known !== undefined) return known;
      const read = await load(id);
      // What somebody committed meanwhile may be in it or not.
      if (version.get() === before && seen === before) kept.set(id, read);
      return read;
    };
  }

  return { loadSettings: keep(reads.loadSettings), loadMember: keep(reads.loadMember) };
}
