/** Whatever Discord, or something that stands in for it, sends: the process lives, says one sentence about it, and goes on. */
import type { APIInteraction } from 'discord-api-types/v10';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Callbacks } from '../../src/discord/callback.ts';
import type { DiscordRest } from '../../src/discord/rest.ts';
import { createBot } from '../support/bot.ts';
import { type Connection, expectAnswers, openConnection } from '../support/connection.ts';
import type { FakeDiscord, OddGreeting } from '../support/fake-discord.ts';
import {
  ADMIN_PERMISSIONS,
  buildAutocomplete,
  buildButton,
  buildCommand,
  buildMessageCommand,
  buildModalSubmit,
  buildSelect,
} from '../support/interactions.ts';
import { createRandom, mutate } from '../support/mutate.ts';
import type { RecordingLog } from '../support/recording-log.ts';

/** A second login waits five seconds for its turn. */
const LOGIN_MS = 20_000;

let connection: Connection;
let discord: FakeDiscord;
let rest: DiscordRest;
let callbacks: Callbacks;
let log: RecordingLog;

beforeEach(async () => {
  connection = await openConnection();
  ({ discord, rest, callbacks, log } = connection);
});

afterEach(() => connection.close());

const start = () => connection.login({ loginPauseMs: () => 0 });

const messages = () => log.lines.map(({ message }) => message);

const DISPATCHES: readonly (readonly [string, object | null])[] = [
  ['GUILD_CREATE', { id: '9', permission_overwrites: null, channels: null, members: [null], roles: {} }],
  ['GUILD_DELETE', {}],
  ['GUILD_UPDATE', { id: null }],
  ['GUILD_MEMBER_ADD', { guild_id: '9' }],
  ['GUILD_MEMBER_UPDATE', { guild_id: '900000000000000001' }],
  ['GUILD_MEMBERS_CHUNK', { members: null }],
  ['GUILD_ROLE_CREATE', { guild_id: '9', role: null }],
  ['CHANNEL_CREATE', { id: '1', type: 0, permission_overwrites: null }],
  ['CHANNEL_UPDATE', { id: '1', permission_overwrites: null }],
  ['MESSAGE_CREATE', { id: '1', channel_id: '2', application: { install_params: null }, author: null }],
  ['MESSAGE_UPDATE', {}],
  ['MESSAGE_DELETE_BULK', { ids: null }],
  ['MESSAGE_REACTION_ADD', { emoji: null }],
  ['PRESENCE_UPDATE', {}],
  ['TYPING_START', { user_id: null }],
  ['USER_UPDATE', {}],
  ['VOICE_STATE_UPDATE', { guild_id: '9' }],
  ['THREAD_LIST_SYNC', { threads: null }],
  ['STAGE_INSTANCE_CREATE', {}],
  ['ENTITLEMENT_CREATE', {}],
  ['INTERACTION_CREATE', {}],
  ['RESUMED', {}],
  ['SOMETHING_STILL_TO_BE_INVENTED', { d: { d: [] } }],
];

describe('a dispatch', () => {
  it('that is of no use is not looked at, whatever it holds', async () => {
    await start();
    for (const [name, data] of DISPATCHES) {
      await discord.sendPacket(name, data);
      await discord.sendPacket(name, null);
    }
    await expectAnswers(connection);
    expect(discord.identifies).toHaveLength(1);
    expect(new Set(messages())).toEqual(new Set(['the gateway delivered an interaction that is none; it was left alone']));
  });

  it('with an interaction that came before is left alone', async () => {
    await start();
    const interaction = buildCommand({ name: 'cast' });
    await discord.sendInteraction(interaction);
    await discord.sendPacket('INTERACTION_CREATE', interaction);
    await expectAnswers(connection);
    expect(discord.requestsTo({ method: 'POST', path: /callback$/ })).toHaveLength(2);
    expect(messages()).toEqual(['the gateway delivered an interaction a second time; it was left alone']);
  });
});

const FRAMES: readonly (readonly [string, string | Buffer])[] = [
  ['that is empty', ''],
  ['that is no JSON', '{"op":0,'],
  ['that is null', 'null'],
  ['that is a number', '7'],
  ['that is a list', '[{"op":7}]'],
  ['without an opcode', '{"t":"READY","s":1,"d":{}}'],
  ['with a text for an opcode', '{"op":"7","d":null}'],
  ['with an opcode still to be invented', '{"op":99,"t":null,"s":null,"d":null}'],
  ['with a second HELLO', '{"op":10,"t":null,"s":null,"d":null}'],
  ['in bytes that are no text', Buffer.from([0x78, 0x9c, 0xff, 0x00, 0xfe])],
  ['nested a thousand times', `${'['.repeat(1_000)}${']'.repeat(1_000)}`],
];

describe('a frame', () => {
  it.each(FRAMES)('%s is left alone, and the log says so', async (_, frame) => {
    await start();
    await discord.sendFrame(frame);
    await discord.sendFrame(frame);
    await expectAnswers(connection);
    expect(discord.identifies).toHaveLength(1);
    expect(messages()).toEqual([expect.stringContaining('not as Discord describes it')]);
  });

  it('that counts backwards or not at all does not lose the place to go on from', async () => {
    await start();
    for (const s of ['1e9', '-4', 'null', '"9"']) await discord.sendFrame(`{"op":0,"t":"TYPING_START","s":${s},"d":{}}`);
    await expectAnswers(connection);
  });

  it('that asks for a heartbeat gets one', async () => {
    await start();
    await discord.sendFrame('{"op":1,"t":null,"s":null,"d":null}');
    await discord.sendFrame('{"op":11,"t":null,"s":null,"d":null}');
    await expectAnswers(connection);
    expect(messages()).toEqual([]);
  });

  it('of some hundred that are changed at random ends nothing', async () => {
    await start();
    const random = createRandom(20_261_129);
    const rights = [
      { op: 0, t: 'INTERACTION_CREATE', s: 3, d: buildCommand({ name: 'cast', options: { name: 'gang tae' } }) },
      { op: 0, t: 'GUILD_CREATE', s: 4, d: { id: '9', name: 'x', members: [{ user: { id: '1' } }], channels: [] } },
      { op: 11, t: null, s: null, d: null },
    ];
    for (let sent = 0; sent < 400; sent += 1) {
      await discord.sendFrame(JSON.stringify(mutate(rights[sent % rights.length] ?? {}, random)));
    }
    await expectAnswers(connection);
    expect(discord.identifies).toHaveLength(1);
  });
});

describe('a READY', () => {
  const STRANGE: readonly (readonly [string, NonNullable<OddGreeting['ready']>])[] = [
    ['without a user', ({ user: _user, ...rest }) => rest],
    ['with null for a user', (ready) => ({ ...ready, user: null })],
    ['without an application', ({ application: _application, ...rest }) => rest],
    ['with null for the application', (ready) => ({ ...ready, application: null })],
    ['with null for the servers', (ready) => ({ ...ready, guilds: null })],
    ['with a place to resume that is none', (ready) => ({ ...ready, resume_gateway_url: 'javascript:alert(1)' })],
    ['with null for the shard', (ready) => ({ ...ready, shard: null, v: null })],
  ];

  it.each(STRANGE)('%s is good enough', async (_, ready) => {
    discord.greetNext({ ready });
    await start();
    await expectAnswers(connection);
    expect(discord.identifies).toHaveLength(1);
  });

  it('without a session gets a sentence and a new try, and so does null', { timeout: LOGIN_MS }, async () => {
    discord.greetNext({ ready: () => null });
    discord.greetNext({ ready: (ready) => ({ ...ready, session_id: null }) });
    await start();
    await expectAnswers(connection);
    expect(discord.identifies).toHaveLength(3);
    expect(log.lines[0]).toMatchObject({ level: 'warn', fields: { reason: 'its READY was none' } });
    expect(messages().at(-1)).toBe('the connection to the gateway is back');
  });
});

describe('a HELLO', () => {
  it.each([
    ['null', '{"op":10,"t":null,"s":null,"d":null}'],
    ['an interval of no length', '{"op":10,"t":null,"s":null,"d":{"heartbeat_interval":0}}'],
    ['a text for an interval', '{"op":10,"t":null,"s":null,"d":{"heartbeat_interval":"often"}}'],
  ])('with %s gets a sentence and a new try', async (_, hello) => {
    discord.greetNext({ hello });
    await start();
    await expectAnswers(connection);
    expect(discord.identifies).toHaveLength(1);
    expect(log.lines[0]).toMatchObject({ level: 'warn', fields: { reason: 'its HELLO was none' } });
  });
});

describe('the end of a connection', () => {
  it.each([
    [4_000, 'Unknown error.', 'closed with code 4000, UnknownError, Unknown error.'],
    [4_002, '', 'closed with code 4002, DecodeError'],
    [1_012, 'service restart', 'closed with code 1012, service restart'],
    [4_899, '', 'closed with code 4899'],
  ])('with code %i is told with code and reason, and it is made anew', async (code, reason, told) => {
    await start();
    discord.allowResuming();
    discord.closeSessions(code, reason);
    await discord.waitFor('a session taken up', () => discord.resumes[0]);
    await expectAnswers(connection);
    expect(discord.identifies).toHaveLength(1);
    expect(log.lines[0]).toMatchObject({ level: 'warn', fields: { reason: told } });
  });
});

/** Bodies no route of Discord answers with. */
const BODIES: readonly (readonly [string, object | string])[] = [
  ['an empty text', ''],
  ['a page of HTML', '<!doctype html><title>Log in to this network</title>'],
  ['an empty object', {}],
  ['a list', []],
  ['numbers for texts', { id: 5, url: 7, shards: 'many', code: 'none', message: null, errors: [] }],
  ['a code without words', { code: 50_035, errors: { data: { components: { 0: { _errors: [{ code: 5 }] } } } } }],
  ['an error from in front of Discord', { message: 'internal network error', code: 40_333 }],
];

describe('an answer of the REST API', () => {
  const cases = [200, 204, 400, 401, 403, 404, 413, 418].flatMap((status) => BODIES.map(([name, body]) => [status, name, body] as const));

  it.each(cases)('with status %i and %s is an outcome of a callback', async (status, _, body) => {
    discord.failNext({ method: 'POST', path: /callback$/ }, { kind: 'answer', status, body });
    const outcome = await callbacks.post(buildCommand({ name: 'cast' }), {
      response: { type: 4, data: { content: 'annyeong' } },
      files: [],
    });
    expect(outcome).toBe(status < 300 ? 'sent' : 'failed');
    expect(log.lines).toHaveLength(status < 300 ? 0 : 1);
  });

  it.each(BODIES)('of 200 with %s is a failure in words, whatever was asked', async (_, body) => {
    discord.failNext({ method: 'GET', path: /./ }, { kind: 'answer', status: 200, body }, 9);
    const asked = await Promise.all([rest.loadGatewayAddress(), rest.loadApplication(), rest.loadOwnUserId()]);
    for (const found of asked) expect(found).toMatchObject({ ok: false, failure: { message: expect.stringMatching(/\w/) } });
    await expect(start()).rejects.toMatchObject({ name: 'GatewayError' });
  });

  it('that one 502 spoils is asked for again within Discord’s three seconds', async () => {
    const interaction = buildCommand({ name: 'cast' });
    const answered = discord.expectCallback(interaction);
    discord.failNext({ method: 'POST', path: /callback$/ }, { kind: 'answer', status: 502, body: '<html>' });
    expect(await callbacks.post(interaction, { response: { type: 4, data: { content: 'annyeong' } }, files: [] })).toBe('sent');
    expect((await answered).response).toMatchObject({ data: { content: 'annyeong' } });
    expect(log.lines).toEqual([]);
  });

  it.each([
    ['one 502', { kind: 'answer', status: 502, body: '<html>' }],
    ['a connection that breaks', { kind: 'drop' }],
  ] as const)('that %s spoils is asked for again with the picture, whole', async (_, fault) => {
    const interaction = buildButton({ customId: 'v1|quote|card|1' });
    void discord.expectCallback(interaction);
    // More than a connection takes in at once.
    const bytes = new Uint8Array(900_000).map((__, index) => index % 251);
    discord.failNext({ method: 'POST', path: /callback$/ }, fault);
    const response = { type: 4, data: { content: 'as a card' } } as const;
    expect(await callbacks.post(interaction, { response, files: [{ name: 'card.png', bytes }] })).toBe('sent');
    const [picture] = discord.requestsTo({ method: 'POST', path: /callback$/ }).at(-1)?.files ?? [];
    expect(picture?.name).toBe('card.png');
    expect(Buffer.compare(picture?.bytes ?? new Uint8Array(), bytes)).toBe(0);
    expect(log.lines).toEqual([]);
  });

  it('that was lost on its way back is no failure when the second says that it was answered', async () => {
    const interaction = buildCommand({ name: 'cast' });
    const answered = discord.expectCallback(interaction);
    discord.failNext({ method: 'POST', path: /callback$/ }, { kind: 'done-then-drop' });
    expect(await callbacks.post(interaction, { response: { type: 4, data: { content: 'annyeong' } }, files: [] })).toBe('sent');
    expect((await answered).response).toMatchObject({ data: { content: 'annyeong' } });
  });

  it('that the message is gone whose page was turned gives the page to the asker alone', async () => {
    const press = buildButton({ customId: 'v1|cast|page|2' });
    const answered = discord.expectCallback(press);
    discord.failNext(
      { method: 'POST', path: /callback$/ },
      { kind: 'answer', status: 404, body: { code: 10_008, message: 'Unknown Message' } },
    );
    expect(await callbacks.post(press, { response: { type: 7, data: { content: 'page 2' } }, files: [] })).toBe('sent');
    expect((await answered).response).toEqual({ type: 4, data: { content: 'page 2', flags: 1 << 6 } });
    expect(log.lines.map(({ level }) => level)).toEqual(['warn']);
  });

  it('that a message does not take the picture it was to gain gives the picture to the asker alone', async () => {
    const press = buildButton({ customId: 'v1|quote|card|1' });
    const answered = discord.expectCallback(press);
    const refusal = { status: 400, body: { code: 50_035, message: 'Invalid Form Body' } };
    discord.failNext({ method: 'POST', path: /callback$/ }, { kind: 'answer', ...refusal });
    const files = [{ name: 'card.png', bytes: new Uint8Array([1, 2, 3]) }];
    expect(await callbacks.post(press, { response: { type: 7, data: { content: 'as a card' } }, files })).toBe('sent');
    expect((await answered).response).toEqual({ type: 4, data: { content: 'as a card', flags: 1 << 6 } });
    expect(log.lines.map(({ level }) => level)).toEqual(['warn']);
    discord.failNext({ method: 'POST', path: /callback$/ }, { kind: 'answer', ...refusal });
    expect(await callbacks.post(press, { response: { type: 7, data: { content: 'no picture' } }, files: [] })).toBe('failed');
  });

  it('is asked for with a User-Agent as Discord wants it', async () => {
    const interaction = buildCommand({ name: 'cast' });
    void discord.expectCallback(interaction);
    await callbacks.post(interaction, { response: { type: 4, data: { content: 'annyeong' } }, files: [] });
    await rest.loadApplication();
    expect(discord.requests.map(({ headers }) => headers['user-agent'])).toEqual([
      expect.stringMatching(/^DiscordBot \(\S+, \S+\) Nabi\//),
      expect.stringMatching(/^DiscordBot \(\S+, \S+\) Nabi\//),
    ]);
  });
});

/** Every field that need not be there, one at a time. */
function listOptional(interaction: APIInteraction): readonly (readonly string[])[] {
  const needed = new Set([
    'id',
    'type',
    'token',
    'name',
    'data',
    'member',
    'user',
    'custom_id',
    'value',
    'components',
    'component',
    'options',
  ]);
  const walk = (value: unknown, path: readonly string[]): (readonly string[])[] =>
    typeof value !== 'object' || value === null
      ? []
      : Object.entries(value).flatMap(([key, inner]) => [
          ...(needed.has(key) || Array.isArray(value) || path.at(-1) === 'resolved' ? [] : [[...path, key]]),
          ...walk(inner, [...path, key]),
        ]);
  return walk(interaction, []);
}

function change(interaction: APIInteraction, path: readonly string[], how: (holder: object, key: string) => void): unknown {
  const copy: object = structuredClone(interaction);
  const holder = path.slice(0, -1).reduce<object>((inner, key) => Object(Reflect.get(inner, key)), copy);
  how(holder, path.at(-1) ?? '');
  return copy;
}

describe('null in an interaction', () => {
  const admin = { memberPermissions: ADMIN_PERMISSIONS };
  const askers: readonly (readonly [string, () => APIInteraction])[] = [
    ['a command', () => buildCommand({ name: 'cast', options: { name: 'gang tae' } })],
    ['a command in a direct message', () => buildCommand({ name: 'episodes', options: { number: 3 }, where: 'dm' })],
    ['an admin’s command', () => buildCommand({ name: 'config', subcommand: 'show', ...admin })],
    ['a command on a message', () => buildMessageCommand({ name: 'Suggest as quote', content: 'Rest now.' })],
    ['a question for choices', () => buildAutocomplete({ name: 'cast', options: { name: 'ko' }, focused: 'name' })],
    ['a press', () => buildButton({ customId: 'v1|cast|list|its-okay-to-not-be-okay|1' })],
    ['a choice', () => buildSelect({ customId: 'v1|cast|open|its-okay-to-not-be-okay', values: ['character:moon-sang-tae'] })],
    ['a form', () => buildModalSubmit({ customId: 'v1|quote|suggest', fields: { text: 'Rest now, dear.' } })],
  ];

  it.each(askers)('is what is not there: %s', async (_, build) => {
    const bot = createBot();
    const interaction = build();
    for (const path of listOptional(interaction)) {
      const absent = await bot.send(change(interaction, path, (holder, key) => Reflect.deleteProperty(holder, key)));
      const empty = await bot.send(change(interaction, path, (holder, key) => Reflect.set(holder, key, null)));
      expect([path.join('.'), empty.response]).toEqual([path.join('.'), absent.response]);
    }
  });

  it.each([
    ['that names nobody', { type: 4, data: { name: 'cast' } }],
    ['without data', { type: 4, user: { id: '1' } }],
    ['with null for its options', { type: 4, user: { id: '1' }, data: { name: 'cast', options: null } }],
    ['with options that are none', { type: 4, user: { id: '1' }, data: { name: 'cast', options: [5] } }],
    ['without a focus', { type: 4, user: { id: '1' }, data: { name: 'cast', options: [{ name: 'name', type: 3, value: 'k' }] } }],
  ])('or a question for choices %s gets an empty list', async (_, wire) => {
    expect((await createBot().send(wire)).response).toEqual({ type: 8, data: { choices: [] } });
  });
});
