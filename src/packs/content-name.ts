/**
 * Which packs, in which state, made by which code, are in a content.db. Apart from what builds one, so that a start at which nothing
 * changed loads none of that.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { closing } from '../closing.ts';
import type { PackTexts } from './files.ts';
import { readSealed } from './seal.ts';

/** Key of `meta` under which the picture of a title stands, its id after it. */
export const SCENE_KEY = 'scene/';
/** Key under which the hash of a pack's files stands, its folder after it. */
export const PACK_KEY = 'pack/';

/** A pack as content.db holds it: its folder and the hash of its files. */
export interface BuiltPack {
  readonly id: string;
  readonly hash: string;
}

/** What content.db says of itself. */
export interface Existing {
  readonly hash: string;
  /** Names the code that made it. */
  readonly code: string;
  readonly packs: readonly BuiltPack[];
}

/** One name for one content: which packs in which state, made by which code. */
export function nameContent(code: string, packs: readonly BuiltPack[]): string {
  const listed = packs.map(({ id, hash }) => `${id} ${hash}`).sort();
  return createHash('sha256')
    .update([code, ...listed].join('\n'))
    .digest('hex');
}

/** The code that builds counts too, so that nobody has to remember to raise a version. */
export function hashCode(): string {
  const folder = new URL('.', import.meta.url);
  const hash = createHash('sha256');
  for (const name of readdirSync(folder).sort()) hash.update(readFileSync(new URL(name, folder)));
  return hash.digest('hex');
}

/** What a content.db was built from; null when there is none or it is damaged. */
export function readExisting(file: string): Existing | null {
  try {
    if (readSealed(file) === null) return null;
    using db = closing(new Database(file, { readonly: true, fileMustExist: true }));
    const hash: unknown = db.prepare("SELECT value FROM meta WHERE key = 'hash'").pluck().get();
    const code: unknown = db.prepare("SELECT value FROM meta WHERE key = 'code'").pluck().get();
    if (typeof hash !== 'string') return null;
    const rows = db.prepare<[], { key: string; value: string }>(`SELECT key, value FROM meta WHERE key GLOB '${PACK_KEY}*'`).all();
    return {
      hash,
      code: typeof code === 'string' ? code : '',
      packs: rows.map(({ key, value }) => ({ id: key.slice(PACK_KEY.length), hash: value })),
    };
  } catch {
    return null;
  }
}

/** What content.db is called when it holds what the texts say; null where they have problems, so that none may be called so. */
export function nameTexts(code: string, { problems, folders }: PackTexts): string | null {
  return problems.length > 0
    ? null
    : nameContent(
        code,
        folders.map(({ name, hash }) => ({ id: name, hash })),
      );
}
