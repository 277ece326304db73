/**
 * Every reply and every daily post is what it was: for whoever moves or shortens code and means to change no word. What is said otherwise
 * on purpose is recorded anew.
 */
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import { buildDefinitions } from '../../src/answer/registry.ts';
import { languages, loadTestContent } from '../support/bot.ts';
import { recordDailyPosts } from './daily-posts.ts';
import { describeChanges, loadDigests, type Recorder, saveDigests, startRecording } from './digests.ts';
import { recordCommand } from './walks.ts';

const FOLDER = fileURLToPath(new URL('./recorded/', import.meta.url));
const { NABI_RECORD, NABI_REPLIES_DIR } = process.env;
const HOW_TO_GO_ON = `
If this is meant, record it anew:    NABI_RECORD=1 npx vitest run tests/replies/recorded.test.ts
To read what is said, before and after, into two folders, and compare them:
                                     NABI_REPLIES_DIR=<folder> npx vitest run tests/replies/recorded.test.ts`;

type Recording = readonly [name: string, record: (recorder: Recorder) => Promise<void>];

const recordings: readonly Recording[] = [
  ...[...commands.map(({ name }) => name), 'no-such-command'].map(
    (name) => [name.toLowerCase().replaceAll(' ', '-'), (recorder: Recorder) => recordCommand(name, recorder)] as const,
  ),
  ['daily-posts', recordDailyPosts],
  [
    'registered',
    async (recorder) => {
      for (const definition of buildDefinitions(commands, loadTestContent(), languages)) {
        recorder.add(definition.name, 'definition', definition.name, definition);
      }
    },
  ],
];

const counts = new Map<string, number>();

it.each(recordings)('%s: all that is answered is what was recorded', { timeout: 600_000 }, async (name, record) => {
  const copyTo = NABI_REPLIES_DIR === undefined ? undefined : join(NABI_REPLIES_DIR, `${name}.txt`);
  if (NABI_REPLIES_DIR !== undefined && copyTo !== undefined) {
    mkdirSync(NABI_REPLIES_DIR, { recursive: true });
    rmSync(copyTo, { force: true });
  }
  const recorder = startRecording(copyTo);
  await record(recorder);
  const now = recorder.finish();
  counts.set(name, recorder.count());
  expect(recorder.count()).toBeGreaterThan(0);
  if (NABI_RECORD === '1') saveDigests(FOLDER, name, now);
  const changes = describeChanges(loadDigests(FOLDER, name), now);
  expect(changes, [...changes, HOW_TO_GO_ON].join('\n')).toEqual([]);
});

it('nothing is recorded of a command that is gone', () => {
  expect(readdirSync(FOLDER).sort()).toEqual(recordings.map(([name]) => `${name}.tsv`).sort());
});

afterAll(() => {
  if (NABI_RECORD === '1') process.stdout.write(`${[...counts.values()].reduce((sum, count) => sum + count, 0)} replies recorded\n`);
});
