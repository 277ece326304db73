/** The writes commands ask for, on state.db. They are carried out inside the transaction of `saveChanges`. */
import type { Database } from 'better-sqlite3';
import { isAsRead, patchSettings } from './patch.ts';
import { prepareSettingsRead } from './reads.ts';
import { CORRECTION_COLUMNS, SUGGESTION_COLUMNS, toCorrectionRow, toSuggestionRow } from './rows/members.ts';
import { DAILY_COLUMNS, SERVER_COLUMNS, toDailyRow, toServerRow } from './rows/settings.ts';
import { LEDGER_TABLES, MEMBER_TABLES, SERVER_TABLES } from './rows/tables.ts';
import { type Change, KEPT_CHANGES } from './types.ts';

/** @returns false when the change found something else than what was read; nothing was written by it. */
export type ApplyChange = (change: Change, nowMs: number) => boolean;

export function prepareChanges(db: Database): ApplyChange {
  const applyPatch = preparePatch(db);
  const forgetServer = prepareForgetServer(db);
  const forgetMember = prepareForgetMember(db);
  const upsertProgress = db.prepare(`
    INSERT INTO progress (user_id, title_id, episode, updated_at_ms) VALUES (?, ?, ?, ?)
    ON CONFLICT (user_id, title_id) DO UPDATE SET episode = excluded.episode, updated_at_ms = excluded.updated_at_ms`);
  const deleteProgress = db.prepare('DELETE FROM progress WHERE user_id = ? AND title_id = ?');
  const insertSaved = db.prepare(
    'INSERT INTO saved_quotes (user_id, title_id, quote_id, saved_at_ms) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const deleteSaved = db.prepare('DELETE FROM saved_quotes WHERE user_id = ? AND title_id = ? AND quote_id = ?');
  const insertSuggestion = db.prepare(insertInto('suggestions', SUGGESTION_COLUMNS));
  const updateSuggestion = db.prepare(`
    UPDATE suggestions SET ${SUGGESTION_COLUMNS.map((name) => `${name} = @${name}`).join(', ')}
    WHERE ${SUGGESTION_COLUMNS.map((name) => `${name} IS @read_${name}`).join(' AND ')}`);
  const insertCorrection = db.prepare(insertInto('corrections', CORRECTION_COLUMNS));

  return (change, nowMs) => {
    switch (change.kind) {
      case 'set-server':
        return applyPatch(change, nowMs);
      case 'set-progress':
        if (change.episode === null) deleteProgress.run(change.userId, change.titleId);
        else upsertProgress.run(change.userId, change.titleId, change.episode, nowMs);
        return true;
      case 'save-quote':
        insertSaved.run(change.userId, change.titleId, change.quoteId, nowMs);
        return true;
      case 'unsave-quote':
        deleteSaved.run(change.userId, change.titleId, change.quoteId);
        return true;
      case 'add-suggestion':
        insertSuggestion.run(toSuggestionRow(change.suggestion));
        return true;
      case 'save-suggestion': {
        const read = Object.entries(toSuggestionRow(change.read)).map(([name, value]) => [`read_${name}`, value]);
        return updateSuggestion.run({ ...toSuggestionRow(change.next), ...Object.fromEntries(read) }).changes === 1;
      }
      case 'add-correction':
        insertCorrection.run(toCorrectionRow(change.correction));
        return true;
      case 'forget-member':
        forgetMember(change.userId);
        return true;
      case 'forget-server':
        forgetServer(change.guildId, change.keepLedger);
        return true;
    }
  };
}

function preparePatch(db: Database): (change: Extract<Change, { kind: 'set-server' }>, nowMs: number) => boolean {
  const readSettings = prepareSettingsRead(db);
  const upsertServer = db.prepare(`
    INSERT INTO servers (${SERVER_COLUMNS.join(', ')}, updated_at_ms) VALUES (${SERVER_COLUMNS.map((name) => `@${name}`).join(', ')}, @now)
    ON CONFLICT (guild_id) DO UPDATE SET ${SERVER_COLUMNS.map((name) => `${name} = excluded.${name}`).join(', ')}, updated_at_ms = @now`);
  const upsertDaily = db.prepare(`
    INSERT INTO dailies (guild_id, ${DAILY_COLUMNS.join(', ')}) VALUES (@guild_id, ${DAILY_COLUMNS.map((name) => `@${name}`).join(', ')})
    ON CONFLICT (guild_id) DO UPDATE SET ${DAILY_COLUMNS.map((name) => `${name} = excluded.${name}`).join(', ')},
      last_posted_at_ms = CASE WHEN channel_id = excluded.channel_id THEN last_posted_at_ms END`);
  const deleteDaily = db.prepare('DELETE FROM dailies WHERE guild_id = ?');
  const insertChange = db.prepare('INSERT INTO settings_changes (guild_id, made_at_ms, by_user_id, before_json) VALUES (?, ?, ?, ?)');
  const deleteOldChanges = db.prepare(`
    DELETE FROM settings_changes WHERE guild_id = @guild_id
      AND id <= (SELECT id FROM settings_changes WHERE guild_id = @guild_id ORDER BY id DESC LIMIT 1 OFFSET ${KEPT_CHANGES})`);

  return ({ guildId, patch, byUserId, read }, nowMs) => {
    const settings = readSettings(guildId);
    if (read !== undefined && !isAsRead(settings, read)) return false;
    const { next, before } = patchSettings(settings, patch);
    upsertServer.run({ ...toServerRow(next), now: nowMs });
    if (patch.daily !== undefined) {
      if (patch.daily === null) deleteDaily.run(guildId);
      else upsertDaily.run({ guild_id: guildId, ...toDailyRow(patch.daily) });
    }
    if (before === null) return true;
    insertChange.run(guildId, nowMs, byUserId, JSON.stringify(before));
    deleteOldChanges.run({ guild_id: guildId });
    return true;
  };
}

function prepareForgetServer(db: Database): (guildId: string, keepLedger: boolean) => void {
  const deletions = SERVER_TABLES.map((table) => db.prepare(`DELETE FROM ${table} WHERE guild_id = ?`));
  // A correction is a person's word about an answer; only where it was asked is forgotten.
  const blankCorrections = db.prepare('UPDATE corrections SET guild_id = NULL WHERE guild_id = ?');
  const deleteWaitingNotices = db.prepare(`DELETE FROM season_notices WHERE guild_id = ? AND state = 'waiting'`);
  const ledgerDeletions = LEDGER_TABLES.map((table) => db.prepare(`DELETE FROM ${table} WHERE guild_id = ?`));
  return (guildId, keepLedger) => {
    for (const statement of [...deletions, blankCorrections]) statement.run(guildId);
    for (const statement of keepLedger ? [deleteWaitingNotices] : ledgerDeletions) statement.run(guildId);
  };
}

function prepareForgetMember(db: Database): (userId: string) => void {
  const statements = [
    ...MEMBER_TABLES.map((table) => `DELETE FROM ${table} WHERE user_id = ?`),
    `UPDATE settings_changes SET by_user_id = '' WHERE by_user_id = ?`,
    'UPDATE suggestions SET decided_by = NULL WHERE decided_by = ?',
  ].map((sql) => db.prepare(sql));
  return (userId) => {
    for (const statement of statements) statement.run(userId);
  };
}

/** What is there under the same id already came with an interaction that was delivered twice. */
function insertInto(table: string, columns: readonly string[]): string {
  return `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map((name) => `@${name}`).join(', ')}) ON CONFLICT (id) DO NOTHING`;
}
