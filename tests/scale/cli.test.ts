/** The subcommands that look at the state look at the one the environment names. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { runCorrections } from '../../src/cli/corrections.ts';
import { runDoctor } from '../../src/cli/doctor.ts';
import { openPostgresState } from '../../src/state/postgres/open.ts';
import { DEFAULT_DAILY_OPTIONS } from '../../src/state/types.ts';
import { createIo } from '../cli/io.ts';
import { makeOwnFolder } from '../support/folder.ts';
import { SMALL_PACKS } from '../support/made-once.ts';
import { type Cluster, startCluster } from '../support/postgres.ts';

const NOW_MS = Date.parse('2026-11-22T12:00:00Z');
const AWAY = 'postgres://nabi:top-secret@127.0.0.1:1/nabi';

let cluster: Cluster;
let home: string;

beforeAll(async () => {
  cluster = await startCluster();
});

afterAll(() => cluster.stop());

beforeEach(() => {
  home = makeOwnFolder();
});

async function doctor(url: string): Promise<{ code: number; lines: readonly string[] }> {
  const io = createIo({ env: { NABI_HOME: home, NABI_PACKS: SMALL_PACKS, DATABASE_URL: url } });
  const code = await runDoctor([], io, () => NOW_MS);
  return {
    code,
    lines: io
      .out()
      .split('\n')
      // Of the daily post only what the state says; a title's own line is the packs'.
      .filter((line) => /(state|backup|daily post):/.test(line) && !/: \d+ lines?, /.test(line)),
  };
}

test('corrections are listed from Postgres and settled there', async () => {
  const url = await cluster.createDatabase();
  const state = await openPostgresState(url);
  const correction = {
    id: '1300',
    userId: '7',
    guildId: null,
    titleId: 'drama',
    topic: 'cast',
    text: 'It was 2020.',
    source: '',
    createdAtMs: NOW_MS,
  };
  await state.saveChanges([{ kind: 'add-correction', correction: { ...correction, state: 'open' } }], NOW_MS);
  const env = { NABI_HOME: home, DATABASE_URL: url };
  const listed = createIo({ env });
  expect(await runCorrections([], listed)).toBe(0);
  expect(listed.out()).toContain('It was 2020.');
  expect(await runCorrections(['--done', '1300'], createIo({ env }))).toBe(0);
  expect(await state.loadCorrections({ limit: 5 })).toMatchObject([{ id: '1300', state: 'done' }]);
  await state.close();
  const away = createIo({ env: { ...env, DATABASE_URL: AWAY } });
  expect(await runCorrections([], away)).toBe(1);
  expect(away.err()).toMatch(/^Postgres cannot be reached/);
  expect(away.err()).not.toContain('top-secret');
});

test('the doctor says how Postgres is, makes nothing in it, and never names its password', async () => {
  const url = await cluster.createDatabase();
  expect(await doctor(url)).toMatchObject({ lines: [expect.stringMatching(/^ok .*holds nothing yet/)] });
  expect(await doctor(url)).toMatchObject({ lines: [expect.stringMatching(/^ok .*holds nothing yet/)] });
  const state = await openPostgresState(url);
  const plan = { channelId: '1', time: '09:00', zone: 'UTC', nextDueAtMs: null };
  const daily = { ...DEFAULT_DAILY_OPTIONS, ...plan, enabled: true, suspendedReason: 'missing-permissions' };
  await state.saveChanges([{ kind: 'set-server', guildId: '1', patch: { daily }, byUserId: '7' }], NOW_MS);
  const tooFar = { ...daily, suspendedReason: null, nextDueAtMs: NOW_MS + 365 * 24 * 60 * 60_000 };
  await state.saveChanges([{ kind: 'set-server', guildId: '2', patch: { daily: tooFar }, byUserId: '7' }], NOW_MS);
  await state.close();
  expect(await doctor(url)).toMatchObject({
    lines: [
      expect.stringMatching(/^ok .*Postgres answers; servers with the daily post on: 2/),
      expect.stringMatching(/^note .*pg_dump/),
      expect.stringMatching(/^note .*paused in 1 server: missing-permissions/),
      expect.stringMatching(/^PROBLEM .*planned more than a week ahead in 1 server/),
    ],
  });
  const { code, lines } = await doctor(AWAY);
  expect([code, lines.length]).toEqual([1, 1]);
  expect(lines[0]).toMatch(/^PROBLEM state: Postgres cannot be reached/);
  expect(lines.join()).not.toContain('top-secret');
});
