import { cpSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readStartEnv } from '../../src/start/environment.ts';
import { type FakeDiscord, startFakeDiscord } from '../support/fake-discord.ts';
import { buildCommand } from '../support/interactions.ts';
import { SMALL_PACKS } from '../support/made-once.ts';
import { textOf } from './reading.ts';
import { type Bot, endBots, envFor, findFreePort, makeFolder, makeHome, startBot, startHere, TOKEN } from './running-bot.ts';

const ERROR = 50;

let discord: FakeDiscord;

beforeEach(async () => {
  discord = await startFakeDiscord({ token: TOKEN });
});

afterEach(async () => {
  await endBots(['hunter2-canary', 'canary-of-another-token']);
  await discord.close();
});

/** The one thing said at level error or above. */
function onlyComplaint(bot: Bot): string {
  const complaints = bot.lines().filter(({ level }) => level >= ERROR);
  expect(complaints).toHaveLength(1);
  return complaints[0]?.msg ?? '';
}

describe('a wrong token', () => {
  it.each([
    ['gateway', {}, startBot],
    ['gateway', { DISCORD_APPLICATION_ID: '800000000000000001' }, startHere],
    ['http', { DISCORD_APPLICATION_ID: '800000000000000001', DISCORD_PUBLIC_KEY: 'ab'.repeat(32) }, startHere],
  ])('ends the start over %s with 2 and one sentence, and is not tried again and again (%o)', async (transport, ids, start) => {
    const bot = start({
      env: { ...envFor(discord, makeHome()), DISCORD_TOKEN: 'canary-of-another-token', NABI_TRANSPORT: transport, ...ids },
    });
    expect(await bot.ended).toEqual({ code: 2, signal: null });
    expect(onlyComplaint(bot)).toMatch(/^Discord does not accept DISCORD_TOKEN\./);
    expect(discord.requests.length).toBeLessThanOrEqual(2);
    expect(discord.identifies).toHaveLength(0);
  });

  it('that Discord resets while the bot runs ends it with 2', async () => {
    const bot = startHere({ env: envFor(discord, makeHome()) });
    await bot.ready();
    discord.closeSessions(4_004);
    expect(await bot.ended).toEqual({ code: 2, signal: null });
    expect(onlyComplaint(bot)).toMatch(/^Discord does not accept DISCORD_TOKEN\./);
  });
});

describe('wrong variables', () => {
  it('are all named in one message, with exit code 2 and without a secret', async () => {
    const bot = startBot({
      env: {
        ...envFor(discord, makeHome()),
        DISCORD_TOKEN: `Bot ${TOKEN}`,
        DISCORD_PUBLIC_KEY: 'xyz',
        NABI_TRANSPORT: 'pigeon',
        NABI_PORT: '99999',
        DATABASE_URL: 'mysql://nabi:hunter2-canary@localhost/nabi',
        LOG_LEVEL: 'loud',
      },
    });
    expect(await bot.ended).toEqual({ code: 2, signal: null });
    const names = ['DISCORD_TOKEN', 'DISCORD_PUBLIC_KEY', 'NABI_TRANSPORT', 'NABI_PORT', 'DATABASE_URL', 'LOG_LEVEL'];
    for (const name of names) expect(bot.output()).toMatch(new RegExp(`^  - ${name} `, 'm'));
    expect(
      bot
        .output()
        .split('\n')
        .filter((line) => line.startsWith('  - ')),
    ).toHaveLength(names.length);
    expect(discord.requests).toHaveLength(0);
  });
});

describe('without a token', () => {
  const CASES: readonly (readonly [string, Readonly<Record<string, string>>, RegExp])[] = [
    ['in production', { NODE_ENV: 'production' }, /DISCORD_TOKEN is not set/],
    ['behind a byte order mark', { '\uFEFFDISCORD_TOKEN': TOKEN }, /byte order mark/],
    ['in production, where it is empty', { NODE_ENV: 'production', DISCORD_TOKEN: ' ' }, /DISCORD_TOKEN is not set/],
    [
      'that was given under another name',
      { DISCORD_BOT_TOKEN: TOKEN },
      /DISCORD_BOT_TOKEN is no variable of Nabi\. Was DISCORD_TOKEN meant\?/,
    ],
    ['that was given in small letters', { discord_token: TOKEN }, /discord_token is no variable/],
  ];

  it.each(CASES)('%s there is no start, and what to do is said', (_, record, sentence) => {
    const read = readStartEnv({ record, file: join(makeFolder(), '.env'), needsToken: record.NODE_ENV === 'production' });
    expect(read.ok).toBe(false);
    expect(read.problems.join('\n')).toMatch(sentence);
    expect(read.problems.join('\n')).not.toContain(TOKEN);
  });

  it.each(CASES.slice(0, 2))('%s nothing is started: it ends with 2 and says what to do', async (_, env, sentence) => {
    const bot = startBot({ env: { DISCORD_API_URL: discord.apiUrl, NABI_HOME: makeFolder(), NABI_PORT: '0', ...env } });
    expect(await bot.ended).toEqual({ code: 2, signal: null });
    expect(bot.output()).toMatch(sentence);
    expect(bot.output()).not.toContain('playground');
  });

  it('what keeps the playground from opening is the last thing said', async () => {
    const bot = startBot({ env: { DISCORD_API_URL: discord.apiUrl, NABI_HOME: makeFolder(), NABI_PACKS: makeFolder(), NABI_PORT: '0' } });
    expect(await bot.ended).toEqual({ code: 1, signal: null });
    expect(onlyComplaint(bot)).toContain('there is no pack in this folder');
    expect(bot.output()).not.toMatch(/goroutine|deadlock/);
  });

  it('nothing is asked of Discord, and the process stays up and answers /healthz', async () => {
    const port = await findFreePort();
    const bot = startBot({ env: { DISCORD_API_URL: discord.apiUrl, NABI_HOME: makeHome(), NABI_PORT: String(port) } });
    await bot.waitForLine(/./);
    const response = await fetchWhenUp(`http://127.0.0.1:${port}/healthz`, bot);
    expect([response.status, await response.json()]).toMatchObject([200, { ok: true }]);
    expect(discord.requests).toHaveLength(0);
    expect(await bot.stop()).toMatchObject({ code: 0, signal: null });
  });
});

it('the first start keeps what its own user alone can read, whatever the shell allows, and connects to DISCORD_API_URL alone', async () => {
  const home = makeFolder();
  const bot = startBot({
    env: {
      ...envFor(discord, home),
      NABI_PACKS: SMALL_PACKS,
      NODE_OPTIONS: `--import=${pathToFileURL(join(import.meta.dirname, 'record-connections.ts'))}`,
    },
  });
  await bot.ready();
  for (const file of ['state.db', 'content.db']) expect(statSync(join(home, file)).mode & 0o077).toBe(0);
  await discord.sendInteraction(buildCommand({ name: 'about' }));
  await bot.stop();
  const places = [...bot.output().matchAll(/^connects to (.+)$/gm)].map(([, place]) => place);
  expect(new Set(places)).toEqual(new Set([new URL(discord.apiUrl).host]));
});

describe('Discord in trouble', () => {
  it('that refuses the registration leaves a bot that answers, and is asked again while it runs', async () => {
    discord.failNext(
      { method: 'PUT', path: /commands$/ },
      { kind: 'answer', status: 400, body: { code: 50_035, message: `Invalid Form Body ${'x'.repeat(6_000)}` } },
    );
    const bot = startHere({ env: envFor(discord, makeHome()) });
    expect(await bot.ready()).toMatchObject({ registered: false });
    expect(onlyComplaint(bot)).toContain('could not be registered');
    expect(bot.output()).not.toContain('x'.repeat(400));
    const help = await discord.sendInteraction(buildCommand({ name: 'help' }));
    expect(textOf(help.response)).toContain('`/cast`');
    expect(await bot.waitForLine('the commands were registered')).toMatchObject({ failures: 1, lastedS: expect.any(Number) });
  });

  it('that does not answer is waited for, said once, and told to whoever asks /readyz', async () => {
    // The library asks four times before it gives up.
    discord.failNext({ method: 'GET', path: /applications/ }, { kind: 'answer', status: 503, body: '<html>down</html>' }, 8);
    const opsPort = await findFreePort();
    const bot = startHere({ env: { ...envFor(discord, makeHome()), NABI_OPS_PORT: String(opsPort) } });
    await bot.waitForLine('Discord cannot be reached; trying until it can');
    const ready = await fetch(`http://127.0.0.1:${opsPort}/readyz`);
    expect([ready.status, await ready.json()]).toMatchObject([
      503,
      { notReady: { discord: expect.stringContaining('could not be asked') } },
    ]);
    await bot.ready();
    expect(await bot.waitForLine('Discord answers')).toMatchObject({ lastedS: expect.any(Number) });
    expect(bot.lines().filter(({ msg }) => msg.startsWith('Discord cannot be reached'))).toHaveLength(1);
  });

  it('that is not there at all is waited for as well, and a stop is heard meanwhile', async () => {
    const port = await findFreePort();
    const bot = startBot({ env: { ...envFor(discord, makeHome()), DISCORD_API_URL: `http://127.0.0.1:${port}/api` } });
    await bot.waitForLine(/^Discord cannot be reached/);
    expect(await bot.stop()).toMatchObject({ code: 0, signal: null });
  });

  it('that loses answers to interactions leaves nothing secret in the log', async () => {
    const bot = startHere({ env: { ...envFor(discord, makeHome()), LOG_LEVEL: 'trace' } });
    await bot.ready();
    const callbacks = { method: 'POST', path: /callback$/ };
    // What may help is tried a second time, so such a fault has to come twice.
    const faults = [
      { fault: { kind: 'answer', status: 404, body: { code: 10_062, message: 'Unknown interaction' } }, times: 1, line: /came too late/ },
      {
        fault: { kind: 'answer', status: 502, body: '<html>Bad Gateway</html>' },
        times: 2,
        line: 'Discord refused the response to an interaction',
      },
      { fault: { kind: 'drop' }, times: 2, line: 'the response to an interaction could not be sent' },
    ] as const;
    const lost = [buildCommand({ name: 'about' }), buildCommand({ name: 'help' }), buildCommand({ name: 'cast' })] as const;
    for (const [index, interaction] of lost.entries()) {
      const { fault, times, line } = faults[index] ?? faults[0];
      discord.failNext(callbacks, fault, times);
      void discord.sendInteraction(interaction).catch(() => undefined);
      await bot.waitForLine(line);
    }
    for (const interaction of lost) expect(bot.output()).not.toContain(interaction.token);
    await discord.sendInteraction(buildCommand({ name: 'about' }));
  });
});

describe('a bug nobody foresaw', () => {
  it('ends the process with 1, closed in order, and its stack shows no secret', async () => {
    const bot = startBot({
      env: { ...envFor(discord, makeHome()), NODE_OPTIONS: `--import=${pathToFileURL(join(import.meta.dirname, 'throw-on-signal.ts'))}` },
    });
    await bot.ready();
    bot.signal('SIGUSR2');
    expect(await bot.ended).toEqual({ code: 1, signal: null });
    expect(bot.output()).toContain('a request with [hidden] failed');
    expect(bot.lines().at(-1)?.msg).toBe('stopped');
  });
});

describe('a broken pack', () => {
  let packs: string;
  let file: string;
  let good: string;

  beforeEach(() => {
    packs = makeFolder();
    cpSync(SMALL_PACKS, packs, { recursive: true });
    file = join(packs, 'slow-tide', 'quotes.yaml');
    good = readFileSync(file, 'utf8');
  });

  function breakPack(): number {
    const lines = good.split('\n');
    const index = lines.findIndex((line) => /^\s+tone: gentle/.test(line));
    lines[index] = '  tone: cheerful';
    writeFileSync(file, lines.join('\n'));
    return index + 1;
  }

  it('never replaces good content: the bot starts with that and says so loudly, naming file and line', async () => {
    const env = { ...envFor(discord, makeHome()), NABI_PACKS: packs };
    const before = startHere({ env });
    await before.ready();
    const about = (await discord.sendInteraction(buildCommand({ name: 'about' }))).raw;
    await before.stop();

    const line = breakPack();
    const bot = startHere({ env });
    await bot.ready();
    const errors = bot.lines().filter(({ level }) => level >= ERROR);
    expect(errors[0]).toMatchObject({ line, file: expect.stringContaining('quotes.yaml'), remedy: expect.any(String) });
    expect(errors.at(-1)?.msg).toMatch(/packs are broken/);
    expect((await discord.sendInteraction(buildCommand({ name: 'about' }))).raw).toBe(about);
    await bot.stop();

    writeFileSync(file, good);
    const mended = startHere({ env });
    await mended.ready();
    expect(mended.lines().filter(({ level }) => level >= ERROR)).toEqual([]);
  });

  it('keeps out only itself where there is no earlier content: the other titles answer', async () => {
    const line = breakPack();
    const bot = startHere({ env: { ...envFor(discord, makeFolder()), NABI_PACKS: packs } });
    await bot.ready();
    const errors = bot.lines().filter(({ level }) => level >= ERROR);
    expect(errors[0]).toMatchObject({ line, file: expect.stringContaining('quotes.yaml'), remedy: expect.any(String) });
    expect((await discord.sendInteraction(buildCommand({ name: 'about' }))).raw).toContain('Lantern Road');
  });

  it('that is the only one, without earlier content, is no start: every problem is listed as file:line with its remedy, and the code is 1', async () => {
    const line = breakPack();
    rmSync(join(packs, 'lantern-road'), { recursive: true });
    const bot = startHere({ env: { ...envFor(discord, makeFolder()), NABI_PACKS: packs } });
    expect(await bot.ended).toEqual({ code: 1, signal: null });
    expect(onlyComplaint(bot)).toMatch(new RegExp(`quotes\\.yaml:${line} .+→ `));
    expect(discord.requests).toHaveLength(0);
  });
});

/** Asks until somebody listens; what is printed without a token does not always name the port. */
async function fetchWhenUp(url: string, bot: Bot): Promise<Response> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await fetch(url);
    } catch (error) {
      const over = await Promise.race([bot.ended, sleep(50)]);
      if (over !== undefined || attempt >= 200) throw new Error(`${String(error)}\n${bot.output()}`);
    }
  }
}
