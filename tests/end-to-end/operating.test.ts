import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type FakeDiscord, startFakeDiscord } from '../support/fake-discord.ts';
import { ADMIN_PERMISSIONS, buildAutocomplete, buildCommand, buildModalSubmit, CHANNEL_ID } from '../support/interactions.ts';
import { SMALL_PACKS } from '../support/made-once.ts';
import { textOf } from './reading.ts';
import { type Bot, endBots, envFor, findFreePort, makeFolder, makeHome, startBot, startHere, TOKEN } from './running-bot.ts';

const ERROR = 50;
const COMMANDS = { method: 'PUT', path: /commands$/ };
/** What a member might type and nobody else may read. */
const TYPED = 'canary typed by a member';

let discord: FakeDiscord;
let home: string;

beforeEach(async () => {
  discord = await startFakeDiscord({ token: TOKEN });
  home = makeHome();
});

afterEach(async () => {
  await endBots([TYPED, 'hunter2-canary']);
  await discord.close();
});

async function ask(bot: Bot, path: string): Promise<{ status: number; text: string }> {
  const response = await fetch(`http://127.0.0.1:${(await bot.ready()).opsPort}${path}`);
  return { status: response.status, text: await response.text() };
}

/** The value of one series; undefined when there is none. */
async function metric(bot: Bot, series: string): Promise<number | undefined> {
  const { text } = await ask(bot, '/metrics');
  const line = text.split('\n').find((candidate) => candidate.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.slice(series.length));
}

const ABOUT_ROAD = { name: 'about', options: { title: 'lantern-road' } };

describe('what operators are told', () => {
  it.each(['gateway', 'http'])('over %s is that all is ready, and what was answered', async (transport) => {
    const bot = startHere({ env: { ...envFor(discord, home), NABI_TRANSPORT: transport } });
    const { port } = await bot.ready();
    const endpoint = `http://127.0.0.1:${port}/interactions`;
    const send = transport === 'http' ? discord.postInteraction.bind(null, endpoint) : discord.sendInteraction;
    for (let times = 0; times < 3; times += 1) await send(buildCommand({ name: 'about' }));
    expect(await ask(bot, '/healthz')).toEqual({ status: 200, text: '{"ok":true}' });
    expect(await ask(bot, '/readyz')).toEqual({ status: 200, text: '{"ready":true,"notReady":{}}' });
    expect(await metric(bot, `nabi_reply_seconds_count{command="about",outcome="answered",transport="${transport}"}`)).toBe(3);
    expect(await metric(bot, 'nabi_queue{kind="due"}')).toBe(0);
    expect(await metric(bot, 'nabi_discord_responses_total{status="2xx"}')).toBeGreaterThan(0);
    expect(await metric(bot, 'nabi_content_age_seconds')).toBeGreaterThanOrEqual(0);
    expect(await metric(bot, 'nabi_gateway_connected')).toBe(transport === 'gateway' ? 1 : undefined);
    if (transport === 'http') {
      for (const path of ['/metrics', '/readyz']) expect((await fetch(`http://127.0.0.1:${port}${path}`)).status).toBe(404);
    }
  });

  it('when Discord is gone is that the gateway is not ready, and that starting anew would not help', async () => {
    const bot = startHere({ env: envFor(discord, home) });
    await bot.ready();
    await discord.close();
    await bot.waitForLine(/no connection to the gateway/);
    const { status, text } = await ask(bot, '/readyz');
    expect([status, JSON.parse(text)]).toEqual([503, { ready: false, notReady: { gateway: expect.stringContaining('no connection') } }]);
    expect((await ask(bot, '/healthz')).status).toBe(200);
    expect(await metric(bot, 'nabi_gateway_connected')).toBe(0);
    discord = await startFakeDiscord({ token: TOKEN });
  });
});

describe('packs that change while the bot runs', () => {
  let packs: string;
  let file: string;

  beforeEach(() => {
    packs = makeFolder();
    cpSync(SMALL_PACKS, packs, { recursive: true });
    file = join(packs, 'lantern-road', 'title.yaml');
  });

  function edit(from: string | RegExp, to: string): void {
    const text = readFileSync(file, 'utf8');
    expect(text).toMatch(from);
    writeFileSync(file, text.replace(from, to));
  }

  it('are in the next answer and in the commands, and no answer is missing in between', async () => {
    const bot = startHere({ env: { ...envFor(discord, home), NABI_PACKS: packs } });
    await bot.ready();
    expect(textOf((await discord.sendInteraction(buildCommand(ABOUT_ROAD))).response)).not.toContain('Renamed');

    edit(/^name: .*$/m, 'name: Renamed');
    let isReadAnew = false;
    void bot.waitForLine('the packs were read anew').then(() => {
      isReadAnew = true;
    });
    let answers = 0;
    for (; !isReadAnew; answers += 1) expect((await discord.sendInteraction(buildCommand(ABOUT_ROAD))).response.type).toBe(4);
    expect(answers).toBeGreaterThan(0);
    expect(textOf((await discord.sendInteraction(buildCommand(ABOUT_ROAD))).response)).toContain('Renamed');

    await discord.waitFor('a second registration', () => discord.requestsTo(COMMANDS)[1]);
    expect(JSON.stringify(discord.commands.get('global'))).toContain('"name":"Renamed');
    expect(bot.lines().filter(({ level }) => level >= ERROR)).toEqual([]);
  });

  it('and are broken are named with file and line, and change nothing', async () => {
    const bot = startHere({ env: { ...envFor(discord, home), NABI_PACKS: packs } });
    await bot.ready();
    const before = (await discord.sendInteraction(buildCommand(ABOUT_ROAD))).raw;
    edit(/^kind: .*$/m, 'kind: opera');
    await bot.waitForLine(/packs are broken/);
    expect(bot.lines().find(({ level }) => level >= ERROR)).toMatchObject({
      file: expect.stringContaining('title.yaml'),
      line: expect.any(Number),
      remedy: expect.any(String),
    });
    expect((await discord.sendInteraction(buildCommand(ABOUT_ROAD))).raw).toBe(before);
    expect(await metric(bot, 'nabi_packs_problems')).toBeGreaterThan(0);
    expect((await ask(bot, '/readyz')).status).toBe(200);
    expect(discord.requestsTo(COMMANDS)).toHaveLength(1);
  });
});

describe('a token that Discord no longer accepts', () => {
  it.each(['gateway', 'http'])(
    'while the bot runs over %s ends it with 2 and one sentence, the first time a request tells',
    async (transport) => {
      const bot = startHere({ env: { ...envFor(discord, home), NABI_TRANSPORT: transport } });
      const { port } = await bot.ready();
      const endpoint = `http://127.0.0.1:${port}/interactions`;
      const send = transport === 'http' ? discord.postInteraction.bind(null, endpoint) : discord.sendInteraction;
      await send(
        buildCommand({
          name: 'config',
          subcommand: 'daily',
          options: { time: '21:00', zone: 'Asia/Seoul' },
          channels: { channel: { id: CHANNEL_ID } },
          memberPermissions: ADMIN_PERMISSIONS,
        }),
      );
      const before = discord.requests.filter(({ path }) => !path.includes('/callback')).length;
      discord.failNext({ method: 'GET', path: /./ }, { kind: 'answer', status: 401, body: { code: 0, message: '401: Unauthorized' } }, 99);
      void send(buildCommand({ name: 'health', memberPermissions: ADMIN_PERMISSIONS })).catch(() => undefined);
      expect(await bot.ended).toEqual({ code: 2, signal: null });
      const complaints = bot.lines().filter(({ level }) => level >= ERROR);
      expect(complaints.map(({ msg }) => msg)).toEqual([expect.stringMatching(/^Discord does not accept DISCORD_TOKEN\./)]);
      const after = discord.requests.filter(({ path }) => !path.includes('/callback')).length;
      expect(after - before).toBeLessThanOrEqual(3);
    },
  );
});

describe('a bot that is started again and again', () => {
  it('waits before it logs in and says why, can be stopped meanwhile, and is not ready', async () => {
    const first = startHere({ env: envFor(discord, home) });
    await first.ready();
    await first.stop();
    const db = new Database(join(home, 'state.db'));
    const many = JSON.stringify(Array.from({ length: 20 }, (_, index) => Date.now() - index * 1_000));
    expect(db.prepare("UPDATE meta SET value = ? WHERE key = 'logins-at-ms'").run(many).changes).toBe(1);
    db.close();

    const port = await findFreePort();
    const again = startBot({ env: { ...envFor(discord, home), NABI_OPS_PORT: String(port) } });
    expect(await again.waitForLine(/waits before it logs in/)).toMatchObject({ logins: 20, pauseMs: 120_000 });
    expect(discord.identifies).toHaveLength(1);
    const ready = await fetch(`http://127.0.0.1:${port}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([503, { ready: false, notReady: { process: 'still starting' } }]);
    expect(await again.stop()).toMatchObject({ code: 0, signal: null });
    expect(discord.identifies).toHaveLength(1);
  });

  it('ends with 1 and says for how long, when Discord gives it no more logins today', async () => {
    await discord.close();
    discord = await startFakeDiscord({ token: TOKEN, loginsLeft: 0 });
    const bot = startHere({ env: envFor(discord, home) });
    expect(await bot.ended).toEqual({ code: 1, signal: null });
    expect(bot.lines().filter(({ level }) => level >= ERROR)).toMatchObject([{ msg: expect.stringContaining('60 minutes') }]);
    expect(discord.identifies).toHaveLength(0);
  });
});

/** What every process printed is looked through after each test, for the token, what was typed and the database's password. */
describe('whatever goes wrong', () => {
  it('is told without a secret and without what members typed', async () => {
    const bot = startBot({
      env: {
        ...envFor(discord, home),
        LOG_LEVEL: 'trace',
        NODE_OPTIONS: `--import=${pathToFileURL(join(import.meta.dirname, 'break-a-command.ts'))}`,
      },
    });
    await bot.ready();
    const broken = await discord.sendInteraction(buildCommand({ name: 'cast', options: { name: TYPED } }));
    const bug = await bot.waitForLine('a bug while answering');
    expect(textOf(broken.response)).toContain(String(bug.reference));
    expect(JSON.stringify(bug.err)).toContain('nobody is called [typed] ([hidden])');

    // What is typed reaches a command well, a form, a suggestion, and what is malformed.
    await discord.sendInteraction(buildCommand({ name: 'about', options: { title: TYPED } }));
    await discord.sendInteraction(buildAutocomplete({ name: 'about', options: { title: TYPED }, focused: 'title' }));
    await discord.sendInteraction(buildModalSubmit({ customId: 'v1|quote|form', fields: { words: TYPED } }));
    await discord.sendInteraction(buildCommand({ name: TYPED.replaceAll(' ', '-') }));
    await discord.sendPacket('INTERACTION_CREATE', { id: '1', token: 't', data: { content: TYPED } });
    await bot.waitForLine(/delivered an interaction that is none/);

    // An answer that is refused, by an error that repeats it.
    const refusal = { code: 50_035, message: `Invalid Form Body: "${TYPED}" with Bot ${TOKEN}` };
    discord.failNext({ method: 'POST', path: /callback$/ }, { kind: 'answer', status: 400, body: refusal });
    void discord.sendInteraction(buildCommand({ name: 'about' })).catch(() => undefined);
    await bot.waitForLine('Discord refused the response to an interaction');
    const said = textOf((await discord.sendInteraction(buildCommand({ name: 'about' }))).response);
    for (const line of said.split('\n').filter((text) => text.length > 20)) expect(bot.output()).not.toContain(line);
    expect((await ask(bot, '/metrics')).text).not.toMatch(new RegExp(`${TYPED}|${TOKEN}`));
    expect((await bot.stop()).code).toBe(0);
  });

  it('is told without the password of a database that cannot be used', async () => {
    const database = createServer((socket) => {
      const refusal = Buffer.from('SFATAL\0C28P01\0Mthe password "hunter2-canary" of "nabi" is wrong\0\0');
      const length = Buffer.alloc(4);
      length.writeInt32BE(refusal.length + 4);
      socket.once('data', () => socket.end(Buffer.concat([Buffer.from('E'), length, refusal])));
      socket.on('error', () => undefined);
    });
    await new Promise<void>((resolve) => database.listen(0, '127.0.0.1', resolve));
    const { port } = z.object({ port: z.number() }).parse(database.address());
    const bot = startHere({
      env: { ...envFor(discord, home), DATABASE_URL: `postgres://nabi:hunter2-canary@127.0.0.1:${port}/nabi`, LOG_LEVEL: 'trace' },
    });
    expect((await bot.ended).code).toBeGreaterThan(0);
    expect(bot.output()).toContain('Postgres refuses the user');
    expect(bot.output()).toContain('the password');
    await new Promise((resolve) => database.close(resolve));
  });
});
