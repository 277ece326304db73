/** Processes that share one Postgres, each with its part of the work, as an operator starts them. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listComplaints, textOf } from '../end-to-end/reading.ts';
import { type Bot, endBots, envFor, makeFolder, makeHome, startBot, startHere, TOKEN } from '../end-to-end/running-bot.ts';
import { type FakeDiscord, startFakeDiscord } from '../support/fake-discord.ts';
import { ADMIN_PERMISSIONS, buildButton, buildCommand, CHANNEL_ID } from '../support/interactions.ts';
import { SMALL_PACKS } from '../support/made-once.ts';
import { type Cluster, startCluster } from '../support/postgres.ts';

/** Three processes start in each. */
const PATIENCE_MS = 60_000;
const ASKING = { memberPermissions: ADMIN_PERMISSIONS } as const;

let cluster: Cluster;
let url: string;
let discord: FakeDiscord;

beforeAll(async () => {
  cluster = await startCluster();
});

afterAll(() => cluster.stop());

beforeEach(async () => {
  url = await cluster.createDatabase();
  discord = await startFakeDiscord({ token: TOKEN });
});

afterEach(async () => {
  await endBots();
  await discord.close();
});

function envOf(env: Record<string, string>, home: string): { readonly env: Record<string, string> } {
  return {
    env: {
      ...envFor(discord, home),
      DATABASE_URL: url,
      NABI_TRANSPORT: 'http',
      DISCORD_APPLICATION_ID: discord.applicationId,
      DISCORD_PUBLIC_KEY: discord.publicKeyHex,
      ...env,
    },
  };
}

/** In a process of its own; of several that share a database one may be in that of the test. */
function startAlone(env: Record<string, string>, home = makeHome()): Bot {
  return startBot(envOf(env, home));
}

function start(env: Record<string, string>, home = makeHome()): Bot {
  return startHere(envOf(env, home));
}

async function addressOf(bot: Bot): Promise<string> {
  return `http://127.0.0.1:${(await bot.ready()).port}/interactions`;
}

async function ops(bot: Bot, path: string): Promise<{ status: number; text: string }> {
  const response = await fetch(`http://127.0.0.1:${(await bot.ready()).opsPort}${path}`);
  return { status: response.status, text: await response.text() };
}

function setDaily() {
  return buildCommand({
    ...ASKING,
    name: 'config',
    subcommand: 'daily',
    options: { time: '21:00', zone: 'Europe/Riga' },
    channels: { channel: { id: CHANNEL_ID } },
  });
}

describe('one that answers and one that posts', () => {
  it(
    'share what is set; what a press posts is posted by the one that posts, which alone speaks with Discord',
    async () => {
      const worker = startAlone({ NABI_ROLE: 'worker' });
      await worker.waitForLine('the commands were registered');
      const web = start({ NABI_ROLE: 'web' });
      const other = start({ NABI_ROLE: 'web' });
      await discord.postInteraction(await addressOf(web), setDaily());
      const before = discord.messages.length;
      const { response } = await discord.postInteraction(await addressOf(other), buildButton({ ...ASKING, customId: 'v1|health|test' }));
      expect(textOf(response)).toContain(`<#${CHANNEL_ID}>`);
      expect(discord.messages.slice(before)).toMatchObject([{ channelId: CHANNEL_ID }]);
      // Registered once, by the one that posts; the others know the ids of what it registered.
      expect(discord.requestsTo({ method: 'PUT', path: /commands$/ })).toHaveLength(1);
      const cast = discord.commands.get('global')?.find(({ name }) => name === 'cast');
      const help = await discord.postInteraction(await addressOf(web), buildCommand({ name: 'help' }));
      expect(textOf(help.response)).toContain(`</cast:${String(cast?.id)}>`);

      await worker.stop();
      const asked = discord.requests.length;
      const refused = await discord.postInteraction(await addressOf(other), buildButton({ ...ASKING, customId: 'v1|health|test' }));
      expect(refused.response.type).toBe(4);
      expect(discord.requests).toHaveLength(asked);
    },
    PATIENCE_MS,
  );

  it(
    'say of themselves what they do',
    async () => {
      const worker = start({ NABI_ROLE: 'worker' });
      const web = start({ NABI_ROLE: 'web' });
      await worker.waitForLine('it is the turn of this process to post');
      expect((await ops(worker, '/readyz')).status).toBe(200);
      expect((await ops(web, '/readyz')).status).toBe(200);
      expect((await ops(worker, '/metrics')).text).toContain('\nnabi_posts 1\n');
      expect((await ops(web, '/metrics')).text).not.toMatch(/nabi_posts|nabi_tick_lag_seconds|nabi_breaker_open/);
      expect((await worker.ready()).port).toBe(0);
      expect(await web.stop()).toMatchObject({ code: 0 });
      expect(await worker.stop()).toMatchObject({ code: 0 });
    },
    PATIENCE_MS,
  );
});

describe('two processes in one folder', () => {
  it(
    'build content.db beside each other and harm nothing',
    async () => {
      const home = makeFolder();
      const worker = startAlone({ NABI_ROLE: 'worker', NABI_PACKS: SMALL_PACKS }, home);
      const web = start({ NABI_ROLE: 'web', NABI_PACKS: SMALL_PACKS }, home);
      const bots = [worker, web];
      await Promise.all(bots.map((bot) => bot.ready()));
      const { response } = await discord.postInteraction(await addressOf(web), buildCommand({ name: 'cast', options: { name: 'do yun' } }));
      expect(textOf(response)).toContain('Do-yun');
      expect(bots.flatMap(listComplaints)).toEqual([]);
    },
    PATIENCE_MS,
  );
});

describe('the gateway', () => {
  it(
    'has one process; a second one ends in a sentence, and the first answers on',
    async () => {
      const first = startAlone({ NABI_TRANSPORT: 'gateway' });
      await first.ready();
      const second = start({ NABI_TRANSPORT: 'gateway' });
      expect(await second.ended).toMatchObject({ code: 1 });
      expect(second.lines().find(({ level }) => level >= 50)?.msg).toMatch(/connected to the gateway already.*NABI_TRANSPORT=http/);
      expect((await discord.sendInteraction(buildCommand({ name: 'about' }))).response.type).toBe(4);
      expect(discord.identifies).toHaveLength(1);
      // However it ends, the next one has it.
      first.signal('SIGKILL');
      await first.ended;
      await start({ NABI_TRANSPORT: 'gateway' }).ready();
    },
    PATIENCE_MS,
  );
});
