/** Small facts about the running bot. Apart from all other writes: most starts write nothing else, and it needs no schema of rows. */
import sql from 'sql-template-tag';
import type { Queries } from './database.ts';

/** Keeps a fact in place of what was under its key. */
export async function saveMeta(queries: Queries, key: string, value: string): Promise<void> {
  await queries.run(
    sql`INSERT INTO nabi.meta (key, value) VALUES (${key}, ${value}) ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
  );
}
