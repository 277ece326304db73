import type { APIInteraction, APIInteractionResponse } from 'discord-api-types/v10';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FakeDiscord, startFakeDiscord } from '../support/fake-discord.ts';
import {
  ADMIN_PERMISSIONS,
  buildAutocomplete,
  buildButton,
  buildCommand,
  buildModalSubmit,
  buildSelect,
  CHANNEL_ID,
} from '../support/interactions.ts';
import { customIdOf, EPHEMERAL, flagsOf, textOf } from './reading.ts';
import { type Bot, endBots, envFor, makeHome, startBot, TOKEN } from './running-bot.ts';

const COMMANDS = { method: 'PUT', path: '/applications/800000000000000001/commands' };
const UPDATE_MESSAGE = 7;
const ERROR = 50;

let discord: FakeDiscord;
let home: string;
let bot: Bot;

beforeAll(async () => {
  // The real Discord answers a registration with the commands, but nothing may rely on it.
  discord = await startFakeDiscord({ token: TOKEN, putAnswer: 'nothing' });
  home = makeHome();
  bot = startBot({ env: envFor(discord, home), by: 'npm' });
  await bot.ready();
});

afterAll(async () => {
  await endBots();
  await discord.close();
});

async function ask(interaction: APIInteraction): Promise<APIInteractionResponse> {
  return (await discord.sendInteraction(interaction)).response;
}

describe('npm start with a token', () => {
  it('says in one line what is ready, and prints no stack', async () => {
    expect(await bot.ready()).toMatchObject({
      transport: 'gateway',
      titles: 2,
      registered: true,
      botName: 'nabi',
      serverCount: 1,
      shardCount: 1,
    });
    expect(bot.output()).not.toMatch(/^\s+at /m);
  });

  it('registers every command by one bulk overwrite', () => {
    const puts = discord.requestsTo(COMMANDS);
    expect(puts).toHaveLength(1);
    const names = discord.commands.get('global')?.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['cast', 'awards', 'season2', 'quote', 'about', 'episodes', 'sources', 'help', 'config']));
    expect(discord.commands.get('global')?.find(({ name }) => name === 'config')).toMatchObject({
      contexts: [0],
      default_member_permissions: '32',
    });
  });

  it('asks for no intent', () => {
    expect(discord.identifies).toMatchObject([{ intents: 0 }]);
  });

  it('answers /healthz on the port for operators, and opens no other', async () => {
    const response = await fetch(`http://127.0.0.1:${(await bot.ready()).opsPort}/healthz`);
    expect([response.status, await response.json()]).toMatchObject([200, { ok: true }]);
  });
});

describe('a fan', () => {
  it('is given clickable commands by /help, with ids Discord was asked for', async () => {
    const ids = new Map(discord.commands.get('global')?.map(({ name, id }) => [name, id]));
    const help = textOf(await ask(buildCommand({ name: 'help' })));
    expect(help).toContain(`</cast:${ids.get('cast')}>`);
    expect(help).toContain(`</quote today:${ids.get('quote')}>`);
  });

  it('learns who plays whom', async () => {
    const card = await ask(buildCommand({ name: 'cast', options: { name: 'gang tae' } }));
    expect(textOf(card)).toContain('문강태');
    expect(textOf(card)).toContain('Kim Soo-hyun (김수현)');
  });

  it('is offered names while typing, and the id of a choice opens its card', async () => {
    const offered = await ask(buildAutocomplete({ name: 'cast', options: { name: 'ko moon' }, focused: 'name' }));
    expect(offered).toMatchObject({
      type: 8,
      data: { choices: expect.arrayContaining([expect.objectContaining({ value: 'ko-moon-young' })]) },
    });
    expect(textOf(await ask(buildCommand({ name: 'cast', options: { name: 'ko-moon-young' } })))).toContain('고문영');
  });

  it('turns the page in place, and back', async () => {
    const main = await ask(buildCommand({ name: 'cast' }));
    const first = await ask(buildButton({ customId: customIdOf(main, 'Full cast') }));
    expect(first.type).toBe(UPDATE_MESSAGE);
    expect(textOf(first)).not.toBe(textOf(main));
    const second = await ask(buildButton({ customId: customIdOf(first, 'Next') }));
    expect(second.type).toBe(UPDATE_MESSAGE);
    expect(textOf(second)).not.toBe(textOf(first));
    const back = await ask(buildButton({ customId: customIdOf(second, 'Previous') }));
    expect(textOf(back)).toBe(textOf(first));
  });

  it('goes on to another person by the select', async () => {
    const card = await ask(buildCommand({ name: 'cast', options: { name: 'gang tae' } }));
    const next = await ask(buildSelect({ customId: customIdOf(card, 'See someone else'), values: ['character:moon-sang-tae'] }));
    expect(textOf(next)).toContain('Oh Jung-se (오정세)');
  });

  it('reads what an answer rests on', async () => {
    const card = await ask(buildCommand({ name: 'cast', options: { name: 'gang tae' } }));
    const sources = await ask(buildButton({ customId: customIdOf(card, 'Sources') }));
    expect(sources).toMatchObject({ data: { flags: expect.any(Number) } });
    expect(textOf(sources)).toMatch(/https?:\/\//);
  });

  it('is answered in a DM and in a server without the bot', async () => {
    const inServer = await ask(buildCommand({ name: 'season2' }));
    const inDm = await ask(buildCommand({ name: 'season2', where: 'dm' }));
    expect([textOf(inDm).split('\n')[0], flagsOf(inDm)]).toEqual([textOf(inServer).split('\n')[0], flagsOf(inServer)]);
    expect(await ask(buildCommand({ name: 'season2', where: 'user-install' }))).toEqual(inServer);
  });

  it.each([
    ['a command nobody knows', () => buildCommand({ name: 'dance' })],
    ['an episode there is none of', () => buildCommand({ name: 'episodes', options: { number: 99 } })],
    ['a title there is none of', () => buildCommand({ name: 'about', options: { title: 'goblin' } })],
    ['a name of 6,000 characters', () => buildCommand({ name: 'cast', options: { name: '@everyone 👩‍👩‍👧 '.repeat(400) } })],
    ['a forged button', () => buildButton({ customId: 'v1|cast|list|../../etc/passwd|-1e9' })],
    ['a button of another time', () => buildButton({ customId: 'v0|cast|list' })],
    [
      'a select with a value it never had',
      () => buildSelect({ customId: 'v1|cast|open|its-okay-to-not-be-okay', values: ['x'.repeat(100)] }),
    ],
    ['a form it never opened', () => buildModalSubmit({ customId: 'v1|config|nothing', fields: { what: 'ever' } })],
  ])('gets a kind sentence, seen by nobody else, for %s', async (_, build) => {
    const response = await ask(build());
    expect(response).toMatchObject({ data: { allowed_mentions: { parse: [] } } });
    expect(flagsOf(response) & EPHEMERAL).toBe(EPHEMERAL);
    expect(textOf(response).length).toBeGreaterThan(10);
  });

  it('brings the bot down by nothing that is sent, and makes it log no error', async () => {
    const odd = [
      buildCommand({ name: 'quote', subcommand: 'sing' }),
      buildCommand({ name: 'quote' }),
      buildCommand({ name: 'cast', options: { nmae: 'gang tae' } }),
      buildCommand({ name: 'episodes', options: { number: 'seven' } }),
      buildCommand({ name: 'cast', options: { name: true } }),
      buildAutocomplete({ name: 'about', options: { title: 'x' }, focused: 'title' }),
      buildButton({ customId: 'v1|cast|constructor' }),
    ];
    for (const interaction of odd) expect(await ask(interaction)).toHaveProperty('type');
    await discord.sendPacket('INTERACTION_CREATE', { id: '1', token: 't' });
    await discord.sendPacket('INTERACTION_CREATE', null);
    await discord.sendPacket('SOMETHING_NEW', { id: null });
    expect((await ask(buildCommand({ name: 'about' }))).type).toBe(4);
    expect(bot.lines().filter(({ level, msg }) => level >= ERROR && !msg.includes('an interaction that is none'))).toEqual([]);
  });
});

describe('an admin', () => {
  it('without the right is refused, whatever Discord let through', async () => {
    const refused = await ask(
      buildCommand({
        name: 'config',
        subcommand: 'daily',
        options: { zone: 'Asia/Seoul' },
        channels: { channel: { id: CHANNEL_ID } },
      }),
    );
    expect(textOf(refused)).toMatch(/Manage Server/);
    const shown = await ask(buildCommand({ name: 'config', subcommand: 'show', memberPermissions: ADMIN_PERMISSIONS }));
    expect(textOf(shown)).not.toContain('(Seoul, ');
  });

  it('finds a zone by city, sets up the daily post and is shown when it comes', async () => {
    const zones = await ask(
      buildAutocomplete({
        name: 'config',
        subcommand: 'daily',
        options: { zone: 'seoul' },
        focused: 'zone',
        memberPermissions: ADMIN_PERMISSIONS,
      }),
    );
    expect(zones).toMatchObject({ type: 8, data: { choices: expect.arrayContaining([expect.objectContaining({ value: 'Asia/Seoul' })]) } });

    const saved = await ask(
      buildCommand({
        name: 'config',
        subcommand: 'daily',
        options: { time: '9pm', zone: 'Asia/Seoul' },
        channels: { channel: { id: CHANNEL_ID } },
        memberPermissions: ADMIN_PERMISSIONS,
      }),
    );
    const stamp = /<t:(\d+)/.exec(textOf(saved))?.[1];
    expect(new Date(Number(stamp) * 1_000).toISOString()).toMatch(/T12:00:00/);

    const shown = textOf(await ask(buildCommand({ name: 'config', subcommand: 'show', memberPermissions: ADMIN_PERMISSIONS })));
    expect(shown).toContain(`<t:${stamp}`);
    expect(shown).toContain(`<#${CHANNEL_ID}>`);
  });
});

describe('stopped and started again', () => {
  it('ends with 0 on SIGTERM to the whole group that npm started, well within five seconds', async () => {
    expect(await bot.stop()).toMatchObject({ code: 0, signal: null, tookMs: expect.toSatisfy((ms: number) => ms < 5_000) });
    expect(bot.lines().at(-1)?.msg).toBe('stopped');
    expect(bot.lines().some(({ msg }) => msg.includes('no connection'))).toBe(false);
  });

  it('registers nothing a second time, and still knows the ids and what was set', async () => {
    const before = discord.requests.length;
    bot = startBot({ env: envFor(discord, home) });
    expect(await bot.ready()).toMatchObject({ registered: true });
    expect(discord.requests.slice(before).filter(({ path }) => path.includes('/commands'))).toEqual([]);

    const castId = discord.commands.get('global')?.find(({ name }) => name === 'cast')?.id;
    expect(textOf(await ask(buildCommand({ name: 'help' })))).toContain(`</cast:${castId}>`);
    const shown = await ask(buildCommand({ name: 'config', subcommand: 'show', memberPermissions: ADMIN_PERMISSIONS }));
    expect(textOf(shown)).toContain('(Seoul, ');
  });
});
