import { join } from 'node:path';
import { openPostgresState } from '../../src/state/postgres/open.ts';
import { openSqliteState } from '../../src/state/sqlite.ts';
import type { State } from '../../src/state/types.ts';

/** The state of a round of kills, for whoever lives in it and for its judge: in a folder, or in a Postgres database by its address. */
export async function openRoundState(store: string): Promise<State> {
  return store.startsWith('postgres:') ? openPostgresState(store) : openSqliteState(join(store, 'state.db'));
}
