/** Which facts of a pack nobody has looked at for long: a source that was read years ago may say something else today. */

import { countOf } from '../text/text.ts';
import { fileOf } from './overlay.ts';
import type { Problem } from './problem.ts';
import type { ReadPack, ReadPacks } from './read.ts';
import { listRecords, type PackRecord } from './records.ts';

const LOOK_AGAIN_AFTER_DAYS = 400;
const DAY_MS = 86_400_000;

/**
 * A note on every fact that was last looked at more than 400 days before `nowMs`: the day on which the last read of its sources was
 * read, or a later one that the record itself gives (`checked_on`).
 */
export function listLongUnseen(read: ReadPacks, nowMs: number): readonly Problem[] {
  const limit = dayOf(nowMs - LOOK_AGAIN_AFTER_DAYS * DAY_MS);
  return read.packs.flatMap((pack) => {
    const accessed = new Map(pack.list('sources').map((source) => [source.id, source.accessed]));
    return listRecords(pack).flatMap((one) => noteOn(pack, one, accessed, limit));
  });
}

/** The same notes, one for each file with their count. */
export function countLongUnseen(notes: readonly Problem[]): readonly Problem[] {
  return [...Map.groupBy(notes, ({ file }) => file)].map(([file, own]) => ({
    file,
    line: 1,
    problem: `${countOf(own.length, 'fact was', 'facts were')} last looked at more than ${LOOK_AGAIN_AFTER_DAYS} days ago`,
    remedy: '--json lists them',
  }));
}

function noteOn(pack: ReadPack, one: PackRecord, accessed: ReadonlyMap<string, string>, limit: string): readonly Problem[] {
  const file = fileOf(pack, one.record);
  const own = 'checked_on' in one.record && typeof one.record.checked_on === 'string' ? [one.record.checked_on] : [];
  const read = one.citations.flatMap(({ ids }) => ids.flatMap((id) => accessed.get(id) ?? []));
  const last = [...own, ...read].sort().at(-1);
  if (file === undefined || last === undefined || last >= limit) return [];
  const remedy = 'read its sources again, then write the day under "accessed" in sources.yaml';
  return [file.problemAt(file.pathOf(one.record), `"${one.id}" was last looked at on ${last}`, remedy)];
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
