/** The writes commands ask for, inside the transaction of `saveChanges`. */
import sql, { join, raw } from 'sql-template-tag';
import { listDailies } from './dailies.ts';
import type { Queries } from './database.ts';
import { placeOfPerson } from './own-daily.ts';
import { isAsRead, patchSettings } from './patch.ts';
import { readSettings } from './reads.ts';
import { SuggestionRow } from './rows/members.ts';
import { RewatchRow } from './rows/rewatches.ts';
import { DailyRow, ServerRow, toServerValues } from './rows/settings.ts';
import { LEDGER_TABLES, MEMBER_TABLES, SERVER_TABLES, TABLES } from './rows/tables.ts';
import { assign, insertInto, isRowAsRead, takeOver, UNLESS_THERE } from './statements.ts';
import { buildDefaultSettings, type Change, type DailySettings, KEPT_CHANGES } from './types.ts';

/** @returns false when the change found something else than what was read; the transaction is to be undone then. */
export async function applyChange(queries: Queries, change: Change, nowMs: number): Promise<boolean> {
  return (await write(queries, change, nowMs)) !== false;
}

/** Gives false where the change found something else than what was read. */
async function write(queries: Queries, change: Change, nowMs: number): Promise<unknown> {
  switch (change.kind) {
    case 'set-server':
      return setServer(queries, change, nowMs);
    case 'note-guild-locale':
      return queries.run(sql`UPDATE nabi.servers SET guild_locale = ${change.locale} WHERE guild_id = ${change.guildId}`);
    case 'note-told':
      return noteTold(queries, change, nowMs);
    case 'set-progress':
      return setProgress(queries, change, nowMs);
    case 'set-private': {
      const { userId, isPrivate } = change;
      return isPrivate
        ? insertInto(queries, 'private_answers', [{ userId, sinceMs: nowMs }], UNLESS_THERE)
        : queries.run(sql`DELETE FROM nabi.private_answers WHERE user_id = ${userId}`);
    }
    case 'save-quote': {
      const { userId, titleId, quoteId } = change;
      return insertInto(queries, 'saved_quotes', [{ userId, titleId, quoteId, savedAtMs: nowMs }], UNLESS_THERE);
    }
    case 'unsave-quote': {
      const { userId, titleId, quoteId } = change;
      return queries.run(sql`DELETE FROM nabi.saved_quotes WHERE user_id = ${userId} AND title_id = ${titleId} AND quote_id = ${quoteId}`);
    }
    case 'join-quiz': {
      const { guildId, userId } = change;
      return insertInto(queries, 'quiz_players', [{ guildId, userId, points: 0, joinedAtMs: nowMs }], UNLESS_THERE);
    }
    case 'leave-quiz': {
      const { guildId, userId } = change;
      await queries.run(sql`DELETE FROM nabi.quiz_players WHERE guild_id = ${guildId} AND user_id = ${userId}`);
      return queries.run(sql`DELETE FROM nabi.quiz_answers WHERE guild_id = ${guildId} AND user_id = ${userId}`);
    }
    case 'answer-quiz':
      return answerQuiz(queries, change);
    // What is there under the same id already came with an interaction that was delivered twice.
    case 'add-suggestion':
      return insertInto(queries, 'suggestions', [change.suggestion], UNLESS_THERE);
    case 'save-suggestion': {
      const isRead = isRowAsRead(SuggestionRow, change.read);
      return (await queries.run(sql`UPDATE nabi.suggestions SET ${assign(SuggestionRow, change.next)} WHERE ${isRead}`)) === 1;
    }
    case 'add-correction':
      return insertInto(queries, 'corrections', [change.correction], UNLESS_THERE);
    case 'set-rewatch':
      await queries.run(sql`DELETE FROM nabi.rewatches WHERE guild_id = ${change.guildId}`);
      return insertInto(queries, 'rewatches', change.rewatch === null ? [] : [change.rewatch]);
    case 'advance-rewatch':
      return advanceRewatch(queries, change, nowMs);
    case 'set-own-daily':
      return setOwnDaily(queries, change, nowMs);
    case 'forget-member':
      return forgetMember(queries, change.userId);
    case 'forget-server':
      return forgetServer(queries, change.guildId, change.keepLedger);
    case 'forget-welcome':
      return queries.run(sql`DELETE FROM nabi.welcomes WHERE guild_id = ${change.guildId}`);
    default:
      // A kind that is forgotten here would be lost without a word: so it does not compile.
      return change satisfies never;
  }
}

/** From here on the server has a row, and what is read of it stays true until the end of the transaction. */
async function holdServer(queries: Queries, guildId: string, nowMs: number): Promise<void> {
  const nothing = { ...toServerValues(buildDefaultSettings(guildId)), updatedAtMs: nowMs, noticedAtMs: null };
  await insertInto(queries, 'servers', [nothing], sql`ON CONFLICT (guild_id) DO UPDATE SET updated_at_ms = excluded.updated_at_ms`);
}

async function setServer(
  queries: Queries,
  { guildId, patch, byUserId, read }: Extract<Change, { kind: 'set-server' }>,
  nowMs: number,
): Promise<boolean> {
  await holdServer(queries, guildId, nowMs);
  await queries.lock(sql`SELECT guild_id FROM nabi.dailies WHERE guild_id = ${guildId} FOR UPDATE`);
  const settings = await readSettings(queries, guildId);
  if (read !== undefined && !isAsRead(settings, read)) return false;
  const { next, before } = patchSettings(settings, patch);
  await queries.run(sql`UPDATE nabi.servers SET ${assign(ServerRow, toServerValues(next))} WHERE guild_id = ${guildId}`);
  if (patch.daily !== undefined || patch.moreDailies !== undefined) {
    const dailies = listDailies(next);
    const slots = dailies.map(({ slot }) => sql`${slot}`);
    await queries.run(sql`DELETE FROM nabi.dailies WHERE guild_id = ${guildId} AND slot NOT IN (${join([sql`0`, ...slots])})`);
    for (const daily of dailies) await setDaily(queries, guildId, daily);
    // Whoever changed something may have mended what was refused: a post that waits is tried with the next tick.
    await queries.run(sql`
      UPDATE nabi.deliveries SET next_attempt_at_ms = ${nowMs} WHERE guild_id = ${guildId} AND state = 'claimed' AND next_attempt_at_ms > ${nowMs}`);
    // A notice about a role or tags that are no longer chosen has nothing to tell any more.
    const chosen = dailies.flatMap(({ pingRoleId, tags }) => [sql`${pingRoleId ?? ''}`, sql`${tags.join(' ')}`]);
    await queries.run(sql`
      DELETE FROM nabi.notices WHERE guild_id = ${guildId} AND cause IN ('role-gone', 'tag-gone')
        AND subject NOT IN (${join([sql`''`, ...chosen])})`);
  }
  // A limit that somebody sets ends the rewatch that moved it.
  const limited = Object.keys({ ...settings.ceilings, ...next.ceilings }).filter((id) => settings.ceilings[id] !== next.ceilings[id]);
  for (const titleId of limited) await queries.run(sql`DELETE FROM nabi.rewatches WHERE guild_id = ${guildId} AND title_id = ${titleId}`);
  if (before === null) return true;
  await queries.run(sql`
    INSERT INTO nabi.settings_changes (guild_id, made_at_ms, by_user_id, before_json)
    VALUES (${guildId}, ${nowMs}, ${byUserId}, ${JSON.stringify(before)})`);
  await queries.run(sql`
    DELETE FROM nabi.settings_changes WHERE guild_id = ${guildId}
      AND id <= (SELECT id FROM nabi.settings_changes WHERE guild_id = ${guildId} ORDER BY id DESC LIMIT 1 OFFSET ${KEPT_CHANGES})`);
  return true;
}

async function advanceRewatch(
  queries: Queries,
  { read, episode, next, notice }: Extract<Change, { kind: 'advance-rewatch' }>,
  nowMs: number,
): Promise<boolean> {
  const { guildId, titleId } = read;
  // The server's row before the rewatch's, as everywhere: two that take turns the other way round would block each other.
  await holdServer(queries, guildId, nowMs);
  const isAsRead = isRowAsRead(RewatchRow, read);
  const moved = await queries.run(
    next === null
      ? sql`DELETE FROM nabi.rewatches WHERE ${isAsRead}`
      : sql`UPDATE nabi.rewatches SET ${assign(RewatchRow, next)} WHERE ${isAsRead}`,
  );
  if (moved !== 1) return false;
  // Written past the history: no admin made this change, so none can take it back.
  const settings = await readSettings(queries, guildId);
  const ceilings = JSON.stringify({ ...settings.ceilings, [titleId]: episode });
  await queries.run(sql`UPDATE nabi.servers SET ceilings = ${ceilings} WHERE guild_id = ${guildId}`);
  if (notice !== null) await insertInto(queries, 'season_notices', [notice], UNLESS_THERE);
  return true;
}

async function setOwnDaily(
  queries: Queries,
  { userId, settings }: Extract<Change, { kind: 'set-own-daily' }>,
  nowMs: number,
): Promise<void> {
  const guildId = placeOfPerson(userId);
  if (settings === null) {
    await forgetServer(queries, guildId, true);
    return;
  }
  const { titleId: title, locale, daily } = settings;
  const values = { ...toServerValues({ ...buildDefaultSettings(guildId), title, locale }), updatedAtMs: nowMs, noticedAtMs: null };
  await insertInto(queries, 'servers', [values], sql`ON CONFLICT (guild_id) DO UPDATE SET ${takeOver(TABLES.servers)}`);
  await setDaily(queries, guildId, daily);
}

async function setDaily(queries: Queries, guildId: string, daily: DailySettings): Promise<void> {
  await insertInto(
    queries,
    'dailies',
    [{ ...daily, guildId, lastPostedAtMs: null }],
    sql`ON CONFLICT (guild_id, slot) DO UPDATE SET ${takeOver(DailyRow)},
      last_posted_at_ms = CASE WHEN dailies.channel_id = excluded.channel_id THEN dailies.last_posted_at_ms END`,
  );
}

async function noteTold(queries: Queries, { guildId, notices }: Extract<Change, { kind: 'note-told' }>, nowMs: number): Promise<void> {
  await queries.run(sql`UPDATE nabi.servers SET noticed_at_ms = ${nowMs} WHERE guild_id = ${guildId}`);
  for (const { cause, subject, endedAtMs } of notices) {
    const isIt = sql`guild_id = ${guildId} AND cause = ${cause} AND subject = ${subject} AND told_at_ms IS NULL`;
    // What is told completely is deleted: an answered correction, or a trouble whose end was told. A trouble that ended since it was read
    // still waits to have its end told.
    if (cause === 'correction-answered' || endedAtMs !== null) await queries.run(sql`DELETE FROM nabi.notices WHERE ${isIt}`);
    else await queries.run(sql`UPDATE nabi.notices SET told_at_ms = ${nowMs}, tried_at_ms = NULL WHERE ${isIt}`);
  }
}

async function setProgress(
  queries: Queries,
  { userId, titleId, episode }: Extract<Change, { kind: 'set-progress' }>,
  nowMs: number,
): Promise<void> {
  if (episode === null) {
    await queries.run(sql`DELETE FROM nabi.progress WHERE user_id = ${userId} AND title_id = ${titleId}`);
    return;
  }
  await insertInto(
    queries,
    'progress',
    [{ userId, titleId, episode, updatedAtMs: nowMs }],
    sql`ON CONFLICT (user_id, title_id) DO UPDATE SET episode = excluded.episode, updated_at_ms = excluded.updated_at_ms`,
  );
}

/** Counts the first answer to a question on a day: of two at once, the second waits for the first and counts for nothing. */
async function answerQuiz(
  queries: Queries,
  { guildId, userId, titleId, question, day, isRight }: Extract<Change, { kind: 'answer-quiz' }>,
): Promise<void> {
  await queries.run(sql`DELETE FROM nabi.quiz_answers WHERE guild_id = ${guildId} AND user_id = ${userId} AND day < ${day}`);
  const first = await queries.run(sql`
    INSERT INTO nabi.quiz_answers (guild_id, user_id, title_id, question, day)
    SELECT guild_id, user_id, ${titleId}, ${question}, ${day} FROM nabi.quiz_players
    WHERE guild_id = ${guildId} AND user_id = ${userId} ON CONFLICT DO NOTHING`);
  if (first === 1 && isRight) {
    await queries.run(sql`UPDATE nabi.quiz_players SET points = points + 1 WHERE guild_id = ${guildId} AND user_id = ${userId}`);
  }
}

async function forgetServer(queries: Queries, guildId: string, keepsLedger: boolean): Promise<void> {
  const forget = (table: string) => queries.run(sql`DELETE FROM ${raw(`nabi.${table}`)} WHERE guild_id = ${guildId}`);
  for (const table of SERVER_TABLES) await forget(table);
  // A correction is a person's word about an answer; only where it was asked is forgotten.
  await queries.run(sql`UPDATE nabi.corrections SET guild_id = NULL WHERE guild_id = ${guildId}`);
  // Whoever deletes what is kept is not greeted once more for it.
  await queries.run(sql`UPDATE nabi.welcomes SET state = 'done', reason = NULL, next_attempt_at_ms = NULL WHERE guild_id = ${guildId}`);
  if (keepsLedger) await queries.run(sql`DELETE FROM nabi.season_notices WHERE guild_id = ${guildId} AND state = 'waiting'`);
  else for (const table of LEDGER_TABLES) await forget(table);
}

async function forgetMember(queries: Queries, userId: string): Promise<void> {
  for (const table of MEMBER_TABLES) await queries.run(sql`DELETE FROM ${raw(`nabi.${table}`)} WHERE user_id = ${userId}`);
  await forgetServer(queries, placeOfPerson(userId), false);
  await queries.run(sql`UPDATE nabi.settings_changes SET by_user_id = '' WHERE by_user_id = ${userId}`);
  await queries.run(sql`UPDATE nabi.suggestions SET decided_by = NULL WHERE decided_by = ${userId}`);
}
