/** What is written to the state, the same in every store. Several processes may write at once: every write says what it depends on. */
import sql from 'sql-template-tag';
import { z } from 'zod';
import { applyChange } from './changes.ts';
import type { Database, Queries } from './database.ts';
import { buildSaveMeta } from './meta.ts';
import { type Notice, type NoticeCause, subjectOfDaily } from './notices.ts';
import { ownerOf } from './own-daily.ts';
import { DAY_MARGIN_MS, DeliveryRow, TAKES_DATE } from './rows/ledger.ts';
import { insertInto, moveOn, takeOver, UNLESS_THERE } from './statements.ts';
import type { ClaimResult, DailyKey, DaySpan, Delivery, InteractionUse, State } from './types.ts';

export type Writes = Pick<State, keyof ReturnType<typeof buildLedgerWrites> | keyof ReturnType<typeof buildOtherWrites>>;

/** Undoes the transaction of a write that found something else than what was read. */
class ChangedMeanwhile extends Error {}

/** Each is one transaction, or a part of the one `db` is inside of; `State` says what each promises. */
export function buildWrites(db: Database): Writes {
  return { ...buildLedgerWrites(db), ...buildOtherWrites(db) };
}

/** False, and nothing written, when the write finds something else than what was read. */
async function unlessChanged(db: Database, act: (inside: Queries) => Promise<void>): Promise<boolean> {
  try {
    await db.transaction(act);
    return true;
  } catch (error) {
    if (error instanceof ChangedMeanwhile) return false;
    throw error;
  }
}

function buildLedgerWrites(db: Database) {
  return {
    claimDelivery: (delivery, day, nextDueAtMs) =>
      db.transaction(async (inside): Promise<ClaimResult> => {
        const { guildId, slot, localDate, dueAtMs } = delivery;
        // Whoever moves the due time holds the server's row until the end, so no two look at the same date.
        if (!(await moveDue(inside, { guildId, slot, localDate, fromDueAtMs: dueAtMs, nextDueAtMs }))) return 'changed';
        if (await isTaken(inside, delivery, day)) return 'taken';
        const replaces = sql`ON CONFLICT (guild_id, slot, local_date, zone) DO UPDATE SET ${takeOver(DeliveryRow)}`;
        await insertInto(inside, 'deliveries', [delivery], replaces);
        return 'claimed';
      }),
    recordUnposted: (deliveries, { guildId, slot }, fromDueAtMs, nextDueAtMs) =>
      db.transaction(async (inside) => {
        const localDate = deliveries.at(-1)?.localDate ?? '';
        if (!(await moveDue(inside, { guildId, slot, localDate, fromDueAtMs, nextDueAtMs }))) return false;
        await insertInto(inside, 'deliveries', deliveries, UNLESS_THERE);
        return true;
      }),
    saveDelivery: (next, read, followUps = []) =>
      unlessChanged(db, async (inside) => {
        const { guildId, slot, channelId, updatedAtMs } = next;
        // The server's row before those of the ledger, as everywhere: two that take turns the other way round would block each other.
        if (next.state === 'confirmed') {
          await inside.run(sql`
            UPDATE nabi.dailies SET last_posted_at_ms = ${updatedAtMs}
            WHERE guild_id = ${guildId} AND slot = ${slot} AND channel_id = ${channelId}`);
        }
        if (!(await moveOn(inside, 'deliveries', next, read))) throw new ChangedMeanwhile();
        if (next.state === 'confirmed') await endTroubles(inside, guildId, subjectOfDaily(next.slot), updatedAtMs);
        await insertInto(inside, 'outbox', followUps, UNLESS_THERE);
      }),
    saveFollowUp: (next, read) => moveOn(db, 'outbox', next, read),
    correctDue: (daily, fromDueAtMs, rightDueAtMs, nowMs) =>
      db.transaction(async (inside) => {
        if (!(await moveDue(inside, { ...daily, localDate: '', fromDueAtMs, nextDueAtMs: rightDueAtMs }))) return false;
        const { guildId, slot } = daily;
        await inside.run(
          sql`DELETE FROM nabi.deliveries WHERE guild_id = ${guildId} AND slot = ${slot} AND state = 'missed' AND due_at_ms > ${nowMs}`,
        );
        return true;
      }),
    async suspendDaily({ guildId, slot }, reason, channelId) {
      await db.run(sql`
        UPDATE nabi.dailies SET suspended_reason = ${reason}, next_due_at_ms = NULL
        WHERE guild_id = ${guildId} AND slot = ${slot} AND channel_id = ${channelId}`);
    },
  } satisfies Partial<State>;
}

interface DueMove extends DailyKey {
  /** A date to be skipped up to this one is forgotten. */
  readonly localDate: string;
  readonly fromDueAtMs: number;
  readonly nextDueAtMs: number;
}

async function moveDue(queries: Queries, { guildId, slot, localDate, fromDueAtMs, nextDueAtMs }: DueMove): Promise<boolean> {
  const moved = await queries.run(sql`
    UPDATE nabi.dailies SET next_due_at_ms = ${nextDueAtMs}, skip_date = CASE WHEN skip_date <= ${localDate} THEN NULL ELSE skip_date END
    WHERE guild_id = ${guildId} AND slot = ${slot} AND next_due_at_ms = ${fromDueAtMs}`);
  return moved === 1;
}

async function isTaken(queries: Queries, { guildId, slot, localDate, zone }: Delivery, { startMs, endMs }: DaySpan): Promise<boolean> {
  const found = await queries.one(sql`
    SELECT 1 FROM nabi.deliveries WHERE guild_id = ${guildId} AND slot = ${slot} AND ${TAKES_DATE}
      AND due_at_ms BETWEEN ${startMs - DAY_MARGIN_MS} AND ${endMs + DAY_MARGIN_MS}
      AND ((local_date = ${localDate} AND zone = ${zone})
        OR (zone <> ${zone} AND COALESCE(sent_at_ms, due_at_ms) >= ${startMs} AND COALESCE(sent_at_ms, due_at_ms) < ${endMs})) LIMIT 1`);
  return found !== undefined;
}

/** False where the interaction was used before. Of two at once the second waits for the first. */
async function noteUse(queries: Queries, { interactionId, untilMs }: InteractionUse, nowMs: number): Promise<boolean> {
  await queries.run(sql`DELETE FROM nabi.used_interactions WHERE until_ms < ${nowMs}`);
  const noted = await queries.run(
    sql`INSERT INTO nabi.used_interactions (interaction_id, until_ms) VALUES (${interactionId}, ${untilMs}) ON CONFLICT DO NOTHING`,
  );
  return noted === 1;
}

const CorrectedRow = z.object({ guild_id: z.string().nullable() });

/** What began again before its end was told goes on: neither is told. */
async function noteTrouble(queries: Queries, guildId: string, cause: NoticeCause, subject: string, nowMs: number): Promise<void> {
  // Somebody's own place has no admins.
  if (ownerOf(guildId) !== null) return;
  const notice: Notice = { guildId, cause, subject, sinceMs: nowMs, endedAtMs: null, toldAtMs: null, triedAtMs: null };
  const goesOn = sql`ON CONFLICT (guild_id, cause, subject) DO UPDATE SET ended_at_ms = NULL, told_at_ms = ${nowMs}
    WHERE notices.ended_at_ms IS NOT NULL`;
  await insertInto(queries, 'notices', [notice], goesOn);
}

/** A post that came ends what kept it from coming; what nobody was told of is forgotten. */
async function endTroubles(queries: Queries, guildId: string, subject: string, nowMs: number): Promise<void> {
  const isIt = sql`guild_id = ${guildId} AND subject = ${subject} AND ended_at_ms IS NULL`;
  await queries.run(sql`DELETE FROM nabi.notices WHERE ${isIt} AND told_at_ms IS NULL`);
  await queries.run(sql`UPDATE nabi.notices SET ended_at_ms = ${nowMs}, told_at_ms = NULL WHERE ${isIt}`);
}

function buildOtherWrites(db: Database) {
  return {
    async saveChanges(changes, nowMs, use) {
      let isUsed = false;
      const isSaved = await unlessChanged(db, async (inside) => {
        isUsed = use !== undefined && !(await noteUse(inside, use, nowMs));
        if (isUsed) throw new ChangedMeanwhile();
        for (const change of changes) if (!(await applyChange(inside, change, nowMs))) throw new ChangedMeanwhile();
      });
      if (isSaved) return 'saved';
      return isUsed ? 'used' : 'changed';
    },
    saveCorrectionState: (id, state, nowMs) =>
      db.transaction(async (inside) => {
        const isNew = await inside.run(sql`UPDATE nabi.corrections SET state = ${state} WHERE id = ${id} AND state <> ${state}`);
        const found = CorrectedRow.optional().parse(await inside.one(sql`SELECT guild_id FROM nabi.corrections WHERE id = ${id}`));
        const guildId = found?.guild_id ?? null;
        if (isNew === 1 && guildId !== null) {
          if (state === 'done') await noteTrouble(inside, guildId, 'correction-answered', id, nowMs);
          else
            await inside.run(
              sql`DELETE FROM nabi.notices WHERE guild_id = ${guildId} AND cause = 'correction-answered' AND subject = ${id}`,
            );
        }
        return found !== undefined;
      }),
    noteTrouble: (guildId, cause, subject, nowMs) => noteTrouble(db, guildId, cause, subject, nowMs),
    async noteNoticesTried(guildId, nowMs) {
      await db.run(sql`UPDATE nabi.notices SET tried_at_ms = ${nowMs} WHERE guild_id = ${guildId} AND told_at_ms IS NULL`);
    },
    addSeasonNotices: (notices) => db.transaction((inside) => insertInto(inside, 'season_notices', notices, UNLESS_THERE)),
    saveSeasonNotice: (next, read) => moveOn(db, 'season_notices', next, read),
    addWelcomes: (welcomes) => db.transaction((inside) => insertInto(inside, 'welcomes', welcomes, UNLESS_THERE)),
    saveWelcome: (next, read) => moveOn(db, 'welcomes', next, read),
    saveDepartures: (departures) =>
      db.transaction(async (inside) => {
        // Two that replace all of them at once would leave a mixture.
        await inside.lock(sql`LOCK TABLE nabi.departures IN SHARE ROW EXCLUSIVE MODE`);
        await inside.run(sql`DELETE FROM nabi.departures`);
        await insertInto(inside, 'departures', departures);
      }),
    async saveMeta(key, value) {
      await db.run(buildSaveMeta(key, value));
    },
  } satisfies Partial<State>;
}
