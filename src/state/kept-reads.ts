/**
 * What every interaction asks first, answered from memory while nothing was committed: SQLite itself says whether anything was
 * (https://www.sqlite.org/pragma.html#pragma_data_version), so no write can forget to tell, of this process or of another.
 */
import type Sqlite from 'better-sqlite3';
import type { Member } from './members.ts';
import type { ServerSettings, State } from './types.ts';

export type Reads = Pick<State, 'loadSettings' | 'loadMember'>;
export type KeptReads = Reads & Required<Pick<State, 'recall'>>;

/** Servers and people that ask in the same minute. */
const MOST_KEPT = 5_000;

/** @param connection One that writes nothing itself: SQLite tells a connection only of what others committed. */
export function keepReads(connection: Sqlite.Database, reads: Reads): KeptReads {
  const loadVersion = connection.prepare('PRAGMA data_version').pluck();
  const forgetters: (() => void)[] = [];
  let seen: unknown;
  let isLooked = false;

  /**
   * Forgets what may have changed. Whatever is asked in one go meets the same state, so SQLite is asked once; a write that somebody waited
   * for is told in a later one.
   */
  function look(): void {
    if (isLooked) return;
    const version = loadVersion.get();
    isLooked = true;
    void Promise.resolve().then(() => {
      isLooked = false;
    });
    if (version === seen) return;
    for (const forget of forgetters) forget();
    seen = version;
  }

  function keep<Read>(kept: Map<string, Read>, load: (id: string) => Promise<Read>): (id: string) => Promise<Read> {
    forgetters.push(() => kept.clear());
    return async (id) => {
      look();
      const known = kept.get(id);
      if (known !== undefined) return known;
      const before = seen;
      const read = await load(id);
      // What somebody committed meanwhile may be in it or not.
      if (loadVersion.get() !== before || seen !== before) return read;
      if (kept.size >= MOST_KEPT) kept.clear();
      kept.set(id, read);
      return read;
    };
  }

  const settingsOf = new Map<string, ServerSettings>();
  const members = new Map<string, Member>();
  return {
    loadSettings: keep(settingsOf, reads.loadSettings),
    loadMember: keep(members, reads.loadMember),
    recall(guildId, userId) {
      look();
      const settings = settingsOf.get(guildId);
      const member = members.get(userId);
      return settings === undefined || member === undefined ? undefined : { settings, member };
    },
  };
}
