/** What both floors share. */
import type Database from 'better-sqlite3';

const SERVERS = 2_500;

/** One row by its key, among as many as a bot of some size has. */
export function prepareOneGet(db: Database.Database): (guildId: string) => unknown {
  db.exec('CREATE TABLE servers (guild_id TEXT PRIMARY KEY, locale TEXT, style TEXT) STRICT');
  const insert = db.prepare('INSERT INTO servers VALUES (?, ?, ?)');
  for (let index = 0; index < SERVERS; index += 1) insert.run(String(900_000_000_000_000_001n + BigInt(index)), 'en-US', 'card');
  const select = db.prepare('SELECT locale, style FROM servers WHERE guild_id = ?');
  return (guildId) => select.get(guildId);
}

/** JSON of exactly this many bytes, so that both contestants send the same amount. */
export function buildConstantAnswer(bytes: number): string {
  const frame = JSON.stringify({ type: 4, data: { content: '' } });
  return JSON.stringify({ type: 4, data: { content: 'x'.repeat(Math.max(0, bytes - frame.length)) } });
}
