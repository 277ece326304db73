/**
 * What every interaction asks first, answered from memory while nothing of it was written: SQLite itself says whether anything was
 * committed (https://www.sqlite.org/pragma.html#pragma_data_version), and triggers which places it touched, so no write can forget to tell,
 * of this process or of another.
 */
import type Sqlite from 'better-sqlite3';
import { z } from 'zod';
import type { State } from './types.ts';

export type Reads = Pick<State, 'loadSettings' | 'loadMember' | 'loadCommunityLines'>;
export type KeptReads = Reads & Required<Pick<State, 'recall'>>;

export interface KeptRead<Read> {
  load(id: string): Promise<Read>;
  /** What would be loaded, where it is in memory and holds. */
  recall(id: string): Read | undefined;
}

/** Of a thousand places: 5,000 servers and as many people. */
const MOST_OF_PLACE = 5;

const Last = z.int().nullable();
const Places = z.array(z.string());

/** @param connection One that writes nothing itself: SQLite tells a connection only of what others committed. */
export function keepReads(connection: Sqlite.Database, reads: Reads) {
  const loadVersion = connection.prepare('PRAGMA data_version').pluck();
  const loadLast = connection.prepare('SELECT max(number) FROM touched').pluck();
  const loadTouched = connection.prepare('SELECT place FROM touched WHERE number > ?').pluck();
  const all: ((places: readonly string[] | null) => void)[] = [];
  let seen: unknown;
  let seenLast: number | null = null;
  /** Whether was looked while nothing else could arrive, and this process has written nothing since. */
  let hasLooked = false;
  const beginAnew = () => {
    hasLooked = false;
  };

  /**
   * Forgets what may have changed. All that is asked before this process listens again had come before the look: SQLite is asked once, as
   * that takes two locks of the file.
   */
  function look(): void {
    if (hasLooked) return;
    const version = loadVersion.get();
    hasLooked = true;
    queueMicrotask(beginAnew);
    if (version === seen) return;
    const last = Last.parse(loadLast.get());
    if (last !== seenLast) forgetTouched(last);
    seenLast = last;
    seen = version;
  }

  function forgetTouched(last: number | null): void {
    // Where somebody emptied the table its numbers begin anew, and say nothing of what was before.
    const places = seenLast === null || last === null || last < seenLast ? null : Places.parse(loadTouched.all(seenLast));
    for (const forget of all) forget(places);
  }

  function keep<Read>(load: (id: string) => Promise<Read>, isKept = (_read: Read) => true): KeptRead<Read> {
    const kept = new Map<string, Read>();
    const idsIn = new Map<string, readonly string[]>();
    const forget = (place: string) => {
      for (const id of idsIn.get(place) ?? []) kept.delete(id);
      idsIn.delete(place);
    };
    all.push((places) => (places ?? [...idsIn.keys()]).forEach(forget));
    const recall = (id: string) => kept.get(id);
    return {
      recall,
      async load(id) {
        look();
        const known = recall(id);
        if (known !== undefined) return known;
        const version = seen;
        const read = await load(id);
        // What was seen meanwhile of a commit was forgotten before this was kept, and it may hold nothing of it.
        if (!isKept(read) || seen !== version) return read;
        const place = placeOf(id);
        if ((idsIn.get(place)?.length ?? 0) >= MOST_OF_PLACE) forget(place);
        if (!kept.has(id)) idsIn.set(place, [...(idsIn.get(place) ?? []), id]);
        kept.set(id, read);
        return read;
      },
    };
  }

  return {
    reads: keepAll(reads, keep, look),
    /** Told that this process has written, before whoever waits for that is. */
    noteWrite() {
      hasLooked = false;
    },
  };
}

type Keep = <Read>(load: (id: string) => Promise<Read>, isKept?: (read: Read) => boolean) => KeptRead<Read>;

/** @param look Is over before anything is recalled. */
export function keepAll(reads: Reads, keep: Keep, look = () => {}): KeptReads {
  const settingsOf = keep(reads.loadSettings);
  const members = keep(reads.loadMember);
  // Most servers have no lines of their own. Those of others are read each time: two hundred of each would be much to keep.
  const communityLines = keep(reads.loadCommunityLines, (lines) => lines.length === 0);
  return {
    loadSettings: settingsOf.load,
    loadMember: members.load,
    loadCommunityLines: communityLines.load,
    recall(guildId, userId) {
      look();
      const settings = settingsOf.recall(guildId);
      const member = members.recall(userId);
      if (settings === undefined || member === undefined) return undefined;
      return { settings, member, hasNoCommunityLines: communityLines.recall(guildId) !== undefined };
    },
  };
}

/** Under which the triggers note what is written of a server or a person (migrations.ts). */
function placeOf(id: string): string {
  return id.slice(-3);
}
