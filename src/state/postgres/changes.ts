/** The writes commands ask for, in Postgres, inside the transaction of `saveChanges`. */
import { type SqlBool, sql } from 'kysely';
import type { Suggestion } from '../members.ts';
import { isAsRead, patchSettings } from '../patch.ts';
import { SUGGESTION_COLUMNS, toCorrectionRow, toSuggestionRow } from '../rows/members.ts';
import { DAILY_COLUMNS, toDailyRow, toServerRow } from '../rows/settings.ts';
import { LEDGER_TABLES, MEMBER_TABLES, SERVER_TABLES } from '../rows/tables.ts';
import { buildDefaultSettings, type Change, type DailySettings, KEPT_CHANGES } from '../types.ts';
import type { Db } from './database.ts';
import { readSettings } from './reads.ts';

/** @returns false when the change found something else than what was read; the transaction is to be undone then. */
export async function applyChange(db: Db, change: Change, nowMs: number): Promise<boolean> {
  switch (change.kind) {
    case 'set-server':
      return setServer(db, change, nowMs);
    case 'set-progress':
      await setProgress(db, change, nowMs);
      return true;
    case 'save-quote':
      await db
        .insertInto('saved_quotes')
        .values({ user_id: change.userId, title_id: change.titleId, quote_id: change.quoteId, saved_at_ms: nowMs })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      return true;
    case 'unsave-quote':
      await db
        .deleteFrom('saved_quotes')
        .where('user_id', '=', change.userId)
        .where('title_id', '=', change.titleId)
        .where('quote_id', '=', change.quoteId)
        .execute();
      return true;
    // What is there under the same id already came with an interaction that was delivered twice.
    case 'add-suggestion':
      await db
        .insertInto('suggestions')
        .values(toSuggestionRow(change.suggestion))
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute();
      return true;
    case 'save-suggestion':
      return saveSuggestion(db, change.next, change.read);
    case 'add-correction':
      await db
        .insertInto('corrections')
        .values(toCorrectionRow(change.correction))
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute();
      return true;
    case 'forget-member':
      await forgetMember(db, change.userId);
      return true;
    case 'forget-server':
      await forgetServer(db, change.guildId, change.keepLedger);
      return true;
  }
}

async function setServer(
  db: Db,
  { guildId, patch, byUserId, read }: Extract<Change, { kind: 'set-server' }>,
  nowMs: number,
): Promise<boolean> {
  // The row is there and held from here on, so what is read next stays true until the end of the transaction.
  await db
    .insertInto('servers')
    .values({ ...toServerRow(buildDefaultSettings(guildId)), updated_at_ms: nowMs })
    .onConflict((conflict) => conflict.column('guild_id').doUpdateSet({ updated_at_ms: nowMs }))
    .execute();
  await db.selectFrom('dailies').select('guild_id').where('guild_id', '=', guildId).forUpdate().execute();
  const settings = await readSettings(db, guildId);
  if (read !== undefined && !isAsRead(settings, read)) return false;
  const { next, before } = patchSettings(settings, patch);
  await db.updateTable('servers').set(toServerRow(next)).where('guild_id', '=', guildId).execute();
  if (patch.daily === null) await db.deleteFrom('dailies').where('guild_id', '=', guildId).execute();
  else if (patch.daily !== undefined) await setDaily(db, guildId, patch.daily);
  if (before === null) return true;
  await db
    .insertInto('settings_changes')
    .values({ guild_id: guildId, made_at_ms: nowMs, by_user_id: byUserId, before_json: JSON.stringify(before) })
    .execute();
  await db
    .deleteFrom('settings_changes')
    .where('guild_id', '=', guildId)
    .where('id', '<=', (build) =>
      build.selectFrom('settings_changes').select('id').where('guild_id', '=', guildId).orderBy('id', 'desc').limit(1).offset(KEPT_CHANGES),
    )
    .execute();
  return true;
}

async function setDaily(db: Db, guildId: string, daily: DailySettings): Promise<void> {
  await db
    .insertInto('dailies')
    .values({ guild_id: guildId, ...toDailyRow(daily) })
    .onConflict((conflict) =>
      conflict.column('guild_id').doUpdateSet((build) => ({
        ...Object.fromEntries(DAILY_COLUMNS.map((name) => [name, build.ref(`excluded.${name}`)])),
        last_posted_at_ms: sql<
          number | null
        >`CASE WHEN ${build.ref('dailies.channel_id')} = ${build.ref('excluded.channel_id')} THEN ${build.ref('dailies.last_posted_at_ms')} END`,
      })),
    )
    .execute();
}

async function setProgress(db: Db, { userId, titleId, episode }: Extract<Change, { kind: 'set-progress' }>, nowMs: number): Promise<void> {
  if (episode === null) {
    await db.deleteFrom('progress').where('user_id', '=', userId).where('title_id', '=', titleId).execute();
    return;
  }
  await db
    .insertInto('progress')
    .values({ user_id: userId, title_id: titleId, episode, updated_at_ms: nowMs })
    .onConflict((conflict) => conflict.columns(['user_id', 'title_id']).doUpdateSet({ episode, updated_at_ms: nowMs }))
    .execute();
}

async function saveSuggestion(db: Db, next: Suggestion, read: Suggestion): Promise<boolean> {
  const row = toSuggestionRow(read);
  const isUnchanged = sql.join(
    SUGGESTION_COLUMNS.map((name) => sql`${sql.ref(name)} IS NOT DISTINCT FROM ${row[name]}`),
    sql` AND `,
  );
  const { numUpdatedRows } = await db
    .updateTable('suggestions')
    .set(toSuggestionRow(next))
    .where(sql<SqlBool>`${isUnchanged}`)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

async function forgetServer(db: Db, guildId: string, keepsLedger: boolean): Promise<void> {
  for (const table of SERVER_TABLES) await db.deleteFrom(table).where('guild_id', '=', guildId).execute();
  // A correction is a person's word about an answer; only where it was asked is forgotten.
  await db.updateTable('corrections').set({ guild_id: null }).where('guild_id', '=', guildId).execute();
  if (keepsLedger) {
    await db.deleteFrom('season_notices').where('guild_id', '=', guildId).where('state', '=', 'waiting').execute();
  } else {
    for (const table of LEDGER_TABLES) await db.deleteFrom(table).where('guild_id', '=', guildId).execute();
  }
}

async function forgetMember(db: Db, userId: string): Promise<void> {
  for (const table of MEMBER_TABLES) await db.deleteFrom(table).where('user_id', '=', userId).execute();
  await db.updateTable('settings_changes').set({ by_user_id: '' }).where('by_user_id', '=', userId).execute();
  await db.updateTable('suggestions').set({ decided_by: null }).where('decided_by', '=', userId).execute();
}
