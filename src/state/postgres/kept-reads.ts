/**
 * What every interaction asks first, answered from memory for as long as Postgres is known not to hold anything else. Triggers note for
 * every write, whoever makes it, which place it touched and in which transaction (migrations.ts); a look asks what was touched by
 * transactions that the look before could not see. Nothing is sent and nothing belongs to a session, so nothing can be lost: a look that has
 * no answer means that nothing is known, and then everything is read.
 */
import { createHash } from 'node:crypto';
import sql from 'sql-template-tag';
import { z } from 'zod';
import type { Database, Queries } from '../database.ts';
import { type KeptRead, keepAll, type Reads } from '../kept-reads.ts';

/** What another process wrote is seen this long after its commit at the latest, in milliseconds. What this one wrote is seen at once. */
export const KNOWN_FOR_MS = 250;
/** Where much is asked the next look is over before the last one is too old. */
const LOOK_AFTER_MS = KNOWN_FOR_MS / 2;
/** Servers, and people, that are kept: those that asked last. */
const MOST_KEPT = 5_000;
/** The place of whatever empties a whole table. */
const EVERYWHERE = '*';

/**
 * `store` is another one behind a restart, at another machine and where the tables were put back, where numbers of transactions may come
 * again; null where they are not told (https://www.postgresql.org/docs/15/hot-standby.html).
 */
const Look = z.object({ snapshot: z.string(), store: z.string().nullable(), places: z.array(z.string()) });

interface Known {
  readonly snapshot: string;
  readonly store: string;
}

interface Kept<Read> {
  readonly place: string;
  /** Missing until it has come. */
  read?: Read;
}

/** @param now Milliseconds of a clock that never goes back. */
export function keepReads(queries: Queries, reads: Reads, now: () => number) {
  const all: Map<string, Kept<unknown>>[] = [];
  let known: Known | null = null;
  /** When the look was sent that knew all there was to know, what this process wrote included. */
  let knownAtMs = Number.NEGATIVE_INFINITY;
  let writes = 0;
  let isLooking = false;

  async function look(): Promise<void> {
    isLooking = true;
    const sentAtMs = now();
    const writesBefore = writes;
    try {
      const { snapshot, store, places } = Look.parse(await queries.one(selectTouched(known?.snapshot ?? null)));
      forget(store === known?.store ? new Set(places) : null);
      known = store === null ? null : { snapshot, store };
      if (writes === writesBefore) knownAtMs = sentAtMs;
    } catch {
      // Whoever reads meets the same, and says it. The next look asks for what this one would have.
    }
    isLooking = false;
  }

  /** @param places null: all. */
  function forget(places: ReadonlySet<string> | null): void {
    if (places?.size === 0) return;
    const isFor = (place: string) => places === null || places.has(place) || places.has(EVERYWHERE);
    for (const kept of all) for (const [id, { place }] of kept) if (isFor(place)) kept.delete(id);
  }

  /** Whether what is kept still holds; asks anew in time. */
  function isKnown(): boolean {
    const ageMs = now() - knownAtMs;
    if (ageMs > LOOK_AFTER_MS && !isLooking) void look();
    return ageMs <= KNOWN_FOR_MS;
  }

  /**
   * A read is kept from when it is sent, behind the answer of a look: whatever is committed after that look is in the read or told by the
   * next look, and perhaps both.
   */
  function keep<Read>(load: (id: string) => Promise<Read>, isKept = (_read: Read) => true): KeptRead<Read> {
    const kept = new Map<string, Kept<Read>>();
    all.push(kept);

    function recall(id: string): Read | undefined {
      const entry = isKnown() ? kept.get(id) : undefined;
      if (entry?.read === undefined) return undefined;
      kept.delete(id);
      kept.set(id, entry);
      return entry.read;
    }

    return {
      recall,
      async load(id) {
        const recalled = recall(id);
        if (recalled !== undefined || known === null) return recalled ?? load(id);
        const entry: Kept<Read> = { place: kept.get(id)?.place ?? placeOf(id) };
        kept.delete(id);
        kept.set(id, entry);
        const [oldest = id] = kept.keys();
        if (kept.size > MOST_KEPT) kept.delete(oldest);
        const read = await load(id);
        if (isKept(read)) entry.read = read;
        return read;
      },
    };
  }

  async function note<Result>(write: Promise<Result>): Promise<Result> {
    try {
      return await write;
    } finally {
      // Also when it failed: of a connection that was lost nobody knows what became of its last words.
      writes += 1;
      knownAtMs = Number.NEGATIVE_INFINITY;
    }
  }

  return {
    reads: keepAll(reads, keep),
    /** The same database; what is written through it is in the next read. */
    noteWrites: (db: Database): Database => ({
      ...db,
      all: (statement) => note(db.all(statement)),
      one: (statement) => note(db.one(statement)),
      run: (statement) => note(db.run(statement)),
      transaction: (act) => note(db.transaction(act)),
    }),
  };
}

/** What transactions touched that are over now and were not for a snapshot. A copy from another server can hold numbers still to come. */
function selectTouched(seen: string | null) {
  return sql`
    SELECT pg_current_snapshot()::text AS snapshot,
      CASE WHEN NOT pg_is_in_recovery() THEN concat(pg_postmaster_start_time(), ' ', 'nabi.touched'::regclass::oid) END AS store,
      ARRAY(
        SELECT place FROM nabi.touched
        WHERE xid >= pg_snapshot_xmin(${seen}::text::pg_snapshot) AND xid < pg_snapshot_xmax(pg_current_snapshot())
          AND NOT pg_visible_in_snapshot(xid, ${seen}::text::pg_snapshot)
      ) AS places`;
}

/** Where the triggers note what is written of a server or a person: one of 4,096, which says nothing of whom. */
function placeOf(id: string): string {
  return createHash('sha256').update(id).digest('hex').slice(0, 3);
}
