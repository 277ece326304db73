import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { registerCommands } from '../../src/discord/register.ts';
import { createRest, type DiscordRest } from '../../src/discord/rest.ts';
import { type FakeDiscord, startFakeDiscord } from '../support/fake-discord.ts';
import { createRecordingLog } from '../support/recording-log.ts';

const CAST = { name: 'cast', description: 'Who plays whom' };
const AWARDS = { name: 'awards', description: 'What it won' };

let discord: FakeDiscord;
let rest: DiscordRest;
let kept: Map<string, string>;

beforeEach(async () => {
  discord = await startFakeDiscord({ putAnswer: 'nothing' });
  rest = createRest({ token: discord.token, apiUrl: discord.apiUrl, log: createRecordingLog() });
  kept = new Map();
});

afterEach(async () => {
  rest.close();
  await discord.close();
});

function register(definitions: Parameters<typeof registerCommands>[0]['definitions'], guildId?: string) {
  return registerCommands({
    rest,
    applicationId: discord.applicationId,
    definitions,
    loadMeta: async (key) => kept.get(key) ?? null,
    saveMeta: async (key, value) => void kept.set(key, value),
    ...(guildId === undefined ? {} : { guildId }),
  });
}

const writes = () => discord.requests.filter(({ method }) => method === 'PUT');

describe('registering the commands', () => {
  it('overwrites all in one request and reads the ids back, whatever the answer to the request holds', async () => {
    const result = await register([CAST, AWARDS]);
    const ids = new Map(discord.commands.get('global')?.map(({ name, id }) => [name, id]));
    expect(ids.size).toBe(2);
    expect(result).toEqual({ ok: true, changed: true, ids });
    expect(writes()).toHaveLength(1);
  });

  it('asks nothing of Discord when nothing changed, and still knows the ids', async () => {
    const first = await register([CAST]);
    const before = discord.requests.length;
    const second = await register([CAST]);
    expect(discord.requests).toHaveLength(before);
    expect(second).toEqual({ ...first, changed: false });
  });

  it('registers again when a description changed', async () => {
    await register([CAST]);
    expect(await register([{ ...CAST, description: 'Actors and their roles' }])).toMatchObject({ changed: true });
    expect(discord.commands.get('global')).toMatchObject([{ description: 'Actors and their roles' }]);
  });

  it('keeps one server apart from everywhere', async () => {
    await register([CAST]);
    expect(await register([CAST], '900000000000000001')).toMatchObject({ ok: true, changed: true });
    expect(discord.commands.get('900000000000000001')).toHaveLength(1);
  });

  it('tries again at the next start after a failure', async () => {
    discord.failNext(
      { method: 'PUT', path: /commands$/ },
      { kind: 'answer', status: 403, body: { code: 50_001, message: 'Missing Access' } },
    );
    expect(await register([CAST])).toMatchObject({ ok: false, failure: { code: 50_001 } });
    expect(await register([CAST])).toMatchObject({ ok: true, changed: true });
  });

  it('sends the Entry Point of an activity along as it is, which Discord does not let be left out', async () => {
    const entryPoint = {
      id: '77',
      application_id: discord.applicationId,
      version: '1',
      type: 4,
      name: 'launch',
      description: '',
      handler: 2,
    };
    discord.commands.set('global', [entryPoint]);
    const result = await register([CAST]);
    expect(result).toMatchObject({ ok: true, changed: true });
    expect(result.ok && [...result.ids.keys()]).toEqual(['cast']);
    expect(discord.commands.get('global')).toMatchObject([CAST, { type: 4, name: 'launch', handler: 2 }]);
    expect(await register([CAST, AWARDS])).toMatchObject({ ok: true });
    expect(discord.commands.get('global')).toHaveLength(3);
  });

  it('starts anew when what was kept cannot be read', async () => {
    kept.set(`commands:${discord.applicationId}`, '{"hash":');
    expect(await register([CAST])).toMatchObject({ ok: true, changed: true });
  });
});
