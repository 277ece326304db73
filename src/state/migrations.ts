/** The schema of state.db, step by step, and how a file is brought to the newest. */
import { rmSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import { writeTables } from './both-tables.ts';

const BOTH = writeTables({ id: 'TEXT', text: 'TEXT', whole: 'INTEGER', end: ' STRICT' });

/**
 * Every step the schema of state.db ever took, oldest first. A step that was released is never edited: the next one
 * corrects it. The file's `user_version` is the number of steps it has behind it.
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE servers (
    guild_id TEXT PRIMARY KEY,
    title TEXT,
    spoiler_ceiling INTEGER NOT NULL,
    locale TEXT,
    updated_at_ms INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE dailies (
    guild_id TEXT PRIMARY KEY REFERENCES servers (guild_id) ON DELETE CASCADE,
    enabled INTEGER NOT NULL CHECK (enabled IN (0, 1)),
    channel_id TEXT NOT NULL,
    time TEXT NOT NULL,
    zone TEXT NOT NULL,
    next_due_at_ms INTEGER,
    suspended_reason TEXT
  ) STRICT;
  CREATE INDEX dailies_due ON dailies (next_due_at_ms, guild_id) WHERE next_due_at_ms IS NOT NULL;

  -- The zone is part of the key because a date is a date somewhere: after a move from Seoul to New York the 22nd comes again.
  ${BOTH.deliveries}

  CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  `,
  `
  ALTER TABLE dailies ADD COLUMN tone TEXT NOT NULL DEFAULT 'all' CHECK (tone IN ('all', 'gentle'));
  ALTER TABLE dailies ADD COLUMN include_director INTEGER NOT NULL DEFAULT 0 CHECK (include_director IN (0, 1));
  ALTER TABLE dailies ADD COLUMN style TEXT NOT NULL DEFAULT 'card' CHECK (style IN ('card', 'text'));
  -- ISO days of the week in ascending order, such as '12345'.
  ALTER TABLE dailies ADD COLUMN weekdays TEXT NOT NULL DEFAULT '1234567' CHECK (weekdays GLOB '[1-7]*');
  ALTER TABLE dailies ADD COLUMN ping_role_id TEXT;
  ALTER TABLE dailies ADD COLUMN opens_thread INTEGER NOT NULL DEFAULT 0 CHECK (opens_thread IN (0, 1));
  ALTER TABLE dailies ADD COLUMN crossposts INTEGER NOT NULL DEFAULT 0 CHECK (crossposts IN (0, 1));
  ALTER TABLE dailies ADD COLUMN skip_date TEXT;
  `,
  `
  ALTER TABLE dailies ADD COLUMN last_posted_at_ms INTEGER;
  UPDATE dailies SET last_posted_at_ms = (
    SELECT max(updated_at_ms) FROM deliveries
    WHERE deliveries.guild_id = dailies.guild_id AND deliveries.channel_id = dailies.channel_id AND state = 'confirmed');

  -- What is still to be done at Discord after a post is out. Kept as long as the ledger, because /health tells what became of it.
  ${BOTH.outbox}
  `,
  `
  -- No command ever set spoiler_ceiling; ceilings is JSON, episodes by title id.
  ALTER TABLE servers DROP COLUMN spoiler_ceiling;
  ALTER TABLE servers ADD COLUMN ceilings TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(ceilings));
  ALTER TABLE servers ADD COLUMN reply_style TEXT NOT NULL DEFAULT 'card' CHECK (reply_style IN ('card', 'plain'));
  ALTER TABLE servers ADD COLUMN suggestions_channel_id TEXT;
  ALTER TABLE servers ADD COLUMN suggester_role_id TEXT;
  ALTER TABLE servers ADD COLUMN reviewer_role_id TEXT;
  ALTER TABLE servers ADD COLUMN season_news_channel_id TEXT;
  ALTER TABLE servers ADD COLUMN care_text TEXT;
  CREATE INDEX servers_season_news ON servers (guild_id) WHERE season_news_channel_id IS NOT NULL;

  -- An id is never given twice (AUTOINCREMENT), because buttons carry it.
  CREATE TABLE settings_changes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    guild_id TEXT NOT NULL,
    made_at_ms INTEGER NOT NULL,
    by_user_id TEXT NOT NULL,
    before_json TEXT NOT NULL CHECK (json_valid(before_json))
  ) STRICT;
  CREATE INDEX settings_changes_newest ON settings_changes (guild_id, id);
  CREATE INDEX settings_changes_of_member ON settings_changes (by_user_id, id);

  ${BOTH.schema4}
  `,
  BOTH.schema5,
  `
  -- A server has several daily posts, each in its slot; what there was becomes the first. SQLite changes a key by making the table anew.
  CREATE TABLE dailies_by_slot (
    guild_id TEXT NOT NULL REFERENCES servers (guild_id) ON DELETE CASCADE,
    slot INTEGER NOT NULL DEFAULT 1 CHECK (slot >= 1),
    title_id TEXT,
    enabled INTEGER NOT NULL CHECK (enabled IN (0, 1)),
    channel_id TEXT NOT NULL,
    time TEXT NOT NULL,
    zone TEXT NOT NULL,
    next_due_at_ms INTEGER,
    suspended_reason TEXT,
    tone TEXT NOT NULL DEFAULT 'all' CHECK (tone IN ('all', 'gentle')),
    include_director INTEGER NOT NULL DEFAULT 0 CHECK (include_director IN (0, 1)),
    style TEXT NOT NULL DEFAULT 'card' CHECK (style IN ('card', 'text')),
    weekdays TEXT NOT NULL DEFAULT '1234567' CHECK (weekdays GLOB '[1-7]*'),
    ping_role_id TEXT,
    opens_thread INTEGER NOT NULL DEFAULT 0 CHECK (opens_thread IN (0, 1)),
    crossposts INTEGER NOT NULL DEFAULT 0 CHECK (crossposts IN (0, 1)),
    skip_date TEXT,
    last_posted_at_ms INTEGER,
    pause_until TEXT,
    place TEXT NOT NULL DEFAULT 'channel' CHECK (place IN ('channel', 'forum')),
    -- Ids with spaces between.
    tags TEXT NOT NULL DEFAULT '',
    pins INTEGER NOT NULL DEFAULT 0 CHECK (pins IN (0, 1)),
    PRIMARY KEY (guild_id, slot)
  ) STRICT;
  INSERT INTO dailies_by_slot (guild_id, enabled, channel_id, time, zone, next_due_at_ms, suspended_reason, tone, include_director, style,
    weekdays, ping_role_id, opens_thread, crossposts, skip_date, last_posted_at_ms)
  SELECT guild_id, enabled, channel_id, time, zone, next_due_at_ms, suspended_reason, tone, include_director, style,
    weekdays, ping_role_id, opens_thread, crossposts, skip_date, last_posted_at_ms FROM dailies;
  DROP TABLE dailies;
  ALTER TABLE dailies_by_slot RENAME TO dailies;
  CREATE INDEX dailies_due ON dailies (next_due_at_ms, guild_id, slot) WHERE next_due_at_ms IS NOT NULL;

  ${BOTH.deliveriesBySlot}
  INSERT INTO deliveries_by_slot
  SELECT guild_id, 1, local_date, zone, state, reason, channel_id, 'channel', title_id, quote_id, question_index, cycle, position,
    due_at_ms, claimed_at_ms, updated_at_ms, attempts, sent_at_ms, next_attempt_at_ms, message_id FROM deliveries;
  DROP TABLE deliveries;
  ALTER TABLE deliveries_by_slot RENAME TO deliveries;
  CREATE INDEX deliveries_newest ON deliveries (guild_id, due_at_ms);
  CREATE INDEX deliveries_unsettled ON deliveries (next_attempt_at_ms, guild_id, slot) WHERE next_attempt_at_ms IS NOT NULL;

  ${BOTH.outboxBySlot}
  INSERT INTO outbox_by_slot
  SELECT guild_id, 1, kind, local_date, zone, channel_id, message_id, thread_name, state, reason, attempts, created_at_ms,
    updated_at_ms, next_attempt_at_ms FROM outbox;
  DROP TABLE outbox;
  ALTER TABLE outbox_by_slot RENAME TO outbox;
  CREATE INDEX outbox_waiting ON outbox (next_attempt_at_ms, guild_id, slot) WHERE next_attempt_at_ms IS NOT NULL;
  `,
  `
  -- The language a Community server has chosen at Discord, for what is posted when nobody asks.
  ALTER TABLE servers ADD COLUMN guild_locale TEXT;
  ALTER TABLE servers ADD COLUMN notices_channel_id TEXT;
  ALTER TABLE servers ADD COLUMN noticed_at_ms INTEGER;

  ${BOTH.schema7}
  `,
  BOTH.schema8,
  BOTH.schema9,
  `
  ALTER TABLE servers ADD COLUMN quiz_board INTEGER NOT NULL DEFAULT 0 CHECK (quiz_board IN (0, 1));
  `,
  `
  -- Postgres alone has something new under this number: SQLite says by itself that somebody wrote (kept-reads.ts).
  `,
  `
  -- What was written of last, by the end of a server's or a person's id, which says nothing of whom: what was read of all others stays in
  -- memory (kept-reads.ts).
  CREATE TABLE touched (place TEXT PRIMARY KEY, number INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE INDEX touched_last ON touched (number);
  ${writeTouches('servers', 'guild_id')}
  ${writeTouches('dailies', 'guild_id')}
  ${writeTouches('progress', 'user_id')}
  ${writeTouches('private_answers', 'user_id')}
  `,
  `
  ${writeTouches('suggestions', 'guild_id')}
  `,
];

/** The triggers that note whatever is written of a table, under the ids in one of its columns. */
function writeTouches(table: string, id: string): string {
  return [
    writeTouch(`touch_${table}_inserted AFTER INSERT ON ${table}`, `NEW.${id}`),
    writeTouch(`touch_${table}_deleted AFTER DELETE ON ${table}`, `OLD.${id}`),
    writeTouch(`touch_${table}_updated AFTER UPDATE ON ${table}`, `OLD.${id}`, `NEW.${id}`),
  ].join('');
}

/** The trigger that notes what is written of these ids. */
function writeTouch(trigger: string, ...ids: readonly string[]): string {
  const notes = ids.map(
    (id) => `
    INSERT INTO touched VALUES (substr(${id}, -3), (SELECT coalesce(max(number), 0) + 1 FROM touched))
      ON CONFLICT (place) DO UPDATE SET number = excluded.number;`,
  );
  return `
  CREATE TRIGGER ${trigger} BEGIN${notes.join('')}
  END;`;
}

/** The schema this program writes, and the newest it can read. */
export const SCHEMA_VERSION = MIGRATIONS.length;

/** A store that was brought from one schema to a newer one. */
export interface SchemaUpgrade {
  readonly from: number;
  readonly to: number;
  /** Where what was there before lies; null where Nabi makes no copy. */
  readonly copy: string | null;
}

/** The state was written by a newer Nabi than the one that runs. */
export class NewerSchemaError extends Error {
  /** @param copy where a copy lies that was made before the upgrade; null: the operator knows. */
  constructor(store: string, found: number, known: number, copy: string | null) {
    super(
      `${store} was written by a newer Nabi (schema ${found}; this one knows up to ${known}). ` +
        `Start the newer version again, or put back the copy that was made before the upgrade${copy === null ? '' : ` (${copy})`}.`,
    );
    this.name = 'NewerSchemaError';
  }
}

/**
 * Brings an open database to the newest schema, each step in a transaction of its own; a new file gets all of it in one, which waits for
 * the disk once. Before the first step on a file that has been in use, a copy is made beside it; a new file and an up-to-date one are not
 * copied.
 *
 * @param steps Every step since the first version; the default is Nabi's own.
 * @returns What was done; null for a new file and one that is up to date.
 * @throws NewerSchemaError when the file is ahead of this program; nothing was changed.
 */
export function migrate(db: Database, file: string, steps: readonly string[] = MIGRATIONS): SchemaUpgrade | null {
  const found = Number(db.pragma('user_version', { simple: true }));
  if (found > steps.length) throw new NewerSchemaError(file, found, steps.length, copyName(file, steps.length));
  if (found === steps.length) return null;
  if (found > 0) copyDatabase(db, copyName(file, found));
  const take = db.transaction((sql: string, version: number) => {
    db.exec(sql);
    db.pragma(`user_version = ${version}`);
  });
  const takeAll = (): void => {
    for (const [index, sql] of steps.entries()) if (index >= found) take.immediate(sql, index + 1);
  };
  if (found === 0) db.transaction(takeAll).immediate();
  else takeAll();
  return found === 0 ? null : { from: found, to: steps.length, copy: copyName(file, found) };
}

function copyName(file: string, schema: number): string {
  return `${file}.schema-${schema}.bak`;
}

/** VACUUM INTO takes a consistent copy of the database with what is still in the WAL; it refuses a file that exists. */
function copyDatabase(db: Database, target: string): void {
  rmSync(target, { force: true });
  db.prepare('VACUUM INTO ?').run(target);
}
