/** `packs.lock.json` beside the packs: where each that was added came from, and in which state. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { refuse } from '../refusal.ts';
import { writeWhole } from './place.ts';

const LockedPack = z.strictObject({
  /** As it was typed: an address for git, or of a zip, or a zip's path. */
  from: z.string(),
  ref: z.string().optional(),
  commit: z.string().optional(),
  /** Over the files of the pack as they were taken over. */
  sha256: z.string(),
  on: z.string(),
});
const Lock = z.strictObject({ version: z.literal(1), packs: z.record(z.string(), LockedPack) });

export type LockedPack = z.infer<typeof LockedPack>;

const fileOf = (packs: string): string => join(packs, 'packs.lock.json');

/** Every pack that was added from elsewhere, by its id. @throws Refusal where the file is there and unreadable. */
export function readLock(packs: string): Readonly<Record<string, LockedPack>> {
  const file = fileOf(packs);
  if (!existsSync(file)) return {};
  try {
    return Lock.parse(JSON.parse(readFileSync(file, 'utf8'))).packs;
  } catch {
    return refuse(`${file} cannot be read. Mend it, or take it away and add the packs again with --overwrite.`);
  }
}

/** @param locked null: it is no longer there. */
export function writeLock(packs: string, id: string, locked: LockedPack | null): void {
  const { [id]: _, ...others } = readLock(packs);
  const all = locked === null ? others : { ...others, [id]: locked };
  const sorted = Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeWhole(fileOf(packs), `${JSON.stringify({ version: 1, packs: sorted }, null, 2)}\n`);
}
