/** What is deleted is not only no longer found: its bytes are gone from the file, from its log and from the copies made afterwards. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { backUp } from '../../src/state/backup.ts';
import { openSqliteState } from '../../src/state/sqlite.ts';
import { exportState, importState } from '../../src/state/transfer/file.ts';
import { openSqliteSnapshot, openSqliteTarget } from '../../src/state/transfer/sqlite.ts';
import type { Change, State } from '../../src/state/types.ts';
import { makeOwnFolder } from '../support/folder.ts';
import { buildCorrection, buildSuggestion } from './suite/build.ts';

let folder: string;
let file: string;
let state: State;

beforeEach(() => {
  folder = makeOwnFolder();
  file = join(folder, 'state.db');
  state = openSqliteState(file);
});

afterEach(() => state.close());

const PEOPLE = Array.from({ length: 60 }, (_, index) => `person-number-${100 + index}`);

const everythingOf = (userId: string): readonly Change[] => [
  { kind: 'set-progress', userId, titleId: 'drama', episode: 4 },
  { kind: 'save-quote', userId, titleId: 'drama', quoteId: 'a-line' },
  { kind: 'add-suggestion', suggestion: buildSuggestion({ id: `own ${userId}`, userId, text: `a line of ${userId} `.repeat(8) }) },
  {
    kind: 'add-suggestion',
    suggestion: buildSuggestion({ id: `decided by ${PEOPLE.indexOf(userId)}`, userId: 'another', state: 'declined', decidedBy: userId }),
  },
  { kind: 'add-correction', correction: buildCorrection({ id: `own ${userId}`, userId, text: `a mistake that ${userId} saw` }) },
  { kind: 'set-server', guildId: 'server', patch: { careText: `words by ${PEOPLE.indexOf(userId)}` }, byUserId: userId },
];

/** In which files of the folder a text still stands. */
const findFiles = (text: string): readonly string[] =>
  readdirSync(folder).filter((name) => readFileSync(join(folder, name)).includes(text));

async function fillAndForget(): Promise<readonly string[]> {
  for (const userId of PEOPLE) await state.saveChanges(everythingOf(userId), 7);
  expect(findFiles('person-number-101').length).toBeGreaterThan(0);
  const gone = PEOPLE.filter((_, index) => index % 2 === 1);
  for (const userId of gone) await state.saveChanges([{ kind: 'forget-member', userId }], 8);
  return gone;
}

it('leaves nothing of a person in the file or its log, whoever of the others stays', async () => {
  const gone = await fillAndForget();
  expect(gone.flatMap(findFiles)).toEqual([]);
  await state.close();
  expect(gone.flatMap(findFiles)).toEqual([]);
  expect(findFiles('person-number-100')).toEqual(['state.db']);
});

it('leaves nothing of a person in a copy made afterwards', async () => {
  const gone = await fillAndForget();
  const copy = join(folder, 'copy.db');
  await backUp(file, copy);
  expect(findFiles('person-number-100')).toContain('copy.db');
  expect(gone.flatMap(findFiles)).toEqual([]);
});

it('leaves nothing of a server', async () => {
  for (const userId of PEOPLE.slice(0, 3)) await state.saveChanges(everythingOf(userId), 7);
  await state.saveChanges([{ kind: 'forget-server', guildId: 'server', keepLedger: false }], 8);
  expect(findFiles('words by')).toEqual([]);
  expect(existsSync(file)).toBe(true);
});

it('leaves nothing of what an import replaces', async () => {
  const other = join(folder, 'other.db');
  const moved = join(folder, 'moved.jsonl');
  await openSqliteState(other).close();
  const snapshot = openSqliteSnapshot(other);
  await exportState(snapshot, moved, { nowMs: 8, overwrites: false });
  await snapshot.close();

  for (const userId of PEOPLE) await state.saveChanges(everythingOf(userId), 7);
  await state.close();
  expect(findFiles('person-number-101')).toEqual(['state.db']);
  const target = await openSqliteTarget(file);
  await importState(target, moved, { nowMs: 9, replaces: true });
  await target.close();
  expect(PEOPLE.flatMap(findFiles)).toEqual([]);
});
