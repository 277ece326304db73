import { request as startRequest } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FakeDiscord, startFakeDiscord } from '../support/fake-discord.ts';
import { buildCommand } from '../support/interactions.ts';
import { endBots, envFor, holdRequest, makeHome, startBot, startHere, TOKEN } from './running-bot.ts';

const IN_TIME = expect.toSatisfy((ms: number) => ms < 5_000);
const WELL_ENDED = { code: 0, signal: null, tookMs: IN_TIME };
const CALLBACKS = { method: 'POST', path: /callback$/ };

let discord: FakeDiscord;
let home: string;

beforeEach(async () => {
  discord = await startFakeDiscord({ token: TOKEN });
  home = makeHome();
});

afterEach(async () => {
  await endBots();
  await discord.close();
});

describe('SIGTERM', () => {
  it('lets an answer under way at the gateway arrive first, and ends Node with 0 within five seconds', async () => {
    const bot = startBot({ env: envFor(discord, home) });
    const { opsPort } = await bot.ready();
    const held = holdRequest();
    discord.failNext(CALLBACKS, held.failure);
    const seen = discord.sendInteraction(buildCommand({ name: 'about' }));
    await held.arrived;
    const stopped = bot.stop();
    await bot.waitForLine('stopping');
    // It waits, and everything else that is closed later is still there: many times over what a process that does not wait needs to end.
    for (let times = 0; times < 50; times += 1) expect((await fetch(`http://127.0.0.1:${opsPort}/healthz`)).status).toBe(200);
    held.release();
    expect((await seen).response.type).toBe(4);
    expect(await stopped).toMatchObject(WELL_ENDED);
    expect(bot.output()).not.toContain('did not finish');
    expect(bot.lines().at(-1)?.msg).toBe('stopped');
  });

  it('lets a request under way over HTTP be answered first', async () => {
    const bot = startHere({ env: { ...envFor(discord, home), NABI_TRANSPORT: 'http' } });
    const { port } = await bot.ready();
    const { headers, body } = discord.signBody(JSON.stringify(buildCommand({ name: 'about' })));
    const answered = Promise.withResolvers<number | undefined>();
    const request = startRequest({
      host: '127.0.0.1',
      port,
      path: '/interactions',
      method: 'POST',
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
    });
    request.on('response', (response) => response.resume().on('end', () => answered.resolve(response.statusCode)));
    request.on('error', answered.reject);
    request.write(body.slice(0, 10));
    // Requests come in in order on this machine: when this one is answered the other has been begun.
    await fetch(`http://127.0.0.1:${port}/healthz`);
    const stopped = bot.stop();
    await bot.waitForLine('stopping');
    request.end(body.slice(10));
    expect(await answered.promise).toBe(200);
    // Although whoever asked keeps the connection open for the next time.
    expect(await stopped).toMatchObject({ ...WELL_ENDED, tookMs: expect.toSatisfy((ms: number) => ms < 2_500) });
    expect(bot.output()).not.toContain('did not finish');
  });

  it('is obeyed in time although somebody never finishes a request', async () => {
    const bot = startHere({ env: { ...envFor(discord, home), NABI_TRANSPORT: 'http' } });
    const { port } = await bot.ready();
    const request = startRequest({
      host: '127.0.0.1',
      port,
      path: '/interactions',
      method: 'POST',
      headers: { 'content-length': 1_000 },
    });
    request.on('error', () => undefined);
    request.write('{');
    await fetch(`http://127.0.0.1:${port}/healthz`);
    expect(await bot.stop()).toMatchObject(WELL_ENDED);
    expect(bot.output()).not.toContain('did not finish');
  });

  it('in the middle of starting ends it just as well', async () => {
    const held = holdRequest();
    discord.failNext({ method: 'PUT', path: /commands$/ }, held.failure);
    const bot = startBot({ env: envFor(discord, home) });
    await held.arrived;
    expect(await bot.stop()).toMatchObject(WELL_ENDED);
    expect(bot.lines().filter(({ level }) => level >= 40)).toEqual([]);
    held.release();
  });
});

describe('one folder', () => {
  it('is worked on by one process: a second start is refused in a sentence that says what to do, and harms nothing', async () => {
    const first = startHere({ env: envFor(discord, home) });
    await first.ready();
    // The first one lists its servers by itself, soon after it is ready.
    const countRequests = (): number => discord.requests.filter(({ path }) => path !== '/users/@me/guilds').length;
    const requests = countRequests();
    const second = startBot({ env: envFor(discord, home), by: 'npm' });
    expect(await second.ended).toEqual({ code: 1, signal: null });
    const complaint = second.lines().find(({ level }) => level >= 50);
    expect(complaint?.msg).toContain(`already running on ${home}`);
    expect(complaint?.msg).toContain('NABI_HOME');
    expect(countRequests()).toBe(requests);
    expect((await discord.sendInteraction(buildCommand({ name: 'about' }))).response.type).toBe(4);
    await first.stop();

    const third = startHere({ env: envFor(discord, home) });
    await third.ready();
  });

  it('is free at once after kill -9, with all that was set', async () => {
    const killed = startBot({ env: envFor(discord, home) });
    await killed.ready();
    killed.signal('SIGKILL');
    await killed.ended;
    const next = startHere({ env: envFor(discord, home) });
    expect(await next.ready()).toMatchObject({ registered: true });
    expect((await discord.sendInteraction(buildCommand({ name: 'about' }))).response.type).toBe(4);
  });

  it.each(['NABI_PORT', 'NABI_OPS_PORT'])('whose %s another program has is refused in a sentence that names it', async (variable) => {
    const { port } = new URL(discord.apiUrl);
    const bot = startHere({ env: { ...envFor(discord, home), NABI_TRANSPORT: 'http', [variable]: port } });
    expect(await bot.ended).toEqual({ code: 1, signal: null });
    expect(bot.lines().find(({ level }) => level >= 50)?.msg).toMatch(new RegExp(`already uses port ${port} .+${variable}`));
  });
});
