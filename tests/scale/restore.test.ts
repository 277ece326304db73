/** What docs/operating.md tells an operator to type after a copy of Postgres was put back. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPostgresState } from '../../src/state/postgres/open.ts';
import { loadRestoredAtMs } from '../../src/state/restore.ts';
import { type Cluster, execute, startCluster } from '../support/postgres.ts';

let cluster: Cluster;

beforeAll(async () => {
  cluster = await startCluster();
});

afterAll(() => cluster.stop());

test('tells Nabi that what was due before may be out already, also the second time', async () => {
  const docs = readFileSync(new URL('../../docs/operating.md', import.meta.url), 'utf8');
  const sql = /^psql "\$DATABASE_URL" -c "(.+)"$/m.exec(docs)?.[1] ?? '';
  const url = await cluster.createDatabase();
  const state = await openPostgresState(url);
  expect(await loadRestoredAtMs(state)).toBe(0);
  const before = Date.now();
  await execute(url, sql);
  const first = await loadRestoredAtMs(state);
  await execute(url, sql);
  const second = await loadRestoredAtMs(state);
  expect([before, first, second].toSorted((a, b) => a - b)).toEqual([before, first, second]);
  expect(second).toBeLessThanOrEqual(Date.now());
  await state.close();
});
