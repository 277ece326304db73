/** An interaction that is delivered again: after a break of the gateway, by somebody who kept a signed request, to another replica. */
import { join } from 'node:path';
import type { APIInteraction } from 'discord-api-types/v10';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import { createAnswer } from '../../src/answer/answer.ts';
import { openSqliteState } from '../../src/state/sqlite.ts';
import type { State } from '../../src/state/types.ts';
import { care, languages, loadTestContent, type Reply, readReply, say } from '../support/bot.ts';
import { makeOwnFolder } from '../support/folder.ts';
import { ADMIN_PERMISSIONS, buildButton, buildCommand, CHANNEL_ID, GUILD_ID } from '../support/interactions.ts';
import { createRecordingLog } from '../support/recording-log.ts';

const SET_DAILY = {
  name: 'config',
  subcommand: 'daily',
  options: { time: '09:00', zone: 'Europe/Riga' },
  channels: { channel: { id: CHANNEL_ID } },
  memberPermissions: ADMIN_PERMISSIONS,
};

let home: string;
let state: State;
let posted: number;

beforeEach(() => {
  home = makeOwnFolder();
  state = openSqliteState(join(home, 'state.db'));
  posted = 0;
});

afterEach(() => state.close());

/** As a process that has just started answers: it remembers nothing but what is in the state. */
async function answerAnew(interaction: APIInteraction): Promise<Reply> {
  await state.close();
  state = openSqliteState(join(home, 'state.db'));
  const answer = createAnswer({
    commands,
    care,
    content: loadTestContent,
    languages,
    state,
    commandIds: () => new Map(),
    log: createRecordingLog(),
    transport: 'test',
    async carryOut() {
      posted += 1;
      return { ok: true, messageId: '1' };
    },
  });
  return readReply((await answer(interaction)).response);
}

it('changes settings once, also across a restart, and says so', async () => {
  const first = buildCommand(SET_DAILY);
  await answerAnew(first);
  await answerAnew(buildCommand({ ...SET_DAILY, options: { time: '21:00', zone: 'Asia/Seoul' } }));
  expect((await answerAnew(first)).text).toBe(say('error.repeated'));
  expect((await state.loadSettings(GUILD_ID)).daily).toMatchObject({ time: '21:00', zone: 'Asia/Seoul' });
  expect(await state.loadSettingsChanges(GUILD_ID, 10)).toHaveLength(2);
});

it('posts a test once, also across a restart', async () => {
  await answerAnew(buildCommand(SET_DAILY));
  const press = buildButton({ customId: 'v1|health|test', memberPermissions: ADMIN_PERMISSIONS });
  expect((await answerAnew(press)).text).not.toBe(say('error.repeated'));
  expect((await answerAnew(press)).text).toBe(say('error.repeated'));
  expect(posted).toBe(1);
});

it('is answered again where nothing is written', async () => {
  const asked = buildCommand({ name: 'cast', options: { name: 'gang tae' } });
  expect((await answerAnew(asked)).text).toBe((await answerAnew(asked)).text);
});
