import { createServer, type Socket } from 'node:net';
import {
  type APIInteraction,
  type APIInteractionResponse,
  ComponentType,
  InteractionResponseType,
  MessageFlags,
} from 'discord-api-types/v10';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import type { Answer, Answered } from '../../src/answer/types.ts';
import { type Callbacks, createCallbacks } from '../../src/discord/callback.ts';
import { startHttp } from '../../src/discord/http.ts';
import { buildLoginPauseMs } from '../../src/discord/login-pace.ts';
import { createRest, type DiscordRest } from '../../src/discord/rest.ts';
import { buildReconnectPauseMs } from '../../src/discord/shard.ts';
import { type Connection, openConnection } from '../support/connection.ts';
import type { FakeDiscord, FakeDiscordOptions } from '../support/fake-discord.ts';
import { buildAutocomplete, buildButton, buildCommand } from '../support/interactions.ts';
import type { RecordingLog } from '../support/recording-log.ts';

/** Field order, Hangul, emoji, escapes: what a transport could change on the way if it rebuilt the reply. */
const ROUNDABOUT: APIInteractionResponse = {
  data: {
    flags: MessageFlags.IsComponentsV2,
    components: [
      {
        components: [{ content: '## 문강태 · Moon Gang-tae 🦋\n||\\*hush\\*|| <t:1795000000:R> \u2028', type: ComponentType.TextDisplay }],
        accent_color: 0x9b_59_b6,
        type: ComponentType.Container,
      },
    ],
    allowed_mentions: { parse: [] },
  },
  type: InteractionResponseType.ChannelMessageWithSource,
};

const ANNYEONG: Answered = { response: { type: 4, data: { content: 'annyeong' } }, files: [] };

let connection: Connection;
let discord: FakeDiscord;
let rest: DiscordRest;
let callbacks: Callbacks;
let log: RecordingLog;

async function open(options: FakeDiscordOptions = {}): Promise<void> {
  connection = await openConnection(options);
  ({ discord, rest, callbacks, log } = connection);
}

const start = (answer: Answer) => connection.login({ answer });

beforeEach(() => open());

afterEach(() => connection.close());

describe('the gateway', () => {
  it('logs in without any intent, at the address its API names', async () => {
    const { readyInfo } = await connection.login();
    expect(discord.identifies).toMatchObject([{ intents: 0 }]);
    expect(readyInfo).toEqual({ botName: 'nabi', serverCount: 1, shardCount: 1 });
  });

  it('logs in with as many shards as Discord recommends', async () => {
    await connection.close();
    await open({ shards: 3 });
    const { readyInfo, isConnected } = await connection.login();
    expect(discord.identifies.map(({ shard }) => shard)).toEqual(
      expect.arrayContaining([
        [0, 3],
        [1, 3],
        [2, 3],
      ]),
    );
    expect(discord.identifies).toHaveLength(3);
    expect([readyInfo.shardCount, isConnected()]).toEqual([3, true]);
    expect((await discord.sendInteraction(buildCommand({ name: 'about' }))).response.type).toBe(4);
  });

  it('answers commands, autocompletes and buttons', async () => {
    const seen: APIInteraction[] = [];
    await start(async (interaction) => {
      seen.push(interaction);
      if (interaction.type === 4) {
        return { response: { type: 8, data: { choices: [{ name: 'Ko Moon-young', value: 'ko-moon-young' }] } }, files: [] };
      }
      const isPress = interaction.type === 3;
      return { response: { type: isPress ? 7 : 4, data: { content: isPress ? 'page 2' : 'page 1' } }, files: [] };
    });
    const command = buildCommand({ name: 'cast', options: { name: 'gang tae' } });
    expect((await discord.sendInteraction(command)).response).toMatchObject({ type: 4 });
    const typing = buildAutocomplete({ name: 'cast', options: { name: 'ko' }, focused: 'name' });
    expect((await discord.sendInteraction(typing)).response).toMatchObject({ type: 8 });
    expect((await discord.sendInteraction(buildButton({ customId: 'v1|cast|page|2' }))).response).toMatchObject({ type: 7 });
    expect(seen[0]).toEqual(command);
  });

  it('gives the same reply as HTTP, byte for byte', async () => {
    const answer: Answer = async () => ({ response: ROUNDABOUT, files: [] });
    await start(answer);
    const listener = await startHttp({
      host: '127.0.0.1',
      port: 0,
      publicKeyHex: discord.publicKeyHex,
      answer,
      callbacks,
      log,
      now: Date.now,
      health: () => ({ ok: true }),
    });
    const overGateway = await discord.sendInteraction(buildCommand({ name: 'cast' }));
    const overHttp = await discord.postInteraction(`http://127.0.0.1:${listener.port}/interactions`, buildCommand({ name: 'cast' }));
    expect(overGateway.raw).toBe(JSON.stringify(ROUNDABOUT));
    expect(overHttp.raw).toBe(overGateway.raw);
    await listener.close();
  });

  it('finishes the answers under way before it closes, and takes no new ones', async () => {
    let release = (): void => {};
    const asked = Promise.withResolvers<void>();
    const { close } = await start(
      () =>
        new Promise((resolve) => {
          release = () => resolve({ response: { type: 4, data: { content: 'just in time' } }, files: [] });
          asked.resolve();
        }),
    );
    const order: string[] = [];
    const callback = discord.sendInteraction(buildCommand({ name: 'cast' })).finally(() => order.push('answered'));
    await asked.promise;
    const closed = close().finally(() => order.push('closed'));
    // Time enough for a gateway that does not wait to have closed.
    for (let trip = 0; trip < 5; trip += 1) await rest.loadApplication();
    release();
    await Promise.all([callback, closed]);
    expect(order).toEqual(['answered', 'closed']);
    expect((await callback).response).toMatchObject({ data: { content: 'just in time' } });
  });

  it('stays up when Discord delivers something that is no interaction', async () => {
    await connection.login();
    await discord.sendPacket('INTERACTION_CREATE', { id: 5, nonsense: true });
    expect((await discord.sendInteraction(buildCommand({ name: 'cast' }))).response).toMatchObject({ type: 4 });
    expect(log.lines.filter(({ level }) => level === 'error')).toHaveLength(1);
  });
});

describe('a login', () => {
  it('with a wrong token ends in one sentence that names the variable and not the token', async () => {
    const wrong = createRest({ token: 'wrong.token.entirely', apiUrl: discord.apiUrl, log });
    const error: unknown = await connection.login({ token: 'wrong.token.entirely', rest: wrong }).catch((thrown: unknown) => thrown);
    wrong.close();
    expect(error).toMatchObject({ name: 'GatewayError', kind: 'wrong-token', message: expect.stringContaining('DISCORD_TOKEN') });
    expect(String(error)).not.toContain('wrong.token.entirely');
    expect(discord.identifies).toHaveLength(0);
  });

  it('that only the gateway refuses (4004) ends in the same way, without a second try', async () => {
    discord.failNext(
      { method: 'GET', path: '/gateway/bot' },
      {
        kind: 'answer',
        status: 200,
        body: {
          url: `${discord.apiUrl.replace('http', 'ws').replace('/api', '')}/gateway`,
          shards: 1,
          session_start_limit: { total: 1_000, remaining: 1_000, reset_after: 0, max_concurrency: 1 },
        },
      },
      2,
    );
    await expect(connection.login({ token: 'wrong.token.entirely' })).rejects.toMatchObject({ kind: 'wrong-token' });
    expect(discord.identifies).toHaveLength(1);
  });

  it('is not spent when few are left for the day', async () => {
    await connection.close();
    await open({ loginsLeft: 5 });
    await expect(connection.login()).rejects.toMatchObject({ kind: 'logins-used-up', message: expect.stringContaining('60 minutes') });
    expect(discord.identifies).toHaveLength(0);
  });

  it('that Discord ends for good later is reported once', async () => {
    await connection.login();
    discord.closeSessions(4_004);
    await discord.waitFor('the loss to be reported', () => connection.lost[0]);
    expect(connection.lost).toMatchObject([{ kind: 'wrong-token' }]);
  });

  it('waits longer each time it has to be repeated, so that a sick session cannot use up the day', () => {
    const pauses = [0, 1, 2, 3, 20].map(buildLoginPauseMs);
    expect(pauses).toEqual([0, 5_000, 10_000, 20_000, 900_000]);
    let waitedMs = 0;
    let logins = 0;
    for (; waitedMs < 24 * 3_600_000; logins += 1) waitedMs += buildLoginPauseMs(logins);
    expect(logins).toBeLessThan(200);
  });
});

it('a connection that cannot be made is tried more and more seldom, up to once a minute', () => {
  expect([0, 1, 2, 6, 7, 40].map(buildReconnectPauseMs)).toEqual([500, 1_000, 2_000, 32_000, 60_000, 60_000]);
});

describe('a response', () => {
  it('that comes too late or twice is logged and nothing more', async () => {
    const interaction = buildCommand({ name: 'cast' });
    expect(await callbacks.post(interaction, { response: { type: 1 }, files: [] })).toBe('expired');
    const answered = discord.expectCallback(interaction);
    expect(await callbacks.post(interaction, { response: { type: 4, data: { content: 'once' } }, files: [] })).toBe('sent');
    expect(await callbacks.post(interaction, { response: { type: 4, data: { content: 'twice' } }, files: [] })).toBe('already-answered');
    expect((await answered).response).toMatchObject({ data: { content: 'once' } });
    expect(JSON.stringify(log.lines)).not.toContain(interaction.token);
  });

  it('is sent again when the connection broke before it arrived', async () => {
    const interaction = buildCommand({ name: 'cast' });
    const answered = discord.expectCallback(interaction);
    discord.failNext({ method: 'POST', path: /callback$/ }, { kind: 'drop' });
    expect(await callbacks.post(interaction, ANNYEONG)).toBe('sent');
    expect((await answered).response).toMatchObject({ data: { content: 'annyeong' } });
  });

  it('is given up at its deadline', async () => {
    const hasty = createCallbacks({ apiUrl: discord.apiUrl, log, deadlineMs: 60 });
    discord.failNext({ method: 'POST', path: /callback$/ }, { kind: 'wait', until: new Promise(() => {}) });
    expect(await hasty.post(buildCommand({ name: 'cast' }), ANNYEONG)).toBe('failed');
    await hasty.close();
  });

  it('is given up at its deadline while it waits to be tried again', async () => {
    const hasty = createCallbacks({ apiUrl: discord.apiUrl, log, deadlineMs: 60 });
    discord.failNext({ method: 'POST', path: /callback$/ }, { kind: 'answer', status: 500, body: {} });
    expect(await hasty.post(buildCommand({ name: 'cast' }), ANNYEONG)).toBe('failed');
    expect(log.lines.at(-1)).toMatchObject({ fields: { reason: 'no answer in time' } });
    await hasty.close();
  });

  it('is not sent any more once it was given up, although a connection gets free for it', async () => {
    const hasty = createCallbacks({ apiUrl: discord.apiUrl, log, deadlineMs: 300 });
    const more = Array.from({ length: 70 }, () => buildCommand({ name: 'cast' }));
    // More than there are connections: those behind the first wait for one.
    discord.failNext({ method: 'POST', path: /callback$/ }, { kind: 'wait', until: new Promise(() => {}) }, more.length);
    // All are given up in the same moment: one that has time left is sent, as it should be.
    const clock = vi.spyOn(performance, 'now').mockReturnValue(performance.now());
    const posted = more.map((interaction) => hasty.post(interaction, ANNYEONG));
    clock.mockRestore();
    const outcomes = await Promise.all(posted);
    expect(new Set(outcomes)).toEqual(new Set(['failed']));
    await hasty.close();
    // What was sent before may be read by Discord only now; what waited for a connection is not among it.
    expect(discord.requestsTo({ method: 'POST', path: /callback$/ }).length).toBeLessThan(more.length);
  });

  it('is given up at its deadline while no connection is made', async () => {
    const silent = createServer((socket) => sockets.add(socket));
    const sockets = new Set<Socket>();
    const port = await new Promise<number>((resolve) => {
      silent.listen(0, '127.0.0.1', () => resolve(z.object({ port: z.number() }).parse(silent.address()).port));
    });
    // Whoever says nothing never finishes a TLS handshake.
    const hasty = createCallbacks({ apiUrl: `https://127.0.0.1:${port}/api`, log, deadlineMs: 60 });
    expect(await hasty.post(buildCommand({ name: 'cast' }), ANNYEONG)).toBe('failed');
    expect(log.lines).toMatchObject([{ level: 'error', fields: { reason: 'no answer in time' } }]);
    silent.close();
    for (const socket of sockets) socket.destroy();
    await hasty.close();
  });
});
