import type { APIInteraction } from 'discord-api-types/v10';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FakeDiscord, startFakeDiscord } from '../support/fake-discord.ts';
import {
  ADMIN_PERMISSIONS,
  buildAutocomplete,
  buildButton,
  buildChannelSelect,
  buildCommand,
  buildModalSubmit,
  buildSelect,
  CHANNEL_ID,
} from '../support/interactions.ts';
import { listComplaints, textOf } from './reading.ts';
import { type Bot, endBots, envFor, makeHome, startBot, TOKEN } from './running-bot.ts';

let discord: FakeDiscord;
let overHttp: Bot;
let overGateway: Bot;
let base: string;
let endpoint: string;

beforeAll(async () => {
  discord = await startFakeDiscord({ token: TOKEN });
  overHttp = startBot({ env: { ...envFor(discord, makeHome()), NABI_TRANSPORT: 'http' }, by: 'npm' });
  base = `http://127.0.0.1:${(await overHttp.ready()).port}`;
  endpoint = `${base}/interactions`;
  overGateway = startBot({ env: envFor(discord, makeHome()) });
  await overGateway.ready();
});

afterAll(async () => {
  await endBots();
  await discord.close();
});

function post(request: { headers: Readonly<Record<string, string>>; body: string }): Promise<Response> {
  return fetch(endpoint, { method: 'POST', ...request });
}

describe('NABI_TRANSPORT=http', () => {
  it('opens no gateway, and registers the commands all the same', async () => {
    const { transport, registered } = await overHttp.ready();
    expect({ transport, registered }).toEqual({ transport: 'http', registered: true });
    expect(discord.identifies).toHaveLength(1);
    expect(discord.commands.get('global')).toHaveLength((await overHttp.ready()).commands as number);
  });

  it('answers the PING by which Discord accepts the address, with the key it asked Discord for', async () => {
    const ping = { id: '1', application_id: discord.applicationId, type: 1, token: 'x', version: 1 };
    const response = await post(discord.signBody(JSON.stringify(ping)));
    expect([response.status, await response.json()]).toEqual([200, { type: 1 }]);
  });

  it.each([
    ['a bad signature', () => ({ ...discord.signBody('{"type":1}'), body: '{"type":1} ' })],
    ['no signature', () => ({ headers: { 'content-type': 'application/json' }, body: '{"type":1}' })],
    ['a signature of ten minutes ago', () => discord.signBody('{"type":1}', Math.floor(Date.now() / 1_000) - 600)],
  ])('answers 401 to %s', async (_, build) => {
    expect((await post(build())).status).toBe(401);
  });

  it('answers /healthz beside it', async () => {
    const response = await fetch(`${base}/healthz`);
    expect([response.status, await response.json()]).toMatchObject([200, { ok: true }]);
  });

  it('keeps what an admin sets', async () => {
    await discord.postInteraction(
      endpoint,
      buildCommand({
        name: 'config',
        subcommand: 'daily',
        options: { time: '21:00', zone: 'Europe/Riga' },
        channels: { channel: { id: CHANNEL_ID } },
        guildId: '900000000000000009',
        memberPermissions: ADMIN_PERMISSIONS,
      }),
    );
    const shown = buildCommand({
      name: 'config',
      subcommand: 'show',
      guildId: '900000000000000009',
      memberPermissions: ADMIN_PERMISSIONS,
    });
    expect(textOf((await discord.postInteraction(endpoint, shown)).response)).toContain('(Riga, ');
  });
});

describe('the same reply, byte for byte, through the gateway and over HTTP', () => {
  const TITLES = ['its-okay-to-not-be-okay', 'its-okay'];
  const PER_TITLE = TITLES.flatMap((title) => [
    { name: 'cast', options: { title } },
    { name: 'awards', options: { title } },
    { name: 'season2', options: { title } },
    { name: 'about', options: { title } },
    { name: 'episodes', options: { title } },
    { name: 'sources', options: { title } },
  ]);
  const COMMANDS = [
    ...PER_TITLE,
    { name: 'help' },
    { name: 'help', memberPermissions: ADMIN_PERMISSIONS },
    { name: 'cast', options: { name: 'gang tae' } },
    { name: 'cast', options: { name: '고문영' } },
    { name: 'cast', options: { name: 'kang min-ho' } },
    { name: 'awards', options: { result: 'won', year: 2021 } },
    { name: 'episodes', options: { number: 3 } },
    { name: 'quote', subcommand: 'find', options: { words: 'rest' } },
    { name: 'quote', subcommand: 'today', where: 'dm' as const },
    { name: 'about', options: { title: "it's okay" } },
    { name: 'about', locale: 'ko' as const, where: 'user-install' as const },
    { name: 'config', subcommand: 'show', memberPermissions: ADMIN_PERMISSIONS, locale: 'ko' as const },
    { name: 'config', subcommand: 'show' },
    { name: 'no-such-command' },
  ];
  const OTHERS: readonly [string, APIInteraction][] = [
    ['an autocomplete', buildAutocomplete({ name: 'cast', options: { name: 'moon' }, focused: 'name' })],
    ['a button', buildButton({ customId: 'v1|cast|list|its-okay-to-not-be-okay|1' })],
    ['a button under a card somebody else asked for', buildButton({ customId: 'v1|cast|list|its-okay|0', askedBy: '700000000000000002' })],
    ['a select', buildSelect({ customId: 'v1|cast|open|its-okay-to-not-be-okay', values: ['character:moon-sang-tae'] })],
    ['a forged button', buildButton({ customId: 'v1|config|undo|x|y|z' })],
    ['a channel select', buildChannelSelect({ customId: 'v1|config|channel', chosen: { id: CHANNEL_ID } })],
    ['a form', buildModalSubmit({ customId: 'v1|quote|form', fields: { words: 'rest' } })],
  ];
  const cases: [string, APIInteraction][] = [
    ...COMMANDS.map((call): [string, APIInteraction] => [
      [
        `/${call.name}`,
        ...Object.values(call)
          .slice(1)
          .map((part) => JSON.stringify(part)),
      ].join(' '),
      buildCommand(call),
    ]),
    ...OTHERS,
  ];

  it.each(cases)('for %s', async (_, interaction) => {
    const gateway = await discord.sendInteraction(interaction);
    const http = await discord.postInteraction(endpoint, interaction);
    expect(http.raw).toBe(gateway.raw);
    expect(gateway.raw.length).toBeGreaterThan(20);
  });

  it('without a bug on either side', () => {
    expect([overGateway, overHttp].flatMap(listComplaints)).toEqual([]);
  });
});
