/** Putting a copy in the place of state.db, and judging what is there before the bot works with it. */
import { existsSync, linkSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { atEnd, closingLater } from '../closing.ts';
import { putInPlace, syncPath } from '../durable.ts';
import { assertUndamaged, BackupError, backUp, inspectBackup } from './backup.ts';
import { lockHome } from './lock.ts';
import { findNewestGood } from './nightly.ts';
import { openSqliteState } from './sqlite.ts';
import type { State } from './types.ts';

/** When a backup was put back, in milliseconds since the epoch: posts due before may be out although the ledger does not know them. */
export const RESTORED_AT = 'restored-at-ms';

/** 0 where none ever was. */
export async function loadRestoredAtMs(state: Pick<State, 'loadMeta'>): Promise<number> {
  return Number((await state.loadMeta(RESTORED_AT)) ?? 0);
}

/**
 * Puts a copy of `file` in the place of state.db in `home`. What was there stays beside it, with its WAL, under a name with the time.
 * The folder is locked meanwhile, and state.db has one content or the other at every moment.
 *
 * @throws HomeLockedError while Nabi runs there; BackupError when the file cannot be used. Nothing was changed then.
 */
export async function restoreState(home: string, file: string, nowMs: number) {
  using _lock = atEnd(lockHome(home).release);
  const target = join(home, 'state.db');
  const prepared = join(home, 'state.db.restoring');
  using _leftOver = atEnd(() => {
    for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(prepared + suffix, { force: true });
  });
  inspectBackup(file);
  const contents = await backUp(file, prepared, { overwrites: true });
  await mark(prepared, nowMs);
  const replaced = existsSync(target) ? `${target}.replaced-${new Date(nowMs).toISOString().replaceAll(/[:.]/g, '-')}` : null;
  // A WAL left beside would be played into the new file.
  for (const suffix of ['-wal', '-shm', '-journal']) {
    if (existsSync(target + suffix)) renameSync(target + suffix, `${replaced ?? `${target}.replaced`}${suffix}`);
  }
  if (replaced !== null) keepUnder(target, replaced);
  putInPlace(prepared, target);
  // `replaced`: where what was there is kept now; null when there was nothing.
  return { contents, replaced };
}

/** Also the last proof: the copy opens as the bot will open it. */
async function mark(prepared: string, nowMs: number): Promise<void> {
  {
    await using state = closingLater(openSqliteState(prepared));
    await state.saveMeta(RESTORED_AT, String(nowMs));
  }
  // The file itself is the copy of itself that a migration would keep.
  const { schema } = inspectBackup(prepared);
  for (let older = 1; older < schema; older += 1) rmSync(`${prepared}.schema-${older}.bak`, { force: true });
  syncPath(prepared);
}

function keepUnder(file: string, name: string): void {
  try {
    linkSync(file, name);
  } catch {
    // Some file systems know one name for each file.
    renameSync(file, name);
  }
}

/** state.db is not as it should be, in a sentence that says what to do. */
export class UnusableStateError extends Error {
  override readonly name = 'UnusableStateError';
}

/**
 * Looks through state.db before anything is written to it; one that is not there is fine where nothing says that there was one.
 *
 * @param backups The folder of nightly copies.
 * @throws UnusableStateError when it is damaged, or gone while there are backups of it.
 */
export function checkState(file: string, backups: string): void {
  if (!existsSync(file) || statSync(file).size === 0) {
    const good = findNewestGood(backups);
    if (good === null) return;
    throw new UnusableStateError(
      `${file} is gone or empty, but there is a backup of it. Put it back with \`nabi restore ${good.file}\`, or, to begin anew, move ${backups} away.`,
    );
  }
  try {
    assertUndamaged(file);
  } catch (error) {
    if (!(error instanceof BackupError) || error.kind !== 'damaged') return;
    const good = findNewestGood(backups);
    const remedy =
      good === null
        ? `There is no good backup in ${backups}; \`nabi restore <file>\` takes any copy you have.`
        : `The newest good backup is of ${good.date}: put it back with \`nabi restore ${good.file}\`.`;
    throw new UnusableStateError(`${error.message} Nothing was changed. ${remedy}`);
  }
}
