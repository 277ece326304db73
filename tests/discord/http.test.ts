import { connect, type Socket } from 'node:net';
import { type APIInteractionResponse, InteractionResponseType } from 'discord-api-types/v10';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Callbacks, createCallbacks } from '../../src/discord/callback.ts';
import { type HttpOptions, startHttp } from '../../src/discord/http.ts';
import type { Listener } from '../../src/discord/listen.ts';
import { ListenError } from '../../src/discord/listen-error.ts';
import type { MessageFile } from '../../src/message/reply.ts';
import { type FakeDiscord, type SignedRequest, startFakeDiscord } from '../support/fake-discord.ts';
import { buildCommand } from '../support/interactions.ts';
import { createRecordingLog, type RecordingLog } from '../support/recording-log.ts';

const NOW_S = 1_795_000_000;
const REPLY: APIInteractionResponse = { type: InteractionResponseType.ChannelMessageWithSource, data: { content: 'annyeong 안녕' } };

let discord: FakeDiscord;
let listener: Listener;
let options: HttpOptions;
let log: RecordingLog;
let answered: number;
let noted: string[];
let healthy: boolean;
let files: MessageFile[];
let callbacks: Callbacks;

beforeEach(async () => {
  discord = await startFakeDiscord();
  log = createRecordingLog();
  answered = 0;
  noted = [];
  healthy = true;
  files = [];
  callbacks = createCallbacks({ apiUrl: discord.apiUrl, log });
  options = {
    host: '127.0.0.1',
    port: 0,
    publicKeyHex: discord.publicKeyHex,
    answer: async () => {
      answered += 1;
      return { response: REPLY, files };
    },
    callbacks,
    noteServer: (guildId) => noted.push(guildId),
    log,
    now: () => NOW_S * 1_000,
    health: () => ({ ok: healthy }),
  };
  listener = await startHttp(options);
});

afterEach(async () => {
  await listener.close();
  await callbacks.close();
  await discord.close();
});

const at = (path: string): string => `http://127.0.0.1:${listener.port}${path}`;
const body = (): string => JSON.stringify(buildCommand({ name: 'cast' }));

function post(request: SignedRequest): Promise<Response> {
  return fetch(at('/interactions'), { method: 'POST', ...request });
}

function without(request: SignedRequest, header: string): SignedRequest {
  return { body: request.body, headers: Object.fromEntries(Object.entries(request.headers).filter(([name]) => name !== header)) };
}

function having(request: SignedRequest, header: string, value: string): SignedRequest {
  return { body: request.body, headers: { ...request.headers, [header]: value } };
}

describe('a signed interaction', () => {
  it('gets the answer as JSON', async () => {
    const response = await post(discord.signBody(body(), NOW_S));
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(await response.text()).toBe(JSON.stringify(REPLY));
  });

  it('gets PONG for PING', async () => {
    const ping = JSON.stringify({ id: '1', application_id: discord.applicationId, type: 1, token: 't', version: 1 });
    const response = await post(discord.signBody(ping, NOW_S));
    expect([response.status, await response.text()]).toEqual([200, '{"type":1}']);
    expect(answered).toBe(0);
  });

  it.each([
    ['is not JSON', 'nonsense'],
    ['is not an object', '[]'],
    ['has no token', JSON.stringify({ id: '1', type: 2, data: {} })],
    ['has an id that is no number', JSON.stringify({ id: '../x', token: 't', type: 2, data: {} })],
    ['has no type', JSON.stringify({ id: '1', token: 't', data: {} })],
  ])('that %s is refused with 400', async (_, text) => {
    expect((await post(discord.signBody(text, NOW_S))).status).toBe(400);
    expect(answered).toBe(0);
  });
});

describe('a webhook event', () => {
  const send = (request: SignedRequest) => fetch(at('/events'), { method: 'POST', ...request });
  const event = (data: object, type = 'APPLICATION_AUTHORIZED') =>
    JSON.stringify({
      version: 1,
      application_id: discord.applicationId,
      type: 1,
      event: { type, timestamp: '2026-11-22T03:00:00Z', data },
    });

  it('is acknowledged like the ping before it, and names the server that added the bot', async () => {
    const ping = await send(discord.signBody(JSON.stringify({ version: 1, application_id: discord.applicationId, type: 0 }), NOW_S));
    expect([ping.status, ping.headers.get('content-type'), await ping.text()]).toEqual([204, 'text/plain; charset=utf-8', '']);
    expect(
      (await send(discord.signBody(event({ integration_type: 0, guild: { id: '77' }, user: { id: '5' }, scopes: ['bot'] }), NOW_S))).status,
    ).toBe(204);
    expect(noted).toEqual(['77']);
  });

  it('of a person who added it for themselves, of another kind or without sense is taken and means nothing', async () => {
    const odd = [event({ integration_type: 1, user: { id: '5' } }), event({ guild: { id: '7' } }, 'ENTITLEMENT_CREATE'), '[]', 'nonsense'];
    for (const text of odd) expect((await send(discord.signBody(text, NOW_S))).status).toBe(204);
    expect(noted).toEqual([]);
  });

  it('that Discord did not sign is refused', async () => {
    const forged = event({ integration_type: 0, guild: { id: '77' } });
    expect((await send(having(discord.signBody(forged, NOW_S), 'x-signature-ed25519', '0'.repeat(128)))).status).toBe(401);
    expect(noted).toEqual([]);
  });
});

describe('an interaction that is odd inside', () => {
  it('still gets an answer: the router is kinder than a status code', async () => {
    const odd = JSON.stringify({ id: '1', token: 't', type: 77 });
    expect(await (await post(discord.signBody(odd, NOW_S))).text()).toBe(JSON.stringify(REPLY));
  });
});

describe('a request that is not from Discord now', () => {
  const cases: [string, () => SignedRequest][] = [
    ['has no signature', () => without(discord.signBody(body(), NOW_S), 'x-signature-ed25519')],
    ['has no timestamp', () => without(discord.signBody(body(), NOW_S), 'x-signature-timestamp')],
    ['has a signature of zeros', () => having(discord.signBody(body(), NOW_S), 'x-signature-ed25519', '0'.repeat(128))],
    ['has a signature that is no hexadecimal', () => having(discord.signBody(body(), NOW_S), 'x-signature-ed25519', 'z'.repeat(128))],
    ['has a short signature', () => having(discord.signBody(body(), NOW_S), 'x-signature-ed25519', 'abcd')],
    ['has another timestamp than was signed', () => having(discord.signBody(body(), NOW_S), 'x-signature-timestamp', String(NOW_S + 1))],
    ['has another body than was signed', () => ({ ...discord.signBody(body(), NOW_S), body: `${body()} ` })],
    ['was signed more than five minutes ago', () => discord.signBody(body(), NOW_S - 301)],
    ['was signed more than a minute in the future', () => discord.signBody(body(), NOW_S + 61)],
  ];

  it.each(cases)('because it %s gets 401', async (_, build) => {
    expect((await post(build())).status).toBe(401);
    expect(answered).toBe(0);
  });

  it("hints at this machine's clock when the signature was right but old", async () => {
    await post(discord.signBody(body(), NOW_S - 4_000));
    expect(log.lines).toMatchObject([{ level: 'warn', message: expect.stringContaining('clock') }]);
  });

  it('is answered once, and a replay of it gets 401', async () => {
    const request = discord.signBody(body(), NOW_S);
    const replay = having(request, 'x-signature-ed25519', String(request.headers['x-signature-ed25519']).toUpperCase());
    expect((await post(request)).status).toBe(200);
    expect((await post(request)).status).toBe(401);
    expect((await post(replay)).status).toBe(401);
    expect(answered).toBe(1);
  });
});

/** A client that says how much it will send, sends `sent` of it, and waits. */
function openSlow(
  headers: Readonly<Record<string, string>>,
  sent: string,
): Promise<{ readonly socket: Socket; readonly heard: Promise<string> }> {
  const lines = Object.entries({ host: 'nabi', 'content-length': '250000', ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  return new Promise((resolve) => {
    const socket = connect(listener.port, '127.0.0.1', () => {
      socket.write(`POST /interactions HTTP/1.1\r\n${lines.join('')}\r\n${sent}`);
      resolve({ socket, heard });
    });
    const heard = new Promise<string>((hear) => {
      let text = '';
      socket.on('data', (chunk) => {
        text += chunk;
      });
      socket.on('error', () => undefined);
      socket.on('close', () => hear(text));
    });
  });
}

describe('somebody who sends slowly', () => {
  const SHAPED = { 'x-signature-ed25519': '0'.repeat(128), 'x-signature-timestamp': String(NOW_S) };

  it('and without a signature is refused before a word of the body has come', async () => {
    const { heard } = await openSlow({}, '');
    expect(await heard).toMatch(/^HTTP\/1\.1 401 /);
  });

  it('and what could be one is cut off where too many do so at once, the one who has waited longest first', async () => {
    const all = await Promise.all(Array.from({ length: 80 }, () => openSlow(SHAPED, 'x'.repeat(240_000))));
    const gone = await Promise.race(all.map(({ heard }, index) => heard.then(() => index)));
    expect(gone).toBeLessThan(40);
    expect((await post(discord.signBody(body(), NOW_S))).status).toBe(200);
    for (const { socket } of all) socket.destroy();
  });

  it('and goes away leaves no line above debug', async () => {
    const { socket, heard } = await openSlow(SHAPED, 'x');
    socket.resetAndDestroy();
    await heard;
    expect((await post(discord.signBody(body(), NOW_S))).status).toBe(200);
    expect(log.lines.filter(({ level }) => level !== 'debug')).toEqual([]);
  });
});

describe('an address that was entered', () => {
  const ping = (): SignedRequest =>
    discord.signBody(JSON.stringify({ id: '1', token: 't', type: 1, application_id: '1', version: 1 }), NOW_S);
  const ask = (path: string, request: SignedRequest) => fetch(at(path), { method: 'POST', ...request });

  it('with a slash at its end is as good', async () => {
    const response = await ask('/interactions/', ping());
    expect([response.status, await response.text()]).toEqual([200, '{"type":1}']);
  });

  it.each(['/', '/interaction', '/api/interactions'])('as %s is told in the log, with the right one', async (path) => {
    expect((await ask(path, ping())).status).toBe(404);
    expect(log.lines).toMatchObject([
      { level: 'warn', message: expect.stringContaining('https://<your host>/interactions'), fields: { path } },
    ]);
  });

  it('by nobody who can sign is not told of', async () => {
    expect((await ask('/', having(ping(), 'x-signature-ed25519', '0'.repeat(128)))).status).toBe(404);
    expect(log.lines).toEqual([]);
  });
});

describe('everything else', () => {
  it('that is larger than 256 kB gets 413', async () => {
    const response = await post(discord.signBody(' '.repeat(256_001), NOW_S));
    expect(response.status).toBe(413);
  });

  it('with another method gets 405, on another path 404', async () => {
    expect((await fetch(at('/interactions'))).status).toBe(405);
    expect((await fetch(at('/healthz'), { method: 'DELETE' })).status).toBe(405);
    expect(await fetch(at('/')).then((response) => response.status)).toBe(404);
  });

  it('that asks for health hears whether all is well', async () => {
    const well = await fetch(at('/healthz'));
    expect([well.status, await well.text()]).toEqual([200, '{"ok":true}']);
    healthy = false;
    expect((await fetch(at('/healthz'))).status).toBe(503);
  });

  it.each(['/metrics', '/readyz'])('finds nothing at %s: that is not for the world', async (path) => {
    expect((await fetch(at(path))).status).toBe(404);
  });

  it('meets a port in use with a sentence that names the variable', async () => {
    const second = startHttp({ ...options, port: listener.port });
    await expect(second).rejects.toThrow(ListenError);
    await expect(second).rejects.toThrow(/already uses port \d+ of 127\.0\.0\.1.*NABI_PORT/);
  });
});

describe('a reply with a file', () => {
  it('is acknowledged at once and goes to the callback route, file and all', async () => {
    files = [{ name: 'line.png', bytes: new Uint8Array([137, 80, 78, 71]) }];
    const interaction = buildCommand({ name: 'quote', subcommand: 'today' });
    const signed = discord.signBody(JSON.stringify(interaction), NOW_S);
    const response = await fetch(`http://127.0.0.1:${listener.port}/interactions`, {
      method: 'POST',
      headers: signed.headers,
      body: signed.body,
    });
    expect(response.status).toBe(202);
    const [callback] = discord.requestsTo({ method: 'POST', path: /\/callback$/ });
    expect(callback?.body).toEqual(REPLY);
    expect(callback?.files.map(({ name, bytes }) => [name, bytes.length])).toEqual([['line.png', 4]]);
  });
});
