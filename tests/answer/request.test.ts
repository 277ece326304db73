import { describe, expect, it } from 'vitest';
import { readRequest } from '../../src/answer/request.ts';
import { createBot, say } from '../support/bot.ts';
import {
  ADMIN_PERMISSIONS,
  buildAutocomplete,
  buildButton,
  buildCommand,
  buildSelect,
  CHANNEL_ID,
  GUILD_ID,
  USER_ID,
} from '../support/interactions.ts';

describe('an interaction', () => {
  it('is read with its options, whoever sent it and wherever', () => {
    const request = readRequest(
      buildCommand({ name: 'quote', subcommand: 'find', options: { words: 'rest cry' }, memberPermissions: ADMIN_PERMISSIONS }),
    );
    expect(request).toMatchObject({
      kind: 'command',
      name: 'quote',
      caller: { userId: USER_ID, guildId: GUILD_ID, canManageServer: true },
    });
    const options = request?.kind === 'command' ? request.options : undefined;
    expect(options?.subcommand).toBe('find');
    expect(options?.text('words')).toBe('rest cry');
    expect(options?.text('theme')).toBeUndefined();
  });

  it('in a direct message has no server and nobody who manages it', () => {
    expect(readRequest(buildCommand({ name: 'help', where: 'dm' }))).toMatchObject({ caller: { guildId: null, canManageServer: false } });
  });

  it('takes blank text for none, and only whole numbers for numbers', () => {
    const request = readRequest(buildCommand({ name: 'awards', options: { who: '   ', year: 2020.5 } }));
    const options = request?.kind === 'command' ? request.options : undefined;
    expect([options?.text('who'), options?.whole('year')]).toEqual([undefined, undefined]);
  });

  it('knows what the bot may do in a channel that was picked', () => {
    const request = readRequest(
      buildCommand({ name: 'config', subcommand: 'daily', channels: { channel: { id: CHANNEL_ID, appPermissions: '1024' } } }),
    );
    expect(request?.kind === 'command' ? request.options.channel('channel') : undefined).toMatchObject({
      id: CHANNEL_ID,
      appPermissions: 1024n,
    });
  });

  it('says which option is being typed, inside a subcommand too', () => {
    expect(
      readRequest(buildAutocomplete({ name: 'quote', subcommand: 'find', focused: 'theme', options: { words: 'a', theme: 'pe' } })),
    ).toMatchObject({
      kind: 'suggest',
      option: 'theme',
      typed: 'pe',
    });
  });

  it('says who asked for the message that is pressed, and whether only they see it', () => {
    expect(
      readRequest(buildButton({ customId: 'v1|a|b', askedBy: '700000000000000009', messageFlags: (1 << 15) | (1 << 6) })),
    ).toMatchObject({
      kind: 'press',
      askedBy: '700000000000000009',
      isEphemeral: true,
    });
    expect(readRequest(buildSelect({ customId: 'v1|a|b', values: ['x'] }))).toMatchObject({ values: ['x'], isEphemeral: false });
  });

  it('with permissions that are no number gives no rights', () => {
    expect(readRequest(buildCommand({ name: 'config', memberPermissions: 'all' }))).toMatchObject({ caller: { canManageServer: false } });
  });
});

describe('something malformed', () => {
  it.each([
    ['nothing', null],
    ['a text', 'hello'],
    ['no type', {}],
    ['nobody who asks', { type: 2, data: { name: 'cast' } }],
    ['an option without a name', { type: 2, user: { id: '1' }, data: { name: 'cast', options: [{ value: 'x' }] } }],
  ])('with %s cannot be read, and gets a kind sentence all the same', async (_, wire) => {
    expect(readRequest(wire)).toBeUndefined();
    const bot = createBot();
    const reply = await bot.send(wire);
    expect(reply.isPrivate).toBe(true);
    expect(reply.text).toBe(say('error.malformed'));
    expect(bot.log.lines.map(({ level }) => level)).toEqual(['warn']);
  });

  it.each([
    ['without its data', { type: 2, user: { id: '1' } }],
    ['of a kind that is still to be invented', { type: 42, user: { id: '1' } }],
  ])('%s is answered by what would work', async (_, wire) => {
    const reply = await createBot().send(wire);
    expect(reply.text).toContain('`/help`');
    expect(reply.isPrivate).toBe(true);
  });
});

describe('a bug', () => {
  it('costs the asker one sentence with a reference, which the log has too, and nothing of what they typed', async () => {
    const broken = createBot({
      pick: () => {
        throw new Error('chance is out of order');
      },
    });
    const reply = await broken.ask({ name: 'quote', subcommand: 'random' });
    const reference = /`([0-9a-f]{8})`/.exec(reply.text)?.[1];
    expect(reference).toBeDefined();
    expect(reply.isPrivate).toBe(true);
    expect(broken.log.lines.find(({ level }) => level === 'error')?.fields).toMatchObject({ reference, command: 'quote' });
  });
});
